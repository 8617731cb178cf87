"""Which form of an answer a client wants: the header Accept (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_MOST = 100
"""Ranges that are read; nobody lists more."""


class Range(NamedTuple):
    """A media range and its quality."""

    kind: str
    subtype: str
    parameters: int
    quality: float

    def matches(self, media_type: str) -> bool:
        """Whether ``media_type`` is in the range; parameters are not compared, but for their number."""
        kind, _, subtype = media_type.partition("/")
        return self.kind in ("*", kind) and self.subtype in ("*", subtype)

    @property
    def precision(self) -> tuple[bool, bool, int]:
        """The more, the more specific."""
        return self.kind != "*", self.subtype != "*", self.parameters


def ranges(accept: str) -> Iterator[Range]:
    """The ranges of a header; what is none is passed over."""
    for part in accept.split(",")[:_MOST]:
        media, *parameters = (piece.strip() for piece in part.split(";"))
        kind, slash, subtype = media.lower().partition("/")
        if not slash or not kind or not subtype or (kind == "*" and subtype != "*"):
            continue
        quality, others = 1.0, 0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                quality = _quality(value.strip())
                break
            others += 1
        yield Range(kind, subtype, others, quality)


def _quality(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 1.0
    return value if 0 <= value <= 1 else 1.0


def chosen(accept: str | None, offers: Sequence[str]) -> str | None:
    """The one of ``offers`` (media types) that is wanted most, the first of equals; none where none fits.

    The most specific range that a type is in says its quality. Without the header, or with an empty
    one, anything is wanted.

    >>> chosen("text/*;q=0.5, text/csv;q=0.1", ["application/json", "text/csv", "text/turtle"])
    'text/turtle'
    """
    if accept is None or not accept.strip():
        return offers[0]
    known = list(ranges(accept))
    best, most = None, 0.0
    for offer in offers:
        quality = _wanted(offer, known)
        if quality > most:
            best, most = offer, quality
    return best


def _wanted(offer: str, known: Iterable[Range]) -> float:
    fitting = [each for each in known if each.matches(offer)]
    return max(fitting, key=lambda each: each.precision).quality if fitting else 0.0


def prefers_page(accept: str | None) -> bool:
    """Whether a page is asked for rather than data."""
    return chosen(accept, ["application/json", "text/html"]) == "text/html"
