"""Which texts answer some words best: by most and rarest of them (BM25), over stems.

Robertson, S., & Zaragoza, H. (2009). The Probabilistic Relevance Framework: BM25 and Beyond.
*Foundations and Trends in Information Retrieval* 3(4); fields weigh as in its section 3.5.
``script/ranking.js`` is the same in the page; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from .stems import stem
from .words import within_one_typo, words

IDLE: frozenset[str] = frozenset(
    """
    a about an and any are as at be been but by can did do does for from had has have he her his how if
    in into is it its may more most no not of on or our own she should so some such than that the their
    them then there these they this those to us was we were what when where which who whom whose why
    will with would you your
    """.split()  # noqa: SIM905
)
"""Words that need not occur where others do; they still count a little where they occur."""
LEAST = 3
"""Letters that the beginning of a word needs,"""
_LONG = 4
"""and those of a word that is looked for as a beginning though it stands whole, or may be mistyped."""
_BEGUN, _MISTYPED = 0.5, 0.5
_K, _B = 1.2, 0.5
Field = tuple[float, str]
"""How much its words weigh, and a text."""


class Index(NamedTuple):
    """Texts as bags of words."""

    bags: list[dict[str, float]]
    """Of every text its words, each with how much of it there is."""
    stretch: list[float]
    """Of every text, how long it is beside the mean of its kind."""
    holding: dict[str, list[int]]
    """Every word to the texts that have it, in the order in which words were met."""


class Ranked(NamedTuple):
    """A text by its place, how well it answers, whether it has all the words asked for but idle ones."""

    place: int
    score: float
    every: bool


def index(texts: Sequence[tuple[str, Sequence[Field]]]) -> Index:
    """``texts``, each of a kind and with its fields, to be ranked. Time: linear in the text."""
    bags: list[dict[str, float]] = []
    holding: dict[str, list[int]] = {}
    lengths: list[float] = []
    totals: dict[str, list[float]] = {}
    for place, (kind, fields) in enumerate(texts):
        bag: dict[str, float] = {}
        length = 0.0
        for weight, text in fields:
            for word in words(text):
                bag[word] = bag.get(word, 0.0) + weight
                length += weight
        bags.append(bag)
        lengths.append(length)
        totals.setdefault(kind, []).append(length)
        for word in bag:
            holding.setdefault(word, []).append(place)
    means = {kind: sum(each) / len(each) for kind, each in totals.items()}
    stretch = [
        length / means[kind] if means[kind] else 1.0 for length, (kind, _) in zip(lengths, texts, strict=True)
    ]
    return Index(bags, stretch, holding)


def rank(index: Index, query: str) -> list[Ranked]:
    """The texts that have any of the words of ``query``, best first; equals keep their order.

    Time: linear in the distinct words times those asked, and in the texts that have them.
    """
    typed = list(dict.fromkeys(words(query)))
    needed = [word for word in typed if word not in IDLE] or typed
    scores: dict[int, float] = {}
    met: dict[int, int] = {}
    for word in typed:
        found: dict[int, float] = {}
        for known, like in alike(index, word).items():
            for place in index.holding[known]:
                found[place] = found.get(place, 0.0) + like * index.bags[place][known]
        rare = log(1.0 + (len(index.bags) - len(found) + 0.5) / (len(found) + 0.5))
        for place, much in found.items():
            longer = 1.0 - _B + _B * index.stretch[place]
            scores[place] = scores.get(place, 0.0) + rare * much * (_K + 1.0) / (much + _K * longer)
            met[place] = met.get(place, 0) + (word in needed)
    ranked = [Ranked(place, round(scores[place], 6), met[place] == len(needed)) for place in sorted(scores)]
    ranked.sort(key=lambda each: -each.score)
    return ranked


def alike(index: Index, typed: str) -> Mapping[str, float]:
    """The words that ``typed`` may mean, and how surely: as typed; else where it is one letter wrong.

    A short word only whole, or where there is none such as a beginning. A number is never mistyped.
    Scripts that put no space between words are found anywhere in the run.
    """
    root, first = stem(typed), typed[0]  # of which the stem has the same
    found = {word: 1.0 for word in index.holding if word[0] == first and stem(word) == root}
    if len(typed) >= _LONG or not found:
        for word in index.holding:
            if (word[0] == first or not typed.isascii()) and word not in found and _begins(typed, word):
                found[word] = _BEGUN
    if not found and len(typed) >= _LONG and not typed.isdigit():
        for word in index.holding:
            if len(word) >= _LONG and within_one_typo(typed, word):
                found[word] = _MISTYPED
    return found


def _begins(typed: str, word: str) -> bool:
    """Whether one is the beginning of the other: *japan* of *japanese*, whichever was typed."""
    if not typed.isascii():
        return typed in word
    if len(typed) >= LEAST and word.startswith(typed):
        return True
    return len(word) >= _LONG and typed.startswith(word) and len(typed) * 5 <= len(word) * 8
