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
    from .entries import listing as listing
    from .entries import show as show
    from .errors import ClaimgraphError as ClaimgraphError
    from .errors import Finding as Finding
    from .evidence_graph import EvidenceGraph as EvidenceGraph
    from .evidence_graph import evidence as evidence
    from .loading import check as check
    from .loading import load as load
    from .model import Dataset as Dataset
    from .opposition import attacks as attacks
    from .paths import path as path
    from .searching import search as search
    from .sides import stances as stances
    from .tracing import statuses as statuses
    from .tracing import supports as supports

__version__ = "0.1.0"

_HOMES = {
    "ClaimgraphError": "errors",
    "Dataset": "model",
    "EvidenceGraph": "evidence_graph",
    "Finding": "errors",
    "attacks": "opposition",
    "check": "loading",
    "evidence": "evidence_graph",
    "listing": "entries",
    "load": "loading",
    "path": "paths",
    "search": "searching",
    "show": "entries",
    "stances": "sides",
    "statuses": "tracing",
    "supports": "tracing",
    "triples": "rdf",
}
__all__ = list(_HOMES)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
