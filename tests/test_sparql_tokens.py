"""The tokens of a query: read in one go, however hostile the text, and the clock runs meanwhile."""

from __future__ import annotations

import re
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import LimitError, QueryError
from claimgraph.querying import asking, tokens
from claimgraph.querying.engine import Engine
from claimgraph.querying.guard import examine

HOSTILE = st.lists(
    st.sampled_from([*"a1_-.·:<>\"'\\@?$ \n#é", "\\u0041", '"""', "%2F", "_:", "ex:"]), max_size=40
)


def _plainly(query: str) -> list[tuple[str, str, int]]:
    """The first token that fits at each place, names tried everywhere; up to the first open quote."""
    found = []
    for each in tokens._TOKEN.finditer(query):
        if each.lastgroup != "skipped":
            found.append((each.lastgroup, each[0], each.start()))
        if each.lastgroup == "unclosed":
            break
    return found


@given(HOSTILE.map("".join))
def test_the_tokens_are_those_that_the_grammar_s_terminals_give(query: str) -> None:
    assert [tuple(token) for token in tokens.tokens(query)] == _plainly(query)


@pytest.mark.parametrize("piece", ["a-", "1a.", '"a ', "<a", "@a-"])
def test_a_query_of_half_a_million_characters_is_read_in_one_go(piece: str) -> None:
    # Read again from each letter, as it was, one of these took hours.
    query = "ASK { " + piece * (500_000 // len(piece))
    found = list(tokens.tokens(query))
    assert all(query[token.start : token.end] == token.text for token in found[-5:])


def test_nothing_is_read_after_a_string_without_end() -> None:
    found = list(tokens.tokens("ASK { 'a\n SERVICE <urn:x> {} }"))
    assert [token.kind for token in found] == ["word", "mark", "unclosed"]
    with pytest.raises(QueryError, match=re.escape("the string that begins here has no end")):
        examine("ASK { 'a\n SERVICE <urn:x> {} }")


def test_the_clock_starts_before_the_query_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    started = monotonic()
    monkeypatch.setattr(asking, "monotonic", lambda: started - 60)  # as if reading had taken a minute
    with pytest.raises(LimitError, match="did not finish within 1 s"):
        asking.sparql("", "ASK {}", timeout=1)


def test_an_engine_whose_time_is_over_answers_nothing() -> None:
    with Engine(timeout=1, since=monotonic() - 2) as engine, pytest.raises(LimitError):
        engine.query("", "ASK {}")
