"""Witnesses: the minimal sets of works and bare claims that are enough to support a claim."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from math import inf
from time import monotonic
from typing import NamedTuple

from ..evidence_graph.graph import EvidenceGraph, Node
from .horn import Program, bits, components, derivable, relevant
from .minimal import derivation, enough, minimal_witness
from .programs import Support, support
from .provenance import all_witnesses
from .sets import Witness

_EFFORT = 3 * 10**6


class Witnesses(NamedTuple):
    """Witnesses by size, then in file order; ``truncated`` where there may be more."""

    witnesses: list[Witness]
    truncated: bool


def witnesses(
    evidence: EvidenceGraph,
    claim: str,
    *,
    limit: int = 1000,
    without: Collection[Node] = (),
    time_limit: float = inf,
) -> Witnesses:
    """The witnesses of ``claim``, at most ``limit`` of them; none if it is unsupported.

    Where they are not very many (no claim below has more than ``4 * limit``, and all together no
    more than ten times that), all are worked out and the smallest shown. Else they are the first
    that a search meets, each minimal all the same. ``without`` names claims by representatives.

    To find one takes time linear in what lies below times the number of its leaves over the
    machine's word. To find all can take exponentially long even where there are few (it is as hard
    as listing hitting sets), so that the search ends, and the list counts as truncated, after a
    number of steps that is the smaller the more lies below: seconds in all, and the same each time,
    or after ``time_limit`` seconds. Raises UnknownName.
    Source: docs/semantics.md#witnesses; why-provenance after Buneman, Khanna & Tan 2001.
    """
    deadline = monotonic() + time_limit
    found = support(evidence, evidence.representative(claim), "supported", without)
    if found is None:
        return Witnesses([], False)
    every = all_witnesses(found.program, components(found.program), 4 * limit)
    if every is not None:
        kept = sorted((mask.bit_count(), list(bits(mask))) for mask in every)
        return Witnesses([witness(found, leaves) for _, leaves in kept[:limit]], len(kept) > limit)
    sets = list(islice(enumerated(found.program, _steps(found.program), deadline), limit + 1))
    truncated = len(sets) > limit or None in sets
    kept = sorted((len(leaves), sorted(leaves)) for leaves in sets[:limit] if leaves is not None)
    return Witnesses([witness(found, leaves) for _, leaves in kept], truncated)


def witness(found: Support, leaves: Collection[int]) -> Witness:
    """``leaves`` as works and assertions."""
    named = found.named(leaves)
    return {
        "works": [str(name) for kind, name in named if kind == "work"],
        "assertions": [str(name) for kind, name in named if kind == "claim"],
    }


def _steps(program: Program) -> int:
    return max(100, _EFFORT // (len(program.offers) + len(program.rules) + program.leaves))


def enumerated(program: Program, steps: int, deadline: float = inf) -> Iterator[frozenset[int] | None]:
    """Each minimal set of leaves that derives the goal, once; ``None`` last if there were too many steps.

    Every node of the search holds the sets that contain ``within`` and avoid ``out``. It finds one
    of those that avoid ``out``, and splits the rest by the first of its leaves that they lack. Where
    a leaf of ``within`` has become useless, or ``within`` is enough by itself, there is no more.
    """
    order = components(program)
    seen: set[frozenset[int]] = set()
    walk = [_split(program, order, frozenset(), frozenset())]
    while walk:
        if seen and monotonic() > deadline:
            yield None
            return
        step = next(walk[-1], None)
        if step is None:
            walk.pop()
            continue
        found, within, out = step
        if found is not None and found not in seen:
            seen.add(found)
            yield found
        if within is not None and out is not None:
            steps -= 1
            if steps < 0:
                yield None
                return
            walk.append(_split(program, order, within, out))


_Step = tuple[frozenset[int] | None, frozenset[int] | None, frozenset[int] | None]


def _split(
    program: Program, order: list[list[int]], within: frozenset[int], out: frozenset[int]
) -> Iterator[_Step]:
    """The set found at a node of the search, then its branches."""
    there = bytearray(b"\1") * program.leaves
    for leaf in out:
        there[leaf] = False
    holds = derivable(program, there)
    met = relevant(program, holds)
    useful = {leaf for node, mark in enumerate(met) if mark for leaf in program.offers[node]}
    if not holds[program.goal] or not within <= useful:
        return
    found = minimal_witness(program, order, derivation(program, there, within))
    yield found, None, None
    if enough(program, within):
        if within != found and within == minimal_witness(program, order, within):
            yield within, None, None
        return
    taken = within
    for leaf in sorted(found - within):
        yield None, taken, out | {leaf}
        taken |= {leaf}
