"""The files, followed: a save is served within a second, and what cannot be loaded is said."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

from ..errors import ClaimgraphError, DataError, Finding
from ..loading import CLAIMS, SOURCES
from .generation import Generation, digest, generation
from .state import Graphs, State

EVERY = 0.2
"""Seconds between two looks at the files."""
AGAIN = 0.2
"""Seconds after which files that cannot be loaded are read again: one of two may be saved so far."""
InThread: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]


class Watcher:
    """Follows the files of one data set."""

    def __init__(
        self, folder: Path, state: State, graphs: Callable[[Generation], Graphs], in_thread: InThread
    ) -> None:
        self.folder, self.state, self._graphs, self._in_thread = folder, state, graphs, in_thread
        self._seen: object = None
        self._name = state.now.name

    async def follow(self) -> None:
        """Look again and again."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Read the files anew, if they have changed."""
        seen = self._signature()
        if seen == self._seen:
            return
        self._seen = seen
        try:
            name = await self._in_thread(lambda: digest(self.folder))
        except ClaimgraphError as error:
            self._spoil(error)
            return
        if name == self._name and not self.state.stale:
            return
        self._name = name
        if name == self.state.now.name:
            self.state.mend()
            return
        try:
            made = await self._read()
        except ClaimgraphError as error:
            self._spoil(error)
            return
        self._name = made.name
        old = self.state.graphs.pool
        graphs = await self._in_thread(lambda: self._graphs(made))
        self.state.serve(made, graphs)
        old.close(finish=True)

    async def _read(self) -> Generation:
        try:
            return await self._in_thread(lambda: generation(self.folder))  # type: ignore[no-any-return]
        except ClaimgraphError:
            await asyncio.sleep(AGAIN)
            return await self._in_thread(lambda: generation(self.folder))  # type: ignore[no-any-return]

    def _spoil(self, error: ClaimgraphError) -> None:
        findings = error.findings if isinstance(error, DataError) else []
        said = Finding(str(self.folder), 1, 1, "error", error.code, error.message, error.hint)
        self.state.spoil(findings or [said._replace(message="the files cannot be read")])

    def _signature(self) -> object:
        found: list[tuple[int, int, int] | None] = []
        for name in (CLAIMS, SOURCES):
            try:
                status = (self.folder / name).stat()
                found.append((status.st_mtime_ns, status.st_size, status.st_ino))
            except OSError:
                found.append(None)
        return found
