"""Every work by what its withdrawal alone would do, and the pairs that hurt more together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple, TypedDict

from ..evidence_graph.fixpoint import what_lies_below
from ..evidence_graph.graph import EvidenceGraph
from ..model.terms import GRADES
from ..weighing.horn import Program, bits, components, worlds
from ..weighing.programs import whole
from .withdraw import Weakened

_BLOCK = 4096


class Ranked(TypedDict):
    """What the withdrawal of ``works``, one or two, does; of two, what neither does alone."""

    works: list[str]
    theses_lost: int
    theses_weakened: int
    lost: list[str]
    weakened: list[Weakened]


class _Everything(NamedTuple):
    """All claims as a program, and its order."""

    claims: list[str]
    works: list[str]
    program: Program
    order: list[list[int]]
    bare: list[bool]


def ranking(evidence: EvidenceGraph) -> list[Ranked]:
    """Every work by what its withdrawal alone would do, the worst first; those nobody rests on too.

    Theses lost count most, then theses weakened, claims lost, claims weakened; then file order.
    All withdrawals are worked out together, as the bits of integers. Time: linear in the arguments
    times the works over the machine's word, and in what is listed.
    """
    everything = _everything(evidence)
    singles = [(leaf,) for leaf in range(len(everything.works))]
    found = [_ranked(evidence, everything, s, d) for s, d in _damage(everything, singles)]
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
    everything = _everything(evidence)
    number = len(everything.works)
    together = list(combinations(range(number), 2))
    alone = _levels(everything, _there(everything, [(work,) for work in range(number)]), (1 << number) - 1)
    found = [_ranked(evidence, everything, gone, d) for gone, d in _damage(everything, together, alone) if d]
    return _sorted(found)


def _everything(evidence: EvidenceGraph) -> _Everything:
    scope = what_lies_below(evidence, evidence.members)
    program, leaves = whole(evidence, scope)
    names = [str(node[1]) for node in scope.claims]
    return _Everything(
        names,
        [str(work[1]) for work in leaves],
        program,
        components(program),
        [name in evidence.bare for name in names],
    )


_Drops = dict[int, tuple[int, int]]
"""Claims whose status drops, with its place in GRADES before and after."""


def _damage(
    everything: _Everything, withdrawals: Sequence[tuple[int, ...]], alone: list[list[int]] | None = None
) -> Iterator[tuple[tuple[int, ...], _Drops]]:
    """What each of ``withdrawals`` does, a block of them at a time; those that do nothing included.

    With ``alone``, the levels without each work by itself, only what none of the works does alone.
    """
    grades = _grades(everything)
    for start in range(0, len(withdrawals), _BLOCK):
        block = withdrawals[start : start + _BLOCK]
        drops: list[_Drops] = [{} for _ in block]
        every = (1 << len(block)) - 1
        there = _there(everything, block)
        levels = _levels(everything, there, every)
        for claim, grade in enumerate(grades):
            lowered = 0
            for level in range(1, grade + 1):
                worlds_ = every & ~levels[level][claim]
                if alone is not None and worlds_:
                    for work in bits(alone[0][claim] & ~alone[level][claim]):
                        worlds_ &= there[work]
                lowered |= worlds_
            for after in range(grade) if lowered else ():
                for world in bits(lowered & levels[after][claim] & ~levels[after + 1][claim]):
                    drops[world][claim] = (grade, after)
        yield from zip(block, drops, strict=True)


def _there(everything: _Everything, withdrawals: Sequence[tuple[int, ...]]) -> list[int]:
    """Of every work, the worlds that have it, one world a withdrawal."""
    there = [(1 << len(withdrawals)) - 1] * len(everything.works)
    for world, gone in enumerate(withdrawals):
        for work in gone:
            there[work] &= ~(1 << world)
    return there


def _levels(everything: _Everything, there: list[int], every: int) -> list[list[int]]:
    """By place in GRADES, the worlds in which each claim has at least that status."""
    given = [every if leaf else 0 for leaf in everything.bare]
    supported = worlds(everything.program, everything.order, there, every, given)
    reached = _reached(everything, there, supported)
    documented = worlds(everything.program, everything.order, there, every)
    return [[every] * len(supported), supported, reached, documented]


def _reached(everything: _Everything, there: list[int], supported: list[int]) -> list[int]:
    """The worlds in which a work reaches each claim, through arguments whose premises are supported."""
    program = everything.program
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
    for circle in everything.order:
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


def _grades(everything: _Everything) -> list[int]:
    """The place in GRADES of every claim's status with nothing withdrawn."""
    _, *levels = _levels(everything, [1] * len(everything.works), 1)
    return [sum(marks) for marks in zip(*levels, strict=True)]


def _ranked(evidence: EvidenceGraph, everything: _Everything, gone: tuple[int, ...], drops: _Drops) -> Ranked:
    changes = sorted(
        (evidence.position["claim", everything.claims[claim]], everything.claims[claim], before, after)
        for claim, (before, after) in drops.items()
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
