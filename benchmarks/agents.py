"""The tools for agents beside the bare SDK: the same talk over pipes, and the time until it begins.

An empty tool of the SDK, served the same way, is the floor of a call; ``import mcp.server`` that of
the start. Calls of the two servers alternate, so that a machine that slows down slows both.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import Any

from claimgraph.loading import BUNDLED, load

BARE = """
import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
TOOL = {"name": "supports", "description": "", "inputSchema": {"type": "object"}}
async def listed(ctx, params):
    return {"tools": [TOOL], "resultType": "complete", "ttlMs": 0, "cacheScope": "public"}
async def called(ctx, params):
    return {"content": [{"type": "text", "text": ""}], "resultType": "complete"}
server = Server("bare", on_list_tools=listed, on_call_tool=called)
async def main():
    async with stdio_server() as streams:
        await server.run(*streams, server.create_initialization_options())
anyio.run(main)
"""
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}
OURS = [sys.executable, "-m", "claimgraph", "mcp", "--data", str(BUNDLED)]


class Talk:
    """A server in a process of its own, and a client that writes lines to it."""

    def __init__(self, command: list[str]) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.last = 0

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.last += 1
        line = json.dumps({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params})
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["result"]

    def call(self, name: str, arguments: dict[str, Any]) -> float:
        start = time.perf_counter()
        self.ask("tools/call", {"name": name, "arguments": arguments})
        return time.perf_counter() - start

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def until_the_handshake(runs: int) -> tuple[float, float]:
    """Seconds to the answer to ``initialize``, and of a process that imports the SDK."""
    pairs = []
    for _ in range(runs):
        start = time.perf_counter()
        talk = Talk(OURS)
        talk.ask("initialize", HELLO)
        mine = time.perf_counter() - start
        talk.end()
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import mcp.server"], check=True)
        pairs.append((mine, time.perf_counter() - start))
    ours, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
    return ours, floor


def calls(runs: int) -> list[tuple[str, float, float, float]]:
    """p50 and p95 of calls of ours, and p50 of an empty tool, each claim asked once, then again."""
    ours, bare = Talk(OURS), Talk([sys.executable, "-c", BARE])
    for talk in (ours, bare):
        talk.ask("initialize", HELLO)
        talk.call("supports", {"claim": "nato-safer-course"})
    dataset = load(BUNDLED)
    claims = list(dataset.claims.values())[:runs]
    rows = []
    for name, given in (
        ("supports", [{"claim": claim.id} for claim in claims]),
        ("show", [{"id": claim.id} for claim in claims]),
        ("check_sentence", [{"sentence": claim.text} for claim in claims]),
        ("weigh", [{"claim": claim.id} for claim in claims[: runs // 4]]),
    ):
        mine, again, floor = [], [], []
        for arguments in given:
            floor.append(bare.call(name, arguments))
            mine.append(ours.call(name, arguments))
            again.append(ours.call(name, arguments))
        for when, times in ((name, mine), (f"{name}, again", again)):
            tail = statistics.quantiles(times, n=20)[-1]
            rows.append((when, statistics.median(times), tail, statistics.median(floor)))
    ours.end()
    bare.end()
    return rows


def main(runs: int = 200) -> None:
    print(f"{'call':<24}{'p50 ms':>9}{'p95 ms':>9}{'empty ms':>10}{'ratio':>8}")
    for name, half, tail, floor in calls(runs):
        print(f"{name:<24}{half * 1e3:>9.2f}{tail * 1e3:>9.2f}{floor * 1e3:>10.2f}{half / floor:>8.2f}")
    ours, floor = until_the_handshake(max(3, runs // 40))
    print(f"handshake {ours:.2f} s, import mcp.server {floor:.2f} s: {ours / floor:.2f}, at most 1.3")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
