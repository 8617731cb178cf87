"""The server beside what anyone would write without it, asked over real sockets that stay open.

Answers are compared with a Starlette route that sends the same bytes from memory, in a process of its
own; SPARQL with a child process a query (what the command line does) and with pyoxigraph in this
process (what is unsafe). Clients are coroutines that keep their connection and take turns.

    python benchmarks/serve.py [--requests 300] [--long 0]

``--long 100000`` also asks so often and says how much memory the server has then.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from claimgraph.loading import load
from claimgraph.querying.asking import sparql
from claimgraph.rdf import nquads, prefixes

SMALL, MAIN = "abe-more-realist-than-nationalist", "nato-asia-eases-dilemma"
QUERY = "SELECT ?claim { ?claim cg:kind 'thesis' }"
HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
BARE = """
import sys, uvicorn
from pathlib import Path
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
bodies = {name: Path(sys.argv[1], name).read_bytes() for name in ("small", "main")}
def route(name):
    async def send(request):
        return Response(bodies[name], media_type="application/json")
    return Route(f"/{name}", send)
class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print("http://127.0.0.1:%d/" % self.servers[0].sockets[0].getsockname()[1], flush=True)
app = Starlette(routes=[route("small"), route("main")])
Server(uvicorn.Config(app, port=0, log_level="critical", http="h11")).run()
"""


@contextmanager
def running(*command: str) -> Iterator[tuple[str, int]]:
    """A server, its address and process id."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process.pid
    finally:
        process.terminate()
        process.wait()


class Client:
    """A connection that stays open."""

    def __init__(self, url: str) -> None:
        self.host, self.port = urlsplit(url).hostname, urlsplit(url).port
        self.reader: asyncio.StreamReader | None = None

    async def ask(self, target: str) -> tuple[int, bytes]:
        if self.reader is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        self.writer.write(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        return int(head[9:12]), await self.reader.readexactly(length)


def asked(
    url: str, targets: Callable[[], str], clients: int, requests: int, hostile: str | None = None
) -> tuple[list[float], float, int]:
    """Seconds of each answer, seconds in all, and how many were no good ones though they should be.

    With each hundredth request ``hostile`` is sent by a client of its own, for whose answer nobody waits:
    else all clients would soon wait for one, and there would be no crowd.
    """
    times: list[float] = []
    failed = 0
    beside: list[asyncio.Task[object]] = []

    async def one(count: int) -> None:
        nonlocal failed
        client = Client(url)
        for _ in range(count):
            if hostile and random.random() < 0.01:
                beside.append(asyncio.create_task(Client(url).ask(hostile)))
            target = targets()
            started = perf_counter()
            status, _ = await client.ask(target)
            times.append(perf_counter() - started)
            failed += status != 200

    async def all_of_them() -> None:
        await asyncio.gather(*(one(max(1, requests // clients)) for _ in range(clients)))
        for each in beside:
            each.cancel()
        await asyncio.gather(*beside, return_exceptions=True)

    started = perf_counter()
    asyncio.run(all_of_them())
    return times, perf_counter() - started, failed


def p(times: Sequence[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1] * 1000


def against(name: str, ours: tuple[str, str], theirs: tuple[str, str], requests: int) -> None:
    """The median of an answer beside that of the same bytes, in turns of fifty."""
    mine: list[float] = []
    other: list[float] = []
    for _ in range(max(1, requests // 50)):
        mine += asked(ours[0], lambda: ours[1], 1, 50)[0]
        other += asked(theirs[0], lambda: theirs[1], 1, 50)[0]
    a, b = median(mine) * 1000, median(other) * 1000
    print(f"{name:<52}{a:>9.2f}{b:>9.2f}{a / b:>8.2f}")


def query(text: str, **more: str) -> str:
    return f"/sparql?{urlencode({'query': text, **more})}"


def memory(pid: int) -> float:
    (line,) = (each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in each)
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--long", type=int, default=0)
    arguments = parser.parse_args()
    count = arguments.requests
    dataset = load()
    with (
        running("-m", "claimgraph", "serve", "--port", "0") as (url, pid),
        tempfile.TemporaryDirectory() as folder,
    ):
        targets = {name: f"/api/supports?claim={claim}" for name, claim in (("small", SMALL), ("main", MAIN))}
        firsts = {}
        for name, target in targets.items():
            started = perf_counter()
            _, body = asyncio.run(Client(url).ask(target))
            firsts[name] = (perf_counter() - started) * 1000
            Path(folder, name).write_bytes(body)
        print(f"{'p50, ms':<52}{'serve':>9}{'other':>9}{'ratio':>8}")
        with running("-c", BARE, folder) as (bare, _):
            for name, target in targets.items():
                what = f"/api/supports ({name}) : the same bytes from memory"
                against(what, (url, target), (bare, f"/{name}"), count)
        print(f"{'the first time, connection and all, ms':<52}{firsts['small']:>9.2f}{firsts['main']:>9.2f}")
        compare_queries(url, dataset, count)
        crowd(url, count)
        print(f"\n{'clients':<10}{'a second':>10}{'p50 ms':>9}{'p95':>9}{'p99':>9}")
        for target in (targets["small"], query(QUERY)):
            print(target.split("?")[0])
            for clients in (1, 8, 64):
                times, seconds, _ = asked(url, lambda target=target: target, clients, count * 2)
                shares = "".join(f"{p(times, percent):>9.1f}" for percent in (50, 95, 99))
                print(f"{clients:<10}{len(times) / seconds:>10.0f}{shares}")
        asked(url, lambda: random.choice([targets["small"], "/api/overview", query(QUERY)]), 8, 1000)
        before = memory(pid)
        print(f"\nmemory after 1,000 more requests: {before:.0f} MiB", end="")
        if arguments.long:
            asked(url, lambda: random.choice([targets["small"], "/api/overview"]), 8, arguments.long)
            print(f"; after {arguments.long:,}: {memory(pid):.0f} MiB, {memory(pid) / before:.2f} x", end="")
        print()


def compare_queries(url: str, dataset: object, count: int) -> None:
    """SPARQL beside a child process a query, and beside the engine in this process."""
    data = nquads(dataset, canonical=False)
    known = prefixes(dataset)
    store = ox.Store()
    store.bulk_load(data.encode(), format=ox.RdfFormat.N_QUADS)

    def in_process() -> object:
        answer = store.query(QUERY, prefixes=known, use_default_graph_as_union=True)
        return answer.serialize(format=ox.QueryResultsFormat.JSON)

    def timed(call: Callable[[], object], runs: int) -> list[float]:
        times = []
        for _ in range(runs):
            started = perf_counter()
            call()
            times.append(perf_counter() - started)
        return times

    # Another name of the graph each time, so that nothing is answered from memory.
    pooled = asked(url, lambda: query(QUERY, x=str(random.random())), 1, count)[0]
    child = timed(
        lambda: sparql(data, QUERY.replace("cg:", "<urn:x-claimgraph:vocab:").replace("kind", "kind>")), 10
    )
    inside = timed(in_process, count)
    a, b, c = (median(times) * 1000 for times in (pooled, child, inside))
    print(f"{'SPARQL : a child a query':<52}{a:>9.2f}{b:>9.2f}{a / b:>8.3f}")
    print(f"{'SPARQL : pyoxigraph in the server, unsafe':<52}{a:>9.2f}{c:>9.2f}{a / c:>8.1f}")
    times, seconds, _ = asked(url, lambda: query(QUERY), 8, count)
    rate, alone = len(times) / seconds, 1 / median(child)
    print(
        f"{'SPARQL a second, 8 clients : a child a query':<52}{rate:>9.0f}{alone:>9.0f}{rate / alone:>8.1f}"
    )


def crowd(url: str, count: int, rounds: int = 5) -> None:
    """64 clients, with and without one hostile query in a hundred, in turns."""
    hostile = query(HOSTILE)
    ratios: list[float] = []
    lost = failed = 0
    for _ in range(rounds):
        calm, _, without = asked(url, lambda: query(QUERY), 64, count * 4)
        crowded, _, beside = asked(url, lambda: query(QUERY), 64, count * 4, hostile)
        a, b = p(crowded, 95), p(calm, 95)
        ratios.append(a / b)
        lost, failed = lost + without, failed + beside
        print(f"{'64 clients, 1 % hostile, p95 of the good : without':<52}{a:>9.0f}{b:>9.0f}{a / b:>8.2f}")
    print(f"{'in the middle':<70}{median(ratios):>8.2f}")
    print(f"{'good ones that failed':<52}{failed:>9}{lost:>9}")


if __name__ == "__main__":
    main()
