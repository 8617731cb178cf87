"""Every work by what its withdrawal alone would do, and the pairs that hurt more together."""

from __future__ import annotations

from itertools import combinations

from typing_extensions import TypedDict

from ..evidence_graph.graph import EvidenceGraph
from ..model.terms import GRADES
from ..weighing.levels import Drops, Withdrawal, everything, falls, levels_alone
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
    works = [(node,) for node in evidence.position if node[0] == "work"]
    return _sorted([_ranked(evidence, gone, drops) for gone, drops in falls(everything(evidence), works)])


def pairs(evidence: EvidenceGraph) -> list[Ranked]:
    """The pairs of works whose joint withdrawal does more than both alone, and what more; worst first.

    What more: claims whose status falls below what either withdrawal alone leaves. Time: as
    ``ranking``, for every pair.
    """
    all_ = everything(evidence)
    alone = levels_alone(all_, [(work,) for work in all_.leaf])
    together = list(combinations(all_.leaf, 2))
    return _sorted([_ranked(evidence, gone, drops) for gone, drops in falls(all_, together, alone) if drops])


def _ranked(evidence: EvidenceGraph, gone: Withdrawal, drops: Drops) -> Ranked:
    changes = sorted(
        (evidence.position["claim", name], name, before, after) for name, (before, after) in drops.items()
    )
    theses = {name for _, name, _, _ in changes}.intersection(evidence.theses)
    lost = [name for _, name, _, after in changes if not after]
    return {
        "works": [str(work) for _, work in gone],
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
