"""The order within columns: barycentre sweeps both ways, the round with fewest crossings kept."""

from __future__ import annotations

from bisect import bisect_right, insort

from .plan import ROUNDS, Plan


def order(plan: Plan) -> None:
    """Order the columns so that few lines cross."""
    place = [0.0] * len(plan.column)
    rank = [0.0] * len(plan.column)
    for number, node in enumerate(plan.preorder):
        rank[node] = float(number)
    for chain_key, chain in plan.slots.items():
        for slot in chain:
            rank[slot] = rank[chain_key[0]]
    plan.columns = [[] for _ in range(max(plan.column, default=-1) + 1)]
    for node in range(len(plan.column)):
        plan.columns[plan.column[node]].append(node)
    for nodes in plan.columns:
        nodes.sort(key=rank.__getitem__)
        _number(nodes, place)
    height = dict.fromkeys(plan.tails, 0.0)
    _order_ports(plan, place, height)
    best = [list(nodes) for nodes in plan.columns]
    fewest = _crossings(plan, place, height)
    for _ in range(ROUNDS):
        if fewest == 0:
            break
        for nodes in plan.columns[1:]:
            for node in nodes:
                near = plan.left[node]
                if near:
                    total = 0.0
                    for other, port in near:
                        total += place[other] if port < 0 else height[port]
                    rank[node] = total / len(near)
                else:
                    rank[node] = place[node]
            nodes.sort(key=rank.__getitem__)
            _number(nodes, place)
        for nodes in reversed(plan.columns[:-1]):
            for node in nodes:
                beside = plan.right[node]
                if beside:
                    total = 0.0
                    for other in beside:
                        total += place[other]
                    rank[node] = total / len(beside)
                else:
                    rank[node] = place[node]
            nodes.sort(key=rank.__getitem__)
            _number(nodes, place)
        _order_ports(plan, place, height)
        crossings = _crossings(plan, place, height)
        if crossings < fewest:
            fewest = crossings
            best = [list(nodes) for nodes in plan.columns]
    plan.columns = best
    for nodes in best:
        _number(nodes, place)
    _order_ports(plan, place, height)


def _number(nodes: list[int], place: list[float]) -> None:
    for number, node in enumerate(nodes):
        place[node] = float(number)


def _order_ports(plan: Plan, place: list[float], height: dict[int, float]) -> None:
    """Ports of a box from top to bottom as what comes through them; ``height`` between its neighbours'."""
    middle = {}
    for port, tails in plan.tails.items():
        total = 0.0
        for tail in tails:
            total += place[tail]
        middle[port] = total / len(tails)
    for node, ports in enumerate(plan.ports):
        if ports:
            if len(ports) > 1:
                ports.sort(key=middle.__getitem__)
            share = len(ports) + 1
            for number, port in enumerate(ports):
                height[port] = place[node] + (number + 1) / share - 0.5


def _crossings(plan: Plan, place: list[float], height: dict[int, float]) -> int:
    """How many pairs of lines cross between adjacent columns."""
    crossings = 0
    for nodes in plan.columns[1:]:
        lines = []
        for node in nodes:
            at = place[node]
            for other, port in plan.left[node]:
                lines.append((place[other] if port < 0 else height[port], at))
        lines.sort()
        seen: list[float] = []
        for _, at in lines:
            crossings += len(seen) - bisect_right(seen, at)
            insort(seen, at)
    return crossings
