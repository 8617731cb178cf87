"""Setting a key of mappings in a YAML text, every other byte left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

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
