"""What is joined to what, directly or through others.

This is ``networkx.utils.UnionFind`` for those who load a data set, resolve a name or write RDF:
importing networkx takes longer than all of that.
"""

from __future__ import annotations

from collections.abc import Iterable


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of everything in ``pairs`` one of those it is joined to, the same for all of them. Near-linear.

    >>> found = joined([("a", "b"), ("c", "b"), ("d", "d")])
    >>> found["a"] == found["b"] == found["c"] != found["d"]
    True
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in pairs:
        parent[root(one)] = root(other)
    return {name: root(name) for name in list(parent)}
