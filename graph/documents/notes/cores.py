"""What names the work in a citation: its core, without place, keywords and signals; and the place in it."""

from __future__ import annotations

import re

from ..marks import ITALIC, ITALIC_END, upright
from . import signals
from .spans import PHRASE, apart


def outside(body: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first match of ``pattern`` that is not within a quotation or a title in italics."""
    closed = [
        (part.start, part.end)
        for part in apart(body)
        if part.kind == "quoted" or (len(part.text.split()) > 3 and not PHRASE.match(part.text))
    ]
    for found in pattern.finditer(body):
        start = found.start() + len(found[0]) - len(found[0].lstrip(f"{ITALIC}{ITALIC_END} "))
        if not any(a < start < b - 1 for a, b in closed) and found[0].strip():
            return found
    return None


_EDITORIAL = re.compile(
    r",?\s*\(?\b(?:emphasis|italics|my\s+translation|translation\s+mine|hereafter|hereinafter|"
    r"henceforth)\b[^();]*\)?",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(?<![\w])\(?(?:eds?|dirs?|hgg?|hrsg|éds?|coords?|et\s+al|u\.\s?a|and\s+others|y\s+otros|e\s+altri|og\s+andre|cur|ym|vd)\b\.?\)?",
    re.IGNORECASE,
)


def core_of(text: str) -> str:
    """What names the work in ``text``: without place, signals, roles, the day of access."""
    text = unaddressed(signals.ACCESSED.sub("", _EDITORIAL.sub("", text))).strip()
    for pattern in (signals.OP_CIT, signals.SUPRA):
        found = outside(text, pattern)
        if found:
            text = f"{text[: found.start()]} {text[found.end() :]}"
    text = re.sub(r"(?:…|\.\.\.)", " ", text)
    before = None
    while before != text:
        before = text
        text = re.sub(r"[\s,;:.]+$", "", text)
        if not re.search(
            rf"{signals.MONTH}\s+[0-9]{{1,2}}[\s,]*$|\b{signals.YEAR}[a-z]?\)?$", upright(text)
        ) or signals.PAGE.search(text, max(0, len(text) - 14)):
            text = _without_place(text)
    return _ROLES.sub(" ", text).strip()


def unaddressed(text: str) -> str:
    """``text`` without addresses and identifiers."""
    return signals.ISBN.sub("", signals.URL.sub("", signals.DOI.sub("", text)))


def _without_place(text: str) -> str:
    cut = signals.place(text)
    if cut == len(text) or _in_apart(text, cut):
        pages = [found for found in signals.PAGE.finditer(text) if not _in_apart(text, found.start())]
        if pages and len(text) - pages[-1].end() <= 2:
            return text[: pages[-1].start()]
        return text
    return text[:cut]


def _in_apart(text: str, place: int) -> bool:
    return any(part.start < place < part.end - 1 for part in apart(text))


def place_in(text: str) -> str | None:
    """The place in the work that ``text`` names, if it names one."""
    bare = upright(signals.ACCESSED.sub("", text)).strip(" .")
    found = list(signals.PAGE.finditer(bare))
    if found:
        return found[-1][0].strip(" ,")
    value = bare[signals.place(bare) :].strip(" ,:;.()")
    return value if value and not re.fullmatch(signals.YEAR, value) else None
