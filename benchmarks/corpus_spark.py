"""The jobs of Spark on ``local[2]`` beside two processes here: the same functions over the same files.

Spark's start is told apart; each job's processor time is that of Java and its Python workers, the first
job's with their imports. Both sides write their rows as Parquet, and the rows are the same. Medians of
runs in turn, as ratios; needs the extra ``spark``, Java and Linux. 10,000 papers: by hand.

    python benchmarks/corpus_spark.py [--papers 1000] [--runs 3]
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any

from corpus_papers import make

from claimgraph.store import withdrawing
from claimgraph.store.adding import add
from claimgraph.store.catalogue import reading
from claimgraph.store.parquet import PAPERS, WORKS, export
from claimgraph.store.spark import ANSWERS, JOBS, run

TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    if not importlib.util.find_spec("pyspark") or not shutil.which("java"):
        print("Spark is not here: pip install 'claimgraph[spark]', and Java 17 or later")
        return
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        make(place / "papers", asked.papers)
        add([place / "papers"], place / "store", jobs=2)
        with reading(place / "store") as catalogue:
            export(catalogue, place / "parquet")
            work = withdrawing.ranking(catalogue)[0]["work"]
        compare(place, work, asked.runs)


def compare(place: Path, work: str, runs: int) -> None:
    meter = Meter()
    meter.start()
    start, before = monotonic(), meter.seconds()
    session = started()
    print(f"Spark's start: {monotonic() - start:.1f} s, {meter.seconds() - before:.1f} s of processor time")
    print(f"{'':12}{'Spark / two processes':>24}{'goal':>8}   seconds of processor time")
    for job in JOBS:
        gone = [work] if job == "withdraw" else []
        sides: dict[str, list[float]] = {"Spark": [], "here": []}
        for number in range(runs):
            there, here = place / f"{job}-{number}-spark", place / f"{job}-{number}-here"
            sides["Spark"].append(meter.of(run, job, place / "parquet", there, works=gone))
            sides["here"].append(meter.of(by_two, job, place / "parquet", here, gone))
            if number == 0 and rows_in(there / "rows") != rows_in(here):
                sys.exit(f"{job}: the rows differ")
        ours, theirs = (median(sides[each]) for each in ("Spark", "here"))
        said = ", ".join(f"{a:.1f} / {b:.1f}" for a, b in zip(*sides.values(), strict=True))
        print(f"{job:12}{ours / theirs:24.2f}{'<= 2':>8}   {said}", flush=True)
    session.stop()


def started() -> Any:
    """A session of Spark on two cores."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    return (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )


def by_two(job: str, parquet: Path, output: Path, works: list[str]) -> None:
    """What ``job`` does, in two processes here."""
    import pyarrow.parquet as pq

    cited: dict[str, list[str]] = {}
    for row in pq.read_table(parquet / WORKS, filters=[("key", "in", works)]).to_pylist() if works else ():
        cited.setdefault(row["paper"], []).append(row["work"])
    output.mkdir()
    files = sorted((parquet / PAPERS).glob("*.parquet"))
    with ProcessPoolExecutor(2, get_context("forkserver")) as pool:
        told = pool.map(answered, ((job, one, cited if works else None) for one in models(files)))
        for number, rows in enumerate(told):
            write(output / f"{number}.parquet", rows)


def models(files: Iterable[Path]) -> Iterator[list[tuple[str, bytes]]]:
    import pyarrow.parquet as pq

    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(50, columns=["id", "model"]):
            yield [(row["id"], row["model"]) for row in batch.to_pylist()]


def answered(
    asked: tuple[str, list[tuple[str, bytes]], dict[str, list[str]] | None],
) -> list[tuple[Any, ...]]:
    job, papers, cited = asked
    wanted = [
        (model, () if cited is None else cited[id_]) for id_, model in papers if cited is None or id_ in cited
    ]
    return [row for model, works in wanted for row in ANSWERS[job](model, works)]


def write(path: Path, rows: list[tuple[Any, ...]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if rows:
        pq.write_table(pa.table({str(at): column for at, column in enumerate(zip(*rows, strict=True))}), path)


def rows_in(folder: Path) -> list[tuple[Any, ...]]:
    import pyarrow.parquet as pq

    return sorted(tuple(row.values()) for row in pq.read_table(folder).to_pylist())


class Meter(Thread):
    """Processor time of this process and of all that were ever seen below it, looked at five times a second.

    Times of workers that end are not always handed on to those who started them.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._ticks: dict[tuple[int, str], int] = {}
        self._lock = Lock()

    def run(self) -> None:
        while True:
            self.seconds()
            sleep(0.2)

    def of(self, call: Callable[..., object], *given: Any, **named: Any) -> float:
        """Seconds of processor time that ``call`` takes."""
        before = self.seconds()
        call(*given, **named)
        return self.seconds() - before

    def seconds(self) -> float:
        with self._lock:
            parents: dict[int, tuple[int, str, int]] = {}
            for stat in Path("/proc").glob("[0-9]*/stat"):
                with contextlib.suppress(OSError):  # it ended meanwhile
                    fields = stat.read_text().rpartition(")")[2].split()
                    number = int(stat.parent.name)
                    parents[number] = int(fields[1]), fields[19], int(fields[11]) + int(fields[12])
            below = {os.getpid()}
            while below:
                for each in below:
                    self._ticks[each, parents[each][1]] = parents[each][2]
                below = {each for each, (parent, _, _) in parents.items() if parent in below}
            return sum(self._ticks.values()) / TICKS


if __name__ == "__main__":
    main()
