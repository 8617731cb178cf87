"""A data set that is kept between questions, and read again when its files change."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import DataError, Finding, shown
from ..loading import CLAIMS, SOURCES, find
from ..sources import Folder

if TYPE_CHECKING:
    from ..asking import Sources

_AGAIN = 0.2
"""Seconds after which files that do not load are read once more: one of two may be half saved."""
_SETTLED = 2.0
"""Seconds after which a file's time says whether it was written again since."""


class Data(NamedTuple):
    """One state of the data set: what is asked, and what it was made into for earlier questions."""

    sources: Folder
    made: dict[Any, Any]
    stale: str = ""
    """Why this is not what the files say now; empty where it is."""


class Kept:
    """The data set in a folder, as its files are now; where they do not load, as they last did."""

    def __init__(self, data: Path | None) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._last: Data | None = None
        self._seen: object = None
        self._settled = False
        self._digest = ""

    def now(self) -> Data:
        """The data set; read where its files are not as they were. Raises DataError if it never loaded."""
        with self._lock:
            folder = find(self._data)
            seen = _seen(folder)
            if self._last is not None and seen == self._seen:
                if self._settled:
                    return self._last
                if _digest(folder) == self._digest:
                    self._settled = _is_old(seen)
                    return self._last
            digest = _digest(folder)
            fresh = Folder(folder)
            if fresh.reading.dataset is None and self._last is not None:
                time.sleep(_AGAIN)
                seen, digest = _seen(folder), _digest(folder)
                fresh = Folder(folder)
            self._seen, self._digest, self._settled = seen, digest, _is_old(seen)
            try:
                fresh.evidence  # noqa: B018 - made here, not by whoever asks first
            except DataError as error:
                if self._last is None:
                    self._seen = None
                    raise
                self._last = self._last._replace(stale=stale(error.findings, folder))
                return self._last
            self._last = Data(fresh, {})
            return self._last


class Lent:
    """The states of a data set that another server keeps, as tools are asked of them."""

    def __init__(self, now: Callable[[], tuple[Sources, str]]) -> None:
        self._now = now
        self._state: Sources | None = None
        self._last: Data | None = None

    def now(self) -> Data:
        """The state now; what was made of it for tools goes when it goes."""
        state, why = self._now()
        if self._last is None or state is not self._state:
            folder = Folder(state.folder)
            folder.folder, folder.reading = state.folder, state.reading
            folder.dataset, folder.evidence = state.dataset, state.evidence
            self._state, self._last = state, Data(folder, {})
        return self._last._replace(stale=why)


def stale(findings: Sequence[Finding], folder: Path) -> str:
    """The sentence that says why an answer is not what the files say now."""
    first = findings[0] if findings else None
    said = f"{Path(first.file).name}:{first.line}:{first.column}: {first.message}" if first else "no reason"
    said = shown(said, 300).replace(str(folder), folder.name)
    return f"The files have changed and do not load ({said}). This is what they said before."


def _seen(folder: Path) -> tuple[object, ...]:
    found: list[tuple[int, ...] | None] = []
    for name in (CLAIMS, SOURCES):
        try:
            state = (folder / name).stat()
        except (OSError, ValueError):
            found.append(None)
        else:
            found.append((state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino))
    return (str(folder), *found)


def _is_old(seen: tuple[Any, ...]) -> bool:
    latest = max((max(each[:2]) for each in seen[1:] if each), default=0)
    return abs(time.time() - latest / 1e9) > _SETTLED


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for name in (CLAIMS, SOURCES):
        try:
            content = (folder / name).read_bytes()
        except (OSError, ValueError):
            content = b"\0"
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()
