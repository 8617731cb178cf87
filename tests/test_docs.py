"""Every command shown in README.md and docs/ is run, and prints what is shown.

A ``console`` block is a session on the bundled paper: lines after ``$`` are run in one folder, the
lines up to the next ``$`` are their output; ``…`` alone on a line stands for lines left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def sessions():
    for page in PAGES:
        if page.exists():
            text = page.read_text(encoding="utf-8")
            for block in BLOCK.finditer(text):
                line = text.count("\n", 0, block.start()) + 1
                yield pytest.param(block[1], id=f"{page.name}:{line}")


def steps(session: str) -> list[tuple[str, str]]:
    parts = re.split(r"^\$ ", session, flags=re.MULTILINE)
    assert not parts[0].strip(), "a session begins with a command"
    return [tuple(part.partition("\n")[::2]) for part in parts[1:]]


@pytest.mark.parametrize("session", sessions())
def test_a_session_in_the_docs_prints_what_is_shown(session, tmp_path):
    paper = ROOT.parent / "shared" / "paper.txt"
    if "paper.txt" in session:
        if not paper.exists():
            pytest.skip("no copy of the paper beside the project")
        shutil.copy(paper, tmp_path / "paper.txt")
    tool = tmp_path / "bin" / "claimgraph"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimgraph "$@"\n')
    tool.chmod(0o755)
    (tmp_path / "here").mkdir()
    environment = {**os.environ, "PATH": f"{tool.parent}:{os.environ['PATH']}", "COLUMNS": "100"}
    environment.pop("CLAIMGRAPH_DATA", None)
    for command, shown in steps(session):
        if command.startswith(("make ", "git ", "pip ")):
            continue
        run = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path / "here",
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
        )
        pattern = re.escape(shown.rstrip("\n")).replace("…\\\n", "(?:.*\n)*?").replace("\n…", "(?:\n.*)*?")
        if not re.fullmatch(pattern, run.stdout.rstrip("\n")):
            assert run.stdout == shown, f"$ {command}"


def test_every_link_between_the_docs_leads_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
