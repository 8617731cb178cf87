"""Premises that several arguments of one conclusion share, drawn once: the rails of a scene.

Where each of some arguments needs the same premises and others of its own, the lines of the shared
ones end at a bar that joins the points where these arguments' own premises meet. ``script/rails.js``
is the same for what a reader unfolds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

Premises = tuple[int, ...]


class Rail(NamedTuple):
    """Arguments of one conclusion, by their places, and the premises that all of them need."""

    premises: Premises
    arguments: tuple[int, ...]


def rails_of(arguments: Iterable[tuple[int, int, Premises]]) -> list[Rail]:
    """The rails of some arguments, each given as its place, its conclusion and its premises.

    The premise that most arguments of a conclusion need comes first, and an argument is on one rail
    at most. Time: near-linear but for the premises that are shared.

    >>> rails_of([(0, 9, (1, 2)), (1, 9, (1, 3)), (2, 9, (3, 4))])
    [Rail(premises=(1,), arguments=(0, 1))]
    """
    by_conclusion: dict[int, dict[int, Premises]] = {}
    for place, conclusion, premises in arguments:
        if len(premises) > 1:
            by_conclusion.setdefault(conclusion, {})[place] = premises
    found: list[Rail] = []
    for own in by_conclusion.values():
        holders: dict[int, list[int]] = {}
        for place, premises in own.items():
            for premise in dict.fromkeys(premises):
                holders.setdefault(premise, []).append(place)
        taken: set[int] = set()
        for premise in sorted(holders, key=lambda premise: -len(holders[premise])):
            free = [place for place in holders[premise] if place not in taken]
            rail = _joined({place: own[place] for place in free})
            if rail:
                found.append(rail)
                taken.update(rail.arguments)
    return found


def _joined(own: dict[int, Premises]) -> Rail | None:
    """The rail of arguments that share a premise: those that need others besides what all of them do."""
    while len(own) > 1:
        first, *others = own.values()
        sets = [set(premises) for premises in others]
        common = tuple(premise for premise in dict.fromkeys(first) if all(premise in each for each in sets))
        more = {place: premises for place, premises in own.items() if len(set(premises)) > len(common)}
        if len(more) == len(own):
            return Rail(common, tuple(own))
        own = more
    return None
