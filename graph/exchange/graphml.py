"""GraphML (graphml.graphdrawing.org), for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from ..model.entities import Dataset
from .network import Edge, Node, network

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BOOLEAN = frozenset(("evidential",))


def write(dataset: Dataset) -> str:
    """``dataset`` as one directed GraphML graph; characters that XML cannot hold become U+FFFD."""
    return "".join(_lines(dataset))


def _lines(dataset: Dataset) -> Iterator[str]:
    found = network(dataset)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    yield ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    yield ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    for domain, fields in (("node", Node._fields[1:]), ("edge", Edge._fields[2:])):
        for field in fields:
            type_ = "boolean" if field in _BOOLEAN else "string"
            yield f'  <key id="{domain}_{field}" for="{domain}" attr.name="{field}" attr.type="{type_}"/>\n'
    yield f'  <graph id={_quoted(dataset.paper.id)} edgedefault="directed">\n'
    for node in found.nodes:
        yield f"    <node id={_quoted(node.key)}>{_data('node', node._asdict(), 1)}</node>\n"
    for place, edge in enumerate(found.edges):
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        yield f'    <edge id="e{place}" {ends}>{_data("edge", edge._asdict(), 2)}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def _data(domain: str, values: Mapping[str, object], skip: int) -> str:
    known = list(values.items())[skip:]
    return "".join(
        f'<data key="{domain}_{field}">{escape(_legal(_text(value)))}</data>'
        for field, value in known
        if value is not None
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))
