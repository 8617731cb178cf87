"""What the paper says that comes near a sentence, and how it stands. Whether it says so is not decided."""

from __future__ import annotations

from typing_extensions import TypedDict

from ..anchoring.covering import Sentence
from ..anchoring.quoting import Compared, Standing, compare
from ..evidence_graph.graph import EvidenceGraph
from ..naming.nearness import nearest, nearest_texts
from .supports import ClaimAnswer, NoteAnswer, WorkAnswer, supports


class NearRow(TypedDict):
    """A claim near the sentence; ``nearness`` is from 0 to 1, and falls down the list."""

    claim: str
    nearness: float


class UnclaimedRow(TypedDict):
    """A sentence of the copy that nothing accounts for, and that comes near; its words are not told."""

    paragraph: str
    sentence: int
    nearness: float


class Said(TypedDict):
    """The answer of ``said``: the claims that come nearest, with who holds each, its notes, its opponents.

    ``nearest`` is empty where nothing is near: the paper does not say this, if its text was
    ``compared``, the sentence does not stand in it, and no sentence is ``left`` (how many nothing
    accounts for; null: not compared). Those of them that come near are ``unclaimed``. ``notes`` are
    those that the claims cite themselves, ``works`` those behind them.
    """

    sentence: str
    compared: bool
    stands: Standing | None
    left: int | None
    unclaimed: list[UnclaimedRow]
    nearest: list[NearRow]
    claims: dict[str, ClaimAnswer]
    notes: dict[str, NoteAnswer]
    works: dict[str, WorkAnswer]


def said(evidence: EvidenceGraph, sentence: str, text: str | None = None) -> Said:
    """The claims that come near ``sentence`` by their words, the nearest first (``naming.nearness``).

    That two sentences share their words does not make them say the same: one may deny the other.
    So this gives no verdict but one: where nothing is near, the paper does not say this. With
    ``text``, a copy of the paper, the words count in which a claim is anchored there, and a sentence
    that stands in it is found, claimed or not; where no claim is near, sentences are compared that
    nothing accounts for yet. Without it only the claims are.

    Raises UsageError for a sentence without words, FileError where ``text`` is another paper's. Time:
    that of a search, of ``verify``, and of a trace for each claim found. Source: docs/agents.md.
    """
    beside = Compared({}, None, None) if text is None else compare(evidence.dataset, text, sentence)
    stands = beside.standing
    answer: Said = {
        "sentence": sentence,
        "compared": text is not None,
        "stands": stands,
        "left": None if beside.left is None else len(beside.left),
        "unclaimed": [],
        "nearest": [],
        "claims": {},
        "notes": {},
        "works": {},
    }
    there = [(claim, 1.0) for claim in (stands["claims"] if stands else ())]
    for claim, nearness in [*there, *nearest(evidence.dataset, sentence, also=beside.anchored)]:
        name = evidence.representative(claim)
        if name in answer["claims"]:
            continue
        answer["nearest"].append({"claim": name, "nearness": nearness})
        trace = supports(evidence, name)
        own = answer["claims"][name] = trace["claims"][name]
        notes = {str(number): trace["notes"][str(number)] for number in own["endnotes"]}
        answer["notes"] |= notes
        answer["works"] |= {
            work: trace["works"][work]
            for note in notes.values()
            for work in note["works"]
            if work in trace["works"]
        }
    if beside.left and not answer["nearest"] and not stands:
        near = nearest_texts([each["text"] for each in beside.left], sentence)
        answer["unclaimed"] = [_unclaimed(beside.left[place], nearness) for place, nearness in near]
    return answer


def _unclaimed(sentence: Sentence, nearness: float) -> UnclaimedRow:
    return {"paragraph": sentence["paragraph"], "sentence": sentence["sentence"], "nearness": nearness}
