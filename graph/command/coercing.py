"""Typed words as text and paths, without the machinery that typer takes for it.

From 0.29 on typer has pydantic validate every parameter, and importing that costs more than all else a
light command imports. Text and paths cannot be wrong, and a flag is there or not: they are taken as they
are. What else there is typer makes of words itself, and all of it where it has no place for this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer.core

_TAKEN: dict[Any, tuple[Callable[[Any], Any], bool]] = {
    bool: (bool, False),
    str: (str, False),
    Path: (Path, False),
    list[str]: (str, True),
    list[Path]: (Path, True),
}
"""What is made of one word, and whether there may be several."""


def take_as_they_are() -> None:
    """From here on, in this process, text, paths and flags are taken as they are typed."""
    theirs = getattr(typer.core, "build_runtime_param", None)
    if theirs is None:
        return

    def build(descriptor: Any) -> Any:
        taken = _taken(getattr(descriptor, "annotation", None))
        return theirs(descriptor) if taken is None else _AsItIs(*taken)

    typer.core.build_runtime_param = build  # type: ignore[attr-defined]


def _taken(annotation: object) -> tuple[Callable[[Any], Any], bool] | None:
    try:
        return _TAKEN.get(annotation)
    except TypeError:  # not hashable
        return None


class _AsItIs:
    """What stands in for typer's own coercion."""

    def __init__(self, make: Callable[[Any], Any], several: bool) -> None:
        self._make, self._several = make, several

    def coerce(self, value: Any, param: object, ctx: object) -> Any:
        """``value`` as the command takes it; nothing stays nothing."""
        if value is None:
            return () if self._several else None
        return [self._make(each) for each in value] if self._several else self._make(value)


_OF_THINGS = frozenset({"show", "open", "withdraw", "remove", "rename", "path"})
"""Commands that take names of things, and no words of a sentence."""


def notes_as_one(arguments: Sequence[str]) -> list[str]:
    """``arguments`` with what is typed as two words, ``note 27``, as the one name ``note:27``."""
    found: list[str] = []
    for each in arguments:
        after = found[-1].lower() if found else ""
        if after == "note" and each.isdecimal() and not _OF_THINGS.isdisjoint(found):
            found[-1] = f"note:{each}"
        else:
            found.append(each)
    return found
