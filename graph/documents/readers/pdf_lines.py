"""The lines of a PDF's pages: their letters, places and sizes, and the digits raised in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ...errors import LimitError
from ..marks import clean

SMALL = 0.87
_MOST_PAGES = 3000
_MOST_LETTERS = 20_000_000


@dataclass(frozen=True)
class Line:
    """A line of a page."""

    page: int
    x: float
    y: float
    """Of the baseline, from the page's foot, as a part of its height."""
    size: float
    text: str
    right: float


def all_lines(document: Any, name: str) -> list[Line]:
    """The lines of all pages of ``document``, called ``name``. Raises LimitError."""
    if len(document) > _MOST_PAGES:
        raise LimitError(f"{name} has {len(document):,} pages, too many for a paper", "import one paper")
    lines: list[Line] = []
    count = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        count += text.count_chars()
        if count > _MOST_LETTERS:
            raise LimitError(f"{name} holds too much text for a paper", "import one paper")
        height = page.get_height() or 1.0
        lines += _with_digits(_whole(list(_lines(number, page, text)), height), height)
        text.close()
        page.close()
    return lines


def _lines(number: int, page: Any, textpage: Any) -> Iterator[Line]:
    import ctypes

    import pypdfium2.raw as raw

    height = page.get_height() or 1.0
    box = [ctypes.c_double() for _ in range(4)]
    letters: list[tuple[str, float, float, float, float]] = []
    handle = textpage.raw
    for place in range(textpage.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(handle, place) or 32)
        if letter in "\r\n":
            if letters:
                yield from _line_of(number, height, letters)
                letters = []
            continue
        raw.FPDFText_GetCharBox(handle, place, *box)
        left, right, bottom, _ = (value.value for value in box)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(handle, place, x, y)
        matrix = raw.FS_MATRIX()
        scale = 1.0
        if raw.FPDFText_GetMatrix(handle, place, matrix):
            scale = abs(matrix.d) or abs(matrix.a) or 1.0
        letters.append(
            (letter, raw.FPDFText_GetFontSize(handle, place) * scale, left, y.value or bottom, right)
        )
    if letters:
        yield from _line_of(number, height, letters)


def _whole(lines: list[Line], height: float) -> list[Line]:
    """``lines`` with those made one that touch on one baseline: some programs write a line in parts."""
    whole: list[Line] = []
    for one in lines:
        before = whole[-1] if whole else None
        if (
            before is not None
            and abs(before.y - one.y) * height < 1
            and abs(before.size - one.size) < 0.06 * before.size
            and -0.3 * one.size < one.x - before.right < 0.6 * one.size
        ):
            blank = "" if one.text.startswith("^") or one.x - before.right < 0.12 * one.size else " "
            whole[-1] = replace(before, text=f"{before.text}{blank}{one.text}", right=one.right)
            continue
        whole.append(one)
    return whole


def _with_digits(lines: list[Line], height: float) -> list[Line]:
    """``lines`` with raised digits that stand on a line of their own put where they belong."""
    kept: list[Line] = []
    place = 0
    while place < len(lines):
        one = lines[place]
        after = lines[place + 1] if place + 1 < len(lines) else None
        before = kept[-1] if kept else None
        if re.fullmatch(r"\^?[0-9]{1,4}\^?", one.text):
            digits = one.text.strip("^")
            goes_on = before is not None and after is not None and _one_line(before, one, after, height)
            if before is not None and after is not None and goes_on and _raised_by(one, before, height):
                kept[-1] = replace(before, text=f"{before.text}^{digits}^ {after.text}", right=after.right)
                place += 2
                continue
            if after is not None and _raised_by(one, after, height) and one.x <= after.x:
                lines[place + 1] = replace(after, text=f"^{digits}^ {after.text}", x=one.x)
                place += 1
                continue
            if before is not None and _raised_by(one, before, height):
                kept[-1] = replace(
                    before, text=f"{before.text}^{digits}^", right=max(before.right, one.right)
                )
                place += 1
                continue
        kept.append(one)
        place += 1
    return kept


def _one_line(before: Line, one: Line, after: Line, height: float) -> bool:
    """Whether ``one`` stands between the two parts of a line."""
    return abs(after.y - before.y) * height < 1 and before.x < one.x < after.x


def _raised_by(one: Line, other: Line, height: float) -> bool:
    return one.size < SMALL * other.size and 0 < (one.y - other.y) * height < 0.8 * other.size


def _line_of(
    page: int, height: float, letters: list[tuple[str, float, float, float, float]]
) -> Iterator[Line]:
    solid = [letter for letter in letters if not letter[0].isspace() and letter[1] > 0]
    if not solid:
        return
    size = Counter(round(letter[1], 1) for letter in solid if letter[0].isalpha()).most_common(1)
    main = size[0][0] if size else max(round(letter[1], 1) for letter in solid)
    base = sorted(letter[3] for letter in solid if abs(letter[1] - main) < 0.3 * main)
    baseline = base[len(base) // 2] if base else solid[0][3]
    text = ""
    raised = False
    for place, (letter, own, _left, y, _) in enumerate(letters):
        up = letter.isdigit() and own < SMALL * main and y > baseline + 0.12 * main
        goes_on = (
            raised
            and letter in ",–-"
            and place + 1 < len(letters)
            and letters[place + 1][0].isdigit()
            and letters[place + 1][1] < SMALL * main
        )
        if (up and not raised) or (raised and not up and not goes_on):
            text += "^"
        raised = up or goes_on
        text += "\u00ad" if letter in "\x02\ufffe" else letter
    if raised:
        text += "^"
    text = clean(text)
    if text.strip():
        yield Line(
            page, solid[0][2], baseline / height, main, re.sub(r"\s+", " ", text).strip(), solid[-1][4]
        )
