"""How thin the evidence under a claim is, by enumeration of all withdrawals."""

from __future__ import annotations

from random import Random
from time import monotonic

from generated_graphs import dataset as generated
from oracle import Meaning, subsets, witnesses_by_brute_force
from test_tracing import claim, graph

from claimgraph.answers.fragility import fragility, load_bearing
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import Dataset
from claimgraph.weighing import integer
from claimgraph.weighing.bounds import smallest_cut, smallest_witness
from claimgraph.weighing.horn import components
from claimgraph.weighing.minimal import cuts, enough
from claimgraph.weighing.programs import question, support

GRADE = ("unsupported", "asserted", "partly documented", "documented")
SOON = 60.0


def test_a_work_without_a_substitute_is_load_bearing() -> None:
    found = graph(claim("a", "b c"), claim("b", cites=(1,)), claim("c", cites=(1, 2)), notes=2)
    answer = fragility(found, "a")
    assert answer["load_bearing"] == ["w1"]
    assert answer["resilience"] == 1
    assert answer["smallest_withdrawal"] == ["w1"]
    assert answer["smallest_witness"] == {"works": ["w1"], "assertions": []}


def test_what_rests_on_assertions_alone_cannot_be_lowered_by_withdrawing_works() -> None:
    answer = fragility(
        graph(claim("a", "b", "c d"), claim("b"), claim("c", cites=(1,)), claim("d", "d")), "a"
    )
    assert answer["status"] == "asserted"
    assert answer["resilience"] is None
    assert answer["smallest_withdrawal"] == []


def test_an_unsupported_claim_has_no_witness_and_no_resilience() -> None:
    answer = fragility(graph(claim("a", "a")), "a")
    assert answer["smallest_witness"] is None
    assert answer["resilience"] is None


def test_two_independent_notes_must_both_fall() -> None:
    answer = fragility(graph(claim("a", cites=(1, 2)), notes=2), "a")
    assert answer["load_bearing"] == []
    assert answer["resilience"] == 2
    assert answer["smallest_withdrawal"] == ["w1", "w2"]


def test_a_time_limit_of_nothing_still_gives_proven_bounds() -> None:
    data = _tangle(30)
    answer = fragility(evidence(data), "top", time_limit=0)
    exact = fragility(evidence(data), "top", time_limit=SOON)
    assert exact["exact"]
    for key, size in (
        ("resilience_bounds", exact["resilience"]),
        ("witness_bounds", sum(map(len, exact["smallest_witness"].values()))),
    ):
        assert answer[key]["least"] <= size <= answer[key]["most"]
    withdrawn = [("work", work) for work in answer["smallest_withdrawal"]]
    assert statuses(evidence(data), without=withdrawn)["top"] != answer["status"]


def test_what_no_single_work_lowers_takes_at_least_two() -> None:
    answer = fragility(evidence(_tangle(30)), "top", time_limit=0)
    assert answer["resilience_bounds"]["least"] >= 2


def _tangle(size: int) -> Dataset:
    """Claims of three notes each, drawn from few, all needed: no plain bound meets."""
    random = Random(7)
    return graph(
        claim("top", " ".join(f"c{n}" for n in range(size))),
        *(claim(f"c{n}", cites=tuple(random.sample(range(1, 13), 3))) for n in range(size)),
        notes=12,
    ).dataset


def test_solver_and_bounds_print_nothing(capfd) -> None:
    fragility(evidence(_tangle(30)), "top")
    assert capfd.readouterr() == ("", "")


def test_fragility_agrees_with_brute_force() -> None:
    random = Random(51)
    asked = 0
    while asked < 700:
        data = generated(random, opposed=False)
        meaning = Meaning(data)
        works = list(data.works)
        if not meaning.claims:
            continue
        asked += 1
        root = random.choice(meaning.claims)
        before = meaning.status(root)
        lowering = [
            set(gone)
            for gone in subsets(works)
            if GRADE.index(meaning.status(root, [("work", w) for w in gone])) < GRADE.index(before)
        ]
        answer = fragility(evidence(data), root, time_limit=SOON)
        assert answer["status"] == before
        assert answer["exact"]
        assert answer["load_bearing"] == [w for w in works if {w} in lowering]
        assert load_bearing(evidence(data), root) == answer["load_bearing"]
        assert answer["resilience"] == (len(lowering[0]) if lowering else None)
        assert not lowering or set(answer["smallest_withdrawal"]) in lowering
        gone = [("work", w) for w in answer["smallest_withdrawal"]]
        assert answer["lowered_to"] == (meaning.status(root, gone) if gone else None)
        if len(meaning.leaves(root)) <= 8:
            expected = witnesses_by_brute_force(meaning, root)
            shown = answer["smallest_witness"]
            assert (shown is None) == (not expected)
            if shown is not None:
                found = {("work", w) for w in shown["works"]} | {("bare", c) for c in shown["assertions"]}
                assert found in [set(each) for each in expected]
                assert len(found) == len(expected[0])


def test_the_integer_programs_agree_with_brute_force_by_themselves() -> None:
    random = Random(52)
    for _ in range(150):
        data = generated(random, opposed=False, claims=7, cyclic=True)
        meaning = Meaning(data)
        for root in meaning.claims[:3]:
            _compare(data, meaning, root)


def _compare(data: Dataset, meaning: Meaning, root: str) -> None:
    later = monotonic() + SOON
    asked = support(evidence(data), root, "supported")
    if asked is not None and len(asked.leaves) <= 8:
        size, found = integer.fewest_witness(
            asked.program, components(asked.program), 0, frozenset(range(len(asked.leaves))), later
        )
        assert enough(asked.program, found)
        assert size == len(found) == len(witnesses_by_brute_force(meaning, root)[0])
    wanted = question(meaning.status(root))
    asked = support(evidence(data), root, wanted) if wanted else None
    if asked is not None:
        size, found = integer.fewest_cut(asked.program, (), 0, frozenset(range(len(asked.leaves))), later)
        assert cuts(asked.program, found)
        assert size == len(found) == len(smallest_cut(asked.program, later).leaves)


def test_long_chains_and_ladders_need_no_solver() -> None:
    size = 3000
    chain = graph(*(claim(f"c{n}", f"c{n + 1}") for n in range(size)), claim(f"c{size}", cites=(1,)))
    assert fragility(chain, "c0", time_limit=0)["load_bearing"] == ["w1"]
    rungs = 300
    ladder = graph(
        claim("c0", "s0"),
        *(claim(f"c{n}", f"c{n - 1} s{n}") for n in range(1, rungs)),
        *(claim(f"s{n}", cites=(2 * n + 1, 2 * n + 2)) for n in range(rungs)),
        notes=2 * rungs,
    )
    answer = fragility(ladder, f"c{rungs - 1}", time_limit=0)
    assert answer["exact"]
    assert answer["resilience"] == 2
    assert len(answer["smallest_witness"]["works"]) == rungs


def test_smallest_witnesses_of_programs_are_found_whatever_the_bounds() -> None:
    random = Random(53)
    for _ in range(100):
        data = generated(random, opposed=False, claims=8)
        meaning = Meaning(data)
        for root in meaning.claims[:2]:
            asked = support(evidence(data), root, "supported")
            if asked is not None and len(asked.leaves) <= 8:
                found = smallest_witness(asked.program, monotonic() + SOON)
                assert found.exact
                assert len(found.leaves) == len(witnesses_by_brute_force(meaning, root)[0])
