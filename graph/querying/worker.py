"""One process that has loaded the data and forks for each query (``forking``), and how it is asked."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
from collections.abc import Callable
from time import monotonic

from ..errors import LimitError
from .guard import examine
from .rdf_files import RdfFile
from .verdict import no_answer
from .wire import PIECE, Frames, Reply, data_frames, start, written

_SLICE = 0.05
"""Seconds between two looks at whether a query has had its time."""
_LOADING = 120.0
_SETTLING = 5.0


class Ended(Exception):
    """The process is gone, or was ended; the arguments are a sentence and perhaps a hint."""


class Worker:
    """A process of the pool; its forks are in its process group, and are killed with it.

    All its reading and writing has an end: ``over`` is called every few moments, and what it raises
    ends the process.
    """

    def __init__(self, memory: int, seconds: int, size: int) -> None:
        self.memory, self.size = memory, size
        self._process = start("forking", memory=memory, seconds=seconds, size=size)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)
        self._reply = Reply(size)
        self.alive = True

    def load(self, data: str | RdfFile) -> None:
        """Give it the data, once. Raises FileError, LimitError where they cannot be loaded."""
        until = monotonic() + _LOADING

        def over() -> None:
            if monotonic() > until:
                raise LimitError(f"the data were not loaded within {_LOADING:g} s")

        self._send(written(data_frames(data)), over)
        reply = self._reply
        self._read(over, lambda: reply.loaded or reply.last is not None)
        if not reply.loaded:
            examined = examine("ASK {}")
            no_answer(reply, examined, data, {}, self.ended(), memory=self.memory, size=self.size)

    def answer(self, frames: Frames, over: Callable[[], None]) -> Reply:
        """What it says to the request; the process is gone if that has no end. Raises what ``over`` does."""
        reply = self._reply = Reply(self.size)
        reply.loaded = True
        self._send(written(frames), over)
        self._read(over, lambda: reply.last is not None)
        return reply

    def settle(self) -> None:
        """Wait until the fork that has answered is gone."""
        until = monotonic() + _SETTLING

        def over() -> None:
            if monotonic() > until:
                raise Ended("the fork does not end")

        with contextlib.suppress(Ended):
            self._read(over, lambda: self._reply.ready)

    def ended(self) -> int | None:
        """The exit code, once it has been asked for in vain; a signal's number is negative."""
        try:
            return self._process.wait(_SETTLING)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.wait()

    def kill(self) -> None:
        """End the process and its fork, whatever they do."""
        self.alive = False
        with contextlib.suppress(OSError):
            # Not waited for yet, so that its number is still its own.
            if self._process.returncode is None:
                os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """The same, and nothing of it is left."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        self._process.wait()

    def _send(self, request: bytes, over: Callable[[], None]) -> None:
        unsent = memoryview(request)
        while unsent:
            self._wait(self._in, select.POLLOUT, over)
            try:
                unsent = unsent[os.write(self._in, unsent[:PIECE]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                return  # it is gone; what it said, or how it ended, tells why

    def _read(self, over: Callable[[], None], enough: Callable[[], bool]) -> None:
        while not enough():
            self._wait(self._out, select.POLLIN, over)
            try:
                piece = os.read(self._out, PIECE)
            except BlockingIOError:
                continue
            if not piece:
                self._reply.close()
                self.alive = False
                return
            self._reply.feed(piece)

    def _wait(self, descriptor: int, event: int, over: Callable[[], None]) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        try:
            while not poll.poll(_SLICE * 1000):
                over()
        except BaseException:
            self.kill()
            raise
