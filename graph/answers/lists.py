"""The lists of ``list``: one function a kind of thing, each taking the filters asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar, get_args

from ..errors import UsageError
from ..evidence_graph.notes import works_of
from ..model.entities import Attack, Claim, Dataset, Stance
from ..model.terms import ClaimKind, LimitKind, NoteForm, Polarity
from ..naming.closed import one_of
from .against import ListedAttack, ListedLimit, attack_row, limit_row
from .rows import (
    ActorRow,
    ArgumentRow,
    ClaimRow,
    NoteRow,
    Row,
    TopicRow,
    WorkRow,
    actor_row,
    argument_row,
    citing,
    claim_row,
    note_row,
    notes_of_works,
    topic_row,
    work_row,
)
from .selecting import Selection, selected
from .sides import Side
from .stances import stances

if TYPE_CHECKING:
    from ..evidence_graph.graph import EvidenceGraph

Listed: TypeAlias = Sequence[Row | ListedAttack | ListedLimit | Side]


class Source(NamedTuple):
    """A data set, and its evidence graph where an answer needs statuses."""

    dataset: Dataset
    evidence: EvidenceGraph | None

    def weighed(self) -> EvidenceGraph:
        """The evidence graph, made now if it was not given."""
        from ..evidence_graph.graph import evidence

        return self.evidence or evidence(self.dataset)


def source_of(source: EvidenceGraph | Dataset) -> Source:
    """Take a data set with or without its evidence graph."""
    return Source(source, None) if isinstance(source, Dataset) else Source(source.dataset, source)


def _selected(source: Source, asked: Selection) -> list[Claim]:
    evidence = source.weighed() if asked.status is not None else source.evidence
    return selected(source.dataset, asked, evidence)


def _asks(asked: Selection) -> bool:
    return any(part is not None for part in asked)


def _kind(kind: str | None, known: Collection[str | None], called: str) -> str | None:
    return None if kind is None else one_of(kind, list(dict.fromkeys(k for k in known if k)), called)


def _claims(source: Source, asked: Selection, kind: str | None) -> list[ClaimRow]:
    from ..evidence_graph.fixpoint import statuses
    from ..evidence_graph.leaning import leaning

    evidence = source.weighed()
    wanted = _kind(kind, get_args(ClaimKind), "kind of claim")
    status = statuses(evidence)
    leans = leaning(evidence)
    rows = []
    for claim in selected(source.dataset, asked._replace(status=None)):
        name = evidence.stands_for[claim.id]
        if wanted in (None, claim.kind) and asked.status in (None, status[name]):
            rows.append(claim_row(source.dataset, claim, status[name], leans, name))
    return rows


def _arguments(source: Source, asked: Selection, kind: str | None) -> list[ArgumentRow]:
    wanted = _kind(kind, get_args(ClaimKind), "kind of claim")
    claims = [claim for claim in _selected(source, asked) if wanted in (None, claim.kind)]
    return [argument_row(argument, claim.id) for claim in claims for argument in claim.supported_by]


def _attacks(source: Source, asked: Selection, kind: str | None) -> list[ListedAttack]:
    wanted = _kind(kind, ("rebut", "undercut"), "kind of attack")
    meets = _conclusions(source.dataset)
    rows = [attack_row(each, meets[each.to]) for each in _from(source, asked, source.dataset.attacks)]
    return [row for row in rows if wanted in (None, row["type"])]


def _limits(source: Source, asked: Selection, kind: str | None) -> list[ListedLimit]:
    wanted = _kind(kind, get_args(LimitKind), "kind of limit")
    meets = _conclusions(source.dataset)
    found = _from(source, asked, source.dataset.limits)
    return [limit_row(each, meets[each.to]) for each in found if wanted in (None, each.kind)]


_Against = TypeVar("_Against", bound=Attack)


def _from(source: Source, asked: Selection, every: Sequence[_Against]) -> list[_Against]:
    """Those of ``every`` that start from the claims asked for."""
    if not _asks(asked):
        return list(every)
    claims = {claim.id for claim in _selected(source, asked)}
    return [each for each in every if each.from_ in claims]


def _conclusions(dataset: Dataset) -> Mapping[str, str]:
    """The claim that is met where something stands against a claim or an argument, by the id of either."""
    arguments = {each.id: claim.id for claim in dataset.claims.values() for each in claim.supported_by}
    return {**arguments, **{claim: claim for claim in dataset.claims}}


def _notes(source: Source, asked: Selection, kind: str | None) -> list[NoteRow]:
    wanted = _kind(kind, get_args(NoteForm), "form of note")
    works, last = works_of(source.dataset)
    claims = citing(source.dataset)
    shown = _cited(source, asked)
    return [
        note_row(note, works[number], last[number], claims[number])
        for number, note in sorted(source.dataset.endnotes.items())
        if number in shown and wanted in (None, note.form) and asked.note in (None, number)
    ]


def _cited(source: Source, asked: Selection) -> Collection[int]:
    """Find the notes that the claims asked for cite; all of them when nothing is asked of claims."""
    asked = asked._replace(note=None)
    if not _asks(asked):
        return source.dataset.endnotes
    return {citation.note for claim in _selected(source, asked) for citation in claim.cites}


def _works(source: Source, asked: Selection, kind: str | None) -> list[WorkRow]:
    dataset = source.dataset
    wanted = _kind(kind, [work.type for work in dataset.works.values()], "type of work")
    behind = works_of(dataset).works
    notes = notes_of_works(behind)
    shown: Collection[str] = dataset.works
    if _asks(asked):
        numbers = _cited(source, asked)
        if asked.note is not None:
            numbers = {asked.note}.intersection(numbers)
        shown = {work for number in numbers for work in behind.get(number, ())}
    return [
        work_row(work, notes.get(work.id, ()))
        for work in dataset.works.values()
        if work.id in shown and wanted in (None, work.type)
    ]


def _actors(source: Source, asked: Selection, kind: str | None) -> list[ActorRow]:
    dataset = source.dataset
    wanted = _kind(kind, [actor.type for actor in dataset.actors.values()], "type of actor")
    shown: Collection[str | None] = dataset.actors
    if _asks(asked):
        shown = {holder for claim in _selected(source, asked) for holder in dataset.held_by(claim)}
    return [
        actor_row(actor)
        for actor in dataset.actors.values()
        if actor.id in shown and wanted in (None, actor.type)
    ]


def _topics(source: Source, asked: Selection, kind: str | None) -> list[TopicRow]:
    if kind is not None:
        raise UsageError("topics have no kind", "leave --kind out")
    dataset = source.dataset
    about: dict[str, list[str]] = {}
    for claim in _selected(source, asked) if _asks(asked) else dataset.claims.values():
        for subject in claim.about:
            about.setdefault(subject, []).append(claim.id)
    topics = [topic for topic in dataset.topics.values() if not _asks(asked) or topic.id in about]
    return [topic_row(topic, about.get(topic.id, ())) for topic in topics]


def _stances(source: Source, asked: Selection, kind: str | None) -> list[Side]:
    wanted = _kind(kind, get_args(Polarity), "polarity")
    rows = stances(source.dataset)
    claims: set[str] | None = None
    if asked.status is not None or asked.section is not None:
        of_claims = asked._replace(holder=None, about=None, note=None)
        claims = {claim.id for claim in _selected(source, of_claims)}
    return [
        row
        for stance, row in zip(source.dataset.stances, rows, strict=True)
        if wanted in (None, row["polarity"])
        and asked.holder in (None, row["actor"])
        and (asked.about is None or _is_on(source.dataset, stance, asked.about))
        and (asked.note is None or asked.note in row["endnotes"])
        and (claims is None or not claims.isdisjoint(stance.claims))
    ]


def _is_on(dataset: Dataset, stance: Stance, subjects: Collection[str]) -> bool:
    """Whether ``stance`` is on one of ``subjects``: a topic, or an actor its claims are about."""
    actors = dataset.actors.keys() & set(subjects)
    shown = (dataset.claims[claim] for claim in stance.claims if claim in dataset.claims)
    return stance.topic in subjects or any(not actors.isdisjoint(claim.about) for claim in shown)


LISTS: Mapping[str, Callable[[Source, Selection, str | None], Listed]] = {
    "claims": _claims,
    "works": _works,
    "notes": _notes,
    "actors": _actors,
    "arguments": _arguments,
    "attacks": _attacks,
    "limits": _limits,
    "stances": _stances,
    "topics": _topics,
}
