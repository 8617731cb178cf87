"""What ``import`` writes of a paper: the sections of its two files, each scalar finished.

Written as they are made, so that nobody waits for the model of a whole data set. That the model takes
them, and that ``editing.write`` writes the same bytes of them, tests ask of every paper they import.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..documents.digests import digest
from ..documents.manuscript import Manuscript, line
from ..documents.marks import upright
from ..documents.notes.fields import Date, Fields
from ..documents.notes.identities import identities, slug
from ..documents.notes.linking import Linked, Links
from ..documents.notes.signals import DATE, edtf
from ..documents.notes.words import words
from ..documents.numbering import Numbered, plain_note
from ..documents.plain_copy import PlainCopy
from ..editing import scalars
from ..editing.layout import Node
from ..model.dates import is_edtf

_GUESSED = (
    "type",
    "title",
    "creators",
    "issuer",
    "container",
    "volume",
    "issue",
    "pages",
    "publisher",
    "place",
    "date",
)
"""The fields of a work that only patterns tell, in the order of the files."""
_GUESSED_LINKS = ("short", "op_cit")


def sections(
    heading: str,
    names: Sequence[str],
    manuscript: Manuscript,
    numbered: Sequence[Numbered],
    links: Links,
    copy: PlainCopy,
) -> dict[str, Node]:
    """The sections of the data set: the authors, the paper, its works, its notes."""
    taken: set[str] = set()
    actors = {_free(slug(one) or "author", taken): one for one in names or ["The author"]}
    date = _paper_date(manuscript.date)
    first = slug(names[0].split()[-1]) if names else slug(" ".join(heading.split()[:3]))
    year = date.edtf[:4] if date is not None else ""
    paper = _free("-".join(filter(None, (first or "paper", year))), taken)
    ids = identities(links.works, taken)
    own_names = {tuple(words(name)): id_ for id_, name in actors.items()} if names else {}
    return {
        "actors": {
            scalars.checked(id_): _said(name=_text(name), type="person" if names else None)
            for id_, name in actors.items()
        },
        "paper": _said(
            id=scalars.checked(paper),
            authors=[scalars.checked(id_) for id_ in actors],
            title=_text(heading),
            date=_date(date),
            language=_text(manuscript.language),
            doi=_text(manuscript.doi),
            sections=[_said(id=_text(one.id), heading=_text(one.heading)) for one in copy.sections],
        ),
        "works": {
            scalars.checked(id_): _work(id_, fields, own_names)
            for id_, fields in zip(ids, links.works, strict=True)
        },
        "endnotes": {
            str(one.number): _endnote(one, linked, ids)
            for one, linked in zip(numbered, links.notes, strict=True)
        },
    }


def guessed(data: Mapping[str, Node]) -> int:
    """How many fields are named in a ``review``."""
    return sum(
        len(entry.get("review", ())) for section in ("works", "endnotes") for entry in data[section].values()
    )


def _said(**fields: Node) -> dict[str, Node]:
    """The fields of which something is said."""
    return {key: value for key, value in fields.items() if value}


def _text(value: str | None) -> Node:
    """``value`` as a scalar: on one line, upright; nothing if there is nothing in it."""
    said = line(upright(value)) if value else ""
    return scalars.text(said) if said else None


def _date(date: Date | None) -> Node:
    """A date, and what is printed where that is another; one that is none is only printed."""
    if date is None:
        return None
    printed = _text(date.printed)
    if not is_edtf(date.edtf):
        return _said(printed=printed) or None
    known = scalars.checked(date.edtf)
    return known if date.printed == date.edtf or not printed else {"printed": printed, "is": known}


def _free(wanted: str, taken: set[str]) -> str:
    own, place = wanted if not wanted.isdigit() else f"paper-{wanted}", 1
    while own in taken:
        place += 1
        own = f"{wanted}-{place}"
    taken.add(own)
    return own


def _paper_date(text: str | None) -> Date | None:
    found = DATE.search(text) if text else None
    if found is not None:
        return Date(found[0], edtf(found))
    if text and re.fullmatch(r"(?:1[4-9]|20)[0-9]{2}(?:-[0-9]{2}){0,2}", text):
        return Date(text, text)
    return None


def _work(id_: str, fields: Fields, own_names: Mapping[tuple[str, ...], str]) -> dict[str, Node]:
    creators = [own_names.get(tuple(words(name)), name) for name in fields.makers.creators]
    said = _said(
        title=_text(fields.title) or scalars.text(id_),
        type=_text(fields.type),
        creators=[name for name in map(_text, creators) if name],
        issuer=_text(fields.makers.issuer),
        container=_text(fields.container),
        volume=_text(fields.volume),
        issue=_text(fields.issue),
        pages=_text(fields.pages),
        publisher=_text(fields.publisher),
        place=_text(fields.place),
        date=_date(fields.date),
        doi=_text(fields.doi),
        isbn=_text(fields.isbn),
        url=_text(fields.url),
    )
    return said | _said(review=[name for name in _GUESSED if name in fields.guessed and name in said])


def _endnote(one: Numbered, linked: Linked, ids: Sequence[str]) -> dict[str, Node]:
    anomalies = [_said(kind="unresolved reference", why=_text(doubt.why)) for doubt in linked.unresolved]
    if linked.slip:
        printed, meant = linked.slip
        why = "all else is as where the work is first cited"
        anomalies.append(
            _said(kind="disagreeing dates", printed=_text(printed), meant=_text(meant), sure="low", why=why)
        )
    review = []
    if linked.form in _GUESSED_LINKS and linked.refers_to is not None:
        review.append("refers_to")
    if linked.form != "full" and linked.works:
        review.append("works")
    if linked.locator and re.fullmatch(r"[0-9ivxlc–‑-]+", linked.locator):
        review.append("locator")
    return _said(
        label=_text(one.label),
        form=linked.form if linked.form != "full" else None,
        refers_to=str(linked.refers_to) if linked.refers_to is not None else None,
        works=[scalars.checked(ids[place]) for place in linked.works],
        locator=_text(linked.locator),
        accessed=_date(linked.accessed),
        digest=scalars.checked(digest(line(plain_note(one.note)))),
        review=review,
        anomalies=anomalies,
    )
