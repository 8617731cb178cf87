"""Search: what has every word, best first; else what comes closest."""

from __future__ import annotations

import pytest
from datasets import datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic_paper import MadeUp, claim_id
from tiny import CLAIMS, SOURCES

from claimgraph.anchoring.verifying import anchored_text
from claimgraph.errors import UsageError
from claimgraph.loading import load
from claimgraph.model.entities import Actor, Claim, Dataset, Office, Paper
from claimgraph.naming.ranking import IDLE
from claimgraph.naming.searching import search
from claimgraph.naming.words import words

_few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("data")
    (folder / "claims.yaml").write_text(CLAIMS, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return load(folder)


def _found(data: Dataset, query: str) -> list[tuple[str, object]]:
    return [(hit["kind"], hit["id"]) for hit in search(data, query)]


def test_claims_works_actors_and_topics_are_found(data: Dataset) -> None:
    assert _found(data, "streets") == [("claim", "streets-wet")]
    assert ("topic", "rain") in _found(data, "rain")
    assert _found(data, "bureau")[0] == ("actor", "bureau")
    assert ("work", "report") in _found(data, "bureau")
    assert ("claim", "bureau-says-dry") in _found(data, "the bureau dry")


def test_a_note_is_found_by_the_words_of_its_locator(data: Dataset) -> None:
    assert ("note", 1) in _found(data, "p 3")


def test_what_comes_closest_is_told_where_nothing_has_every_word(data: Dataset) -> None:
    (hit,) = search(data, "streets wet zeppelin")
    assert (hit["id"], hit["every_word"]) == ("streets-wet", False)
    assert all(each["every_word"] for each in search(data, "streets wet"))
    assert _found(data, "zeppelin") == []
    assert _found(data, "!!!") == []


def test_words_that_say_nothing_need_not_occur(data: Dataset) -> None:
    hit = search(data, "what of the wet streets?")[0]
    assert (hit["id"], hit["every_word"]) == ("streets-wet", True)


def _texts(*texts: str) -> Dataset:
    claims = {f"c-{place}": Claim(id=f"c-{place}", text=text) for place, text in enumerate(texts)}
    return Dataset(paper=Paper(id="p", authors=()), claims=claims)


def test_words_are_found_by_their_stems() -> None:
    found = _texts("Beijing reacts", "Nobody does", "They are reacting")
    assert {hit["id"] for hit in search(found, "reacted")} == {"c-0", "c-2"}


def test_a_short_word_is_found_whole_or_else_as_a_beginning() -> None:
    assert _found(_texts("A war came", "He warned of it", "Toward peace"), "war") == [("claim", "c-0")]
    assert _found(_texts("He warned of it", "Toward peace"), "war") == [("claim", "c-0")]


def test_a_typing_error_is_forgiven_only_where_nothing_fits_as_typed() -> None:
    assert _found(_texts("They trade", "The grade was low"), "trade") == [("claim", "c-0")]
    assert _found(_texts("The grade was low"), "trade") == [("claim", "c-0")]
    assert _found(_texts("In 2013"), "2014") == []


def test_most_and_rarest_words_come_first() -> None:
    found = _texts("Japan trades", "Japan and NATO", "Japan fears", "NATO drills with Japan at sea")
    assert next(hit["id"] for hit in search(found, "Japan drills quietly")) == "c-3"


@pytest.mark.parametrize("query", ["note 1", "[1]", "1", "endnote 1"])
def test_a_note_is_found_by_its_number(data: Dataset, query: str) -> None:
    assert _found(data, query)[0] == ("note", 1)


def test_people_are_found_by_their_offices() -> None:
    wen = Actor(id="wen", name="Wen", holds_office=(Office(office="premier", of="china"),))
    actors = {"wen": wen, "china": Actor(id="china", name="China")}
    found = Dataset(paper=Paper(id="p", authors=()), actors=actors)
    assert _found(found, "premier of China") == [("actor", "wen")]


def test_the_claims_anchored_where_the_words_stand_in_the_readers_copy_are_found() -> None:
    """No claim of the data says a word of the paper; the copy does."""
    paper = MadeUp(paragraphs={"0": ["On Harbours"]}, headings={"1": "Ships"})
    paper.paragraphs["1/1"] = ["A copper lantern burned there.", "The ferry crossed at noon."]
    found = search(paper.dataset(), "copper lanterns", also=anchored_text(paper.dataset(), paper.text()))
    assert [hit["id"] for hit in found] == [claim_id("1/1", 1)]
    assert search(paper.dataset(), "copper lanterns") == []


def test_a_typing_error_is_forgiven_and_ranks_lower(data: Dataset) -> None:
    right, wrong = search(data, "streets"), search(data, "streest")
    assert right[0]["id"] == wrong[0]["id"] == "streets-wet"
    assert right[0]["score"] > wrong[0]["score"]


def test_an_empty_search_is_wrong_usage(data: Dataset) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        search(data, "  ")


def test_a_hit_says_what_it_is(data: Dataset) -> None:
    hit = search(data, "dry")[0]
    assert hit["kind"] == "claim"
    assert hit["text"] == "It is dry"
    assert hit["holder"] == "bureau"


_words = st.text("abé", min_size=1, max_size=5)


@given(
    st.lists(st.lists(_words, min_size=1, max_size=4), max_size=6), st.lists(_words, min_size=1, max_size=3)
)
def test_whatever_has_all_the_words_as_they_are_is_found(texts: list[list[str]], asked: list[str]) -> None:
    data = _texts(*(" ".join(text) for text in texts))
    needed = {word for word in words(" ".join(asked)) if word not in IDLE} or set(words(" ".join(asked)))
    expected = {c.id for c in data.claims.values() if needed <= set(words(f"{c.id} {c.text}"))}
    found = search(data, " ".join(asked))
    assert expected <= {hit["id"] for hit in found if hit["every_word"]}
    assert [hit["score"] for hit in found] == sorted((hit["score"] for hit in found), reverse=True)


@_few
@given(datasets(), st.text(min_size=1, max_size=20))
def test_no_text_breaks_a_search(data: Dataset, query: str) -> None:
    if query.strip():
        assert isinstance(search(data, query), list)


@_few
@given(datasets())
def test_everything_is_found_by_its_own_id(data: Dataset) -> None:
    for table in (data.claims, data.works, data.actors, data.topics):
        for id_ in table:
            assert id_ in [hit["id"] for hit in search(data, id_)]
