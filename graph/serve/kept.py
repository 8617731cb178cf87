"""A data set that is kept between questions, and read again when its files change."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..answers.watching import Sleep, Traces, settled, traces
from ..errors import ClaimgraphError, DataError, FileError, Finding, shown
from ..loading import CLAIMS, SOURCES, find
from .generation import Generation, digest, generation

AGAIN = 0.2
"""Seconds without a change after which files that do not load are read once more: of two that belong
together one may be saved so far."""
_OLD = 2.0
"""Seconds after which a file's time says whether it was written again since."""


class Data(NamedTuple):
    """One state of the data set, as tools are asked of it."""

    sources: Generation
    stale: str = ""
    """Why this is not what the files say now; empty where it is."""


class Kept:
    """The data set in a folder, as its files are now; where they do not load, as they last did."""

    def __init__(
        self, data: Path | None, last: Generation | None = None, *, sleep: Sleep = time.sleep
    ) -> None:
        self.last = last
        self.wrong: ClaimgraphError | None = None
        """Why the files as they are now do not load."""
        self._data, self._sleep = data, sleep
        self._lock = threading.Lock()
        self._seen: tuple[Path, Traces] | None = None
        self._name = ""
        self._settled = False

    def now(self) -> Data:
        """The data set, read where its files are not as they were. Raises DataError if it never loaded."""
        with self._lock:
            self._look()
            assert self.last is not None
            return Data(self.last, stale(self.findings, self.last.folder) if self.wrong else "")

    def look(self) -> bool:
        """Read the files where they are not as they were; whether anything is new. Raises as ``now``."""
        with self._lock:
            return self._look()

    @property
    def findings(self) -> Sequence[Finding]:
        """What is wrong with the files as they are now."""
        if self.wrong is None or isinstance(self.wrong, DataError):
            return self.wrong.findings if self.wrong else ()
        code, hint = self.wrong.code, self.wrong.hint
        return [Finding(str(find(self._data)), 1, 1, "error", code, "the files cannot be read", hint)]

    def _look(self) -> bool:
        if not self._changed():
            return False
        try:
            return self._read()
        except ClaimgraphError as error:
            if self.last is None:
                self._seen = None
                raise
            wrong = error
        settled(_files(find(self._data)), self._sleep, AGAIN)
        if self._changed():
            try:
                return self._read()
            except ClaimgraphError as error:
                wrong = error
        self.wrong = wrong
        return True

    def _changed(self) -> bool:
        """Whether the files are in another state than when they were last looked at."""
        folder = find(self._data)
        seen = folder, traces(_files(folder))
        if seen == self._seen and self._settled:
            return False
        try:
            name = digest(folder)
        except FileError:
            name = ""
        before = self._seen and self._seen[0], self._name
        self._seen, self._name, self._settled = seen, name, _is_old(seen[1])
        return before != (folder, name)

    def _read(self) -> bool:
        """Take the state that the files are in. Raises DataError, FileError."""
        folder = find(self._data)
        if self.last is not None and (folder, self._name) == (self.last.folder, self.last.name):
            before, self.wrong = self.wrong, None
            return before is not None
        self.last, self.wrong = generation(folder), None
        self._name = self.last.name
        return True


def stale(findings: Sequence[Finding], folder: Path) -> str:
    """The sentence that says why an answer is not what the files say now."""
    first = findings[0] if findings else None
    said = f"{Path(first.file).name}:{first.line}:{first.column}: {first.message}" if first else "no reason"
    said = shown(said, 300).replace(str(folder), folder.name)
    return f"The files have changed and do not load ({said}). This is what they said before."


def _files(folder: Path) -> list[Path]:
    return [folder / CLAIMS, folder / SOURCES]


def _is_old(seen: Traces) -> bool:
    latest = max((max(each.written, each.changed) for each in seen if each), default=0)
    return abs(time.time() - latest / 1e9) > _OLD
