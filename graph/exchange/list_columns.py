"""Whether a list is a table, how it is divided, and what its columns are called."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from ..model.addresses import looks_like_address
from ..model.fates import plain_words
from ..model.identifiers import dois

Role: TypeAlias = Literal[
    "doi", "url", "isbn", "title", "id", "any", "fate", "retracted", "reinstated", "year", "date", "notice"
]
"""What a column holds; ``any`` a reference of any kind, ``notice`` what is about a notice alone."""
NAMING: frozenset[Role] = frozenset(("doi", "url", "isbn", "title", "id", "any"))
KNOWN = (
    "DOI (OriginalPaperDOI), ISBN, URL, Title, Id, Reference; "
    "what happened: RetractionNature, Update type, Type, Nature, Status"
)
"""The columns we know, as messages list them."""
_DIVIDERS = (",", ";", "\t", "|")
_SEP = re.compile(r"\W*sep=([^\w\s\"]|\t| )\W*", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OF_NOTICE = re.compile(
    r"retraction|notice|withdrawal|removal|correction|erratum|concern|reinstat|updated?by|^update(?!to|type)|ofupdate"
)
_OF_WORK = re.compile(r"original|retracted|withdrawn|corrected|updateto|target|ofpaper|ofarticle")
_SURELY = re.compile(
    r"original|paper|article|retracted|withdrawn|updateto|target|cited|work|document|chapter|item"
)
_SHORT: dict[str, Role] = {"di": "doi", "digitalobjectidentifier": "doi", "ti": "title", "py": "year"}
_CONTAINER = re.compile(
    r"journal|container|source|publicationt|series|conference|proceedings|short|abbrev|booktitle|subtit"
)
_IDS = re.compile("id|work|workid|key|citekey|citationkey|bibtexkey")
_ANY = re.compile(
    "references?|citation|identifiers?|paper|article|publication|item|entry|record|source|fullreference"
    "|(?:retracted|original)(?:article|paper|publication)|dcidentifier|referenz|quelle"
)
_NAME = re.compile(
    "(?:original|retract(?:ed|ion|ing)|withdraw(?:n|al)|remov(?:ed|al)|correct(?:ed|ion)|updated?|notice"
    "|paper|article|publi(?:cation|shed|sher)|document|work|item|chapter|book|cited|source|target|record"
    "|primary|full|text|main|web|page|address|site|digital|object|identifier|permalink|landing|english"
    "|of|the|for|in|on|to|by|from|if|any|available|de|der|des|die|du|la|el|arbeit|artikel|articulo"
    "|dois?|ur[li]s?|links?|href|weblink|adresse|isbns?|1[03]|print|online|tit(?:le|el|re|ulo|olo)s?"
    "|date|year|jahr|annee|datum|fecha|number|no|nr|id|is|crossref|dc|prism|bibo|pub|change|current"
    "|editorial|event|reinstate(?:d|ment)|expression|concern|erratum)+"
)
"""A column's name is made of such words only; a title that has one of them is not."""
_FATES: dict[str, int] = {
    **dict.fromkeys(("retractionnature", "natureofretraction", "natureofnotice", "noticenature"), 9),
    **dict.fromkeys(("updatetype", "typeofupdate", "updatenature", "updatetotype", "retractiontype"), 8),
    **dict.fromkeys(("noticetype", "typeofnotice", "typeofretraction", "eventtype", "retractionstatus"), 8),
    **dict.fromkeys(
        ("nature", "event", "action", "update", "decision", "outcome", "whathappened", "fate"), 7
    ),
    **dict.fromkeys(("natur", "vorgang", "ereignis", "evenement", "accion", "azione", "notice"), 6),
}
_ASKS = re.compile(
    "(?:is)?(?:retracted|withdrawn|retraction|withdrawal)(?:flag)?|zuruckgezogen|retracte|retractado"
    "|(?P<back>(?:is)?reinstated)"
)
_MOST_BEFORE = 50


class Column(NamedTuple):
    """A column's place and name; the higher ``rank``, the surer what it holds."""

    place: int
    name: str
    rank: int


class Table(NamedTuple):
    """How a table is divided, the number of its header's line, its cells, and its columns by role."""

    divider: str
    line: int
    header: tuple[str, ...]
    columns: dict[Role, tuple[Column, ...]]

    def first(self, role: Role) -> Column | None:
        """The surest column of ``role``."""
        return self.columns.get(role, (None,))[0]


class Strange(NamedTuple):
    """A first line that looks like a header, and names no work that we could look for."""

    line: int
    header: tuple[str, ...]
    of_notices: bool


def role(name: str) -> tuple[Role, int] | None:
    """What a column called ``name`` holds, and how surely.

    >>> role("OriginalPaperDOI"), role("RetractionDOI"), role("Update type")
    (('doi', 2), ('notice', 0), ('fate', 8))
    """
    words = plain_words(_CAMEL.sub(" ", name[:200]))
    joined = words.replace(" ", "")
    if joined == "doiurl" and re.search(r"/|\bor\b", name, re.IGNORECASE):
        return "any", 2
    sure = 2 if _SURELY.search(joined) else 1
    if joined in _FATES:
        return "fate", _FATES[joined]
    if asked := _ASKS.fullmatch(joined):
        return "reinstated" if asked["back"] else "retracted", 5
    found = None
    if any(whole.fullmatch(joined) for whole in (_NAME, _IDS, _ANY)) or joined in _SHORT:
        found = _naming(joined, words.split())
    if found in NAMING:
        about_notice = _OF_NOTICE.search(joined) and not _OF_WORK.search(joined)
        return ("notice", 0) if about_notice else (found, sure)
    if found is None and words.count(" ") < 4:
        if re.search(r"nature$|status|statut|zustand|estado|stato$", joined):
            return "fate", 4
        if re.search(r"types?$|^typ$|^art$|^tipo$|^genre$|kind$|category$", joined):
            return "fate", 1 if joined == "articletype" else 3
    return (found, sure) if found else None


def _naming(joined: str, words: Sequence[str]) -> Role | None:
    if "doi" in words or joined.startswith("doi") or re.search(r"doi(?:s|url|link|number)?$", joined):
        return "doi"
    if joined in _SHORT:
        return _SHORT[joined]
    if "isbn" in joined:
        return "isbn"
    if re.search(
        r"url|^uris?$|links?$|^links?|^href$|webaddress|website|webpage|weblink|^(?:internet)?adresse$",
        joined,
    ):
        return "url"
    if re.search(r"tit(?:le|el|re|ulo|olo)", joined) and not _CONTAINER.search(joined):
        return "title"
    if _IDS.fullmatch(joined):
        return "id"
    if _ANY.fullmatch(joined):
        return "any"
    if re.search(
        r"date|year|published|^py$|^jahr$|^annee$|^datum$|^fecha$|^ano$|retractedon|withdrawnon", joined
    ):
        of_notice = re.search(
            r"retract|notice|update|withdr|event|^date$|^datum$|^fecha$|reinstat|correct", joined
        )
        return "date" if of_notice and "original" not in joined else "year"
    return None


def split(line: str, divider: str) -> list[str]:
    """The cells of a line that is a whole row."""
    if '"' not in line:
        return line.split(divider)
    return next(csv.reader([line.replace("\r", " ")], delimiter=divider), [])


def table_of(head: Sequence[tuple[int, str]]) -> Table | Strange | None:
    """How a list is to be read whose first lines are ``head``; ``None``: line by line.

    A header may come after a preamble, in which no DOI and no address stands.
    """
    csv.field_size_limit(2**24)
    lines = [(number, text) for number, text in head if text.strip()]
    said = _SEP.fullmatch(lines[0][1].strip(" \r\n\ufeff")) if lines else None
    if said:
        lines = lines[1:]
        found = _header(lines[0], said[1]) if lines else None
        return found or (_strange(lines, (said[1],)) if lines else None)
    best: Table | None = None
    for place, line in enumerate(lines[:_MOST_BEFORE]):
        for divider in _DIVIDERS:
            found = _header(line, divider)
            if (
                found
                and _goes_on(found, lines[place + 1 :])
                and (best is None or _worth(found) > _worth(best))
            ):
                best = found
        if best or dois(line[1][:2000]) or looks_like_address(line[1].strip()[:2000]):
            break
    return best or (_strange(lines, _DIVIDERS) if lines else None)


def _header(line: tuple[int, str], divider: str) -> Table | None:
    number, text = line
    if len(text) > 2**16 or (divider not in text.strip() and not text.strip()):
        return None
    cells = [cell.strip(" \t\r\"'*\ufeff") for cell in split(text.lstrip("#% "), divider)]
    if len(cells) > 1000 or not any(cells) or any(dois(cell) or looks_like_address(cell) for cell in cells):
        return None
    columns: dict[Role, list[Column]] = {}
    for place, cell in enumerate(cells):
        known = role(cell) if cell and len(cell) <= 60 else None
        if known:
            columns.setdefault(known[0], []).append(Column(place, cell, known[1]))
    lonely = len([cell for cell in cells if cell]) < 2
    if NAMING.isdisjoint(columns) or (lonely and columns.keys() <= {"any", "id"}):
        return None
    ranked = {role: tuple(sorted(found, key=lambda column: -column.rank)) for role, found in columns.items()}
    return Table(divider, number, tuple(cells), ranked)


def _worth(table: Table) -> tuple[int, int]:
    return sum(map(len, table.columns.values())), len(table.header)


def _goes_on(table: Table, lines: Sequence[tuple[int, str]]) -> bool:
    """Whether what follows a header is divided as it is; what has one column, or two we know, need not."""
    if len(table.header) < 2:
        return True
    if sum(map(len, table.columns.values())) > 1:
        return True
    return bool(lines) and len(split(lines[0][1], table.divider)) > 1


def _strange(lines: Sequence[tuple[int, str]], dividers: Sequence[str]) -> Strange | None:
    (number, text), rows = lines[0], [text for _, text in lines[1:6]]
    for divider in dividers:
        cells = [cell.strip(" \t\"'") for cell in split(text[: 2**16], divider)]
        alike = [len(split(row[: 2**16], divider)) == len(cells) for row in rows]
        if len(cells) < 2 or not alike or not all(alike) or not all(map(_like_a_name, cells)):
            continue
        if any(_like_a_value(cell) for row in rows for cell in split(row[: 2**16], divider)):
            roles = [role(cell) for cell in cells]
            return Strange(number, tuple(cells), any(found and found[0] == "notice" for found in roles))
    return None


def _like_a_name(cell: str) -> bool:
    return bool(cell) and len(cell) <= 40 and not dois(cell) and not re.search(r"\d{2}|https?:", cell)


def _like_a_value(cell: str) -> bool:
    return bool(re.fullmatch(r"\W*\d[\d.,/: -]*\W*", cell) or dois(cell) or looks_like_address(cell.strip()))
