"""Entries put into mappings and lists of a YAML text, and taken out of them: every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .places import (
    Slot,
    after,
    begins_its_line,
    blank_line_before,
    column,
    ending,
    in_flow,
    line_start,
    slots,
)
from .yaml_edits import Edit

_COMMA = re.compile(r"\s*,\s*")
_FOLLOWING = re.compile(r"\s*,")
_ROOM = ",  "
"""What stands before a section that was put into braces: so it is known again, and goes with its entries."""


def put_in_block(text: str, node: Node, lines: Sequence[str], behind: int) -> Edit:
    """Put ``lines``, whole entries, into ``node``, a block, behind its entry number ``behind``."""
    place = after(text, slots(text, node)[behind])
    return Edit(place, place, _as_lines(text, place, lines))


def put_in_flow(text: str, node: Node, entries: Sequence[str], behind: int | None) -> Edit:
    """Put ``entries`` into ``node``, braces or brackets, behind its entry number ``behind`` if it has any."""
    if behind is None or not node.value:
        place = node.start_mark.index + 1
        return Edit(place, place, ", ".join(entries))
    slot = slots(text, node)[behind]
    between = ", "
    if begins_its_line(text, slot):
        between = f",{ending(text)}{text[line_start(text, slot.start) : slot.start]}"
    return Edit(slot.end, slot.end, "".join(f"{between}{entry}" for entry in entries))


def put(text: str, node: MappingNode, key: str, new: str) -> Edit:
    """Give ``key`` of ``node`` the plain value ``new``: replaced, or added in the mapping's own style."""
    known = slots(text, node)
    for slot in known:
        if slot.key == key:
            return Edit(slot.node.start_mark.index, slot.end, new)
    if not known:
        return put_in_flow(text, node, [f"{key}: {new}"], None)
    if in_flow(node):
        return Edit(known[-1].end, known[-1].end, f", {key}: {new}")
    short = [place for place, slot in enumerate(known) if _on_its_lines(slot.node)]
    line = f"{' ' * column(text, known[-1])}{key}: {new}"
    return put_in_block(text, node, [line], short[-1] if short else len(known) - 1)


def _on_its_lines(node: Node) -> bool:
    """Whether ``node`` is no block: a key is put before long lists rather than behind them."""
    if isinstance(node, ScalarNode):
        return node.style not in ("|", ">")
    return in_flow(node)


def put_section(text: str, root: MappingNode, order: Sequence[str], lines: Sequence[str]) -> Edit:
    """Put ``lines``, a new section, into a file of sections in a block, as ``order`` has them.

    ``order`` are the sections that come before it.
    """
    known = slots(text, root)
    before = [slot for slot in known if slot.key in order]
    place = after(text, max(before, key=lambda slot: order.index(slot.key or "")) if before else known[-1])
    return Edit(place, place, _as_lines(text, place, ["", *lines]))


def put_section_in_flow(text: str, root: MappingNode, entry: str) -> Edit:
    """Put ``entry``, a new section with its value, at the end of a file that is all in braces."""
    if not root.value:
        return put_in_flow(text, root, [entry], None)
    place = slots(text, root)[-1].end
    return Edit(place, place, f"{_ROOM}{entry}")


def _as_lines(text: str, place: int, lines: Sequence[str]) -> str:
    end = ending(text)
    if place == len(text) and not text.endswith(("\n", "\r")):
        return "".join(f"{end}{line}" for line in lines)
    return "".join(f"{line}{end}" for line in lines)


def take_out(text: str, node: Node, gone: Collection[int]) -> list[Edit]:
    """Take the entries with the numbers ``gone`` out of ``node``; left empty it is ``{}`` or ``[]``."""
    known = slots(text, node)
    if not gone:
        return []
    if in_flow(node):
        return _out_of_flow(text, node, known, gone)
    if len(gone) == len(known):
        start, end = known[0].start, known[-1].end
        return [Edit(start, end, "{}" if isinstance(node, MappingNode) else "[]")]
    edits: list[Edit] = []
    for number in sorted(gone):
        slot = known[number]
        if begins_its_line(text, slot):
            edits.append(_lines_out(text, line_start(text, slot.start), after(text, slot)))
        else:  # the first of a block that begins behind a dash
            kept = next((other for other in known[number + 1 :] if known.index(other) not in gone), None)
            if kept is None:
                raise ValueError("nothing is left behind the dash")
            return [Edit(slot.start, kept.start, ""), *take_out_after(text, known, gone, known.index(kept))]
    return edits


def take_out_after(text: str, known: list[Slot], gone: Collection[int], first: int) -> list[Edit]:
    """Take those of ``known`` behind number ``first`` out that are ``gone``; they begin their lines."""
    return [
        _lines_out(text, line_start(text, known[number].start), after(text, known[number]))
        for number in sorted(gone)
        if number > first
    ]


def _lines_out(text: str, start: int, end: int) -> Edit:
    """Take out whole lines; where the last has no end, that of the line before goes with it."""
    if end == len(text) and not text.endswith(("\n", "\r")) and start:
        start -= 2 if text[:start].endswith("\r\n") else 1
    return Edit(start, end, "")


def _out_of_flow(text: str, node: Node, known: list[Slot], gone: Collection[int]) -> list[Edit]:
    edits: list[Edit] = []
    number = 0
    while number < len(known):
        if number not in gone:
            number += 1
            continue
        first = number
        while number < len(known) and number in gone:
            number += 1
        last = number - 1
        start, end = known[first].start, known[last].end
        if first and _COMMA.fullmatch(text, known[first - 1].end, start):
            start = known[first - 1].end
        elif first:  # a comment stands between: the comma before it stays
            start = _after_what_stands_before(text, start)
            following = _FOLLOWING.match(text, end)
            end = following.end() if following else end
        elif number < len(known):
            end = known[number].start
        else:
            start = max(_after_what_stands_before(text, start), node.start_mark.index + 1)
            following = _FOLLOWING.match(text, end)
            end = following.end() if following else end
        edits.append(Edit(start, end, ""))
    return edits


def _after_what_stands_before(text: str, place: int) -> int:
    return len(text[:place].rstrip())


def empty_section(text: str, root: MappingNode, section: str) -> list[Edit]:
    """Take all entries out of ``section``, and itself where nothing else is in it; ``{}`` stays in braces."""
    known = slots(text, root)
    number = next(number for number, slot in enumerate(known) if slot.key == section)
    slot = known[number]
    if not isinstance(slot.node, MappingNode | SequenceNode):
        return []
    inner = slots(text, slot.node)
    if slot.node.flow_style:
        whole = root.flow_style and number and text[known[number - 1].end : slot.start] == _ROOM
        if whole:
            return take_out(text, root, {number})
        return take_out(text, slot.node, set(range(len(inner))))
    empty = "{}" if isinstance(slot.node, MappingNode) else "[]"
    head = text[slot.start : inner[0].start]
    begun = slot.start + len(head.rstrip())
    alone = head.rstrip().endswith(":") and "#" not in head and "\n" not in head.strip()
    if alone and len(known) > 1 and begins_its_line(text, slot) and _nothing_between(text, slot, inner):
        start = blank_line_before(text, line_start(text, slot.start))
        return [_lines_out(text, start, after(text, slot))]
    colon = text.index(":", slot.start + len(slot.key or "")) + 1 if ":" in head else begun
    lines = [
        _lines_out(text, line_start(text, each.start), after(text, each))
        for each in inner
        if begins_its_line(text, each)
    ]
    if len(lines) < len(inner):
        return take_out(text, slot.node, set(range(len(inner))))
    return [Edit(colon, colon, f" {empty}"), *lines]


def _nothing_between(text: str, slot: Slot, inner: list[Slot]) -> bool:
    """Whether the lines of ``slot`` are its own and those of its entries."""
    place = line_start(text, inner[0].start)
    for each in inner:
        if text[place : line_start(text, each.start)].strip():
            return False
        place = after(text, each)
    return place >= after(text, slot)
