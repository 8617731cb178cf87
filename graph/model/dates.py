"""Dates in EDTF, the Extended Date/Time Format (ISO 8601-2:2019; loc.gov/standards/datetime).

Read at a glance, without a parser: a date costs microseconds, however rich, and each spelling is
read once. Where the standard leaves a qualifier or an unspecified digit open, it may stand.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple, TypeAlias

_LONGEST = 64
_PART = re.compile(
    r"[?~%]?(-?[\dX]{4})(?:S\d+)?[?~%]?(?:-[?~%]?([\dX]{2})[?~%]?(?:-[?~%]?([\dX]{2})[?~%]?)?)?(?:\^\S)?",
    re.A,
)
_LONG_YEAR = re.compile(r"Y(-?[1-9]\d{4,}|-?[1-9]\d*E[1-9]\d*)(?:S\d+)?", re.A)
_TIME = re.compile(
    r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)(?:Z|[+-](?:(?:0\d|1[0-3])(?::[0-5]\d)?|14:00))?", re.A
)
_SEASONS = "3-5 6-8 9-11 12-12 3-5 6-8 9-11 12-12 9-11 12-12 3-5 6-8 1-3 4-6 7-9 10-12 1-4 5-8 9-12 1-6 7-12"
_MONTHS = {
    str(number): (int(span.split("-")[0]), int(span.split("-")[1]))
    for number, span in enumerate(_SEASONS.split(), start=21)
}
"""First and last month of a season, a quarter and the like, by its number."""
_MANY_DIGITS = 300

Day: TypeAlias = tuple[float, int, int]
"""Year, month and day: comparable, and infinite in the year where a date is open."""
_BEFORE: Day = (float("-inf"), 1, 1)
_AFTER: Day = (float("inf"), 12, 31)


class _Span(NamedTuple):
    first: Day
    last: Day


def is_edtf(text: str) -> bool:
    """Whether ``text`` is a date in EDTF. An interval that runs backwards is no date."""
    return _span(text) is not None


def bounds(text: str) -> tuple[Day, Day]:
    """First and last day that the EDTF date ``text`` may mean; unknown and open ends are infinite.

    A season has the months of the northern half of the earth, winter those of its year.
    """
    found = _span(text)
    return (found.first, found.last) if found else (_BEFORE, _AFTER)


@lru_cache(maxsize=4096)
def _span(text: str) -> _Span | None:
    """What ``text`` may mean, or ``None`` if it is no date. Time: linear, and 64 characters at most."""
    if len(text) > _LONGEST:
        return None
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _of_a_set(text[1:-1])
    start, slash, end = text.partition("/")
    if slash:
        return _between(start, end)
    if text.startswith("Y"):
        return _long_year(text)
    day, divided, time = text.partition("T")
    found = _part(day)
    return found if not divided or _TIME.fullmatch(time) else None


def _between(start: str, end: str) -> _Span | None:
    first = _Span(_BEFORE, _AFTER) if start in ("", "..") else _part(start)
    last = _Span(_BEFORE, _AFTER) if end in ("", "..") else _part(end)
    if not (start.strip(".") or end.strip(".")) or first is None or last is None or first.first > last.last:
        return None
    return _Span(first.first, last.last)


def _of_a_set(content: str) -> _Span | None:
    """One of several, or several: dates and runs of dates, the first and the last open where it says so."""
    elements = content.split(",")
    spans = []
    for place, element in enumerate(elements):
        start, dots, end = element.partition("..")
        if not dots and len(elements) > 1:
            span = _part(element)
        elif dots and (start or place == 0) and (end or place == len(elements) - 1):
            span = _between(start, end)
        else:
            return None
        if span is None:
            return None
        spans.append(span)
    return _Span(min(span.first for span in spans), max(span.last for span in spans))


def _long_year(text: str) -> _Span | None:
    found = _LONG_YEAR.fullmatch(text)
    if not found:
        return None
    digits, _, zeros = found[1].partition("E")
    if len(digits) + int(zeros or 0) > _MANY_DIGITS:
        year = float("-inf" if digits.startswith("-") else "inf")
    else:
        year = float(int(digits) * 10 ** int(zeros or 0))
    return _Span((year, 1, 1), (year, 12, 31))


def _part(text: str) -> _Span | None:
    """A date or a season, some of its digits perhaps unspecified; qualifiers change nothing here."""
    found = _PART.fullmatch(text)
    if not found or found[1] == "-0000":
        return None
    years, month, day = _numbers(found[1]), found[2] or "XX", found[3] or "XX"
    months = _fitting(month, 12)
    if month in _MONTHS and not found[3]:
        months = _MONTHS[month]
    elif "^" in text:
        return None  # a season alone may say whose
    if not months:
        return None
    # Of several years some may be leap years; the calendar of all is that of the year 4.
    year = years[1] if years[0] == years[1] else 4
    last = _length(year, months[1])
    days = _fitting(day, max(last, _length(year, months[0]), 31 if months[1] - months[0] > 1 else 0))
    if not days:
        return None
    if days[0] < days[1]:  # the last of several days is one that the last year has
        last = _length(years[1], months[1])
    return _Span((years[0], months[0], days[0]), (years[1], months[1], min(days[1], last)))


def _numbers(masked: str) -> tuple[int, int]:
    ends = int(masked.replace("X", "0")), int(masked.replace("X", "9"))
    return min(ends), max(ends)


@lru_cache(maxsize=4096)
def _fitting(mask: str, most: int) -> tuple[int, int] | None:
    """First and last of the numbers from 1 to ``most`` that two digits, some of them open, may stand for."""
    if mask.isdigit():
        return (int(mask), int(mask)) if 0 < int(mask) <= most else None
    found = [number for number in range(1, most + 1) if re.fullmatch(mask.replace("X", "."), f"{number:02}")]
    return (found[0], found[-1]) if found else None


def _length(year: int, month: int) -> int:
    # The calendar repeats itself after 400 years, and this module's knows positive years alone.
    return monthrange(year % 400 or 400, month)[1]
