"""Horn programs over leaves: what can be derived from which works and bare claims.

Support is monotone in what is there, so each question about it is one about a propositional
definite Horn program: a node holds if one of the leaves it is offered is there, or a rule for it
has all its premises. The *least* model counts, so circles derive nothing. Witnesses are its minimal
sets of leaves that derive the goal, cuts the minimal sets whose absence leaves it underivable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Rule(NamedTuple):
    """``conclusion`` holds if all ``premises`` do."""

    conclusion: int
    premises: tuple[int, ...]


class Program(NamedTuple):
    """A definite Horn program; nodes, leaves and rules are numbered by their place."""

    goal: int
    leaves: int
    """The number of leaves."""
    offers: list[list[int]]
    """Of every node, the leaves any one of which is enough for it."""
    rules: list[Rule]
    concluding: list[list[int]]
    """Of every node, the rules that conclude it."""
    using: list[list[int]]
    """Of every node, the rules of which it is a premise."""
    sizes: list[int]
    """Of every rule, the number of its premises."""
    offered: list[list[int]]
    """Of every leaf, the nodes it is offered to."""


def program(goal: int, leaves: int, offers: list[list[int]], rules: Iterable[Rule]) -> Program:
    """The program of ``rules``, indexed."""
    kept = list(rules)
    concluding: list[list[int]] = [[] for _ in offers]
    using: list[list[int]] = [[] for _ in offers]
    for number, rule in enumerate(kept):
        concluding[rule.conclusion].append(number)
        for premise in rule.premises:
            using[premise].append(number)
    offered: list[list[int]] = [[] for _ in range(leaves)]
    for node, offer in enumerate(offers):
        for leaf in offer:
            offered[leaf].append(node)
    sizes = [len(premises) for _, premises in kept]
    return Program(goal, leaves, offers, kept, concluding, using, sizes, offered)


def derivable(
    program: Program, there: Sequence[int], facts: Iterable[int] = (), *, until_goal: bool = False
) -> bytearray:
    """Which nodes hold when the leaves marked in ``there``, and ``facts``, are given. Linear.

    With ``until_goal`` it may stop once the goal does.
    """
    holds = bytearray(len(program.offers))
    stack = []
    for node in facts:
        holds[node] = True
        stack.append(node)
    for leaf, nodes in enumerate(program.offered):
        if there[leaf]:
            for node in nodes:
                if not holds[node]:
                    holds[node] = True
                    stack.append(node)
    missing = program.sizes.copy()
    rules, using, goal = program.rules, program.using, program.goal
    while stack:
        for number in using[stack.pop()]:
            missing[number] -= 1
            if not missing[number]:
                conclusion = rules[number][0]
                if not holds[conclusion]:
                    holds[conclusion] = True
                    stack.append(conclusion)
        if until_goal and holds[goal]:
            break
    return holds


def relevant(program: Program, holds: Sequence[int]) -> bytearray:
    """Which nodes the goal can rest on, through rules whose premises all hold."""
    met = bytearray(len(program.offers))
    stack = []
    if holds[program.goal]:
        met[program.goal] = True
        stack.append(program.goal)
    while stack:
        for number in program.concluding[stack.pop()]:
            premises = program.rules[number].premises
            if all(holds[premise] for premise in premises):
                for premise in premises:
                    if not met[premise]:
                        met[premise] = True
                        stack.append(premise)
    return met


def trimmed(program_: Program, facts: Iterable[int] = ()) -> Program | None:
    """The same program without what cannot matter to the goal; ``None`` if it does not depend on leaves.

    Facts, what follows from them, and rules that never fire or rest on their own conclusion are
    worked in. Leaves keep their numbers.
    """
    holds = derivable(program_, b"\1" * program_.leaves, facts)
    given = derivable(program_, b"\0" * program_.leaves, facts)
    if not holds[program_.goal] or given[program_.goal]:
        return None
    met = relevant(program_, holds)
    kept = [node for node in range(len(met)) if met[node] and not given[node]]
    number = {node: place for place, node in enumerate(kept)}
    rules: dict[Rule, None] = {}
    for rule in program_.rules:
        if rule.conclusion not in number or rule.conclusion in rule.premises:
            continue
        if all(holds[premise] for premise in rule.premises):
            premises = tuple(sorted({number[p] for p in rule.premises if not given[p]}))
            rules[Rule(number[rule.conclusion], premises)] = None
    offers = [program_.offers[node] for node in kept]
    return program(number[program_.goal], program_.leaves, offers, rules)


def components(program: Program) -> list[list[int]]:
    """Nodes grouped into circles of rules, what they rest on first (Tarjan 1972, without recursion)."""
    found: list[list[int]] = []
    index = [-1] * len(program.offers)
    low = [0] * len(program.offers)
    stack: list[int] = []
    on_stack = bytearray(len(program.offers))
    count = 0
    for root in range(len(program.offers)):
        if index[root] >= 0:
            continue
        index[root] = low[root] = count
        count += 1
        stack.append(root)
        on_stack[root] = True
        walk = [(root, _rests_on(program, root))]
        while walk:
            node, premises = walk[-1]
            if premises:
                premise = premises.pop()
                if index[premise] < 0:
                    index[premise] = low[premise] = count
                    count += 1
                    stack.append(premise)
                    on_stack[premise] = True
                    walk.append((premise, _rests_on(program, premise)))
                elif on_stack[premise]:
                    low[node] = min(low[node], index[premise])
                continue
            walk.pop()
            if walk:
                low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
            if low[node] == index[node]:
                at = len(stack) - 1
                while stack[at] != node:
                    at -= 1
                found.append(stack[at:])
                del stack[at:]
                for member in found[-1]:
                    on_stack[member] = False
    return found


def _rests_on(program: Program, node: int) -> list[int]:
    return [premise for rule in program.concluding[node] for premise in program.rules[rule].premises]


def worlds(
    program: Program,
    order: list[list[int]],
    there: Sequence[int],
    every: int,
    given: Sequence[int] = (),
    barred: Sequence[int] = (),
) -> list[int]:
    """Of every node, the worlds in which it holds, as the bits of an integer.

    ``there[leaf]`` has a bit for each world with that leaf, ``every`` a bit for each world. Where
    passed, ``given[node]`` has bits of worlds in which the node is given, and ``barred[node]`` bits
    of worlds in which it cannot hold, whatever supports it. All worlds are worked out together: one
    pass over the program in ``order`` (its ``components``), and a few over each circle.
    """
    held = list(given) if given else [0] * len(program.offers)
    for node, offered in enumerate(program.offers):
        for leaf in offered:
            held[node] |= there[leaf]
        if barred:
            held[node] &= ~barred[node]
    for circle in order:
        if len(circle) == 1:
            more = _derived(program, circle[0], held, every)
            held[circle[0]] |= more & ~barred[circle[0]] if barred else more
        else:
            _settle(program, circle, held, every, barred)
    return held


def _settle(program: Program, circle: list[int], held: list[int], every: int, barred: Sequence[int]) -> None:
    within = set(circle)
    waiting = dict.fromkeys(circle)
    while waiting:
        node = next(iter(waiting))
        del waiting[node]
        more = _derived(program, node, held, every)
        more = held[node] | (more & ~barred[node] if barred else more)
        if more != held[node]:
            held[node] = more
            for rule in program.using[node]:
                conclusion = program.rules[rule].conclusion
                if conclusion in within:
                    waiting[conclusion] = None


def _derived(program: Program, node: int, held: list[int], every: int) -> int:
    found = 0
    for number in program.concluding[node]:
        worlds = every
        for premise in program.rules[number].premises:
            worlds &= held[premise]
        found |= worlds
    return found


def leaves_beneath(program: Program, order: Sequence[Sequence[int]]) -> list[int]:
    """Of every node, the leaves that bear on it through any rule, as bits; ``order``: of ``components``."""
    beneath = [0] * len(program.offers)
    for circle in order:
        mask = 0
        for node in circle:
            for leaf in program.offers[node]:
                mask |= 1 << leaf
            for rule in program.concluding[node]:
                for premise in program.rules[rule].premises:
                    mask |= beneath[premise]
        for node in circle:
            beneath[node] = mask
    return beneath


def bits(mask: int) -> Iterator[int]:
    """The places of the bits of ``mask``, lowest first. Time: linear in its length."""
    if mask.bit_length() <= 64:
        yield from _bits(mask, 0)
        return
    for number, byte in enumerate(mask.to_bytes(-(-mask.bit_length() // 8), "little")):
        if byte:
            yield from _bits(byte, 8 * number)


def _bits(mask: int, first: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield first + lowest.bit_length() - 1
        mask ^= lowest
