"""The items of lists inside a run of lines: each is a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from .kept import Span
from .sentences import split

BULLET = re.compile(r"^[^\S\n]*[•‣◦▪●○■□⁃]\s*", re.MULTILINE)
FIRST = re.compile(r"\s*\(?([0-9]{1,3})[.)](?![0-9])")
LINED = re.compile(r"^[^\S\n]*\(?([0-9]{1,3})[.)](?![0-9])", re.MULTILINE)
ENUMERATOR = re.compile(r"(?<!\S)\(?([0-9]{1,3})[.)](?=\s*(?:[^\W\d_]|$))")
_STEP = 3
"""How far the number of an item may be above the one before."""
_LONGEST = 20_000
"""Characters of a paragraph that may be a list run together."""
_STRAY = 9
"""How many lines that begin with other numbers may lie between two items."""


def items(text: str, start: int, end: int) -> list[Span]:
    """The paragraphs in ``text[start:end]``, a run of lines without a blank one.

    It is one, unless it holds a list: lines that begin with bullets, or with the numbers 1, 2, 3 …
    (a year at the start of a line is no item). A numbered list whose lines were run together is
    taken apart where it has three items or more of a sentence each.
    """
    block = text[start:end].replace("\r\n", " \n").replace("\r", "\n")
    lined = _lined(block)
    places = {0, *(found.start() for found in BULLET.finditer(block)), *lined, *_run_in(block, lined)}
    edges = [*sorted(places), len(block)]
    return [(start + a, start + b) for a, b in pairwise(edges) if block[a:b].strip()]


def enumerated(text: str, span: Span) -> list[Span]:
    """The parts of the paragraph ``span`` between the rising numbers in it: for a search, not for labels.

    So the items of a list are found whose beginning stands elsewhere, before a running head.
    """
    start, end = span
    found = [(m.start(), int(m[1])) for m in ENUMERATOR.finditer(text, start, end)]
    rising = {at for a, b in pairwise(found) if a[1] + 1 == b[1] for at in (a[0], b[0])}
    edges = [start, *sorted(rising - {start}), end]
    return list(pairwise(edges)) if len(edges) > 3 else [span]


def _lined(block: str) -> set[int]:
    """Where lines begin with the rising numbers of a list.

    The list begins at the block's own beginning, or with 1, or has three items. Where as many
    lines lie between two items as numbers are skipped, each of them is an item.
    """
    numbered = [(found.start(), int(found[1])) for found in LINED.finditer(block)]
    places: set[int] = set()
    index = 0
    while index < len(numbered):
        run = [numbered[index]]
        last = index
        for later in range(index + 1, len(numbered)):
            if run[-1][1] < numbered[later][1] <= run[-1][1] + _STEP:
                run.append(numbered[later])
                last = later
            elif later - last > _STRAY:
                break
        place, number = run[0]
        if number == 1 or not block[:place].strip() or len(run) >= 3:
            places.update(place for place, _ in run)
            places.update(_skipped(block, run))
            index = last
        index += 1
    return places


def _skipped(block: str, run: list[tuple[int, int]]) -> Iterator[int]:
    for (place, number), (later, other) in pairwise(run):
        breaks = [at + 1 for at in _positions(block, place, later)][:-1]
        if other - number > 1 and len(breaks) == other - number - 1:
            yield from breaks


def _positions(block: str, start: int, end: int) -> Iterator[int]:
    at = block.find("\n", start, end)
    while at >= 0:
        yield at
        at = block.find("\n", at + 1, end)


def _run_in(block: str, lined: set[int]) -> set[int]:
    """Where the items of a list begin whose lines were run together."""
    opening = FIRST.match(block)
    if opening is None or len(block) > _LONGEST:
        return set()
    number, place = int(opening[1]), opening.end()
    found: list[int] = [opening.start()]
    while number < 999:
        number += 1
        own, inline = _item(number)
        match = own.search(block, place) or inline.search(block, place)
        if match is None:
            break
        found.append(match.start())
        place = match.end()
    run_in = [at for at in found if at not in lined]
    if len(found) < 3 or len(lined) > 3 * len(run_in):
        return set()
    edges = [*found, len(block)]
    return set(found) if all(len(split(block[a:b])) == 1 for a, b in pairwise(edges)) else set()


@lru_cache(maxsize=999)
def _item(number: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    own = re.compile(rf"^[^\S\n]*\(?{number}[.)](?![0-9])", re.MULTILINE)
    return own, re.compile(rf"(?<=\s)\(?{number}[.)](?=\s*[^\W\d_])")
