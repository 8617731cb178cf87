"""One finding of the audit: what, where, why it matters, what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias, get_args

from typing_extensions import TypedDict

from ...errors import UsageError
from ...evidence_graph.graph import EvidenceGraph
from ...hints import did_you_mean
from ...model.entities import Claim

GapKind: TypeAlias = Literal[
    "no source",
    "bare fact",
    "no text",
    "reconstruction only",
    "report without a note",
    "note that leads nowhere",
    "assertion under theses",
    "single source",
    "self-citation",
    "withdrawn work",
    "weak citation",
    "implicit citation",
    "circle",
    "quotation without a note",
    "unused note",
    "no thesis",
    "anomaly",
    "evidence after the event",
    "accessed before it existed",
    "unanswered objection",
]
GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)
"""The kinds of finding, in the order in which they are listed."""
Weight: TypeAlias = Literal["high", "medium", "low"]
SEVERITIES: tuple[Weight, ...] = get_args(Weight)
"""How much a finding matters, the most first."""


class Gap(TypedDict):
    """A finding. ``id`` is a claim, argument, work, paper, or the number of a note."""

    kind: GapKind
    id: str | int
    detail: str
    why: str
    mend: str
    severity: Weight
    place: str | None


def place_of(evidence: EvidenceGraph, claim: str) -> str | None:
    """Where ``claim`` or a restatement of it first stands: paragraph label and sentences."""
    for name in evidence.members[claim]:
        for passage in evidence.dataset.claims[name].passage:
            if passage.sentences is None:
                return passage.paragraph
            first, last = passage.sentences
            return f"{passage.paragraph}, sentence{f' {first}' if first == last else f's {first}-{last}'}"
    return None


def of_claim(
    evidence: EvidenceGraph, kind: GapKind, claim: str, severity: Weight, detail: str, why: str, mend: str
) -> Gap:
    """A finding about ``claim``, a representative."""
    return {
        "kind": kind,
        "id": claim,
        "detail": detail,
        "why": why,
        "mend": mend,
        "severity": severity,
        "place": place_of(evidence, claim),
    }


def pooled_claims(evidence: EvidenceGraph) -> Iterator[Claim]:
    """The claims that stand for their restatements, in file order."""
    for claim in evidence.dataset.claims.values():
        if claim.id in evidence.members:
            yield claim


def matching(gaps: Sequence[Gap], wanted: Sequence[str]) -> list[Gap]:
    """Those of ``gaps`` that are of a kind in ``wanted``, or as severe as a severity in it, or more.

    Raises UsageError for what is neither a kind nor a severity.
    """
    for word in wanted:
        if word not in GAP_KINDS and word not in SEVERITIES:
            meant = did_you_mean(word, [*GAP_KINDS, *SEVERITIES])
            meant = f"{meant} " if meant else ""
            hint = f"{meant}severities are {', '.join(SEVERITIES)}; kinds are {', '.join(GAP_KINDS)}"
            raise UsageError(f'"{word}" is neither a kind of gap nor a severity', hint)
    levels = [SEVERITIES.index(word) for word in SEVERITIES if word in wanted]
    worst = max(levels, default=-1)
    return [gap for gap in gaps if gap["kind"] in wanted or SEVERITIES.index(gap["severity"]) <= worst]
