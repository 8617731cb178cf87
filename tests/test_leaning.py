"""What a status leans on: its status as though a class of evidence had never been written down."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from generated_graphs import dataset
from oracle import Meaning

from claimgraph import evidence, fragility, load, show, statuses, supports, withdraw
from claimgraph.answers.list import listing
from claimgraph.evidence_graph.classes import without_classes
from claimgraph.evidence_graph.leaning import leaning
from claimgraph.model.entities import Argument, Citation, Claim, Dataset
from claimgraph.model.terms import CLASSES, STATUSES

GRAPHS = [dataset(Random(seed)) for seed in range(1200)]


def in_class(data: Dataset, thing: Argument | Citation, name: str) -> bool:
    """Design section 4, read word by word."""
    if isinstance(thing, Argument):
        ours = name == "reconstructions" and thing.by == "us"
        return ours or (name == "uncertain arguments" and thing.confidence == "low")
    if name == "weak citations":
        return thing.fit == "weak"
    if name == "implicit citations":
        return thing.scope == "implicit"
    works = [data.works[work] for work in Meaning(data).works(thing.note)]
    if name == "uncheckable works":
        return bool(works) and all(work.type == "personal communication" for work in works)
    makers = {*data.paper.authors, data.paper.publisher}
    return (
        name == "own works" and bool(works) and all(makers & {work.issuer, *work.creators} for work in works)
    )


def never_written(data: Dataset, name: str) -> Dataset:
    """``data`` with the arguments and citations of the class left out."""
    claims = {}
    for claim in data.claims.values():
        fields = dict(claim)
        fields["cites"] = tuple(c for c in claim.cites if not in_class(data, c, name))
        fields["supported_by"] = tuple(a for a in claim.supported_by if not in_class(data, a, name))
        claims[claim.id] = Claim(**fields)
    # Arguments keep their names here, though a file would count them anew.
    return data.model_copy(update={"claims": claims, "attacks": (), "limits": ()})


def status_by_brute_force(data: Dataset) -> dict[str, str]:
    meaning = Meaning(data)
    return {claim: meaning.status(claim) for claim in meaning.claims}


def lower(claims: Iterable[str], before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {c for c in claims if STATUSES.index(after[c]) > STATUSES.index(before[c])}


def test_a_claim_leans_on_a_class_if_its_status_without_it_is_lower() -> None:
    for data in GRAPHS[:300]:
        before = status_by_brute_force(data)
        found = leaning(evidence(data))
        for name in CLASSES:
            after = status_by_brute_force(never_written(data, name))
            leaning_on = {
                c: r["without"] for c, rows in found.leans_on.items() for r in rows if r["on"] == name
            }
            assert leaning_on == {c: after[c] for c in lower(before, before, after)}
            if name == "reconstructions":
                assert found.as_written == after


def test_the_data_set_without_a_class_has_the_statuses_that_are_told() -> None:
    for data in GRAPHS:
        before = statuses(evidence(data))
        found = leaning(evidence(data))
        for name in CLASSES:
            after = statuses(evidence(without_classes(data, [name])))
            told = {c: r["without"] for c, rows in found.leans_on.items() for r in rows if r["on"] == name}
            assert told == {c: after[c] for c in lower(before, before, after)}


def test_a_class_that_is_empty_changes_nothing() -> None:
    for data in GRAPHS[:200]:
        for name in CLASSES:
            never = never_written(data, name)
            if dict(never.claims) == dict(data.claims):
                assert without_classes(data, [name]).claims == data.claims
            again = without_classes(never, [name])
            assert again.claims == never.claims


def test_without_all_classes_is_without_each_in_turn() -> None:
    for seed, data in enumerate(GRAPHS[:300]):
        turn = data
        for name in Random(seed).sample(CLASSES, len(CLASSES)):
            turn = without_classes(turn, [name])
        assert turn == without_classes(data, CLASSES)


def test_load_bearing_claims_are_those_whose_withdrawal_alone_lowers_the_status() -> None:
    for data in GRAPHS[:120]:
        meaning = Meaning(data)
        for claim in meaning.claims:
            before = meaning.status(claim)
            expected = []
            for other in meaning.claims:
                if other != claim and other in meaning.trace(claim):
                    after = meaning.status(claim, frozenset({("claim", other)}))
                    if STATUSES.index(after) > STATUSES.index(before):
                        expected.append({"claim": other, "without": after})
            assert fragility(evidence(data), claim, time_limit=0)["load_bearing_claims"] == expected


def test_arguments_and_citations_are_lost_where_what_they_support_keeps_its_status() -> None:
    for seed, data in enumerate(GRAPHS[:250]):
        meaning = Meaning(data)
        works = [("work", work) for work in data.works]
        things = [*works, *(("claim", c) for c in meaning.claims), *(("note", n) for n in data.endnotes)]
        things += [("argument", a.id) for c in meaning.claims for a in meaning.arguments(c)]
        if not things:
            continue
        gone = frozenset(Random(seed).sample(things, min(len(things), 1 + seed % 2)))
        answer = withdraw(evidence(data), gone)
        kept = {
            c for c in meaning.claims
            if ("claim", c) not in gone and meaning.status(c) == meaning.status(c, gone)
        }  # fmt: skip
        held = {
            a.id
            for c in kept
            for a in meaning.arguments(c)
            if all(meaning.supported(p) for p in meaning.premises(a))
            and not (
                ("argument", a.id) not in gone
                and all(meaning.supported(p, gone) for p in meaning.premises(a))
            )
        }
        assert set(answer["arguments_lost"]) == held
        stood = {(c, cite.note) for c in kept for cite in meaning.standing(c)}
        stands = {(c, cite.note) for c in kept for cite in meaning.standing(c, gone)}
        assert {(row["claim"], row["note"]) for row in answer["citations_lost"]} == stood - stands


def test_every_answer_gives_both_statuses(tmp_path: Path) -> None:
    data = load("data")
    graph = evidence(data)
    found = leaning(graph)
    thesis = "nato-asia-eases-dilemma"
    answer = supports(graph, thesis)
    for name, claim in answer["claims"].items():
        assert (claim["as_written"], claim["leans_on"]) == (found.as_written[name], found.leans_on[name])
    assert show(graph, "claim", thesis)["as_written"] == found.as_written[thesis]
    assert fragility(graph, thesis, time_limit=0)["leans_on"] == found.leans_on[thesis]
    for row in listing(graph, "claims"):
        assert row["leans_on"] == found.leans_on[graph.stands_for[row["id"]]]


def test_with_withdrawn_things_statuses_and_what_they_lean_on_are_those_without_them() -> None:
    for data in GRAPHS[:150]:
        for work in data.works:
            gone = (("work", work),)
            found = leaning(evidence(data), without=gone)
            expected = statuses(evidence(without_classes(data, ["reconstructions"])), without=gone)
            assert found.as_written == expected


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_is_met_in_the_generated_graphs(name: str) -> None:
    assert sum(without_classes(data, [name]).claims != data.claims for data in GRAPHS) > 50
