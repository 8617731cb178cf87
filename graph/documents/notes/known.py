"""A work cited so far, and the volume that a citation names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..marks import upright
from . import signals
from .fields import Fields
from .spans import apart

_VOLUME_WORDS = frozenset(["vol", "vols", "bd", "band", "bde", "tome", "t", "tomo", "teil", "part", "pt"])
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}


@dataclass
class Known:
    """A work: its fields, the notes that cite it, and the words by which it is known again."""

    place: int
    fields: Fields
    words: frozenset[str]
    head: frozenset[str]
    """The words before the title."""
    title: tuple[str, ...]
    sequence: tuple[str, ...]
    """The telling words of the whole citation, in order."""
    volume: str | None
    notes: list[int] = field(default_factory=list)


def volume_of(text: str, fields: Fields | None = None) -> str | None:
    """The number of the volume that ``text`` names, of an article none."""
    if fields is not None and fields.quoted:
        return None
    parts = [part for part in apart(text) if part.kind == "italic" or len(part.text) > 3]
    rest = upright(text[parts[0].end :] if parts else text)
    if fields is not None and fields.title and not parts:
        rest = rest.partition(fields.title)[2] or rest
    found = signals.VOLUME.search(rest) or signals.BARE_VOLUME.search(rest)
    if found is None:
        return None
    number = next(group for group in found.groups() if group)
    return _ROMAN.get(number.casefold(), number.upper())


def without_volume(sequence: Sequence[str]) -> tuple[str, ...]:
    """The words without those that name a volume."""
    kept: list[str] = []
    skip = False
    for word in sequence:
        if word in _VOLUME_WORDS:
            skip = True
            continue
        if skip and (word.isdigit() or word in _ROMAN):
            skip = False
            continue
        skip = False
        kept.append(word)
    return tuple(kept)
