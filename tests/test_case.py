"""The case for a claim: every part of it against the definitions, taken literally."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from generated_graphs import dataset
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import CaseByDefinition, Meaning
from test_tracing import claim
from test_tracing import graph as graph_of

from claimgraph import case, evidence, load
from claimgraph.answers.fragility import fragility
from claimgraph.answers.supports import supports
from claimgraph.answers.weak_points import weak_points
from claimgraph.evidence_graph.graph import EvidenceGraph, Node
from claimgraph.model.entities import Dataset

OURS = ("reconstructions",)


def struck(random: Random, graph: EvidenceGraph) -> list[Node]:
    """Some things that can be withdrawn; mostly none."""
    known = list(graph.position)
    return random.sample(known, min(len(known), random.choice((0, 0, 1, 2, 3))))


def written(data: Dataset) -> Dataset:
    """``data`` without our arguments, and without what was said of them."""
    ours = {a.id for c in data.claims.values() for a in c.supported_by if a.by == "us"}
    claims = {
        name: each.model_copy(
            update={"supported_by": tuple(a for a in each.supported_by if a.id not in ours)}
        )
        for name, each in data.claims.items()
    }
    kept = {
        field: tuple(each for each in getattr(data, field) if each.to not in ours)
        for field in ("attacks", "limits")
    }
    return data.model_copy(update={"claims": claims, **kept})


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_a_case_is_what_its_definitions_say(random: Random, as_written: bool) -> None:
    """With circles, with a what-if and without, as written and with our reconstructions."""
    data = dataset(random, claims=random.randint(1, 7))
    graph = evidence(data, without=OURS if as_written else ())
    meaning = Meaning(written(data) if as_written else data)
    gone = struck(random, graph)
    for name in random.sample(meaning.claims, min(3, len(meaning.claims))):
        told = case(graph, name, without=gone)
        expected = CaseByDefinition(meaning, name, gone)
        assert told["status"] == expected.known[name]
        assert told["resilience"] == expected.resilience([name])
        assert {each["claim"]: each["without"] for each in told["needed_by_all"]} == expected.needed
        assert [line["argument"] for line in told["lines"]] == expected.firmest_first()
        rows: list[Any] = [([each["claim"]], each) for each in told["needed_by_all"]]
        rows += [(expected.own[line["argument"]], line) for line in told["lines"]]
        for premises, row in rows:
            assert row["status"] == expected.lowest(premises)
            assert row["works"] == expected.works(premises)
            assert row["claims"] == expected.counted(premises)
            sinks = {("work", each) for each in row["sinks"]["works"]}
            assert sinks | {("claim", each) for each in row["sinks"]["claims"]} == expected.sinkers(premises)
        for place, line in enumerate(told["lines"]):
            assert set(line["premises"]) == expected.own[line["argument"]]
            assert line["resilience"] == expected.resilience(line["premises"])
            above = told["lines"][:place]
            assert line["same_works_as"] == [
                other["argument"]
                for other in above
                if line["works"] and set(other["works"]) == set(line["works"])
            ]
        direct = {c.note for c in meaning.standing(name, gone)} if not expected.withdrawn(name) else set()
        assert told["direct"] == sorted(direct)
        assert {each["id"] for each in told["works"]} == expected.works([name]).keys()
        beneath = expected.beneath([name]) - {name}
        assert told["beneath"] == {"claims": len(beneath), "bare": sum(map(meaning.bare, beneath))}


def test_the_case_for_every_thesis_of_the_paper_says_what_other_answers_say() -> None:
    for classes in ((), OURS):
        graph = evidence(load(), without=classes)
        for thesis in graph.theses:
            told, fragile, traced = case(graph, thesis), fragility(graph, thesis), supports(graph, thesis)
            (weak,) = weak_points(graph, [thesis])
            assert told["status"] == fragile["status"]
            assert (told["as_written"], told["leans_on"]) == (fragile["as_written"], fragile["leans_on"])
            assert told["resilience"] == fragile["resilience"]
            assert {each["id"] for each in told["works"]} == set(fragile["sources"])
            assert [each["id"] for each in told["works"] if each["own"]] == sorted(
                fragile["self_citation"], key=[each["id"] for each in told["works"]].index
            )
            assert [(each["claim"], each["without"]) for each in told["needed_by_all"]] == [
                (each["claim"], each["without"]) for each in traced["needed_by_all"]
            ]
            assert {line["argument"] for line in told["lines"]} == set(traced["claims"][thesis]["arguments"])
            assert told["beneath"]["claims"] == weak["below"]
            limits = [point["id"] for point in weak["points"] if point["kind"] == "limit"]
            assert [point["id"] for point in told["concessions"]][: len(limits)] == limits


def test_what_all_lines_need_stands_once_and_the_rest_of_each_line_by_itself() -> None:
    """Everything needs s; one line is firm, one is its author's word, one needs nothing else."""
    found = graph_of(claim("c", "s a", "s b", "s"), claim("s"), claim("a", cites=(1,)), claim("b"))
    told = case(found, "c")
    assert [(each["claim"], each["without"]) for each in told["needed_by_all"]] == [("s", "unsupported")]
    assert [line["premises"] for line in told["lines"]] == [["a"], ["b"], ["s"]]
    assert [line["status"] for line in told["lines"]] == ["documented", "asserted", "asserted"]
    assert [line["sinks"] for line in told["lines"]] == [
        {"works": ["w1"], "claims": []},
        {"works": [], "claims": ["b"]},
        {"works": [], "claims": ["s"]},
    ]
    assert told["works"] == [{"id": "w1", "group": "other works", "own": False}]


def test_lines_that_rest_on_the_same_works_or_claims_are_not_independent() -> None:
    found = graph_of(
        claim("c", "a", "b", "d", "e"),
        claim("a", cites=(1,)),
        claim("b", cites=(1,)),
        claim("d", "a"),
        claim("e"),
    )
    lines = {line["premises"][0]: line for line in case(found, "c")["lines"]}
    assert lines["b"]["same_works_as"] == ["c/1"]
    assert lines["d"]["same_claims_as"] == ["c/1"]
    assert lines["e"]["same_works_as"] == lines["e"]["same_claims_as"] == []
    assert [lines[name]["independent"] for name in "abde"] == [True, False, False, True]


def test_a_claim_that_only_cites_has_no_lines_and_its_notes_are_direct() -> None:
    told = case(graph_of(claim("c", cites=(2, 1)), notes=2), "c")
    assert (told["lines"], told["direct"]) == ([], [1, 2])
    assert told["beneath"] == {"claims": 0, "bare": 0}


def test_the_case_of_a_withdrawn_claim_has_nothing_in_it() -> None:
    told = case(graph_of(claim("c", "a", cites=(1,)), claim("a")), "c", without=[("claim", "c")])
    assert (told["status"], told["lines"], told["direct"], told["works"]) == ("unsupported", [], [], [])


def test_case_is_a_command_in_words_and_json(claimgraph: Any) -> None:
    shown = claimgraph("case", "nato-asia-eases-dilemma")
    assert shown.returncode == 0
    for said in ("Four lines of support", "All lines need", "japan-dilemma", "14 of 15 works", "although"):
        assert said in shown.stdout
    told = json.loads(claimgraph("case", "nato-asia-eases-dilemma", "--without", "pew-2014", "--json").stdout)
    assert told["without"] == ["pew-2014"]
    assert "pew-2014" not in {each["id"] for each in told["works"]}


def test_the_brief_names_notes_to_check_and_what_would_mend_the_lines(claimgraph: Any) -> None:
    """In Markdown and HTML, with the what-if that is asked for; as JSON it stays the report."""
    told = claimgraph("report", "nato-asia-eases-dilemma", "--format", "md", "--without", "pew-2014").stdout
    for said in (
        "13 of 14 works",
        "without Pew Research Center 2014",
        "## What would mend it",
        "## Notes to check",
    ):
        assert said in told
    page = claimgraph("report", "nato-asia-eases-dilemma", "--format", "html").stdout
    assert page.count("<th scope=row>") == 5
    assert "<script" not in page
    assert (
        json.loads(claimgraph("report", "japan-dilemma", "--json").stdout)["schema"] == "claimgraph/report/1"
    )
    assert claimgraph("report", "--without", "pew-2014").returncode == 2


def test_text_of_the_data_is_harmless_in_a_brief_and_a_drawing() -> None:
    from xml.etree import ElementTree as ET

    from claimgraph.answers.briefs import brief
    from claimgraph.exchange import case_svg
    from claimgraph.views import brief as pages

    spoilt = '<script>alert(1)</script> | *a* "&\x00\u202e'
    found = graph_of(claim("c", "a", "b"), claim("a", cites=(1,)), claim("b"))
    claims = {name: each.model_copy(update={"text": spoilt}) for name, each in found.dataset.claims.items()}
    works = {name: each.model_copy(update={"title": spoilt}) for name, each in found.dataset.works.items()}
    found = evidence(found.dataset.model_copy(update={"claims": claims, "works": works}))
    answer = brief(found, "c")
    assert "<script" not in pages.html(answer, found.dataset)
    assert "<script" not in pages.markdown(answer, found.dataset).replace("\\<", "")
    drawing = ET.fromstring(case_svg.write(found, "c"))
    assert len([each for each in drawing.iter() if each.tag.endswith("circle")]) == 1


def test_the_case_is_drawn_as_svg_and_as_nothing_else(claimgraph: Any) -> None:
    drawn = claimgraph("export", "svg", "--case", "nato-asia-eases-dilemma").stdout
    told = case(evidence(load()), "nato-asia-eases-dilemma")
    assert drawn.count("<circle") == sum(
        len(row["works"]) for row in (*told["lines"], *told["needed_by_all"])
    )
    refused = claimgraph("export", "dot", "--case", "nato-asia-eases-dilemma")
    assert (refused.returncode, "dot takes no --case" in refused.stderr) == (2, True)


def test_works_have_short_names_that_tell_them_apart() -> None:
    from claimgraph.evidence_graph.groups import GROUPS, group_of
    from claimgraph.views.short_names import short_names

    data = load()
    short = short_names(data)
    assert len(set(short.values())) == len(short)
    assert short["gompert-gordon-2008"] == "Gompert & Gordon 2008"
    assert short["wsj-2013"] == "Wall Street Journal 2013"
    assert {group_of(work) for work in data.works.values()} == set(GROUPS[:4])
