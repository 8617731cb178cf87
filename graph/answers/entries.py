"""What ``show`` says of one thing of each kind: the rows of ``list``, with more (design section 6)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from ..evidence_graph.classes import Lean
from ..model.terms import Caveat, ClaimKind, Confidence, Label, LimitKind, Maker, Polarity, Status
from .rows import ActorRow, AnomalyRow, ArgumentRow, CitationRow, NoteRow, TopicRow, WorkRow

Texts: TypeAlias = dict[str, str | None]
"""The texts of the claims named in an entry."""


class PassageRow(TypedDict):
    """Where a claim is in the paper: ``sentences`` as ``1`` or ``3-4``, null for the whole paragraph."""

    paragraph: str
    sentences: str | None
    words: str | None
    digest: str | None
    claim: str


class ModalityRow(TypedDict):
    """How a claim is put."""

    hedge: str | None
    condition: str | None
    negated: bool
    scope: str | None


Limitation = TypedDict("Limitation", {"from": str, "to": str, "kind": LimitKind, "signal": str | None})
"""A limit of a claim or argument (``to``) by a claim (``from``)."""


class ClaimEntry(TypedDict):
    """A claim in full, its restatements pooled."""

    id: str
    kind: Literal["claim"]
    text: str | None
    claim_kind: ClaimKind
    holder: str | None
    holders: list[str]
    status: Status
    as_written: Status
    leans_on: list[Lean]
    endnotes: list[int]
    citations: list[CitationRow]
    works: list[str]
    passages: list[PassageRow]
    supported_by: list[str]
    supports: list[str]
    attacked_by: list[str]
    attacks: list[str]
    limited_by: list[Limitation]
    limits: list[Limitation]
    about: list[str]
    date: str | None
    quotation: bool
    modality: ModalityRow | None
    addressees: list[str]
    other_readings: list[str]
    restatements: list[str]
    anomalies: list[AnomalyRow]
    label: Label
    works_reaching: list[str]
    fragile: bool
    caveat: Caveat | None


class ArgumentEntry(ArgumentRow):
    """An argument in full; ``supported``: all its premises are."""

    kind: Literal["argument"]
    signal: str | None
    scheme: str | None
    by: Maker | None
    confidence: Confidence | None
    supported: bool
    undercut_by: list[str]
    limited_by: list[Limitation]
    texts: Texts


class NoteEntry(NoteRow):
    """An endnote in full: ``leaned_on_by`` are the notes that refer to it, ``titles`` its works'."""

    kind: Literal["note"]
    leaned_on_by: list[int]
    digest: str | None
    titles: dict[str, str]
    texts: Texts


class WorkEntry(WorkRow):
    """A work in full: ``claims`` are those that its notes are evidence for."""

    kind: Literal["work"]
    container: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    publisher: str | None
    place: str | None
    language: str | None
    doi: str | None
    isbn: str | None
    url: str | None
    date_printed: str | None
    derived_from: str | None
    secondary: bool
    claims: list[str]
    anomalies: list[AnomalyRow]
    texts: Texts


TieRow = TypedDict("TieRow", {"who": str, "from": str | None, "to": str | None})
"""A tie to another actor, and since and until when."""
OfficeRow = TypedDict("OfficeRow", {"office": str, "of": str | None, "from": str | None, "to": str | None})
"""An office, of whom, and since and until when."""


class OwnSide(TypedDict):
    """A side that an actor takes on a topic."""

    topic: str
    polarity: Polarity
    date: str | None


class ActorEntry(ActorRow):
    """An actor in full: ties to others, works made or issued, claims held, what is said about it."""

    kind: Literal["actor"]
    unnamed: bool
    part_of: list[TieRow]
    member_of: list[TieRow]
    members: list[str]
    holds_office: list[OfficeRow]
    works: list[str]
    claims: list[str]
    about: list[str]
    stances: list[OwnSide]
    texts: Texts


class TopicSide(TypedDict):
    """A side that is taken on a topic, and by whom."""

    actor: str
    polarity: Polarity
    date: str | None


class TopicEntry(TopicRow):
    """A topic in full: its place among the topics, the claims about it, the sides taken on it."""

    kind: Literal["topic"]
    definition: str | None
    narrower: list[str]
    stances: list[TopicSide]
    texts: Texts


Entry: TypeAlias = ClaimEntry | ArgumentEntry | NoteEntry | WorkEntry | ActorEntry | TopicEntry
