"""Where *ibid.*, *op. cit.* and *see note* are resolved: the works that stand behind each endnote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model.entities import Dataset


class NoteWorks(NamedTuple):
    """W(n) of every endnote, and the last note of the chain each leans on (``None``: on none)."""

    works: Mapping[int, tuple[str, ...]]
    resolved_via: Mapping[int, int | None]


def works_of(dataset: Dataset) -> NoteWorks:
    """W(n) for every endnote n: its own works, then those of the note it leans on, each once.

    A chain that runs into a ring or a missing note ends there (the loader refuses both).
    Time: linear in the notes and the works they hold. Source: design section 4, *Works of a note*.
    """
    works: dict[int, tuple[str, ...]] = {}
    last: dict[int, int | None] = {}
    for number in dataset.endnotes:
        chain = _unresolved_chain(dataset, number, works)
        for link in reversed(chain):
            note = dataset.endnotes[link]
            earlier = note.refers_to
            leans = earlier is not None and earlier in works
            behind = works[earlier] if earlier is not None and leans else ()
            works[link] = tuple(dict.fromkeys((*note.works, *behind)))
            last[link] = (last[earlier] or earlier) if earlier is not None and leans else None
    return NoteWorks(works, last)


def _unresolved_chain(dataset: Dataset, number: int, known: Mapping[int, tuple[str, ...]]) -> list[int]:
    """List ``number`` and the notes it leans on, nearest first, up to one already known."""
    chain: dict[int, None] = {}
    link: int | None = number
    while link is not None and link in dataset.endnotes and link not in known and link not in chain:
        chain[link] = None
        link = dataset.endnotes[link].refers_to
    return list(chain)
