"""BibLaTeX: BibTeX with dates in EDTF, and more types and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bibtex import written
from .works import entries

if TYPE_CHECKING:
    from ...model.entities import Dataset


def write(dataset: Dataset, *, ascii_: bool = False) -> str:
    """All works of ``dataset`` in BibLaTeX; ``ascii_``: accents as commands of LaTeX."""
    return written(entries(dataset), biblatex=True, ascii_=ascii_)
