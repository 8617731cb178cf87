"""Claims that are reasons for one another: circles of reasons, and the words for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..evidence_graph.restatements import pools
from ..model.entities import Dataset


def in_a_circle(claims: Iterable[str]) -> str:
    """That ``claims`` are reasons for one another, in words."""
    return f"argues in a circle: {', '.join(claims)}"


def circles_through(dataset: Dataset, claims: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Those of ``claims`` that are in a circle of two or more, with a shortest one, from the claim on.

    Each rests on the next, the last on the first; a claim that stands in a circle told before has none
    of its own. Restatements are pooled; a claim that supports itself is no circle here, ``check`` has
    those. Time: linear in the claims and their premises, and a search for each circle told.
    """
    stands_for = pools(dataset).stands_for
    rests_on: dict[str, dict[str, None]] = {name: {} for name in dict.fromkeys(stands_for.values())}
    for each in dataset.claims.values():
        own = stands_for[each.id]
        used = (stands_for[premise] for argument in each.supported_by for premise in argument.premises)
        rests_on[own].update(dict.fromkeys(premise for premise in used if premise != own))
    endless = _endless(rests_on)
    told: set[str] = set()
    for claim in claims:
        name = stands_for[claim]
        circle = _back_to(name, rests_on, endless) if name in endless and name not in told else ()
        told.update(circle)
        if circle:
            yield claim, circle


def _endless(rests_on: Mapping[str, Collection[str]]) -> set[str]:
    """The claims whose reasons come to no end: all that are in a circle, and those that rest on one."""
    used_for: dict[str, list[str]] = {name: [] for name in rests_on}
    for name, premises in rests_on.items():
        for premise in premises:
            used_for[premise].append(name)
    left = {name: len(premises) for name, premises in rests_on.items()}
    ended = [name for name, count in left.items() if not count]
    while ended:
        for name in used_for[ended.pop()]:
            left[name] -= 1
            if not left[name]:
                ended.append(name)
    return {name for name, count in left.items() if count}


def _back_to(start: str, rests_on: Mapping[str, Iterable[str]], among: Collection[str]) -> tuple[str, ...]:
    """The shortest way from ``start`` to itself, nothing if there is none."""
    came_from = {start: start}
    waiting = [start]
    for name in waiting:
        for premise in rests_on[name]:
            if premise == start:
                way = [name]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way))
            if premise in among and premise not in came_from:
                came_from[premise] = name
                waiting.append(premise)
    return ()
