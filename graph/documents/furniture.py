"""Lines that a page adds to a text: running heads, feet, page numbers.

They stand in the middle of paragraphs and of sentences, so a text is read without them. What
looks like furniture may be the paper's own, so there are two degrees: ``likely`` lines are left
out when paragraphs are counted and sentences read; ``possible`` ones only while a passage that
was not found otherwise is searched for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from .kept import Span

_ROMAN = r"(?=[ivxlc])(?:c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|pages|pg\.?|pp?\.|seite|s\.|pág\.?|página|стр\.?|第)\s*)?"
    rf"(?:(?P<arabic>[0-9]{{1,4}})|(?P<roman>{_ROMAN})|(?P<lettered>[A-Z]{{1,2}}[-–.]?[0-9]{{1,4}}))"
    r"(?:\s*(?:of|/|von|de|sur|из|\|)\s*[0-9]{1,4})?\s*(?:页|頁|ページ)?\s*[^\w\s,;:!?]*\s*"
    r"|\W*(?:page|seite|página)\s+(?P<word>[a-z]+(?:[- ][a-z]+)?)\W*",
    re.IGNORECASE,
)
NUMBERED_ITEM = re.compile(
    r"\s*(?:\[[0-9]+\]|\(?(?:[0-9]{1,3}|[ivxlc]{1,7}|[A-Z][0-9]*)[.)])\s*", re.IGNORECASE
)
ROMAN_AT_END = re.compile(rf"^\W*{_ROMAN}\b(?=\s|\W*$)|(?<=\s){_ROMAN}\W*$", re.IGNORECASE)
NUMBER_AT_END = re.compile(r"^\W*[0-9]{1,4}\b|\b[0-9]{1,4}\W*$")
LISTED = re.compile(r"\s*(?:\[[0-9]+\]|\(?[0-9]{1,3}[.)])")
_DIGITS = re.compile(r"[0-9]+")
SENTENCE_END = re.compile(r"[.!?…:;。！？][”’\"'»)\]]*(?:\s*\[[0-9]+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])*[”’\"'»)\]]*\s*$")
RUNNING_TEXT = re.compile(SENTENCE_END.pattern + r"|[,\-\u00ad‐—–]\s*$")
"""The end of a line that was broken in running text, or ends it."""
_LONGEST = 140
_SHORT = 80
_PAGE = 5
"""Lines of the shortest page."""


@dataclass(frozen=True)
class Line:
    """A line of a text; ``end`` is before its line end, ``after`` behind it."""

    start: int
    end: int
    after: int
    text: str
    blank: bool
    page_ends: bool
    """Whether a form feed ends it."""
    ender: str = "\n"
    """What ends it."""


def lines(text: str) -> list[Line]:
    """The lines of ``text``, whatever its line ends."""
    found: list[Line] = []
    start = 0
    for raw in text.splitlines(keepends=True):
        after = start + len(raw)
        bare = raw.rstrip("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        plain = bare.strip("\ufeff")
        found.append(
            Line(
                start,
                start + len(bare),
                after,
                plain,
                not plain.strip(),
                "\f" in raw[len(bare) :],
                raw[len(bare) :],
            )
        )
        start = after
    return found


@dataclass(frozen=True)
class Furniture:
    """Indices of the lines of page furniture."""

    likely: frozenset[int]
    possible: frozenset[int]
    conceivable: frozenset[int] = frozenset()
    """Short lines that end no sentence, alone or among longer ones: where nothing else explains."""


def furniture(all_lines: list[Line], own: Callable[[str], bool]) -> Furniture:
    """Which of ``all_lines`` are page furniture; ``own`` says of a line that it is a heading.

    Likely: a page number alone on its line; a short line that is no end of a sentence and returns
    three times, or twice with a rising number in it; a heading from its second printing on, if it is
    printed three times. Possible: every other line that returns, and one that seems out of place.
    """
    returning: dict[str, list[int]] = defaultdict(list)
    headings: dict[str, list[int]] = defaultdict(list)
    numbered: list[int] = []
    likely: set[int] = set()
    possible: set[int] = set()
    for index, line in enumerate(all_lines):
        if line.blank or len(line.text) > _LONGEST:
            continue
        if own(line.text):
            headings[_likeness(line.text)].append(index)
        elif PAGE_NUMBER.fullmatch(line.text):
            numbered.append(index)
        elif LISTED.match(line.text):
            continue
        elif any(map(str.isalnum, line.text)):
            returning[_likeness(line.text)].append(index)
    likely.update(_page_numbers(all_lines, numbered))
    possible.update(numbered)
    for places in returning.values():
        if len(places) >= 2:
            (likely if _runs_along(all_lines, places) else possible).update(places)
    for places in headings.values():
        if len(places) >= 3:
            likely.update(places[1:])
    possible.update(_interrupting(all_lines, likely, own))
    stray = frozenset(_stray(all_lines, likely, own)) - likely - possible
    return Furniture(frozenset(likely), frozenset(possible - likely), stray)


def _stray(all_lines: list[Line], likely: Collection[int], own: Callable[[str], bool]) -> Iterable[int]:
    solid = [index for index, line in enumerate(all_lines) if not line.blank and index not in likely]
    for before, index, after in zip(solid, solid[1:], [*solid[2:], None], strict=False):
        line = all_lines[index]
        if len(line.text) > _SHORT or LISTED.match(line.text) or RUNNING_TEXT.search(line.text):
            continue
        longer = [len(all_lines[other].text) for other in (before, after) if other is not None]
        if (_stands_alone(all_lines, index) or 1.2 * len(line.text) < max(longer)) and not own(line.text):
            yield index


def _page_numbers(all_lines: list[Line], places: list[int]) -> Iterable[int]:
    """Those of the numbers that stand alone which are a page's.

    An arabic one below 1000 is (a year is none); others are where the one before or after is there
    too, each in its own kind; and those written as a list's items where pages lie between them.
    """
    read: list[tuple[int, str, int]] = []
    for place in places:
        text = all_lines[place].text
        found = PAGE_NUMBER.fullmatch(text)
        kind = (found and found.lastgroup) or "word"
        item = bool(NUMBERED_ITEM.fullmatch(text))
        number = (
            roman(found["roman"]) if found and found["roman"] else int((_DIGITS.findall(text) or ["0"])[0])
        )
        read.append((place, f"{kind} item" if item else kind, number))
    by_kind: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, kind, number in read:
        by_kind[kind][number].append(place)
    for place, kind, number in read:
        gaps = [_gap(by_kind[kind].get(other, []), place) for other in (number - 1, number + 1)]
        near = min(gaps) < len(all_lines)
        listed = kind.endswith("item") and min(gaps) < _PAGE
        if kind == "word" or (kind == "arabic" and number < 1000) or (near and not listed):
            yield place


def _gap(places: list[int], place: int) -> int:
    """How many lines off the nearest of ``places`` (rising) is; very many where there is none."""
    right = bisect_left(places, place)
    return min((abs(other - place) for other in places[max(0, right - 1) : right + 1]), default=10**9)


def roman(text: str) -> int:
    """The value of a roman number.

    >>> roman("XLIV")
    44
    """
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in text.lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _likeness(text: str) -> str:
    plain = ROMAN_AT_END.sub(" # ", unicodedata.normalize("NFKC", text))
    return " ".join(_DIGITS.sub("#", plain).casefold().split())


def _numbers(text: str) -> list[int]:
    found = [int(number[:9]) for number in _DIGITS.findall(text)[:9]]
    at_end = ROMAN_AT_END.search(text)
    return [*found, roman(re.sub(r"\W", "", at_end[0]))] if at_end else found


def _runs_along(all_lines: list[Line], places: list[int]) -> bool:
    """Whether lines that return do so as a running head does."""
    if not all(_stands_alone(all_lines, place) for place in places) and any(
        RUNNING_TEXT.search(all_lines[place].text) for place in places
    ):
        return False
    columns = zip(*(_numbers(all_lines[place].text) for place in places), strict=False)
    if any(all(a < b for a, b in pairwise(column)) for column in columns):
        return True
    return len(places) >= 3 and not any(RUNNING_TEXT.search(all_lines[place].text) for place in places)


def _stands_alone(all_lines: list[Line], place: int) -> bool:
    before = place == 0 or all_lines[place - 1].blank or all_lines[place - 1].page_ends
    after = place + 1 == len(all_lines) or all_lines[place + 1].blank or all_lines[place].page_ends
    return before and after


def _interrupting(
    all_lines: list[Line], likely: Collection[int], own: Callable[[str], bool]
) -> Iterable[int]:
    """Lines that do not seem to belong where they stand, though each stands there once.

    In the middle of a sentence, set apart by blank lines or too short to have been wrapped; or set
    apart with a number at one end, as a page's.
    """
    solid = [index for index, line in enumerate(all_lines) if not line.blank and index not in likely]
    for before, index, after in zip(solid, solid[1:], solid[2:], strict=False):
        line, first, last = all_lines[index], all_lines[before], all_lines[after]
        if len(line.text) > _LONGEST or LISTED.match(line.text) or own(line.text):
            continue
        apart = before + 1 < index < after - 1
        numbered = bool(NUMBER_AT_END.search(line.text))
        if apart and numbered and not RUNNING_TEXT.search(line.text):
            yield index
        elif numbered or len(line.text.split()) > 1:
            short = after - before == 2 and 1.4 * len(line.text) < max(len(first.text), len(last.text))
            if (apart or short) and interrupted(first.text, last.text):
                yield index


def ends_sentence(line: str) -> bool:
    """Whether a sentence (or a clause) ends where ``line`` does."""
    return bool(SENTENCE_END.search(line))


def interrupted(before: str, after: str) -> bool:
    """Whether a sentence runs on from the line ``before`` to the line ``after``.

    >>> interrupted("a safer and more", "effective approach"), interrupted("It ends.", "it does")
    (True, False)
    """
    first = after.lstrip(" \t“‘\"'«([")[:1]
    if ends_sentence(before):
        return False
    return first.islower() or before.rstrip()[-1:] in {"-", ",", "\u00ad", "—", "–", "‐"}


def cuts(
    all_lines: list[Line], leave: Collection[int], joined: Callable[[Line, Line, bool], bool]
) -> list[Span]:
    """What to cut from the text so that the lines ``leave`` are gone and paragraphs run on.

    Where a page ends, ``joined`` is asked whether the last line before and the first line after it
    belong to one paragraph, and told whether blank lines part them.
    """
    spans: list[Span] = []
    before: Line | None = None
    pending: list[int] = []
    page_ended = False
    for index, line in enumerate(all_lines):
        if line.blank or index in leave:
            pending.append(index)
            page_ended = page_ended or index in leave or line.page_ends
            continue
        if pending and page_ended:
            _cut_between(all_lines, pending, leave, before, line, joined, spans)
        page_ended, before, pending = line.page_ends, line, []
    spans.extend((all_lines[i].start, all_lines[i].end) for i in pending if i in leave)
    return [span for span in spans if span[0] < span[1]]


def _cut_between(
    all_lines: list[Line],
    pending: list[int],
    leave: Collection[int],
    before: Line | None,
    line: Line,
    joined: Callable[[Line, Line, bool], bool],
    spans: list[Span],
) -> None:
    parted = any(index not in leave for index in pending)
    if before is not None and joined(before, line, parted):
        spans.append((before.after, line.start))
    else:
        spans.extend((all_lines[i].start, all_lines[i].end) for i in pending if i in leave)
