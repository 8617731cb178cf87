"""Who changed sides, and which groups are divided: sides of one question compared in their times."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from ..model.dates import bounds, is_edtf
from ..model.entities import Dataset
from .belonging import ALWAYS, Span, belonging
from .sides import Side


class Change(TypedDict):
    """How an actor's side on a topic changed: the sides in the order of their dates."""

    actor: str
    topic: str
    sides: list[Side]


def changes(sides: Sequence[Side]) -> list[Change]:
    """Who changed sides on what, as far as dates tell, in the order of ``sides``.

    On one topic, and from one time to a later one: sides of one time are no change.
    """
    dated: dict[tuple[str, str], list[tuple[Span, Side]]] = {}
    for side in sides:
        span = _time(side)
        if span is not None:
            dated.setdefault((side["actor"], side["topic"]), []).append((span, side))
    found: list[Change] = []
    for (actor, topic), known in dated.items():
        known.sort(key=lambda pair: pair[0])
        apart = any(
            before[1] < after[0] and one["polarity"] != other["polarity"]
            for place, (before, one) in enumerate(known)
            for after, other in known[place + 1 :]
        )
        if apart:
            found.append({"actor": actor, "topic": topic, "sides": [side for _, side in known]})
    return found


def _time(side: Side) -> Span | None:
    return bounds(side["date"]) if side["date"] is not None and is_edtf(side["date"]) else None


def _latest(sides: Sequence[Side]) -> list[Side]:
    """Keep the sides that no later one of the same actor on the same topic replaces."""
    last: dict[tuple[str, str], Span] = {}
    for side in sides:
        span, key = _time(side), (side["actor"], side["topic"])
        if span is not None and (key not in last or span[0] > last[key][0]):
            last[key] = span

    def replaced(side: Side) -> bool:
        span, latest = _time(side), last.get((side["actor"], side["topic"]))
        return span is not None and latest is not None and span[1] < latest[0]

    return [side for side in sides if not replaced(side)]


class Division(TypedDict):
    """A topic on which a group is divided: which of it, or of its members, are for and against."""

    group: str
    topic: str
    supporting: list[str]
    against: list[str]


def divisions(dataset: Dataset, sides: Sequence[Side]) -> list[Division]:
    """Groups of which some support what others oppose or worry about: a state against its public.

    A group is an actor with its members, parts and holders of its offices; sides that the same
    actor has left since do not count, and only sides of one time, or undated, are held against each
    other. Time: ties between actors times the topics on which each takes sides.
    """
    taken: dict[str, dict[str, list[Side]]] = {}
    for side in _latest(sides):
        taken.setdefault(side["actor"], {}).setdefault(side["topic"], []).append(side)
    found: list[Division] = []
    for group, ties in belonging(dataset).items():
        people = dict.fromkeys((group, *(member for member, _ in ties)))
        topics = dict.fromkeys(topic for person in people for topic in taken.get(person, ()))
        for topic in topics:
            held = [side for person in people for side in taken.get(person, {}).get(topic, ())]
            pairs = [
                (one["actor"], other["actor"])
                for one in held
                for other in held
                if one["polarity"] == "supports" and other["polarity"] in ("opposes", "worried")
                if one["actor"] != other["actor"] and _meet(one, other)
            ]
            if pairs:
                supporting = [person for person in people if person in {one for one, _ in pairs}]
                against = [person for person in people if person in {other for _, other in pairs}]
                found.append({"group": group, "topic": topic, "supporting": supporting, "against": against})
    return found


def _meet(one: Side, other: Side) -> bool:
    """Whether two sides were, or may have been, taken at one time."""
    first, second = _time(one) or ALWAYS, _time(other) or ALWAYS
    return first[0] <= second[1] and second[0] <= first[1]
