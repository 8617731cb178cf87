"""RDF in canonical N-Quads: one quad a line, sorted; the same data give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import rdf

if TYPE_CHECKING:
    from ..model.entities import Dataset


def write(dataset: Dataset) -> str:
    """``dataset`` in N-Quads; ``rdf.read_rdf`` reads it back."""
    return rdf.nquads(dataset)
