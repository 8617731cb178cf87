"""How firm claims are, and where theses are weak: in every answer that has JSON, not in views alone."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from generated_graphs import dataset as generated
from oracle import Meaning
from test_tracing import PRESS, claim, graph

from claimgraph.answers.acceptability import acceptability
from claimgraph.answers.firmness import firm, firmness
from claimgraph.answers.report import report
from claimgraph.answers.show import show
from claimgraph.answers.weak_points import weak_points
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import Attack, Limit
from claimgraph.model.terms import GRADES


def drops(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    return {name for name in before if GRADES.index(after[name]) < GRADES.index(before[name])}


def test_fragile_is_what_the_loss_of_one_work_lowers_for_one_claim_and_for_all() -> None:
    random = Random(18)
    for _ in range(150):
        data = generated(random)
        found = evidence(data)
        whole = firmness(found)
        fragile: set[str] = set()
        for work in data.works:
            fragile |= drops(whole.status, statuses(found, without=(("work", work),)))
        assert whole.fragile == fragile
        labels = acceptability(found)
        for name in whole.status:
            alone = firm(found, name)
            assert alone["fragile"] == (name in fragile)
            assert name in labels[alone["label"]]
            assert alone["caveat"] == whole.caveats[name]
            assert len(alone["works_reaching"]) == whole.works[name]


def test_what_hangs_on_one_work_is_found_however_large_the_argument() -> None:
    """700 claims and 700 works: more pairs than one pass a work could afford."""
    found = graph(*(claim(f"c{n}", cites=(n,)) for n in range(1, 701)), notes=700)
    assert len(firmness(found).fragile) == 700


def test_a_caveat_says_what_to_know_beside_the_status() -> None:
    found = graph(
        claim("two", cites=(1, 2)),
        claim("one", cites=(1,)),
        claim("word"),
        claim("thin", "one two"),
        claim("hollow", "hollow"),
        claim("doubted", cites=(1, 2)),
        claim("doubter", holder=PRESS, cites=(1,)),
        notes=2,
        attacks=(Attack(from_="doubter", to="doubted"),),
    )
    caveats = {"two": None, "one": "one source", "word": "no source", "thin": "fragile", "hollow": None}
    caveats |= {"doubted": "contested", "doubter": "one source"}
    assert firmness(found).caveats == caveats
    for name, caveat in caveats.items():
        entry = show(found, "claim", name)
        assert entry["caveat"] == caveat
        assert entry["label"] == ("out" if name in ("doubted", "hollow") else "in")
    assert show(found, "claim", "two")["works_reaching"] == ["w1", "w2"]
    assert show(found, "claim", "thin")["fragile"] is True


def test_the_weak_points_of_a_thesis_are_in_the_report() -> None:
    found = graph(
        claim("thesis", "cited word", "said", kind="thesis"),
        claim("cited", cites=(1,)),
        claim("word"),
        claim("said", "word", holder=PRESS, cites=(2,)),
        claim("objection", holder=PRESS, cites=(2,)),
        claim("grant"),
        notes=2,
        attacks=(Attack(from_="objection", to="thesis/1"), Attack(from_="objection", to="said")),
        limits=(
            Limit(from_="grant", to="thesis", kind="concession"),
            Limit(from_="word", to="thesis", kind="contrast"),
        ),
    )
    (thesis,) = weak_points(found)
    assert (thesis["below"], thesis["bare"], thesis["status"]) == (3, 1, "documented")
    told = [(point["kind"], point["id"], point["on"], point["steps"]) for point in thesis["points"]]
    assert told == [
        ("objection", "objection", "thesis", 0),
        ("one work", "w2", "thesis", 1),
        ("no source", "word", "thesis", 1),
        ("limit", "grant", "thesis", 0),
    ]
    in_report = report(found)["theses"][0]
    assert in_report["weak_points"] == thesis["points"]
    assert in_report["caveat"] == firmness(found).caveats["thesis"]


def test_a_leaf_is_a_weak_point_where_its_loss_alone_lowers_the_status() -> None:
    random = Random(19)
    decisive = 0
    for _ in range(150):
        data = generated(random)
        found = evidence(data)
        meaning = Meaning(data)
        for weak in weak_points(found, meaning.claims):
            name = weak["claim"]
            lower = {
                leaf: GRADES.index(meaning.status(name, [leaf])) < GRADES.index(weak["status"])
                for leaf in [("work", work) for work in data.works]
                + [("claim", bare) for bare in meaning.claims if meaning.bare(bare)]
            }
            works = [point["id"] for point in weak["points"] if point["kind"] == "one work"]
            assert all(lower["work", work] for work in works)
            assert len(works) == min(3, sum(low for (kind, _), low in lower.items() if kind == "work"))
            for point in weak["points"]:
                if point["kind"] in ("needed", "no source"):
                    assert lower["claim", point["id"]] == (point["kind"] == "needed")
            decisive += len(works)
    assert decisive > 100
