"""The list of notes at the end of a paper."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .furniture import Line, ends_sentence
from .kept import Span

_BRACKETED = re.compile(r"\s*\[([0-9]{1,6})\]\s*")
_PLAIN = re.compile(r"\s*([0-9]{1,6})(?:[.):](?![0-9])\s*|\s+)(?=\S)")  # but 3.5 is no note's number
_DRESSED = re.compile(
    r"\s*(?:\[\^?\s?(?:(?:foot|end)?note|fn|n|nb|anm|注|註)?\.?\s?#?(?:([0-9]{1,6})|[a-z]|[ivx]{1,6})\s?\](?:_|:)?"
    r"|\.\. \[#?([0-9]{1,6})\]|\^[\[({]?([0-9]{1,6})[\])}]?|[({<【［]\s?([0-9]{1,6})\s?[)}>】］]"
    r"|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6})|(?:note|anm\.?|fn\.?)\s([0-9]{1,6})[.:)]?)\s*(?=\S)",
    re.IGNORECASE,
)
"""A note's number in the dresses that markers have in the text."""
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CAPTION = re.compile(r"\W*(?:[0-9IVX]+\.?\s+)?(?:end|foot)?notes?(?:\s+and\s+references)?\W*", re.IGNORECASE)
_GAP = 5
"""How many numbers may be missing in a row."""


@dataclass(frozen=True)
class NoteList:
    """Where the notes are: the ``lines`` of the list, and each note's text without its marker."""

    lines: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()
    """Lines that begin a block of the list."""
    notes: Mapping[int, Span] = field(default_factory=dict)


def find_notes(
    all_lines: Sequence[Line],
    text: str,
    start: int,
    known: Mapping[int, Span] | None = None,
    placed: Mapping[int, Span] | None = None,
) -> NoteList:
    """The list of notes of ``text`` behind line ``start``: the longest run of numbered notes.

    Notes are numbered ``[1]``, or ``1.`` or ``1`` under a caption (Notes, Endnotes), or as markers
    are dressed. A note ends where the next begins, the last one with its paragraph. Without such a
    list, ``known`` places of notes (found by their digests) make one; ``placed`` ones are the list.
    """
    if placed:
        return _from(all_lines, placed, [])
    captions = [i for i in range(start, len(all_lines)) if _is_caption(all_lines, i)]
    best = _longest(all_lines, _BRACKETED, start)
    if not best and captions:
        best = max((_longest(all_lines, dress, captions[-1] + 1) for dress in (_PLAIN, _DRESSED)), key=len)
    if best:
        return _read(all_lines, text, best, captions)
    return _from(all_lines, known or {}, captions)


def _is_caption(all_lines: Sequence[Line], index: int) -> bool:
    line = all_lines[index]
    alone = not index or all_lines[index - 1].blank or ends_sentence(all_lines[index - 1].text)
    return alone and not line.blank and is_caption(line.text)


def is_caption(text: str) -> bool:
    """Whether ``text`` is what stands above a list of notes, such as *Endnotes*."""
    return len(text) < 60 and bool(_CAPTION.fullmatch(text))


Numbered = list[tuple[int, int, int]]
"""Line, number, and offset behind the marker, of each note."""


def plain_markers(all_lines: Sequence[Line]) -> list[Span]:
    """The numbers, ``1.`` or ``1``, of every list of ``all_lines`` that may be one of notes. Linear."""
    found = {
        index: (all_lines[index].start, behind)
        for dress in (_PLAIN, _DRESSED)
        for run in _runs(all_lines, dress, 0)
        for index, _, behind in run
    }
    return [found[index] for index in sorted(found)]


def _longest(all_lines: Sequence[Line], marker: re.Pattern[str], start: int) -> Numbered:
    return max(_runs(all_lines, marker, start), key=len, default=[])


def _runs(all_lines: Sequence[Line], marker: re.Pattern[str], start: int) -> Iterator[Numbered]:
    """The numbered lists behind line ``start``, each beginning with 1 at the beginning of a block."""
    marked: Numbered = []
    for index in range(start, len(all_lines)):
        line = all_lines[index]
        found = None if line.blank else marker.match(line.text)
        if found:
            marked.append((index, _number(found), line.start + found.end()))
    ones = [place for place, (_, number, _) in enumerate(marked) if number == 1]
    for place, end in pairwise([*ones, len(marked)]):
        index = marked[place][0]
        if index == start or all_lines[index - 1].blank or _is_caption(all_lines, index - 1):
            yield _rising_from_one(marked[place:end])


def _number(found: re.Match[str]) -> int:
    """The number printed, or the place of the letter in the alphabet."""
    digits = next((part for part in found.groups() if part), None)
    if digits is None:
        letters = "".join(filter(str.isalpha, found[0])).lower()
        return ord(letters) - 96 if len(letters) == 1 else 0
    return int(digits.translate(_SUPER))


def _rising_from_one(marked: Numbered) -> Numbered:
    """The notes in rising order from the first on."""
    run = marked[:1]
    later = {number for _, number, _ in marked[1:]}
    for entry in marked[1:]:
        last = run[-1][1]
        later_next = last + 1 in later and entry[1] != last + 1
        if last < entry[1] <= last + _GAP and not later_next:
            run.append(entry)
    return run


def _read(all_lines: Sequence[Line], text: str, run: Numbered, captions: list[int]) -> NoteList:
    notes: dict[int, Span] = {}
    listed: set[int] = set()
    for place, (index, number, begin) in enumerate(run):
        if place + 1 < len(run):
            last = run[place + 1][0] - 1
        else:
            last = index
            while last + 1 < len(all_lines) and not all_lines[last + 1].blank:
                last += 1
        end = all_lines[last].end
        body = text[begin:end].rstrip()
        notes[number] = (begin, begin + len(body))
        listed.update(range(index, last + 1))
    first = run[0][0]
    above = _above(all_lines, captions, first)
    return NoteList(frozenset({*listed, *above}), frozenset({*above, *(index for index, _, _ in run)}), notes)


def _above(all_lines: Sequence[Line], captions: list[int], first: int) -> list[int]:
    """The captions between which and line ``first`` nothing stands."""
    return [i for i in captions if i < first and all(all_lines[j].blank for j in range(i + 1, first))]


def _from(all_lines: Sequence[Line], known: Mapping[int, Span], captions: list[int]) -> NoteList:
    """A list made of notes whose places are known: the longest run in which both numbers rise."""
    run = _rising(sorted(known.items()))
    if not run:
        return NoteList()
    begins = [line.start for line in all_lines]
    first = bisect_right(begins, run[0][1][0]) - 1
    last = bisect_right(begins, run[-1][1][1] - 1) - 1
    listed = set(range(first, last + 1))
    above = _above(all_lines, captions, first)
    return NoteList(frozenset({*listed, *above}), frozenset({*above, first}), dict(run))


def _rising(entries: list[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """The longest part of ``entries``, by number, whose places rise too. Quadratic in the notes."""
    best: list[list[tuple[int, Span]]] = []
    for entry in entries:
        before = [run for run in best if run[-1][1][1] <= entry[1][0]]
        best.append([*max(before, key=len, default=[]), entry])
    return max(best, key=len, default=[])
