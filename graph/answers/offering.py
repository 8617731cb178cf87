"""What an entry offers a work, field by field, and whether that says what the work says already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..documents.notes.words import words
from ..model.addresses import address
from ..model.bibliography import Entry
from ..model.dates import bounds, is_edtf
from ..model.entities import Dataset, Date, Work
from ..model.identifiers import doi, isbns
from ..model.text import why_no_text
from ..model.titles import title_key

FIELDS = (
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
    "language",
    "doi",
    "isbn",
    "url",
)
"""What a work can take."""


def offered(work: Work, entry: Entry, dataset: Dataset) -> Iterator[tuple[str, Any]]:
    """The fields that ``entry`` has, in the form that a work has them."""
    makers = {""} | {_key(called(text, dataset)) for text in (*work.creators, work.issuer) if text}
    names = {**{_key(actor.name): id_ for id_, actor in dataset.actors.items()}}
    for id_, actor in dataset.actors.items():
        for alias in actor.aliases:
            names.setdefault(_key(alias), id_)
    for field in FIELDS:
        value: Any = getattr(entry, field)
        if field == "creators":
            value = tuple(names.get(_key(str(name)), str(name)) for name in value)
            if not value and entry.issuer and work.creators:
                value = (names.get(_key(entry.issuer), entry.issuer),) if "creators" in work.review else ()
        elif field == "issuer":
            value = "" if _key(value) in makers and not work.issuer else names.get(_key(value), value)
            value = "" if work.creators and not entry.creators else value
        elif field == "publisher":
            value = "" if _key(value) in makers and not work.publisher else names.get(_key(value), value)
        elif field == "date":
            value = Date(is_=value) if value and is_edtf(value) else None
        elif field == "doi":
            value = doi(value)
        if value and (field in ("creators", "date") or why_no_text(value) is None):
            yield field, value


def agrees(field: str, ours: Any, theirs: Any, entry: Entry, dataset: Dataset) -> bool:
    """Whether a work's value and the entry's say the same."""
    if field == "type":
        return bool(ours == theirs) or not entry.kinds or ours in entry.kinds
    if field == "creators":
        return [_person(called(one, dataset)) for one in ours] == [
            _person(called(one, dataset)) for one in theirs
        ]
    if field == "date":
        return _dates_agree(ours, theirs)
    if field == "doi":
        return bool(doi(ours) == theirs)
    if field == "isbn":
        return not set(isbns(ours)).isdisjoint(isbns(theirs)) or bool(ours == theirs)
    if field == "url":
        return address(ours) == address(theirs)
    if field == "pages":
        return bool(ours.replace("–", "-") == theirs.replace("–", "-"))
    if field == "language":
        return bool(ours.lower().partition("-")[0] == theirs.lower().partition("-")[0])
    if field in ("title", "container"):
        return title_key(ours) == title_key(theirs)
    return _key(called(ours, dataset)) == _key(called(theirs, dataset))


def _dates_agree(ours: Date, theirs: Date) -> bool:
    """Whether ours is within theirs: then it says as much, or more."""
    if ours.is_ is None:
        return ours.printed is not None and theirs.is_ == ours.printed
    if theirs.is_ is None:
        return False
    mine, other = bounds(ours.is_), bounds(theirs.is_)
    return other[0] <= mine[0] and mine[1] <= other[1]


def overlap(ours: Date, theirs: Date) -> bool:
    """Whether both may be one day: then neither contradicts the other."""
    if ours.is_ is None or theirs.is_ is None:
        return False
    mine, other = bounds(ours.is_), bounds(theirs.is_)
    return mine[0] <= other[1] and other[0] <= mine[1]


def called(text: str, dataset: Dataset) -> str:
    """The name that ``text`` is, or of the actor whose id it is."""
    actor = dataset.actors.get(text)
    return actor.name if actor else text


def _key(text: str) -> str:
    return " ".join(words(text))


def _person(text: str) -> tuple[str, ...]:
    """A name without middle names and with the first by its initial, which is all that some sources have."""
    said = words(text)
    return (said[0][:1], said[-1]) if len(said) > 1 else tuple(said)
