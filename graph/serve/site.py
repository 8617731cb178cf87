"""The routes of the server, each a few lines over what answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from .. import __version__
from ..errors import ClaimgraphError, UnknownName, UsageError, shown
from ..hints import near
from ..questions import QUESTIONS
from ..views.as_json import as_json
from ..views.page.code import policy
from . import asked, events, sparql
from .faults import MethodError, NotAcceptable
from .given import given, pairs, reads_a_copy
from .negotiation import chosen
from .openapi import openapi
from .replies import etag, is_known, problem, reply, unchanged
from .resources import FORMS
from .settings import Settings
from .state import State

Result = TypeVar("Result")
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
_THREADS = 16
"""Answers that are made at once; there is one lock for all of them anyway."""


class Site:
    """What is served: the state of the data now, and how to answer from it; ``mounted`` are more routes."""

    def __init__(self, settings: Settings, state: State, mounted: Sequence[BaseRoute] = ()) -> None:
        self.settings, self.state, self.mounted = settings, state, mounted
        self._threads = CapacityLimiter(_THREADS)

    async def made(self, make: Callable[[], Result]) -> Result:
        """What ``make`` makes, in a thread, so that others are answered meanwhile."""
        return await to_thread.run_sync(make, limiter=self._threads, abandon_on_cancel=True)

    async def kept(
        self, request: Request, key: str, media_type: str, make: Callable[[], bytes], **headers: str
    ) -> Response:
        """The answer called ``key`` of this generation: known to the client, kept, or made now."""
        generation = self.state.now
        tag = etag(generation.name, key, media_type, str(self.settings.watch))
        if is_known(request, tag):
            return unchanged(tag)
        body = generation.bodies.get(key)
        if body is None:
            body = await self.made(lambda: generation.body(key, make))
        return reply(body, media_type, tag, **headers)

    # --- the routes

    async def explorer(self, request: Request) -> Response:
        """The page of ``claimgraph html``."""
        accepted(request, ["text/html"])
        generation = self.state.now
        script = events.script(generation.name) if self.settings.watch else None
        allowed = f"{policy(script)}; frame-ancestors 'none'"
        return await self.kept(
            request,
            "/",
            "text/html",
            lambda: asked.explorer(generation, script),
            content_security_policy=allowed,
        )

    async def questions(self, request: Request) -> Response:
        """What can be asked."""
        accepted(request, [asked.JSON])
        (question,) = (each for each in QUESTIONS if each.name == "questions")
        none_given(request)
        generation = self.state.now
        return await self.kept(request, "/api", asked.JSON, lambda: asked.answer(generation, question, {}))

    async def answer(self, request: Request) -> Response:
        """The answer to a question."""
        accepted(request, [asked.JSON])
        routed = asked.routed()
        name = request.path_params["name"]
        if name not in routed:
            close = near(name, routed)
            hint = f'did you mean "{close[0]}"?' if close else "/api/ says what can be asked"
            raise UnknownName("no question is called that", close, hint)
        question = routed[name]
        values = given(question, pairs(request.scope["query_string"]), self.settings.timeout)
        generation = self.state.now
        copy = await self.made(generation.copy) if reads_a_copy(question) else ""
        return await self.kept(
            request,
            asked.key_of(question, values, copy),
            asked.JSON,
            lambda: asked.answer(generation, question, values),
        )

    async def openapi(self, request: Request) -> Response:
        """What can be asked, as OpenAPI."""
        accepted(request, [asked.JSON])
        return await self.kept(
            request, "/openapi.json", asked.JSON, lambda: as_json(openapi(QUESTIONS, __version__))
        )

    async def whole(self, request: Request) -> Response:
        """The whole data set."""
        forms = {form.media_type: form.name for form in asked.DATA}
        media_type = accepted(request, list(forms))
        generation = self.state.now
        return await self.kept(
            request, f"/data {media_type}", media_type, lambda: asked.whole(generation, forms[media_type])
        )

    async def healthz(self, request: Request) -> Response:
        """Which state the data are in."""
        accepted(request, [asked.JSON])
        return reply(as_json(self.state.health()), asked.JSON)

    async def resource(self, request: Request) -> Response:
        """A resource of the data."""
        path = raw_path(request)
        generation = self.state.now
        found, ending = generation.resources.find(path)
        links = {"link": found.links()}
        if not ending:
            wanted = found.ending(request.headers.get("accept"))
            if wanted is None:
                raise NotAcceptable(f"it comes as {', '.join(FORMS[each] for each in found.endings)}")
            if wanted == "":
                return see_other(f"/#{found.id}", links)
            if wanted != ".json":
                return see_other(f"{found.path}{wanted}", links)
            ending = ".json"
        elif ending not in found.endings:
            raise NotAcceptable(f"nothing shows a {found.kind}", f"{found.path}.ttl has the triples about it")

        def make() -> bytes:
            if ending == ".json":
                return as_json(generation.resources.shown(found))
            return generation.resources.written(found, ending)

        return await self.kept(request, found.path + ending, FORMS[ending], make, **links)

    def routes(self) -> list[BaseRoute]:
        """All routes; a file of ``--rdf`` has the endpoint alone."""
        endpoint = sparql.Endpoint(self.settings, self.state, self.made)
        both: list[BaseRoute] = [
            route("/healthz", self.healthz),
            Route("/sparql", endpoint.asked, methods=["GET", "POST"]),
        ]
        if self.settings.rdf is not None:
            return both
        told = [route("/events", events.stream(self.state))] if self.settings.watch else []
        return [
            route("/", self.explorer),
            route("/api", self.questions),
            route("/api/{name}", self.answer),
            route("/openapi.json", self.openapi),
            route("/data", self.whole),
            *told,
            *both,
            *self.mounted,
            route("/{path:path}", self.resource),
        ]


def route(path: str, endpoint: Endpoint) -> Route:
    """A route that is only read from."""
    return Route(path, endpoint, methods=["GET"])


def raw_path(request: Request) -> str:
    """The path as it was sent, percent-encoded."""
    path: bytes = request.scope["raw_path"]
    return path.decode("ascii", "replace")


def none_given(request: Request) -> None:
    """Raise UsageError where a route without parameters is given one."""
    for name, _ in pairs(request.scope["query_string"]):
        raise UsageError(f'there is no parameter "{shown(name)}" here')


def accepted(request: Request, offers: Sequence[str]) -> str:
    """The one of ``offers`` that the client takes. Raises NotAcceptable."""
    wanted = chosen(request.headers.get("accept"), offers)
    if wanted is None:
        raise NotAcceptable(f"it comes as {', '.join(offers)}")
    return wanted


def see_other(address: str, headers: dict[str, str]) -> Response:
    """A redirection to another form of the same thing."""
    return RedirectResponse(address, 303, {**headers, "vary": "Accept", "cache-control": "no-cache"})


def application(site: Site) -> Starlette:
    """The routes as an ASGI application, in which an error is answered with its sentence."""

    async def wrong(request: Request, error: Exception) -> Response:
        assert isinstance(error, ClaimgraphError)
        return problem(error, request.headers.get("accept"))

    async def no_route(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        accept = request.headers.get("accept")
        if error.status_code == 405:
            allowed = dict(error.headers or {})
            return problem(MethodError(f"{request.method[:20]} is not answered here"), accept, allowed)
        return problem(UnknownName(f"there is nothing at {shown(raw_path(request))}"), accept)

    return Starlette(
        routes=site.routes(),
        exception_handlers={ClaimgraphError: wrong, HTTPException: no_route},
    )
