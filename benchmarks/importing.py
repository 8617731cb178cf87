"""What an import costs as the notes grow, and beside the floor that its own dependencies set.

- resolving: 300, 1,500 and 3,000 notes of made-up papers, in this process;
- the whole command, installed as a user has it: a plain-text paper of 1,500 notes beside
  ``python -c pass``, one of 33 beside importing typer, PyYAML and lxml; the largest memory of the first.

Runs are taken in turn, so that a machine that slows down slows both; medians, of ratios too. ``--runs 5``
for fewer.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from startup import installed, seconds

from claimgraph.documents.notes.linking import NoteText, link

WORDS = [
    "Bread",
    "Salt",
    "Sugar",
    "Labour",
    "Border",
    "Archive",
    "River",
    "Harvest",
    "Plague",
    "Silver",
    "Market",
    "Village",
    "Winter",
    "Railway",
    "Memory",
    "Trade",
]
FAMILIES = [
    "Kershaw",
    "Winkler",
    "Scott",
    "Braudel",
    "Ginzburg",
    "Davis",
    "Evans",
    "Clark",
    "Duby",
    "Fox",
    "Moore",
    "Tanaka",
    "Rossi",
    "Beck",
    "Lee",
    "Marsh",
]


def notes(count: int) -> list[str]:
    """Notes of which a third cite something new, the others lean: ibid., short titles, *see note*."""
    chance = random.Random(count)
    cited: list[tuple[str, str, int]] = []
    made: list[str] = []
    for number in range(1, count + 1):
        kind = chance.random()
        if not cited or kind < 0.34:
            name = f"{chance.choice(FAMILIES)}{chance.choice(['', 'son', 'er', 'mann'])}"
            one, two, three = chance.choices(WORDS, k=3)
            title = f"The {one} of {two} and {three} {chance.randint(1, count)}"
            cited.append((name, title, number))
            issue, year = chance.randint(1, 99), chance.randint(1950, 2019)
            made.append(f"Anna {name}, “{title},” Past & Present {issue} ({year}): {number}.")
        elif kind < 0.55 and ";" not in made[-1]:
            made.append(f"Ibid., {number}.")
        else:
            name, title, first = chance.choice(cited)
            short, seen = f"{name}, “{title},” {number}.", f"{name}, supra note {first}, at {number}."
            made.append(short if kind < 0.9 else seen)
    return made


def paper(count: int) -> str:
    """A paper with ``count`` notes, in plain text."""
    chance = random.Random(count)
    blocks = ["A Paper That Was Made Up", "One"]
    for number in range(1, count + 1):
        said = " ".join(chance.choice(WORDS).lower() for _ in range(24))
        blocks.append(f"They say that {said}.[{number}] Nobody knows whether {said}.")
    blocks.append("Notes")
    blocks += [f"[{number}] {note}" for number, note in enumerate(notes(count), 1)]
    return "\n\n".join(blocks) + "\n"


def resolving(count: int) -> float:
    texts = [NoteText(number, str(number), note) for number, note in enumerate(notes(count), 1)]
    start = time.process_time()
    link(texts)
    return time.process_time() - start


def whole(count: int, folder: Path, place: list[int], command: str, own: dict[str, str]) -> float:
    text = folder / f"{count}.txt"
    text.write_text(paper(count), "utf-8")
    place[0] += 1
    return seconds([command, "import", str(text), "-o", str(folder / f"out{place[0]}")], str(folder), own)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    rounds = [[resolving(count) for count in (300, 1500, 3000)] for _ in range(runs)]
    few, many, most = (median(column) for column in zip(*rounds, strict=True))
    print(f"{'resolving 300 notes':<44}{few:>9.3f} s")
    print(f"{'1,500 notes, times 300':<44}{many / few:>9.1f}   at most 6")
    print(f"{'3,000 notes, times 300':<44}{most / few:>9.1f}   at most 12")
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as name:
        folder, place = Path(name), [0]
        library = installed(Path(made))
        plain = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        own = {**plain, "PYTHONPATH": str(library)}
        command = str(library / "bin" / "claimgraph")
        python = [sys.executable, "-c"]
        times = [
            (
                whole(1500, folder, place, command, own),
                seconds([*python, "pass"], name, plain),
                whole(33, folder, place, command, own),
                seconds([*python, "import typer, yaml, lxml.etree"], name, plain),
            )
            for _ in range(runs)
        ]
        size = len(paper(1500).encode())
    big, _, small, _ = (median(column) for column in zip(*times, strict=True))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"{'the command, 1,500 notes':<44}{big:>9.2f} s")
    beside_nothing, beside_floor = (median(run[a] / run[a + 1] for run in times) for a in (0, 2))
    print(f"{'  times python -c pass':<44}{beside_nothing:>9.0f}   at most 200")
    print(f"{'the command, 33 notes':<44}{small:>9.2f} s")
    print(f"{'  times importing typer, PyYAML, lxml':<44}{beside_floor:>9.2f}   at most 1.5")
    print(f"{'largest memory, MB':<44}{peak / 1e6:>9.0f}   at most {(10 * size + 200e6) / 1e6:.0f}")


if __name__ == "__main__":
    main()
