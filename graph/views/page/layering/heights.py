"""Heights: every node near its neighbours' mean; then the drawing in its final coordinates."""

from __future__ import annotations

from .plan import GAP, GUTTER, PASS, PITCH, PORT, ROUNDS, Drawing, Plan, Point, ends, port_of


def place(plan: Plan) -> None:
    """Heights: every node near the mean of its neighbours, boxes of a column apart."""
    count = len(plan.boxes)
    plan.slot_height = [PASS] * len(plan.column)
    for node in range(count):
        plan.slot_height[node] = max(plan.boxes[node].height, PITCH * len(plan.ports[node]))
    plan.y = [0.0] * len(plan.column)
    for nodes in plan.columns:
        offset = _offsets(plan, nodes)
        shift = offset[-1] / 2
        for number, node in enumerate(nodes):
            plan.y[node] = offset[number] - shift
    port_y: dict[int, float] = {}
    for _ in range(ROUNDS):
        for nodes in reversed(plan.columns[:-1]):
            wanted = []
            for node in nodes:
                beside = plan.right[node]
                total = 0.0
                for other in beside:
                    total += plan.y[other]
                wanted.append(total / len(beside) if beside else plan.y[node])
            _settle(plan, nodes, wanted)
        for nodes in plan.columns:
            for node in nodes:
                _set_ports(plan, node, port_y)
        for nodes in plan.columns[1:]:
            wanted = []
            for node in nodes:
                near = plan.left[node]
                total = 0.0
                for other, port in near:
                    total += plan.y[other] if port < 0 else port_y[port]
                wanted.append(total / len(near) if near else plan.y[node])
            _settle(plan, nodes, wanted)
            for node in nodes:
                _set_ports(plan, node, port_y)


def _set_ports(plan: Plan, node: int, port_y: dict[int, float]) -> None:
    ports = plan.ports[node]
    for number, port in enumerate(ports):
        port_y[port] = plan.y[node] + (number - (len(ports) - 1) / 2) * PITCH


def _offsets(plan: Plan, nodes: list[int]) -> list[float]:
    """Least distance of each node of a column from the first one."""
    count = len(plan.boxes)
    offsets = [0.0]
    for number in range(1, len(nodes)):
        above, below = nodes[number - 1], nodes[number]
        gap = GAP if above < count and below < count else PASS / 2
        offsets.append(offsets[-1] + (plan.slot_height[above] + plan.slot_height[below]) / 2 + gap)
    return offsets


def _settle(plan: Plan, nodes: list[int], wanted: list[float]) -> None:
    """The heights nearest to ``wanted`` that keep order and distance: isotonic regression by pooling."""
    count = len(plan.boxes)
    offsets = _offsets(plan, nodes)
    sums: list[float] = []
    weights: list[float] = []
    sizes: list[int] = []
    for number, node in enumerate(nodes):
        weight = 1.0 if node < count else 4.0
        total, size = weight * (wanted[number] - offsets[number]), 1
        while sums and sums[-1] * weight >= total * weights[-1]:
            total += sums.pop()
            weight += weights.pop()
            size += sizes.pop()
        sums.append(total)
        weights.append(weight)
        sizes.append(size)
    number = 0
    for block, size in enumerate(sizes):
        base = sums[block] / weights[block]
        for _ in range(size):
            plan.y[nodes[number]] = base + offsets[number]
            number += 1


def drawing_of(plan: Plan) -> Drawing:
    """The finished drawing of ``plan``, in its final coordinates, rounded to tenths."""
    count = len(plan.boxes)
    widths = [0.0] * len(plan.columns)
    for node in range(count):
        widths[plan.column[node]] = max(widths[plan.column[node]], plan.boxes[node].width)
    starts: list[float] = []
    x = 0.0
    for width in widths:
        starts.append(x)
        x += width + GUTTER
    top = min((plan.y[v] - plan.slot_height[v] / 2 for v in range(len(plan.y))), default=0.0)
    bottom = max((plan.y[v] + plan.slot_height[v] / 2 for v in range(len(plan.y))), default=0.0)
    y = [_round(value - top) for value in plan.y]
    ports = {}
    for node in range(count):
        right = starts[plan.column[node]] + plan.boxes[node].width + PORT
        for number, port in enumerate(plan.ports[node]):
            middle = (len(plan.ports[node]) - 1) / 2
            ports[port] = (right, _round(y[node] + (number - middle) * PITCH))
    ways: list[tuple[Point, ...]] = []
    for number, arc in enumerate(plan.arcs):
        right, left = ends(plan, number)
        way = [(starts[plan.column[right]], y[right])]
        passed = plan.column[right] - plan.column[left] - 1
        for slot in plan.slots[right, arc.kind][:passed]:
            start = starts[plan.column[slot]]
            way.append((start + widths[plan.column[slot]] + PORT, y[slot]))
            way.append((start, y[slot]))
        port_x, port_y = ports[port_of(plan, number)]
        gutter = starts[plan.column[left]] + widths[plan.column[left]] + PORT
        if port_x < gutter:
            way.append((gutter, port_y))
        way.append((port_x, port_y))
        ways.append(tuple(way))
    return Drawing(
        boxes=tuple((starts[plan.column[v]], y[v]) for v in range(count)),
        ports={port: at for port, at in ports.items() if port < plan.free_port},
        ways=tuple(ways),
        columns=tuple(plan.column[:count]),
        backward=frozenset(plan.backward),
        width=max(0.0, x - GUTTER),
        height=_round(bottom - top),
        plain=plan.plain,
    )


def _round(value: float) -> float:
    return float(int(value * 10 + 0.5)) / 10 if value >= 0 else -float(int(-value * 10 + 0.5)) / 10
