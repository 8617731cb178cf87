"""How one thing bears on another."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from generated_graphs import ACTORS
from generated_graphs import dataset as generated
from oracle import Meaning, chains_by_brute_force
from test_tracing import PRESS, claim, graph

from claimgraph.answers.path import path
from claimgraph.errors import UnknownName
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import Actor, Attack, Citation, Topic, Work


def test_a_chain_runs_from_work_to_thesis_through_notes_and_arguments() -> None:
    found = path(graph(claim("a", "b c"), claim("b", cites=(1,)), claim("c")), ("work", "w1"), ("claim", "a"))
    assert found["chains"] == [["w1", 1, "b", "a/1", "a"]]
    assert found["also_needed"] == {"a/1": ["c"]}


def test_the_other_way_round_finds_nothing() -> None:
    found = path(graph(claim("a", "b"), claim("b", cites=(1,))), ("claim", "a"), ("work", "w1"))
    assert found["chains"] == []


def test_all_shortest_chains_are_found_and_longer_ones_are_not() -> None:
    found = graph(claim("a", "b", "c", "d"), claim("b", "e"), claim("c", "e"), claim("d", "c"), claim("e"))
    assert path(found, ("claim", "e"), ("claim", "a"))["chains"] == [
        ["e", "b/1", "b", "a/1", "a"],
        ["e", "c/1", "c", "a/2", "a"],
    ]


def test_mentions_are_no_steps() -> None:
    found = graph(claim("a", cites=(Citation(note=1, intent="disputes"),)))
    assert path(found, ("note", 1), ("claim", "a"))["chains"] == []


def test_an_actor_stands_for_the_works_they_made_and_the_claims_they_hold() -> None:
    found = graph(
        claim("a", "b", "c"),
        claim("b", holder=PRESS),
        claim("c", cites=(1,)),
        actors={name: Actor(id=name, name=name) for name in ("press", "me")},
        works={"w1": Work(id="w1", title="W", issuer="press")},
    )
    assert path(found, ("actor", "press"), ("claim", "a"))["chains"] == [["b", "a/1", "a"]]
    assert path(found, ("actor", "press"), ("claim", "c"))["chains"] == [["w1", 1, "c"]]
    assert path(found, ("actor", "press"), ("actor", "me"))["chains"] == [["w1", 1, "c"], ["b", "a/1", "a"]]


def test_each_of_two_premises_on_chains_needs_the_other() -> None:
    found = path(
        graph(claim("a", "b c"), claim("b", "d"), claim("c", "d"), claim("d")), ("claim", "d"), ("claim", "a")
    )
    assert found["also_needed"] == {"a/1": ["b", "c"]}


def test_against_steps_are_attacks() -> None:
    attacks = (Attack(from_="x", to="y"), Attack(from_="y", to="a/1"))
    found = graph(claim("a", "b"), claim("b"), claim("x"), claim("y"), attacks=attacks)
    assert path(found, ("claim", "x"), ("claim", "a"), against=True)["chains"] == [["x", "y", "a/1", "a"]]
    assert path(found, ("claim", "b"), ("claim", "a"), against=True)["chains"] == []


def test_a_topic_is_no_end_of_a_chain_and_said_to_be_one() -> None:
    found = graph(claim("a"))
    topics = {"rain": Topic(id="rain", label="Rain")}
    found = evidence(found.dataset.model_copy(update={"topics": topics}))
    with pytest.raises(UnknownName, match='"rain" is a topic; chains run between works, notes'):
        path(found, ("topic", "rain"), ("claim", "a"))
    with pytest.raises(UnknownName, match='there is no topic "snow"'):
        path(found, ("claim", "a"), ("topic", "snow"))


def test_what_is_not_there_is_an_unknown_name() -> None:
    with pytest.raises(UnknownName, match='there is no work "none"'):
        path(graph(claim("a")), ("work", "none"), ("claim", "a"))


def test_a_ladder_with_very_many_chains_is_cut_at_the_limit() -> None:
    rungs = [claim(f"c{n}", f"l{n}", f"r{n}") for n in range(40)]
    sides = [claim(f"{side}{n}", f"c{n + 1}") for n in range(40) for side in "lr"]
    found = path(graph(*rungs, *sides, claim("c40")), ("claim", "c40"), ("claim", "c0"), limit=5)
    assert len(found["chains"]) == 5
    assert found["chains_truncated"]


def test_chains_are_those_of_brute_force_on_generated_graphs() -> None:
    random = Random(31)
    for _ in range(800):
        data = generated(random)
        meaning = Meaning(data)
        things = [
            *(("claim", name) for name in meaning.claims),
            *(("work", name) for name in data.works),
            *(("note", number) for number in data.endnotes),
            *(("actor", name) for name in ACTORS),
        ]
        source, target = random.choice(things), random.choice(things)
        found = path(evidence(data), source, target)
        assert sorted(map(str, found["chains"])) == sorted(
            map(str, chains_by_brute_force(meaning, source, target))
        )
        _needs_hold(meaning, found)
        if source[0] != "actor" and target[0] == "claim" and source != target:
            trace = meaning.trace(target[1])
            cited = {c.note for name in trace for c in meaning.evidential(name)}
            works = {work for note in cited for work in meaning.works(note)}
            assert bool(found["chains"]) == (source[1] in {*trace, *cited, *works})


def _needs_hold(meaning: Meaning, found: dict) -> None:
    premises = {a.id: meaning.premises(a) for name in meaning.claims for a in meaning.arguments(name)}
    needed = {
        (step, other)
        for chain in found["chains"]
        for before, step in pairwise(chain)
        if step in premises
        for other in premises[step] - {before}
    }
    assert {(step, other) for step, others in found["also_needed"].items() for other in others} == needed
