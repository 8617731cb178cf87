"""The house of CONTRIBUTING.md: arrows between rooms run one way, and no module is in a circle.

Imports are read from the source, those inside functions and under TYPE_CHECKING too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

import claimgraph

HOUSE = Path(claimgraph.__file__).resolve().parent
ROOMS = (
    "errors",
    "hints",
    "files",
    "journal",
    "model",
    "loading",
    "evidence_graph",
    "documents",
    "editing",
    "naming",
    "rdf",
    "querying",
    "weighing",
    "anchoring",
    "agreement",
    "asking",
    "deeds",
    "parameters",
    "changes",
    "questions",
    "sources",
    "answers",
    "views",
    "exchange",
    "store",
    "serve",
    "notebook",
    "command",
)
"""From what everything rests on to the edge: a room imports only from those before it, and itself."""
DOORS = {"", "__main__", "_cli"}
"""The public interface names what is in the rooms; the command starts from outside."""


def modules() -> dict[str, Path]:
    """Every module of the library by its dotted name below ``claimgraph``."""
    found = {}
    for path in HOUSE.rglob("*.py"):
        parts = list(path.relative_to(HOUSE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules of the library that the module ``name`` imports, wherever in it."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if package else []
            target = ".".join(filter(None, [*base, node.module or ""]))
            for each in node.names:
                inner = f"{target}.{each.name}".lstrip(".")
                yield inner if inner in known else target


KNOWN = modules()
ARROWS = [
    (name, target)
    for name, path in KNOWN.items()
    if name not in DOORS
    for target in imports(name, path, KNOWN)
    if target not in DOORS
]


def test_every_room_is_on_the_plan() -> None:
    assert {name.split(".")[0] for name in KNOWN} - DOORS <= set(ROOMS)


def test_arrows_between_rooms_run_one_way() -> None:
    floor = {room: place for place, room in enumerate(ROOMS)}
    backward = [
        f"{name} imports {target}"
        for name, target in ARROWS
        if floor[name.split(".")[0]] < floor[target.split(".")[0]]
    ]
    assert backward == []


def test_no_module_is_in_a_circle() -> None:
    graph = nx.DiGraph((name, target) for name, target in ARROWS if name != target)
    assert list(nx.simple_cycles(graph)) == []


def test_the_plan_in_contributing_names_every_room() -> None:
    text = (HOUSE.parent / "CONTRIBUTING.md").read_text("utf-8")
    assert [room for room in ROOMS if room not in text] == []
