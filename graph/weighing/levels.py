"""What withdrawals do to all statuses, many at a time: worlds as the bits of integers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..evidence_graph.fixpoint import what_lies_below
from ..evidence_graph.graph import EvidenceGraph, Node
from .horn import Program, bits, components, worlds
from .programs import whole

_BLOCK = 4096

Withdrawal = tuple[Node, ...]
"""Works and claims that are withdrawn together; claims by their representatives."""
Drops = dict[str, tuple[int, int]]
"""Claims whose status drops, with its place in GRADES before and after."""


class Everything(NamedTuple):
    """Claims as a program, what its leaves and nodes are, and its order."""

    claims: list[str]
    program: Program
    order: list[list[int]]
    bare: list[bool]
    leaf: dict[Node, int]
    """Of every work behind a citation, its leaf."""
    node: dict[Node, int]
    """Of every claim, its node."""


class Damage(NamedTuple):
    """How much falls with something: what counts most comes first, so that they compare."""

    theses_lost: int = 0
    theses_weakened: int = 0
    claims_lost: int = 0
    claims_weakened: int = 0


def everything(
    evidence: EvidenceGraph, roots: Iterable[str] | None = None, without: Collection[Node] = ()
) -> Everything:
    """All claims, or those below ``roots``, with what bears on them. Time: linear in it.

    ``without`` is withdrawn throughout; claims in it are named by their representatives.
    """
    scope = what_lies_below(evidence, evidence.members if roots is None else roots, without)
    program, leaves = whole(evidence, scope, without)
    names = [str(node[1]) for node in scope.claims]
    return Everything(
        names,
        program,
        components(program),
        [node[1] in evidence.bare and node not in without for node in scope.claims],
        {work: place for place, work in enumerate(leaves)},
        {node: place for place, node in enumerate(scope.claims)},
    )


def damages(evidence: EvidenceGraph, things: Iterable[Node]) -> dict[Node, Damage]:
    """How much falls when each of ``things``, works and claims, goes alone; itself not counted.

    Counted for all of them together, digit by digit: what falls is nowhere listed. Time: linear in
    the arguments and claims times the things over the machine's word.
    """
    all_ = everything(evidence)
    theses = frozenset(evidence.theses)
    found: dict[Node, Damage] = {}
    singles = [(thing,) for thing in things]
    for start in range(0, len(singles), _BLOCK):
        block = singles[start : start + _BLOCK]
        counted: list[list[int]] = [[], [], [], []]
        for claim, lowered, held in _lowered(all_, block):
            for place, mask in enumerate((lowered & ~held[1][claim], lowered & held[1][claim])):
                _count(counted[2 + place], mask)
                if all_.claims[claim] in theses:
                    _count(counted[place], mask)
        for world, (thing,) in enumerate(block):
            numbers = (sum((plane >> world & 1) << digit for digit, plane in enumerate(c)) for c in counted)
            found[thing] = Damage(*numbers)
    return found


def _count(planes: list[int], mask: int) -> None:
    """Add one in each world of ``mask`` to numbers kept by their binary digits, one plane a digit."""
    digit = 0
    while mask:
        if digit == len(planes):
            planes.append(0)
        planes[digit], mask = planes[digit] ^ mask, planes[digit] & mask
        digit += 1


def damage_of(evidence: EvidenceGraph, drops: Drops) -> Damage:
    """How much ``drops`` are."""
    lost = [name for name, (_, after) in drops.items() if not after]
    theses = drops.keys() & set(evidence.theses)
    gone = len(theses.intersection(lost))
    return Damage(gone, len(theses) - gone, len(lost), len(drops) - len(lost))


def falls(
    all_: Everything,
    withdrawals: Sequence[Withdrawal],
    alone: list[list[int]] | None = None,
    only: str | None = None,
) -> Iterator[tuple[Withdrawal, Drops]]:
    """What each of ``withdrawals`` does, a block of them at a time; those that do nothing included.

    A withdrawn claim is not told among what falls with it, and with ``only`` no claim but that. With
    ``alone``, the levels without each work by itself, only what none of the works does alone.
    """
    for start in range(0, len(withdrawals), _BLOCK):
        block = withdrawals[start : start + _BLOCK]
        drops: list[Drops] = [{} for _ in block]
        grades = _grades(all_)
        for claim, lowered, held in _lowered(all_, block, alone):
            if only is not None and all_.claims[claim] != only:
                continue
            for after in range(grades[claim]):
                for world in bits(lowered & held[after][claim] & ~held[after + 1][claim]):
                    drops[world][all_.claims[claim]] = (grades[claim], after)
        yield from zip(block, drops, strict=True)


def _lowered(
    all_: Everything, block: Sequence[Withdrawal], alone: list[list[int]] | None = None
) -> Iterator[tuple[int, int, list[list[int]]]]:
    """Claims whose status drops, in which worlds (one a withdrawal), and the levels in all worlds."""
    every = (1 << len(block)) - 1
    there, barred = _worlds(all_, block)
    held = levels(all_, there, every, barred)
    for claim, grade in enumerate(_grades(all_)):
        lowered = 0
        for level in range(1, grade + 1):
            worlds_ = every & ~held[level][claim]
            if alone is not None and worlds_:
                for work in bits(alone[0][claim] & ~alone[level][claim]):
                    worlds_ &= there[work]
            lowered |= worlds_
        if barred:
            lowered &= ~barred[claim]
        if lowered:
            yield claim, lowered, held


def sinking(evidence: EvidenceGraph, premises: Sequence[str], without: Collection[Node] = ()) -> list[Node]:
    """The works and bare claims without each of which alone not all of ``premises`` are supported any more.

    In file order; none where they are not all supported anyway. ``premises`` and the claims in
    ``without`` are representatives. Time: linear in what lies below times its leaves over the
    machine's word.
    """
    all_ = everything(evidence, premises, without)
    bare = [node for node, place in all_.node.items() if all_.bare[place]]
    things = sorted([*all_.leaf, *bare], key=evidence.position.__getitem__)
    supported = levels_alone(all_, [(), *((thing,) for thing in things)])[1]
    held = (2 << len(things)) - 1
    for premise in premises:
        held &= supported[all_.node["claim", premise]]
    return [thing for world, thing in enumerate(things, 1) if not held >> world & 1] if held & 1 else []


def levels_alone(all_: Everything, withdrawals: Sequence[Withdrawal]) -> list[list[int]]:
    """The levels of every claim, one world for each of ``withdrawals``."""
    there, barred = _worlds(all_, withdrawals)
    return levels(all_, there, (1 << len(withdrawals)) - 1, barred)


def levels(all_: Everything, there: list[int], every: int, barred: Sequence[int] = ()) -> list[list[int]]:
    """By place in GRADES, the worlds in which each claim has at least that status."""
    given = [every if leaf else 0 for leaf in all_.bare]
    if barred:
        given = [mask & ~no for mask, no in zip(given, barred, strict=True)]
    supported = worlds(all_.program, all_.order, there, every, given, barred)
    reached = _reached(all_, there, supported)
    documented = worlds(all_.program, all_.order, there, every, (), barred)
    return [[every] * len(supported), supported, reached, documented]


def _worlds(all_: Everything, withdrawals: Sequence[Withdrawal]) -> tuple[list[int], list[int]]:
    """Of every work the worlds that have it, one world a withdrawal; of every claim those that bar it."""
    there = [(1 << len(withdrawals)) - 1] * all_.program.leaves
    barred = [0] * len(all_.claims)
    for world, gone in enumerate(withdrawals):
        for thing in gone:
            if thing in all_.leaf:
                there[all_.leaf[thing]] &= ~(1 << world)
            elif thing in all_.node:
                barred[all_.node[thing]] |= 1 << world
    return there, barred if any(barred) else []


def _reached(all_: Everything, there: list[int], supported: list[int]) -> list[int]:
    """The worlds in which a work reaches each claim, through arguments whose premises are supported."""
    program = all_.program
    found = [0] * len(supported)
    for node, offered in enumerate(program.offers):
        for leaf in offered:
            found[node] |= there[leaf] & supported[node]
    ways: list[list[tuple[int, Sequence[int]]]] = [[] for _ in supported]
    for conclusion, premises in program.rules:
        held = supported[premises[0]]
        for premise in premises[1:]:
            held &= supported[premise]
        ways[conclusion].append((held, premises))
    for circle in all_.order:
        changed = True
        while changed:
            changed = False
            for node in circle:
                more = found[node]
                for held, needed in ways[node]:
                    for premise in needed:
                        more |= held & found[premise] & supported[node]
                changed = changed or (len(circle) > 1 and more != found[node])
                found[node] = more
    return found


def _grades(all_: Everything) -> list[int]:
    """The place in GRADES of every claim's status with nothing withdrawn."""
    _, *found = levels(all_, [1] * all_.program.leaves, 1)
    return [sum(marks) for marks in zip(*found, strict=True)]
