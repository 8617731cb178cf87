"""RDF in Turtle, which has no named graphs: the triples of the one paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rdf import writing

if TYPE_CHECKING:
    from ..model.entities import Dataset


def write(dataset: Dataset) -> str:
    """``dataset`` in Turtle; ``rdf.read_rdf`` reads it back."""
    return writing.turtle(dataset)
