"""A paper in a notebook: questions as methods, answers that show themselves, the notebook of the docs.

``python tests/test_notebook.py`` writes into docs/notebook.ipynb what its cells say now.
"""

from __future__ import annotations

import inspect
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from page_browser import chromium

import claimgraph
from claimgraph import questions
from claimgraph.asking import Question
from claimgraph.errors import ClaimgraphError, ExtraMissing, UnknownName, UsageError
from claimgraph.loading import BUNDLED
from claimgraph.notebook import Paper, marked
from claimgraph.views import text

PAGE = Path(__file__).resolve().parent.parent / "docs" / "notebook.ipynb"
PAPER = Paper(BUNDLED)
WHOLE = PAPER._sources
LARGE = 20_000
"""Characters of an output that is kept in the docs at most."""


def executed() -> Any:
    """The notebook of the docs, its cells run now."""
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(PAGE, as_version=4)
    return nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()


def said(notebook: Any) -> list[list[str]]:
    return [
        [output["data"]["text/plain"] for output in cell.get("outputs", ()) if "data" in output]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


# --- answers


def test_an_answer_is_the_plain_value_of_the_library() -> None:
    answer = PAPER.supports("nato-safer-course")
    assert isinstance(answer, dict)
    assert answer == claimgraph.supports(WHOLE.evidence, "nato-safer-course")
    works = PAPER.list("works")
    assert isinstance(works, list)
    assert works == list(claimgraph.listing(WHOLE.dataset, "works"))
    assert PAPER.withdraw(27) == PAPER.withdraw("[27]") == PAPER.withdraw("27", kind=None)


def test_an_answer_shows_itself_as_the_text_view() -> None:
    answer = PAPER.supports("nato-safer-course", depth=1)
    shown = answer._repr_mimebundle_()
    whole = text.render_supports(dict(answer), text.Style(100), depth=1, dataset=WHOLE.dataset)
    assert shown["text/plain"] == whole.rstrip("\n")
    assert pytest.importorskip("IPython.lib.pretty").pretty(answer) == shown["text/plain"]
    assert PAPER._repr_mimebundle_()["text/plain"].startswith(WHOLE.dataset.paper.title)
    written = PAPER.supports("nato-safer-course", as_written=True)
    assert written["as_written"] is True
    assert written._repr_mimebundle_()["text/plain"].startswith("As written")


class Read(HTMLParser):
    """What a reader sees of a page, and the tags in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen, self.tags, self.marked = "", [], []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.seen += data
        if self.tags[-1] == "code" and self.rawdata[: self.offset]:
            self.marked.append(data)


@pytest.mark.parametrize("name", ["overview", "stances", "gaps", "acceptability"])
def test_html_is_the_same_text_with_headings_and_ids_marked_and_nothing_else(name: str) -> None:
    shown = getattr(PAPER, name)()._repr_mimebundle_()
    read = Read(shown["text/html"])
    assert read.seen == shown["text/plain"]
    assert set(read.tags) <= {"pre", "b", "code"}
    assert "code" in read.tags
    if name == "overview":
        assert "<b>Theses, most evidence first</b>" in shown["text/html"]


def test_nothing_in_the_data_is_markup() -> None:
    page = marked(
        "<script>alert(1)</script>\n- a-b: \"x\" & 'y' <img src=x onerror=y>", frozenset({"a-b", "script"})
    )
    assert set(Read(page).tags) <= {"pre", "b", "code"}
    assert "<code>a-b</code>" in page


def test_every_question_is_a_method_with_its_names_and_help() -> None:
    for question in questions.QUESTIONS:
        assert question.name in dir(PAPER)
        method = getattr(PAPER, question.name)
        assert inspect.getdoc(method).startswith(question.says)
        taken = {name.rstrip("_") for name in inspect.signature(method).parameters}
        given = {p.name for p in question.parameters if p.bears_on not in ("exit", "choice")}
        assert taken == given


def test_a_question_added_to_the_list_is_a_method(monkeypatch: pytest.MonkeyPatch) -> None:
    added = Question(
        "glance", "At a glance.", "answers.list:overview", "evidence", renderer="overview", beside=""
    )
    monkeypatch.setattr(questions, "QUESTIONS", (*questions.QUESTIONS, added))
    assert "glance" in dir(PAPER)
    assert PAPER.glance() == PAPER.overview()


def test_what_is_asked_wrongly_is_said() -> None:
    with pytest.raises(AttributeError, match="no question 'supprots'"):
        PAPER.supprots  # noqa: B018
    with pytest.raises(TypeError, match="depht"):
        PAPER.supports("nato-safer-course", depht=1)
    with pytest.raises(UnknownName):
        PAPER.show("nothing-like-this-x")
    with pytest.raises(ClaimgraphError, match="nothing to withdraw"):
        PAPER.withdraw()


def test_rows_make_a_frame_where_pandas_is(monkeypatch: pytest.MonkeyPatch) -> None:
    made = SimpleNamespace(DataFrame=lambda rows, **more: (rows, more))
    monkeypatch.setitem(sys.modules, "pandas", made)
    assert PAPER.list("works").frame() == (list(PAPER.list("works")), {})
    found = PAPER.sparql("SELECT (1 AS ?a) (true AS ?b) (2.5 AS ?c) ('x' AS ?d) ?e {}")
    assert found.frame() == ([[1, True, 2.5, "x", None]], {"columns": ["a", "b", "c", "d", "e"]})
    with pytest.raises(UsageError):
        PAPER.overview().frame()
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ExtraMissing, match="pandas"):
        PAPER.list("works").frame()


def test_sparql_answers_in_the_w3cs_json_and_shows_a_table() -> None:
    found = PAPER.sparql("arguments-for-claim", claim="nato-less-provocative")
    assert found["results"]["bindings"]
    assert "nato-less-provocative" in found._repr_mimebundle_()["text/plain"]
    graph = PAPER.sparql("CONSTRUCT { ?c a aif:I-node } WHERE { ?c a aif:I-node } LIMIT 1")
    assert graph["turtle"].rstrip("\n") == graph._repr_mimebundle_()["text/plain"]


# --- the notebook of the docs


@pytest.mark.slow
def test_the_notebook_of_the_docs_says_what_it_shows_and_opens_in_a_browser(tmp_path: Path) -> None:
    import nbformat

    exporter = pytest.importorskip("nbconvert").HTMLExporter()
    exporter.exclude_anchor_links = True
    now = executed()
    assert said(now) == said(nbformat.read(PAGE, as_version=4))
    page = tmp_path / "notebook.html"
    body, _ = exporter.from_notebook_node(now)
    page.write_text(re.sub(r"<script[^>]*src=.*?</script>", "", body, flags=re.DOTALL), "utf-8")
    with chromium() as browser:
        tab = browser.new_context(offline=True).new_page()
        wrong: list[str] = []
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.goto(page.as_uri())
        assert tab.locator("pre code", has_text="nato-safer-course").count() > 3
        frame = tab.frame_locator("iframe[sandbox=allow-scripts]")
        frame.locator("html[data-ready]").wait_for(state="attached", timeout=20000)
        assert "A NATO-Asia Partnership" in frame.locator("body").inner_text()
        assert "the safer and more effective course" in frame.locator("body").inner_text()
        assert [each for each in wrong if "MathJax" not in each] == []


def refresh() -> None:
    import nbformat

    notebook = executed()
    for cell in notebook.cells:
        cell.metadata.clear()
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            for kind in [kind for kind in data if len(data[kind]) > LARGE]:
                del data[kind]
    nbformat.write(notebook, PAGE)


if __name__ == "__main__":
    refresh()
