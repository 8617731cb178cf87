"""A paper's model and the bones of its evidence as a store keeps them: compressed JSON."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel

from ..errors import FileError
from ..evidence_graph.bones import Bones, from_json, to_json
from ..model.entities import Actor, Claim, Dataset, Endnote, Topic, Work

K = TypeVar("K")
V = TypeVar("V")

Model: TypeAlias = bytes
"""A data set as compressed JSON, defaults left out: what is no table of entities in the first line, then
each entity in a line of its own, so that one is found without reading the others."""
MOST = 256 * 2**20
"""Bytes that a paper may hold."""
_ENTITIES: Mapping[str, type[BaseModel]] = {
    "actors": Actor,
    "topics": Topic,
    "works": Work,
    "endnotes": Endnote,
    "claims": Claim,
}


def packed(dataset: Dataset) -> Model:
    """``dataset`` as it is kept."""
    rest = dataset.model_dump_json(exclude=set(_ENTITIES), exclude_defaults=True, by_alias=True)
    lines = [rest.removesuffix("}")]
    for table in _ENTITIES:
        lines.append(f',"{table}":{{')
        comma = ""
        for name, entity in getattr(dataset, table).items():
            lines.append(f'{comma}"{name}":{entity.model_dump_json(exclude_defaults=True, by_alias=True)}')
            comma = ","
        lines.append("}")
    return zlib.compress("\n".join([*lines, "}"]).encode(), 6)


def unpacked(model: Model) -> Dataset:
    """The data set of ``model``. Raises ValueError for what is none."""
    return Dataset.model_validate_json(_inflated(model))


def opened(model: Model) -> Dataset:
    """The data set of ``model``, each of its entities read when it is first looked at.

    For a model that ``packed`` made: what is wrong with an entity is found, as FileError, when it is
    looked at. Raises ValueError.
    """
    first, *lines = _inflated(model).split(b"\n")
    rest = Dataset.model_validate_json(first + b"}")
    tables: dict[str, dict[Any, bytes]] = {name: {} for name in _ENTITIES}
    table: dict[Any, bytes] = {}
    for line in lines:
        name, colon, told = line.lstrip(b',"').partition(b'":')
        if told == b"{":
            table = tables[name.decode()]
        elif colon:
            table[name.decode()] = told
    tables["endnotes"] = {int(number): note for number, note in tables["endnotes"].items()}
    update = {name: Lazy(tables[name], _reader(kind)) for name, kind in _ENTITIES.items()}
    return rest.model_copy(update=update)


def _reader(kind: type[BaseModel]) -> Callable[[bytes], BaseModel]:
    def read(told: bytes) -> BaseModel:
        try:
            return kind.model_validate_json(told)
        except ValueError as error:
            raise FileError(
                f"the store is damaged: a {kind.__name__.lower()} in it is none",
                "build it anew: claimgraph corpus add … --rebuild",
            ) from error

    return read


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


def pack_bones(found: Bones) -> bytes:
    """``found`` as it is kept."""
    return zlib.compress(to_json(found).encode(), 6)


def unpack_bones(packed: bytes) -> Bones:
    """What ``pack_bones`` kept. Raises ValueError."""
    return from_json(_inflated(packed))


def _inflated(data: bytes) -> bytes:
    """``data`` decompressed, within the bound of what a paper may hold. Raises ValueError."""
    if not isinstance(data, bytes):  # a table's column may hold anything
        raise ValueError("there are no bytes")
    machine = zlib.decompressobj()
    try:
        found = machine.decompress(data, MOST)
    except zlib.error as error:
        raise ValueError(f"it is not compressed as it should be: {error}") from error
    if machine.unconsumed_tail:
        raise ValueError("it is larger than a paper may be")
    return found
