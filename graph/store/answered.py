"""The shapes of answers about all papers: the rows that one paper gives, with the paper first."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from ..answers.against import ListedAttack, ListedLimit
from ..answers.gaps.finding import Gap
from ..answers.rows import ActorRow, ArgumentRow, ClaimRow, NoteRow, TopicRow, WorkRow
from ..answers.sides import Side
from .bridging import Bridge
from .searching import CorpusHit
from .withdrawing import RankedWork
from .works import CorpusWork, Decision


class _Of(TypedDict):
    """A row of one paper."""

    paper: str


class ClaimOf(_Of, ClaimRow):
    """A claim, and its paper."""


class ArgumentOf(_Of, ArgumentRow):
    """An argument, and its paper."""


class AttackOf(_Of, ListedAttack):
    """An attack, and its paper."""


class LimitOf(_Of, ListedLimit):
    """A limit, and its paper."""


class NoteOf(_Of, NoteRow):
    """A note, and its paper."""


class WorkOf(_Of, WorkRow):
    """A work, and the paper that cites it."""


class ActorOf(_Of, ActorRow):
    """An actor, and the paper that names it."""


class TopicOf(_Of, TopicRow):
    """A topic, and its paper."""


class SideOf(_Of, Side):
    """A stance, and its paper."""


class GapOf(_Of, Gap):
    """A finding of the audit, and its paper."""


ListedInAll: TypeAlias = list[
    ClaimOf | ArgumentOf | AttackOf | LimitOf | NoteOf | WorkOf | ActorOf | TopicOf | SideOf
]
StancesInAll: TypeAlias = list[SideOf]
GapsInAll: TypeAlias = list[GapOf]
FoundInAll: TypeAlias = list[CorpusHit]
RankingInAll: TypeAlias = list[RankedWork]
Bridges: TypeAlias = list[Bridge]
WorksOrDecisions: TypeAlias = list[CorpusWork] | list[Decision]


class Wrote(TypedDict):
    """Where a paper's files were written, and from which state."""

    generation: int
    wrote: str
    files: list[Literal["claims.yaml", "sources.yaml"]]
