"""What falls when a source falls."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from generated_graphs import ACTORS
from generated_graphs import dataset as generated
from oracle import Meaning
from test_tracing import PRESS, claim, graph

from claimgraph.answers.ranking import pairs, ranking
from claimgraph.answers.withdraw import withdraw
from claimgraph.errors import UnknownName
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import Actor, Dataset, Passage, Topic, Work
from claimgraph.weighing.theses import theses_above

GRADE = ("unsupported", "asserted", "partly documented", "documented")


def test_what_loses_all_support_is_lost_and_what_drops_otherwise_is_weakened() -> None:
    found = graph(claim("a", "b", "c"), claim("b", cites=(1,)), claim("c"), claim("d", "b", kind="thesis"))
    answer = withdraw(found, [("work", "w1")])
    assert answer["withdrawn"] == ["w1"]
    assert answer["lost"] == ["b", "d"]
    assert answer["weakened"] == [{"claim": "a", "before": "documented", "after": "asserted"}]


def test_losses_are_grouped_by_thesis_the_lost_one_first() -> None:
    found = graph(
        claim("weak", "b", "c", kind="thesis"),
        claim("gone", "b", kind="thesis"),
        claim("b", cites=(1,)),
        claim("c"),
        claim("aside", cites=(1,)),
    )
    groups = withdraw(found, [("note", 1)])["theses"]
    assert [group["thesis"] for group in groups] == ["gone", "weak", None]
    assert groups[0]["lost"] == ["gone", "b"]
    assert (groups[1]["before"], groups[1]["after"]) == ("documented", "asserted")
    assert groups[2]["lost"] == ["aside"]


def test_an_actor_stands_for_the_works_they_made_or_issued() -> None:
    works = {
        "w1": Work(id="w1", title="W", issuer="pew"),
        "w2": Work(id="w2", title="V", creators=("pew", "other")),
    }
    found = graph(
        claim("a", cites=(1,)),
        claim("b", cites=(2,)),
        notes=2,
        works=works,
        actors={"pew": Actor(id="pew", name="P")},
    )
    answer = withdraw(found, [("actor", "pew")])
    assert answer["withdrawn"] == ["w1", "w2"]
    assert answer["lost"] == ["a", "b"]


def test_what_is_listed_can_be_narrowed_as_in_list() -> None:
    found = graph(
        claim("t", "a", "b", kind="thesis"),
        claim("a", cites=(1,), passage=(Passage(paragraph="2.1/1"),)),
        claim("b", cites=(1,), holder=PRESS),
        actors={"press": Actor(id="press", name="Press")},
    )
    everything = withdraw(found, [("work", "w1")])
    assert everything["lost"] == ["t", "a", "b"]
    assert withdraw(found, [("work", "w1")], kind="thesis")["lost"] == ["t"]
    assert withdraw(found, [("work", "w1")], section="2.1")["lost"] == ["a"]
    assert withdraw(found, [("work", "w1")], holder="press")["lost"] == ["b"]
    with pytest.raises(UnknownName, match="no kind of claim"):
        withdraw(found, [("work", "w1")], kind="tesis")


def test_a_withdrawn_claim_is_not_listed_itself() -> None:
    found = graph(claim("a", "b"), claim("b"))
    assert withdraw(found, [("claim", "b")])["lost"] == ["a"]


def test_an_actor_who_made_and_issued_nothing_is_named() -> None:
    found = graph(claim("a", cites=(1,)), actors={"japan": Actor(id="japan", name="Japan")})
    answer = withdraw(found, [("actor", "japan"), ("work", "w1")])
    assert (answer["withdrawn"], answer["without_works"]) == (["w1"], ["japan"])


def test_a_topic_is_refused_though_there_is_one() -> None:
    found = graph(claim("a", about=("t",)), topics={"t": Topic(id="t", label="T")})
    with pytest.raises(UnknownName, match='"t" is a topic, which cannot be withdrawn'):
        withdraw(found, [("topic", "t")])


def test_withdrawing_what_nobody_cites_changes_nothing() -> None:
    answer = withdraw(graph(claim("a"), notes=1), [("work", "w1")])
    nothing = {
        "lost": [],
        "weakened": [],
        "theses": [],
        "arguments_lost": [],
        "citations_lost": [],
        "carried": [],
    }
    assert answer == {"withdrawn": ["w1"], "without_works": [], **nothing}


def _things(data: Dataset) -> list[tuple[str, str | int]]:
    return [
        *(("work", name) for name in data.works),
        *(("note", number) for number in data.endnotes),
        *(("claim", name) for name in data.claims),
        *(("argument", a.id) for c in data.claims.values() for a in c.supported_by),
        *(("actor", name) for name in ACTORS),
    ]


def _expected(meaning: Meaning, gone: list[tuple[str, str | int]]) -> dict[str, tuple[str, str]]:
    data = meaning.data
    made = [
        ("work", w.id) for w in data.works.values() for a in (*w.creators, w.issuer) if ("actor", a) in gone
    ]
    gone = [*(thing for thing in gone if thing[0] != "actor"), *made]
    listed = [c for c in meaning.claims if not any(("claim", m) in gone for m in meaning.pool[c])]
    drops = {c: (meaning.status(c), meaning.status(c, gone)) for c in listed}
    return {c: drop for c, drop in drops.items() if drop[0] != drop[1]}


def test_withdrawals_agree_with_brute_force_and_never_raise_a_status() -> None:
    random = Random(61)
    for _ in range(800):
        data = generated(random, opposed=False)
        meaning = Meaning(data)
        things = _things(data)
        gone = random.sample(things, min(len(things), random.choice((1, 1, 2, 3))))
        expected = _expected(meaning, gone)
        answer = withdraw(evidence(data), gone)
        assert set(answer["lost"]) == {c for c, (_, after) in expected.items() if after == "unsupported"}
        assert {w["claim"]: (w["before"], w["after"]) for w in answer["weakened"]} == {
            c: drop for c, drop in expected.items() if drop[1] != "unsupported"
        }
        for before, after in expected.values():
            assert GRADE.index(after) < GRADE.index(before)
        grouped = {c for group in answer["theses"] for c in group["lost"]}
        assert grouped == set(answer["lost"])


def test_the_ranking_agrees_with_withdrawing_each_work() -> None:
    random = Random(62)
    for _ in range(300):
        data = generated(random, opposed=False)
        graph_ = evidence(data)
        ranked = {entry["works"][0]: entry for entry in ranking(graph_)}
        for work in data.works:
            answer = withdraw(graph_, [("work", work)])
            found = ranked[work]
            assert found["lost"] == answer["lost"]
            assert found["weakened"] == answer["weakened"]


def test_pairs_are_those_that_do_more_together_than_apart() -> None:
    random = Random(63)
    for _ in range(250):
        data = generated(random, opposed=False)
        meaning = Meaning(data)
        expected = {}
        for pair in combinations(data.works, 2):
            both = _expected(meaning, [("work", w) for w in pair])
            alone = [{**{c: meaning.status(c) for c in meaning.claims}} for _ in pair]
            for statuses, work in zip(alone, pair, strict=True):
                statuses.update({c: after for c, (_, after) in _expected(meaning, [("work", work)]).items()})
            more = {
                c
                for c, (_, after) in both.items()
                if all(GRADE.index(after) < GRADE.index(s[c]) for s in alone)
            }
            if more:
                expected[pair] = more
        found = pairs(evidence(data))
        assert {
            tuple(entry["works"]): {*entry["lost"], *(w["claim"] for w in entry["weakened"])}
            for entry in found
        } == expected


def test_the_worst_work_comes_first() -> None:
    found = graph(
        claim("t", "b", kind="thesis"),
        claim("b", cites=(2,)),
        claim("c", cites=(1,)),
        claim("d", cites=(1,)),
        notes=2,
    )
    assert [entry["works"] for entry in ranking(found)] == [["w2"], ["w1"]]


def test_works_that_nobody_cites_are_ranked_last() -> None:
    found = graph(claim("a", cites=(2,)), claim("b", cites=(3,)), claim("c", cites=(3, 4)), notes=4)
    assert [entry["works"] for entry in ranking(found)] == [["w2"], ["w3"], ["w1"], ["w4"]]
    assert ranking(found)[2]["lost"] == ranking(found)[2]["weakened"] == []


def test_theses_above_a_claim_are_those_it_can_support() -> None:
    random = Random(64)
    for _ in range(300):
        meaning = Meaning(generated(random))
        above = theses_above(evidence(meaning.data))
        for name in meaning.claims:
            found, more = set(), {name}
            while more:
                found |= more
                more = {
                    c
                    for c in meaning.claims
                    if not meaning.attributed(c)
                    for a in meaning.arguments(c)
                    if meaning.premises(a) & found
                } - found
            assert set(above[name]) == {c for c in found if meaning.data.claims[c].kind == "thesis"}


def test_what_weakens_comes_in_the_order_of_the_file_whatever_falls_first() -> None:
    # c is nearest to the work and last in the file; b and a rest on it, and on what nobody shows.
    found = graph(
        claim("a", "b", kind="thesis"),
        claim("b", "c x", kind="thesis"),
        claim("x"),
        claim("c", "x", cites=(1,), kind="thesis"),
    )
    answer = withdraw(found, [("work", "w1")])
    assert [change["claim"] for change in answer["weakened"]] == ["a", "b", "c"]
    assert [group["thesis"] for group in answer["theses"]] == ["a", "b", "c"]
    assert [[change["claim"] for change in group["weakened"]] for group in answer["theses"]] == [
        ["a", "b", "c"],
        ["b", "c"],
        ["c"],
    ]


def test_groups_come_by_what_happens_to_their_thesis() -> None:
    # In the file the other way round: untouched, beneath no thesis, weakened, lost.
    found = graph(
        claim("safe", "gone", "sound", kind="thesis"),
        claim("sound", cites=(2,)),
        claim("nowhere", cites=(1,)),
        claim("weak", "gone", "said", kind="thesis"),
        claim("said"),
        claim("lost", "gone", kind="thesis"),
        claim("gone", cites=(1,)),
        notes=2,
    )
    groups = withdraw(found, [("work", "w1")])["theses"]
    assert [group["thesis"] for group in groups] == ["lost", "weak", "safe", None]


def test_what_is_lost_though_its_claim_stands_is_told_of_the_claims_that_are_asked_for_alone() -> None:
    found = graph(
        claim("kept", "gone", "sound", kind="thesis", cites=(1,)),
        claim("other", "gone", "sound"),
        claim("sound", cites=(2,)),
        claim("gone", cites=(1,)),
        notes=2,
    )
    answer = withdraw(found, [("work", "w1")])
    assert answer["arguments_lost"] == ["kept/1", "other/1"]
    assert answer["citations_lost"] == [{"claim": "kept", "note": 1}]
    theses = withdraw(found, [("work", "w1")], kind="thesis")
    assert theses["arguments_lost"] == ["kept/1"]
    assert theses["citations_lost"] == [{"claim": "kept", "note": 1}]
    assert [row["claim"] for row in theses["carried"]] == ["kept"]
