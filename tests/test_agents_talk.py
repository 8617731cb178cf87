"""The tools as programs meet them: the SDK's own client, a raw one, pipes that break, a web server."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

pytest.importorskip("mcp")

from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from claimgraph.loading import BUNDLED
from claimgraph.serve.agents import application, door, server
from claimgraph.serve.kept import Kept

COMMAND = [sys.executable, "-m", "claimgraph", "mcp", "--data", str(BUNDLED)]
HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}
KEPT = Kept(BUNDLED)


async def talks(client: Client) -> None:
    """What every client finds, whatever lies between."""
    async with client:
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed][:3] == ["overview", "search", "check_sentence"]
        for tool in listed:
            assert tool.annotations.read_only_hint
            assert tool.annotations.idempotent_hint
            assert tool.annotations.open_world_hint is False
        good = await client.call_tool("supports", {"claim": "nato-safer-course"})
        assert not good.is_error
        assert good.structured_content["answer"] in good.content[0].text
        for name, given in (("nope", {}), ("show", {"idd": 1}), ("show", {"id": "qqqq"})):
            wrong = await client.call_tool(name, given)
            assert wrong.is_error
            assert wrong.structured_content["answer"] in wrong.content[0].text
            assert "Internal server error" not in wrong.content[0].text


@pytest.mark.parametrize("mode", ["legacy", "2026-07-28"])
def test_the_sdks_client_talks_in_either_protocol(mode: str) -> None:
    asyncio.run(talks(Client(server(KEPT.now), mode=mode)))


@pytest.mark.parametrize("mode", ["legacy", "2026-07-28"])
def test_the_sdks_client_talks_over_standard_input_and_output(mode: str) -> None:
    asyncio.run(talks(Client(StdioServerParameters(command=COMMAND[0], args=COMMAND[1:]), mode=mode)))


@pytest.fixture
def address() -> Any:
    """The tools on a free port of this machine, for as long as the test."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        running = uvicorn.Server(uvicorn.Config(application(KEPT.now), log_level="error"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [free]})
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{free.getsockname()[1]}/mcp"
        running.should_exit = True
        thread.join(10)


def test_the_sdks_client_talks_over_http_in_either_protocol(address: str) -> None:
    asyncio.run(talks(Client(address, mode="legacy")))
    asyncio.run(talks(Client(address, mode="2026-07-28")))


def test_as_part_of_another_server_it_answers_at_any_path() -> None:
    from starlette.applications import Starlette
    from starlette.routing import Route
    from starlette.testclient import TestClient

    tools = door(KEPT.now)
    whole = Starlette(routes=[Route("/mcp", tools.app)], lifespan=lambda _: tools.running())
    call = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO}
    accepted = {"Accept": "application/json, text/event-stream"}
    with TestClient(whole) as client:
        answer = client.post("/mcp", json=call, headers=accepted)
    assert answer.json()["result"]["serverInfo"]["name"] == "claimgraph"


# --- a raw client


class Raw:
    """A client in thirty lines: one line of JSON each way."""

    def __init__(self, *more: str, command: list[str] = COMMAND) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [*command, *more], stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8"
        )
        self.last = 0

    def send(self, method: str, params: object = None) -> int:
        self.last += 1
        self.write(
            json.dumps({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params or {}}) + "\n"
        )
        return self.last

    def write(self, text: str) -> None:
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        return json.loads(self.process.stdout.readline())

    def ask(self, method: str, params: object = None) -> dict[str, Any]:
        self.send(method, params)
        return self.read()["result"]

    def end(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


def test_a_raw_client_half_messages_and_two_hundred_calls_at_once() -> None:
    raw = Raw()
    assert raw.ask("initialize", HELLO)["instructions"]
    raw.write('{"jsonrpc": "2.0", "method": "notifications/initialized"}\n')
    raw.send("tools/list")
    line = raw.process.stdout.readline()
    assert len(json.dumps(json.loads(line)["result"], separators=(",", ":")).encode()) <= 8000
    assert len(line.encode()) <= 8100
    raw.write('{"jsonrpc": "2.0", "id": 9\n\n[]\nnull\n"\x1b\n{"jsonrpc": "2.0"}\n')
    asked = {
        raw.send("tools/call", {"name": "show", "arguments": {"id": str(n % 26 + 1)}}) for n in range(200)
    }
    half = raw.send("tools/call", {"name": "overview"})
    answered = {}
    while len(answered) < 201:
        message = raw.read()
        answered[message["id"]] = message["result"]
    assert set(answered) == {*asked, half}
    assert not any(result["isError"] for result in answered.values())
    raw.send(
        "tools/call", {"name": "overview"}
    )  # the pipe is closed before the answer: it comes all the same
    code, out, err = raw.end()
    assert code == 0
    assert [json.loads(line)["result"]["isError"] for line in out.splitlines()] == [False]
    assert "Traceback" not in err


def test_the_handshake_is_answered_where_the_data_do_not_load_and_stdout_is_the_protocol_alone(
    folder,
) -> None:
    place = folder(claims="claims: [")
    raw = Raw("--data", str(place))
    raw.ask("initialize", HELLO)
    wrong = raw.ask("tools/call", {"name": "overview", "arguments": {}})
    assert wrong["isError"]
    assert "claims.yaml:1:" in wrong["content"][0]["text"]
    assert raw.end()[:2] == (0, "")


def test_what_the_first_calls_need_is_made_while_nobody_asks() -> None:
    kept = Kept(BUNDLED)

    async def waits() -> None:
        async with Client(server(kept.now), mode="legacy"):
            until = time.monotonic() + 60
            while time.monotonic() < until and len(kept.now().sources.made) < 4:
                await asyncio.sleep(0.01)

    asyncio.run(waits())
    asked = [json.loads(key)[0] for key in list(kept.now().sources.made)]
    assert asked == ["overview", "supports", "supports", "supports"]


def test_a_client_that_is_gone_takes_the_server_with_it() -> None:
    raw = Raw()
    raw.ask("initialize", HELLO)
    for _ in range(20):
        raw.send("tools/call", {"name": "weigh", "arguments": {"claim": "nato-safer-course"}})
    raw.process.stdout.close()
    raw.process.stdin.close()
    assert raw.process.wait(30) in (0, 1, 5)
    assert "Traceback" not in raw.process.stderr.read()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_it_at_once(sent: int, code: int) -> None:
    raw = Raw()
    raw.ask("initialize", HELLO)
    raw.process.send_signal(sent)
    assert raw.process.wait(10) == code


# --- the extra


def ran(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )


def test_without_the_extra_the_command_says_what_to_install() -> None:
    code = "import sys; sys.modules['mcp'] = None; sys.argv = ['claimgraph', *{}]\nfrom claimgraph._cli import main; main()"
    done = ran(code.format(["mcp", "--json"]))
    assert done.returncode == 5
    assert json.loads(done.stdout)["error"]["code"] == "extra"
    assert "claimgraph[agents]" in json.loads(done.stdout)["error"]["hint"]


def test_a_store_is_no_data_set_for_tools(claimgraph, tmp_path) -> None:
    done = claimgraph("mcp", "--store", tmp_path, input="")
    assert done.returncode == 2
    assert "not of a store" in done.stderr


def test_no_other_command_imports_the_sdk() -> None:
    code = """
import os, sys
from claimgraph.command import console
console.os = type("os", (), {**vars(os), "_exit": staticmethod(lambda code: None)})
from claimgraph import _cli
for arguments in (["supports", "nato-safer-course"], ["said", "NATO"], ["list", "works"], ["--help"], ["sparql", "--list"]):
    sys.argv = ["claimgraph", *arguments]
    _cli.main()
heavy = {"mcp", "starlette", "uvicorn", "anyio"} & set(sys.modules)
print("imported:", sorted(heavy), file=sys.stderr)
"""
    done = ran(code)
    assert "imported: []" in done.stderr, done.stderr


def test_the_room_for_agents_can_be_read_without_the_sdk() -> None:
    code = "import sys; sys.modules['mcp'] = None\nimport claimgraph.serve.agents, claimgraph.serve.answering"
    assert ran(code).returncode == 0


def test_what_others_print_does_not_reach_the_protocol() -> None:
    noisy = "import os, sys; os.write(2, b''); from claimgraph.serve import agents, kept\n"
    noisy += "now = kept.Kept.now\nkept.Kept.now = lambda self: (print('noise'), os.write(1, b'noise'), now(self))[2]\n"
    noisy += f"from pathlib import Path; agents.talk(Path({str(BUNDLED)!r}))"
    raw = Raw(command=[sys.executable, "-c", noisy])
    raw.ask("initialize", HELLO)
    assert not raw.ask("tools/call", {"name": "overview"})["isError"]
    code, out, err = raw.end()
    assert (code, out) == (0, "")
    assert "noise" in err
