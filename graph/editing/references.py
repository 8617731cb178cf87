"""Where ids and note numbers stand in the two files: as keys, and as references in every form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..loading.references import REFERENCES
from ..loading.schema import ENTITIES
from .yaml_edits import items, value

_STANDS_FOR_ALL = ("who", "note", "premises")
"""Keys whose value may stand for the whole mapping (``loading.forms``)."""
_NAMES = (
    ("paper", ("publisher",)),
    ("works", ("creators",)),
    ("works", ("issuer",)),
    ("works", ("publisher",)),
)
"""Where an actor's id may stand, or a plain name."""


class Reference(NamedTuple):
    """A scalar that names something: in which entity or record of which section, and under which keys."""

    section: str
    owner: str | None
    """The id of the entity; ``None`` in a list of records."""
    path: tuple[str, ...]
    node: ScalarNode
    way: tuple[Node, ...]
    """From the section's entry to the scalar itself: what holds it."""
    kinds: tuple[str, ...]
    """What it may name."""


def references(root: MappingNode) -> Iterator[Reference]:
    """All references in the file ``root``, section by section, and makers that may be actors."""
    for section, path, kinds, _ in (*REFERENCES, *((*each, ("name",), "") for each in _NAMES)):
        node = value(root, section)
        if node is None:
            continue
        owners: Iterable[tuple[str | None, Node]]
        if section == "paper":
            owners = [("paper", node)]
        elif section in ENTITIES:
            owners = ((k.value, v) for k, v in node.value) if isinstance(node, MappingNode) else ()
        else:
            owners = ((None, each) for each in items(node))
        for owner, entry in owners:
            for found, way in _at(entry, path, (entry,)):
                yield Reference(section, owner, path, found, way, kinds)


def _at(
    node: Node, path: tuple[str, ...], way: tuple[Node, ...]
) -> Iterator[tuple[ScalarNode, tuple[Node, ...]]]:
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _at(item, path, (*way, item))
    elif isinstance(node, ScalarNode):
        if not path or path[0] in _STANDS_FOR_ALL:
            yield node, way
    elif path:
        inner = value(node, path[0])
        if inner is not None:
            yield from _at(inner, path[1:], (*way, inner))


class Argument(NamedTuple):
    """An argument as it stands in ``supported_by``: its id, its place there, its mapping if it has one."""

    claim: str
    id: str
    number: int
    node: Node
    name: ScalarNode | None
    """The ``id`` that is written."""


def arguments(root: MappingNode) -> Iterator[Argument]:
    """All arguments of the file ``root``."""
    claims = value(root, "claims")
    for key, claim in claims.value if isinstance(claims, MappingNode) else ():
        for number, node in enumerate(items(value(claim, "supported_by")), 1):
            name = value(node, "id")
            written = name if isinstance(name, ScalarNode) else None
            yield Argument(
                key.value, written.value if written else f"{key.value}/{number}", number, node, written
            )
