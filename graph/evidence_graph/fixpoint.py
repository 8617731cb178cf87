"""The passes that give every claim its status (design section 4, *Support*)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..model.terms import Status
    from .graph import EvidenceGraph, Node


class Below(NamedTuple):
    """What lies below some claims, once what is withdrawn is taken away.

    Claims and arguments are numbered by their place in ``claims`` and ``arguments``, so that the
    passes over them touch plain lists. Nothing lies below a withdrawn claim.
    """

    claims: list[Node]
    """The claims asked about, then all that bear on them, in the order in which they were met."""
    arguments: list[Node]
    conclusion: list[int]
    """Of every argument."""
    size: list[int]
    """Of every argument, the number of its premises."""
    users: list[list[int]]
    """Of every claim, the arguments that use it and can support: those to an author's claim."""
    standing: list[int]
    """Claims with an evidential citation that stands."""


def what_lies_below(evidence: EvidenceGraph, roots: Iterable[str], without: Collection[Node] = ()) -> Below:
    """What lies below the representatives ``roots``, in time linear in its size.

    Claims in ``without`` are named by their representatives.
    """
    predecessors = evidence.support.predecessors
    attributed = evidence.attributed
    gone = frozenset(without)
    fallen = fallen_notes(evidence, gone)
    claims: list[Node] = [("claim", root) for root in roots]
    place = {claim: number for number, claim in enumerate(claims)}
    found = Below(claims, [], [], [], [[] for _ in claims], [])
    _, arguments, conclusion, size, users, standing = found
    for number, claim in enumerate(claims):  # which grows on the way
        if claim in gone:
            continue
        stands = False
        counts = claim[1] not in attributed
        for reason in predecessors(claim):
            if reason[0] == "note":
                stands = stands or reason not in fallen
            elif reason not in gone:
                argument, before = len(arguments), 0
                for premise in predecessors(reason):
                    at = place.get(premise)
                    if at is None:
                        at = place[premise] = len(claims)
                        claims.append(premise)
                        users.append([])
                    if counts:
                        users[at].append(argument)
                    before += 1
                arguments.append(reason)
                conclusion.append(number)
                size.append(before)
        if stands:
            standing.append(number)
    return found


def fallen_notes(evidence: EvidenceGraph, gone: Collection[Node]) -> set[Node]:
    """Notes that no longer show anything: withdrawn themselves, or left without a work."""
    fallen = {node for node in gone if node[0] == "note"}
    for work in gone:
        if work[0] == "work" and work in evidence.support:
            for note in evidence.support.successors(work):
                if all(other in gone for other in evidence.support.predecessors(note)):
                    fallen.add(note)
    return fallen


def status_of(
    evidence: EvidenceGraph,
    scope: Below,
    without: Collection[Node] = (),
    bare: Collection[str] | None = None,
) -> list[Status]:
    """The status of every claim of ``scope``, which was found with the same ``without``.

    ``bare`` are the claims that stand on bare word, if other than the evidence graph's.

    The least fixpoint from standing citations alone gives what is documented; carried on from the
    bare claims, what is supported; reachability through arguments that hold, what is partly
    documented. They share one count of unsupported premises, so that each edge is touched once a
    pass. Source: docs/semantics.md#support.
    """
    missing = scope.size.copy()
    documented = bytearray(len(scope.claims))
    _close(scope.standing, documented, scope, missing)
    bare = evidence.bare if bare is None else bare
    seeds = [
        number
        for number, claim in enumerate(scope.claims)
        if claim[1] in bare and not documented[number] and claim not in without
    ]
    supported = documented.copy()
    _close(seeds, supported, scope, missing)
    reached = _reached(documented, scope, missing)
    labels: tuple[Status, ...] = ("unsupported", "asserted", "partly documented", "documented")
    return [labels[sum(grade)] for grade in zip(supported, reached, documented, strict=True)]


def _close(seeds: Iterable[int], supported: bytearray, scope: Below, missing: list[int]) -> None:
    """Mark ``seeds`` and what follows from them; ``missing`` counts each argument's open premises."""
    users, conclusion = scope.users, scope.conclusion
    stack = list(seeds)
    for claim in stack:
        supported[claim] = True
    while stack:
        for argument in users[stack.pop()]:
            missing[argument] -= 1
            if not missing[argument]:
                claim = conclusion[argument]
                if not supported[claim]:
                    supported[claim] = True
                    stack.append(claim)


def _reached(documented: bytearray, scope: Below, missing: list[int]) -> bytearray:
    """Claims that a work reaches: forward from ``documented`` through arguments that lack nothing."""
    users, conclusion = scope.users, scope.conclusion
    reached = documented.copy()
    stack = [number for number, mark in enumerate(documented) if mark]
    while stack:
        for argument in users[stack.pop()]:
            if not missing[argument] and not reached[conclusion[argument]]:
                reached[conclusion[argument]] = True
                stack.append(conclusion[argument])
    return reached


def withdrawn(evidence: EvidenceGraph, without: Iterable[Node]) -> frozenset[Node]:
    """``without`` with every claim named by its representative. Raises UnknownName for a claim."""
    return frozenset(
        ("claim", evidence.representative(str(name))) if kind == "claim" else (kind, name)
        for kind, name in without
    )


def statuses(
    evidence: EvidenceGraph, *, below: str | None = None, without: Collection[Node] = ()
) -> dict[str, Status]:
    """The status of every claim, or of ``below`` and the claims in its trace, by representative.

    ``without``: works, notes, claims and arguments that are withdrawn; what is bare is decided
    before. Raises UnknownName. Time: linear in what lies below. Source: docs/semantics.md#support.
    """
    gone = withdrawn(evidence, without)
    roots = evidence.members if below is None else (evidence.representative(below),)
    scope = what_lies_below(evidence, roots, gone)
    found = zip(scope.claims, status_of(evidence, scope, gone), strict=True)
    return {str(claim[1]): status for claim, status in found}


def evidence_below(
    evidence: EvidenceGraph, scope: Below, gone: Set[Node] = frozenset()
) -> tuple[list[int], list[str]]:
    """Notes of the evidential citations that stand in the trace, and the works behind these."""
    predecessors = evidence.support.predecessors
    fallen = fallen_notes(evidence, gone)
    notes = {
        reason
        for number in scope.standing
        for reason in predecessors(scope.claims[number])
        if reason[0] == "note" and reason not in fallen
    }
    works = {work for note in notes for work in predecessors(note) if work not in gone}
    numbers = sorted(int(note[1]) for note in notes)
    return numbers, [str(work[1]) for work in sorted(works, key=evidence.position.__getitem__)]
