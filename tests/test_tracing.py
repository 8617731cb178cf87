"""What supports a claim means what design section 4 says."""

from __future__ import annotations

import json
from random import Random

import pytest
from generated_graphs import dataset as generated
from generated_graphs import datasets
from hypothesis import given, settings
from oracle import Meaning

from claimgraph.answers.supports import supports
from claimgraph.errors import UnknownName
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import EvidenceGraph, evidence
from claimgraph.model.entities import Argument, Citation, Claim, Dataset, Endnote, Holder, Paper, Work

THOUSANDS = 2500


def graph(*claims: Claim, notes: int = 1, **more: object) -> EvidenceGraph:
    """A graph over ``claims`` with endnotes 1 … ``notes``, each with one work of its own."""
    fields = {
        "works": {f"w{n}": Work(id=f"w{n}", title=f"Work {n}") for n in range(1, notes + 1)},
        "endnotes": {n: Endnote(number=n, works=(f"w{n}",)) for n in range(1, notes + 1)},
        **more,
    }
    return evidence(
        Dataset(paper=Paper(id="p", authors=("me",)), claims={claim.id: claim for claim in claims}, **fields)
    )


def claim(name: str, *arguments: str, cites: tuple[int | Citation, ...] = (), **more: object) -> Claim:
    """A claim; each argument is its premises with spaces between."""
    return Claim(
        id=name,
        text=f"{name} holds",
        cites=tuple(c if isinstance(c, Citation) else Citation(note=c) for c in cites),
        supported_by=tuple(
            Argument(id=f"{name}/{place}", premises=tuple(premises.split()))
            for place, premises in enumerate(arguments, 1)
        ),
        **more,
    )


PRESS = Holder(who="press")


def test_a_claim_with_nothing_beneath_it_is_asserted() -> None:
    assert statuses(graph(claim("a"))) == {"a": "asserted"}


def test_a_claim_that_cites_a_note_with_a_work_is_documented() -> None:
    assert statuses(graph(claim("a", cites=(1,)))) == {"a": "documented"}


def test_a_circle_of_claims_supports_nothing() -> None:
    assert statuses(graph(claim("a", "b"), claim("b", "a"))) == {"a": "unsupported", "b": "unsupported"}


def test_a_circle_with_one_outside_support_holds() -> None:
    found = statuses(graph(claim("a", "b"), claim("b", "a", "c"), claim("c", cites=(1,))))
    assert set(found.values()) == {"documented"}


def test_joint_premises_are_only_as_good_as_the_weakest() -> None:
    found = statuses(graph(claim("a", "b c"), claim("b", cites=(1,)), claim("c")))
    assert found["a"] == "partly documented"


def test_one_of_several_arguments_is_enough() -> None:
    found = statuses(graph(claim("a", "b", "c"), claim("b", cites=(1,)), claim("c")))
    assert found["a"] == "documented"


def test_a_mention_is_not_support() -> None:
    mentions = (Citation(note=1, intent="cites for information"), Citation(note=1, fit="none"))
    assert statuses(graph(claim("a", cites=mentions))) == {"a": "asserted"}


def test_a_note_without_works_is_a_mention() -> None:
    found = graph(claim("a", cites=(1,)), endnotes={1: Endnote(number=1)})
    assert statuses(found) == {"a": "asserted"}


def test_weak_and_implicit_citations_count() -> None:
    weak = Citation(note=1, fit="weak", scope="implicit")
    assert statuses(graph(claim("a", cites=(weak,)))) == {"a": "documented"}


def test_reasons_of_others_are_traced_but_lend_no_support() -> None:
    found = graph(claim("a", "b"), claim("b", "c", holder=PRESS), claim("c", cites=(1,)))
    answer = supports(found, "a")
    assert answer["status"] == "asserted"
    assert list(answer["claims"]) == ["a", "b", "c"]
    assert answer["assertions"] == ["b"]
    assert answer["endnotes_below"] == [1]


def test_a_co_author_counts_as_the_author() -> None:
    found = Dataset(
        paper=Paper(id="p", authors=("me", "you")),
        claims={"a": claim("a", "b", holder=Holder(who="you")), "b": claim("b", holder=PRESS)},
    )
    assert evidence(found).attributed == {"b"}


def test_restatements_are_one_claim_named_by_the_thesis() -> None:
    found = graph(
        claim("lead", cites=(2,)),
        claim("end", "b", kind="thesis", restates=("lead",)),
        claim("b", cites=(1,)),
        claim("c", "lead"),
        notes=2,
    )
    answer = supports(found, "lead")
    assert answer["root"] == "end"
    assert answer["endnotes"] == [2]
    assert answer["claims"]["end"]["restatements"] == ["lead"]
    assert answer["claims"]["end"]["citations"][0]["claim"] == "lead"
    assert supports(found, "c")["arguments"]["c/1"]["premises"] == ["end"]


def test_notes_that_lean_on_others_are_documented_by_their_works() -> None:
    notes = {1: Endnote(number=1, works=("w1",)), 2: Endnote(number=2, form="ibid", refers_to=1)}
    notes[3] = Endnote(number=3, form="ibid", refers_to=2)
    answer = supports(graph(claim("a", cites=(3,)), endnotes=notes), "a")
    assert answer["notes"] == {"3": {"works": ["w1"], "form": "ibid", "resolved_via": 1, "locator": None}}
    assert answer["works"] == {"w1": {"title": "Work 1", "type": None, "date": None}}


def test_mentions_are_shown_with_their_notes_but_not_their_works() -> None:
    answer = supports(graph(claim("a", cites=(Citation(note=1, intent="disputes"),))), "a")
    assert answer["endnotes"] == [1]
    assert answer["endnotes_below"] == []
    assert answer["notes"]["1"]["works"] == ["w1"]
    assert answer["works"] == {}


def test_a_withdrawn_work_leaves_notes_with_another_work_standing() -> None:
    notes = {1: Endnote(number=1, works=("w1", "w2"))}
    works = {name: Work(id=name, title=name) for name in ("w1", "w2")}
    found = graph(claim("a", cites=(1,)), endnotes=notes, works=works)
    assert supports(found, "a", without=[("work", "w1")])["status"] == "documented"
    assert supports(found, "a", without=[("work", "w1")])["notes"]["1"]["works"] == ["w2"]
    assert supports(found, "a", without=[("work", "w1"), ("work", "w2")])["status"] == "unsupported"


def test_a_withdrawn_note_leaves_the_works_of_notes_that_lean_on_it() -> None:
    notes = {1: Endnote(number=1, works=("w1",)), 2: Endnote(number=2, form="ibid", refers_to=1)}
    found = graph(claim("a", cites=(1,)), claim("b", cites=(2,)), endnotes=notes)
    assert statuses(found, without=[("note", 1)]) == {"a": "unsupported", "b": "documented"}


def test_losing_its_last_citation_makes_a_claim_unsupported_never_bare() -> None:
    answer = supports(graph(claim("a", cites=(1,))), "a", without=[("note", 1)])
    assert answer["status"] == "unsupported"
    assert answer["assertions"] == []


def test_a_withdrawn_claim_never_holds_and_shows_nothing_below() -> None:
    found = graph(claim("a", "b", "c"), claim("b", "c", cites=(1,)), claim("c"))
    answer = supports(found, "a", without=[("claim", "b")])
    assert answer["status"] == "asserted"
    assert answer["claims"]["b"]["withdrawn"]
    assert answer["claims"]["b"]["status"] == "unsupported"
    assert answer["claims"]["b"]["arguments"] == []
    assert answer["endnotes_below"] == []
    assert supports(found, "b", without=[("claim", "b")])["status"] == "unsupported"


def test_a_withdrawn_argument_is_not_there() -> None:
    found = graph(claim("a", "b"), claim("b"))
    answer = supports(found, "a", without=[("argument", "a/1")])
    assert answer["status"] == "unsupported"
    assert list(answer["claims"]) == ["a"]
    assert answer["arguments"] == {}


def test_without_an_argument_its_claim_lists_the_others_and_nothing_of_it() -> None:
    found = graph(claim("a", "b", "c"), claim("b"), claim("c", cites=(1,)))
    answer = supports(found, "a", without=[("argument", "a/1")])
    assert answer["claims"]["a"]["arguments"] == ["a/2"]
    assert list(answer["arguments"]) == ["a/2"]
    assert list(answer["claims"]) == ["a", "c"]
    assert answer["without"] == ["a/1"]
    assert supports(found, "a")["claims"]["a"]["arguments"] == ["a/1", "a/2"]


def test_without_a_note_its_citations_are_not_listed_and_those_of_others_are() -> None:
    found = graph(claim("a", cites=(2, 1)), notes=2)
    answer = supports(found, "a", without=[("note", 1)])
    assert [citation["note"] for citation in answer["claims"]["a"]["citations"]] == [2]
    assert answer["claims"]["a"]["endnotes"] == answer["endnotes"] == answer["endnotes_below"] == [2]
    assert list(answer["notes"]) == ["2"]
    whole = supports(found, "a")["claims"]["a"]
    assert [citation["note"] for citation in whole["citations"]] == whole["endnotes"] == [1, 2]


def test_every_author_of_the_paper_counts_as_the_author() -> None:
    both = Paper(id="p", authors=("me", "you"))
    for holder, attributed in ((None, False), ("me", False), ("you", False), ("press", True)):
        held = claim("a", "b", **({"holder": Holder(who=holder)} if holder else {}))
        found = evidence(Dataset(paper=both, claims={"a": held, "b": claim("b")}))
        answer = supports(found, "a")["claims"]["a"]
        assert (answer["attributed"], answer["bare"]) == (attributed, attributed)
        assert answer["holder"] == (holder or "me")


def test_a_premise_that_every_argument_needs_is_told_with_what_is_left_without_it() -> None:
    found = graph(claim("a", "b c", "d b"), claim("b", cites=(1,)), claim("c"), claim("d"))
    assert supports(found, "a")["needed_by_all"] == [{"claim": "b", "without": "unsupported"}]
    assert supports(graph(claim("a", "b"), claim("b")), "a")["needed_by_all"] == []
    circle = graph(claim("a", "a b", "b c", cites=(1,)), claim("b"), claim("c"))
    assert supports(circle, "a")["needed_by_all"] == [{"claim": "b", "without": "documented"}]


def test_a_chain_of_ten_thousand_claims_does_not_exhaust_the_stack() -> None:
    size = 10_000
    chain = [claim(f"c{n}", f"c{n + 1}") for n in range(size)]
    answer = supports(graph(*chain, claim(f"c{size}", cites=(1,))), "c0")
    assert answer["status"] == "documented"
    assert len(answer["claims"]) == size + 1


def test_an_unknown_claim_is_named_with_its_neighbours() -> None:
    with pytest.raises(UnknownName) as error:
        supports(graph(claim("nato-safer")), "nato-safe")
    assert error.value.candidates == ["nato-safer"]


def test_attackers_are_those_that_rebut_and_those_that_undercut() -> None:
    from claimgraph.model.entities import Attack

    claims = (claim("a", "b"), claim("b"), claim("x"), claim("y"))
    attacks = (Attack(from_="y", to="a"), Attack(from_="x", to="a/1"))
    assert supports(graph(*claims, attacks=attacks), "a")["claims"]["a"]["attacked_by"] == ["x", "y"]


@settings(max_examples=150, deadline=None)
@given(datasets)
def test_statuses_are_those_of_the_definition(data: Dataset) -> None:
    meaning = Meaning(data)
    assert statuses(evidence(data)) == {name: meaning.status(name) for name in meaning.claims}


def test_statuses_agree_with_brute_force_on_thousands_of_graphs() -> None:
    random = Random(11)
    cyclic = 0
    for _ in range(THOUSANDS):
        data = generated(random)
        found = evidence(data)
        meaning = Meaning(data)
        cyclic += _has_circle(meaning)
        expected = {name: meaning.status(name) for name in meaning.claims}
        assert statuses(found) == expected
        if expected:
            root = random.choice(list(expected))
            below = meaning.trace(root)
            assert statuses(found, below=root) == {name: expected[name] for name in below}
        gone = _withdrawal(random, data)
        assert statuses(found, without=gone) == {name: meaning.status(name, gone) for name in meaning.claims}
    assert cyclic >= THOUSANDS / 2


def _has_circle(meaning: Meaning) -> bool:
    return any(
        claim in meaning.trace(premise)
        for claim in meaning.claims
        for argument in meaning.arguments(claim)
        for premise in meaning.premises(argument)
    )


def _withdrawal(random: Random, data: Dataset) -> list[tuple[str, str | int]]:
    things = [
        *(("work", name) for name in data.works),
        *(("note", number) for number in data.endnotes),
        *(("claim", name) for name in data.claims),
        *(("argument", a.id) for c in data.claims.values() for a in c.supported_by),
    ]
    return random.sample(things, min(len(things), random.choice((1, 1, 2, 3))))


def test_traces_agree_with_brute_force() -> None:
    random = Random(12)
    for _ in range(800):
        data = generated(random)
        if not data.claims:
            continue
        meaning = Meaning(data)
        asked = random.choice(list(data.claims))
        root = meaning.stands_for(asked)
        answer = supports(evidence(data), asked)
        trace = meaning.trace(root)
        evidential = [c for name in trace for c in meaning.evidential(name)]
        assert answer["root"] == root
        assert set(answer["claims"]) == trace
        assert answer["status"] == meaning.status(root)
        assert answer["endnotes"] == sorted({c.note for c in meaning.citations(root)})
        assert answer["endnotes_below"] == sorted({c.note for c in evidential})
        assert set(answer["works"]) == {w for c in evidential for w in meaning.works(c.note)}
        assert set(answer["assertions"]) == {name for name in trace if meaning.bare(name)}
        assert set(answer["arguments"]) == {a.id for name in trace for a in meaning.arguments(name)}
        assert list(answer["notes"]) == [
            str(n) for n in sorted({c.note for name in trace for c in meaning.citations(name)})
        ]
        for name, argument in answer["arguments"].items():
            assert argument["supported"] == all(meaning.supported(p) for p in argument["premises"]), name
        json.dumps(answer)


def test_the_order_of_an_answer_is_that_of_the_files() -> None:
    random = Random(13)
    for _ in range(300):
        data = generated(random)
        for name in data.claims:
            answer = supports(evidence(data), name)
            for part, whole in (("claims", data.claims), ("works", data.works)):
                assert list(answer[part]) == [key for key in whole if key in answer[part]]
