"""A text with parts left out, and its letters, each knowing where it stood in the whole text."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .digests import MARKER

Span = tuple[int, int]
_WORD = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


@dataclass(frozen=True)
class Kept:
    """What remains of a text; ``offsets[i]`` is where ``text[i]`` stands in the whole of it."""

    text: str
    offsets: Sequence[int]

    def whole(self, start: int, end: int) -> Span:
        """The part of the whole text from the first to the last character of ``text[start:end]``."""
        return self.offsets[start], self.offsets[end - 1] + 1


def keep(text: str, cuts: Iterable[Span] = ()) -> Kept:
    """``text`` without ``cuts`` (in order, not overlapping). Linear."""
    return without(Kept(text, range(len(text))), cuts)


def without(kept: Kept, cuts: Iterable[Span]) -> Kept:
    """``kept`` without the parts ``cuts`` of its text."""
    pieces: list[str] = []
    offsets = array("Q")
    place = 0
    for start, end in cuts:
        pieces.append(kept.text[place:start])
        offsets.extend(kept.offsets[place:start])
        place = end
    if not place:
        return kept
    pieces.append(kept.text[place:])
    offsets.extend(kept.offsets[place:])
    return Kept("".join(pieces), offsets)


def merged(spans: Iterable[Span]) -> list[Span]:
    """``spans`` in order, those that touch or overlap made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def parted(kept: Kept, places: Iterable[int]) -> Kept:
    """``kept`` with a line end more at each of ``places`` (rising): a paragraph ends there."""
    pieces: list[str] = []
    offsets = array("Q")
    start = 0
    for place in places:
        pieces += (kept.text[start:place], "\n")
        offsets.extend(kept.offsets[start:place])
        offsets.append(kept.offsets[place] if place < len(kept.text) else kept.offsets[-1])
        start = place
    if not pieces:
        return kept
    pieces.append(kept.text[start:])
    offsets.extend(kept.offsets[start:])
    return Kept("".join(pieces), offsets)


def followed(kept: Kept, source: Kept, parts: Iterable[Span]) -> tuple[Kept, list[Span]]:
    """``kept`` and behind it ``parts`` of ``source`` as paragraphs, with their new places."""
    pieces = [kept.text]
    offsets = array("Q", kept.offsets)
    length = len(kept.text)
    places: list[Span] = []
    for start, end in parts:
        pieces += ("\n\n", source.text[start:end])
        offsets.extend((source.offsets[start], source.offsets[start], *source.offsets[start:end]))
        places.append((length + 2, length + 2 + end - start))
        length += 2 + end - start
    return (Kept("".join(pieces), offsets), places) if places else (kept, [])


@dataclass(frozen=True)
class Letters:
    """The letters and digits of a text as a digest sees them.

    ``starts[i]`` is where in the whole text letter ``i`` comes from, ``at[i]`` where in what is kept
    of it.
    """

    text: str
    starts: Sequence[int]
    at: Sequence[int]
    _wide: Mapping[int, int]

    def whole(self, start: int, end: int) -> Span:
        """The part of the whole text that letters ``start`` to ``end`` (exclusive) come from."""
        last = end - 1
        return self.starts[start], self._wide.get(last, self.starts[last] + 1)


def spell(kept: Kept) -> Letters:
    """The letters of ``kept``, by the digest's contract. Linear."""
    own = Kept(kept.text, range(len(kept.text)))
    bare = without(own, (found.span() for found in MARKER.finditer(kept.text)))
    normal, origins, ends = _normalise(bare.text)
    pieces: list[str] = []
    places = array("Q")
    for found in _WORD.finditer(normal):
        pieces.append(found[0])
        start, end = found.span()
        places.extend(range(start, end) if origins is None else origins[start:end])
    at = places if bare is own else array("Q", map(bare.offsets.__getitem__, places))
    starts = at if isinstance(kept.offsets, range) else array("Q", map(kept.offsets.__getitem__, at))
    wide = {
        index: kept.offsets[bare.offsets[ends[place] - 1]] + 1
        for index, place in (enumerate(places) if ends else ())
        if place in ends
    }
    return Letters("".join(pieces), starts, at, wide)


def _normalise(text: str) -> tuple[str, array[int] | None, dict[int, int]]:
    """NFKC of ``text``, the index each character comes from, and where those made of several end."""
    if unicodedata.is_normalized("NFKC", text):
        return text, None, {}
    pieces: list[str] = []
    origins = array("Q")
    wide: dict[int, int] = {}
    place = 0
    for found in _NOT_ASCII.finditer(text):
        start, end = found.span()
        pieces.append(text[place:start])
        origins.extend(range(place, start))
        place = end
        for first, last in _segments(text, start, end):
            piece = unicodedata.normalize("NFKC", text[first:last])
            pieces.append(piece)
            origins.extend([first] * len(piece))
            if last - first > 1:
                wide[first] = last
    pieces.append(text[place:])
    origins.extend(range(place, len(text)))
    return "".join(pieces), origins, wide


def _segments(text: str, start: int, end: int) -> Iterable[Span]:
    """The shortest parts of ``text[start:end]`` that normalise independently of each other."""
    first = start
    for index in range(start + 1, end):
        if not unicodedata.combining(text[index]) and _apart(
            text[max(first, index - 3) : index], text[index]
        ):
            yield first, index
            first = index
    yield first, end


@lru_cache(maxsize=4096)
def _apart(before: str, after: str) -> bool:
    normal = unicodedata.normalize
    return normal("NFKC", before + after) == normal("NFKC", before) + normal("NFKC", after)
