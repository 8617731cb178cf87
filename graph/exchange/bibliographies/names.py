"""Names of makers: into family name, given names, particle and suffix, or whole for an institution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...documents.notes.people import is_body
from ...model.bibliography import Name

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_NO_PERSON = re.compile(
    r"[0-9&()/:;\"“”„«»@]|\b(?:the|and|of|for|und|et|der Deutschen|des|y|on|in|at)\b|(?:^|\s)The\s",
    re.IGNORECASE,
)
_MOST_WORDS = 6


def name_of(text: str) -> Name:
    """``text``, a name with given names first, in parts; an institution's stays whole.

    Which of two names is the family's cannot be told from a name alone: the last is taken for it.

    >>> name_of("Tom van der Berg Jr."), name_of("The Bureau of Rain").is_whole
    (Name(family='Berg', given='Tom', particle='van der', suffix='Jr.'), True)
    """
    words = text.split()
    if len(words) < 2 or len(words) > _MOST_WORDS or _NO_PERSON.search(text) or is_body(text):
        return Name(text)
    if "," in text:
        family, _, given = text.partition(",")
        if _SUFFIX.fullmatch(given.strip()):
            words = [word.rstrip(",") for word in words]
        elif "," in given or not family.strip() or not given.strip():
            return Name(text)
        else:
            return person(family.split(), given.strip())
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    place = next((i for i, word in enumerate(words) if i and word[:1].islower()), len(words) - 1)
    if words[-1][:1].islower() or words[0][:1].islower():
        return Name(text)
    return person(words[place:], " ".join(words[:place]), suffix)


def person(last: list[str], given: str, suffix: str = "") -> Name:
    """A person whose ``last`` names may begin with particles in small letters."""
    place = next((i for i, word in enumerate(last) if not word[:1].islower()), 0)
    return Name(" ".join(last[place:]), given, " ".join(last[:place]), suffix)


def turned(text: str) -> Name:
    """A name as libraries turn it: *von Berg, Tom*, *King, Jr., Martin* or *King, Martin, Jr.*.

    Without a comma it is an institution's, or one that was typed in the order in which it is spoken.

    >>> turned("von Berg, Tom"), turned("King, Martin, Jr.").suffix
    (Name(family='Berg', given='Tom', particle='von', suffix=''), 'Jr.')
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or not all(parts):
        return name_of(" ".join(part for part in parts if part))
    if len(parts) > 3 or is_body(text):
        return Name(text)
    if len(parts) == 3:
        first, second = (parts[2], parts[1]) if _SUFFIX.fullmatch(parts[1]) else (parts[1], parts[2])
        return person(parts[0].split(), first, second)
    return person(parts[0].split(), parts[1])


def unturned(name: Name) -> str:
    """``name`` with its family name first, as ``turned`` reads it."""
    if name.is_whole:
        return name.family
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join(filter(None, (family, name.given, name.suffix)))


def each_once(names: Iterator[Name]) -> tuple[Name, ...]:
    """The names in their order, each once."""
    return tuple(dict.fromkeys(name for name in names if name.family))


def one_body(creators: tuple[Name, ...], issuer: str) -> tuple[tuple[Name, ...], str]:
    """A single institution as maker is the issuer; so it is one thing, however a library has it."""
    if len(creators) == 1 and creators[0].is_whole and not issuer:
        return (), creators[0].family
    return creators, issuer
