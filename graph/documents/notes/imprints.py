"""What a citation prints behind its title: container, volume, place, publisher, date, pages."""

from __future__ import annotations

import re
from dataclasses import replace

from ..marks import upright
from . import signals
from .fields import Date, Fields
from .people import leading
from .spans import apart

_PAREN = re.compile(rf"\((?P<in>[^()]*?\b(?P<year>{signals.YEAR})[a-z]?(?:\s?[–/-]\s?[0-9]{{2,4}})?)\)")
IN = re.compile(
    r"(?:(?:,|\.|”|’|»|\")\s+(?:in|In|dans|apud)\b:?|\s(?:in|In|dans):)\s+(?=\S)|"
    r",\s*\ue002in:?\ue003:?\s+|\s\ue002in:?\ue003:?\s+|\s\ue002dans\ue003:?\s+"
)
_YEAR = re.compile(rf"(?<![\w/–-])(?P<year>{signals.YEAR})[a-z]?(?![\w]|/[0-9]|[–-][0-9]{{4}})")
_VOLUME_ISSUE = re.compile(
    r"(?<![\w])([0-9]{1,4})(?:[.:/-]([0-9]{1,4})|,?\s*(?:no|nr|n°|H|issue)\.?\s?([0-9]{1,4})|"
    r"\s?\(([0-9]{1,2})\))?(?=\s*[(,:;]|\s+\()"
)
_VOL = re.compile(
    r"\bvol\.?\s?([0-9IVXL]{1,6})\b(?:,?\s*(?:no|nr|n°|issue)\.?\s?([0-9]{1,4}))?", re.IGNORECASE
)


def rest_of(rest: str, fields: Fields) -> Fields:
    """Read what follows the title."""
    imprint = next((m for m in _PAREN.finditer(rest)), None)
    date = signals.DATE.search(rest)
    bare = upright(rest)
    if imprint is not None:
        inside = signals.DATE.search(imprint["in"])
        year = Date(imprint["year"], imprint["year"])
        if inside:
            year = Date(inside[0], signals.edtf(inside))
        else:
            place, publisher = _imprint(imprint["in"][: imprint.start("year") - imprint.start("in")])
            fields = replace(fields, place=place, publisher=publisher)
        fields = replace(fields, date=year)
    elif date is not None:
        fields = replace(fields, date=Date(date[0], signals.edtf(date)))
    else:
        year_found = next((m for m in _YEAR.finditer(bare) if not _in_address(bare, m)), None)
        if year_found is not None:
            fields = replace(fields, date=Date(year_found["year"], year_found["year"]))
            fields = _unbracketed(bare, year_found, fields)
    fields = _pages(bare, fields)
    return _container(rest, fields)


def _in_address(text: str, found: re.Match[str]) -> bool:
    return (
        text[max(0, found.start() - 1) : found.start()] in "/."
        and found.start() > 0
        and text[found.start() - 1] == "/"
    )


def _imprint(inside: str) -> tuple[str | None, str | None]:
    """Place and publisher in ``inside``, what stands before the year.

    >>> _imprint("Santa Monica, CA: RAND Corporation, "), _imprint("Verso, "), _imprint("New York, ")
    (('Santa Monica, CA', 'RAND Corporation'), (None, 'Verso'), ('New York', None))
    """
    text = inside.strip(" ,;")
    if not text or re.search(r"[0-9]{3}", text):
        return None, None
    text = re.sub(r"^(?:[0-9]+(?:st|nd|rd|th)\s+edn?\.?|rev\.\s+ed\.)[,;]?\s*", "", text)
    place, colon, publisher = text.partition(":")
    if colon:
        return place.strip() or None, publisher.strip(" ,") or None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) >= 2 and len(parts[-1]) > 2:
        return parts[0], ", ".join(parts[1:])
    if _PLACES.search(text):
        return text or None, None
    return None, text or None


_PLACES = re.compile(
    r"^(?:London|Cambridge|Oxford|New York|Paris|Berlin|München|Munich|Frankfurt|Madrid|Barcelona|"
    r"Princeton|Boston|Chicago|Washington|Tokyo|Wien|Vienna|"
    r"Zürich|Roma|Rome|Milano|Torino|Leipzig|Hamburg|Köln|Stuttgart|Göttingen|Tübingen|Leiden|"
    r"Amsterdam|Brussels|Bruxelles|Genève|Geneva|Philadelphia|"
    r"Baltimore|Berkeley|Los Angeles|Toronto|Sydney|Melbourne|Dublin|Edinburgh|Manchester|Moscow|"
    r"Budapest|Prague|Warsaw|Stanford|Ithaca|New Haven|"
    r"Durham|Lyon|Rennes|Bonn|Bielefeld|Basel|Bern|Lisbon|Lisboa|Buenos Aires|México|Mexico|Delhi|"
    r"Beijing|Singapore|Hong Kong|Jerusalem|Cairo|Beirut|Istanbul|Ankara)\b"
)


def _unbracketed(rest: str, year: re.Match[str], fields: Fields) -> Fields:
    """Place and publisher between the title and a year without brackets."""
    before = rest[: year.start()].strip(" ,.:")
    before = (
        re.sub(r"^.*?\b(?:in|In|dans):?\s", "", before)
        if re.match(r",?\s*(?:in|In|dans)\b", rest)
        else before
    )
    pieces = [piece.strip() for piece in before.split(",") if piece.strip()]
    if not pieces or re.search(r"[0-9]", pieces[-1]):
        return fields
    last = pieces[-1]
    if ":" in last and len(last.split(":")) == 2:
        place, publisher = (part.strip() for part in last.split(":"))
        return replace(fields, place=place, publisher=publisher)
    if len(pieces) >= 2 and _PLACES.search(pieces[-2]) and len(pieces[-1].split()) <= 6:
        return replace(fields, place=pieces[-2], publisher=pieces[-1])
    if _PLACES.search(last) and len(last.split()) <= 4:
        return replace(fields, place=last)
    if len(pieces) >= 2 and len(last) <= 4 and last.isupper() and _PLACES.search(pieces[-2]):
        return replace(fields, place=f"{pieces[-2]}, {last}")
    return fields


def _pages(rest: str, fields: Fields) -> Fields:
    pages = list(signals.PAGE.finditer(rest))
    if pages:
        last = pages[-1]
        locator = rest[last.start() : last.end()].strip(" ,")
        own = pages[0][1].strip() if len(pages) > 1 else None
        return replace(fields, locator=locator, pages=own)
    start = signals.place(rest)
    if start < len(rest):
        value = rest[start:].strip(" ,:;.()")
        if (
            value
            and not re.fullmatch(signals.YEAR, value)
            and not (fields.date and value in fields.date.printed)
        ):
            return replace(fields, locator=value)
    return fields


def _container(rest: str, fields: Fields) -> Fields:
    parts = [
        part
        for part in apart(rest)
        if (any(map(str.isalnum, part.text)) and part.kind == "italic")
        or (part.kind == "quoted" and len(part.text.split()) > 1)
    ]
    parts = [
        part
        for part in parts
        if not re.fullmatch(
            r"(?:in|dans|op\.? ?cit|ibid|et al|supra|passim|art\.? ?cit)\.?:?", part.text, re.IGNORECASE
        )
    ]
    within = IN.match(rest) or re.match(r"\s*(?:in|In|dans)\b:?\s+", rest)
    italic = next((part for part in parts if part.kind == "italic"), None)
    if (italic is not None and fields.quoted) or (italic is not None and within):
        return _volume(rest[italic.end :], replace(fields, container=italic.text.rstrip(" ,.")))
    bare = upright(rest).lstrip(" ,.")
    if within:
        inner = re.sub(r"^(?:in|In|dans)\b:?\s+", "", bare)
        found = leading(inner)
        if found:
            inner = re.sub(r"^\s*\((?:eds?|Hgg?|Hrsg|dirs?|éds?)\.?\)", "", inner[found[1] :]).lstrip(" ,:")
        stop = re.search(r",\s|\s\(|\s[0-9]", inner)
        return _volume(
            inner, replace(fields, container=(inner[: stop.start()] if stop else inner).strip(" ,.") or None)
        )
    if fields.quoted:
        bare = re.sub(r"^(?:\([^()]*\)\s*|editorial,\s*|op-ed,\s*)", "", bare)
        stop = re.search(rf",\s|\s\(|\s[0-9]|\s*,?\s+{signals.MONTH}|:\s", bare)
        name = (bare[: stop.start()] if stop else "").strip(" ,.")
        if (
            name
            and len(name.split()) <= 8
            and name[0].isupper()
            and not re.match(rf"{signals.MONTH}|PhD|Diss|Master", name, re.IGNORECASE)
        ):
            return _volume(bare[len(name) :], replace(fields, container=name))
    return fields


def _volume(after: str, fields: Fields) -> Fields:
    bare = upright(after)
    named = _VOL.search(bare)
    if named:
        return replace(fields, volume=named[1], issue=named[2])
    plain = _VOLUME_ISSUE.match(bare.lstrip(" ,")) or None
    if plain and not re.fullmatch(signals.YEAR, plain[1]):
        return replace(fields, volume=plain[1], issue=plain[2] or plain[3] or plain[4])
    return fields
