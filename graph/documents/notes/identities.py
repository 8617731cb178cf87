"""Ids of works: family name or first word of the title, the year, a letter if that is taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .fields import Fields
from .words import SMALL, words

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяієїґў",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
            "i",
            "ye",
            "yi",
            "g",
            "u",
        ],
        strict=True,
    )
)
_GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", list("avgdeziθiklmnxoprsstyfχψo"), strict=True)) | {
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}
_LETTERS = {ord(letter): latin.replace("_", "") for letter, latin in (_CYRILLIC | _GREEK).items()}


def slug(text: str) -> str:
    """``text`` as an id: ASCII, small letters and digits, hyphens.

    >>> slug("Ó Gráda & Müller"), slug("Толстой")
    ('o-grada-muller', 'tolstoy')
    """
    plain = "-".join(words(text)).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9-]", "", plain)).strip("-")


def letters(place: int) -> str:
    """*a* to *z*, *aa* and so on, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('a', 'z', 'aa')
    """
    text = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        text = chr(97 + digit) + text
    return text


def identities(works: Iterable[Fields], taken: Iterable[str] = ()) -> list[str]:
    """An id for each of ``works``, none of them among ``taken``. The same works have the same ids."""
    used = set(taken)
    next_letter: dict[str, int] = {}
    ids: list[str] = []
    for work in works:
        stem = _stem(work)
        own = stem
        while own in used:
            next_letter[stem] = next_letter.get(stem, 0) + 1
            own = f"{stem}-{letters(next_letter[stem])}"
        used.add(own)
        ids.append(own)
    return ids


def _stem(work: Fields) -> str:
    name = slug(_family(work.makers.creators[0])) if work.makers.creators else ""
    if not name and work.makers.issuer:
        name = "-".join(slug(work.makers.issuer).split("-")[:3])
    if not name:
        name = next((own for word in words(work.title) if word not in SMALL and (own := slug(word))), "")
    year = work.year
    stem = f"{name or 'work'}-{year}" if year else name or "work"
    return stem[:60].strip("-") if stem[0].isalpha() else f"work-{stem[:60].strip('-')}"


def _family(name: str) -> str:
    bare = re.sub(r",?\s+(?:Jr|Sr|II|III|IV)\.?$", "", name)
    return bare.split()[-1] if bare.split() else bare
