"""RIS: what EndNote, Mendeley, Zotero and library catalogues exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ...errors import shown
from ...model.bibliography import Entry, Name, Trouble
from ...model.identifiers import doi
from . import dates
from .kinds import genre_of, kind_of, type_of
from .languages import language_of
from .names import each_once, one_body, turned, unturned
from .works import entries

if TYPE_CHECKING:
    from ...model.entities import Dataset


def write(dataset: Dataset) -> str:
    """All works of ``dataset`` in RIS, in UTF-8."""
    return written(entries(dataset))


def written(entries_: list[Entry]) -> str:
    """``entries_`` in RIS. A tag a line; lines end as the format asks, with both marks."""
    return "".join(
        "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(entry)) + "ER  - \r\n\r\n"
        for entry in entries_
    )


def _tags(entry: Entry) -> Iterator[tuple[str, str]]:
    kind = kind_of(entry.type)
    yield "TY", kind.ris
    yield "ID", entry.key
    if entry.title:
        yield "TI", entry.title
    for maker in entry.creators or ((Name(entry.issuer),) if entry.issuer else ()):
        yield "AU", _whole(maker.family) if maker.is_whole else unturned(maker)
    if entry.container:
        yield "T2", entry.container
    if genre_of(entry.type, "ris"):
        yield "M3", entry.type
    if entry.volume:
        yield "VL", entry.volume
    if entry.issue:
        yield "IS", entry.issue
    if entry.pages:
        first, dash, last = re.sub("[–‑]", "-", entry.pages).partition("-")
        if dash and first.strip() and last.strip() and "-" not in last:
            yield "SP", first.strip()
            yield "EP", last.strip()
        else:
            yield "SP", entry.pages
    if entry.publisher:
        yield "PB", entry.publisher
    if entry.creators and entry.issuer:
        yield "A3", _whole(entry.issuer)
    if entry.place:
        yield "CY", entry.place
    yield from _date(entry)
    for tag, value in (("LA", entry.language), ("DO", entry.doi), ("SN", entry.isbn), ("UR", entry.url)):
        if value:
            yield tag, value


def _whole(text: str) -> str:
    """An institution's name as EndNote has it: a comma behind it, and those within doubled."""
    return f"{text.replace(',', ',,')}," if " " in text or "," in text else text


def _date(entry: Entry) -> Iterator[tuple[str, str]]:
    """``PY`` has a year; ``DA`` year, month and day, and behind them what they do not say."""
    date = entry.date
    if not date:
        if entry.printed:
            yield "DA", f"///{entry.printed}"
        return
    plain = dates.is_plain(date) and not date.startswith("-") and (len(date) < 6 or int(date[5:7]) <= 12)
    first, last = dates.years_of(date)
    if first is not None and first == last and first >= 0:
        yield "PY", f"{first:04}"
    if plain and len(date) > 4:
        yield "DA", "/".join([*date.split("-"), "", ""][:3]) + "/"
    elif not plain:
        yield "DA", f"{'' if first is None or first != last or first < 0 else f'{first:04}'}///{date}"


_START = re.compile(r"\s*TY\s{0,4}-\s?(.*)")
_TAG = re.compile(r"([A-Z][A-Z0-9])\s{0,4}-(?:\s(.*)|$)")
_MOST = 2000
"""Lines of one record that are read."""


def read(text: str) -> tuple[list[Entry], list[Trouble]]:
    """The records of ``text``, and those that are malformed. rispy reads each by itself, so that one
    that is broken takes no other with it. Time: linear.
    """
    import rispy

    found: list[Entry] = []
    troubles: list[Trouble] = []
    parser = rispy.RisParser(
        mapping=_Itself(), delimiter_tags_mapping={}, list_tags=list(_SEVERAL), enforce_list_tags=True
    )
    for line, lines in _records(text, troubles):
        try:
            parsed = parser.parse("\n".join([*lines, "ER  - "]))
        except Exception as error:  # whatever rispy says of what is no RIS
            parsed = []
            troubles.append(Trouble(line, f"the record is not read: {shown(error)}"))
        if len(parsed) == 1 and len(parsed[0]) > 1:
            found.append(_entry(parsed[0], line))
        elif parsed or not troubles or troubles[-1].line != line:
            troubles.append(Trouble(line, "the record has nothing in it"))
    return found, sorted(troubles)


class _Itself(dict[str, str]):
    """Every tag is called by its own name."""

    def __missing__(self, tag: str) -> str:
        return tag or "?"


_SEVERAL = frozenset({"AU", "A1", "A2", "A3", "A4", "ED", "UR", "L1", "L2", "KW", "N1", "SN"})


def _records(text: str, troubles: list[Trouble]) -> Iterator[tuple[int, list[str]]]:
    """The lines of each record in the form that rispy knows, with the number of its first."""
    record: list[str] | None = None
    begun = 0
    lost = 0
    for number, line in enumerate(text.splitlines(), 1):
        start = _START.fullmatch(line)
        tag = None if start else _TAG.fullmatch(line.strip())
        if start:
            if record is not None:
                troubles.append(Trouble(begun, "the record has no end (ER): it is read up to the next"))
                yield begun, record
            record, begun = [f"TY  - {start[1].strip()}"], number
        elif tag and tag[1] == "ER":
            if record is None:
                lost = lost or number
            else:
                yield begun, record
            record = None
        elif record is None:
            lost = lost or (number if tag else 0)
        elif tag:
            record.append(f"{tag[1]}  - {(tag[2] or '').strip()}")
        elif line.strip() and len(record) > 1:
            record.append(line.strip())
        if record is None and lost and (start or (tag and tag[1] == "ER")):
            troubles.append(Trouble(lost, "fields stand outside of a record (TY)"))
            lost = 0
        if record is not None and len(record) > _MOST:
            del record[_MOST:]
    if record is not None:
        troubles.append(Trouble(begun, "the record has no end (ER): it is read up to the end of the file"))
        yield begun, record
    if lost:
        troubles.append(Trouble(lost, "fields stand outside of a record (TY)"))


def _entry(tags: Mapping[str, object], line: int) -> Entry:
    def several(*names: str) -> list[str]:
        values: list[str] = []
        for name in names:
            value = tags.get(name)
            values += value if isinstance(value, list) else [str(value)] if value else []
        return [" ".join(value.split()) for value in values if value.split()]

    def first(*names: str) -> str:
        return next(iter(several(*names)), "")

    kind = first("TY").upper()
    found, kinds = type_of("ris", kind, "", first("M3"))
    makers = several("AU", "A1") or ([] if kind in ("CHAP", "ECHAP") else several("ED", "A2"))
    creators = each_once(map(_maker, makers))
    bodies = map(_maker, several("A3"))
    creators, issuer = one_body(creators, next((each.family for each in bodies if each.is_whole), ""))
    start, end = first("SP"), first("EP")
    date, printed = _dated(first("DA"), first("PY", "Y1"))
    numbers = " ".join(several("SN"))
    address = next((text for text in several("UR", "L2") if "://" in text or text.startswith("www.")), "")
    return Entry(
        first("ID", "LB", "AN") or f"line {line}",
        line,
        found,
        kinds,
        first("TI", "T1", "CT"),
        creators,
        issuer,
        first("T2", "JF", "JO", "JA", "J2", "BT"),
        first("VL"),
        first("IS"),
        f"{start}-{end}" if start and end and "-" not in start and start != end else start,
        first("PB"),
        first("CY", "PP"),
        date,
        printed,
        language_of(first("LA")),
        doi(first("DO")) or doi(first("M3")) or doi(address) or "",
        numbers if len(re.sub(r"\D", "", numbers)) != 8 else "",  # of eight digits are ISSNs
        address,
    )


def _maker(text: str) -> Name:
    whole = ",," in text or text.endswith(",")
    return Name(text.removesuffix(",").replace(",,", ",").strip()) if whole else turned(text)


def _dated(full: str, year: str) -> tuple[str, str]:
    for text in (full, year):
        parts = [part.strip() for part in text.split("/", 3)]
        if len(parts) == 4 and parts[3] and dates.date_of(parts[3]) and "/" not in parts[3][:1]:
            return dates.date_of(parts[3]), ""
        plain = dates.joined(*([*parts, "", ""][:3])) if parts[0] else ""
        if plain and (len(parts) > 1 or not year or text is year or plain.startswith(year[:4])):
            return plain, ""
        if text and (found := dates.date_of(text)):
            return found, ""
    return "", (full.split("/", 3)[-1] if full.startswith("///") else full) or year
