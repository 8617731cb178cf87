"""How the things that a name may mean are put to a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..errors import AmbiguousName
from .searching import Kind
from .words import shortened

KINDS: tuple[Kind, ...] = ("claim", "note", "work", "actor", "argument", "topic")
_DESCRIBED = 10
"""Candidates that are put to a person, with their texts; programs get more, by their ids."""
_CANDIDATES = 200
_INDENT = " " * 6
_ROOM = 72
"""Columns for a candidate's id and text, so that no line of them is broken."""


def ambiguous(asked: str, found: Sequence[tuple[str | int, str | None]]) -> AmbiguousName:
    """That ``asked`` fits all of ``found``: every id, and the first of them with their texts."""
    ids = [str(id_) for id_, _ in found[:_CANDIDATES]]
    hint = listed(found[:_DESCRIBED], "one of")
    if len(found) > _DESCRIBED:
        hint += f"\n{_INDENT}and {len(found) - _DESCRIBED} more"
    said = f'"{shortened(asked)}" fits {len(found)} things: which one is meant?'
    return AmbiguousName(said, ids, hint)


def listed(found: Sequence[tuple[str | int, str | None]], head: str = "did you mean") -> str:
    """``found`` as a hint, a line each, none of them too long for a terminal."""
    return "\n".join([f"{head}:", *(_INDENT + _described(str(id_), text) for id_, text in found)])


def _described(id_: str, text: str | None) -> str:
    """A candidate on one line; its id is never cut."""
    room = _ROOM - len(id_) - 2
    return f"{id_}: {shortened(text, room)}" if text and room > len("...") * 4 else id_


def either(kinds: Collection[Kind]) -> str:
    """``kinds`` as words: ``actor or topic``."""
    named = [kind for kind in KINDS if kind in kinds]
    return " or ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else named[0]


def article(noun: str) -> str:
    """``noun`` with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
