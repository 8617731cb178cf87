"""The map beside the case, and the lists: read, filtered, folded and sent as a person would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_browser import Reader, chromium

from claimgraph import load
from claimgraph.views.page import page


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("page") / "paper.html"
    path.write_text(page(load()), "utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def seen(browser: Any) -> Iterator[Reader]:
    reader = Reader(browser)
    yield reader
    assert reader.said == []
    reader.context.close()


def test_what_is_folded_is_found_in_the_page_and_all_of_it_unfolds_at_once(seen: Reader, paper: Path) -> None:
    seen.open(paper, view="text")
    seen.tab.wait_for_selector("#_folds")
    folded = seen.tab.locator('#_tree li[aria-expanded="false"] > ul')
    assert folded.count()
    assert set(folded.evaluate_all("lists => lists.map(list => list.hidden)")) == {"until-found"}
    inner = folded.first
    inner.evaluate("list => list.dispatchEvent(new Event('beforematch'))")
    assert not seen.tab.locator('#_tree li[aria-expanded="true"] > ul[hidden]').count()
    seen.tab.get_by_role("button", name="Unfold all").click()
    assert not folded.count()
    seen.tab.get_by_role("button", name="Fold all", exact=True).click()
    assert folded.count() == seen.tab.locator("#_tree li[aria-expanded]").count()


def test_what_was_unfolded_by_hand_is_in_the_address(seen: Reader, paper: Path) -> None:
    seen.open(paper, "#japan-dilemma")
    before = seen.tab.locator("#_count").inner_text()
    seen.tab.locator("#_graph").focus()
    seen.tab.keyboard.press("Enter")
    after = seen.tab.locator("#_count").inner_text()
    assert after != before
    address = seen.tab.evaluate("location.hash")
    assert "open=japan-dilemma" in address or "shut=japan-dilemma" in address
    seen.open(paper, "#")
    seen.open(paper, address)
    assert seen.tab.locator("#_count").inner_text() == after


def test_a_link_from_a_file_says_what_to_do_with_it(seen: Reader, paper: Path) -> None:
    seen.open(paper, "#japan-dilemma?view=map&without=pew-2014-global-opposition")
    seen.tab.locator("#_about .menu summary").first.click()
    seen.tab.get_by_role("button", name="Link", exact=True).click()
    assert "whoever has this file" in seen.tab.locator("#_live").inner_text()


def test_claims_are_filtered_by_the_kind_of_work_they_cite(seen: Reader, paper: Path) -> None:
    seen.open(paper, "#?view=map")
    seen.tab.get_by_role("button", name="Filter", exact=True).click()
    kinds = seen.tab.locator("#_filter_from option")
    assert "the author’s own house" in kinds.all_inner_texts()
    seen.tab.locator("#_filter_from").select_option("own")
    assert "fit" in seen.tab.locator("#_matches").inner_text()
    assert "from=own" in seen.tab.evaluate("location.hash")


def test_selecting_what_a_filter_hides_leaves_the_filter_and_says_so(seen: Reader, paper: Path) -> None:
    seen.open(paper, "#?view=map&note=1")
    note = next(
        number
        for number, places in seen.tab.evaluate(
            "(() => { const d = JSON.parse(document.getElementById('_data').textContent);"
            " return d.notes.map((n, i) => [n.n, d.cites.filter(([note]) => note === i).length]); })()"
        )
        if number > 20 and places
    )
    seen.tab.evaluate(f"location.hash = '#{note}?view=map&note=1'")
    seen.tab.wait_for_function("!location.hash.includes('note=1')")
    assert "filter" in seen.tab.locator("#_live").inner_text()
    assert "Theses above" in seen.tab.locator("#_about").inner_text()


def test_a_stance_is_marked_by_its_own_sign_and_named_by_its_word(seen: Reader, paper: Path) -> None:
    seen.open(paper, view="stances")
    seen.tab.wait_for_selector("#_sides table")
    marks = seen.tab.locator("#_sides td summary").evaluate_all(
        "all => all.map(each => [each.parentNode.classList[0], getComputedStyle(each, '::before').content])"
    )
    signs = {"supports": "+", "opposes": "−", "worried": "!", "mixed": "±", "neutral": "○"}
    assert len({word for word, _ in marks}) > 3
    assert {(word, sign[1]) for word, sign in marks} <= set(signs.items())
    assert all('/ ""' in sign for _, sign in marks)


def test_under_a_what_if_the_overview_says_what_a_thesis_has_become(seen: Reader, paper: Path) -> None:
    seen.open(paper, "#?view=map&without=asean-japan-2013")
    told = seen.tab.locator("#_about").text_content()
    assert "unsupported under this what-if, documented without it" in str(told)
