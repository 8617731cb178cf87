"""``/sparql``: the SPARQL 1.1 Protocol, by the W3C's tests and by the clients that people have."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from live import Live, eventually, live, on_linux
from test_sparql_safety import CHAINS, NESTED, REACHING, Listener
from test_sparql_w3c import (
    ENGINE_MISSES,
    EVALUATED,
    FORMATS,
    Case,
    data_of,
    graph,
    parsed,
    result_set_size,
    simple,
)

from claimgraph.querying.guard import examine
from claimgraph.querying.pool import Pool

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
NAME = "http://kasei.us/2009/09/sparql/data/data{}.rdf"


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with live("--workers", "2", "--timeout", "60") as started:
        yield started


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.socket.close()


# --- the W3C's protocol tests: sparql11/protocol, with its four graphs


@pytest.fixture(scope="module")
def w3c(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    file = tmp_path_factory.mktemp("w3c") / "graphs.trig"
    names = [NAME.format(number) for number in range(4)]
    file.write_text(
        "".join(f"<{name}> {{ <{name}> a <http://xmlns.com/foaf/0.1/Document> }}\n" for name in names)
    )
    with live("--rdf", file, "--workers", "1") as started:
        yield started


def graphs(**numbers: tuple[int, ...]) -> list[tuple[str, str]]:
    return [(f"{key}-graph-uri", NAME.format(each)) for key, found in numbers.items() for each in found]


def typed(*numbers: int) -> str:
    return " . ".join(f"<{NAME.format(number)}> a ?type" for number in numbers) + " ."


BOTH_NAMED = f"GRAPH ?g1 {{ {typed(1)} }} GRAPH ?g2 {{ {typed(2)} }}"
TRUTHS = ("application/sparql-results+json", "application/sparql-results+xml")
TABLES = (*TRUTHS, "text/tab-separated-values", "text/csv")
RDF = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
ZERO = graphs(default=(0,))


class Request(NamedTuple):
    """A request of the suite, and what has to come back: a status class, and media types or the truth."""

    url: list[tuple[str, str]]
    method: str = "GET"
    body: bytes | None = None
    headers: dict[str, str] = {}  # noqa: RUF012
    fails: bool = False
    types: tuple[str, ...] = TRUTHS
    true: bool = False


ASK = [("query", "ASK {}")]
QUERIES = {
    "query_get": Request([*ASK, *ZERO], true=True),
    "query_post_form": Request(ZERO, "POST", urlencode(ASK).encode(), FORM, true=True),
    "query_post_direct": Request(ZERO, "POST", b"ASK {}", DIRECT, true=True),
    "query_dataset_default_graph_get": Request(
        [("query", f"ASK {{ {typed(1)} }}"), *graphs(default=(1,))], true=True
    ),
    "query_dataset_default_graph_post": Request(
        graphs(default=(1,)), "POST", f"ASK {{ {typed(1)} }}".encode(), DIRECT, true=True
    ),
    "query_dataset_default_graphs_get": Request(
        [("query", f"ASK {{ {typed(1, 2)} }}"), *graphs(default=(1, 2))], true=True
    ),
    "query_dataset_default_graphs_post": Request(
        graphs(default=(1, 2)), "POST", f"ASK {{ {typed(1, 2)} }}".encode(), DIRECT, true=True
    ),
    "query_dataset_named_graphs_get": Request(
        [("query", f"ASK {{ {BOTH_NAMED} }}"), *graphs(named=(1, 2))], true=True
    ),
    "query_dataset_named_graphs_post": Request(
        graphs(named=(1, 2)), "POST", f"ASK {{ {BOTH_NAMED} }}".encode(), DIRECT, true=True
    ),
    "query_dataset_full": Request(
        graphs(default=(3,), named=(1, 2)),
        "POST",
        f"ASK {{ {typed(3)} {BOTH_NAMED} }}".encode(),
        DIRECT,
        true=True,
    ),
    # The suite's file escapes the second parameter into the first; meant are two, as its answer shows.
    "query_multiple_dataset": Request(
        graphs(named=(1, 2)),
        "POST",
        f"ASK FROM <{NAME.format(3)}> {{ {BOTH_NAMED} }}".encode(),
        DIRECT,
        true=True,
    ),
    "query_content_type_select": Request(ZERO, "POST", b"SELECT (1 AS ?value) {}", DIRECT, types=TABLES),
    "query_content_type_ask": Request(ZERO, "POST", b"ASK {}", DIRECT, types=TRUTHS),
    "query_content_type_describe": Request(
        ZERO, "POST", b"DESCRIBE <http://example.org/>", DIRECT, types=RDF
    ),
    "query_content_type_construct": Request(
        ZERO, "POST", b"CONSTRUCT { <s> <p> 1 } WHERE {}", DIRECT, types=RDF
    ),
    "bad_query_method": Request(ASK, "PUT", fails=True),
    "bad_multiple_queries": Request([*ASK, ("query", "SELECT * {}")], fails=True),
    "bad_query_wrong_media_type": Request([], "POST", b"ASK {}", {"Content-Type": "text/plain"}, fails=True),
    "bad_query_missing_form_type": Request([], "POST", urlencode(ASK).encode(), fails=True),
    "bad_query_missing_direct_type": Request([], "POST", b"ASK {}", fails=True),
    "bad_query_non_utf8": Request(
        [],
        "POST",
        "ASK {}".encode("utf-16"),
        {"Content-Type": "application/sparql-query; charset=UTF-16"},
        fails=True,
    ),
    "bad_query_syntax": Request([("query", "ASK {")], fails=True),
    "bad_update_wrong_media_type": Request(
        [], "POST", b"CLEAR NAMED", {"Content-Type": "text/plain"}, fails=True
    ),
    "bad_update_missing_form_type": Request([], "POST", b"update=CLEAR%20NAMED", fails=True),
    "bad_update_non_utf8": Request(
        [],
        "POST",
        "CLEAR NAMED".encode("utf-16"),
        {"Content-Type": "application/sparql-update; charset=UTF-16"},
        fails=True,
    ),
    "bad_update_syntax": Request([], "POST", b"update=CLEAR%20XYZ", FORM, fails=True),
}
INSERT = b"INSERT DATA { <urn:a> <urn:b> <urn:c> }"
UPDATES = {
    "update_dataset_default_graph": Request([("using-graph-uri", NAME.format(1))], "POST", INSERT, UPDATE),
    "update_dataset_default_graphs": Request(
        [("using-graph-uri", NAME.format(1)), ("using-graph-uri", NAME.format(2))], "POST", INSERT, UPDATE
    ),
    "update_dataset_named_graphs": Request(
        [("using-named-graph-uri", NAME.format(1))], "POST", INSERT, UPDATE
    ),
    "update_dataset_full": Request(
        [("using-graph-uri", NAME.format(1)), ("using-named-graph-uri", NAME.format(2))],
        "POST",
        INSERT,
        UPDATE,
    ),
    "update_post_form": Request([], "POST", b"update=CLEAR%20ALL", FORM),
    "update_post_direct": Request([], "POST", b"CLEAR ALL", UPDATE),
    "update_base_uri": Request([], "POST", b"CLEAR GRAPH <x> ; INSERT DATA { <s> <p> 1 }", UPDATE),
    "bad_update_get": Request([("update", "CLEAR ALL")]),
}


def requested(server: Live, case: Request) -> Any:
    return server.ask(f"/sparql/?{urlencode(case.url)}", case.method, case.body, case.headers)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_of_the_protocol_suite_gets_what_the_w3c_says(w3c: Live, name: str) -> None:
    case = QUERIES[name]
    answer = requested(w3c, case)
    if case.fails:
        assert 400 <= answer.status < 500
        return
    assert answer.status == 200
    assert answer.headers["content-type"].split(";")[0] in case.types
    assert not case.true or answer.json["boolean"] is True


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_of_the_protocol_suite_is_refused_in_a_sentence(w3c: Live, name: str) -> None:
    answer = requested(w3c, UPDATES[name])
    assert (answer.status, answer.code) == (403, "forbidden")
    assert "only read" in answer.json["error"]["message"]


def test_the_suite_has_26_queries_and_8_updates() -> None:
    assert (len(QUERIES), len(UPDATES)) == (26, 8)


def test_a_file_is_served_alone(w3c: Live) -> None:
    for target in ("/", "/api", "/data", "/openapi.json", "/watanabe-2015/note/27"):
        assert w3c.ask(target).status == 404
    assert w3c.ask("/healthz").json["findings"] == 0
    assert b"textarea" in w3c.ask("/sparql", headers={"Accept": "text/html"}).body


# --- the W3C's evaluation tests, through the pool


def through_the_pool(case: Case) -> bool:
    query = case.query.read_text(encoding="utf-8")
    assert case.result is not None
    rows = examine(query).form in ("select", "ask")
    form = FORMATS.get(case.result.suffix, "json") if rows else "turtle"
    pool = Pool(data_of(case), workers=1, timeout=60)
    try:
        answer = pool.ask(examine(query), form, base=case.query.as_uri()).result(120)
    finally:
        pool.close()
    expected = case.result.read_bytes()
    if not rows:
        return graph(answer.body, None) == graph(expected, case.query.as_uri())
    if case.result.suffix == ".ttl":
        return len(answer.rows) == result_set_size(case.result)
    if form == "csv":
        return simple(answer.body) == simple(expected)
    return parsed(answer.body, form) == parsed(expected, form)


@pytest.mark.parametrize("case", EVALUATED[::8], ids=lambda case: case.name)
def test_the_pool_answers_as_the_w3c_says(case: Case) -> None:
    assert through_the_pool(case) == (case.name not in ENGINE_MISSES)


@pytest.mark.slow
def test_the_pool_misses_what_the_engine_misses_and_no_more() -> None:
    assert {case.name for case in EVALUATED if not through_the_pool(case)} == set(ENGINE_MISSES)


# --- forms


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("SELECT * {} LIMIT 1", None, "application/sparql-results+json"),
        ("SELECT * {} LIMIT 1", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT * {} LIMIT 1", "text/*", "text/csv; charset=utf-8"),
        (
            "SELECT * {} LIMIT 1",
            "text/csv;q=0.1, text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
        ),
        ("SELECT * {} LIMIT 1", "application/json", "application/json"),
        ("ASK {}", "text/csv, */*;q=0.1", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s cg:kind ?o }", None, "text/turtle; charset=utf-8"),
        ("CONSTRUCT WHERE { ?s cg:kind ?o }", "application/n-triples", "application/n-triples"),
        ("DESCRIBE note:27", "application/ld+json, application/rdf+xml;q=0.9", "application/ld+json"),
        ("DESCRIBE note:27", "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_the_form_is_the_one_that_is_wanted(
    server: Live, query: str, accept: str | None, media_type: str
) -> None:
    answer = server.query(query, accept)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)


@pytest.mark.parametrize(
    ("query", "accept"),
    [("ASK {}", "text/csv"), ("SELECT * {}", "text/turtle"), ("DESCRIBE note:27", "text/csv")],
)
def test_a_form_that_does_not_fit_is_refused_before_the_query_runs(
    server: Live, query: str, accept: str
) -> None:
    answer = server.query(query, accept)
    assert (answer.status, answer.code) == (406, "not-acceptable")


def test_prefixes_are_known_and_the_base_is_the_address_of_the_endpoint(server: Live) -> None:
    answer = server.query("SELECT ?iri { BIND(<#x> AS ?iri) claim:nato-safer-course cg:kind ?kind }")
    assert answer.json["results"]["bindings"][0]["iri"]["value"] == f"{server.url}sparql#x"


def test_other_parameters_are_passed_over_and_a_second_query_is_not(server: Live) -> None:
    assert server.query("ASK {}", format="json", output="json", results="json").status == 200
    answer = server.ask("/sparql?query=ASK%7B%7D", "POST", b"ASK {}", DIRECT)
    assert (answer.status, answer.code) == (400, "usage")
    assert server.ask("/sparql", "POST", b"", FORM).code == "usage"


def test_an_answer_is_not_sent_again_but_where_chance_has_a_part(server: Live) -> None:
    target = f"/sparql?{urlencode({'query': 'SELECT * { ?s cg:kind ?o } LIMIT 3'})}"
    tag = server.ask(target).headers["etag"]
    assert server.ask(target, headers={"If-None-Match": tag}).status == 304
    assert "etag" not in server.query("SELECT (RAND() AS ?x) {}").headers
    assert "etag" not in server.query("SELECT * { ?s ?p FILTER }").headers


@pytest.mark.parametrize(
    ("query", "graph_uri", "said"),
    [
        ("SELECT * { ?s ?p FILTER }", None, "line 1, column 18"),
        ("SELECT * FROM <urn:nowhere> {}", None, "no graph <urn:nowhere>"),
        ("ASK {}", "urn:nowhere", "no graph <urn:nowhere>"),
        ("ASK {}", "no iri", "is no IRI"),
        ("ASK {}", "x> . SERVICE <http://127.0.0.1/", "is no IRI"),
        ("", None, "empty"),
        ("ASK { ?s ?p ?o } ; DROP ALL", None, "only read"),
    ],
)
def test_a_wrong_query_is_said_at_its_place(
    server: Live, query: str, graph_uri: str | None, said: str
) -> None:
    more = {"default-graph-uri": graph_uri} if graph_uri else {}
    answer = server.query(query, **more)
    assert (answer.status, answer.code) == (400, "query")
    assert said in answer.json["error"]["message"]


def test_the_service_description_says_what_is_true(server: Live) -> None:
    sd, void = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
    answer = server.ask("/sparql")
    store = ox.Store()
    store.load(answer.body, format=ox.RdfFormat.TURTLE)

    def values(name: str) -> list[str]:
        return [quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(name), None, None)]

    assert values(sd + "endpoint") == [f"{server.url}sparql"]
    assert values(sd + "feature") == [sd + "UnionDefaultGraph"]
    (count,) = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"]
    assert count["n"]["value"] in values(void + "triples")
    assert values(sd + "name") == ["urn:x-claimgraph:paper:watanabe-2015/graph"]
    (example,) = values(void + "exampleResource")
    assert server.query(f"ASK {{ <{example}> ?p ?o }}").json["boolean"] is True
    xml = server.ask("/sparql", headers={"Accept": "application/rdf+xml"})
    assert {quad.triple for quad in ox.parse(xml.body, format=ox.RdfFormat.RDF_XML)} == {
        quad.triple for quad in store
    }


# --- strangers


@pytest.mark.parametrize("query", REACHING)
def test_no_request_leaves_the_server(server: Live, query: str, listener: Listener) -> None:
    answer = server.query(query.replace("URL", listener.url))
    assert answer.status == 400
    assert listener.calls == 0


@pytest.fixture(scope="module")
def hasty() -> Iterator[Live]:
    with live("--workers", "1", "--timeout", "0.5") as started:
        yield started


def test_what_nests_and_what_goes_on_is_answered_or_refused_and_the_next_is_answered(hasty: Live) -> None:
    server = hasty
    for name, make in {**NESTED, **CHAINS}.items():
        answer = server.ask("/sparql", "POST", make(2_000), DIRECT)
        assert answer.status in (200, 400, 503), name
        assert answer.status == 200 or answer.code in ("query", "limit")
    assert eventually(lambda: server.query("ASK { ?s ?p ?o }").body == b'{"head":{},"boolean":true}')


@on_linux
def test_a_client_that_goes_away_ends_its_query() -> None:
    with live("--workers", "1", "--timeout", "600") as server:
        assert server.query("ASK {}").status == 200
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            target = f"/sparql?{urlencode({'query': SLOW})}"
            client.sendall(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            assert eventually(lambda: len(server.children()) == 2)  # the worker and its fork
            running = server.children()
        assert eventually(lambda: not running <= server.children())
        assert server.query("ASK { ?s ?p ?o }").json["boolean"] is True


def test_what_becomes_of_a_query_that_nobody_waits_for_is_not_logged() -> None:
    import asyncio
    import contextlib
    import gc

    from serving_here import Here
    from starlette.requests import ClientDisconnect, Request

    from claimgraph.querying.guard import examine
    from claimgraph.serve.sparql import Endpoint

    here = Here(workers=1)
    pool = here.state.graphs.pool
    told: list[Any] = []
    scope = {"type": "http", "method": "GET", "path": "/sparql", "headers": [(b"host", b"127.0.0.1")]}
    scope |= {"scheme": "http", "query_string": urlencode({"query": SLOW}).encode()}

    async def leaves() -> Any:
        while not pool._running:
            await asyncio.sleep(0.01)
        return {"type": "http.disconnect"}

    async def ask() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
        with contextlib.suppress(ClientDisconnect):
            await Endpoint(here.settings, here.state, here.site.made).asked(Request(scope, leaves))
        await asyncio.wrap_future(pool.ask(examine("ASK {}"), "json"))  # the worker thinks of something else
        gc.collect()

    try:
        asyncio.run(ask())
    finally:
        pool.close()
    assert told == []


def test_a_query_that_takes_too_long_is_a_status(hasty: Live) -> None:
    answer = hasty.query(SLOW)
    assert (answer.status, answer.code) == (503, "limit")
    assert "retry-after" not in answer.headers
    assert "0.5 s" in answer.json["error"]["message"]


# --- clients


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("direct", [False, True])
def test_sparqlwrapper_asks_in_all_its_ways(server: Live, method: str, direct: bool) -> None:
    import SPARQLWrapper as Wrapper

    if direct and method == "GET":
        pytest.skip("no such way")
    client = Wrapper.SPARQLWrapper(f"{server.url}sparql")
    client.setMethod(method)
    client.setRequestMethod(Wrapper.POSTDIRECTLY if direct else Wrapper.URLENCODED)
    for form in (Wrapper.JSON, Wrapper.XML, Wrapper.CSV, Wrapper.TSV):
        client.setQuery(
            "SELECT ?id { ?claim cg:kind 'thesis' ; dcterms:identifier ?id } ORDER BY ?id LIMIT 2"
        )
        client.setReturnFormat(form)
        answer = client.query().convert()
        text = answer.toxml() if hasattr(answer, "toxml") else str(answer)
        assert "calls-for-support-key" in text or "thesis" not in text
        assert text
    client.setQuery("ASK { ?s ?p ?o }")
    client.setReturnFormat(Wrapper.JSON)
    assert client.query().convert()["boolean"] is True
    client.setQuery("CONSTRUCT { ?s cg:kind ?o } WHERE { ?s cg:kind ?o }")
    for form in (Wrapper.TURTLE, Wrapper.RDFXML, Wrapper.JSONLD):
        client.setReturnFormat(form)
        answer = client.query().convert()
        assert len(answer) > 100


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_takes_it_for_a_store(server: Live, method: str) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for form in ("xml", "json"):
        store = SPARQLStore(f"{server.url}sparql", method=method, returnFormat=form)
        held = rdflib.Graph(store)
        rows = list(
            held.query(
                "SELECT ?kind { <urn:x-claimgraph:paper:watanabe-2015/claim/nato-safer-course> cg:kind ?kind }"
            )
        )
        assert [str(row[0]) for row in rows] == ["thesis"]
        subject = rdflib.URIRef("urn:x-claimgraph:paper:watanabe-2015/note/27")
        assert len(list(held.triples((subject, None, None)))) > 3


def test_urllib_and_curl_ask(server: Live) -> None:
    query = "SELECT (COUNT(?c) AS ?n) { ?c cg:kind 'thesis' }"
    with urllib.request.urlopen(f"{server.url}sparql?query={quote(query)}") as answer:
        count = json.load(answer)["results"]["bindings"][0]["n"]["value"]
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("there is no curl")
    command = [
        curl,
        "-s",
        "-H",
        "Accept: text/csv",
        "--data-urlencode",
        f"query={query}",
        f"{server.url}sparql",
    ]
    assert subprocess.run(command, capture_output=True, check=True).stdout == f"n\r\n{count}\r\n".encode()


def test_many_clients_are_answered_at_once(server: Live) -> None:
    async def one() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        target = f"/sparql?{urlencode({'query': 'ASK { ?s ?p ?o }'})}"
        writer.write(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        return answer

    async def all_of_them() -> list[bytes]:
        return await asyncio.gather(*(one() for _ in range(64)))

    assert all(b'"boolean":true' in answer for answer in asyncio.run(all_of_them()))
