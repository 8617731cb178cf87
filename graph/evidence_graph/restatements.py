"""Claims joined by ``restates`` are one: which of them stands for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model.entities import Dataset


class Pools(NamedTuple):
    """Every claim's representative, and every representative's claims in the order of the file."""

    stands_for: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]


def pools(dataset: Dataset) -> Pools:
    """The classes of claims joined by ``restates``, represented by the thesis among them, else the first.

    The first thesis where there are several. Time: near-linear in claims and restatements.
    Source: design section 4, *Restatements* (AIF's MA-nodes).
    """
    parent = {claim: claim for claim in dataset.claims}

    def root(claim: str) -> str:
        while parent[claim] != claim:
            parent[claim] = parent[parent[claim]]
            claim = parent[claim]
        return claim

    for claim in dataset.claims.values():
        for other in claim.restates:
            if other in parent:
                parent[root(claim.id)] = root(other)
    classes: dict[str, list[str]] = {}
    for name in dataset.claims:
        classes.setdefault(root(name), []).append(name)
    members: dict[str, tuple[str, ...]] = {}
    stands_for: dict[str, str] = {}
    for group in classes.values():
        first = next((name for name in group if dataset.claims[name].kind == "thesis"), group[0])
        members[first] = tuple(group)
        stands_for.update(dict.fromkeys(group, first))
    return Pools(stands_for, members)
