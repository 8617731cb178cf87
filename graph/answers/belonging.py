"""Who belongs to whom, and since when: members, parts, holders of offices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ..model.dates import Day, bounds, is_edtf
from ..model.entities import Dataset, Date

Span = tuple[Day, Day]
Ties: TypeAlias = dict[str, list[tuple[str, Span]]]
"""Of every actor those who belong to it, each with a span of time."""
ALWAYS: Span = bounds("..")


def span_of(date: Date | None) -> Span | None:
    """First and last day of ``date``; ``None`` where there is none that can be placed."""
    if date is None:
        return None
    for text in (date.is_, date.printed):
        if text is not None and is_edtf(text):
            return bounds(text)
    return None


def _term(start: Date | None, end: Date | None) -> Span:
    return ((span_of(start) or ALWAYS)[0], (span_of(end) or ALWAYS)[1])


def belonging(dataset: Dataset) -> Ties:
    """Map every actor to its members, its parts and the holders of its offices, and since when."""
    ties: Ties = {}
    for actor in dataset.actors.values():
        for tie in (*actor.part_of, *actor.member_of):
            ties.setdefault(tie.who, []).append((actor.id, _term(tie.from_, tie.to)))
        for tie in actor.members:
            ties.setdefault(actor.id, []).append((tie.who, _term(tie.from_, tie.to)))
        for office in actor.holds_office:
            if office.of is not None:
                ties.setdefault(office.of, []).append((actor.id, _term(office.from_, office.to)))
    return ties


def terms_of(ties: Ties, group: str) -> Mapping[str, list[Span]]:
    """Map everyone who belongs to ``group``, at whatever remove, to the spans of time in which."""
    terms: dict[str, list[Span]] = {group: [ALWAYS]}
    waiting: list[tuple[str, Span]] = [(group, ALWAYS)]
    while waiting:
        body, (start, end) = waiting.pop()
        for member, (since, until) in ties.get(body, ()):
            term = (max(start, since), min(end, until))
            known = terms.setdefault(member, [])
            if term[0] <= term[1] and not any(k[0] <= term[0] and term[1] <= k[1] for k in known):
                known.append(term)
                waiting.append((member, term))
    return terms
