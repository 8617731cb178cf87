"""The smallest cut and the smallest witness of a program: exact, or proven bounds.

Plain bounds first, which meet on chains, ladders and most papers; where they do not, an integer
program (``integer``). Both problems are NP-hard: a smallest hitting set is either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import combinations
from math import comb
from time import monotonic
from typing import NamedTuple

from .horn import Program, bits, components, derivable, leaves_beneath, worlds
from .minimal import Leaves, all_but, cuts, derivation, enough, minimal_cut, minimal_witness

_LARGEST = 10**9
_MASK_BITS = 2 * 10**9
_AT_LEAST_TRIED = 8
_MOST_TRIED = 4096
_ROUNDS = 25
_ROUND_SECONDS = 1.0


class Smallest(NamedTuple):
    """``leaves`` have the property, and no set of fewer than ``least`` leaves has it."""

    least: int
    leaves: Leaves

    @property
    def exact(self) -> bool:
        """Whether ``leaves`` are proven to be as few as can be."""
        return self.least == len(self.leaves)


def single_cuts(program: Program, order: list[list[int]]) -> Leaves:
    """The leaves each of which alone is a cut: they are in every witness, so those of one are asked."""
    asked = sorted(minimal_witness(program, order, derivation(program, all_but(program, ()))))
    every = (1 << len(asked)) - 1
    there = [every] * program.leaves
    for place, leaf in enumerate(asked):
        there[leaf] = every & ~(1 << place)
    held = worlds(program, order, there, every)[program.goal]
    return frozenset(leaf for place, leaf in enumerate(asked) if not held >> place & 1)


def smallest_cut(program: Program, deadline: float) -> Smallest:
    """The fewest leaves without which the goal cannot be derived.

    From below: a cut holds every leaf that is enough alone, and meets each of some disjoint
    witnesses. From above: the cut that always breaks the premise that looks cheapest. Then smallest
    sets that meet all witnesses so far, new witnesses being those they miss (implicit hitting sets);
    and last the whole program as an integer program, with these witnesses to tighten it.
    """
    order = components(program)
    alone = single_cuts(program, order)
    if alone:
        return Smallest(1, frozenset({min(alone)}))
    leaves = minimal_cut(program, order, _plain_cut(program, order), deadline)
    met = [frozenset({leaf}) for leaf in sorted(_enough_alone(program, order))]
    met += _disjoint_witnesses(program, order, frozenset().union(*met), len(leaves) - len(met), deadline)
    found = Smallest(max(len(met), 2), leaves)  # no leaf alone is a cut
    for _ in range(_ROUNDS):
        if found.exact or monotonic() >= deadline:
            return found
        found = _better_cut(program, order, found, met, deadline)
    if not found.exact and monotonic() < deadline:
        from .integer import fewest_cut

        least, better = fewest_cut(program, met, found.least, found.leaves, deadline)
        found = _improved(found, least, better if cuts(program, better) else found.leaves)
    return found


def _better_cut(
    program: Program, order: list[list[int]], found: Smallest, met: list[Leaves], deadline: float
) -> Smallest:
    """``found`` with what a smallest set that meets all of ``met`` shows; missed witnesses are added."""
    from .integer import fewest_meeting

    soon = min(deadline, monotonic() + _ROUND_SECONDS)
    least, meeting = fewest_meeting(program.leaves, met, found.least, found.leaves, soon)
    if cuts(program, meeting):
        return _improved(found, least, meeting)
    met += _disjoint_witnesses(program, order, meeting, len(found.leaves), deadline)
    return _improved(found, least, found.leaves)


def _improved(found: Smallest, least: int, leaves: Leaves) -> Smallest:
    best = min(found.leaves, leaves, key=len)
    return Smallest(min(max(found.least, least), len(best)), best)


def smallest_witness(program: Program, deadline: float) -> Smallest:
    """The fewest leaves that derive the goal.

    From above: the derivation whose leaves, counted at every use, are fewest. From below: the same
    where what premises rest on is disjoint, else the dearest premise (Knuth 1977, both). Then all
    sets of a size, where they are not many; and last an integer program.
    """
    order = components(program)
    alone = _enough_alone(program, order)
    if alone:
        return Smallest(1, frozenset({min(alone)}))
    _, best = _cheapest(program, lambda rule: True)
    found = Smallest(2, minimal_witness(program, order, best))
    if not found.exact:
        found = _improved(found, len(single_cuts(program, order)), found.leaves)
    if not found.exact:
        found = _improved(found, _cheapest(program, _disjoint_rules(program, order))[0], found.leaves)
    while not found.exact and comb(program.leaves, found.least) <= _MOST_TRIED:
        fewest = _witness_of(program, order, found.least)
        found = _improved(found, found.least + (fewest is None), fewest or found.leaves)
    if not found.exact and monotonic() < deadline:
        from .integer import fewest_witness

        least, better = fewest_witness(program, order, found.least, found.leaves, deadline)
        found = _improved(found, least, better if enough(program, better) else found.leaves)
    return found


def _witness_of(program: Program, order: list[list[int]], size: int) -> Leaves | None:
    """Some ``size`` leaves that derive the goal, if any do: all are tried at once."""
    tried = list(combinations(range(program.leaves), size))
    there = [0] * program.leaves
    for world, leaves in enumerate(tried):
        for leaf in leaves:
            there[leaf] |= 1 << world
    held = worlds(program, order, there, (1 << len(tried)) - 1)[program.goal]
    return frozenset(tried[next(bits(held))]) if held else None


def _plain_cut(program: Program, order: list[list[int]]) -> Leaves:
    """A cut: a set of nodes that holds the goal and a premise of every rule for one of its nodes."""
    price = [0] * len(program.offers)
    for circle in order:
        for _ in range(1 if len(circle) == 1 else 2):  # prices in a circle are a guess
            for node in circle:
                rules = (program.rules[rule].premises for rule in program.concluding[node])
                total = len(program.offers[node]) + sum(min(price[p] for p in premises) for premises in rules)
                price[node] = min(total, _LARGEST)
    broken = {program.goal}
    stack = [program.goal]
    while stack:
        for rule in program.concluding[stack.pop()]:
            premises = program.rules[rule].premises
            if broken.isdisjoint(premises):
                cheapest = min(premises, key=lambda premise: (price[premise], premise))
                broken.add(cheapest)
                stack.append(cheapest)
    return frozenset(leaf for node in broken for leaf in program.offers[node])


def _disjoint_witnesses(
    program: Program, order: list[list[int]], avoided: Leaves, most: int, deadline: float
) -> list[Leaves]:
    """Witnesses without a common leaf, nor one of ``avoided``; no more than ``most`` are looked for."""
    used = set(avoided)
    found: list[Leaves] = []
    while len(found) < most:
        there = all_but(program, used)
        if not derivable(program, there, until_goal=True)[program.goal]:
            break
        found.append(minimal_witness(program, order, derivation(program, there)))
        used |= found[-1]
        if len(found) > _AT_LEAST_TRIED and monotonic() >= deadline:
            break
    return found


def _enough_alone(program: Program, order: list[list[int]]) -> Leaves:
    """The leaves that derive the goal by themselves, all asked at once."""
    every = (1 << program.leaves) - 1
    held = worlds(program, order, [1 << leaf for leaf in range(program.leaves)], every)[program.goal]
    return frozenset(leaf for leaf in range(program.leaves) if held >> leaf & 1)


def _cheapest(program: Program, adds: Callable[[int], bool]) -> tuple[int, Leaves]:
    """The least cost of deriving the goal, and the leaves of the derivation that has it.

    A leaf costs one; a rule the sum of its premises where it ``adds``, else the dearest of them.
    """
    cost = [-1] * len(program.offers)
    source = [-1] * len(program.offers)
    missing = [len(rule.premises) for rule in program.rules]
    waiting: list[tuple[int, int, int]] = [
        (1, node, -1) for node, offered in enumerate(program.offers) if offered
    ]
    while waiting and cost[program.goal] < 0:
        price, node, rule = heappop(waiting)
        if cost[node] >= 0:
            continue
        cost[node], source[node] = price, rule
        for number in program.using[node]:
            missing[number] -= 1
            conclusion, premises = program.rules[number]
            if not missing[number] and cost[conclusion] < 0:
                paid = [cost[premise] for premise in premises]
                heappush(waiting, (sum(paid) if adds(number) else max(paid), conclusion, number))
    return cost[program.goal], _leaves_of(program, source)


def _leaves_of(program: Program, source: Sequence[int]) -> Leaves:
    leaves = set()
    met = {program.goal}
    stack = [program.goal]
    while stack:
        node = stack.pop()
        if source[node] < 0:
            leaves.add(program.offers[node][0])
            continue
        new = [premise for premise in program.rules[source[node]].premises if premise not in met]
        met.update(new)
        stack.extend(new)
    return frozenset(leaves)


def _disjoint_rules(program: Program, order: list[list[int]]) -> Callable[[int], bool]:
    """Whether no two premises of a rule can rest on the same leaf; not known where that is too much."""
    if len(program.offers) * program.leaves > _MASK_BITS:
        return lambda rule: False
    beneath = leaves_beneath(program, order)

    def disjoint(rule: int) -> bool:
        together = 0
        for premise in program.rules[rule].premises:
            if together & beneath[premise]:
                return False
            together |= beneath[premise]
        return True

    return disjoint
