"""Which lines of a text are the paper's title and section headings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .furniture import Line, ends_sentence

NUMBERED = re.compile(r"\s*(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}[.)]?|[IVXLC]{1,7}[.)]|[A-Z][.)])\s+(?=\S)")
_LONGEST_IN_LINES = 4


def key(text: str) -> str:
    """What is left of a heading when numbering, spacing, case and punctuation are ignored.

    >>> key("2.  Japan’s  Rationale") == key("Japan's rationale"), key("*    *")
    (True, '**')
    """
    plain = unicodedata.normalize("NFKC", NUMBERED.sub("", text))
    kept = "".join(filter(str.isalnum, plain)).casefold()
    return kept or "".join(plain.split())


class Section(Protocol):
    """A section of a paper, of a data set or not: its id, and its heading as printed."""

    @property
    def id(self) -> str:
        """What paragraph labels begin with."""

    @property
    def heading(self) -> str:
        """The heading as printed."""


class Printed(Protocol):
    """What a paper prints above its paragraphs. The model's ``Paper`` is one."""

    @property
    def title(self) -> str | None:
        """The title, where it has one."""

    @property
    def sections(self) -> Sequence[Section]:
        """The sections in order."""


@dataclass(frozen=True)
class Heading:
    """A heading in the text: the lines from ``first`` to ``last``; ``section`` None for the title."""

    first: int
    last: int
    section: str | None


@dataclass(frozen=True)
class Headings:
    """The headings of a paper as found in a text."""

    chosen: dict[int, Heading]
    """By their first line."""
    passed_over: frozenset[int]
    """Lines that repeat a heading elsewhere: a table of contents, running heads."""
    title: int | None
    """First line of the title, if it is there."""


def find_headings(all_lines: Sequence[Line], paper: Printed, *, latest: bool = False) -> Headings:
    """The lines of ``all_lines`` that print the title and the section headings of ``paper``.

    A heading fills whole lines and follows a blank one, another heading or the end of a sentence.
    Of one that is printed several times the first counts, or with ``latest`` the last (the first may
    stand in a table of contents). The title is the last one before the first heading.
    """
    sections: dict[str, list[str]] = defaultdict(list)
    for section in paper.sections:
        sections[key(section.heading)].append(section.id)
    title = key(paper.title) if paper.title else None
    found = _occurrences(all_lines, {*sections, *([title] if title else [])})
    chosen: dict[int, Heading] = {}
    for heading, ids in sections.items():
        places = found.get(heading, [])
        picked = places[-len(ids) :] if latest else places[: len(ids)]
        for (first, last), section_id in zip(picked, ids, strict=False):
            chosen[first] = Heading(first, last, section_id)
    title_line = _title(found.get(title or "", []), chosen, latest)
    if title_line is not None:
        chosen[title_line[0]] = Heading(*title_line, None)
    all_places = {place for places in found.values() for place in places}
    rest = {line for first, last in all_places if first not in chosen for line in range(first, last + 1)}
    return Headings(chosen, frozenset(rest), title_line[0] if title_line else None)


def _title(places: list[tuple[int, int]], chosen: dict[int, Heading], latest: bool) -> tuple[int, int] | None:
    free = [place for place in places if place[0] not in chosen]
    if not free:
        return None
    if not chosen:
        return free[-1] if latest else free[0]
    return next((place for place in reversed(free) if place[0] < min(chosen)), free[0])


def _occurrences(all_lines: Sequence[Line], keys: set[str]) -> dict[str, list[tuple[int, int]]]:
    """First and last line of each place where one of ``keys`` is printed."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    openings = {wanted[:4] for wanted in keys}
    longest = max(map(len, keys), default=0)
    begins = True
    index = 0
    while index < len(all_lines):
        line = all_lines[index]
        if line.blank:
            begins = True
        elif begins and len(line.text) <= 4 * longest + 40 and _may_open(line.text, openings):
            last = _match(all_lines, index, keys)
            if last is not None:
                found[_joined(all_lines, index, last)].append((index, last))
                index = last + 1
                begins = True
                continue
            begins = ends_sentence(line.text)
        else:
            begins = ends_sentence(line.text)
        index += 1
    return found


def _may_open(text: str, openings: set[str]) -> bool:
    own = key(text)[:4]
    return any(own.startswith(opening) or opening.startswith(own) for opening in openings)


def _match(all_lines: Sequence[Line], index: int, keys: set[str]) -> int | None:
    for last in range(index, min(index + _LONGEST_IN_LINES, len(all_lines))):
        if all_lines[last].blank:
            return None
        if _joined(all_lines, index, last) in keys:
            return last
    return None


def _joined(all_lines: Sequence[Line], first: int, last: int) -> str:
    return key(" ".join(line.text for line in all_lines[first : last + 1]))
