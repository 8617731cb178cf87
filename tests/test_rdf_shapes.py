"""The SHACL shapes pass what the mapping writes, and name what is wrong by the id an author knows."""

from __future__ import annotations

import sys

import pytest
import rdflib
from datasets import datasets
from everything import EVERYTHING
from hypothesis import HealthCheck, Phase, given, settings
from rdflib.namespace import RDF, SH

from claimgraph.errors import ExtraMissing
from claimgraph.model.entities import Actor, Claim, Dataset, Paper
from claimgraph.rdf import VOCABULARY, prefixes, triples, validate_shapes, vocabulary_turtle
from claimgraph.rdf.shapes import SHAPES, owner, violations

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

needs_pyshacl = pytest.mark.skipif(
    __import__("importlib.util").util.find_spec("pyshacl") is None, reason="the extra shacl is not installed"
)
SPACES = {prefix: rdflib.Namespace(namespace) for prefix, namespace in prefixes(EVERYTHING).items()}


def term(name: str) -> rdflib.URIRef:
    prefix, _, local = name.partition(":")
    return SPACES[prefix][local]


@needs_pyshacl
def test_a_data_set_with_everything_in_it_conforms() -> None:
    assert validate_shapes(EVERYTHING) == []


@needs_pyshacl
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(datasets(most=2))
def test_whatever_the_model_accepts_conforms_but_for_claims_without_text(dataset: Dataset) -> None:
    silent = {claim.id for claim in dataset.claims.values() if claim.text is None}
    found = validate_shapes(dataset)
    assert {(one.severity, one.id) for one in found} == {("warning", id_) for id_ in silent}


@needs_pyshacl
@pytest.mark.parametrize(
    ("subject", "predicate", "value", "id_"),
    [
        ("claim:dams-hold", "cg:kind", None, "dams-hold"),
        ("claim:dams-hold", "cg:kind", "rumour", "dams-hold"),
        ("claim:dams-leak", "prov:wasAttributedTo", None, "dams-leak"),
        ("claim:dams-hold", "dcterms:subject", "claim:dams-leak", "dams-hold"),
        ("claim:dams-do-hold", "cg:standsOn", "work:news", "dams-do-hold"),
        ("argument:dams-hold.1", "aif:Conclusion", None, "dams-hold/1"),
        ("argument:by-report", "aif:Premise", "note:1", "by-report"),
        ("attack:dams-leak.dams-hold", "aif:ConflictedElement", "claim:dams-leak", "dams-leak"),
        ("limit:perhaps.dams-hold", "cg:limitKind", "doubt", "perhaps"),
        ("citation:concrete-hardens.2", "cg:scope", "paragraph", "concrete-hardens"),
        (
            "citation:concrete-hardens.2",
            "cito:hasCitationCharacterization",
            "cito:Citation",
            "concrete-hardens",
        ),
        ("note:2", "cg:leansOn", "work:news", "note:2"),
        ("note:2", "cg:number", None, "note:2"),
        ("work:news", "dcterms:title", None, "news"),
        ("work:news", "bibo:issuer", "topic:dams", "news"),
        ("actor:state", "foaf:name", None, "state"),
        ("topic:dams", "skos:prefLabel", None, "dams"),
        ("stance:state.dams", "cg:polarity", "loves", "state"),
        ("membership:minister.office.1", "org:member", None, "minister"),
        ("membership:minister.office.1", "schema:startDate", "actor:state", "minister"),
        ("work:news", "dc:language", 0, "news"),
        ("anomaly:claim.perhaps.1", "cg:sure", "certain", "perhaps"),
        ("anomaly:note.5.1", "cg:anomalyKind", None, "note:5"),
        ("selector:2.1%2F1_s1-2_142-3f9c0d1e", "cg:lastSentence", 0, "dams-hold"),
        ("this:paper", "dcterms:creator", None, ""),
    ],
)
def test_a_wrong_or_missing_value_is_found(
    subject: str, predicate: str, value: str | int | None, id_: str
) -> None:
    graph = rdflib.Graph()
    for triple in triples(EVERYTHING).triples((None, None, None)):
        graph.add(triple)
    node, property_ = term(subject), term(predicate)
    assert (node, property_, None) in graph
    if ":" in str(value):
        graph.add((node, property_, term(str(value))))
    else:
        graph.remove((node, property_, None))
        if value is not None:
            graph.add((node, property_, rdflib.Literal(value)))
    found = violations(graph)
    assert id_ in {one.id for one in found if one.severity == "error"}, found


@needs_pyshacl
def test_a_claim_without_text_is_a_warning_at_its_id() -> None:
    actors = {"ann": Actor(id="ann", name="Ann")}
    data = Dataset(paper=Paper(id="p", authors=("ann",)), actors=actors, claims={"c": Claim(id="c")})
    (one,) = validate_shapes(data)
    assert (one.severity, one.id, one.message) == ("warning", "c", "claim has a text")


def test_the_shapes_cover_every_class_and_property_of_our_vocabulary() -> None:
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    covered = {
        *shapes.objects(None, SH.path),
        *shapes.objects(None, SH.targetClass),
        *shapes.objects(None, SH["class"]),
    }
    own = rdflib.Graph().parse(data=vocabulary_turtle(), format="turtle")
    terms = {str(s) for s in own.subjects(RDF.type) if str(s).startswith(VOCABULARY) and str(s) != VOCABULARY}
    anywhere = {"inOrder", "computed", "base", "sameWork"}  # the last between papers, in a store
    assert terms - {str(t) for t in covered} == {VOCABULARY + name for name in anywhere}


def test_the_owner_of_a_resource_is_the_id_that_an_author_knows() -> None:
    root = "https://example.org/p/"
    assert owner(root + "claim/%E6%97%A5") == "日"
    assert owner(root + "argument/some-claim.2") == "some-claim/2"
    assert owner(root + "attack/a.b.1") == "a"
    assert owner(root + "citation/a.27_2") == "a"
    assert owner(root + "anomaly/note.5.1") == "note:5"
    assert owner(root + "anomaly/paper.1") == ""
    assert owner(root + "graph") == ""
    assert owner(root + "selector/2.1%2F1_s1-2") == ""


def test_without_pyshacl_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(ExtraMissing) as caught:
        validate_shapes(EVERYTHING)
    assert "shacl" in str(caught.value.hint)
