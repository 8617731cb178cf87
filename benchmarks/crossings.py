"""How many lines cross where a page opens, beside Graphviz dot and elkjs on the same graph.

The graph is that of the drawing: boxes of the same sizes, a point where the premises of an argument
meet, another for premises that arguments share. Pairs of lines that cross are counted on the curves
as drawn. Rows of programs that are not there are left out (``apt install graphviz``;
``npm install --prefix benchmarks/elk``).
Usage: python benchmarks/crossings.py [SIZE ...]
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

from page import generated

from claimgraph import load
from claimgraph.evidence_graph.graph import evidence
from claimgraph.views.page.boxes import sizes
from claimgraph.views.page.layout import layered
from claimgraph.views.page.picture import Picture, Scene, opening, picture, rail_port, scene, shown_from

Point = tuple[float, float]
Curve = Sequence[Point]
ELK = Path(__file__).parent / "elk"


def curve(points: Sequence[Point], steps: int = 8) -> list[Point]:
    """Points along one of our ways: level lines, and S curves that leave and arrive level."""
    found = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        for step in range(1, steps + 1):
            t = step / steps
            found.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3 - 2 * t)))
    return found


def crossing(curves: Sequence[Curve]) -> int:
    """How many pairs of curves cross."""
    return sum(
        any(_cross(*one, *other) for one in pairwise(a) for other in pairwise(b))
        for a, b in combinations(curves, 2)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def links(drawn: Picture, laid: Scene) -> tuple[list[str], list[tuple[str, str]]]:
    """Points where lines meet, and the lines between boxes (``b0`` ...) and these."""
    ports: dict[int, list[int]] = {}
    head = {}
    for arc in laid.arcs:
        if arc.tail != arc.head:
            ports.setdefault(arc.port, []).append(arc.tail)
            head[arc.port] = f"b{arc.head}"
    railed = {each for rail in laid.rails for each in rail.arguments}
    shared = {rail_port(drawn, number) for number in range(len(laid.rails))}
    hubs, found = [], []
    for port, tails in ports.items():
        if len(tails) == 1 and port not in railed and port not in shared:
            found.append((f"b{tails[0]}", head[port]))
            continue
        hubs.append(f"p{port}")
        found += [(f"b{tail}", f"p{port}") for tail in tails]
        if port not in shared:
            found.append((f"p{port}", head[port]))
    for number, rail in enumerate(laid.rails):
        found += [(f"p{rail_port(drawn, number)}", f"p{each}") for each in rail.arguments]
    return hubs, found


def dot(drawn: Picture, laid: Scene) -> tuple[list[Curve], float]:
    """The curves of Graphviz, and its seconds."""
    hubs, lines = links(drawn, laid)
    text = ['digraph { rankdir=RL; nodesep=0.22; ranksep=1.3; node [shape=box, fixedsize=true, label=""];']
    text += [f"b{n} [width={box.width / 72}, height={box.height / 72}];" for n, box in enumerate(laid.boxes)]
    text += [f"{hub} [shape=point, width=0.1];" for hub in hubs]
    text += [f"{tail} -> {head};" for tail, head in lines]
    start = time.perf_counter()
    told = subprocess.run(
        ["dot", "-Tjson"], input="\n".join([*text, "}"]), capture_output=True, text=True, check=True
    )
    took = time.perf_counter() - start
    return [list(_bezier(edge["pos"])) for edge in json.loads(told.stdout)["edges"]], took


def _bezier(pos: str) -> Iterator[Point]:
    parts = [part for part in pos.split() if part[0] not in "es"]
    points = [(float(x), float(y)) for x, y in (part.split(",") for part in parts)]
    yield points[0]
    for n in range(0, len(points) - 1, 3):
        p, q, r, s = points[n : n + 4]
        for step in range(1, 9):
            t = step / 8
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1]


def elk(drawn: Picture, laid: Scene) -> tuple[list[Curve], float]:
    """The lines of elkjs' layered algorithm, and its seconds, warm."""
    hubs, lines = links(drawn, laid)
    graph = {
        "id": "root",
        "layoutOptions": {
            "elk.algorithm": "layered",
            "elk.direction": "LEFT",
            "elk.edgeRouting": "POLYLINE",
            "elk.layered.thoroughness": "20",
        },
        "children": [
            *({"id": f"b{n}", "width": box.width, "height": box.height} for n, box in enumerate(laid.boxes)),
            *({"id": hub, "width": 8, "height": 8} for hub in hubs),
        ],
        "edges": [{"id": f"e{n}", "sources": [t], "targets": [h]} for n, (t, h) in enumerate(lines)],
    }
    run = ["node", str(ELK / "layout.cjs")]
    told = json.loads(
        subprocess.run(run, input=json.dumps(graph), capture_output=True, text=True, check=True).stdout
    )
    return told["edges"], told["took"] / 1000


def ours(laid: Scene) -> tuple[list[Curve], float]:
    """Our curves, each stretch once, and our seconds."""
    start = time.perf_counter()
    layered(laid.boxes, laid.arcs)
    took = time.perf_counter() - start
    stretches = dict.fromkeys(pair for way in laid.drawing.ways for pair in pairwise(way))
    return [curve(pair) for pair in stretches], took


def ends(drawn: Picture) -> list[int]:
    """The theses that support no other thesis or claim."""
    used = {premise for reason in drawn.reasons for premise in reason.premises}
    return [thesis for thesis in range(drawn.theses) if thesis not in used] or [0]


def table(counts: Sequence[int]) -> None:
    """Print the crossings of the paper (0) and of generated graphs of these sizes."""
    print(f"{'graph':>28} {'':5} {'boxes':>6} {'lines':>6} {'crossings':>10} {'layout s':>9}")
    for size in counts:
        drawn = picture(evidence(generated(size) if size else load()))
        name = f"{size:,} claims" if size else "the paper"
        views = {
            f"{name}, opening": shown_from(drawn, *opening(drawn)),
            f"{name}, theses": shown_from(drawn, *opening(drawn, 2, ends(drawn))),
        }
        for view, shown in views.items():
            laid = scene(drawn, shown, sizes(drawn))
            rows = {"ours": ours(laid)}
            if shutil.which("dot"):
                rows["dot"] = dot(drawn, laid)
            if shutil.which("node") and (ELK / "node_modules").exists():
                rows["elkjs"] = elk(drawn, laid)
            for kind, (curves, took) in rows.items():
                counted = f"{len(laid.boxes):6} {len(laid.arcs):6} {crossing(curves):10} {took:9.3f}"
                print(f"{view:>28} {kind:5} {counted}", flush=True)
        everything = scene(drawn, range(len(drawn.claims)), sizes(drawn))
        counted = f"{len(everything.boxes):6} {len(everything.arcs):6} {'':10} {ours(everything)[1]:9.3f}"
        print(f"{name + ', everything':>28} {'ours':5} {counted}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=[0])
    table(arguments.parse_args().sizes)
