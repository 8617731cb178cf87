"""What a library of references says: its entries, in no format, and what could not be read of it."""

from __future__ import annotations

from typing import NamedTuple

from .dates import bounds


class Name(NamedTuple):
    """Who made a work: a person in parts, or with ``family`` alone an institution's whole name."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is an institution's, or a name of which no parts are known."""
        return not (self.given or self.particle or self.suffix)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))


class Entry(NamedTuple):
    """A work as a library has it; what it does not say is empty. ``line`` is where it begins, from 1.

    ``kinds`` are all types of works for which its own stands; none where that says nothing.
    """

    key: str
    line: int = 0
    type: str = ""
    kinds: frozenset[str] = frozenset()
    title: str = ""
    creators: tuple[Name, ...] = ()
    issuer: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    """In EDTF."""
    printed: str = ""
    """The date as it is worded, where it is none in EDTF."""
    language: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""

    @property
    def year(self) -> int | None:
        """The one year of its date."""
        return year_of(self.date)


def year_of(date: str | None) -> int | None:
    """The year of a date in EDTF; ``None`` where it may mean several.

    >>> year_of("2014-05?"), year_of("2009/2010")
    (2014, None)
    """
    if not date:
        return None
    first, last = bounds(date)
    return int(first[0]) if first[0] == last[0] and abs(first[0]) < 10_000 else None


class Trouble(NamedTuple):
    """Something in a library that was not understood, at its line."""

    line: int
    message: str


class Library(NamedTuple):
    """What was read of a file: ``format`` and ``encoding`` are what it turned out to be in."""

    format: str
    encoding: str
    entries: tuple[Entry, ...]
    troubles: tuple[Trouble, ...] = ()
