"""The order within columns: barycentre sweeps, neighbours exchanged, and the best order kept.

After Sugiyama, Tagawa & Toda 1981 and Gansner, Koutsofios, North & Vo 1993; then what is best is
shaken at one place and settled anew as long as the effort lasts (iterated local search), which
small drawings, those that are read line by line, take all of.
"""

from __future__ import annotations

from bisect import bisect_right, insort

from .plan import EFFORT, ROUNDS, SHAKES, Plan

_SEED, _FACTOR, _MODULUS = 1, 16807, 2147483647  # Park & Miller 1988: exact in JavaScript's numbers too


class Order:
    """An order while it is sought: the place of every node in its column, the height of every port."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.place = [0.0] * len(plan.column)
        self.height = dict.fromkeys(plan.tails, 0.0)
        self.rank = [0.0] * len(plan.column)
        self.dice = _SEED

    def roll(self, sides: int) -> int:
        """A number below ``sides``, the same ones in every drawing."""
        self.dice = self.dice * _FACTOR % _MODULUS
        return self.dice % sides


def order(plan: Plan) -> None:
    """Order the columns so that few lines cross. Time: ``EFFORT`` lines looked at, at most, or one round."""
    now = Order(plan)
    _begin(now)
    lines = sum(map(len, plan.left)) + len(plan.column)
    if plan.plain:
        return
    best, fewest = _copy(plan), _crossings(now)
    effort = EFFORT
    for number in range(ROUNDS):
        if fewest == 0 or (number and effort < lines):
            break
        _rightward(now, 1)
        _leftward(now, len(plan.columns) - 2)
        effort -= 4 * lines
        if effort >= lines:
            effort -= lines * _exchange(now, effort // lines)
        found = _crossings(now)
        if found < fewest:
            best, fewest = _copy(plan), found
    vain = 0
    while fewest and vain < SHAKES and effort >= 8 * lines:
        _restore(now, best)
        _shake(now)
        effort -= 4 * lines
        effort -= lines * _exchange(now, effort // lines)
        found = _crossings(now)
        vain = 0 if found < fewest else vain + 1
        if found <= fewest:
            best, fewest = _copy(plan), found
    _restore(now, best)


def _begin(now: Order) -> None:
    """The order in which a walk from conclusions to premises meets the boxes."""
    plan, rank = now.plan, now.rank
    for number, node in enumerate(plan.preorder):
        rank[node] = float(number)
    for chain_key, chain in plan.slots.items():
        for slot in chain:
            rank[slot] = rank[chain_key[0]]
    plan.columns = [[] for _ in range(max(plan.column, default=-1) + 1)]
    for node in range(len(plan.column)):
        plan.columns[plan.column[node]].append(node)
    for nodes in plan.columns:
        _sort(now, nodes)
    for nodes in plan.columns:
        _order_ports(now, nodes)


Kept = tuple[list[list[int]], list[list[int]]]


def _copy(plan: Plan) -> Kept:
    return [list(nodes) for nodes in plan.columns], [list(ports) for ports in plan.ports]


def _restore(now: Order, kept: Kept) -> None:
    now.plan.columns = [list(nodes) for nodes in kept[0]]
    now.plan.ports = [list(ports) for ports in kept[1]]
    for nodes in now.plan.columns:
        _number(now, nodes)
    for nodes in now.plan.columns:
        _set_heights(now, nodes)


def _number(now: Order, nodes: list[int]) -> None:
    for number, node in enumerate(nodes):
        now.place[node] = float(number)


def _sort(now: Order, nodes: list[int]) -> None:
    nodes.sort(key=now.rank.__getitem__)
    _number(now, nodes)


def _rightward(now: Order, first: int) -> None:
    """From column ``first`` on, every node at the mean of what is left of it."""
    place, height, rank = now.place, now.height, now.rank
    for column in range(first, len(now.plan.columns)):
        nodes = now.plan.columns[column]
        for node in nodes:
            near = now.plan.left[node]
            total = 0.0
            for other, port in near:
                total += place[other] if port < 0 else height[port]
            rank[node] = total / len(near) if near else place[node]
        _sort(now, nodes)
        _set_heights(now, nodes)


def _leftward(now: Order, first: int) -> None:
    """From column ``first`` back, every node at the mean of what is right of it, ports likewise."""
    place, rank = now.place, now.rank
    for column in range(first, -1, -1):
        nodes = now.plan.columns[column]
        for node in nodes:
            beside = now.plan.right[node]
            total = 0.0
            for other in beside:
                total += place[other]
            rank[node] = total / len(beside) if beside else place[node]
        _sort(now, nodes)
        _order_ports(now, nodes)


def _shake(now: Order) -> None:
    """Turn a stretch of one column around, and let the columns beside it follow."""
    wide = [number for number, nodes in enumerate(now.plan.columns) if len(nodes) > 1]
    if not wide:
        return
    column = wide[now.roll(len(wide))]
    nodes = now.plan.columns[column]
    one, other = now.roll(len(nodes)), now.roll(len(nodes))
    start, end = min(one, other), max(one, other) + 1
    nodes[start:end] = nodes[start:end][::-1]
    _number(now, nodes)
    _set_heights(now, nodes)
    _leftward(now, column - 1)
    _order_ports(now, nodes)
    _rightward(now, column + 1)
    for each in now.plan.columns:
        _order_ports(now, each)


def _order_ports(now: Order, nodes: list[int]) -> None:
    """Ports of a box from top to bottom as what comes through them; those of one rail side by side."""
    for node in nodes:
        ports = now.plan.ports[node]
        if len(ports) > 1:
            middle = {}
            for port in ports:
                tails = now.plan.tails[port]
                total = 0.0
                for tail in tails:
                    total += now.place[tail]
                middle[port] = total / len(tails)
            rails: dict[int, list[int]] = {}
            for port in ports:
                rails.setdefault(now.plan.rail.get(port, -1 - port), []).append(port)
            at: dict[int, tuple[float, int, float]] = {}
            for number, own in enumerate(rails.values()):
                total = 0.0
                for port in own:
                    total += middle[port]
                for port in own:
                    at[port] = (total / len(own), number, middle[port])
            ports.sort(key=at.__getitem__)
    _set_heights(now, nodes)


def _set_heights(now: Order, nodes: list[int]) -> None:
    for node in nodes:
        ports = now.plan.ports[node]
        share = len(ports) + 1
        for number, port in enumerate(ports):
            now.height[port] = now.place[node] + (number + 1) / share - 0.5


def _exchange(now: Order, most: int) -> int:
    """Exchange neighbours while fewer lines cross for it; how many rounds it took, at most ``most``."""
    rounds = 0
    better = True
    while better and rounds + 2 <= most:
        rounds += 2
        better = False
        for nodes in now.plan.columns:
            better = _exchanged(now, nodes) or better
            _order_ports(now, nodes)
    return rounds


def _exchanged(now: Order, nodes: list[int]) -> bool:
    """Whether an exchange of neighbours in this column was worth while."""
    place, height = now.place, now.height
    left = [
        sorted([place[other] if port < 0 else height[port] for other, port in now.plan.left[node]])
        for node in nodes
    ]
    right = [sorted([place[other] for other in now.plan.right[node]]) for node in nodes]
    better = False
    for upper in range(len(nodes) - 1):
        lower = upper + 1
        gain = _gain(left[upper], left[lower]) + _gain(right[upper], right[lower])
        if gain > 0:
            nodes[upper], nodes[lower] = nodes[lower], nodes[upper]
            left[upper], left[lower] = left[lower], left[upper]
            right[upper], right[lower] = right[lower], right[upper]
            better = True
    if better:
        _number(now, nodes)
        _set_heights(now, nodes)
    return better


def _gain(upper: list[float], lower: list[float]) -> int:
    """How many fewer pairs of lines cross if two neighbours with lines to these places are exchanged."""
    if not upper or not lower:
        return 0
    gain = less = same = 0
    for at in lower:
        while less < len(upper) and upper[less] < at:
            less += 1
        same = max(same, less)
        while same < len(upper) and upper[same] <= at:
            same += 1
        gain += (len(upper) - same) - less
    return gain


def _crossings(now: Order) -> int:
    """How many pairs of lines cross between adjacent columns."""
    crossings = 0
    place, height = now.place, now.height
    for nodes in now.plan.columns[1:]:
        lines = []
        for node in nodes:
            at = place[node]
            for other, port in now.plan.left[node]:
                lines.append((place[other] if port < 0 else height[port], at))
        lines.sort()
        seen: list[float] = []
        for _, at in lines:
            crossings += len(seen) - bisect_right(seen, at)
            insort(seen, at)
    return crossings
