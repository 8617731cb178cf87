"""Checks of the audit on citations, notes and works."""

from __future__ import annotations

from collections.abc import Iterator

from ...evidence_graph.graph import EvidenceGraph
from ...model.entities import Anomaly
from ...model.marks import mark_of
from ..rows import meaning
from .finding import Gap, of_claim, place_of, pooled_claims

SURELY = " (confidence: high)"
CHECK = "; check against the source"
NO_MEND = "nothing to mend is proposed"
"""What the remedy of an oddity may end with; and what stands for one where none is known."""


def withdrawn_works(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Works whose own title says that they were withdrawn, or that they are a notice of it."""
    for work in evidence.dataset.works.values():
        said = mark_of(work.title)
        if said is None:
            continue
        yield {
            "kind": "withdrawn work",
            "id": work.id,
            "detail": f"its title is that of a notice: {said.fate}"
            if said.notice
            else f"its title says that it was withdrawn: {said.fate}",
            "why": "a notice is about a work, and hardly shows what that says"
            if said.notice
            else "what rests on it has lost its footing",
            "mend": "cite the work, or the notice where that is meant"
            if said.notice
            else "rest the claims on another work, or say that it was withdrawn",
            "severity": "low" if said.notice else "high",
            "place": None,
        }


def weak_citations(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Citations whose note hardly fits."""
    for claim in pooled_claims(evidence):
        for _, citation in evidence.citations(claim.id):
            if citation.fit == "weak":
                yield of_claim(
                    evidence,
                    "weak citation",
                    claim.id,
                    "medium",
                    f"note {citation.note} hardly shows it{f': {citation.why}' if citation.why else ''}",
                    "it counts as support, but does not say quite what the claim says"
                    if evidence.evidential(citation)
                    else f"it {citation.intent}, which is no support",
                    "cite a source that says it, or say less",
                )


def implicit_citations(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Sources plainly used without a marker."""
    for claim in pooled_claims(evidence):
        for _, citation in evidence.citations(claim.id):
            if citation.scope == "implicit":
                yield of_claim(
                    evidence,
                    "implicit citation",
                    claim.id,
                    "low",
                    f"note {citation.note} is plainly used, with no marker",
                    "a reader cannot see where it comes from",
                    "put the marker there",
                )


def reports_without_notes(evidence: EvidenceGraph) -> Iterator[Gap]:
    """What others are reported to hold, without a note that says where; quotations are told as such."""
    for claim in pooled_claims(evidence):
        members = [evidence.dataset.claims[name] for name in evidence.members[claim.id]]
        quoted = any(member.quotation for member in members)
        if claim.id in evidence.attributed and not quoted and not any(member.cites for member in members):
            yield of_claim(
                evidence,
                "report without a note",
                claim.id,
                "medium",
                f"{evidence.dataset.holder(claim)} is reported to hold it, with no note",
                "a reader cannot see where it was said",
                "cite where it was said",
            )


def notes_that_lead_nowhere(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Notes that are cited as evidence and have no work behind them."""
    cited: dict[int, None] = {}
    for claim in pooled_claims(evidence):
        for _, citation in evidence.citations(claim.id):
            if not citation.mentions and not evidence.works_of.get(citation.note):
                cited[citation.note] = None
    for number in sorted(cited):
        note = evidence.dataset.endnotes.get(number)
        form = note.form if note else "full"
        lost = form not in ("full", "comment") and (note is None or note.refers_to is None)
        yield {
            "kind": "note that leads nowhere",
            "id": number,
            "detail": f"{form} that names no earlier note" if lost else "no work stands behind it",
            "why": "what cites it counts as asserted",
            "mend": "say which note or work is meant",
            "severity": "high" if lost else "low" if form == "comment" else "medium",
            "place": f"note {number}",
        }


def unused_notes(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Notes that no claim cites."""
    used = {citation.note for claim in evidence.dataset.claims.values() for citation in claim.cites}
    for number in sorted(set(evidence.dataset.endnotes) - used):
        yield {
            "kind": "unused note",
            "id": number,
            "detail": "no claim cites it",
            "why": "either a claim is missing or the note is idle",
            "mend": "say what it is to show, or drop it",
            "severity": "low",
            "place": f"note {number}",
        }


def anomalies(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Oddities recorded on the paper, its works, notes and claims."""
    dataset = evidence.dataset
    for anomaly in dataset.paper.anomalies:
        yield _anomaly(dataset.paper.id, anomaly, None)
    for work in dataset.works.values():
        for anomaly in work.anomalies:
            yield _anomaly(work.id, anomaly, None)
    for number in sorted(dataset.endnotes):
        for anomaly in dataset.endnotes[number].anomalies:
            yield _anomaly(number, anomaly, f"note {number}")
    for claim in pooled_claims(evidence):
        for name in evidence.members[claim.id]:
            for anomaly in dataset.claims[name].anomalies:
                yield _anomaly(claim.id, anomaly, place_of(evidence, claim.id))


def _reading(anomaly: Anomaly) -> str:
    """What is meant, and how sure that is: the encoder's words, not words to print."""
    said = meaning(anomaly)
    if said is None:
        return NO_MEND
    sure = f" (confidence: {anomaly.sure})" if anomaly.sure else ""
    return f"{said}{sure}{CHECK}"


def _anomaly(id_: str | int, anomaly: Anomaly, place: str | None) -> Gap:
    detail = anomaly.kind
    if anomaly.printed:
        detail += f": printed “{anomaly.printed}”"
    return {
        "kind": "anomaly",
        "id": id_,
        "detail": detail,
        "why": anomaly.why or "it disagrees with the rest of the paper or with what is known",
        "mend": _reading(anomaly),
        "severity": "medium" if anomaly.sure == "high" else "low",
        "place": place,
    }
