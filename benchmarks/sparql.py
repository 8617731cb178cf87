"""A query in the child process, beside pyoxigraph in this one, on the same triples.

What the walls cost: starting a process (about that of importing pyoxigraph in a bare interpreter,
measured too), passing the triples in and the answer out. Each figure is the median of runs taken in
turn; the ratio is the median of the ratios of the pairs.

    python benchmarks/sparql.py [--sizes 1000 10000 100000] [--runs 9]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pyoxigraph as ox

from claimgraph.querying.engine import Engine, run

QUERIES = {
    "one row": "SELECT (COUNT(*) AS ?n) { ?claim <urn:rests-on> ?premise }",
    "path": "SELECT ?end { <urn:claim/0> <urn:rests-on>* ?end }",
    "every row": "SELECT ?s ?p ?o { ?s ?p ?o }",
}


def triples(number: int) -> str:
    """N-Quads of a paper: claims with a text, each resting on two others, in one named graph."""
    lines = []
    for claim in range(max(1, number // 3)):
        lines.append(f'<urn:claim/{claim}> <urn:text> "What claim number {claim} says" <urn:graph> .\n')
        for premise in (2 * claim + 1, 2 * claim + 2):
            lines.append(f"<urn:claim/{claim}> <urn:rests-on> <urn:claim/{premise}> <urn:graph> .\n")
    return "".join(lines)


def in_process(query: str, data: str) -> bytes:
    """What anyone would write without a child process."""
    store = ox.Store()
    store.load(data, format=ox.RdfFormat.N_QUADS)
    answer = store.query(query, use_default_graph_as_union=True)
    body: bytes | None = answer.serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[call-overload]
    assert body is not None
    return body


def in_turn(
    runs: int, ours: Callable[[], object], theirs: Callable[[], object]
) -> tuple[float, float, float]:
    """Medians in seconds of both, and of the ratio of the two runs of a pair."""
    ours(), theirs()
    times = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    mine, other = (median(column) for column in zip(*times, strict=True))
    return mine, other, median(a / b for a, b in times)


def seconds(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started


def bare_interpreter() -> None:
    packages = str(Path(ox.__file__).parent.parent)
    code = f"import sys; sys.path.append({packages!r}); import pyoxigraph"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


def ready() -> None:
    """An engine that has had time to start, as beside the reading of a data set."""
    with Engine() as engine:
        engine.query("", "ASK {}")


def report(name: str, figures: tuple[float, float, float]) -> None:
    print(f"{name:<44}{figures[0] * 1000:>10.1f}{figures[1] * 1000:>10.1f}{figures[2]:>8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    print(f"{'':<44}{'ours ms':>10}{'other ms':>10}{'ratio':>8}")
    report("a query / import pyoxigraph, bare python", in_turn(options.runs, ready, bare_interpreter))
    for size in options.sizes:
        data = triples(size)
        for name, query in QUERIES.items():
            assert len(run(query, data).body) == len(in_process(query, data))
            figures = in_turn(
                options.runs,
                lambda query=query, data=data: run(query, data),  # type: ignore[misc]
                lambda query=query, data=data: in_process(query, data),  # type: ignore[misc]
            )
            report(f"{name}, {size:,} triples / in process", figures)


if __name__ == "__main__":
    main()
