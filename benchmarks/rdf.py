"""Model to RDF, beside plain rdflib: its ``add`` calls for the same quads, and its own writers.

Generated papers; each figure is the median of runs taken in turn, as a ratio to rdflib's part of
the same job in the same run:

    triples        our rdflib Dataset               / ``Dataset.add`` of the same, ready-made quads
    nquads         canonical N-Quads                / ``Dataset.add`` of the same, ready-made quads
    turtle         our Turtle                       / rdflib's Turtle of the ready-made Dataset
    read_rdf       the model from N-Quads           / rdflib's parse of the same N-Quads

    python benchmarks/rdf.py [--sizes 100 1000 …] [--runs 5]
"""

from __future__ import annotations

import argparse
import gc
import warnings
from collections.abc import Callable
from random import Random
from statistics import median
from time import perf_counter

import rdflib

from claimgraph.model.entities import (
    Actor,
    Argument,
    Attack,
    Citation,
    Claim,
    Dataset,
    Date,
    Endnote,
    Holder,
    Paper,
    Passage,
    Topic,
    Work,
)
from claimgraph.rdf import nquads, quads, read_rdf, triples
from claimgraph.rdf.writing import turtle

SIZES = (100, 1_000, 10_000)


def paper(size: int, seed: int = 1) -> Dataset:
    """A paper with as many notes, works, actors and arguments a claim as the bundled one has."""
    random = Random(seed)
    ids = [f"claim-number-{place}" for place in range(size)]
    actors = {
        f"actor-{n}": Actor(id=f"actor-{n}", name=f"Actor {n}", type="state") for n in range(size // 10 + 1)
    }
    topics = {f"topic-{n}": Topic(id=f"topic-{n}", label=f"Topic {n}") for n in range(size // 20 + 1)}
    notes = size // 10 + 1
    day = Date(is_="2014-05-06")
    return Dataset(
        paper=Paper(id="generated", authors=("actor-0",)),
        actors=actors,
        topics=topics,
        works={
            f"work-{n}": Work(id=f"work-{n}", title=f"Work {n}", type="news", issuer="actor-0", date=day)
            for n in range(notes)
        },
        endnotes={
            n + 1: Endnote(number=n + 1, form="ibid", refers_to=n)
            if n % 4 == 3
            else Endnote(number=n + 1, works=(f"work-{n}",))
            for n in range(notes)
        },
        claims={
            id_: _claim(place, ids, list(actors), list(topics), notes, random)
            for place, id_ in enumerate(ids)
        },
        attacks=tuple(
            Attack(from_=random.choice(ids), to=ids[random.randrange(size)]) for _ in range(size // 20)
        ),
    )


def _claim(
    place: int, ids: list[str], actors: list[str], topics: list[str], notes: int, random: Random
) -> Claim:
    id_ = ids[place]
    arguments = random.choice((0, 1, 1, 2)) if place > 3 else 0
    return Claim(
        id=id_,
        text=f"What the paper says at its place number {place}, in words of our own",
        holder=Holder(who=random.choice(actors)) if place % 5 == 0 else None,
        about=(random.choice(actors), random.choice(topics)),
        passage=(
            Passage(paragraph=f"2.{place % 7}/{place // 7 + 1}", sentences=(1, 2), digest="142-3f9c0d1e"),
        ),
        cites=tuple(Citation(note=random.randint(1, notes)) for _ in range(random.choice((0, 0, 1, 1)))),
        supported_by=tuple(
            Argument(
                id=f"{id_}/{number}",
                premises=tuple(
                    dict.fromkeys(ids[random.randrange(place)] for _ in range(random.choice((1, 1, 2, 3))))
                ),
            )
            for number in range(1, arguments + 1)
        ),
    )


def timed(job: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    job()
    return perf_counter() - start


def measure(size: int, runs: int) -> None:
    dataset = paper(size)
    ready, text, store = list(quads(dataset)), nquads(dataset), triples(dataset)

    def plain_adds() -> None:
        into = rdflib.Dataset()
        for quad in ready:
            into.add(quad)

    jobs: dict[str, Callable[[], object]] = {
        "adds": plain_adds,
        "triples": lambda: triples(dataset),
        "nquads": lambda: nquads(dataset),
        "rdflib turtle": lambda: store.serialize(format="turtle"),
        "turtle": lambda: turtle(dataset),
        "rdflib parse": lambda: rdflib.Dataset().parse(data=text, format="nquads"),
        "read_rdf": lambda: read_rdf(text, "nquads"),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            times[name].append(timed(job))
    took = {name: median(found) for name, found in times.items()}
    print(
        f"{size:>7} claims {len(ready):>9,} quads   "
        f"adds {took['adds'] * 1000:9.1f} ms   "
        f"triples {took['triples'] / took['adds']:5.2f}   "
        f"nquads {took['nquads'] / took['adds']:5.2f}   "
        f"turtle {took['turtle'] / took['rdflib turtle']:5.2f}   "
        f"read_rdf {took['read_rdf'] / took['rdflib parse']:5.2f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    warnings.simplefilter("ignore", DeprecationWarning)
    for size in options.sizes:
        measure(size, options.runs if size < 10_000 else min(3, options.runs))


if __name__ == "__main__":
    main()
