"""Lines for a person: in braces and brackets what fits on a line, below each other what does not.

A node is a finished scalar, a list of nodes, or a dictionary of nodes by finished keys. Scalars are
never broken, whatever their length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from ..model.terms import FILES

Node: TypeAlias = Any  # str | list[Node] | dict[str, Node], which type checkers cannot follow

WIDTH = 120
_LONGEST_KEY = 1000  # libyaml looks no further for the colon
_IN_BLOCK = frozenset({"claims", "works", "endnotes"})  # key below key, however short


def files(sections: Mapping[str, Node]) -> dict[str, str]:
    """The text of each file of a data set with ``sections``, by the file's name; empty ones are left out."""
    return {name: _file({each: sections.get(each) for each in own}) for name, own in FILES.items()}


def _file(sections: Mapping[str, Node]) -> str:
    lines = ["claimgraph: 1"]
    for section, node in sections.items():
        if not node:
            continue
        lines += ["", f"{section}:"]
        if isinstance(node, list):
            lines += items(node, "  ")
        else:
            lines += block(node, "  ", broken=section in _IN_BLOCK)
    return "\n".join([*lines, ""])


def flow(node: Node) -> str:
    """``node`` on one line.

    >>> flow({"premises": ["a", "b"], "by": "us"})
    '{premises: [a, b], by: us}'
    """
    if node.__class__ is str:
        return node
    if node.__class__ is list:
        return f"[{', '.join(map(flow, node))}]"
    return f"{{{', '.join(f'{key}: {flow(value)}' for key, value in node.items())}}}"


def block(node: dict[str, Node], indent: str = "", broken: bool = False) -> Iterator[str]:
    """The lines of a mapping, key below key; ``broken``: its values too, however short."""
    for key, value in node.items():
        head = f"{indent}{key}:"
        if len(key) > _LONGEST_KEY:
            yield f"{indent}? {key}"
            head = f"{indent}:"
        yield from _entry(head, value, indent, broken)


def _entry(head: str, value: Node, indent: str, broken: bool = False) -> Iterator[str]:
    """``value`` behind ``head`` if it fits there, else on the lines below, further in."""
    if value.__class__ is str:
        yield f"{head} {value}"
        return
    if not (broken and value):
        line = f"{head} {flow(value)}"
        if len(line) <= WIDTH or not value:
            yield line
            return
    yield head
    if value.__class__ is dict:
        yield from block(value, f"{indent}  ")
    else:
        yield from items(value, f"{indent}  ")


def items(nodes: list[Node], indent: str = "") -> Iterator[str]:
    """The lines of a list, each item behind a dash."""
    for node in nodes:
        line = f"{indent}- {flow(node)}"
        if node.__class__ is str or len(line) <= WIDTH:
            yield line
            continue
        inner = f"{indent}  "
        lines = block(node, inner) if node.__class__ is dict else items(node, inner)
        yield f"{indent}- {next(lines)[len(inner) :]}"
        yield from lines
