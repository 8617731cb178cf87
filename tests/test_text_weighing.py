"""The weighing of evidence in words: what falls, what holds, what would mend it."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from lines import lines_of
from plenty import plenty

from claimgraph.answers.acceptability import acceptability
from claimgraph.answers.common import common
from claimgraph.answers.fragility import fragility
from claimgraph.answers.gaps.audit import gaps
from claimgraph.answers.ranking import ranking
from claimgraph.answers.withdraw import withdraw
from claimgraph.errors import UnknownName
from claimgraph.evidence_graph.graph import evidence
from claimgraph.loading import BUNDLED, load
from claimgraph.model.entities import Argument, Attack, Citation, Claim, Dataset, Endnote, Paper, Work
from claimgraph.views import text as views
from claimgraph.views.text.terminal import Style

WIDE = Style(80)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return plenty(tmp_path_factory.mktemp("data"))


def test_a_withdrawal_is_told_thesis_by_thesis_each_text_once() -> None:
    claims = [
        Claim(id="top", text="Top", kind="thesis", supported_by=(Argument(id="top/1", premises=("low",)),)),
        Claim(
            id="other", text="Other", kind="thesis", supported_by=(Argument(id="o", premises=("low", "b")),)
        ),
        Claim(id="low", text="Low", cites=(Citation(note=1),)),
        Claim(id="b", text="B"),
        Claim(id="free", text="Free", cites=(Citation(note=1),)),
    ]
    data = Dataset(
        paper=Paper(id="p", authors=()),
        works={"w": Work(id="w", title="The Work")},
        endnotes={1: Endnote(number=1, works=("w",))},
        claims={claim.id: claim for claim in claims},
    )
    graph = evidence(data)
    said = views.render_withdraw(withdraw(graph, [("work", "w")]), WIDE, dataset=data)
    assert said.startswith(
        "Without w: 4 claims lost, 0 claims weakened\n\ntop falls from documented to unsupported\n  Top\n- low"
    )
    assert said.count("  Low\n") == 1
    assert said.count("  Top\n") == 1
    assert "- lost, as above: low\n" in said
    assert "Beneath no thesis\n- free: lost\n" in said
    nothing = views.render_withdraw(withdraw(graph, [("claim", "free")]), WIDE, dataset=data)
    assert nothing == "Without free nothing is lost and nothing weakens.\n"
    none = views.render_withdraw(
        withdraw(graph, [("work", "w")], kind="fact"), WIDE, dataset=data, kind="fact"
    )
    assert none == "Without w no claim of kind fact is lost or weakens; others are not listed.\n"
    some = views.render_withdraw(
        withdraw(graph, [("work", "w")], kind="thesis"), WIDE, dataset=data, kind="thesis"
    )
    assert some.startswith("Without w: 2 claims lost, 0 claims weakened among those of kind thesis\n")
    ranked = views.render_ranking(ranking(graph), WIDE, dataset=data)
    assert ranked.startswith("w: 2 theses lost; 4 claims lost\n  The Work\n")
    assert views.render_ranking([], WIDE, dataset=data) == "No withdrawal loses or weakens anything.\n"
    fragile = views.render_fragility(fragility(graph, "top"), WIDE, dataset=data)
    assert "It falls with one work: nothing else is offered.\n- w The Work\n" in fragile
    assert fragile.endswith("Next: claimgraph withdraw w\n")
    firm = views.render_fragility(fragility(graph, "b"), WIDE, dataset=data)
    assert "No withdrawal of works lowers it: no work reaches it." in firm
    assert "- b (bare assertion)" in firm


def test_what_drops_does_not_fall_and_nothing_is_weaker_than_itself() -> None:
    data = Dataset(
        paper=Paper(id="p", authors=("me",)),
        works={"w": Work(id="w", title="W"), "v": Work(id="v", title="V")},
        endnotes={1: Endnote(number=1, works=("w",))},
        claims={
            c.id: c
            for c in (
                Claim(id="t", text="T", kind="thesis", supported_by=_by("t", "a", "b")),
                Claim(id="u", text="U", kind="thesis", supported_by=_by("u", "t")),
                Claim(id="a", text="A", cites=(Citation(note=1),)),
                Claim(id="b", text="B"),
            )
        },
    )
    graph = evidence(data)
    said = views.render_withdraw(withdraw(graph, [("work", "w")]), WIDE, dataset=data)
    assert "u drops from documented to asserted\n  U\n- a: lost\n  A\n- t drops from" in said
    assert said.count("  T\n") == 1
    assert "\n\nt drops from documented to asserted\n- lost, as above: a\n\nNext" in said
    fragile = views.render_fragility(fragility(graph, "t"), WIDE, dataset=data)
    assert "Without one work it drops to asserted, and no other reaches it:\n- w W\n" in fragile
    ranked = views.render_ranking(ranking(graph), WIDE, dataset=data)
    assert "\n1 other does no harm.\n" in ranked


def _by(name: str, *premises: str) -> tuple[Argument, ...]:
    return tuple(Argument(id=f"{name}/{n}", premises=(p,)) for n, p in enumerate(premises, 1))


def test_where_nothing_was_withdrawn_that_is_said(data: Dataset) -> None:
    graph = evidence(data)
    idle = next(
        name
        for name in data.actors
        if all(name != work.issuer and name not in work.creators for work in data.works.values())
    )
    said = views.render_withdraw(withdraw(graph, [("actor", idle)]), WIDE, dataset=data)
    assert said == f"Nothing was withdrawn: {idle} made or issued no work\n"
    said = views.render_withdraw(withdraw(graph, []), WIDE, dataset=data)
    assert said == "Nothing was withdrawn: no work, note, claim or argument is named\n"


def test_an_undercut_that_succeeds_is_told_with_what_carries_the_claim() -> None:
    data = Dataset(
        paper=Paper(id="p", authors=("me",)),
        claims={
            c.id: c
            for c in (
                Claim(id="a", text="A", supported_by=_by("a", "b", "c")),
                *(Claim(id=name, text=name.upper()) for name in "bcx"),
            )
        },
        attacks=(Attack(from_="x", to="a/1"),),
    )
    said = views.render_acceptability(acceptability(evidence(data), "a"), WIDE, dataset=data)
    assert "every attack" not in said
    assert "no rebuttal of it succeeds, and though its argument a/1 is undercut" in said
    assert "another argument carries it: a/2" in " ".join(said.split())
    assert "- x undercuts a/1, and is itself in\n" in said
    assert "- without c it would be out\n" in said


def test_claims_that_must_fall_together_are_said_to() -> None:
    answer: Any = {"in": ["a"], "out": [], "undecided": []}
    changes = [{"without": ["x", "y"], "label": "out"}]
    answer["why"] = {
        "claim": "a",
        "label": "in",
        "reason": "unattacked",
        "opponents": [],
        "carried_by": [],
        "changes": changes,
        "limited_by": [],
    }
    assert "- without all of x, y it would be out\n" in views.render_acceptability(answer, WIDE)


def test_bounds_are_said_as_bounds() -> None:
    data = Dataset(paper=Paper(id="p", authors=()), claims={"a": Claim(id="a", text="A")})
    answer = fragility(evidence(data), "a")
    answer.update(
        {
            "exact": False,
            "resilience": 3,
            "smallest_withdrawal": ["x", "y", "z"],
            "lowered_to": "asserted",
            "resilience_bounds": {"least": 2, "most": 3},
            "witness_bounds": {"least": 1, "most": 2},
            "single_issuer": "nato",
            "sources": ["x", "y"],
            "newspapers_only": True,
        }
    )
    said = views.render_fragility(answer, WIDE, dataset=data)
    assert "It takes at least 2, at most 3 works withdrawn together to lower its status;" in said
    assert "without these 3 it drops to asserted:" in " ".join(said.split())
    assert "Enough to support it, the fewest found (at least 1, at most 2 are needed):" in said
    assert "! all its works are issued by nato" in said
    assert "! newspapers only" in said


def test_acceptability_says_what_decides_and_what_would_change_it(data: Dataset) -> None:
    graph = evidence(data)
    said = views.render_acceptability(acceptability(graph, "nato-safer-course"), WIDE, dataset=data)
    assert said.startswith("nato-safer-course: out\n")
    assert "It does not hold: an objection stands, and nobody answers it." in said
    assert "- rival rebuts nato-safer-course, and is itself in\n  Nothing reassures Beijing\n" in said
    assert "- without rival it would be in\n" in said
    every = views.render_acceptability(acceptability(graph), WIDE, dataset=data)
    assert every.startswith("out: 1\n- nato-safer-course\n  Working with NATO")
    bare = views.render_acceptability({"in": ["a", "b"], "out": [], "undecided": ["c"]}, WIDE)
    assert bare == "out: 0\nundecided: 1\n- c\nin: 2\n  a, b\n"


def test_what_two_claims_share_is_told_or_that_they_stand_apart(data: Dataset) -> None:
    graph = evidence(data)
    said = views.render_common(common(graph, "europeans-less-suspect", "nato-again"), WIDE, dataset=data)
    assert said.startswith("europeans-less-suspect and nato-safer-course rest together on 1 claim, 2\n")
    assert "- pew-2014 Global Attitudes\n" in said
    apart = views.render_common(common(graph, "rival", "told"), WIDE, dataset=data)
    assert apart.startswith("rival and told stand independently: they share neither a claim nor a work.\n")


def test_gaps_are_told_by_kind_with_what_would_mend_them(data: Dataset) -> None:
    found = gaps(evidence(data))
    said = views.render_gaps(found, WIDE, dataset=data)
    assert said.startswith(f"{len(found)} gaps: ")
    for gap in found:
        assert f"\n{gap['kind']} (" in said
        assert gap["mend"] in " ".join(said.split())
    severities = [
        line.rpartition(", ")[2] for line in lines_of(said) if line.endswith(("high)", "medium)", "low)"))
    ]
    assert severities == sorted(severities, key=["high)", "medium)", "low)"].index)
    assert not any(f"to mend: {word}" in said for word in ("probably", "perhaps", "meant"))
    assert "- [27]" in said
    assert views.render_gaps([], WIDE, dataset=data) == "No gaps.\n"


def test_many_gaps_of_low_severity_are_counted_and_listed_where_they_are_asked_for() -> None:
    data = load(BUNDLED)
    graph = evidence(data)
    found = gaps(graph)
    kinds = [gap["kind"] for gap in found if gap["severity"] == "low"]
    many = next(kind for kind in kinds if kinds.count(kind) > 20)
    asked = gaps(graph, kinds=[many.upper()])
    assert {gap["kind"] for gap in asked} == {many}
    rare = gaps(graph, kinds=[many], severities=["high"])
    assert rare == [gap for gap in asked if gap["severity"] == "high"]
    said = views.render_gaps(found, WIDE, dataset=data)
    listed = views.render_gaps(asked, WIDE, dataset=data, kinds=[many])
    assert f"to list them: claimgraph gaps --kind {shlex.quote(many)}\n" in said
    assert listed.count("\n- ") == len(asked)
    assert all(f"\n- {gap['id']} " in said for gap in found if gap["severity"] == "high" and gap["place"])
    with pytest.raises(UnknownName, match="no severity"):
        gaps(graph, severities=["grave"])


def test_lines_that_name_no_work_are_said() -> None:
    answer: Any = {
        "works": ["w"],
        "matched": [{"line": 1, "text": "W", "works": ["w"], "by": "title"}],
        "unmatched": [{"line": 2, "text": "=X\x1b", "why": None}],
        "unmatched_lines": [(2, 41)],
    }
    said = views.render_retractions(answer, WIDE)
    assert said.startswith("line 1, by title: w\n1 line matched, 40 lines matched nothing\n")
    assert "- line 2: =X\\x1b\n- ... and 20 more\n" in said
