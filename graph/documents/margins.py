"""What stands at the edges of a copy's lines and is none of the paper's: line numbers, mail's ``>``."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .furniture import Line
from .kept import Span

QUOTED = re.compile(r"[^\S\n]{0,3}(?:[>|][^\S\n]?)+")
LEFT = re.compile(r"[^\S\n]*([0-9]{1,5})(?:([.:)|]?)[^\S\n]+|[^\S\n]*([.:)|]?)$)")
RIGHT = re.compile(r"[^\S\n]+(?:[|:][^\S\n]*)?([0-9]{1,5})[^\S\n]*$")
_NEAR = 6
"""How many numbers back a line number's own may lie: between stand those of the text."""
_FEWEST = 4


@dataclass(frozen=True)
class Margins:
    """What to cut at the lines' edges; ``sure`` where it cannot well be the paper's own."""

    cuts: tuple[Span, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class _Number:
    line: int
    solid: int
    number: int
    span: Span
    dress: str


def margins(all_lines: list[Line]) -> Margins:
    """The edges of ``all_lines``: quote marks before most lines, and numbers that count the lines.

    Numbers count lines where they grow as the lines do, blank ones counted or not; each line, each
    fifth, from 1 again on each page, on the left or the right. A list's items, years at the
    beginnings of lines, and a chronicle do not grow so over most of a text. Linear.
    """
    solid = [line for line in all_lines if not line.blank]
    quotes = {line.start: found.end() for line in solid if (found := QUOTED.match(line.text))}
    if len(quotes) < 3 or 2 * len(quotes) < len(solid):
        quotes = {}
    left = _counting(list(_candidates(all_lines, quotes, LEFT)), len(solid), len(all_lines))
    right = _counting(list(_candidates(all_lines, quotes, RIGHT)), len(solid), len(all_lines))
    cuts: list[Span] = []
    lead = {found.line: found for found in left}
    tail = {found.line: found for found in right if found.line not in lead}
    widths = _widths(all_lines, lead, quotes)
    for index, line in enumerate(all_lines):
        begin = quotes.get(line.start, 0)
        if widths:
            begin = _text_begins(line.text, begin, lead.get(index), *widths)
        if begin:
            cuts.append((line.start, line.start + begin))
        if index in tail:
            cuts.append(tail[index].span)
    return Margins(tuple(cuts), all(_sure(found) for found in (left, right) if found))


def _candidates(all_lines: list[Line], quotes: dict[int, int], pattern: re.Pattern[str]) -> Iterator[_Number]:
    solid = 0
    for index, line in enumerate(all_lines):
        begin = quotes.get(line.start, 0)
        if line.blank:
            continue
        solid += 1
        found = pattern.match(line.text, begin) if pattern is LEFT else pattern.search(line.text[-40:])
        if found is None:
            continue
        offset = line.start if pattern is LEFT else line.start + max(0, len(line.text) - 40)
        dress = "".join(part or "" for part in found.groups()[1:])
        span = (offset + found.start(), offset + found.end())
        yield _Number(index, solid, int(found[1]), span, dress)


def _counting(found: list[_Number], solid: int, lines: int) -> list[_Number]:
    """Those of the numbers found that count lines, if they do so over most of the text."""
    linked: set[int] = set()
    steps: Counter[int] = Counter()
    for later, entry in enumerate(found):
        for before in range(later - 1, max(-1, later - 1 - _NEAR), -1):
            other = found[before]
            grown = entry.number - other.number
            if grown > 0 and grown in {entry.solid - other.solid, entry.line - other.line}:
                linked |= {before, later}
                steps[grown] += 1
                break
    if not linked:
        return []
    step = steps.most_common(1)[0][0]
    own = [found[index] for index in sorted(linked)]
    if step > 1:
        own = [entry for entry in own if entry.number % step == 0]
        if len(own) < 2:
            return []
    enough = 0.6 * solid if step == 1 else 0.5 * solid / step
    exact = step > 1 and all(entry.number in {entry.solid, entry.line + 1} for entry in own)
    if len(own) < (2 if exact else _FEWEST) or len(own) < enough:
        return []
    numbers = {entry.line for entry in own}
    known = {entry.number for entry in own}
    # A number that the text or a running head pushed out of the count still belongs to it.
    rest = [
        entry
        for entry in found
        if entry.line not in numbers
        and entry.number % step == 0
        and not known.isdisjoint((entry.number - step, entry.number + step))
        and _between(own, entry)
    ]
    return sorted([*own, *rest], key=lambda entry: entry.line)


def _between(own: list[_Number], entry: _Number) -> bool:
    """Whether ``entry`` has the number that its neighbours in the count leave to it."""
    place = bisect_left(own, entry.line, key=lambda other: other.line)
    before = own[place - 1] if place else None
    after = own[place] if place < len(own) else None
    low = before.number if before else 0
    if after is None or after.number <= low:  # the end of a page that counts for itself
        return low < entry.number <= low + entry.line - (before.line if before else -1)
    return low < entry.number < after.number


def _sure(own: list[_Number]) -> bool:
    numbers = sorted({entry.number for entry in own})
    step = min((b - a for a, b in itertools.pairwise(numbers)), default=1)
    listed = sum(entry.dress in (".", ")") for entry in own)
    return numbers[0] <= 5 * step and 2 * listed < len(own)


def _widths(
    all_lines: list[Line], lead: dict[int, _Number], quotes: dict[int, int]
) -> tuple[int, int] | None:
    """Where the text begins: the least room behind a number, and the column of unnumbered lines."""
    if not lead:
        return None
    rooms: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for index, entry in lead.items():
        line = all_lines[index]
        end = entry.span[1] - line.start
        number_ends = len(line.text[:end].rstrip())
        if end < len(line.text):
            rooms[end - number_ends] += 1
            columns[end] += 1
    if not rooms:
        return 0, 0
    room = min(width for width, count in rooms.items() if 4 * count >= max(rooms.values()))
    return room, columns.most_common(1)[0][0]


def _text_begins(text: str, begin: int, entry: _Number | None, room: int, column: int) -> int:
    if entry is None:
        blank = len(text) - len(text.lstrip())
        return max(begin, min(blank, column))
    end = begin + (entry.span[1] - entry.span[0])
    number_ends = len(text[:end].rstrip())
    return min(end, number_ends + room)
