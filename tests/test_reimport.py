"""A new version of a paper into the folder of the old: what was written of it follows the words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from claimgraph.anchoring.copies import study
from claimgraph.anchoring.stamping import anchor
from claimgraph.anchoring.verifying import verify
from claimgraph.answers.add import add
from claimgraph.answers.importing import import_
from claimgraph.answers.reimporting import Reimported, reimport
from claimgraph.errors import FileError
from claimgraph.loading import check, load

FIRST = """# Bread and Power

## The Price

Bread was dear that spring.[^1] The mayor knew it.[^2]

He said so to nobody.[^3] Nor did others.[^4]

## The End

All was well. It ended soon.[^5]

[^1]: Rosa Marsh, *Wet Summers* (London: Verso, 1999), 23.

[^2]: Ibid., 24.

[^3]: Tom Lee, “The Price of Bread,” *Past & Present* 12 (1990): 8.

[^4]: Ibid.

[^5]: Rosa Marsh, *Wet Summers* (London: Verso, 1999), 99.
"""
CLAIMS = """
claims:
  dear: {text: Dear, cites: [1], passage: {paragraph: "1/1", sentences: 1}}   # mine
  knew: {text: Knew, cites: [2], passage: {paragraph: "1/1", sentences: 2}}
  nobody: {text: Nobody, cites: [3], passage: {paragraph: "1/2", sentences: 1}}
  others: {text: Others, cites: [4], passage: {paragraph: "1/2", sentences: 2}}
  ended: {text: Ended, cites: [{note: 5, fit: weak}], passage: {paragraph: "2/1", sentences: 2}}
unclaimed:
  - {paragraph: "2/1", sentences: 1, reason: transition}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text(FIRST, "utf-8")
    folder = tmp_path / "bread"
    import_([tmp_path / "paper.md"], folder, authors=["Anna Baker"])
    assert add(folder, CLAIMS)["written"]
    return folder


def again(place: Path, text: str, **options: bool) -> Reimported:
    source = place.parent / "new.md"
    source.write_text(text, "utf-8")
    answer = reimport([source], place, **options)
    assert not [finding for finding in check(place) if finding.severity == "error"]
    return answer


def held(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.rglob("*") if path.is_file()}


def anchors(place: Path) -> dict[str, str]:
    answer = verify(load(place), (place / "paper.txt").read_text("utf-8"))
    return {claim["id"]: claim["status"] for claim in answer["claims"]}


def test_the_same_version_again_changes_not_a_byte(place: Path) -> None:
    before = held(place)
    answer = again(place, FIRST)
    assert (answer["passages_unchanged"], answer["notes_unchanged"]) == (6, 5)
    assert held(place) == before


def test_what_moved_gets_its_new_label_and_references_their_new_numbers(place: Path) -> None:
    answer = again(
        place,
        FIRST.replace(
            "## The Price", "## Foreword\n\nThanks to all.[^0]\n\n## The Price\n\nIt rained."
        ).replace("\n[^1]: ", "\n[^0]: Jo Ash, *Dry Winters* (Paris: Seuil, 2001), 3.\n\n[^1]: "),
    )
    assert len(answer["passages_moved"]) == 6
    assert answer["passages_changed"] == []
    assert (answer["notes_added"], answer["works_added"]) == ([1], ["ash-2001"])
    assert answer["notes_renumbered"] == {"1": 2, "2": 3, "3": 4, "4": 5, "5": 6}
    data = load(place)
    assert data.claims["dear"].passage[0].paragraph == "2/2"
    assert [claim.cites[0].note for claim in data.claims.values()] == [2, 3, 4, 5, 6]
    assert data.endnotes[3].refers_to == 2
    assert data.endnotes[1].works == ("ash-2001",)
    assert set(anchors(place).values()) == {"ok"}
    assert "# mine" in (place / "claims.yaml").read_text("utf-8")


def test_what_changed_is_listed_with_what_stands_there_until_somebody_has_looked(place: Path) -> None:
    newer = FIRST.replace("knew it.", "knew it well.").replace("Ibid., 24", "Ibid., 25")
    answer = again(place, newer)
    (row,) = answer["passages_changed"]
    assert (row["id"], row["was"], row["now"]) == ("knew", "1/1 s2", "1/1 s2")
    assert row["stands"] == "The mayor knew it well.[2]"
    assert answer["passages_unchanged"] == 5
    assert answer["notes_changed"] == [2]
    assert anchors(place) == {"dear": "ok", "knew": "missing", "nobody": "ok", "others": "ok", "ended": "ok"}
    assert load(place).endnotes[2].digest is None
    assert again(place, newer)["passages_changed"] == [row]
    assert again(place, FIRST)["passages_changed"] == []
    assert set(anchors(place).values()) == {"ok"}


def test_a_digest_of_words_that_are_no_more_is_no_business_of_anchor(place: Path, claimgraph) -> None:
    again(place, FIRST.replace("knew it.", "knew it well."))
    stamped = anchor(place, (place / "paper.txt").read_text("utf-8"))
    assert stamped["claims"] == 0
    assert len(stamped["problems"]) == 1
    assert anchors(place)["knew"] == "missing"
    done = claimgraph("--data", place, "verify")
    assert "claimgraph anchor" not in done.stdout
    done = claimgraph("--data", place, "check")
    assert "knew: sentence 2 of 1/1 has the digest" in done.stdout
    assert "2 warnings" in done.stdout
    assert anchor(place, (place / "paper.txt").read_text("utf-8"), everything=True)["claims"] == 1
    assert claimgraph("--data", place, "check").stdout.count("warning:") == 1


def test_a_sentence_that_is_taken_out_is_gone_and_leaves_the_next_to_its_own_claim(place: Path) -> None:
    rain = FIRST.replace(
        "Nor did others.[^4]", "Nor did others.[^4]\n\nIt rained. It was cold. The wind blew."
    )
    again(place, rain)
    add(
        place,
        'claims:\n  rain: {text: Rain, passage: {paragraph: "1/3", sentences: 1}}\n'
        '  cold: {text: Cold, passage: {paragraph: "1/3", sentences: 2}}\n'
        '  wind: {text: Wind, passage: {paragraph: "1/3", sentences: 3}}\n',
    )
    shorter = rain.replace("It was cold. ", "")
    answer = again(place, shorter)
    assert [row["id"] for row in answer["passages_gone"]] == ["cold"]
    assert [row["id"] for row in answer["passages_moved"]] == ["wind"]
    assert answer["passages_changed"] == []
    cold = load(place).claims["cold"].passage[0]
    assert (cold.paragraph, cold.sentences) == ("1/3", None)
    assert anchors(place)["cold"] == "missing"
    once = held(place)
    answer = again(place, shorter)
    assert [row["id"] for row in answer["passages_gone"]] == ["cold"]
    assert held(place) == once
    assert [row["now"] for row in again(place, rain)["passages_moved"]] == ["1/3 s2", "1/3 s3"]
    assert set(anchors(place).values()) == {"ok"}


def test_a_note_that_is_gone_stays_behind_the_others_while_something_cites_it(place: Path) -> None:
    shorter = FIRST.replace(" Nor did others.[^4]", "").replace("[^4]: Ibid.\n\n", "")
    answer = again(place, shorter)
    assert answer["notes_gone"] == [4]
    assert answer["notes_renumbered"] == {"4": 6} | ({"5": 4} if 5 not in load(place).endnotes else {})
    data = load(place)
    assert data.endnotes[data.claims["others"].cites[0].note].form == "ibid"
    once = held(place)
    again(place, shorter)
    assert held(place) == once
    back = again(place, FIRST)
    assert anchors(place)["dear"] == "ok"
    assert len(back["notes_added"]) == 1


def test_what_was_written_or_cleared_is_never_overwritten(place: Path) -> None:
    sources = place / "sources.yaml"
    text = sources.read_text("utf-8")
    text = text.replace("title: Wet Summers", "title: Wet Summers, a History   # looked up").replace(
        "review: [title, creators, publisher, place, date]", "review: [place]", 1
    )
    text = text.replace("title: Bread and Power", "title: Of Bread and Power")
    sources.write_text(text, "utf-8")
    again(place, FIRST.replace("Bread was dear", "Bread had been dear"))
    now = sources.read_text("utf-8")
    assert now == text


def test_a_dry_run_writes_nothing_and_a_folder_of_something_else_is_refused(
    place: Path, tmp_path: Path
) -> None:
    before = held(place)
    assert again(place, FIRST.replace("Bread was", "It rained. Bread was"), dry_run=True)["diff"]
    assert held(place) == before
    (place / "paper.txt").write_text("Something else", "utf-8")
    with pytest.raises(FileError, match="not empty; nothing was written"):
        again(place, FIRST)


def test_the_command_says_how_many_of_each(place: Path, claimgraph) -> None:
    (place.parent / "new.md").write_text(FIRST.replace("knew it.", "knew it well."), "utf-8")
    done = claimgraph("import", place.parent / "new.md", "-o", place, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["passages_unchanged"] == 5
    done = claimgraph("import", place.parent / "new.md", "-o", place)
    assert done.stdout.startswith("5 passages as before, 0 moved, 1 changed, 0 gone; 5 notes as before, 0")
    done = claimgraph("import", place.parent / "new.md", "-o", place.parent / "none", "--dry-run")
    assert done.returncode == 2


def test_a_note_that_changed_does_not_turn_other_words_of_the_copy_into_markers(tmp_path: Path) -> None:
    text = "# Bread\n\nIt rained[^1] in May[^2] and June[^3] (Ca² and Table S4). It was dear[^4], see S2). The end.\n"
    notes = "".join(
        f"\n[^{n}]: Rosa Marsh, *Wet Summers {n}* (London: Verso, 199{n}), 23.\n" for n in range(1, 5)
    )
    (tmp_path / "paper.md").write_text(text + notes, "utf-8")
    folder = tmp_path / "bread"
    import_([tmp_path / "paper.md"], folder, authors=["Anna Baker"])
    sources = (folder / "sources.yaml").read_text("utf-8")
    (folder / "sources.yaml").write_text(re.sub(r" *digest: .*\n", "", sources, count=1), "utf-8")
    copy = (folder / "paper.txt").read_text("utf-8")
    read = study(load(folder), copy).outline
    said = [read.kept.text[slice(*span)] for span in read.paragraphs["0/1"].sentences]
    assert " ".join(said) == copy.split("\n\n")[1]
