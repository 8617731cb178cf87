"""Notes glued to what stands before them: to the note before, in the middle of its line, or to their own
number, *17Smith*.

As with markers that are glued to words, only a number that is missing is looked for, where it must be, and
it is read only where it can be in one place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from .markers import mark
from .signals import DATE

Entry: TypeAlias = tuple[int, int, str]
"""Block, number, text."""

_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("0123456789", _HIGH)
_BEGINS = (
    r"(?=[\ue002(]?[“”„«‹\"‘'(]?[^\W\d_a-zà-öø-ÿ]|(?:ibid|id|ebd|op|loc|see|cf|vgl|voir|supra|https?)\b)"
)
"""How a note begins."""
_ORDINAL = r"(?!(?:ST|ND|RD|TH|D)\b)"
GLUED = re.compile(rf"\s*\(?([0-9]{{1,4}})(?:[.):]\)?\s*|\s*){_ORDINAL}{_BEGINS}")
"""A note's number, glued to its first word or not."""
_STOPS = r"(?<=[.!?…;”’\"»)\]\ue003])"
_ENDS = rf"(?:{_STOPS}\s+|(?<=[^\d\s][.!?…;”’\"»)\]\ue003]))"
"""Where a note can end."""
_MOST_IN_A_ROW = 40


def begins(text: str, number: int) -> str | None:
    """The note ``number`` if ``text`` begins with it, glued to its number."""
    found = GLUED.match(text)
    return text[found.end() :] if found and int(found[1]) == number and found.end(1) == found.end() else None


def parted(entries: Sequence[Entry], dress: str, body: Sequence[str]) -> tuple[list[Entry], set[int]]:
    """``entries`` with the missing notes that stand in the middle of those before, and their numbers.

    What lies behind the last one is looked for as long as ``body`` marks it.
    """
    whole: list[Entry] = []
    found: set[int] = set()
    for place, (block, number, text) in enumerate(entries):
        last = place + 1 == len(entries)
        after = number + _MOST_IN_A_ROW if last else entries[place + 1][1]
        while number + 1 < after:
            cut = _cut(text, number + 1, dress)
            if cut is None or (last and not mark(body, {str(number + 1)}).found):
                break
            whole.append((block, number, text[: cut[0]].rstrip()))
            number, text = number + 1, text[cut[1] :]
            found.add(number)
        whole.append((block, number, text))
    return whole, found


def _cut(text: str, number: int, dress: str) -> tuple[int, int] | None:
    """Where in ``text`` the note ``number`` begins, its number and its words: in one place, or nowhere."""
    if dress == "bracketed":
        shape = rf"{_ENDS}\\?\[\s*{number}\s*\\?\]:?\s*(?=\S)"
    elif dress == "raised":
        high = rf"(?<![{_HIGH}]){str(number).translate(_RAISED)}(?![{_HIGH}])"
        shape = rf"{_ENDS}(?:\^{number}\^|<sup>\s*{number}\s*</sup>|{high})\s*(?=\S)"
    else:
        shape = rf"(?:{_ENDS}\(?{number}(?:[.):]\)?\s*|\s*)|{_STOPS}{number}){_ORDINAL}{_BEGINS}"
    places = [one for one in re.finditer(shape, text) if dress != "plain" or not _is_date(text, one)]
    places = [one for one in places if text[: one.start()].strip()]
    return places[0].span() if len(places) == 1 else None


def _is_date(text: str, found: re.Match[str]) -> bool:
    """Whether the number found is the day of a date: *28 May 2010*."""
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return bool(DATE.match(text, start))
