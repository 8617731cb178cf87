"""The frames between this process and the one that evaluates: what is asked, what comes back (``child``)."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from ..errors import ExtraMissing, LimitError
from .guard import Examined
from .rdf_files import RdfFile

Frames: TypeAlias = list[tuple[str, bytes]]
Graphs: TypeAlias = Sequence[tuple[str, str]]
"""Graphs that take the place of a query's FROM (``from``) and FROM NAMED (``named``), each with its IRI."""
PIECE = 1 << 20
_LONGEST_HEAD = 64
# Not a script by its path: Python would compile that anew each time.
_CHILD = "import sys; sys.path += sys.argv[1:3]; import {0}; {0}.main()"


def start(script: str, *more: str, memory: int, seconds: int, size: int) -> subprocess.Popen[bytes]:
    """A process that runs the module ``script`` of this folder, within these limits; ``more``: what it takes.

    Raises ExtraMissing, LimitError.
    """
    found = find_spec("pyoxigraph")
    if found is None or found.origin is None:
        raise ExtraMissing("SPARQL needs the package pyoxigraph", "pip install pyoxigraph")
    here, packages = Path(__file__).parent, Path(found.origin).parent.parent
    own_group = {"process_group": 0} if os.name == "posix" else {}  # Ctrl-C is ours to handle
    arguments = [*map(str, (here, packages, *more, memory, seconds, size))]
    try:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _CHILD.format(script), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
            **own_group,  # type: ignore[call-overload]
        )
    except OSError as error:
        raise LimitError(f"the query engine cannot be started: {error.strerror}") from error
    return process


def data_frames(data: str | RdfFile) -> Frames:
    """The data: N-Quads, or a file that ``rdf_file`` has read."""
    if isinstance(data, str):
        return [("format", b"nquads"), ("data", data.encode())]
    formats = " ".join(data.guess.formats).encode()
    return [("format", formats), ("data", data.content), ("own", data.iri.encode())]


def query_frames(
    examined: Examined, base: str | None, prefixes: Mapping[str, str], wire: str, graphs: Graphs = ()
) -> Frames:
    """The query with all that is needed to parse it and to write its answer."""
    fields = {
        "prefixes": _pairs(prefixes),
        "declared": _pairs(examined.prefixes),
        "prologue": examined.prologue,
        "from": "\n".join(f"{s.kind} {s.token.start} {s.iri}" for s in examined.sources),
        "dataset": "\n".join(f"{kind} 0 <{iri}>" for kind, iri in graphs),
        "tokens": " ".join(str(token.end) for token in examined.tokens),
        "star": str(examined.star),
        "variables": " ".join(examined.variables),
        "results": wire,
        "query": examined.text,
    }
    if base is not None:
        fields["base"] = base
    return [(name, value.encode()) for name, value in fields.items()]


def _pairs(prefixes: Mapping[str, str]) -> str:
    return "\n".join(f"{prefix} {namespace}" for prefix, namespace in prefixes.items())


def written(frames: Iterable[tuple[str, bytes]]) -> bytes:
    """The frames of a request, and the last of all requests."""
    request = io.BytesIO()
    for name, content in [*frames, ("go", b"")]:
        request.write(b"%s %d\n" % (name.encode(), len(content)))
        request.write(content)
    return request.getvalue()


class Reply:
    """What is said in return, read piece by piece to its end; ``size`` is the most that is taken."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.body = io.BytesIO()
        self.loaded = False
        self.ready = False
        """Whether another request may follow."""
        self.last: str | None = None
        """The frame that ended the answer."""
        self.content = b""
        """What was in it."""
        self.noise = b""
        """What is no frame: last words of a process that crashed."""
        self._unread = bytearray()
        self._head: tuple[str, int] | None = None

    @property
    def out_of_memory(self) -> bool:
        """Whether the last words say so."""
        return b"memory allocation" in self.noise or b"MemoryError" in self.noise

    def feed(self, piece: bytes) -> None:
        """Take the next bytes."""
        if self.noise:
            self.noise += piece[: max(0, PIECE - len(self.noise))]
            return
        self._unread += piece
        while self._frame():
            continue

    def _frame(self) -> bool:
        """Read one frame; whether it was there."""
        if self._head is None:
            end = self._unread.find(b"\n", 0, _LONGEST_HEAD)
            if end < 0:
                if len(self._unread) >= _LONGEST_HEAD:
                    self.noise = bytes(self._unread)
                return False
            name, _, length = bytes(self._unread[:end]).partition(b" ")
            known = name.replace(b"-", b"").isalpha() and length.isdigit()
            if not known or int(length) > self.left + PIECE:
                self.noise = bytes(self._unread)
                return False
            del self._unread[: end + 1]
            self._head = name.decode(), int(length)
        name_, size = self._head
        if len(self._unread) < size:
            return False
        content = bytes(self._unread[:size])
        del self._unread[:size]
        self._head = None
        self._take(name_, content)
        return True

    def close(self) -> None:
        """Nothing more comes: what is left over is no frame."""
        if self._unread and not self.noise:
            self.noise = bytes(self._unread[:PIECE])

    def _take(self, name: str, content: bytes) -> None:
        if name == "body":
            self.left -= len(content)
            self.body.write(content)
        elif name == "loaded":
            self.loaded = True
        elif name == "ready":
            self.ready = True
        elif name != "kind":
            self.last, self.content = name, content
