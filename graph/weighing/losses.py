"""What the loss of works and bare claims does to the status of every claim, all losses together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..evidence_graph.fixpoint import what_lies_below
from ..evidence_graph.graph import EvidenceGraph, Node
from .horn import Program, bits, components, worlds
from .programs import whole

_BLOCK = 4096
"""Losses that are worked out together, as the bits of integers."""


class Argued(NamedTuple):
    """All claims as a program, with its order. Leaves are the works, then the bare claims."""

    claims: list[str]
    works: list[str]
    leaves: list[Node]
    program: Program
    order: list[list[int]]
    bare: list[int]
    """Of every claim, which leaf it is if it is bare, else -1."""


Drops = dict[int, tuple[int, int]]
"""Claims whose status drops, with its place in GRADES before and after."""


def argued(evidence: EvidenceGraph) -> Argued:
    """The whole argument of ``evidence``, to ask about losses. Time: linear."""
    scope = what_lies_below(evidence, evidence.members)
    program, works = whole(evidence, scope)
    leaves = list(works)
    bare = []
    for node in scope.claims:
        bare.append(len(leaves) if node[1] in evidence.bare else -1)
        if node[1] in evidence.bare:
            leaves.append(node)
    names = [str(node[1]) for node in scope.claims]
    return Argued(names, [str(work[1]) for work in works], leaves, program, components(program), bare)


def drops(
    argued: Argued, losses: Sequence[tuple[int, ...]], alone: list[list[int]] | None = None
) -> Iterator[tuple[tuple[int, ...], Drops]]:
    """What each of ``losses``, sets of leaves, does to the claims, a block of them at a time.

    With ``alone``, the levels without each leaf by itself, only what none of the leaves does alone.
    """
    grades = _grades(argued)
    for start in range(0, len(losses), _BLOCK):
        block = losses[start : start + _BLOCK]
        found: list[Drops] = [{} for _ in block]
        every = (1 << len(block)) - 1
        there = worlds_with(argued, block)
        levels = levels_in(argued, there, every)
        for claim, grade in enumerate(grades):
            lowered = 0
            for level in range(1, grade + 1):
                worlds_ = every & ~levels[level][claim]
                if alone is not None and worlds_:
                    for leaf in bits(alone[0][claim] & ~alone[level][claim]):
                        worlds_ &= there[leaf]
                lowered |= worlds_
            for after in range(grade) if lowered else ():
                for world in bits(lowered & levels[after][claim] & ~levels[after + 1][claim]):
                    found[world][claim] = (grade, after)
        yield from zip(block, found, strict=True)


def hanging(argued: Argued, leaves: Sequence[int], claims: Collection[int]) -> list[list[int]]:
    """Of each of ``claims``, by place, those of ``leaves`` whose loss alone lowers its status.

    Time: linear in the arguments times the leaves over the machine's word, and in what is found.
    """
    grades = _grades(argued)
    found: list[list[int]] = [[] for _ in claims]
    for start in range(0, len(leaves), _BLOCK):
        block = leaves[start : start + _BLOCK]
        every = (1 << len(block)) - 1
        levels = levels_in(argued, worlds_with(argued, [(leaf,) for leaf in block]), every)
        for own, claim in zip(found, claims, strict=True):
            own.extend(block[world] for world in bits(every & ~levels[grades[claim]][claim]))
    return found


def hangs(argued: Argued, leaves: Sequence[int]) -> bytearray:
    """Of every claim, whether the loss of one of ``leaves`` alone lowers its status. Time: as above."""
    grades = _grades(argued)
    found = bytearray(len(grades))
    for start in range(0, len(leaves), _BLOCK):
        block = leaves[start : start + _BLOCK]
        every = (1 << len(block)) - 1
        levels = levels_in(argued, worlds_with(argued, [(leaf,) for leaf in block]), every)
        for claim, grade in enumerate(grades):
            if every & ~levels[grade][claim]:
                found[claim] = True
    return found


def worlds_with(argued: Argued, losses: Sequence[tuple[int, ...]]) -> list[int]:
    """Of every leaf, the worlds that have it, one world a loss."""
    there = [(1 << len(losses)) - 1] * len(argued.leaves)
    for world, gone in enumerate(losses):
        for leaf in gone:
            there[leaf] &= ~(1 << world)
    return there


def levels_in(argued: Argued, there: list[int], every: int) -> list[list[int]]:
    """By place in GRADES, the worlds in which each claim has at least that status."""
    given = [there[leaf] if leaf >= 0 else 0 for leaf in argued.bare]
    supported = worlds(argued.program, argued.order, there, every, given)
    reached = _reached(argued, there, supported)
    documented = worlds(argued.program, argued.order, there, every)
    return [[every] * len(supported), supported, reached, documented]


def _reached(argued: Argued, there: list[int], supported: list[int]) -> list[int]:
    """The worlds in which a work reaches each claim, through arguments whose premises are supported."""
    program = argued.program
    found = [0] * len(supported)
    for node, offered in enumerate(program.offers):
        for leaf in offered:
            found[node] |= there[leaf]
    ways: list[list[tuple[int, Sequence[int]]]] = [[] for _ in supported]
    for conclusion, premises in program.rules:
        held = supported[premises[0]]
        for premise in premises[1:]:
            held &= supported[premise]
        ways[conclusion].append((held, premises))
    for circle in argued.order:
        changed = True
        while changed:
            changed = False
            for node in circle:
                more = found[node]
                for held, needed in ways[node]:
                    for premise in needed:
                        more |= held & found[premise]
                changed = changed or (len(circle) > 1 and more != found[node])
                found[node] = more
    return found


def _grades(argued: Argued) -> list[int]:
    """The place in GRADES of every claim's status with nothing lost."""
    _, *levels = levels_in(argued, [1] * len(argued.leaves), 1)
    return [sum(marks) for marks in zip(*levels, strict=True)]
