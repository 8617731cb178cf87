"""What somebody who mistyped may have meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable

_LONGEST = 64  # letters that are compared, since comparing costs their square
_NEIGHBOURS = 8
_FEW = 40


class Spelling:
    """Known names, sorted by their beginnings and by their ends.

    A typo leaves one of the two right, so that among many names only the neighbours in either
    order are compared: a hint costs the same, however many names there are.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.forwards = sorted(known)
        self.backwards = sorted(name[::-1] for name in self.forwards)

    def nearest(self, word: str) -> str | None:
        """The name that comes nearest to ``word``; ``None`` where none is near."""
        if len(self.forwards) <= _FEW:
            return nearest(word, self.forwards)
        ends = (name[::-1] for name in _around(self.backwards, word[::-1]))
        return nearest(word, dict.fromkeys([*_around(self.forwards, word), *ends]))


def _around(names: list[str], word: str) -> list[str]:
    place = bisect_left(names, word)
    return names[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS]


def near(word: str, known: Iterable[str], most: int = 3, least: float = 0.6) -> list[str]:
    """Up to ``most`` of ``known`` that come near to ``word``, the nearest first.

    ``least`` is how alike they must be, from 0 to 1. Of a very long word nothing is near.
    """
    from difflib import get_close_matches

    if len(word) > _LONGEST:
        return []
    return get_close_matches(word, [name for name in known if len(name) <= 2 * _LONGEST], most, least)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that comes nearest to ``word``; ``None`` where none is near."""
    return next(iter(near(word, known, 1)), None)


def did_you_mean(word: object, known: Collection[str]) -> str | None:
    """A question that names the nearest of ``known``, or ``None`` where nothing is near."""
    close = nearest(word, known) if isinstance(word, str) else None
    return f'did you mean "{close}"?' if close else None
