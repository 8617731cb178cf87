"""GEXF (gexf.net), Gephi's own format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .network import typed_graph

if TYPE_CHECKING:
    from ..model.entities import Dataset

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write(dataset: Dataset) -> str:
    """``dataset`` as one directed GEXF graph, without the date of writing: same data, same bytes.

    Characters that XML cannot hold become U+FFFD.
    """
    import networkx as nx

    graph = typed_graph(dataset)
    for _, values in graph.nodes(data=True):
        del values["id"]  # networkx would take it for the node's own, which has its kind before it
    for _, _, values in graph.edges(data=True):
        values["label"] = values["relation"]
    text = "".join(f"{line}\n" for line in nx.generate_gexf(graph))
    return _TODAY.sub("", text, count=1)  # the first is networkx': it stands before the graph
