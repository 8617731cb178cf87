"""The case on the page, in a browser: what opens first, struck out, unfolded, compared, printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hard_graphs import many_lines, many_premises
from page_browser import Reader
from test_page_browser import browser, files, reader, weather  # noqa: F401
from test_tracing import claim
from test_tracing import graph as graph_of

from claimgraph import case, evidence, load, withdraw
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.model.entities import Actor, Dataset, Date, Paper, Work
from claimgraph.views.page import page

Open = Callable[..., Reader]


def opened(reader: Open, address: str = "", **more: Any) -> Reader:  # noqa: F811
    """The paper's page as it opens by itself."""
    more = {"name": "paper", "make_page": lambda: page(load()), **more}
    found = reader(address or "#?view=case", **more)
    found.go(address or "#?view=case")
    return found


def text(seen: Reader, selector: str = "#_case_now") -> str:
    return str(seen.tab.locator(selector).inner_text())


def test_the_page_opens_on_the_case_for_the_main_thesis(browser: Any, files: Any) -> None:  # noqa: F811
    seen = Reader(browser).open(files("paper", lambda: page(load())), view=None)
    told = case(evidence(load()), "nato-asia-eases-dilemma")
    cards = seen.tab.locator(".verdict-card").all_inner_texts()
    assert cards[0].startswith(f"{len(told['lines'])} + {len(told['needed_by_all'])}")
    assert cards[1].startswith(f"{told['resilience']} of {len(told['works'])}")
    assert cards[2].startswith(f"{told['beneath']['bare']} of {told['beneath']['claims']}")
    assert cards[3].startswith(str(len(told["attacked_by"])))
    assert seen.tab.locator("tr.star").count() == 1
    assert "Without it nothing supports the claim." in text(seen, "tr.star")
    assert seen.tab.locator("tr[data-row]").count() == len(told["lines"]) + 1
    assert seen.tab.locator(".matrix thead th[data-work]").count() == len(told["works"])
    dots = seen.tab.locator(".matrix td.at .dot").count()
    assert dots == sum(len(row["works"]) for row in (*told["lines"], *told["needed_by_all"]))
    assert seen.said == []
    seen.close()


def test_a_column_struck_out_redraws_rows_and_verdicts_and_says_what_becomes_of_other_theses(
    reader: Open,  # noqa: F811
) -> None:
    seen = opened(reader)
    for name in ("NATO Newsroom 2014", "Abe 2014"):
        seen.tab.get_by_role("button", name=f"{name}: what if this were wrong?").click()
    assert "without=nato-newsroom-2014%2Cabe-nac-2014" in seen.tab.url
    assert "12 of 13 was 14 of 15" in text(seen)
    assert "1 other thesis falls: Sharing fundamental values" in text(seen, ".struck-line")
    assert "falls: was documented, now unsupported" in text(seen, "tr.down")
    seen.tab.locator(".struck-line").get_by_role("button", name="Clear").click()
    assert seen.tab.locator(".struck-line").count() == 0


def test_the_keys_go_along_rows_and_columns_and_x_strikes_out(reader: Open) -> None:  # noqa: F811
    seen = opened(reader)
    press = seen.tab.keyboard.press
    press("ArrowDown")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert seen.tab.evaluate(focused) == "Unfold the premise all lines need"
    press("ArrowDown")
    assert seen.tab.evaluate(focused) == "Unfold line 1"
    press("ArrowRight")
    press("x")
    assert "without=nato-newsroom-2014" in seen.tab.url
    assert seen.tab.evaluate("document.activeElement.className").startswith("at")
    press("x")
    assert "without" not in seen.tab.url
    press("ArrowLeft")
    press("x")
    assert "without=nato-asia-eases-dilemma%2F2" in seen.tab.url
    assert "3 + 1 was 4 + 1" in text(seen)


def test_a_row_unfolds_in_place_down_to_the_notes_and_is_shown_on_the_map(reader: Open) -> None:  # noqa: F811
    seen = opened(reader)
    seen.tab.get_by_role("button", name="Unfold line 1").click()
    unrolled = seen.tab.locator("tr.unrolled")
    assert "[4]" in unrolled.inner_text()
    unrolled.get_by_role("button", name="On the map").click()
    assert "view=map" in seen.tab.url
    assert seen.count() > 0


def test_any_claim_has_its_case_by_its_address(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, "#bureau-dry?view=case", name="weather", make_page=lambda: page(weather()))
    assert text(seen, "#_case_title") == "The month is dry"
    assert "[3]" in text(seen)
    seen.go("#book?view=case")  # the panel beside it tells of a work; the case stays
    assert seen.title() == "The Book of Drought"
    assert text(seen, "#_case_title") == "The month is dry"
    seen.go("#it-rains?view=case")
    assert "nobody answers it" in text(seen)


def test_two_cases_share_their_columns(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, "#nato-safer-course?view=case&compare=nato-asia-eases-dilemma")
    assert "Both rest on 6 works and 61 claims." in text(seen)
    assert seen.tab.locator(".matrix .groups th").all_inner_texts() == ["Both", "Only the second"]
    assert seen.tab.locator(".matrix tbody").count() == 2


def test_a_page_without_claims_says_how_to_begin(reader: Open) -> None:  # noqa: F811
    empty = Dataset(paper=Paper(id="p", authors=()))
    seen = opened(reader, name="empty", make_page=lambda: page(empty))
    assert "claimgraph import" in text(seen)
    seen.go("#?view=map")
    assert "Select a box" not in seen.panel()


def test_a_paper_of_one_thesis_and_no_works_has_a_case(reader: Open) -> None:  # noqa: F811
    alone = graph_of(claim("c", kind="thesis")).dataset
    seen = opened(reader, name="alone", make_page=lambda: page(alone))
    assert "it rests on its holder’s word" in text(seen)


def test_many_rows_and_works_show_the_firmest_and_weakest_first_and_the_rest_on_demand(
    reader: Open,  # noqa: F811
) -> None:
    premises = [claim(f"p{n}", cites=(n + 1,)) for n in range(50)]
    large = graph_of(claim("c", *(f"p{n}" for n in range(50)), kind="thesis"), *premises, notes=50).dataset
    seen = opened(reader, name="many", make_page=lambda: page(large))
    rows, columns = seen.tab.locator("tr[data-row]"), seen.tab.locator("thead th[data-work]")
    assert (rows.count(), columns.count()) == (12, 40)
    seen.tab.get_by_role("button", name="38 more lines").click()
    seen.tab.get_by_role("button", name="10 more works").click()
    assert (rows.count(), columns.count()) == (50, 50)


def test_print_gives_the_case_with_what_would_mend_it_and_not_the_whole_paper(
    reader: Open,  # noqa: F811
) -> None:
    seen = opened(reader)
    seen.tab.emulate_media(media="print")
    said = text(seen, "body")
    assert "What would mend it" in said
    assert "Notes to check" in said
    assert not seen.tab.locator("#_endnotes").is_visible()
    assert len(re.findall(rb"/Type /Page\b", seen.tab.pdf(format="A4"))) <= 2


def test_without_scripts_the_case_is_a_table_with_headers() -> None:
    html = page(load())
    told = case(evidence(load()), "nato-asia-eases-dilemma")
    table = html[html.index("<table class=case>") : html.index("</table>", html.index("<table class=case>"))]
    assert table.count("<th scope=col>") == 2 + len(told["works"])
    assert table.count("<th scope=row>") == len(told["lines"]) + len(told["needed_by_all"])
    cells = re.findall(r"<td>(\(?\d+\)?)(?=<|$)", table)
    assert len(cells) == sum(len(row["works"]) for row in (*told["lines"], *told["needed_by_all"]))


def test_a_part_cut_out_of_the_argument_has_no_case_and_opens_on_the_map(reader: Open) -> None:  # noqa: F811
    seen = opened(
        reader, "#?view=case", name="cut", make_page=lambda: page(weather(), around="boots", depth=1)
    )
    assert seen.tab.locator("html").get_attribute("data-view") == "map"
    assert not seen.tab.locator('#_tabs [data-view="case"]').is_visible()


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)])
def test_the_case_fits_its_screen(reader: Open, size: tuple[int, int]) -> None:  # noqa: F811
    seen = opened(reader, viewport={"width": size[0], "height": size[1]})
    assert seen.tab.evaluate(
        "$('_case').scrollWidth <= $('_case').clientWidth".replace("$", "document.getElementById")
    )
    assert seen.tab.locator(".chips").first.is_visible() == (size[0] < 820)


def live(seen: Reader) -> str:
    return str(seen.tab.locator("#_live").inner_text())


def test_going_back_from_a_claims_case_brings_the_main_thesis_back(reader: Open) -> None:  # noqa: F811
    seen = opened(reader)
    main = text(seen, "#_case_title")
    seen.tab.locator("tr.star th a").first.focus()
    seen.tab.keyboard.press("Enter")
    assert text(seen, "#_case_title") != main
    assert seen.tab.evaluate("document.activeElement.id") == "_case_title"
    seen.tab.go_back()
    assert text(seen, "#_case_title") == main
    seen.tab.locator("tr.star th a").first.click()
    assert "What leans on it" in text(seen)
    beneath = int(text(seen, ".verdict-card:nth-child(4)").split()[2])
    seen.tab.locator('#_tabs [data-view="case"]').click()
    assert text(seen, "#_case_title") == main
    assert f"{beneath + 1} claims with it" in text(seen, "tr.star")


def test_closing_the_panel_beside_a_claims_case_leaves_the_case(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, "#bureau-dry?view=case", name="weather", make_page=lambda: page(weather()))
    seen.go("#book?view=case")
    seen.tab.locator("#_close").click()
    assert text(seen, "#_case_title") == "The month is dry"
    assert "#bureau-dry" in seen.tab.url


def test_a_claim_at_the_bottom_says_what_leans_on_it(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, "#boots?view=case", name="weather", make_page=lambda: page(weather()))
    said = text(seen, ".foot")
    assert said.index("What leans on it") < said.index("Puddles stand in the lane")
    assert said.index("Theses further up") < said.index("It rains")
    assert "It also claims" not in said


def test_the_bar_of_a_what_if_counts_what_falls_and_shows_it(reader: Open) -> None:  # noqa: F811
    seen = opened(reader)
    seen.tab.get_by_role("button", name="news: what if all of them were wrong?").click()
    bar = text(seen, ".struck-line")
    falls = re.search(r"(\d+) claims? falls?", bar)
    assert falls
    assert f"{falls[1]} claim" in live(seen)
    seen.tab.get_by_role("button", name="show them").click()
    assert f"({falls[1]})" in text(seen, "#_whatif")
    seen.tab.locator("#_if").click()  # closes the panel, and clears nothing
    assert not seen.tab.locator("#_whatif").is_visible()
    assert text(seen, ".struck-line")
    seen.tab.locator(".struck-line").get_by_role("button", name="Copy link").click()
    seen.tab.locator("#_live", has_text="whoever has this file").wait_for(state="attached")
    seen.tab.keyboard.press("Control+z")
    assert "without" not in seen.tab.url  # the whole of the group was one stroke
    seen.tab.go_back()
    seen.tab.locator(".struck-line").get_by_role("button", name="Clear").click()
    assert live(seen) == ""


def test_on_a_phone_a_what_if_is_seen(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, viewport={"width": 390, "height": 844})
    seen.tab.locator("#_if").click()
    assert seen.tab.locator("#_whatif").is_visible()
    seen.tab.locator("#_if").click()
    chip = seen.tab.locator(".chips button").last
    chip.click()
    assert seen.tab.evaluate(
        "(() => { const { top } = document.querySelector('.struck-line').getBoundingClientRect();"
        " return top >= 0 && top < 300; })()"
    )


def test_a_filter_lists_what_fits_and_offers_the_nearest_where_nothing_does(reader: Open) -> None:  # noqa: F811
    seen = opened(reader)
    seen.tab.locator("#_filter").click()
    seen.tab.locator("#_filter_from").select_option("uncheckable")
    many = int(text(seen, "#_matches").split()[0])
    assert seen.tab.locator("#_fitting li").count() == many > 0
    seen.tab.locator("#_filter_status").select_option("unsupported")
    assert text(seen, "#_matches") == "No claim fits"
    seen.tab.get_by_role("button", name=f"Any status: {many} claim").click()
    assert seen.tab.locator("#_fitting li").count() == many


def test_the_columns_are_one_stop_of_the_tabulator_and_nothing_lies_beyond_the_page(
    reader: Open,  # noqa: F811
) -> None:
    seen = opened(reader)
    heads = seen.tab.locator("th[data-work] > button")
    stops = "all => all.map(each => each.tabIndex).filter(each => each === 0).length"
    assert heads.evaluate_all(stops) == 1
    seen.tab.keyboard.press("ArrowRight")
    seen.tab.keyboard.press("ArrowRight")
    assert heads.evaluate_all(stops) == 1
    assert seen.tab.evaluate("document.scrollingElement.scrollHeight <= innerHeight")


STRUCK = "without=nato-newsroom-2014,abe-nac-2014"


def test_under_a_what_if_the_overview_counts_what_is_left_and_says_what_was(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, f"#?view=map&{STRUCK}")
    graph, gone = evidence(load()), [("work", "nato-newsroom-2014"), ("work", "abe-nac-2014")]
    before, after = statuses(graph), statuses(graph, without=gone)
    counts = {
        status: [sum(each[thesis] == status for thesis in graph.theses) for each in (before, after)]
        for status in ("documented", "unsupported")
    }
    said = seen.panel()
    for status, (was, now) in counts.items():
        assert was != now
        assert f"{now} {status} (was {was})" in said
    works = len(graph.dataset.works)
    assert f"{works - 2} works (was {works})" in said
    told = [case(graph, "nato-asia-eases-dilemma", without=each) for each in (gone, [])]
    assert f"{len(told[0]['works'])} works (was {len(told[1]['works'])}), most of all" in said
    assert "unsupported under this what-if, documented without it" in said
    seen.go("#?view=map")
    assert "was" not in text(seen, "#_about .both")


def test_under_a_what_if_the_other_theses_are_told_as_they_have_become(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, f"#?view=case&{STRUCK}")
    thesis = seen.tab.locator(".foot li", has_text="Sharing fundamental values").last.inner_text()
    assert "unsupported under this what-if, documented without it" in thesis
    assert "no work (was 2 of 2 works must go)" in thesis
    seen.go("#?view=case")
    thesis = seen.tab.locator(".foot li", has_text="Sharing fundamental values").last.inner_text()
    assert "2 of 2 works must go" in thesis
    assert "was" not in thesis


def test_under_a_what_if_text_and_weak_points_say_what_claims_have_become(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, f"#?view=text&{STRUCK}")
    gone = [("work", "nato-newsroom-2014"), ("work", "abe-nac-2014")]
    falls = withdraw(evidence(load()), gone)["lost"]
    told = seen.tab.locator("#_tree li[id]:has(> i .falls)")
    assert {str(each) for each in told.evaluate_all("all => all.map(each => each.id)")} == set(falls)
    assert "unsupported (was documented" in str(told.first.locator("> i").text_content())
    seen.go(f"#?view=weak&{STRUCK}")
    assert "unsupported (was documented" in text(seen, "#_weak_theses")
    assert "are those without it" in text(seen, "#_weak")
    seen.go("#?view=weak")
    assert "(was" not in text(seen, "#_weak_theses")
    seen.go("#?view=text")
    assert seen.tab.locator("#_tree i .falls").count() == 0


def test_a_filter_for_a_status_follows_the_what_if(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, f"#?view=map&{STRUCK}&status=unsupported")
    gone = [("work", "nato-newsroom-2014"), ("work", "abe-nac-2014")]
    falls = withdraw(evidence(load()), gone)["lost"]
    assert seen.tab.locator("#_matches").text_content() == f"{len(falls)} claims fit"


def test_where_a_search_was_bounded_it_is_told_between_what(reader: Open) -> None:  # noqa: F811
    """Neither program nor page finds how few works must go, or how few are enough."""
    hard = many_lines()
    seen = opened(reader, "#t?view=case", name="hard", make_page=lambda: page(hard.dataset))
    number = seen.tab.locator(".verdict-card:nth-child(3) b")
    assert number.evaluate("(each) => each.offsetWidth <= each.parentNode.clientWidth")
    card = re.match(r"between (\d+) and (\d+) of 30", text(seen, ".verdict-card:nth-child(3)"))
    assert card
    proven = case(hard, "t", time_limit=0)["resilience_bounds"]
    assert proven
    assert proven["least"] <= int(card[1]) < int(card[2]) <= proven["most"]
    seen.go("#t?view=map")
    seen.tab.locator("#_about", has_text="It takes").wait_for()
    assert f"at least {card[1]}, at most {card[2]} works at once" in seen.panel()
    seen.go("#t?view=map&without=w3")
    seen.tab.locator("#_about", has_text="It takes").wait_for()
    assert re.search(r"at least \d+, at most \d+ works at once", seen.panel())
    seen = opened(reader, "#t?view=map", name="wide", make_page=lambda: page(many_premises().dataset))
    seen.tab.locator("#_about", has_text="Enough for it").wait_for()
    assert re.search(r"the fewest found \(at least \d+, at most \d+ are needed\)", seen.panel())


def test_names_of_works_are_whole_in_the_head(reader: Open) -> None:  # noqa: F811
    """One that is long takes two lines; what is cut elsewhere comes where one points."""
    seen = opened(reader, "#asia-neglects-europe?view=case", name="long", make_page=lambda: page(long_name()))
    head = seen.tab.locator("th[data-work] button")
    assert head.inner_text() == "European diplomat closely associated with NATO 2014"
    fits = "(each) => each.scrollHeight <= each.clientHeight + 1 && each.scrollWidth <= each.clientWidth + 1"
    assert head.locator("span").evaluate(fits)


def long_name() -> Dataset:
    """A claim on a talk with somebody whose name is long."""
    claims = claim("asia-neglects-europe", "p", kind="thesis"), claim("p", cites=(1,))
    talk = Work(id="w1", title="A talk", creators=("diplomat",), date=Date(printed="2014", is_="2014"))
    who = Actor(id="diplomat", name="European diplomat closely associated with NATO", unnamed=True)
    return graph_of(*claims, works={"w1": talk}, actors={"diplomat": who}).dataset


def test_on_a_phone_a_kind_of_work_is_struck_out_too(reader: Open) -> None:  # noqa: F811
    seen = opened(reader, viewport={"width": 390, "height": 844})
    seen.tab.get_by_role("button", name="news: what if all of them were wrong?").click()
    assert "without=" in seen.tab.url
    assert "News (" in text(seen, ".chips.groups .gone")
    seen.tab.get_by_role("button", name="news: put all of them back").click()
    assert "without" not in seen.tab.url
    assert seen.tab.evaluate("document.getElementById('_case').scrollWidth") <= 390
    command = seen.tab.locator("#_case .command code")
    assert command.evaluate("(each) => each.getBoundingClientRect().right") <= 390


def test_a_kind_is_struck_out_with_the_works_that_have_no_column(reader: Open) -> None:  # noqa: F811
    premises = [claim(f"p{n}", cites=(n + 1,)) for n in range(50)]
    large = graph_of(claim("c", *(f"p{n}" for n in range(50)), kind="thesis"), *premises, notes=50).dataset
    seen = opened(reader, name="many", make_page=lambda: page(large))
    assert seen.tab.locator("thead th[data-work]").count() == 40
    seen.tab.locator("thead").get_by_role("button", name="what if all of them were wrong?").click()
    assert "0\n" in text(seen, ".verdict-card:nth-child(3)") + "\n"
    assert "no longer documented but unsupported" in text(seen, ".struck-line")


def test_the_claims_beneath_without_a_source_are_listed(reader: Open) -> None:  # noqa: F811
    seen = opened(reader)
    bare = case(evidence(load()), "nato-asia-eases-dilemma")["beneath"]["bare"]
    seen.tab.locator(".verdict-card").get_by_role("button", name="list them").click()
    focused = str(seen.tab.evaluate("document.activeElement.innerText"))
    assert focused == f"Beneath it without a source ({bare})"
    section = seen.tab.locator("section:has(> #_unsourced)")
    section.locator("summary").click()
    section.locator("li .line").nth(bare - 1).wait_for()
    assert section.locator("li .line").count() == bare
