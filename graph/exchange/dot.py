"""DOT, the language of Graphviz (graphviz.org/doc/info/lang.html): the argument as a picture.

What is drawn is the argument itself: works, notes, claims, arguments, attacks and limits. Support
points upwards; premises that meet in one small box are needed together.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.entities import Dataset
from .breaking import wrapped
from .network import Edge, Node, network

_COLUMNS = 32
_NODES = {
    "claim": 'shape=box, style="rounded,filled"',
    "argument": "shape=square, width=0.15, fixedsize=true, style=filled, fillcolor=gray40",
    "note": "shape=ellipse, style=filled, fillcolor=white",
    "work": "shape=note, style=filled, fillcolor=lightyellow",
}
_FILLS = {
    "documented": "palegreen",
    "partly documented": "khaki",
    "asserted": "mistyrose",
    "unsupported": "lightgray",
}
_EDGES = {
    "documents": "color=gray60",
    "cited by": "color=gray30",
    "premise of": "arrowhead=none",
    "supports": "",
    "restates": "style=dashed, dir=none, constraint=false",
    "rebuts": "color=red, constraint=false",
    "undercuts": "color=red, arrowhead=tee, constraint=false",
    "limits": "color=orange, style=dashed, constraint=false",
}


def write(dataset: Dataset) -> str:
    """``dataset`` as a directed graph in DOT; every string of the data is quoted."""
    return "".join(_lines(dataset))


def _lines(dataset: Dataset) -> Iterator[str]:
    found = network(dataset)
    yield f"digraph {quoted(dataset.paper.id)} {{\n"
    yield '  rankdir=BT;\n  node [fontname="Helvetica", fontsize=10];\n'
    yield '  edge [fontname="Helvetica", fontsize=9];\n'
    yield from (f"  {quoted(node.key)} [{_node(node)}];\n" for node in found.nodes if node.kind in _NODES)
    for edge in found.edges:
        if edge.relation in _EDGES:
            yield f"  {quoted(edge.source)} -> {quoted(edge.target)} [{_edge(edge)}];\n"
    yield "}\n"


def _node(node: Node) -> str:
    parts = [_NODES[node.kind]]
    if node.kind == "argument":
        parts += ['label=""', f"tooltip={quoted(node.id)}"]
    else:
        said = node.label if node.kind == "note" else f"{node.label}\n({node.id})"
        parts.append(f"label={quoted(chr(10).join(wrapped(said, _COLUMNS)))}")
    if node.status:
        parts.append(f"fillcolor={_FILLS[node.status]}")
    return ", ".join(parts)


def _edge(edge: Edge) -> str:
    parts = [_EDGES[edge.relation]]
    if edge.relation == "cited by" and edge.evidential is False:
        parts.append("style=dotted")
    elif edge.fit == "weak" or edge.scope == "implicit":
        parts.append("style=dashed")
    if edge.relation == "limits" and edge.detail:
        parts.append(f"label={quoted(edge.detail)}")
    return ", ".join(part for part in parts if part)


def quoted(text: str) -> str:
    """``text`` as a DOT string: only quotes end it, and backslashes would start an escape."""
    plain = "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
