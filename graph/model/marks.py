"""Whether the title of a work says that it was withdrawn; cheap where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .titles import Titled

_HINTS = ("retract", "withdr", "remov")


def mark_of(title: str) -> Titled | None:
    """What ``title`` says, if that is a retraction, whole or in part; ``None`` for all others.

    >>> mark_of("RETRACTED: On Rain").title
    'On Rain'
    """
    folded = title.casefold()
    if not any(hint in folded for hint in _HINTS):
        return None
    from .titles import titled  # whose patterns take a while to compile

    said = titled(title)
    return said if said.fate and "retraction" in said.fate else None
