"""What every reader of a format makes of a file: blocks of text, and notes that their markers key.

Text keeps the marks of ``marks``: where a note is marked, and what is in italics.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..errors import LimitError
from .marks import ITALIC, ITALIC_END, MARKER, MARKER_END, joined
from .notes.fields import Fields

BlockKind: TypeAlias = Literal["heading", "paragraph", "item", "caption", "row"]
ProblemKind: TypeAlias = Literal[
    "note without marker",
    "marker without note",
    "number missing",
    "number twice",
    "renumbered",
    "glued marker",
    "glued note",
    "unnumbered note",
    "raised number",
    "text skipped",
]

MOST_PARAGRAPHS = 100_000
MOST_NOTES = 20_000


@dataclass(frozen=True)
class Block:
    """A paragraph, heading (of a ``level`` from 1), list item, caption or table row, on one line."""

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0


@dataclass(frozen=True)
class Note:
    """A note under the ``key`` that its markers have."""

    key: str
    text: str
    printed: str | None = None
    """What is printed as its number; ``None`` where that is counted automatically."""
    series: str = ""
    """Notes of one series are numbered together: footnotes, endnotes, a chapter's."""
    reference: bool = False
    """Whether it is an entry of a list of references."""
    fields: Fields | None = None


@dataclass(frozen=True)
class Problem:
    """Something that needs a look: by the note's key, or near a piece of text."""

    kind: ProblemKind
    detail: str
    note: str | None = None
    near: str | None = None


@dataclass(frozen=True)
class Manuscript:
    """A paper as read from a file."""

    format: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    problems: tuple[Problem, ...] = ()
    author_date: int = 0
    """How many author-date citations only words tell: then nothing is imported of them."""
    doi: str | None = None
    language: str | None = None
    skipped: tuple[str, ...] = field(default=())


_DROPPED = {ord(letter): None for letter in "\u00ad\u200b\ufeff\u2060\ufffe\uffff"}
_OURS = {MARKER, MARKER_END, ITALIC, ITALIC_END}


def line(text: str) -> str:
    """``text`` as one line: NFC, white space as single blanks, nothing invisible; marks kept.

    >>> line("  one\\u2028two\\u00a0 three\\x07 ")
    'one two three'
    """
    plain = " ".join(joined(text).translate(_DROPPED).split())
    if not plain.isprintable():
        plain = "".join(
            letter for letter in plain if letter.isprintable() or letter in _OURS or _joins(letter)
        )
        plain = " ".join(plain.split())
    return unicodedata.normalize("NFC", plain)


def _joins(letter: str) -> bool:
    """Whether an invisible character is part of how a word is written."""
    return letter in "\u200c\u200d" or unicodedata.category(letter) == "Co"


def bounded(manuscript: Manuscript) -> Manuscript:
    """``manuscript``, if it is no larger than a paper. Raises LimitError."""
    if len(manuscript.blocks) > MOST_PARAGRAPHS:
        raise LimitError(
            f"the file has more than {MOST_PARAGRAPHS:,} paragraphs, too many for a paper", "import one paper"
        )
    if len(manuscript.notes) > MOST_NOTES:
        raise LimitError(
            f"the file has more than {MOST_NOTES:,} notes, too many for a paper", "import one paper"
        )
    return manuscript
