"""The explorer beside stock pyvis on the same graph, in headless chromium without network.

Size, time until ready (ours: painted and usable; stock: settled), time to select, to strike out a work in
the case of the first claim, and the layout
beside ours with every line's two ends drawn straight (networkx's multipartite layout). A third page,
"bare vis", is vis-network alone with the boxes and lines of our opening view where we place them: what
any page pays that draws with it. Medians of runs taken in turn. Then how many lines cross where the
page opens, beside dot and elkjs on the same graph (``crossings.py``).
Usage: python benchmarks/page.py [--runs N] [SIZE …]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx

from claimgraph.evidence_graph.graph import EvidenceGraph, evidence
from claimgraph.model.entities import (
    Actor,
    Argument,
    Citation,
    Claim,
    Dataset,
    Endnote,
    Holder,
    Paper,
    Passage,
    Work,
)
from claimgraph.views.page import page
from claimgraph.views.page.boxes import sizes
from claimgraph.views.page.build import as_json
from claimgraph.views.page.picture import opening, picture, scene, shown_from

WORDS = ["security", "partnership", "legitimacy", "region", "policy", "cooperation", "role", "peace"]


def generated(size: int) -> Dataset:
    """A paper's argument of ``size`` claims: a tree of reasons with some shared, notes at its leaves."""
    random = Random(size)

    def words(least: int, most: int) -> str:
        return " ".join(random.choices(WORDS, k=random.randint(least, most))).capitalize()

    works = {f"w{n}": Work(id=f"w{n}", title=words(4, 10)) for n in range(max(3, size // 8))}
    notes = {n + 1: Endnote(number=n + 1, works=(name,)) for n, name in enumerate(works)}
    premises: list[list[int]] = [[] for _ in range(size)]
    for n in range(1, size):
        premises[(n - 1) // 3].append(n)
        if random.random() < 0.12:
            premises[random.randrange(max(1, (n - 1) // 3))].append(n)
    claims = {}
    for n in range(size):
        rest = list(dict.fromkeys(premises[n]))
        arguments = []
        while rest:
            together = rest[: random.choice((1, 1, 2, 3))]
            rest = rest[len(together) :]
            arguments.append(
                Argument(id=f"c{n}/{len(arguments) + 1}", premises=tuple(f"c{each}" for each in together))
            )
        claims[f"c{n}"] = Claim(
            id=f"c{n}",
            text=words(6, 18),
            kind="thesis" if n == 0 else "claim",
            holder=Holder(who="other") if not arguments and random.random() < 0.3 else None,
            cites=() if arguments else (Citation(note=random.choice(list(notes))),),
            supported_by=tuple(arguments),
            passage=(Passage(paragraph=f"{n % 5 + 1}/{n % 9 + 1}", sentences=(1, 1)),),
        )
    return Dataset(
        paper=Paper(id="paper", authors=("author",), title="A Generated Paper"),
        actors={name: Actor(id=name, name=name.title()) for name in ("author", "other")},
        works=works,
        endnotes=notes,
        claims=claims,
    )


def stock(graph: EvidenceGraph) -> str:
    """What pyvis makes of the evidence graph by itself, with everything in line that it will put there."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", height="900px")
    texts = graph.dataset.claims
    for kind, name in graph.support:
        label = (texts[name].text or name) if kind == "claim" else str(name)
        network.add_node(f"{kind}:{name}", label=label[:40], title=label, shape="box")
    for tail, head in graph.support.edges:
        network.add_edge(f"{tail[0]}:{tail[1]}", f"{head[0]}:{head[1]}")
    html: str = network.generate_html()
    return html


def bare(graph: EvidenceGraph) -> str:
    """vis-network with our opening view and nothing else: no text, no search, no panel."""
    drawn = picture(graph)
    first = scene(drawn, shown_from(drawn, *opening(drawn)), sizes(drawn))
    nodes = [
        {"id": number, "label": graph.dataset.claims[drawn.claims[place]].text, "x": x, "y": y}
        for number, ((_, place), (x, y)) in enumerate(zip(first.nodes, first.drawing.boxes, strict=True))
    ]
    edges = [{"from": arc.tail, "to": arc.head} for arc in first.arcs]
    vis = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    options = {"physics": False, "nodes": {"shape": "box", "widthConstraint": 200}}
    return (
        f"<!doctype html><meta charset=utf-8><div id=map style='height:900px'></div>"
        f"<script>{vis.read_text('utf-8')}</script><script>"
        f"const network = new vis.Network(document.getElementById('map'),"
        f" {as_json({'nodes': nodes, 'edges': edges})}, {as_json(options)});"
        " network.once('afterDrawing', () => performance.mark('ready'));</script>"
    )


# Drawn, and something of the page on the screen.
MARKED = (
    "(([drawn], [painted]) => drawn && painted ? Math.max(drawn.startTime, painted.startTime) : 0)"
    "(performance.getEntriesByName('ready'), performance.getEntriesByName('first-contentful-paint'))"
)
READY = {
    "ours": MARKED,
    "bare vis": MARKED,
    # Stock pyvis can be read once its physics has settled.
    "stock": "typeof network !== 'undefined' && network.physics.stabilized ? performance.now() : 0",
}
PATIENCE = 30.0
COLUMNS = "document.querySelectorAll('#_case_now th[data-work] button')"
PAINTED = (
    "new Promise((done) => {{ const start = performance.now(); {act};"
    " requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start))); }})"
)


def measure(browser: Any, path: Path, kind: str, names: list[str]) -> tuple[float, ...]:
    """Seconds until the page is ready, until a selected claim is painted, and a work struck out in the case.

    The last two are medians of several.
    """
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    console = context.new_cdp_session(tab)

    def evaluate(expression: str) -> float:
        answer = console.send(
            "Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True}
        )
        return float(answer["result"].get("value") or 0)

    tab.goto(path.as_uri(), wait_until="commit")
    limit = time.monotonic() + PATIENCE
    ready = 0.0
    while not ready and time.monotonic() < limit:
        ready = evaluate(READY[kind])
        time.sleep(0.005)
    acts = [
        f"location.hash = '#{name}'" if kind == "ours" else f"network.selectNodes(['claim:{name}'])"
        for name in names
        if kind != "bare vis"
    ]
    selected = [evaluate(PAINTED.format(act=act)) for act in acts] or [0.0]
    struck = [0.0]
    if kind == "ours":
        evaluate(PAINTED.format(act=f"location.hash = '#{names[0]}?view=case'"))
        struck = [evaluate(PAINTED.format(act=f"{COLUMNS}[{column}].click()")) for column in range(5)]
    context.close()
    return ready / 1000, statistics.median(selected) / 1000, statistics.median(struck) / 1000


def of(run: Callable[[], object], runs: int) -> float:
    """The median of ``runs`` timings, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def layouts(graph: EvidenceGraph, runs: int) -> tuple[float, float]:
    """Our layout of every claim, and networkx's placement of the same columns without any routing."""
    drawn = picture(graph)
    everything = range(len(drawn.claims))
    measured = sizes(drawn)
    laid = scene(drawn, everything, measured)
    columns = nx.DiGraph()
    for node, column in enumerate(laid.drawing.columns):
        columns.add_node(node, subset=column)
    columns.add_edges_from((arc.tail, arc.head) for arc in laid.arcs)
    return (
        of(lambda: scene(drawn, everything, measured), runs),
        of(lambda: nx.multipartite_layout(columns), runs),
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=[0, 1000, 3000])
    arguments.add_argument("--runs", type=int, default=5)
    asked = arguments.parse_args()
    from playwright.sync_api import sync_playwright

    from claimgraph import load

    print(
        f"{'claims':>9} {'':8} {'KB':>7} {'ready s':>8} {'select s':>9} {'strike s':>9} "
        f"{'write s':>8} {'layout s':>9}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size in asked.sizes:
            data = generated(size) if size else load()
            graph = evidence(data)
            names = list(graph.members)[:: max(1, len(graph.members) // 7)][:7]
            makers = {
                "ours": lambda graph=graph: page(graph.dataset, graph),
                "bare vis": lambda graph=graph: bare(graph),
                "stock": lambda graph=graph: stock(graph),
            }
            paths = {kind: Path(folder) / f"{kind}{size}.html" for kind in makers}
            for kind, make in makers.items():
                paths[kind].write_text(make(), "utf-8")
            found: dict[str, list[tuple[float, ...]]] = {kind: [] for kind in makers}
            slow = size >= 1000  # stock pyvis does not settle there
            for turn in range(asked.runs):
                for kind in makers:
                    if kind != "stock" or turn < (1 if slow else 2):
                        found[kind].append(measure(browser, paths[kind], kind, names))
            medians = {
                kind: tuple(statistics.median(column) for column in zip(*rows, strict=True))
                for kind, rows in found.items()
            }
            writing = {kind: of(make, 3) for kind, make in makers.items()}
            ours, plain = layouts(graph, 5)
            placing = {"ours": ours, "bare vis": 0.0, "stock": plain}
            for kind in makers:
                ready, selected, struck = medians[kind]
                print(
                    f"{len(data.claims):>9,} {kind:8} {paths[kind].stat().st_size / 1000:7.0f} "
                    f"{ready or PATIENCE:8.2f} "
                    f"{selected:9.3f} {struck:9.3f} {writing[kind]:8.2f} {placing[kind]:9.3f}"
                )
            ratio = (medians["stock"][0] or PATIENCE) / medians["ours"][0]
            bare_ratio = medians["bare vis"][0] / medians["ours"][0]
            print(
                f"{'':9} stock is ready {ratio:.1f} times later, bare vis takes {bare_ratio:.2f} times ours",
                flush=True,
            )
        browser.close()
    from crossings import table

    table(asked.sizes)


if __name__ == "__main__":
    main()
