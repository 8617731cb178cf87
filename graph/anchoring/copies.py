"""A reader's copy of the paper, studied for a data set: its outline, and where each digest stands.

A copy may carry running heads and page numbers, a foreword with a table of contents, an appendix.
It is searched as it stands, then without likely furniture, then without all that may be such; and
read as the outline under which most passages stand where their labels say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby, product

from ..model import Dataset, Passage
from .finding import find
from .furniture import Furniture, Line, cuts, furniture, interrupted, lines
from .headings import key
from .kept import Kept, Span, keep, without
from .outline import Outline, outline

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


_LONG = 300_000
"""Characters from which on a text that shows no sign of the paper is not searched any further."""


def passages(dataset: Dataset) -> Iterable[Passage]:
    """All passages of ``dataset``: those of claims, then the unclaimed."""
    return chain((p for claim in dataset.claims.values() for p in claim.passage), dataset.unclaimed)


def study(dataset: Dataset, text: str) -> Copy:
    """Read ``text`` as a copy of the paper of ``dataset``. Linear in the text."""
    anchored = [(p.paragraph, p.digest) for p in passages(dataset) if p.digest]
    notes = [(note.number, note.digest) for note in dataset.endnotes.values() if note.digest]
    digests = {digest for _, digest in (*anchored, *notes)}
    all_lines = lines(text)
    own = {key(section.heading) for section in dataset.paper.sections} | {key(dataset.paper.title or "")}

    def heading(line: str) -> bool:
        return key(line) in own

    marked = furniture(all_lines, heading)
    plain = keep(text)
    places = find(plain, digests, heading)
    read = outline(plain, dataset.paper)
    if len(text) > _LONG and not (places or read.title or read.sections):
        return Copy(text, read, places)
    _search_on(plain, all_lines, marked, digests, heading, places)
    known = _known(notes, places)
    joining = _joining(anchored, places)
    tidy = keep(text, cuts(all_lines, marked.likely, joining))
    bare = keep(text, cuts(all_lines, marked.likely | marked.possible, joining))
    held = sum(digest in places for _, digest in anchored)
    best: Outline | None = None
    for kept, latest in product((tidy, plain, bare), (False, True)):
        read = _outline(kept, dataset, latest, known)
        if best is None or _score(read, anchored, places) > _score(best, anchored, places):
            best = read
        if held and _score(best, anchored, places)[0] == held:
            break
    assert best is not None
    return Copy(text, best, places)


def _search_on(
    plain: Kept,
    all_lines: list[Line],
    marked: Furniture,
    digests: set[str],
    heading: Callable[[str], bool],
    places: dict[str, list[Span]],
) -> None:
    """Add to ``places`` what is found in the text without its furniture and glued markers."""
    leave = marked.likely | marked.possible
    variants: list[Callable[[], Kept]] = [
        lambda: keep(plain.text, cuts(all_lines, marked.likely, _run_on)),
        lambda: keep(plain.text, cuts(all_lines, leave, _run_on)),
        lambda: _unmarked(keep(plain.text, cuts(all_lines, leave, _run_on))),
    ]
    for variant in variants:
        rest = digests - places.keys()
        if not rest:
            break
        places.update(find(variant(), rest, heading))


def _unmarked(kept: Kept) -> Kept:
    return without(kept, [found.span() for found in _GLUED_MARKER.finditer(kept.text)])


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


def _outline(kept: Kept, dataset: Dataset, latest: bool, known: Mapping[int, Span]) -> Outline:
    inside = {
        number: (bisect_left(kept.offsets, start), bisect_right(kept.offsets, end - 1))
        for number, (start, end) in known.items()
    }
    return outline(kept, dataset.paper, latest=latest, notes=inside)


def _score(
    read: Outline, anchored: list[tuple[str, str]], places: Mapping[str, list[Span]]
) -> tuple[int, int]:
    """How many passages stand under their label, and how many sections have paragraphs."""
    agreeing = sum(
        any(read.holds(label, place[0]) for place in places.get(digest, ())) for label, digest in anchored
    )
    return agreeing, len({label.rpartition("/")[0] for label in read.paragraphs})
