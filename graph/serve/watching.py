"""The files, followed: a save is served within a second, and what cannot be loaded is said."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from .generation import Generation
from .kept import Kept
from .state import Graphs, State

EVERY = 0.2
"""Seconds between two looks at the files."""
InThread: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]


class Watcher:
    """Brings ``state`` to what the files of ``kept`` say."""

    def __init__(
        self, kept: Kept, state: State, graphs: Callable[[Generation], Graphs], in_thread: InThread
    ) -> None:
        self.kept, self.state, self._graphs, self._in_thread = kept, state, graphs, in_thread

    async def follow(self) -> None:
        """Look again and again."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Serve what is new, if something is."""
        if not await self._in_thread(self.kept.look):
            return
        made = self.kept.last
        if self.kept.wrong is not None:
            self.state.spoil(list(self.kept.findings))
        elif made is None or made is self.state.generation:
            self.state.mend()
        else:
            old = self.state.graphs.pool
            graphs = await self._in_thread(lambda: self._graphs(made))
            self.state.serve(made, graphs)
            old.close(finish=True)
