"""Lines that a page adds to a text: running heads, feet, page numbers.

They stand in the middle of paragraphs and of sentences, so a text is read without them. What
looks like furniture may be the paper's own, so there are two degrees: ``likely`` lines are left
out when paragraphs are counted and sentences read; ``possible`` ones only while a passage that
was not found otherwise is searched for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from .kept import Span

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|pages|pg\.?|p\.|seite|s\.|pág\.?)\s*)?[0-9]{1,4}(?:\s*(?:of|/|von|de|sur)\s*[0-9]{1,4})?"
    r"\s*[^\w\s.,;:!?]*\s*",
    re.IGNORECASE,
)
_NUMBER_AT_END = re.compile(r"^\W*[0-9]{1,4}\b|\b[0-9]{1,4}\W*$")
_LISTED = re.compile(r"\s*(?:\[[0-9]+\]|\(?[0-9]{1,3}[.)])")
_DIGITS = re.compile(r"[0-9]+")
_SENTENCE_END = re.compile(r"[.!?…:;。！？][”’\"'»)\]]*(?:\s*\[[0-9]+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])*[”’\"'»)\]]*\s*$")
_RUNNING_TEXT = re.compile(_SENTENCE_END.pattern + r"|[,\-\u00ad‐—–]\s*$")
"""The end of a line that was broken in running text, or ends it."""
_LONGEST = 140


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


def lines(text: str) -> list[Line]:
    """The lines of ``text``, whatever its line ends."""
    found: list[Line] = []
    start = 0
    for raw in text.splitlines(keepends=True):
        after = start + len(raw)
        bare = raw.rstrip("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        plain = bare.strip("\ufeff")
        found.append(
            Line(start, start + len(bare), after, plain, not plain.strip(), "\f" in raw[len(bare) :])
        )
        start = after
    return found


@dataclass(frozen=True)
class Furniture:
    """Indices of the lines of page furniture."""

    likely: frozenset[int]
    possible: frozenset[int]


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
        if line.blank or len(line.text) > _LONGEST or _LISTED.match(line.text):
            continue
        if own(line.text):
            headings[_likeness(line.text)].append(index)
        elif _PAGE_NUMBER.fullmatch(line.text):
            numbered.append(index)
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
    return Furniture(frozenset(likely), frozenset(possible - likely))


def _page_numbers(all_lines: list[Line], places: list[int]) -> Iterable[int]:
    """Those of the numbers that stand alone which are no years, or come one after the other."""
    numbers = [int(_DIGITS.findall(all_lines[place].text)[0]) for place in places]
    known = set(numbers)
    for place, number in zip(places, numbers, strict=True):
        if number < 1000 or not known.isdisjoint((number - 1, number + 1)):
            yield place


def _likeness(text: str) -> str:
    return " ".join(_DIGITS.sub("#", unicodedata.normalize("NFKC", text)).casefold().split())


def _runs_along(all_lines: list[Line], places: list[int]) -> bool:
    """Whether lines that return do so as a running head does."""
    if not all(_stands_alone(all_lines, place) for place in places) and any(
        _RUNNING_TEXT.search(all_lines[place].text) for place in places
    ):
        return False
    numbers = [[int(n[:9]) for n in _DIGITS.findall(all_lines[place].text)[:9]] for place in places]
    columns = zip(*numbers, strict=True)
    if any(all(a < b for a, b in pairwise(column)) for column in columns):
        return True
    return len(places) >= 3 and not any(_RUNNING_TEXT.search(all_lines[place].text) for place in places)


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
        if len(line.text) > _LONGEST or _LISTED.match(line.text) or own(line.text):
            continue
        apart = before + 1 < index < after - 1
        numbered = bool(_NUMBER_AT_END.search(line.text))
        if apart and numbered and not _RUNNING_TEXT.search(line.text):
            yield index
        elif numbered or len(line.text.split()) > 1:
            short = after - before == 2 and 1.4 * len(line.text) < max(len(first.text), len(last.text))
            if (apart or short) and interrupted(first.text, last.text):
                yield index


def ends_sentence(line: str) -> bool:
    """Whether a sentence (or a clause) ends where ``line`` does."""
    return bool(_SENTENCE_END.search(line))


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
