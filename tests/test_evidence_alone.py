"""The evidence graph stands alone: without a word of its data set it answers what it is for."""

from __future__ import annotations

from random import Random

import pytest
from generated_graphs import dataset

from claimgraph import acceptability, evidence, load, statuses, supports, withdraw
from claimgraph.answers.ranking import pairs, ranking
from claimgraph.evidence_graph.bones import below, bones, from_json, to_json
from claimgraph.evidence_graph.graph import EvidenceGraph, assembled
from claimgraph.model.entities import Dataset
from claimgraph.weighing.theses import theses_above, works_reaching
from claimgraph.weighing.witnesses import witnesses


def alone(data: Dataset) -> EvidenceGraph:
    return assembled(from_json(to_json(bones(data))))


def answers(graph: EvidenceGraph) -> list[object]:
    """Everything that needs no word, in one list."""
    works = [node for node in graph.position if node[0] == "work"]
    return [
        graph,
        list(graph.support.edges),
        list(graph.attack.edges),
        list(graph.members),
        statuses(graph),
        ranking(graph),
        pairs(graph),
        theses_above(graph),
        works_reaching(graph),
        acceptability(graph),
        [acceptability(graph, claim)["why"] for claim in list(graph.members)[:3]],
        [witnesses(graph, claim, limit=20) for claim in list(graph.members)[:3]],
        [withdraw(graph, [node]) for node in works],
    ]


def same(data: Dataset) -> None:
    whole, bare = evidence(data), alone(data)
    for field in ("stands_for", "members", "works_of", "resolved_via", "attributed", "bare", "theses"):
        assert getattr(whole, field) == getattr(bare, field)
    assert answers(whole)[1:] == answers(bare)[1:]
    assert bare.limits == whole.limits
    assert bare.cites_of == whole.cites_of


def test_generated_graphs_answer_the_same_from_their_bones() -> None:
    for seed in range(60):
        same(dataset(Random(seed)))


def test_the_paper_answers_the_same_from_its_bones() -> None:
    same(load("data"))


def test_what_lies_below_a_claim_is_supported_as_in_the_whole() -> None:
    for seed in range(60):
        data = dataset(Random(seed))
        found, whole = bones(data), evidence(data)
        for claim in data.claims:
            part = assembled(below(found, claim), data)
            assert supports(part, claim, minimal=True) == supports(whole, claim, minimal=True)


def test_what_lies_below_a_thesis_of_the_paper_is_supported_as_in_the_whole() -> None:
    data = load("data")
    found, whole = bones(data), evidence(data)
    for claim in whole.theses:
        assert supports(assembled(below(found, claim), data), claim) == supports(whole, claim)


def test_bones_are_a_small_part_of_the_data_set() -> None:
    paper = load("data")
    assert len(to_json(bones(paper))) * 5 < len(paper.model_dump_json(exclude_defaults=True))


def test_bones_of_another_version_are_refused() -> None:
    with pytest.raises(ValueError, match="another version"):
        from_json("[0]")


def test_what_shows_words_says_that_it_has_none() -> None:
    graph = alone(load("data"))
    with pytest.raises(ValueError, match="stands alone"):
        supports(graph, next(iter(graph.members)))
