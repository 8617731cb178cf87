"""A query that groups is told what it cannot see, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from claimgraph.errors import QueryError
from claimgraph.querying.asking import sparql
from claimgraph.querying.engine import run
from claimgraph.querying.grouping import unseen
from claimgraph.querying.named import named_queries
from claimgraph.querying.tokens import tokens

DATA = "".join(f"<urn:r{i // 2}> <urn:p> <urn:v{i}> .\n" for i in range(3))


@pytest.mark.parametrize(
    ("query", "column", "said"),
    [
        (
            "SELECT ?r (?v + 1 AS ?n) { ?r ?p ?v } GROUP BY ?r",
            12,
            "SELECT names ?v, which is neither grouped by",
        ),
        ("SELECT ?r (SUM(?v) / ?q AS ?n) { ?r ?p ?v } GROUP BY ?r", 22, "SELECT names ?q, which is neither"),
        ("SELECT (COUNT(*) AS ?n) ?v { ?r ?p ?v }", 25, "SELECT names ?v, which is neither grouped by"),
        (
            "SELECT * { { SELECT (?v AS ?n) { ?r ?p ?v } GROUP BY ?r } }",
            22,
            "SELECT names ?v, which is neither",
        ),
        (
            "SELECT (MAX(?v) AS ?m) (?m * 2 AS ?k) { ?r ?p ?v }",
            25,
            "?m is what SELECT names another expression",
        ),
    ],
)
def test_a_variable_that_is_not_grouped_is_named_at_its_place(query: str, column: int, said: str) -> None:
    with pytest.raises(QueryError) as error:
        run(query, DATA)
    assert error.value.message.startswith(f"line 1, column {column}: {said}")


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (
            "HAVING (?n > 1)",
            "HAVING cannot see ?n, which SELECT names only after it; write: HAVING (COUNT(?v) > 1)",
        ),
        ("HAVING (?v > 1)", "HAVING cannot see ?v: group by it, or put it inside MAX, SUM or the like"),
        ("ORDER BY DESC(?v)", "ORDER BY cannot see ?v: group by it, or put it inside MAX, SUM or the like"),
    ],
)
def test_what_has_no_value_where_it_stands_is_said_beside_the_answer(clauses: str, said: str) -> None:
    result = run(f"SELECT ?r (COUNT(?v) AS ?n) {{ ?r ?p ?v }} GROUP BY ?r {clauses}", DATA)
    assert [note.split("\n")[0].split(": ", 1)[1] for note in result.notes] == [said]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?r (COUNT(?v) AS ?n) { ?r ?p ?v } GROUP BY ?r HAVING (COUNT(?v) > 1) ORDER BY ?n ?r",
        "SELECT ?t { ?r ?p ?v } GROUP BY (STR(?r) AS ?t) HAVING (CONTAINS(?t, 'r'))",
        "SELECT ?r { ?r ?p ?v } GROUP BY (?r) HAVING (EXISTS { ?x ?y ?v })",
        "SELECT ?r ?v { ?r ?p ?v FILTER(?v != ?r) } ORDER BY ?v",
        "SELECT ?r { { SELECT ?r (COUNT(*) AS ?n) { ?r ?p ?v } GROUP BY ?r } FILTER(?n > 1) }",
    ],
)
def test_a_query_that_sees_what_it_asks_for_is_told_nothing(query: str) -> None:
    assert run(query, DATA).notes == ()


def test_no_query_that_comes_with_the_program_asks_for_what_it_cannot_see() -> None:
    texts = [getattr(query, "text", query) for query in named_queries().values()]
    assert not any(unseen(text, list(tokens(text))) for text in map(str, texts))


def test_it_is_said_on_standard_error_and_the_answer_stays_alone(
    claimgraph: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    file = tmp_path / "data.nt"
    file.write_text(DATA)
    query = "SELECT ?r (COUNT(?v) AS ?n) { ?r ?p ?v } GROUP BY ?r HAVING (?n > 1)"
    told = claimgraph("sparql", "--rdf", file, query, "--format", "csv")
    assert (told.returncode, told.stdout) == (0, "r,n\n")
    assert "HAVING cannot see ?n" in told.stderr
    assert sparql(file, query).rows == []
