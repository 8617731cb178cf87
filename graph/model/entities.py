"""What a data set holds: frozen values, one class an entity of design section 3.

Fields are named as an author writes them in YAML; the three that are Python keywords end in an
underscore and keep their plain name as alias. Every value is in its long form: short forms are
read by ``loading.forms``. Sequences are tuples, absent values ``None``.
"""

# Annotations are evaluated as they stand: as text, pydantic would compile each at start.

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from .scalars import Digest, Edtf, Id, Iri, NoteNumber, Span, Text, Truth, is_id, quoted
from .terms import (
    EVIDENTIAL,
    ClaimKind,
    Confidence,
    Fit,
    Intent,
    LimitKind,
    Maker,
    NoteForm,
    Polarity,
    Reason,
    Scope,
)
from .text import NO_TEXT


class Value(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Part(Value):
    """A value that stands inside an entity only; so no validator of its own is built at start."""

    model_config = ConfigDict(defer_build=True)


class Date(Part):
    """A date as printed and as normalised to EDTF (ISO 8601-2:2019); at least one of them."""

    printed: Text | None = None
    is_: Edtf | None = Field(None, alias="is")

    def __str__(self) -> str:
        return self.is_ or self.printed or ""


class Anomaly(Part):
    """Something odd in the paper: what is printed, what is probably meant, how sure, and why."""

    kind: Text
    printed: Text | None = None
    meant: Text | None = None
    sure: Confidence | None = None
    why: Text | None = None


class Section(Part):
    """A section of the paper: the id that paragraph labels use, and its heading as printed."""

    id: Text
    heading: Text


class Paper(Value):
    """The paper whose argument the data set holds."""

    id: Id
    authors: tuple[Id, ...]
    title: Text | None = None
    publisher: Text | None = None
    date: Date | None = None
    venue: Text | None = None
    language: Text | None = None
    doi: Text | None = None
    url: Text | None = None
    base: Iri | None = None
    sections: tuple[Section, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    formerly: tuple[Id, ...] = ()


NOBODYS_PAPER = Paper(id="paper", authors=())
"""Stands for the paper in a data set that names none; then every claim says who holds it."""


class Work(Value):
    """A distinct cited thing, once however many notes cite it."""

    id: Id
    title: Text
    type: Text | None = None
    creators: tuple[Text, ...] = ()
    issuer: Text | None = None
    container: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    pages: Text | None = None
    publisher: Text | None = None
    place: Text | None = None
    date: Date | None = None
    language: Text | None = None
    doi: Text | None = None
    isbn: Text | None = None
    url: Text | None = None
    derived_from: Id | None = None
    secondary: Truth = False
    review: tuple[Text, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    formerly: tuple[Id, ...] = ()


class Endnote(Value):
    """A numbered note: the form it prints, the earlier note it leans on, its own works.

    ``label`` is what is printed where that is no arabic number of its own: *iv*, *Smith 2019*.
    """

    number: NoteNumber
    label: Text | None = None
    form: NoteForm = "full"
    refers_to: NoteNumber | None = None
    works: tuple[Id, ...] = ()
    locator: Text | None = None
    accessed: Date | None = None
    digest: Digest | None = None
    review: tuple[Text, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()


class Membership(Part):
    """A relation to another actor (``who``) while it lasted."""

    who: Id
    from_: Date | None = Field(None, alias="from")
    to: Date | None = None


class Office(Part):
    """An office held in (``of``) a body, while it lasted."""

    office: Text
    of: Id | None = None
    from_: Date | None = Field(None, alias="from")
    to: Date | None = None


class Actor(Value):
    """Somebody who holds claims, takes sides, makes works, or is spoken about."""

    id: Id
    name: Text
    type: Text | None = None
    aliases: tuple[Text, ...] = ()
    part_of: tuple[Membership, ...] = ()
    member_of: tuple[Membership, ...] = ()
    members: tuple[Membership, ...] = ()
    holds_office: tuple[Office, ...] = ()
    unnamed: Truth = False
    formerly: tuple[Id, ...] = ()


class Topic(Value):
    """A SKOS concept that claims are about and stances are on."""

    id: Id
    label: Text
    broader: tuple[Id, ...] = ()
    definition: Text | None = None
    formerly: tuple[Id, ...] = ()


class Passage(Part):
    """Where in the paper: paragraph label, sentences, words in focus, digest. No text is kept.

    Absent ``sentences`` mean the whole paragraph; ``words`` are counted within the sentences.
    """

    paragraph: Text
    sentences: Span | None = None
    words: Span | None = None
    digest: Digest | None = None


class Holder(Part):
    """Who holds a claim: ``via`` the reporters, outermost first; ``or_``: other defensible readings."""

    who: Id
    to: tuple[Id, ...] = ()
    via: tuple[Id, ...] = ()
    or_: tuple[Id, ...] = Field((), alias="or")


class Modality(Part):
    """How strongly and how widely a claim is made."""

    hedge: Text | None = None
    condition: Text | None = None
    negated: Truth = False
    scope: Text | None = None


class Citation(Part):
    """A claim's citation of an endnote."""

    note: NoteNumber
    intent: Intent = "cites as evidence"
    locator: Text | None = None
    scope: Scope = "sentence"
    fit: Fit | None = None
    why: Text | None = None

    @property
    def mentions(self) -> bool:
        """Whether it can never be evidence, whatever the note holds (design section 4)."""
        return self.fit == "none" or self.intent not in EVIDENTIAL


class Argument(Part):
    """Premises that support their conclusion jointly.

    ``id`` is the author's, or the conclusion's id, a slash and its place among the arguments of
    that claim, counted from 1.
    """

    id: Text
    premises: tuple[Id, ...] = Field(min_length=1)
    signal: Text | None = None
    scheme: Text | None = None
    by: Maker | None = None
    confidence: Confidence | None = None
    formerly: tuple[Id, ...] = ()


class Claim(Value):
    """Something asserted, in our own words. ``holder`` is ``None`` for the paper's first author."""

    id: Id
    text: Text | None = None
    kind: ClaimKind = "claim"
    holder: Holder | None = None
    modality: Modality | None = None
    quotation: Truth = False
    about: tuple[Id, ...] = ()
    date: Date | None = None
    passage: tuple[Passage, ...] = ()
    cites: tuple[Citation, ...] = ()
    supported_by: tuple[Argument, ...] = ()
    restates: tuple[Id, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    formerly: tuple[Id, ...] = ()

    @property
    def said(self) -> str:
        """Its text, where a view has room for nothing else; without one its id, marked."""
        return self.text or f"{self.id} {NO_TEXT}"


class Attack(Value):
    """``from_`` stands against ``to``: a claim (rebut) or an argument (undercut)."""

    from_: Id = Field(alias="from")
    to: Text
    signal: Text | None = None
    by: Maker | None = None
    confidence: Confidence | None = None


class Limit(Attack):
    """``from_`` limits the claim or argument ``to`` without defeating it."""

    kind: LimitKind


class Stance(Value):
    """An actor's side on a topic, with the claims and notes that show it."""

    actor: Id
    topic: Id
    polarity: Polarity
    date: Date | None = None
    claims: tuple[Id, ...] = ()
    notes: tuple[NoteNumber, ...] = ()
    why: Text | None = None


class Unclaimed(Passage):
    """Sentences that assert nothing to encode, and why."""

    reason: Reason


class Dataset(Part):
    """One paper's argument: everything its two files say. Order is the order of the files."""

    paper: Paper
    actors: dict[str, Actor] = {}
    topics: dict[str, Topic] = {}
    works: dict[str, Work] = {}
    endnotes: dict[int, Endnote] = {}
    claims: dict[str, Claim] = {}
    attacks: tuple[Attack, ...] = ()
    limits: tuple[Limit, ...] = ()
    stances: tuple[Stance, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()

    @model_validator(mode="after")
    def _can_be_written(self) -> "Dataset":
        """What no two files can say cannot be built. The loader, which reads what they say, asks not."""
        problem = next(_unsayable(self), None)
        if problem:
            raise PydanticCustomError("dataset", "{problem}", {"problem": problem})
        return self

    def holder(self, claim: Claim) -> str | None:
        """Id of the actor who holds ``claim``; the first author where none is named."""
        if claim.holder is not None:
            return claim.holder.who
        return self.paper.authors[0] if self.paper.authors else None

    def held_by(self, claim: Claim) -> tuple[str, ...]:
        """Ids of everybody who holds ``claim``: what is the author's, all authors hold."""
        if claim.holder is None or claim.holder.who in self.paper.authors:
            return self.paper.authors
        return (claim.holder.who,)

    def attributed(self, claim: Claim) -> bool:
        """Whether ``claim`` is held by someone other than the paper's authors."""
        return claim.holder is not None and claim.holder.who not in self.paper.authors


def _unsayable(dataset: Dataset) -> Iterator[str]:
    """Why no files can say what ``dataset`` does; that parts disagree they can say well enough."""
    for section in (dataset.actors, dataset.topics, dataset.works, dataset.claims):
        for key, entity in section.items():
            if key != entity.id:
                yield f"{quoted(entity.id)} stands under {quoted(key)}"
    for number, note in dataset.endnotes.items():
        if number != note.number:
            yield f"note {note.number} stands under {number}"
    for claim in dataset.claims.values():
        for place, argument in enumerate(claim.supported_by, 1):
            if not is_id(argument.id) and argument.id != f"{claim.id}/{place}":
                yield f"{quoted(argument.id)} is neither an id nor {quoted(f'{claim.id}/{place}')}"
