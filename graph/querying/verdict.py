"""What became of a query that has no answer, said to the person who asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from ..errors import FileError, LimitError, QueryError
from .faults import explain
from .grouping import ungrouped
from .guard import Examined, refuse_graph, refuse_hidden, refuse_source
from .rdf_files import RdfFile
from .wire import Graphs, Reply

SIGXCPU = 24
_SIGKILL = 9


def no_answer(
    reply: Reply,
    examined: Examined,
    data: str | RdfFile,
    prefixes: Mapping[str, str],
    ended: int | None,
    *,
    memory: int,
    size: int,
    graphs: Graphs = (),
) -> NoReturn:
    """Say why ``reply`` is no answer; ``ended`` is the exit code of the process, where it has ended.

    Raises QueryError, FileError, LimitError.
    """
    query, said = examined.text, reply.content.decode("utf-8", "replace")
    if reply.last == "unopened":
        raise FileError(
            f"the RDF of the store cannot be asked: {said}",
            "remove the folder rdf in the store, and write it anew: claimgraph corpus rdf",
        )
    if reply.last == "data-error":
        bad_data(said, data)
    if reply.last == "refused":
        refuse_hidden(query, examined.tokens[min(int(said), len(examined.tokens) - 1)])
    if reply.last == "absent":
        index, graph = said.split(" ", 1)
        if graphs:
            refuse_graph(graphs[int(index)][0], graph)
        refuse_source(query, examined.sources[int(index)], graph)
    if reply.last == "syntax":
        wrong, reason = said.split("\n", 1)
        alone = ungrouped(query, examined.tokens, int(wrong))
        if alone:
            raise QueryError(alone)
        raise QueryError(explain(query, examined.tokens, int(wrong), reason, prefixes))
    if reply.last == "failed":
        raise QueryError(f"the query cannot be answered: {said}")
    if reply.last == "too-much" and said == "size":
        raise LimitError(
            f"the result is larger than {size >> 20:,} MiB",
            "ask for less, with LIMIT or fewer variables, or for csv, which may be larger than text",
        )
    subject = "the query" if reply.loaded or isinstance(data, str) else data.name
    if reply.last == "too-much" or reply.out_of_memory or ended == -_SIGKILL:
        raise LimitError(f"{subject} needs more than {memory >> 20:,} MiB of memory")
    raise LimitError(f"{subject} is nested too deep or too long for the engine")


def bad_data(said: str, data: str | RdfFile) -> NoReturn:
    """Say where and why the data cannot be parsed. Raises FileError."""
    format_, place, message = said.split("\n", 2)
    message = message.split(": ", 1)[-1] if message.startswith("Parser error at ") else message
    line, column = place.split(":")
    name = "the triples" if isinstance(data, str) else data.name
    where = f"{name}:{line}:{column}" if line != "0" else name
    if "LoadDocumentCallback" in message:
        raise FileError(
            f"{where}: its context is elsewhere, and is not fetched", "put the context into the file"
        )
    raise FileError(f"{where}: {message}", None if isinstance(data, str) else data.guess.said(format_))
