"""A reader's copy of the paper, studied for a data set: its outline, and where each digest stands.

A copy may carry running heads and page numbers, a foreword with a table of contents, an appendix.
It is searched as it stands, then without likely furniture, then without all that may be such; and
read as the outline under which most passages stand where their labels say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby

from ..documents.digests import digest as digest_of
from ..documents.furniture import Furniture, Line, cuts, furniture, interrupted, lines
from ..documents.headings import key
from ..documents.kept import Kept, Span, keep, spell, without
from ..documents.notelist import plain_markers
from ..documents.outline import Outline, outline
from ..errors import LimitError
from ..model.entities import Dataset, Passage
from .finding import find

_GLUED_MARKER = re.compile(
    r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=[^\W\d_][.!?])[0-9]{1,3}(?=\s|$)|(?<=[.!?][”’\"'])[0-9]{1,3}(?=\s|$)"
)


@dataclass(frozen=True)
class Copy:
    """A text, read as ``outline`` says; ``places`` are the spans of each digest that it holds."""

    text: str
    outline: Outline
    places: Mapping[str, list[Span]]

    @cached_property
    def _line_ends(self) -> list[int]:
        return [line.after for line in lines(self.text)]

    def line(self, place: int) -> int:
        """The number of the line, from 1, that character ``place`` is on."""
        return bisect_right(self._line_ends, place) + 1

    def in_place(self, label: str, digest: str) -> Span | None:
        """Where ``digest`` stands under ``label``."""
        return next((p for p in self.places.get(digest, []) if self.outline.holds(label, p[0])), None)

    def note(self, number: int) -> Span | None:
        """The text of note ``number`` in the list of notes."""
        span = self.outline.notes.get(number)
        return None if span is None else self.outline.kept.whole(*span)


_MOST_LINES = 200_000
_LONG = 300_000
"""Characters from which on a text that shows no sign of the paper is not searched any further."""


def passages(dataset: Dataset) -> Iterable[Passage]:
    """All passages of ``dataset``: those of claims, then the unclaimed."""
    return chain((p for claim in dataset.claims.values() for p in claim.passage), dataset.unclaimed)


def study(dataset: Dataset, text: str) -> Copy:
    """Read ``text`` as a copy of the paper of ``dataset``. Linear in the text.

    Raises LimitError for more lines or short sentences than a paper has.
    """
    anchored = [(p.paragraph, p.digest) for p in passages(dataset) if p.digest]
    notes = [(note.number, note.digest) for note in dataset.endnotes.values() if note.digest]
    digests = {digest for _, digest in (*anchored, *notes)}
    all_lines = lines(text)
    if len(all_lines) > _MOST_LINES:
        raise LimitError(
            f"the text has {len(all_lines):,} lines, too many for a paper", "give the text of the one paper"
        )
    own = {key(section.heading) for section in dataset.paper.sections} | {key(dataset.paper.title or "")}

    def heading(line: str) -> bool:
        return key(line) in own

    marked = furniture(all_lines, heading)
    places = find(keep(text), digests, heading)
    if len(text) > _LONG and not places:
        read = outline(keep(text), dataset.paper)
        if not (read.title or read.sections):
            return Copy(text, read, places)
    for variant in _variants(text, all_lines, marked):
        rest = digests - places.keys()
        if not rest:
            break
        places.update(find(variant, rest, heading))
    unfound = {digest for _, digest in notes} - places.keys()
    if unfound:
        # Notes numbered without brackets: their digits are no part of them, but letters to a search.
        places.update(find(keep(text, plain_markers(all_lines)), unfound, heading))
    candidates = _outlines(
        text, all_lines, marked, dataset, _known(notes, places), _joining(anchored, places)
    )
    held = sum(digest in places for _, digest in anchored)
    best, agreeing = next(candidates), (-1, 0)
    for read in chain([best], candidates):
        score = _score(read, anchored, places)
        if score > agreeing:
            best, agreeing = read, score
        if held and score[0] == held:
            break
    return Copy(text, best, _with_notes(best, places, {digest for _, digest in notes}))


def _with_notes(
    read: Outline, places: Mapping[str, list[Span]], digests: Collection[str]
) -> Mapping[str, list[Span]]:
    """``places`` and those of ``digests`` that are of a whole note in the list of notes."""
    every = dict(places)
    for start, end in read.notes.values():
        own = digest_of(read.kept.text[start:end])
        if own in digests:
            letters = spell(keep(read.kept.text[start:end]))
            first, last = letters.whole(0, len(letters.text))
            whole = read.kept.whole(start + first, start + last)
            every[own] = sorted({*every.get(own, ()), whole})
    return every


def _variants(text: str, all_lines: list[Line], marked: Furniture) -> Iterator[Kept]:
    """The text without likely furniture, without all possible, and without glued note markers."""
    before: list[Span] = []
    for leave in (marked.likely, marked.likely | marked.possible):
        leaving = cuts(all_lines, leave, _run_on)
        if leaving != before:
            yield keep(text, leaving)
        before = leaving
    kept = keep(text, before)
    glued = [found.span() for found in _GLUED_MARKER.finditer(kept.text)]
    if glued:
        yield without(kept, glued)


def _outlines(
    text: str,
    all_lines: list[Line],
    marked: Furniture,
    dataset: Dataset,
    known: Mapping[int, Span],
    joining: Callable[[Line, Line, bool], bool],
) -> Iterator[Outline]:
    """The ways to read the text: with likely, no or all possible furniture left out."""
    tried: list[list[Span]] = []
    for leave in (marked.likely, frozenset[int](), marked.likely | marked.possible):
        leaving = cuts(all_lines, leave, joining) if leave else []
        if leaving in tried:
            continue
        tried.append(leaving)
        kept = keep(text, leaving)
        inside = {
            number: (bisect_left(kept.offsets, start), bisect_right(kept.offsets, end - 1))
            for number, (start, end) in known.items()
        }
        read = outline(kept, dataset.paper, notes=inside)
        yield read
        if read.repeated:
            yield outline(kept, dataset.paper, latest=True, notes=inside)


def _run_on(before: Line, after: Line, parted: bool) -> bool:
    """Whether a paragraph goes on over the end of a page, by the look of it."""
    return not parted or interrupted(before.text, after.text)


def _joining(
    anchored: list[tuple[str, str]], places: Mapping[str, list[Span]]
) -> Callable[[Line, Line, bool], bool]:
    """The same, by the labels of the passages on both sides where they are known."""
    sure = sorted(
        (*places[digest][0], label) for label, digest in set(anchored) if len(places.get(digest, ())) == 1
    )
    begins = [start for start, _, _ in sure]

    def joined(before: Line, after: Line, parted: bool) -> bool:
        right = bisect_left(begins, after.start)
        if right:
            _, end, label = sure[right - 1]
            if end > after.start:
                return True
            if right < len(sure):
                return label == sure[right][2]
        return _run_on(before, after, parted)

    return joined


def _known(notes: list[tuple[int, str]], places: Mapping[str, list[Span]]) -> dict[int, Span]:
    """Where notes stand by their digests: notes with one text between them have their places in order."""
    known: dict[int, Span] = {}
    for digest, group in groupby(sorted(notes, key=lambda n: (n[1], n[0])), key=lambda n: n[1]):
        numbers = [number for number, _ in group]
        found = places.get(digest, [])
        if len(found) == len(numbers):
            known.update(zip(numbers, found, strict=True))
    return known


def _score(
    read: Outline, anchored: list[tuple[str, str]], places: Mapping[str, list[Span]]
) -> tuple[int, int]:
    """How many passages stand under their label, and how many sections have paragraphs."""
    agreeing = sum(
        any(read.holds(label, place[0]) for place in places.get(digest, ())) for label, digest in anchored
    )
    return agreeing, len({label.rpartition("/")[0] for label in read.paragraphs})
