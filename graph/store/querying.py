"""SPARQL over a store: a query on each paper's own graph, its rows with the paper first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

from ..errors import FileError, LimitError, UsageError
from ..querying.asking import READABLE, Query, sparql
from ..querying.engine import SIZE, Engine
from ..querying.guard import examine
from ..querying.results import FORMATS, QueryResult, wire_format
from ..rdf import prefixes
from .catalogue import Catalogue, reading
from .finding import plain_dataset
from .rdf import FOLDER, folder_of, state

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


def on_all(store: Path, query: Query, *, timeout: float, form: str) -> QueryResult:
    """The answer to ``query`` over the union of all papers' graphs, as ``write_rdf`` wrote them.

    It says where they are of another state of the store. Raises UsageError where there are none, and
    what ``sparql`` raises.
    """
    since = monotonic()
    examined = examine(query.text)
    wire = wire_format(form, examined.form)
    size = READABLE if form in ("text", "md") else SIZE
    while True:
        place, there = folder_of(store), state(store)
        which = _which(store)
        if place is None or there is None:
            raise UsageError(
                "a query of your own over all papers needs their RDF",
                "write it: claimgraph corpus rdf --store DIR; or ask one paper: --paper ID",
            )
        try:
            with Engine(timeout=timeout, size=size, since=since, store=place) as engine:
                found = engine.answer("", examined, wire, query.base, prefixes())
            break
        except FileError:
            if which == _which(store):
                raise  # and not because other RDF took its place meanwhile
    with reading(store) as catalogue:
        now = catalogue.generation
    if now == there["generation"]:
        return found
    old = (
        f"the RDF is of state {there['generation']:,} of the store, which is at {now:,}: corpus rdf renews it"
    )
    return replace(found, notes=(*found.notes, old))


def _which(store: Path) -> tuple[int, int] | None:
    """Which folder the RDF of ``store`` is, as the system numbers it, whatever its name."""
    try:
        found = (folder_of(store) or store / FOLDER).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
