"""Whether a claim's text is in the encoder's own words, or copied from the sentences it is anchored at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model.entities import Dataset
from .copies import Copy

IN_A_ROW = 7
"""So many words in a row of a sentence are copied ones."""
_WORD = re.compile(r"\w+")


def copied(dataset: Dataset, copy: Copy, claims: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Those of ``claims`` that have words in a row of a sentence they are anchored at: id, words, place.

    Not those that quote. Linear in the texts.
    """
    for id_ in claims:
        claim = dataset.claims[id_]
        if claim.text is None or claim.quotation:
            continue
        for passage in claim.passage:
            paragraph = copy.outline.paragraphs.get(passage.paragraph)
            count = len(paragraph.sentences) if paragraph else 0
            first, last = passage.sentences or (1, count)
            if not count or last > count:
                continue
            source = " ".join(copy.outline.sentence_texts(passage.paragraph, first, last))
            run = shared(claim.text, source)
            if run:
                yield id_, run, passage.paragraph
                break


def shared(text: str, source: str, least: int = IN_A_ROW) -> str | None:
    """The first words of ``text``, ``least`` or more, that stand in a row in ``source``, too.

    >>> shared("They said that it rains", "He: that it rains.", 3)
    'that it rains'
    """
    words = list(_WORD.finditer(text))
    mine = [word[0].casefold() for word in words]
    theirs = [word[0].casefold() for word in _WORD.finditer(source)]
    known = {tuple(theirs[place : place + least]) for place in range(len(theirs) - least + 1)}
    for first in range(len(mine) - least + 1):
        if tuple(mine[first : first + least]) in known:
            last = first + 1
            while last <= len(mine) - least and tuple(mine[last : last + least]) in known:
                last += 1
            return text[words[first].start() : words[last + least - 2].end()]
    return None
