"""Ids and note numbers renamed wherever they stand, with or without a trace of the old ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..loading.schema import ENTITIES
from . import scalars
from .entries import put, put_in_block, put_in_flow, take_out
from .places import column, end_of, slots
from .references import arguments, references
from .yaml_edits import Edit, value


def rename_notes(text: str, root: MappingNode, numbers: Mapping[str, str]) -> Iterator[Edit]:
    """Let the notes in ``numbers`` have their new ones, all at once: one may take another's."""
    notes = value(root, "endnotes")
    for key, _ in notes.value if isinstance(notes, MappingNode) else ():
        if key.value in numbers:
            yield said_instead(text, key, numbers[key.value])
    for each in references(root):
        if each.kinds == ("note",) and each.node.value in numbers:
            yield said_instead(text, each.node, numbers[each.node.value])


def rename_arguments(text: str, root: MappingNode, ids: Mapping[str, str]) -> Iterator[Edit]:
    """Let references to the arguments in ``ids`` have their new ids."""
    for each in references(root):
        if "argument" in each.kinds and each.node.value in ids:
            yield said_instead(text, each.node, ids[each.node.value])


def rename_id(text: str, root: MappingNode, old: str, new: str, actor: bool) -> Iterator[Edit]:
    """Let what is called ``old`` be called ``new``, and remember that.

    Or forget, where it was called so just before. An ``actor`` may be named among makers, too.
    """
    for key, entity in _declared(root, old):
        yield said_instead(text, key, new)
        if isinstance(entity, MappingNode):
            yield from _remembered(text, entity, old, new)
    for each in references(root):
        if each.kinds == ("note",) or (each.kinds == ("name",) and not actor):
            continue
        claim, slash, number = each.node.value.partition("/")
        if each.node.value == old:
            yield said_instead(text, each.node, new)
        elif slash and claim == old and "argument" in each.kinds:
            yield said_instead(text, each.node, f"{new}/{number}")
    for argument in arguments(root):
        if argument.name is not None and argument.claim == old and argument.id == f"{old}/{argument.number}":
            yield said_instead(text, argument.name, f"{new}/{argument.number}")


def _declared(root: MappingNode, id_: str) -> Iterator[tuple[ScalarNode, Node]]:
    """The scalar that declares ``id_``, and the entity it names."""
    paper = value(root, "paper")
    own = value(paper, "id")
    if isinstance(own, ScalarNode) and own.value == id_ and paper is not None:
        yield own, paper
    for section in ENTITIES:
        node = value(root, section)
        for key, entity in node.value if isinstance(node, MappingNode) and section != "endnotes" else ():
            if key.value == id_:
                yield key, entity
    for argument in arguments(root):
        if argument.name is not None and argument.id == id_:
            yield argument.name, argument.node


def said_instead(text: str, node: ScalarNode, new: str) -> Edit:
    """Let the scalar ``node`` say ``new``, an id or a number, in the quotes it has."""
    start, end = node.start_mark.index, end_of(text, node)
    quote = text[start : start + 1]
    return Edit(start, end, f"{quote}{new}{quote}" if quote in ("'", '"') else new)


def _remembered(text: str, entity: MappingNode, old: str, new: str) -> Iterator[Edit]:
    """``old`` among the former ids of ``entity``; or, where ``new`` is the last of them, without that one.

    A bare id becomes a list with the later one first, a list grows at its end: so each step back
    finds what to take away, and what to leave as it was.
    """
    former = value(entity, "formerly")
    if former is None:
        yield put(text, entity, "formerly", scalars.checked(old))
    elif isinstance(former, SequenceNode) and former.value:
        known = [item.value for item in former.value]
        if known[-1] == new and len(known) > 1:
            yield from take_out(text, former, {len(known) - 1})
        elif known[0] == new and len(known) == 2:
            start, end = former.value[1].start_mark.index, end_of(text, former.value[1])
            yield Edit(
                former.start_mark.index,
                end_of(text, former) if not former.flow_style else former.end_mark.index,
                text[start:end],
            )
        elif known == [new]:
            yield from _forgotten(text, entity)
        else:
            if new in known:
                yield from take_out(text, former, {known.index(new)})
            kept = [number for number, id_ in enumerate(known) if id_ != new]
            yield _appended(text, former, old, kept[-1])
    elif isinstance(former, ScalarNode):
        if former.value == new:
            yield from _forgotten(text, entity)
        else:
            start, end = former.start_mark.index, end_of(text, former)
            yield Edit(start, end, f"[{scalars.checked(old)}, {text[start:end]}]")


def _appended(text: str, former: SequenceNode, old: str, behind: int) -> Edit:
    if former.flow_style:
        return put_in_flow(text, former, [scalars.checked(old)], behind)
    far = column(text, slots(text, former)[0])
    return put_in_block(text, former, [f"{' ' * far}- {scalars.checked(old)}"], behind)


def _forgotten(text: str, entity: MappingNode) -> list[Edit]:
    names = [key.value for key, _ in entity.value]
    return take_out(text, entity, {names.index("formerly")})
