"""A data set as one side of a comparison: its claims by sentence, and the lines where things stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from typing_extensions import TypedDict
from yaml.nodes import MappingNode, Node

from ..editing.yaml_edits import compose, items, value
from ..evidence_graph.restatements import Pools, pools
from ..loading import CLAIMS, load
from ..model.entities import Claim, Dataset, Passage

SentenceName = tuple[str, int]
"""A paragraph's label and the number of a sentence in it."""


class Place(TypedDict):
    """A line of a file, counted from 1."""

    file: str
    line: int


@dataclass(frozen=True)
class Encoding:
    """A data set and the folder it was read from."""

    folder: Path
    dataset: Dataset
    sections: frozenset[str] | None = None
    """The sections that are compared; all where there are none."""

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims that have a passage, in the sections compared."""
        return {
            claim.id: claim
            for claim in self.dataset.claims.values()
            if any(self._compared(passage) for passage in claim.passage)
        }

    def _compared(self, passage: Passage) -> bool:
        return self.sections is None or (passage.paragraph.rpartition("/")[0] or "0") in self.sections

    @cached_property
    def longest(self) -> dict[str, int]:
        """The highest number of a sentence that is named in each paragraph."""
        found: dict[str, int] = {}
        for passage in self._passages():
            last = passage.sentences[1] if passage.sentences else 1
            found[passage.paragraph] = max(found.get(passage.paragraph, 1), last)
        return found

    def _passages(self) -> list[Passage]:
        return [
            passage
            for owner in (*(claim.passage for claim in self.dataset.claims.values()), self.dataset.unclaimed)
            for passage in owner
            if self._compared(passage)
        ]

    def sentences(self, passages: Collection[Passage]) -> frozenset[SentenceName]:
        """The sentences that ``passages`` name; a whole paragraph has as many as are named in it."""
        names: set[SentenceName] = set()
        for passage in passages:
            first, last = passage.sentences or (1, self.longest.get(passage.paragraph, 1))
            names.update((passage.paragraph, number) for number in range(first, last + 1))
        return frozenset(names)

    @cached_property
    def named(self) -> frozenset[SentenceName]:
        """All sentences that a claim or an unclaimed entry names."""
        return self.sentences(self._passages())

    @cached_property
    def pools(self) -> Pools:
        """Which restatements are one claim."""
        return pools(self.dataset)

    @cached_property
    def conclusions(self) -> dict[str, str]:
        """The conclusion of each argument."""
        return {
            argument.id: claim.id for claim in self.dataset.claims.values() for argument in claim.supported_by
        }

    @cached_property
    def _root(self) -> MappingNode:
        return compose((self.folder / CLAIMS).read_text("utf-8-sig"))

    @cached_property
    def _claim_nodes(self) -> dict[str, tuple[Node, Node]]:
        node = value(self._root, "claims")
        return {key.value: (key, entry) for key, entry in node.value} if isinstance(node, MappingNode) else {}

    def claim_place(self, claim: str, key: str | None = None) -> Place:
        """Where ``claim`` stands, or what it says under ``key`` if that is there."""
        name, entry = self._claim_nodes[claim]
        return self._at((value(entry, key) if key else None) or name)

    def record_place(self, section: str, index: int) -> Place:
        """Where the entry ``index``, from 0, of a list such as ``attacks`` stands."""
        return self._at(items(value(self._root, section))[index])

    def _at(self, node: Node) -> Place:
        return {"file": str(self.folder / CLAIMS), "line": node.start_mark.line + 1}


def read_encoding(folder: Path | str) -> Encoding:
    """Read the data set in ``folder`` as one side of a comparison. Raises DataError."""
    return Encoding(Path(folder), load(Path(folder)))
