"""A new version of a paper into the folder of the old: what was written of it follows the words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


def test_what_changed_loses_its_digest_and_is_listed(place: Path) -> None:
    answer = again(place, FIRST.replace("knew it.", "knew it well.").replace("Ibid., 24", "Ibid., 25"))
    assert [row["id"] for row in answer["passages_changed"]] == ["knew"]
    assert answer["passages_unchanged"] == 5
    assert answer["notes_changed"] == [2]
    assert anchors(place) == {"dear": "ok", "knew": "missing", "nobody": "ok", "others": "ok", "ended": "ok"}
    assert load(place).endnotes[2].digest is None


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
    assert again(place, FIRST.replace("Bread was", "Bread is"), dry_run=True)["diff"]
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
    assert done.stdout.startswith("6 passages as before, 0 moved, 0 changed; 5 notes as before, 0")
    done = claimgraph("import", place.parent / "new.md", "-o", place.parent / "none", "--dry-run")
    assert done.returncode == 2
