"""Where paragraphs end in a copy that does not set them apart by blank lines, as the paper's text does.

A word processor's plain text has a paragraph a line, a book's indents the first line, a typescript
has a blank line after every line, and of lines that were merely wrapped the last is shorter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from .furniture import Line, ends_sentence, lines
from .kept import Kept, Span, parted, without

PILCROW = re.compile(r"[^\S\n]*¶[^\S\n]*")
_LONG = 110
"""Characters of a line that nobody wrapped."""


def layouts(kept: Kept) -> Iterator[Kept]:
    """Other ways to tell the paragraphs of ``kept`` apart than by its blank lines. Linear each.

    The likeliest first; none where nothing speaks for it.
    """
    all_lines = lines(kept.text)
    closed = _closed_up(kept, all_lines)
    if closed is not None:
        yield closed
        kept = closed
        all_lines = lines(kept.text)
    for places in (_marked(all_lines), _indented(all_lines), _unwrapped(all_lines), _short(all_lines)):
        if places:
            yield parted(kept, places)


def _touching(all_lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    return ((a, b) for a, b in pairwise(all_lines) if not a.blank and not b.blank)


def _marked(all_lines: list[Line]) -> list[int]:
    """Behind separators of paragraphs that are no line ends, and before pilcrows."""
    return [
        b.start
        for a, b in _touching(all_lines)
        if a.ender == "\u2029" or PILCROW.match(b.text) or a.text.rstrip().endswith("¶")
    ]


def _indented(all_lines: list[Line]) -> list[int]:
    """Before lines that begin further right than most, and than the line before or behind them."""
    indents = {line.start: _indent(line.text) for line in all_lines if not line.blank}
    counted = Counter(indents.values())
    if len(counted) < 2:
        return []
    usual = min(width for width, count in counted.items() if 3 * count >= max(counted.values()))
    places = [b.start for _, b in _touching(all_lines) if usual + 1 < indents[b.start] <= usual + 12]
    return places if 2 * len(places) <= len(indents) or counted[usual] >= len(places) else []


def _indent(text: str) -> int:
    expanded = text.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _unwrapped(all_lines: list[Line]) -> list[int]:
    """Before each line, where lines are as long as only paragraphs are."""
    touching = list(_touching(all_lines))
    own = [a for a, _ in touching]
    if not own or (max(len(line.text) for line in own) < _LONG):
        return []
    ending = sum(ends_sentence(line.text) or len(line.text) < 80 for line in own)
    return [b.start for _, b in touching] if ending >= 0.8 * len(own) else []


def _short(all_lines: list[Line]) -> list[int]:
    """Before lines whose first word had room on the line before, where a sentence ended."""
    lengths = sorted(len(line.text.rstrip()) for line in all_lines if not line.blank)
    if len(lengths) < 4:
        return []
    width = lengths[int(0.97 * (len(lengths) - 1))]
    return [
        b.start
        for a, b in _touching(all_lines)
        if ends_sentence(a.text)
        and len(a.text.rstrip()) + 1 + len((b.text.split(maxsplit=1) or [""])[0]) <= width - 1
    ]


def _closed_up(kept: Kept, all_lines: list[Line]) -> Kept | None:
    """``kept`` without the blank lines of double spacing, if it is set so."""
    solid = [index for index, line in enumerate(all_lines) if not line.blank]
    gaps = [b - a - 1 for a, b in pairwise(solid)]
    single = gaps.count(1)
    if len(gaps) < 8 or gaps.count(0) > 0.05 * len(gaps) or single < 0.5 * len(gaps):
        return None
    width = max(len(all_lines[index].text) for index in solid)
    if width > _LONG or sum(ends_sentence(all_lines[index].text) for index in solid) > 0.5 * len(solid):
        return None
    cuts: list[Span] = [
        (all_lines[a + 1].start, all_lines[b].start)
        for a, b in pairwise(solid)
        if b - a == 2 and not all_lines[a].page_ends
    ]
    return without(kept, cuts) if cuts else None
