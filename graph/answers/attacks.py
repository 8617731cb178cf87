"""What stands against a claim, and what it stands against."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from ..evidence_graph.graph import EvidenceGraph, Node
from ..model.terms import Label
from .limits import Limited, LimitRow, limits_of, limits_on

Kind: TypeAlias = Literal["rebut", "undercut"]

Attacker = TypedDict("Attacker", {"from": str, "type": Kind, "argument": str | None})
"""A claim that rebuts the claim asked about, or undercuts ``argument``, one of its arguments."""


class Target(TypedDict):
    """A claim that is rebutted, or an argument that is undercut; ``conclusion`` is that argument's."""

    to: str | None
    type: Kind
    argument: str | None
    conclusion: str


class Attacks(TypedDict):
    """The answer of ``attacks`` (design section 6)."""

    claim: str
    attacked_by: list[Attacker]
    attacks: list[Target]
    acceptability: Label
    limited_by: list[LimitRow]
    limits: list[Limited]


def attacks(evidence: EvidenceGraph, claim: str) -> Attacks:
    """Claims that rebut ``claim`` or undercut an argument of it, and what ``claim`` attacks itself.

    Restatements are pooled. Raises UnknownName. Time: linear in the attacks on both sides; the
    label is that of ``acceptability``. Source: docs/semantics.md#attacks.
    """
    from .acceptability import label_of

    name = evidence.representative(claim)
    position = evidence.position
    against = evidence.attack.predecessors
    attacked_by: list[Attacker] = [
        {"from": str(node[1]), "type": "rebut", "argument": None}
        for node in sorted(against(("claim", name)), key=position.__getitem__)
    ]
    for argument in evidence.arguments(name):
        attacked_by.extend(
            {"from": str(node[1]), "type": "undercut", "argument": argument}
            for node in sorted(against(("argument", argument)), key=position.__getitem__)
        )
    targets = sorted(evidence.attack.successors(("claim", name)), key=position.__getitem__)
    return {
        "claim": name,
        "attacked_by": attacked_by,
        "attacks": [_target(evidence, target) for target in targets],
        "acceptability": label_of(evidence, name),
        "limited_by": limits_on(evidence).get(name, []),
        "limits": limits_of(evidence, name),
    }


def _target(evidence: EvidenceGraph, node: Node) -> Target:
    name = str(node[1])
    if node[0] == "claim":
        return {"to": name, "type": "rebut", "argument": None, "conclusion": name}
    return {"to": None, "type": "undercut", "argument": name, "conclusion": evidence.conclusion_of[name]}
