"""How text fills a box: widths of Arial (Liberation Sans and Helvetica are metric-compatible).

So the page is laid out before any browser has seen it, and a browser finds the same breaks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

# Advance widths of U+0020 to U+007E in thousandths of an em (Adobe font metrics of Helvetica).
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 "
    "667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 "
    "833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_ASCII = tuple(int(width) for width in _WIDTHS.split())
_WIDER_BOLD = 1.07
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
_DASH = "\u2010\u2013\u2014-"
# Words are read in pieces of 200 characters, so that one of a million costs no more than is shown.
_UNIT = re.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}{_DASH}]{{1,200}}[{_DASH}]?|[{_DASH}]")


class Lines(NamedTuple):
    """Where each line of a text starts and ends, and whether something was left out after the last."""

    spans: tuple[tuple[int, int], ...]
    cut: bool


@cache
def _em(char: str) -> float:
    code = ord(char)
    if 32 <= code < 127:
        return _ASCII[code - 32] / 1000
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    base = unicodedata.normalize("NFD", char)[0]
    return _em(base) if base != char else 0.7


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of ``text`` set at ``size`` pixels."""
    return sum(map(_em, text)) * size * (_WIDER_BOLD if bold else 1.0)


def breaks(text: str, room: float, size: float, *, most: int, bold: bool = False) -> Lines:
    """Break ``text`` into at most ``most`` lines no wider than ``room`` pixels.

    At spaces, beside wide characters, after a hyphen or dash, and anywhere in a word that is
    wider than a line. Time: linear in what is shown, however long the text.
    """
    limit = room / (size * (_WIDER_BOLD if bold else 1.0))
    spans: list[tuple[int, int]] = []
    start = end = 0
    used = gap = 0.0
    for unit in _UNIT.finditer(text):
        if unit[0].isspace():
            gap = _em(" ") if used else 0.0
            continue
        step = sum(map(_em, unit[0]))
        if used and used + gap + step > limit:
            spans.append((start, end))
            if len(spans) == most:
                return Lines(tuple(spans), True)
            used = gap = 0.0
        if not used:
            start = unit.start()
        used += gap + step
        gap = 0.0
        end = unit.end()
        while used > limit:  # a word wider than a line: only ever the first of its line
            fits = _fitting(text, start, end, limit)
            spans.append((start, fits))
            if len(spans) == most:
                return Lines(tuple(spans), True)
            start = fits
            used = sum(map(_em, text[start:end]))
    if used:
        spans.append((start, end))
    return Lines(tuple(spans), False)


def _fitting(text: str, start: int, end: int, limit: float) -> int:
    """Where a line that starts at ``start`` is full; at least one character fits."""
    used = 0.0
    for position in range(start, end):
        used += _em(text[position])
        if used > limit:
            return max(position, start + 1)
    return end


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is of a script written from right to left."""
    for char in text[:500]:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
