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
    shares = _shares(evidence, scope, gone)
    leans: dict[str, list[Lean]] = {name: [] for name in names}
    written = now
    for place, each in enumerate(CLASSES):
        bit = 1 << place
        if not shares.any & bit:
            continue
        after = _without(evidence, scope, shares, bit, gone)
        if place == 0:
            written = after
        for name, status, then in zip(names, now, after, strict=True):
            if status != then and is_lower(then, than=status):
                leans[name].append({"on": each, "without": then})
    return Leaning(dict(zip(names, written, strict=True)), leans)


class _Shares(NamedTuple):
    """Of every claim of a scope, the classes as bits that all it has are in; all bits where it has none."""

    any: int
    """The classes that anything in the scope is in."""
    cites: list[int]
    standing: list[int]
    arguments: list[int]
    """None of an attributed claim's."""


def _shares(evidence: EvidenceGraph, scope: Below, gone: Collection[Node]) -> _Shares:
    kinds, attributed = evidence.argument_classes, evidence.attributed
    fallen = fallen_notes(evidence, gone)
    found = _Shares(0, [], [], [])
    every = 0
    for node in scope.claims:
        cites = standing = arguments = -1
        for note, classes in evidence.cites_of.get(str(node[1]), ()):
            every |= classes
            cites &= classes
            if node not in gone and ("note", note) not in fallen:
                standing &= classes
        for kind, name in evidence.support.predecessors(node):
            if kind == "argument":
                classes = kinds.get(str(name), 0)
                every |= classes
                if node[1] not in attributed:
                    arguments &= classes
        found.cites.append(cites)
        found.standing.append(standing)
        found.arguments.append(arguments)
    return found._replace(any=every)


def _without(
    evidence: EvidenceGraph, scope: Below, shares: _Shares, bit: int, gone: Collection[Node]
) -> list[Status]:
    """The statuses of the claims of ``scope`` without the class of ``bit``."""
    kinds = evidence.argument_classes
    size = [
        _NEVER if kinds.get(str(node[1]), 0) & bit else number
        for node, number in zip(scope.arguments, scope.size, strict=True)
    ]
    standing = [place for place, share in enumerate(shares.standing) if not share & bit]
    bare = {
        str(node[1])
        for node, cites, arguments in zip(scope.claims, shares.cites, shares.arguments, strict=True)
        if cites & bit and arguments & bit
    }
    return status_of(evidence, scope._replace(size=size, standing=standing), gone, bare)
