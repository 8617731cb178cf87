"""The argument without our reconstructions, for the page's switch: what a claim's record does not say."""

from __future__ import annotations

from typing import Any

from ...evidence_graph.graph import EvidenceGraph
from ...evidence_graph.graph import evidence as evidence_of
from . import sections
from .firm import hangs_of
from .parts import Part
from .picture import Picture, opening, picture


def as_written(evidence: EvidenceGraph) -> EvidenceGraph | None:
    """``evidence`` without our reconstructions; nothing where there are none."""
    claims = evidence.dataset.claims.values()
    if not any(argument.by == "us" for claim in claims for argument in claim.supported_by):
        return None
    return evidence_of(evidence.dataset, without=("reconstructions",))


def picture_of(written: EvidenceGraph, chosen: Part) -> Picture:
    """What can be drawn of ``written``: the claims of ``chosen``, at the same places."""
    return picture(written, None if chosen.all is chosen.drawn else set(chosen.drawn.claims))


def changes(drawn: Picture, chosen: Part, gaps: list[tuple[str, list[sections.Values]]]) -> dict[str, Any]:
    """What the page's switch changes beside how each claim stands (``shape.WrittenRecord``).

    ``gaps`` are the usual ones.
    """
    usual = dict(gaps)
    roots = [drawn.place[name] for name in chosen.roots]
    start, unfolded = opening(drawn, 3, roots) if roots else opening(drawn)
    return {
        "weak": sections.weak_ids(sections.weaknesses(drawn)) if chosen.whole else [],
        "hangs": hangs_of(drawn) if chosen.whole else {},
        "roots": start,
        "unfolded": unfolded,
        "gaps": [
            [
                kind,
                items[0]["why"],
                [_gap(drawn, gap) for gap in items] if items != usual.get(kind) else [],
            ]
            for kind, items in sections.gaps_by_kind(drawn)
        ],
    }


def _gap(drawn: Picture, gap: sections.Values) -> list[int | str]:
    where = drawn.place[gap["id"]] if gap["claim"] else str(gap["id"])
    return [where, gap["detail"]] if gap["detail"] else [where]
