"""RDF is read by what it is: by the ending of its name, or by its content where that says otherwise."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from claimgraph.errors import FileError
from claimgraph.querying.asking import sparql
from claimgraph.rdf import read_rdf
from claimgraph.rdf.formats import guess

TURTLE = '# saved by an editor\n@prefix ex: <http://example.org/> .\nex:a a ex:B ; ex:says "{ } <a> => ." .\n'
CONTENTS = {
    "turtle": TURTLE,
    "ntriples": '# one a line\n<urn:a> <urn:b> "c { d } \\" ."@en .\n_:x <urn:b> <urn:d> .\n',
    "nquads": '<urn:a> <urn:b> "c"^^<urn:t> <urn:g> .\n<urn:a> <urn:b> <urn:d> .\n',
    "trig": "PREFIX ex: <http://example.org/>\nex:g { ex:a a ex:B }\nGRAPH <urn:h> { ex:a a ex:C . }\n",
    "rdfxml": '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="urn:a"><rdf:type rdf:resource="urn:b"/></rdf:Description></rdf:RDF>',
    "jsonld": '[{"@id": "urn:a", "@type": ["urn:b"]}]',
}
ENDINGS = ["", ".txt", ".owl", ".ttl", ".nt", ".json-ld", ".jsonld", ".xml", ".data"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("format_", CONTENTS)
def test_a_file_is_read_in_the_format_it_is_in_whatever_its_name_says(format_: str, ending: str) -> None:
    content = CONTENTS[format_].encode()
    known = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "nquads": "N_QUADS", "trig": "TRIG"}
    known |= {"rdfxml": "RDF_XML", "jsonld": "JSON_LD"}

    def read(name: str) -> set[str] | None:
        try:
            return set(
                map(str, ox.parse(content, format=getattr(ox.RdfFormat, known[name]), base_iri="urn:x:"))
            )
        except SyntaxError:
            return None

    def size(found: set[str] | None) -> int:
        return len(found or ())

    first = next(
        (found for name in guess(content, ending).formats if (found := read(name)) is not None), None
    )
    assert size(first) == size(read(format_)) > 0


@pytest.mark.parametrize("name", ["own.owl", "own.json-ld", "own", "own.rdf", "own.nt", "own.txt"])
def test_turtle_under_any_name_is_asked_and_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TURTLE)
    assert sparql(tmp_path / name, "ASK { ?s a <http://example.org/B> }").boolean
    with pytest.raises(FileError, match="paper") as error:
        read_rdf(tmp_path / name)
    assert "is not" not in error.value.message


@pytest.mark.parametrize("name", ["quads.txt", "quads.nt", "quads.owl", "graphs.txt"])
def test_named_graphs_are_kept_whatever_the_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(CONTENTS["trig" if name.startswith("graphs") else "nquads"])
    assert sparql(tmp_path / name, "ASK { GRAPH ?g { ?s ?p ?o } }").boolean


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ttl", "ex:a a ex:B .", "it was read as Turtle, by the ending of its name"),
        ("a.txt", "ex:a a ex:B .", "it was read as Turtle, by its content"),
        (
            "a.owl",
            "ex:a a ex:B .",
            "it was read as RDF/XML, by the ending of its name, and as Turtle, by its content",
        ),
        ("a.owl", "<rdf:RDF", "it was read as RDF/XML, by the ending of its name"),
        ("a.jsonld", "nothing of the kind", "it was read as JSON-LD, by the ending of its name"),
    ],
)
def test_what_does_not_parse_is_said_to_have_been_read_as_it_was(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(FileError) as error:
        sparql(tmp_path / name, "ASK {}")
    assert error.value.hint == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(TURTLE.encode()), "is compressed with gzip"),
        (b"PK\x03\x04rest", "is a ZIP archive"),
        (b"<!DOCTYPE html>\n<html><body>", "is a web page (HTML), not RDF"),
        (
            b'<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml">',
            "is a web page (HTML), not RDF",
        ),
        (TURTLE.encode("utf-16"), "is in UTF-16"),
    ],
)
def test_what_is_no_rdf_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    for name in ("data.ttl", "data.rdf", "data"):
        (tmp_path / name).write_bytes(content)
        for ask in (lambda path: sparql(path, "ASK {}"), read_rdf):
            with pytest.raises(FileError) as error:
                ask(tmp_path / name)
            assert error.value.message == f"{tmp_path / name} {said}"
            assert error.value.hint
