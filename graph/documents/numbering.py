"""The numbers of notes: as printed where they can be, else counted through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .manuscript import Block, Manuscript, Note, Problem
from .marks import KEYED, upright

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Numbered(NamedTuple):
    """A note with its number, and what is printed where that is another."""

    number: int
    label: str | None
    note: Note


def roman(number: int) -> str:
    """``number`` in small roman numerals.

    >>> roman(4), roman(1989)
    ('iv', 'mcmlxxxix')
    """
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def number(manuscript: Manuscript) -> tuple[list[Numbered], list[Problem]]:
    """The notes of ``manuscript`` by number, and what is odd about their numbers.

    As printed, where those are arabic and each is there once. Else counted through in the order of
    the first marker; a note without one follows the note before it.
    """
    problems: list[Problem] = []
    marked = _order(manuscript.blocks)
    printed = [note.printed for note in manuscript.notes]
    plain = all(
        one is not None and one.isascii() and one.isdigit() and 0 < int(one) < 100_000 for one in printed
    )
    unmarked = [note for note in manuscript.notes if note.key not in marked]
    problems += [
        Problem("note without marker", "nothing in the text marks it", note=note.key)
        for note in unmarked[:500]
    ]
    if plain and len(set(printed)) == len(printed):
        found = [Numbered(int(note.printed or 0), None, note) for note in manuscript.notes]
        return sorted(found, key=lambda one: one.number), problems
    labels = _labels(manuscript.notes, marked)
    ordered = _ordered(manuscript.notes, marked)
    found = []
    changed = 0
    for place, note in enumerate(ordered, 1):
        label = labels.get(note.key)
        own = label if label != str(place) else None
        changed += own is not None and note.printed is not None
        found.append(Numbered(place, own, note))
    if changed:
        why = "the printed numbers return" if plain else "not all are arabic numbers"
        problems.append(
            Problem(
                "renumbered",
                f"the notes are counted through, since {why}; each keeps what is printed as its label",
            )
        )
    return found, problems


def _order(blocks: Sequence[Block]) -> dict[str, int]:
    """The keys of the notes in the order of their first markers."""
    order: dict[str, int] = {}
    for block in blocks:
        for found in KEYED.finditer(block.text):
            order.setdefault(found[1], len(order))
    return order


def _ordered(notes: Sequence[Note], marked: dict[str, int]) -> list[Note]:
    """``notes`` by first marker; those without one behind the note that stands before them."""
    last = -1.0
    places: dict[str, float] = {}
    for place, note in enumerate(notes):
        last = (
            float(marked[note.key])
            if note.key in marked
            else last + (place + 1) / (len(notes) + 2) / (len(notes) + 2)
        )
        places[note.key] = last
    return sorted(notes, key=lambda note: places[note.key])


def _labels(notes: Sequence[Note], marked: dict[str, int]) -> dict[str, str]:
    """What is printed for each note: its own, or its count in a series beside another."""
    series = Counter(note.series for note in notes)
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for note in sorted(notes, key=lambda one: marked.get(one.key, len(marked))):
        counts[note.series] += 1
        if note.printed is not None:
            labels[note.key] = note.printed
        elif len(series) > 1:
            count = counts[note.series]
            labels[note.key] = roman(count) if note.series == "endnotes" else str(count)
    return labels


def plain_note(note: Note) -> str:
    """The text of ``note`` as it stands in the copy."""
    return upright(KEYED.sub("", note.text))
