"""The reader's own copy as plain text: what ``import`` writes, and how it is known again.

A title, blocks with one blank line between, each on one line; markers ``[27]`` where they stood;
the notes at the end, ``[27] …``, one block each. Nothing in it is page furniture.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .headings import Printed, key
from .manuscript import Block, line
from .marks import KEYED, upright
from .notelist import NoteList, is_caption
from .numbering import Numbered, plain_note

_NOTE = re.compile(r"\[([0-9]+)\] ")
_NUMBER = re.compile(r"((?:[0-9]{1,3}\.){0,5}[0-9]{1,3})[.)]?\s+\S")


class Section(NamedTuple):
    """A section of the copy."""

    id: str
    heading: str


@dataclass(frozen=True)
class PlainCopy:
    """The text, what it prints, and on which line (from 1) each note, and each block, stands."""

    text: str
    title: str
    sections: tuple[Section, ...]
    note_lines: Mapping[int, int]
    repeated: tuple[str, ...] = ()
    """Paragraphs that read like the title and are left out."""

    def line(self, near: str) -> int | None:
        """The line on which ``near`` stands."""
        wanted = upright(KEYED.sub("", near)).strip()
        place = self.text.find(wanted) if wanted else -1
        return None if place < 0 else self.text.count("\n", 0, place) + 1


def write(title: str, blocks: Sequence[Block], notes: Sequence[Numbered]) -> PlainCopy:
    """Write the copy. The outline of its text has the blocks as paragraphs and the sections as headings."""
    by_key = {one.note.key: one.number for one in notes}

    def marked(text: str) -> str:
        return line(
            upright(KEYED.sub(lambda found: f"[{by_key[found[1]]}]" if found[1] in by_key else "", text))
        )

    printed: list[str] = [title]
    headings: list[tuple[str, int]] = []
    repeated: list[str] = []
    keys = {key(marked(block.text)) for block in blocks if block.kind == "heading"}
    own = key(title)
    for block in blocks:
        text = marked(block.text)
        if not text:
            continue
        if key(text) == own:
            repeated.append(text)
            continue
        if block.kind == "heading" or (len(text) < 200 and key(text) in keys):
            headings.append((text, block.level if block.kind == "heading" else 9))
        printed.append(text)
    body = len(printed)
    printed += [f"[{one.number}] {line(plain_note(one.note))}" for one in notes]
    lines = {one.number: 2 * (body + place) + 1 for place, one in enumerate(notes)}
    return PlainCopy("\n\n".join(printed) + "\n", title, _sections(headings), lines, tuple(repeated))


def _sections(headings: Sequence[tuple[str, int]]) -> tuple[Section, ...]:
    """Sections under the numbers that their headings print, where those differ, else counted."""
    numbers = [found[1] if (found := _NUMBER.match(text)) else None for text, _ in headings]
    printed = [number for number in numbers if number is not None]
    keep = len(set(printed)) == len(printed) and _rising(printed)
    used: set[str] = set(printed) if keep else set()
    taken: set[str] = set()
    sections: list[Section] = []
    stack: list[tuple[int, str]] = []
    counts: dict[str, int] = {}
    for (text, level), number in zip(headings, numbers, strict=True):
        if level == 0 and not sections:
            sections.append(Section("0", text))
            taken.add("0")
            continue
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1][1] if stack else ""
        own = number if keep and number is not None else _counted(parent, counts, used | taken)
        taken.add(own)
        stack.append((level, own))
        sections.append(Section(own, text))
    return tuple(sections)


def _counted(parent: str, counts: dict[str, int], used: Collection[str]) -> str:
    while True:
        counts[parent] = counts.get(parent, 0) + 1
        own = f"{parent}.{counts[parent]}" if parent else str(counts[parent])
        if own not in used:
            return own


def _rising(numbers: Sequence[str]) -> bool:
    parts = [tuple(map(int, number.split("."))) for number in numbers]
    return all(a < b for a, b in itertools.pairwise(parts)) and all(part[0] < 100 for part in parts)


def recognised(text: str, paper: Printed, notes: Collection[int]) -> NoteList | None:
    """The list of notes of a copy that ``write`` wrote for ``paper``; ``None`` for any other text."""
    if not paper.title or not text.startswith(paper.title + "\n\n") or not text.endswith("\n"):
        return None
    blocks = text[:-1].split("\n\n")
    if any("\n" in block or not block.strip() for block in blocks) or len(blocks) <= len(notes):
        return None
    offset = 0
    begin = len(blocks) - len(notes)
    spans: dict[int, tuple[int, int]] = {}
    starts: set[int] = set()
    above = {2 * (begin - 1)} if is_caption(blocks[begin - 1]) else set()
    for place, block in enumerate(blocks):
        if place >= begin:
            found = _NOTE.match(block)
            if found is None or int(found[1]) in spans or int(found[1]) not in notes:
                return None
            spans[int(found[1])] = (offset + found.end(), offset + len(block))
            starts.add(2 * place)
        offset += len(block) + 2
    return NoteList(frozenset(starts | above), frozenset(starts), spans)
