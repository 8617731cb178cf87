"""The schemas in an editor: the YAML language server reads the modeline, and points at what is wrong.

Where ``yaml-language-server`` (npm, on Node.js) is on the path; skipped elsewhere.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from claimgraph.answers.init import init
from claimgraph.loading import BUNDLED

SERVER = shutil.which("yaml-language-server")
FILES = ("claims.yaml", "sources.yaml")
pytestmark = pytest.mark.skipif(SERVER is None, reason="needs yaml-language-server (npm)")


class Editor:
    """The part of the Language Server Protocol that an editor needs to show what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.talk = subprocess.Popen(
            [str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        asked = {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}
        self.send({"id": 1, "method": "initialize", "params": asked})
        next(message for message in self.told() if message.get("id") == 1)
        self.send({"method": "initialized", "params": {}})

    def send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.talk.stdin is not None
        self.talk.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.talk.stdin.flush()

    def told(self) -> Iterator[dict[str, Any]]:
        """What the server says, until it ends; its own questions are answered with nothing."""
        stream = self.talk.stdout
        assert stream is not None
        while head := stream.readline():
            if head.lower().startswith(b"content-length:"):
                stream.readline()
                message = json.loads(stream.read(int(head.split(b":")[1])))
                if "method" in message and "id" in message:
                    self.send({"id": message["id"], "result": None})
                yield message

    def problems(self, file: Path) -> list[tuple[int, str]]:
        """Line, from 1, and message of everything that is underlined in ``file``."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": file.read_text("utf-8")}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        for message in self.told():
            if message.get("method") == "textDocument/publishDiagnostics":
                found = message["params"]["diagnostics"]
                return sorted((each["range"]["start"]["line"] + 1, each["message"]) for each in found)
        return [(0, "the server has ended")]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str, str], list[tuple[int, str]]]]:
    """What is wrong in a file of a new data set, whose modeline leads to the schema, when it says this."""
    folder = tmp_path / "paper"
    init(folder)
    lines = {name: (folder / name).read_text("utf-8").splitlines()[0] for name in FILES}
    assert all(line.startswith("# yaml-language-server: $schema=") for line in lines.values())
    editor = Editor(folder)
    at_last = Timer(120, editor.talk.kill)
    at_last.start()

    def problems(name: str, text: str) -> list[tuple[int, str]]:
        (folder / name).write_text(f"{lines[name]}\n{text}", "utf-8")
        return editor.problems(folder / name)

    yield problems
    at_last.cancel()
    editor.talk.kill()
    editor.talk.communicate()


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_underlined_in_the_bundled_paper(name: str, opened: Callable) -> None:
    assert opened(name, (BUNDLED / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("claims:\n  a:\n    text: A\n    supportd_by: [[b]]\n", 5, "supportd_by"),
        ("claims:\n  a:\n    text: A\n    kind: thesys\n", 5, "thesis"),
        ("claims:\n  a: {text: A, supported_by: [b, c]}\n", 3, ""),
        ("attacks:\n  - {from: a}\n", 3, "to"),
        ("clams:\n  a: {text: A}\n", 2, "clams"),
    ],
)
def test_a_wrong_key_or_value_is_underlined_where_it_stands(
    text: str, line: int, says: str, opened: Callable
) -> None:
    found = opened("claims.yaml", text)
    assert {place for place, _ in found} == {line}
    assert any(says in message for _, message in found)
