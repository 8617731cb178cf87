"""Where the entries of mappings and lists stand in a YAML text, by the parser's marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_BREAK = re.compile(r"\r\n|\r|\n")
_EXPLICIT = re.compile(r"\?[ \t]+\Z")
_NEAR = 100
_DASH = re.compile(r"(?:^|(?<=[\r\n]))[ ]*(?:\? |: )?[ ]*-(?=[ \t\r\n])|-(?=[ \t]+$)")
_COMMENT = re.compile(r"([ \t]*)#[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLANK = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


class Slot(NamedTuple):
    """An entry: from its key, its dash, or in brackets itself, to where its value ends."""

    start: int
    end: int
    key: str | None
    """``None`` for an item of a list."""
    node: Node
    """Its value."""


def slots(text: str, node: Node) -> list[Slot]:
    """The entries of ``node``, a mapping or a list."""
    if isinstance(node, MappingNode):
        return [
            Slot(_key_start(text, key), max(end_of(text, value), key.end_mark.index), key.value, value)
            for key, value in node.value
        ]
    found: list[Slot] = []
    before = node.start_mark.index
    for item in node.value:
        start = item.start_mark.index if in_flow(node) else _dash(text, before, item.start_mark.index)
        found.append(Slot(start, max(end_of(text, item), start + 1), None, item))
        before = found[-1].end
    return found


def in_flow(node: Node) -> bool:
    """Whether ``node`` is written in braces or brackets."""
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def end_of(text: str, node: Node) -> int:
    """Where the last that is said in ``node`` ends.

    To the parser a block ends where the next token begins, lines and comments later.
    """
    while isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
        last = node.value[-1]
        key, node = last if isinstance(node, MappingNode) else (None, last)
        if key is not None and node.end_mark.index <= key.end_mark.index:
            return int(key.end_mark.index)
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return start + len(text[start:end].rstrip())
    return int(end)


def _key_start(text: str, key: Node) -> int:
    start: int = key.start_mark.index
    explicit = _EXPLICIT.search(text[max(start - _NEAR, 0) : start])
    return start - len(explicit[0]) if explicit else start


def _dash(text: str, before: int, start: int) -> int:
    """The dash of the item that starts at ``start``, the first after ``before``."""
    if text[before : before + 1] == "-" and text[before + 1 : before + 2] in " \t\r\n":
        return before
    found = _DASH.search(text, before, start)
    return found.end() - 1 if found else start


def line_start(text: str, place: int) -> int:
    """Where the line of ``place`` begins."""
    newline = text.rfind("\n", 0, place)
    return max(newline, text.rfind("\r", newline + 1, place)) + 1


def line_end(text: str, place: int) -> int:
    """Where the line of ``place`` ends, its break not counted."""
    found = _BREAK.search(text, place)
    return found.start() if found else len(text)


def after_line(text: str, place: int) -> int:
    """Where the line after that of ``place`` begins."""
    found = _BREAK.search(text, place)
    return found.end() if found else len(text)


def ending(text: str) -> str:
    """How lines of ``text`` end: like the first."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def column(text: str, slot: Slot) -> int:
    """How far in ``slot`` stands."""
    return slot.start - line_start(text, slot.start)


def begins_its_line(text: str, slot: Slot) -> bool:
    """Whether nothing stands before ``slot`` on its line."""
    return not text[line_start(text, slot.start) : slot.start].strip(" ")


def after(text: str, slot: Slot) -> int:
    """Where the lines of ``slot``, an entry in a block, end: with comments below it that are further in."""
    place = after_line(text, slot.end)
    far = column(text, slot)
    while (found := _COMMENT.match(text, place)) and len(found[1]) > far and place < len(text):
        place = found.end()
    return place


def blank_line_before(text: str, place: int) -> int:
    """Where the blank line directly above the line that begins at ``place`` begins; else ``place``."""
    if not place:
        return place
    above = line_start(text, place - (2 if text[:place].endswith("\r\n") else 1))
    found = _BLANK.match(text, above)
    return above if found and found.end() == place else place


def comments_above(text: str, place: int) -> list[str]:
    """The comment lines directly above the line that begins at ``place``, without their indent."""
    found: list[str] = []
    while place:
        above = line_start(text, place - (2 if text[:place].endswith("\r\n") else 1))
        comment = _COMMENT.match(text, above)
        if not comment or comment.end() != place:
            break
        found.insert(0, comment[0].strip())
        place = above
    return found
