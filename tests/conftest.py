"""What the tests share: tiny data sets written on the spot, and the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from shapes import check_output
from tiny import CLAIMS, SOURCES


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write a data set from the text of its files; what is not given is a small valid one."""

    def write(claims: str | bytes | None = CLAIMS, sources: str | bytes | None = SOURCES) -> Path:
        place = tmp_path / "set"
        place.mkdir(exist_ok=True)
        for name, content in (("claims.yaml", claims), ("sources.yaml", sources)):
            if content is not None:
                data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
                (place / name).write_bytes(data)
        return place

    return write


@pytest.fixture
def claimgraph(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the real command in an empty folder and give back its exit code and output.

    A JSON answer must have the shape that is published for it.
    """

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "", **(options.pop("env", None) or {})}
        environment.pop("CLAIMGRAPH_DATA", None) if "CLAIMGRAPH_DATA" not in options else None
        done = subprocess.run(
            [sys.executable, "-m", "claimgraph", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            cwd=options.pop("cwd", tmp_path),
            env=environment,
            **options,
        )
        if done.returncode in (0, 1):
            check_output([*map(str, arguments)], done.stdout)
        return done

    return run


# No test measures time, and a busy machine is no bug: examples are counted, not timed.
# Where `CI` is set the examples are the same each time, so that a run says something of the change;
# elsewhere each run looks at others.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("untimed")
