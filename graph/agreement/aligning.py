"""Which claims, actors and topics of two encodings are the same.

Claims can be the same only where their passages share a sentence. Among these the pairing is the
one of greatest total similarity in which no claim is used twice: an optimal assignment, so that a
claim is not taken from the one that it fits by another that merely came first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ..model.entities import Actor, Claim
from .encodings import Encoding, SentenceName

if TYPE_CHECKING:
    import networkx as nx

_Node: TypeAlias = tuple[int, str]
"""0 for the first encoding or 1 for the second, and a claim of it."""
_WORD = re.compile(r"[^\W_]+")
_COMMON = re.compile(
    r"an?|and|are|as|at|be|been|but|by|can|could|for|from|had|has|have|in|into|is|its?|more|not|of|on|or|should"
    r"|so|such|than|that|the|their|them|they|this|to|was|were|which|will|with|would"
)
_STEM = 6
"""Letters by which words are compared, so that inflections of one word are alike."""
_WEIGHTS = {"text": 60, "passage": 30, "holder": 5, "notes": 5}
"""Holder and notes only tip the scales: agreement on them is measured afterwards."""


@dataclass(frozen=True)
class Pair:
    """A claim of the first encoding and the claim of the second that is taken for the same."""

    first: str
    second: str
    similarity: float
    """From 0 to 1: most of it words, then passage, holder and notes."""


@dataclass(frozen=True)
class Names:
    """What the second encoding's actors and topics are called in the first."""

    actors: Mapping[str, str]
    topics: Mapping[str, str]

    def actor(self, id_: str | None) -> str | None:
        """The first encoding's id of the second's actor ``id_``; its own where there is none."""
        return self.actors.get(id_, id_) if id_ is not None else None


def align_names(first: Encoding, second: Encoding) -> Names:
    """Same id, or same name (of an actor any of its names, of a topic its label)."""
    actors = _same(
        {id_: _actor_names(actor) for id_, actor in first.dataset.actors.items()},
        {id_: _actor_names(actor) for id_, actor in second.dataset.actors.items()},
    )
    topics = _same(
        {id_: [_plain(topic.label), *topic.formerly] for id_, topic in first.dataset.topics.items()},
        {id_: [_plain(topic.label), *topic.formerly] for id_, topic in second.dataset.topics.items()},
    )
    return Names(actors, topics)


def _actor_names(actor: Actor) -> list[str]:
    return [_plain(actor.name), *map(_plain, actor.aliases), *actor.formerly]


def _same(first: Mapping[str, list[str]], second: Mapping[str, list[str]]) -> dict[str, str]:
    by_name: dict[str, str] = {}
    for id_, names in first.items():
        if id_ not in second:
            for name in (id_, *names):
                by_name.setdefault(name, id_)
    same: dict[str, str] = {}
    for id_, names in second.items():
        if id_ in first:
            same[id_] = id_
            continue
        known = next((by_name[name] for name in (id_, *names) if name in by_name), None)
        # An id of the first encoding must not come to mean two actors of the second.
        same[id_] = known if known is not None and known not in same.values() else f"{id_} (second)"
    return same


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()


def align_claims(first: Encoding, second: Encoding, names: Names) -> list[Pair]:
    """The best pairing of claims that share a sentence, in the order of the first encoding.

    Time: one maximum-weight matching (Edmonds' blossoms, networkx) for each group of claims that
    are linked by shared sentences.
    """
    import networkx as nx

    at: dict[SentenceName, list[str]] = defaultdict(list)
    for claim in second.claims.values():
        for sentence in second.sentences(claim.passage):
            at[sentence].append(claim.id)
    graph: nx.Graph[_Node] = nx.Graph()
    for claim in first.claims.values():
        own = first.sentences(claim.passage)
        for other in dict.fromkeys(id_ for sentence in sorted(own) for id_ in at[sentence]):
            weight = similarity(first, second, claim, second.claims[other], names)
            graph.add_edge((0, claim.id), (1, other), weight=round(weight * 1000) + 1)
    order = {(0, id_): place for place, id_ in enumerate(first.claims)}
    order |= {(1, id_): len(order) + place for place, id_ in enumerate(second.claims)}
    pairs: dict[str, tuple[str, float]] = {}
    for found in nx.connected_components(graph):
        group = sorted(found, key=order.__getitem__)
        for one, other in nx.max_weight_matching(_with_ties_broken(graph, group)):
            (_, left), (_, right) = sorted((one, other))
            pairs[left] = (right, (graph[one][other]["weight"] - 1) / 1000)
    return [Pair(claim, *pairs[claim]) for claim in first.claims if claim in pairs]


def _with_ties_broken(graph: nx.Graph[_Node], group: Sequence[_Node]) -> nx.Graph[_Node]:
    """The part ``group`` of ``graph``, in its order: of pairings of equal weight that which keeps it wins.

    A subgraph's view would have its nodes in the order of a set, which is another in each process.
    The squares of the differences in rank are smallest where ranks rise together (rearrangement
    inequality), and all of them together weigh less than one step of the weights.
    """
    import networkx as nx

    rank = {node: place for side in (0, 1) for place, node in enumerate(n for n in group if n[0] == side)}
    step = len(group) ** 3 + 1
    part: nx.Graph[_Node] = nx.Graph()
    part.add_nodes_from(group)
    for one in group:
        for other in sorted(graph[one], key=rank.__getitem__) if one[0] == 0 else ():
            weight = graph[one][other]["weight"] * step - (rank[one] - rank[other]) ** 2
            part.add_edge(one, other, weight=weight)
    return part


def similarity(first: Encoding, second: Encoding, one: Claim, other: Claim, names: Names) -> float:
    """How alike two claims are, from 0 to 1: their words, passages, holders and notes."""
    holders = first.dataset.holder(one), names.actor(second.dataset.holder(other))
    notes = {cite.note for cite in one.cites}, {cite.note for cite in other.cites}
    parts = {
        "text": _overlap(_words(one.text), _words(other.text)),
        "passage": _overlap(first.sentences(one.passage), second.sentences(other.passage)),
        "holder": float(holders[0] == holders[1]),
        "notes": _overlap(*notes),
    }
    return sum(_WEIGHTS[part] * share for part, share in parts.items()) / sum(_WEIGHTS.values())


def _words(text: str | None) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", text or "").casefold().replace("’s", "").replace("'s", "")
    return frozenset(word[:_STEM] for word in _WORD.findall(plain) if not _COMMON.fullmatch(word))


def _overlap(one: Collection[object], other: Collection[object]) -> float:
    """Dice's coefficient; two empty collections are alike."""
    if not one and not other:
        return 1.0
    return 2 * len(set(one) & set(other)) / (len(one) + len(other))
