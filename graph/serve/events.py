"""What changes, told to open pages as server-sent events; and the script by which they listen."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

if TYPE_CHECKING:
    from .state import State

_BREATH = 15.0
"""Seconds without news after which a line says that the server is still there."""
_SCRIPT = """\
(() => { "use strict";
const loaded = "GENERATION";
const box = document.createElement("pre");
box.setAttribute("role", "alert");
box.hidden = true;
Object.assign(box.style, { position: "fixed", inset: "auto 0 0 0", zIndex: 99, margin: 0, padding: ".6em 1em",
  maxHeight: "40vh", overflow: "auto", whiteSpace: "pre-wrap", font: "14px/1.4 monospace",
  background: "#7a1212", color: "#fff" });
box.tabIndex = 0;
document.body.append(box);
new EventSource("/events").onmessage = (event) => {
  const news = JSON.parse(event.data);
  if (news.generation !== loaded) { location.reload(); return; }
  const lines = ["The files cannot be loaded; this is how they were before."];
  for (const found of news.findings) {
    if (found.severity !== "error") continue;
    lines.push(`${found.file}:${found.line}:${found.column}: ${found.message}`);
    if (found.hint) lines.push(`    ${found.hint}`);
  }
  box.hidden = !news.stale;
  box.textContent = news.stale ? lines.join("\\n") : "";
};
})();"""


def script(generation: str) -> str:
    """What a page of ``generation`` runs: it loads itself anew when another is served, at the same place."""
    return _SCRIPT.replace("GENERATION", generation)


def stream(state: State) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that tells every change of ``state``, and first how things are."""

    async def events(request: Request) -> Response:
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        if request.method == "HEAD":
            return Response(None, 200, headers, "text/event-stream")
        return StreamingResponse(told(state), 200, headers, "text/event-stream")

    return events


async def told(state: State) -> AsyncIterator[bytes]:
    """The events, without end."""
    yield b"retry: 500\n\n"
    while True:
        news = asyncio.ensure_future(state.news())
        yield f"data: {json.dumps(state.said())}\n\n".encode()
        while not (await asyncio.wait({news}, timeout=_BREATH))[0]:
            yield b":\n\n"
