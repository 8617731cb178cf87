"""Entities that say something else: their keys set, added or taken out, no other byte touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yaml import YAMLError
from yaml.nodes import MappingNode, Node, SequenceNode

from ..model.entities import Value
from .layout import flow
from .places import end_of
from .write import entity
from .yaml_edits import Edit, apply, compose, value


def with_entities(text: str, section: str, old: Mapping[str, Value], new: Mapping[str, Value]) -> str | None:
    """``text``, a file that holds ``section``, with the entities ``new`` for those of their ids in ``old``.

    A key that is new stands behind the one before it in the model's order. ``None`` where the file is
    laid out in a way in which that cannot be said. Time: linear in the text.
    """
    body = text.removeprefix("\ufeff")
    root = compose(body)
    nodes = value(root, section)
    expected: Any = _plain(root)
    edits: list[Edit] = []
    for id_, changed in new.items():
        node = value(nodes, id_)
        if not isinstance(node, MappingNode) or not node.value:
            return None
        before, after = entity(old[id_]), entity(changed)
        for key in before.keys() - after.keys():
            del expected[section][id_][key]
        wanted = {key: flow(said) for key, said in after.items() if before.get(key) != said}
        for key, said in wanted.items():
            expected[section][id_][key] = _plain(compose(f"x: {said}"))["x"]
        edits += _edits(body, node, wanted, before.keys() - after.keys(), list(type(changed).model_fields))
    made = apply(body, edits)
    try:
        said = _plain(compose(made))
    except YAMLError:
        return None
    return text.removesuffix(body) + made if said == expected else None


def _edits(
    text: str, node: MappingNode, wanted: Mapping[str, str], gone: set[str], order: list[str]
) -> Iterator[Edit]:
    pairs = [(key, found) for key, found in node.value]
    names = [key.value for key, _ in pairs]
    added: dict[int, list[str]] = {}
    for key in sorted(wanted, key=order.index):
        if key in names:
            yield _replaced(text, *pairs[names.index(key)], wanted[key])
            continue
        earlier = set(order[: order.index(key)]) - gone
        before = [place for place, name in enumerate(names) if name in earlier]
        added.setdefault(max(before, key=lambda p: order.index(names[p])) if before else -1, []).append(
            f"{key}: {wanted[key]}"
        )
    for place, said in added.items():
        yield _inserted(text, node, pairs, place, said)
    for key in gone:
        yield _taken_out(text, node, pairs, names.index(key))


def _replaced(text: str, key: Node, found: Node, said: str) -> Edit:
    """The value ``found`` of ``key`` as ``said``; one that stands on lines of its own comes up to its key."""
    start, end = found.start_mark.index, end_of(text, found)
    between = text[key.end_mark.index : start]
    if "\n" in between and "#" not in between:
        return Edit(key.end_mark.index, end, f": {said}")
    return Edit(start, end, f"  {said}" if "\n" in between else said)


def _inserted(
    text: str, node: MappingNode, pairs: list[tuple[Node, Node]], place: int, said: list[str]
) -> Edit:
    if place < 0:
        first = pairs[0][0].start_mark
        gap = ", " if node.flow_style else f"{_ending(text)}{' ' * first.column}"
        return Edit(first.index, first.index, "".join(f"{each}{gap}" for each in said))
    end = end_of(text, pairs[place][1])
    if node.flow_style:
        return Edit(end, end, "".join(f", {each}" for each in said))
    end = _line_end(text, end)
    indent = " " * pairs[0][0].start_mark.column
    return Edit(end, end, "".join(f"{_ending(text)}{indent}{each}" for each in said))


def _taken_out(text: str, node: MappingNode, pairs: list[tuple[Node, Node]], place: int) -> Edit:
    """The pair without its line, or without the comma that divides it; a comment beside it stays."""
    key, found = pairs[place]
    start, end = key.start_mark.index, end_of(text, found)
    if node.flow_style:
        if place and "#" not in text[end_of(text, pairs[place - 1][1]) : start]:
            return Edit(end_of(text, pairs[place - 1][1]), end, "")
        after = pairs[place + 1][0].start_mark.index if place + 1 < len(pairs) else end
        return Edit(start, end if "#" in text[end:after] else after, "")
    stop = _line_end(text, end)
    if text[end:stop].strip():
        return Edit(start, end + len(text[end:stop]) - len(text[end:stop].lstrip()), "")
    begin = text.rfind("\n", 0, start) + 1
    ending = text[stop : stop + 2] if text[stop : stop + 1] == "\r" else text[stop : stop + 1]
    if ending:
        return Edit(begin, stop + len(ending), "")
    return Edit(max(begin - len(_ending(text)), 0), stop, "")


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _ending(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _plain(node: Node) -> Any:
    """What a node says, in plain values."""
    if isinstance(node, MappingNode):
        return {key.value: _plain(found) for key, found in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(each) for each in node.value]
    return node.value
