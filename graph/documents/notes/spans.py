"""The parts of a citation that are set apart: quoted, or in italics."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from ..marks import ITALIC, ITALIC_END, upright
from .people import makers

_CLOSES = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    '"': '"',
    "‘": "’",
    "'": "'",
    "‚": "‘’",
    "「": "」",
    "『": "』",
}
_KEYWORD = re.compile(
    r"(?:ibid(?:em)?|id(?:em)?|op\.?\s*cit|art\.?\s*cit|loc\.?\s*cit|cit|in|dans|supra|infra|et al|"
    r"passim|see|see also|cf|e\.g|i\.e|contra|ebd|ebenda|"
    r"vgl|inter alia|accord|sic|ders|dies|v|vs|viz|et seq|quoted in|cited in|note|ivi|eadem|apud|trans|"
    r"ed|eds|a\.\s?a\.\s?O|anm|n|nos?)[.,:]*",
    re.IGNORECASE,
)


PHRASE = re.compile(r"(?:op|art|loc|ob)\.?\s*cit\b|ibid(?:em)?\b|supra\b", re.IGNORECASE)
"""What begins italics that are a keyword and more, no title."""


class Apart(NamedTuple):
    """A part set apart, with its marks from ``start`` to ``end``; ``text`` without them."""

    start: int
    end: int
    kind: Literal["quoted", "italic"]
    text: str


_MARKS = re.compile(f"[{ITALIC}{re.escape(''.join(_CLOSES))}]")


@lru_cache(maxsize=256)
def apart(text: str) -> tuple[Apart, ...]:
    """The outermost quotations and italics of ``text``, in order. Linear but for what never closes."""
    found: list[Apart] = []
    place = 0
    while (mark := _MARKS.search(text, place)) is not None:
        place = mark.start()
        letter = text[place]
        if letter == ITALIC:
            end = text.find(ITALIC_END, place)
            if end > 0:
                found.append(Apart(place, end + 1, "italic", text[place + 1 : end].strip()))
                place = end + 1
                continue
        elif letter in _CLOSES and _opens(text, place):
            end = _closing(text, place)
            if end > 0:
                inner = upright(text[place + 1 : end]).strip(" ,\u00a0\u202f")
                found.append(Apart(place, end + 1, "quoted", inner))
                place = end + 1
                continue
        place += 1
    return tuple(found)


def _opens(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    after = text[place + 1 : place + 2]
    return not (before.isalnum() or not after or (after.isspace() and text[place] not in "«»"))


_LONGEST = 600


def _closing(text: str, place: int) -> int:
    opener = text[place]
    closers = _CLOSES[opener]
    depth = 0
    for index in range(place + 1, min(len(text), place + _LONGEST)):
        letter = text[index]
        if letter == opener and letter not in closers and _opens(text, index):
            depth += 1
        elif letter in closers:
            if letter in "’'" and text[index + 1 : index + 2].isalnum():
                continue
            if letter == '"' and index == place + 1:
                continue
            if letter in "’'" and _possessive(text, index, closers):
                continue
            if depth == 0:
                return index
            depth -= 1
    return -1


def _possessive(text: str, index: int, closers: str) -> bool:
    """Whether the mark is an apostrophe: *workers’ rights*, with the real end still to come."""
    if text[index - 1 : index] != "s" or not re.match(r"\s+[a-z]", text[index + 1 : index + 4]):
        return False
    later = text.find(closers[-1], index + 1)
    return 0 < later < index + 200 and not any(mark in text[index + 1 : later] for mark in "‘(")


@lru_cache(maxsize=256)
def title_place(text: str) -> Apart | None:
    """The part of the citation ``text`` that is the title of what is cited, if one is set apart."""
    parts = apart(text)
    for place, part in enumerate(parts):
        keyword = _KEYWORD.fullmatch(part.text) or PHRASE.match(part.text)
        if part.kind == "italic" and (keyword or _is_names(text, part)):
            continue
        if not any(map(str.isalnum, part.text)):
            continue
        if part.kind == "quoted":
            return _extended(text, part)
        later = parts[place + 1] if place + 1 < len(parts) else None
        if (
            later is not None
            and later.kind == "quoted"
            and not text[part.end : later.start].strip(" ,:.")
            and len(part.text.split()) <= 6
        ):
            return _extended(text, later)
        return part
    return None


def _is_names(text: str, part: Apart) -> bool:
    """Whether italics are an author's name: beside a slash, or first and followed by more than an imprint."""
    before, after = text[: part.start].rstrip(), text[part.end :].lstrip()
    if after.startswith("/") or before.endswith("/"):
        return True
    if before.strip(" ,("):
        # Family names alone in italics: Anna *Lee*, Tom *Marsh*, Title.
        goes_on = before[-1] not in ",:;.(" and len(part.text.split()) <= 3
        whole = makers(f"{upright(before)} {part.text}") if goes_on else None
        return whole is not None and bool(whole.creators)
    named = makers(part.text)
    if named is None or len(part.text.split()) > 4:
        return False
    rest = after.lstrip(",: ")
    u_a = re.match(r"(?:et al|u\.\s?a)\.?,?\s*", rest)
    if u_a:
        return True
    return (
        bool(re.match(r"(?:in:?\s|[^\W\d_]{2,}[^()0-9]*\s[^\W\d_])", rest))
        and not re.match(
            r"(?:pp?\.|S\.|op\.|cit|at|vol|supra|tome|trans|ed\.|eds|edited|éd|art\.)", rest, re.IGNORECASE
        )
        and (after.startswith((",", ":")))
    )


_GOES_ON = re.compile(
    r"[\s]+(?!(?:in|dans|editorial|reprinted|published|trans|trad|translated|ed|eds|paper|speech|at|on|"
    r"unpublished|to|by|op|cit|art|loc|supra|vol|no|n|pp?|s)\b)[a-zà-ÿ]\w*"
)


def _extended(text: str, part: Apart) -> Apart:
    """``part``, or where it is only the beginning of a title (*“Bread” and After*), all of that."""
    going = _GOES_ON.match(text, part.end)
    if going is None or len(part.text.split()) > 6 or part.text.endswith((",", ".")):
        return part
    if text[part.end - 2 : part.end - 1] in ",.":
        return part
    stop = re.compile(r",\s|\s\(|\.\s|\.?$|[\ue000-\ue003]").search(text, part.end)
    end = stop.start() if stop else len(text)
    return Apart(part.start, end, part.kind, text[part.start : end].strip())
