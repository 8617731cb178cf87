"""How firm claims are, in the words and places of the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from ...answers.firmness import Firmness, firmness
from ...answers.fragility import hanging
from ...evidence_graph.classes import Lean
from ...evidence_graph.fixpoint import what_lies_below
from ...evidence_graph.graph import EvidenceGraph
from ...evidence_graph.leaning import leaning
from .picture import Picture

MOST_THESES = 24
"""Theses of which it is told what they hang on: the search for it is hard in general."""
MOST_BELOW = 200
"""Claims below a thesis for which that is searched in earnest; with more, it is told if plain bounds meet."""
MOST_IN_ALL = 6_000
"""Claims below the theses of which it is told, counted for each."""


class Standings(NamedTuple):
    """How every claim of an argument stands: how firm it is, what that leans on, which are bare."""

    firm: Firmness
    leans_on: Mapping[str, Sequence[Lean]]
    bare: Collection[str]


def standings(evidence: EvidenceGraph) -> Standings:
    """How every claim stands. Time: near-linear, and in the works over the machine's word."""
    return Standings(firmness(evidence), leaning(evidence).leans_on, evidence.bare)


def standing(claim: str, firm: Firmness) -> str:
    """The status of a claim with its caveat, as every view of the page words it.

    A claim without a source is asserted anyway, so that is not said twice.
    """
    also = firm.caveats[claim]
    if also == "no source":
        return also
    return f"{firm.status[claim]}, {also}" if also else firm.status[claim]


def hangs_on(drawn: Picture, claim: str) -> dict[str, Any]:
    """The least that brings ``claim`` down and the least that is enough for it, by places.

    Where the search for them was cut short the best that plain bounds find, with what is proven (``lo``,
    ``few``): how far a search comes in some time would depend on the machine.
    """
    few = _beneath(drawn, claim) <= MOST_BELOW
    found = hanging(drawn.evidence, claim) if few else hanging(drawn.evidence, claim, time_limit=0)
    if few and not found["exact"]:
        found = hanging(drawn.evidence, claim, time_limit=0)
    work = {name: place for place, name in enumerate(drawn.works)}
    witness = found["smallest_witness"]
    proven = {"lo": found["resilience_bounds"], "few": found["witness_bounds"]}
    return {
        "res": found["resilience"],
        "cut": [work[name] for name in found["smallest_withdrawal"] if name in work],
        "wit": witness
        and [
            [work[name] for name in witness["works"] if name in work],
            [drawn.place[name] for name in witness["assertions"] if name in drawn.place],
        ],
    } | {
        key: bounds["least"] for key, bounds in proven.items() if bounds and bounds["least"] < bounds["most"]
    }


def hangs_of(drawn: Picture) -> dict[int, dict[str, Any]]:
    """What the first theses hang on, by place; of how many that is asked depends on the data alone."""
    found: dict[int, dict[str, Any]] = {}
    effort = MOST_IN_ALL
    for place in range(min(drawn.theses, MOST_THESES)):
        effort -= _beneath(drawn, drawn.claims[place])
        if effort < 0:
            break
        found[place] = hangs_on(drawn, drawn.claims[place])
    return found


def _beneath(drawn: Picture, claim: str) -> int:
    """How many claims are below a claim, itself counted."""
    return len(what_lies_below(drawn.evidence, (claim,)).claims)
