"""``anchor``: digests written into the files of a data set, and not a byte beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from synthetic_paper import digest

from claimgraph.anchoring import stamping
from claimgraph.anchoring.copies import study
from claimgraph.anchoring.stamping import anchor, passage_digest
from claimgraph.anchoring.verifying import verify
from claimgraph.errors import DataError, FileError, UnknownName, UsageError
from claimgraph.loading import load
from claimgraph.views.text.anchors import render_anchor, render_coverage, render_verify
from claimgraph.views.text.terminal import Style

TEXT = """A Paper

It is short.

One

It rains. The streets are wet. [1]

Why? Nobody asked.

[1] A Report, p. 3.

[2] Ibid., p. 4.
"""
SOURCES = """# sources
paper: {id: p, title: A Paper, authors: [ann], sections: [{id: "1", heading: One}]}
works: {report: {type: report, title: A Report}}   # one work
endnotes:
  1: {works: [report], locator: p. 3, }
  2:   # leans
    form: ibid
    refers_to: 1      # the report

    anomalies:
      - kind: odd
"""
CLAIMS = """actors: {ann: {name: Ann}}
claims:
  rains:   {text: It rains, passage: {paragraph: "1/1",sentences: 1}}   # wet
  wet:
    text: >
      Streets are
      wet
    passage:
      - paragraph: '1/1'      # here
        sentences: 2
        words: 1-2
      - {
          paragraph: 1/1   # and here
        }
    cites: [1]
  short:
    passage: {paragraph: "0", sentences: 2, digest: "10-00000000"}
unclaimed:
  - paragraph: 1/2
    reason: question
"""
SAID = {
    "one": digest("It rains."),
    "two": digest("The streets are wet. [1]"),
    "both": digest("It rains.", "The streets are wet. [1]"),
    "why": digest("Why? Nobody asked."),
    "note1": digest("A Report, p. 3."),
    "note2": digest("Ibid., p. 4."),
}
Folder = Callable[..., Path]


def test_every_missing_digest_is_written_in_the_mappings_own_style(folder: Folder) -> None:
    place = folder(CLAIMS, SOURCES)
    answer = anchor(place, TEXT)
    assert (answer["claims"], answer["unclaimed"], answer["notes"], answer["unchanged"]) == (3, 1, 2, 0)
    claims = (place / "claims.yaml").read_text("utf-8")
    assert 'passage: {paragraph: "1/1",sentences: 1, digest: ' + SAID["one"] + "}}   # wet\n" in claims
    assert f"        words: 1-2\n        digest: {SAID['two']}\n      - {{\n" in claims
    assert f"          paragraph: 1/1, digest: {SAID['both']}   # and here\n        }}\n" in claims
    assert f"    reason: question\n    digest: {SAID['why']}\n" in claims
    sources = (place / "sources.yaml").read_text("utf-8")
    assert f"  1: {{works: [report], locator: p. 3, digest: {SAID['note1']}, }}\n" in sources
    assert f"    refers_to: 1      # the report\n    digest: {SAID['note2']}\n\n    anomalies:\n" in sources


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_nothing_else_changes_not_a_byte(folder: Folder, ending: str) -> None:
    files = [content.replace("\n", ending).encode() for content in ("\ufeff" + CLAIMS, SOURCES)]
    place = folder(*files)
    anchor(place, TEXT, everything=True)
    for name, before in zip(("claims.yaml", "sources.yaml"), files, strict=True):
        after = (place / name).read_bytes().decode()
        added = re.sub(
            rf", digest: \d+-[0-9a-f]{{8}}|{ending} *digest: \d+-[0-9a-f]{{8}}(?={ending})", "", after
        )
        assert added == before.decode().replace(', digest: "10-00000000"', "")


def test_what_is_written_verifies_and_a_second_run_changes_nothing(folder: Folder) -> None:
    place = folder(CLAIMS, SOURCES)
    anchor(place, TEXT, everything=True)
    answer = verify(load(place), TEXT)
    assert {a["status"] for a in (*answer["claims"], *answer["notes"])} == {"ok"}
    before = (place / "claims.yaml").read_bytes()
    again = anchor(place, TEXT)
    assert (again["claims"], again["unclaimed"], again["notes"], again["unchanged"]) == (0, 0, 0, 7)
    assert (place / "claims.yaml").read_bytes() == before


def test_a_digest_that_the_text_denies_stays_and_is_reported(folder: Folder) -> None:
    place = folder(CLAIMS, SOURCES)
    (problem,) = anchor(place, TEXT)["problems"]
    assert (problem["line"], problem["column"]) == (18, 53)
    assert "the digest is 10-00000000, the text gives 9-" in problem["message"]
    assert '"10-00000000"' in (place / "claims.yaml").read_text("utf-8")
    assert anchor(place, TEXT, everything=True)["problems"] == []


def test_a_label_that_does_not_exist_is_reported_at_its_place(folder: Folder) -> None:
    place = folder(CLAIMS.replace("paragraph: 1/2", "paragraph: 7/2"), SOURCES.replace("2:   #", "3:   #"))
    messages = [problem["message"] for problem in anchor(place, TEXT, everything=True)["problems"]]
    assert messages[0].startswith("the paper has no section '7'")
    assert messages[1] == "the list of notes in this text has no note 3"


def test_nothing_is_written_for_a_broken_data_set_or_another_papers_text(folder: Folder) -> None:
    place = folder(CLAIMS.replace("holder", "holdr") + "attacks: [{from: rains, to: nothing}]\n", SOURCES)
    with pytest.raises(DataError, match="cannot be loaded"):
        anchor(place, TEXT)
    stamped = CLAIMS
    for number in range(6):
        stamped += f'  - {{paragraph: "1/1", reason: list, digest: 9-0000000{number}}}\n'
    place = folder(stamped, SOURCES)
    with pytest.raises(FileError, match="another paper"):
        anchor(place, "Other words, other paper.\n")
    assert (place / "claims.yaml").read_text("utf-8") == stamped


def test_one_digest_is_given_by_label_and_sentences(folder: Folder) -> None:
    dataset = load(folder(CLAIMS, SOURCES))
    assert passage_digest(dataset, TEXT, "1/1", (1, 1)) == SAID["one"]
    assert passage_digest(dataset, TEXT, "1/1") == SAID["both"]
    with pytest.raises(UnknownName, match="section 1 has 2 paragraphs") as error:
        passage_digest(dataset, TEXT, "1/3", (1, 1))
    assert error.value.candidates == ["1/1", "1/2"]
    with pytest.raises(UnknownName, match=r"paragraph 1/2 has 2 sentences in this text, no 2-3"):
        passage_digest(dataset, TEXT, "1/2", (2, 3))


def test_a_wrong_sentence_is_answered_with_how_many_there_are_and_no_labels(folder: Folder) -> None:
    with pytest.raises(UnknownName, match=r"paragraph 1/2 has 2 sentences in this text, no 99") as error:
        passage_digest(load(folder(CLAIMS, SOURCES)), TEXT, "1/2", (99, 99))
    assert error.value.candidates == []
    assert error.value.hint == "its sentences are 1 to 2"


def test_the_answers_read_well(folder: Folder) -> None:
    from claimgraph.anchoring.covering import coverage

    place = folder(CLAIMS, SOURCES)
    answer = verify(load(place), TEXT)
    said = render_verify(answer, Style(60), place="copy.txt")
    assert "rains: missing\n  1/1, sentence 1:\n    it has no digest yet\n" in said
    assert said.endswith(
        "3 claims: 3 missing. 2 notes: 2 missing.\nNext: claimgraph anchor --text copy.txt\n"
    )
    anchored = render_anchor(anchor(place, TEXT), Style())
    assert anchored.endswith("Digests written: 3 passages, 1 unclaimed passage, 2 notes. 1 problem.\n")
    assert render_coverage(coverage(load(place), TEXT), Style(), place="copy.txt") == (
        "copy.txt:1: 0, sentence 1, is not accounted for\n    A Paper\n"
        "copy.txt:3: 0, sentence 2, is not accounted for\n    It is short.\n"
        "4 of 6 sentences accounted for.\n"
    )


def test_an_edit_saved_while_the_text_is_read_is_not_overwritten(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(CLAIMS, SOURCES)
    sources = (place / "sources.yaml").read_bytes()

    def saved_meanwhile(*given: object) -> object:
        (place / "claims.yaml").write_text(CLAIMS + "# mine\n", "utf-8")
        return study(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(stamping, "study", saved_meanwhile)
    with pytest.raises(FileError, match="changed by somebody else meanwhile"):
        anchor(place, TEXT)
    assert (place / "claims.yaml").read_text("utf-8") == CLAIMS + "# mine\n"
    assert (place / "sources.yaml").read_bytes() == sources


def test_the_bundled_paper_is_not_stamped_since_it_is_nobodys_own(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(CLAIMS, SOURCES)
    monkeypatch.setattr(stamping, "BUNDLED", place)
    with pytest.raises(UsageError, match="the bundled paper is part of the program"):
        anchor(place, TEXT, everything=True)
    assert (place / "claims.yaml").read_text("utf-8") == CLAIMS
