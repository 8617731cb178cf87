"""Which works a list of withdrawn publications names: DOIs, URLs, titles or ids, or a CSV table."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict
from urllib.parse import unquote

from ..errors import FileError
from ..model.entities import Dataset

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_NOT_ALNUM = re.compile(r"[\W_]+")
_URL = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_MOST_BYTES = 512 * 2**20
_SHOWN = 1000
Key = Literal["doi", "url", "title", "id"]
_KEYS: tuple[Key, ...] = ("doi", "url", "id", "title")  # the surest first
_COLUMNS: dict[Key, tuple[str, ...]] = {
    "doi": ("originalpaperdoi", "doi", "paperdoi"),
    "url": ("url", "urls", "link"),
    "title": ("title", "originaltitle"),
    "id": ("id", "work"),
}
_NATURE = "retractionnature"


class Match(TypedDict):
    """A line of the file, the works it names, and by what."""

    line: int
    text: str
    works: list[str]
    by: Key


class Unmatched(TypedDict):
    """A line of the file that names no work, and why where it is not just unknown."""

    line: int
    text: str
    why: str | None


class Retractions(TypedDict):
    """What a file of withdrawn publications names.

    ``works`` in file order of the data set. ``unmatched`` shows the first thousand lines that name
    none of them; ``unmatched_lines`` has all of these, as ranges of line numbers.
    """

    works: list[str]
    matched: list[Match]
    unmatched: list[Unmatched]
    unmatched_lines: list[tuple[int, int]]


class _Entry(NamedTuple):
    line: int
    text: str
    keys: tuple[tuple[Key, str], ...]
    retracted: bool


def retractions(dataset: Dataset, path: Path) -> Retractions:
    """The works of ``dataset`` that the file at ``path`` names.

    Either one DOI, URL, title or id a line (blank lines and those that begin with ``#`` passed
    over), or a CSV table with a header, as Retraction Watch publishes it: ``OriginalPaperDOI``,
    ``URLS``, ``Title``; rows whose ``RetractionNature`` is not a retraction are reported, not
    taken. A title matches whatever its case, punctuation and spacing, but in a table not where both
    sides have a DOI and these differ. UTF-8, else Latin-1; cells are text, formulas among them.

    Raises FileError for what cannot be read or is not text. Time: linear in the file.
    """
    text = _text(path)
    index = _index(dataset)
    matched: list[Match] = []
    unmatched: list[Unmatched] = []
    ranges: list[tuple[int, int]] = []
    works: set[str] = set()
    for entry in _entries(text):
        by, named = _named(entry, index, dataset)
        if named and entry.retracted and by:
            matched.append({"line": entry.line, "text": entry.text, "works": named, "by": by})
            works.update(named)
            continue
        if len(unmatched) < _SHOWN or named:
            why = "it is listed, but not as a retraction" if named else None
            unmatched.append({"line": entry.line, "text": entry.text, "why": why})
        if ranges and ranges[-1][1] == entry.line - 1:
            ranges[-1] = (ranges[-1][0], entry.line)
        else:
            ranges.append((entry.line, entry.line))
    return {
        "works": [work for work in dataset.works if work in works],
        "matched": matched,
        "unmatched": unmatched,
        "unmatched_lines": ranges,
    }


def _text(path: Path) -> str:
    try:
        if path.is_file() and path.stat().st_size > _MOST_BYTES:
            raise FileError(f"{path} is larger than {_MOST_BYTES >> 20} MiB", "give the lines that matter")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{path} cannot be read: {reason}") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    odd = re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        hint = "give one DOI, URL, title or id a line, or a CSV table"
        raise FileError(f"{path} is not a text: line {line} has a control character", hint)
    return text


def _entries(text: str) -> Iterator[_Entry]:
    lines = text.splitlines()
    columns = _header(lines)
    if columns is None:
        for number, line in enumerate(lines, 1):
            entry = line.strip()
            if entry and not entry.startswith("#"):
                yield _Entry(number, entry[:200], _guess(entry), True)
        return
    yield from _rows(text, columns)


def _header(lines: list[str]) -> Mapping[str, int] | None:
    """The columns of the header, if the first line is one that names a column we know."""
    first = next(csv.reader(lines[:1]), [])
    columns = {re.sub(r"\W|_", "", name).casefold(): place for place, name in enumerate(first)}
    known = {name for names in _COLUMNS.values() for name in names}
    return columns if len(first) > 1 and not known.isdisjoint(columns) else None


def _rows(text: str, columns: Mapping[str, int]) -> Iterator[_Entry]:
    csv.field_size_limit(2**24)
    # Only line feeds end a line here, so that a quoted cell may hold any other break.
    reader = csv.reader(line + "\n" for line in text.split("\n"))
    wanted: list[tuple[Key, int]] = [
        (key, columns[name]) for key, names in _COLUMNS.items() for name in names if name in columns
    ]
    nature = columns.get(_NATURE)
    before = 0
    try:
        for row in reader:
            line, before = before + 1, reader.line_num
            if line == 1 or not any(row):
                continue
            cells = [(key, row[place].strip()) for key, place in wanted if place < len(row)]
            keys = tuple(pair for key, cell in cells if cell for pair in _normal(key, cell))
            shown = "; ".join(cell for _, cell in cells if cell)[:200]
            kind = row[nature].strip().casefold() if nature is not None and nature < len(row) else ""
            yield _Entry(line, shown, keys, not kind or kind == "retraction")
    except csv.Error as error:
        raise FileError(f"the table cannot be read: line {reader.line_num + 1}: {error}") from error


def _guess(entry: str) -> tuple[tuple[Key, str], ...]:
    """What a line may be: a DOI, a URL, else an id or a title."""
    if entry[:3].casefold() in ("10.", "doi", "htt"):
        if _DOI.fullmatch(entry):
            return tuple(_normal("doi", entry))
        if _URL.match(entry):
            return tuple(_normal("url", entry))
    return (("id", entry), *_normal("title", entry))


def _normal(key: Key, cell: str) -> Iterable[tuple[Key, str]]:
    if key == "doi":
        found = _DOI.fullmatch(cell)
        return [("doi", unquote(found[1]).casefold())] if found else []
    if key == "url":
        addresses = [part for part in re.split(r"[;\s]+", cell) if _URL.match(part)]
        found_: list[tuple[Key, str]] = [("url", _address(part)) for part in addresses]
        found_.extend(pair for part in addresses if _DOI.fullmatch(part) for pair in _normal("doi", part))
        return found_
    if key == "title":
        title = _title(cell)
        return [("title", title)] if title else []
    return [(key, cell)]


def _address(url: str) -> str:
    """An address without scheme, ``www.``, fragment and last slash, its host in lower case."""
    host, slash, rest = _URL.sub("", url).partition("#")[0].rstrip("/").partition("/")
    return host.casefold() + slash + rest


def _title(text: str) -> str:
    """The letters and digits of ``text``, case folded."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NOT_ALNUM.sub("", plain.casefold())


def _index(dataset: Dataset) -> Mapping[tuple[Key, str], list[str]]:
    index: dict[tuple[Key, str], list[str]] = {}
    for work in dataset.works.values():
        keys: list[tuple[Key, str]] = [("id", name) for name in (work.id, *work.formerly)]
        keys.extend(_normal("title", work.title))
        keys.extend(_normal("doi", work.doi) if work.doi else ())
        keys.extend(_normal("url", work.url) if work.url else ())
        for key in dict.fromkeys(keys):
            index.setdefault(key, []).append(work.id)
    return index


def _named(
    entry: _Entry, index: Mapping[tuple[Key, str], list[str]], dataset: Dataset
) -> tuple[Key | None, list[str]]:
    """The works that ``entry`` names, by the surest of its keys."""
    if not any(key in index for key in entry.keys):
        return None, []
    dois = {value for key, value in entry.keys if key == "doi"}
    for wanted in _KEYS:
        found = [work for key in entry.keys if key[0] == wanted for work in index.get(key, ())]
        if wanted == "title" and dois:
            found = [work for work in found if not _other_doi(dataset, work, dois)]
        if found:
            return wanted, list(dict.fromkeys(found))
    return None, []


def _other_doi(dataset: Dataset, work: str, dois: set[str]) -> bool:
    own = dataset.works[work].doi
    return own is not None and dois.isdisjoint(value for _, value in _normal("doi", own))
