"""The layered drawing: nothing overlaps, lines keep clear of boxes, the page's copy agrees."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_browser import chromium

import claimgraph.views.page
from claimgraph.views.page.layout import Arc, Box, Drawing, layered

SCRIPTS = Path(claimgraph.views.page.__file__).parent / "script"


def graph(random: Random, most: int = 14) -> tuple[list[Box], list[Arc]]:
    boxes = [
        Box(
            random.choice((46.0, 210.0, 248.0, 272.0)),
            float(random.choice((24, 46, 63, 80))),
            random.random() < 0.3,
        )
        for _ in range(random.randint(0, most))
    ]
    arcs = []
    for number in range(random.randint(0, 2 * len(boxes))):
        tail, head = random.randrange(len(boxes)), random.randrange(len(boxes))
        port = number if random.random() < 0.6 else 1000 + head
        arcs.append(Arc(tail, head, port, random.choice((0, 0, 0, 1, 2))))
    return boxes, arcs


graphs = st.randoms(use_true_random=False).map(graph)


def rectangles(boxes: list[Box], drawing: Drawing) -> list[tuple[float, float, float, float]]:
    return [
        (x, y - box.height / 2, x + box.width, y + box.height / 2)
        for box, (x, y) in zip(boxes, drawing.boxes, strict=True)
    ]


@given(graphs)
@settings(max_examples=150, deadline=None)
def test_boxes_never_overlap(drawn: tuple[list[Box], list[Arc]]) -> None:
    boxes, arcs = drawn
    placed = rectangles(boxes, layered(boxes, arcs))
    for number, (left, top, right, bottom) in enumerate(placed):
        for other_left, other_top, other_right, other_bottom in placed[:number]:
            apart = right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top
            assert apart


def points_on(way: tuple[tuple[float, float], ...]) -> Iterator[tuple[float, float]]:
    """Points along a way as it is drawn: level lines, and cubic curves that leave and arrive level."""
    for (x0, y0), (x1, y1) in itertools.pairwise(way):
        for step in range(1, 20):
            t = step / 20
            x = x0 * (1 - t) ** 3 + 3 * (x0 + x1) / 2 * (t * (1 - t)) + x1 * t**3
            y = y0 * ((1 - t) ** 3 + 3 * t * (1 - t) ** 2) + y1 * (3 * t * t * (1 - t) + t**3)
            yield x, y


@given(graphs)
@settings(max_examples=150, deadline=None)
def test_no_line_crosses_a_box(drawn: tuple[list[Box], list[Arc]]) -> None:
    boxes, arcs = drawn
    drawing = layered(boxes, arcs)
    placed = rectangles(boxes, drawing)
    for way in drawing.ways:
        for x, y in points_on(way):
            for left, top, right, bottom in placed:
                assert not (left < x < right and top < y < bottom)


@given(graphs)
@settings(max_examples=100, deadline=None)
def test_conclusions_are_left_of_their_premises_unless_in_a_ring(drawn: tuple[list[Box], list[Arc]]) -> None:
    boxes, arcs = drawn
    drawing = layered(boxes, arcs)
    for number, arc in enumerate(arcs):
        if arc.tail == arc.head:
            assert drawing.ways[number] == ()
        elif number in drawing.backward:
            assert drawing.columns[arc.head] > drawing.columns[arc.tail]
        else:
            assert drawing.columns[arc.head] < drawing.columns[arc.tail]


def test_without_rings_nothing_runs_backward() -> None:
    boxes = [Box(248.0, 46.0)] * 6
    arcs = [Arc(tail, head, 10 * tail + head) for head in range(6) for tail in range(head + 1, 6)]
    drawing = layered(boxes, arcs)
    assert drawing.backward == frozenset()
    assert drawing.columns == (0, 1, 2, 3, 4, 5)


def test_a_tree_is_drawn_without_crossings() -> None:
    boxes = [Box(248.0, 46.0)] * 40
    arcs = [Arc(child, (child - 1) // 3, child) for child in range(1, 40)]
    drawing = layered(boxes, arcs)
    level = [(drawing.boxes[arc.head], drawing.boxes[arc.tail]) for arc in arcs]
    for (head, tail), (other_head, other_tail) in (
        (a, b) for a in level for b in level if a[1][0] == b[1][0]
    ):
        assert (head[1] - other_head[1]) * (tail[1] - other_tail[1]) >= 0


def test_premises_of_one_argument_meet_in_one_point() -> None:
    boxes = [Box(248.0, 46.0)] * 4
    drawing = layered(boxes, [Arc(1, 0, 7), Arc(2, 0, 7), Arc(3, 0, 8)])
    assert drawing.ways[0][-1] == drawing.ways[1][-1] == drawing.ports[7]
    assert drawing.ports[7] != drawing.ports[8]


def test_the_same_argument_is_drawn_the_same() -> None:
    boxes, arcs = graph(Random(5), 40)
    assert layered(boxes, arcs) == layered(list(boxes), list(arcs))


@pytest.fixture(scope="module")
def page_layout() -> Iterator[Any]:
    source = "".join((SCRIPTS / f"{part}.js").read_text("utf-8") for part in ("layout", "heights"))
    with chromium() as browser:
        tab = browser.new_page()
        tab.evaluate(
            "source => { window.layout = Function(source + `; return (boxes, arcs) => {"
            " const d = layered(boxes, arcs);"
            " return { boxes: d.boxes, ways: d.ways, columns: d.columns, ports: [...d.ports],"
            " backward: [...d.backward].sort((a, b) => a - b), width: d.width, height: d.height }; }`)(); }",
            source,
        )
        yield lambda graphs: tab.evaluate("graphs => graphs.map(([b, a]) => layout(b, a))", graphs)


def as_page(drawing: Drawing) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(
        json.dumps(
            {
                "boxes": drawing.boxes,
                "ways": drawing.ways,
                "columns": drawing.columns,
                "ports": sorted((port, at) for port, at in drawing.ports.items()),
                "backward": sorted(drawing.backward),
                "width": drawing.width,
                "height": drawing.height,
            }
        )
    )
    return plain


def test_the_page_lays_out_as_python_does(page_layout: Any) -> None:
    random = Random(11)
    drawn = [graph(random, 8 if number < 150 else 60) for number in range(160)]
    plain = [([list(box) for box in boxes], [list(arc) for arc in arcs]) for boxes, arcs in drawn]
    for (boxes, arcs), found in zip(drawn, page_layout(plain), strict=True):
        found["ports"].sort()
        assert found == as_page(layered(boxes, arcs))
