"""A store of generated papers beside the one-paper functions: building, adding again, tracing, withdrawing.

Processor time, medians of runs in turn, as ratios to the named alternative of the same run; papers are
those of ``evidence.paper`` (150 claims), with works drawn from a common pool, seeds fixed.

    python benchmarks/corpus.py [--papers 200] [--claims 150]
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from evidence import paper

from claimgraph import evidence, load, supports, withdraw
from claimgraph.editing.write import write
from claimgraph.model.entities import Actor, Date, Work
from claimgraph.naming.searching import search as search_one
from claimgraph.store import withdrawing
from claimgraph.store.adding import add
from claimgraph.store.catalogue import FILE, reading
from claimgraph.store.finding import plain_dataset
from claimgraph.store.searching import search


def make(folder: Path, papers: int, claims: int) -> list[Path]:
    """``papers`` generated data sets below ``folder``."""
    random = Random(7)
    found = []
    for number in range(papers):
        base = paper(claims, seed=number)
        works = {}
        for name in base.works:
            common = random.randrange(papers * 5) if random.random() < 0.5 else None
            works[name] = Work(
                id=name,
                title=f"Study {number} {name}" if common is None else f"Study {common}",
                creators=("A. Smith",),
                date=Date(is_="2010"),
                doi=f"10.1000/{common}" if common is not None and common % 3 == 0 else None,
            )
        last = list(base.claims)[-1]
        thesis = base.claims[last].model_copy(update={"kind": "thesis"})
        dataset = base.model_copy(
            update={
                "paper": base.paper.model_copy(update={"id": f"paper-{number}"}),
                "actors": {"me": Actor(id="me", name="Me")},
                "works": works,
                "claims": {**base.claims, last: thesis},
            }
        )
        place = folder / f"p{number:05}"
        place.mkdir(parents=True)
        for name, text in write(dataset).items():
            (place / name).write_text(text, "utf-8")
        found.append(place)
    return found


def took(call: Callable[[], object], runs: int = 1) -> float:
    """Processor seconds, the median of ``runs``."""
    times = []
    for _ in range(runs):
        start = process_time()
        call()
        times.append(process_time() - start)
    return median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--claims", type=int, default=150)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folders = make(Path(place) / "papers", asked.papers, asked.claims)
        store = Path(place) / "store"
        loading = took(lambda: [load(folder) for folder in folders])
        building = took(lambda: add([Path(place) / "papers"], store, jobs=1))
        say("build, one process / loading every folder", building, loading, "<= 1.5")
        files = [folder / name for folder in folders for name in ("claims.yaml", "sources.yaml")]
        hashing = took(lambda: [hashlib.sha256(file.read_bytes()).digest() for file in files], 5)
        again = took(lambda: add([Path(place) / "papers"], store, jobs=1), 5)
        say("adding again / hashing the files", again, hashing, "<= 2")
        size = sum(file.stat().st_size for file in files)
        print(f"{'catalogue / YAML':56}{(store / FILE).stat().st_size / size:8.2f}   <= 1.5 (bytes)")
        with reading(store) as catalogue:
            random = Random(1)
            names = [f"paper-{random.randrange(asked.papers)}" for _ in range(15)]
            thesis = f"c{asked.claims - 1}"

            def stored(name: str) -> object:
                return supports(evidence(plain_dataset(catalogue, name)), thesis)

            loaded = {name: load(folders[int(name.partition("-")[2])]) for name in names}
            cold = median(took(lambda n=name: stored(n)) for name in names)  # type: ignore[misc]
            warm = median(
                took(lambda n=name: supports(evidence(loaded[n]), thesis))  # type: ignore[misc]
                for name in names
            )
            say("trace of a thesis from the store / its data set in memory", cold, warm, "<= 1")
            ranked = withdrawing.ranking(catalogue)
            most = max(ranked, key=lambda row: row["papers"])["work"]
            one = took(lambda: withdrawing.withdraw(catalogue, [most]), 9)
            citing = [row["paper"] for row in withdrawing.withdraw(catalogue, [most])["papers"]]
            fresh = took(lambda: [anew(catalogue, name) for name in citing])
            every = fresh / len(citing) * asked.papers
            print(f"{'every paper anew / withdraw the most cited work':56}{every / one:8.0f}   >= 1000")
            many = [row["work"] for row in ranked[:500]]
            listed = took(lambda: withdrawing.withdraw(catalogue, many))
            print(f"{'every paper anew / a list of 500 works':56}{every / listed:8.1f}")
            found = took(lambda: search(catalogue, "claim number 17", limit=100), 5)
            alone = took(lambda: [search_one(each, "claim number 17") for each in loaded.values()])
            print(
                f"{'one-paper search over the same text / search':56}"
                f"{alone / len(loaded) * asked.papers / found:8.0f}   >= 100"
            )


def anew(catalogue: object, name: str) -> object:
    """The withdrawal of a work, weighed from the paper's model."""
    dataset = plain_dataset(catalogue, name)  # type: ignore[arg-type]
    return withdraw(evidence(dataset), [("work", next(iter(dataset.works)))])


def say(what: str, ours: float, theirs: float, bar: str) -> None:
    print(f"{what:56}{ours / theirs:8.2f}   {bar} ({ours * 1e3:.1f} / {theirs * 1e3:.1f} ms)")


if __name__ == "__main__":
    main()
