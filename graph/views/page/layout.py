"""A layered drawing of an argument: conclusions left, what they rest on right of them.

Deterministic and without dependencies, after Sugiyama, Tagawa & Toda 1981: rings broken by
depth-first search, columns by longest path, crossings reduced by barycentre sweeps and exchanges
of neighbours within a bounded effort (the best order is kept), heights by isotonic regression. A
line that passes a column gets a slot of its own there, so no line crosses a box, unless that would
be too many: then the drawing is ``plain``. ``script/layout.js`` is the same program for what a reader
unfolds; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence

from networkx.utils import UnionFind

from .layering.columns import assign_columns, break_rings, pass_columns
from .layering.heights import drawing_of, place
from .layering.ordering import order
from .layering.plan import APART, GAP, PORT, ROW, Arc, Box, Drawing, Plan, Point

__all__ = ["PORT", "Arc", "Box", "Drawing", "Point", "layered"]


def layered(boxes: Sequence[Box], arcs: Sequence[Arc]) -> Drawing:
    """Place ``boxes`` so that arcs run from right to left, level where they can.

    What hangs together is drawn together, one such part below another in the order of their first
    boxes, and boxes without arcs in rows below all. Same input, same output. Time: near-linear in
    boxes, arcs and the columns that arcs pass, which are bounded.

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
    plain = False
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
        plain = plain or drawing.plain
    room = max(width, ROW)
    x, row = 0.0, height + APART if height else 0.0
    for node in alone:
        if x and x + boxes[node].width > room:
            x, row = 0.0, height + GAP
        places[node] = (x, row + boxes[node].height / 2)
        width, height = max(width, x + boxes[node].width), max(height, row + boxes[node].height)
        x += boxes[node].width + GAP
    return Drawing(
        tuple(places), ports, tuple(ways), tuple(columns), frozenset(backward), width, height, plain
    )


def _parts(count: int, arcs: Sequence[Arc]) -> tuple[list[tuple[list[int], list[int]]], list[int]]:
    """Boxes that hang together, with their arcs, by their first boxes; and those without arcs."""
    same = UnionFind(range(count))
    joined = [False] * count
    for arc in arcs:
        if arc.tail != arc.head:
            joined[arc.tail] = joined[arc.head] = True
            same.union(arc.tail, arc.head)
    found: dict[int, tuple[list[int], list[int]]] = {}
    for node in range(count):
        if joined[node]:
            found.setdefault(same[node], ([], []))[0].append(node)
    for number, arc in enumerate(arcs):
        if arc.tail != arc.head:
            found[same[arc.tail]][1].append(number)
    return list(found.values()), [node for node in range(count) if not joined[node]]


def _drawn(boxes: Sequence[Box], arcs: Sequence[Arc], nodes: list[int], numbers: list[int]) -> Drawing:
    """The drawing of one part by itself, its boxes and arcs counted within it."""
    own = {node: place for place, node in enumerate(nodes)}
    plan = Plan(
        [boxes[node] for node in nodes],
        [arcs[n]._replace(tail=own[arcs[n].tail], head=own[arcs[n].head]) for n in numbers],
    )
    break_rings(plan)
    assign_columns(plan)
    pass_columns(plan)
    order(plan)
    place(plan)
    return drawing_of(plan)
