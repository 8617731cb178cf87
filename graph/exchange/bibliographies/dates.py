"""Dates of libraries to EDTF, and EDTF to the years, months and days that they keep."""

from __future__ import annotations

import re
from functools import lru_cache

from ...model.dates import bounds, is_edtf

_PLAIN = re.compile(r"-?\d{4}(?:-\d\d){0,2}", re.ASCII)
_SIMPLE = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d\d?)(?:[-/.](?P<d>\d\d?))?)?", re.ASCII)
_BIBLATEX = re.compile(
    r"(?:-?\d{4}(?:-\d\d){0,2}|\d{3}X|\d{2}XX|\d{4}-XX(?:-XX)?|\d{4}-\d\d-XX|\d{4}-2[1-4])[?~%]?", re.ASCII
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def is_plain(date: str) -> bool:
    """Whether ``date`` is a year, a month or a day, and nothing else is said of it."""
    return bool(_PLAIN.fullmatch(date))


def parts_of(date: str) -> list[int]:
    """Year, month and day of a plain date, as many as it has."""
    sign, rest = (-1, date[1:]) if date.startswith("-") else (1, date)
    year, *more = rest.split("-")
    return [sign * int(year), *map(int, more)]


def years_of(date: str) -> tuple[int | None, int | None]:
    """The first and the last year that ``date`` may mean; ``None`` where it is open."""
    first, last = bounds(date)
    return (None if abs(first[0]) > 9999 else int(first[0])), (None if abs(last[0]) > 9999 else int(last[0]))


def in_biblatex(date: str) -> bool:
    """Whether BibLaTeX, which has the standard's level 1, can read ``date``."""
    start, slash, end = date.partition("/")
    ends = [part for part in (start, end) if part not in ("", "..")] if slash else [start]
    return all(_BIBLATEX.fullmatch(part) for part in ends)


def month_named(number: int) -> str:
    """BibTeX's name of a month."""
    return _MONTHS[number - 1]


@lru_cache(maxsize=8192)
def date_of(text: str) -> str:
    """``text``, a date as somebody typed it, in EDTF; empty where it is none.

    >>> date_of("2014/05/06"), date_of("May 6, 2014"), date_of("c. 1990"), date_of("someday")
    ('2014-05-06', '2014-05-06', '1990~', '')
    """
    text = text.strip().strip("[]() ") if not text.strip().startswith(("[", "{")) else text.strip()
    if is_edtf(text):
        return text
    simple = _SIMPLE.fullmatch(text)
    if simple:
        whole = joined(simple["y"], simple["m"], simple["d"])
        return whole or simple["y"]
    if len(text) > 64:
        return ""
    from ...documents.notes.signals import DATE, edtf

    found = DATE.fullmatch(text)
    if found:
        return edtf(found)
    vague = re.fullmatch(r"(?:ca?\.?|circa|um|about)\s*(\d{4})", text, re.IGNORECASE)
    if vague:
        return f"{vague[1]}~"
    span = re.fullmatch(r"(\d{4})\s*[-–—]+\s*(\d{4})", text)
    if span and is_edtf(f"{span[1]}/{span[2]}"):
        return f"{span[1]}/{span[2]}"
    return ""


def joined(year: str, month: str | None, day: str | None) -> str:
    """A date of its parts, as far as they are ones; the month a number or a name.

    >>> joined("2014", "may", "6"), joined("2014", "spring", None), joined("n.d.", None, None)
    ('2014-05-06', '2014', '')
    """
    year = year.strip()
    if not re.fullmatch(r"\d{4}", year, re.ASCII):
        return ""
    number = month_number(month) if month else 0
    if not number:
        return year
    whole = f"{year}-{number:02}"
    if day and day.strip().isdecimal() and is_edtf(f"{whole}-{int(day):02}"):
        return f"{whole}-{int(day):02}"
    return whole


def month_number(text: str) -> int:
    """The number of a month by its number or name; 0 where it is none."""
    text = text.strip().strip(".").lower()
    if text.isdecimal():
        return int(text) if len(text) < 3 and 1 <= int(text) <= 12 else 0
    return next((place for place, start in enumerate(_MONTHS, 1) if text.startswith(start)), 0)
