"""Tables: CSV that no spreadsheet runs, Markdown that no renderer reads as markup."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import lines_of
from plenty import plenty

from claimgraph.answers.list import listing
from claimgraph.errors import UsageError
from claimgraph.model.entities import Dataset
from claimgraph.views.cells import cell, csv_text
from claimgraph.views.tables import escaped, table
from claimgraph.views.text.terminal import clean


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return plenty(tmp_path_factory.mktemp("data"))


def test_a_list_becomes_csv_with_the_keys_as_columns(data: Dataset) -> None:
    rows = listing(data, "notes")
    read = list(csv.DictReader(io.StringIO(table(rows, "csv"))))
    assert list(read[0]) == list(rows[0])
    assert [row["number"] for row in read] == ["4", "8", "11", "27"]
    assert read[1]["claims"] == "europeans-less-suspect; agendas-avoid-sensitive-items"
    assert read[0]["locator"] == ""


def test_a_list_becomes_a_markdown_table(data: Dataset) -> None:
    lines = lines_of(table(listing(data, "works"), "md"))
    assert lines[0] == "| id | type | title | creators | issuer | date | endnotes |"
    assert lines[1] == "|---|---|---|---|---|---|---|"
    assert len(lines) == 5


@pytest.mark.parametrize("what", ["claims", "works", "notes", "actors", "arguments", "topics", "stances"])
def test_an_empty_list_has_the_header_of_a_full_one(data: Dataset, what: str) -> None:
    assert table([], "csv", what) == lines_of(table(listing(data, what), "csv"))[0] + "\n"


def test_an_empty_search_is_a_header_and_an_answer_of_no_known_shape_is_empty() -> None:
    assert table([], "md", "search").startswith("| kind | id | text | score |")
    assert table([], "csv") == table([], "md") == ""


def test_another_form_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match='a table has no form "xlsx"'):
        table([], "xlsx")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        (["=1", "a"], "'=1; a"),
        (-1, "-1"),
        (True, "true"),
        (None, ""),
        ("a=1", "a=1"),
    ],
)
def test_formulas_are_defused_and_numbers_stay_numbers(value: object, shown: str) -> None:
    assert next(csv.reader(io.StringIO(csv_text([[value, "x"]]))))[0] == shown


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), min_size=1, max_size=4))
def test_csv_reads_back_as_written_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(rows, clean), newline="")))
    assert [[text.removeprefix("'") for text in row] for row in read] == [
        [clean(text).removeprefix("'") for text in row] for row in rows
    ]


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_markdown_cells_stay_cells(cells: list[str]) -> None:
    said = lines_of(table([dict(zip("ab", cells, strict=True))], "md"))
    assert len(said) == 3
    bare = said[2].replace("\\\\", "").replace("\\|", "")
    assert bare.count("|") == 3
    assert "<" not in said[2]


def test_markup_is_escaped() -> None:
    assert escaped("a|b *c* <d> [e](f) & `g`") == r"a\|b \*c\* &lt;d\> \[e\](f) &amp; \`g\`"
    assert escaped("two\nlines") == "two lines"


def test_cells_say_what_is_in_them() -> None:
    assert cell([{"kind": "k", "detail": "d"}]) == "k: d"
    assert cell({"a": 1, "b": None, "c": [2, 3]}) == "a: 1, c: 2; 3"
