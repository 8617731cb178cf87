"""What a citation prints of a work: title, makers, container, imprint, date, and where in it."""

from __future__ import annotations

from dataclasses import dataclass

from .people import NOBODY, Makers


@dataclass(frozen=True)
class Date:
    """A date as printed, and as EDTF."""

    printed: str
    edtf: str


@dataclass(frozen=True)
class Fields:
    """The fields of a citation; those that patterns do not find are empty."""

    title: str = ""
    set_apart: bool = False
    """Whether quotation marks or italics say what the title is."""
    quoted: bool = False
    makers: Makers = NOBODY
    head: str = ""
    """What stands before the title."""
    container: str | None = None
    publisher: str | None = None
    place: str | None = None
    date: Date | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    locator: str | None = None
    accessed: Date | None = None
    doi: str | None = None
    isbn: str | None = None
    url: str | None = None
    type: str | None = None
    guessed: frozenset[str] = frozenset()

    @property
    def year(self) -> str | None:
        """The year of the date."""
        return self.date.edtf[:4] if self.date else None

    @property
    def imprint(self) -> bool:
        """Whether the citation says when or where the work came out: then it is one in full."""
        return bool(
            self.date or self.publisher or self.doi or self.isbn or self.url or self.pages or self.accessed
        )
