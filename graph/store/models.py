"""A paper's model and the bones of its evidence as a store keeps them: compressed JSON."""

from __future__ import annotations

import zlib
from typing import TypeAlias

from ..evidence_graph.bones import Bones, bones, from_json, to_json
from ..evidence_graph.graph import EvidenceGraph, assembled
from ..model.entities import Dataset

Model: TypeAlias = bytes
"""A data set as compressed JSON, defaults left out."""
MOST = 256 * 2**20
"""Bytes that a paper may hold."""


def packed(dataset: Dataset) -> Model:
    """``dataset`` as it is kept."""
    return zlib.compress(dataset.model_dump_json(exclude_defaults=True, by_alias=True).encode(), 6)


def unpacked(model: Model) -> Dataset:
    """The data set of ``model``. Raises ValueError for what is none."""
    try:
        return Dataset.model_validate_json(_inflated(model))
    except zlib.error as error:
        raise ValueError(f"it is not compressed as a model is: {error}") from error


def packed_bones(dataset: Dataset) -> bytes:
    """What ``dataset`` says of evidence, as it is kept."""
    return pack_bones(bones(dataset))


def pack_bones(found: Bones) -> bytes:
    """``found`` as it is kept."""
    return zlib.compress(to_json(found).encode(), 6)


def evidence_of(packed: bytes) -> EvidenceGraph:
    """The evidence graph that ``packed_bones`` kept; it stands alone. Raises ValueError."""
    try:
        return assembled(from_json(_inflated(packed)))
    except zlib.error as error:
        raise ValueError(f"it is not compressed as bones are: {error}") from error


def _inflated(data: bytes) -> bytes:
    """``data`` decompressed, within the bound of what a paper may hold."""
    machine = zlib.decompressobj()
    found = machine.decompress(data, MOST)
    if machine.unconsumed_tail:
        raise ValueError("it is larger than a paper may be")
    return found
