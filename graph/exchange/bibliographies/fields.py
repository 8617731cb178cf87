"""An entry as the fields of BibTeX's two dialects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...model.bibliography import Entry, Name
from . import dates
from .kinds import genre_of, kind_of
from .languages import BABEL
from .latex import escaped

_URL_UNSAFE = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
_PERIODICAL = frozenset({"article"})


def fields_of(entry: Entry, *, biblatex: bool, ascii_: bool) -> Iterator[tuple[str, str]]:
    """The fields of ``entry`` with their values as they stand in the file, braces and all."""

    def said(text: str) -> str:
        return f"{{{escaped(text, ascii_=ascii_)}}}"

    kind = kind_of(entry.type)
    name = kind.biblatex if biblatex else kind.bibtex
    if entry.title:
        yield "title", f"{{{said(entry.title)}}}"
    makers = entry.creators or ((Name(entry.issuer),) if entry.issuer else ())
    if makers:
        yield "author", f"{{{' and '.join(_maker(each, said) for each in makers)}}}"
    if entry.container:
        yield _container(name, biblatex=biblatex), f"{{{said(entry.container)}}}"
    if biblatex and kind.subtype:
        yield "entrysubtype", said(kind.subtype)
    genre = genre_of(entry.type, "biblatex" if biblatex else "bibtex")
    if genre:
        yield "type", said(genre)
    for key in ("volume", "issue", "pages", "publisher"):
        value: str = getattr(entry, key)
        if value:
            issue = key == "issue" and (not biblatex or name in _PERIODICAL)
            yield "number" if issue else key, said(_paged(value) if key == "pages" else value)
    if entry.creators and entry.issuer:
        yield ("institution" if name in ("report", "techreport") else "organization"), said(entry.issuer)
    if entry.place:
        yield ("location" if biblatex else "address"), said(entry.place)
    yield from _date(entry, biblatex, said)
    if entry.language:
        yield (
            ("langid", said(BABEL.get(entry.language, entry.language)))
            if biblatex
            else (
                "language",
                said(entry.language),
            )
        )
    for key in ("doi", "isbn", "url"):
        value = getattr(entry, key)
        if value:
            yield key, f"{{{_verbatim(value, ascii_)}}}"


def _maker(name: Name, said: Callable[[str], str]) -> str:
    if name.is_whole:
        return said(name.family)
    if any(mark in part for part in name for mark in (",", "{", "}")) or " and " in f" {' '.join(name)} ":
        return said(str(name))
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join(said(part)[1:-1] for part in (family, name.suffix, name.given) if part)


def _container(name: str, *, biblatex: bool) -> str:
    if name.startswith("in"):
        return "booktitle"
    if biblatex:
        return "eventtitle" if name == "unpublished" else "journaltitle"
    return "journal" if name == "article" else "howpublished"


def _paged(text: str) -> str:
    """A range with the dash that BibTeX knows."""
    return re.sub(r"(?<=\w)\s*[-–]\s*(?=\w)", "–", text)


def _verbatim(text: str, ascii_: bool) -> str:
    """An address or a number as it is; what would end it is percent-encoded."""
    made = "".join(_URL_UNSAFE.get(letter, letter) for letter in text)
    if ascii_ and not made.isascii():
        from urllib.parse import quote

        made = "".join(letter if letter.isascii() else quote(letter) for letter in made)
    return made


def _date(entry: Entry, biblatex: bool, said: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    date = entry.date
    if not date:
        if entry.printed:
            yield "year", said(entry.printed)
        return
    if biblatex and dates.in_biblatex(date):
        yield "date", f"{{{date}}}"
        return
    if biblatex:
        first, last = dates.years_of(date)
        if first is not None and last is not None:
            yield "date", f"{{{first:04}}}" if first == last else f"{{{first:04}/{last:04}}}"
        yield "edtf", f"{{{date}}}"
        return
    if dates.is_plain(date) and not date.startswith("-") and (len(date) < 6 or int(date[5:7]) <= 12):
        parts = dates.parts_of(date)
        yield "year", f"{{{date[:4]}}}"
        if len(parts) > 1:
            yield "month", dates.month_named(parts[1])
        if len(parts) > 2:
            yield "day", f"{{{parts[2]}}}"
        return
    first, last = dates.years_of(date)
    if first is not None and last is not None:
        yield "year", f"{{{first}}}" if first == last else f"{{{first}--{last}}}"
    yield "edtf" if not dates.in_biblatex(date) else "date", f"{{{date}}}"
