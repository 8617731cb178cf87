"""Start, listen, say so, and end: with no process left behind."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import ExtraMissing, FileError
from ..loading import find
from ..querying.pool import Pool
from ..querying.rdf_files import rdf_file
from ..rdf import nquads, prefixes
from .generation import Bodies, Generation, generation
from .settings import Settings, is_loopback

if TYPE_CHECKING:
    from .agents import Door
    from .state import Graphs, State

_PATIENCE = 1.0
"""Seconds that answers have to be finished when the server is told to end."""
INTERRUPTED = 130


class Started(NamedTuple):
    """What is said when the server listens."""

    url: str
    pid: int


def serve(settings: Settings, listening: Callable[[Started], None]) -> int:
    """Serve until told to end, and give back the exit code; ``listening`` is called once, when it does.

    Raises DataError, FileError (a port in use, a file that is no RDF), ExtraMissing.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise ExtraMissing("the server needs the extra serve", "pip install 'claimgraph[serve]'") from error
    gc.enable()
    state = _state(settings)
    try:
        with listener(settings) as sock:
            return _run(settings, state, sock, listening)
    finally:
        state.graphs.pool.close()


def _state(settings: Settings) -> State:
    from .state import Graphs, State

    if settings.rdf is not None:
        file = rdf_file(settings.rdf)
        name = sha256(file.content + file.iri.encode()).hexdigest()
        pool = Pool(file, prefixes=prefixes(), workers=settings.workers, timeout=settings.timeout)
        pool.wait()
        return State(Graphs(name, pool, Bodies(), union=not _has_default_graph(pool, file.iri)), None)
    made = generation(find(settings.data))
    return State(graphs_of(made, settings), made)


def _has_default_graph(pool: Pool, iri: str) -> bool:
    from ..querying.guard import examine

    result = pool.ask(examine("ASK { ?s ?p ?o }"), "json", graphs=[("from", iri)]).result()
    return b"true" in result.body


def graphs_of(made: Generation, settings: Settings) -> Graphs:
    """What ``/sparql`` asks of a generation: its triples, in processes that have loaded them.

    Its resources are made meanwhile, not by requests that come at once.
    """
    from .state import Graphs

    dataset = made.dataset
    known = prefixes(dataset)
    said = nquads(dataset, canonical=False)
    pool = Pool(said, prefixes=known, workers=settings.workers, timeout=settings.timeout)
    made.resources  # noqa: B018
    pool.wait()
    example = next((f"{known['claim']}{name}" for name in dataset.claims if name.isascii()), None)
    return Graphs(made.name, pool, made.bodies, known["this"], example=example)


@contextlib.contextmanager
def listener(settings: Settings) -> Iterator[socket.socket]:
    """A socket at the address that was asked for. Raises FileError."""
    host, port = settings.host.strip("[]"), settings.port
    try:
        (family, kind, number, _, address), *_ = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        sock = socket.socket(family, kind, number)
    except OSError as error:
        raise FileError(f"{settings.host} is no address of this machine: {error.strerror}") from error
    with contextlib.closing(sock):
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(address)
            sock.listen(1024)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise FileError(
                f"port {port} of {settings.host} cannot be listened at: {reason}",
                "--port 0 takes a free one",
            ) from error
        sock.setblocking(False)
        yield sock


def _run(settings: Settings, state: State, sock: socket.socket, listening: Callable[[Started], None]) -> int:
    from starlette.routing import Route
    from uvicorn import Config, Server

    from . import door
    from .admission import Admission
    from .kept import Kept
    from .protocol import LONGEST_HEAD, Protocol, sweep
    from .site import Site, application
    from .watching import Watcher

    port = sock.getsockname()[1]
    tools = _tools(state) if settings.mcp else None
    mounted = [Route("/mcp", tools.app, methods=["GET", "POST", "DELETE"])] if tools else []
    site = Site(settings, state, mounted)
    folder = str(state.now.folder) if state.generation is not None else ""
    config = Config(
        door.Door(application(site), Admission(settings, port), state, folder),
        http=Protocol,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    ending: list[int] = []

    class Listening(Server):
        """The server, which says when it listens, and ends as it is told."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            listening(Started(address_of(settings, port), os.getpid()))

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    server = Listening(config)

    def end(number: int, _: Any) -> None:
        code = INTERRUPTED if number == signal.SIGINT else 0
        if ending:
            os._exit(ending[0])  # told twice
        ending.append(code)
        server.should_exit = True
        last = threading.Timer(_PATIENCE, _end_at_once, (state, code))
        last.daemon = True
        last.start()

    async def main() -> None:
        tasks = [asyncio.create_task(sweep(server.server_state.connections, Protocol.deadlines.sweep))]
        if settings.watch:
            kept = Kept(state.now.folder, state.now)
            watcher = Watcher(kept, state, lambda made: graphs_of(made, settings), site.made)
            tasks.append(asyncio.create_task(watcher.follow()))
        async with tools.running() if tools else contextlib.nullcontext():
            await server.serve([sock])
        for task in tasks:
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    import logging

    logging.getLogger("uvicorn").addHandler(logging.NullHandler())
    logging.getLogger("uvicorn").propagate = False
    asyncio.run(main())
    return ending[0] if ending else 0


def _tools(state: State) -> Door:
    """The tools for agents, over the state that is served. Raises ExtraMissing."""
    from .agents import door
    from .kept import Data, stale

    return door(lambda: Data(state.now, stale(state.wrong, state.now.folder) if state.stale else ""))


def _end_at_once(state: State, code: int) -> None:
    """End whatever is running."""
    state.graphs.pool.close(wait=False)
    sys.stdout.flush()
    os._exit(code)


def address_of(settings: Settings, port: int) -> str:
    """The URL of the server, for a browser on this machine where it listens everywhere."""
    host = settings.host.strip("[]")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def needs_token(settings: Settings) -> bool:
    """Whether others than this machine can reach the server."""
    return not is_loopback(settings.host)
