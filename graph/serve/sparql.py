"""``/sparql``: the SPARQL 1.1 Protocol for queries; nothing is ever changed by it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeAlias

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ..errors import UsageError, shown
from ..querying.guard import Examined, examine, examine_graph
from ..querying.pool import Pending
from ..querying.wire import Graphs as Named
from .description import FORMATS, description
from .faults import Forbidden, MediaTypeError, NotAcceptable, TooLarge
from .given import pairs
from .negotiation import chosen
from .query_page import page, policy
from .replies import etag, is_known, reply, unchanged
from .settings import Settings
from .state import Graphs, State

InThread: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]
LARGEST = 1 << 20
"""Bytes of a body that are read."""
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_QUICK = 20_000
"""Letters of a query that are examined at once; for more another thread takes its time."""
_BY_CHANCE = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))
ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
}
TRUTH = {name: wire for name, wire in ROWS.items() if wire in ("json", "xml")}


class Asked(NamedTuple):
    """A request of the protocol: the query's text, if there is one, and the graphs that it names."""

    query: str | None
    graphs: Named


class Endpoint:
    """The endpoint over the graphs that ``state`` has now."""

    def __init__(self, settings: Settings, state: State, in_thread: InThread) -> None:
        self.settings, self.state, self._in_thread = settings, state, in_thread

    async def asked(self, request: Request) -> Response:
        """Answer one request."""
        wanted = await read(request)
        if wanted.query is None:
            if request.method == "POST":
                raise UsageError("there is no query", "send it as query=…, or as application/sparql-query")
            return await self._no_query(request)
        text = wanted.query
        if len(text) > _QUICK:
            examined = await self._in_thread(lambda: examine(text))
        else:
            examined = examine(text)
        for kind, iri in wanted.graphs:
            examine_graph(kind, iri)
        return await self._answer(request, examined, wanted.graphs)

    async def _answer(self, request: Request, examined: Examined, named: Named) -> Response:
        offers = {"select": ROWS, "ask": TRUTH}.get(examined.form, FORMATS)
        media_type = chosen(request.headers.get("accept"), list(offers))
        if media_type is None:
            raise NotAcceptable(f"{examined.form.upper()} comes as {', '.join(offers)}")
        graphs, base = self.state.graphs, address(request)
        tag = None
        if request.method != "POST" and not any(t.keyword in _BY_CHANCE for t in examined.tokens):
            tag = etag(graphs.name, "/sparql", examined.text, base, repr(named), media_type)
            if is_known(request, tag):
                return unchanged(tag)
        pending = graphs.pool.pending(examined, offers[media_type], base=base, graphs=named)
        result = await self._whole(request, graphs, pending)
        return reply(result.body, media_type, tag)

    async def _whole(self, request: Request, graphs: Graphs, pending: Pending) -> Any:
        """The whole answer; the query ends when the client goes away."""
        answer = asyncio.wrap_future(pending.future)
        gone = asyncio.ensure_future(left(request))
        try:
            both: set[asyncio.Future[Any]] = {answer, gone}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                raise ClientDisconnect
            return answer.result()
        finally:
            gone.cancel()
            if not answer.done():
                answer.cancel()  # else what becomes of the query is told to nobody, at length
                graphs.pool.give_up(pending)

    async def _no_query(self, request: Request) -> Response:
        media_type = chosen(request.headers.get("accept"), [*FORMATS, "text/html"])
        if media_type is None:
            raise NotAcceptable(f"the endpoint describes itself as {', '.join(FORMATS)}, and has a page")
        graphs, base = self.state.graphs, address(request)
        key = f"/sparql {media_type} {base}"
        tag = etag(graphs.name, key)
        if is_known(request, tag):
            return unchanged(tag)
        body = graphs.bodies.get(key)
        if body is None:
            if media_type == "text/html":
                generation = self.state.generation
                dataset = generation.dataset if generation is not None else None
                body = await self._in_thread(lambda: page(dataset, graphs.root))
            else:
                body = await self._in_thread(lambda: description(graphs, base, FORMATS[media_type]))
            graphs.bodies.keep(key, body)
        more = {"content_security_policy": policy()} if media_type == "text/html" else {}
        return reply(body, media_type, tag, **more)


async def left(request: Request) -> None:
    """Wait until the client is gone."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


def address(request: Request) -> str:
    """The endpoint's own address, as the client called it: the base of a query's relative IRIs."""
    return f"{request.scope['scheme']}://{request.headers['host']}/sparql"


async def read(request: Request) -> Asked:
    """What is asked. Raises UsageError, Forbidden, MediaTypeError, TooLarge."""
    url = pairs(request.scope["query_string"])
    body: list[tuple[str, str]] = []
    direct: list[str] = []
    if request.method == "POST":
        kind = media_type(request.headers.get("content-type", ""))
        if kind == _UPDATE:
            raise no_update()
        if kind not in (_FORM, _QUERY):
            raise MediaTypeError(f"a query comes as {_QUERY} or {_FORM}")
        text = utf_8(await content(request))
        if kind == _FORM:
            body = pairs(text)
        else:
            direct = [text]
    if any(name == "update" for name, _ in url + body):
        raise no_update()
    queries = [value for name, value in url + body if name == "query"] + direct
    if len(queries) > 1:
        raise UsageError("there is more than one query", "send one, in one place")
    graphs = [
        ("from" if name == "default-graph-uri" else "named", value)
        for name, value in url + body
        if name in ("default-graph-uri", "named-graph-uri")
    ]
    return Asked(queries[0] if queries else None, graphs)


def no_update() -> Forbidden:
    """The sentence that an update gets."""
    return Forbidden("an update is refused: the data are only read")


def media_type(header: str) -> str:
    """The media type of a Content-Type, its charset looked at. Raises MediaTypeError."""
    kind, *parameters = (part.strip() for part in header.lower().split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8"):
            raise MediaTypeError(f"only UTF-8 is read, not {shown(value)}")
    return kind


def utf_8(content: bytes) -> str:
    """``content`` as text. Raises MediaTypeError."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MediaTypeError("only UTF-8 is read, and the body is not") from error


async def content(request: Request) -> bytes:
    """The body. Raises TooLarge before it is held."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > LARGEST:
            raise TooLarge(f"a body of more than {LARGEST >> 20} MiB is not read")
        pieces.append(piece)
    return b"".join(pieces)
