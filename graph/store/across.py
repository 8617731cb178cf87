"""One question to all papers: the rows of each, with the paper first, in the order of paper ids."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..asking import Question, ask
from ..errors import AmbiguousName, UnknownName, UsageError
from ..evidence_graph.graph import EvidenceGraph
from ..model.entities import Dataset
from ..model.terms import EvidenceClass
from .catalogue import Catalogue
from .finding import dataset_in, evidence_in

ROWS = ("list", "gaps", "stances")
"""The questions whose answers are rows of every paper."""
_NAMES = ("actor", "topic", "subject", "claim", "thing")


class PaperSources:
    """What questions are asked of: a paper of a store, its ids carrying it."""

    def __init__(self, catalogue: Catalogue, paper: str, without: tuple[EvidenceClass, ...] = ()) -> None:
        self.dataset = dataset_in(catalogue, paper, without)
        self.without = without
        self._at = catalogue, paper

    @functools.cached_property
    def evidence(self) -> EvidenceGraph:
        """Its evidence graph."""
        return evidence_in(*self._at, self.without, dataset=self.dataset)

    @property
    def folder(self) -> Path:
        """Raises UsageError: a paper of a store is in no folder."""
        raise UsageError("a paper in a store has no folder", "name your copy of it with --text")

    @property
    def reading(self) -> Any:
        """Raises UsageError: what is in a store was read already."""
        raise UsageError(
            "what is in a store was checked when it was added", "corpus stats tells its findings"
        )


class Across(NamedTuple):
    """The rows shown, how many there are, in how many papers, and whether they are a plain no."""

    rows: list[dict[str, Any]]
    total: int
    papers: int
    no: bool


def across(
    catalogue: Catalogue,
    question: Question,
    given: Mapping[str, Any],
    *,
    papers: Collection[str] = (),
    without: tuple[EvidenceClass, ...] = (),
    limit: int | None = None,
    no: Callable[[list[Any]], bool] | None = None,
) -> Across:
    """The rows that every paper, or those in ``papers``, has for ``question``, ``limit`` of them shown.

    ``no``: whether rows of a paper are a plain no, those not shown included. A name that a paper does
    not know finds nothing in it. Raises UnknownName for one that none knows, UsageError.
    Time: that of the question, for every paper.
    """
    shown: list[dict[str, Any]] = []
    count, having, refused, unknown, known = 0, 0, False, None, False
    for paper in papers_of(catalogue, papers):
        sources = PaperSources(catalogue, paper, without)
        try:
            found = ask(question, sources, dict(_named(question, given, paper, sources.dataset)))
        except AmbiguousName:
            raise
        except UnknownName as error:
            unknown = error
            continue
        known = True
        count += len(found)
        having += bool(found)
        refused = refused or bool(no and no(found))
        if limit is None or len(shown) < limit:
            room = None if limit is None else limit - len(shown)
            shown += [{"paper": paper, **row} for row in found[:room]]
    if unknown and not known:
        raise UnknownName(f"in no paper of the store: {unknown.message}", unknown.candidates)
    return Across(shown, count, having, refused)


def papers_of(catalogue: Catalogue, papers: Collection[str]) -> list[str]:
    """The ids of all papers, or of those in ``papers``, in their order. Raises UnknownName."""
    known = [name for (name,) in catalogue.rows("SELECT id FROM paper ORDER BY id")]
    for name in papers:
        if name not in known:
            from ..hints import near

            raise UnknownName(f'no paper in the store is called "{name}"', near(name, known, 5))
    return [name for name in known if not papers or name in papers]


def _named(
    question: Question, given: Mapping[str, Any], paper: str, dataset: Dataset
) -> Iterator[tuple[str, Any]]:
    """``given``, ids of ``paper`` written as its data set has them."""
    takes = {parameter.name: parameter.takes for parameter in question.parameters}
    tables = (dataset.claims, dataset.works, dataset.actors, dataset.topics)
    for name, value in given.items():
        own = f"{paper}:{value}"
        inside = takes.get(name) in _NAMES and any(own in table for table in tables)
        yield name, own if inside else value
