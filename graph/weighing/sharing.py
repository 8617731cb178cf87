"""What two claims rest on together."""

from __future__ import annotations

from typing import TypedDict

from ..evidence_graph import EvidenceGraph
from ..tracing import supports
from .fragile import load_bearing


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
    first, second = supports(evidence, a), supports(evidence, b)
    claims = [name for name in first["claims"] if name in second["claims"]]
    works = [name for name in first["works"] if name in second["works"]]
    heavy = set(load_bearing(evidence, b)) if works else set()
    return {
        "a": first["root"],
        "b": second["root"],
        "claims": claims,
        "assertions": [name for name in first["assertions"] if name in second["claims"]],
        "notes": sorted({*first["endnotes_below"]}.intersection(second["endnotes_below"])),
        "works": works,
        "falls_with": [work for work in load_bearing(evidence, a) if work in heavy] if heavy else [],
        "independent": not claims and not works,
    }
