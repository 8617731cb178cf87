"""Every command shown in README.md and docs/ is run, and prints what is shown.

A ``console`` block is a session on the bundled paper: lines after ``$`` are run one after the other
in one folder, the lines up to the next ``$`` are what they print; lines after ``>`` go on a command
with ``<<``. On a page that says ``<!-- one session -->`` all blocks are one, with text between.
``python tests/test_docs.py``
writes into the pages what the commands print now, and the README's table of questions.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from live import live

from claimgraph.answers.questions import usage
from claimgraph.asking import Question
from claimgraph.questions import QUESTIONS

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT.parent / "shared" / "paper.txt"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ ", re.MULTILINE)
ONE_SESSION = "<!-- one session -->"
SET_UP = ("make ", "git ", "pip ", "claimgraph serve")
SERVED = "127.0.0.1:8321"
"""What a session asks there is asked of a server that runs meanwhile."""


def sessions() -> Iterator[object]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if ONE_SESSION in text:
            yield pytest.param("".join(BLOCK.findall(text)), id=page.name)
            continue
        for block in BLOCK.finditer(text):
            line = text.count("\n", 0, block.start()) + 1
            yield pytest.param(block[1], id=f"{page.name}:{line}")


def printed(session: str, folder: Path) -> str:
    """The session as it goes now, run in ``folder``."""
    if PAPER.exists():
        shutil.copy(PAPER, folder / "paper.txt")
    tool = folder / "bin" / "claimgraph"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimgraph "$@"\n')
    tool.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tool.parent}:{os.environ['PATH']}", "COLUMNS": "100"}
    environment.pop("CLAIMGRAPH_DATA", None)
    with live() if f"{SERVED}/" in session else nullcontext() as server:
        return told(session, folder, environment, f"127.0.0.1:{server.port}" if server else SERVED)


def told(session: str, folder: Path, environment: dict[str, str], address: str) -> str:
    out = ""
    for part in COMMAND.split(session)[1:]:
        command, _, shown = part.partition("\n")
        while "<<" in command and shown.startswith("> "):
            more, _, shown = shown.removeprefix("> ").partition("\n")
            command += f"\n{more}"
        if not command.startswith(SET_UP):
            shell = ["bash", "-c", command.replace(SERVED, address)]
            both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
            shown = subprocess.run(shell, cwd=folder, env=environment, timeout=120, **both).stdout
            shown = shown.replace(address, SERVED)
        typed = command.replace("\n", "\n> ")
        out += f"$ {typed}\n{shown}"
    return out


@pytest.mark.parametrize("session", sessions())
def test_a_session_in_the_docs_prints_what_is_shown(session, tmp_path):
    if "paper.txt" in session and not PAPER.exists():
        pytest.skip("no copy of the paper beside the project")
    assert session.startswith("$ ")
    assert printed(session, tmp_path) == session


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_in_the_docs_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), target


TABLE = re.compile(r"^(\| `claimgraph.*\n)+", re.MULTILINE)


def table_row(question: Question) -> str:
    """A question's line in the table of the README."""
    return f"| `{usage(question)}` | {question.says} |"


def refresh() -> None:
    readme = PAGES[0]
    rows = "".join(f"{table_row(question)}\n" for question in QUESTIONS)
    readme.write_text(TABLE.sub(lambda _: rows, readme.read_text("utf-8")), encoding="utf-8")
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = BLOCK.findall(text)
        now = iter(anew(blocks) if ONE_SESSION in text else [new for each in blocks for new in anew([each])])
        page.write_text(BLOCK.sub(lambda _, now=now: f"```console\n{next(now)}```", text), encoding="utf-8")


def anew(blocks: list[str]) -> Iterator[str]:
    """``blocks``, one session, each with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        commands = iter(COMMAND.split(printed("".join(blocks), Path(folder)))[1:])
    for block in blocks:
        yield "".join(f"$ {next(commands)}" for _ in COMMAND.findall(block))


if __name__ == "__main__":
    refresh()
