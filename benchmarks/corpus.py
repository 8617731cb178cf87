"""A store of made-up papers beside the one-paper functions, and what it costs in bytes and memory.

Processor time, user and system, of this process or of the processes that it starts; medians of runs in
turn, as ratios to the named alternative of the same run, with the goal. The papers are those of
``corpus_papers`` (150 claims of about fourteen words), seeds fixed. What is asked of one paper is asked
of papers drawn at random; what all of them would cost is that times their number. Building is measured
on the first thousand papers at most, a hundred at a time; the time that two processes take is that of
the clock, which says something on two idle cores alone.

    python benchmarks/corpus.py [--papers 100] [--folder DIR]

With ``--folder`` papers and stores are made there, and used again: ten thousand papers take a while.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from corpus_papers import THESES, make

from claimgraph import evidence, load, supports, withdraw
from claimgraph.model.entities import Dataset
from claimgraph.naming.searching import search as search_one
from claimgraph.store import withdrawing
from claimgraph.store.adding import add
from claimgraph.store.catalogue import FILE, Catalogue, reading
from claimgraph.store.finding import evidence_in, plain_dataset
from claimgraph.store.searching import MOST_RANKED, search

ROOT = Path(__file__).resolve().parent.parent
Call = Callable[[], object]
_PART, _PARTS = 100, 10
"""Papers built at a time, and how many times."""
_ADD = """
import json, resource, sys
from pathlib import Path
from claimgraph.store.adding import add
add([Path(sys.argv[1])], Path(sys.argv[2]), jobs=2)
status = Path("/proc/self/status")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if status.exists():  # what was held before this program was started is not its own
    peak = int(status.read_text().partition("VmHWM:")[2].split()[0])
print(json.dumps([peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=100)
    parser.add_argument("--folder", type=Path, help="where papers and stores are kept for another run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        kept = asked.folder or Path(place)
        print(f"{asked.papers:,} papers; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        folders, store = made(kept, asked.papers)
        small = made(kept, 100)[1]
        building(folders[: _PART * _PARTS], Path(place))
        again(folders, store)
        with reading(store) as catalogue, reading(small) as few:
            tracing(catalogue, few, folders)
            processes(store, folders)
            withdrawals(catalogue, folders)
            searching(catalogue, folders)


def made(kept: Path, papers: int) -> tuple[list[Path], Path]:
    """The folders of ``papers`` papers and a store of them, below ``kept``; made if they are not there."""
    place, store = kept / f"papers-{papers}", kept / f"store-{papers}"
    if not place.exists():
        making = kept / f"making-{papers}"
        make(making, papers)
        making.rename(place)
    if not (store / FILE).exists():
        making = kept / f"building-{papers}"
        run = subprocess.run([sys.executable, "-c", _ADD, place, making], capture_output=True, check=True)
        parent, worker = (kibibytes / 1024 for kibibytes in json.loads(run.stdout))
        row(f"memory of add, {papers:,} papers: parent", parent, "<= 300", "MiB")
        row(f"memory of add, {papers:,} papers: a worker", worker, "<= 300", "MiB, at most")
        making.rename(store)
    found = {int(file.parent.name.rpartition("-")[2]): file.parent for file in place.rglob("claims.yaml")}
    return [found[number] for number in range(papers)], store


def building(folders: list[Path], place: Path) -> None:
    """One process beside loading, two beside one."""
    loads, adds = [], []
    for at in range(0, len(folders), _PART):
        some = folders[at : at + _PART]
        loads.append(took(lambda some=some: [load(folder) for folder in some]))
        adds.append(took(partial(add, some, place / "alone", jobs=1)))
    ratio("build, one process / loading every folder", sum(adds), sum(loads), "<= 1.5")
    times = []
    for jobs in (1, 2):
        start = perf_counter()
        add(folders, place / f"of-{jobs}", jobs=jobs)
        times.append(perf_counter() - start)
    ratio("build, one process / two, by the clock", *times, goal=">= 1.6")


def again(folders: list[Path], store: Path) -> None:
    """Adding what has not changed, beside hashing it; bytes."""
    files = [folder / name for folder in folders for name in ("claims.yaml", "sources.yaml")]
    whole = folders[0].parent.parent
    hashing, adding = in_turn(
        lambda: [hashlib.sha256(file.read_bytes()).digest() for file in files],
        partial(add, [whole], store, jobs=1),
    )
    ratio("adding again / hashing the files", adding, hashing, "<= 2")
    size = sum(file.stat().st_size for file in files)
    row("catalogue / YAML", (store / FILE).stat().st_size / size, "<= 1.5", f"{size / 1e6:.1f} MB of YAML")


def drawn(folders: list[Path], count: int) -> Iterator[tuple[str, str, Path]]:
    """Papers, with a thesis of each, and their folders."""
    random = Random(1)
    for folder in random.sample(folders, min(count, len(folders))):
        yield folder.name, f"c{random.randrange(THESES)}", folder


def tracing(catalogue: Catalogue, few: Catalogue, folders: list[Path]) -> None:
    """A thesis of a paper that is not in memory, beside the data set that is; many papers beside few."""

    def stored(kept: Catalogue, paper: str, thesis: str) -> object:
        claim = f"{paper}:{thesis}"
        return supports(evidence_in(kept, paper, under=claim), claim)

    def held(dataset: Dataset, thesis: str) -> object:
        return supports(evidence(dataset), thesis)

    times = []
    for (paper, thesis, folder), (other, _, _) in zip(
        drawn(folders, 100), drawn(folders[:100], 100), strict=True
    ):
        times.append(
            in_turn(
                partial(stored, catalogue, paper, thesis),
                partial(held, load(folder), thesis),
                partial(stored, few, other, thesis),
                runs=3,
            )
        )
    ours, theirs, small = (median(column) for column in zip(*times, strict=True))
    ratio("trace of a thesis from the store / evidence and supports", ours, theirs, "<= 1")
    ratio(f"the same, {len(folders):,} papers / 100 papers", ours, small, "<= 1.3")


def processes(store: Path, folders: list[Path]) -> None:
    """The whole command, of a store and of a folder."""
    times = []
    for paper, thesis, folder in drawn(folders, 11):
        ours = ["supports", f"{paper}:{thesis}", "--store", str(store)]
        theirs = ["supports", thesis, "--data", str(folder)]
        times.append((child(ours), child(theirs)))
    ours_, theirs_ = (median(column) for column in zip(*times, strict=True))
    ratio("whole process: supports --store / --data", ours_, theirs_, "<= 0.95")


def child(arguments: list[str]) -> float:
    """Processor seconds of the command with ``arguments``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "claimgraph", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def withdrawals(catalogue: Catalogue, folders: list[Path]) -> None:
    """The most cited work, and a list of five hundred, beside every paper worked out anew."""
    ranked = withdrawing.ranking(catalogue)
    most = max(ranked, key=lambda work: work["papers"])["work"]
    citing = withdrawing.withdraw(catalogue, [most])["papers"]
    some = Random(1).sample(citing, min(20, len(citing)))

    def anew() -> None:
        for paper in some:
            dataset = plain_dataset(catalogue, paper["paper"])
            withdraw(evidence(dataset), [("work", work) for work in paper["works"]])

    many = [work["work"] for work in ranked[:500]]
    fresh, one, listed = in_turn(
        anew,
        partial(withdrawing.withdraw, catalogue, [most]),
        partial(withdrawing.withdraw, catalogue, many),
    )
    every = fresh / len(some) * len(folders)
    ratio(f"every paper anew / withdraw the work of {len(citing):,} papers", every, one, ">= 1000")
    cited = withdrawing.withdraw(catalogue, many)["papers"]
    several = sum(len(paper["works"]) > 1 for paper in cited)
    goal = f">= {len(folders) / max(several, 1):.1f}"
    ratio(f"every paper anew / a list of {len(many)} works", every, listed, goal)


def searching(catalogue: Catalogue, folders: list[Path]) -> None:
    """Words in few and in many claims, beside the search of one paper."""
    loaded = [load(folder) for _, _, folder in drawn(folders, 10)]

    def count(query: str) -> int:
        return search(catalogue, query, limit=1)["count"]

    common = [
        word
        for (word,) in catalogue.rows(
            "SELECT term FROM vocabulary WHERE length(term) > 3 ORDER BY doc DESC LIMIT 2000"
        )
    ]
    rare = common[-1]
    most = next(word for word in common if count(word) <= MOST_RANKED)
    at = common.index(most)
    two = f"{common[0]} {common[1]}"
    for words in (
        rare,
        most,
        next(
            f"{common[n]} {common[n + 1]}"
            for n in range(at + 1)
            if count(f"{common[n]} {common[n + 1]}") <= MOST_RANKED
        ),
        f"{two} {common[2]}",
        f"{rare[:-2]}q{rare[-1]}",
        f"q{rare[1:]} {most}",
        two if count(two) > MOST_RANKED else common[0],
    ):
        found = search(catalogue, words, limit=100)
        ours = took(partial(search, catalogue, words, limit=100), 5)
        theirs = took(lambda words=words: [search_one(each, words, ("claim",)) for each in loaded])
        what = f'search "{words}": {found["count"]:,}{"" if found["ranked"] else ", not ranked"}'
        ratio(what, theirs / len(loaded) * len(folders), ours, ">= 100")


def took(call: Call, runs: int = 1) -> float:
    """Processor seconds, the median of ``runs``."""
    return in_turn(call, runs=runs)[0]


def in_turn(*calls: Call, runs: int = 5) -> list[float]:
    """Processor seconds of each of ``calls``, medians of ``runs`` in turn."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for call, found in zip(calls, times, strict=True):
            start = process_time()
            call()
            found.append(process_time() - start)
    return [median(found) for found in times]


def ratio(what: str, one: float, other: float, goal: str) -> None:
    row(what, one / other, goal, f"{one * 1e3:,.1f} / {other * 1e3:,.1f} ms")


def row(what: str, number: float, goal: str, of: str) -> None:
    print(f"{what:74}{number:12,.2f}   {goal:8} ({of})", flush=True)


if __name__ == "__main__":
    main()
