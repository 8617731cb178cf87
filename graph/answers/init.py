"""``init``: a new data set with nothing in it but its paper, to be written by hand or by an agent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from ..documents.manuscript import line
from ..documents.notes.identities import slug
from ..files import refuse_full, write_folder
from ..model.entities import Actor, Dataset, Paper
from .companions import accompanied


class Begun(TypedDict):
    """The answer of ``init``: where the data set is, and the files in it."""

    schema: str
    folder: str
    files: list[str]


def init(folder: Path, *, title: str | None = None, authors: Sequence[str] = ()) -> Begun:
    """Write a data set without a claim into ``folder``, all of it or nothing.

    Raises FileError where ``folder`` has anything in it, or cannot be written.
    """
    from ..editing.write import write

    refuse_full(folder)
    names = [line(name) for name in authors if line(name)] or ["The author"]
    actors: dict[str, Actor] = {}
    for name in names:
        id_ = _free(slug(name), "author", actors)
        actors[id_] = Actor(id=id_, name=name, type="person" if authors else None)
    heading = line(title or "") or None
    id_ = _free(slug(" ".join((heading or "").split()[:4])), "paper", actors)
    paper = Paper(id=id_, authors=tuple(actors), title=heading)
    files = accompanied(write(Dataset(paper=paper, actors=actors)))
    write_folder(folder, files)
    return {"schema": "claimgraph/init/1", "folder": str(folder), "files": sorted(files)}


def _free(wanted: str, otherwise: str, taken: dict[str, Actor]) -> str:
    """``wanted`` as an id that is none of ``taken``; ``otherwise`` where it is none at all."""
    base = wanted if wanted and not wanted.isdigit() else otherwise
    found, place = base, 1
    while found in taken:
        place += 1
        found = f"{base}-{place}"
    return found
