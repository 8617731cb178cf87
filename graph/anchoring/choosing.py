"""Of the ways to read a copy, the one under which most passages stand where their labels say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain, groupby, islice, pairwise

from ..documents.digests import digest as digest_of
from ..documents.furniture import Line
from ..documents.kept import Kept, Span, followed, parted
from ..documents.layouts import layouts
from ..documents.outline import Outline, outline
from ..model.entities import Dataset, Passage
from .layers import LONG, Found, Page, inside, run_on, taken_off

Anchored = list[tuple[str, str]]
"""Label and digest of each passage that has one."""
Noted = list[tuple[int, str]]
"""Number and digest of each note that has one."""
Score = tuple[int, int, int, int]


def choose(
    pages: list[Page], found: Found, dataset: Dataset, passages: Collection[Passage], notes: Noted
) -> Outline:
    """The outline of the first of ``pages`` that suits the data set best.

    What tells is how many passages stand under their label by their digest, then how many labels
    there are at all. Where nothing tells, the reading that leaves out what is likely a page's, with
    paragraphs that end at blank lines.
    """
    anchored = [(p.paragraph, p.digest) for p in passages if p.digest]
    labels = {(p.paragraph, p.sentences[1] if p.sentences else 1) for p in passages}
    stamped = sum(p.digest in found.places for p in passages if p.digest)
    held = sum(digest in found.places for _, digest in (*anchored, *notes))
    known = _known(notes, found.places)
    best: Outline | None = None
    agreeing: Score = (-1, 0, 0, 0)

    def better(kept: Kept, page: Page) -> bool:
        nonlocal best, agreeing
        before = agreeing
        for read in _outlines(kept, page, dataset, known):
            score = _score(read, passages, labels, notes, found.places)
            if score > agreeing:
                best, agreeing = read, score
        return agreeing > before

    def done() -> bool:
        return agreeing[:3] == (held, stamped, len(labels))

    for page in pages:
        sure = _sure(anchored, found.places)
        taken: list[Kept] = []
        way: Kept | None = None
        few = len(page.kept.text) > LONG
        for leave in islice(_leaving(page, found), 3 if few else None):
            kept = taken_off(page, found, leave, _joining(page, sure))
            if any(kept.text == other.text for other in taken):
                continue
            taken.append(kept)
            if better(kept, page):
                way = kept
            if done():
                return _read(best)
        for kept in sorted(taken, key=lambda kept: kept is not way)[: 1 if few else None]:
            for other in chain(layouts(kept), _by_label(kept, sure)):
                better(other, page)
                if done():
                    return _read(best)
    return _read(best)


def _read(best: Outline | None) -> Outline:
    assert best is not None  # there is a page, and each has a reading
    return best


def _leaving(page: Page, found: Found) -> Iterator[frozenset[int]]:
    """Which lines to leave out: those likely a page's, and what else passages do without, or none."""
    likely, possible = page.marked.likely, page.marked.possible
    conceivable = possible | page.marked.conceivable
    places = sorted(span for spans in found.places.values() for span in spans)
    begins = [start for start, _ in places]

    def free(index: int) -> bool:
        """Whether no passage begins on the line, or lies on it."""
        start, end = (page.kept.offsets[page.lines[index].start], page.lines[index].end)
        last = page.kept.offsets[end - 1]
        return bisect_left(begins, start) == bisect_left(begins, last + 1)

    if any(page.kept.offsets[page.lines[i].start] in found.left_out for i in conceivable):
        yield likely | {index for index in possible if free(index)}
        yield likely | {index for index in conceivable if free(index)}
    yield likely
    yield frozenset()
    yield likely | possible
    yield likely | {index for index in possible if free(index)}
    yield likely | {index for index in conceivable if free(index)}


def _outlines(kept: Kept, page: Page, dataset: Dataset, known: Mapping[int, Span]) -> Iterator[Outline]:
    numbered = {number: inside(kept, span) for number, span in known.items()}
    whole, places = followed(kept, page.kept, page.feet.notes)
    placed = dict(zip(page.feet.numbers, places, strict=True))
    read = outline(whole, dataset.paper, notes=numbered, placed=placed)
    yield read
    if read.repeated:
        yield outline(whole, dataset.paper, latest=True, notes=numbered, placed=placed)


def _score(
    read: Outline,
    passages: Collection[Passage],
    labels: Collection[tuple[str, int]],
    notes: Noted,
    places: Mapping[str, list[Span]],
) -> Score:
    """How many passages and notes are where their label says, and as sentences; labels, and sections."""
    agreeing = exact = 0
    for passage in passages:
        if passage.digest is None or passage.digest not in places:
            continue
        agreeing += any(read.holds(passage.paragraph, start) for start, _ in places[passage.digest])
        paragraph = read.paragraphs.get(passage.paragraph)
        if paragraph is not None:
            first, last = passage.sentences or (1, len(paragraph.sentences))
            exact += digest_of(read.sentence_texts(passage.paragraph, first, last)) == passage.digest
    listed = {digest_of(read.kept.text[slice(*span)]) for span in read.notes.values()} if notes else set()
    agreeing += sum(digest in listed for _, digest in notes)
    there = sum(
        label in read.paragraphs and last <= len(read.paragraphs[label].sentences) for label, last in labels
    )
    return agreeing, exact, there, len({label.rpartition("/")[0] for label in read.paragraphs})


Sure = list[tuple[int, int, str]]
"""Start, end and label of the passages that stand in one place only, in the order of the text."""


def _sure(anchored: Anchored, places: Mapping[str, list[Span]]) -> Sure:
    return sorted(
        (*places[digest][0], label) for label, digest in set(anchored) if len(places.get(digest, ())) == 1
    )


def _joining(page: Page, sure: Sure) -> Callable[[Line, Line, bool], bool]:
    """Whether a paragraph goes on over the end of a page: by the labels on both sides where known."""
    begins = [start for start, _, _ in sure]

    def joined(before: Line, after: Line, is_parted: bool) -> bool:
        place = page.kept.offsets[after.start]
        right = bisect_left(begins, place)
        if right:
            _, end, label = sure[right - 1]
            if end > place:
                return True
            if right < len(sure):
                return label == sure[right][2]
        return run_on(before, after, is_parted)

    return joined


def _by_label(kept: Kept, sure: Sure) -> Iterator[Kept]:
    """``kept`` with a paragraph's end between passages of different labels, at the last line end."""
    places: list[int] = []
    for (_, end, label), (start, _, other) in pairwise(sure):
        low, high = bisect_left(kept.offsets, end), bisect_left(kept.offsets, start)
        between = kept.text[low:high]
        at = between.rfind("\n")
        if label != other and at >= 0 and "\n\n" not in "".join(between.split(" ")):
            places.append(low + at + 1)
    if places:
        yield parted(kept, sorted(set(places)))


def _known(notes: Noted, places: Mapping[str, list[Span]]) -> dict[int, Span]:
    """Where notes stand by their digests: notes with one text between them have their places in order."""
    known: dict[int, Span] = {}
    for digest, group in groupby(sorted(notes, key=lambda n: (n[1], n[0])), key=lambda n: n[1]):
        numbers = [number for number, _ in group]
        found = places.get(digest, [])
        if len(found) == len(numbers):
            known.update(zip(numbers, found, strict=True))
    return known
