"""Ask a child process, and outlive whatever happens to it."""

from __future__ import annotations

import math
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import IO, NoReturn

from ..errors import LimitError, UsageError
from .grouping import unseen
from .guard import Examined, examine
from .rdf_files import RdfFile, rdf_file
from .results import QueryResult, wire_format
from .verdict import SIGXCPU, no_answer
from .wire import PIECE, Graphs, Reply, data_frames, query_frames, start, written

TIMEOUT = 30.0
MEMORY = 2 << 30
SIZE = 256 << 20
_LONGEST = 1e6  # seconds, within what every system's clock can count


def time_limit(seconds: float) -> float:
    """``seconds`` as a limit that every system's clock can count. Raises UsageError."""
    if not 0 < seconds < math.inf:
        raise UsageError("a time limit is a number of seconds above 0")
    return min(seconds, _LONGEST)


class Engine:
    """A child process that answers one query; a context manager, so that it never outlives its use.

    It starts on entering, and imports the engine while the caller prepares the data. ``timeout`` is
    in seconds, counted from ``since`` (of ``time.monotonic``; else from the making of the engine) to
    the answer, ``memory`` in bytes for the child, ``size`` in bytes of the written result. ``store`` is
    an Oxigraph store on disk that is asked, without other data.

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
        store: Path | None = None,
    ) -> None:
        self.timeout = time_limit(timeout)
        self.store = store
        self.deadline = (monotonic() if since is None else since) + self.timeout
        self.memory = memory
        self.size = size
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False

    def __enter__(self) -> Engine:
        script = ("child",) if self.store is None else ("on_disk", str(self.store.absolute()))
        seconds = math.ceil(self.timeout) + 1
        self._process = start(*script, memory=self.memory, seconds=seconds, size=self.size)
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
        return self.answer(data, examined, wire, base, prefixes or {})

    def answer(
        self,
        data: str | RdfFile,
        examined: Examined,
        wire: str,
        base: str | None,
        prefixes: Mapping[str, str],
        graphs: Graphs = (),
    ) -> QueryResult:
        """The same for a query that is examined, written as ``wire``; ``graphs`` take the place of FROM."""
        request = written([*data_frames(data), *query_frames(examined, base, prefixes, wire, graphs)])
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("an engine answers one query, inside its with block")
        timer = threading.Timer(max(0.0, self.deadline - monotonic()), self._stop)
        timer.daemon = True
        timer.start()
        try:
            _send(process.stdin, request)
            reply = _read(process.stdout, self.size)
            if reply.last is None:
                process.wait()
        finally:
            timer.cancel()
        if reply.last != "done":
            if self._late or process.returncode == -SIGXCPU:
                self._too_long()
            no_answer(
                reply,
                examined,
                data,
                {**prefixes, **examined.prefixes},
                process.returncode,
                memory=self.memory,
                size=self.size,
                graphs=graphs,
            )
        notes = tuple(unseen(examined.text, examined.tokens))
        return QueryResult(examined.form, wire, reply.body.getvalue(), notes)

    def _stop(self) -> None:
        self._late = True
        if self._process is not None:
            self._process.kill()

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


def _send(stream: IO[bytes], request: bytes) -> None:
    unsent = memoryview(request)
    try:
        while unsent:
            unsent = unsent[stream.write(unsent) :]
    except (BrokenPipeError, ValueError):
        return  # the child is gone; what it said, or how it ended, tells why


def _read(stream: IO[bytes], size: int) -> Reply:
    """The reply of a process that answers once, to its end, or to the end of a crash's last words."""
    reply = Reply(size)
    while reply.last is None:
        piece = stream.read(PIECE)
        if not piece:
            reply.close()
            break
        reply.feed(piece)
    return reply
