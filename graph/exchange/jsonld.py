"""RDF in JSON-LD with its context in the file, so that nothing is fetched to read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..rdf import writing

if TYPE_CHECKING:
    from ..model.entities import Dataset


def write(dataset: Dataset) -> str:
    """``dataset`` in JSON-LD; ``rdf.read_rdf`` reads it back."""
    return json.dumps(writing.jsonld(dataset), ensure_ascii=False, indent=2) + "\n"
