"""The keys and sections of a YAML text put into the order of docs/data.md, with the comments above them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple, get_args

from yaml.nodes import MappingNode, Node, SequenceNode

from ..loading.schema import ENTITIES, FILES, RECORDS
from ..model.entities import Paper, Value
from .places import (
    Slot,
    after,
    after_line,
    begins_its_line,
    column,
    comments_above,
    ending,
    line_start,
    slots,
)
from .write import keys_of


class _Shape(NamedTuple):
    """The order of a mapping's keys, and the shape of what stands under each; of any other key no shape."""

    order: tuple[str, ...]
    inner: dict[str, Any]


def ordered(text: str, root: MappingNode, name: str) -> str:
    """``text``, the file ``name``, in order. What has no place in it stays behind what has.

    Comments go with the key that they stand above or behind. Of a mapping in braces that has
    comments in it the order stays. Time: linear.
    """
    known = slots(text, root)
    if not known:
        return text
    if root.flow_style:
        start, end = root.start_mark.index, root.end_mark.index
        return text[:start] + _node(text, root, _file(name), start, end) + text[end:]
    start = line_start(text, known[0].start)
    if begins_its_line(text, known[0]) and (known[0].key != "claimgraph" or not comments_above(text, start)):
        for _ in comments_above(text, start):
            start = line_start(text, start - (2 if text[:start].endswith("\r\n") else 1))
    end = after(text, known[-1])
    return text[:start] + _block(text, root, _file(name), start, end) + text[end:]


def _file(name: str) -> _Shape:
    inner: dict[str, Any] = {"paper": _shape(Paper)}
    for section, kind in ENTITIES.items():
        inner[section] = _Shape((), {"": _shape(kind)})
    for section, kind in RECORDS.items():
        inner[section] = _shape(kind)
    return _Shape(FILES[name], inner)


def _shape(kind: type[Value]) -> _Shape:
    """The shape of a ``kind``, and of the kinds of values in it."""
    order = keys_of(kind)
    inner: dict[str, Any] = {}
    for field_name, field in kind.model_fields.items():
        found = _kind_in(field.annotation)
        if found is not None:
            inner[field.alias or field_name] = _shape(found)
    return _Shape(order, inner)


def _kind_in(annotation: Any) -> type[Value] | None:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    return next((found for part in get_args(annotation) if (found := _kind_in(part))), None)


def _ranks(known: list[Slot], shape: _Shape | None) -> list[int]:
    """The numbers of the entries in their order."""
    rank = {key: place for place, key in enumerate(shape.order)} if shape else {}
    return sorted(range(len(known)), key=lambda number: rank.get(known[number].key or "", len(rank)))


def _below(shape: _Shape | None, slot: Slot) -> _Shape | None:
    if shape is None or slot.key is None:
        return shape
    return shape.inner.get(slot.key) or shape.inner.get("")


def _node(text: str, node: Node, shape: _Shape | None, start: int, end: int) -> str:
    """``text[start:end]``, in which ``node`` stands, in order."""
    if not isinstance(node, MappingNode | SequenceNode) or not node.value or shape is None:
        return text[start:end]
    if not node.flow_style:
        return _block(text, node, shape, start, end)
    known = slots(text, node)
    bodies = [
        text[slot.start : slot.node.start_mark.index]
        + _node(text, slot.node, _below(shape, slot), slot.node.start_mark.index, slot.end)
        if slot.node.start_mark.index >= slot.start and slot.node.end_mark.index <= slot.end
        else text[slot.start : slot.end]
        for slot in known
    ]
    between = [text[a.end : b.start] for a, b in pairwise(known)]
    ranks = _ranks(known, shape) if isinstance(node, MappingNode) else list(range(len(known)))
    if any("#" in each for each in (*between, text[known[-1].end : end])):
        ranks = list(range(len(known)))
    out = [text[start : known[0].start]]
    for place, number in enumerate(ranks):
        out += [bodies[number], between[place] if place < len(between) else ""]
    return "".join((*out, text[known[-1].end : end]))


def _block(text: str, node: Node, shape: _Shape | None, start: int, end: int) -> str:
    """The lines ``text[start:end]`` of the entries of a block, and of what stands in it."""
    known = slots(text, node)
    ranks = _ranks(known, shape) if isinstance(node, MappingNode) else list(range(len(known)))
    bounds = [start, *(after(text, slot) for slot in known[:-1]), end]
    chunks = [_chunk(text, slot, shape, bounds[n], bounds[n + 1]) for n, slot in enumerate(known)]
    if ranks == list(range(len(known))):
        return "".join(chunks)
    line_break = ending(text)
    whole = chunks[-1].endswith(("\n", "\r"))
    chunks = [chunk if chunk.endswith(("\n", "\r")) else chunk + line_break for chunk in chunks]
    gaps = [_gap(chunk) for chunk in chunks]
    bodies = [chunk[len(gap) :] for chunk, gap in zip(chunks, gaps, strict=True)]
    if not begins_its_line(text, known[0]) and start == known[0].start:  # behind a dash
        indent = " " * column(text, known[0])
        bodies[0] = indent + bodies[0]
        bodies[ranks[0]] = bodies[ranks[0]].lstrip(" ")
        if ranks[0] == 0:
            return "".join(chunks) if whole else "".join(chunks).removesuffix(line_break)
    out = "".join(gap + bodies[number] for gap, number in zip(gaps, ranks, strict=True))
    return out if whole else out.removesuffix(line_break)


def _chunk(text: str, slot: Slot, shape: _Shape | None, start: int, end: int) -> str:
    """``text[start:end]``, the lines of ``slot`` and of the comments above it."""
    node = slot.node
    if not isinstance(node, MappingNode | SequenceNode) or not node.value:
        return text[start:end]
    if node.flow_style:
        first, last = node.start_mark.index, node.end_mark.index
    else:
        inner = slots(text, node)
        first, last = after_line(text, slot.start), after(text, inner[-1])
        if first > line_start(text, inner[0].start) or not begins_its_line(text, inner[0]):
            first = inner[0].start
    return text[start:first] + _node(text, node, _below(shape, slot), first, last) + text[last:end]


def _gap(chunk: str) -> str:
    """The blank lines with which ``chunk`` begins."""
    lines = chunk.splitlines(True)
    count = next((place for place, line in enumerate(lines) if line.strip()), 0)
    return "".join(lines[:count])
