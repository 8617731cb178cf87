"""CSL-JSON: what citation processors, pandoc and Zotero's styles read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ...errors import shown
from ...model.bibliography import Entry, Name, Trouble
from ...model.dates import is_edtf
from ...model.identifiers import doi
from . import dates
from .kinds import genre_of, kind_of, type_of
from .languages import language_of
from .names import each_once, one_body
from .works import entries

if TYPE_CHECKING:
    from ...model.entities import Dataset


def write(dataset: Dataset, *, ascii_: bool = False) -> str:
    """All works of ``dataset`` in CSL-JSON; ``ascii_``: accents by their numbers."""
    return written(entries(dataset), ascii_=ascii_)


def written(entries_: list[Entry], *, ascii_: bool = False) -> str:
    """``entries_`` as the array that processors take, an item a line or more."""
    return json.dumps([item_of(entry) for entry in entries_], ensure_ascii=ascii_, indent=2) + "\n"


_TEXTS = (
    ("title", "title"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("place", "publisher-place"),
    ("language", "language"),
    ("doi", "DOI"),
    ("isbn", "ISBN"),
    ("url", "URL"),
)


def item_of(entry: Entry) -> dict[str, Any]:
    """``entry`` as an item of CSL-JSON."""
    kind = kind_of(entry.type)
    item: dict[str, Any] = {"id": entry.key, "type": kind.csl}
    for name, key in _TEXTS:
        if value := getattr(entry, name):
            item[key] = value
    makers = entry.creators or ((Name(entry.issuer),) if entry.issuer else ())
    if makers:
        item["author"] = [_maker(each) for each in makers]
    if entry.container:
        item["event-title" if kind.csl == "speech" else "container-title"] = entry.container
    if genre := genre_of(entry.type, "csl"):
        item["genre"] = genre
    if entry.pages:
        item["page"] = re.sub(r"(?<=\w)\s*–\s*(?=\w)", "-", entry.pages)
    issuer = entry.issuer if entry.creators else ""
    if entry.publisher:
        item["publisher"] = entry.publisher
        if issuer:
            item["authority"] = issuer
    elif issuer:
        item["publisher"] = issuer
    issued, exact = _issued(entry)
    if issued:
        item["issued"] = issued
    custom = ({"edtf": exact} if exact else {}) | (
        {"issuer": issuer} if issuer and not entry.publisher else {}
    )
    if custom:
        item["custom"] = custom
    return item


def _maker(name: Name) -> dict[str, str]:
    if name.is_whole:
        return {"literal": name.family}
    parts = (
        ("family", name.family),
        ("given", name.given),
        ("dropping-particle", name.particle),
        ("suffix", name.suffix),
    )
    return {key: value for key, value in parts if value}


_PART = re.compile(r"(-?\d{4}(?:-\d\d){0,2})[?~%]?", re.ASCII)


def _issued(entry: Entry) -> tuple[dict[str, Any] | None, str]:
    """The date in CSL's form, and in EDTF where that form does not say all of it."""
    date = entry.date
    if not date:
        return ({"literal": entry.printed} if entry.printed else None), ""
    start, slash, end = date.partition("/")
    found = [_PART.fullmatch(part) for part in ((start, end) if slash else (start,))]
    if all(each and max(_parts(each[1])[1:2] or [1]) <= 12 for each in found):
        issued: dict[str, Any] = {"date-parts": [_parts(each[1]) for each in found if each]}
        if "~" in date or "%" in date:
            issued["circa"] = True
        said = dates.is_plain(date) or (bool(slash) and all(map(dates.is_plain, (start, end))))
        return issued, "" if said or re.fullmatch(r"[^/%]*~", date) else date
    season = re.fullmatch(r"(\d{4})-2([1-4])", date, re.ASCII)
    if season:
        return {"date-parts": [[int(season[1])]], "season": int(season[2])}, ""
    first, last = dates.years_of(date)
    ends = [[year] for year in dict.fromkeys((first, last)) if year is not None]
    return ({"date-parts": ends} if ends and first is not None else {"literal": date}), date


def _parts(date: str) -> list[int]:
    """A plain date's parts; CSL knows no year 0, so 45 BC is -45 there."""
    year, *more = dates.parts_of(date)
    return [year if year > 0 else year - 1, *more]


_MOST_TROUBLES = 1000
_OBJECT = re.compile(r"\{\s*\"")


def read(text: str) -> tuple[list[Entry], list[Trouble]]:
    """The items of ``text``, and those that are malformed, each by itself."""
    found: list[Entry] = []
    troubles: list[Trouble] = []
    for place, item in _items(text, troubles):
        line = place
        if not isinstance(item, Mapping):
            troubles.append(Trouble(line, f"not an item, but {shown(json.dumps(item), 30)}"))
        elif not any(item.get(key) for key in ("title", "DOI", "URL", "ISBN", "author")):
            troubles.append(Trouble(line, "the item has neither title, maker nor identifier"))
        else:
            found.append(_entry(item, line))
    return found, sorted(troubles)


def _items(text: str, troubles: list[Trouble]) -> Iterator[tuple[int, Any]]:
    """The items of the array, or of ``items`` in an object, with their lines; what is broken is skipped."""
    decode = json.JSONDecoder().raw_decode
    start = re.compile(r'\s*(?:\[|\{\s*"items"\s*:\s*\[)?').match(text)
    place = start.end() if start else 0
    line, counted = 1, 0
    gap = re.compile(r"[\s,]*")
    while True:
        found = gap.match(text, place)
        place = found.end() if found else place
        line, counted = line + text.count("\n", counted, place), place
        if place >= len(text) or text[place] == "]":
            if place >= len(text) and start and start[0].strip():
                troubles.append(Trouble(line, "the list has no end"))
            return
        try:
            item, place = decode(text, place)
        except (ValueError, RecursionError) as error:
            at = getattr(error, "lineno", line)
            reason = getattr(error, "msg", "it is nested too deeply")
            troubles.append(Trouble(line, f"the item is not read: {reason} (line {at})"))
            after = _OBJECT.search(text, max(getattr(error, "pos", place), place + 1))
            if after is None or len(troubles) > _MOST_TROUBLES:
                return
            place = after.start()
            continue
        yield line, item


def _entry(item: Mapping[str, Any], line: int) -> Entry:
    def text(*keys: str) -> str:
        for key in keys:
            value = item.get(key)
            if isinstance(value, list):
                value = value[0] if value else None
            known = isinstance(value, str | int | float) and not isinstance(value, bool)
            if known and (made := " ".join(_TAGS.sub("", str(value)).split())):
                return made
        return ""

    custom = item.get("custom")
    custom = custom if isinstance(custom, Mapping) else {}
    name = text("type")
    found, kinds = type_of("csl", name, "", text("genre"))
    creators = _makers(item.get("author"))
    if not creators and name not in ("chapter", "paper-conference", "entry-encyclopedia"):
        creators = _makers(item.get("editor"))
    publisher = text("publisher")
    issuer = text("authority")
    if not issuer and publisher and custom.get("issuer") == publisher:
        issuer, publisher = publisher, ""
    creators, issuer = one_body(creators, issuer)
    date, printed = _dated(item.get("issued"), custom.get("edtf"))
    return Entry(
        text("id", "citation-key") or f"line {line}",
        line,
        found,
        kinds,
        text("title"),
        creators,
        issuer,
        text("container-title", "event-title", "event"),
        text("volume"),
        text("issue", "number") if name != "report" else text("issue"),
        text("page"),
        publisher,
        text("publisher-place", "event-place"),
        date,
        printed,
        language_of(text("language")),
        doi(text("DOI")) or "",
        text("ISBN"),
        text("URL"),
    )


_TAGS = re.compile(r"</?(?:span|i|b|sc|sup|sub)\b[^<>]*>")


def _makers(value: Any) -> tuple[Name, ...]:
    if not isinstance(value, list):
        return ()
    return each_once(_name(each) for each in value if isinstance(each, Mapping))


def _name(maker: Mapping[str, Any]) -> Name:
    def part(*keys: str) -> str:
        return " ".join(" ".join(str(maker[key]) for key in keys if isinstance(maker.get(key), str)).split())

    if part("literal"):
        return Name(part("literal"))
    if not part("given"):
        return Name(
            " ".join(filter(None, (part("dropping-particle", "non-dropping-particle"), part("family"))))
        )
    return Name(
        part("family"), part("given"), part("dropping-particle", "non-dropping-particle"), part("suffix")
    )


def _dated(issued: Any, exact: Any) -> tuple[str, str]:
    if isinstance(exact, str) and is_edtf(exact):
        return exact, ""
    if isinstance(issued, str):
        found = dates.date_of(issued)
        return found, "" if found else issued
    if not isinstance(issued, Mapping):
        return "", ""
    parts = issued.get("date-parts")
    ends = [_edtf(each) for each in parts[:2]] if isinstance(parts, list) else []
    if ends and all(ends):
        season = str(issued.get("season", ""))
        made = (
            f"{ends[0]}-2{season}" if season in ("1", "2", "3", "4") and len(ends[0]) == 4 else "/".join(ends)
        )
        made += "~" if issued.get("circa") and len(ends) == 1 else ""
        if is_edtf(made):
            return made, ""
    for key in ("raw", "literal", "edtf"):
        if isinstance(issued.get(key), str):
            found = dates.date_of(issued[key])
            return found, "" if found else " ".join(issued[key].split())
    return "", ""


def _edtf(parts: Any) -> str:
    """A list of year, month and day in EDTF; empty where it is none."""
    try:
        year, *more = [int(part) for part in parts if part not in ("", None)][:3]
    except (TypeError, ValueError):
        return ""
    year = year if year > 0 else year + 1
    if abs(year) > 9999:
        return ""
    return "-".join([f"{'-' if year < 0 else ''}{abs(year):04}", *(f"{part:02}" for part in more)])
