"""RDF from a file, from text or from rdflib, as what is said of each subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..errors import FileError, UsageError
from ..files import read_bounded
from .formats import MOST_BYTES, guess, refuse_what_is_no_rdf
from .lexical import Term

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

Source: TypeAlias = "rdflib.Graph | Path | str | bytes"
"""An rdflib Graph or Dataset, the path of a file, or text in one of the formats."""

_FORMATS = {
    "turtle": "TURTLE",
    "trig": "TRIG",
    "nquads": "N_QUADS",
    "ntriples": "N_TRIPLES",
    "n3": "N3",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
}


class Iri(str):
    """An IRI, told apart from the text of a literal."""

    __slots__ = ()


Value: TypeAlias = "Iri | str"
Described: TypeAlias = dict[str, dict[str, list[Value]]]
"""Values by subject and predicate; of literals only the text."""


def described(source: Source, syntax: str | None) -> Iterator[Described]:
    """What each named graph says, the default graph first; graphs without a statement are left out.

    Raises FileError for a file that cannot be read or is not RDF, UsageError for an unknown format.
    """
    graphs: dict[str, Described] = {}
    for graph, subject, predicate, value in _quads(source, syntax):
        said = graphs.setdefault(graph, {}).setdefault(subject, {})
        said.setdefault(predicate, []).append(value)
    return iter(graphs.values())


def _quads(source: Source, syntax: str | None) -> Iterable[tuple[str, str, str, Value]]:
    if isinstance(source, (str, bytes, Path)):
        return _parsed(source, syntax)
    return _from_rdflib(source)


def _parsed(source: Path | str | bytes, syntax: str | None) -> Iterator[tuple[str, str, str, Value]]:
    name = str(source) if isinstance(source, Path) else "the text"
    formats: tuple[str, ...] = (syntax or "turtle",)
    if isinstance(source, Path):
        ending = source.suffix
        source = read_bounded(source, MOST_BYTES, "graph")
        refuse_what_is_no_rdf(source, name)
        formats = (syntax,) if syntax else guess(source, ending).formats
    if formats[0] not in _FORMATS:
        raise UsageError(f"there is no RDF format called {syntax!r}", f"formats are {', '.join(_FORMATS)}")
    for number, format_ in enumerate(formats, 1):
        try:
            found = _in_format(source, format_)
            yield from found if number == len(formats) else list(found)
        except (SyntaxError, ValueError) as error:
            if number == len(formats):
                raise FileError(f"{name} is not {format_}: {error}") from error
        else:
            return


def _in_format(source: str | bytes, format_: str) -> Iterator[tuple[str, str, str, Value]]:
    import pyoxigraph

    kind = getattr(pyoxigraph.RdfFormat, _FORMATS[format_])
    for quad in pyoxigraph.parse(source, format=kind, base_iri="urn:x-claimgraph:file:"):
        yield _text(quad.graph_name), _text(quad.subject), quad.predicate.value, _value(quad.object)


def _text(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph | object) -> str:
    return str(getattr(term, "value", ""))


def _value(term: object) -> Value:
    import pyoxigraph

    text = _text(term)
    return text if isinstance(term, pyoxigraph.Literal) else Iri(text)


def _from_rdflib(source: rdflib.Graph) -> Iterator[tuple[str, str, str, Value]]:
    from rdflib import Dataset, Literal

    if isinstance(source, Dataset):
        found: Iterable[tuple[object, object, object, object]] = source.quads((None, None, None, None))
    else:
        found = ((s, p, o, "") for s, p, o in source)
    for subject, predicate, value, graph in found:
        text = str(value)
        yield (
            str(graph or ""),
            str(subject),
            str(predicate),
            text if isinstance(value, Literal) else Iri(text),
        )


def bare(term: Term) -> str:
    """The IRI of a term, without its brackets."""
    return term[1:-1]
