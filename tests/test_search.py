"""Search: every word occurs, within one typing error; the best first."""

from __future__ import annotations

import pytest
from datasets import datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny import CLAIMS, SOURCES

from claimgraph.errors import UsageError
from claimgraph.loading import load
from claimgraph.model.entities import Claim, Dataset, Paper
from claimgraph.naming.searching import search
from claimgraph.naming.words import likeness, words

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


def test_every_word_must_occur(data: Dataset) -> None:
    assert _found(data, "streets wet zeppelin") == []
    assert _found(data, "!!!") == []


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
def test_what_is_found_is_what_has_every_word(texts: list[list[str]], asked: list[str]) -> None:
    claims = {f"c-{place}": Claim(id=f"c-{place}", text=" ".join(text)) for place, text in enumerate(texts)}
    data = Dataset(paper=Paper(id="p", authors=()), claims=claims)
    expected = {
        claim.id
        for claim in claims.values()
        if all(
            any(likeness(typed, word) for word in words(f"{claim.id} {claim.text}"))
            for typed in words(" ".join(asked))
        )
    }
    found = search(data, " ".join(asked))
    assert {hit["id"] for hit in found} == expected
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
