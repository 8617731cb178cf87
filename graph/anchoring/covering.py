"""Whether every sentence of the paper is accounted for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from typing_extensions import TypedDict

from ..documents.kept import Span, spell
from ..model.entities import Dataset
from .copies import Copy, passages, study
from .extents import sentence_extent
from .verifying import refuse_another_paper


class Sentence(TypedDict):
    """A sentence of the text: its paragraph's label, its number there, its offsets, line and words."""

    paragraph: str
    sentence: int
    start: int
    end: int
    line: int
    text: str


class Coverage(TypedDict):
    """The answer of ``coverage`` (design section 6)."""

    schema: str
    sentences: int
    accounted: int
    missing: list[Sentence]


def coverage(dataset: Dataset, text: str) -> Coverage:
    """The sentences of ``text`` that no claim's passage accounts for and no unclaimed entry names.

    Counted are those of title, lead, body and closing lines. A passage with a digest accounts for
    the sentences it is found in, one without for those its label names.

    Raises FileError for the text of another paper. Time: linear in the text.
    """
    copy = study(dataset, text)
    refuse_another_paper(dataset, copy)
    missing = unaccounted(dataset, copy)
    count = counted(copy)
    return {
        "schema": "claimgraph/coverage/1",
        "sentences": count,
        "accounted": count - len(missing),
        "missing": missing,
    }


def counted(copy: Copy, within: Callable[[str], bool] = lambda label: True) -> int:
    """How many sentences ``copy`` has, in the paragraphs whose label is ``within``."""
    return sum(len(part.sentences) for label, part in copy.outline.paragraphs.items() if within(label))


def unaccounted(dataset: Dataset, copy: Copy) -> list[Sentence]:
    """The sentences of ``copy``, a copy of the paper of ``dataset``, that ``coverage`` misses."""
    text = copy.text
    letters = spell(copy.outline.kept)
    covered = bytearray(len(text))
    for first, last in _accounted(dataset, copy):
        covered[first:last] = b"\x01" * (last - first)
    sums = [0, *accumulate(covered[place] for place in letters.starts)]
    missing: list[Sentence] = []
    for label, paragraph in copy.outline.paragraphs.items():
        for number, sentence in enumerate(paragraph.sentences, 1):
            first, last = (bisect_left(letters.at, place) for place in sentence)
            if sums[last] - sums[first] < last - first:
                start, end = sentence_extent(copy, letters.whole(first, last))
                missing.append(
                    {
                        "paragraph": label,
                        "sentence": number,
                        "start": start,
                        "end": end,
                        "line": copy.line(start),
                        "text": " ".join(copy.outline.kept.text[slice(*sentence)].split()),
                    }
                )
    return missing


def _accounted(dataset: Dataset, copy: Copy) -> list[Span]:
    """What passages account for, in the whole text."""
    spans: list[Span] = []
    for passage in passages(dataset):
        if passage.digest is not None:
            place = copy.in_place(passage.paragraph, passage.digest)
            spans.extend([place] if place else copy.places.get(passage.digest, []))
        elif passage.paragraph in copy.outline.paragraphs:
            sentences = copy.outline.paragraphs[passage.paragraph].sentences
            first, last = passage.sentences or (1, len(sentences))
            spans.extend(copy.outline.kept.whole(*sentence) for sentence in sentences[first - 1 : last])
    return spans
