"""The server as a process: it says when it listens, ends as it is told, leaves nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from live import PATIENCE, Live, eventually, gone, live, on_linux, start

from claimgraph.serve.protocol import Deadlines, Protocol

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@contextlib.contextmanager
def asking(server: Live) -> Iterator[None]:
    """While a query runs that does not end."""
    threading.Thread(target=_quietly, args=(server,), daemon=True).start()
    assert eventually(lambda: len(server.children()) >= 3)  # two workers and a fork
    yield


def _quietly(server: Live) -> None:
    with contextlib.suppress(Exception):
        server.query(SLOW)


@on_linux
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_it_ends_as_it_is_told_whatever_runs_and_no_child_is_left(number: int, code: int) -> None:
    server = start("--workers", "2", "--timeout", "100")
    with asking(server):
        children = server.children()
        assert server.end(number) == code
        assert all(map(gone, children))
    out, said = server.process.communicate()
    assert out == ""
    assert "Traceback" not in said


def test_the_line_on_standard_output_is_the_address_or_json(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "claimgraph", "serve", "--port", "0", "--json", "--workers", "1"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    assert said["pid"] == process.pid
    port = int(said["url"].rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE):
        pass
    process.terminate()
    rest, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (0, "")


def test_a_port_in_use_is_named(claimgraph) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = claimgraph("serve", "--port", str(port), "--json")
    assert done.returncode == 5
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "file"
    assert str(port) in error["message"]


def test_data_that_do_not_load_are_said(claimgraph, folder) -> None:
    done = claimgraph("serve", "--data", folder("claims: [}"), "--port", "0", "--json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["error"]["findings"]
    done = claimgraph("serve", "--rdf", folder() / "claims.yaml", "--port", "0", "--json")
    assert done.returncode == 5


def test_a_store_is_not_served(claimgraph, tmp_path: Path) -> None:
    done = claimgraph("serve", "--store", tmp_path, "--port", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not of a store" in done.stderr


def test_a_server_collects_its_garbage() -> None:
    import gc

    from claimgraph.serve import running

    gc.disable()
    try:
        with pytest.raises(Exception, match="cannot be loaded"):
            running.serve(running.Settings(data=Path("/nonexistent")), lambda started: None)
        assert gc.isenabled()
    finally:
        gc.enable()


# --- deadlines, with small ones in this process


class Quick(Protocol):
    deadlines = Deadlines(head=0.3, body=0.3, idle=0.3, reader=0.5, sweep=0.05, connections=4)


async def _application(scope, receive, send) -> None:
    """Read the body, answer with a hundred bytes, or with much."""
    while (message := await receive()).get("more_body"):
        pass
    if message["type"] == "http.disconnect":
        return
    size = 30_000_000 if scope["path"] == "/much" else 100
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % size)]})
    await send({"type": "http.response.body", "body": b"x" * size})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    from uvicorn import Config, Server

    from claimgraph.serve.protocol import LONGEST_HEAD, sweep

    config = Config(
        _application,
        http=Quick,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    sock = socket.create_server(("127.0.0.1", 0))
    server = Server(config)

    async def main() -> None:
        task = asyncio.create_task(sweep(server.server_state.connections, Quick.deadlines.sweep))
        await server.serve([sock])
        task.cancel()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    eventually(lambda: server.started)
    yield sock.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE)


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def rest(client: socket.socket) -> bytes:
    """Everything until the server closes."""
    pieces = []
    with contextlib.suppress(ConnectionResetError):
        while piece := client.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
    ],
)
def test_who_stops_in_the_middle_is_dropped(port: int, sent: bytes) -> None:
    with connected(port) as client:
        client.sendall(sent)
        assert rest(client) == b""


def test_who_says_nothing_after_an_answer_is_dropped_and_may_ask_again_before(port: int) -> None:
    with connected(port) as client:
        for _ in range(3):
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            found = b""
            while not found.endswith(b"x" * 100):
                found += client.recv(65536)
            assert found.startswith(b"HTTP/1.1 200")
        assert rest(client) == b""


def test_who_stops_inside_the_next_header_is_dropped(port: int) -> None:
    with connected(port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHo")
        assert rest(client).count(b"HTTP/1.1 200") == 1


def test_who_reads_nothing_is_dropped_and_who_reads_slowly_is_not(port: int) -> None:
    with connected(port) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        client.sendall(b"GET /much HTTP/1.1\r\nHost: x\r\n\r\n")
        threading.Event().wait(2.0)
        assert len(rest(client)) < 30_000_000
    with connected(port) as client:
        client.sendall(b"GET /much HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert len(rest(client)) > 30_000_000


def test_one_more_than_there_is_room_for_is_told_so(port: int) -> None:
    def answer() -> bytes:
        with connected(port) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return rest(client)

    assert eventually(lambda: answer().startswith(b"HTTP/1.1 200"))
    with contextlib.ExitStack() as clients:
        held = [clients.enter_context(connected(port)) for _ in range(4)]
        for client in held:  # they keep their places
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        refused = answer()
        if b"HTTP/1.1 200" not in refused:  # on a slow machine the first ones are dropped already
            assert refused.startswith(b"HTTP/1.1 503 ")
            assert b"retry-after: 1" in refused
            assert b'"limit"' in refused


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with live("--workers", "1") as started:
        yield started


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (
            b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            414,
            "too-large",
        ),
        (b"GET /?" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414, "too-large"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 300_000 + b"\r\n\r\n", 400, "usage"),
        (b"nonsense\r\n\r\n", 400, "usage"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "usage"),
        (b"GET / HTTP/1.0\r\n\r\n", 421, "host"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "usage"),
        (
            b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            421,
            "host",
        ),
        (b"CONNECT x:1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 404, "unknown-name"),
    ],
)
def test_what_is_no_request_gets_an_answer_of_the_table(
    server: Live, sent: bytes, status: int, code: str
) -> None:
    with connected(server.port) as client:
        with contextlib.suppress(ConnectionError):
            client.sendall(sent)
        head, _, body = rest(client).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"x-content-type-options: nosniff" in head
    assert b"server:" not in head.lower()
    assert json.loads(body)["error"]["code"] == code


def test_a_body_of_megabytes_is_not_read(server: Live) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    answer = server.ask("/sparql", "POST", b"#" * (1 << 20) + b"\nASK {}", headers)
    assert (answer.status, answer.code) == (413, "too-large")
    assert server.query("ASK {}").status == 200


@on_linux
def test_with_mcp_agents_find_the_tools_at_the_same_address_behind_the_same_checks() -> None:
    pytest.importorskip("mcp", reason="mcp is not installed: pip install 'claimgraph[agents]'")
    import urllib.error
    import urllib.request

    hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    call = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    accepted = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    with live("--workers", "1", "--mcp") as server:

        def post(headers: dict[str, str]) -> dict[str, object]:
            body = json.dumps(call).encode()
            request = urllib.request.Request(f"{server.url}mcp", body, {**accepted, **headers})
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read())

        assert post({})["result"]["serverInfo"]["name"] == "claimgraph"
        with pytest.raises(urllib.error.HTTPError) as refused:
            post({"Origin": "https://elsewhere.example"})
        assert refused.value.code == 403
        with pytest.raises(urllib.error.HTTPError) as refused:
            post({"Host": "elsewhere.example"})
        assert refused.value.code == 421
