"""All witnesses at once, where they are few: a Horn program evaluated over sets of sets of leaves.

Each node has its minimal sets of leaves; a rule joins one set of each premise, a node keeps the
minimal ones of all its rules. These are the values of the semiring PosBool (Green, Karvounarakis &
Tannen 2007); in a circle the values are iterated until they stand, as absorption makes them do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .horn import Program

Masks = list[int]
"""Sets of leaves, as the bits of integers; none holds another."""


class _TooManyError(Exception):
    pass


def all_witnesses(program: Program, order: list[list[int]], most: int) -> Masks | None:
    """Every minimal set that derives the goal; ``None`` once some node has more than ``most``.

    Also ``None`` once all nodes together have more than ten times that many, beyond one each.
    Time: quadratic in the sets of a node, of which those of equal size need no comparison.
    """
    found: list[Masks] = [[] for _ in program.offers]
    left = 10 * most
    beneath = [0] * len(program.offers)
    try:
        for circle in order:
            for node in circle:
                for leaf in program.offers[node]:
                    beneath[node] |= 1 << leaf
            together = 0
            for node in circle:
                together |= beneath[node]
                for rule in program.concluding[node]:
                    for premise in program.rules[rule].premises:
                        together |= beneath[premise]
            for node in circle:
                beneath[node] = together
            _iterate(program, circle, found, beneath, most)
            left -= sum(len(found[node]) - 1 for node in circle)
            if left < 0:
                raise _TooManyError
    except _TooManyError:
        return None
    return found[program.goal]


def _iterate(program: Program, circle: list[int], found: list[Masks], beneath: list[int], most: int) -> None:
    if len(circle) == 1:
        found[circle[0]] = _of_node(program, circle[0], found, beneath, most)
        return
    waiting = dict.fromkeys(circle)
    within = set(circle)
    while waiting:
        node = next(iter(waiting))
        del waiting[node]
        sets = _of_node(program, node, found, beneath, most)
        if set(sets) != set(found[node]):
            found[node] = sets
            for rule in program.using[node]:
                if program.rules[rule].conclusion in within:
                    waiting[program.rules[rule].conclusion] = None


def _of_node(program: Program, node: int, found: list[Masks], beneath: list[int], most: int) -> Masks:
    """The minimal ones of the sets that the offers and rules of ``node`` give."""
    met, overlap = 0, False
    sets = [1 << leaf for leaf in program.offers[node]]
    for leaf in program.offers[node]:
        met |= 1 << leaf
    for rule in program.concluding[node]:
        reach = 0
        joined = [0]
        for premise in program.rules[rule].premises:
            if len(joined) * len(found[premise]) > 4 * most:
                raise _TooManyError
            more = [one | other for one in joined for other in found[premise]]
            # Sets over disjoint leaves are minimal together if they are apart.
            joined = minimal_sets(more) if reach & beneath[premise] else more
            reach |= beneath[premise]
        overlap = overlap or bool(met & reach)
        met |= reach
        sets.extend(joined)
        if len(sets) > 4 * most:
            raise _TooManyError
    kept = minimal_sets(sets) if overlap else sets
    if len(kept) > most:
        raise _TooManyError
    return kept


def minimal_sets(sets: Iterable[int]) -> Masks:
    """Those of ``sets`` that hold no other.

    Smaller ones can only be held by larger. Those kept are grouped by their two highest leaves, so
    that a set is compared with those alone whose two highest leaves it has.
    """
    by_size: dict[int, set[int]] = {}
    for each in sets:
        by_size.setdefault(each.bit_count(), set()).add(each)
    kept: Masks = []
    groups: dict[int, Masks] = {}
    for size in sorted(by_size):
        new = [each for each in by_size[size] if not _holds_one(each, size, groups)]
        for each in new:
            highest = 1 << each.bit_length() >> 1
            second = 1 << (each ^ highest).bit_length() >> 1
            groups.setdefault(highest | second, []).append(each)
        kept.extend(new)
    return kept


def _holds_one(each: int, size: int, groups: dict[int, Masks]) -> bool:
    if size * size > len(groups):
        candidates = [sets for group, sets in groups.items() if group & each == group]
    else:
        candidates = [groups[group] for group in _pairs(each) if group in groups]
    for sets in candidates:
        for smaller in sets:
            if smaller & each == smaller:
                return True
    return False


def _pairs(mask: int) -> Iterator[int]:
    """Every set of one or two leaves in ``mask``."""
    met: list[int] = []
    while mask:
        leaf = mask & -mask
        mask ^= leaf
        yield leaf
        for other in met:
            yield leaf | other
        met.append(leaf)
