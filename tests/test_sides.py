"""Stances: who is for and against what, groups resolved to members, at a date."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.answers.dividing import changes, divisions
from claimgraph.answers.stances import stances
from claimgraph.errors import UnknownName, UsageError
from claimgraph.model.dates import bounds, is_edtf
from claimgraph.model.entities import (
    Actor,
    Citation,
    Claim,
    Dataset,
    Date,
    Endnote,
    Holder,
    Membership,
    Modality,
    Office,
    Paper,
    Stance,
    Topic,
)


def _date(text: str | None) -> Date | None:
    return None if text is None else Date(is_=text)


def _data(*taken: tuple[str, str, str, str | None]) -> Dataset:
    actors = (
        Actor(id="europeans", name="Europeans", members=(Membership(who="france"),)),
        Actor(id="france", name="France"),
        Actor(
            id="britain",
            name="Britain",
            member_of=(Membership(who="europeans", from_=Date(is_="1973"), to=Date(is_="2020")),),
        ),
        Actor(id="paris", name="Paris", part_of=(Membership(who="france"),)),
        Actor(
            id="wen", name="Wen", holds_office=(Office(office="mayor", of="paris", from_=Date(is_="2003")),)
        ),
        Actor(id="ring", name="Ring", part_of=(Membership(who="ring-2"),)),
        Actor(id="ring-2", name="Ring 2", part_of=(Membership(who="ring"),)),
    )
    topics = (
        Topic(id="peace", label="Peace"),
        Topic(id="treaty", label="Treaty", broader=("peace",)),
        Topic(id="trade", label="Trade"),
    )
    return Dataset(
        paper=Paper(id="p", authors=()),
        actors={actor.id: actor for actor in actors},
        topics={topic.id: topic for topic in topics},
        claims={"b": Claim(id="b", text="B", restates=("a",)), "a": Claim(id="a", text="A", kind="thesis")},
        stances=tuple(
            Stance(actor=actor, topic=topic, polarity=side, date=_date(date), claims=("b",), notes=(3, 1, 3))
            for actor, topic, side, date in taken
        ),
    )


_TAKEN = (
    ("europeans", "peace", "supports", None),
    ("france", "treaty", "opposes", "2001"),
    ("britain", "treaty", "supports", "1960"),
    ("britain", "treaty", "mixed", "2019-12"),
    ("paris", "trade", "neutral", None),
    ("wen", "trade", "worried", "2004/2006"),
    ("wen", "trade", "opposes", "2001"),
)


def _who(data: Dataset, **asked: str) -> list[tuple[str, str]]:
    return [(side["actor"], side["polarity"]) for side in stances(data, **asked)]


def test_a_stance_has_the_keys_of_the_contract_and_its_claims_are_pooled() -> None:
    found = stances(_data(_TAKEN[1]))
    assert found == [
        {
            "actor": "france",
            "topic": "treaty",
            "polarity": "opposes",
            "date": "2001",
            "claims": ["a"],
            "endnotes": [1, 3],
            "said_by": [],
            "flags": [],
            "why": None,
            "changed": [],
            "divided": [],
        }
    ]
    assert json.loads(json.dumps(found)) == found


def test_all_stances_come_in_the_order_of_the_file() -> None:
    assert _who(_data(*_TAKEN)) == [(actor, side) for actor, _, side, _ in _TAKEN]


def test_an_actor_stands_for_its_members_parts_and_offices_while_they_last() -> None:
    data = _data(*_TAKEN)
    assert _who(data, of="europeans") == [
        ("europeans", "supports"),
        ("france", "opposes"),
        ("britain", "mixed"),
        ("paris", "neutral"),
        ("wen", "worried"),
    ]
    assert _who(data, of="Paris") == [("paris", "neutral"), ("wen", "worried")]
    assert _who(data, of="wen") == [("wen", "worried"), ("wen", "opposes")]


def test_a_ring_of_parts_is_harmless() -> None:
    assert _who(_data(("ring", "peace", "neutral", None)), of="ring-2") == [("ring", "neutral")]


def test_a_topic_covers_the_narrower_ones() -> None:
    data = _data(*_TAKEN)
    assert len(_who(data, on="peace")) == 4
    assert len(_who(data, on="treaty")) == 3


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("1959", []),
        ("1960", ["supports"]),
        ("1960-06-15", ["supports"]),
        ("2019-11-30", ["supports"]),
        ("2019", ["mixed"]),
        ("2019-12-01", ["mixed"]),
        ("2019-12?", ["mixed"]),
        ("201X", ["mixed"]),
    ],
)
def test_at_a_date_the_latest_stance_that_has_begun_counts(as_of: str, expected: list[str]) -> None:
    data = _data(*(taken for taken in _TAKEN if taken[0] == "britain"))
    assert [side for _, side in _who(data, as_of=as_of)] == expected


def test_stances_that_may_have_been_held_together_both_stand() -> None:
    data = _data(("france", "trade", "opposes", "2001"), ("france", "trade", "mixed", "2001-06"))
    assert len(_who(data, as_of="2002")) == 2


def test_undated_stances_always_stand() -> None:
    assert _who(_data(*_TAKEN), of="paris", as_of="1900") == [("paris", "neutral")]


def test_bad_names_and_dates_are_refused_with_a_sentence() -> None:
    data = _data(*_TAKEN)
    with pytest.raises(UsageError, match='"yesterday" is not a date'):
        stances(data, as_of="yesterday")
    with pytest.raises(UnknownName, match='no actor is called "atlantis"'):
        stances(data, of="atlantis")
    with pytest.raises(UnknownName, match='no topic is called "zeppelins"'):
        stances(data, on="zeppelins")


_years = st.integers(1990, 1999)


@given(st.lists(st.tuples(st.sampled_from(["france", "paris"]), _years), max_size=6), _years)
def test_what_stands_is_what_no_later_stance_replaces(taken: list[tuple[str, int]], year: int) -> None:
    data = _data(*((who, "trade", "mixed", str(when)) for who, when in taken))
    expected = [
        (who, str(when))
        for who, when in taken
        if when <= year and not any(w == who and when < later <= year for w, later in taken)
    ]
    assert [(side["actor"], side["date"]) for side in stances(data, as_of=str(year))] == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", (2014, 1, 1), (2014, 12, 31)),
        ("2012-02", (2012, 2, 1), (2012, 2, 29)),
        ("2014-05-06", (2014, 5, 6), (2014, 5, 6)),
        ("2001-21", (2001, 3, 1), (2001, 5, 31)),
        ("2009/2010", (2009, 1, 1), (2010, 12, 31)),
        ("1984?", (1984, 1, 1), (1984, 12, 31)),
        ("201X", (2010, 1, 1), (2019, 12, 31)),
        ("-0044", (-44, 1, 1), (-44, 12, 31)),
        ("2009/..", (2009, 1, 1), (float("inf"), 12, 31)),
        ("/2010", (float("-inf"), 1, 1), (2010, 12, 31)),
        ("[..2010]", (float("-inf"), 1, 1), (2010, 12, 31)),
        ("0000", (0, 1, 1), (0, 12, 31)),
    ],
)
def test_an_edtf_date_has_a_first_and_a_last_day(
    text: str, first: tuple[float, int, int], last: tuple[float, int, int]
) -> None:
    assert is_edtf(text)
    assert bounds(text) == (first, last)


def test_who_changed_sides_is_told_in_the_order_of_dates() -> None:
    found = changes(stances(_data(*_TAKEN)))
    assert [(change["actor"], [side["date"] for side in change["sides"]]) for change in found] == [
        ("britain", ["1960", "2019-12"]),
        ("wen", ["2001", "2004/2006"]),
    ]
    for side in stances(_data(*_TAKEN)):
        changed = [change for change in found if change["actor"] == side["actor"]]
        told = [{"polarity": s["polarity"], "date": s["date"]} for c in changed for s in c["sides"]]
        assert side["changed"] == told


def test_a_group_is_divided_where_some_of_it_support_what_others_fear() -> None:
    data = _data(("europeans", "treaty", "supports", None), ("france", "treaty", "worried", None))
    sides = stances(data)
    assert divisions(data, sides) == [
        {"group": "europeans", "topic": "treaty", "supporting": ["europeans"], "against": ["france"]}
    ]
    told = [{"group": "europeans", "supporting": ["europeans"], "against": ["france"]}]
    assert [side["divided"] for side in sides] == [told, told]
    agreed = _data(("europeans", "treaty", "supports", None), ("france", "treaty", "neutral", None))
    assert divisions(agreed, stances(agreed)) == []
    changed = _data(("europeans", "treaty", "supports", "1990"), ("europeans", "treaty", "opposes", "1999"))
    assert divisions(changed, stances(changed)) == []
    left = _data(
        ("france", "treaty", "supports", "1990"),
        ("france", "treaty", "opposes", "1999"),
        ("europeans", "treaty", "opposes", None),
    )
    assert divisions(left, stances(left)) == []


def _said(actor: str, *claims: Claim, notes: tuple[int, ...] = ()) -> dict[str, Any]:
    """The one stance of ``actor``, shown by ``claims``."""
    actors = (
        Actor(id="author", name="Author", type="person"),
        Actor(id="france", name="France", type="state"),
        Actor(id="gazette", name="Gazette", type="publication", part_of=(Membership(who="france"),)),
        Actor(id="envoy", name="Envoy", type="diplomat", unnamed=True, part_of=(Membership(who="france"),)),
        Actor(id="minister", name="Minister", holds_office=(Office(office="minister", of="france"),)),
    )
    found = stances(
        Dataset(
            paper=Paper(id="p", authors=("author",)),
            actors={each.id: each for each in actors},
            topics={"treaty": Topic(id="treaty", label="Treaty")},
            endnotes={1: Endnote(number=1)},
            claims={each.id: each for each in claims},
            stances=(
                Stance(
                    actor=actor,
                    topic="treaty",
                    polarity="opposes",
                    claims=tuple(c.id for c in claims),
                    notes=notes,
                ),
            ),
        )
    )
    return dict(found[0])


def _held(name: str, who: str | None, **more: Any) -> Claim:
    return Claim(id=name, text=name, holder=Holder(who=who) if who else None, **more)


def test_a_stance_says_on_whose_word_it_stands() -> None:
    assert _said("france", _held("a", "gazette"), _held("b", None))["said_by"] == ["gazette", "author"]
    assert _said("france", _held("a", "gazette"))["flags"] == ["on another's word"]
    assert _said("france", _held("a", "france"))["flags"] == []
    assert _said("france", _held("a", "envoy"))["flags"] == ["one voice for an institution"]
    assert _said("france", _held("a", "envoy"), _held("b", "minister"))["flags"] == []
    assert _said("minister", _held("a", "minister"))["flags"] == []


def test_a_stance_says_how_firmly_it_is_shown() -> None:
    weak = Citation(note=1, fit="weak")
    assert _said("france", _held("a", None))["flags"] == ["only the author's word"]
    assert _said("france", _held("a", None), notes=(1,))["flags"] == []
    assert _said("france", _held("a", "france", cites=(weak,)))["flags"] == ["weak citation"]
    hedged = _held("a", "france", modality=Modality(hedge="may"))
    assert _said("france", hedged)["flags"] == ["hedged"]


def test_sides_of_different_times_do_not_divide() -> None:
    actors = (
        Actor(id="g", name="G", members=(Membership(who="a"), Membership(who="b"))),
        Actor(id="a", name="A"),
        Actor(id="b", name="B"),
    )

    def divided(one: str | None, other: str | None) -> bool:
        data = Dataset(
            paper=Paper(id="p", authors=("a",)),
            actors={each.id: each for each in actors},
            topics={"t": Topic(id="t", label="T")},
            stances=(
                Stance(actor="a", topic="t", polarity="supports", date=Date(is_=one) if one else None),
                Stance(actor="b", topic="t", polarity="opposes", date=Date(is_=other) if other else None),
            ),
        )
        return bool(divisions(data, stances(data)))

    assert divided("2014", "2014-05")
    assert divided(None, "2014")
    assert not divided("1990", "2014")


def test_sides_of_one_time_are_no_change() -> None:
    def changed(*dates: str) -> bool:
        taken = tuple(
            Stance(actor="a", topic="t", polarity=polarity, date=Date(is_=day))
            for day, polarity in zip(dates, ("supports", "opposes"), strict=True)
        )
        data = Dataset(
            paper=Paper(id="p", authors=("a",)),
            actors={"a": Actor(id="a", name="A")},
            topics={"t": Topic(id="t", label="T")},
            stances=taken,
        )
        return bool(changes(stances(data)))

    assert changed("2013", "2014")
    assert not changed("2014", "2014-05")
