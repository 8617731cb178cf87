"""RDF: nothing that an author wrote is lost, the same data give the same bytes, nothing hostile gets out."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from datasets import datasets
from everything import EVERYTHING
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lines import lines_of

from claimgraph.errors import FileError, UsageError
from claimgraph.exchange import FORMATS, write
from claimgraph.model.entities import Actor, Citation, Claim, Dataset, Endnote, Paper, Work
from claimgraph.rdf import VOCABULARY, nquads, quads, read_rdf, root_of, triples, vocabulary_turtle

slow_to_draw = [HealthCheck.too_slow, HealthCheck.data_too_large]
whole = settings(max_examples=25, deadline=None, suppress_health_check=slow_to_draw)
few = settings(max_examples=8, deadline=None, suppress_health_check=slow_to_draw)
RDF_FORMATS = ("turtle", "trig", "nquads", "jsonld")
RDFLIB_NAMES = {"jsonld": "json-ld"}


def in_order(dataset: Dataset) -> dict[str, list[object]]:
    """Equality of dicts says nothing about the order of their keys."""
    return {
        name: list(getattr(dataset, name)) for name in ("actors", "topics", "works", "endnotes", "claims")
    }


@whole
@given(datasets())
@example(EVERYTHING)
def test_model_to_rdf_to_model_is_the_identity(dataset: Dataset) -> None:
    for name in RDF_FORMATS:
        back = read_rdf(write(dataset, name), name)
        assert back == dataset, name
        assert in_order(back) == in_order(dataset), name


@few
@given(datasets())
def test_rdflib_reads_what_is_written_and_the_model_comes_back_from_it(dataset: Dataset) -> None:
    for name in RDF_FORMATS:
        parsed = rdflib.Dataset()
        parsed.parse(data=write(dataset, name), format=RDFLIB_NAMES.get(name, name))
        assert read_rdf(parsed) == dataset, name
    assert read_rdf(triples(dataset)) == dataset


@few
@given(datasets())
def test_what_rdflib_writes_is_read_too(dataset: Dataset) -> None:
    store = triples(dataset)
    for name, syntax in (("turtle", "turtle"), ("trig", "trig"), ("json-ld", "jsonld"), ("xml", "rdfxml")):
        assert read_rdf(store.serialize(format=name), syntax) == dataset, name


@whole
@given(datasets(most=2), st.data())
def test_rdf_with_holes_and_mistakes_gives_a_data_set_or_a_sentence(
    dataset: Dataset, data: st.DataObject
) -> None:
    lines = lines_of(nquads(dataset))
    places = st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=8, unique=True)
    for place in data.draw(places):
        subject, predicate, *_, graph, _ = lines[place].split(" ")
        object_ = data.draw(st.sampled_from(('"x"', '"-1"', subject, '"99999999999999999999"', None)))
        lines[place] = f"{subject} {predicate} {object_} {graph} ." if object_ else ""
    with contextlib.suppress(FileError, UsageError):
        read_rdf("\n".join(lines), "nquads")


@few
@given(datasets())
def test_all_formats_say_the_same_and_rdflib_gets_no_other_triples(dataset: Dataset) -> None:
    text = nquads(dataset)
    said = {str(quad) for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)}
    assert len(said) == text.count("\n")
    for name, kind in (("trig", pyoxigraph.RdfFormat.TRIG), ("jsonld", pyoxigraph.RdfFormat.JSON_LD)):
        assert {str(quad) for quad in pyoxigraph.parse(write(dataset, name), format=kind)} == said
    turtle = pyoxigraph.parse(write(dataset, "turtle"), format=pyoxigraph.RdfFormat.TURTLE)
    assert len({str(quad.triple) for quad in turtle}) == len(said)
    assert len(set(quads(dataset))) == len(said)


@few
@given(datasets())
def test_canonical_nquads_are_sorted_lines_without_blank_nodes_in_one_graph(dataset: Dataset) -> None:
    text = nquads(dataset)
    lines = lines_of(text)
    assert text == "".join(f"{line}\n" for line in sorted(set(lines)))
    assert set(lines_of(nquads(dataset, canonical=False))) == set(lines)
    parsed = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    assert {type(quad.subject) for quad in parsed} == {pyoxigraph.NamedNode}
    assert not any(isinstance(quad.object, pyoxigraph.BlankNode) for quad in parsed)
    assert len({quad.graph_name for quad in parsed}) == 1
    assert lines == sorted(f"{quad} ." for quad in parsed)


@few
@given(datasets())
def test_an_iri_holds_nothing_but_unreserved_characters_and_escapes(dataset: Dataset) -> None:
    root = root_of(dataset)
    for quad in pyoxigraph.parse(nquads(dataset), format=pyoxigraph.RdfFormat.N_QUADS):
        if quad.subject.value.startswith(root):
            assert re.fullmatch(r"[a-z]+(/([A-Za-z0-9._-]|%[0-9A-F]{2})+)?", quad.subject.value[len(root) :])


@few
@given(datasets())
def test_what_is_computed_can_be_left_out_and_nothing_is_lost(dataset: Dataset) -> None:
    vocabulary = rdflib.Graph().parse(data=vocabulary_turtle(), format="turtle")
    computed = {f"<{term}>" for term in vocabulary.subjects(rdflib.URIRef(VOCABULARY + "computed"), None)}
    assert len(computed) > 8
    lines = [line for line in lines_of(nquads(dataset)) if line.split(" ")[1] not in computed]
    assert read_rdf("\n".join(lines), "nquads") == dataset


def small(**fields: object) -> Dataset:
    paper = Paper(id="p", authors=("ann",))
    return Dataset(**{"paper": paper, "actors": {"ann": Actor(id="ann", name="Ann")}, **fields})


def test_the_same_data_give_the_same_bytes_under_any_hash_seed() -> None:
    script = (
        "from claimgraph.exchange import write\n"
        "from hashlib import sha256\n"
        "from claimgraph.model.entities import Actor, Claim, Dataset, Paper, Topic, Work\n"
        "data = Dataset(paper=Paper(id='p', authors=('b', 'a')),\n"
        "    actors={i: Actor(id=i, name=i, aliases=('z', 'y', 'x')) for i in 'ba'},\n"
        "    topics={i: Topic(id=i, label=i) for i in 'hgf'},\n"
        "    works={i: Work(id=i, title=i, creators=('Q', 'P', 'a')) for i in 'ed'},\n"
        "    claims={i: Claim(id=i, text=i, about=('h', 'f', 'b')) for i in ('y1', 'x1')})\n"
        "for name in ('turtle', 'trig', 'nquads', 'jsonld'):\n"
        "    print(sha256(write(data, name).encode()).hexdigest())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_nquads_and_prefixes_import_no_rdf_library() -> None:
    script = (
        "import sys; from claimgraph.rdf import nquads, prefixes; from claimgraph.model.entities import *\n"
        "data = Dataset(paper=Paper(id='p', authors=('a',)), actors={'a': Actor(id='a', name='A')})\n"
        "nquads(data), prefixes(data)\n"
        "print({'rdflib', 'networkx', 'pyoxigraph', 'pyshacl', 'edtf'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout.strip() == "set()", done.stderr


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def test_the_default_graph_of_the_rdflib_dataset_is_the_union() -> None:
    store = triples(small())
    paper = rdflib.URIRef("urn:x-claimgraph:paper:p/paper")
    assert (paper, None, None) in store
    assert {str(graph.identifier) for graph in store.graphs() if len(graph)} == {
        "urn:x-claimgraph:paper:p/graph"
    }
    assert ("claim", rdflib.URIRef("urn:x-claimgraph:paper:p/claim/")) in set(store.namespaces())


def test_the_base_of_the_paper_and_the_one_asked_for_name_its_resources() -> None:
    based = small(paper=Paper(id="p", authors=("ann",), base="https://example.org/papers"))
    assert root_of(based) == "https://example.org/papers/p/"
    assert root_of(based, "https://example.org/x#") == "https://example.org/x#p/"
    assert root_of(small()) == "urn:x-claimgraph:paper:p/"
    assert root_of(small(), "https://example.org/papers/p/") == "https://example.org/papers/p/"
    moved = nquads(based, base="https://other.example/", vocabulary="https://example.org/v#")
    assert "<https://other.example/p/paper>" in moved
    assert "urn:x-claimgraph" not in moved
    assert read_rdf(moved, "nquads", vocabulary="https://example.org/v#") == based


def test_a_base_or_namespace_that_cannot_be_used_is_passed_over_or_refused() -> None:
    for base in (
        "javascript:alert(1)",
        "no scheme",
        "https://[x/",
        "https://a b/",
        "http://a#b#c",
        "file:///etc",
    ):
        assert root_of(small(), base).startswith("urn:x-claimgraph:paper:")
    for namespace in ("", "no scheme", "https://example.org/v", "https://example.org/> <urn:x"):
        with pytest.raises(UsageError, match="is not a namespace"):
            nquads(small(), vocabulary=namespace)


def test_a_url_that_is_none_stays_text_and_a_good_one_is_a_link_too() -> None:
    bad = "http://example.org/a b> <urn:x> ."
    works = {
        "bad": Work(id="bad", title="B", url=bad),
        "good": Work(id="good", title="G", url="https://example.org/a?b=c#d"),
    }
    data = small(works=works)
    store = triples(data)
    pages = set(store.objects(None, rdflib.URIRef("http://xmlns.com/foaf/0.1/page")))
    assert pages == {rdflib.URIRef("https://example.org/a?b=c#d")}
    assert read_rdf(store) == data


def test_titles_carry_the_language_of_their_work() -> None:
    works = {
        "a": Work(id="a", title="Titel", language="de"),
        "b": Work(id="b", title="Title", language="Old English, perhaps"),
    }
    titles = set(triples(small(works=works)).objects(None, rdflib.URIRef("http://purl.org/dc/terms/title")))
    assert titles == {rdflib.Literal("Titel", lang="de"), rdflib.Literal("Title")}


def test_dates_have_the_types_that_queries_compare_and_printed_ones_stay_as_printed() -> None:
    dates = {
        "day": "2014-05-06",
        "month": "2014-05",
        "year": "2014",
        "rich": "2009/2010",
        "season": "2001-21",
    }
    works = {id_: Work(id=id_, title="T", date={"is": date}) for id_, date in dates.items()}
    works["printed"] = Work(id="printed", title="T", date={"printed": "May 2104"})
    data = small(works=works)
    issued = rdflib.URIRef("http://purl.org/dc/terms/issued")
    kinds = {str(date): str(date.datatype).rpartition("/")[2] for date in triples(data).objects(None, issued)}
    assert {text: kind.rpartition("#")[2] for text, kind in kinds.items()} == {
        "2014-05-06": "date",
        "2014-05": "gYearMonth",
        "2014": "gYear",
        "2009/2010": "EDTF",
        "2001-21": "EDTF",
    }
    assert read_rdf(triples(data)) == data


def test_a_claim_stands_on_a_note_only_by_evidence_that_a_work_documents() -> None:
    notes = {
        1: Endnote(number=1, works=("w",)),
        2: Endnote(number=2, form="ibid", refers_to=1),
        3: Endnote(number=3, form="comment"),
    }
    cites = (
        Citation(note=1, intent="disputes"),
        Citation(note=1, fit="none"),
        Citation(note=2, fit="weak", scope="implicit"),
        Citation(note=3),
    )
    data = small(
        works={"w": Work(id="w", title="W")},
        endnotes=notes,
        claims={"c": Claim(id="c", text="C", cites=cites)},
    )
    store = triples(data)
    space = dict(store.namespaces())
    claim, note = rdflib.URIRef(space["claim"] + "c"), rdflib.Namespace(space["note"])
    ours, cito = rdflib.Namespace(VOCABULARY), rdflib.Namespace("http://purl.org/spar/cito/")
    assert set(store.objects(claim, ours.standsOn)) == {note["2"]}
    assert set(store.objects(claim, cito.disputes)) == {note["1"]}
    assert set(store.objects(note["2"], ours.resolvesTo)) == {rdflib.URIRef(space["work"] + "w")}
    assert read_rdf(store) == data


@pytest.mark.parametrize(
    ("text", "syntax", "sentence"),
    [
        ("<a> <b>", "turtle", "is not turtle"),
        ("", "turtle", "describes no paper"),
        ("<urn:a> <urn:b> <urn:c> .", "turtle", "describes no paper"),
        ('{"@context": "http://127.0.0.1:9/context"}', "jsonld", "is not jsonld"),
        ("\x00\xff", "turtle", "is not turtle"),
    ],
)
def test_what_is_no_data_set_is_refused_with_a_sentence(text: str, syntax: str, sentence: str) -> None:
    with pytest.raises(FileError, match=sentence):
        read_rdf(text, syntax)


def test_a_file_is_read_by_its_extension_and_a_missing_one_is_said_to_be(tmp_path: Path) -> None:
    for name in RDF_FORMATS:
        file = tmp_path / f"data{FORMATS[name].extension}"
        file.write_text(str(write(small(), name)), encoding="utf-8")
        assert read_rdf(file) == small()
    with pytest.raises(FileError, match="cannot be read"):
        read_rdf(tmp_path / "missing.ttl")
    with pytest.raises(UsageError, match="no RDF format"):
        read_rdf("", "hdt")


def test_of_several_papers_one_has_to_be_picked() -> None:
    other = small(paper=Paper(id="q", authors=("ann",)))
    both = nquads(small()) + nquads(other)
    assert read_rdf(both, "nquads", paper="q") == other
    with pytest.raises(UsageError, match="several papers: p, q"):
        read_rdf(both, "nquads")
    with pytest.raises(FileError, match="no paper 'r'"):
        read_rdf(both, "nquads", paper="r")


def test_rdf_that_says_what_the_model_refuses_is_refused() -> None:
    wrong = nquads(small(claims={"c": Claim(id="c", text="C")})).replace('"claim"', '"rumour"')
    with pytest.raises(FileError, match=r"claims\.c\.kind"):
        read_rdf(wrong, "nquads")


def test_a_format_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        write(small(), "turtel")
    assert caught.value.hint == "did you mean turtle?"
