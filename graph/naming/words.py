"""Words and typing errors: how far what somebody typed is from what is written.

The distance is the restricted Damerau-Levenshtein distance, and only whether it is at most one is
ever asked, which a single pass answers; no library is needed for it.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
EXACT, PREFIX, TYPO = 1.0, 0.8, 0.6
_SHORTEST = 3
"""Letters that a word needs before its beginning, or one typing error in it, says anything."""


def fold(text: str) -> str:
    """``text`` without case, accents and compatibility forms, as words are compared."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn").casefold()


def words(text: str) -> list[str]:
    """Split ``text`` into its folded words, hyphens and underscores dividing them."""
    return _WORD.findall(fold(text))


def within_one_typo(one: str, other: str) -> bool:
    """Whether one letter too many, too few, wrong, or two neighbours exchanged tell them apart at most.

    Time: linear in the shorter of the two.
    """
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    if one[at + 1 :] == other[at + 1 :]:
        return True
    return one[at : at + 2][::-1] == other[at : at + 2] and one[at + 2 :] == other[at + 2 :]


def likeness(typed: str, word: str) -> float:
    """How well the folded ``typed`` matches ``word``: 1 if equal, less for a beginning or a typo, else 0.

    A number is never mistyped: 2013 is not 2014. Scripts that put no space between words are
    matched anywhere in the run.
    """
    if typed == word:
        return EXACT
    if typed.isascii():
        if len(typed) < _SHORTEST:
            return 0.0
        if word.startswith(typed):
            return PREFIX
    elif typed in word:
        return PREFIX
    if typed[0] != word[0] and typed[-1] != word[-1]:
        return 0.0  # one error cannot reach both ends of three letters
    mistyped = len(word) >= _SHORTEST <= len(typed) and not typed.isdigit() and within_one_typo(typed, word)
    return TYPO if mistyped else 0.0


def shortened(text: str, limit: int = 60) -> str:
    """``text`` on one line and at most ``limit`` characters long, for a candidate or a message."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit and len(text) <= limit * 4 else line[: limit - 3].rstrip() + "..."
