"""The SHACL shapes of the vocabulary, run by pyshacl (an optional extra)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..errors import ExtraMissing
from .namespaces import KINDS, decode

if TYPE_CHECKING:
    import rdflib


SHAPES = Path(__file__).parent / "shapes.ttl"
# Whom a part belongs to, by the kind in its IRI: the id that comes first in its local name.
_OF_A_CLAIM = ("claim", "citation", "attribution", "modality", "attack", "limit", "restatement")
_SHARED = ("passage", "selector", "unclaimed", "name", "container", "place", "post", "order", "section")


class Violation(NamedTuple):
    """What a shape finds: ``id`` is whose fault it is (``note:27`` for a note), ``focus`` the resource."""

    severity: Literal["error", "warning"]
    id: str
    message: str
    focus: str


def violations(data: rdflib.Graph) -> list[Violation]:
    """What the shapes find in RDF: in the union of its graphs."""
    try:
        import pyshacl
    except ImportError as error:
        hint = "pip install 'claimgraph[shacl]'"
        raise ExtraMissing("the shapes need pyshacl, which is not installed", hint) from error
    import rdflib

    union = rdflib.Graph()
    for triple in data.triples((None, None, None)):
        union.add(triple)
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    _, report, _ = pyshacl.validate(union, shacl_graph=shapes, inference="none", do_owl_imports=False)
    return sorted(_read(report, union)) if isinstance(report, rdflib.Graph) else []


def _read(report: rdflib.Graph, data: rdflib.Graph) -> list[Violation]:
    from rdflib.namespace import RDF, SH

    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        value, message = report.value(result, SH.value), report.value(result, SH.resultMessage)
        warns = report.value(result, SH.resultSeverity) == SH.Warning
        got = f", not {value}" if value is not None else ""
        severity: Literal["error", "warning"] = "warning" if warns else "error"
        id_ = owner(focus) or owner(_claim_at(focus, data))
        found.append(Violation(severity, id_, f"{_kind(focus)} {message}{got}", focus))
    return found


def _claim_at(focus: str, data: rdflib.Graph) -> str:
    """The first claim that stands in the passage ``focus`` or in that of the selector ``focus``."""
    from rdflib import URIRef
    from rdflib.namespace import DCTERMS

    passage = URIRef(focus.replace("/selector/", "/passage/"))
    return min((str(claim) for claim in data.subjects(DCTERMS.source, passage)), default="")


def owner(iri: str) -> str:
    """The id of the thing that a resource is or belongs to, ``note:27`` for a note.

    Nothing for the paper and for what several things share, such as passages.

    >>> owner("urn:x-claimgraph:paper:p/citation/some-claim.27")
    'some-claim'
    """
    kind, local = _kind(iri), iri.rpartition("/")[2]
    if kind not in KINDS or kind in _SHARED:
        return ""
    if kind == "note":
        return f"note:{local}"
    if kind == "anomaly":  # anomaly/<kind>.<id>.<number>
        target, _, rest = local.partition(".")
        return owner(f"{target}/{rest.rpartition('.')[0]}")
    if kind == "argument":
        return decode(local)
    if kind in (*_OF_A_CLAIM, "stance", "membership"):
        return decode(local.partition(".")[0].partition("_")[0])
    return decode(local)


def _kind(iri: str) -> str:
    return iri.rpartition("/")[0].rpartition("/")[2]
