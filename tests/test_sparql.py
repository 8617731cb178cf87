"""SPARQL: what a person asks and gets, through the child process that answers."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tracemalloc
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from claimgraph.errors import FileError, QueryError, UnknownName, UsageError
from claimgraph.querying.asking import find_query, sparql
from claimgraph.querying.engine import Engine, run
from claimgraph.querying.rdf_files import rdf_file
from claimgraph.querying.results import FORMATS, QueryResult
from claimgraph.views.text.solutions import render_sparql, sparql_pieces
from claimgraph.views.text.terminal import Style

DATA = """\
<urn:a> <urn:name> "Anna" <urn:one> .
<urn:a> <urn:knows> <urn:b> <urn:one> .
<urn:b> <urn:name> "Бо 日本"@ja <urn:two> .
<urn:b> <urn:age> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:two> .
<urn:b> <urn:note> "a, \\"b\\"\\n\\u001B[31m=1+1\\u202E" <urn:two> .
"""


def message(query: str, **options: object) -> str:
    with pytest.raises(QueryError) as caught:
        run(query, DATA, **options)  # type: ignore[arg-type]
    return caught.value.message


def test_select_gives_variables_and_rows() -> None:
    result = run("SELECT ?who ?name { ?who <urn:name> ?name } ORDER BY ?who", DATA)
    assert result.form == "select"
    assert result.variables == ["who", "name"]
    assert result.rows[0] == {
        "who": {"type": "uri", "value": "urn:a"},
        "name": {"type": "literal", "value": "Anna"},
    }
    assert not result.is_empty


def test_columns_of_select_star_come_in_the_order_of_the_query() -> None:
    assert run("SELECT * { ?z <urn:name> ?m . OPTIONAL { ?z <urn:age> ?a } }", DATA).variables == [
        "z",
        "m",
        "a",
    ]
    assert run("SELECT DISTINCT * { ?z ?y ?x { SELECT ?a { ?a ?b ?z } } }", DATA).variables == [
        "z",
        "y",
        "x",
        "a",
    ]
    assert run("SELECT * {}", DATA).variables == []


def test_ask_answers_true_or_false() -> None:
    assert run("ASK { <urn:a> ?p ?o }", DATA).boolean is True
    assert run("ASK { <urn:zz> ?p ?o }", DATA).boolean is False


@pytest.mark.parametrize("form", [name for name, formats in FORMATS.items() if formats.table])
@pytest.mark.parametrize(
    "query",
    ["SELECT ?s ?o { ?s <urn:%s> ?o }", "ASK { ?s <urn:%s> ?o }", "SELECT * { <urn:a> <urn:%s> <urn:b> }"],
)
def test_no_rows_and_false_are_empty_in_every_format(form: str, query: str) -> None:
    assert run(query % "nothing", DATA, form=form).is_empty
    assert not run(query % "knows", DATA, form=form).is_empty


@pytest.mark.parametrize("form", [name for name, formats in FORMATS.items() if formats.graph])
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s <urn:%s> ?o }", "DESCRIBE ?s { ?s <urn:%s> ?o }"])
def test_a_graph_without_triples_is_empty_in_every_format(form: str, query: str) -> None:
    data = DATA.replace("urn:", "http://x/")  # RDF/XML cannot write every predicate
    query = query.replace("urn:", "http://x/")
    assert run(query % "nothing", data, form=form).is_empty
    assert not run(query % "knows", data, form=form).is_empty


def test_the_default_graph_is_the_union_and_graphs_can_be_named() -> None:
    assert len(run("SELECT ?s { ?s ?p ?o }", DATA).rows) == 5
    assert len(run("SELECT ?s { GRAPH <urn:two> { ?s ?p ?o } }", DATA).rows) == 3
    assert len(run("SELECT ?s FROM <urn:one> { ?s ?p ?o }", DATA).rows) == 2
    assert len(run("SELECT ?s FROM <urn:one> FROM <urn:two> { ?s ?p ?o }", DATA).rows) == 5
    named = run("SELECT ?g FROM NAMED <urn:one> { GRAPH ?g { ?s ?p ?o } }", DATA)
    assert {row["g"]["value"] for row in named.rows} == {"urn:one"}
    assert run("SELECT ?s FROM NAMED <urn:one> { ?s ?p ?o }", DATA).rows == []
    assert run("PREFIX u: <urn:> SELECT ?s FROM u:one FROM NAMED u:two { ?s ?p ?o }", DATA).rows != []
    assert run("BASE <urn:x:y> SELECT ?s FROM <urn:one> { ?s ?p ?o }", DATA).rows != []


def test_triples_of_the_same_graph_come_once_sorted_with_the_prefixes_they_need() -> None:
    query = "CONSTRUCT { ?s u:is 'there' } { ?s ?p ?o }"
    result = run(query, DATA, prefixes={"u": "urn:", "unused": "http://unused/"}, form="turtle")
    assert result.text == '@prefix u: <urn:> .\nu:a u:is "there" .\nu:b u:is "there" .\n'


def test_prefixes_may_look_odd() -> None:
    odd = "http://x/\u2028\u00a0#"
    data = f"<{odd}a> <urn:b> <urn:c> ."
    result = run(f"PREFIX odd: <{odd}> CONSTRUCT WHERE {{ odd:a ?p ?o }}", data, form="turtle")
    assert len(rdflib.Graph().parse(data=result.text, format="turtle")) == 1
    assert (
        run("PREFIX : <urn:> PREFIX serviceFROM: <urn:> ASK { ?s :knows serviceFROM:b }", DATA).boolean
        is True
    )
    assert "line 1, column 12" in message("PREFIX ex: <no iri> ASK {}")


def test_prefixes_are_built_in_and_the_query_may_declare_them_anew() -> None:
    assert sparql(DATA, "ASK { ?s foaf:name ?o }").boolean is False
    assert sparql(DATA, "PREFIX foaf: <urn:> ASK { ?s foaf:name ?o }").boolean is True
    assert 'the prefix "foav:" is not declared; did you mean "foaf:"?' in error(
        "SELECT * {\n  ?s foav:name ?o }"
    )


def error(query: str) -> str:
    with pytest.raises(QueryError) as caught:
        sparql(DATA, query)
    return caught.value.message


# What is wrong with a query, and where.


@pytest.mark.parametrize(
    ("query", "place", "said"),
    [
        ("SELCT * { ?s ?p ?o }", (1, 1), "unexpected SELCT; did you mean SELECT?"),
        ("SELECT *\nWERE { ?s ?p ?o }", (2, 1), "unexpected WERE; did you mean WHERE?"),
        ("SELECT * {\n  ?s ex:p ?o\n}", (2, 6), 'the prefix "ex:" is not declared'),
        ("SELECT * { ?s <p> ?o }", (1, 15), "<p> is relative, and the query has no BASE"),
        ("SELECT * { ?s <a b> ?o }", (1, 15), "this is no IRI"),
        ("SELECT * { ?s ?p 'abc }", (1, 18), "the string that begins here has no end"),
        ('SELECT * { ?s ?p """abc" }', (1, 18), "the string that begins here has no end"),
        ("SELECT * { ?s ?p ?o", (1, 10), "the { that opens here has no }"),
        ("SELECT * { ?s ?p ?o } }", (1, 23), "unexpected }"),
        ("SELECT * { ?s ?p ?o } LIMIT many", (1, 29), "unexpected many"),
        ("SELECT * {\n ?s ?p 'é日本' §\n}", (2, 14), "unexpected §"),
        ("SELECT", (1, 7), "the query ends too early"),
        ("SELECT ?x { ?x ?p ?o } GROUP BY ?p", (1, 8), "SELECT names ?x, which is neither grouped by nor"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", (1, 40), "BIND names a variable that has a value"),
        ("SELECT * {\r\n  ?s ?p ?o ;; nonsense\r\n}", (2, 15), "unexpected nonsense"),
        ("# comment\n\n  {", (3, 3), "unexpected {"),
        ("PREFIX", (1, 7), "the query ends too early"),
        ("PREFIX ex <urn:x>\nSELECT * {}", (1, 8), "unexpected ex"),
        ("PREFIX ex:\nSELECT * {}", (2, 1), "unexpected SELECT"),
        ("BASE <urn:x> BASE", (1, 18), "the query ends too early"),
    ],
)
def test_a_syntax_error_shows_line_column_and_the_line_with_a_caret(
    query: str, place: tuple[int, int], said: str
) -> None:
    first, line, caret = message(query).split("\n")
    assert first.startswith(f"line {place[0]}, column {place[1]}: {said}")
    shown = query.split("\n")[place[0] - 1].rstrip("\r")
    assert line == f"    {shown.replace(chr(9), ' ')}".rstrip()
    assert caret.rstrip("^").strip() == ""


def test_the_caret_stands_under_the_place_in_long_lines_and_beside_wide_letters() -> None:
    long = "SELECT * { " + "?s ?p ?o . " * 40 + "WRONG " + "?s ?p ?o . " * 40 + "}"
    _, line, caret = message(long).split("\n")
    assert len(line) <= 64
    assert line[caret.index("^") :].startswith("WRONG")
    _, line, caret = message("SELECT * { ?s ?p '日本' WRONG }").split("\n")
    assert caret.index("^") == line.index("WRONG") + 2


@pytest.mark.parametrize("query", ["", " \n\t", "# only a comment"])
def test_an_empty_query_is_said_to_be_empty(query: str) -> None:
    assert message(query) == "the query is empty"


def test_an_unknown_function_is_said_to_be_unknown() -> None:
    assert "urn:f" in message("SELECT (<urn:f>(1) AS ?x) {}")


def test_a_lone_surrogate_is_no_crash() -> None:
    assert "not valid Unicode" in message("SELECT * { ?s ?p '\udc80' }")
    with pytest.raises(QueryError, match="unexpected WRONG"):
        run("SELECT * { ?s ?p '\x00' . WRONG }", DATA)


# What comes out.


def test_json_is_the_w3c_format() -> None:
    assert json.loads(run("SELECT ?n { <urn:b> <urn:age> ?n }", DATA).body) == {
        "head": {"vars": ["n"]},
        "results": {
            "bindings": [
                {
                    "n": {
                        "type": "literal",
                        "value": "7",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    }
                }
            ]
        },
    }
    assert json.loads(run("ASK {}", DATA).body) == {"head": {}, "boolean": True}


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_a_result_format_loses_nothing(form: str) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    store = ox.Store()
    store.load(DATA, format=ox.RdfFormat.N_QUADS)
    expected = {tuple(map(str, row)) for row in store.query(query, use_default_graph_as_union=True)}  # type: ignore
    printed = render_sparql(run(query, DATA, form=form), Style(80), form=form, piped=True)
    extension = {"json": "srj", "xml": "srx", "tsv": "tsv"}[form]
    read = ox.parse_query_results(printed, format=ox.QueryResultsFormat.from_extension(extension))
    assert {tuple(map(str, row)) for row in read} == expected  # type: ignore[union-attr]


def test_csv_is_the_w3c_format_for_any_reader() -> None:
    text = render_sparql(
        run("SELECT ?o { <urn:b> <urn:note> ?o }", DATA, form="csv"), Style(80), form="csv", piped=True
    )
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["o"], ['a, "b"\n\x1b[31m=1+1\u202e']]


def test_xml_is_well_formed() -> None:
    root = ET.fromstring(run("SELECT ?o { ?s <urn:name> ?o }", DATA, form="xml").body)
    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


@pytest.mark.parametrize(
    ("form", "syntax"), [("turtle", "turtle"), ("ntriples", "nt"), ("json", "json-ld"), ("xml", "xml")]
)
def test_a_graph_format_loses_nothing(form: str, syntax: str) -> None:
    data = DATA.replace("urn:", "http://example.org/").replace("\\u001B", "")
    result = run("CONSTRUCT WHERE { ?s ?p ?o }", data, form=form)
    printed = render_sparql(result, Style(80), form=form, piped=True)
    expected = rdflib.Dataset(default_union=True)
    expected.parse(data=data, format="nquads")
    read = rdflib.Graph().parse(data=printed, format=syntax)
    assert set(read) == set(expected.triples((None, None, None)))


@pytest.mark.parametrize("form", ["text", "json", "turtle", "md", "csv", "tsv", "xml"])
def test_nothing_that_acts_on_a_terminal_reaches_one(form: str) -> None:
    query = "SELECT ?o { <urn:b> <urn:note> ?o }"
    if form == "turtle":
        query = "CONSTRUCT WHERE { <urn:b> ?p ?o }"
    text = render_sparql(run(query, DATA, form=form), Style(80), form=form)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_escaped_characters_beyond_the_basic_plane_read_back_as_they_were() -> None:
    data = '<urn:a> <urn:b> "\U000e0041\u202e" .'
    rows = render_sparql(run("SELECT ?o { ?s ?p ?o }", data), Style(80), form="json")
    assert json.loads(rows)["results"]["bindings"][0]["o"]["value"] == "\U000e0041\u202e"
    turtle = render_sparql(run("CONSTRUCT WHERE { ?s ?p ?o }", data, form="turtle"), Style(80), form="turtle")
    (triple,) = rdflib.Graph().parse(data=turtle, format="turtle")
    assert str(triple[2]) == "\U000e0041\u202e"
    assert rows.isascii()
    assert turtle.isascii()


def test_a_table_is_aligned_and_turns_into_records_where_it_does_not_fit() -> None:
    result = run("SELECT ?s ?o { ?s <urn:name> ?o } ORDER BY ?s", DATA, form="text")
    wide = "s        o\n<urn:a>  Anna\n<urn:b>  Бо 日本\n"
    assert render_sparql(result, Style(40)) == wide
    assert render_sparql(result, Style(10)) == "s  <urn:a>\no  Anna\n\ns  <urn:b>\no  Бо 日本\n"
    assert render_sparql(result, Style(10), piped=True) == wide


def test_iris_are_shortened_only_where_the_short_form_is_sparql() -> None:
    data = "<http://x/a> <http://x/a/b> <http://x/> ."
    text = render_sparql(run("SELECT * { ?s ?p ?o }", data), Style(80), prefixes={"x": "http://x/"})
    assert text.split("\n")[1].split() == ["x:a", "<http://x/a/b>", "<http://x/>"]


def test_text_answers_of_one_word() -> None:
    assert render_sparql(run("ASK {}", DATA), Style(80)) == "yes\n"
    assert render_sparql(run("ASK { FILTER(false) }", DATA), Style(80)) == "no\n"
    assert render_sparql(run("SELECT ?s { ?s <urn:none> ?o }", DATA), Style(80)) == "no rows\n"
    assert render_sparql(run("SELECT * {}", DATA), Style(80)) == "1 row without columns\n"


def test_a_markdown_cell_is_never_markup() -> None:
    text = render_sparql(run("SELECT ?o { VALUES ?o { '|*_`<b>' } }", DATA, form="md"), Style(80), form="md")
    assert text == "| o |\n| --- |\n| \\|\\*\\_\\`\\<b\\> |\n"


def test_a_form_that_an_answer_does_not_have_is_a_wrong_usage() -> None:
    with pytest.raises(UsageError, match='SELECT gives rows, which has no form "turtle"'):
        run("SELECT * {}", DATA, form="turtle")
    with pytest.raises(UsageError, match='CONSTRUCT gives a graph, which has no form "csv"'):
        run("CONSTRUCT WHERE {}", DATA, form="csv")
    with pytest.raises(UsageError, match="no form"):
        run("ASK {}", DATA, form="nonsense")


# Files.


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("g.ttl", "<#a> <#b> 'c' ."),
        ("g.TTL", "<#a> <#b> 'c' ."),
        ("g.unknown", "<#a> <#b> 'c' ."),
        ("g", "\ufeff<#a> <#b> 'c' ."),
        ("g.trig", "<#g> { <#a> <#b> 'c' }"),
        ("g.nt", "<urn:a> <urn:b> 'c' .".replace("'", '"')),
        ("g.nq", '<urn:a> <urn:b> "c" <urn:g> .'),
        ("g.n3", "<#a> <#b> 'c' ."),
        ("g.jsonld", '{"@id": "#a", "urn:b": "c"}'),
        (
            "g.rdf",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            '<r:Description r:about="#a"><u:b>c</u:b></r:Description></r:RDF>',
        ),
    ],
)
def test_a_file_is_read_by_its_ending_else_as_turtle(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (row,) = sparql(path, "SELECT * { ?s ?p ?o }").rows
    assert row["o"]["value"] == "c"
    assert row["s"]["value"] in (path.as_uri() + "#a", "urn:a")


@pytest.mark.parametrize("name", ["e.ttl", "e.rdf", "e.jsonld", "e.nq", "e"])
@pytest.mark.parametrize("content", ["", " \n\n"])
def test_an_empty_file_is_an_empty_graph(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert sparql(tmp_path / name, "SELECT * { ?s ?p ?o }").rows == []


def test_a_file_is_its_own_base_and_its_own_graph(tmp_path: Path) -> None:
    path = tmp_path / "with space.ttl"
    path.write_text("<> <#p> 1 .")
    assert sparql(path, "ASK { <> <#p> 1 }").boolean
    assert sparql(path, f"ASK FROM <{path.as_uri()}> {{ ?s ?p 1 }}").boolean
    assert sparql(path, f"ASK FROM NAMED <{path.as_uri()}> {{ GRAPH ?g {{ ?s ?p 1 }} }}").boolean
    assert not sparql(path, "ASK { GRAPH ?g { ?s ?p 1 } }").boolean
    (tmp_path / "other.ttl").write_text("<> <#p> 2 .")
    with pytest.raises(QueryError, match="FROM is refused"):
        sparql(path, "ASK FROM <other.ttl> { ?s ?p 2 }")


def test_the_default_graph_of_a_file_is_its_own_or_where_that_is_empty_the_union(tmp_path: Path) -> None:
    (tmp_path / "both.trig").write_text("<#a> <#p> 1 . <#g> { <#b> <#p> 2 }")
    (tmp_path / "named.trig").write_text("<#h> { <#a> <#p> 1 } <#g> { <#b> <#p> 2 }")
    assert len(sparql(tmp_path / "both.trig", "SELECT * { ?s ?p ?o }").rows) == 1
    assert len(sparql(tmp_path / "both.trig", "SELECT * { GRAPH ?g { ?s ?p ?o } }").rows) == 1
    assert len(sparql(tmp_path / "named.trig", "SELECT * { ?s ?p ?o }").rows) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.ttl", b"<urn:a> <urn:b>\n  nonsense .", ":2:3: "),
        ("bad.ttl", b"\xff\xfe<\x00", " is in UTF-16"),
        ("bad.ttl", b"\xff<", ":1:1: "),
        ("bad.rdf", b"<rdf", ": "),
        ("bad.rdf", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', ": "),
        ("bad.jsonld", b'{"@id"', ":1:"),
        ("bad.nq", b"<urn:a> <urn:b> .", ":1:"),
        ("bad.ttl", b"[" * 100_000, ""),
        ("bad.jsonld", b"[" * 1_000_000, ""),
    ],
)
def test_a_malformed_file_is_one_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        sparql(path, "ASK {}")
    assert caught.value.message.startswith(f"{path}{said}")


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.ttl", tmp_path, tmp_path / ("x" * 5000), Path("a\0b")):
        with pytest.raises(FileError, match="cannot be read"):
            rdf_file(path)


def test_an_endless_file_is_refused() -> None:
    with Engine(timeout=20), pytest.raises(Exception, match="is larger than"):
        rdf_file(Path("/dev/zero"))


# Large results.


def test_a_large_result_is_printed_in_pieces_and_nothing_as_large_is_made_beside_it() -> None:
    row = '{"o":{"type":"literal","value":"caf\u00e9 \u200b 日本"}}'
    body = ('{"head":{"vars":["o"]},"results":{"bindings":[' + ",".join([row] * 100_000) + "]}}").encode()
    result = QueryResult("select", "json", body)
    tracemalloc.start()
    printed = sum(len(piece) for piece in sparql_pieces(result, Style(80), form="json", piped=True))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert printed > 5_000_000
    assert most < len(body)  # as text and letter by letter it was ten times as much


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_pieces_are_the_whole(size: int) -> None:
    result = run("SELECT * { ?s ?p ?o }", '<urn:a> <urn:b> "日本, é}😀\\n," .\n' * 3)
    assert "".join(result.pieces(size)) == result.text


# The query by text, file, name or standard input.


def test_a_query_is_a_file_a_name_or_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.rq").write_text("\ufeffASK {}")
    assert find_query("q.rq") == ("ASK {}", (tmp_path / "q.rq").as_uri())
    assert find_query("ASK {}") == ("ASK {}", None)
    assert find_query("DESCRIBE <urn:a>") == ("DESCRIBE <urn:a>", None)
    assert find_query("DESCRIBE<http://x/y>") == ("DESCRIBE<http://x/y>", None)
    assert find_query("who-opposes", lambda: {"who-opposes": "ASK {}"}) == ("ASK {}", None)
    assert find_query("Who opposes", lambda: {"who-opposes": "ASK {}"}) == ("ASK {}", None)
    assert find_query("SELECT") == ("SELECT", None)
    assert find_query("") == ("", None)
    with pytest.raises(UnknownName) as caught:
        find_query("who-oposes", lambda: {"who-opposes": "ASK {}"})
    assert caught.value.candidates == ["who-opposes"]
    with pytest.raises(FileError, match="no such file"):
        find_query("gone.rq")
    with pytest.raises(FileError, match="is a folder"):
        find_query(str(tmp_path))
    (tmp_path / "latin.rq").write_bytes(b"ASK {}\n# \xe9")
    with pytest.raises(QueryError, match=r"latin\.rq:2: the query is not UTF-8"):
        find_query("latin.rq")


def test_a_query_can_come_from_standard_input() -> None:
    code = "from claimgraph.querying.asking import find_query; print(find_query('-'))"
    done = subprocess.run([sys.executable, "-c", code], input=b"ASK {}", capture_output=True, check=True)
    assert b"ASK {}" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="closes descriptors by shell")
def test_it_works_with_all_standard_streams_closed(tmp_path: Path) -> None:
    code = (
        "from claimgraph.querying.engine import run\n"
        f"open({str(tmp_path / 'out')!r}, 'w').write(str(run('ASK {{}}', '').boolean))"
    )
    subprocess.run(["sh", "-c", '"$0" -c "$1" <&- >&- 2>&-', sys.executable, code], check=True)
    assert (tmp_path / "out").read_text() == "True"


def test_an_engine_answers_one_query() -> None:
    with Engine() as engine:
        assert engine.query("", "ASK {}").boolean
    with pytest.raises(RuntimeError, match="an engine answers one query"):
        engine.query("", "ASK {}")


def test_the_caller_needs_no_rdf_library() -> None:
    code = (
        "import sys\nfrom claimgraph.querying.asking import sparql\nassert sparql('', 'ASK {}').boolean\n"
        "assert not {'pyoxigraph', 'rdflib', 'networkx', 'pyvis'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
