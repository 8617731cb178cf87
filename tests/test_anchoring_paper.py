"""The bundled encoding against the real paper, where a copy of it lies beside the repository."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from synthetic_paper import digest, paged, wrapped

from claimgraph.anchoring.covering import coverage
from claimgraph.anchoring.verifying import verify
from claimgraph.documents.digests import letters
from claimgraph.documents.kept import keep
from claimgraph.documents.outline import Outline, outline
from claimgraph.documents.reading import read_text
from claimgraph.loading import load
from claimgraph.model.entities import Claim, Dataset, Endnote, Passage

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT.parent / "shared" / "paper.txt"
pytestmark = pytest.mark.skipif(not COPY.exists(), reason="no copy of the paper at ../shared/paper.txt")

HEADS = ("A Foundation’s Review", "{}", "Reader’s copy, page {} of 9", "NATO and Asia | {}")
STRAIGHT = {ord(a): b for a, b in zip("“”‘’–—", ['"', '"', "'", "'", "-", "--"], strict=True)}


@pytest.fixture(scope="module")
def bundled() -> Dataset:
    return load(ROOT / "data")


@pytest.fixture(scope="module")
def text() -> str:
    return read_text(COPY)


@pytest.fixture(scope="module")
def read(text: str, bundled: Dataset) -> Outline:
    return outline(keep(text), bundled.paper)


@pytest.fixture(scope="module")
def anchored(read: Outline, bundled: Dataset) -> Dataset:
    """Every sentence and note of the paper, anchored."""
    claims = {}
    for label, paragraph in read.paragraphs.items():
        for number in range(1, len(paragraph.sentences) + 1):
            id_ = f"s{label.replace('/', '-').replace('.', 'x')}-{number}"
            passage = Passage(
                paragraph=label,
                sentences=(number, number),
                digest=digest(*read.sentence_texts(label, number, number)),
            )
            claims[id_] = Claim(id=id_, passage=(passage,))
    notes = {n: Endnote(number=n, digest=digest(read.kept.text[slice(*s)])) for n, s in read.notes.items()}
    return Dataset(paper=bundled.paper, claims=claims, endnotes=notes)


def test_its_sentences_and_notes_are_counted_as_a_reader_would(read: Outline) -> None:
    counts = {label: len(paragraph.sentences) for label, paragraph in read.paragraphs.items()}
    assert (len(counts), sum(counts.values()), len(read.notes)) == (75, 213, 33)
    assert (counts["0"], counts["0/1"], counts["1.3/6"], counts["3.1/21"], counts["3.4/4"]) == (4, 4, 8, 1, 2)


def test_every_passage_of_the_bundled_encoding_is_ok(text: str, bundled: Dataset) -> None:
    answer = verify(bundled, text)
    stamped = [a for a in answer["claims"] if all(p.digest for p in bundled.claims[a["id"]].passage)]
    noted = [a for a in answer["notes"] if bundled.endnotes[a["number"]].digest]
    assert [a for a in (*stamped, *noted) if a["status"] != "ok"] == []


def test_every_sentence_is_accounted_for(text: str, bundled: Dataset) -> None:
    assert coverage(bundled, text)["missing"] == []


def variants(text: str, sections: list[str]) -> dict[str, str]:
    made = {
        "wrapped": wrapped(text, 72),
        "narrow, broken at hyphens": wrapped(text, 34, breaking=True),
        "CRLF": text.replace("\n", "\r\n"),
        "straight quotes and dashes": text.translate(STRAIGHT),
        "no-break spaces": text.replace(" ", "\u00a0"),
        "markers stripped": re.sub(r"\[[0-9]+\] ?", "", text),
        "foreword and appendix": f"A word first. [1]\n\nAnd two.\n\n{text}\n\nAppendix\n\nIt ends. [2]\n",
        "notes numbered 1.": re.sub(r"^\[([0-9]+)\] ", r"\1. ", text, flags=re.MULTILINE),
        "notes numbered 1 under a heading": re.sub(
            r"^\[([0-9]+)\] ", r"\1 ", text.replace("\n[1] ", "\nNotes\n\n[1] "), flags=re.MULTILINE
        ),
        "reordered": _reordered(text, sections),
    }
    for number, head in enumerate(HEADS):
        for parted in (False, True):
            lined = wrapped(text, 66 + number, breaking=True)
            made[f"head {head!r} {parted}"] = paged(lined, 38, parted=parted, head=head)
    everything = wrapped(_reordered(text, sections).translate(STRAIGHT), 64, breaking=True)
    made["everything"] = paged(everything, 35, parted=True, head=HEADS[2]).replace("\n", "\r\n")
    return made


def _reordered(text: str, sections: list[str]) -> str:
    spaced = [r"\s+".join(map(re.escape, heading.split())) for heading in sections]
    found = [re.search(rf"^{heading}$", text, re.MULTILINE) for heading in spaced]
    starts = [match.start() for match in found if match]
    assert len(starts) == len(sections)
    starts.append(text.index("\n[1] ") + 1)
    blocks = [text[a:b] for a, b in pairwise(starts)]
    random.Random(7).shuffle(blocks)
    return text[: starts[0]] + "".join(blocks) + text[starts[-1] :]


def test_every_anchor_is_ok_with_right_offsets_in_every_variant(
    text: str, anchored: Dataset, read: Outline
) -> None:
    wanted: dict[object, str] = {n: letters(text[slice(*span)]) for n, span in read.notes.items()}
    for id_, claim in anchored.claims.items():
        passage = claim.passage[0]
        assert passage.sentences
        wanted[id_] = letters("".join(read.sentence_texts(passage.paragraph, *passage.sentences)))
    sections = [section.heading for section in anchored.paper.sections]
    heads = "|".join(re.escape(head).replace(r"\{\}", "[0-9]+") for head in HEADS)
    for name, copy in variants(text, sections).items():
        answer = verify(anchored, copy)
        for anchor in (*answer["claims"], *answer["notes"]):
            key = anchor.get("id") or anchor.get("number")
            assert anchor["status"] == "ok", (name, key)
            found = re.sub(
                rf"^(?:{heads})\r?$", "", copy[anchor["start"] : anchor["end"]], flags=re.MULTILINE
            )
            assert letters(found) == wanted[key], (name, key)


def test_a_changed_word_is_missing_and_alone_is(text: str, anchored: Dataset) -> None:
    chosen = random.Random(11)
    starts = verify(anchored, text)["claims"]
    for anchor in chosen.sample(starts, 12):
        words = [
            m.span()
            for m in re.finditer(r"[^\W\d_]{2,}", text)
            if anchor["start"] <= m.start() < anchor["end"]
        ]
        start, end = chosen.choice(words)
        changed = text[:start] + "Qxq" + text[end:]
        answer = verify(anchored, changed)
        assert [a["id"] for a in answer["claims"] if a["status"] != "ok"] == [anchor["id"]]
        assert {a["status"] for a in answer["notes"]} == {"ok"}
