"""How firm claims are beyond their status: what a reader should know beside it, in a word or two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from typing_extensions import TypedDict

from ..evidence_graph.fixpoint import statuses
from ..evidence_graph.graph import EvidenceGraph
from ..model.terms import Caveat, Label, Status
from ..weighing.levels import everything, falls
from ..weighing.theses import reach, works_reaching
from .acceptability import acceptability, label_of
from .fragility import load_bearing


class Firm(TypedDict):
    """How firm one claim is.

    ``label``: in, out or undecided once attacks are counted; ``works_reaching`` it; ``fragile``:
    the loss of one work alone lowers its status.
    """

    status: Status
    label: Label
    works_reaching: list[str]
    fragile: bool
    caveat: Caveat | None


@dataclass(frozen=True)
class Firmness:
    """Of every claim, by representative: status, label, how many works reach it, whether one decides."""

    status: Mapping[str, Status]
    labels: Mapping[str, Label]
    works: Mapping[str, int]
    fragile: frozenset[str]
    caveats: Mapping[str, Caveat | None]


def firmness(evidence: EvidenceGraph) -> Firmness:
    """How firm every claim is.

    Time: near-linear, and in the number of works over the machine's word.
    """
    status = statuses(evidence)
    labelled = acceptability(evidence)
    labels: dict[str, Label] = dict.fromkeys(labelled["in"], "in")
    labels |= dict.fromkeys(labelled["out"], "out")
    labels |= dict.fromkeys(labelled["undecided"], "undecided")
    works = reach(evidence).counts()
    singles = [(node,) for node in evidence.position if node[0] == "work"]
    fragile = frozenset[str]().union(*(drops for _, drops in falls(everything(evidence), singles)))
    caveats = {
        name: _caveat(
            status[name], labels[name], works[name], bare=name in evidence.bare, fragile=name in fragile
        )
        for name in status
    }
    return Firmness(status, labels, works, fragile, caveats)


def firm(evidence: EvidenceGraph, claim: str) -> Firm:
    """How firm ``claim`` is. Raises UnknownName. Time: near-linear in what bears on it."""
    name = evidence.representative(claim)
    status = statuses(evidence, below=name)[name]
    label = label_of(evidence, name)
    works = works_reaching(evidence, (name,))[name]
    fragile = bool(load_bearing(evidence, name))
    caveat = _caveat(status, label, len(works), bare=name in evidence.bare, fragile=fragile)
    return {"status": status, "label": label, "works_reaching": works, "fragile": fragile, "caveat": caveat}


def _caveat(status: Status, label: Label, works: int, *, bare: bool, fragile: bool) -> Caveat | None:
    if status == "unsupported":
        return None
    if label != "in":
        return "undecided" if label == "undecided" else "contested"
    if bare:
        return "no source"
    if works == 1 and status != "asserted":
        return "one source"
    return "fragile" if fragile else None
