"""The names in a field of BibTeX: divided by *and*, turned or not, in braces where they are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...model.bibliography import Name
from .latex import plain
from .names import each_once, name_of, person, turned

_FULL = re.compile(r"\s*(?:family|given|prefix|suffix)\s*=", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def makers_of(raw: str) -> tuple[Name, ...]:
    """The names in an author field: divided by *and*, turned or not, in braces where they are whole."""
    if not raw:
        return ()
    names = _AND.split(raw) if "{" not in raw else list(_divided(raw))
    return each_once(_name(name.strip()) for name in names if name.strip().lower() != "others")


@lru_cache(maxsize=16384)
def _name(raw: str) -> Name:
    if raw.startswith("{") and raw.endswith("}") and _encloses(raw):
        return Name(" ".join(plain(raw[1:-1]).split()))
    if "=" in raw and _FULL.match(raw):
        parts = {
            name.strip().lower(): plain(value.strip()).strip('"')
            for name, _, value in (part.partition("=") for part in raw.split(","))
        }
        return Name(
            parts.get("family", ""), parts.get("given", ""), parts.get("prefix", ""), parts.get("suffix", "")
        )
    if "{" not in raw and "\\" not in raw:
        name = " ".join(plain(raw).split())
        return turned(name) if "," in name else _spoken(name)
    name = " ".join(plain(_protected(raw)).split())
    made = turned(name) if "," in name else _spoken(name)
    return Name(*(part.replace("\uf8d0", " ").replace("\uf8d1", ",") for part in made))


def _spoken(name: str) -> Name:
    """A name in the order in which it is spoken; here it is a person's if it has two words."""
    made = name_of(name)
    if made.is_whole and len(words := name.split()) == 2 and words[0][:1].isupper():
        return person(words[1:], words[0])
    return made


def _protected(raw: str) -> str:
    """``raw`` with blanks and commas in groups kept from dividing it."""
    depth = 0
    out = []
    for letter in raw:
        depth += (letter == "{") - (letter == "}")
        out.append({" ": "\uf8d0", ",": "\uf8d1"}.get(letter, letter) if depth > 0 else letter)
    return "".join(out)


def _encloses(raw: str) -> bool:
    """Whether the first brace is closed by the last, and is no accent's."""
    if raw.startswith("{\\") and len(raw) < 8:
        return False
    depth = 0
    for place, letter in enumerate(raw):
        depth += (letter == "{") - (letter == "}")
        if not depth:
            return place == len(raw) - 1
    return False


def _divided(raw: str) -> Iterator[str]:
    """``raw`` divided by *and* outside groups."""
    depth = begin = place = 0
    for found in re.finditer(r"[{}]|\s+and\s+", raw, re.IGNORECASE):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth <= 0:
            yield raw[begin : found.start()]
            begin = place = found.end()
    yield raw[max(begin, place) :]
