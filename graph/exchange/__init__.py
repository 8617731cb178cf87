"""The export formats: one module a format, each with ``write(dataset) -> str`` (or ``bytes``),
and ``write_file`` where what people open differs from what a pipe takes.

A new format is a module in this folder and a line in ``FORMATS``. A module is imported only when
its format is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..hints import nearest

if TYPE_CHECKING:
    from ..model.entities import Dataset


class Format(NamedTuple):
    """How a format is written and known: module in this folder, file extension, media type."""

    module: str
    extension: str
    media_type: str
    summary: str


FORMATS: dict[str, Format] = {
    "turtle": Format("turtle", ".ttl", "text/turtle", "RDF in Turtle, for reading"),
    "trig": Format("trig", ".trig", "application/trig", "RDF in TriG: Turtle with the paper's named graph"),
    "nquads": Format("nquads", ".nq", "application/n-quads", "RDF in canonical N-Quads, one quad a line"),
    "jsonld": Format("jsonld", ".jsonld", "application/ld+json", "RDF in JSON-LD"),
    "graphml": Format("graphml", ".graphml", "application/graphml+xml", "the network, for Gephi, yEd …"),
    "gexf": Format("gexf", ".gexf", "application/gexf+xml", "the same network, in Gephi's own format"),
    "dot": Format("dot", ".dot", "text/vnd.graphviz", "the argument as a picture, for Graphviz"),
    "svg": Format("svg", ".svg", "image/svg+xml", "the argument as a picture, laid out as in the explorer"),
    "csv": Format("claim_table", ".csv", "text/csv", "a row a claim, for spreadsheets, R and pandas"),
}
"""Formats by the name that ``export`` takes, in the order in which they are listed."""


def write(dataset: Dataset, name: str, *, file: bool = False) -> str | bytes:
    """``dataset`` in the format called ``name``, for a pipe or, where that differs, for a ``file``.

    Raises UsageError for a format that does not exist.
    """
    if name not in FORMATS:
        close = nearest(name, FORMATS)
        hint = f"did you mean {close}?" if close else f"formats are {', '.join(FORMATS)}"
        raise UsageError(f"there is no format called {name!r}", hint)
    module = import_module(f".{FORMATS[name].module}", __name__)
    writer = getattr(module, "write_file", module.write) if file else module.write
    text: str | bytes = writer(dataset)
    return text
