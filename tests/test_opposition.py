"""What stands against a claim."""

from __future__ import annotations

from random import Random

from generated_graphs import dataset as generated
from oracle import Meaning

from claimgraph.answers.attacks import attacks
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import Argument, Attack, Claim, Dataset, Paper


def data(*attacks: Attack, restates: tuple[str, ...] = ()) -> Dataset:
    claims = {name: Claim(id=name) for name in ("a", "b", "x", "y")}
    claims["a"] = Claim(id="a", supported_by=(Argument(id="a/1", premises=("b",)),))
    claims["y"] = Claim(id="y", restates=restates)
    return Dataset(paper=Paper(id="p", authors=("me",)), claims=claims, attacks=attacks)


def test_a_rebuttal_names_the_claim_and_an_undercut_the_argument() -> None:
    answer = attacks(evidence(data(Attack(from_="x", to="a"), Attack(from_="y", to="a/1"))), "a")
    assert answer["attacked_by"] == [
        {"from": "x", "type": "rebut", "argument": None},
        {"from": "y", "type": "undercut", "argument": "a/1"},
    ]
    assert answer["attacks"] == []


def test_what_a_claim_attacks_is_a_claim_or_an_argument() -> None:
    answer = attacks(evidence(data(Attack(from_="x", to="a"), Attack(from_="x", to="a/1"))), "x")
    assert answer["attacks"] == [
        {"to": "a", "type": "rebut", "argument": None, "conclusion": "a"},
        {"to": None, "type": "undercut", "argument": "a/1", "conclusion": "a"},
    ]


def test_attacks_on_a_restatement_are_attacks_on_the_claim() -> None:
    graph = evidence(data(Attack(from_="x", to="y"), restates=("b",)))
    assert attacks(graph, "b")["attacked_by"] == [{"from": "x", "type": "rebut", "argument": None}]
    assert attacks(graph, "x")["attacks"][0]["to"] == "b"


def test_attacks_are_those_of_the_data_pooled_on_generated_graphs() -> None:
    random = Random(21)
    for _ in range(400):
        generated_data = generated(random)
        meaning = Meaning(generated_data)
        graph = evidence(generated_data)
        for claim in meaning.claims:
            own = {argument.id for argument in meaning.arguments(claim)}
            answer = attacks(graph, claim)
            assert {(a["from"], a["argument"]) for a in answer["attacked_by"]} == {
                (meaning.stands_for(a.from_), a.to if a.to in own else None)
                for a in generated_data.attacks
                if a.to in own or a.to in meaning.pool[claim]
            }
            assert {a["to"] or a["argument"] for a in answer["attacks"]} == {
                meaning.stands_for(a.to) if a.to in generated_data.claims else a.to
                for a in generated_data.attacks
                if a.from_ in meaning.pool[claim]
            }
