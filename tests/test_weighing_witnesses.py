"""Witnesses are the minimal sets of works and bare claims that are enough."""

from __future__ import annotations

from itertools import islice
from random import Random

from generated_graphs import dataset as generated
from oracle import Meaning, witnesses_by_brute_force
from test_tracing import claim, graph

from claimgraph.answers.supports import supports
from claimgraph.evidence_graph.graph import evidence
from claimgraph.weighing.programs import support
from claimgraph.weighing.witnesses import enumerated, witnesses


def test_a_witness_is_enough_and_nothing_in_it_can_be_spared() -> None:
    found = graph(
        claim("a", "b c", "d"), claim("b", cites=(1, 2)), claim("c"), claim("d", cites=(2,)), notes=2
    )
    assert supports(found, "a", minimal=True)["witnesses"] == [
        {"works": ["w2"], "assertions": []},
        {"works": ["w1"], "assertions": ["c"]},
    ]


def test_an_unsupported_claim_has_no_witness() -> None:
    assert witnesses(graph(claim("a", "a")), "a") == ([], False)


def test_a_bare_claim_is_its_own_witness() -> None:
    assert witnesses(graph(claim("a")), "a").witnesses == [{"works": [], "assertions": ["a"]}]


def test_a_ladder_with_very_many_witnesses_gives_the_first_at_once_each_minimal() -> None:
    rungs = 40
    found = graph(
        claim("top", " ".join(f"c{n}" for n in range(rungs))),
        *(claim(f"c{n}", cites=(2 * n + 1, 2 * n + 2)) for n in range(rungs)),
        notes=2 * rungs,
    )
    answer = witnesses(found, "top", limit=20)
    assert answer.truncated
    assert len(answer.witnesses) == 20
    for shown in answer.witnesses:
        assert {(int(work[1:]) - 1) // 2 for work in shown["works"]} == set(range(rungs))
        assert len(shown["works"]) == rungs


def test_the_limit_alone_does_not_truncate() -> None:
    found = graph(claim("a", cites=(1, 2)), notes=2)
    assert not witnesses(found, "a", limit=2).truncated
    assert witnesses(found, "a", limit=1).truncated


def test_witnesses_agree_with_brute_force() -> None:
    random = Random(41)
    for _ in range(1000):
        data = generated(random, opposed=False)
        meaning = Meaning(data)
        if not meaning.claims:
            continue
        root = random.choice(meaning.claims)
        leaves = meaning.leaves(root)
        if len(leaves) > 8:
            continue
        expected = witnesses_by_brute_force(meaning, root)
        answer = witnesses(evidence(data), root)
        assert not answer.truncated
        found = [frozenset(shown["works"]) | frozenset(shown["assertions"]) for shown in answer.witnesses]
        assert len(found) == len(set(found))
        assert set(found) == {frozenset(name for _, name in each) for each in expected}
        assert [len(each) for each in found] == sorted(len(each) for each in found)


def test_every_set_that_comes_early_is_minimal_too() -> None:
    random = Random(42)
    for _ in range(300):
        data = generated(random, opposed=False)
        meaning = Meaning(data)
        for root in meaning.claims[:2]:
            if len(meaning.leaves(root)) > 8:
                continue
            asked = support(evidence(data), root, "supported")
            expected = witnesses_by_brute_force(meaning, root)
            for leaves in islice(enumerated(asked.program, 10**6), 2) if asked else ():
                named = {("bare" if k == "claim" else k, name) for k, name in asked.named(leaves)}
                assert named in [set(each) for each in expected]


def test_a_search_that_is_out_of_time_gives_witnesses_and_says_that_there_may_be_more() -> None:
    # 2^20 witnesses: each rung of a ladder needs one of two works of its own.
    rungs = [claim(f"r{n}", cites=(2 * n + 1, 2 * n + 2)) for n in range(20)]
    found = graph(claim("top", " ".join(rung.id for rung in rungs)), *rungs, notes=40)
    answer = supports(found, "top", minimal=True, time_limit=0)
    assert answer["witnesses_truncated"]
    assert all(len(witness["works"]) == 20 for witness in answer["witnesses"])
    assert answer["witnesses"]
