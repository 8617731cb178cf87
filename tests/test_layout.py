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
from claimgraph import load as bundled
from claimgraph.evidence_graph.graph import evidence
from claimgraph.views.page.boxes import sizes
from claimgraph.views.page.layout import Arc, Box, Drawing, layered
from claimgraph.views.page.picture import opening, picture, scene, shown_from
from claimgraph.views.page.rails import Rail, rails_of

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
        rail = 1 + head if port < 1000 and random.random() < 0.4 else 0
        arcs.append(Arc(tail, head, port, random.choice((0, 0, 0, 1, 2)), rail))
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


def test_ports_of_one_rail_stand_side_by_side() -> None:
    random = Random(7)
    boxes = [Box(248.0, 46.0)] * 30
    for _ in range(30):
        arcs = [
            Arc(tail, 0, tail, 0, random.choice((0, 1, 2))) for tail in random.sample(range(1, 30), 12)
        ] + [Arc(random.randrange(1, 30), random.randrange(1, 30), 100 + n) for n in range(20)]
        drawing = layered(boxes, arcs)
        rails = {
            arc.port: arc.rail for n, arc in enumerate(arcs) if arc.head == 0 and n not in drawing.backward
        }
        stretches = [
            rail
            for rail, _ in itertools.groupby(
                rails[port] for port in sorted(rails, key=lambda p: drawing.ports[p][1])
            )
        ]
        assert all(stretches.count(rail) == 1 for rail in stretches if rail)


def crossings(drawing: Drawing) -> int:
    """How many pairs of drawn curves cross; those that share an end or run level do not."""
    curves = {pair for way in drawing.ways for pair in itertools.pairwise(way) if pair[0][0] != pair[1][0]}
    return sum(
        (a[0], b[0]) == (c[0], d[0]) and (a[1] - c[1]) * (b[1] - d[1]) < 0
        for (a, b), (c, d) in itertools.combinations(curves, 2)
    )


@pytest.mark.parametrize("main", [False, True], ids=["all theses", "the main thesis"])
def test_few_lines_cross_where_the_paper_opens(main: bool) -> None:
    drawn = picture(evidence(bundled()))
    used = {premise for reason in drawn.reasons for premise in reason.premises}
    theses = [thesis for thesis in range(drawn.theses) if thesis not in used]
    roots, unfolded = opening(drawn) if main else opening(drawn, 2, theses)
    laid = scene(drawn, shown_from(drawn, roots, unfolded), sizes(drawn))
    assert len(laid.boxes) == 40
    assert crossings(laid.drawing) <= 15


def test_premises_that_all_of_some_arguments_need_are_drawn_once() -> None:
    assert rails_of([(0, 9, (1, 2)), (1, 9, (3, 1)), (2, 9, (4,)), (3, 8, (1, 5))]) == [Rail((1,), (0, 1))]
    # An argument from the shared premises alone needs no bar, and the same argument twice has none.
    assert rails_of([(0, 9, (1,)), (1, 9, (1, 2)), (2, 9, (2, 1))]) == []
    assert rails_of([(0, 9, (1, 2)), (1, 9, (1, 2, 3)), (2, 9, (4, 2, 1))]) == [Rail((1, 2), (1, 2))]


def test_every_argument_of_a_scene_keeps_all_its_premises() -> None:
    drawn = picture(evidence(bundled()))
    laid = scene(drawn, range(len(drawn.claims)), sizes(drawn))
    found: dict[int, set[int]] = {}
    for arc, line in zip(laid.arcs, laid.lines, strict=True):
        if line.kind in ("support", "shared"):
            arguments = (line.of,) if line.kind == "support" else laid.rails[line.of].arguments
            for argument in arguments:
                found.setdefault(argument, set()).add(laid.nodes[arc.tail][1])
    assert found == {number: set(reason.premises) for number, reason in enumerate(drawn.reasons)}
    assert len(laid.arcs) < sum(len(reason.premises) for reason in drawn.reasons) + len(drawn.attacks) + len(
        drawn.limits
    )


def test_what_is_too_dense_is_drawn_plainly_and_says_so(page_layout: Any) -> None:
    random = Random(1)
    boxes = [Box(248.0, 46.0)] * 500
    arcs = [
        Arc(tail, head, 4 * head + n)
        for head in range(500)
        for n in range(4)
        if (tail := random.randrange(500)) > head
    ] + [Arc(n + 1, n, 9000 + n) for n in range(499)]
    drawing = layered(boxes, arcs)
    assert drawing.plain
    assert len(set(drawing.boxes)) == 500
    [found] = page_layout([([list(box) for box in boxes], [list(arc) for arc in arcs])])
    found["ports"].sort()
    assert found == as_page(drawing)


@pytest.fixture(scope="module")
def page_layout() -> Iterator[Any]:
    source = "".join(
        (SCRIPTS / f"{part}.js").read_text("utf-8") for part in ("layout", "ordering", "heights")
    )
    with chromium() as browser:
        tab = browser.new_page()
        tab.evaluate(
            "source => { window.layout = Function(source + `; return (boxes, arcs) => {"
            " const d = layered(boxes, arcs);"
            " return { boxes: d.boxes, ways: d.ways, columns: d.columns, ports: [...d.ports],"
            " backward: [...d.backward].sort((a, b) => a - b), width: d.width, height: d.height,"
            " plain: d.plain }; }`)(); }",
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
                "plain": drawing.plain,
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
