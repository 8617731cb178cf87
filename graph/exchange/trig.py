"""RDF in TriG: Turtle with the paper's named graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rdf import writing

if TYPE_CHECKING:
    from ..model.entities import Dataset


def write(dataset: Dataset) -> str:
    """``dataset`` in TriG; ``rdf.read_rdf`` reads it back."""
    return writing.trig(dataset)
