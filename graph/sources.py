"""What questions are asked of: a folder, read once, with or without some classes of its evidence."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .evidence_graph.graph import EvidenceGraph
    from .loading import Reading
    from .model.entities import Dataset
    from .model.terms import EvidenceClass

_OTHERS = 8


class Folder:
    """The data set in a folder; each part of it is made when it is first wanted."""

    def __init__(self, data: Path | None = None) -> None:
        self.data = data
        self.without: tuple[EvidenceClass, ...] = ()
        self._others: OrderedDict[tuple[EvidenceClass, ...], Folder] = OrderedDict()

    @functools.cached_property
    def folder(self) -> Path:
        """Where the data set lies."""
        from .loading import find

        return find(self.data)

    @functools.cached_property
    def reading(self) -> Reading:
        """What was read there, errors and all."""
        from .loading import read

        return read(self.folder)

    def leave_out(self, as_written: bool, classes: Sequence[str] | None) -> None:
        """Answer as though evidence of ``classes``, and ours if ``as_written``, had never been written down.

        Raises UnknownName for a class that does not exist.
        """
        from .asking import left_out

        self.without = left_out(as_written, classes)

    @functools.cached_property
    def dataset(self) -> Dataset:
        """The data set asked about, without the classes that are left out. Raises DataError."""
        from .loading import loaded

        dataset = loaded(self.folder, self.reading)
        if not self.without:
            return dataset
        from .evidence_graph.classes import without_classes

        return without_classes(dataset, self.without)

    @functools.cached_property
    def evidence(self) -> EvidenceGraph:
        """Its evidence graph: the one place where a door makes it."""
        from .evidence_graph.graph import evidence

        return evidence(self.dataset, without=self.without)

    def leaving_out(self, without: tuple[EvidenceClass, ...]) -> Folder:
        """The same reading, asked ``without`` these classes; the last few that were wanted are kept."""
        if without == self.without:
            return self
        other = self._others.pop(without, None)
        if other is None:
            other = Folder(self.data)
            other.folder, other.reading, other.without = self.folder, self.reading, without
        self._others[without] = other
        while len(self._others) > _OTHERS:
            self._others.popitem(last=False)
        return other
