"""The shape of the page's data: what ``content`` writes and the page's script reads.

Keys are short, and absent where they hold nothing. Claims, arguments, notes and works are named by
their places in the lists here. The check of the script (``tests/page_types``) reads these types.
"""

from __future__ import annotations

from typing import TypeAlias, TypedDict

from ...answers.sides import Flag
from ...evidence_graph.groups import Group
from ...model.terms import (
    Caveat,
    ClaimKind,
    Confidence,
    EvidenceClass,
    Fit,
    Intent,
    Label,
    Maker,
    NoteForm,
    Polarity,
    Scope,
    Status,
)

Place: TypeAlias = int
Point: TypeAlias = tuple[float, float]
Passage: TypeAlias = tuple[str, int, int] | tuple[str, int, int, str]
"""Paragraph, first and last sentence (0: all of it), digest."""
Opposed: TypeAlias = tuple[Place, int, Place] | tuple[Place, int, Place, str]
"""Source claim, 1 if on an argument, target, kind of limit."""


Findable: TypeAlias = tuple[str, list[tuple[str | int, list[list[float | str | int]]]]]
"""A kind, and of each of that kind its place (a note's number, or an id that no list has) and, after how
much their words weigh, the texts that find it; 0: the claim's, -1: the id."""


class PaperRecord(TypedDict, total=False):
    """The paper; authors and publisher by name."""

    id: str
    title: str
    authors: list[str]
    ids: list[str]
    """Of the authors."""
    publisher: str
    date: str
    url: str
    anomalies: list[str]
    sections: list[tuple[str, str]]


class CitationRecord(TypedDict, total=False):
    """A citation of note ``n``."""

    n: int
    i: Intent
    """Intent, where it is not *cites as evidence*."""
    l: str  # noqa: E741
    """Locator."""
    sc: Scope
    """Scope, where it is not the sentence."""
    f: Fit
    """Fit."""
    why: str
    off: bool
    """It is a mention, no evidence."""


class RestatementRecord(TypedDict, total=False):
    """The same claim said again, with what is its own."""

    id: str
    t: str
    at: list[Passage]
    k: ClaimKind
    """Kind; absent: claim."""
    about: list[int]
    n: list[int]
    """Notes cited."""
    hb: str


class StandingRecord(TypedDict, total=False):
    """How a claim stands."""

    s: Status
    """Status; absent: documented."""
    lab: Label
    """Out or undecided, once attacks are counted."""
    m: Caveat
    """Caveat: what to know beside its status."""
    bare: bool
    ln: list[tuple[int, int]]
    """Leans on: classes, and the status without each, by their places in the words."""


class ClaimRecord(StandingRecord, total=False):
    """A claim, with those that restate it."""

    w: StandingRecord
    """How it stands as written, where that differs."""

    id: str
    t: str
    """Text; absent where the outline has it."""
    k: ClaimKind
    """Kind; absent: claim."""
    h: str
    """Holder, if not the author."""
    hb: str
    """Which of the authors, if not the first."""
    own: list[int]
    """Of a claim that is said again, the notes cited where it is said first."""
    hs: list[str]
    """Holders from the outermost reporter, where there are several."""
    to: list[str]
    alt: list[str]
    head: str
    """Heading of its box, if the holder's name was too long for it."""
    quote: bool
    mod: str
    """Modality."""
    d: str
    """Date."""
    about: list[int]
    """Places among ``things``."""
    cites: list[CitationRecord]
    at: list[Passage]
    again: list[RestatementRecord]
    odd: list[str]
    """Anomalies."""
    old: list[str]
    """Former ids."""
    cut: bool
    """Its box holds only the beginning of its text."""
    rtl: bool
    b: list[float]
    """Height of its box, then where each line of its text starts and how long it is."""


class ReasonRecord(TypedDict, total=False):
    """An argument; ``id`` is absent where it is the conclusion's and a number."""

    id: str
    c: Place
    """Conclusion."""
    p: list[Place]
    """Premises."""
    sig: str
    """Signal word."""
    sch: str
    """Scheme."""
    by: Maker
    conf: Confidence
    """Confidence."""


class NoteRecord(TypedDict, total=False):
    """An endnote."""

    n: int
    """Number."""
    lb: str
    """How it is printed, where that is not its number."""
    f: NoteForm
    """Form; absent: in full."""
    r: int
    """The note it refers to."""
    via: int
    """The last note of the chain it leans on."""
    w: list[str]
    """Works, by id."""
    l: str  # noqa: E741
    """Locator."""
    acc: str
    """Date of access."""
    odd: list[str]


class WorkRecord(TypedDict, total=False):
    """A work."""

    id: str
    t: str
    """Title."""
    y: str
    """Type."""
    g: int
    """Its group, by the place in the words; absent: the first."""
    sn: str
    """Its short name."""
    wn: str
    """The same whole, where it is cut."""
    nc: bool
    """No reader can look it up."""
    by: list[str]
    """Creators, by name."""
    makers: list[str]
    """Creators and issuer that are actors, by id."""
    iss: str
    """Issuer, by name."""
    d: str
    """Date."""
    cite: str
    """A reference in one line."""
    u: str
    """Web address."""
    own: bool
    """An author or the publisher of the paper made or issued it."""
    odd: list[str]
    b: list[int]
    """Where each line of its box starts in the title, and how long it is."""
    cut: bool


class ActorRecord(TypedDict, total=False):
    """An actor."""

    n: str
    """Name."""
    y: str
    """Type."""
    al: list[str]
    """Other names."""
    of: list[str]
    """Offices held."""
    un: bool
    """Unnamed in the paper."""
    old: list[str]


class StanceRecord(TypedDict, total=False):
    """A stance."""

    a: str
    """Actor."""
    t: str
    """Topic."""
    y: Polarity
    """Polarity."""
    d: str
    """Date."""
    c: list[Place]
    """Claims that show it."""
    n: list[int]
    """Notes that show it."""
    by: list[str]
    """On whose word: the holders of these claims."""
    fl: list[Flag]
    """What to know of how it is shown."""
    why: str


class WeakRecord(TypedDict):
    """A thesis with its weak points: the id of each, and what it is."""

    id: str
    say: str
    """How much bears on it."""
    points: list[tuple[str, str]]


class HangsRecord(TypedDict, total=False):
    """What a thesis hangs on: resilience, a smallest cut of works, a smallest witness; the best found."""

    res: int | None
    cut: list[Place]
    wit: tuple[list[Place], list[Place]] | None
    lo: int
    """The least that the resilience can be, where the search was bounded."""
    few: int
    """The least that a witness can have, where the search was bounded."""


class TextRecord(TypedDict):
    """The reader's copy, and where in it claims (by place) and notes (by number) are."""

    text: str
    claims: list[tuple[Place, int, int]]
    notes: list[tuple[int, int, int]]
    missing: list[str]


class OpeningRecord(TypedDict):
    """The opening view: what it starts from and unfolds, and its layout."""

    nodes: list[tuple[str, float, float]]
    ways: list[list[Point]]
    ports: list[tuple[int, float, float]]
    backward: list[int]
    width: float
    height: float
    roots: list[Place]
    unfolded: list[Place]


class WrittenRecord(TypedDict):
    """What else is different without our reconstructions, but for how each claim stands."""

    weak: list[WeakRecord]
    hangs: dict[int, HangsRecord]
    roots: list[Place]
    unfolded: list[Place]
    gaps: list[tuple[str, str, list[tuple[Place | str] | tuple[Place | str, str]]]]
    """Each kind with what it means, and the claims (by place) or notes (by number), perhaps with a detail.

    None of these where the gaps of that kind are the usual ones."""


class Words(TypedDict):
    """What things are called: closed lists of the model, in their order, each with its words."""

    kinds: dict[ClaimKind, str]
    forms: dict[NoteForm, str]
    statuses: dict[Status, str]
    """From the highest, what each means."""
    caveats: dict[Caveat, str]
    """What each means."""
    polarities: dict[Polarity, str]
    """As a verb."""
    idle: list[str]
    """Words that need not occur in what is searched."""
    classes: dict[EvidenceClass, str]
    """What each takes in."""
    groups: list[Group]
    """Of works."""


class PageData(TypedDict, total=False):
    """All of it."""

    words: Words
    paper: PaperRecord
    things: list[str]
    """Actors and topics, by id."""
    claims: list[ClaimRecord]
    """Theses first."""
    reasons: list[ReasonRecord]
    attacks: list[Opposed]
    limits: list[Opposed]
    notes: list[NoteRecord]
    works: list[WorkRecord]
    actors: dict[str, ActorRecord]
    topics: dict[str, str]
    broader: dict[str, list[str]]
    """Topics that have broader ones, with these."""
    stances: list[StanceRecord]
    often: list[str]
    """Texts that ``find`` has more than once, and names by their places from 1."""
    find: list[Findable]
    cites: list[tuple[Place, Place]]
    """Evidential citations: note, claim."""
    holds: list[tuple[Place, Place]]
    """Work, note."""
    weak: list[WeakRecord]
    hangs: dict[int, HangsRecord]
    """By place of the thesis."""
    part: tuple[str, int, bool]
    """What part of the argument this is, of how many claims, whether all that bears on it is here."""
    without: list[EvidenceClass]
    """The classes of evidence that the page was made without."""
    written: WrittenRecord
    """Absent where nothing in it is our reconstruction."""
    big: bool
    text: TextRecord
    opening: OpeningRecord
