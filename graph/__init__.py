"""claimgraph: a citation and claim knowledge graph.

The public interface, in the order in which data flow::

    dataset = claimgraph.load("data")               # YAML -> validated model
    graph = claimgraph.triples(dataset)             # -> RDF (rdflib.Dataset)
    evidence = claimgraph.evidence(dataset)         # -> evidence graph (networkx)
    answer = claimgraph.supports(evidence, "nato-safer-course")

Answers are plain dictionaries in the shape of the JSON contract. Nothing is imported until used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agreement.comparing import compare as compare
    from .anchoring.covering import coverage as coverage
    from .anchoring.stamping import anchor as anchor
    from .anchoring.verifying import verify as verify
    from .entries import listing as listing
    from .entries import show as show
    from .errors import ClaimgraphError as ClaimgraphError
    from .errors import Finding as Finding
    from .evidence_graph.graph import EvidenceGraph as EvidenceGraph
    from .evidence_graph.graph import evidence as evidence
    from .loading import check as check
    from .loading import load as load
    from .model.entities import Dataset as Dataset
    from .naming.searching import search as search
    from .opposition import attacks as attacks
    from .paths import path as path
    from .querying.asking import sparql as sparql
    from .rdf import read_rdf as read_rdf
    from .rdf import triples as triples
    from .sides import stances as stances
    from .tracing import statuses as statuses
    from .tracing import supports as supports
    from .views.page import page as page
    from .weighing.acceptance import acceptability as acceptability
    from .weighing.audit import gaps as gaps
    from .weighing.fragile import fragility as fragility
    from .weighing.reporting import report as report
    from .weighing.sharing import common as common
    from .weighing.withdrawal import withdraw as withdraw

__version__ = "0.1.0"

_HOMES = {
    "ClaimgraphError": "errors",
    "Dataset": "model.entities",
    "EvidenceGraph": "evidence_graph.graph",
    "Finding": "errors",
    "acceptability": "weighing.acceptance",
    "anchor": "anchoring.stamping",
    "attacks": "opposition",
    "check": "loading",
    "common": "weighing.sharing",
    "compare": "agreement.comparing",
    "coverage": "anchoring.covering",
    "evidence": "evidence_graph.graph",
    "fragility": "weighing.fragile",
    "gaps": "weighing.audit",
    "listing": "entries",
    "load": "loading",
    "page": "views.page",
    "path": "paths",
    "read_rdf": "rdf",
    "report": "weighing.reporting",
    "search": "naming.searching",
    "show": "entries",
    "sparql": "querying.asking",
    "stances": "sides",
    "statuses": "tracing",
    "supports": "tracing",
    "triples": "rdf",
    "verify": "anchoring.verifying",
    "withdraw": "weighing.withdrawal",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
