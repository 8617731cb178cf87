"""What import guessed of a note follows the note's new text; what a person wrote or looked at stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.answers.add import add
from claimgraph.answers.importing import import_
from claimgraph.answers.reimporting import Reimported, reimport
from claimgraph.loading import check, load

FIRST = """# Bread and Power

Bread was dear that spring.[^1] The mayor knew it.[^2] He said so to nobody.[^3] It ended.[^4]

[^1]: Rosa Marsh, *Wet Summers* (London: Verso, 1999), 23.

[^2]: Tom Lee, “The Price of Bread,” *Past & Present* 12 (1990): 8.

[^3]: Marsh, *Wet Summers*, 30.

[^4]: Jo Ash, *Dry Winters* (Paris: Seuil, 2001), 3.
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text(FIRST, "utf-8")
    import_([tmp_path / "paper.md"], tmp_path / "bread", authors=["Anna Baker"])
    return tmp_path / "bread"


def again(place: Path, *changes: tuple[str, str], dry_run: bool = False) -> Reimported:
    text = FIRST
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (place.parent / "new.md").write_text(text, "utf-8")
    answer = reimport([place.parent / "new.md"], place, dry_run=dry_run)
    assert not [finding for finding in check(place) if finding.severity == "error"]
    return answer


def rows(answer: Reimported, key: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(row["id"], row["field"], row["ours"], row["theirs"]) for row in answer[key]]  # type: ignore[literal-required]


def test_what_was_guessed_is_guessed_anew_where_the_note_has_changed(place: Path) -> None:
    answer = again(place, ("Verso, 1999), 23", "Tauris, 1998), 25"), ("*Past & Present* 12", "*Annales* 13"))
    assert rows(answer, "fields_refreshed") == [
        ("note:1", "locator", "23", "25"),
        ("marsh-1999", "publisher", "Verso", "Tauris"),
        ("marsh-1999", "date", "1999", "1998"),
        ("lee-1990", "container", "Past & Present", "Annales"),
        ("lee-1990", "volume", "12", "13"),
    ]
    assert answer["fields_kept"] == []
    data = load(place)
    work = data.works["marsh-1999"]
    assert (work.publisher, str(work.date), work.title) == ("Tauris", "1998", "Wet Summers")
    assert {"publisher", "date"} <= set(work.review)
    assert data.works["lee-1990"].container == "Annales"
    assert data.endnotes[1].locator == "25"
    assert data.endnotes[3].refers_to == 1


def test_what_a_person_wrote_or_looked_at_stays_and_both_are_told(place: Path, claimgraph) -> None:
    sources = place / "sources.yaml"
    text = sources.read_text("utf-8").replace("publisher: Verso", "publisher: New Left Books")
    sources.write_text(text, "utf-8")
    add(place, "works: {marsh-1999: {place: London, language: en}}", merge=True)
    new = FIRST.replace("(London: Verso, 1999)", "(Leeds: Tauris, 1998)")
    (place.parent / "new.md").write_text(new, "utf-8")
    done = claimgraph("import", place.parent / "new.md", "-o", place)
    assert "  refreshed: marsh-1999 date: 1999 -> 1998\n" in done.stdout
    assert "  kept: marsh-1999 publisher: New Left Books (the paper now: Tauris)\n" in done.stdout
    assert "  kept: marsh-1999 place: London (the paper now: Leeds)\n" in done.stdout
    work = load(place).works["marsh-1999"]
    assert (work.publisher, work.place, str(work.date)) == ("New Left Books", "London", "1998")
    assert work.language == "en"


def test_a_field_that_the_note_gains_is_added_and_one_that_it_loses_goes(place: Path) -> None:
    answer = again(place, ("(Paris: Seuil, 2001)", "(2001)"))
    gone = {"publisher", "place", "type"}  # without an imprint nothing tells that it is a book
    assert {row["field"] for row in answer["fields_refreshed"]} == gone
    work = load(place).works["ash-2001"]
    assert (work.publisher, work.place) == (None, None)
    assert not {"publisher", "place"} & set(work.review)
    answer = again(place)
    assert {row["field"] for row in answer["fields_refreshed"]} == gone
    work = load(place).works["ash-2001"]
    assert (work.publisher, work.place) == ("Seuil", "Paris")
    assert {"publisher", "place"} <= set(work.review)


def test_what_the_elements_of_a_file_tell_follows_too_but_for_what_a_person_cut(tmp_path: Path) -> None:
    article = (
        "<article><front><article-meta><title-group><article-title>Bread</article-title></title-group>"
        "</article-meta></front><body><sec><title>One</title><p>Bread was dear"
        '<xref ref-type="bibr" rid="r1">1</xref>.</p></sec></body><back><ref-list><ref id="r1"><label>1</label>'
        '<element-citation publication-type="journal"><name><surname>Marsh</surname><given-names>R</given-names>'
        "</name><article-title>Wet summers: a history</article-title><source>Annales</source><year>1999</year>"
        "<volume>12</volume><fpage>8</fpage><lpage>19</lpage></element-citation></ref></ref-list></back></article>"
    )
    source = tmp_path / "paper.xml"
    source.write_text(article, "utf-8")
    import_([source], tmp_path / "bread")
    source.write_text(article.replace("Wet", "Dry").replace("<volume>12", "<volume>13"), "utf-8")
    work = load(tmp_path / "bread").works["marsh-1999"]
    answer = reimport([source], tmp_path / "bread", dry_run=True)
    assert {row["field"] for row in answer["fields_refreshed"]} == {"title", "volume"}
    add(tmp_path / "bread", "works: {marsh-1999: {title: Wet summers}}", merge=True)
    answer = reimport([source], tmp_path / "bread")
    assert [row["field"] for row in answer["fields_kept"]] == ["title"]
    now = load(tmp_path / "bread").works["marsh-1999"]
    assert (work.volume, now.volume, now.title) == ("12", "13", "Wet summers")


def test_a_note_that_now_cites_another_work_leaves_its_work_alone(place: Path) -> None:
    before = load(place).works
    other = (
        "Jo Ash, *Dry Winters* (Paris: Seuil, 2001), 3.",
        "Ben Fox, *Mild Autumns* (Rome: Laterza, 2004), 5.",
    )
    answer = again(place, other)
    assert load(place).works == before
    assert rows(answer, "fields_kept") == [("note:4", "works", "ash-2001", "Mild Autumns")]


def test_a_dry_run_refreshes_nothing_and_the_same_version_has_nothing_to_refresh(place: Path) -> None:
    before = (place / "sources.yaml").read_bytes()
    change = ("Verso, 1999", "Tauris, 1998")
    assert again(place, change, dry_run=True)["fields_refreshed"]
    assert (place / "sources.yaml").read_bytes() == before
    assert again(place, change)["fields_refreshed"]
    once = again(place, change)
    assert (once["fields_refreshed"], once["fields_kept"]) == ([], [])
