"""The entities of a data set as plain rows, in the shapes of ``list`` (design section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from typing_extensions import TypedDict

from ..evidence_graph.classes import Lean
from ..model.entities import (
    Actor,
    Anomaly,
    Argument,
    Citation,
    Claim,
    Dataset,
    Date,
    Endnote,
    Topic,
    Work,
)
from ..model.scalars import Span
from ..model.terms import ClaimKind, Confidence, Fit, Intent, NoteForm, Scope, Status

if TYPE_CHECKING:
    from ..evidence_graph.leaning import Leaning


class AnomalyRow(TypedDict):
    """Something odd: ``detail`` is a sentence made of the rest."""

    kind: str
    detail: str
    printed: str | None
    meant: str | None
    sure: Confidence | None
    why: str | None


class CitationRow(TypedDict):
    """One citation of a note; ``claim`` is the restatement that makes it."""

    note: int
    intent: Intent
    locator: str | None
    scope: Scope
    fit: Fit | None
    why: str | None
    claim: str
    evidential: bool


class ClaimRow(TypedDict):
    """A claim in ``list claims``; ``attributed``: not held by the author.

    ``restatement_of`` is the claim that stands for it and its restatements, if another does.
    """

    id: str
    text: str | None
    claim_kind: ClaimKind
    holder: str | None
    attributed: bool
    status: Status
    as_written: Status
    leans_on: list[Lean]
    endnotes: list[int]
    restatement_of: str | None


class ArgumentRow(TypedDict):
    """An argument in ``list arguments``, named as its author wrote it."""

    id: str
    conclusion: str
    premises: list[str]


class NoteRow(TypedDict):
    """An endnote in ``list notes``: ``works`` is W(n), ``claims`` those that cite it."""

    number: int
    label: str | None
    form: NoteForm
    refers_to: int | None
    works: list[str]
    resolved_via: int | None
    locator: str | None
    accessed: str | None
    review: list[str]
    anomalies: list[AnomalyRow]
    claims: list[str]


class WorkRow(TypedDict):
    """A work in ``list works``: ``endnotes`` are all that resolve to it."""

    id: str
    type: str | None
    title: str
    creators: list[str]
    issuer: str | None
    date: str | None
    endnotes: list[int]


class ActorRow(TypedDict):
    """An actor in ``list actors``."""

    id: str
    name: str
    type: str | None
    aliases: list[str]


class TopicRow(TypedDict):
    """A topic in ``list topics``: ``claims`` are those about it."""

    id: str
    label: str
    broader: list[str]
    claims: list[str]


Row: TypeAlias = ClaimRow | ArgumentRow | NoteRow | WorkRow | ActorRow | TopicRow


def claim_row(
    dataset: Dataset, claim: Claim, status: Status, leans: Leaning, representative: str
) -> ClaimRow:
    """``claim`` with its own text and notes and the common ``status`` of its restatements."""
    return {
        "id": claim.id,
        "text": claim.text,
        "claim_kind": claim.kind,
        "holder": dataset.holder(claim),
        "attributed": dataset.attributed(claim),
        "status": status,
        "as_written": leans.as_written[representative],
        "leans_on": leans.leans_on[representative],
        "endnotes": sorted({citation.note for citation in claim.cites}),
        "restatement_of": None if representative == claim.id else representative,
    }


def argument_row(argument: Argument, conclusion: str) -> ArgumentRow:
    """``argument`` for ``conclusion``."""
    return {"id": argument.id, "conclusion": conclusion, "premises": list(argument.premises)}


def note_row(note: Endnote, works: Iterable[str], resolved_via: int | None, claims: Iterable[str]) -> NoteRow:
    """``note`` with W(n), the end of the chain it leans on, and the claims that cite it."""
    return {
        "number": note.number,
        "label": note.label,
        "form": note.form,
        "refers_to": note.refers_to,
        "works": list(works),
        "resolved_via": resolved_via,
        "locator": note.locator,
        "accessed": text_of(note.accessed),
        "review": list(note.review),
        "anomalies": anomaly_rows(note.anomalies),
        "claims": list(claims),
    }


def work_row(work: Work, endnotes: Iterable[int]) -> WorkRow:
    """``work`` with the notes that resolve to it."""
    return {
        "id": work.id,
        "type": work.type,
        "title": work.title,
        "creators": list(work.creators),
        "issuer": work.issuer,
        "date": text_of(work.date),
        "endnotes": list(endnotes),
    }


def actor_row(actor: Actor) -> ActorRow:
    """``actor`` with its other names."""
    return {"id": actor.id, "name": actor.name, "type": actor.type, "aliases": list(actor.aliases)}


def topic_row(topic: Topic, claims: Iterable[str]) -> TopicRow:
    """``topic`` with the claims that are about it."""
    return {"id": topic.id, "label": topic.label, "broader": list(topic.broader), "claims": list(claims)}


def citation_row(claim: str, citation: Citation, *, evidential: bool) -> CitationRow:
    """``citation`` as made by ``claim``; ``evidential``: it is not a mention."""
    return {
        "note": citation.note,
        "intent": citation.intent,
        "locator": citation.locator,
        "scope": citation.scope,
        "fit": citation.fit,
        "why": citation.why,
        "claim": claim,
        "evidential": evidential,
    }


def anomaly_rows(anomalies: Iterable[Anomaly]) -> list[AnomalyRow]:
    """Each of ``anomalies`` with a sentence that says it."""
    return [
        {
            "kind": odd.kind,
            "detail": _sentence(odd),
            "printed": odd.printed,
            "meant": odd.meant,
            "sure": odd.sure,
            "why": odd.why,
        }
        for odd in anomalies
    ]


def _sentence(odd: Anomaly) -> str:
    said = ", ".join(filter(None, [odd.printed and f"printed “{odd.printed}”", meaning(odd)])) or odd.kind
    if odd.sure:
        said += f" (confidence: {odd.sure})"
    return f"{said}: {odd.why}" if odd.why else said


def meaning(odd: Anomaly) -> str | None:
    """What is meant by what is printed, said as surely as that is known."""
    doubt = {"high": "", "low": "perhaps "}.get(odd.sure or "", "probably ")
    return f"{doubt}meant “{odd.meant}”" if odd.meant else None


def oddity(odd: Anomaly) -> str:
    """The kind of ``odd`` and the sentence that says it: its one wording, where it stands by itself."""
    return f"{odd.kind}: {_sentence(odd)}" if odd.printed or odd.meant else _sentence(odd)


def sentences(span: Span | None) -> str | None:
    """``span`` as a reader writes it: ``1`` or ``3-4``."""
    if span is None:
        return None
    return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"


def text_of(date: Date | None) -> str | None:
    """``date`` normalised where that is known, else as printed."""
    return None if date is None else str(date)


def citing(dataset: Dataset) -> Mapping[int, list[str]]:
    """Map every note to the claims that cite it with whatever intent, in the order of the file."""
    claims: dict[int, list[str]] = {number: [] for number in dataset.endnotes}
    for claim in dataset.claims.values():
        for number in dict.fromkeys(citation.note for citation in claim.cites):
            claims.setdefault(number, []).append(claim.id)
    return claims


def notes_of_works(works: Mapping[int, tuple[str, ...]]) -> Mapping[str, list[int]]:
    """Invert W: the notes of each work, by number."""
    notes: dict[str, list[int]] = {}
    for number in sorted(works):
        for work in works[number]:
            notes.setdefault(work, []).append(number)
    return notes
