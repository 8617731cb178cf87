"""Calls side by side in processes of their own, which need nothing of the program that asks for them.

What ``multiprocessing`` starts imports the main module again, so that a script without
``if __name__ == "__main__":`` would start over in each process. These are started by the path of this
module alone, and take what to call by its name.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import islice
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 64
"""Calls that are made, or wait to be, for each process: what comes of them is not kept by the thousand."""
_PROGRAM = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that asks, which ends this one
sys.path[:] = sys.argv[1:]
from {__name__} import answer
answer()
"""


class Ended(Exception):
    """The process that made a call was ended."""


def side_by_side(call: Callable[[T], R], things: Sequence[T], count: int) -> Iterator[R | Ended]:
    """What ``call`` gives for each of ``things``, in their order, by ``count`` processes at once.

    ``call`` is a function of a module. Where a process is ended, that call alone gives Ended, and
    another process goes on.
    """
    with ExitStack() as held:
        idle: SimpleQueue[_Worker] = SimpleQueue()
        for _ in range(count):
            worker = _Worker()
            held.callback(worker.close)
            idle.put(worker)

        def ask(thing: T) -> R | Ended:
            worker = idle.get()
            try:
                return worker.ask(call, thing)  # type: ignore[no-any-return]
            finally:
                idle.put(worker)

        pool = held.enter_context(ThreadPoolExecutor(count))
        held.callback(pool.shutdown, cancel_futures=True)
        rest = iter(things)
        ahead: list[Future[R | Ended]] = [pool.submit(ask, each) for each in islice(rest, _AHEAD * count)]
        while ahead:
            yield ahead.pop(0).result()
            ahead += [pool.submit(ask, each) for each in islice(rest, 1)]


class _Worker:
    """A process that makes one call after the other, and ends when nothing can follow."""

    def __init__(self) -> None:
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-c", _PROGRAM, *sys.path]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, call: Callable[[Any], Any], thing: Any) -> Any:
        """What ``call`` gives for ``thing``, or Ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump((call, thing), self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.close()
            self._process = self._started()
            return Ended()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        with suppress(OSError), self._process:  # what it was not told any more
            pass


def answer() -> None:
    """Make calls as they are asked for on standard input, until nobody can ask: the life of a worker."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a call prints is no answer
        while True:
            try:
                call, thing = pickle.load(sys.stdin.buffer)
                pickle.dump(call(thing), out)
                out.flush()
            except (EOFError, BrokenPipeError):
                os._exit(0)
