"""Dates as tables have them: years, and days in whichever order."""

from __future__ import annotations

import re

from ..model.listed import Day

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s*(\d{1,2})\2\s*(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(
    r"(?:(\d{1,2})\.?[\s-]+)?([a-z]{3})[a-z]*\.?[\s,-]+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})"
)


def year_of(text: str) -> int | None:
    """The year in ``text``."""
    found = _YEAR.search(text[:40])
    return int(found[1]) if found else None


def day_of(text: str) -> Day | None:
    """The date in ``text``; between slashes the month comes first, as Retraction Watch has it.

    >>> day_of("1/13/2024 0:00"), day_of("13.1.2024"), day_of("2024-01-13"), day_of("13 January 2024")
    ((2024, 1, 13), (2024, 1, 13), (2024, 1, 13), (2024, 1, 13))
    """
    text = text.strip().lower()[:40]
    if found := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        return int(found[1]), int(found[2]), int(found[3] or 0)
    if found := _YEAR_LAST.match(text):
        one, other = int(found[1]), int(found[3])
        month_first = found[2] == "/" and one <= 12
        return (int(found[4]), one, other) if month_first or other > 12 else (int(found[4]), other, one)
    found = _WORD.search(text)
    if found and found[2] in _MONTHS:
        return int(found[4]), _MONTHS.index(found[2]) + 1, int(found[1] or found[3] or 0)
    year = year_of(text)
    return (year, 0, 0) if year else None
