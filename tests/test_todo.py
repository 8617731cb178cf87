"""``todo``: what is left to encode or to look at, from the reader's own copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_paper import MadeUp, papers

from claimgraph.anchoring.covering import coverage
from claimgraph.answers.importing import import_
from claimgraph.answers.todo import review, todo
from claimgraph.errors import FileError, UnknownName
from claimgraph.loading import load
from claimgraph.model.entities import Dataset, Unclaimed

LAMPS = MadeUp(
    headings={"1": "Of Oil", "1.1": "Of Whales", "2": "Of Gas"},
    paragraphs={
        "0": ["On Lamps"],
        "1/1": ["Lamps burn oil. [1]", "Oil is dear."],
        "1.1/1": ["“Whales are few,” he said. [2] [1]"],
        "2/1": ["Gas is cheap.", "It smells [9] of soot."],
    },
    notes=["Lamps, 1921.", "Whales, 1922."],
    title="On Lamps",
)


def without(dataset: Dataset, *claims: str) -> Dataset:
    """``dataset`` as if these claims had not been encoded yet."""
    kept = {name: claim for name, claim in dataset.claims.items() if name not in claims}
    return dataset.model_copy(update={"claims": kept})


def test_the_next_sentences_come_in_order_with_place_markers_words_and_heading() -> None:
    data = without(LAMPS.dataset(), "p1-1-s1", "p1x1-1-s1", "p2-1-s2")
    answer = todo(data, LAMPS.text())
    told = [(each["paragraph"], each["sentence"], each["notes"], each["heading"]) for each in answer["next"]]
    assert told[:3] == [
        ("1/1", 1, [1], "Of Oil"),
        ("1.1/1", 1, [2, 1], "Of Whales"),
        ("2/1", 2, [], "Of Gas"),
    ]
    assert answer["next"][1]["text"] == "“Whales are few,” he said. [2] [1]"


def test_a_section_has_what_lies_below_it_and_one_that_is_not_there_is_refused() -> None:
    data = without(LAMPS.dataset(), "p1-1-s1", "p1x1-1-s1", "p2-1-s2")
    first = todo(data, LAMPS.text(), section="1")
    assert [each["paragraph"] for each in first["next"]] == ["1/1", "1.1/1"]
    assert (first["sentences"], first["accounted"]) == (3, 1)
    assert [each["paragraph"] for each in todo(data, LAMPS.text(), section="1.1")["next"]] == ["1.1/1"]
    with pytest.raises(UnknownName, match='no section is called "3"') as refused:
        todo(data, LAMPS.text(), section="3")
    assert "1.1" in refused.value.candidates
    assert "1.1 Of Whales" in (refused.value.hint or "")
    assert todo(data, LAMPS.text(), section="of whales") == todo(data, LAMPS.text(), section="1.1")


def test_no_more_than_n_are_told_and_all_are_counted() -> None:
    data = without(LAMPS.dataset(), "p1-1-s1", "p1x1-1-s1", "p2-1-s2")
    whole, two = todo(data, LAMPS.text()), todo(data, LAMPS.text(), n=2)
    assert two["next"] == whole["next"][:2]
    assert two["accounted"] == whole["accounted"]


@settings(max_examples=25)
@given(papers(), st.data())
def test_what_is_left_is_what_coverage_misses(paper: MadeUp, data: st.DataObject) -> None:
    whole = paper.dataset()
    gone = data.draw(st.sets(st.sampled_from(sorted(whole.claims))))
    part, text = without(whole, *gone), paper.text()
    answer, missing = todo(part, text, n=10**6), coverage(part, text)["missing"]
    told = [(each["paragraph"], each["sentence"], each["text"]) for each in answer["next"]]
    assert told == [(each["paragraph"], each["sentence"], each["text"]) for each in missing]
    assert len(missing) == answer["sentences"] - answer["accounted"]


def test_an_unclaimed_sentence_is_accounted_for() -> None:
    data = without(LAMPS.dataset(), "p2-1-s2")
    named = data.model_copy(
        update={"unclaimed": (Unclaimed(paragraph="2/1", sentences=(2, 2), reason="transition"),)}
    )
    before, after = todo(data, LAMPS.text()), todo(named, LAMPS.text())
    assert after["accounted"] == before["accounted"] + 1


def test_without_a_text_there_is_nothing_to_say() -> None:
    with pytest.raises(FileError, match=r"no paper\.txt"):
        todo(LAMPS.dataset(), None)


def test_without_a_claim_everything_is_left() -> None:
    empty = LAMPS.dataset().model_copy(update={"claims": {}})
    answer = todo(empty, LAMPS.text())
    assert answer["accounted"] == 0
    assert answer["next"]


# --- guessed fields


ESSAY = """# Bread and Power

Bread was dear.[^1] The mayor knew it.[^2] It was in the news.[^3]

[^1]: Rosa Marsh, *Wet Summers* (London: Verso, 1999), 23.

[^2]: Tom Lee, “The Price of Bread,” *Past & Present* 12 (1990): 8.

[^3]: Marsh, *Wet Summers*, 9.
"""


@pytest.fixture
def bread(tmp_path: Path) -> Path:
    (tmp_path / "essay.md").write_text(ESSAY)
    import_([tmp_path / "essay.md"], tmp_path / "bread", authors=["Anna Baker"])
    return tmp_path / "bread"


def test_review_tells_each_guessed_field_with_the_words_of_its_note(bread: Path) -> None:
    data, text = load(bread), (bread / "paper.txt").read_text()
    answer = review(data, text, n=100)
    guessed = sum(len(work.review) for work in data.works.values())
    guessed += sum(len(note.review) for note in data.endnotes.values())
    assert answer["fields"] == guessed == len(answer["next"])
    title = next(each for each in answer["next"] if each["field"] == "title")
    assert (title["kind"], title["id"], title["field"]) == ("work", "marsh-1999", "title")
    assert title["value"] == "Wet Summers"
    assert title["printed"] == "Rosa Marsh, Wet Summers (London: Verso, 1999), 23."
    note = answer["next"][-1]
    assert (note["kind"], note["id"]) == ("note", 3)
    assert note["printed"] == "Marsh, Wet Summers, 9."


def test_review_needs_no_text(bread: Path) -> None:
    answer = review(load(bread), None, n=3)
    assert len(answer["next"]) == 3
    assert {each["printed"] for each in answer["next"]} == {None}


def test_the_command_says_by_its_exit_code_whether_something_is_left(
    bread: Path, claimgraph: Callable, folder: Callable
) -> None:
    left_over = claimgraph("todo", "--data", bread, "-n", "1")
    assert left_over.returncode == 1
    assert "4 sentences of" in left_over.stdout
    assert left_over.stdout.count("sentence 1") == 1
    to_review = claimgraph("todo", "--data", bread, "--review")
    assert to_review.returncode == 1
    assert f"claimgraph add --data {bread} --merge -" in to_review.stdout
    no_text = claimgraph("todo", "--data", folder(), "--json")
    assert no_text.returncode == 5
    assert json.loads(no_text.stdout)["error"]["code"] == "file"
    both = claimgraph("todo", "--review", "--section", "1", "--data", bread)
    assert both.returncode == 2


def test_nothing_left_is_a_plain_yes(bread: Path, claimgraph: Callable) -> None:
    claims = bread / "claims.yaml"
    rows = "".join(f"  - {{paragraph: {label}, reason: narrative}}\n" for label in ("'0'", "0/1"))
    claims.write_text(f"{claims.read_text()}\nunclaimed:\n{rows}")
    answer = claimgraph("todo", "--data", bread, "--json")
    assert (answer.returncode, json.loads(answer.stdout)["next"]) == (0, [])
