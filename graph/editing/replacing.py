"""An entity replaced in place: what it says already stays as it is written, with the comments beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from . import layout
from .entries import put_in_block, put_in_flow, take_out
from .fragments import Entry, finished, plain_lines
from .places import Slot, begins_its_line, column, ending, slots
from .yaml_edits import Edit, value


def replace(
    text: str, old: Slot, in_block: bool, new: Entry, whole: bool = False, merging: bool = False
) -> list[Edit]:
    """Let the entry ``old`` of ``text`` say what ``new`` does, key by key; ``whole``: written anew.

    ``merging``: keys that ``new`` leaves out stay, and an empty list takes one out.
    """
    if merging and isinstance(old.node, MappingNode) and isinstance(new.slot.node, MappingNode):
        return _merged(text, old.node, new.text, new.slot.node, whole)
    if not whole and isinstance(old.node, MappingNode) and isinstance(new.slot.node, MappingNode):
        edits = _mapping(text, old.node, new.text, new.slot.node)
        if edits is not None:
            return edits
    if in_block and begins_its_line(text, old):
        lines = plain_lines(new, column(text, old))
        return [Edit(old.start, old.end, ending(text).join(lines)[column(text, old) :])]
    return [Edit(old.node.start_mark.index, old.end, layout.flow(finished(new.text, new.slot.node)))]


def said(node: Node) -> Any:
    """What ``node`` says to the loader, however it is written."""
    if isinstance(node, MappingNode):
        return {key.value: said(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [said(value) for value in node.value]
    assert isinstance(node, ScalarNode)
    return node.value.rstrip() if node.style in ("|", ">") else node.value


def _mapping(text: str, old: MappingNode, source: str, new: MappingNode) -> list[Edit] | None:
    """The edits by which ``old`` says what ``new`` does; ``None`` where they have no key in common."""
    known = slots(text, old)
    wanted = {key.value: node for key, node in new.value}
    kept = [number for number, slot in enumerate(known) if slot.key in wanted]
    if not kept:
        return None
    left = {number for number, slot in enumerate(known) if slot.key == "digest" and _same_place(old, wanted)}
    edits = take_out(text, old, set(range(len(known))) - set(kept) - left)
    for number in kept:
        slot = known[number]
        now = wanted.pop(slot.key or "")
        if said(slot.node) != said(now):
            edits += _value(text, slot, bool(old.flow_style), source, now)
    if wanted:
        added = {key: finished(source, node) for key, node in wanted.items()}
        if old.flow_style:
            entries = [layout.flow({key: node})[1:-1] for key, node in added.items()]
            edits.append(put_in_flow(text, old, entries, kept[-1]))
        else:
            indent = " " * column(text, known[0])
            edits.append(put_in_block(text, old, list(layout.block(added, indent)), kept[-1]))
    return edits


def _merged(text: str, old: MappingNode, source: str, new: MappingNode, whole: bool) -> list[Edit]:
    """The edits by which ``old`` has the keys of ``new`` as well; ``whole``: their values written anew."""
    known = slots(text, old)
    wanted = {key.value: node for key, node in new.value}
    out = {key for key, node in wanted.items() if isinstance(node, SequenceNode) and not node.value}
    gone = {number for number, slot in enumerate(known) if slot.key in out}
    edits = take_out(text, old, gone)
    for number, slot in enumerate(known):
        now = wanted.pop(slot.key or "", None)
        if now is not None and number not in gone and said(slot.node) != said(now):
            edits += _value(text, slot, bool(old.flow_style), source, now, whole)
    added = {key: finished(source, node) for key, node in wanted.items() if key not in out}
    left = [number for number in range(len(known)) if number not in gone]
    if added and (old.flow_style or not left):
        entries = [layout.flow({key: node})[1:-1] for key, node in added.items()]
        edits.append(put_in_flow(text, old, entries, left[-1] if left else None))
    elif added:
        lines = list(layout.block(added, " " * column(text, known[0])))
        edits.append(put_in_block(text, old, lines, left[-1]))
    return edits


def _same_place(old: MappingNode, new: Mapping[str, Node]) -> bool:
    """Whether a passage, or a note, is where it was: then its digest is, too."""
    for key in ("paragraph", "sentences"):
        node = value(old, key)
        if (node is None) != (key not in new) or (node is not None and said(node) != said(new[key])):
            return False
    return True


def put_value(text: str, node: MappingNode, key: str, source: str, new: Node | None) -> list[Edit]:
    """Let ``key`` of ``node`` say what ``new``, a node of ``source``, does; nothing if that is ``None``."""
    known = slots(text, node)
    place = next((place for place, slot in enumerate(known) if slot.key == key), None)
    if new is None:
        return [] if place is None else take_out(text, node, {place})
    if place is not None:
        return _value(text, known[place], bool(node.flow_style), source, new)
    added = {key: finished(source, new)}
    if node.flow_style or not known:
        return [put_in_flow(text, node, [layout.flow(added)[1:-1]], len(known) - 1)]
    lines = list(layout.block(added, " " * column(text, known[0])))
    return [put_in_block(text, node, lines, len(known) - 1)]


def _value(text: str, slot: Slot, in_flow: bool, source: str, new: Node, whole: bool = False) -> list[Edit]:
    old = slot.node
    if (
        not whole
        and isinstance(old, MappingNode)
        and isinstance(new, MappingNode)
        and old.value
        and new.value
    ):
        edits = _mapping(text, old, source, new)
        if edits is not None:
            return edits
    if not whole and isinstance(old, SequenceNode) and isinstance(new, SequenceNode):
        edits = _list(text, old, source, new)
        if edits is not None:
            return edits
    key = text[slot.start : slot.start + len(slot.key or "")]
    key = key if key == slot.key else json.dumps(slot.key, ensure_ascii=False)
    node = finished(source, new)
    if in_flow:
        return [Edit(slot.start, slot.end, f"{key}: {layout.flow(node)}")]
    indent = column(text, slot)
    lines = list(layout.block({key: node}, " " * indent))
    return [Edit(slot.start, slot.end, ending(text).join(lines)[indent:])]


def _list(text: str, old: SequenceNode, source: str, new: SequenceNode) -> list[Edit] | None:
    """The edits by which a list has the items of another; ``None`` where they do not begin alike."""
    from difflib import SequenceMatcher

    before = [json.dumps(said(item), sort_keys=True) for item in old.value]
    now = [json.dumps(said(item), sort_keys=True) for item in new.value]
    edits: list[Edit] = []
    gone: set[int] = set()
    known = slots(text, old)
    for kind, first, last, begin, end in SequenceMatcher(None, before, now, False).get_opcodes():
        if kind == "equal":
            continue
        if kind in ("delete", "replace"):
            gone |= set(range(first, last))
        if kind in ("insert", "replace"):
            behind = next((number for number in reversed(range(first)) if number not in gone), None)
            if behind is None:
                return None
            added = [finished(source, item) for item in new.value[begin:end]]
            if old.flow_style:
                edits.append(put_in_flow(text, old, [layout.flow(item) for item in added], behind))
            else:
                lines = list(layout.items(added, " " * column(text, known[0])))
                edits.append(put_in_block(text, old, lines, behind))
    if len(gone) == len(known):
        return None
    return [*edits, *take_out(text, old, gone)]
