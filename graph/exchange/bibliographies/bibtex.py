"""BibTeX: what every program that keeps references reads; and what both dialects share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fields import fields_of
from .kinds import kind_of
from .works import entries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model.bibliography import Entry
    from ...model.entities import Dataset


def write(dataset: Dataset, *, ascii_: bool = False) -> str:
    """All works of ``dataset`` in BibTeX; ``ascii_``: accents as commands of LaTeX."""
    return written(entries(dataset), biblatex=False, ascii_=ascii_)


def written(entries_: Iterable[Entry], *, biblatex: bool, ascii_: bool = False) -> str:
    """``entries_`` in one of the two dialects."""
    return "\n".join(_written(entry, biblatex, ascii_) for entry in entries_)


def _written(entry: Entry, biblatex: bool, ascii_: bool) -> str:
    kind = kind_of(entry.type)
    lines = [f"@{kind.biblatex if biblatex else kind.bibtex}{{{entry.key},"]
    lines += [f"  {key} = {value}," for key, value in fields_of(entry, biblatex=biblatex, ascii_=ascii_)]
    return "\n".join([*lines, "}", ""])
