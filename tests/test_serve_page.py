"""The query page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from live import PATIENCE, Live, live
from page_browser import chromium

LONG = PATIENCE * 1000


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with live("--workers", "1", "--timeout", "60") as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


class Asking:
    """Somebody at the page."""

    def __init__(self, browser: Any, server: Live, address: str = "/sparql") -> None:
        self.tab = browser.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("request", lambda request: self.asked.append(request.url))
        self.tab.set_default_timeout(LONG)
        self.tab.goto(server.url.rstrip("/") + address)
        self.tab.wait_for_selector("html[data-ready]", state="attached")

    def ask(self, query: str) -> None:
        self.tab.fill("#query", query)
        self.tab.locator("#query").press("Control+Enter")

    def waits(self, text: str) -> None:
        self.tab.wait_for_function("text => document.getElementById('said').textContent === text", arg=text)

    def column(self, number: int = 1) -> list[str]:
        return [str(text) for text in self.tab.locator(f"td:nth-child({number})").all_inner_texts()]


def test_a_query_is_asked_and_its_rows_are_sorted_by_column(browser: Any, server: Live) -> None:
    page = Asking(browser, server)
    page.ask("SELECT ?x ?n { VALUES (?x ?n) { ('b' 10) ('<img src=x onerror=alert(1)>' 9) ('c' 100) } }")
    page.waits("3 rows.")
    page.tab.click("th button >> text=n")
    assert page.column(2) == ["9", "10", "100"]
    page.tab.click("th button >> text=n")
    assert page.column(2) == ["100", "10", "9"]
    assert page.tab.get_attribute("th:nth-child(2)", "aria-sort") == "descending"
    page.tab.click("th button >> text=x")
    assert page.column(1) == ["<img src=x onerror=alert(1)>", "b", "c"]
    assert page.said == []
    assert all(url.startswith((server.url, "data:")) for url in page.asked)


def test_our_resources_lead_into_the_explorer(browser: Any, server: Live) -> None:
    page = Asking(browser, server)
    page.ask(
        "SELECT * { VALUES ?x { claim:nato-safer-course argument:nato-safer-course.1 note:27 section:2.3 aif:RA-node } }"
    )
    page.waits("5 rows.")
    links = page.tab.locator("td a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links[:3] == ["/#nato-safer-course", "/#nato-safer-course/1", "/#27"]
    assert links[3:] == ["http://www.arg.dundee.ac.uk/aif#RA-node"]
    assert page.column()[0] == "claim:nato-safer-course"


def test_the_query_is_in_the_address(browser: Any, server: Live) -> None:
    page = Asking(browser, server)
    page.ask("ASK { FILTER('a b&c=é' = 'x') }")
    page.waits("No.")
    again = Asking(browser, server, page.tab.url.removeprefix(server.url.rstrip("/")))
    again.waits("No.")
    assert again.tab.input_value("#query") == "ASK { FILTER('a b&c=é' = 'x') }"


def test_an_error_is_at_its_line_and_column(browser: Any, server: Live) -> None:
    page = Asking(browser, server)
    page.ask("SELECT * {\n  ?s ?p FILTER\n}")
    page.tab.wait_for_selector("#error:not([hidden])")
    assert "line 2, column 9" in page.tab.inner_text("#error")
    place = page.tab.evaluate("document.getElementById('query').selectionStart")
    assert "SELECT * {\n  ?s ?p FILTER\n}"[place:].startswith("FILTER")
    page.ask("ASK {}")
    page.waits("Yes.")
    assert not page.tab.is_visible("#error")


def test_a_query_with_a_name_has_its_parameters_as_fields(browser: Any, server: Live) -> None:
    page = Asking(browser, server)
    page.tab.select_option("#named", "what-stands-against")
    before = page.tab.input_value("#query")
    assert "VALUES ?claim { UNDEF }" in before
    page.tab.locator("#parameters input").first.fill('x" } DROP ALL { "')
    assert 'VALUES ?claim { "x\\" } DROP ALL { \\"" }' in page.tab.input_value("#query")
    page.tab.locator("#parameters input").first.fill("china-daily-ordinary-forces")
    assert 'VALUES ?claim { "china-daily-ordinary-forces" }' in page.tab.input_value("#query")
    page.tab.click("button.go")
    page.tab.wait_for_selector("#answer:not([hidden])")
    page.tab.locator("#parameters input").first.fill("")
    assert page.tab.input_value("#query") == before


def test_graphs_are_shown_and_every_form_is_a_download(browser: Any, server: Live) -> None:
    page = Asking(browser, server)
    page.ask("CONSTRUCT { ?s cg:kind 'thesis' } WHERE { ?s cg:kind 'thesis' }")
    page.waits("A graph.")
    assert "cg:kind" in page.tab.inner_text("#graph")
    assert page.tab.locator("#forms button").all_inner_texts() == [
        "Turtle",
        "N-Triples",
        "JSON-LD",
        "RDF/XML",
    ]
    with page.tab.expect_download() as download:
        page.tab.click("#forms button >> text=N-Triples")
    assert download.value.suggested_filename == "answer.nt"
    page.ask("SELECT * { ?s cg:kind 'thesis' }")
    page.tab.wait_for_selector("table")
    assert page.tab.locator("#forms button").all_inner_texts() == ["JSON", "XML", "CSV", "TSV"]


def test_nobody_is_kept_out(browser: Any, server: Live) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = Asking(browser, server)
    page.tab.select_option("#named", "what-stands-against")
    page.ask("SELECT * { ?claim cg:kind ?kind } LIMIT 5")
    page.waits("5 rows.")
    context = {"bypassCSP": True}
    assert context
    for scheme in ("light", "dark"):
        page.tab.emulate_media(color_scheme=scheme)
        found = Axe().run(page.tab).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
