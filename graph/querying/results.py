"""What a query gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ..errors import UsageError


class Formats(NamedTuple):
    """How rows and truth values, and how graphs are written; ``None`` where one makes no sense."""

    table: str | None
    graph: str | None


FORMATS = {
    "text": Formats("json", "turtle"),
    "json": Formats("json", "jsonld"),
    "csv": Formats("csv", None),
    "tsv": Formats("tsv", None),
    "xml": Formats("xml", "rdfxml"),
    "md": Formats("json", None),
    "turtle": Formats(None, "turtle"),
    "ntriples": Formats(None, "ntriples"),
}
"""By the name a user gives. Rows: the W3C's SPARQL 1.1 Query Results JSON, XML, CSV and TSV."""

MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}


def wire_format(name: str, form: str) -> str:
    """Which format answers a query of ``form`` asked for as ``name``. Raises UsageError."""
    rows = form in ("select", "ask")
    formats = FORMATS.get(name)
    wire = formats and (formats.table if rows else formats.graph)
    if wire:
        return wire
    known = [key for key, value in FORMATS.items() if (value.table if rows else value.graph)]
    gives = {"select": "rows", "ask": "true or false"}.get(form, "a graph")
    choice = f"{', '.join(known[:-1])} or {known[-1]}"
    raise UsageError(f'{form.upper()} gives {gives}, which has no form "{name}"', f"it comes as {choice}")


@dataclass(frozen=True)
class QueryResult:
    """The answer to a query, as the engine wrote it.

    ``form`` is ``select``, ``ask``, ``construct`` or ``describe``; ``format`` names how ``body`` is
    written: ``json``, ``xml``, ``csv``, ``tsv`` (the W3C's result formats, exactly) for the first
    two, ``turtle``, ``ntriples``, ``rdfxml``, ``jsonld`` for graphs. ``variables``, ``rows`` and
    ``boolean`` read a body in ``json``.
    """

    form: str
    format: str
    body: bytes
    notes: tuple[str, ...] = ()
    """What the query asks for and cannot see, a sentence each."""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def pieces(self, size: int = 1 << 16) -> Iterator[str]:
        """The body as text in pieces of about ``size`` bytes, cut behind a line end, a bracket or a comma."""
        start = 0
        while start < len(self.body):
            end = min(start + size, len(self.body))
            while end < len(self.body) and self.body[end - 1] not in b"\n},":
                end += 1
            yield self.body[start:end].decode()
            start = end

    @property
    def media_type(self) -> str:
        """Of the body."""
        return MEDIA_TYPES[self.format]

    @cached_property
    def _read(self) -> dict[str, Any]:
        if self.format != "json":
            raise ValueError(f"the result is in {self.format}; ask for json")
        import json

        value: dict[str, Any] = json.loads(self.body)
        return value

    @property
    def variables(self) -> list[str]:
        """The names of the columns."""
        return list(self._read["head"].get("vars", ()))

    @property
    def rows(self) -> list[dict[str, dict[str, Any]]]:
        """The solutions: variable to term, as in SPARQL 1.1 Query Results JSON; unbound ones left out."""
        return list(self._read.get("results", {}).get("bindings", ()))

    @property
    def boolean(self) -> bool | None:
        """What an ASK answers."""
        value = self._read.get("boolean")
        return None if value is None else bool(value)

    @cached_property
    def is_empty(self) -> bool:
        """Whether ASK is false, SELECT has no row, or the graph no triple."""
        if self.form == "ask":
            return b"true" not in self.body
        if self.form in ("construct", "describe"):
            return self._no_triples()
        if self.format == "json":
            return self.body.rstrip().endswith(b'"bindings":[]}}')
        if self.format == "xml":
            return b"<result>" not in self.body and b"<result/>" not in self.body
        return self.body.find(b"\n") in (-1, len(self.body) - 1)

    def _no_triples(self) -> bool:
        if self.format in ("turtle", "ntriples"):
            return not any(_statements(self.body))
        if self.format == "rdfxml":
            return b"rdf:Description" not in self.body and b" rdf:about=" not in self.body
        import json

        return not json.loads(self.body or b"[]")


def _statements(body: bytes) -> Iterator[bytes]:
    return (line for line in body.split(b"\n") if line.strip() and not line.startswith(b"@prefix"))
