"""Searching a text for digests.

A digest says how many letters it covers, so a window of that length slides over the letters of
the text, and one whose hash agrees is the passage. The window begins where a sentence begins and
ends where one ends, whatever paragraphs lie between: a sentence with a word put before or behind
it is another sentence, though the old one is still inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, chain, combinations

from ..documents.furniture import Line, lines
from ..documents.kept import Kept, Letters, Span, merged, spell, without
from ..documents.paragraphs import enumerated, items
from ..documents.sentences import split
from ..errors import LimitError

_LONGEST = 50_000
"""Letters of the longest passage that is looked for."""
_MOST_PLACES = 50
_MOST_TRIES = 1_000_000
"""A few seconds; four megabytes of prose take a tenth of them."""
LINE = "line"
"""The kind of an optional part that is a line of a page's."""
JOIN = "join"
"""The kind of one that is no choice, only what parts the lines of a paragraph where a page's are gone."""
_FEW = 6
"""Optional parts of a run of sentences up to which every choice of them is tried."""
_MOST_INSIDE = 64
"""Optional parts of a run of sentences: one that has more is no passage."""
_NOTE = re.compile(r"\s*\[[0-9]+\]")


@dataclass(frozen=True)
class Optional:
    """A part of a text that may be none of the paper's: a note's marker, a line of a page's.

    ``cuts`` are the places to leave out for it, in order; ``kind`` is shared by its like.
    """

    cuts: tuple[Span, ...]
    kind: str


@dataclass
class Decided:
    """Which of the optional parts, by their index, a passage that was found leaves out or holds.

    ``tries`` is how many runs of sentences and choices in them it took.
    """

    left_out: set[int]
    held: set[int]
    tries: int = 0


def find(
    kept: Kept, digests: Collection[str], heading: Callable[[str], bool] = lambda line: False
) -> dict[str, list[Span]]:
    """Where each of ``digests`` stands in the whole text, in order; those not found left out.

    A place runs from the first letter to the last. ``heading`` says of a line that it is one, where
    no blank lines set it apart. Time: linear in the text, with a hash for each
    run of sentences that has a wanted number of letters.
    """
    wanted = _wanted(digests)
    letters = spell(kept)
    found: dict[str, list[Span]] = {}
    starts, ends = _edges(letters.at, Kept(kept.text, range(len(kept.text))), heading)
    for tries, (start, end) in enumerate(_windows(letters, sorted(wanted), starts, ends)):
        if tries > _MOST_TRIES:
            raise LimitError(
                "the text has too many very short sentences to be searched: it is no paper",
                "give the text of the paper, as plain prose",
            )
        digest = _named(letters.text[start:end], wanted)
        if digest and len(found.setdefault(digest, [])) < _MOST_PLACES:
            found[digest].append(letters.whole(start, end))
    return found


def find_without(
    kept: Kept,
    digests: Collection[str],
    optional: Sequence[Optional],
    heading: Callable[[str], bool] = lambda line: False,
    most: int = 1_000_000,
) -> tuple[dict[str, list[Span]], Decided]:
    """As ``find``, where any of the ``optional`` parts may be left out, and which of them were.

    The sentences are those of the text with them, without the markers, and without all of them. A
    run of sentences is tried without its optional parts, with all, with those of one kind, and where
    they are few with each choice of them. It ends quietly after ``most`` tries.
    """
    wanted = _wanted(digests)
    letters = spell(kept)
    own = Kept(kept.text, range(len(kept.text)))
    starts, ends = _edges(letters.at, own, heading)
    for kinds in ({part.kind for part in optional} - {LINE, JOIN}, {part.kind for part in optional}):
        bare = without(own, merged(span for part in optional if part.kind in kinds for span in part.cuts))
        more = _edges(letters.at, bare, heading)
        starts, ends = sorted({*starts, *more[0]}), sorted({*ends, *more[1]})
    parts = _lettered(letters, optional)
    places = [first for _, _, first, _ in parts]
    sums = [0, *accumulate(last - first for _, _, first, last in parts)]
    found: dict[str, list[Span]] = {}
    decided = Decided(set(), set())
    longest = max(wanted, default=0)
    tries = 0
    for start in starts:
        low = bisect_left(places, start)
        if tries > most:
            break
        for at in range(bisect_right(ends, start), len(ends)):
            end = ends[at]
            high = bisect_left(places, end, lo=low)
            shortest = end - start - (sums[high] - sums[low])
            if shortest > longest or high - low > _MOST_INSIDE or tries > most:
                break
            tries += 1 + (high - low) // 4
            inside = parts[low:high]
            for holding in _choices(inside, end - start, wanted):
                tries += 1
                window = _window(letters.text, start, end, inside, holding)
                digest = _named(window, wanted)
                if not digest or len(found.setdefault(digest, [])) >= _MOST_PLACES:
                    continue
                first, last = _held_edges(start, end, inside, holding)
                found[digest].append(letters.whole(first, last))
                decided.held |= {part[0] for part in inside if part[0] in holding}
                decided.left_out |= {part[0] for part in inside if part[0] not in holding}
    decided.left_out -= decided.held
    decided.tries = tries
    return found, decided


_Part = tuple[int, str, int, int]
"""Index and kind of an optional part, and where its letters begin and end."""


def _lettered(letters: Letters, optional: Sequence[Optional]) -> list[_Part]:
    """The optional parts that hold letters, in order, without those inside of others."""
    found: list[_Part] = []
    for index, part in enumerate(optional):
        for start, end in part.cuts if part.kind != JOIN else ():
            first, last = bisect_left(letters.at, start), bisect_left(letters.at, end)
            if first < last:
                found.append((index, part.kind, first, last))
    found.sort(key=lambda part: (part[2], -part[3]))
    apart: list[_Part] = []
    for own in found:
        if not apart or own[2] >= apart[-1][3]:
            apart.append(own)
    return apart


def _choices(inside: list[_Part], length: int, wanted: Collection[int]) -> Iterator[frozenset[int]]:
    """Which of the parts ``inside`` a window of ``length`` may hold so that its length is wanted."""
    everything = frozenset(part[0] for part in inside)
    if len(inside) <= _FEW:
        indices = sorted(everything)
        ways: Iterable[frozenset[int]] = (
            frozenset(chosen) for size in range(len(indices) + 1) for chosen in combinations(indices, size)
        )
    else:
        kinds = {part[1] for part in inside}
        ways = {
            frozenset[int](),
            everything,
            *(frozenset(p[0] for p in inside if p[1] == kind) for kind in kinds),
            *(frozenset(p[0] for p in inside if p[1] != kind) for kind in kinds),
        }
    for holding in ways:
        out = sum(last - first for index, _, first, last in inside if index not in holding)
        if length - out in wanted:
            yield holding


def _window(text: str, start: int, end: int, inside: list[_Part], holding: Collection[int]) -> str:
    pieces: list[str] = []
    place = start
    for index, _, first, last in inside:
        if index not in holding:
            pieces.append(text[place:first])
            place = max(place, min(last, end))
    return "".join([*pieces, text[place:end]])


def _held_edges(start: int, end: int, inside: list[_Part], holding: Collection[int]) -> Span:
    """``start`` and ``end`` without what is left out at either end."""
    for index, _, first, last in inside:
        if index not in holding and first == start:
            start = last
    for index, _, first, last in reversed(inside):
        if index not in holding and last >= end:
            end = first
    return start, end


def _wanted(digests: Collection[str]) -> dict[int, dict[bytes, str]]:
    wanted: dict[int, dict[bytes, str]] = defaultdict(dict)
    for digest in digests:
        length, _, hexadecimal = digest.partition("-")
        if len(length) < 7 and int(length) <= _LONGEST:
            wanted[int(length)][bytes.fromhex(hexadecimal)] = digest
    return dict(wanted)


def _named(window: str, wanted: Mapping[int, Mapping[bytes, str]]) -> str:
    known = wanted.get(len(window))
    return known.get(sha256(window.encode("utf-8", "replace")).digest()[:4], "") if known else ""


def _windows(letters: Letters, lengths: list[int], starts: list[int], ends: list[int]) -> Iterator[Span]:
    """The runs of sentences, in letters, that have one of ``lengths``."""
    closing = set(ends)
    allowed = set(lengths)
    for start in starts if lengths else ():
        near = bisect_right(ends, start)
        far = bisect_right(ends, start + lengths[-1])
        if far - near <= len(lengths):
            yield from ((start, end) for end in ends[near:far] if end - start in allowed)
        else:
            yield from ((start, start + size) for size in lengths if start + size in closing)


def _edges(places: Sequence[int], kept: Kept, heading: Callable[[str], bool]) -> tuple[list[int], list[int]]:
    """Indices of the letters with which sentences begin, and of those behind their ends.

    ``places`` says of each letter where it stands, in the offsets of ``kept``.
    """
    starts: set[int] = set()
    ends: set[int] = set()
    for begin, stop in _blocks(lines(kept.text), heading):
        spans = items(kept.text, begin, stop)
        for first, last in chain.from_iterable(enumerated(kept.text, span) for span in spans):
            for a, b in split(kept.text[first:last], loosely=True):
                low, high = kept.whole(first + a, first + b)
                starts.add(bisect_left(places, low))
                ends.add(bisect_left(places, high))
    return sorted(starts), sorted(ends)


def _blocks(all_lines: list[Line], heading: Callable[[str], bool]) -> Iterator[Span]:
    """The runs of lines between blank ones, taken apart at headings and where notes begin."""
    first: Line | None = None
    before: Line | None = None
    headed = False
    for line in all_lines:
        alone = not line.blank and len(line.text) < 300 and heading(line.text)
        parts = line.blank or alone or headed or _NOTE.match(line.text)
        if parts and first is not None and before is not None:
            yield first.start, before.end
            first = None
        if not line.blank:
            first, before = first or line, line
        headed = alone
    if first is not None and before is not None:
        yield first.start, before.end
