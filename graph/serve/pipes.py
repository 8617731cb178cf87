"""The two streams of a program that talks over its standard input and output.

Who writes a question and closes the pipe wants the answer: the end of the input is passed on only
when all that was asked is answered, or nobody reads any more.
"""

from __future__ import annotations

from typing import Any

import anyio

_LONGEST = 60.0
"""Seconds that an answer may take after the input has ended."""


class Pipes:
    """Counts what is asked and what is answered."""

    def __init__(self, reads: Any, writes: Any) -> None:
        self.reads = _Reads(reads, self)
        self.writes = _Writes(writes, self)
        self.open: set[Any] = set()
        self.settled = anyio.Event()

    def asked(self, message: Any) -> None:
        """Note what came in: a request is open until it is answered, or called off."""
        request = getattr(message, "id", None)
        method = getattr(message, "method", None)
        if method and request is not None:
            self.open.add(request)
        elif method == "notifications/cancelled":
            self.closed((getattr(message, "params", None) or {}).get("requestId"))

    def closed(self, request: Any) -> None:
        """Note that ``request`` is answered."""
        self.open.discard(request)
        if not self.open:
            self.settled.set()
            self.settled = anyio.Event()

    async def drained(self) -> None:
        """Wait until nothing is open."""
        with anyio.move_on_after(_LONGEST):
            while self.open:
                await self.settled.wait()


class _Reads:
    def __init__(self, inner: Any, pipes: Pipes) -> None:
        self._inner, self._pipes = inner, pipes

    @property
    def last_context(self) -> Any:
        return getattr(self._inner, "last_context", None)

    async def receive(self) -> Any:
        try:
            item = await self._inner.receive()
        except anyio.EndOfStream:
            await self._pipes.drained()
            raise
        self._pipes.asked(getattr(item, "message", None))
        return item

    async def aclose(self) -> None:
        await self._inner.aclose()

    def __aiter__(self) -> _Reads:
        return self

    async def __anext__(self) -> Any:
        try:
            return await self.receive()
        except anyio.EndOfStream:
            raise StopAsyncIteration from None

    async def __aenter__(self) -> _Reads:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


class _Writes:
    def __init__(self, inner: Any, pipes: Pipes) -> None:
        self._inner, self._pipes = inner, pipes

    async def send(self, item: Any) -> None:
        message = item.message
        try:
            await self._inner.send(item)
        finally:
            if not getattr(message, "method", None):
                self._pipes.closed(getattr(message, "id", None))

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def __aenter__(self) -> _Writes:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
