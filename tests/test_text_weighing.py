"""The weighing of evidence in words: what falls, what holds, what would mend it."""

from __future__ import annotations

from typing import Any

import pytest
from plenty import plenty

from claimgraph.evidence_graph import evidence
from claimgraph.model import Argument, Citation, Claim, Dataset, Endnote, Paper, Work
from claimgraph.views import text as views
from claimgraph.views.text.terminal import Style
from claimgraph.weighing.acceptance import acceptability
from claimgraph.weighing.audit import gaps
from claimgraph.weighing.fragile import fragility
from claimgraph.weighing.ranking import ranking
from claimgraph.weighing.sharing import common
from claimgraph.weighing.withdrawal import withdraw

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
        "Without w: 4 claims lost, 0 claims weakened\n\ntop falls from documented to unsupp"
    )
    assert said.count("  Low\n") == 1
    assert "- lost, as above: low\n" in said
    assert "Beneath no thesis\n- free: lost\n" in said
    nothing = views.render_withdraw(withdraw(graph, [("claim", "free")]), WIDE, dataset=data)
    assert nothing == "Without free nothing is lost and nothing weakens.\n"
    ranked = views.render_ranking(ranking(graph), WIDE, dataset=data)
    assert ranked.startswith("w: 2 theses lost; 4 claims lost\n  The Work\n")
    assert views.render_ranking([], WIDE, dataset=data) == "No withdrawal loses or weakens anything.\n"
    fragile = views.render_fragility(fragility(graph, "top"), WIDE, dataset=data)
    assert "It falls with one work: nothing else is offered.\n- w The Work\n" in fragile
    assert fragile.endswith("Next: claimgraph withdraw w\n")
    firm = views.render_fragility(fragility(graph, "b"), WIDE, dataset=data)
    assert "No withdrawal of works lowers it: no work reaches it." in firm
    assert "- b (bare assertion)" in firm


def test_bounds_are_said_as_bounds() -> None:
    data = Dataset(paper=Paper(id="p", authors=()), claims={"a": Claim(id="a", text="A")})
    answer = fragility(evidence(data), "a")
    answer.update(
        {
            "exact": False,
            "resilience": 3,
            "smallest_withdrawal": ["x", "y", "z"],
            "resilience_bounds": {"least": 2, "most": 3},
            "witness_bounds": None,
            "single_issuer": "nato",
            "sources": ["x", "y"],
            "newspapers_only": True,
        }
    )
    said = views.render_fragility(answer, WIDE, dataset=data)
    assert "It takes 3 works withdrawn together" in said
    assert "proven only to be from 2 to 3; time ran out" in said
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
    assert "- [27]" in said
    assert views.render_gaps([], WIDE, dataset=data) == "No gaps.\n"


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
