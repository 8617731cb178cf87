"""Dates in EDTF, the Extended Date/Time Format (ISO 8601-2:2019; loc.gov/standards/datetime)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def is_edtf(text: str) -> bool:
    """Whether ``text`` is a date in EDTF.

    Plain dates, qualified ones (``1984?``) and intervals between them (``2009/2010``, ``2004/..``)
    are read here; richer ones import a parser. An interval that runs backwards is no date.
    """
    start, slash, end = text.partition("/")
    if _is_plain(start) and not slash:
        return True
    if slash and all(_is_plain(side) or side in ("", "..") for side in (start, end)):
        either = start.strip(".") or end.strip(".")
        return bool(either) and bounds(start)[0] <= bounds(end)[1]
    if text != text.strip():
        return False  # the parser would pass over it
    return len(text) <= 64 and any(letter.isdigit() for letter in text) and _is_rich_edtf(text)


def _is_plain(text: str) -> bool:
    plain = _PLAIN.fullmatch(text[:-1] if text[-1:] in ("?", "~", "%") else text)
    if not plain:
        return False
    try:
        date(int(plain[1]) or 4, int(plain[2] or 1), int(plain[3] or 1))
    except ValueError:
        return False  # may yet be a season, such as 2001-21
    return True


@lru_cache(maxsize=1024)
def _is_rich_edtf(text: str) -> bool:
    try:
        _parsed(text)
    except Exception:  # whatever the parser stumbles over, and it is not choosy, is no date
        return False
    first, last = bounds(text) if "/" in text else (_BEFORE, _AFTER)
    return first <= last


def _parsed(text: str) -> Any:
    import contextlib
    import io

    from edtf import parse_edtf

    with contextlib.redirect_stdout(io.StringIO()):  # the parser prints what it stumbles over
        return parse_edtf(text)


Day: TypeAlias = tuple[float, int, int]
"""Year, month and day: comparable, and infinite in the year where a date is open."""
_BEFORE: Day = (float("-inf"), 1, 1)
_AFTER: Day = (float("inf"), 12, 31)


def bounds(text: str) -> tuple[Day, Day]:
    """First and last day that the EDTF date ``text`` may mean; unknown and open ends are infinite.

    ``text`` has passed ``is_edtf``. Plain dates cost nothing; richer ones import a parser.
    """
    start, slash, end = text.partition("/")
    if slash:
        return _bounds(start)[0], _bounds(end)[1]
    return _bounds(text)


def _bounds(text: str) -> tuple[Day, Day]:
    plain = _PLAIN.fullmatch(text[:-1] if text[-1:] in ("?", "~", "%") else text)
    if text in ("", ".."):
        return _BEFORE, _AFTER
    if plain and int(plain[2] or 1) <= 12:
        year, month = int(plain[1]), int(plain[2] or 12)
        last = monthrange(year or 4, month)[1]
        return (
            (year, int(plain[2] or 1), int(plain[3] or 1)),
            (year, month, int(plain[3] or last)),
        )
    try:
        parsed = _parsed(text)
        first, final = parsed.lower_strict(), parsed.upper_strict()
        return (first[0], first[1], first[2]), (final[0], final[1], final[2])
    except Exception:
        return _BEFORE, _AFTER  # such as [..2010], which the parser cannot place
