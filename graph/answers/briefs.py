"""The brief: the case for a claim, the notes beneath it to check, and what would mend it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from typing_extensions import TypedDict

from ..evidence_graph.fixpoint import what_lies_below, withdrawn
from ..evidence_graph.graph import EvidenceGraph, Node
from .cases import Case, case
from .rows import oddity


class NoteToCheck(TypedDict):
    """A note that ``claims`` claims beneath cite as evidence, and why it should be looked up."""

    note: int
    claims: int
    why: list[str]


class Mend(TypedDict):
    """What sinks rows of the case alone: a claim that lacks a source, or a work that lacks a second.

    ``rows`` are lines by their place from 1, and ``★`` for what all lines need.
    """

    kind: Literal["claim", "work"]
    id: str
    rows: list[str]


class Brief(TypedDict):
    """What fits on two pages about a claim."""

    case: Case
    check: list[NoteToCheck]
    mend: list[Mend]


def brief(
    evidence: EvidenceGraph, claim: str, *, without: Collection[Node] = (), time_limit: float = 10.0
) -> Brief:
    """The brief about ``claim``; ``without`` as ``case`` has it. Raises UnknownName. Time: that of ``case``.

    Notes to check are those that fit weakly or have no marker where they are cited, or are odd; those
    that most claims cite come first. What sinks most rows is mended first.
    """
    found = case(evidence, claim, without=without, time_limit=time_limit)
    return {"case": found, "check": _to_check(evidence, found["claim"], without), "mend": _mending(found)}


def _to_check(evidence: EvidenceGraph, name: str, without: Collection[Node]) -> list[NoteToCheck]:
    notes = evidence.dataset.endnotes
    citing: dict[int, set[str]] = {}
    why: dict[int, dict[str, None]] = {}
    for _, claim in what_lies_below(evidence, (name,), withdrawn(evidence, without)).claims:
        for _, citation in evidence.citations(str(claim)):
            if citation.note not in notes or not evidence.evidential(citation):
                continue
            said = ["fits weakly"] if citation.fit == "weak" else []
            said += ["no marker is printed for it"] if citation.scope == "implicit" else []
            said += [oddity(odd) for odd in notes[citation.note].anomalies[:1]]
            if said:
                citing.setdefault(citation.note, set()).add(str(claim))
                why.setdefault(citation.note, {}).update(dict.fromkeys(said))
    order = sorted(citing, key=lambda note: (-len(citing[note]), note))
    return [{"note": note, "claims": len(citing[note]), "why": list(why[note])} for note in order]


def _mending(found: Case) -> list[Mend]:
    rows: dict[tuple[Literal["claim", "work"], str], list[str]] = {}
    named = [*(("★", each) for each in found["needed_by_all"])]
    named += [(str(place), line) for place, line in enumerate(found["lines"], 1)]  # type: ignore[misc]
    for name, row in named:
        for claim in row["sinks"]["claims"]:
            rows.setdefault(("claim", claim), []).append(name)
        for work in row["sinks"]["works"]:
            rows.setdefault(("work", work), []).append(name)
    order = sorted(rows, key=lambda key: -len(rows[key]))
    return [{"kind": kind, "id": id_, "rows": rows[kind, id_]} for kind, id_ in order]
