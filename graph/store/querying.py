"""SPARQL over a store: a query on each paper's own graph, its rows with the paper first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from time import monotonic
from typing import Any

from ..errors import LimitError, UsageError
from ..querying.asking import Query, sparql
from ..querying.results import FORMATS, QueryResult
from .catalogue import Catalogue
from .finding import plain_dataset

COLUMN = "paper"


def on_each(
    catalogue: Catalogue, query: Query, papers: Iterable[str], *, timeout: float, form: str
) -> QueryResult:
    """The rows that ``query`` has in the graph of each of ``papers``, with a first column ``paper``.

    Each paper is asked by itself, as its folder would be. ``timeout``: seconds for all together.
    Raises UsageError for a query that gives no rows, LimitError, and what ``sparql`` raises.
    """
    end = monotonic() + timeout
    variables: list[str] = []
    rows: list[dict[str, Any]] = []
    notes: dict[str, None] = {}
    for paper in papers:
        left = end - monotonic()
        if left <= 0:
            raise LimitError(f"not all papers were asked within {timeout:g} seconds", "--timeout gives more")
        dataset = plain_dataset(catalogue, paper)
        found = sparql(dataset, query.text, base=query.base, timeout=left)
        if found.form != "select":
            raise UsageError("only a query that gives rows is asked of several papers", "name one --paper")
        variables = found.variables
        notes |= dict.fromkeys(found.notes)
        rows += [{COLUMN: {"type": "literal", "value": paper}, **row} for row in found.rows]
    body = {"head": {"vars": [COLUMN, *variables]}, "results": {"bindings": rows}}
    return QueryResult("select", *_written(body, form), notes=tuple(notes))


def _written(body: dict[str, Any], form: str) -> tuple[str, bytes]:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    wanted = FORMATS[form].table if form in FORMATS else None
    if wanted is None:
        raise UsageError(f'rows have no form "{form}"', "they come as text, json, csv, tsv, xml or md")
    if wanted == "json":
        return wanted, text
    import pyoxigraph as ox

    formats = {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "xml": ox.QueryResultsFormat.XML,
    }
    read: Any = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    written: bytes = read.serialize(format=formats[wanted])
    return wanted, written
