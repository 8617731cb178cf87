"""What is laid out, its measures, and the state the steps of the layout share."""

from __future__ import annotations

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
EFFORT = 30_000
"""How many lines the search for an order may look at before it keeps what it has."""
SHAKES = 60
"""How often in a row it is shaken in vain before it does."""
MOST_PASSED = 20_000
"""Where lines would pass more columns than this in all, they run straight, behind boxes."""


class Box(NamedTuple):
    """Something to place. ``pinned``: stays in the first column when nothing is left of it."""

    width: float
    height: float
    pinned: bool = True


class Arc(NamedTuple):
    """A line from box ``tail`` (what supports, attacks) to box ``head``, by their places.

    Arcs of one ``port`` meet in a point before their head. Lines of one ``kind`` from one tail
    share their way as long as they can. Ports of one head and one ``rail`` (0: none) stand side by
    side, so that a bar can join them.
    """

    tail: int
    head: int
    port: int
    kind: int = 0
    rail: int = 0


Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """Left edge and middle of each box, meeting point of each port, points of each arc's way.

    Between two points at one height a way is straight, else an S that leaves and arrives level.
    A way that had to run against the drawing's direction is in ``backward``; one from a box to
    itself is empty. ``plain``: too dense for lines to keep clear of boxes, or to be ordered.
    """

    boxes: tuple[Point, ...]
    ports: dict[int, Point]
    ways: tuple[tuple[Point, ...], ...]
    columns: tuple[int, ...]
    backward: frozenset[int]
    width: float
    height: float
    plain: bool = False


class Plan:
    """One layout while it is made; nodes are boxes first, then the slots of passing lines."""

    def __init__(self, boxes: Sequence[Box], arcs: Sequence[Arc]) -> None:
        self.boxes, self.arcs = boxes, arcs
        self.free_port = max((arc.port for arc in arcs), default=0) + 1
        self.backward: set[int] = set()
        self.plain = False
        self.column: list[int] = []
        self.preorder: list[int] = []
        self.columns: list[list[int]] = []
        self.left: list[list[tuple[int, int]]] = []  # of a node: (node in the column left of it, port or -1)
        self.right: list[list[int]] = []
        self.ports: list[list[int]] = []  # of a node: its ports, top to bottom
        self.tails: dict[int, list[int]] = {}  # of a port: the nodes right of it
        self.rail: dict[int, int] = {}  # of a port that a rail joins to others: the rail
        self.slots: dict[tuple[int, int], list[int]] = {}  # of a tail and kind: slots, right to left
        self.slot_height: list[float] = []
        self.y: list[float] = []


def port_of(plan: Plan, number: int) -> int:
    """The port of an arc; one that runs backward has its own, since it ends at another box."""
    return plan.arcs[number].port if number not in plan.backward else plan.free_port + number


def ends(plan: Plan, number: int) -> tuple[int, int]:
    """The right and the left end of an arc."""
    arc = plan.arcs[number]
    return (arc.head, arc.tail) if number in plan.backward else (arc.tail, arc.head)
