"""How firm claims are, as the page tells it: what a box is marked with, what a thesis hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...answers.acceptability import acceptability
from ...answers.fragility import fragility
from ...evidence_graph.fixpoint import statuses
from ...evidence_graph.graph import EvidenceGraph
from ...model.terms import Status
from ...weighing.theses import works_reaching
from .picture import Picture

MOST_PASSES = 400_000
"""Claims times works up to which every work is struck out once, to see which claims hang on it."""
MOST_THESES = 24
_ORDER: tuple[Status, ...] = ("documented", "partly documented", "asserted", "unsupported")


@dataclass(frozen=True)
class Firmness:
    """Of every claim, by representative: status, label, number of works, whether one of them decides."""

    status: Mapping[str, Status]
    labels: Mapping[str, str]
    """Only of claims that are out or undecided once attacks are counted."""
    works: Mapping[str, int]
    fragile: frozenset[str]


def firmness(drawn: Picture) -> Firmness:
    """How firm every claim of the whole argument ``drawn`` is.

    Time: near-linear, and a status pass for each work where that is affordable.
    """
    evidence = drawn.evidence
    status = statuses(evidence)
    labelled = acceptability(evidence)
    labels = dict.fromkeys(labelled["out"], "out") | dict.fromkeys(labelled["undecided"], "undecided")
    counts = {name: len(works) for name, works in works_reaching(evidence).items()}
    return Firmness(status, labels, counts, _fragile(evidence, status))


def _fragile(evidence: EvidenceGraph, status: Mapping[str, Status]) -> frozenset[str]:
    """Claims whose status a single work's loss lowers."""
    works = evidence.dataset.works
    if len(works) * len(status) > MOST_PASSES:
        return frozenset()
    found: set[str] = set()
    for work in works:
        after = statuses(evidence, without=(("work", work),))
        found.update(n for n in status if _ORDER.index(after[n]) > _ORDER.index(status[n]))
    return frozenset(found)


def caveat(evidence: EvidenceGraph, claim: str, firm: Firmness) -> str:
    """What a reader should know beside the status of a claim, in a word or two; empty if nothing."""
    status = firm.status[claim]
    if status == "unsupported":
        return ""
    if claim in firm.labels:
        return "undecided" if firm.labels[claim] == "undecided" else "contested"
    if claim in evidence.bare:
        return "no source"
    if firm.works[claim] == 1 and status != "asserted":
        return "one source"
    return "fragile" if claim in firm.fragile else ""


def standing(evidence: EvidenceGraph, claim: str, firm: Firmness) -> str:
    """The status of a claim with its caveat, as every view of the page words it.

    A claim without a source is asserted anyway, so that is not said twice.
    """
    also = caveat(evidence, claim, firm)
    if also == "no source":
        return also
    return f"{firm.status[claim]}, {also}" if also else firm.status[claim]


def hangs_on(drawn: Picture, claim: str) -> dict[str, Any] | None:
    """The least that brings ``claim`` down and the least that is enough for it, by places.

    Nothing where the search for them was cut short: then the answer would depend on the machine.
    """
    found = fragility(drawn.evidence, claim)
    if not found["exact"]:
        return None
    work = {name: place for place, name in enumerate(drawn.works)}
    witness = found["smallest_witness"]
    return {
        "res": found["resilience"],
        "cut": [work[name] for name in found["smallest_withdrawal"] if name in work],
        "wit": witness
        and [
            [work[name] for name in witness["works"] if name in work],
            [drawn.place[name] for name in witness["assertions"] if name in drawn.place],
        ],
    }
