"""``serve --watch``: a save is served, what cannot be loaded is said, and the page hears of both."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live import PATIENCE, Live, eventually, live, on_linux
from page_browser import chromium
from tiny import CLAIMS, SOURCES

from claimgraph.loading import load


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Live, Path]]:
    (tmp_path / "claims.yaml").write_text(CLAIMS)
    (tmp_path / "sources.yaml").write_text(SOURCES)
    with live("--data", tmp_path, "--watch", "--workers", "1") as server:
        yield server, tmp_path


def with_one_more(folder: Path) -> None:
    file = folder / "claims.yaml"
    file.write_text(file.read_text().replace("claims:\n", "claims:\n  one-more: {text: One more claim}\n", 1))


def health(server: Live) -> Any:
    return server.ask("/healthz").json


@on_linux
def test_a_save_is_served_everywhere_and_the_old_workers_go(watched: tuple[Live, Path]) -> None:
    server, folder = watched
    before, children = health(server), server.children()
    tag = server.ask("/api/list?what=claims").headers["etag"]
    assert server.ask("/api/show?id=one-more").status == 404
    with_one_more(folder)
    assert eventually(lambda: health(server)["generation"] != before["generation"])
    assert server.ask("/api/show?id=one-more").status == 200
    assert server.ask("/api/list?what=claims", headers={"If-None-Match": tag}).status == 200
    assert server.query("ASK { ?c dcterms:identifier 'one-more' }").json["boolean"] is True
    assert eventually(lambda: len(server.children()) == 1 and not server.children() & children)


def test_data_that_do_not_load_leave_the_last_good_state_and_say_so(watched: tuple[Live, Path]) -> None:
    server, folder = watched
    good, before = (folder / "claims.yaml").read_text(), health(server)
    answer = server.ask("/api/list?what=claims")
    assert "claimgraph-stale" not in answer.headers
    (folder / "claims.yaml").write_text(good.replace("claims:\n", "claims:\n  broken: [}\n", 1))
    assert eventually(lambda: health(server)["stale"])
    stale = server.ask("/api/list?what=claims")
    assert (stale.headers["claimgraph-stale"], stale.body) == ("true", answer.body)
    assert health(server)["generation"] == before["generation"]
    assert health(server)["findings"] >= 1
    (folder / "claims.yaml").write_text(good)
    assert eventually(lambda: not health(server)["stale"])
    assert health(server) == before
    (folder / "claims.yaml").unlink()
    assert eventually(lambda: health(server)["stale"])
    assert server.ask("/api/list?what=claims").body == answer.body


def test_one_of_two_saved_files_is_not_complained_of(tmp_path: Path) -> None:
    """The second file comes before the files are read again: nobody is told of what lay between."""
    import asyncio

    from serving_here import Here

    from claimgraph.serve.kept import AGAIN, Kept
    from claimgraph.serve.watching import Watcher

    (tmp_path / "claims.yaml").write_text(CLAIMS)
    (tmp_path / "sources.yaml").write_text(SOURCES)
    here = Here(tmp_path)
    told: list[bool] = []
    here.state.tell = lambda: told.append(here.state.stale)  # type: ignore[method-assign]

    async def in_thread(make: Any) -> Any:
        return make()

    def meanwhile(seconds: float) -> None:
        assert seconds == AGAIN
        (tmp_path / "sources.yaml").write_text(SOURCES.replace("endnotes:\n", "endnotes:\n  77: {}\n", 1))

    async def follow() -> None:
        kept = Kept(tmp_path, here.state.now, sleep=meanwhile)
        watcher = Watcher(kept, here.state, lambda made: here.state.graphs, in_thread)
        await watcher.look()
        with_one_more(tmp_path)
        text = (tmp_path / "claims.yaml").read_text()
        (tmp_path / "claims.yaml").write_text(text.replace("One more claim}", "One more claim, cites: [77]}"))
        await watcher.look()

    asyncio.run(follow())
    assert told == [False]
    assert "one-more" in here.state.now.dataset.claims
    assert load(tmp_path).claims.keys() == here.state.now.dataset.claims.keys()


def test_events_say_how_things_are_and_every_change(watched: tuple[Live, Path]) -> None:
    server, folder = watched
    assert server.ask("/events", "HEAD").status == 200
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("GET", "/events")
    response = connection.getresponse()
    assert response.getheader("content-type") == "text/event-stream; charset=utf-8"

    def event() -> Any:
        while not (line := response.readline()).startswith(b"data: "):
            assert line
        return json.loads(line.removeprefix(b"data: "))

    first = event()
    assert (first["generation"], first["stale"]) == (health(server)["generation"], False)
    good = (folder / "claims.yaml").read_text()
    (folder / "claims.yaml").write_text("claims: [}\n")
    spoilt = event()
    assert (spoilt["generation"], spoilt["stale"]) == (first["generation"], True)
    (found, *_) = spoilt["findings"]
    assert (found["file"], found["line"]) == ("claims.yaml", 1)
    assert str(folder) not in json.dumps(spoilt)
    (folder / "claims.yaml").write_text(good)
    assert event()["stale"] is False
    connection.close()


def test_without_watch_there_are_no_events() -> None:
    from serving_here import answered

    assert answered("/events").status == 404
    assert b"EventSource" not in answered("/").body


def test_an_open_page_says_what_is_wrong_and_loads_itself_anew(watched: tuple[Live, Path]) -> None:
    server, folder = watched
    good = (folder / "claims.yaml").read_text()
    with chromium() as browser:
        tab = browser.new_page()
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        name = next(iter(load(folder).claims))
        tab.goto(f"{server.url}#{name}")
        tab.wait_for_selector("html[data-ready]", state="attached", timeout=PATIENCE * 1000)
        (folder / "claims.yaml").write_text("claims: [}\n")
        box = tab.locator("pre[role=alert]")
        box.wait_for(state="visible", timeout=PATIENCE * 1000)
        assert "claims.yaml:1:" in box.inner_text()
        (folder / "claims.yaml").write_text(good)
        box.wait_for(state="hidden", timeout=PATIENCE * 1000)
        with tab.expect_navigation(timeout=PATIENCE * 1000):
            with_one_more(folder)
        assert tab.url == f"{server.url}#{name}"
        tab.wait_for_selector("html[data-ready]", state="attached", timeout=PATIENCE * 1000)
        assert "One more claim" in tab.content()
        assert said == []
