"""The named queries answer their questions: each is compared with a plain oracle over the model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import networkx as nx
import pyoxigraph
import pytest
from datasets import HOSTILE, datasets
from everything import EVERYTHING
from hypothesis import HealthCheck, given, settings
from query_oracles import ORACLES, Row, World

from claimgraph.errors import DataError, UnknownName, UsageError
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import Dataset
from claimgraph.querying.named import NamedQuery, named_queries, named_query
from claimgraph.rdf import nquads

QUERIES = named_queries()
NO_ROWS = ("describe-claim",)  # the one that answers with RDF


def store_of(*datasets: Dataset) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for dataset in datasets:
        store.load(nquads(dataset).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def ask(store: pyoxigraph.Store, name: str, **values: Any) -> list[Row]:
    solutions: Any = store.query(named_query(name, **values), use_default_graph_as_union=True)
    return [tuple(None if term is None else term.value for term in solution) for solution in solutions]


def in_any_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: [(cell is None, cell or "") for cell in row])


def agree(dataset: Dataset) -> None:
    store, world = store_of(dataset), World(dataset)
    for name, expected in ORACLES.items():
        assert in_any_order(ask(store, name)) == in_any_order(expected(world)), name


def test_every_query_has_an_oracle() -> None:
    assert set(ORACLES) == set(QUERIES) - set(NO_ROWS)
    assert len(QUERIES) >= 40


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets())
def test_each_query_agrees_with_its_oracle_on_generated_data(dataset: Dataset) -> None:
    agree(dataset)


def test_each_query_agrees_with_its_oracle_where_each_has_something_to_find() -> None:
    agree(EVERYTHING)
    world = World(EVERYTHING)
    assert [name for name, expected in ORACLES.items() if not list(expected(world))] == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets())
def test_notes_and_claims_below_are_those_of_the_evidence_graph(dataset: Dataset) -> None:
    evidence_graph = evidence(dataset)
    store = store_of(dataset)
    notes = {(row[0], int(str(row[1]))) for row in ask(store, "notes-below-claim")}
    claims = {(row[0], evidence_graph.stands_for[str(row[1])]) for row in ask(store, "what-supports")}
    for id_, first in evidence_graph.stands_for.items():
        below = nx.ancestors(evidence_graph.support, ("claim", first))
        assert {(id_, key) for kind, key in below if kind == "note"} == {
            pair for pair in notes if pair[0] == id_
        }
        supporting = {(id_, key) for kind, key in below if kind == "claim" and key != first}
        assert supporting == {pair for pair in claims if pair[0] == id_}


def test_the_rdf_of_a_claim_holds_its_citations_and_arguments() -> None:
    found: Any = store_of(EVERYTHING).query(
        named_query("describe-claim", claim="concrete-hardens"), use_default_graph_as_union=True
    )
    kinds = {triple.subject.value.split("/")[-2] for triple in found}
    assert kinds == {"claim", "citation", "argument"}


@pytest.fixture(scope="module")
def paper() -> Dataset:
    from claimgraph.loading import BUNDLED, load

    try:
        return load(BUNDLED)
    except DataError as error:
        pytest.skip(f"the bundled paper does not load: {error}")


def test_each_query_agrees_with_its_oracle_on_the_paper(paper: Dataset) -> None:
    agree(paper)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_is_a_question_and_names_its_columns_and_parameters(query: NamedQuery) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert query.question.endswith("?")
    bound = set(re.findall(r"VALUES \?(\w+) \{", query.text))
    assert {parameter.name for parameter in query.parameters} == bound
    assert not re.search(r"\b(SERVICE|FROM|LOAD|INSERT|DELETE)\b", query.text)


def test_a_parameter_narrows_the_answer_to_the_rows_that_have_it() -> None:
    store = store_of(EVERYTHING)
    for name, query in QUERIES.items():
        if name in NO_ROWS:
            continue
        everything = ask(store, name)
        columns = re.search(r"SELECT (?:DISTINCT )?(.*?) WHERE", query.text)
        assert columns
        names = re.findall(r"\?(\w+)(?=\)|\s|$)", re.sub(r"\((?:.*?) AS (\?\w+)\)", r"\1", columns[1]))
        for parameter in query.parameters:
            place = names.index(parameter.name)
            for value in {row[place] for row in everything[:: max(1, len(everything) // 3)]}:
                wanted = [row for row in everything if row[place] == value]
                assert in_any_order(ask(store, name, **{parameter.name: value})) == in_any_order(wanted), name


def test_several_values_of_a_parameter_are_alternatives() -> None:
    store = store_of(EVERYTHING)
    kinds = ask(store, "claims-of-kind", kind=["thesis", "fact"])
    assert {row[0] for row in kinds} == {"thesis", "fact"}


@pytest.mark.parametrize("hostile", [*HOSTILE, '" } ASK {} #', "\\", "\\u0022 }", "?claim", "UNDEF"])
def test_a_value_never_becomes_a_part_of_the_query(hostile: str) -> None:
    store = store_of(EVERYTHING)
    for name, query in QUERIES.items():
        for parameter in query.parameters:
            if parameter.kind == "number" and not hostile.isdecimal():
                with pytest.raises(UsageError, match=r"is not a number|takes"):
                    named_query(name, **{parameter.name: hostile})
                continue
            answer: Any = store.query(named_query(name, **{parameter.name: hostile}))
            assert not list(answer), (name, hostile)


@pytest.mark.parametrize("note", [2, "2", "[2]", "note:2"])
def test_a_note_is_named_as_everywhere(note: int | str) -> None:
    rows = ask(store_of(EVERYTHING), "claims-citing-note", note=note)
    assert rows == [("2", "concrete-hardens", "citesAsEvidence", None, "backward", None)]


def test_a_value_is_compared_in_the_form_in_which_data_are_kept() -> None:
    assert named_query("claims-about", about="e\u0301") == named_query("claims-about", about="\u00e9")
    with pytest.raises(UsageError, match="not Unicode"):
        named_query("claims-about", about="\udcff")


def test_queries_look_across_the_papers_of_a_store() -> None:
    from claimgraph.model.entities import Actor, Claim, Paper

    def one(id_: str) -> Dataset:
        claims = {f"claim-of-{id_}": Claim(id=f"claim-of-{id_}", text="T", kind="thesis")}
        actors = {"ann": Actor(id="ann", name="Ann")}
        return Dataset(paper=Paper(id=id_, authors=("ann",)), actors=actors, claims=claims)

    rows = ask(store_of(one("p"), one("q")), "theses")
    assert [row[0] for row in rows] == ["claim-of-p", "claim-of-q"]


def test_what_does_not_exist_is_said_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        named_query("bare-assertion")
    assert caught.value.candidates[0] == "bare-assertions"
    with pytest.raises(UsageError, match="no parameter 'klaim'"):
        named_query("what-supports", klaim="x")


def test_the_namespace_of_our_terms_is_a_setting_of_the_queries_too() -> None:
    text = named_query("circles", "https://example.org/v#")
    assert "PREFIX cg: <https://example.org/v#>" in text
