"""A layered drawing of an argument: conclusions left, what they rest on right of them.

Deterministic and without dependencies, after Sugiyama, Tagawa & Toda 1981: rings broken by
depth-first search, columns by longest path, crossings reduced by barycentre sweeps (the best
round is kept), heights by isotonic regression. A line that passes a column gets a slot of its
own there, so no line crosses a box. ``script/layout.js`` is the same program for what a reader
unfolds; a test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

GAP = 16.0
"""Between two boxes of a column."""
PASS = 12.0
"""Room for a line that passes a column."""
PORT = 24.0
"""From a conclusion's side to the point where the premises of one argument meet."""
PITCH = 20.0
"""Between two such points of one conclusion."""
GUTTER = 96.0
"""Between two columns."""
APART = 48.0
"""Between what does not hang together."""
ROW = 1040.0
"""Boxes without arcs stand in rows at least so wide."""
ROUNDS = 3


class Box(NamedTuple):
    """Something to place. ``pinned``: stays in the first column when nothing is left of it."""

    width: float
    height: float
    pinned: bool = True


class Arc(NamedTuple):
    """A line from box ``tail`` (what supports, attacks) to box ``head``, by their places.

    Arcs of one ``port`` meet in a point before their head. Lines of one ``kind`` from one tail
    share their way as long as they can.
    """

    tail: int
    head: int
    port: int
    kind: int = 0


Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """Left edge and middle of each box, meeting point of each port, points of each arc's way.

    Between two points at one height a way is straight, else an S that leaves and arrives level.
    A way that had to run against the drawing's direction is in ``backward``; one from a box to
    itself is empty.
    """

    boxes: tuple[Point, ...]
    ports: dict[int, Point]
    ways: tuple[tuple[Point, ...], ...]
    columns: tuple[int, ...]
    backward: frozenset[int]
    width: float
    height: float


class _Work:
    """The state of one layout; nodes are boxes first, then the slots of passing lines."""

    def __init__(self, boxes: Sequence[Box], arcs: Sequence[Arc]) -> None:
        self.boxes, self.arcs = boxes, arcs
        self.free_port = max((arc.port for arc in arcs), default=0) + 1
        self.backward: set[int] = set()
        self.column: list[int] = []
        self.preorder: list[int] = []
        self.columns: list[list[int]] = []
        self.left: list[list[tuple[int, int]]] = []  # of a node: (node in the column left of it, port or -1)
        self.right: list[list[int]] = []
        self.ports: list[list[int]] = []  # of a node: its ports, top to bottom
        self.tails: dict[int, list[int]] = {}  # of a port: the nodes right of it
        self.slots: dict[tuple[int, int], list[int]] = {}  # of a tail and kind: slots, right to left
        self.slot_height: list[float] = []
        self.y: list[float] = []


def layered(boxes: Sequence[Box], arcs: Sequence[Arc]) -> Drawing:
    """Place ``boxes`` so that arcs run from right to left, level where they can.

    What hangs together is drawn together, one such part below another in the order of their first
    boxes, and boxes without arcs in rows below all. Same input, same output. Time: near-linear in
    boxes, arcs and the columns that arcs pass.

    >>> drawing = layered([Box(100, 40), Box(100, 40)], [Arc(tail=1, head=0, port=0)])
    >>> drawing.columns
    (0, 1)
    """
    places: list[Point] = [(0.0, 0.0)] * len(boxes)
    columns = [0] * len(boxes)
    ports: dict[int, Point] = {}
    ways: list[tuple[Point, ...]] = [()] * len(arcs)
    backward: set[int] = set()
    width = height = 0.0
    parts, alone = _parts(len(boxes), arcs)
    for nodes, numbers in parts:
        drawing = _drawn(boxes, arcs, nodes, numbers)
        down = height + APART if height else 0.0
        for node, (x, y) in zip(nodes, drawing.boxes, strict=True):
            places[node] = (x, y + down)
        for node, column in zip(nodes, drawing.columns, strict=True):
            columns[node] = column
        for port, (x, y) in drawing.ports.items():
            ports[port] = (x, y + down)
        for number, way in zip(numbers, drawing.ways, strict=True):
            ways[number] = tuple((x, y + down) for x, y in way)
        backward.update(numbers[number] for number in drawing.backward)
        width, height = max(width, drawing.width), down + drawing.height
    room = max(width, ROW)
    x, row = 0.0, height + APART if height else 0.0
    for node in alone:
        if x and x + boxes[node].width > room:
            x, row = 0.0, height + GAP
        places[node] = (x, row + boxes[node].height / 2)
        width, height = max(width, x + boxes[node].width), max(height, row + boxes[node].height)
        x += boxes[node].width + GAP
    return Drawing(tuple(places), ports, tuple(ways), tuple(columns), frozenset(backward), width, height)


def _parts(count: int, arcs: Sequence[Arc]) -> tuple[list[tuple[list[int], list[int]]], list[int]]:
    """Boxes that hang together, with their arcs, by their first boxes; and those without arcs."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    joined = [False] * count
    for arc in arcs:
        if arc.tail != arc.head:
            joined[arc.tail] = joined[arc.head] = True
            one, other = root(arc.tail), root(arc.head)
            parent[max(one, other)] = min(one, other)
    found: dict[int, tuple[list[int], list[int]]] = {}
    for node in range(count):
        if joined[node]:
            found.setdefault(root(node), ([], []))[0].append(node)
    for number, arc in enumerate(arcs):
        if arc.tail != arc.head:
            found[root(arc.tail)][1].append(number)
    return list(found.values()), [node for node in range(count) if not joined[node]]


def _drawn(boxes: Sequence[Box], arcs: Sequence[Arc], nodes: list[int], numbers: list[int]) -> Drawing:
    """The drawing of one part by itself, its boxes and arcs counted within it."""
    own = {node: place for place, node in enumerate(nodes)}
    work = _Work(
        [boxes[node] for node in nodes],
        [arcs[n]._replace(tail=own[arcs[n].tail], head=own[arcs[n].head]) for n in numbers],
    )
    _break_rings(work)
    _assign_columns(work)
    _pass_columns(work)
    _order(work)
    _place(work)
    return _drawing(work)


def _break_rings(work: _Work) -> None:
    """Walk from conclusions to premises; an arc that leads back to the walk's path runs backward."""
    count = len(work.boxes)
    below: list[list[int]] = [[] for _ in range(count)]
    is_root = [True] * count
    for number, arc in enumerate(work.arcs):
        below[arc.head].append(number)
        is_root[arc.tail] = False
    state = [0] * count  # 1: on the path, 2: left behind
    starts = [v for v in range(count) if is_root[v]] + [v for v in range(count) if not is_root[v]]
    finished: list[int] = []
    for start in starts:
        if state[start]:
            continue
        state[start] = 1
        work.preorder.append(start)
        path = [(start, iter(below[start]))]
        while path:
            node, rest = path[-1]
            for number in rest:
                tail = work.arcs[number].tail
                if state[tail] == 1:
                    work.backward.add(number)
                elif state[tail] == 0:
                    state[tail] = 1
                    work.preorder.append(tail)
                    path.append((tail, iter(below[tail])))
                    break
            else:
                state[node] = 2
                finished.append(node)
                path.pop()
    finished.reverse()
    work.column = finished  # a topological order until columns are assigned


def _port(work: _Work, number: int) -> int:
    """The port of an arc; one that runs backward has its own, since it ends at another box."""
    return work.arcs[number].port if number not in work.backward else work.free_port + number


def _ends(work: _Work, number: int) -> tuple[int, int]:
    """The right and the left end of an arc."""
    arc = work.arcs[number]
    return (arc.head, arc.tail) if number in work.backward else (arc.tail, arc.head)


def _assign_columns(work: _Work) -> None:
    """As far left as the arcs allow; what nothing is left of moves right to what it rests on."""
    count = len(work.boxes)
    right_of: list[list[int]] = [[] for _ in range(count)]
    is_root = [True] * count
    for number in range(len(work.arcs)):
        right, left = _ends(work, number)
        right_of[left].append(right)
        is_root[right] = False
    column = [0] * count
    for left in work.column:
        for right in right_of[left]:
            column[right] = max(column[right], column[left] + 1)
    for node in range(count):
        if is_root[node] and not work.boxes[node].pinned and right_of[node]:
            column[node] = min(column[right] for right in right_of[node]) - 1
    work.column = column


def _pass_columns(work: _Work) -> None:
    """Give every line a slot in each column it passes, and join neighbours in adjacent columns."""
    count = len(work.boxes)
    work.left = [[] for _ in range(count)]
    work.right = [[] for _ in range(count)]
    work.ports = [[] for _ in range(count)]
    reach: dict[tuple[int, int], int] = {}
    for number, arc in enumerate(work.arcs):
        right, left = _ends(work, number)
        key = (right, arc.kind)
        reach[key] = min(reach.get(key, work.column[left]), work.column[left])
    for (right, kind), leftmost in reach.items():
        chain = work.slots[right, kind] = []
        previous = right
        for column in range(work.column[right] - 1, leftmost, -1):
            slot = len(work.column)
            work.column.append(column)
            work.left.append([])
            work.right.append([previous])
            work.ports.append([])
            work.left[previous].append((slot, -1))
            chain.append(slot)
            previous = slot
    for number, arc in enumerate(work.arcs):
        right, left = _ends(work, number)
        last = _last(work, right, left, arc.kind)
        port = _port(work, number)
        if port not in work.tails:
            work.tails[port] = []
            work.ports[left].append(port)
        work.tails[port].append(last)
        work.left[last].append((left, port))
        work.right[left].append(last)


def _last(work: _Work, right: int, left: int, kind: int) -> int:
    """The node in the column after ``left`` by which the line from ``right`` comes."""
    passed = work.column[right] - work.column[left] - 1
    return work.slots[right, kind][passed - 1] if passed else right


def _order(work: _Work) -> None:
    """Order the columns so that few lines cross."""
    place = [0.0] * len(work.column)
    rank = [0.0] * len(work.column)
    for number, node in enumerate(work.preorder):
        rank[node] = float(number)
    for chain_key, chain in work.slots.items():
        for slot in chain:
            rank[slot] = rank[chain_key[0]]
    work.columns = [[] for _ in range(max(work.column, default=-1) + 1)]
    for node in range(len(work.column)):
        work.columns[work.column[node]].append(node)
    for nodes in work.columns:
        nodes.sort(key=rank.__getitem__)
        _number(nodes, place)
    height = dict.fromkeys(work.tails, 0.0)
    _order_ports(work, place, height)
    best = [list(nodes) for nodes in work.columns]
    fewest = _crossings(work, place, height)
    for _ in range(ROUNDS):
        if fewest == 0:
            break
        for nodes in work.columns[1:]:
            for node in nodes:
                near = work.left[node]
                if near:
                    total = 0.0
                    for other, port in near:
                        total += place[other] if port < 0 else height[port]
                    rank[node] = total / len(near)
                else:
                    rank[node] = place[node]
            nodes.sort(key=rank.__getitem__)
            _number(nodes, place)
        for nodes in reversed(work.columns[:-1]):
            for node in nodes:
                beside = work.right[node]
                if beside:
                    total = 0.0
                    for other in beside:
                        total += place[other]
                    rank[node] = total / len(beside)
                else:
                    rank[node] = place[node]
            nodes.sort(key=rank.__getitem__)
            _number(nodes, place)
        _order_ports(work, place, height)
        crossings = _crossings(work, place, height)
        if crossings < fewest:
            fewest = crossings
            best = [list(nodes) for nodes in work.columns]
    work.columns = best
    for nodes in best:
        _number(nodes, place)
    _order_ports(work, place, height)


def _number(nodes: list[int], place: list[float]) -> None:
    for number, node in enumerate(nodes):
        place[node] = float(number)


def _order_ports(work: _Work, place: list[float], height: dict[int, float]) -> None:
    """Ports of a box from top to bottom as what comes through them; ``height`` between its neighbours'."""
    middle = {}
    for port, tails in work.tails.items():
        total = 0.0
        for tail in tails:
            total += place[tail]
        middle[port] = total / len(tails)
    for node, ports in enumerate(work.ports):
        if ports:
            if len(ports) > 1:
                ports.sort(key=middle.__getitem__)
            share = len(ports) + 1
            for number, port in enumerate(ports):
                height[port] = place[node] + (number + 1) / share - 0.5


def _crossings(work: _Work, place: list[float], height: dict[int, float]) -> int:
    """How many pairs of lines cross between adjacent columns."""
    crossings = 0
    for nodes in work.columns[1:]:
        lines = []
        for node in nodes:
            at = place[node]
            for other, port in work.left[node]:
                lines.append((place[other] if port < 0 else height[port], at))
        lines.sort()
        seen: list[float] = []
        for _, at in lines:
            crossings += len(seen) - bisect_right(seen, at)
            insort(seen, at)
    return crossings


def _place(work: _Work) -> None:
    """Heights: every node near the mean of its neighbours, boxes of a column apart."""
    count = len(work.boxes)
    work.slot_height = [PASS] * len(work.column)
    for node in range(count):
        work.slot_height[node] = max(work.boxes[node].height, PITCH * len(work.ports[node]))
    work.y = [0.0] * len(work.column)
    for nodes in work.columns:
        offset = _offsets(work, nodes)
        shift = offset[-1] / 2
        for number, node in enumerate(nodes):
            work.y[node] = offset[number] - shift
    port_y: dict[int, float] = {}
    for _ in range(ROUNDS):
        for nodes in reversed(work.columns[:-1]):
            wanted = []
            for node in nodes:
                beside = work.right[node]
                total = 0.0
                for other in beside:
                    total += work.y[other]
                wanted.append(total / len(beside) if beside else work.y[node])
            _settle(work, nodes, wanted)
        for nodes in work.columns:
            for node in nodes:
                _set_ports(work, node, port_y)
        for nodes in work.columns[1:]:
            wanted = []
            for node in nodes:
                near = work.left[node]
                total = 0.0
                for other, port in near:
                    total += work.y[other] if port < 0 else port_y[port]
                wanted.append(total / len(near) if near else work.y[node])
            _settle(work, nodes, wanted)
            for node in nodes:
                _set_ports(work, node, port_y)


def _set_ports(work: _Work, node: int, port_y: dict[int, float]) -> None:
    ports = work.ports[node]
    for number, port in enumerate(ports):
        port_y[port] = work.y[node] + (number - (len(ports) - 1) / 2) * PITCH


def _offsets(work: _Work, nodes: list[int]) -> list[float]:
    """Least distance of each node of a column from the first one."""
    count = len(work.boxes)
    offsets = [0.0]
    for number in range(1, len(nodes)):
        above, below = nodes[number - 1], nodes[number]
        gap = GAP if above < count and below < count else PASS / 2
        offsets.append(offsets[-1] + (work.slot_height[above] + work.slot_height[below]) / 2 + gap)
    return offsets


def _settle(work: _Work, nodes: list[int], wanted: list[float]) -> None:
    """The heights nearest to ``wanted`` that keep order and distance: isotonic regression by pooling."""
    count = len(work.boxes)
    offsets = _offsets(work, nodes)
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
            work.y[nodes[number]] = base + offsets[number]
            number += 1


def _drawing(work: _Work) -> Drawing:
    count = len(work.boxes)
    widths = [0.0] * len(work.columns)
    for node in range(count):
        widths[work.column[node]] = max(widths[work.column[node]], work.boxes[node].width)
    starts: list[float] = []
    x = 0.0
    for width in widths:
        starts.append(x)
        x += width + GUTTER
    top = min((work.y[v] - work.slot_height[v] / 2 for v in range(len(work.y))), default=0.0)
    bottom = max((work.y[v] + work.slot_height[v] / 2 for v in range(len(work.y))), default=0.0)
    y = [_round(value - top) for value in work.y]
    ports = {}
    for node in range(count):
        right = starts[work.column[node]] + work.boxes[node].width + PORT
        for number, port in enumerate(work.ports[node]):
            middle = (len(work.ports[node]) - 1) / 2
            ports[port] = (right, _round(y[node] + (number - middle) * PITCH))
    ways: list[tuple[Point, ...]] = []
    for number, arc in enumerate(work.arcs):
        right, left = _ends(work, number)
        way = [(starts[work.column[right]], y[right])]
        passed = work.column[right] - work.column[left] - 1
        for slot in work.slots[right, arc.kind][:passed]:
            start = starts[work.column[slot]]
            way.append((start + widths[work.column[slot]] + PORT, y[slot]))
            way.append((start, y[slot]))
        port_x, port_y = ports[_port(work, number)]
        gutter = starts[work.column[left]] + widths[work.column[left]] + PORT
        if port_x < gutter:
            way.append((gutter, port_y))
        way.append((port_x, port_y))
        ways.append(tuple(way))
    return Drawing(
        boxes=tuple((starts[work.column[v]], y[v]) for v in range(count)),
        ports={port: at for port, at in ports.items() if port < work.free_port},
        ways=tuple(ways),
        columns=tuple(work.column[:count]),
        backward=frozenset(work.backward),
        width=max(0.0, x - GUTTER),
        height=_round(bottom - top),
    )


def _round(value: float) -> float:
    return float(int(value * 10 + 0.5)) / 10 if value >= 0 else -float(int(-value * 10 + 0.5)) / 10
