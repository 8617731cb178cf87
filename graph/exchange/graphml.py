"""GraphML (graphml.graphdrawing.org), for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .network import typed_graph

if TYPE_CHECKING:
    from ..model.entities import Dataset


def write(dataset: Dataset) -> str:
    """``dataset`` as one directed GraphML graph; characters that XML cannot hold become U+FFFD."""
    import networkx as nx

    lines = nx.generate_graphml(typed_graph(dataset), named_key_ids=True)
    return "".join(f"{line}\n" for line in lines)
