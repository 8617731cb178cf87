"""Text for people: the answer first, ids whole, lines that fit, nothing that acts on a terminal."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from datasets import datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich import rich

from claimgraph.entries import listing, overview, show
from claimgraph.evidence_graph import evidence
from claimgraph.model import Argument, Citation, Claim, Dataset, Endnote, Holder, Paper, Work
from claimgraph.opposition import attacks
from claimgraph.paths import path
from claimgraph.searching import search
from claimgraph.sides import stances
from claimgraph.tracing import supports
from claimgraph.views import text as views
from claimgraph.views.text.terminal import Style, Word, clean, columns, flow, line, listed, words_of
from claimgraph.weighing.acceptance import acceptability
from claimgraph.weighing.audit import gaps
from claimgraph.weighing.fragile import fragility
from claimgraph.weighing.ranking import ranking
from claimgraph.weighing.sharing import common
from claimgraph.weighing.withdrawal import withdraw

WIDE = Style(80)
LISTS = ("claims", "works", "notes", "actors", "arguments", "stances", "topics")
_few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return rich(tmp_path_factory.mktemp("data"))


def _supports(data: Dataset, claim: str, style: Style = WIDE, **options: Any) -> str:
    return views.render_supports(supports(evidence(data), claim), style, **options)


def _everything(data: Dataset, style: Style) -> list[str]:
    """What every command would print of ``data``."""
    graph = evidence(data)
    said = [views.render_overview(overview(graph), style)]
    for claim in data.claims:
        said.append(views.render_supports(supports(graph, claim), style))
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
        said.append(views.render_list(listing(graph, what), style, what=what))
    said.append(views.render_stances(stances(data), style, dataset=data))
    for id_ in list(data.works)[:2]:
        for claim in list(data.claims)[:2]:
            found = path(graph, ("work", id_), ("claim", claim))
            said.append(views.render_path(found, style, dataset=data))
            said.append(views.render_search(search(data, id_), style))
    return said


def test_the_answer_comes_first(data: Dataset) -> None:
    lines = _supports(data, "nato-again").splitlines()
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
    assert "china-daily says (reported by wen): The slogan hides" in said
    assert "china-daily says because (china-daily-camouflage/1):" in said
    assert "author says" not in said


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
        ("told", "A claim of china-daily: what is weighed is that they said it."),
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
    assert "As if these were not there: w" in views.render_supports(without, WIDE)


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
    assert max(map(len, said.splitlines())) <= 40


def test_minimal_witnesses_are_listed() -> None:
    data = Dataset(paper=Paper(id="p", authors=()), claims={"a": Claim(id="a", text="A")})
    answer = supports(evidence(data), "a")
    answer["witnesses"] = [{"works": ["w"], "assertions": ["a"]}, {"works": [], "assertions": []}]
    answer["witnesses_truncated"] = True
    said = views.render_supports(answer, WIDE)
    assert "2 ways (there are more):\n  1. w, a\n  2. nothing at all\n" in said


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


def test_everything_is_shown_with_what_to_ask_next(data: Dataset) -> None:
    for kind, id_ in (
        ("claim", "told"),
        ("note", 8),
        ("work", "cd-2013"),
        ("actor", "wen"),
        ("topic", "japans-role"),
    ):
        said = views.render_show(show(data, kind, id_), WIDE, dataset=data)
        assert said.splitlines()[-1].startswith("Next: claimgraph ")
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
    said = views.render_list(listing(data, "claims"), WIDE, what="claims").splitlines()
    assert said[0] == "nato-safer-course: documented, thesis"
    assert said[-1] == "10 claims."
    assert views.render_list([], WIDE, what="works") == "No works.\n"


def test_stances_are_told_topic_by_topic(data: Dataset) -> None:
    said = views.render_stances(stances(data), WIDE, dataset=data)
    assert (
        "proactive-contribution: Proactive contribution to peace\n  supports\n  - japan\n  opposes\n" in said
    )
    assert views.render_stances([], WIDE, dataset=data) == "Nobody takes a side here.\n"


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
        for row in said.splitlines():
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


@given(st.text(max_size=60))
def test_clean_text_is_left_alone_and_what_is_cleaned_is_clean(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert shown.count("\n") == text.count("\n")
    if text.isascii() and all(letter == "\n" or letter.isprintable() for letter in text):
        assert shown == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\tb", "a b"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("a\u200bb", "a\\u200bb"),
        ("a\u200db", "a\\u200db"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("a\u2028b", "a\\u2028b"),
        ("soft\u00adhyphen", "soft\\xadhyphen"),
        ("中国", "中国"),
    ],
)
def test_what_would_act_or_hide_is_written_out(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.lists(st.text("ab-中é", min_size=1, max_size=12), max_size=12), st.integers(4, 40))
def test_a_flow_keeps_all_words_whole_and_fits(texts: list[str], width: int) -> None:
    said = flow([Word(text) for text in texts], Style(width), "* ", "  ")
    assert said.split()[1:] == texts
    for row in said.splitlines():
        assert columns(row) <= width or len(row.split()) <= 2


@given(st.text("abc 中国日本", max_size=60), st.integers(4, 30))
def test_text_without_spaces_is_broken_between_wide_letters(text: str, width: int) -> None:
    said = flow(words_of(text), Style(width))
    assert "".join(said.split()) == "".join(text.split())
    assert all(columns(row) <= width or row.isascii() for row in said.splitlines())


def test_commas_and_colons_never_begin_a_line() -> None:
    for width in range(4, 40):
        said = flow([*listed(["aaaa", "bbbb", "cccc"]), Word(":", tied=True)], Style(width))
        assert not any(row.lstrip().startswith((",", ":")) for row in said.splitlines())


def test_a_line_is_one_line() -> None:
    assert line(" a\n b\r\tc ") == "a b\\r c"


def test_a_text_view_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        views.render_nothing  # noqa: B018


def test_every_view_that_is_promised_is_there() -> None:
    assert all(callable(getattr(views, name)) for name in views._HOMES)


def test_holders_through_whom_a_root_is_known_are_named() -> None:
    held = Claim(id="a", text="A", holder=Holder(who="x", via=("y",)))
    data = Dataset(paper=Paper(id="p", authors=("ann",)), claims={"a": held})
    assert "A claim of x (as reported by y): what is weighed" in _supports(data, "a")


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
    assert said.startswith("europeans-less-suspect and nato-safer-course rest together on 1 claim, 2 endn")
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
