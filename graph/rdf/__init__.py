"""The data set as RDF: standard terms first, one small vocabulary of our own (docs/vocabulary.md).

``nquads`` and ``prefixes`` import no RDF library; ``quads`` and ``triples`` import rdflib,
``read_rdf`` of a file or text pyoxigraph, ``validate_shapes`` pyshacl (the extra ``shacl``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..errors import UsageError
from .namespaces import DEFAULT_BASE, VOCABULARY, prefixes, root_of, safe_iri

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node, URIRef

    from ..model.entities import Dataset
    from .shapes import Violation
    from .source import Source

    Quad: TypeAlias = tuple[URIRef, URIRef, Node, URIRef]

__all__ = [
    "DEFAULT_BASE",
    "VOCABULARY",
    "nquads",
    "prefixes",
    "quads",
    "read_rdf",
    "root_of",
    "triples",
    "validate_shapes",
    "vocabulary_turtle",
]


def nquads(
    dataset: Dataset, *, vocabulary: str = VOCABULARY, base: str | None = None, canonical: bool = True
) -> str:
    """Canonical N-Quads: one quad a line, sorted, none twice, no blank nodes.

    The same data give the same bytes. ``vocabulary`` is the namespace of our own terms, ``base``
    goes before the paper's own. Raises UsageError for a namespace that is no http(s) or urn IRI.
    Time: that of sorting the lines; without ``canonical`` they come in the order of the data, a few
    of them twice, in half the time.
    """
    from .mapping import statements
    from .minting import Minting

    minting = Minting.of(dataset, base)
    end = f" {minting.graph} .\n"
    lines = [f"{s} {p} {o}{end}" for s, p, o in statements(minting, _namespace(vocabulary))]
    return "".join(sorted(set(lines)) if canonical else lines)


def quads(dataset: Dataset, *, vocabulary: str = VOCABULARY, base: str | None = None) -> Iterator[Quad]:
    """The same quads as rdflib terms, in the order of the data, each once."""
    from .mapping import statements
    from .minting import Minting
    from .rdflib_terms import Terms

    minting = Minting.of(dataset, base)
    terms = Terms()
    graph = terms.iri(minting.graph)
    for subject, predicate, object_ in dict.fromkeys(statements(minting, _namespace(vocabulary))):
        yield terms.iri(subject), terms.iri(predicate), terms.node(object_), graph


def triples(dataset: Dataset, *, vocabulary: str = VOCABULARY, base: str | None = None) -> rdflib.Dataset:
    """The data set as an rdflib Dataset: one named graph for the paper, prefixes bound.

    The default graph is the union of the named ones. Time: that of rdflib's own ``add`` calls.
    """
    import rdflib

    store = rdflib.Dataset(default_union=True)
    for prefix, namespace in prefixes(dataset, vocabulary=vocabulary, base=base).items():
        store.bind(prefix, namespace, override=True, replace=True)
    graph = None
    for subject, predicate, object_, name in quads(dataset, vocabulary=vocabulary, base=base):
        graph = graph if graph is not None else store.graph(name)
        graph.add((subject, predicate, object_))
    return store


def read_rdf(
    source: Source, syntax: str | None = None, *, paper: str | None = None, vocabulary: str = VOCABULARY
) -> Dataset:
    """The data set that RDF of this mapping says: the inverse of ``triples``, ``nquads`` and the exports.

    ``source`` is an rdflib Graph or Dataset, a path, or text (``syntax``: turtle, trig, nquads,
    jsonld; else guessed from the file's extension, Turtle for text). ``paper`` picks one paper's id
    where there are several. What the mapping only derives is ignored. Nothing is fetched.

    Raises FileError where the file cannot be read, is not RDF, or does not describe a data set, and
    UsageError where it holds several papers and none is picked.
    """
    from .reading import read

    return read(source, syntax, paper, _namespace(vocabulary))


def validate_shapes(dataset: Dataset) -> list[Violation]:
    """What the SHACL shapes of the vocabulary find wrong: ``(kind, id, message)``, sorted.

    Raises ExtraMissing where pyshacl is not installed.
    """
    from .shapes import violations

    found = violations(triples(dataset))
    return sorted(one._replace(id=one.id or dataset.paper.id) for one in found)


def vocabulary_turtle(namespace: str = VOCABULARY) -> str:
    """Our own vocabulary in Turtle, in the namespace asked for."""
    text = (Path(__file__).parent / "vocabulary.ttl").read_text(encoding="utf-8")
    return text.replace(VOCABULARY, _namespace(namespace))


def _namespace(vocabulary: str) -> str:
    if safe_iri(vocabulary) != vocabulary or not vocabulary.endswith(("/", "#", ":")):
        hint = "give an http, https or urn IRI that ends in a slash, hash or colon"
        raise UsageError(f"{vocabulary!r} is not a namespace", hint)
    return vocabulary
