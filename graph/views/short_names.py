"""Short names of works, as one would say them: *Pew 2014*, *Gompert & Gordon 2008*."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ..model.entities import Dataset, Work

_MOST = 22
_PEOPLE = frozenset({"person", "office-holder", "author", "official", "journalist", "scholar"})
_NOT_A_NAME = frozenset({"of", "the", "and", "for", "&", "on", "in"})
_AFTER_NAMES = frozenset({"Jr", "Sr", "II", "III", "IV", "PhD", "MD"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def short_names(dataset: Dataset, most: int = _MOST) -> Mapping[str, str]:
    """A short name for every work: who made it, or where it stood, and the year.

    Names of more than ``most`` characters are cut between words, titles sooner. Works that would be
    called the same get a letter each, in file order: *Abe 2014a*. Linear time.
    """
    plain = {name: _name(dataset, work, most) for name, work in dataset.works.items()}
    counted = Counter(plain.values())
    met: Counter[str] = Counter()
    found = {}
    for name, called in plain.items():
        place = met[called]
        met[called] += 1
        letter = _LETTERS[place] if place < len(_LETTERS) else f"-{place + 1}"
        if counted[called] > 1:
            called += letter if called[-1:].isdigit() else f" ({letter})"
        found[name] = called
    return found


def _name(dataset: Dataset, work: Work, most: int) -> str:
    people = [_called(dataset, maker, most) for maker in work.creators]
    if people:
        both = " & ".join(people)
        few = len(people) == 1 or (len(people) == 2 and len(both) <= _MOST + 2)
        who = both if few else f"{people[0]} et al."
    else:
        where = work.container or work.issuer or work.publisher
        if where:
            who = _called(dataset, where, most) if where in dataset.actors else _cut(where, most)
        else:
            who = _cut(work.title, _MOST)
    year = re.match(r"\d{4}", str(work.date) if work.date else "")
    return f"{who} {year[0]}" if year else who


def _called(dataset: Dataset, maker: str, most: int) -> str:
    """The last name of a person; of an organisation its shortest name that is no id."""
    actor = dataset.actors.get(maker)
    name = actor.name if actor else maker
    words = [word for word in name.split() if word.strip(".,") not in _AFTER_NAMES]
    person = (
        (actor.type or "").casefold() in _PEOPLE and not actor.unnamed
        if actor
        else 1 < len(words) < 5 and not _NOT_A_NAME.intersection(map(str.casefold, words))
    )
    if person:
        return _cut(words[-1], most) if words else maker
    return _cut(name, most)


def _cut(name: str, most: int) -> str:
    name = re.sub(r"^(?:The |A |An )?(?:Government of )?(?=\S)", "", " ".join(name.split()))
    if len(name) <= most:
        return name
    end = name.rfind(" ", 0, most)
    return f"{name[: end if end > most // 2 else most - 1].rstrip(' ,;:.')}…"
