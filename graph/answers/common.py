"""What two claims rest on together."""

from __future__ import annotations

from typing_extensions import TypedDict

from ..evidence_graph.fixpoint import evidence_below, what_lies_below
from ..evidence_graph.graph import EvidenceGraph
from .fragility import load_bearing


class Common(TypedDict):
    """The answer of ``common``: what is in the traces of both claims.

    ``independent``: nothing is. ``falls_with``: works each of which alone lowers the status of both.
    """

    a: str
    b: str
    claims: list[str]
    assertions: list[str]
    notes: list[int]
    works: list[str]
    falls_with: list[str]
    independent: bool


def common(evidence: EvidenceGraph, a: str, b: str) -> Common:
    """What ``a`` and ``b`` rest on together: claims (the two themselves among them), notes, works.

    Shared notes and works are those of evidential citations in both traces. The claims stand
    independently if they share neither claim nor work. Raises UnknownName. Time: that of two
    traces. Source: docs/semantics.md#what-two-claims-share.
    """
    names = evidence.representative(a), evidence.representative(b)
    first, second = (what_lies_below(evidence, (name,)) for name in names)
    in_both = sorted(set(first.claims).intersection(second.claims), key=evidence.position.__getitem__)
    claims = [str(node[1]) for node in in_both]
    notes, works = evidence_below(evidence, first)
    other_notes, other_works = evidence_below(evidence, second)
    shared = set(other_works).intersection(works)
    heavy = set(load_bearing(evidence, names[0])).intersection(shared) if shared else set()
    heavy = heavy.intersection(load_bearing(evidence, names[1])) if heavy else heavy
    return {
        "a": names[0],
        "b": names[1],
        "claims": claims,
        "assertions": [name for name in claims if name in evidence.bare],
        "notes": sorted(set(notes).intersection(other_notes)),
        "works": [work for work in works if work in shared],
        "falls_with": [work for work in works if work in heavy],
        "independent": not claims and not shared,
    }
