"""The audit, what two claims share, and the report for the author."""

from __future__ import annotations

import re
from random import Random

import pytest
from datasets import texts
from generated_graphs import dataset as generated
from hypothesis import given, settings
from oracle import Meaning
from test_tracing import PRESS, claim, graph

from claimgraph.answers.common import common
from claimgraph.answers.fragility import fragility
from claimgraph.answers.gaps.audit import gaps
from claimgraph.answers.gaps.finding import GAP_KINDS, SEVERITIES, matching
from claimgraph.answers.report import report, sentence
from claimgraph.errors import UsageError
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import EvidenceGraph, evidence
from claimgraph.loading import load
from claimgraph.model.entities import (
    Anomaly,
    Argument,
    Attack,
    Citation,
    Claim,
    Dataset,
    Date,
    Endnote,
    Holder,
    Limit,
    Passage,
    Work,
)
from claimgraph.views.report import html, markdown
from claimgraph.weighing.theses import works_reaching


def ids(found: EvidenceGraph, kind: str) -> list[str | int]:
    assert kind in GAP_KINDS
    return [gap["id"] for gap in gaps(found) if gap["kind"] == kind]


def test_a_fact_with_nothing_beneath_it_is_a_gap() -> None:
    found = graph(claim("a", kind="fact"), claim("b", kind="fact", cites=(1,)), claim("c"))
    assert ids(found, "bare fact") == ["a"]


def test_assertions_without_which_a_thesis_falls_are_gaps_the_most_harmful_first() -> None:
    found = graph(
        claim("t", "b", "a", kind="thesis"),
        claim("u", "a", kind="thesis"),
        claim("v", "b", kind="thesis"),
        claim("w", "d b", kind="thesis"),
        claim("a"),
        claim("b"),
        claim("c"),
        claim("d"),
    )
    listed = [gap for gap in gaps(found) if gap["kind"] == "assertion under theses"]
    assert [gap["id"] for gap in listed] == ["b", "a", "d"]
    assert listed[0]["detail"].endswith("without it 2 theses lost; 2 claims lost")


def test_an_assertion_that_many_theses_can_spare_is_none() -> None:
    found = graph(*(claim(t, "a", "b", kind="thesis") for t in "tuv"), claim("a"), claim("b"))
    assert ids(found, "assertion under theses") == []


def test_a_thesis_that_no_work_reaches_is_the_gravest_gap() -> None:
    found = graph(
        claim("s", cites=(1,), kind="thesis"),
        claim("t", kind="thesis"),
        claim("u", "a", kind="thesis"),
        claim("a"),
    )
    assert ids(found, "no source") == ["t", "u"]
    assert gaps(found)[0]["kind"] == "no source"
    assert matching(gaps(found), ["high"])


def test_what_only_we_had_argued_for_is_a_gap() -> None:
    ours = Argument(id="by-us", premises=("a",), by="us")
    mine = Argument(id="by-author", premises=("a",), by="author")

    def argued(name: str, *arguments: Argument, **more: object) -> Claim:
        return claim(name, **more).model_copy(update={"supported_by": arguments})

    found = graph(
        argued("t", ours),
        argued("u", mine),
        argued("v", ours.model_copy(update={"id": "x"}), cites=(1,)),
        claim("a"),
    )
    assert ids(found, "reconstruction only") == ["t"]


def test_a_reported_statement_without_a_note_is_a_gap() -> None:
    found = graph(
        claim("a", holder=PRESS),
        claim("b", holder=PRESS, cites=(1,)),
        claim("c", holder=PRESS, quotation=True),
    )
    assert ids(found, "report without a note") == ["a"]


def test_a_cited_note_without_works_leads_nowhere() -> None:
    found = graph(
        claim("a", cites=(2, 3)),
        endnotes={
            1: Endnote(number=1, works=("w1",)),
            2: Endnote(number=2, form="ibid"),
            3: Endnote(number=3, works=("w1",)),
        },
    )
    assert ids(found, "note that leads nowhere") == [2]


def test_a_claim_without_text_is_a_gap() -> None:
    assert ids(graph(claim("a").model_copy(update={"text": None})), "no text") == ["a"]


def test_a_later_sign_of_an_earlier_event_is_no_gap() -> None:
    sign = Argument(id="s", premises=("late",), scheme="sign")
    event = claim("event").model_copy(update={"date": Date(printed="2011"), "supported_by": (sign,)})
    late = claim("late").model_copy(update={"date": Date(is_="2012-03")})
    assert ids(graph(event, late), "evidence after the event") == []
    explained = event.model_copy(update={"supported_by": (sign.model_copy(update={"scheme": "cause"}),)})
    assert ids(graph(explained, late), "evidence after the event") == ["s"]


def test_a_note_accessed_before_its_work_existed_is_a_gap() -> None:
    found = graph(
        claim("a", cites=(1,)),
        endnotes={1: Endnote(number=1, works=("w1",), accessed=Date(is_="2013"))},
        works={"w1": Work(id="w1", title="W", date=Date(is_="2014-01"))},
    )
    assert ids(found, "accessed before it existed") == [1]


def test_a_weak_citation_that_is_a_mention_is_not_said_to_support() -> None:
    found = graph(claim("a", cites=(Citation(note=1, fit="weak", intent="discusses"),)))
    assert [gap["why"] for gap in gaps(found) if gap["kind"] == "weak citation"] == [
        "it discusses, which is no support"
    ]


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
    assert "says less" in next(g["detail"] for g in gaps(found) if g["kind"] == "weak citation")


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
    first = gaps(found)[0]
    assert first["detail"] == "impossible date: printed “2104”"
    assert first["mend"] == "meant “2014” (confidence: high); check against the source"


def test_nothing_is_proposed_for_an_oddity_whose_meaning_is_not_recorded() -> None:
    odd = (Anomaly(kind="order of events", printed="after"),)
    found = gaps(graph(claim("a", anomalies=odd)))
    assert [gap["mend"] for gap in found if gap["kind"] == "anomaly"] == ["nothing to mend is proposed"]


def test_a_bare_fact_with_notes_that_show_nothing_says_so() -> None:
    unfit = Citation(note=1, fit="none")
    mention = Citation(note=1, intent="cites for information")
    found = graph(
        claim("a", kind="fact", cites=(unfit,)),
        claim("b", kind="fact", cites=(mention,)),
        claim("c", kind="fact", cites=(2,)),
        claim("d", "a", kind="fact", holder=PRESS),
        claim("e", kind="fact"),
        endnotes={1: Endnote(number=1, works=("w1",)), 2: Endnote(number=2)},
    )
    said = [gap["detail"] for gap in gaps(found) if gap["kind"] == "bare fact"]
    assert said == [
        "stated as a fact, but note 1 does not show it, and nothing else shows it",
        "stated as a fact, but note 1 is only mentioned, and nothing else shows it",
        "stated as a fact, but note 2 names no work, and nothing else shows it",
        "stated as a fact, but the reasons for it are its holder's, and nothing else shows it",
        "stated as a fact, with neither a note nor an argument",
    ]


def test_what_is_neither_a_kind_nor_a_severity_is_refused_with_all_of_them() -> None:
    with pytest.raises(UsageError) as refused:
        matching([], ["foo"])
    for word in (*GAP_KINDS, *SEVERITIES):
        assert word in str(refused.value.hint)


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
        order = [(SEVERITIES.index(gap["severity"]), GAP_KINDS.index(gap["kind"])) for gap in found]
        assert order == sorted(order)
    assert kinds >= set(GAP_KINDS) - {
        "anomaly",
        "evidence after the event",
        "accessed before it existed",
        "no text",
        "withdrawn work",
    }


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
            assert every[name] == works_reaching(found, (name,))[name]
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
    assert answer["theses"][0]["sentence"] == "Without “Work 1” it falls: no other work is offered."
    assert [gap["kind"] for gap in answer["notes"]] == ["weak citation"]
    assert {question["id"] for question in answer["questions"]} == {"t", "f"}
    text = markdown(answer)
    for expected in ("## Summary", "## Theses", "## Notes", "## Questions", "`t`"):
        assert expected in text
    assert report(found, "f")["theses"][0]["id"] == "f"


def test_a_report_asks_about_each_thing_once() -> None:
    found = graph(
        claim("t", "f", kind="thesis", quotation=True),
        claim("u", "f t", kind="thesis"),
        claim("f", kind="fact", quotation=True),
    )
    asked = {question["id"]: question for question in report(found)["questions"]}
    assert len(asked) == len(report(found)["questions"])
    assert asked["f"]["question"] == ("What supports this? Theses fall with it. Where were these words said?")


def test_a_report_on_a_claim_covers_the_theses_beneath_it() -> None:
    found = graph(
        claim("t", "u", kind="thesis"), claim("u", "a", kind="thesis"), claim("a", cites=(1,)), claim("x")
    )
    answer = report(found, "t")
    assert [thesis["id"] for thesis in answer["theses"]] == ["t", "u"]
    assert "2 of 2 theses lose their status with one work (2 of them have no other)." in answer["summary"]
    assert [thesis["id"] for thesis in report(found, "a")["theses"]] == ["a"]
    many = graph(
        claim("t", *(f"f{n}" for n in range(20)), kind="thesis"),
        *(claim(f"f{n}", kind="fact") for n in range(20)),
    )
    assert "13 less grave ones are left out. `claimgraph gaps t` lists all." in markdown(report(many, "t"))


def test_a_report_gives_the_theses_as_written_beside_what_we_make_of_them() -> None:
    ours = Argument(id="by-us", premises=("a",), by="us")
    thesis = claim("t", kind="thesis").model_copy(update={"supported_by": (ours,)})
    found = graph(thesis, claim("a", cites=(1,)))
    said = "Of 1 thesis: 1 documented; as written, without our reconstructions: 1 asserted."
    assert said in report(found)["summary"]
    assert "documented; as written asserted" in markdown(report(found))


def test_the_paper_s_own_frame_is_no_question_to_the_author() -> None:
    lead = (Passage(paragraph="0", sentences=(4, 4)),)
    found = graph(
        claim("t", "used", kind="thesis", cites=(1,)),
        claim("frame", kind="fact", passage=lead),
        claim("used", kind="fact", passage=lead),
    )
    assert [question["id"] for question in report(found)["questions"]] == ["t", "used"]


def test_an_objection_to_an_opponent_is_no_question_to_the_author() -> None:
    found = graph(
        claim("theirs", holder=PRESS),
        claim("other", holder=Holder(who="state")),
        attacks=(Attack(from_="other", to="theirs"),),
    )
    assert ids(found, "unanswered objection") == ["other"]
    assert "other" not in {
        question["id"] for question in report(found)["questions"] if "objection" in question["question"]
    }


def test_own_works_are_asked_about_only_where_the_thesis_needs_them() -> None:
    own = Work(id="w1", title="Ours", creators=("me",))
    other = Work(id="w2", title="Theirs")
    notes = {1: Endnote(number=1, works=("w1",)), 2: Endnote(number=2, works=("w2",))}

    def severity(*claims: Claim) -> list[str]:
        found = graph(*claims, endnotes=notes, works={"w1": own, "w2": other})
        return [gap["severity"] for gap in gaps(found) if gap["kind"] == "self-citation"]

    assert severity(claim("t", kind="thesis", cites=(1,))) == ["high"]
    assert severity(claim("t", kind="thesis", cites=(1, 2))) == ["low"]
    assert severity(claim("t", "a b", kind="thesis"), claim("a", cites=(1,)), claim("b", cites=(2,))) == [
        "medium"
    ]


def test_a_report_fits_on_two_pages_and_says_what_it_leaves_out() -> None:
    text = markdown(report(evidence(load("data"))))
    assert len(text.split()) < 1300
    assert re.search(r"Theses, the weakest first \(8 of \d+\)", text)
    assert re.search(r"Questions to the author \(8 of \d+\)", text)
    assert "less grave ones are left out" in text


def test_a_report_says_which_theses_attacks_shake() -> None:
    attacks = (Attack(from_="x", to="t"), Attack(from_="u", to="v"), Attack(from_="v", to="u"))
    theses = (claim(name, kind="thesis") for name in "tuvw")
    answer = report(graph(*theses, claim("x"), attacks=attacks))
    assert "With attacks counted, not all hold: t (out), u (undecided), v (undecided)." in answer["summary"]
    text = markdown(answer)
    assert "asserted; with attacks counted out" in text
    assert "asserted; with attacks counted undecided" in text
    assert "counted in" not in text


def test_notes_that_are_surely_wrong_come_before_weak_citations_one_line_a_note() -> None:
    odd = Anomaly(kind="impossible date", printed="2104", meant="2014", sure="high")
    cut = Anomaly(kind="cut address", sure="high")
    weak = Citation(note=1, fit="weak")
    found = graph(
        *(claim(f"c{n}", cites=(weak,)) for n in range(40)),
        endnotes={
            1: Endnote(number=1, works=("w1",)),
            2: Endnote(number=2, works=("w1",), anomalies=(cut,)),
            3: Endnote(number=3, works=("w1",), anomalies=(odd, cut)),
        },
    )
    text = markdown(report(found))
    line = "- Note 3: impossible date: printed “2104”, meant “2014”; cut address.\n- Note 2: cut address.\n"
    assert line in text
    assert text.index("- Note 3") < text.index("(8 of 40):") < text.index("`c0`")
    assert "\n\n`claimgraph gaps` lists all.\n" in text


def test_works_that_must_go_together_are_counted_as_far_as_is_proven() -> None:
    found = graph(claim("a", cites=(1, 2)), notes=2)
    answer = fragility(found, "a")
    assert sentence(found, answer) == "Only when 2 works go together does it fall: “Work 1”, “Work 2”."
    answer["resilience_bounds"] = {"least": 1, "most": 2}
    assert sentence(found, answer).startswith("Only when at least 1, at most 2 works go together does")


@settings(max_examples=60, deadline=None)
@given(texts, texts)
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


def test_a_report_that_is_out_of_time_gives_bounds_that_hold_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = Random(7)
    for _ in range(10):
        found = evidence(generated(random, claims=12))
        exact = {thesis["id"]: thesis["fragility"] for thesis in report(found, time_limit=60)["theses"]}
        monkeypatch.setattr("claimgraph.answers.report._PATIENCE", -100.0)  # as if the time were over
        answer = report(found, time_limit=0)
        monkeypatch.undo()
        for thesis in answer["theses"]:
            rough, known = thesis["fragility"], exact[thesis["id"]]
            for key in (
                "status",
                "sources",
                "single_source",
                "single_issuer",
                "self_citation",
                "newspapers_only",
            ):
                assert rough[key] == known[key]
            assert (rough["resilience"] is None) == (known["resilience"] is None)
            if rough["resilience"] is not None:
                bounds = rough["resilience_bounds"]
                assert (
                    bounds["least"]
                    <= known["resilience"]
                    <= bounds["most"]
                    == len(rough["smallest_withdrawal"])
                )
                gone = [("work", work) for work in rough["smallest_withdrawal"]]
                assert statuses(found, without=gone)[thesis["id"]] == rough["lowered_to"] != rough["status"]
        if any(not thesis["fragility"]["exact"] for thesis in answer["theses"]):
            assert any("only bounds are given" in line for line in answer["summary"])
        assert markdown(answer)
