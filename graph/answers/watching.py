"""When the files of a folder have changed, and have been written to their end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

Sleep: TypeAlias = Callable[[float], None]


class Trace(NamedTuple):
    """What tells without reading whether a file is another: times are nanoseconds since 1970."""

    size: int
    written: int
    changed: int
    """When it, or what is known of it, was changed last: nobody can set that back."""
    which: int


Traces: TypeAlias = tuple[Trace | None, ...]
"""Of every file; ``None`` where there is none."""

_BETWEEN = 0.2
"""Seconds between two looks, where nothing wakes us."""
_QUIET = 0.05
"""Seconds without a change after which a file is taken for whole."""
_LONGEST = 0.5
"""An editor writes a file in pieces, or takes it away before the new one is there: so many seconds
are waited at most until it is done."""


def traces(files: Sequence[Path]) -> Traces:
    """What tells without reading whether ``files`` have changed."""
    return tuple(map(_trace, files))


def _trace(file: Path) -> Trace | None:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return Trace(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def settled(files: Sequence[Path], sleep: Sleep = time.sleep, quiet: float = _QUIET) -> Traces:
    """Wait until ``files`` are whole, as far as one can tell: unchanged for ``quiet`` seconds, none gone.

    What stays empty or gone is so: half a second at most is waited.
    """
    before = traces(files)
    for _ in range(int(_LONGEST / quiet)):
        sleep(quiet)
        now = traces(files)
        if now == before and all(found is not None and found.size for found in now):
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
