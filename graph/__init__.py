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
    from .answers.acceptability import acceptability as acceptability
    from .answers.add import add as add
    from .answers.attacks import attacks as attacks
    from .answers.cases import case as case
    from .answers.common import common as common
    from .answers.fmt import fmt as fmt
    from .answers.fragility import fragility as fragility
    from .answers.gaps.audit import gaps as gaps
    from .answers.importing import import_ as import_
    from .answers.list import listing as listing
    from .answers.path import path as path
    from .answers.remove import remove as remove
    from .answers.rename import rename as rename
    from .answers.report import report as report
    from .answers.said import said as said
    from .answers.show import show as show
    from .answers.stances import stances as stances
    from .answers.supports import supports as supports
    from .answers.todo import review as review
    from .answers.todo import todo as todo
    from .answers.withdraw import withdraw as withdraw
    from .errors import ClaimgraphError as ClaimgraphError
    from .errors import Finding as Finding
    from .evidence_graph.fixpoint import statuses as statuses
    from .evidence_graph.graph import EvidenceGraph as EvidenceGraph
    from .evidence_graph.graph import evidence as evidence
    from .loading import check as check
    from .loading import load as load
    from .model.entities import Dataset as Dataset
    from .naming.searching import search as search
    from .querying.asking import sparql as sparql
    from .rdf import read_rdf as read_rdf
    from .rdf import triples as triples
    from .views.page import page as page

__version__ = "0.1.0"

_HOMES = {
    "ClaimgraphError": "errors",
    "Dataset": "model.entities",
    "EvidenceGraph": "evidence_graph.graph",
    "Finding": "errors",
    "acceptability": "answers.acceptability",
    "add": "answers.add",
    "anchor": "anchoring.stamping",
    "attacks": "answers.attacks",
    "case": "answers.cases",
    "check": "loading",
    "common": "answers.common",
    "compare": "agreement.comparing",
    "coverage": "anchoring.covering",
    "evidence": "evidence_graph.graph",
    "fmt": "answers.fmt",
    "fragility": "answers.fragility",
    "gaps": "answers.gaps.audit",
    "import_": "answers.importing",
    "listing": "answers.list",
    "load": "loading",
    "page": "views.page",
    "path": "answers.path",
    "read_rdf": "rdf",
    "remove": "answers.remove",
    "rename": "answers.rename",
    "report": "answers.report",
    "review": "answers.todo",
    "said": "answers.said",
    "search": "naming.searching",
    "show": "answers.show",
    "sparql": "querying.asking",
    "stances": "answers.stances",
    "statuses": "evidence_graph.fixpoint",
    "supports": "answers.supports",
    "todo": "answers.todo",
    "triples": "rdf",
    "verify": "anchoring.verifying",
    "withdraw": "answers.withdraw",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
