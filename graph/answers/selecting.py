"""The filters of ``list``: which claims are meant by a holder, a topic, a status, a section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UnknownName, shown
from ..model.entities import Claim, Dataset
from ..model.terms import STATUSES
from ..naming.closed import one_of
from ..naming.resolving import resolve
from ..naming.searching import Kind

if TYPE_CHECKING:
    from ..evidence_graph.graph import EvidenceGraph

_MOST = 40
"""Sections that are named where none is called so."""
_ACTOR: tuple[Kind, ...] = ("actor",)
_SUBJECT: tuple[Kind, ...] = ("actor", "topic")
_NOTE: tuple[Kind, ...] = ("note",)


class Selection(NamedTuple):
    """What is asked of claims, names resolved; ``None`` asks nothing."""

    holder: str | None = None
    about: frozenset[str] | None = None
    status: str | None = None
    section: str | None = None
    note: int | None = None


def selection(
    dataset: Dataset,
    *,
    holder: str | None = None,
    about: str | None = None,
    status: str | None = None,
    section: str | None = None,
    note: str | int | None = None,
) -> Selection:
    """Resolve the filters that ask something of claims.

    ``about`` a topic asks for the narrower ones too; ``section`` ``2`` for ``2.1`` too.
    Raises UnknownName with candidates, AmbiguousName.
    """
    return Selection(
        holder=None if holder is None else str(resolve(dataset, holder, _ACTOR).id),
        about=None if about is None else narrower(dataset, str(resolve(dataset, about, _SUBJECT).id)),
        status=None if status is None else one_of(status, STATUSES, "status"),
        section=None if section is None else section_named(dataset, section),
        note=None if note is None else int(resolve(dataset, str(note), _NOTE).id),
    )


def narrower(dataset: Dataset, subject: str) -> frozenset[str]:
    """``subject`` and, if it is a topic, all topics below it. Time: linear in the topics."""
    below: dict[str, list[str]] = {}
    for topic in dataset.topics.values():
        for broader in topic.broader:
            below.setdefault(broader, []).append(topic.id)
    return reached(subject, lambda topic: below.get(topic, ()))


def reached(start: str, onward: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Find everything that ``onward`` leads to from ``start``, itself included; rings are harmless."""
    seen = {start}
    waiting = [start]
    while waiting:
        for found in onward(waiting.pop()):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return frozenset(seen)


def sections(dataset: Dataset, labels: Iterable[str] = ()) -> list[str]:
    """List the sections that the paper, a passage or ``labels`` name, and those above (``2`` of ``2.1``)."""
    named = [section.id for section in dataset.paper.sections]
    named += [section_of(passage.paragraph) for claim in dataset.claims.values() for passage in claim.passage]
    named += map(section_of, labels)
    found: dict[str, None] = {}
    for section in filter(None, named):
        parts = section.split(".")
        found.update(dict.fromkeys(".".join(parts[: end + 1]) for end in range(len(parts))))
    return list(found)


def section_named(dataset: Dataset, word: str, labels: Iterable[str] = ()) -> str:
    """The section that ``word`` is the id or the heading of. Raises UnknownName, with the headings."""
    known = sections(dataset, labels)
    headings = {each.id: each.heading for each in dataset.paper.sections if each.heading}
    asked = " ".join(word.casefold().split())
    for id_, heading in headings.items():
        if word not in known and " ".join(heading.casefold().split()) == asked:
            return id_
    try:
        return one_of(word, known, "section")
    except UnknownName as unknown:
        every = ", ".join(f"{each} {headings.get(each, '')}".strip() for each in known[:_MOST])
        hint = (
            f"there are: {shown(every, 1000)}{', …' if len(known) > _MOST else ''}" if known else unknown.hint
        )
        raise UnknownName(unknown.message, unknown.candidates, hint) from None


def section_of(paragraph: str) -> str:
    """Take the section from a paragraph label: ``2.3`` of ``2.3/4``, ``0`` of ``0``."""
    section, slash, _ = paragraph.rpartition("/")
    return section if slash else paragraph


def is_within(paragraph: str, section: str | None) -> bool:
    """Whether the label is of a paragraph of ``section``, or of one below it; all are of none."""
    return section is None or (section_of(paragraph) + ".").startswith(section + ".")


def selected(dataset: Dataset, wanted: Selection, evidence: EvidenceGraph | None = None) -> list[Claim]:
    """List the claims that ``wanted`` asks for, in the order of the file.

    A claim's note is one it cites itself; its status the common one of its restatements, for
    which ``evidence`` is needed. Time: linear in the claims, and one status pass.
    """
    claims = [claim for claim in dataset.claims.values() if _fits(dataset, claim, wanted)]
    if wanted.status is None or evidence is None:
        return claims
    from ..evidence_graph.fixpoint import statuses

    status = statuses(evidence)
    return [claim for claim in claims if status[evidence.stands_for[claim.id]] == wanted.status]


def _fits(dataset: Dataset, claim: Claim, wanted: Selection) -> bool:
    if wanted.holder is not None and wanted.holder not in dataset.held_by(claim):
        return False
    if wanted.about is not None and not wanted.about.intersection(claim.about):
        return False
    if wanted.note is not None and all(citation.note != wanted.note for citation in claim.cites):
        return False
    return wanted.section is None or any(
        is_within(passage.paragraph, wanted.section) for passage in claim.passage
    )
