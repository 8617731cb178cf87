"""Which claims say something near a sentence: how much of the sentence is in the claim, and the reverse.

Words weigh by how rare they are among the claims, over stems (see ``ranking``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from ..errors import UsageError
from ..model.entities import Dataset
from .ranking import IDLE, alike, index
from .searching import Entry, Kind, entries
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


def nearest(
    dataset: Dataset, sentence: str, least: float = LEAST, also: Mapping[str, str] | None = None
) -> list[Near]:
    """The claims that come near ``sentence``, the nearest first; none where all are less than ``least``.

    Nearness is the geometric mean of two shares, each word but idle ones weighed by its rarity: of
    the sentence's words those that the claim has (in its text, its id, its holder's name, what it is
    about), and of the words of the claim's text those that the sentence has. So neither a long text
    that touches on everything is near, nor one that happens to share a name. ``also``: the words of
    claims in the paper itself, as they stand in the reader's own copy; a claim is as near as the
    nearer of its two texts.

    Raises UsageError for a sentence without words, or with more than a sentence has. Time: as a search.
    """
    typed = _asked(sentence)
    known = list(entries(dataset, _CLAIMS, {}))
    near = _near(known, typed)
    if also:
        printed = [each._replace(text=also[str(each.id)]) for each in known if str(each.id) in also]
        printed = [each._replace(fields=(*each.fields, (1.0, each.text or ""))) for each in printed]
        for claim, nearness in _near(printed, typed).items():
            near[claim] = max(near.get(claim, 0.0), nearness)
    order = {str(entry.id): place for place, entry in enumerate(known)}
    found = [Near(claim, nearness) for claim, nearness in near.items()]
    found.sort(key=lambda each: (-each.nearness, order[each.claim]))
    return _near_enough(found, least)


def nearest_texts(texts: Sequence[str], sentence: str, least: float = LEAST) -> list[tuple[int, float]]:
    """The places of those of ``texts`` that come near ``sentence``, with how near, the nearest first.

    As ``nearest``, words weighed by how rare they are among ``texts``. Raises UsageError. Time: as there.
    """
    known = [Entry("claim", place, text, ((1.0, text),)) for place, text in enumerate(texts)]
    near = _near(known, _asked(sentence))
    found = sorted(
        (Near(place, nearness) for place, nearness in near.items()), key=lambda each: -each.nearness
    )
    return [(int(each.claim), each.nearness) for each in _near_enough(found, least)]


def _asked(sentence: str) -> tuple[str, ...]:
    typed = _content(sentence)
    if not typed:
        raise UsageError("there is no sentence to check", "give one, such as: Japan has joined NATO")
    if len(typed) > _LONGEST:
        raise UsageError("this is more than a sentence", "check one sentence at a time")
    return typed


def _near_enough(found: Sequence[Near], least: float) -> list[Near]:
    enough = max(least, found[0].nearness * _BESIDE_BEST) if found else least
    return [each for each in found if each.nearness >= enough][:_MOST]


def _near(known: Sequence[Entry], typed: Sequence[str]) -> dict[str, float]:
    """How near each of ``known`` is to the words ``typed``, by its own text and what else it is found by."""
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

    found: dict[str, float] = {}
    for place, much in held.items():
        all_of_it = sum(rarity(len(texts.holding[word])) for word in own[place])
        back = weight(own[place], place) / all_of_it if all_of_it else 0.0
        found[str(known[place].id)] = round(sqrt(much / whole * back), 6)
    return found


def _content(text: str) -> tuple[str, ...]:
    every = tuple(dict.fromkeys(words(text)))
    return tuple(word for word in every if word not in IDLE) or every
