"""Ask a child process, and outlive whatever happens to it."""

from __future__ import annotations

import io
import math
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import IO, NoReturn

from ..errors import ExtraMissing, FileError, LimitError, QueryError, UsageError
from .faults import explain
from .grouping import ungrouped, unseen
from .guard import Examined, examine, refuse_hidden, refuse_source
from .rdf_files import RdfFile, rdf_file
from .results import QueryResult, wire_format

TIMEOUT = 30.0
MEMORY = 2 << 30
SIZE = 256 << 20
# Not a script by its path: Python would compile that anew each time.
_CHILD = "import sys; sys.path += sys.argv[1:3]; import child; child.main()"
_PIECE = 1 << 20
_LONGEST = 1e6  # seconds, within what every system's clock can count
_SIGXCPU = 24
_SIGKILL = 9


def time_limit(seconds: float) -> float:
    """``seconds`` as a limit that every system's clock can count. Raises UsageError."""
    if not 0 < seconds < math.inf:
        raise UsageError("a time limit is a number of seconds above 0")
    return min(seconds, _LONGEST)


class Engine:
    """A child process that answers one query; a context manager, so that it never outlives its use.

    It starts on entering, and imports the engine while the caller prepares the data. ``timeout`` is
    in seconds, counted from ``since`` (of ``time.monotonic``; else from the making of the engine) to
    the answer, ``memory`` in bytes for the child, ``size`` in bytes of the written result.

    >>> with Engine() as engine:
    ...     result = engine.query("<urn:a> <urn:b> <urn:c> .", "ASK { ?s ?p ?o }")
    >>> result.boolean
    True
    """

    def __init__(
        self,
        *,
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        size: int = SIZE,
        since: float | None = None,
    ) -> None:
        self.timeout = time_limit(timeout)
        self.deadline = (monotonic() if since is None else since) + self.timeout
        self.memory = memory
        self.size = size
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False

    def __enter__(self) -> Engine:
        found = find_spec("pyoxigraph")
        if found is None or found.origin is None:
            raise ExtraMissing("SPARQL needs the package pyoxigraph", "pip install pyoxigraph")
        here, packages = Path(__file__).parent, Path(found.origin).parent.parent
        limits = [self.memory, math.ceil(self.timeout) + 1, self.size]
        own_group = {"process_group": 0} if os.name == "posix" else {}  # Ctrl-C is ours to handle
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _CHILD, *map(str, (here, packages, *limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                **own_group,  # type: ignore[call-overload]
            )
        except OSError as error:
            raise LimitError(f"the query engine cannot be started: {error.strerror}") from error
        return self

    def __exit__(self, *_: object) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what the child did not want to read any more
        process.wait()

    def query(
        self,
        data: str | RdfFile,
        query: str | Examined,
        *,
        base: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        form: str = "json",
    ) -> QueryResult:
        """The answer to ``query`` over ``data``: N-Quads, or a file that ``rdf_file`` has read.

        In N-Quads the default graph is the union of all graphs. In a file it is the file's own; where
        that is empty, the union. ``prefixes`` are known without being declared; ``base`` resolves
        relative IRIs; ``form`` is one of ``results.FORMATS``.

        Raises QueryError (a syntax error, something refused), FileError (the file cannot be parsed),
        LimitError (time, memory, size, or a query that the engine cannot bear), UsageError (a form
        that the answer does not have).
        """
        examined = examine(query) if isinstance(query, str) else query
        wire = wire_format(form, examined.form)
        request = _request(data, examined, base, prefixes or {}, wire)
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("an engine answers one query, inside its with block")
        timer = threading.Timer(max(0.0, self.deadline - monotonic()), self._stop)
        timer.daemon = True
        timer.start()
        try:
            _send(process.stdin, request)
            reply = _Reply(process.stdout, self.size)
            reply.read()
            if reply.last is None:
                process.wait()
        finally:
            timer.cancel()
        if reply.last != "done":
            self._explain(reply, examined, data, {**(prefixes or {}), **examined.prefixes}, process)
        notes = tuple(unseen(examined.text, examined.tokens))
        return QueryResult(examined.form, wire, reply.body.getvalue(), notes)

    def _stop(self) -> None:
        self._late = True
        if self._process is not None:
            self._process.kill()

    def _explain(
        self,
        reply: _Reply,
        examined: Examined,
        data: str | RdfFile,
        prefixes: Mapping[str, str],
        process: subprocess.Popen[bytes],
    ) -> NoReturn:
        query, said = examined.text, reply.content.decode("utf-8", "replace")
        if self._late or process.returncode == -_SIGXCPU:
            self._too_long()
        if reply.last == "data-error":
            _bad_data(said, data)
        if reply.last == "refused":
            refuse_hidden(query, examined.tokens[min(int(said), len(examined.tokens) - 1)])
        if reply.last == "absent":
            index, graph = said.split(" ", 1)
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
                f"the result is larger than {self.size >> 20:,} MiB",
                "ask for less, with LIMIT or fewer variables, or for csv, which may be larger than text",
            )
        subject = "the query" if reply.loaded or isinstance(data, str) else data.name
        if reply.last == "too-much" or reply.out_of_memory or process.returncode == -_SIGKILL:
            raise LimitError(f"{subject} needs more than {self.memory >> 20:,} MiB of memory")
        raise LimitError(f"{subject} is nested too deep or too long for the engine")

    def _too_long(self) -> NoReturn:
        raise LimitError(
            f"the query did not finish within {self.timeout:g} s",
            "--timeout S allows more, LIMIT asks for less",
        )


def run(
    query: str,
    data: str | Path,
    *,
    base: str | None = None,
    prefixes: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    size: int = SIZE,
    form: str = "json",
) -> QueryResult:
    """Answer ``query`` over N-Quads (a string) or an RDF file (a path), as ``Engine.query`` does.

    >>> run("SELECT ?s { ?s ?p ?o }", "<urn:a> <urn:b> <urn:c> .").rows
    [{'s': {'type': 'uri', 'value': 'urn:a'}}]
    """
    with Engine(timeout=timeout, memory=memory, size=size) as engine:
        source = rdf_file(data) if isinstance(data, Path) else data
        return engine.query(source, query, base=base, prefixes=prefixes, form=form)


def _request(
    data: str | RdfFile, examined: Examined, base: str | None, prefixes: Mapping[str, str], wire: str
) -> list[tuple[str, bytes]]:
    fields = {
        "prefixes": _pairs(prefixes),
        "declared": _pairs(examined.prefixes),
        "prologue": examined.prologue,
        "from": "\n".join(f"{s.kind} {s.token.start} {s.iri}" for s in examined.sources),
        "tokens": " ".join(str(token.end) for token in examined.tokens),
        "star": str(examined.star),
        "variables": " ".join(examined.variables),
        "results": wire,
        "query": examined.text,
    }
    if base is not None:
        fields["base"] = base
    formats: tuple[str, ...]
    if isinstance(data, str):
        content, formats = data.encode(), ("nquads",)
    else:
        content, formats = data.content, data.guess.formats
        fields["own"] = data.iri
    encoded = [(name, value.encode()) for name, value in fields.items()]
    return [("format", " ".join(formats).encode()), ("data", content), *encoded, ("go", b"")]


def _pairs(prefixes: Mapping[str, str]) -> str:
    return "\n".join(f"{prefix} {namespace}" for prefix, namespace in prefixes.items())


def _send(stream: IO[bytes], request: list[tuple[str, bytes]]) -> None:
    try:
        for name, content in request:
            stream.write(b"%s %d\n" % (name.encode(), len(content)))
            stream.write(content)
        stream.flush()
    except (BrokenPipeError, ValueError):
        return  # the child is gone; what it said, or how it ended, tells why


class _Reply:
    """What the child says, read to its end."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self.stream = stream
        self.left = size
        self.body = io.BytesIO()
        self.loaded = False
        self.last: str | None = None
        self.content = b""
        self.noise = b""

    @property
    def out_of_memory(self) -> bool:
        return b"memory allocation" in self.noise or b"MemoryError" in self.noise

    def read(self) -> None:
        while self.last is None:
            head = self.stream.readline(_PIECE)
            name, _, length = head.rstrip(b"\n").partition(b" ")
            if (
                not name.replace(b"-", b"").isalpha()
                or not length.isdigit()
                or int(length) > self.left + _PIECE
            ):
                self.noise = head + self.stream.read(_PIECE)
                return
            content = self.stream.read(int(length))
            if name == b"body":
                self.left -= len(content)
                self.body.write(content)
            elif name == b"loaded":
                self.loaded = True
            elif name != b"kind":
                self.last, self.content = name.decode(), content


def _bad_data(said: str, data: str | RdfFile) -> NoReturn:
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
