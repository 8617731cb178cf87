"""What somebody who mistyped may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], count: int = 1) -> list[str]:
    """Those of ``known`` that come nearest to ``word``, nearest first; none where none is near."""
    from difflib import get_close_matches

    return get_close_matches(word[:200], list(known), count, 0.6)


def did_you_mean(word: object, known: Iterable[str]) -> str | None:
    """A question that names the nearest of ``known``, or ``None`` where nothing is near."""
    close = nearest(word, known) if isinstance(word, str) else []
    return f'did you mean "{close[0]}"?' if close else None
