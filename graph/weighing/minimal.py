"""Minimal sets of leaves: witnesses that derive the goal of a program, and cuts that stop it.

Both are minimal sets with a monotone property, found the same way: what cannot be spared is
recognised for all leaves at once, and of the rest as much as is needed is found by halving
(QuickXplain, Junker 2004).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from time import monotonic

from .horn import Program, derivable, worlds

Leaves = frozenset[int]


def marks(program: Program, leaves: Collection[int]) -> bytearray:
    """``leaves`` as marks over all leaves."""
    there = bytearray(program.leaves)
    for leaf in leaves:
        there[leaf] = True
    return there


def all_but(program: Program, leaves: Collection[int]) -> bytearray:
    """Marks of all leaves but ``leaves``."""
    there = bytearray(b"\1") * program.leaves
    for leaf in leaves:
        there[leaf] = False
    return there


def enough(program: Program, leaves: Collection[int]) -> bool:
    """Whether ``leaves`` derive the goal."""
    return bool(derivable(program, marks(program, leaves), until_goal=True)[program.goal])


def cuts(program: Program, leaves: Collection[int]) -> bool:
    """Whether the goal cannot be derived without ``leaves``."""
    return not derivable(program, all_but(program, leaves), until_goal=True)[program.goal]


def derivation(program: Program, there: Sequence[int], preferred: Collection[int] = ()) -> frozenset[int]:
    """Leaves of one derivation of the goal from ``there``, from ``preferred`` ones where they are enough.

    The derivation found is one of few steps, each node derived once. Time: linear.
    """
    unmet = len(program.rules) + 1
    source = [-1] * len(program.offers)  # a rule, or unmet + leaf
    missing = [len(rule.premises) for rule in program.rules]
    for wanted in (True, False):
        wave = []
        for node, offered in enumerate(program.offers):
            if source[node] < 0:
                for leaf in offered:
                    if there[leaf] and (not wanted or leaf in preferred):
                        source[node] = unmet + leaf
                        wave.append(node)
                        break
        while wave:
            onward = []
            for node in wave:
                for number in program.using[node]:
                    missing[number] -= 1
                    conclusion = program.rules[number].conclusion
                    if not missing[number] and source[conclusion] < 0:
                        source[conclusion] = number
                        onward.append(conclusion)
            wave = onward
        if source[program.goal] >= 0:
            break
    leaves = set()
    met = {program.goal}
    stack = [program.goal]
    while stack:
        reason = source[stack.pop()]
        if reason >= unmet:
            leaves.add(reason - unmet)
        else:
            new = [p for p in program.rules[reason].premises if p not in met]
            met.update(new)
            stack.extend(new)
    return frozenset(leaves)


def minimal_witness(program: Program, order: list[list[int]], leaves: Leaves) -> Leaves:
    """A minimal part of ``leaves``, which derive the goal, that does so too."""

    def spared(asked: list[int], every: int) -> int:
        there = [0] * program.leaves
        for place, leaf in enumerate(asked):
            there[leaf] = every & ~(1 << place)
        return worlds(program, order, there, every)[program.goal]

    return _minimal(leaves, spared, lambda part: enough(program, part))


def minimal_cut(
    program: Program, order: list[list[int]], leaves: Leaves, deadline: float = float("inf")
) -> Leaves:
    """A minimal part of ``leaves``, without which the goal cannot be derived, that is a cut too.

    Past the ``deadline`` a cut that need not be minimal.
    """

    def spared(asked: list[int], every: int) -> int:
        there = [every] * program.leaves
        for place, leaf in enumerate(asked):
            there[leaf] = 1 << place
        return every & ~worlds(program, order, there, every)[program.goal]

    return _minimal(leaves, spared, lambda part: cuts(program, part), deadline)


def _minimal(
    leaves: Leaves,
    spared: Callable[[list[int], int], int],
    suffices: Callable[[Collection[int]], bool],
    deadline: float = float("inf"),
) -> Leaves:
    """``spared(leaves, every)`` has a bit for each leaf without which the others suffice."""
    asked = sorted(leaves)
    spare = spared(asked, (1 << len(asked)) - 1)
    kept = frozenset(leaf for place, leaf in enumerate(asked) if not spare >> place & 1)
    if not spare or suffices(kept):
        return kept
    return kept | _needed(kept, sorted(leaves - kept), suffices, deadline)


def _needed(
    given: Leaves, leaves: list[int], suffices: Callable[[Collection[int]], bool], deadline: float
) -> Leaves:
    """A minimal part of ``leaves`` that suffices with ``given``, which does not by itself."""
    if len(leaves) == 1 or monotonic() > deadline:
        return frozenset(leaves)
    half = len(leaves) // 2
    first, second = leaves[:half], leaves[half:]
    if suffices(given.union(first)):
        return _needed(given, first, suffices, deadline)
    of_second = _needed(given.union(first), second, suffices, deadline)
    if suffices(given | of_second):
        return of_second
    return of_second | _needed(given | of_second, first, suffices, deadline)
