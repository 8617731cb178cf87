"""Entries of a fragment, as they were typed, and as lines or in braces to be put into a file."""

from __future__ import annotations

from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from . import layout, scalars
from .places import (
    Slot,
    after,
    after_line,
    begins_its_line,
    column,
    comments_above,
    in_flow,
    line_end,
    line_start,
    slots,
)
from .yaml_edits import value

_NOT_IN_BRACES = frozenset(",[]{}\r\n")


class Entry(NamedTuple):
    """An entry of a section of a fragment: an entity with its key, or a record."""

    text: str
    """The fragment."""
    slot: Slot
    in_block: bool


def entries(text: str, root: MappingNode, section: str) -> list[Entry]:
    """The entries that a fragment has in ``section``; the paper is one."""
    node = value(root, section)
    if section == "paper":
        return [Entry(text, slot, not root.flow_style) for slot in slots(text, root) if slot.key == section]
    if not isinstance(node, MappingNode | SequenceNode):
        return []
    return [Entry(text, slot, not node.flow_style) for slot in slots(text, node)]


def finished(text: str, node: Node) -> layout.Node:
    """``node`` as ``layout`` takes it: every scalar as it was typed, where it may stand in braces so."""
    if isinstance(node, MappingNode):
        return {_scalar(text, key): finished(text, inner) for key, inner in node.value}
    if isinstance(node, SequenceNode):
        return [finished(text, inner) for inner in node.value]
    return _scalar(text, node)


def _scalar(text: str, node: Node) -> str:
    assert isinstance(node, ScalarNode)
    typed = text[node.start_mark.index : node.end_mark.index]
    if node.style in ("|", ">"):
        return scalars.quoted(node.value.rstrip())
    if node.style not in ("'", '"') and (not _NOT_IN_BRACES.isdisjoint(typed) or not typed):
        return scalars.quoted(node.value)
    return scalars.quoted(node.value) if "\n" in typed or "\r" in typed else typed


def in_braces(entry: Entry) -> str:
    """The entry in one line; comments in it are lost."""
    found = layout.flow(finished(entry.text, entry.slot.node))
    key = _key(entry)
    return f"{key}: {found}" if key is not None else found


def as_lines(entry: Entry, far: int) -> list[str]:
    """The lines of the entry, ``far`` further in: as typed, comments and all, if it is in a block."""
    if entry.in_block and begins_its_line(entry.text, entry.slot):
        return _with_comments(entry, _typed(entry, far), far)
    return plain_lines(entry, far)


def plain_lines(entry: Entry, far: int) -> list[str]:
    """The lines of the entry in the layout of this program."""
    node = finished(entry.text, entry.slot.node)
    key = _key(entry)
    if key is None:
        return list(layout.items([node], " " * far))
    return list(layout.block({key: node}, " " * far, broken=not in_flow(entry.slot.node)))


def _key(entry: Entry) -> str | None:
    if entry.slot.key is None:
        return None
    return scalars.checked(entry.slot.key)


def _typed(entry: Entry, far: int) -> list[str]:
    text, slot = entry.text, entry.slot
    start = line_start(text, slot.start)
    lines = (
        text[start : after(text, slot)]
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .removesuffix("\n")
        .split("\n")
    )
    old, new = " " * column(text, slot), " " * far
    return [_moved(line, old, new) for line in lines]


def _moved(line: str, old: str, new: str) -> str:
    if line.startswith(old):
        return new + line[len(old) :] if line != old else ""
    rest = line.strip()
    return f"{new} {rest}" if rest else ""


def _with_comments(entry: Entry, lines: list[str], far: int) -> list[str]:
    """``lines`` with the comments that stand directly above the entry: in an entity, above a record."""
    text, slot = entry.text, entry.slot
    comments = comments_above(text, line_start(text, slot.start))
    if not comments:
        return lines
    if slot.key is None:
        return [*(" " * far + comment for comment in comments), *lines]
    node = slot.node
    if isinstance(node, MappingNode) and not node.flow_style and len(lines) > 1:
        within = len(lines[1]) - len(lines[1].lstrip(" "))
        return [lines[0], *(" " * max(within, far + 1) + comment for comment in comments), *lines[1:]]
    tail = text[slot.end : line_end(text, slot.end)]
    if after_line(text, slot.end) == after(text, slot):  # nothing is below it
        said = " ".join(comment.lstrip("# ") for comment in comments)
        return [*lines[:-1], f"{lines[-1]}{'; ' if '#' in tail else '   # '}{said}"]
    return lines
