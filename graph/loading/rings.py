"""Rings where there should be none: notes, works, actors and topics that lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ..errors import Finding, shown
from .references import Trees, is_number, values
from .refusals import Place

Edges: TypeAlias = dict[str, list[tuple[str, Place]]]

_SHOWN = 8  # of a chain or a list that may be long
_BREAK = "take one of them out"


def rings(edges: Edges) -> Iterator[tuple[list[str], Place]]:
    """Rings in ``edges``, one for each edge that closes one, with its place. Time: linear.

    Of a ring longer than can be shown, only the beginning is given.
    """
    done: set[str] = set()
    for start in edges:
        way: list[str] = []
        place_on_way: dict[str, int] = {}
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            node, place = stack.pop()
            if place == 0:
                if node in done:
                    continue
                place_on_way[node] = len(way)
                way.append(node)
            targets = edges.get(node, [])
            if place < len(targets):
                stack.append((node, place + 1))
                target, at = targets[place]
                if target in place_on_way:
                    begin = place_on_way[target]
                    yield way[begin : begin + _SHOWN + 1], at
                elif target not in done:
                    stack.append((target, 0))
            else:
                done.add(node)
                del place_on_way[way.pop()]


def _chain(ring: list[str]) -> str:
    names = [shown(name) for name in ring]
    return " -> ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else []), names[0]])


def notes_that_lean_wrongly(trees: Trees) -> Iterator[Finding]:
    """A note leans on an earlier one only."""
    edges: Edges = {}
    earlier = "a note leans on an earlier one"
    for number, note in trees.entities("endnotes"):
        for target, at in values(note, "refers_to"):
            if not (is_number(number) and is_number(target)):
                continue
            edges.setdefault(number, []).append((target, at))
            if target == number:
                yield trees.finding(
                    "endnotes", at, "leans-on-itself", f"note {number} leans on itself", earlier
                )
            elif int(target) > int(number):
                message = f"note {number} leans on the later note {target}"
                yield trees.finding("endnotes", at, "leans-on-later", message, earlier)
    for ring, at in rings(edges):
        if len(ring) > 1:
            message = f"notes lean on each other in a ring: {_chain(ring)}"
            yield trees.finding("endnotes", at, "ring", message, earlier)


def works_derived_in_a_ring(trees: Trees) -> Iterator[Finding]:
    """No work derives from itself."""
    edges = {id_: values(work, "derived_from") for id_, work in trees.entities("works")}
    for ring, at in rings(edges):
        message = f"works derive from each other in a ring: {_chain(ring)}"
        yield trees.finding("works", at, "ring", message, _BREAK)


def membership_cycles(trees: Trees) -> Iterator[Finding]:
    """No actor is part or member of itself, however far up."""
    edges: Edges = {}
    for id_, actor in trees.entities("actors"):
        for field in ("part_of", "member_of"):
            edges.setdefault(id_, []).extend(values(actor, field, "who"))
        for member, at in values(actor, "members", "who"):
            edges.setdefault(member, []).append((id_, at))
    for ring, at in rings(edges):
        message = f"actors are members of each other in a ring: {_chain(ring)}"
        yield trees.finding("actors", at, "ring", message, _BREAK)


def topics_broader_in_a_ring(trees: Trees) -> Iterator[Finding]:
    """No topic is broader than itself."""
    edges = {id_: values(topic, "broader") for id_, topic in trees.entities("topics")}
    for ring, at in rings(edges):
        message = f"topics are broader than each other in a ring: {_chain(ring)}"
        yield trees.finding("topics", at, "ring", message, _BREAK)
