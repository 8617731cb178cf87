"""What a status leans on: its status without each class of evidence (design section 4, contract)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ..model.terms import CLASSES, Status, is_lower
from .classes import Lean
from .fixpoint import Below, fallen_notes, status_of, what_lies_below, withdrawn
from .graph import EvidenceGraph, Node

_NEVER = 1 << 30
"""More premises than an argument can have: one that misses so many never supports."""


class Leaning(NamedTuple):
    """Of claims, by representative: the status as written, and the classes that it leans on."""

    as_written: Mapping[str, Status]
    leans_on: Mapping[str, list[Lean]]


def leaning(evidence: EvidenceGraph, *, below: str | None = None, without: Collection[Node] = ()) -> Leaning:
    """What the status of every claim leans on, or of ``below`` and the claims in its trace.

    Without a class is as though its arguments and citations had never been written down: what is
    bare is decided after. As written is without our reconstructions. With ``without`` all statuses
    are those once that is withdrawn. Raises UnknownName. Time: a status pass for each class that
    has members. Source: docs/semantics.md#what-a-status-leans-on.
    """
    gone = withdrawn(evidence, without)
    roots = evidence.members if below is None else (evidence.representative(below),)
    scope = what_lies_below(evidence, roots, gone)
    now = status_of(evidence, scope, gone)
    names = [str(claim[1]) for claim in scope.claims]
    leans: dict[str, list[Lean]] = {name: [] for name in names}
    written = now
    for place, each in enumerate(CLASSES):
        after = _without(evidence, scope, 1 << place, gone)
        if after is None:
            continue
        if place == 0:
            written = after
        for name, status, then in zip(names, now, after, strict=True):
            if status != then and is_lower(then, than=status):
                leans[name].append({"on": each, "without": then})
    return Leaning(dict(zip(names, written, strict=True)), leans)


def _without(evidence: EvidenceGraph, scope: Below, bit: int, gone: Collection[Node]) -> list[Status] | None:
    """The statuses of the claims of ``scope`` without the class of ``bit``; ``None``: it has no members."""
    kinds = evidence.argument_classes
    dropped = [place for place, node in enumerate(scope.arguments) if kinds.get(str(node[1]), 0) & bit]
    if not dropped and not any(cite.classes & bit for cite in evidence.cites):
        return None
    size = scope.size.copy()
    for argument in dropped:
        size[argument] = _NEVER
    fallen = fallen_notes(evidence, gone)
    kept = {cite.claim for cite in evidence.cites if not cite.classes & bit}
    stands = {
        cite.claim for cite in evidence.cites if not cite.classes & bit and ("note", cite.note) not in fallen
    }
    argued = {
        root
        for name, root in evidence.conclusion_of.items()
        if root not in evidence.attributed and not kinds.get(name, 0) & bit
    }
    standing = [place for place, node in enumerate(scope.claims) if node[1] in stands and node not in gone]
    bare = {str(node[1]) for node in scope.claims if node[1] not in kept and node[1] not in argued}
    return status_of(evidence, scope._replace(size=size, standing=standing), gone, bare)
