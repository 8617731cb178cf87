"""What limits a claim without defeating it: concessions, qualifications, contrasts."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import TypedDict

from ..evidence_graph.graph import EvidenceGraph

LimitRow = TypedDict("LimitRow", {"from": str, "argument": str | None, "kind": str, "signal": str | None})
"""A claim that limits the claim asked about, or ``argument``, one of its arguments."""


class Limited(TypedDict):
    """What the claim asked about limits: the claim ``to``, or an ``argument``."""

    to: str | None
    argument: str | None
    kind: str
    signal: str | None


def limits_on(evidence: EvidenceGraph) -> Mapping[str, list[LimitRow]]:
    """What limits every claim or an argument of it, by representative, in file order."""
    found: dict[str, list[LimitRow]] = {}
    for claim, (kind, name), how, signal in evidence.limits:
        argument = str(name) if kind == "argument" else None
        target = evidence.conclusion_of[argument] if argument else str(name)
        row: LimitRow = {"from": claim, "argument": argument, "kind": how, "signal": signal}
        found.setdefault(target, []).append(row)
    return found


def limits_of(evidence: EvidenceGraph, claim: str) -> list[Limited]:
    """What ``claim``, a representative, limits, in file order."""
    return [
        {
            "to": str(name) if kind == "claim" else None,
            "argument": str(name) if kind == "argument" else None,
            "kind": how,
            "signal": signal,
        }
        for limiting, (kind, name), how, signal in evidence.limits
        if limiting == claim
    ]
