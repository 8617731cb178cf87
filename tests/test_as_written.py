"""The answer as the author wrote it: on every command, as on the files with our arguments deleted."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from datasets import in_folder
from generated_graphs import dataset

from claimgraph import acceptability, check, evidence, fragility, gaps, load, show, supports, withdraw
from claimgraph.answers.list import listing, overview
from claimgraph.answers.ranking import ranking
from claimgraph.model.entities import Claim, Dataset
from claimgraph.questions import QUESTIONS

OURS = ("reconstructions",)


def named(data: Dataset) -> Dataset:
    """``data`` with a name of its own for every argument, which keeps it when others go."""
    every = [argument.id for claim in data.claims.values() for argument in claim.supported_by]
    new = {old: f"argument-{place}" for place, old in enumerate(every)}

    def renamed(claim: Claim) -> Claim:
        arguments = [a.model_copy(update={"id": new[a.id], "formerly": ()}) for a in claim.supported_by]
        return claim.model_copy(update={"supported_by": tuple(arguments)})

    def aimed(each: Any) -> Any:
        return each.model_copy(update={"to": new.get(each.to, each.to)})

    return data.model_copy(
        update={
            "claims": {name: renamed(claim) for name, claim in data.claims.items()},
            "attacks": tuple(map(aimed, data.attacks)),
            "limits": tuple(map(aimed, data.limits)),
        }
    )


def deleted(data: Dataset) -> Dataset:
    """``data`` with every argument of ours cut out of the files, and what was aimed at one."""
    claims = {
        name: Claim(**{**dict(claim), "supported_by": tuple(a for a in claim.supported_by if a.by != "us")})
        for name, claim in data.claims.items()
    }
    left = {*claims, *(a.id for claim in claims.values() for a in claim.supported_by)}
    return Dataset(
        **{
            **dict(data),
            "claims": claims,
            "attacks": tuple(each for each in data.attacks if each.to in left),
            "limits": tuple(each for each in data.limits if each.to in left),
        }
    )


def answers(graph: Any, claims: list[str]) -> list[Any]:
    whole = [overview(graph), listing(graph, "claims"), ranking(graph), acceptability(graph), gaps(graph)]
    for name in claims:
        whole += [supports(graph, name), fragility(graph, name, time_limit=0), show(graph, "claim", name)]
        whole.append(withdraw(graph, [("claim", name)]))
    return whole


def test_the_answer_is_that_on_the_files_with_our_arguments_deleted(tmp_path: Path) -> None:
    for seed in range(40):
        data = named(dataset(Random(seed)))
        folder = in_folder(deleted(data), tmp_path / str(seed))
        if any(finding.severity == "error" for finding in check(folder)):
            continue  # the loader refuses some of these, such as attacks between restatements
        again = load(folder)
        graph = evidence(data, without=OURS)
        some = list(graph.members)[:3]
        assert answers(graph, some) == answers(evidence(again), some)


def test_so_it_is_for_the_paper(tmp_path: Path) -> None:
    data = named(load("data"))
    graph = evidence(data, without=OURS)
    some = list(graph.theses)[:4]
    assert answers(graph, some) == answers(evidence(load(in_folder(deleted(data), tmp_path / "p"))), some)


@pytest.mark.parametrize("asked", ["supports japan-dilemma", "fragility japan-dilemma", "show japan-dilemma"])
def test_json_says_at_the_top_that_it_is_as_written(claimgraph: Any, asked: str) -> None:
    answer = json.loads(claimgraph(*asked.split(), "--as-written", "--json").stdout)
    assert next(iter(answer)) == "as_written"
    assert answer["as_written"] is True
    assert (answer["without_classes"], answer["status"]) == (["reconstructions"], "asserted")


def test_text_says_in_its_first_line_what_is_left_out(claimgraph: Any) -> None:
    first = claimgraph("gaps", "--as-written").stdout.partition("\n")[0]
    assert first == "As written, without our reconstructions, as though never written down:"
    both = claimgraph("list", "claims", "--without-class", "own works", "--without-class", "weak-citations")
    assert both.stdout.startswith("Without weak citations and own works, as though never written down:\n")
    assert claimgraph("list", "claims", "--without-class", "own work").returncode == 3


def test_every_question_of_the_evidence_graph_can_be_asked_as_written() -> None:
    for question in QUESTIONS:
        if question.of == "evidence":
            assert {"as_written", "without_class"} <= {each.name for each in question.parameters}
