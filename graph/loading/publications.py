"""What the works of a data set say of themselves that is no error, and worth a look."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Finding, shown
from ..model.marks import mark_of
from .references import Trees, values
from .syntax import Mapping


def malformed_identifiers(trees: Trees) -> Iterator[Finding]:
    """A DOI that is none, or several, finds nothing in a list of withdrawn works; nor does an ISBN."""
    published = [
        (section, owner) for section, owner in _published(trees) if "doi" in owner or "isbn" in owner
    ]
    if not published:
        return
    from ..model.identifiers import dois, isbns  # whose patterns take a while to compile

    for section, owner in published:
        for text, at in values(owner, "doi"):
            found = dois(text)
            if len(found) != 1:
                problem = f"holds {len(found)} DOIs" if found else "is not a DOI"
                hint = "write one, such as 10.1000/182, without its resolver"
                message = f'"{shown(text)}" {problem}'
                yield trees.finding(section, at, "malformed-doi", message, hint, "warning")
            elif _left_over(text, found[0]):
                message = f'"{shown(text)}" is more than a DOI'
                hint = f"write {shown(found[0])}"
                yield trees.finding(section, at, "malformed-doi", message, hint, "warning")
        for text, at in values(owner, "isbn"):
            if not isbns(text):
                message = f'"{shown(text)}" is not an ISBN'
                hint = "an ISBN has 10 or 13 digits, the last of which checks the others"
                yield trees.finding(section, at, "malformed-isbn", message, hint, "warning")


def _left_over(text: str, doi: str) -> bool:
    """Whether ``text`` says more than ``doi`` and what resolves it: words, or a stop that is none of it."""
    plain = text.strip()
    return any(letter.isspace() for letter in plain) or plain[-1:] in (".", ",", ";")


def works_withdrawn_by_their_titles(trees: Trees) -> Iterator[Finding]:
    """A work whose own title says that it was withdrawn is hardly a source."""
    for id_, work in trees.entities("works"):
        for text, at in values(work, "title"):
            said = mark_of(text)
            if said is None:
                continue
            if said.notice:
                message = f"the title of {shown(id_)} is that of a notice: {said.fate}"
                hint = "cite the work, or the notice where that is meant"
            else:
                message = f"the title of {shown(id_)} says that it was withdrawn: {said.fate}"
                hint = f"claimgraph withdraw {shown(id_)} shows what falls without it"
            yield trees.finding("works", at, "withdrawn-work", message, hint, "warning")


def _published(trees: Trees) -> Iterator[tuple[str, Mapping]]:
    paper = trees.section("paper")
    if isinstance(paper, Mapping):
        yield "paper", paper
    for _, work in trees.entities("works"):
        yield "works", work
