"""Checks of the audit on dates."""

from __future__ import annotations

from collections.abc import Iterator

from ...evidence_graph.graph import EvidenceGraph
from ...model.dates import bounds, is_edtf
from ...model.entities import Date
from .finding import Gap, place_of


def late_evidence(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Premises dated after the conclusion they are to explain; a sign may come later than its cause."""
    for name, conclusion in evidence.conclusion_of.items():
        if "sign" in (evidence.argument(name).scheme or "").casefold().split():
            continue
        then = evidence.dataset.claims[conclusion].date
        for premise in evidence.premises_of[name]:
            when = evidence.dataset.claims[premise].date
            if _after(when, then):
                yield {
                    "kind": "evidence after the event",
                    "id": name,
                    "detail": f"{premise} is of {when}, after {conclusion} of {then}, which it is to explain",
                    "why": "what comes later cannot have brought about what came before",
                    "mend": "check both dates, or say what else explains it",
                    "severity": "high",
                    "place": place_of(evidence, conclusion),
                }


def read_too_early(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Notes that say they were looked at before the work behind them existed, or are marked so."""
    dataset = evidence.dataset
    for number in sorted(dataset.endnotes):
        note = dataset.endnotes[number]
        for work in note.works:
            when = dataset.works[work].date
            marked = any(odd.kind == "accessed before it existed" for odd in note.anomalies)
            if _after(when, note.accessed) or (marked and note.accessed):
                yield {
                    "kind": "accessed before it existed",
                    "id": number,
                    "detail": f"{work} was accessed on {note.accessed}, before the date that is given for it",
                    "why": "what does not exist yet cannot be read",
                    "mend": "check both dates",
                    "severity": "medium",
                    "place": f"note {number}",
                }


def _after(date: Date | None, other: Date | None) -> bool:
    """Whether the first day of ``date`` is later than the last of ``other``."""
    this, that = _edtf(date), _edtf(other)
    return bool(this and that) and bounds(this)[0] > bounds(that)[1]


def _edtf(date: Date | None) -> str:
    """``date`` as EDTF; as printed where that is EDTF by itself, such as a year."""
    if date is None:
        return ""
    return date.is_ or (date.printed if date.printed and is_edtf(date.printed) else "")
