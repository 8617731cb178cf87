"""A call that asks a store: one paper of it as any data set, or all of them together."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import UsageError
from .calling import Call

if TYPE_CHECKING:
    from ..asking import Question
    from ..evidence_graph.graph import EvidenceGraph
    from ..model.entities import Dataset
    from ..querying.asking import Query
    from ..querying.results import QueryResult
    from ..store.catalogue import Catalogue

_NAMING = ("claim", "thing", "things")
_BELOW = ("supports",)
"""Questions that look only at what lies below their claim."""
_SHOWN = 100
"""Rows on a terminal."""


class StoreCall(Call):
    """One call of a command that is asked of the papers in ``store``, or of ``papers`` among them."""

    def __init__(
        self,
        store: Path,
        papers: Sequence[str],
        form: str | None,
        json: bool,
        values: Mapping[str, Any],
        *,
        limit: int | None = None,
        by: str | None = None,
    ) -> None:
        super().__init__(None, form, json)
        self.store = store
        self.papers = papers
        self.asked_for = limit
        self.by = by
        self.typed = list(_strings(values.values()))
        self._names: list[str] | None = None
        self._under: str | None = None

    @property
    def place(self) -> tuple[str, ...]:
        """The option that names the store."""
        return ("--store", str(self.store))

    @functools.cached_property
    def catalogue(self) -> Catalogue:
        """The store's catalogue, of one generation as long as the process runs."""
        from ..store.catalogue import reading

        return reading(self.store)

    @functools.cached_property
    def paper(self) -> str:
        """The one paper that is asked about. Raises UsageError, UnknownName, AmbiguousName."""
        from ..store.finding import find, paper_in

        if len(self.papers) > 1:
            raise UsageError("this is asked of one paper at a time", "name one --paper")
        named = self.papers[0] if self.papers else None
        if self._names is None:
            named = named or next(filter(None, (paper_in(self.catalogue, each) for each in self.typed)), None)
        return find(self.catalogue, self._names or [], named).paper

    @functools.cached_property
    def folder(self) -> Path:
        """The folder that the paper was read from."""
        row = self.catalogue.one("SELECT folder FROM paper WHERE id = ?", (self.paper,))
        return Path(row[0] if row else ".")

    @functools.cached_property
    def evidence(self) -> EvidenceGraph:
        """The paper's evidence graph, ids carrying the paper, without the classes that are left out."""
        from ..store.finding import evidence_in

        return evidence_in(self.catalogue, self.paper, self.without, under=self._under, dataset=self.dataset)

    @functools.cached_property
    def dataset(self) -> Dataset:
        """The paper's data set, its ids carrying the paper, without the classes that are left out."""
        from ..store.finding import dataset_in

        return dataset_in(self.catalogue, self.paper, self.without)

    def sparql(self, query: Query, named: bool, settings: Sequence[str], timeout: float) -> QueryResult:
        """The answer to ``query``: a named one on each paper's graph, another on all or on ``papers``."""
        from ..querying.asking import sparql
        from ..store.across import papers_of
        from ..store.finding import paper_in, plain_dataset
        from ..store.querying import on_all, on_each

        if named:
            values = [each.partition("=")[2] for each in settings]
            only = [paper for each in values if (paper := paper_in(self.catalogue, each))]
            asked = papers_of(self.catalogue, self.papers or only)
            return on_each(self.catalogue, query, asked, timeout=timeout, form=self.form)
        if not self.papers:
            return on_all(self.store, query, timeout=timeout, form=self.form)
        if len(self.papers) > 1:
            return on_each(self.catalogue, query, self.papers, timeout=timeout, form=self.form)
        dataset = plain_dataset(self.catalogue, self.papers[0])
        return sparql(dataset, query.text, base=query.base, timeout=timeout, form=self.form)

    def plain_settings(self, settings: Sequence[str]) -> Sequence[str]:
        """What is set for a named query, ids as one paper's graph has them."""
        from ..store.finding import paper_in

        found = []
        for each in settings:
            name, mark, value = each.partition("=")
            paper = paper_in(self.catalogue, value)
            found.append(f"{name}{mark}{value.removeprefix(f'{paper}:') if paper else value}")
        return found

    @property
    def own_dataset(self) -> Dataset:
        """The paper's data set as its files say it, without the classes that are left out."""
        from ..evidence_graph.classes import without_classes
        from ..store.finding import plain_dataset

        whole = plain_dataset(self.catalogue, self.paper)
        return without_classes(whole, self.without) if self.without else whole

    def own_claim(self, words: str) -> str:
        """Id, as the paper's files have it, of the claim that ``words`` pick."""
        return self.claim(words).removeprefix(f"{self.paper}:")

    @property
    def vocabulary(self) -> Dataset | None:
        """The data set whose prefixes a result is written with, where it is of one paper."""
        from ..store.finding import plain_dataset

        return plain_dataset(self.catalogue, self.papers[0]) if len(self.papers) == 1 else None

    def claim(self, words: str) -> str:
        """Id of the claim that ``words`` pick. Raises UnknownName, AmbiguousName."""
        return super().claim(self._spelled(words))

    def thing(self, words: str) -> Any:
        """Kind and id of the thing that ``words`` pick. Raises UnknownName, AmbiguousName."""
        return super().thing(self._spelled(words))

    def _spelled(self, words: str) -> str:
        from ..store.finding import find

        return find(self.catalogue, [words], self.paper).names[0]

    def ask(self, question: Question, given: Mapping[str, Any]) -> NoReturn:
        """End with the answer to ``question``: that of one paper, or of all where it is asked of all."""
        from ..store.across import papers_of
        from ..store.finding import find

        if question.of == "nothing":
            super().ask(question, given)
        if question.name in _ACROSS:
            papers_of(self.catalogue, self.papers)
            _ACROSS[question.name](self, question, given)
        takes = {
            each.name: each for each in question.parameters if each.takes in ("claim", "thing", "things")
        }
        names = [name for each in takes for name in _strings([given.get(each)])]
        self._names = names
        if self.paper:
            spelled = iter(find(self.catalogue, names, self.paper).names)
            own = {
                each: [next(spelled) for _ in value] if takes[each].many else next(spelled)
                for each in takes
                if (value := given.get(each))
            }
            if question.name in _BELOW and not given.get("without"):
                self._under = str(own["claim"])
            super().ask(question, {**given, **own})
        raise AssertionError  # a paper has a name

    @property
    def limit(self) -> int | None:
        """How many rows are shown: as asked, else a hundred in words, all in every other form."""
        if self.asked_for is not None:
            return self.asked_for
        return _SHOWN if self.form == "text" else None

    def rows(self, rows: Any, render: str, *, code: int = 0, **options: Any) -> NoReturn:
        """End with ``rows`` of all papers; a text ends with their number and the store's state."""
        if self.form == "text":
            options["state"] = self.catalogue.generation
        self.answer(rows, render, code=code, rows=rows, **options)


def _strings(values: Any) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple):
            yield from _strings(value)


def _rows(call: StoreCall, question: Question, given: Mapping[str, Any]) -> NoReturn:
    from ..asking import imported
    from ..store.across import across

    weighed = [given.get(p.name) or () for p in question.parameters if p.bears_on == "exit"]
    no = imported(question.no) if isinstance(question.no, str) and question.no else question.no
    found = across(
        call.catalogue,
        question,
        given,
        papers=call.papers,
        without=call.without,
        limit=call.limit,
        no=(lambda rows: no(rows, *weighed)) if callable(no) else None,
    )
    what = f"corpus_{given.get('what', question.name)}"
    code = 1 if found.no else 0
    call.rows(found.rows, "corpus_rows", code=code, what=what, count=found.total, papers=found.papers)


def _search(call: StoreCall, question: Question, given: Mapping[str, Any]) -> NoReturn:
    from ..store.searching import search

    if given.get("text"):
        raise UsageError("your own copy is of one paper", "search its folder: --data DIR --text FILE")
    _refuse_leaving_out(call)
    found = search(call.catalogue, " ".join(given["words"]), papers=call.papers, limit=call.limit)
    code = 0 if found["count"] else 1
    call.rows(found["hits"], "corpus_search", code=code, count=found["count"], ranked=found["ranked"])


def _withdraw(call: StoreCall, question: Question, given: Mapping[str, Any]) -> NoReturn:
    from ..store.withdrawing import gone, listed, withdraw

    for each in ("kind", "holder", "section"):
        if given.get(each):
            raise UsageError(f"--{each} narrows what is listed of one paper", "ask its folder: --data DIR")
    if call.by not in (None, "doi"):
        raise UsageError(f'a list is not matched by "{call.by}" alone', "--by doi, or leave --by out")
    if call.by and not given.get("from"):
        raise UsageError("--by says how the works of a list are found", "name the list: --from FILE")
    works, others = gone(call.catalogue, given.get("id") or (), call.papers)
    told: Mapping[str, Any] = {}
    if given.get("from"):
        from ..exchange.retraction_lists import RetractionList

        entries = RetractionList(Path(given["from"]))
        more, told = listed(call.catalogue, entries, by_doi=call.by == "doi")
        works += more
    answer = withdraw(
        call.catalogue,
        works,
        others=others,
        papers=call.papers,
        without=call.without,
        matched=told.get("matched", ()),
        unmatched=told.get("unmatched", ()),
    )
    hit = any(paper["lost"] or paper["weakened"] for paper in answer["papers"])
    if call.form != "text":
        answer["papers"] = answer["papers"][: call.limit]
        call.answer(answer, "corpus_withdraw", code=0 if hit else 1, rows=answer["papers"])
    call.answer(answer, "corpus_withdraw", code=0 if hit else 1, shown=call.limit)


def _ranking(call: StoreCall, question: Question, given: Mapping[str, Any]) -> NoReturn:
    from ..store.withdrawing import ranking

    _refuse_leaving_out(call)
    rows = ranking(call.catalogue, papers=call.papers)
    call.rows(rows[: call.limit], "corpus_ranking", count=len(rows))


def _refuse_leaving_out(call: StoreCall) -> None:
    """What a store keeps ready is with all evidence. Raises UsageError where some is to be left out."""
    if call.without:
        raise UsageError(
            "a store keeps what this asks for with all evidence", "ask a paper's folder: --data DIR"
        )


_ACROSS = {
    "list": _rows,
    "gaps": _rows,
    "stances": _rows,
    "search": _search,
    "withdraw": _withdraw,
    "ranking": _ranking,
}
