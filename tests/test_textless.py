"""A claim without text has the status it has, and every view marks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimgraph.answers.gaps.audit import gaps
from claimgraph.answers.report import report
from claimgraph.asking import ask
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import evidence
from claimgraph.exchange import write
from claimgraph.loading import load
from claimgraph.model.entities import Dataset
from claimgraph.naming.resolving import completions
from claimgraph.questions import named
from claimgraph.views import text
from claimgraph.views.page import page
from claimgraph.views.report import html, markdown
from claimgraph.views.tables import table

CLAIMS = """
actors: {ann: {name: Ann}, bo: {name: Bo}}
topics: {rain: {label: Rain}}
claims:
  main-one: {kind: thesis, supported_by: [[mute-premise]]}
  mute-premise: {cites: [1]}
  mute-foe: {text: , holder: bo}
  twin: {restates: main-one}
attacks: [{from: mute-foe, to: main-one}]
stances: [{actor: bo, topic: rain, polarity: opposes, claims: [mute-foe]}]
"""
SOURCES = """
paper: {id: p, title: P, authors: [ann]}
works: {w: {title: W}}
endnotes: {1: {works: [w]}}
"""
MARK = "(no text)"


class Sources:
    folder = Path()

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.evidence = evidence(dataset)


@pytest.fixture
def mute(folder: Any) -> Sources:
    return Sources(load(folder(CLAIMS, SOURCES)))


def test_it_has_the_status_it_has(mute: Sources) -> None:
    known = evidence(load_with_texts(mute.dataset))
    assert statuses(mute.evidence) == statuses(known)


def load_with_texts(dataset: Dataset) -> Dataset:
    claims = {name: claim.model_copy(update={"text": "Said"}) for name, claim in dataset.claims.items()}
    return dataset.model_copy(update={"claims": claims})


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("overview", {}),
        ("supports", {"claim": "main-one"}),
        ("attacks", {"claim": "main-one"}),
        ("acceptability", {"claim": "main-one"}),
        ("acceptability", {}),
        ("path", {"from": "w", "to": "main-one"}),
        ("common", {"claim": "main-one", "other": "mute-premise"}),
        ("show", {"id": "main-one"}),
        ("show", {"id": "main-one/1"}),
        ("show", {"id": "1"}),
        ("show", {"id": "w"}),
        ("show", {"id": "bo"}),
        ("list", {"what": "claims"}),
        ("search", {"words": ["mute"]}),
        ("withdraw", {"id": ["w"]}),
        ("fragility", {"claim": "main-one"}),
        ("gaps", {}),
    ],
)
def test_every_text_marks_it(mute: Sources, question: str, given: dict[str, Any]) -> None:
    asked = named(question)
    answer = ask(asked, mute, given)
    beside: dict[str, Any] = {"dataset": mute.dataset} if asked.beside == "dataset" else {}
    beside |= {p.shown_as: given[p.name] for p in asked.parameters if p.shown_as and p.name in given}
    if question == "show":
        beside = {"dataset": mute.dataset}
    said = getattr(text, f"render_{asked.renderer or asked.name}")(answer, text.Style(), **beside)
    assert MARK in said


@pytest.mark.parametrize("form", ["dot", "graphml", "gexf", "svg"])
def test_every_picture_marks_it(mute: Sources, form: str) -> None:
    written = write(mute.dataset, form)
    assert f"mute-premise {MARK}" in (written if isinstance(written, str) else written.decode()).replace(
        "\\n", " "
    )


def test_the_page_marks_it(mute: Sources) -> None:
    assert f"mute-premise {MARK}" in page(mute.dataset, mute.evidence)


def test_a_table_for_readers_marks_it_and_one_for_programs_has_an_empty_cell(mute: Sources) -> None:
    rows = ask(named("list"), mute, {"what": "claims"})
    assert table(rows, "md", "claims").count(MARK) == 4
    assert MARK not in table(rows, "csv", "claims")


def test_gaps_and_report_list_it_and_no_finding_is_hidden(mute: Sources) -> None:
    listed = [gap for gap in gaps(mute.evidence) if gap["kind"] == "no text"]
    assert {gap["detail"] for gap in listed} == {
        f"{name} has no text" for name in ("main-one", "mute-premise", "mute-foe", "twin")
    }
    answer = report(mute.evidence)
    assert "No findings." not in answer["summary"]
    for written in (markdown(answer), html(answer)):
        assert "Claims without text" in written
        assert "mute-premise has no text" in written


def test_a_data_set_with_nothing_else_wrong_is_not_free_of_findings(folder: Any) -> None:
    data = load(folder("actors: {ann: {name: Ann}}\nclaims: {a: {cites: [1]}}\n", SOURCES))
    assert [gap["kind"] for gap in gaps(evidence(data))] == ["no text"]
    assert "1 finding, 1 of them grave." in report(evidence(data))["summary"]


def test_shells_complete_its_id(mute: Sources) -> None:
    assert ("mute-foe", "claim") in completions(mute.dataset, "mute")
