"""What sort of publication a work is, in a few groups: one table, by the type of work."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from ..model.entities import Work
from .classes import NEWSPAPERS, UNCHECKABLE

Group: TypeAlias = Literal[
    "governments and organisations",
    "research and books",
    "news",
    "speeches and the like",
    "other works",
]
GROUPS: tuple[Group, ...] = get_args(Group)
"""In the order in which columns stand."""

_TYPES: dict[Group, frozenset[str]] = {
    "governments and organisations": frozenset(
        {
            "agreement",
            "court decision",
            "declaration",
            "government document",
            "joint statement",
            "law",
            "legislation",
            "press release",
            "resolution",
            "statement",
            "strategy",
            "treaty",
            "white paper",
        }
    ),
    "research and books": frozenset(
        {
            "article",
            "book",
            "book chapter",
            "conference paper",
            "data set",
            "dataset",
            "dissertation",
            "encyclopedia article",
            "journal article",
            "memoir",
            "policy brief",
            "policy proposal",
            "poll",
            "preprint",
            "proceedings",
            "report",
            "review",
            "survey",
            "thesis",
            "working paper",
        }
    ),
    "news": NEWSPAPERS | {"blog post", "broadcast", "magazine article", "newspaper", "press article"},
    "speeches and the like": UNCHECKABLE
    | {"event", "hearing", "interview", "lecture", "letter", "press conference", "speech", "testimony"},
}
_GROUP_OF: dict[str, Group] = {type_: group for group, types in _TYPES.items() for type_ in types}


def group_of(work: Work) -> Group:
    """The group that ``work`` is in; *other works* where its type is in none."""
    return _GROUP_OF.get((work.type or "").strip().casefold(), "other works")
