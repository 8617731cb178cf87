"""Who is for and against what: stances, with groups resolved to their members, at a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from ..errors import UsageError, shown
from ..evidence_graph.restatements import pools
from ..model.dates import Day, bounds, is_edtf
from ..model.entities import Dataset, Date, Stance
from ..naming.resolving import resolve
from ..naming.searching import Kind
from .selecting import narrower

_ACTOR: tuple[Kind, ...] = ("actor",)
_TOPIC: tuple[Kind, ...] = ("topic",)


class Taken(TypedDict):
    """A side that was taken, and when."""

    polarity: str
    date: str


class Divided(TypedDict):
    """A group of which some, ``supporting``, are for what others, ``against``, oppose or worry about."""

    group: str
    supporting: list[str]
    against: list[str]


class Side(TypedDict):
    """One stance: ``claims`` and ``endnotes`` show it.

    ``changed``: the sides that the actor took on the topic, by date, where they are not all the
    same; ``divided``: the groups to which the actor belongs that are divided on the topic. Both are
    of the stances in the answer.
    """

    actor: str
    topic: str
    polarity: str
    date: str | None
    claims: list[str]
    endnotes: list[int]
    changed: list[Taken]
    divided: list[Divided]


def stances(
    dataset: Dataset, of: str | None = None, on: str | None = None, as_of: str | None = None
) -> list[Side]:
    """Every stance, in the order of the file; its claims are those that stand for restatements.

    ``of`` an actor: its own, and those of its members, its parts and the holders of its offices,
    unless the stance is dated wholly outside the membership. ``on`` a topic: the narrower topics
    too. ``as_of`` an EDTF date: stances that do not begin after it, without those that a later one
    of the same actor on the same topic replaces; undated stances are never replaced. Who changed
    sides among these, and which groups are divided, stands with each stance concerned.

    Raises UnknownName, AmbiguousName, UsageError for what is no date. Time: linear in the stances
    and the actors; with ``as_of`` also quadratic in the stances of one actor on one topic.
    """
    if as_of is not None and not is_edtf(as_of):
        raise UsageError(f'"{shown(as_of)}" is not a date', "write it as 2014, 2014-05 or 2014-05-06")
    found: Iterable[Stance] = dataset.stances
    if of is not None:
        terms = _terms(dataset, str(resolve(dataset, of, _ACTOR).id))
        found = [stance for stance in found if _speaks_for(stance, terms)]
    if on is not None:
        topics = narrower(dataset, str(resolve(dataset, on, _TOPIC).id))
        found = [stance for stance in found if stance.topic in topics]
    if as_of is not None:
        found = _standing(list(found), bounds(as_of)[1])
    stands_for = pools(dataset).stands_for
    sides = [_side(stance, stands_for) for stance in found]
    taken: dict[tuple[str, str], list[Side]] = {}
    for side in sides:
        taken.setdefault((side["actor"], side["topic"]), []).append(side)
    for change in changes(sides):
        steps: list[Taken] = [
            {"polarity": side["polarity"], "date": str(side["date"])} for side in change["sides"]
        ]
        for side in taken[change["actor"], change["topic"]]:
            side["changed"] = steps
    for division in divisions(dataset, sides):
        group, supporting, against = division["group"], division["supporting"], division["against"]
        for actor in dict.fromkeys((*supporting, *against)):
            for side in taken[actor, division["topic"]]:
                side["divided"].append({"group": group, "supporting": supporting, "against": against})
    return sides


def _side(stance: Stance, stands_for: Mapping[str, str]) -> Side:
    return {
        "actor": stance.actor,
        "topic": stance.topic,
        "polarity": stance.polarity,
        "date": None if stance.date is None else str(stance.date),
        "claims": list(dict.fromkeys(stands_for.get(claim, claim) for claim in stance.claims)),
        "endnotes": sorted(set(stance.notes)),
        "changed": [],
        "divided": [],
    }


_Span = tuple[Day, Day]
_ALWAYS: _Span = bounds("..")


def _span(date: Date | None) -> _Span | None:
    """First and last day of ``date``; ``None`` where there is none that can be placed."""
    if date is None:
        return None
    for text in (date.is_, date.printed):
        if text is not None and is_edtf(text):
            return bounds(text)
    return None


def _term(start: Date | None, end: Date | None) -> _Span:
    return ((_span(start) or _ALWAYS)[0], (_span(end) or _ALWAYS)[1])


def _belonging(dataset: Dataset) -> dict[str, list[tuple[str, _Span]]]:
    """Map every actor to its members, its parts and the holders of its offices, and since when."""
    belonging: dict[str, list[tuple[str, _Span]]] = {}
    for actor in dataset.actors.values():
        for tie in (*actor.part_of, *actor.member_of):
            belonging.setdefault(tie.who, []).append((actor.id, _term(tie.from_, tie.to)))
        for tie in actor.members:
            belonging.setdefault(actor.id, []).append((tie.who, _term(tie.from_, tie.to)))
        for office in actor.holds_office:
            if office.of is not None:
                belonging.setdefault(office.of, []).append((actor.id, _term(office.from_, office.to)))
    return belonging


def _terms(dataset: Dataset, group: str) -> Mapping[str, list[_Span]]:
    """Map everyone who belongs to ``group``, at whatever remove, to the spans of time in which."""
    belonging = _belonging(dataset)
    terms: dict[str, list[_Span]] = {group: [_ALWAYS]}
    waiting: list[tuple[str, _Span]] = [(group, _ALWAYS)]
    while waiting:
        body, (start, end) = waiting.pop()
        for member, (since, until) in belonging.get(body, ()):
            term = (max(start, since), min(end, until))
            known = terms.setdefault(member, [])
            if term[0] <= term[1] and not any(k[0] <= term[0] and term[1] <= k[1] for k in known):
                known.append(term)
                waiting.append((member, term))
    return terms


def _speaks_for(stance: Stance, terms: Mapping[str, list[_Span]]) -> bool:
    taken = _span(stance.date) or _ALWAYS
    return any(taken[0] <= end and start <= taken[1] for start, end in terms.get(stance.actor, ()))


def _standing(found: list[Stance], day: Day) -> list[Stance]:
    """Keep what begins by ``day`` and is not wholly before a later stance of the same actor and topic."""
    spans = [_span(stance.date) for stance in found]
    begun = [
        (stance, span) for stance, span in zip(found, spans, strict=True) if span is None or span[0] <= day
    ]
    rivals: dict[tuple[str, str], list[_Span]] = {}
    for stance, span in begun:
        if span is not None:
            rivals.setdefault((stance.actor, stance.topic), []).append(span)
    latest = {key: max(span[0] for span in known) for key, known in rivals.items()}
    return [stance for stance, span in begun if span is None or span[1] >= latest[stance.actor, stance.topic]]


class Change(TypedDict):
    """How an actor's side on a topic changed: the sides in the order of their dates."""

    actor: str
    topic: str
    sides: list[Side]


def changes(sides: Sequence[Side]) -> list[Change]:
    """Who changed sides on what, as far as dates tell, in the order of ``sides``."""
    dated: dict[tuple[str, str], list[tuple[_Span, Side]]] = {}
    for side in sides:
        if side["date"] is not None and is_edtf(side["date"]):
            key = (side["actor"], side["topic"])
            dated.setdefault(key, []).append((bounds(side["date"]), side))
    found: list[Change] = []
    for (actor, topic), known in dated.items():
        known.sort(key=lambda pair: pair[0])
        if len({side["polarity"] for _, side in known}) > 1:
            found.append({"actor": actor, "topic": topic, "sides": [side for _, side in known]})
    return found


def _latest(sides: Sequence[Side]) -> list[Side]:
    """Keep the sides that no later one of the same actor on the same topic replaces."""
    left = [
        (change["actor"], change["topic"], side["date"])
        for change in changes(sides)
        for side in change["sides"]
        if bounds(side["date"] or "")[1] < max(bounds(other["date"] or "")[0] for other in change["sides"])
    ]
    return [side for side in sides if (side["actor"], side["topic"], side["date"]) not in left]


class Division(TypedDict):
    """A topic on which a group is divided: which of it, or of its members, are for and against."""

    group: str
    topic: str
    supporting: list[str]
    against: list[str]


def divisions(dataset: Dataset, sides: Sequence[Side]) -> list[Division]:
    """Groups of which some support what others oppose or worry about: a state against its public.

    A group is an actor with its members, parts and holders of its offices; sides that the same
    actor has left since do not count. Time: ties between actors times the topics on which each
    takes sides.
    """
    taken: dict[str, dict[str, set[str]]] = {}
    for side in _latest(sides):
        taken.setdefault(side["actor"], {}).setdefault(side["topic"], set()).add(side["polarity"])
    found: list[Division] = []
    for group, ties in _belonging(dataset).items():
        people = dict.fromkeys((group, *(member for member, _ in ties)))
        topics = dict.fromkeys(topic for person in people for topic in taken.get(person, ()))
        for topic in topics:
            held = {person: taken.get(person, {}).get(topic, set()) for person in people}
            supporting = [person for person in people if "supports" in held[person]]
            against = [person for person in people if held[person] & {"opposes", "worried"}]
            if supporting and against and len({*supporting, *against}) > 1:
                found.append({"group": group, "topic": topic, "supporting": supporting, "against": against})
    return found
