"""Support, attacks and limits of two encodings, as edges between the claims that both have.

Restatements are one claim here as everywhere, and what either encoding takes for a restatement
joins the claims for both: an argument may hang on either statement of a thesis.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from .aligning import Pair
from .encodings import Encoding, Place


class Edge(NamedTuple):
    """From one shared claim to another; ``way`` tells edges of one kind apart (rebut, undercut …)."""

    start: int
    end: int
    way: str = ""
    with_: int = -1
    """The other of two joint premises."""


@dataclass(frozen=True)
class Edges:
    """The edges of one encoding, each with a place where it stands."""

    support: Mapping[Edge, Place]
    joint: Mapping[Edge, Place]
    attacks: Mapping[Edge, Place]
    limits: Mapping[Edge, Place]


@dataclass(frozen=True)
class Relations:
    """The edges of both encodings; ``shared`` names each shared claim in both."""

    shared: Sequence[tuple[str, str]]
    first: Edges
    second: Edges

    def name(self, claim: int, side: int) -> str:
        """What the shared claim is called in the first (0) or second (1) encoding."""
        return self.shared[claim][side]

    def describe(self, edge: Edge) -> str:
        """An edge in words, by the names of the first encoding."""
        end = self.name(edge.end, 0)
        if edge.with_ >= 0:
            return f"{self.name(edge.start, 0)} + {self.name(edge.with_, 0)} -> {end}"
        way = f" ({edge.way})" if edge.way else ""
        return f"{self.name(edge.start, 0)} -> {end}{way}"

    def ratings(self, left: Collection[Edge], right: Collection[Edge]) -> list[tuple[str, str]]:
        """For each pair of shared claims, the ways in which both encodings relate them."""
        count = len(self.shared)
        one, other = _ways(left), _ways(right)
        found = [(one.get(ends, ""), other.get(ends, "")) for ends in sorted(one.keys() | other.keys())]
        return found + [("", "")] * (count * (count - 1) - len(found))


def _ways(edges: Collection[Edge]) -> dict[tuple[int, int], str]:
    ways: dict[tuple[int, int], list[str]] = {}
    for edge in edges:
        ways.setdefault((edge.start, edge.end), []).append(edge.way or "yes")
    return {ends: ", ".join(sorted(found)) for ends, found in ways.items()}


def relate(one: Encoding, other: Encoding, pairs: Sequence[Pair]) -> Relations:
    """The edges of both encodings between the claims that both have."""
    classes = _classes(one, other, pairs)
    shared: dict[str, tuple[int, str, str]] = {}
    for pair in pairs:
        root = classes[0][pair.first]
        shared.setdefault(root, (len(shared), pair.first, pair.second))
    numbers = [{claim: shared[root][0] for claim, root in side.items() if root in shared} for side in classes]
    names = [(first, second) for _, first, second in shared.values()]
    return Relations(names, _edges(one, numbers[0]), _edges(other, numbers[1]))


def _classes(one: Encoding, other: Encoding, pairs: Sequence[Pair]) -> tuple[dict[str, str], dict[str, str]]:
    """A common name for each claim of both sides: the same for restatements and matched claims."""
    from networkx.utils import UnionFind

    same: UnionFind[tuple[int, str]] = UnionFind()
    for side, encoding in enumerate((one, other)):
        for claim, representative in encoding.pools.stands_for.items():
            same.union((side, claim), (side, representative))
    for pair in pairs:
        same.union((1, pair.second), (0, pair.first))
    sides = [
        {claim: "/".join(map(str, same[side, claim])) for claim in encoding.dataset.claims}
        for side, encoding in enumerate((one, other))
    ]
    return sides[0], sides[1]


def _edges(encoding: Encoding, numbers: Mapping[str, int]) -> Edges:
    support: dict[Edge, Place] = {}
    joint: dict[Edge, Place] = {}
    for claim in encoding.dataset.claims.values():
        for argument in claim.supported_by:
            end = numbers.get(claim.id)
            premises = sorted({numbers[p] for p in argument.premises if p in numbers} - {end})
            if end is None or not premises:
                continue
            place = encoding.claim_place(claim.id, "supported_by")
            support.update((Edge(start, end), place) for start in premises)
            joint.update((Edge(a, end, "", b), place) for a, b in combinations(premises, 2))
    return Edges(
        support,
        joint,
        dict(_records(encoding, "attacks", numbers)),
        dict(_records(encoding, "limits", numbers)),
    )


def _records(encoding: Encoding, section: str, numbers: Mapping[str, int]) -> Iterator[tuple[Edge, Place]]:
    for index, record in enumerate(getattr(encoding.dataset, section)):
        argued = encoding.conclusions.get(record.to)
        start, end = numbers.get(record.from_), numbers.get(argued or record.to)
        if start is None or end is None or start == end:
            continue
        way = record.kind if section == "limits" else "undercut" if argued else "rebut"
        yield Edge(start, end, way), encoding.record_place(section, index)
