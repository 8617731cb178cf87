"""Setting a key of mappings in a YAML text, every other byte left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Edit(NamedTuple):
    """``text[start:end]`` is to become ``new``."""

    start: int
    end: int
    new: str


def compose(text: str) -> MappingNode:
    """The nodes of ``text``, which the loader has read before: no aliases, no tags."""
    node = yaml.compose(text, Loader=_LOADER)
    return node if isinstance(node, MappingNode) else MappingNode("", [], None, None)


def value(node: Node | None, key: str) -> Node | None:
    """The value of ``key`` where ``node`` is a mapping that has it."""
    if isinstance(node, MappingNode):
        for name, found in node.value:
            if name.value == key:
                return found  # type: ignore[no-any-return]
    return None


def items(node: Node | None) -> list[Node]:
    """The items of a list; a single value is a list of one."""
    if node is None:
        return []
    return list(node.value) if isinstance(node, SequenceNode) else [node]


def put(text: str, node: MappingNode, key: str, new: str) -> Edit:
    """Give ``key`` of ``node`` the plain value ``new``: replaced, or added in the mapping's own style."""
    old = value(node, key)
    if old is not None:
        return Edit(old.start_mark.index, old.end_mark.index, new)
    if not node.value:
        return Edit(node.start_mark.index + 1, node.start_mark.index + 1, f"{key}: {new}")
    if node.flow_style:
        place = node.value[-1][1].end_mark.index
        return Edit(place, place, f", {key}: {new}")
    first = node.value[0][0].start_mark
    indent = " " * first.column
    for _, found in reversed(node.value):
        if _ends_where_it_says(found):
            place, ending = _line_end(text, found.end_mark.index)
            return Edit(place, place, f"{ending}{indent}{key}: {new}")
    _, ending = _line_end(text, first.index)
    return Edit(first.index, first.index, f"{key}: {new}{ending}{indent}")


def _ends_where_it_says(node: Node) -> bool:
    """Block scalars and block collections end where the next token begins, lines later."""
    if isinstance(node, ScalarNode):
        return node.style not in {"|", ">"}
    return isinstance(node, SequenceNode | MappingNode) and bool(node.flow_style)


def _line_end(text: str, place: int) -> tuple[int, str]:
    """Where the line of ``place`` ends, and how."""
    end = text.find("\n", place)
    if end < 0:
        return len(text), "\r\n" if "\r\n" in text else "\n"
    return (end - 1, "\r\n") if text[end - 1] == "\r" else (end, "\n")


def apply(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with ``edits`` made; they do not overlap, and those at one place are in their order."""
    pieces: list[str] = []
    place = 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (text[place : edit.start], edit.new)
        place = edit.end
    return "".join((*pieces, text[place:]))


def same_but_for(key: str, old: Node, new: Node) -> bool:
    """Whether ``old`` and ``new`` say the same apart from the values of ``key`` in any mapping."""
    if isinstance(old, MappingNode) and isinstance(new, MappingNode):
        before = [pair for pair in old.value if pair[0].value != key]
        after = [pair for pair in new.value if pair[0].value != key]
        return len(before) == len(after) and all(
            a[0].value == b[0].value and same_but_for(key, a[1], b[1])
            for a, b in zip(before, after, strict=True)
        )
    if isinstance(old, SequenceNode) and isinstance(new, SequenceNode):
        return len(old.value) == len(new.value) and all(
            same_but_for(key, a, b) for a, b in zip(old.value, new.value, strict=True)
        )
    return type(old) is type(new) and old.value == new.value
