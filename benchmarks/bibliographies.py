"""What reading a library costs beside bibtexparser alone, and what 10,000 entries cost to match.

- reading: 10,000 entries of BibTeX as Zotero and Mendeley export them, text to entries that can be
  compared, beside ``bibtexparser.parse_string`` on the same text (the target is 1.2);
- matching: those entries against the works of a paper of 300 notes, beside the same.

Medians of runs taken in turn, in processor time; ``--runs 3`` for fewer.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import bibtexparser

from claimgraph.answers.matching import matches
from claimgraph.exchange.bibliographies.reading import read_library
from claimgraph.model.entities import Dataset, Date, Paper, Work

WORDS = [
    "Bread",
    "Salt",
    "Sugar",
    "Labour",
    "Border",
    "Archive",
    "River",
    "Harvest",
    "Silver",
    "Railway",
    "Memory",
]
FAMILIES = [
    "Kershaw",
    'M{\\"u}ller',
    "Scott",
    "Braudel",
    "Ginzburg",
    "{\\'E}luard",
    "Evans",
    "von Beyme",
    "Tanaka",
]
ENTRY = """@{type}{{key{number},
  author = {{{author}, Anna and {other}, Tom}},
  title = {{The {{{one}}} of {two} and {three} {number}}},
  journal = {{Past {{\\&}} Present}},
  year = {{{year}}},
  month = jan,
  volume = {{{volume}}},
  number = {{2}},
  pages = {{12--34}},
  doi = {{10.1000/x.{number}}},
  url = {{https://example.org/a/{number}}},
  abstract = {{{abstract}}},
  keywords = {{bread, salt}},
  file = {{Full Text:files/{number}/a.pdf:application/pdf}}
}}
"""


def library(count: int) -> str:
    chance = random.Random(count)
    made = []
    for number in range(count):
        one, two, three = chance.choices(WORDS, k=3)
        author, other = chance.choices(FAMILIES, k=2)
        abstract = " ".join(chance.choices(WORDS, k=chance.choice([0, 40, 120])))
        made.append(
            ENTRY.format(
                type=chance.choice(["article", "book", "incollection"]),
                number=number,
                author=author,
                other=other,
                one=one,
                two=two,
                three=three,
                year=1950 + number % 70,
                volume=number % 90,
                abstract=abstract,
            )
        )
    return "\n".join(made)


def timed(call: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--entries", type=int, default=10_000)
    given = parser.parse_args()
    gc.disable()  # as the command does
    text = library(given.entries)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.bib"
        path.write_text(text, encoding="utf-8")
        entries = read_library(path).entries
        works = {
            f"work-{number}": Work(
                id=f"work-{number}",
                title=entries[number * 7].title,
                creators=(str(entries[number * 7].creators[0]),),
                date=Date(is_=entries[number * 7].date[:4]),
            )
            for number in range(min(300, len(entries) // 7))
        }
        data = Dataset(paper=Paper(id="p", authors=()), works=works)
        found = matches(data, entries)
        if len(found) != len(works):
            sys.exit(f"{len(found)} of {len(works)} works were found")
        floor, read, matched = [], [], []
        for _ in range(given.runs):
            floor.append(timed(lambda: bibtexparser.parse_string(text)))
            read.append(timed(lambda: read_library(path)))
            matched.append(timed(lambda: matches(data, entries)))
    base = median(floor)
    print(f"{given.entries:,} entries of BibTeX, bibtexparser alone {base:.2f} s")
    print(f"  reading  {median(read) / base:5.2f} × bibtexparser alone (target 1.2)")
    print(f"  matching {median(matched) / base:5.2f} ×, against {len(works)} works")


if __name__ == "__main__":
    main()
