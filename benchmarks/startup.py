"""Whole commands, as a user has them, against the floor of their own dependencies: python -c 'import …'.

As a user has them: the console script of the installed wheel, byte code compiled as pip does, in an
empty folder. Each pair is run in turn, A B A B …, so that a machine that slows down slows both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

MODEL = "import pydantic\nclass M(pydantic.BaseModel):\n    a: str\nM.model_validate({'a': 'x'})"
THESIS = "nato-asia-eases-dilemma"
QUERY = "SELECT ?text WHERE { ?claim aif:claimText ?text } LIMIT 5"
PAIRS = [
    ("supports", ["supports", THESIS], f"import typer, networkx, yaml\n{MODEL}", 1.25),
    ("sparql", ["sparql", QUERY], f"import typer, yaml, rdflib, pyoxigraph\n{MODEL}", 1.5),
    ("--help", ["--help"], "import typer", 1.3),
]


def seconds(command: list[str], folder: str, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    took = time.perf_counter() - start
    assert run.returncode == 0, run.stderr
    return took


def installed(folder: Path) -> Path:
    """The console script of the wheel, installed into ``folder`` beside what is installed already."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = ["wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)]
    subprocess.run([*pip, *wheel], check=True)
    (built,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "lib"), str(built)], check=True)
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder / "lib")], check=True)
    return folder / "lib"


def main(runs: int = 11) -> None:
    print(f"{'command':<12}{'ours s':>9}{'floor s':>9}{'ratio':>8}{'at most':>9}")
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as folder:
        library = installed(Path(made))
        plain = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        own = {**plain, "PYTHONPATH": str(library)}
        for name, arguments, floor, bound in PAIRS:
            ours = [str(library / "bin" / "claimgraph"), *arguments]
            theirs = [sys.executable, "-c", floor]
            seconds(ours, folder, own), seconds(theirs, folder, plain)
            times = [(seconds(ours, folder, own), seconds(theirs, folder, plain)) for _ in range(runs)]
            a, b = (statistics.median(column) for column in zip(*times, strict=True))
            ratio = statistics.median(mine / least for mine, least in times)
            print(f"{name:<12}{a:>9.3f}{b:>9.3f}{ratio:>8.2f}{bound:>9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
