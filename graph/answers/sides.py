"""One stance as a row, with what a careful reader would ask of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from ..model.terms import Polarity


class Taken(TypedDict):
    """A side that was taken, and when."""

    polarity: Polarity
    date: str


class Divided(TypedDict):
    """A group of which some, ``supporting``, are for what others, ``against``, oppose or worry about."""

    group: str
    supporting: list[str]
    against: list[str]


Flag: TypeAlias = Literal[
    "on another's word",
    "one voice for an institution",
    "weak citation",
    "only the author's word",
    "hedged",
]
"""What to know of how a stance is shown, in this order."""


class Side(TypedDict):
    """One stance: ``claims`` and ``endnotes`` show it, ``said_by`` are the holders of the claims.

    ``changed``: the sides that the actor took on the topic, by date, where they are not all the
    same; ``divided``: the groups to which the actor belongs that are divided on the topic. Both are
    of the stances in the answer.
    """

    actor: str
    topic: str
    polarity: Polarity
    date: str | None
    claims: list[str]
    endnotes: list[int]
    said_by: list[str]
    flags: list[Flag]
    why: str | None
    changed: list[Taken]
    divided: list[Divided]
