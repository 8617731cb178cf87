"""Claims joined by ``restates`` are one: which of them stands for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model.entities import Dataset
from ..model.joining import joined


class Pools(NamedTuple):
    """Every claim's representative, and every representative's claims in the order of the file."""

    stands_for: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]


def pools(dataset: Dataset) -> Pools:
    """The classes of claims joined by ``restates``, represented by the thesis among them, else the first.

    The first thesis where there are several. Time: near-linear in claims and restatements.
    Source: design section 4, *Restatements* (AIF's MA-nodes).
    """
    known = dataset.claims
    same = joined((claim.id, other) for claim in known.values() for other in claim.restates if other in known)
    classes: dict[str, list[str]] = {}
    for name in known:
        classes.setdefault(same.get(name, name), []).append(name)
    members: dict[str, tuple[str, ...]] = {}
    stands_for: dict[str, str] = {}
    for group in classes.values():
        first = next((name for name in group if dataset.claims[name].kind == "thesis"), group[0])
        members[first] = tuple(group)
        stands_for.update(dict.fromkeys(group, first))
    return Pools(stands_for, members)
