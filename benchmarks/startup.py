"""Whole commands against the floor that their own dependencies set: python -c 'import …'.

Each pair is run in turn, A B A B …, so that a machine that slows down slows both.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

MODEL = "import pydantic\nclass M(pydantic.BaseModel):\n    a: str\nM.model_validate({'a': 'x'})"
THESIS = "nato-asia-eases-dilemma"
QUERY = "SELECT ?text WHERE { ?claim aif:claimText ?text } LIMIT 5"
PAIRS = [
    ("supports", ["supports", THESIS], f"import typer, networkx, yaml\n{MODEL}", 1.25),
    ("sparql", ["sparql", QUERY], f"import typer, yaml, rdflib, pyoxigraph\n{MODEL}", 1.5),
    ("--help", ["--help"], "import typer", 1.3),
]


def seconds(command: list[str], folder: str) -> float:
    start = time.perf_counter()
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    took = time.perf_counter() - start
    assert run.returncode == 0, run.stderr
    return took


def main(runs: int = 11) -> None:
    print(f"{'command':<12}{'ours s':>9}{'floor s':>9}{'ratio':>8}{'at most':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments, floor, bound in PAIRS:
            ours = [sys.executable, "-m", "claimgraph", *arguments]
            theirs = [sys.executable, "-c", floor]
            seconds(ours, folder), seconds(theirs, folder)
            times = [(seconds(ours, folder), seconds(theirs, folder)) for _ in range(runs)]
            a, b = (statistics.median(column) for column in zip(*times, strict=True))
            ratio = statistics.median(mine / floor for mine, floor in times)
            print(f"{name:<12}{a:>9.3f}{b:>9.3f}{ratio:>8.2f}{bound:>9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
