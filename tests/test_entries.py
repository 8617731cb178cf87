"""``show`` and ``list``: every kind of thing in the shape of its contract, filtered and in full."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from datasets import datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plenty import plenty

from claimgraph.answers.list import listing, overview
from claimgraph.answers.show import show
from claimgraph.errors import UnknownName, UsageError
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import evidence
from claimgraph.evidence_graph.notes import works_of
from claimgraph.evidence_graph.restatements import pools
from claimgraph.loading import load
from claimgraph.model.entities import (
    Actor,
    Claim,
    Dataset,
    Endnote,
    Holder,
    Paper,
    Passage,
    Stance,
    Topic,
    Work,
)

_few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])

KEYS = {
    "claims": {"id", "text", "claim_kind", "holder", "status", "endnotes"},
    "arguments": {"id", "conclusion", "premises"},
    "attacks": {"from", "to", "type", "conclusion", "signal", "by", "confidence"},
    "limits": {"from", "to", "kind", "conclusion", "signal", "by", "confidence"},
    "notes": {"number", "form", "refers_to", "works", "locator", "accessed", "anomalies", "claims"},
    "works": {"id", "type", "title", "creators", "issuer", "date", "endnotes"},
    "actors": {"id", "name", "type", "aliases"},
    "stances": {"actor", "topic", "polarity", "claims", "endnotes"},
    "topics": {"id", "label"},
}
CLAIM_KEYS = {
    *("id", "kind", "text", "claim_kind", "holder", "holders", "status", "endnotes", "citations", "works"),
    *("passages", "supported_by", "supports", "attacked_by", "attacks", "about", "anomalies"),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return plenty(tmp_path_factory.mktemp("data"))


def _ids(data: Dataset, what: str, **filters: Any) -> list[Any]:
    rows: Any = listing(data, what, **filters)
    key = {"notes": "number", "stances": "topic", "attacks": "from", "limits": "to"}.get(what, "id")
    return [row[key] for row in rows]


@pytest.mark.parametrize("what", KEYS)
def test_a_list_has_a_row_for_everything_with_the_keys_of_the_contract(data: Dataset, what: str) -> None:
    rows: Any = listing(data, what)
    assert rows
    assert all(KEYS[what] <= row.keys() for row in rows)
    assert json.loads(json.dumps(rows)) == rows
    assert listing(evidence(data), what) == rows


def test_an_attack_or_limit_is_listed_with_the_claim_it_meets_and_how_it_is_known(tmp_path: Path) -> None:
    claims = """claims:
  a: {text: A, supported_by: [{id: by-b, premises: [b]}]}
  b: {text: B}
  c: {text: C}
attacks:
  - {from: c, to: by-b, by: us, confidence: low}
limits:
  - {from: c, to: by-b, kind: contrast, signal: but}
"""
    (tmp_path / "claims.yaml").write_text("actors: {ann: {name: Ann}}\n" + claims, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("paper: {id: p, authors: [ann]}\n", encoding="utf-8")
    data = load(tmp_path)
    how = {"signal": None, "by": "us", "confidence": "low"}
    ends = {"from": "c", "to": "by-b", "conclusion": "a"}
    assert listing(data, "attacks") == [{**ends, "type": "undercut", **how}]
    how = {"signal": "but", "by": None, "confidence": None}
    assert listing(data, "limits") == [{**ends, "kind": "contrast", **how}]


def test_what_cannot_be_listed_is_wrong_usage(data: Dataset) -> None:
    with pytest.raises(UsageError) as caught:
        listing(data, "claim")
    assert caught.value.hint == 'did you mean "claims"?'
    with pytest.raises(UsageError, match="topics have no kind"):
        listing(data, "topics", kind="thesis")


@pytest.mark.parametrize(
    ("what", "filters", "ids"),
    [
        ("claims", {"kind": "thesis"}, ["nato-safer-course"]),
        ("claims", {"kind": "Reported-Statement"}, ["china-daily-camouflage"]),
        ("claims", {"holder": "china-daily"}, ["china-daily-camouflage", "told"]),
        ("claims", {"holder": "CD"}, ["china-daily-camouflage", "told"]),
        ("claims", {"about": "japans-role"}, ["nato-safer-course"]),
        ("claims", {"about": "nato"}, ["nato-safer-course"]),
        ("claims", {"status": "asserted"}, ["europeans-key-traders", "told", "rival"]),
        ("claims", {"note": "[27]"}, ["europeans-less-suspect", "nato-again"]),
        ("claims", {"note": "27", "status": "documented", "kind": "claim"}, None),
        ("claims", {"section": "2.1"}, ["told"]),
        ("claims", {"section": "2"}, ["nato-safer-course", "told"]),
        ("arguments", {"holder": "china-daily"}, ["china-daily-camouflage/1"]),
        ("arguments", {"kind": "thesis"}, ["nato-safer-course/1", "nato-safer-course/2", "by-agendas"]),
        ("attacks", {}, ["rival", "china-daily-camouflage"]),
        ("attacks", {"holder": "china-daily"}, ["china-daily-camouflage"]),
        ("attacks", {"kind": "rebut"}, ["rival"]),
        ("attacks", {"note": 11, "kind": "undercut"}, ["china-daily-camouflage"]),
        ("limits", {"kind": "concession"}, ["agendas-overlap"]),
        ("limits", {"kind": "contrast"}, []),
        ("limits", {"holder": "china-daily"}, []),
        ("notes", {"kind": "op_cit"}, [8]),
        ("notes", {"holder": "china-daily"}, [11]),
        ("notes", {"note": "4"}, [4]),
        ("works", {"kind": "poll"}, ["pew-2014"]),
        ("works", {"note": "8"}, ["rasmussen-2014"]),
        ("works", {"holder": "china-daily"}, ["cd-2013"]),
        ("works", {"holder": "china-daily", "note": "27"}, []),
        ("actors", {"section": "2.1"}, ["china-daily"]),
        ("actors", {"kind": "state"}, ["china", "japan"]),
        ("topics", {"section": "2.3"}, ["proactive-contribution"]),
        ("stances", {"holder": "china"}, ["japans-role", "japans-role"]),
        (
            "stances",
            {"about": "japans-role"},
            ["proactive-contribution", "japans-role", "japans-role", "proactive-contribution"],
        ),
        ("stances", {"about": "nato"}, []),
        ("stances", {"kind": "opposes", "note": 11}, ["proactive-contribution"]),
        ("stances", {"status": "documented"}, ["proactive-contribution"]),
    ],
)
def test_filters_ask_for_claims_and_what_belongs_to_them(
    data: Dataset, what: str, filters: dict[str, Any], ids: list[Any] | None
) -> None:
    assert _ids(data, what, **filters) == (["europeans-less-suspect", "nato-again"] if ids is None else ids)


@pytest.mark.parametrize(
    ("filters", "candidate"),
    [
        ({"kind": "thesys"}, "thesis"),
        ({"status": "documentd"}, "documented"),
        ({"section": "9"}, "2"),
        ({"holder": "chinna daily-x"}, "china-daily"),
        ({"about": "zeppelin"}, None),
        ({"note": "99"}, None),
    ],
)
def test_an_unknown_filter_says_what_there_is(
    data: Dataset, filters: dict[str, str], candidate: str | None
) -> None:
    with pytest.raises(UnknownName) as caught:
        listing(data, "claims", **filters)
    assert candidate is None or candidate in caught.value.candidates


def test_a_claim_is_shown_with_all_that_its_restatements_have(data: Dataset) -> None:
    shown: Any = show(data, "claim", "nato-again")
    assert shown.keys() >= CLAIM_KEYS
    assert shown["id"] == "nato-safer-course"
    assert shown["kind"] == "claim"
    assert shown["claim_kind"] == "thesis"
    assert shown["endnotes"] == [27]
    assert shown["works"] == ["pew-2014"]
    assert shown["restatements"] == ["nato-again"]
    assert shown["supported_by"] == ["nato-safer-course/1", "nato-safer-course/2", "by-agendas"]
    assert shown["attacked_by"] == ["china-daily-camouflage", "rival"]
    assert shown["passages"][0]["sentences"] == "1"
    assert shown["citations"][0]["claim"] == "nato-again"


def test_a_list_shows_every_restatement_with_its_own_notes_and_the_common_status(data: Dataset) -> None:
    rows: Any = {row["id"]: row for row in listing(data, "claims")}
    assert rows["nato-safer-course"]["endnotes"] == []
    assert rows["nato-again"]["endnotes"] == [27]
    assert rows["nato-again"]["status"] == rows["nato-safer-course"]["status"] == "documented"
    assert rows["nato-again"]["restatement_of"] == "nato-safer-course"


def test_mentions_are_among_a_claims_notes_and_not_among_its_works(data: Dataset) -> None:
    shown: Any = show(data, "claim", "agendas-overlap")
    assert shown["endnotes"] == [11]
    assert shown["works"] == []
    assert shown["limited_by"] == [
        {"from": "rival", "to": "agendas-overlap", "kind": "concession", "signal": "that said"}
    ]


def test_holders_run_from_the_outermost_reporter_and_an_undercut_names_its_argument(data: Dataset) -> None:
    shown: Any = show(data, "claim", "china-daily-camouflage")
    assert shown["holder"] == "china-daily"
    assert shown["holders"] == ["wen", "china-daily"]
    assert shown["addressees"] == ["japan"]
    assert shown["attacks"] == ["by-agendas"]
    assert shown["supports"] == ["nato-track-record"]
    odd = shown["anomalies"][0]
    assert (odd["kind"], odd["printed"], odd["sure"]) == ("impossible date", "2104", "high")
    assert all(word in odd["detail"] for word in ("2104", "2014", "high", "the year has not come"))


def test_a_note_shows_the_works_it_resolves_to(data: Dataset) -> None:
    shown: Any = show(data, "note", 8)
    assert KEYS["notes"] <= shown.keys()
    assert (shown["kind"], shown["works"], shown["resolved_via"]) == ("note", ["rasmussen-2014"], 4)
    assert show(data, "note", "[27]")["anomalies"][0]["detail"]


def test_works_actors_topics_and_arguments_are_shown_as_listed_and_more(data: Dataset) -> None:
    work: Any = show(data, "work", "pew-2014")
    assert (work["kind"], work["date"], work["date_printed"]) == ("work", "2014-21", "Spring 2014")
    assert work["claims"] == ["europeans-less-suspect", "nato-again"]
    actor: Any = show(data, "actor", "japan")
    assert (actor["kind"], actor["members"]) == ("actor", ["wen"])
    topic: Any = show(data, "topic", "japans-role")
    assert (topic["kind"], topic["narrower"]) == ("topic", ["proactive-contribution"])
    argument: Any = show(data, "argument", "by-agendas")
    assert (argument["kind"], argument["supported"]) == ("argument", True)
    assert argument["undercut_by"] == ["china-daily-camouflage"]
    for what, entry in (("works", work), ("actors", actor), ("topics", topic), ("arguments", argument)):
        row = next(row for row in listing(data, what) if row["id"] == entry["id"])
        assert {key: entry[key] for key in row} == row


def test_showing_what_is_not_there_says_so(data: Dataset) -> None:
    with pytest.raises(UnknownName, match='no work is called "no-such-work"'):
        show(data, "work", "no-such-work")


def test_the_overview_ranks_theses_by_the_notes_below_them(data: Dataset) -> None:
    seen = overview(data)
    assert seen["counts"]["claims"] == 10
    assert [(thesis["id"], thesis["endnotes_below"]) for thesis in seen["theses"]] == [
        ("nato-safer-course", 4)
    ]
    assert sum(seen["statuses"].values()) == 9


def test_a_stance_is_on_the_actors_that_the_claims_which_show_it_are_about() -> None:
    actors = {name: Actor(id=name, name=name) for name in ("china", "japan")}
    shown = Claim(id="c", text="x", about=("china",))
    taken = (
        Stance(actor="japan", topic="rain", polarity="worried", claims=("c",)),
        Stance(actor="japan", topic="rain", polarity="neutral"),
    )
    topics = {"rain": Topic(id="rain", label="Rain")}
    data = Dataset(
        paper=Paper(id="p", authors=()), actors=actors, topics=topics, claims={"c": shown}, stances=taken
    )
    assert [row["polarity"] for row in listing(data, "stances", about="china")] == ["worried"]
    assert len(listing(data, "stances", about="rain")) == 2
    assert listing(data, "stances", about="japan") == []


def test_the_overview_names_the_author(data: Dataset) -> None:
    assert overview(data)["paper"]["by"] == ["The Author"]


def _sections(*labels: str) -> Dataset:
    claims = {
        f"c{place}": Claim(id=f"c{place}", text="x", passage=(Passage(paragraph=label),))
        for place, label in enumerate(labels)
    }
    return Dataset(paper=Paper(id="p", authors=()), claims=claims)


def test_a_paragraph_label_without_a_number_is_its_section() -> None:
    data = _sections("0", "0/1", "2.1/1")
    assert _ids(data, "claims", section="0") == ["c0", "c1"]


@pytest.mark.parametrize("section", ["", "9.9", "2.1/"])
def test_no_section_without_a_name_is_offered(section: str) -> None:
    with pytest.raises(UnknownName, match=f'no section is called "{section}"') as caught:
        listing(_sections("0", "/1", "2.1/1"), "claims", section=section)
    assert "" not in caught.value.candidates
    assert not (caught.value.hint or "").endswith(", ")


def test_an_unknown_section_of_an_empty_data_set_is_told_in_the_same_form() -> None:
    with pytest.raises(UnknownName, match='no section is called "1"') as caught:
        listing(_sections(), "claims", section="1")
    assert caught.value.candidates == []
    assert caught.value.hint


def test_an_empty_data_set_has_empty_lists() -> None:
    empty = Dataset(paper=Paper(id="p", authors=()))
    assert all(list(listing(empty, what)) == [] for what in KEYS)
    assert overview(empty)["theses"] == []


@st.composite
def _leaning(draw: st.DrawFn) -> Dataset:
    """Notes that lean on any note, rings and missing ones among them, with works of their own."""
    numbers = draw(st.lists(st.integers(1, 9), unique=True, max_size=6))
    notes = {
        number: Endnote(
            number=number,
            refers_to=draw(st.none() | st.integers(1, 9)),
            works=draw(st.lists(st.sampled_from("xyz"), max_size=2)),
        )
        for number in numbers
    }
    works = {name: Work(id=name, title=name) for name in "xyz"}
    return Dataset(paper=Paper(id="p", authors=()), works=works, endnotes=notes)


@given(_leaning())
def test_the_works_of_a_note_are_its_own_and_those_of_all_it_leans_on(data: Dataset) -> None:
    found = works_of(data)
    for number in data.endnotes:
        chain, link = [], number
        while link in data.endnotes and link not in chain:
            chain.append(link)
            link = data.endnotes[link].refers_to or 0
        if link == 0:  # neither a ring nor a missing note
            expected = [work for each in chain for work in data.endnotes[each].works]
            assert set(found.works[number]) == set(expected)
            assert found.resolved_via[number] == (chain[-1] if len(chain) > 1 else None)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8), st.sets(st.integers(0, 6)))
def test_the_thesis_among_restatements_stands_for_all_or_else_the_first(
    joined: list[tuple[int, int]], theses: set[int]
) -> None:
    claims = {
        f"c{n}": Claim(
            id=f"c{n}",
            kind="thesis" if n in theses else "fact",
            restates=tuple(f"c{b}" for a, b in joined if a == n),
        )
        for n in range(7)
    }
    found = pools(Dataset(paper=Paper(id="p", authors=()), claims=claims))
    for name in claims:
        same = {name}
        while (
            grown := {f"c{end}" for pair in joined for end in pair if {f"c{pair[0]}", f"c{pair[1]}"} & same}
            - same
        ):
            same |= grown
        first = min(same, key=lambda c: (int(c[1:]) not in theses, c))
        assert found.stands_for[name] == first
        assert found.members[first] == tuple(sorted(same))


@_few
@given(datasets())
def test_lists_and_entries_agree_on_any_data(data: Dataset) -> None:
    graph = evidence(data)
    status = statuses(graph)
    claims: Any = listing(graph, "claims")
    assert [row["id"] for row in claims] == list(data.claims)
    for row in claims:
        entry: Any = show(graph, "claim", row["id"])
        assert entry["status"] == row["status"] == status[entry["id"]]
        assert set(row["endnotes"]) <= set(entry["endnotes"])
    for what, kind in (
        ("works", "work"),
        ("actors", "actor"),
        ("topics", "topic"),
        ("arguments", "argument"),
    ):
        for row in listing(graph, what):
            entry = show(graph, kind, row["id"])
            assert {key: entry[key] for key in row} == row
    for row in listing(graph, "notes"):
        entry = show(graph, "note", row["number"])
        assert {key: entry[key] for key in row} == row
        assert row["claims"] == [r["id"] for r in claims if row["number"] in r["endnotes"]]
    for row in listing(graph, "works"):
        notes = [n["number"] for n in listing(graph, "notes") if row["id"] in n["works"]]
        assert row["endnotes"] == notes


def test_every_author_holds_what_is_the_authors_and_no_one_elses_claims() -> None:
    claims = (
        Claim(id="plain"),
        Claim(id="by-name", holder=Holder(who="second")),
        Claim(id="said", holder=Holder(who="press")),
    )
    data = Dataset(
        paper=Paper(id="p", authors=("first", "second")),
        actors={name: Actor(id=name, name=name) for name in ("first", "second", "press")},
        claims={each.id: each for each in claims},
    )
    for author in ("first", "second"):
        assert show(evidence(data), "actor", author)["claims"] == ["plain", "by-name"]
        assert _ids(data, "claims", holder=author) == ["plain", "by-name"]
    assert _ids(data, "claims", holder="press") == ["said"]
    assert _ids(data, "actors", status="asserted") == ["first", "second", "press"]
