"""Notes at the foot of the pages: they stand in the middle of the paper's paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise

from .furniture import Line
from .kept import Span
from .markers import markers

_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
OPENS = re.compile(
    r"\s*(?:\[\^?\s?([0-9]{1,4})\s?\]:?|\^\[?([0-9]{1,4})\]?|\(([0-9]{1,4})\)|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})"
    r"|([0-9]{1,4})(?:[.):]|(?=\s)))\s*(?=\S)"
)
RULE = re.compile(r"\s*[-_–—―=*~.⸺─━]{3,}\s*")
_CONTRACT = re.compile(r"\[([0-9]{1,4})\]")


Foot = list[tuple[int, int, int, int]]
"""First and last line, number, and where the text begins, of each note at the foot of a page."""


@dataclass(frozen=True)
class Footnotes:
    """The ``lines`` of notes at the foot of pages (and the rules above them), each note's text."""

    lines: frozenset[int] = frozenset()
    notes: tuple[Span, ...] = ()
    numbers: tuple[int, ...] = ()


def footnotes(
    all_lines: list[Line],
    text: str,
    known: Collection[int],
    leave: Collection[int],
    heading: Callable[[str], bool] = lambda line: False,
) -> Footnotes:
    """The notes at the foot of pages in ``text``; ``leave`` are lines of page furniture.

    A foot is a run of numbered notes set apart from the text above. That they are notes of a page,
    and neither a list at the end nor one of the text's own, is told by their markers: each is in
    the text between the foot before and its own. Numbers go on or begin again. Linear.
    """
    feet = _feet(all_lines, leave, heading)
    if not feet or len(known) < 2:
        return Footnotes()
    places: dict[int, list[int]] = defaultdict(list)
    for marker in markers(text, known):
        for number in {*marker.numbers}:
            places[number].append(marker.span[0])
    for found in _CONTRACT.finditer(text):
        places[int(found[1])].append(found.start())
    for own in places.values():
        own.sort()
    chosen = max((_of_pages(own, all_lines, places) for own in feet.values()), key=_count)
    numbers = [number for foot in chosen for _, _, number, _ in foot]
    rising = all(a < b for a, b in pairwise(numbers))
    enough = len({*numbers} & {*known}) >= 0.8 * len(known) if rising else len(numbers) == len(known)
    if len(chosen) < 2 or not enough:
        return Footnotes()
    listed: set[int] = set()
    notes: list[Span] = []
    for foot in chosen:
        for first, last, _, body in foot:
            listed.update(range(first, last + 1))
            notes.append((body, body + len(text[body : all_lines[last].end].rstrip())))
        above = foot[0][0] - 1
        while above >= 0 and (all_lines[above].blank or above in leave):
            above -= 1
        if above >= 0 and RULE.fullmatch(all_lines[above].text):
            listed.add(above)
    counted = numbers if rising else range(1, len(numbers) + 1)
    return Footnotes(frozenset(listed), tuple(notes), tuple(counted))


def _of_pages(feet: list[Foot], all_lines: list[Line], places: dict[int, list[int]]) -> list[Foot]:
    """Those of ``feet`` whose markers are in the text between the one before and its own."""
    chosen: list[Foot] = []
    begin = 0
    for foot in feet:
        edge = all_lines[foot[0][0]].start
        if all(
            bisect_left(places.get(number, ()), begin) < bisect_left(places.get(number, ()), edge)
            for _, _, number, _ in foot
        ):
            chosen.append(foot)
            begin = all_lines[foot[-1][1]].end
    return chosen


def _count(feet: list[Foot]) -> int:
    return sum(map(len, feet)) if len(feet) > 1 else 0


def _feet(
    all_lines: list[Line], leave: Collection[int], heading: Callable[[str], bool]
) -> dict[int, list[Foot]]:
    """The runs of lines that may be notes, by the dress of their numbers."""
    feet: dict[int, list[Foot]] = defaultdict(list)
    current: Foot = []
    dress = 0
    apart = True
    inside = False

    def close() -> None:
        nonlocal current, inside
        if current:
            feet[dress].append(current)
        current, inside = [], False

    for index, line in enumerate(all_lines):
        if index in leave or RULE.fullmatch(line.text) or (len(line.text) < 300 and heading(line.text)):
            close()
            apart = True
            continue
        if line.blank:
            apart, inside = True, False
            continue
        found = OPENS.match(line.text)
        own = (found.lastindex or 0) if found else 0
        number = int(next(part for part in found.groups() if part).translate(_SUPER)) if found else 0
        if found and current and own == dress and number == current[-1][2] + 1:
            current.append((index, index, number, line.start + found.end()))
            inside = True
        elif found and apart:
            close()
            dress, inside = own, True
            current.append((index, index, number, line.start + found.end()))
        elif inside and current:
            current[-1] = (current[-1][0], index, *current[-1][2:])
        else:
            close()
        apart = line.page_ends
        if line.page_ends:
            close()
    close()
    return feet
