"""What stands beside the two files of a new data set, for editors, agents, commits and servers.

The files lie in this folder as they are written, the JSON Schemas too: whoever starts a data set
pays for no model of it (``loading.json_schema`` makes them, and a test compares).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
_BESIDE = {
    "claims.schema.json": "claims.schema.json",
    "sources.schema.json": "sources.schema.json",
    "AGENTS.md": "AGENTS.md",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/check.yml": "check.yml",
}
"""The name of each in the data set, and in this folder."""


def accompanied(files: Mapping[str, str]) -> dict[str, str]:
    """``files`` of a new data set, the two of YAML with comments on top, and all that goes with them."""
    return {
        **{name: _head(name) + content for name, content in files.items()},
        **{name: _read(source) for name, source in _BESIDE.items()},
    }


def schema_of(file: str) -> str:
    """The JSON Schema of ``claims`` or ``sources``, as text."""
    return _read(f"{file}.schema.json")


def _head(name: str) -> str:
    head = FOLDER / name.replace(".yaml", ".head.yaml")
    return head.read_text("utf-8") if name.endswith(".yaml") else ""


def _read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
