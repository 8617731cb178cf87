"""Every work by what its withdrawal alone would do, and the pairs that hurt more together."""

from __future__ import annotations

from itertools import combinations
from typing import TypedDict

from ..evidence_graph.graph import EvidenceGraph
from ..model.terms import GRADES
from ..weighing.losses import Argued, Drops, argued, drops, levels_in, worlds_with
from .withdraw import Weakened


class Ranked(TypedDict):
    """What the withdrawal of ``works``, one or two, does; of two, what neither does alone."""

    works: list[str]
    theses_lost: int
    theses_weakened: int
    lost: list[str]
    weakened: list[Weakened]


def ranking(evidence: EvidenceGraph) -> list[Ranked]:
    """Every work by what its withdrawal alone would do, the worst first; those nobody rests on too.

    Theses lost count most, then theses weakened, claims lost, claims weakened; then file order.
    All withdrawals are worked out together, as the bits of integers. Time: linear in the arguments
    times the works over the machine's word, and in what is listed.
    """
    everything = argued(evidence)
    singles = [(leaf,) for leaf in range(len(everything.works))]
    found = [_ranked(evidence, everything, s, d) for s, d in drops(everything, singles)]
    known = set(everything.works)
    idle = [str(name) for kind, name in evidence.position if kind == "work" and name not in known]
    found += [
        {"works": [work], "theses_lost": 0, "theses_weakened": 0, "lost": [], "weakened": []} for work in idle
    ]
    found.sort(key=lambda each: evidence.position["work", each["works"][0]])
    return _sorted(found)


def pairs(evidence: EvidenceGraph) -> list[Ranked]:
    """The pairs of works whose joint withdrawal does more than both alone, and what more; worst first.

    What more: claims whose status falls below what either withdrawal alone leaves. Time: as
    ``ranking``, for every pair.
    """
    everything = argued(evidence)
    number = len(everything.works)
    together = list(combinations(range(number), 2))
    singles = worlds_with(everything, [(work,) for work in range(number)])
    alone = levels_in(everything, singles, (1 << number) - 1)
    found = [_ranked(evidence, everything, gone, d) for gone, d in drops(everything, together, alone) if d]
    return _sorted(found)


def _ranked(evidence: EvidenceGraph, everything: Argued, gone: tuple[int, ...], hit: Drops) -> Ranked:
    changes = sorted(
        (evidence.position["claim", everything.claims[claim]], everything.claims[claim], before, after)
        for claim, (before, after) in hit.items()
    )
    theses = {name for _, name, _, _ in changes}.intersection(evidence.theses)
    lost = [name for _, name, _, after in changes if not after]
    return {
        "works": [everything.works[leaf] for leaf in gone],
        "theses_lost": len(theses.intersection(lost)),
        "theses_weakened": len(theses.difference(lost)),
        "lost": lost,
        "weakened": [
            {"claim": name, "before": GRADES[before], "after": GRADES[after]}
            for _, name, before, after in changes
            if after
        ],
    }


def _sorted(found: list[Ranked]) -> list[Ranked]:
    """The worst first; the sort is stable, and works come in file order."""
    return sorted(
        found,
        key=lambda each: (
            -each["theses_lost"],
            -each["theses_weakened"],
            -len(each["lost"]),
            -len(each["weakened"]),
        ),
    )
