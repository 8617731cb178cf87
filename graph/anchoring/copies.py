"""A reader's copy of the paper, studied for a data set: its outline, and where each digest stands.

A copy may carry running heads and page numbers, a foreword with a table of contents, an appendix.
It is searched as it stands, then without likely furniture, then without all that may be such; and
read as the outline under which most passages stand where their labels say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from ..documents.digests import digest as digest_of
from ..documents.furniture import lines
from ..documents.headings import key
from ..documents.kept import Span, keep, spell, without
from ..documents.notelist import plain_markers
from ..documents.outline import Outline, outline
from ..documents.plain_copy import recognised
from ..errors import LimitError
from ..model.entities import Dataset, Passage
from .choosing import choose
from .finding import find
from .layers import LONG, Found, search, sources


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


def passages(dataset: Dataset) -> Iterable[Passage]:
    """All passages of ``dataset``: those of claims, then the unclaimed."""
    return chain((p for claim in dataset.claims.values() for p in claim.passage), dataset.unclaimed)


def study(dataset: Dataset, text: str) -> Copy:
    """Read ``text`` as a copy of the paper of ``dataset``. Near-linear in the text.

    Raises LimitError for more lines or short sentences than a paper has.
    """
    notes = [(note.number, note.digest) for note in dataset.endnotes.values() if note.digest]
    digests = {p.digest for p in passages(dataset) if p.digest} | {digest for _, digest in notes}
    all_lines = lines(text)
    if len(all_lines) > _MOST_LINES:
        raise LimitError(
            f"the text has {len(all_lines):,} lines, too many for a paper", "give the text of the one paper"
        )
    own = {key(section.heading) for section in dataset.paper.sections} | {key(dataset.paper.title or "")}

    def heading(line: str) -> bool:
        return key(line) in own

    found = Found(find(keep(text), digests, heading))
    listed = recognised(text, dataset.paper, dataset.endnotes.keys())
    as_left: Copy | None = None
    of_import = False
    if listed is not None:  # as import left it, if what stands in it does not tell another reading
        read = outline(keep(text), dataset.paper, listed=listed)
        as_left = Copy(text, read, _with_notes(read, found.places, {digest for _, digest in notes}))
        stamped = sum(p.digest is not None for p in passages(dataset))
        # Where no passage is stamped yet, notes that are, and as they were, show that an import wrote both.
        of_import = not dataset.endnotes or any(_is_note(as_left, *note) for note in notes)
        if (stamped or of_import) and _in_place(as_left, dataset) == stamped:
            return as_left
    if len(text) > LONG and not found.places:
        read = outline(keep(text), dataset.paper)
        if not (read.title or read.sections):
            return Copy(text, read, found.places)
    pages = sources(text, frozenset(dataset.endnotes), heading)
    for page in pages:
        search(page, found, digests, heading)
    unfound = {digest for _, digest in notes} - found.places.keys()
    for page in pages if unfound else ():
        # Notes numbered without brackets: their digits are no part of them, but letters to a search.
        bare = without(page.kept, plain_markers(page.lines))
        found.places.update(find(bare, unfound - found.places.keys(), heading))
    best = choose(pages, found, dataset, list(passages(dataset)), notes)
    copy = Copy(text, best, _with_notes(best, found.places, {digest for _, digest in notes}))
    if as_left is not None and _in_place(as_left, dataset) >= max(_in_place(copy, dataset), not of_import):
        return as_left  # a new version of the paper leaves passages behind; its markers stay [1] alone
    return copy


def _is_note(copy: Copy, number: int, digest: str) -> bool:
    span = copy.outline.notes.get(number)
    return span is not None and digest_of(copy.outline.kept.text[slice(*span)]) == digest


def _in_place(copy: Copy, dataset: Dataset) -> int:
    """How many passages stand where their labels say."""
    return sum(
        p.digest is not None and copy.in_place(p.paragraph, p.digest) is not None for p in passages(dataset)
    )


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
