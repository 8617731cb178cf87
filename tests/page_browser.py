"""A real browser for the tests of the page: headless, without network, driven as a person would."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; where there is none the test is skipped, in CI it fails."""
    reason = None
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        reason = "playwright is not installed"
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        reason = "there is no chromium"
    if reason:
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """Somebody who reads a page: what they see, and what went wrong meanwhile."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.context = browser.new_context(
            offline=True, viewport=options.pop("viewport", {"width": 1440, "height": 900}), **options
        )
        self.tab = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.tab.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: Path, address: str = "", view: str | None = "map") -> Reader:
        """Open a page at ``address``, in ``view`` where that names none."""
        if view and "view=" not in address:
            address = f"{address or '#'}{'&' if '?' in address else '?'}view={view}"
        self.tab.goto(path.as_uri() + address)
        self.tab.wait_for_selector("html[data-ready]", state="attached", timeout=20000)
        return self

    def go(self, address: str) -> None:
        """Follow a deep link, as if it were typed into the address bar; it keeps the view."""
        view = re.search("view=[a-z]+", self.tab.url)
        if view and "view=" not in address:
            address = f"{address or '#'}{'&' if '?' in address else '?'}{view[0]}"
        self.tab.goto(self.tab.url.split("#")[0] + address)

    def panel(self) -> str:
        return str(self.tab.locator("#_about").inner_text())

    def title(self) -> str:
        return str(self.tab.locator("#_about h2").first.inner_text())

    def count(self) -> int:
        """How many claims are on the map."""
        return int(str(self.tab.locator("#_count").inner_text()).split()[0])

    def close(self) -> None:
        self.context.close()


def data_of(html: str) -> dict[str, Any]:
    """The data inside a page, the texts of claims read from its outline as the page's script does."""
    found = re.search(r'<script id="_data" type="application/json">(.*?)</script>', html, re.S)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    outline = re.findall(r'<li id="([^"]*)">(?:<b>.*?</b> )?<a>(.*?)</a>', html, re.S)
    texts = {unescape(name): unescape(text) for name, text in outline}
    for claim in data["claims"]:
        claim.setdefault("t", texts.get(claim["id"]))
    return data
