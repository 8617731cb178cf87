"""When the files of a folder have changed, and have been written to their end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

Sleep: TypeAlias = Callable[[float], None]
Traces: TypeAlias = tuple[tuple[int, int, int] | None, ...]
"""Of every file when it was written, how long it is and which it is; ``None`` where there is none."""

_BETWEEN = 0.2
"""Seconds between two looks, where nothing wakes us."""
_QUIET = 0.05
_LONGEST = 10
"""An editor writes a file in pieces, or takes it away before the new one is there: this many times
``_QUIET`` are waited at most until it is done."""


def traces(files: Sequence[Path]) -> Traces:
    """What tells without reading whether ``files`` have changed."""
    return tuple(map(_trace, files))


def _trace(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def settled(files: Sequence[Path], sleep: Sleep = time.sleep) -> Traces:
    """Wait until ``files`` are whole, as far as one can tell: unchanged for a moment, none of them gone.

    What stays empty or gone is so: half a second at most is waited.
    """
    before = traces(files)
    for _ in range(_LONGEST):
        sleep(_QUIET)
        now = traces(files)
        if now == before and all(found is not None and found[1] for found in now):
            break
        before = now
    return before


def looks(folder: Path, sleep: Sleep = time.sleep) -> Iterator[None]:
    """Times to look whether something in ``folder`` has changed, without end.

    The system says when, with the extra ``watch`` installed; a look every now and then is had in any
    case, since not every file system tells.
    """
    yield
    with suppress(ImportError, OSError, RuntimeError):  # not installed; no such folder; too many watches
        import watchfiles

        waiting = watchfiles.watch(
            folder,
            watch_filter=None,
            debounce=50,
            step=20,
            rust_timeout=500,
            yield_on_timeout=True,
            recursive=False,
        )
        for _ in waiting:
            yield
    while True:
        sleep(_BETWEEN)
        yield
