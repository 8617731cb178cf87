"""``guide``: the docs that come with the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimgraph.answers.guide import PAGES, SAYS, guide
from claimgraph.errors import UnknownName

ROOT = Path(__file__).resolve().parent.parent


def test_without_a_name_every_page_of_the_docs_is_listed_with_a_sentence() -> None:
    assert {page.stem for page in (ROOT / "docs").glob("*.md")} == set(PAGES)
    answer = guide()
    assert [page["name"] for page in answer["pages"]] == list(PAGES)
    assert answer["text"] is None


def test_the_readme_says_the_same_of_each_page() -> None:
    rows = re.findall(
        r"^\| \[docs/([a-z-]+)\.md\]\(docs/\1\.md\) \| (.*) \|$",
        (ROOT / "README.md").read_text("utf-8"),
        re.M,
    )
    assert dict(rows) == SAYS


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_printed_as_it_is_written(name: str) -> None:
    assert guide(name)["text"] == (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def test_a_page_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as refused:
        guide("encodng")
    assert refused.value.candidates == ["encoding"]
    with pytest.raises(UnknownName):
        guide("../README")
