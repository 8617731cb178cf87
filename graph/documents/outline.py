"""A text as the paper that it is a copy of: its labelled paragraphs and its list of notes.

Labels are those of design section 3: the section's id, a slash, and the paragraph counted from 1
after the heading, items of lists counting; ``0`` is the title and all that follows up to the first
heading. The body ends where the list of notes begins. A paper without sections has its title as
``0`` and the paragraphs ``0/1``, ``0/2`` and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .furniture import Line, lines
from .headings import Headings, Printed, find_headings
from .kept import Kept, Span
from .notelist import NoteList, find_notes
from .paragraphs import items
from .sentences import split


@dataclass(frozen=True)
class Paragraph:
    """A labelled paragraph: its sentences as parts of the outline's text."""

    label: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True)
class Outline:
    """What was read: everything in offsets of ``kept.text``."""

    kept: Kept
    paragraphs: Mapping[str, Paragraph]
    notes: Mapping[int, Span]
    """Each note's own text in the list of notes, its marker left out."""
    title: bool
    sections: frozenset[str]
    """The sections whose heading is there."""
    repeated: bool
    """Whether a heading is printed more often than it should be."""

    def sentence_texts(self, label: str, first: int, last: int) -> list[str]:
        """The sentences ``first`` to ``last``, counted from 1, of the paragraph ``label``."""
        spans = self.paragraphs[label].sentences[first - 1 : last]
        return [self.kept.text[start:end] for start, end in spans]

    def extent(self, label: str) -> Span:
        """Where the paragraph stands in the whole text."""
        spans = self.paragraphs[label].sentences
        return self.kept.whole(spans[0][0], spans[-1][1])

    def holds(self, label: str, place: int) -> bool:
        """Whether the whole text's character ``place`` is in the paragraph ``label``."""
        if label not in self.paragraphs:
            return False
        start, end = self.extent(label)
        return start <= place < end


def outline(
    kept: Kept,
    paper: Printed,
    *,
    latest: bool = False,
    notes: Mapping[int, Span] | None = None,
    placed: Mapping[int, Span] | None = None,
    listed: NoteList | None = None,
) -> Outline:
    """Read ``kept`` as a copy of ``paper``.

    ``latest`` says which of several printings of a heading counts (see ``find_headings``). Where
    the list of notes has no numbers to find it by, ``notes`` gives the place of each; ``placed`` are
    notes put behind the text, and the list; where the list is known, it is ``listed``. Linear.
    """
    all_lines = lines(kept.text)
    headings = find_headings(all_lines, paper, latest=latest)
    found = listed or find_notes(all_lines, kept.text, headings.title or 0, notes, placed)
    spans: dict[str, list[Span]] = {}
    section: str | None = "0"
    count = 0
    start_line = headings.title or 0
    for first, last in _blocks(all_lines, headings, found, start_line):
        heading = headings.chosen.get(first)
        if heading is not None and heading.section is not None:
            section, count = heading.section, 0
            continue
        if first in found.lines:
            section = None
            continue
        if section is None:
            continue
        begin, end = all_lines[first].start, all_lines[last].end
        for start, stop in items(kept.text, begin, end):
            sentences = [(start + a, start + b) for a, b in split(kept.text[start:stop])]
            if not sentences:
                continue
            if section == "0" and _in_front(first, headings, paper):
                spans.setdefault("0", []).extend(sentences)
            else:
                count += 1
                spans.setdefault(f"{section}/{count}", []).extend(sentences)
    paragraphs = {label: Paragraph(label, tuple(parts)) for label, parts in spans.items()}
    present = frozenset(h.section for h in headings.chosen.values() if h.section is not None)
    return Outline(
        kept, paragraphs, found.notes, headings.title is not None, present, bool(headings.passed_over)
    )


def _in_front(line: int, headings: Headings, paper: Printed) -> bool:
    """Whether ``line`` is front matter: before the first heading, or the title of a paper without."""
    if not paper.sections:
        return line == headings.title
    return all(line < h.first for h in headings.chosen.values() if h.section is not None)


def _blocks(
    all_lines: list[Line], headings: Headings, notes: NoteList, start: int
) -> Iterator[tuple[int, int]]:
    """First and last line of each heading and each run of lines between blank ones."""
    first: int | None = None
    index = start
    while index < len(all_lines):
        heading = headings.chosen.get(index)
        ends = all_lines[index].blank or index in headings.passed_over or heading is not None
        if first is not None and (ends or index in notes.starts):
            yield first, index - 1
            first = None
        if heading is not None:
            yield heading.first, heading.last
            index = heading.last + 1
            continue
        if not ends and first is None:
            first = index
        index += 1
    if first is not None:
        yield first, len(all_lines) - 1
