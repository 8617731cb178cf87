"""The door: every request is admitted or refused here, and every response gets its headers."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from ..errors import ClaimgraphError, UsageError
from .admission import Admission
from .faults import NoToken, TooLarge, out_of_bounds
from .given import pairs
from .replies import ALWAYS, POLICY, problem
from .state import State

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
LONGEST_TARGET = 64 << 10
_NO_PAGES = ("/api", "/data", "/events", "/healthz", "/mcp", "/openapi.json")
_METHODS = "GET, HEAD, POST"


class Internal(ClaimgraphError):
    """A fault of the program itself."""

    exit_code = 5
    code = "internal"


class Door:
    """An ASGI application before another: ``site``."""

    def __init__(self, site: App, admission: Admission, state: State, folder: str = "") -> None:
        self.site, self.admission, self.state, self.folder = site, admission, state, folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._dress(MutableHeaders(raw=message["headers"]), headers)
            await send(message)

        try:
            early = self._at_the_door(scope, headers)
            if early is not None:
                await early(scope, receive, sending)
            else:
                await self.site(scope, receive, sending)
        except ClientDisconnect:
            return
        except ClaimgraphError as error:
            await self._say(error, scope, receive, sending, started)
        except Exception as error:
            known = out_of_bounds(error)
            if known is None:
                _report(error)
            await self._say(known or Internal("the server failed at this"), scope, receive, sending, started)

    async def _say(
        self, error: ClaimgraphError, scope: Scope, receive: Receive, send: Send, started: bool
    ) -> None:
        if not started:
            accept = Headers(scope=scope).get("accept")
            await problem(error, accept, folder=self.folder)(scope, receive, send)

    def _at_the_door(self, scope: Scope, headers: Headers) -> Response | None:
        """What answers before any route does; nothing where a route is to answer. Raises ClaimgraphError."""
        path, query = scope["raw_path"], scope["query_string"]
        if len(path) + len(query) + 1 > LONGEST_TARGET:
            raise TooLarge(f"an address of more than {LONGEST_TARGET >> 10} KiB is not read", target=True)
        if len(path) > 1 and path.endswith(b"/"):
            scope["raw_path"] = path.rstrip(b"/") or b"/"
            scope["path"] = scope["path"].rstrip("/") or "/"
        method = scope["method"]
        refusal = self.admission.refusal(method, headers, page=_is_page(scope))
        if refusal is not None:
            raise refusal
        preflight = method == "OPTIONS" and headers.get("access-control-request-method")
        if preflight and self.admission.shared_with(headers.get("origin")) is not None:
            return _preflight(headers)
        if scope["path"] == "/" and self.admission.token is not None and query:
            signed = self._sign_in(query)
            if signed is not None:
                return signed
        unknown = self.admission.unknown(headers)
        if unknown is not None:
            raise unknown
        return None

    def _sign_in(self, query: bytes) -> Response | None:
        """What ``/?token=…`` gets: the cookie, and the address without it."""
        given = pairs(query)
        tokens = [value for name, value in given if name == "token"]
        if not tokens:
            return None
        if len(tokens) > 1 or not self.admission.is_token(tokens[0]):
            raise NoToken("that is not the token")
        rest = urlencode([(name, value) for name, value in given if name != "token"])
        headers = {"location": f"/?{rest}" if rest else "/", "set-cookie": self.admission.set_cookie()}
        return Response(None, 303, {**headers, "cache-control": "no-store"})

    def _dress(self, response: MutableHeaders, request: Headers) -> None:
        """Give a response what every one has."""
        for name, value in ALWAYS.items():
            response[name] = value
        response.setdefault("content-security-policy", POLICY)
        origin = self.admission.shared_with(request.get("origin"))
        if origin is not None:
            response["access-control-allow-origin"] = origin
            response["access-control-expose-headers"] = "ETag, Link, Retry-After, Claimgraph-Stale"
            response["cross-origin-resource-policy"] = "cross-origin"
        if self.admission.cors:
            response.add_vary_header("Origin")
        if self.state.stale:
            response["claimgraph-stale"] = "true"


def _is_page(scope: Scope) -> bool:
    path = scope["path"]
    if path == "/sparql":
        return not any(name == b"query" for name in _names(scope["query_string"]))
    return not any(path == each or path.startswith(f"{each}/") for each in _NO_PAGES)


def _names(query: bytes) -> list[bytes]:
    try:
        return [name.encode("utf-8", "replace") for name, _ in pairs(query)]
    except UsageError:
        return [b"query"]


def _preflight(headers: Headers) -> Response:
    asked = headers.get("access-control-request-headers", "")
    allowed = {"access-control-allow-methods": _METHODS, "access-control-max-age": "600"}
    if asked:
        allowed["access-control-allow-headers"] = "Accept, Authorization, Content-Type, If-None-Match"
    return Response(None, 204, allowed)


def _report(error: BaseException) -> None:
    """Say on standard error what failed: a fault of the program is for whoever runs it."""
    import traceback

    print("".join(traceback.format_exception(error)), file=sys.stderr, flush=True)
