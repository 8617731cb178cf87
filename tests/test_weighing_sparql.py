"""Where SPARQL can ask the same question, a named query over the triples gives the same answer."""

from __future__ import annotations

from random import Random

import pyoxigraph
import pytest
from generated_graphs import dataset as generated

from claimgraph.answers.common import common
from claimgraph.answers.gaps.audit import gaps
from claimgraph.answers.supports import supports
from claimgraph.evidence_graph.graph import EvidenceGraph, evidence
from claimgraph.model.entities import Dataset
from claimgraph.querying.named import named_query
from claimgraph.rdf import nquads


class Asked:
    """A data set as evidence and as triples."""

    def __init__(self, data: Dataset) -> None:
        self.evidence: EvidenceGraph = evidence(data)
        self.store = pyoxigraph.Store()
        self.store.load(nquads(data).encode(), format=pyoxigraph.RdfFormat.N_QUADS)

    def column(self, query: str, column: str, **values: str) -> set[str]:
        found = self.store.query(named_query(query, **values), use_default_graph_as_union=True)
        return {row[column].value for row in found if row[column] is not None}

    def claims(self, query: str, column: str, **values: str) -> set[str]:
        return {self.evidence.representative(name) for name in self.column(query, column, **values)}

    def gaps(self, kind: str) -> set[str]:
        return {str(gap["id"]) for gap in gaps(self.evidence) if gap["kind"] == kind}


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    random = Random(91)
    return [Asked(generated(random)) for _ in range(40)]


def test_traces_are_property_paths(asked: list[Asked]) -> None:
    for each in asked:
        for name in list(each.evidence.members)[:3]:
            trace = supports(each.evidence, name)
            assert each.claims("what-supports", "supporting", claim=name) | {name} == set(trace["claims"])
            assert each.column("notes-below-claim", "note", claim=name) == set(
                map(str, trace["endnotes_below"])
            )
            assert each.column("notes-below-claim", "work", claim=name) == set(trace["works"])


def test_bare_claims_are_those_without_citation_and_argument(asked: list[Asked]) -> None:
    for each in asked:
        assert each.claims("bare-assertions", "claim") == each.evidence.bare


def test_shared_works_are_those_below_both(asked: list[Asked]) -> None:
    for each in asked:
        for name, other in zip(each.evidence.members, list(each.evidence.members)[1:], strict=False):
            found = common(each.evidence, name, other)["works"]
            assert each.column("what-two-claims-share", "work", claim=name, other=other) == set(found)


def test_findings_of_the_audit_are_rows(asked: list[Asked]) -> None:
    for each in asked:
        assert each.column("unused-notes", "note") == each.gaps("unused note")
        assert each.claims("unanswered-objections", "objection") == each.gaps("unanswered objection")
        assert each.gaps("circle") <= each.claims("circles", "claim")
        assert bool(each.gaps("circle")) == bool(each.claims("circles", "claim"))
