"""Works as entries: actors by their names, dates in EDTF, keys that are the works' ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.bibliography import Entry, Name
from .names import name_of, one_body

if TYPE_CHECKING:
    from ...model.entities import Dataset, Work

_PERSONS = frozenset({"person", "office-holder"})


def entries(dataset: Dataset) -> list[Entry]:
    """Every work of ``dataset`` as an entry, in the order of the file."""
    return [entry(work, dataset) for work in dataset.works.values()]


def entry(work: Work, dataset: Dataset) -> Entry:
    """``work`` as an entry, whose key is its id.

    An institution that made it alone is its issuer.
    """
    dated = work.date.is_ if work.date else None
    makers = tuple(_maker(text, dataset) for text in work.creators)
    creators, issuer = one_body(makers, _called(work.issuer, dataset))
    return Entry(
        key=work.id,
        type=work.type or "",
        title=work.title,
        creators=creators,
        issuer=issuer,
        container=work.container or "",
        volume=work.volume or "",
        issue=work.issue or "",
        pages=work.pages or "",
        publisher=_called(work.publisher, dataset),
        place=work.place or "",
        date=dated or "",
        printed=(work.date.printed or "") if work.date and not dated else "",
        language=work.language or "",
        doi=work.doi or "",
        isbn=work.isbn or "",
        url=work.url or "",
    )


def _called(text: str | None, dataset: Dataset) -> str:
    """The name that ``text`` is, or of the actor whose id it is."""
    actor = dataset.actors.get(text) if text else None
    return actor.name if actor else text or ""


def _maker(text: str, dataset: Dataset) -> Name:
    actor = dataset.actors.get(text)
    if actor is None:
        return name_of(text)
    whole = actor.unnamed or (actor.type is not None and actor.type not in _PERSONS)
    return Name(actor.name) if whole else name_of(actor.name)
