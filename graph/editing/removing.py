"""Things taken out of the two files, with what refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..loading.schema import ENTITIES, RECORDS
from . import scalars
from .entries import empty_section, take_out
from .places import slots
from .references import Reference, arguments, references
from .renaming import rename_arguments, said_instead
from .yaml_edits import Edit, items, value

_NEEDED = ("who", "note", "premises", "from", "to", "actor", "topic")
"""Keys without which what holds them says nothing: it goes with what they name."""


class Leaning(NamedTuple):
    """A reference to what is to be removed, and what goes with it."""

    section: str
    owner: str | None
    path: tuple[str, ...]
    node: ScalarNode
    gone: Node
    """The scalar, or the whole that says nothing without it."""
    in_list: bool


class Removal(NamedTuple):
    """What is taken out of the two files: the nodes, and names that become plain ones."""

    leaning: list[Leaning]
    gone: set[int]
    named: list[ScalarNode]
    renumbered: dict[str, str]


def removal(roots: list[MappingNode], id_: str, note: bool, actor: bool) -> Removal:
    """What goes where ``id_`` does, an entity, a note or an argument, in both files."""
    found = Removal([], set(), [], {})
    out = {id_}
    for root in roots:
        for section in ENTITIES:
            node = value(root, section)
            if isinstance(node, MappingNode) and (section == "endnotes") is note:
                found.gone.update(id(entity) for key, entity in node.value if key.value == id_)
        every = list(arguments(root))
        for argument in every:
            if not note and id_ in (argument.id, argument.claim):
                out.add(argument.id)
                if argument.id == id_:
                    found.gone.add(id(argument.node))
    before = -1
    while before != len(out):  # an argument that goes takes along what refers to it
        before = len(out)
        found.leaning.clear()
        for root in roots:
            for each in references(root):
                if not _names(each, out, id_, note, actor) or _inside(each, found.gone):
                    continue
                gone = _whole(each)
                if each.kinds == ("name",):
                    found.named.append(each.node)
                found.leaning.append(
                    Leaning(each.section, each.owner, each.path, each.node, gone, _in_list(each, gone))
                )
            leaving = {id(leaning.gone) for leaning in found.leaning}
            out |= {argument.id for argument in arguments(root) if id(argument.node) in leaving}
    named = {id(node) for node in found.named}
    found.gone.update(id(leaning.gone) for leaning in found.leaning if id(leaning.node) not in named)
    for root in roots:
        found.renumbered.update(_renumbered(root, found.gone))
    return found


def _names(each: Reference, out: set[str], id_: str, note: bool, actor: bool) -> bool:
    if note or each.kinds == ("note",):
        return note and each.kinds == ("note",) and each.node.value == id_
    if each.kinds == ("name",):
        return actor and each.node.value == id_
    return each.node.value == id_ or ("argument" in each.kinds and each.node.value in out)


def _in_list(each: Reference, gone: Node) -> bool:
    """Whether ``gone`` is an item of a list."""
    place = next(number for number, node in enumerate(each.way) if node is gone)
    return place > 0 and isinstance(each.way[place - 1], SequenceNode)


def _inside(each: Reference, gone: set[int]) -> bool:
    return any(id(node) in gone for node in each.way)


def _whole(each: Reference) -> Node:
    """What goes with the scalar: what needs it, up to an entry of a list or a key that may be absent."""
    if each.path[-1] not in _NEEDED:
        return each.node
    if each.path[0] in ("holder", "from", "to", "actor", "topic") and len(each.path) == 1:
        return each.way[0]
    if each.path == ("holder", "who"):
        return each.way[1]
    if each.path == ("holder", "to"):
        return each.node
    if each.path[-1] == "premises":
        supported = each.way[1]
        return each.way[2] if isinstance(supported, SequenceNode) else supported
    field = each.way[1]
    return each.way[2] if isinstance(field, SequenceNode) else field


def _renumbered(root: MappingNode, gone: set[int]) -> dict[str, str]:
    """New numbers of the arguments that stand behind one that goes."""
    found: dict[str, str] = {}
    behind: dict[str, int] = {}
    for argument in arguments(root):
        if id(argument.node) in gone:
            behind[argument.claim] = behind.get(argument.claim, 0) + 1
        elif behind.get(argument.claim) and argument.id == f"{argument.claim}/{argument.number}":
            found[argument.id] = f"{argument.claim}/{argument.number - behind[argument.claim]}"
    return found


def edits(text: str, root: MappingNode, removal: Removal, name: str | None = None) -> list[Edit]:
    """The edits of one file that take out what ``removal`` says; makers are called by their ``name``."""
    gone = set(removal.gone)
    _close(root, gone, 0)
    found = list(_taken(text, root, gone, 0))
    named = {id(node) for node in removal.named}
    renamed = list(rename_arguments(text, root, removal.renumbered)) if removal.renumbered else []
    for argument in arguments(root):
        if argument.name is not None and argument.id in removal.renumbered:
            renamed.append(said_instead(text, argument.name, removal.renumbered[argument.id]))
    for each in references(root):
        if id(each.node) in named and name is not None:
            start, end = each.node.start_mark.index, each.node.end_mark.index
            renamed.append(Edit(start, end, scalars.text(name)))
    spans = [(edit.start, edit.end) for edit in found]
    found += [e for e in renamed if not any(start <= e.start and e.end <= end for start, end in spans)]
    return found


def _close(node: Node, gone: set[int], depth: int) -> None:
    """A list or mapping of which nothing is left goes, too; but no section and no entity for that."""
    inner = [pair[1] for pair in node.value] if isinstance(node, MappingNode) else items(node)
    if isinstance(node, ScalarNode):
        return
    for each in inner:
        if id(each) not in gone:
            _close(each, gone, depth + 1)
    if depth > 2 and inner and all(id(each) in gone for each in inner):
        gone.add(id(node))


def _taken(text: str, node: Node, gone: set[int], depth: int) -> Iterator[Edit]:
    if not isinstance(node, MappingNode | SequenceNode):
        return
    known = slots(text, node)
    here = {number for number, slot in enumerate(known) if id(slot.node) in gone}
    if depth == 0:
        assert isinstance(node, MappingNode)
        for slot in known:
            inner = items(slot.node) if slot.key in RECORDS else []
            if isinstance(slot.node, MappingNode) and slot.key in ENTITIES:
                inner = [entity for _, entity in slot.node.value]
            if inner and all(id(each) in gone for each in inner):
                yield from empty_section(text, node, slot.key or "")
            else:
                yield from _taken(text, slot.node, gone, 1)
        return
    yield from take_out(text, node, here)
    for number, slot in enumerate(known):
        if number not in here:
            yield from _taken(text, slot.node, gone, depth + 1)
