"""The fields of BibTeX's two dialects as an entry."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...model.bibliography import Entry
from ...model.dates import is_edtf
from ...model.identifiers import doi
from . import dates
from .author_fields import makers_of
from .kinds import type_of
from .languages import language_of
from .latex import plain
from .names import one_body

_IN_URL = re.compile(r"\\?(?:url|href)\s*\{([^{}]*)\}|(https?://\S+)")


FIELDS = frozenset(
    {
        "address",
        "author",
        "booktitle",
        "crossref",
        "date",
        "day",
        "doi",
        "edtf",
        "editor",
        "entrysubtype",
        "eventtitle",
        "howpublished",
        "hyphenation",
        "institution",
        "isbn",
        "issue",
        "journal",
        "journaltitle",
        "langid",
        "language",
        "location",
        "maintitle",
        "month",
        "number",
        "organization",
        "pages",
        "publisher",
        "school",
        "subtitle",
        "title",
        "type",
        "url",
        "volume",
        "xdata",
        "year",
    }
)
"""Those that an entry is made of; others, such as abstracts, are not looked at."""


def entry_of(key: str, line: int, type_: str, raw: Mapping[str, str]) -> Entry:
    """The entry that fields say, their values without what encloses them."""
    get = raw.get
    type_ = type_.lower()

    def first(*names: str) -> str:
        for name in names:
            value = get(name)
            if value and value.isalnum():
                return value
            if value and (value := " ".join(plain(value).split())):
                return value
        return ""

    found, kinds = type_of("biblatex", type_, get("entrysubtype", "").lower(), first("type"))
    if type_ in ("phdthesis", "mastersthesis"):
        found, kinds = "thesis", frozenset(("thesis",))
    creators = makers_of(get("author") or "")
    whole = "" if creators else get("editor") or ""
    if whole and not type_.startswith("in"):
        creators = makers_of(whole)
    body = first("institution", "organization", "school")
    published = get("howpublished") or ""
    address = get("url") or ""
    if not address and published and (linked := _IN_URL.search(published)):
        address, published = linked[1] or linked[2], ""
    creators, issuer = one_body(creators, body)
    date, printed = _dated(raw)
    subtitle = first("subtitle")
    title = first("title")
    return Entry(
        " ".join(key.split()),
        line,
        found,
        kinds,
        f"{title}{' ' if title[-1:] in '?!:' else ': '}{subtitle}" if title and subtitle else title,
        creators,
        issuer,
        first("journaltitle", "journal", "booktitle", "maintitle", "eventtitle")
        or (" ".join(plain(published).split()) if published else ""),
        first("volume"),
        first("number", "issue"),
        first("pages").replace("–", "-"),
        first("publisher"),
        first("location", "address"),
        date,
        printed,
        language_of(first("langid", "language", "hyphenation")),
        doi(get("doi", "").replace("\\_", "_")) or "",
        " ".join(get("isbn", "").split()),
        _address(address),
    )


def _address(raw: str) -> str:
    """An address as it is typed: escaped or in groups, which no address has."""
    return _ESCAPE.sub(r"\1", raw.replace("\\textasciitilde", "~")).translate(_NO_GROUPS).strip()


_ESCAPE = re.compile(r"\\([_%&#~$])")
_NO_GROUPS = {ord(brace): None for brace in "{}"}


def _dated(raw: Mapping[str, str]) -> tuple[str, str]:
    exact = raw.get("edtf", "").strip()
    if exact and is_edtf(exact):
        return exact, ""
    text = raw.get("date", "").strip("{} ")
    if text and (found := dates.date_of(text)):
        return found, ""
    year = raw.get("year") or ""
    if not year:
        return "", text
    year = plain(year).strip()
    found = dates.joined(year, raw.get("month"), raw.get("day")) or dates.date_of(year)
    return found, "" if found else year
