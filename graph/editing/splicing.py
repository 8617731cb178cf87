"""A fragment put into the two files of a data set, each part into its own: one pass over each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from yaml.nodes import MappingNode, SequenceNode

from ..loading.schema import FILES
from .entries import put_in_block, put_in_flow, put_section, put_section_in_flow
from .fragments import Entry, as_lines, entries, in_braces
from .places import column, slots
from .replacing import replace
from .yaml_edits import Edit, apply, compose, value

Spot = tuple[str, str]
"""A section, and an id in it."""


class Splice(NamedTuple):
    """How a fragment is put in: behind which entity, in whose places, and those written wholly anew.

    ``places``: in that of which record, by its number, one of the fragment goes. ``merging``: keys that
    the fragment leaves out stay.
    """

    after: Spot | None = None
    replaced: Collection[Spot] = ()
    places: Mapping[tuple[str, int], int] = {}
    merging: bool = False
    whole: bool = False


def splice(texts: Mapping[str, str], fragment: str, how: Splice) -> dict[str, str]:
    """The ``texts`` of the two files, by name, with the entries of ``fragment`` in them; those that change.

    Nothing else in them does. They have been read by the loader, and ids that are there already are
    among those to be replaced. Time: linear in texts and fragment.
    """
    root = compose(fragment)
    found: dict[str, str] = {}
    for name, sections in FILES.items():
        wanted = {section: entries(fragment, root, section) for section in sections[1:]}
        wanted = {section: new for section, new in wanted.items() if new}
        if wanted:
            text = texts[name]
            found[name] = apply(text, _edits(text, compose(text), name, wanted, how))
    return found


def _edits(
    text: str, root: MappingNode, name: str, wanted: Mapping[str, list[Entry]], how: Splice
) -> list[Edit]:
    edits: list[Edit] = []
    absent: list[Edit] = []  # after what goes to the end of the section before
    for section, new in wanted.items():
        if section == "paper" and value(root, section) is not None:
            slot = next(slot for slot in slots(text, root) if slot.key == section)
            edits += replace(text, slot, not root.flow_style, new[0], how.whole, how.merging)
            continue
        node = value(root, section)
        if node is None:
            absent.append(_section(text, root, name, section, new))
            continue
        assert isinstance(node, MappingNode | SequenceNode)
        known = slots(text, node)
        place = {slot.key: number for number, slot in enumerate(known)}
        added: list[Entry] = []
        for number, entry in enumerate(new):
            key = entry.slot.key
            old = how.places.get((section, number))
            if key is not None and (section, key) in how.replaced:
                old = place[key]
            if old is not None:
                edits += replace(text, known[old], not node.flow_style, entry, how.whole, how.merging)
            else:
                added.append(entry)
        if not added:
            continue
        behind = place[how.after[1]] if how.after and how.after[0] == section else len(known) - 1
        if node.flow_style:
            edits.append(put_in_flow(text, node, [in_braces(entry) for entry in added], behind))
        else:
            far = column(text, known[0])
            lines = [line for entry in added for line in as_lines(entry, far)]
            edits.append(put_in_block(text, node, lines, behind))
    return edits + absent


def _section(text: str, root: MappingNode, name: str, section: str, new: list[Entry]) -> Edit:
    """A section that is not there yet, with the entries ``new``."""
    if root.flow_style:
        inner = [in_braces(entry) for entry in new]
        if section == "paper":
            return put_section_in_flow(text, root, inner[0])
        brackets = "[{}]" if new[0].slot.key is None else "{{{}}}"
        return put_section_in_flow(text, root, f"{section}: {brackets.format(', '.join(inner))}")
    far = column(text, slots(text, root)[0])
    if section == "paper":
        lines = as_lines(new[0], far)
    else:
        head = f"{' ' * far}{section}:"
        lines = [head, *(line for entry in new for line in as_lines(entry, far + 2))]
    sections = FILES[name]
    return put_section(text, root, sections[: sections.index(section)], lines)
