"""Words of a citation as they are compared: without case, accents, marks and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_OWN = re.compile(r"['’]s$|['’]$")
_UNLIKE = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"}
)
SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "is",
        "its",
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "und",
        "oder",
        "von",
        "vom",
        "zu",
        "zur",
        "im",
        "am",
        "ein",
        "eine",
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "de",
        "du",
        "d",
        "et",
        "ou",
        "en",
        "au",
        "aux",
        "dans",
        "sur",
        "il",
        "lo",
        "gli",
        "i",
        "e",
        "di",
        "della",
        "del",
        "el",
        "los",
        "las",
        "y",
        "que",
        "het",
        "een",
        "van",
        "de",
        "op",
        "te",
    ]
)
"""Words too common to tell one title from another."""


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """``word`` without case and accents.

    >>> fold("Müller’s"), fold("Ó")
    ('muller', 'o')
    """
    plain = unicodedata.normalize("NFKD", _OWN.sub("", word).casefold().translate(_UNLIKE))
    return "".join(letter for letter in plain if letter.isalnum())


def words(text: str) -> list[str]:
    """The words of ``text``, folded, in order; elided articles apart.

    >>> words("L’invention of “Müller’s” 1st")
    ['l', 'invention', 'of', 'muller', '1st']
    """
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) > 2 and word[1] in "'’" and not _OWN.search(word):
            found += [fold(word[0]), fold(word[2:])]
        else:
            found.append(fold(word))
    return [word for word in found if word]


def telling(text: str) -> list[str]:
    """Those of the words of ``text`` that tell: no articles and the like, no single letters but digits."""
    return [word for word in words(text) if word not in SMALL and (len(word) > 1 or word.isdigit())]


def swapped(word: str) -> set[str]:
    """Every word that is ``word`` with two neighbouring letters swapped."""
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)} - {word}
