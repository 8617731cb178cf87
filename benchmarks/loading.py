"""Loading with validation against PyYAML's bare C loader on the same files, collector off for both."""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from claimgraph.loading import read

NOTES = 33
CLAIM = """  claim-{i}:
    text: "Cooperation number {i} between the two sides lends legitimacy to a larger role in the region"
    kind: {kind}
    about: [author, topic]
    passage: {{paragraph: "{section}.{part}/{paragraph}", sentences: {sentence}, digest: 142-3f9c0d1e}}
    cites: [{cites}]
"""


def write(folder: Path, claims: int) -> None:
    """Write a data set of ``claims`` claims, each with a passage, a note and up to two arguments."""
    lines = ["claimgraph: 1\nactors:\n  author: {name: An Author, type: person}\n"]
    lines.append("topics:\n  topic: {label: Cooperation}\nclaims:\n")
    for i in range(claims):
        note = i % NOTES + 1
        lines.append(
            CLAIM.format(
                i=i,
                kind="thesis" if i % 50 == 0 else "claim",
                section=i % 3 + 1,
                part=i % 4 + 1,
                paragraph=i % 9 + 1,
                sentence=i % 7 + 1,
                cites=note
                if i % 2
                else f"{{note: {note}, intent: includes quotation from, locator: p. {i}}}",
            )
        )
        if i > 2:
            lines.append(f"    supported_by:\n      - [claim-{i - 1}, claim-{i - 2}]\n")
            lines.append(f"      - {{id: by-{i}, premises: [claim-{i - 3}], signal: in addition}}\n")
    (folder / "claims.yaml").write_text("".join(lines))
    works = "".join(
        f"  work-{n}: {{type: report, title: Report {n}, date: 2014}}\n" for n in range(1, NOTES + 1)
    )
    notes = "".join(f"  {n}: {{works: [work-{n}], accessed: 2014-10-05}}\n" for n in range(1, NOTES + 1))
    paper = "paper: {id: paper, title: A Paper, authors: [author]}\n"
    (folder / "sources.yaml").write_text(f"{paper}works:\n{works}endnotes:\n{notes}")


def bare(folder: Path) -> None:
    for name in ("claims.yaml", "sources.yaml"):
        with (folder / name).open("rb") as stream:
            yaml.load(stream, Loader=yaml.CSafeLoader)


def ours(folder: Path) -> None:
    reading = read(folder)
    assert reading.dataset is not None, reading.findings[:3]


def seconds(load: Callable[[Path], None], folder: Path) -> float:
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    load(folder)
    took = time.perf_counter() - start
    gc.enable()
    return took


def main(sizes: list[int]) -> None:
    print(f"{'claims':>8}{'ours s':>10}{'PyYAML s':>10}{'ratio':>8}{'at most':>9}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            write(folder, size)
            runs = 9 if size <= 1_000 else 3
            times = [(seconds(ours, folder), seconds(bare, folder)) for _ in range(runs)]
            a, b = (statistics.median(column) for column in zip(*times, strict=True))
            print(
                f"{size:>8}{a:>10.4f}{b:>10.4f}{statistics.median(x / y for x, y in times):>8.2f}{1.2:>9.2f}"
            )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1_000, 10_000, 100_000])
