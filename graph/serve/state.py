"""What is served now, and who is told when that changes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import Finding
from .asked import findings
from .faults import public

if TYPE_CHECKING:
    from ..querying.pool import Pool
    from .generation import Bodies, Generation


@dataclass(frozen=True)
class Graphs:
    """What ``/sparql`` asks: the triples of a generation, or of a file."""

    name: str
    pool: Pool
    bodies: Bodies
    root: str | None = None
    """What the IRIs of the data set's resources begin with; a file's are anybody's."""
    union: bool = True
    """Whether the default graph is the union of all."""
    example: str | None = None
    """The IRI of one of its resources."""


@dataclass
class State:
    """The last state of the data that could be loaded, and whether the files are in another."""

    graphs: Graphs
    generation: Generation | None
    """None where a file of RDF is served alone."""
    stale: bool = False
    wrong: list[Finding] = field(default_factory=list)
    """Why the files as they are now cannot be loaded."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def now(self) -> Generation:
        """The data. Raises RuntimeError where there are none."""
        if self.generation is None:
            raise RuntimeError("a file of RDF is no data set")
        return self.generation

    def serve(self, generation: Generation, graphs: Graphs) -> None:
        """From now on answer from ``generation``."""
        self.generation, self.graphs = generation, graphs
        self.mend()

    def mend(self) -> None:
        """The files are in the state that is served."""
        self.stale, self.wrong = False, []
        self.tell()

    def spoil(self, wrong: list[Finding]) -> None:
        """The files cannot be loaded: the last good state stays."""
        self.stale, self.wrong = True, wrong
        self.tell()

    def tell(self) -> None:
        """Wake who waits for news."""
        self._news.set()
        self._news = asyncio.Event()

    async def news(self) -> None:
        """Wait until something changes."""
        await self._news.wait()

    def _found(self) -> list[dict[str, Any]]:
        if self.stale:
            return [public(finding)._asdict() for finding in self.wrong]
        return findings(self.generation) if self.generation is not None else []

    def health(self) -> dict[str, Any]:
        """What ``/healthz`` says."""
        return {"generation": self.graphs.name, "stale": self.stale, "findings": len(self._found())}

    def said(self) -> dict[str, Any]:
        """What ``/events`` says: the same, with the findings themselves."""
        return {**self.health(), "findings": self._found()[:20]}
