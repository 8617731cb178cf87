"""A real server for the tests: a process of its own, asked over real sockets."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import pytest

PATIENCE = 60.0
"""Seconds that a test waits for what is to come, on a machine with much else to do."""
on_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["error"]["code"])

    @property
    def text(self) -> str:
        return self.body.decode()


class Live:
    """A server that listens."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process, self.url = process, url
        self.port = int(url.rstrip("/").rpartition(":")[2])

    def ask(
        self,
        target: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        **parameters: Any,
    ) -> Answer:
        """Answer of the server to one request; the target is sent as it is."""
        if parameters:
            pairs = [
                (name, each)
                for name, value in parameters.items()
                for each in (value if isinstance(value, list) else [value])
            ]
            target = f"{target}?{urlencode(pairs)}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            sent = body.encode() if isinstance(body, str) else body
            connection.request(method, target, sent, dict(headers or {}))
            response = connection.getresponse()
            named = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, named, response.read())
        finally:
            connection.close()

    def query(self, query: str, accept: str | None = None, **parameters: Any) -> Answer:
        headers = {"Accept": accept} if accept else {}
        return self.ask("/sparql", headers=headers, query=query, **parameters)

    def raw(self, sent: bytes) -> bytes:
        """All that comes back for some bytes, until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as client:
            client.sendall(sent)
            return b"".join(iter(lambda: client.recv(65536), b""))

    def children(self) -> set[int]:
        return descendants(self.process.pid)

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def descendants(pid: int) -> set[int]:
    """The processes below one, as /proc has them."""
    found: set[int] = set()
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found |= {child} | descendants(child)
    except OSError:
        return found
    return found


def gone(pid: int) -> bool:
    """Whether a process ends while we wait."""

    def ended() -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        except (FileNotFoundError, ProcessLookupError):
            return True

    return eventually(ended)


def eventually(true: Any) -> bool:
    """Whether something comes true while we wait."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return False


def start(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Live:
    """Start ``claimgraph serve``, and wait until it says that it listens."""
    environment = {**os.environ, **(env or {})}
    environment.pop("CLAIMGRAPH_DATA", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "claimgraph", "serve", "--port", "0", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd="/",
    )
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
    line = process.stdout.readline() if ready else ""
    if not line.startswith("http"):
        process.kill()
        raise AssertionError((line, process.communicate()))
    return Live(process, line.strip())


@contextmanager
def live(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Iterator[Live]:
    """A server for as long as it is needed."""
    server = start(*arguments, env=env)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.terminate()
        try:
            server.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.communicate()


def resource(*parts: str) -> str:
    """The path of a resource."""
    return "/" + "/".join(quote(part, safe=".%") for part in parts)
