"""The support fixpoint and the whole answer of ``supports``, beside ``networkx.ancestors``.

Generated papers of 100 to 100,000 claims; each figure is the median of runs taken in turn, as a
ratio to the ancestors of the deepest claim in the same graph, the garbage collector in the same
state for all. Bars: fixpoint 3, answer 10 (docs/semantics.md).

    python benchmarks/evidence.py [--sizes 100 1000 …] [--runs 9] [--gc]
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable
from random import Random
from statistics import median
from time import perf_counter

import networkx as nx

from claimgraph.answers.supports import supports
from claimgraph.evidence_graph.fixpoint import status_of, what_lies_below
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import Argument, Citation, Claim, Dataset, Endnote, Paper, Work

SIZES = (100, 1_000, 10_000, 100_000)


def paper(claims: int, seed: int = 0) -> Dataset:
    """A paper like the bundled one, only larger: the last claim rests on all others.

    Two of three claims cite a note; a claim has one to three arguments of one to three premises,
    most from among the claims just before it; one in twenty argues in a circle.
    """
    random = Random(seed)
    notes = max(1, claims // 10)
    found: dict[str, Claim] = {}
    for place in range(claims):
        arguments = []
        for _ in range(random.choice((1, 1, 1, 2, 3)) if place else 0):
            near = [
                max(0, place - 1 - int(random.expovariate(0.2))) for _ in range(random.choice((1, 2, 2, 3)))
            ]
            arguments.append([f"c{premise}" for premise in dict.fromkeys(near)])
        if place:
            arguments[0] = list(dict.fromkeys([f"c{place - 1}", *arguments[0]]))
        if random.random() < 0.05 and place + 5 < claims:
            arguments.append([f"c{place + 5}"])
        found[f"c{place}"] = Claim(
            id=f"c{place}",
            text=f"Claim number {place} says that something holds",
            cites=tuple(Citation(note=random.randint(1, notes)) for _ in range(random.choice((0, 1, 1)))),
            supported_by=tuple(
                Argument(id=f"c{place}/{number}", premises=tuple(premises))
                for number, premises in enumerate(arguments, 1)
            ),
        )
    return Dataset(
        paper=Paper(id="paper", authors=("me",)),
        works={f"w{n}": Work(id=f"w{n}", title=f"Work {n}") for n in range(1, notes + 1)},
        endnotes={n: Endnote(number=n, works=(f"w{n}",)) for n in range(1, notes + 1)},
        claims=found,
    )


def in_turn(runs: int, *calls: Callable[[], object]) -> list[float]:
    """The median time of each call, the calls taken in turn."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for taken, call in zip(times, calls, strict=True):
            start = perf_counter()
            call()
            taken.append(perf_counter() - start)
    return [median(taken) for taken in times]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--gc", action="store_true", help="leave the garbage collector on")
    chosen = options.parse_args()
    print(f"{'claims':>8} {'ancestors':>12} {'fixpoint':>9} {'answer':>7}   {'ns/claim':>9}")
    for size in chosen.sizes:
        graph = evidence(paper(size))
        deepest = f"c{size - 1}"
        node = ("claim", deepest)
        gc.collect()
        gc.freeze()
        if not chosen.gc:
            gc.disable()
        plain, fixpoint, answer = in_turn(
            chosen.runs,
            lambda: nx.ancestors(graph.support, node),  # noqa: B023
            lambda: status_of(graph, what_lies_below(graph, (deepest,))),  # noqa: B023
            lambda: supports(graph, deepest),  # noqa: B023
        )
        gc.enable()
        print(
            f"{size:>8,} {plain * 1e3:>9.2f} ms {fixpoint / plain:>8.2f}× {answer / plain:>6.2f}×"
            f"   {answer / size * 1e9:>9.0f}"
        )


if __name__ == "__main__":
    main()
