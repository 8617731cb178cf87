"""Which claims say something near a sentence: how much of the sentence is in the claim, and the reverse.

Words weigh by how rare they are among the claims, over stems (see ``ranking``).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log, sqrt
from typing import NamedTuple

from ..errors import UsageError
from ..model.entities import Dataset
from .ranking import IDLE, alike, index
from .searching import Kind, entries
from .words import words

LEAST = 0.28
"""What is less near than this is about something else; how it was chosen: docs/agents.md."""
_MOST = 5
_BESIDE_BEST = 0.6
"""Of what is near, the best is told, and what is at least so much as near as it."""
_LONGEST = 120
_CLAIMS: tuple[Kind, ...] = ("claim",)


class Near(NamedTuple):
    """A claim and how near it is, from 0 to 1."""

    claim: str
    nearness: float


def nearest(dataset: Dataset, sentence: str, least: float = LEAST) -> list[Near]:
    """The claims that come near ``sentence``, the nearest first; none where all are less than ``least``.

    Nearness is the geometric mean of two shares, each word but idle ones weighed by its rarity: of
    the sentence's words those that the claim has (in its text, its id, its holder's name, what it is
    about), and of the words of the claim's text those that the sentence has. So neither a long text
    that touches on everything is near, nor one that happens to share a name.

    Raises UsageError for a sentence without words, or with more than a sentence has. Time: as a search.
    """
    typed = _content(sentence)
    if not typed:
        raise UsageError("there is no sentence to check", "give one, such as: Japan has joined NATO")
    if len(typed) > _LONGEST:
        raise UsageError("this is more than a sentence", "check one sentence at a time")
    known = list(entries(dataset, _CLAIMS, {}))
    texts = index([(entry.kind, entry.fields) for entry in known])

    def rarity(count: int) -> float:
        return log(1.0 + (len(known) - count + 0.5) / (count + 0.5))

    own = [_content(entry.text or "") for entry in known]
    whole = 0.0
    held: dict[int, float] = {}
    shared: dict[int, dict[str, float]] = {}
    for word in typed:
        having: dict[int, float] = {}
        for other, like in alike(texts, word).items():
            for place in texts.holding[other]:
                having[place] = max(like, having.get(place, 0.0))
                if other in own[place]:
                    met = shared.setdefault(place, {})
                    met[other] = max(like, met.get(other, 0.0))
        whole += rarity(len(having))
        for place, like in having.items():
            held[place] = held.get(place, 0.0) + like * rarity(len(having))

    def weight(of: Iterable[str], place: int) -> float:
        met = shared.get(place, {})
        return sum(met.get(word, 0.0) * rarity(len(texts.holding[word])) for word in of)

    found = []
    for place, much in held.items():
        all_of_it = sum(rarity(len(texts.holding[word])) for word in own[place])
        back = weight(own[place], place) / all_of_it if all_of_it else 0.0
        found.append(Near(str(known[place].id), round(sqrt(much / whole * back), 6)))
    order = {str(entry.id): place for place, entry in enumerate(known)}
    found.sort(key=lambda each: (-each.nearness, order[each.claim]))
    enough = max(least, found[0].nearness * _BESIDE_BEST) if found else least
    return [each for each in found if each.nearness >= enough][:_MOST]


def _content(text: str) -> tuple[str, ...]:
    every = tuple(dict.fromkeys(words(text)))
    return tuple(word for word in every if word not in IDLE) or every
