"""What a list of withdrawn publications says, entry by entry: one a line, or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from ..model.addresses import addresses, looks_like_address
from ..model.fates import Fate, fate_alone, fate_of
from ..model.identifiers import dois, isbns
from ..model.listed import Key, Listed, Names
from ..model.titles import title_key, titled
from .list_columns import KNOWN, Role, Strange, Table, table_of
from .list_dates import day_of, year_of
from .list_lines import Lines
from .list_rows import Row, Rows

_HEAD = 60
_SHOWN = 200
_NOTHING = re.compile(
    r"(?:unavailable|not available|none|null|nil|nan|n/?a|unknown|untitled|0|[-–—?.]*)", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:[\w-]+\.)?(?:retractionwatch\.com|retractiondatabase\.org|pubpeer\.com)(?:[/?#]|$)")
_BULLET = re.compile(r"(?:[-*+•·‣▪–]\s+|\(?\[?\d{1,4}[\]).]+\s+)")
_IDENTIFIED = re.compile(r"\S*10\.\d{4,9}\S*|https?://\S+")
_HAPPENED = re.compile(
    "retract|withdr|remov|correct|errat|corrig|addend|concern|eoc|reinst|partial", re.IGNORECASE
)
_LIKE_A_DOI = re.compile(r"\W*(?:10\.\d|(?:https?://)?(?:www\.|dx\.)?doi(?:\.org|:|\s*10))", re.IGNORECASE)


class RetractionList:
    """The entries of the list at ``path``; read once, in constant memory.

    What was understood of the whole can be asked when all entries were taken (see ``ListOfWorks``).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.table: Table | None = None
        self.told = False
        self.strange: Strange | None = None
        self.preamble: tuple[int, int] | None = None
        self.malformed: list[int] = []
        self.ragged: list[int] = []
        self._counts = {"malformed": 0, "ragged": 0}
        self._lines = Lines(path)
        self._rows: Rows | None = None
        self._places: list[tuple[Role, int]] = []

    def __iter__(self) -> Iterator[Listed]:
        """Raises FileError for what cannot be read or is not text. Time: linear."""
        lines = iter(self._lines)
        head = list(islice(lines, _HEAD))
        found = table_of(head)
        self.strange = found if isinstance(found, Strange) else None
        if isinstance(found, Table):
            self.table = found
            self._places = [(role, found.columns[role][0].place) for role in _READ if role in found.columns]
            before = [number for number, text in head if number < found.line and text.strip()]
            self.preamble = (before[0], before[-1]) if before else None
            rest = chain((line for line in head if line[0] > found.line), lines)
            self._rows = Rows(rest, found)
            yield from (entry for row in self._rows if (entry := self._of_row(row, found)))
            return
        for number, text in chain(head, lines):
            if self.strange and number <= self.strange.line:
                continue
            for part in text.split("\r"):
                entry = self._of_line(number, part)
                if entry:
                    yield entry

    @property
    def columns(self) -> dict[str, str] | None:
        """The names of the columns that were read, by what they hold; ``None`` where it is no table."""
        if self.table is None:
            return None
        read: dict[str, str] = {}
        for role, columns in self.table.columns.items():
            of_notices = role == "url" and columns[0].rank < 2 and "doi" in self.table.columns
            if role != "notice" and not of_notices:
                many = role in ("fate", "retracted", "reinstated")
                read[role] = ", ".join(column.name for column in columns) if many else columns[0].name
        return read

    @property
    def notices(self) -> list[str]:
        """What the reader of the answer should know of how the list was read."""
        return list(self._noticed())

    def _noticed(self) -> Iterator[str]:
        if self.strange:
            cells = ", ".join(cell[:40] for cell in self.strange.header[:12])
            yield (
                f"line {self.strange.line} looks like a header ({cells}), and no column of it is one we know"
                f" to name a work; we know {KNOWN}"
            )
        if self.preamble:
            first, last = self.preamble
            where = f"line {first}" if first == last else f"lines {first} to {last}"
            yield f"passed over, since the table begins below: {where}"
        if self._lines.encoding != "utf-8":
            yield f"the list is written in {self._lines.encoding.upper().rpartition('-')[0]}"
        if self._lines.foreign:
            yield f"not UTF-8, and read as Windows-1252: {_count(self._lines.foreign, 'line')}"
        if self._lines.too_long:
            where = _places(self._lines.too_long, len(self._lines.too_long))
            yield f"longer than a mebibyte, and passed over: {where}"
        if self.malformed:
            where = _places(self.malformed, self._counts["malformed"])
            yield f"no DOI, though it stands where one should: {where}"
        if self.ragged:
            where = _places(self.ragged, self._counts["ragged"])
            yield f"more cells than the header, and read by what is in them: {where}"
        if self._rows and self._rows.unclosed:
            yield (
                "a quotation opens there and never closes, so it was read as a letter: "
                f"{_places(self._rows.unclosed, self._rows.unclosed_count)}"
            )

    def _note(self, kind: str, places: list[int], line: int) -> None:
        self._counts[kind] += 1
        if len(places) < 5:
            places.append(line)

    def _of_row(self, row: Row, table: Table) -> Listed | None:
        given = dict.fromkeys(_READ, "")
        for role, place in self._places:
            if place < len(row.cells):
                cell = row.cells[place].strip()
                given[role] = "" if not cell or _NOTHING.fullmatch(cell) else cell
        found = dois(given["doi"]) if given["doi"] else ()
        if row.ragged:
            self._note("ragged", self.ragged, row.line)
            found = found if "notice" in table.columns else _only(table.divider.join(row.cells)) or found
        if given["doi"] and not found and not row.ragged:
            self._note("malformed", self.malformed, row.line)
        keys: dict[tuple[Key, str], None] = dict.fromkeys(("doi", value) for value in found)
        title = titled(given["title"].lstrip("'="), in_list=True)
        titles = {key for text in (given["title"], title.title) if (key := title_key(text))}
        keys |= dict.fromkeys(("title", key) for key in titles)
        keys |= dict.fromkeys(("isbn", value) for value in isbns(given["isbn"]))
        if given["id"]:
            keys["id", given["id"]] = None
        keys |= dict.fromkeys(_linked(given["url"], table))
        if given["any"] and not found:
            keys |= dict.fromkeys(_named(given["any"]))
        fate, told = self._fate(row, table)
        self.told = self.told or told
        shown = "; ".join(given[role] for role in _READ[:6] if given[role])[:_SHOWN]
        if not shown and not any(part.strip() for part in row.cells):
            return None
        return Listed(
            row.line,
            row.until,
            shown or " ".join(part.strip() for part in row.cells if part.strip())[:_SHOWN],
            tuple(keys),
            fate or title.fate,
            title.notice,
            year_of(given["year"]),
            day_of(given["date"]),
            frozenset(titles),
            False,
            None if keys else "neither DOI, ISBN, address, title nor id can be read in it",
        )

    def _fate(self, row: Row, table: Table) -> tuple[Fate | None, bool]:
        """What the columns say became of the work, and whether one of them says something."""
        for column in table.columns.get("fate", ()):
            value = row.cells[column.place] if column.place < len(row.cells) and not row.ragged else ""
            fate = fate_of(value)
            if fate:
                return fate, True
        for asked in _ASKED:
            for column in table.columns.get(asked, ()):
                value = row.cells[column.place] if column.place < len(row.cells) else ""
                fate = fate_of(value, yes_or_no=True)
                if asked == "reinstated":
                    fate = "reinstatement" if fate in ("retraction", "reinstatement") else None
                if fate:
                    return fate, True
        used = set() if row.ragged else row.used
        alone = [
            fate_alone(text) for place, text in enumerate(row.cells) if place not in used and len(text) < 80
        ]
        fate = next((fate for fate in alone if fate), None)
        return fate, fate is not None

    def _of_line(self, number: int, text: str) -> Listed | None:
        entry = text.strip(" \t\f\v\ufeff\u00a0")
        if not entry or entry.startswith("#"):
            return None
        said = titled(_BULLET.sub("", entry, count=1), in_list=True)
        keys = _named(entry)
        fate = _beside(entry) or said.fate or "retraction"
        why = None
        if self.strange:
            if self.strange.of_notices or len(dois(entry)) + len(isbns(entry)) != 1:
                keys, why = (), "no column we know names a work"
        elif not keys:
            why = "no DOI can be read in it" if _LIKE_A_DOI.match(entry) else "nothing can be read in it"
        titles = frozenset(value for key, value in keys if key == "title")
        return Listed(
            number, number, entry[:_SHOWN], keys, fate, said.notice, titles=titles, alone=True, why=why
        )


_READ: tuple[Role, ...] = ("doi", "url", "isbn", "title", "id", "any", "year", "date")
_ASKED: tuple[Role, ...] = ("reinstated", "retracted")


def _beside(text: str) -> Fate | None:
    """What happened, where a line says that beside what it names, and nothing else."""
    if not _HAPPENED.search(text):
        return None
    cells = (_IDENTIFIED.sub(" ", text), *re.split(r"[,;\t|]", text[:10_000]))
    return next((fate for cell in cells if (fate := fate_alone(cell))), None)


def _named(text: str) -> Names:
    """What a line or a reference names: its DOIs; else its addresses, its ISBNs, else an id or a title."""
    found = _cut(dois(text))
    if found:
        return tuple(("doi", value) for value in found)
    bare = _BULLET.sub("", text, count=1)
    if looks_like_address(bare):
        first = bare.split(maxsplit=1)[0]
        return tuple(dict.fromkeys(("url", value) for value in (*addresses(bare), *addresses(first))))
    books = isbns(text)
    if books:
        return tuple(("isbn", value) for value in books)
    if _LIKE_A_DOI.match(text):
        return ()
    title = titled(bare, in_list=True)
    keys = [title_key(part) for part in (text, bare, title.title)]
    ids = (text, text.strip("\"'“”,;. "), bare.strip())
    if not any(keys):
        return ()
    return tuple(dict.fromkeys((*(("id", id_) for id_ in ids), *(("title", key) for key in keys if key))))


def _linked(cell: str, table: Table) -> Names:
    """What a cell of links names: nothing where the table has DOIs, unless it is surely the work's."""
    column = table.first("url")
    if not cell or not column or ("doi" in table.columns and column.rank < 2):
        return ()
    found = dois(cell)
    pages = (page for page in addresses(cell) if not _ABOUT.match(page))
    return (*(("doi", value) for value in found), *(("url", page) for page in pages))


def _only(text: str) -> tuple[str, ...]:
    """The DOI of a row whose columns are out of step, if there is one alone."""
    found = dois(text)
    return _cut(found) if len(found) == 1 else ()


def _cut(found: tuple[str, ...]) -> tuple[str, ...]:
    """``found``, and each up to a comma or semicolon: they may divide cells, or be its own."""
    cut = (value[: sign.start()] for value in found for sign in islice(re.finditer("[,;]", value), 20))
    return (*found, *(value for value in cut if dois(value) == (value,)))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _places(lines: list[int], number: int) -> str:
    shown = ", ".join(f"{line:,}" for line in lines[:5])
    return f"line{'' if number == 1 else 's'} {shown}{f' and {number - 5:,} more' if number > 5 else ''}"
