"""The explorer's switch to the argument as its author wrote it, and what an answer leans on, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_browser import Reader, chromium, data_of
from test_page_browser import weather

from claimgraph.model.entities import Citation, Dataset, Stance
from claimgraph.views.page import page


def read_into() -> Dataset:
    """The argument about the weather, with some steps that only its encoders made."""
    data = weather()
    claims = dict(data.claims)
    for name, number in (("it-rains", 1), ("it-rains", 2), ("puddles", 1)):
        arguments = list(claims[name].supported_by)
        arguments[number - 1] = arguments[number - 1].model_copy(update={"by": "us"})
        claims[name] = claims[name].model_copy(update={"supported_by": tuple(arguments)})
    claims["boots"] = claims["boots"].model_copy(
        update={"cites": (Citation(note=3, fit="weak"), Citation(note=1, fit="weak"))}
    )
    weak = Citation(note=2, fit="weak")
    claims["radio-says"] = claims["radio-says"].model_copy(update={"cites": (Citation(note=1), weak)})
    told = Stance(actor="bureau", topic="rain", polarity="mixed", claims=("radio-says",), why="It was asked.")
    own = data.works["book"].model_copy(update={"creators": ("ann", "bob")})
    actors = {**data.actors, "bob": data.actors["ann"].model_copy(update={"id": "bob", "name": "Bob"})}
    return data.model_copy(
        update={
            "claims": claims,
            "works": {**data.works, "book": own},
            "actors": actors,
            "stances": (*data.stances, told),
            "paper": data.paper.model_copy(update={"authors": ("ann", "bob")}),
        }
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "usual": page(read_into()),
        "as written": page(read_into(), without=("reconstructions",)),
        "without weak": page(read_into(), without=("weak citations",)),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, "utf-8")
    return {name: folder / f"{name}.html" for name in pages}


@pytest.fixture
def reader(browser: Any, paths: dict[str, Path]) -> Iterator[Callable[..., Reader]]:
    readers = []

    def open_page(address: str = "", name: str = "usual") -> Reader:
        readers.append(Reader(browser))
        return readers[-1].open(paths[name], address)

    yield open_page
    for each in readers:
        assert each.said == []
        each.close()


def test_the_opening_counts_the_theses_both_ways(reader: Any) -> None:
    opening = reader().panel()
    assert "1 thesis: 1 documented" in opening
    assert "As written, without our 3 reconstructions: 1 asserted" in opening


def test_the_switch_is_reached_by_keys_announced_and_kept_in_the_address(reader: Any) -> None:
    seen = reader()
    usual = seen.panel()
    switch = seen.tab.get_by_role("switch", name="As written")
    assert switch.get_attribute("aria-checked") == "false"
    switch.focus()
    seen.tab.keyboard.press("Space")
    assert switch.get_attribute("aria-checked") == "true"
    assert "without our 3 reconstructions" in seen.tab.locator("#_live").inner_text()
    assert "as=written" in seen.tab.url
    written = seen.panel()
    assert "no source: stated without note or argument" in written
    again = reader(seen.tab.url[seen.tab.url.index("#") :])
    assert again.panel() == written
    seen.tab.locator("#_graph").focus()
    seen.tab.keyboard.press("a")
    assert seen.panel() == usual
    assert "as=written" not in seen.tab.url
    seen.tab.go_back()
    assert seen.panel() == written


def test_all_that_tells_the_argument_follows_the_switch(reader: Any) -> None:
    seen = reader("#it-rains")
    assert "documented; as written: no source" in seen.panel()
    assert seen.tab.locator("#_about .reasons > li").count() == 2
    assert seen.count() > 3
    seen.go("#?view=text&as=written")
    rains = "#_tree > li[id='it-rains']"
    assert seen.tab.locator(f"{rains} > i").inner_text() == "asserted, contested"
    assert seen.tab.locator(f"{rains} > ul > li.and").count() == 0
    seen.go("#?view=weak&as=written")
    assert "No source: it is stated without note or argument." in seen.tab.locator("#_weak").inner_text()
    seen.go("#?view=text")
    assert seen.tab.locator(f"{rains} > ul > li.and").count() == 1
    assert seen.tab.locator("#_tree li[aria-selected]").count() == 0
    seen.go("#?view=weak")
    assert "No source: it is stated" not in seen.tab.locator("#_weak_theses").inner_text()


def test_what_if_of_the_argument_as_written_starts_from_it(reader: Any) -> None:
    seen = reader("#?without=report&as=written")
    told = seen.tab.locator("#_whatif").inner_text()
    assert "The main thesis stays asserted." in told
    seen.tab.get_by_role("switch").click()
    assert "The main thesis is no longer" in seen.tab.locator("#_whatif").inner_text()


def test_a_claim_says_what_it_leans_on_and_what_limits_it(reader: Any) -> None:
    seen = reader("#puddles")
    assert "as written: no source" in seen.panel()
    assert "Leans on weak citations (without them asserted)" in seen.panel()
    seen.go("#it-rains")
    assert "One qualification limits it." in seen.panel()
    assert "Stands lower without" in seen.panel()


@pytest.mark.parametrize(
    ("name", "words"), [("as written", "as written"), ("without weak", "without weak citations")]
)
def test_a_page_without_some_evidence_says_so_at_its_top(reader: Any, name: str, words: str) -> None:
    seen = reader(name=name)
    assert seen.tab.title() == f"On the Weather – {words}"
    assert seen.tab.locator("#_written").count() == (name == "without weak")
    assert seen.tab.locator("#_without").inner_text() == words
    assert "Without " in seen.panel()


def test_a_page_as_written_is_that_of_the_data_as_written(paths: dict[str, Path]) -> None:
    html = paths["as written"].read_text("utf-8")
    assert [reason["id"] for reason in data_of(html)["reasons"] if "id" in reason] == []
    assert len(data_of(html)["reasons"]) == 2


def test_a_weak_fit_is_said_wherever_a_note_is_told(reader: Any) -> None:
    seen = reader("#1")
    assert "fits weakly" in seen.panel()
    seen.go("#?view=endnotes")
    assert "fits weakly" in seen.tab.locator("#_endnotes [id='3']").inner_text()
    assert "own work" in seen.tab.locator("#_endnotes [id='3']").inner_text()


def test_every_author_holds_what_is_the_authors(reader: Any) -> None:
    seen = reader("#bob")
    assert "As an author of the paper: 7 claims" in seen.panel()


def test_stances_say_on_whose_word_and_with_what_flags(reader: Any) -> None:
    seen = reader("#?view=stances")
    cell = seen.tab.locator("#_stances td details.mixed")
    assert cell.locator("summary").get_attribute("title") == "mixed; on another's word, weak citation"
    cell.locator("summary").click()
    assert "On the word of Radio One · on another's word, weak citation It was asked." in seen.panel()
    seen.go("#bureau")
    assert "On the word of Radio One" in seen.panel()
