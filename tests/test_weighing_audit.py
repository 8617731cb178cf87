"""The audit, what two claims share, and the report for the author."""

from __future__ import annotations

import re
from random import Random

from generated_graphs import dataset as generated
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Meaning
from test_tracing import PRESS, claim, graph

from claimgraph.evidence_graph import EvidenceGraph, evidence
from claimgraph.model import Anomaly, Attack, Citation, Claim, Dataset, Date, Endnote, Limit, Passage, Work
from claimgraph.weighing.audit import gaps
from claimgraph.weighing.finding import GAP_KINDS, SEVERITIES
from claimgraph.weighing.fragile import reaching
from claimgraph.weighing.letters import html, markdown
from claimgraph.weighing.reporting import report
from claimgraph.weighing.sharing import common
from claimgraph.weighing.theses import works_reaching


def ids(found: EvidenceGraph, kind: str) -> list[str | int]:
    assert kind in GAP_KINDS
    return [gap["id"] for gap in gaps(found) if gap["kind"] == kind]


def test_a_fact_with_nothing_beneath_it_is_a_gap() -> None:
    found = graph(claim("a", kind="fact"), claim("b", kind="fact", cites=(1,)), claim("c"))
    assert ids(found, "bare fact") == ["a"]


def test_assertions_that_carry_the_most_theses_are_gaps() -> None:
    found = graph(
        claim("t", "a", "b", kind="thesis"),
        claim("u", "a", kind="thesis"),
        claim("a"),
        claim("b"),
        claim("c"),
    )
    assert ids(found, "assertion under theses") == ["a"]


def test_a_thesis_that_one_work_reaches_is_a_gap() -> None:
    found = graph(
        claim("t", "a", "b", kind="thesis"),
        claim("u", "a", kind="thesis"),
        claim("a", cites=(1,)),
        claim("b", cites=(2,)),
        notes=2,
    )
    assert ids(found, "single source") == ["u"]


def test_a_thesis_that_rests_on_the_author_s_own_work_is_a_gap() -> None:
    works = {"w1": Work(id="w1", title="Mine", creators=("me",)), "w2": Work(id="w2", title="Other")}
    found = graph(
        claim("t", cites=(1,), kind="thesis"), claim("u", cites=(2,), kind="thesis"), notes=2, works=works
    )
    assert ids(found, "self-citation") == ["t"]


def test_weak_and_implicit_citations_are_gaps() -> None:
    weak, implicit = Citation(note=1, fit="weak", why="says less"), Citation(note=1, scope="implicit")
    found = graph(claim("a", cites=(weak,)), claim("b", cites=(implicit,)), claim("c", cites=(1,)))
    assert ids(found, "weak citation") == ["a"]
    assert ids(found, "implicit citation") == ["b"]
    assert "says less" in gaps(found)[0]["detail"]


def test_circles_are_gaps_and_grave_where_nothing_else_supports_them() -> None:
    found = graph(
        claim("a", "b"),
        claim("b", "a"),
        claim("c", "d"),
        claim("d", "c", cites=(1,)),
        claim("e", "f"),
        claim("f"),
    )
    circles = [gap for gap in gaps(found) if gap["kind"] == "circle"]
    assert [(gap["id"], gap["severity"]) for gap in circles] == [("a", "high"), ("c", "low")]


def test_a_quotation_without_a_note_is_a_gap() -> None:
    found = graph(claim("a", quotation=True), claim("b", quotation=True, cites=(1,)))
    assert ids(found, "quotation without a note") == ["a"]


def test_notes_that_no_claim_uses_are_gaps() -> None:
    assert ids(graph(claim("a", cites=(2,)), notes=3), "unused note") == [1, 3]


def test_claims_that_lead_to_no_thesis_for_or_against_are_gaps() -> None:
    found = graph(
        claim("t", "a", kind="thesis"),
        claim("a"),
        claim("against"),
        claim("limits"),
        claim("idle"),
        attacks=(Attack(from_="against", to="t/1"),),
        limits=(Limit(from_="limits", to="a", kind="concession"),),
    )
    assert ids(found, "no thesis") == ["idle"]
    assert ids(graph(claim("a")), "no thesis") == []


def test_anomalies_of_notes_works_and_claims_are_gaps() -> None:
    odd = (Anomaly(kind="impossible date", printed="2104", meant="2014", sure="high"),)
    found = graph(
        claim("a", cites=(1,), anomalies=odd),
        works={"w1": Work(id="w1", title="W", anomalies=odd)},
        endnotes={1: Endnote(number=1, works=("w1",), anomalies=odd)},
    )
    assert ids(found, "anomaly") == ["w1", 1, "a"]
    assert gaps(found)[0]["detail"] == "impossible date: printed “2104”, probably “2014”"


def test_what_comes_after_the_event_it_is_to_explain_is_a_gap() -> None:
    def dated(name: str, when: str, *arguments: str) -> Claim:
        return claim(name, *arguments, date=Date(is_=when))

    found = graph(
        dated("a", "2013-12", "b", "c", "d"),
        dated("b", "2014-05"),
        dated("c", "2013"),
        dated("d", "2012/2014"),
    )
    assert ids(found, "evidence after the event") == ["a/1"]


def test_a_reported_objection_that_nobody_answers_is_a_gap() -> None:
    claims = (
        claim("a", "b"),
        claim("b"),
        claim("said", holder=PRESS),
        claim("answered", holder=PRESS),
        claim("c"),
    )
    attacks = (
        Attack(from_="said", to="a/1"),
        Attack(from_="answered", to="a"),
        Attack(from_="c", to="answered"),
        Attack(from_="c", to="b"),
    )
    assert ids(graph(*claims, attacks=attacks), "unanswered objection") == ["said"]


def test_every_finding_says_why_it_matters_and_what_would_mend_it() -> None:
    random = Random(81)
    kinds = set()
    for _ in range(300):
        found = gaps(evidence(generated(random)))
        kinds |= {gap["kind"] for gap in found}
        for gap in found:
            assert gap["why"]
            assert gap["mend"]
            assert gap["detail"]
            assert gap["severity"] in SEVERITIES
        assert [GAP_KINDS.index(gap["kind"]) for gap in found] == sorted(
            GAP_KINDS.index(g["kind"]) for g in found
        )
    assert kinds >= set(GAP_KINDS) - {"anomaly", "evidence after the event"}


def test_findings_below_a_claim_are_those_in_its_trace() -> None:
    found = graph(claim("a", "b"), claim("b", kind="fact"), claim("c", kind="fact"))
    assert [gap["id"] for gap in gaps(found, "a")] == ["b"]


def test_the_place_of_a_finding_is_its_passage() -> None:
    passage = (Passage(paragraph="2.3/3", sentences=(3, 4)),)
    assert gaps(graph(claim("a", kind="fact", passage=passage)))[0]["place"] == "2.3/3, sentences 3-4"


def test_works_that_reach_a_claim_are_found_alike_for_one_and_for_all() -> None:
    random = Random(82)
    for _ in range(400):
        data = generated(random)
        meaning = Meaning(data)
        found = evidence(data)
        every = works_reaching(found)
        for name in meaning.claims:
            assert every[name] == reaching(found, name)
            assert set(every[name]) == _reaching(meaning, name)


def _reaching(meaning: Meaning, root: str) -> set[str]:
    met, more = set(), {root}
    while more:
        met |= more
        more = {
            p
            for c in met
            if not meaning.attributed(c)
            for a in meaning.arguments(c)
            if all(meaning.supported(p) for p in meaning.premises(a))
            for p in meaning.premises(a)
        } - met
    return {w for c in met for e in meaning.evidential(c) for w in meaning.works(e.note)}


def test_two_claims_share_what_is_in_both_traces() -> None:
    found = graph(
        claim("a", "s", "x"),
        claim("b", "s", "y"),
        claim("s", cites=(1,)),
        claim("x", cites=(2,)),
        claim("y"),
        notes=2,
    )
    answer = common(found, "a", "b")
    assert answer["claims"] == ["s"]
    assert (answer["notes"], answer["works"]) == ([1], ["w1"])
    assert not answer["independent"]
    assert answer["falls_with"] == []
    assert common(found, "x", "y")["independent"]
    assert common(found, "s", "b")["falls_with"] == ["w1"]


def test_what_claims_share_agrees_with_brute_force() -> None:
    random = Random(83)
    for _ in range(300):
        data = generated(random)
        meaning = Meaning(data)
        if not meaning.claims:
            continue
        a, b = random.choice(meaning.claims), random.choice(meaning.claims)
        answer = common(evidence(data), a, b)
        first, second = set(meaning.leaves(a)), set(meaning.leaves(b))
        assert set(answer["claims"]) == meaning.trace(a) & meaning.trace(b)
        assert {("work", w) for w in answer["works"]} | {
            ("bare", c) for c in answer["assertions"]
        } == first & second


def test_a_report_tells_theses_notes_and_questions() -> None:
    found = graph(
        claim("t", "a", kind="thesis"),
        claim("a", cites=(Citation(note=1, fit="weak"),)),
        claim("f", kind="fact"),
    )
    answer = report(found)
    assert answer["theses"][0]["sentence"] == "Without “Work 1” it falls: nothing else is offered."
    assert [gap["kind"] for gap in answer["notes"]] == ["weak citation"]
    assert {question["id"] for question in answer["questions"]} == {"t", "f"}
    text = markdown(answer)
    for expected in ("## Summary", "## Theses", "## Notes", "## Questions", "`t`"):
        assert expected in text
    assert report(found, "f")["theses"][0]["id"] == "f"


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_hostile_text_stays_text_in_every_report(text: str, title: str) -> None:
    found = graph(
        claim("t", kind="thesis", cites=(1,)).model_copy(update={"text": text}),
        works={"w1": Work(id="w1", title=title)},
    )
    page = html(report(found))
    assert re.findall(r"<(script|img|a|iframe)\b", page) == []
    assert page.count("<li>") == page.count("</li>")


def test_markup_in_data_does_nothing() -> None:
    evil = "<script>alert(1)</script> [x](javascript:y)\n# heading \x1b[31m"
    found = graph(claim("t", kind="thesis").model_copy(update={"text": evil}))
    assert "<script>" not in html(report(found))
    text = markdown(report(found))
    assert "\\<script\\>" in text
    assert "\n# heading" not in text
    assert "\x1b" not in text


def test_an_empty_data_set_has_a_report() -> None:
    answer = report(evidence(Dataset(paper=graph().dataset.paper)))
    assert answer["theses"] == []
    assert "No findings." in markdown(answer)
