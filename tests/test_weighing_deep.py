"""The comparisons with brute force again, on many more graphs."""

from __future__ import annotations

from random import Random

import pytest
from generated_graphs import dataset as generated
from oracle import Meaning, labels_by_brute_force, subsets, witnesses_by_brute_force

from claimgraph.answers.acceptability import acceptability
from claimgraph.answers.fragility import fragility
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import evidence
from claimgraph.weighing.horn import components
from claimgraph.weighing.programs import support
from claimgraph.weighing.provenance import all_witnesses
from claimgraph.weighing.witnesses import enumerated, witnesses

GRADE = ("unsupported", "asserted", "partly documented", "documented")
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(1000, 1010))
def test_every_answer_agrees_with_brute_force(seed: int) -> None:
    random = Random(seed)
    for _ in range(700):
        data = generated(random, claims=random.choice((None, None, 11)))
        meaning = Meaning(data)
        found = evidence(data)
        status = {name: meaning.status(name) for name in meaning.claims}
        assert statuses(found) == status
        answer = acceptability(found)
        label = {name: key for key in ("in", "out", "undecided") for name in answer[key]}
        assert label == labels_by_brute_force(meaning)
        for name in meaning.claims[:2]:
            if len(meaning.leaves(name)) > 9:
                continue
            expected = {
                frozenset(each for _, each in leaves) for leaves in witnesses_by_brute_force(meaning, name)
            }
            shown = witnesses(found, name).witnesses
            assert {frozenset([*each["works"], *each["assertions"]]) for each in shown} == expected
            asked = support(found, name, "supported")
            if asked is not None:
                every = all_witnesses(asked.program, components(asked.program), 10**6)
                searched = {
                    sum(1 << leaf for leaf in leaves) for leaves in enumerated(asked.program, 10**6) if leaves
                }
                assert set(every or ()) == searched
            lowering = [
                gone
                for gone in subsets([("work", work) for work in data.works])
                if GRADE.index(meaning.status(name, gone)) < GRADE.index(status[name])
            ]
            assert fragility(found, name, time_limit=60)["resilience"] == (
                len(lowering[0]) if lowering else None
            )
