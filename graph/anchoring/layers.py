"""The layers that a copy lays over a paper, taken off: margins, page furniture, feet, note markers.

A ``Page`` is the text with one choice at its margins. It is searched with less and less of what the
copy may have added, and what a found passage does without is known not to be the paper's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ..documents.footnotes import Footnotes, footnotes
from ..documents.furniture import Furniture, Line, cuts, furniture, interrupted, lines
from ..documents.kept import Kept, Span, keep, merged, without
from ..documents.layouts import layouts
from ..documents.margins import margins
from ..documents.markers import Marker, markers, printed
from ..documents.notelist import find_notes
from .finding import JOIN, LINE, Optional, find, find_without

LONG = 300_000
"""Characters of a text from which on only the likeliest ways to read it are tried."""
_NEAR = 12
"""Characters that may stand between a passage's last letter and its marker."""


@dataclass(frozen=True)
class Page:
    """A text without its margins, its lines, and what on them may be a page's."""

    kept: Kept
    lines: list[Line]
    marked: Furniture
    feet: Footnotes
    notes: frozenset[int]
    """The numbers that markers may have."""


@dataclass
class Found:
    """What a search has found: the places of each digest, and what they do with and without.

    Offsets in ``left_out`` and ``held`` are of the whole text: where a marker or a line begins.
    """

    places: dict[str, list[Span]]
    left_out: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    """The digests that were found with all that stands there."""
    tries: int = 400_000
    """How many are left for what may be left out: some seconds, of which a paper takes a tenth."""

    def __post_init__(self) -> None:
        self.plain.update(self.places)

    def add(self, places: dict[str, list[Span]], *, plain: bool) -> None:
        """Also ``places``; ``plain`` if nothing was left out inside of them."""
        self.places.update(places)
        if plain:
            self.plain.update(places)


def sources(text: str, notes: frozenset[int], heading: Callable[[str], bool]) -> list[Page]:
    """``text`` without its margins and with them, the likelier first; once where it has none."""
    whole = keep(text)
    all_lines = lines(text)
    edges = margins(all_lines)
    if not edges.cuts:
        return [_page(whole, all_lines, notes, heading)]
    bare = without(whole, edges.cuts)
    both = [_page(bare, lines(bare.text), notes, heading), _page(whole, all_lines, notes, heading)]
    return both if edges.sure else both[::-1]


def _page(kept: Kept, all_lines: list[Line], notes: frozenset[int], heading: Callable[[str], bool]) -> Page:
    marked = furniture(all_lines, heading)
    feet = footnotes(all_lines, kept.text, notes, marked.likely, heading)
    return Page(kept, all_lines, marked, feet, notes)


def search(page: Page, found: Found, digests: Collection[str], heading: Callable[[str], bool]) -> None:
    """Search ``page`` for those of ``digests`` that are not found yet, and add what is."""

    def rest() -> set[str]:
        return set(digests) - found.places.keys()

    base = without(page.kept, cuts(page.lines, page.marked.likely | page.feet.lines, run_on))
    for variant in _once(page.kept, base):
        if rest():
            found.add(find(variant, rest(), heading), plain=True)
    others = (*layouts(base), page.kept) if len(base.text) <= LONG and rest() else ()
    for variant in (base, *others) if rest() else ():
        if variant is not base:
            found.add(find(variant, rest(), heading), plain=True)
        for further in (0, 1, 2):
            optional = _optional(variant, page.notes, heading, further)
            if not optional or not rest():
                continue
            places, decided = find_without(variant, rest(), optional, heading, found.tries)
            found.tries -= decided.tries
            found.add(places, plain=False)
            found.left_out |= {variant.offsets[optional[index].cuts[0][0]] for index in decided.left_out}
            found.held |= {variant.offsets[optional[index].cuts[0][0]] for index in decided.held}


def _once(*variants: Kept) -> Iterator[Kept]:
    before: list[Kept] = []
    for variant in variants:
        if all(variant is not other for other in before) and not isinstance(variant.offsets, range):
            yield variant
        before.append(variant)


def _optional(
    kept: Kept, notes: Collection[int], heading: Callable[[str], bool], further: int
) -> list[Optional]:
    all_lines = lines(kept.text)
    marked = furniture(all_lines, heading)
    found = [Optional((marker.span,), marker.dress) for marker in markers(kept.text, notes)]
    leave: frozenset[int] = frozenset()
    if further:
        leave = marked.likely | marked.possible | (marked.conceivable if further > 1 else frozenset())
    own = [Optional(((all_lines[i].start, all_lines[i].end),), LINE) for i in leave]
    joins = [Optional((span,), JOIN) for span in cuts(all_lines, leave, run_on)]
    return sorted([*found, *own, *joins], key=lambda part: part.cuts[0])


def run_on(before: Line, after: Line, parted: bool) -> bool:
    """Whether a paragraph goes on over the end of a page, by the look of it."""
    return not parted or interrupted(before.text, after.text)


def taken_off(
    page: Page, found: Found, leave: Collection[int], joined: Callable[[Line, Line, bool], bool]
) -> Kept:
    """``page`` without the lines ``leave``, its feet, and the markers that are the copy's own."""
    kept = without(page.kept, cuts(page.lines, {*leave, *page.feet.lines}, joined))
    all_lines = lines(kept.text)
    listed = find_notes(all_lines, kept.text, 0).lines
    limit = all_lines[min(listed)].start if listed else len(kept.text)
    body = markers(kept.text[:limit], page.notes)
    gone = _gone(body, kept.text[:limit], kept.offsets, found, page)
    return without(kept, merged(marker.span for marker in gone))


def _gone(
    body: list[Marker], text: str, offsets: Sequence[int], found: Found, page: Page
) -> Iterator[Marker]:
    """The markers that no found passage holds, and that one leaves out, or whose like is left out.

    One beside a found passage, and in none, is left out by it.
    """
    held = _Held(found)
    ends = {end - 1 for spans in found.places.values() for _, end in spans}
    starts = {start for spans in found.places.values() for start, _ in spans}
    dress_held: Counter[str] = Counter()
    dress_out: Counter[str] = Counter()
    inside_out: Counter[str] = Counter()
    fate: list[bool | None] = []
    for marker in body:
        first, last = marker.span
        place = offsets[first]
        kind: bool | None = None
        if any(map(str.isalnum, text[first:last])):
            if place in found.held or held.holds(place):
                dress_held[marker.dress] += 1
                kind = False
            elif place in found.left_out or _beside(text, offsets, marker.span, starts, ends):
                dress_out[marker.dress] += 1
                inside_out[marker.dress] += not marker.beside
                kind = True
        fate.append(kind)
    usual = printed(body, text, page.notes)
    for marker, kind in zip(body, fate, strict=True):
        if kind is None:
            out, kept_in = dress_out[marker.dress], dress_held[marker.dress]
            kind = out > kept_in if out or kept_in else marker.dress in usual
            kind = kind and (marker.beside or (not kept_in and (not out or inside_out[marker.dress] > 0)))
        if kind:
            yield marker


class _Held:
    """Which places of the whole text are inside of passages that were found as they stand."""

    def __init__(self, found: Found) -> None:
        self._spans = merged(span for digest in found.plain for span in found.places[digest])
        self._begins = [start for start, _ in self._spans]

    def holds(self, place: int) -> bool:
        index = bisect_right(self._begins, place) - 1
        return index >= 0 and place < self._spans[index][1]


def _beside(
    text: str, offsets: Sequence[int], span: Span, starts: Collection[int], ends: Collection[int]
) -> bool:
    """Whether a found passage ends or begins at ``span``, no letter between."""
    before, after = span[0] - 1, span[1]
    while before >= 0 and before > span[0] - _NEAR and not text[before].isalnum():
        before -= 1
    while after < len(text) and after < span[1] + _NEAR and not text[after].isalnum():
        after += 1
    return (before >= 0 and offsets[before] in ends) or (after < len(text) and offsets[after] in starts)


def inside(kept: Kept, span: Span) -> Span:
    """Where the part ``span`` of the whole text is in ``kept``, whose offsets rise."""
    return bisect_left(kept.offsets, span[0]), bisect_right(kept.offsets, span[1] - 1)
