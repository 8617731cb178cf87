"""Text for people: the answer first, ids whole, lines that fit, nothing that acts on a terminal."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from datasets import datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lines import lines_of
from plenty import plenty

from claimgraph.answers.attacks import attacks
from claimgraph.answers.list import listing, overview
from claimgraph.answers.path import path
from claimgraph.answers.show import show
from claimgraph.answers.stances import stances
from claimgraph.answers.supports import supports
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import (
    Actor,
    Argument,
    Citation,
    Claim,
    Dataset,
    Endnote,
    Holder,
    Paper,
    Stance,
    Topic,
    Work,
)
from claimgraph.naming.searching import search
from claimgraph.views import text as views
from claimgraph.views.text.terminal import Style, columns

WIDE = Style(80)
LISTS = ("claims", "works", "notes", "actors", "arguments", "stances", "topics")
_few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return plenty(tmp_path_factory.mktemp("data"))


def _supports(data: Dataset, claim: str, style: Style = WIDE, **options: Any) -> str:
    return views.render_supports(supports(evidence(data), claim), style, dataset=data, **options)


def _everything(data: Dataset, style: Style) -> list[str]:
    """What every command would print of ``data``."""
    graph = evidence(data)
    said = [views.render_overview(overview(graph), style)]
    for claim in data.claims:
        said.append(views.render_supports(supports(graph, claim), style, dataset=data))
        said.append(views.render_attacks(attacks(graph, claim), style, dataset=data))
    tables = {
        "claim": data.claims,
        "note": data.endnotes,
        "work": data.works,
        "actor": data.actors,
        "topic": data.topics,
        "argument": graph.conclusion_of,
    }
    for kind, table in tables.items():
        for id_ in table:
            said.append(views.render_show(show(graph, kind, id_), style, dataset=data))
    for what in LISTS:
        said.append(views.render_list(listing(graph, what), style, what=what, dataset=data))
    said.append(views.render_stances(stances(data), style, dataset=data))
    for id_ in list(data.works)[:2]:
        for claim in list(data.claims)[:2]:
            found = path(graph, ("work", id_), ("claim", claim))
            said.append(views.render_path(found, style, dataset=data))
            said.append(views.render_search(search(data, id_), style, dataset=data))
    return said


def test_the_answer_comes_first(data: Dataset) -> None:
    lines = lines_of(_supports(data, "nato-again"))
    assert lines[0] == "nato-safer-course: documented"
    assert lines[1].startswith("  Working with NATO")
    assert lines[-1] == "Next: claimgraph attacks nato-safer-course"


def test_joint_premises_are_marked_and_convergent_arguments_are_told_apart(data: Dataset) -> None:
    said = _supports(data, "nato-safer-course")
    assert "because, all together (nato-safer-course/1):\n& europeans-less-suspect: documented" in said
    assert "& europeans-key-traders: asserted, bare assertion" in said
    assert "or because (nato-safer-course/2):\n- agendas-avoid-sensitive-items: documented" in said
    assert "(by-agendas; example; “in addition”; ours" in said


def test_notes_carry_works_pages_and_what_is_doubtful(data: Dataset) -> None:
    said = _supports(data, "nato-safer-course", Style(200))
    assert "[27] Global Attitudes, 2014-21, pp. 4-5 (pew-2014)\n" in said
    assert (
        "[8] NATO and Japan: partners, 2014-05-06, p. 3 (rasmussen-2014) (op. cit., through [4]; note" in said
    )
    assert "! weak fit: only the first half" in said
    assert "! mentioned, not evidence: critiques" in said


def test_a_work_is_told_in_full_once_and_by_its_id_from_then_on(data: Dataset) -> None:
    said = _supports(data, "nato-safer-course", Style(200))
    assert said.count("Global Attitudes") == 1
    assert "[27] pew-2014, pp. 4-5\n" in said


def test_who_holds_a_claim_is_said_unless_it_is_the_author(data: Dataset) -> None:
    said = _supports(data, "nato-safer-course", Style(200))
    assert "According to China Daily, as reported by Wen: The slogan hides" in said
    assert "because, according to China Daily (china-daily-camouflage/1):" in said
    assert "ccording to The Author" not in said
    said = _supports(data, "china-daily-camouflage", Style(200))
    assert lines_of(said)[1] == "  According to China Daily, as reported by Wen: " + (
        "The slogan hides a drive to become a military power"
    )
    assert "According to china-daily: It says so" in views.render_supports(
        supports(evidence(data), "told"), WIDE
    )


def test_shared_premises_are_shown_once_and_circles_are_named(data: Dataset) -> None:
    said = _supports(data, "nato-safer-course", Style(200))
    assert said.count("What both sides want to do overlaps widely") == 1
    assert "& agendas-overlap: documented, see above" in said
    assert "- agendas-overlap: documented, a circle: it is being argued for here" in said


def test_depth_cuts_what_is_shown_and_not_what_is_counted(data: Dataset) -> None:
    direct = _supports(data, "nato-safer-course", depth=1)
    assert "agendas-avoid-sensitive-items: documented" in direct
    assert "... 1 argument not shown" in direct
    assert "told: asserted" not in direct
    none = _supports(data, "nato-safer-course", depth=0)
    assert "... 3 arguments not shown" in none
    whole = _supports(data, "nato-safer-course")
    assert whole[whole.index("In all:") :] == direct[direct.index("In all:") :]
    assert whole[whole.index("In all:") :] == none[none.index("In all:") :]


def test_a_premise_cut_off_once_is_shown_where_there_is_room(data: Dataset) -> None:
    paper = Paper(id="p", authors=())
    claims = {
        "top": Claim(
            id="top",
            supported_by=(
                Argument(id="top/1", premises=("middle",)),
                Argument(id="top/2", premises=("shared",)),
            ),
        ),
        "middle": Claim(id="middle", supported_by=(Argument(id="middle/1", premises=("shared",)),)),
        "shared": Claim(id="shared", supported_by=(Argument(id="shared/1", premises=("leaf",)),)),
        "leaf": Claim(id="leaf", text="The leaf"),
    }
    said = _supports(Dataset(paper=paper, claims=claims), "top", depth=2)
    assert "The leaf" in said


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("nato-safer-course", "It stands even without any bare assertion."),
        ("rival", "It is a bare assertion: nothing is offered for it."),
        ("told", "A claim of China Daily: what is weighed is that it was said."),
    ],
)
def test_the_status_is_said_in_a_sentence(data: Dataset, claim: str, sentence: str) -> None:
    assert sentence in _supports(data, claim, Style(200))


def test_partly_documented_asserted_and_circular_claims_say_why() -> None:
    paper = Paper(id="p", authors=())
    both = Argument(id="x/1", premises=("bare", "cited"))
    claims = [
        Claim(id="bare"),
        Claim(id="cited", cites=(Citation(note=1),)),
        Claim(id="x", supported_by=(both,)),
        Claim(id="y", supported_by=(Argument(id="y/1", premises=("bare",)),)),
        Claim(id="z", supported_by=(Argument(id="z/1", premises=("z",)),)),
    ]
    data = Dataset(
        paper=paper,
        works={"w": {"id": "w", "title": "W"}},  # type: ignore[dict-item]
        endnotes={1: Endnote(number=1, works=("w",))},
        claims={claim.id: claim for claim in claims},
    )
    assert "Works reach it, but not without bare assertions." in _supports(data, "x")
    assert "It rests on bare assertions; no work reaches it." in _supports(data, "y")
    assert "its reasons only run in circles" in _supports(data, "z")
    without = supports(evidence(data), "cited", without=[("work", "w")])
    said = views.render_supports(without, WIDE)
    assert "As if these were not there: w" in said
    assert "[1] withdrawn\n" in said
    assert "no work" not in said
    assert _supports(data, "z").endswith("Next: claimgraph show z\n")
    said = views.render_show(show(data, "claim", "z"), WIDE, dataset=data)
    assert said.endswith("Next: claimgraph gaps z\n")


def test_a_claim_that_is_withdrawn_itself_is_said_to_be() -> None:
    data = Dataset(paper=Paper(id="p", authors=()), claims={"a": Claim(id="a", text="A")})
    said = views.render_supports(supports(evidence(data), "a", without=[("claim", "a")]), WIDE)
    assert said.startswith("a: withdrawn\n")
    assert "It is withdrawn itself." in said
    assert "unsupported" not in said


def test_a_chain_of_ten_thousand_claims_is_shown_without_running_out_of_stack_or_room() -> None:
    claims = {
        f"c{n}": Claim(
            id=f"c{n}",
            text="Text of it",
            supported_by=(Argument(id=f"c{n}/1", premises=(f"c{n + 1}",)),) if n < 10_000 else (),
        )
        for n in range(10_001)
    }
    said = _supports(Dataset(paper=Paper(id="p", authors=()), claims=claims), "c0", Style(40))
    assert re.search(r"^ +\(10000\) - c10000:", said, re.MULTILINE)
    assert max(map(len, lines_of(said))) <= 40


def test_minimal_witnesses_are_listed() -> None:
    data = Dataset(paper=Paper(id="p", authors=()), claims={"a": Claim(id="a", text="A")})
    answer = supports(evidence(data), "a")
    answer["witnesses"] = [{"works": ["w"], "assertions": ["a"]}, {"works": [], "assertions": []}]
    answer["witnesses_truncated"] = True
    said = views.render_supports(answer, WIDE)
    assert "(2 ways; there are more): 1. w, a 2. nothing at all " in " ".join(said.split())


def test_attacks_say_what_is_rebutted_and_what_is_undercut(data: Dataset) -> None:
    graph = evidence(data)
    said = views.render_attacks(attacks(graph, "nato-safer-course"), WIDE, dataset=data)
    assert "2 attacks on it, 0 attacks by it" in said
    assert "- rival rebuts it" in said
    assert "- china-daily-camouflage undercuts by-agendas" in said
    other = views.render_attacks(attacks(graph, "china-daily-camouflage"), WIDE, dataset=data)
    assert "- by-agendas (undercuts), an argument for nato-safer-course" in other


def test_a_path_is_told_step_by_step_and_its_absence_in_a_sentence(data: Dataset) -> None:
    graph = evidence(data)
    found = path(graph, ("work", "cd-2013"), ("claim", "nato-safer-course"))
    said = views.render_path(found, WIDE, dataset=data)
    assert "cd-2013 bears on nato-safer-course" in said
    assert "> [11]" in said
    assert "> by-agendas also needs europeans-less-suspect, agendas-overlap" in said
    none = path(graph, ("claim", "nato-safer-course"), ("claim", "told"))
    said = views.render_path(none, WIDE, dataset=data)
    assert said.startswith("nato-safer-course does not bear on told.\n")
    assert said.endswith("Next: claimgraph show told\n")
    against = path(graph, ("claim", "rival"), ("claim", "nato-safer-course"), against=True)
    said = views.render_path(against, WIDE, dataset=data)
    assert said.endswith("Next: claimgraph attacks nato-safer-course\n")
    none = path(graph, ("work", "cd-2013"), ("claim", "told"), against=True)
    assert views.render_path(none, WIDE, dataset=data).endswith("Next: claimgraph attacks told\n")


def test_everything_is_shown_with_what_to_ask_next(data: Dataset) -> None:
    for kind, id_ in (
        ("claim", "told"),
        ("note", 8),
        ("work", "cd-2013"),
        ("actor", "wen"),
        ("topic", "japans-role"),
    ):
        said = views.render_show(show(data, kind, id_), WIDE, dataset=data)
        assert lines_of(said)[-1].startswith("Next: claimgraph ")
    assert "office: premier of china (2003 to 2013)" in views.render_show(
        show(data, "actor", "wen"), WIDE, dataset=data
    )
    assert "date as printed: Spring 2014" in views.render_show(
        show(data, "work", "pew-2014"), WIDE, dataset=data
    )
    assert "printed “2104”, meant “2014”" in views.render_show(
        show(data, "claim", "china-daily-camouflage"), WIDE, dataset=data
    )


def test_lists_put_the_id_first_and_count_at_the_end(data: Dataset) -> None:
    said = lines_of(views.render_list(listing(data, "claims"), WIDE, what="claims"))
    assert said[0] == "nato-safer-course: thesis, documented"
    assert said[-1] == "10 claims."
    assert views.render_list([], WIDE, what="works") == "No works.\n"


def test_stances_are_told_topic_by_topic(data: Dataset) -> None:
    said = views.render_stances(stances(data), WIDE, dataset=data)
    assert (
        "proactive-contribution: Proactive contribution to peace\n  supports\n"
        "  - Japan; ! only the author's word\n  opposes\n" in said
    )
    assert views.render_stances([], WIDE, dataset=data) == "Nobody takes a side here.\n"


def test_stances_that_have_no_date_are_said_to_be_kept_at_any() -> None:
    topics = {"rain": Topic(id="rain", label="Rain")}
    actors = {name: Actor(id=name, name=name.title()) for name in ("ann", "bo")}
    taken = tuple(Stance(actor=name, topic="rain", polarity="supports") for name in actors)
    data = Dataset(paper=Paper(id="p", authors=()), topics=topics, actors=actors, stances=taken)
    said = views.render_stances(stances(data, as_of="2001"), WIDE, dataset=data, as_of="2001")
    assert "2 stances are undated, and kept whatever the date." in said
    assert "undated" not in views.render_stances(stances(data), WIDE, dataset=data)


def test_what_to_ask_next_of_stances_is_not_the_same_again(data: Dataset) -> None:
    said = views.render_stances(stances(data, on="japans-role"), WIDE, dataset=data)
    assert said.endswith("Next: claimgraph show proactive-contribution\n")
    said = views.render_stances(stances(data, on="proactive-contribution"), WIDE, dataset=data)
    assert said.endswith("Next: claimgraph supports china-daily-camouflage\n")
    said = views.render_stances(stances(data, of="nato"), WIDE, dataset=data)
    assert "Next" not in said


def test_no_stances_says_where_those_of_members_are(data: Dataset) -> None:
    assert "claimgraph stances --of ACTOR" in views.render_list([], WIDE, what="stances")


def test_restatements_are_counted_apart_from_statuses(data: Dataset) -> None:
    said = views.render_overview(overview(data), WIDE)
    assert "by The Author, 2015-01-28" in said
    assert "10 claims (1 restates another), " in said
    assert "Of the other 9 claims: " in said


def test_people_are_called_by_their_names_in_lists(data: Dataset) -> None:
    said = views.render_list(listing(data, "claims"), WIDE, what="claims", dataset=data)
    assert "told: claim of China Daily, asserted\n" in said
    said = views.render_list(listing(data, "works"), WIDE, what="works", dataset=data)
    assert "  editorial; China Daily; 2013-12-20\n" in said
    said = views.render_search(search(data, "hides drive"), WIDE, dataset=data)
    assert (
        "china-daily-camouflage (claim)\n  According to China Daily, as reported by Wen: The slogan hides"
        in said
    )


def test_who_made_and_issued_a_work_is_named_once() -> None:
    row = {"id": "w", "type": "book", "title": "W", "creators": ["Damm Verlag"], "issuer": "Damm Verlag"}
    said = views.render_list([{**row, "date": None, "endnotes": []}], WIDE, what="works")
    assert said.startswith("w: W\n  book; Damm Verlag\n")


def test_findings_come_at_their_place_and_are_counted() -> None:
    finding = {"file": "d/claims.yaml", "line": 3, "column": 9, "severity": "error", "code": "x"}
    answer = [
        {**finding, "message": "premise \x1b[31m is not a claim", "hint": 'did you mean\n"b"?'},
        {**finding, "severity": "warning", "message": "m", "hint": None},
    ]
    said = views.render_check(answer, WIDE, place="d")
    assert said.startswith("d/claims.yaml:3:9: error: premise \\x1b[31m is not a claim\n    did you mean\n")
    assert said.endswith("d: 1 error, 1 warning\n")
    assert "in order, 0 errors, 0 warnings" in views.render_check([], WIDE, place="d")


def test_colour_is_only_there_when_wanted_and_changes_no_text(data: Dataset) -> None:
    for plain, coloured in zip(
        _everything(data, Style(60)), _everything(data, Style(60, colour=True)), strict=True
    ):
        assert "\x1b" not in plain
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize("width", [20, 40, 79, 200])
def test_lines_fit_unless_one_id_alone_is_wider(data: Dataset, width: int) -> None:
    for said in _everything(data, Style(width)):
        for row in lines_of(said):
            alone = re.sub(r"^[ &>-]*(\(\d+\) )?[&-]? ?", "", row)
            assert columns(row) <= width or " " not in alone or alone.startswith("claimgraph ")


def test_ids_are_never_cut(data: Dataset) -> None:
    for said in _everything(data, Style(20)):
        joined = " ".join(said.split())
        assert not re.search(r"(nato-safer|agendas-avoid|china-daily-camou)(?![\w-])", joined)


@_few
@given(datasets(), st.integers(20, 120))
def test_nothing_in_any_data_acts_on_a_terminal_or_hides(data: Dataset, width: int) -> None:
    ids = [*data.claims, *data.works, *data.actors, *data.topics]
    for said in _everything(data, Style(width)):
        assert said.endswith("\n")
        assert "\n\n\n" not in said
        for letter in said:
            assert letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp")
            assert letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
    listed_ = "".join(views.render_list(listing(data, w), Style(width), what=w) for w in LISTS)
    assert all(id_ in listed_ for id_ in ids)


def test_a_text_view_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'render_nothing'"):
        views.render_nothing  # noqa: B018


def test_every_view_that_is_promised_is_there() -> None:
    assert all(callable(getattr(views, name)) for name in views._HOMES)


def test_holders_through_whom_a_root_is_known_are_named() -> None:
    held = Claim(id="a", text="A", holder=Holder(who="x", via=("y",)))
    data = Dataset(paper=Paper(id="p", authors=("ann",)), claims={"a": held})
    assert "According to x, as reported by y: A\n" in _supports(data, "a")


def test_a_note_says_of_which_claims_it_fits_weakly() -> None:
    cites = {"good": (None,), "weak": ("weak",), "both": ("weak", None), "none": ("none",)}
    data = Dataset(
        paper=Paper(id="p", authors=("a",)),
        works={"w": Work(id="w", title="W")},
        endnotes={1: Endnote(number=1, works=("w",))},
        claims={
            name: Claim(id=name, text=name.title(), cites=tuple(Citation(note=1, fit=fit) for fit in fits))
            for name, fits in cites.items()
        },
    )
    said = views.render_show(show(evidence(data), "note", "1"), WIDE, dataset=data)
    assert "- weak (fits weakly)\n" in said
    assert "- none (does not fit)\n" in said
    assert "- good\n" in said
    assert "- both\n" in said
