"""The served site in this process, for what needs no socket: asked as an ASGI application."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from live import Answer

from claimgraph.loading import find
from claimgraph.querying.pool import Pool
from claimgraph.rdf import nquads, prefixes
from claimgraph.serve.admission import Admission
from claimgraph.serve.door import Door
from claimgraph.serve.generation import generation
from claimgraph.serve.settings import Settings
from claimgraph.serve.site import Site, application
from claimgraph.serve.state import Graphs, State


class Here:
    """A site over a folder; its SPARQL needs ``workers``."""

    def __init__(self, folder: Path | None = None, workers: int = 0, **settings: Any) -> None:
        self.settings = Settings(folder, **settings)
        made = generation(find(folder))
        self.dataset = made.dataset
        known = prefixes(made.dataset)
        said = nquads(made.dataset) if workers else ""
        pool = Pool(said, prefixes=known, workers=workers)
        self.state = State(Graphs(made.name, pool, made.bodies, known["this"]), made)
        self.site = Site(self.settings, self.state)
        self.port = 8321
        self.door = Door(application(self.site), Admission(self.settings, self.port), self.state)

    def answered(
        self,
        target: str,
        method: str = "GET",
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Answer of the application to one request."""
        return asyncio.run(self._answered(target, method, body, headers or {}))

    async def _answered(self, target: str, method: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        from urllib.parse import unquote

        path, _, query = target.partition("?")
        named = {"host": f"127.0.0.1:{self.port}", **{name.lower(): each for name, each in headers.items()}}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in named.items()],
        }
        said: list[Any] = []
        asked = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Any:
            if asked:
                return asked.pop()
            await asyncio.sleep(3600)
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            said.append(message)

        await self.door(scope, receive, send)
        found = {name.decode(): value.decode("latin-1") for name, value in said[0]["headers"]}
        return Answer(said[0]["status"], found, b"".join(each.get("body", b"") for each in said[1:]))


_HERE: list[Here] = []


def answered(target: str, **more: Any) -> Answer:
    """The answer of a site over the bundled paper."""
    if not _HERE:
        _HERE.append(Here(Path(__file__).parent.parent / "data"))
    return _HERE[0].answered(target, **more)
