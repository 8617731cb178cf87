"""SPARQL from strangers: it ends, it reaches nothing, and what happens is said in a sentence.

Over data that are sent to the child (``store`` is None), and over a store on disk, of which no byte changes.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import ClaimgraphError, FileError, LimitError, QueryError, UsageError
from claimgraph.querying import child, wire
from claimgraph.querying.asking import sparql
from claimgraph.querying.engine import Engine, run
from claimgraph.querying.grouping import ungrouped, unseen
from claimgraph.querying.guard import Examined, examine
from claimgraph.querying.results import QueryResult
from claimgraph.querying.tokens import tokens

DATA = "".join(f"<urn:s{i}> <urn:p> <urn:s{i + 1}> <urn:g> .\n" for i in range(5))
DIGITS = " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 }}" for i in range(12))
SUM = " + ".join(f"?v{i}" for i in range(12))
ENDLESS = f"ASK {{ {DIGITS} FILTER({SUM} > 999) }}"
posix = pytest.mark.skipif(os.name != "posix", reason="limits of POSIX systems")


@pytest.fixture(scope="module", params=["memory", "store"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    if request.param == "memory":
        return None
    folder = tmp_path_factory.mktemp("safety") / "store"
    made = ox.Store(str(folder))
    made.bulk_load(DATA.encode(), format=ox.RdfFormat.N_QUADS)
    made.flush()
    return folder


@pytest.fixture
def store(kept: Path | None) -> Iterator[Path | None]:
    """Nothing, or a store on disk that holds DATA, before and after a test."""
    before = contents(kept)
    yield kept
    assert contents(kept) == before


def contents(folder: Path | None) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder else {}


def ask(
    store: Path | None,
    query: str,
    data: str,
    *,
    form: str = "json",
    prefixes: dict[str, str] | None = None,
    **limits: Any,
) -> QueryResult:
    """The answer over the ``store``, else over ``data``."""
    with Engine(store=store, **limits) as asked:
        return asked.query(data, query, prefixes=prefixes, form=form)


class Listener:
    """A server on the loopback interface that counts who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.calls += 1
                connection.sendall(b"HTTP/1.1 500 no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.socket.close()


REACHING = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } service ?u { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICEx: { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { ?s ?p trueSERVICE SILENT x: { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?o<?s#>'''\n) SERVICE <URL> { ?s ?p ?o } #'''\n}",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <urn:g>",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * FROMx: { ?s ?p ?o }",
    "PREFIX x: <URL> SELECT*FROM NAMEDx:{ ?s ?p ?o }",
    "DESCRIBE <urn:s1> FROM <URL>",
]


@pytest.mark.parametrize("query", REACHING)
def test_a_query_that_reaches_out_is_refused_in_one_sentence_and_reaches_nothing(
    query: str, listener: Listener, store: Path | None
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, query.replace("URL", listener.url), DATA)
    assert any(word in caught.value.message for word in ("is refused", "must stand by itself"))
    assert listener.calls == 0


@pytest.mark.parametrize("query", REACHING)
def test_with_the_guard_bypassed_the_child_still_reaches_nothing(
    query: str, listener: Listener, store: Path | None
) -> None:
    query = query.replace("URL", listener.url)
    unguarded = Examined(query, "select", list(tokens(query)), "", {}, [], -1, [])
    with Engine(store=store) as asked, contextlib.suppress(ClaimgraphError):
        asked.query(DATA, unguarded)
    assert listener.calls == 0


BARE = """
import sys
sys.path += [{here!r}, {packages!r}]
import child, pyoxigraph as ox
{give_up}
store = ox.Store()
try:
    result = store.query(sys.argv[1])
    print(list(result) if not isinstance(result, ox.QueryBoolean) else bool(result))
except Exception as error:
    print(type(error).__name__, error)
try:
    open({source!r})
    print("opened a file")
except OSError:
    print("opened nothing")
"""


def bare(query: str, give_up: str) -> str:
    """The output of a process that has given up its rights, and then asks the engine itself."""
    found = find_spec("pyoxigraph")
    assert found is not None
    assert found.origin is not None
    packages = str(Path(found.origin).parent.parent)
    here = str(Path(child.__file__).parent)
    code = BARE.format(here=here, packages=packages, source=child.__file__, give_up=give_up)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, query],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.stdout


@posix
@pytest.mark.parametrize("query", [query for query in REACHING if "SERVICE" in query.upper()])
def test_a_process_that_has_given_up_its_rights_cannot_connect(query: str, listener: Listener) -> None:
    output = bare(query.replace("URL", listener.url), "child.give_up(1 << 30, 10)")
    assert "opened nothing" in output
    assert listener.calls == 0


def test_the_listening_server_would_have_noticed(listener: Listener) -> None:
    assert "opened a file" in bare(REACHING[0].replace("URL", listener.url), "")
    assert listener.calls > 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
    ],
)
def test_a_query_reads_no_file(query: str, store: Path | None) -> None:
    with pytest.raises(QueryError, match="is refused"):
        ask(store, query, DATA)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonld", '{"@context": "URL", "name": "x"}'),
        ("a.jsonld", '{"@context": ["URL", {"@import": "URL"}], "name": "x"}'),
        ("a.rdf", '<!DOCTYPE r SYSTEM "URL" [<!ENTITY % x SYSTEM "URL"> %x;]><r/>'),
        ("a.ttl", "@base <URL> . @import <URL> . <> <> <> ."),
        ("a.n3", "<URL> <http://www.w3.org/2000/10/swap/log#semantics> ?x ."),
    ],
)
def test_a_file_makes_nothing_be_fetched(tmp_path: Path, name: str, content: str, listener: Listener) -> None:
    (tmp_path / name).write_text(content.replace("URL", listener.url))
    with contextlib.suppress(FileError):
        sparql(tmp_path / name, "SELECT * { ?s ?p ?o }")
    assert listener.calls == 0


def test_a_context_elsewhere_is_said_not_to_be_fetched(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text('{"@context": "http://127.0.0.1:1/", "name": "x"}')
    with pytest.raises(FileError, match="its context is elsewhere, and is not fetched"):
        sparql(tmp_path / "a.jsonld", "ASK {}")


# What only looks forbidden.


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p ?o } # SERVICE <http://x> { } FROM <x>",
        "ASK { FILTER(STR(?s) != 'SERVICE <http://x> { ?s ?p ?o }') ?s ?p ?o }",
        'ASK { FILTER(STR(?s) != "LOAD \\" FROM <x>") ?s ?p ?o }',
        'ASK { FILTER(STR(?s) != """SERVICE "" \\""" {\n INSERT""") ?s ?p ?o }',
        "ASK { FILTER(STR(?s) != '''it's\nSERVICE <u> {''') ?s ?p ?o }",
        "ASK { ?s ?p ?o FILTER(?o != <http://example.org/SERVICE#FROM>) }",
        "PREFIX service: <urn:> ASK { ?s service:p ?o }",
        "PREFIX from: <urn:> ASK { ?s from:p ?from FILTER(?from != from:SERVICE) }",
        "PREFIX x: <urn:> ASK { ?s x:p ?service FILTER(?service != x:load.SERVICE-from) }",
        "ASK { ?s ?p ?o FILTER(STR(?s) != '\\u0053ERVICE') }",
        "ASK { ?s ?p ?o FILTER('a'@service != 'b') }",
        "ASK { _:from ?p ?o }",
        "ASK { ?s ?p ?o FILTER(?s < ?o || ?o > ?s || true) }",
        "ASK { ?s ?p ?o FILTER(?s != <http://x#a> && ?o != <http://x#b>) }",
    ],
)
def test_a_word_in_a_string_an_iri_a_comment_or_a_name_is_not_refused(query: str, store: Path | None) -> None:
    assert ask(store, query, DATA).boolean is True


def test_a_built_in_prefix_may_be_called_like_a_keyword(store: Path | None) -> None:
    assert ask(store, "ASK { ?s Service:p ?o }", DATA, prefixes={"Service": "urn:"}).boolean is True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { \\u0053ERVICE <http://x> { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://x> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ervice <http://x> { ?s ?p ?o } }",
    ],
)
def test_service_in_codepoint_escapes_is_refused(query: str, store: Path | None) -> None:
    with pytest.raises(QueryError, match="line 1, column 12: SERVICE is refused"):
        ask(store, query, DATA)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX x: <urn:> DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "CREATE GRAPH <urn:x>",
        "ADD DEFAULT TO <urn:x>",
        "MOVE <urn:x> TO DEFAULT",
        "COPY <urn:x> TO <urn:y>",
        "WITH <urn:x> DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "ASK {} ; DROP ALL",
    ],
)
def test_an_update_is_refused(update: str, store: Path | None) -> None:
    with pytest.raises(QueryError, match=r"(?s)line 1, column \d+: [A-Z]+ is refused: it is an update"):
        ask(store, update, DATA)


def test_from_a_graph_of_the_data_set_is_not_refused_and_of_another_is(store: Path | None) -> None:
    assert len(ask(store, "SELECT * FROM <urn:g> { ?s ?p ?o }", DATA).rows) == 5
    with pytest.raises(QueryError) as caught:
        ask(store, "SELECT *\n  FROM <urn:h> { ?s ?p ?o }", DATA)
    assert caught.value.message.startswith(
        "line 2, column 3: FROM is refused: the data set has no graph <urn:h>"
    )


# Nesting.

NESTED = {
    "brackets": lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    "groups": lambda n: "ASK " + "{" * n + "?s ?p ?o" + "}" * n,
    "not": lambda n: "ASK { FILTER(" + "!" * n + "true) }",
    "lists": lambda n: "ASK { ?s ?p " + "(" * n + "1" + ")" * n + " }",
    "blank nodes": lambda n: "ASK { ?s ?p " + "[ ?p " * n + "?x" + "]" * n + " }",
    "paths": lambda n: "ASK { ?s " + "^(" * n + "<urn:p>" + ")" * n + " ?o }",
    "functions": lambda n: "ASK { FILTER(" + "STR(" * n + "1" + ")" * n + ") }",
    "not exists": lambda n: "ASK " + "{ FILTER NOT EXISTS " * n + "{}" + "}" * n,
    "subqueries": lambda n: "SELECT * " + "{ SELECT * " * n + "{}" + "}" * n,
    "graphs": lambda n: "ASK { " + "GRAPH ?g {" * n + "}" * n + " }",
    "quoted triples": lambda n: "ASK { ?s ?p " + "<<( ?s ?p " * n + "?o" + " )>>" * n + " }",
    "annotations": lambda n: "ASK { ?s ?p ?o " + "{| ?p ?o " * n + "|}" * n + " }",
    "optionals": lambda n: "ASK { " + "OPTIONAL { ?s ?p ?o " * n + "}" * n + " }",
}


@pytest.mark.parametrize("name", NESTED)
def test_nesting_beyond_64_is_refused(name: str) -> None:
    for depth in (70, 2_000, 10_000):
        with pytest.raises(ClaimgraphError, match=r"nested more than 64 deep|longer than") as caught:
            examine(NESTED[name](depth))
        assert isinstance(caught.value, (QueryError, LimitError))


@pytest.mark.parametrize("name", ["brackets", "groups", "not", "paths", "functions", "subqueries", "graphs"])
def test_nesting_of_50_is_answered(name: str, store: Path | None) -> None:
    assert ask(store, NESTED[name](50), DATA) is not None


CHAINS = {
    "or": lambda n: "ASK { ?s ?p ?o FILTER(?s = 1" + " || ?s = 1" * n + ") }",
    "plus": lambda n: "ASK { FILTER(1" + " + 1" * n + " > 0) }",
    "union": lambda n: "ASK { {}" + " UNION {}" * n + " }",
    "filters": lambda n: "ASK { ?s ?p ?o " + "FILTER(?s != ?o) " * n + "}",
    "sequence": lambda n: "ASK { ?s <urn:p>" + "/<urn:p>" * n + " ?o }",
    "objects": lambda n: "ASK { ?s ?p ?o" + ", ?o" * n + " }",
    "binds": lambda n: "ASK { " + "".join(f"BIND({i} AS ?v{i}) " for i in range(n)) + "}",
    "minus signs": lambda n: "ASK { FILTER(" + "-" * n + "1 < 0) }",
    "carets": lambda n: "ASK { ?s " + "^" * n + "<urn:p> ?o }",
}


@pytest.mark.parametrize("name", CHAINS)
def test_a_long_chain_is_answered_or_refused_in_a_sentence(name: str, store: Path | None) -> None:
    for length in (1_000, 20_000):
        with contextlib.suppress(QueryError, LimitError):
            ask(store, CHAINS[name](length), DATA, timeout=0.3)


@posix
def test_a_crash_of_the_engine_is_a_sentence(store: Path | None) -> None:
    deep = NESTED["functions"](60_000)
    unguarded = Examined(deep, "ask", list(tokens(deep)), "", {}, [], -1, [])
    with (
        Engine(store=store) as asked,
        pytest.raises(LimitError, match=r"the query is nested too deep or too long"),
    ):
        asked.query(DATA, unguarded)


def test_a_query_of_megabytes_is_refused(store: Path | None) -> None:
    with pytest.raises(LimitError, match="longer than"):
        ask(store, "ASK { " + "?s ?p ?o . " * 200_000 + "}", DATA)


# Time, memory, size.


@pytest.mark.parametrize("query", [ENDLESS, "ASK { " + "?a ?b ?c . ?c ?d ?a . " * 400 + "}"])
def test_an_endless_query_ends_in_time(query: str, store: Path | None) -> None:
    started = time.monotonic()
    with pytest.raises(LimitError, match=r"the query did not finish within 0\.5 s"):
        ask(store, query, DATA, timeout=0.5)
    assert time.monotonic() - started < 20


@posix
def test_a_child_whose_parent_forgets_the_time_still_stops(store: Path | None) -> None:
    with Engine(timeout=0.1, store=store) as asked:
        asked.timeout = 60
        with pytest.raises(LimitError, match="did not finish"):
            asked.query(DATA, ENDLESS)


@posix
@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {DIGITS} }} ORDER BY ?v0",
        f"SELECT (COUNT(DISTINCT *) AS ?count) {{ {DIGITS} }}",
        "SELECT * { BIND('xxxxxxxxxxxxxxxx' AS ?a0) "
        + "".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1}) " for i in range(40))
        + "}",
    ],
)
def test_a_query_that_wants_all_memory_is_stopped(query: str, store: Path | None) -> None:
    with pytest.raises(LimitError, match=r"needs more than 200 MiB of memory|too deep or too long"):
        ask(store, query, DATA, timeout=60, memory=200 << 20)


@posix
def test_a_file_that_grows_when_read_is_stopped(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12))
    (tmp_path / "bomb.rdf").write_text(
        f'<!DOCTYPE r [<!ENTITY e0 "xxxxxxxxxx">{entities}]><r:RDF xmlns:u="urn:" '
        'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description><u:b>&e12;</u:b>'
        "</r:Description></r:RDF>"
    )
    with pytest.raises(LimitError, match=r"bomb\.rdf needs more than 200 MiB of memory"):
        sparql(tmp_path / "bomb.rdf", "ASK {}", timeout=10, memory=200 << 20)


def test_a_result_that_is_too_large_is_refused_before_it_is_held(store: Path | None) -> None:
    query = "SELECT * { " + "".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 }} " for i in range(7)) + "}"
    for form in ("json", "csv", "xml", "tsv"):
        with pytest.raises(LimitError, match="the result is larger than 1 MiB"):
            ask(store, query, DATA, size=1 << 20, form=form)
    with pytest.raises(LimitError, match="the result is larger than 0 MiB"):
        ask(store, "CONSTRUCT WHERE { ?s ?p ?o }", DATA, size=10, form="turtle")


def test_a_result_of_many_rows_arrives_whole(store: Path | None) -> None:
    query = "SELECT * { " + "".join(f"VALUES ?v{i} {{ 0 1 2 3 4 5 6 7 8 9 }} " for i in range(5)) + "}"
    assert ask(store, query, "", form="tsv").body.count(b"\n") == 100_001


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf")])
def test_a_time_limit_that_makes_no_sense_is_a_wrong_usage(timeout: float) -> None:
    with pytest.raises(UsageError, match="seconds above 0"):
        Engine(timeout=timeout)


def test_a_huge_time_limit_is_taken() -> None:
    assert run("ASK {}", "", timeout=1e300).boolean is True


# The processes.


def children_of(pid: int) -> set[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return set(map(int, text.split()))


on_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")


def gone(pid: int) -> bool:
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


@on_linux
def test_no_child_is_left_behind_whatever_happens(store: Path | None) -> None:
    before = children_of(os.getpid())
    for query, size in (("ASK {}", 100), ("WRONG", 100), (ENDLESS, 100), ("SELECT * { ?s ?p ?o }", 10)):
        with contextlib.suppress(ClaimgraphError):
            ask(store, query, DATA, timeout=0.3, size=size)
    with Engine(store=store):
        assert len(children_of(os.getpid()) - before) == 1
    assert children_of(os.getpid()) <= before


ASKING = f"""
import sys
from pathlib import Path
from claimgraph.querying.engine import Engine
with Engine(timeout=50, store=Path(sys.argv[1]) if sys.argv[1:] else None) as engine:
    engine.query("", {ENDLESS!r})
"""


def asking(store: Path | None) -> tuple[subprocess.Popen[bytes], int]:
    process = subprocess.Popen(
        [sys.executable, "-c", ASKING, *([str(store)] if store else [])], stderr=subprocess.PIPE
    )
    for _ in range(400):
        found = children_of(process.pid)
        if found:
            time.sleep(0.3)
            return process, found.pop()
        time.sleep(0.05)
    raise AssertionError("no child")


@on_linux
def test_the_child_dies_with_its_parent(store: Path | None) -> None:
    process, evaluating = asking(store)
    process.kill()
    process.communicate()
    assert gone(evaluating)


@on_linux
def test_control_c_ends_both(store: Path | None) -> None:
    process, evaluating = asking(store)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert b"KeyboardInterrupt" in said
    assert gone(evaluating)


@on_linux
def test_a_child_that_is_killed_is_a_sentence(store: Path | None) -> None:
    with Engine(store=store) as asked:
        (evaluating,) = children_of(os.getpid())
        threading.Timer(0.2, os.kill, (evaluating, signal.SIGSEGV)).start()
        with pytest.raises(LimitError, match="too deep or too long for the engine"):
            asked.query(DATA, ENDLESS)


def test_an_engine_that_cannot_start_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, store: Path | None
) -> None:
    monkeypatch.setattr(wire.sys, "executable", "/nonexistent/python")
    with pytest.raises(LimitError, match="cannot be started"):
        ask(store, "ASK {}", "")


def test_many_engines_run_side_by_side(store: Path | None) -> None:
    answers: list[bool | None] = []
    threads = [
        threading.Thread(target=lambda: answers.append(ask(store, "ASK {}", DATA).boolean)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 8


# Anything at all.

WORDS = """SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED SERVICE SILENT GRAPH FILTER OPTIONAL UNION MINUS BIND
AS GROUP BY HAVING ORDER COUNT( VALUES PREFIX BASE LOAD ?s ?p ?o * { } ( ) [ ] << >> {| |} ! && || = < > ^ / | + - . ; , # ' " <urn:x> <rel>
ex:a : _:b @en ^^ 1 1.5 1e9 true SUM( é 😀 \\ \\u0053 \\u000 '''"""
PIECES = st.sampled_from([*WORDS.split(), '"""', "\n", "\t", "\r"])


@given(st.lists(PIECES, max_size=30), st.sampled_from(["", " "]))
@settings(max_examples=400, deadline=None)
def test_any_text_is_examined_or_refused_in_a_sentence(pieces: list[str], glue: str) -> None:
    query = glue.join(pieces)
    found = list(tokens(query))
    assert all(query[token.start : token.end] == token.text for token in found)
    assert unseen(query, found) is not None
    assert ungrouped(query, found, len(found)) != ""
    with contextlib.suppress(QueryError, LimitError):
        examined = examine(query)
        assert not any(token.keyword == "SERVICE" for token in examined.tokens)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["", " "]))
@settings(max_examples=40, deadline=None)
def test_any_text_is_answered_or_refused_in_a_sentence(
    kept: Path | None, pieces: list[str], glue: str
) -> None:
    query = "ASK { " + glue.join(pieces)
    with contextlib.suppress(QueryError, LimitError):
        ask(kept, query, DATA, timeout=5)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_characters_are_examined_or_refused(text: str) -> None:
    with contextlib.suppress(QueryError):
        examine(text)
