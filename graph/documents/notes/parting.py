"""A note parted into the stretches that may be citations: at semicolons, and between sentences."""

from __future__ import annotations

import itertools
import re

from ..marks import ITALIC, ITALIC_END, upright
from ..sentences import split
from . import signals
from .cores import unaddressed
from .people import is_body, makers
from .reading import read
from .spans import apart
from .words import words


def parts_of(note: str) -> list[str]:
    """``note`` parted at semicolons outside quotations, italics and brackets."""
    closed = {place for part in apart(note) for place in range(part.start, part.end)}
    pieces: list[str] = []
    depth, begin = 0, 0
    for place, letter in enumerate(note):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(0, depth - 1)
        elif letter == ";" and place not in closed and depth == 0 and not _amounts(note, place):
            pieces.append(note[begin:place])
            begin = place + 1
    pieces.append(note[begin:])
    return _with_places([piece.strip() for piece in pieces if piece.strip()])


def _amounts(note: str, place: int) -> bool:
    """Whether a semicolon stands between numbers, as in *2010;12(3)*."""
    return note[place - 1 : place].isdigit() and note[place + 1 : place + 2].isdigit()


ONLY_PLACE = re.compile(r"(?:and\s+)?(?:(?:pp?|S|ff?)\.?\s?)?[0-9ivxlc–‑, -]+[a-z]?\.?")
_NAME_YEAR = re.compile(rf"([^0-9:;“«]{{2,80}}?),?\s\(?{signals.YEAR}[a-z]?\b")
_ONLY_YEAR = re.compile(rf"\(?{signals.YEAR}[a-z]?\)?(?:$|[,:]\s?[^\W_])")


def _with_places(pieces: list[str]) -> list[str]:
    """A piece that is only a place in the work belongs to the piece before."""
    joined: list[str] = []
    for piece in pieces:
        dated = _NAME_YEAR.match(joined[-1]) if joined else None
        if dated and _ONLY_YEAR.match(piece):
            joined.append(f"{dated[1]} {piece}")  # another work of the same name
        elif joined and ONLY_PLACE.fullmatch(piece):
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    return joined


SMALL_WORD = re.compile(r"(?<![\w])[a-zà-ÿ]{2,}")
_STARTS = re.compile(
    r"(?:see|cf|compare|vgl|siehe|voir|also|for|on|ibid|ebd|quoted|cited|but)\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"\W*(?:available|url|doi|https?:|online|accessed|abgerufen|consulté|retrieved|internet|"
    r"zuletzt|hrsg|hg|dostupn\w|dostępn\w|disponi\w+|tilgjengelig|erişim)\b|\W*(?:in|dans|en|w|v)\s?:\s|"
    rf"\W*\(?{signals.YEAR}\b|\W*\[|\W*[^\W\d_]{{3,}}:\s+[0-9]|(?:[^\W\d_]+\s){{1,4}}<?https?:|[a-zà-ÿ]{{3,}}\s[0-9]{{1,2}}\.\s[0-9]{{4}}",
    re.IGNORECASE,
)


def sentences_of(part: str, begins: frozenset[str], stops: bool) -> list[str]:
    """The stretches of ``part`` that may be citations: sentences, those of one citation together."""
    spans = split(part)
    if len(spans) < 2:
        return [part]
    closed = {place for one in apart(part) for place in range(one.start, one.end)}
    texts: list[str] = []
    begin = spans[0][0]
    for (_, end), (start, stop) in itertools.pairwise(spans):
        before, after = part[begin:end], part[start:stop]
        if (
            end - 1 in closed
            and start in closed
            and any(o.start < end - 1 and start < o.end for o in apart(part))
        ):
            continue
        if (
            depth(before) > 0
            or not re.search(r"[^\W\d_]{2}", after)
            or (
                re.search(r"\b[0-9]{1,2}\.$", before)
                and (after[:1].isdigit() or re.match(signals.MONTH, after, re.IGNORECASE))
            )
            or (_dated_name(before) and not _dated_name(after) and not discursive(after))
            or _IN_A_BOOK.match(upright(part[start : start + 300]))
            or (_PLACE_YEAR.fullmatch(upright(after).strip()) and not read(before).imprint)
            or (_DATED_FIRST.match(upright(before)) and _IMPRINT_ONLY.fullmatch(upright(after)))
            or (is_body(after) and not re.search(r"[0-9,:“«„‘]", upright(after)))
        ):
            continue
        if re.search(r"(?<!\w)[^\W\d_]\.$", before) or _ADDRESS.match(upright(after)):
            continue
        if (
            (stops or _DATED_FIRST.match(upright(before)))
            and begins
            and not (
                _STARTS.match(upright(after))
                or set(words(after[:40])[:1]) & begins
                or signals.IBID.match(after)
            )
        ):
            continue
        if (
            _complete(before)
            or discursive(before)
            or discursive(unaddressed(after))
            or _STARTS.match(upright(after))
        ):
            texts.append(before)
            begin = start
    texts.append(part[begin:])
    return texts


_DATED_FIRST = re.compile(rf"[^()]{{3,200}}\({signals.YEAR}[a-z]?\)")
_PLACE_YEAR = re.compile(rf"[A-ZÀ-Þ][^0-9,:;]{{2,40}}\s{signals.YEAR}[a-z]?(?:,\s[^,;]{{1,20}})*\.?")
_IMPRINT_ONLY = re.compile(r"[^,:0-9;“«„‘]{3,40}:\s[^,:0-9;“«„‘]{2,60}")
_IN_A_BOOK = re.compile(
    r"(?:In|Dans|En):?\s+[A-ZÀ-Þ][^.]{0,40}(?:\.[^.]{0,40}){0,6}\((?:eds?|hgg?|hrsg|dir)\b", re.IGNORECASE
)


def _dated_name(text: str) -> bool:
    """Whether a name and a year are all of ``text``: *Lee, A. (1983).*, which a title may follow."""
    found = signals.AUTHOR_YEAR.match(upright(text).strip(" ."))
    return found is not None and makers(re.sub(r"[\s,.]+$", "", found["who"])) is not None


def depth(text: str) -> int:
    """How many brackets are open at the end of ``text``."""
    return sum(text.count(mark) for mark in "([<") - sum(text.count(mark) for mark in ")]>")


def _complete(text: str) -> bool:
    """Whether a citation may well end here: at a place, an imprint, a keyword."""
    bare = upright(text).rstrip(" .")
    return bool(
        re.search(rf"{signals.YEAR}\)?$|\)$|(?:ibid|cit|ebd)$|[0-9]$", bare, re.IGNORECASE)
        or signals.ACCESSED.search(bare[-50:])
    )


def discursive(text: str) -> bool:
    """Whether a sentence of the author's rather than a citation: small words prevail, no title set apart."""
    bare = re.sub(r"[“«„\"‘][^”»“\"]*[”»“\"’]", "", re.sub(f"{ITALIC}[^{ITALIC_END}]*{ITALIC_END}", "", text))
    every = re.findall(r"[^\W\d_]{2,}", bare)
    return len(every) >= 6 and len(SMALL_WORD.findall(bare)) > 0.62 * len(every)
