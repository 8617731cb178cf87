"""Connections, each held to its deadlines: uvicorn's protocol has none before an answer begins.

A silent client, one that stops inside a header or a body, one that reads nothing: each holds a
connection, and there are only so many. A sweep looks at all of them every second or so.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any, NamedTuple

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..errors import ClaimgraphError, UsageError
from ..querying.pool import Busy
from ..views.as_json import as_json
from .door import LONGEST_TARGET
from .faults import TooLarge, body_of, status_of
from .replies import ALWAYS, POLICY

LONGEST_HEAD = LONGEST_TARGET + (32 << 10)
"""Bytes of an address and all headers; more are not read."""


class Deadlines(NamedTuple):
    """Seconds: to the end of the headers, to that of the body, between requests, of reading nothing."""

    head: float = 10.0
    body: float = 30.0
    idle: float = 5.0
    reader: float = 30.0
    sweep: float = 1.0
    connections: int = 256


class Protocol(H11Protocol):
    """One connection."""

    deadlines = Deadlines()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, if there is room for one more."""
        super().connection_made(transport)
        self.timeout_keep_alive = self.deadlines.idle  # type: ignore[assignment]
        self._waits, self._since = "head", monotonic()
        self._unread, self._progress = 0, self._since
        self._surplus = len(self.connections) > self.deadlines.connections
        if len(self.connections) > 2 * self.deadlines.connections:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take some bytes."""
        before = self.conn.their_state
        if self._surplus:
            self._refuse(Busy(f"{self.deadlines.connections} clients are connected already"))
            return
        super().data_received(data)
        now = self.conn.their_state
        if now is h11.SEND_BODY and before is not h11.SEND_BODY:
            self._wait_for("body")
        elif now is h11.IDLE and self.conn.trailing_data[0]:
            if self._waits != "head":
                self._wait_for("head")
        elif now is not h11.SEND_BODY:
            self._wait_for("")

    def on_response_complete(self) -> None:
        """An answer is sent; the next request may come."""
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            self._wait_for("head")

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with what is no request of HTTP."""
        beginning = self.conn.trailing_data[0]
        if len(beginning.split(b"\n", 1)[0]) > LONGEST_TARGET:
            limit = f"an address of more than {LONGEST_TARGET >> 10} KiB is not read"
            self._refuse(TooLarge(limit, target=True))
        else:
            self._refuse(UsageError("that is no request of HTTP/1.1"))

    def sweep(self, now: float) -> None:
        """Drop the connection if a deadline is past."""
        limits = {"head": self.deadlines.head, "body": self.deadlines.body}
        if self._waits in limits and now - self._since > limits[self._waits]:
            self.transport.abort()
            return
        unread = self.transport.get_write_buffer_size()
        if unread == 0 or unread < self._unread:
            self._progress = now
        self._unread = unread
        if now - self._progress > self.deadlines.reader:
            self.transport.abort()

    def _wait_for(self, what: str) -> None:
        self._waits, self._since = what, monotonic()

    def _refuse(self, error: ClaimgraphError) -> None:
        """Answer without the application, and close."""
        if self.transport.is_closing():
            return
        body = as_json(body_of(error))
        headers = {
            **ALWAYS,
            "content-security-policy": POLICY,
            "content-type": "application/json",
            "content-length": str(len(body)),
            "cache-control": "no-store",
            "connection": "close",
            **({"retry-after": "1"} if isinstance(error, Busy) else {}),
        }
        lines = [f"HTTP/1.1 {status_of(error)} ", *(f"{name}: {value}" for name, value in headers.items())]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.transport.close()


async def sweep(connections: set[Any], every: float) -> None:
    """Look at all connections again and again."""
    while True:
        await asyncio.sleep(every)
        now = monotonic()
        for connection in list(connections):
            connection.sweep(now)
