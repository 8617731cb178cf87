"""RDF of a store: writing it beside ``oxigraph load``, works below a thesis beside a path, named queries.

Papers are those of ``corpus_papers``. Processor seconds; peak resident memory and processor time of
writing are those of whole processes:

    corpus rdf        the whole command, and without the making of N-Quads (measured in a process of
                      its own)    / ``oxigraph load`` of the same N-Quads (the package ``oxigraph``)
    works below       ``supports`` from the store    / the path query of docs/vocabulary.md over the
                      union of all papers, in the child process, ended after ``--limit`` seconds
    named queries     of one paper: from the store to rows    / from its folder to rows, in this process

    python benchmarks/corpus_rdf.py [--papers 100 1000] [--limit 10] [--theses 5]
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import NamedTuple

import pyoxigraph as ox
from corpus_papers import make

from claimgraph import load, supports
from claimgraph.errors import LimitError
from claimgraph.querying.asking import Query
from claimgraph.querying.named import named_queries, named_query
from claimgraph.rdf import nquads
from claimgraph.store.adding import add
from claimgraph.store.catalogue import Catalogue, reading
from claimgraph.store.finding import evidence_in, plain_dataset
from claimgraph.store.querying import on_all
from claimgraph.store.rdf import FOLDER

WORKS_BELOW = """SELECT DISTINCT ?work WHERE {
  ?below (cg:supports|cg:restates|^cg:restates)* <urn:x-claimgraph:paper:PAPER/claim/CLAIM> ;
    cg:standsOn/cg:resolvesTo ?work .
}"""
WRITTEN = """
import sys
from pathlib import Path
from claimgraph.rdf import nquads
from claimgraph.store.catalogue import reading
from claimgraph.store.finding import plain_dataset
with reading(Path(sys.argv[1])) as catalogue, open(sys.argv[2], "w") as file:
    for (name,) in list(catalogue.rows("SELECT id FROM paper ORDER BY id")):
        file.write(nquads(plain_dataset(catalogue, name), canonical=False))
"""


class Ran(NamedTuple):
    seconds: float
    memory: int


def run(*command: str | Path) -> Ran:
    """Processor seconds and peak resident MiB of a process."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    pid = os.posix_spawn(command[0], [str(each) for each in command], os.environ, file_actions=silent)
    _, status, used = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return Ran(used.ru_utime + used.ru_stime, used.ru_maxrss >> 10)


def size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


def loading(place: Path, store: Path) -> None:
    said = place / "all.nq"
    making = run(sys.executable, "-c", WRITTEN, store, said)
    ours = run(sys.executable, "-m", "claimgraph", "corpus", "rdf", "--store", store)
    with said.open("rb") as file:
        lines = sum(1 for _ in file)
    print(
        f"  {lines:,} quads, {said.stat().st_size / 1e6:,.0f} MB of N-Quads, made in {making.seconds:.1f} s"
    )
    print(
        f"  corpus rdf      {ours.seconds:7.1f} s {ours.memory:6,} MiB"
        f" {size(store / FOLDER):7,.0f} MB on disk"
    )
    there = Path(sys.executable).with_name("oxigraph")
    program = str(there) if there.exists() else shutil.which("oxigraph")
    if program is None:
        print("  oxigraph load   not measured: pip install oxigraph has the program")
        return
    theirs = run(program, "load", "--location", place / "oxigraph", "--file", said)
    print(
        f"  oxigraph load   {theirs.seconds:7.1f} s {theirs.memory:6,} MiB"
        f" {size(place / 'oxigraph'):7,.0f} MB on disk"
    )
    print(f"  speed, whole command / oxigraph load  {theirs.seconds / ours.seconds:5.2f}   >= 0.8")
    alone = theirs.seconds / (ours.seconds - making.seconds)
    print(f"  speed, without the making of N-Quads  {alone:5.2f}")


def paths(store: Path, theses: int, limit: float) -> None:
    ratios, stopped = [], 0
    with reading(store) as catalogue:
        known = list(
            catalogue.rows(
                "SELECT paper.id, claim.id FROM claim JOIN paper ON paper.n = claim.paper"
                " WHERE kind = 'thesis'"
            )
        )
        for paper, claim in Random(1).sample(known, theses):
            thesis = f"{paper}:{claim}"
            ours = median(
                took(lambda p=paper, t=thesis: supports(evidence_in(catalogue, p, under=t), t))
                for _ in range(9)
            )
            query = Query(WORKS_BELOW.replace("PAPER", paper).replace("CLAIM", claim))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            try:
                on_all(store, query, timeout=limit, form="json")
            except LimitError:
                stopped += 1
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            theirs = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
            ratios.append(theirs / ours)
    print(
        f"  path query over the union / ours  {median(ratios):8.0f}   >= 100"
        f" ({stopped} of {theses} were stopped: more than that)"
    )


def took(call: Callable[[], object]) -> float:
    start = process_time()
    call()
    return process_time() - start


def named(catalogue: Catalogue, paper: str, folder: Path) -> None:
    dataset = plain_dataset(catalogue, paper)
    claims = [claim.id for claim in dataset.claims.values() if claim.kind == "thesis"][:2]
    ours, theirs = {}, {}
    for name, query in named_queries().items():
        both = dict(zip(("claim", "other"), claims, strict=True))
        text = named_query(name, **both) if name == "what-two-claims-share" else query.text

        def stored(text: str = text) -> object:
            return rows(nquads(plain_dataset(catalogue, paper), canonical=False), text)

        def loaded(text: str = text) -> object:
            return rows(nquads(load(folder), canonical=False), text)

        pairs = [(took(stored), took(loaded)) for _ in range(3)]
        ours[name], theirs[name] = (median(column) for column in zip(*pairs, strict=True))
    worst = max(ours, key=lambda name: ours[name] / theirs[name])
    print(
        f"  {len(ours)} named queries of a paper: {sum(ours.values()):.2f} s, from its folder"
        f" {sum(theirs.values()):.2f} s; the worst ratio {ours[worst] / theirs[worst]:.2f} ({worst})   <= 1"
    )
    slow = {name: found for name, found in ours.items() if found > 0.1}
    print("  over 0.1 s:", ", ".join(f"{name} {found:.2f} s" for name, found in slow.items()) or "none")


def rows(said: str, query: str) -> list[object]:
    store = ox.Store()
    store.bulk_load(said.encode(), format=ox.RdfFormat.N_QUADS)
    return list(store.query(query, use_default_graph_as_union=True))  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, nargs="+", default=[100, 1_000])
    parser.add_argument("--limit", type=float, default=10)
    parser.add_argument("--theses", type=int, default=5)
    asked = parser.parse_args()
    for papers in asked.papers:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            print(f"{papers:,} papers", flush=True)
            found = make(place / "papers", papers)
            store = place / "store"
            add([place / "papers"], store)
            with reading(store) as catalogue:
                row = catalogue.one(
                    "SELECT id, folder FROM paper ORDER BY id LIMIT 1 OFFSET ?", (papers // 2,)
                )
                assert row is not None
                named(catalogue, row[0], Path(row[1]))
            del found
            loading(place, store)
            paths(store, asked.theses, asked.limit)


if __name__ == "__main__":
    main()
