"""What the endpoint says of itself: SPARQL 1.1 Service Description, and VoID, of what is true alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyoxigraph as ox

from ..querying.guard import examine
from .state import Graphs

FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
_OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RESULTS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
_COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?class) AS ?n) { ?s a ?class }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
}
_NAMED = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g LIMIT 1000"


def description(graphs: Graphs, endpoint: str, form: str) -> bytes:
    """The description of the endpoint at that address. Time: that of four counting queries."""
    triples = list(_triples(graphs, endpoint))
    prefixes = {"sd": _SD, "void": _VOID} if form in ("turtle",) else {}
    body = ox.serialize(triples, format=_OXIGRAPH[form], prefixes=prefixes)
    assert body is not None
    return body


def _triples(graphs: Graphs, endpoint: str) -> Iterator[ox.Triple]:
    a = ox.NamedNode(_RDF + "type")
    service, data = ox.NamedNode(endpoint), ox.NamedNode(f"{endpoint}#data")
    default = ox.NamedNode(f"{endpoint}#default")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(_SD + name)

    def void(name: str) -> ox.NamedNode:
        return ox.NamedNode(_VOID + name)

    yield ox.Triple(service, a, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), service)
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    for name in _WRITTEN:
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_RESULTS + name))
    named = _rows(graphs, _NAMED)
    if graphs.union:
        yield ox.Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    yield ox.Triple(service, sd("defaultDataset"), data)
    yield ox.Triple(data, a, sd("Dataset"))
    yield ox.Triple(data, a, void("Dataset"))
    yield ox.Triple(data, void("sparqlEndpoint"), service)
    for name, query in _COUNTS.items():
        yield ox.Triple(data, void(name), _count(_rows(graphs, query)[0]["n"]))
    yield ox.Triple(data, sd("defaultGraph"), default)
    yield ox.Triple(default, a, sd("Graph"))
    for place, row in enumerate(named, 1):
        entry = ox.NamedNode(f"{endpoint}#graph-{place}")
        yield ox.Triple(data, sd("namedGraph"), entry)
        yield ox.Triple(entry, a, sd("NamedGraph"))
        yield ox.Triple(entry, sd("name"), ox.NamedNode(row["g"]["value"]))
        yield ox.Triple(entry, void("triples"), _count(row["n"]))
    if graphs.root is not None:
        yield ox.Triple(data, void("uriSpace"), ox.Literal(graphs.root))
    if graphs.example is not None:
        yield ox.Triple(data, void("exampleResource"), ox.NamedNode(graphs.example))


def _rows(graphs: Graphs, query: str) -> list[dict[str, dict[str, str]]]:
    result = graphs.pool.ask(examine(query), "json").result()
    rows: list[dict[str, dict[str, str]]] = json.loads(result.body)["results"]["bindings"]
    return rows


def _count(term: dict[str, str]) -> ox.Literal:
    return ox.Literal(int(term["value"]))
