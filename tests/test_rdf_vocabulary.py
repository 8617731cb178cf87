"""Standard terms first: each one used exists, and our own are few and described."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from datasets import datasets
from everything import EVERYTHING
from hypothesis import HealthCheck, given, settings
from lines import lines_of
from rdflib.namespace import OWL, RDF, RDFS

from claimgraph.model.entities import Dataset
from claimgraph.model.terms import EVIDENTIAL, INTENTS
from claimgraph.querying.named import named_queries
from claimgraph.rdf import VOCABULARY, nquads, triples, vocabulary_turtle
from claimgraph.rdf.argumentation import INTENT_PROPERTIES
from claimgraph.rdf.namespaces import STANDARD, prefixes

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

LISTED = Path(__file__).with_name("standard_terms.txt")
PUBLISHED = Path(__file__).parents[2] / "shared" / "vocabularies.tsv"
DOCS = Path(__file__).parents[1] / "docs" / "vocabulary.md"
RDF_FOLDER = Path(__file__).parents[1] / "graph" / "rdf"
# What shared/vocabularies.tsv covers; the other vocabularies are listed by hand.
COVERED = ("biro", "c4o", "cito", "dcterms", "doco", "fabio", "foaf", "org", "prov", "skos")


def listed() -> set[str]:
    lines = LISTED.read_text(encoding="utf-8").split("\n")
    names = [line.split(":", 1) for line in lines if line and not line.startswith("#")]
    return {STANDARD[prefix] + name for prefix, name in names}


def used() -> set[str]:
    """Every standard term in the mapping's source, its vocabulary, its shapes and the queries."""
    found = {term[1:-1] for term in INTENT_PROPERTIES.values()}
    for file in RDF_FOLDER.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= {STANDARD[p] + n for p, n in re.findall(r'own\(\s*"(\w+)",\s*"([\w-]+)"\s*\)', text)}
    prefixed = "|".join(STANDARD)
    texts = [file.read_text(encoding="utf-8") for file in RDF_FOLDER.glob("*.ttl")]
    for text in [*texts, *(query.text for query in named_queries().values())]:
        names = re.findall(rf"(?<![\w:])({prefixed}):([A-Za-z][\w-]*)", re.sub(r'"[^"\n]*"', '""', text))
        found |= {STANDARD[prefix] + name for prefix, name in names}
    return {term for term in found if not term.endswith("#_")}


def test_every_standard_term_used_is_in_the_committed_list() -> None:
    assert used() - listed() == set()


def test_the_committed_list_names_only_terms_that_exist() -> None:
    if not PUBLISHED.exists():
        pytest.skip("the list of published terms is not beside this clone")
    published = {line.split("\t")[0] for line in lines_of(PUBLISHED.read_text(encoding="utf-8"))}
    covered = tuple(STANDARD[prefix] for prefix in COVERED)
    assert {term for term in listed() if term.startswith(covered)} - published == set()


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets())
def test_nothing_is_said_in_terms_that_are_neither_listed_nor_described(dataset: Dataset) -> None:
    known = listed() | {str(term) for term in own_terms()}
    for line in lines_of(nquads(dataset)):
        _, predicate, rest = line.split(" ", 2)
        assert predicate[1:-1] in known or re.fullmatch(r".*#_\d+", predicate[1:-1]), line
        if predicate[1:-1] == str(RDF.type):
            assert rest.split(" ")[0][1:-1] in known, line


def own_terms() -> set[rdflib.term.Node]:
    vocabulary = rdflib.Graph().parse(data=vocabulary_turtle(), format="turtle")
    return {term for term in vocabulary.subjects(RDFS.label) if str(term).startswith(VOCABULARY)}


def test_every_own_term_has_a_label_a_comment_and_a_kind_and_is_used() -> None:
    vocabulary = rdflib.Graph().parse(data=vocabulary_turtle(), format="turtle")
    sources = "".join(file.read_text(encoding="utf-8") for file in RDF_FOLDER.glob("*.py"))
    for term in own_terms():
        assert vocabulary.value(term, RDFS.comment), term
        kinds = set(vocabulary.objects(term, RDF.type))
        assert kinds <= {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
        name = str(term).removeprefix(VOCABULARY)
        assert f'"{name}"' in sources or name == "computed", f"{name} is described and never said"


def test_the_namespace_of_our_terms_is_a_setting_and_claims_no_registered_name() -> None:
    assert VOCABULARY.startswith("urn:x-")
    moved = vocabulary_turtle("https://example.org/v#")
    assert VOCABULARY not in moved
    assert rdflib.URIRef("https://example.org/v#supports") in set(
        rdflib.Graph().parse(data=moved, format="turtle").subjects()
    )


def test_an_intent_is_written_as_the_property_of_cito_that_has_its_label() -> None:
    assert INTENT_PROPERTIES["cites as evidence"] == "<http://purl.org/spar/cito/citesAsEvidence>"
    assert INTENT_PROPERTIES["speculates on"] == "<http://purl.org/spar/cito/speculatesOn>"
    assert set(INTENT_PROPERTIES) == set(INTENTS) >= EVIDENTIAL


def test_prefixes_for_queries_hold_each_vocabulary_once() -> None:
    assert len(set(prefixes().values())) == len(prefixes())
    assert prefixes()["cg"] == VOCABULARY


def test_the_page_on_the_vocabulary_explains_every_own_term_as_the_vocabulary_does() -> None:
    vocabulary = rdflib.Graph().parse(data=vocabulary_turtle(), format="turtle")
    rows = set(re.findall(r"^\| `cg:(\w+)` \| (.*) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    described = {
        (str(term).removeprefix(VOCABULARY), str(vocabulary.value(term, RDFS.comment)))
        for term in own_terms()
    }
    assert described <= rows


def test_the_turtle_and_sparql_shown_are_true_of_the_data_they_tell_of() -> None:
    text = DOCS.read_text(encoding="utf-8")
    head = "".join(f"@prefix {p}: <{n}> .\n" for p, n in prefixes(EVERYTHING).items())
    store = triples(EVERYTHING)
    (shown,) = re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)
    for triple in rdflib.Graph().parse(data=head + shown, format="turtle"):
        assert triple in store, triple
    (query,) = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)
    works = {str(row[0]).rpartition("/")[2] for row in store.query(query)}
    assert works == {"news", "talk", "own"}
