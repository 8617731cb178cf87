"""Where two aligned encodings agree and differ, one kind of thing at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ..anchoring.verifying import span_text
from ..model.entities import Claim
from .aligning import Names, Pair
from .encodings import Encoding, Place
from .measuring import Measure, counted, measure, present
from .relating import Edge, Relations, relate


class Difference(NamedTuple):
    """One disagreement, in a sentence, and where it is in both encodings."""

    kind: str
    message: str
    first: Place | None
    second: Place | None


class Judged(NamedTuple):
    """The agreement on one kind of thing, and each difference."""

    measure: Measure
    differences: Sequence[Difference]


def judge(one: Encoding, other: Encoding, names: Names, pairs: Sequence[Pair]) -> dict[str, Judged]:
    """Every kind of agreement, in the order in which they are shown."""
    relations = relate(one, other, pairs)
    return {
        "claims": _claims(one, other, pairs),
        "holders": _holders(one, other, names, pairs),
        "kinds": _kinds(one, other, pairs),
        "notes": _notes(one, other, pairs),
        "support": _edges(
            "support", one, other, relations, relations.first.support, relations.second.support
        ),
        "joint premises": _joint(one, other, relations),
        "attacks": _edges("attack", one, other, relations, relations.first.attacks, relations.second.attacks),
        "limits": _edges("limit", one, other, relations, relations.first.limits, relations.second.limits),
        "stances": _stances(one, other, names),
    }


def _claims(one: Encoding, other: Encoding, pairs: Sequence[Pair]) -> Judged:
    """Claims that both have; alpha over sentences, rated by how many claims each encoding finds in them."""
    left = Counter(s for claim in one.claims.values() for s in one.sentences(claim.passage))
    right = Counter(s for claim in other.claims.values() for s in other.sentences(claim.passage))
    sentences = sorted(one.named | other.named)
    ratings = [(left[sentence], right[sentence]) for sentence in sentences]
    differences: list[Difference] = []
    taken = {pair.first for pair in pairs}, {pair.second for pair in pairs}
    for claim in one.claims.values():
        if claim.id not in taken[0]:
            message = f"{claim.id} ({where(claim)}) is in the first only: {claim.text or 'without text'}"
            beside = _beside(claim, one, other)
            differences.append(Difference("claim", message, one.claim_place(claim.id), beside))
    for claim in other.claims.values():
        if claim.id not in taken[1]:
            message = f"{claim.id} ({where(claim)}) is in the second only: {claim.text or 'without text'}"
            beside = _beside(claim, other, one)
            differences.append(Difference("claim", message, beside, other.claim_place(claim.id)))
    total = counted(len(one.claims), len(other.claims), len(pairs), ratings, "interval")
    return Judged(total, differences)


def where(claim: Claim) -> str:
    """The first passage of ``claim``, as ``2.3/3 s1``."""
    passage = claim.passage[0]
    sentences = span_text(passage.sentences)
    return f"{passage.paragraph} s{sentences}" if sentences else passage.paragraph


def _beside(claim: Claim, own: Encoding, other: Encoding) -> Place | None:
    """Where the other encoding speaks of the same sentences: a claim, or an unclaimed entry."""
    sentences = own.sentences(claim.passage)
    for found in other.claims.values():
        if sentences & other.sentences(found.passage):
            return other.claim_place(found.id)
    for index, passage in enumerate(other.dataset.unclaimed):
        if sentences & other.sentences([passage]):
            return other.record_place("unclaimed", index)
    return None


def _labelled(
    what: str,
    field: str,
    one: Encoding,
    other: Encoding,
    pairs: Sequence[Pair],
    labels: Callable[[Claim, Claim], tuple[str, str]],
) -> Judged:
    """Agreement on a label that every claim has."""
    ratings: list[tuple[str, str]] = []
    differences: list[Difference] = []
    for pair in pairs:
        label = labels(one.claims[pair.first], other.claims[pair.second])
        ratings.append(label)
        if label[0] != label[1]:
            message = f"{what} of {both(pair)}: {label[0]}, or {label[1]}"
            places = one.claim_place(pair.first, field), other.claim_place(pair.second, field)
            differences.append(Difference(what, message, *places))
    agreed = len(pairs) - len(differences)
    return Judged(counted(len(pairs), len(pairs), agreed, ratings), differences)


def both(pair: Pair) -> str:
    """The names of a claim in both encodings; once, if they are the same."""
    return pair.first if pair.first == pair.second else f"{pair.first} = {pair.second}"


def _holders(one: Encoding, other: Encoding, names: Names, pairs: Sequence[Pair]) -> Judged:
    """A second defensible reading (``or``) that is the other's first is agreement."""

    def labels(first: Claim, second: Claim) -> tuple[str, str]:
        left = one.dataset.holder(first) or "nobody"
        right = names.actor(other.dataset.holder(second)) or "nobody"
        readings = {right, *(names.actor(o) for o in (second.holder.or_ if second.holder else ()))}
        if left in readings or right in (first.holder.or_ if first.holder else ()):
            right = left
        return left, right

    return _labelled("holder", "holder", one, other, pairs, labels)


def _kinds(one: Encoding, other: Encoding, pairs: Sequence[Pair]) -> Judged:
    return _labelled("kind", "kind", one, other, pairs, lambda first, second: (first.kind, second.kind))


def _notes(one: Encoding, other: Encoding, pairs: Sequence[Pair]) -> Judged:
    """Notes cited by claims that both have; alpha over all pairs of such a claim and a note."""
    left = {(i, cite.note) for i, pair in enumerate(pairs) for cite in one.claims[pair.first].cites}
    right = {(i, cite.note) for i, pair in enumerate(pairs) for cite in other.claims[pair.second].cites}
    numbers = sorted({note for _, note in left | right})
    units = [(index, number) for index in range(len(pairs)) for number in numbers]
    differences: list[Difference] = []
    for index, note in sorted(left ^ right):
        pair = pairs[index]
        side = "first" if (index, note) in left else "second"
        message = f"note [{note}] on {both(pair)} is in the {side} only"
        places = one.claim_place(pair.first, "cites"), other.claim_place(pair.second, "cites")
        differences.append(Difference("note", message, *places))
    return Judged(measure(left, right, present(left, right, units)), differences)


def _edges(
    what: str,
    one: Encoding,
    other: Encoding,
    relations: Relations,
    left: Mapping[Edge, Place],
    right: Mapping[Edge, Place],
) -> Judged:
    """Relations between claims that both have; alpha over all pairs of such claims."""
    differences = _differences(what, one, other, relations, left, right)
    return Judged(measure(left, right, relations.ratings(left, right)), differences)


def _differences(
    what: str,
    one: Encoding,
    other: Encoding,
    relations: Relations,
    left: Mapping[Edge, Place],
    right: Mapping[Edge, Place],
) -> list[Difference]:
    differences: list[Difference] = []
    for edge in sorted(left.keys() ^ right.keys()):
        side = "first" if edge in left else "second"
        message = f"{what} {relations.describe(edge)} is in the {side} only"
        first = left.get(edge) or one.claim_place(relations.name(edge.end, 0))
        second = right.get(edge) or other.claim_place(relations.name(edge.end, 1))
        differences.append(Difference(what, message, first, second))
    return differences


def _joint(one: Encoding, other: Encoding, relations: Relations) -> Judged:
    """Which premises support jointly, of those that both encodings have for the same conclusion."""
    agreed = relations.first.support.keys() & relations.second.support.keys()
    units = [
        Edge(a.start, a.end, "", b.start)
        for a, b in combinations(sorted(agreed, key=lambda edge: (edge.end, edge.start)), 2)
        if a.end == b.end
    ]
    left = {unit: relations.first.joint[unit] for unit in units if unit in relations.first.joint}
    right = {unit: relations.second.joint[unit] for unit in units if unit in relations.second.joint}
    differences = _differences("joint premises", one, other, relations, left, right)
    return Judged(measure(left, right, present(left, right, units)), differences)


def _stances(one: Encoding, other: Encoding, names: Names) -> Judged:
    """Sides taken; alpha over the actor and topic pairs that either has, ``none`` where it has not."""
    left = _sides(one, Names({}, {}))
    right = _sides(other, names)
    ratings: list[tuple[str, str]] = []
    differences: list[Difference] = []
    for unit in sorted({*left, *right}):
        mine, theirs = left.get(unit, {}), right.get(unit, {})
        ratings.append((", ".join(sorted(mine)) or "none", ", ".join(sorted(theirs)) or "none"))
        if ratings[-1][0] != ratings[-1][1]:
            message = f"stance of {unit[0]} on {unit[1]}: {ratings[-1][0]}, or {ratings[-1][1]}"
            places = next(iter(mine.values()), None), next(iter(theirs.values()), None)
            differences.append(Difference("stance", message, *places))
    taken = [
        {(*unit, polarity) for unit, sides in side.items() for polarity in sides} for side in (left, right)
    ]
    return Judged(measure(taken[0], taken[1], ratings), differences)


def _sides(encoding: Encoding, names: Names) -> dict[tuple[str, str], dict[str, Place]]:
    """By actor and topic, as the first encoding calls them: each polarity, and where it stands."""
    sides: dict[tuple[str, str], dict[str, Place]] = defaultdict(dict)
    for index, stance in enumerate(encoding.dataset.stances):
        actor = names.actors.get(stance.actor, stance.actor)
        topic = names.topics.get(stance.topic, stance.topic)
        sides[actor, topic].setdefault(stance.polarity, encoding.record_place("stances", index))
    return sides
