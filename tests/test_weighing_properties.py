"""Changes of the data that change no answer, or none for the worse."""

from __future__ import annotations

from random import Random
from typing import Any

from generated_graphs import dataset as generated
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.answers.acceptability import acceptability
from claimgraph.answers.fragility import fragility
from claimgraph.answers.ranking import ranking
from claimgraph.answers.supports import supports
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import EvidenceGraph, evidence
from claimgraph.model.entities import Argument, Citation, Dataset
from claimgraph.model.terms import GRADES
from claimgraph.weighing.witnesses import witnesses

randoms = st.randoms(use_true_random=False)
common = settings(max_examples=120, deadline=None)


def changed(data: Dataset, claim: str, **fields: Any) -> Dataset:
    """``data`` with other fields in one claim."""
    claims = {**data.claims, claim: data.claims[claim].model_copy(update=fields)}
    return data.model_copy(update={"claims": claims})


def by_member(found: EvidenceGraph) -> dict[str, str]:
    """The status of every claim, whichever stands for its restatements."""
    status = statuses(found)
    return {name: status[found.stands_for[name]] for name in found.stands_for}


@common
@given(randoms)
def test_more_support_for_a_claim_that_has_some_lowers_no_status(random: Random) -> None:
    data = generated(random)
    found = evidence(data)
    able = [name for name in data.claims if found.stands_for[name] not in found.bare]
    if not able:
        return
    name = random.choice(able)
    claim = data.claims[name]
    before = by_member(found)
    premises = tuple(random.sample(list(data.claims), min(len(data.claims), random.choice((1, 2)))))
    more = [
        changed(data, name, supported_by=(*claim.supported_by, Argument(id=f"{name}/9", premises=premises)))
    ]
    if data.endnotes:
        cited = (*claim.cites, Citation(note=random.choice(list(data.endnotes))))
        more.append(changed(data, name, cites=cited))
    for other in more:
        after = by_member(evidence(other))
        assert all(GRADES.index(after[each]) >= GRADES.index(before[each]) for each in before)


@common
@given(randoms)
def test_a_copy_of_an_argument_changes_nothing(random: Random) -> None:
    data = generated(random)
    argued = [claim for claim in data.claims.values() if claim.supported_by]
    if not argued:
        return
    claim = random.choice(argued)
    copy = Argument(id=f"{claim.id}/9", premises=claim.supported_by[0].premises)
    other = evidence(changed(data, claim.id, supported_by=(*claim.supported_by, copy)))
    same = evidence(data)
    undercut = {attack.to for attack in data.attacks}
    assert statuses(other) == statuses(same)
    assert ranking(other) == ranking(same)
    if claim.supported_by[0].id not in undercut:
        assert acceptability(other) == acceptability(same)
    name = same.stands_for[claim.id]
    assert witnesses(other, name) == witnesses(same, name)
    assert fragility(other, name)["resilience"] == fragility(same, name)["resilience"]


@common
@given(randoms)
def test_the_order_of_the_files_changes_nothing_but_the_order_of_answers(random: Random) -> None:
    data = generated(random)

    def shuffled(values: dict[Any, Any]) -> dict[Any, Any]:
        keys = list(values)
        random.shuffle(keys)
        return {key: values[key] for key in keys}

    other = evidence(
        data.model_copy(
            update={
                "claims": shuffled(data.claims),
                "works": shuffled(data.works),
                "endnotes": shuffled(data.endnotes),
                "attacks": tuple(random.sample(data.attacks, len(data.attacks))),
            }
        )
    )
    same = evidence(data)
    assert by_member(other) == by_member(same)
    for name in data.claims:
        assert witness_sets(other, name) == witness_sets(same, name)
        one, two = fragility(other, name), fragility(same, name)
        for key in ("status", "resilience", "single_source", "newspapers_only"):
            assert one[key] == two[key]
        assert set(one["load_bearing"]) == set(two["load_bearing"])
    assert labels_by_member(other) == labels_by_member(same)


def witness_sets(found: EvidenceGraph, name: str) -> set[frozenset[str]]:
    return {
        frozenset([*shown["works"], *(min(found.members[claim]) for claim in shown["assertions"])])
        for shown in witnesses(found, name).witnesses
    }


def labels_by_member(found: EvidenceGraph) -> dict[str, str]:
    answer = acceptability(found)
    label = {name: key for key in ("in", "out", "undecided") for name in answer[key]}
    return {name: label[found.stands_for[name]] for name in found.stands_for}


@common
@given(randoms)
def test_renaming_changes_nothing_but_names(random: Random) -> None:
    data = generated(random)
    other = evidence(Dataset.model_validate(_renamed(data.model_dump(by_alias=True))))
    same = evidence(data)
    assert statuses(other) == {f"x{name}": status for name, status in statuses(same).items()}
    for name in list(same.members)[:2]:
        assert supports(other, f"x{name}") == _renamed(supports(same, name))
        assert acceptability(other, f"x{name}") == _renamed(acceptability(same, name))


def _renamed(value: Any) -> Any:
    """Everything with an ``x`` before each id of a claim or an argument."""
    if isinstance(value, dict):
        return {_renamed(key): _renamed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(each) for each in value]
    if isinstance(value, str) and len(value) > 1 and value[0] == "c" and value[1].isdigit():
        return f"x{value}"
    return value
