"""A sentence in the reader's own copy of the paper: where it stands, and what is anchored there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from typing_extensions import TypedDict

from ..documents.digests import letters
from ..model.entities import Dataset
from .copies import Copy, study
from .covering import Sentence, unaccounted
from .verifying import PassageAnchor, passage_anchor, refuse_another_paper, span_text

_LEAST = 12
"""Letters of a sentence; what has fewer stands in any text."""


class Standing(TypedDict):
    """Where the words stand in the copy, and the claims that are anchored there."""

    paragraph: str
    sentences: str
    claims: list[str]


class Compared(NamedTuple):
    """A copy beside a sentence: the words where each claim is anchored, and where the sentence stands.

    ``left`` are the sentences of the copy that nothing accounts for; None without a copy.
    """

    anchored: Mapping[str, str]
    standing: Standing | None
    left: Sequence[Sentence] | None


def compare(dataset: Dataset, text: str, sentence: str) -> Compared:
    """``sentence`` beside ``text``, a copy of the paper of ``dataset``.

    It stands there where its letters and digits do, capitals or not, within one paragraph. Raises
    FileError where the text is another paper's. Time: that of ``verify``.
    """
    copy = study(dataset, text)
    refuse_another_paper(dataset, copy)
    anchors = {
        claim.id: [passage_anchor(copy, dataset, each) for each in claim.passage]
        for claim in dataset.claims.values()
    }
    anchored = {name: _words(copy, own) for name, own in anchors.items()}
    return Compared(
        {name: words for name, words in anchored.items() if words},
        _place(copy, sentence, anchors),
        unaccounted(dataset, copy),
    )


def _words(copy: Copy, anchors: list[PassageAnchor]) -> str:
    spans = [(each["start"], each["end"]) for each in anchors if each["start"] is not None]
    return " ".join(copy.text[start:end] for start, end in spans)


def _place(copy: Copy, sentence: str, anchors: Mapping[str, list[PassageAnchor]]) -> Standing | None:
    wanted = letters(sentence).casefold()
    if len(wanted) < _LEAST:
        return None
    for label, paragraph in copy.outline.paragraphs.items():
        own = [letters(copy.outline.kept.text[slice(*span)]).casefold() for span in paragraph.sentences]
        at = "".join(own).find(wanted)
        if at < 0:
            continue
        ends = list(accumulate(map(len, own)))
        first = next(number for number, end in enumerate(ends, 1) if at < end)
        last = next(number for number, end in enumerate(ends, 1) if at + len(wanted) <= end)
        spans = paragraph.sentences[first - 1 : last]
        start, end = copy.outline.kept.whole(spans[0][0], spans[-1][1])
        claims = [
            name
            for name, own_anchors in anchors.items()
            if any(
                a["start"] is not None and a["start"] < end and start < (a["end"] or 0) for a in own_anchors
            )
        ]
        return {"paragraph": label, "sentences": span_text((first, last)) or "", "claims": claims}
    return None
