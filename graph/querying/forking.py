"""Evaluate one query after the other over data that are loaded once, each in a fork of its own.

Run as ``child`` is, and with no more rights. It loads, tells ``loaded``, and then answers each request
in a fork, of which nothing survives: no memory, no processor time, no change to the data. The limits
of memory and descriptors are inherited; the limit of processor time is the fork's own. Request and
answer go through the two pipes that there are, so that one query runs at a time. When the fork is gone
this process tells ``ready``; a fork that did not end its own answer has left half a frame perhaps, and
this process ends as the fork did.
"""

import fcntl
import gc
import os
import signal
import sys

import child  # type: ignore[import-not-found]

NICE = 10


def heed_no_closing() -> None:
    """Undo what the fork did to the standard input that it shares with this process."""
    flags = fcntl.fcntl(0, fcntl.F_GETFL)
    fcntl.fcntl(0, fcntl.F_SETFL, flags & ~(os.O_ASYNC | os.O_NONBLOCK))


def evaluate(fields, store, own, seconds: int, size: int) -> None:  # type: ignore[no-untyped-def]
    """Answer in the fork, at a lower priority than whoever waits for small answers, and end."""
    code = 70
    try:
        child.die_with_parent()
        child.lower([("RLIMIT_CPU", seconds, seconds + 1)])
        os.nice(NICE)
        child.saying(child.answer, fields, store, own, size)
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)


def end_like(status: int) -> None:
    """End as the fork with that status did."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.waitstatus_to_exitcode(status) & 255)


def serve(seconds: int, size: int) -> None:
    """Load, then fork for each request, until standard input is closed."""
    fields = child.heard()
    own = child.own_iri(fields)
    store = child.loaded(fields)
    child.tell("loaded")
    fields.clear()
    gc.disable()
    while True:
        fields = child.heard()
        sys.stdout.flush()
        fork = os.fork()
        if not fork:
            evaluate(fields, store, own, seconds, size)
        _, status = os.waitpid(fork, 0)
        heed_no_closing()
        if status:
            end_like(status)
        child.tell("ready")


def main() -> None:
    """Import, give up, load, answer until nobody asks."""
    memory, seconds, size = map(int, sys.argv[-3:])
    child.give_up(memory, None)
    child.saying(serve, seconds, size)
