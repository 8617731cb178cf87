"""A paper's model and the bones of its evidence as a store keeps them: compressed JSON."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

from ..errors import FileError
from ..evidence_graph.bones import Bones, from_json, to_json
from ..model.entities import Actor, Claim, Dataset, Endnote, Topic, Work

K = TypeVar("K")
V = TypeVar("V")

Model: TypeAlias = bytes
"""A data set as compressed JSON, defaults left out."""
MOST = 256 * 2**20
"""Bytes that a paper may hold."""


def packed(dataset: Dataset) -> Model:
    """``dataset`` as it is kept."""
    return zlib.compress(dataset.model_dump_json(exclude_defaults=True, by_alias=True).encode(), 6)


def unpacked(model: Model) -> Dataset:
    """The data set of ``model``. Raises ValueError for what is none."""
    return Dataset.model_validate_json(_inflated(model))


def opened(model: Model) -> Dataset:
    """The data set of ``model``, each of its entities made when it is first looked at.

    For a model that ``packed`` made: what else it may hold is found, as FileError, when it is looked at.
    Raises ValueError.
    """
    told = json.loads(_inflated(model))
    rest = Dataset.model_validate({name: told[name] for name in told if name not in _ENTITIES})
    told["endnotes"] = {int(number): note for number, note in told.get("endnotes", {}).items()}
    tables = {name: Lazy(told.get(name, {}), _maker(kind)) for name, kind in _ENTITIES.items()}
    return rest.model_copy(update=tables)


def _maker(kind: type[Any]) -> Callable[[Any], Any]:
    def make(told: Any) -> Any:
        try:
            return kind.model_validate(told)
        except ValueError as error:
            raise FileError(
                f"the store is damaged: what it holds of a paper's {kind.__name__.lower()} is none",
                "build it anew: claimgraph corpus add … --rebuild",
            ) from error

    return make


class Lazy(Mapping[K, V], Generic[K, V]):
    """What ``make`` makes of each value of ``source``, made when it is first looked at."""

    def __init__(self, source: Mapping[K, Any], make: Callable[[Any], V]) -> None:
        self._source = source
        self._make = make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        try:
            return self._made[key]
        except KeyError:
            made = self._made[key] = self._make(self._source[key])
            return made

    def __contains__(self, key: object) -> bool:
        return key in self._source

    def __iter__(self) -> Iterator[K]:
        return iter(self._source)

    def __len__(self) -> int:
        return len(self._source)


_ENTITIES: Mapping[str, type[Any]] = {
    "actors": Actor,
    "topics": Topic,
    "works": Work,
    "endnotes": Endnote,
    "claims": Claim,
}


def pack_bones(found: Bones) -> bytes:
    """``found`` as it is kept."""
    return zlib.compress(to_json(found).encode(), 6)


def unpack_bones(packed: bytes) -> Bones:
    """What ``pack_bones`` kept. Raises ValueError."""
    return from_json(_inflated(packed))


def _inflated(data: bytes) -> bytes:
    """``data`` decompressed, within the bound of what a paper may hold. Raises ValueError."""
    machine = zlib.decompressobj()
    try:
        found = machine.decompress(data, MOST)
    except zlib.error as error:
        raise ValueError(f"it is not compressed as it should be: {error}") from error
    if machine.unconsumed_tail:
        raise ValueError("it is larger than a paper may be")
    return found
