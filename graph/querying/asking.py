"""The question as people put it: a query by text, file or name, over a data set or a file."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from ..errors import FileError, QueryError, UnknownName
from ..files import read_bounded
from ..hints import near
from ..rdf.namespaces import prefixes
from .engine import MEMORY, SIZE, TIMEOUT, Engine, time_limit
from .guard import FORMS, LENGTH, examine
from .rdf_files import rdf_file
from .results import QueryResult, wire_format

if TYPE_CHECKING:
    from ..model.entities import Dataset

# What reads like a name (or its words) or a path, and no query: those have brackets, IRIs, variables.
_NAME = re.compile(r"\s*[\w./~-][\w./~ -]*")
_BEGINNINGS = (
    *FORMS,
    "BASE",
    "PREFIX",
    "INSERT",
    "DELETE",
    "LOAD",
    "CLEAR",
    "DROP",
    "CREATE",
    "ADD",
    "MOVE",
    "COPY",
)
READABLE = 32 << 20


class Query(NamedTuple):
    """A query's text, and the IRI that its relative IRIs start from, if it has one."""

    text: str
    base: str | None = None


def find_query(argument: str, named: Callable[[], Mapping[str, str]] = dict, *, files: bool = True) -> Query:
    """The query that ``argument`` is: ``-`` (read from standard input), a file, a name, or its text.

    ``named`` gives the texts of the named queries; it is called only for an argument that looks like
    a name. Without ``files`` neither standard input nor a file is read. A file's own IRI is its
    query's base. Raises FileError, QueryError (not UTF-8), UnknownName for what looks like a name and
    is none.
    """
    if not files:
        return _by_name(argument, Path(), named()) if _is_name(argument) else Query(argument)
    if argument == "-":
        return Query(_decoded(sys.stdin.buffer.read(LENGTH * 4 + 1), "standard input"))
    path = Path(argument)
    try:
        if path.is_file() or path.is_fifo():
            return _read(path)
        folder = argument.strip() != "" and path.is_dir()
    except (OSError, ValueError):  # too long for a path, or with a NUL in it
        return Query(argument)
    if folder:
        raise FileError(f"{argument} is a folder", "name a file, or a query: --list shows them")
    if _is_name(argument):
        return _by_name(argument, path, named())
    return Query(argument)


def _is_name(argument: str) -> bool:
    return bool(_NAME.fullmatch(argument)) and argument.split()[0].upper() not in _BEGINNINGS


def _read(path: Path) -> Query:
    return Query(_decoded(read_bounded(path, LENGTH * 4, "query"), str(path)), path.absolute().as_uri())


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise QueryError(f"{name}:{line}: the query is not UTF-8") from error


def _by_name(argument: str, path: Path, named: Mapping[str, str]) -> Query:
    name = "-".join(argument.lower().split())
    if name in named:
        return Query(named[name])
    if path.name and (path.suffix or "/" in argument):
        raise FileError(f"{argument} cannot be read: no such file")
    raise UnknownName(
        f'"{argument}" is neither a query nor {"a file nor " if path.name else ""}the name of a query',
        near(name, named),
        "claimgraph sparql --list shows the names",
    )


def sparql(
    data: Dataset | str | Path | Callable[[], Dataset],
    query: str,
    *,
    base: str | None = None,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    size: int = SIZE,
    form: str = "json",
) -> QueryResult:
    """The answer to a SPARQL 1.1 ``query`` over a data set, N-Quads (a string), or an RDF file (a path).

    ``data`` may be a function that loads the data set: it is called while the engine starts. The
    prefixes of ``rdf.prefixes`` need no declaration. A relative IRI starts from ``base``, else from
    the RDF file's own IRI. ``form`` is one of ``results.FORMATS``.

    It is evaluated in a child process that can open neither a file nor a connection, within
    ``timeout`` seconds from this call on (reading the query and the data included), ``memory`` bytes,
    and ``size`` bytes of result (32 MiB for tables that people read). Raises QueryError, LimitError,
    FileError, UsageError, and what loading raises.
    """
    since = monotonic()
    time_limit(timeout)
    examined = examine(query)  # what is refused anyway should not wait for the data
    wire_format(form, examined.form)
    if form in ("text", "md"):
        size = min(size, READABLE)
    with Engine(timeout=timeout, memory=memory, size=size, since=since) as engine:
        if isinstance(data, str):
            return engine.query(data, examined, base=base, prefixes=prefixes(), form=form)
        if isinstance(data, Path):
            file = rdf_file(data)
            return engine.query(file, examined, base=base or file.iri, prefixes=prefixes(), form=form)
        from ..rdf import nquads

        dataset = data() if callable(data) else data
        said = nquads(dataset, canonical=False)
        return engine.query(said, examined, base=base, prefixes=prefixes(dataset), form=form)
