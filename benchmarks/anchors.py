"""Finding passages by digest, beside the same with the text at hand and beside a plain sliding window.

A made-up paper of a size like the bundled one, or the copy given with --text and the bundled data,
as it is, with running heads, with every tenth sentence changed, and inside a longer text. Medians
of runs taken in turn:

- text at hand: ``str.find`` of each passage's letters in the letters of the copy, what a selector
  that quotes the paper would cost (W3C TextQuoteSelector); it gives no labels and no note list;
- sliding window: SHA-256 of the window of every wanted length at every start of a word.

    python benchmarks/anchors.py [--text FILE] [--runs 9]
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from claimgraph.anchoring.verifying import verify
from claimgraph.documents.digests import digest, letters
from claimgraph.documents.kept import keep
from claimgraph.documents.outline import outline
from claimgraph.documents.reading import read_text
from claimgraph.loading import load
from claimgraph.model.entities import Claim, Dataset, Endnote, Paper, Passage, Section

WORDS = re.findall(
    r"\w+", "harbour treaty copper signal lantern meadow council archive river engine orchard border"
)


def prose(random: Random, sentences: int) -> str:
    parts = []
    for number in range(sentences):
        words = [random.choice(WORDS) for _ in range(random.randint(8, 40))]
        parts.append(" ".join(words).capitalize() + f" {number}.")
    return " ".join(parts)


def made_up(random: Random) -> tuple[Paper, str]:
    sections = tuple(Section(id=str(n), heading=f"Of {WORDS[n]} and {WORDS[-n]}") for n in range(1, 6))
    blocks = ["A Paper Made Up"]
    for section in sections:
        blocks += [section.heading, *(prose(random, 5) for _ in range(8))]
    blocks += [f"[{n}] {prose(random, 1)}" for n in range(1, 34)]
    return Paper(id="made-up", authors=("nobody",), title=blocks[0], sections=sections), "\n\n".join(
        blocks
    ) + "\n"


def anchored(paper: Paper, text: str) -> Dataset:
    """Every sentence and note of ``text``, anchored."""
    read = outline(keep(text), paper)
    claims = {}
    for label, paragraph in read.paragraphs.items():
        for number in range(1, len(paragraph.sentences) + 1):
            id_ = f"s{label.replace('/', '-').replace('.', 'x')}-{number}"
            stamp = digest(read.sentence_texts(label, number, number))
            passage = Passage(paragraph=label, sentences=(number, number), digest=stamp)
            claims[id_] = Claim(id=id_, passage=(passage,))
    notes = {n: Endnote(number=n, digest=digest(text[slice(*span)])) for n, span in read.notes.items()}
    return Dataset(paper=paper, claims=claims, endnotes=notes)


def variants(text: str, sentences: list[str], random: Random) -> dict[str, str]:
    wrapped = re.sub(r"(.{60,70}) ", r"\1\n", text)
    lines = wrapped.split("\n")
    paged = "\n".join(
        f"{line}\nA Running Head   {number // 40}" if number % 40 == 39 else line
        for number, line in enumerate(lines)
    )
    changed = text
    for sentence in random.sample(sentences, len(sentences) // 10):
        changed = changed.replace(sentence, sentence.replace(" ", " qxq ", 1))
    around = "\n\n".join(prose(random, 6) for _ in range(900))
    return {
        "as it is": text,
        "paged": paged,
        "a tenth changed": changed,
        "in a long text": f"{around}\n\n{text}",
    }


def quoted(text: str, passages: list[str]) -> int:
    stream = letters(text)
    return sum(stream.find(passage) >= 0 for passage in passages)


def slid(text: str, stamps: set[str]) -> int:
    stream = letters(text)
    starts, place = [], 0
    for word in re.findall(r"[^\W_]+", re.sub(r"\[[0-9]+\]", "", text)):
        starts.append(place)
        place += len(word)
    found = set()
    for length in {int(stamp.partition("-")[0]) for stamp in stamps}:
        for start in starts:
            window = stream[start : start + length].encode()
            stamp = f"{length}-{hashlib.sha256(window).hexdigest()[:8]}"
            if stamp in stamps:
                found.add(stamp)
    return len(found)


def in_turn(runs: int, *calls: Callable[[], object]) -> list[float]:
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for taken, call in zip(times, calls, strict=True):
            start = perf_counter()
            call()
            taken.append(perf_counter() - start)
    return [median(taken) for taken in times]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--text", type=Path, help="a copy of the bundled paper; else one is made up")
    options.add_argument("--runs", type=int, default=5)
    chosen = options.parse_args()
    random = Random(0)
    paper, text = (load().paper, read_text(chosen.text)) if chosen.text else made_up(random)
    dataset = anchored(paper, text)
    read = outline(keep(text), paper)
    sentences = [text[a:b] for p in read.paragraphs.values() for a, b in p.sentences]
    passages = [letters(sentence) for sentence in sentences]
    passages += [letters(text[slice(*span)]) for span in read.notes.values()]
    stamps = {claim.passage[0].digest for claim in dataset.claims.values()}
    stamps |= {note.digest for note in dataset.endnotes.values()}
    print(f"{len(sentences)} sentences and {len(read.notes)} notes")
    print(f"{'copy':18}{'letters':>9}{'verify':>10}{'/ text at hand':>16}{'sliding window / verify':>25}")
    for name, copy in variants(text, sentences, random).items():
        ours, quoting, sliding = in_turn(
            chosen.runs,
            lambda copy=copy: verify(dataset, copy),
            lambda copy=copy: quoted(copy, passages),
            lambda copy=copy: slid(copy, stamps),
        )
        figures = f"{1000 * ours:8.0f}ms{ours / quoting:15.1f}x{sliding / ours:24.1f}x"
        print(f"{name:18}{len(letters(copy)):9,}{figures}", flush=True)


if __name__ == "__main__":
    main()
