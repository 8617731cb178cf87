"""``claimgraph sparql``: exit codes, streams, errors, as the contract has them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

Command = Callable[..., "subprocess.CompletedProcess[str]"]
CLAIM_TEXTS = "SELECT ?claim ?text { ?claim aif:claimText ?text }"
ENDLESS = (
    "ASK { "
    + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 }}" for i in range(12))
    + f" FILTER({' + '.join(f'?v{i}' for i in range(12))} > 999) }}"
)


@pytest.fixture
def asked(claimgraph: Command, folder: Callable[..., Path]) -> Command:
    """The command, over a tiny data set."""
    data = folder()
    return lambda *arguments, **options: claimgraph("sparql", *arguments, "--data", data, **options)


def test_the_data_set_is_asked_with_its_prefixes_built_in(asked: Command) -> None:
    done = asked(CLAIM_TEXTS, "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["head"]["vars"] == ["claim", "text"]
    assert answer["results"]["bindings"]
    assert asked("ASK { claim:no-such-claim a aif:I-node }").stdout == "no\n"


def test_the_data_set_s_own_graph_can_be_named_and_no_other(asked: Command) -> None:
    (graph,) = json.loads(asked("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "--json").stdout)["results"][
        "bindings"
    ]
    own = graph["g"]["value"]
    assert json.loads(asked(f"ASK FROM <{own}> {{ ?s ?p ?o }}", "--json").stdout)["boolean"] is True
    done = asked(f"ASK FROM <{own}x> {{ ?s ?p ?o }}")
    assert done.returncode == 2
    assert "FROM is refused" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("query", "plain", "strict"),
    [
        ("ASK { ?s ?p ?o }", 0, 0),
        ("ASK { FILTER(false) }", 0, 1),
        ("SELECT ?s { ?s ?p ?o }", 0, 0),
        ("SELECT ?s { ?s <urn:nothing> ?o }", 0, 1),
    ],
)
def test_e_turns_no_and_nothing_into_exit_code_1(asked: Command, query: str, plain: int, strict: int) -> None:
    assert asked(query).returncode == plain
    assert asked(query, "-e").returncode == strict
    assert asked("-e", query, "--json").returncode == strict


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "the query is empty"),
        ("SELECT * {\n  ?s foo:p ?o }", 'line 2, column 6: the prefix "foo:" is not declared'),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "line 1, column 12: SERVICE is refused"),
        ("DROP ALL", "line 1, column 1: DROP is refused"),
        ("ASK {" + "{" * 70 + "}" * 71, "nested more than 64 deep"),
    ],
)
def test_a_query_that_is_wrong_or_refused_is_exit_code_2(asked: Command, query: str, said: str) -> None:
    done = asked(query)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    as_json = asked(query, "--json")
    assert as_json.returncode == 2
    error = json.loads(as_json.stdout)["error"]
    assert error["code"] == "query"
    assert said in error["message"]


def test_a_form_that_rows_do_not_have_is_exit_code_2(asked: Command) -> None:
    done = asked("ASK {}", "--format", "turtle")
    assert done.returncode == 2
    assert "has no form" in done.stderr


@pytest.mark.parametrize("form", ["csv", "tsv", "xml", "md", "text", "json"])
def test_rows_come_in_every_form(asked: Command, form: str) -> None:
    done = asked(CLAIM_TEXTS, "--format", form)
    assert done.returncode == 0
    assert "text" in done.stdout
    assert done.stdout.endswith("\n")


def test_a_graph_comes_as_turtle_and_with_json_as_json_ld(asked: Command) -> None:
    query = "CONSTRUCT WHERE { ?claim aif:claimText ?text }"
    turtle = rdflib.Graph().parse(data=asked(query).stdout, format="turtle")
    json_ld = rdflib.Graph().parse(data=asked(query, "--json").stdout, format="json-ld")
    assert set(turtle) == set(json_ld) != set()


def test_a_time_limit_is_exit_code_5(asked: Command) -> None:
    done = asked("--timeout", "0.3", ENDLESS, "--json")
    assert done.returncode == 5
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "limit"
    assert "did not finish within 0.3 s" in error["message"]


def test_another_file_is_asked_instead_and_needs_no_data_set(claimgraph: Command, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text("<#a> <#p> 'it\u2019s' .", encoding="utf-8")
    done = claimgraph("sparql", "--rdf", "g.ttl", "SELECT ?o { <#a> <#p> ?o }", "--data", "nowhere")
    assert (done.returncode, done.stdout) == (0, "o\nit\u2019s\n")


def test_a_query_file_s_own_iri_is_the_query_s_base(claimgraph: Command, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(f"<{tmp_path.as_uri()}/q/x> <urn:p> 1 .")
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "ask.rq").write_text("ASK { <x> <urn:p> 1 }")
    assert claimgraph("sparql", "--rdf", "g.ttl", "q/ask.rq").stdout == "yes\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [("bad.ttl", b"<a> <b>"), ("bad.ttl", b"\xff"), ("none.ttl", None), ("bad.jsonld", b"{")],
)
def test_a_file_that_cannot_be_read_is_exit_code_5(
    claimgraph: Command, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = claimgraph("sparql", "--rdf", name, "ASK {}", "--json")
    assert done.returncode == 5
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "file"
    assert name in error["message"]


def test_standard_input_is_a_query(asked: Command) -> None:
    assert asked("-", input="ASK {}").stdout == "yes\n"
    assert asked("-", input="").returncode == 2


def test_an_unknown_name_is_exit_code_3_and_a_missing_file_5(asked: Command) -> None:
    assert asked("no-such-question-at-all").returncode == 3
    assert asked("nowhere/q.rq").returncode == 5


@pytest.mark.skipif(os.name != "posix", reason="POSIX pipes")
def test_a_closed_pipe_ends_quietly(asked: Command, folder: Callable[..., Path]) -> None:
    rows = "SELECT * { " + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 }}" for i in range(5)) + " }"
    command = [sys.executable, "-m", "claimgraph", "sparql", rows, "--data", str(folder()), "--format", "csv"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 0
    process.stderr.close()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_control_c_is_exit_code_130(folder: Callable[..., Path]) -> None:
    command = [sys.executable, "-m", "claimgraph", "sparql", ENDLESS, "--data", str(folder())]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    evaluating = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not evaluating.read_text() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in said
