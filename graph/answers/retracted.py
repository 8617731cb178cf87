"""Which works a list of withdrawn publications names, and what it says became of them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Generic, Literal, NamedTuple, TypedDict, TypeVar

from ..exchange.retraction_lists import Key, Listed, RetractionList
from ..model.addresses import address, is_home
from ..model.dates import bounds
from ..model.entities import Dataset, Work
from ..model.fates import WITHDRAWS, Fate
from ..model.identifiers import dois, isbns
from ..model.titles import title_key, titled
from .retraction_story import Stories

Ref = TypeVar("Ref", bound=Hashable)
_KEYS: tuple[Key, ...] = ("doi", "url", "isbn", "id", "title")  # the surest first
_SHOWN = 1000
_RANGES = 10_000
_COMMON = re.compile(
    r"abstracts?|acknowledgements|annualreport|appendix|background|bookreviews?|comment|commentary"
    r"|conclusions?|contents|correspondence|corrections?|discussion|editorial|editorsnote|erratum"
    r"|foreword|index|inmemoriam|introduction|letters?|lettertotheeditor|methods|news|notes|obituary"
    r"|overview|preface|reply|response|results|retraction|reviews?|summary|tableofcontents|untitled"
)
"""Titles that so many works have that one alone names none."""


class Match(TypedDict):
    """A line of the list, the works it withdraws, by what they were found, and what it says happened.

    ``notice``: the line is about a notice; ``event`` is *retraction* where nothing says otherwise.
    """

    line: int
    text: str
    works: list[str]
    by: Key
    event: Fate
    notice: bool


class Unmatched(TypedDict):
    """A line of the list that withdraws no work, and why where it is not just unknown."""

    line: int
    text: str
    why: str | None


class Reinstated(TypedDict):
    """A work whose retraction a later line takes back."""

    work: str
    retracted: int
    reinstated: int


class Counts(TypedDict):
    """How many entries a list has, and what became of each; the last five add up to the first."""

    entries: int
    matched: int
    not_in_paper: int
    not_retractions: int
    not_certain: int
    not_understood: int


class Retractions(TypedDict):
    """What a list of withdrawn publications names.

    ``works`` in file order of the data set. ``matched`` and ``unmatched`` show the first thousand
    lines of each kind; ``unmatched_lines`` has all that withdraw nothing, as ranges of line numbers
    (the first ten thousand). ``assumed`` is what had to be assumed, ``notices`` what else the
    reader should know; ``columns`` how the columns of a table were understood.
    """

    works: list[str]
    matched: list[Match]
    unmatched: list[Unmatched]
    unmatched_lines: list[tuple[int, int]]
    counts: Counts
    replaced: list[str]
    reinstated: list[Reinstated]
    assumed: list[str]
    notices: list[str]
    kind: Literal["table", "lines"]
    columns: dict[str, str]


class _Own(NamedTuple):
    """What of a work must not contradict an entry."""

    dois: frozenset[str]
    titles: frozenset[str]
    year: int | None
    notice: bool


class Index(Generic[Ref]):
    """The keys of works, made once and asked of any number of lists; ``Ref`` says which work."""

    def __init__(self) -> None:
        self.named: dict[tuple[Key, str], list[Ref]] = {}
        self.own: dict[Ref, _Own] = {}

    def add(self, ref: Ref, work: Work, *, ids: bool = True) -> None:
        """Let ``work`` be found as ``ref``; by its ids too, unless other data sets are in the index."""
        title = titled(work.title)
        titles = {title_key(work.title)} | (set() if title.notice else {title_key(title.title)})
        own = {*dois(work.doi or ""), *dois(work.url or "")}
        page = address(work.url) if work.url else None
        keys: dict[tuple[Key, str], None] = dict.fromkeys(("doi", value) for value in own)
        keys |= dict.fromkeys(("url", value) for value in (page,) if value)
        keys |= dict.fromkeys(("isbn", value) for value in isbns(work.isbn or ""))
        keys |= dict.fromkeys(("id", name) for name in (work.id, *work.formerly) if ids)
        keys |= dict.fromkeys(("title", value) for value in titles if value)
        for key in keys:
            self.named.setdefault(key, []).append(ref)
        given = frozenset(dois(work.doi or "")) or frozenset(own)
        self.own[ref] = _Own(given, frozenset(titles), _year(work), title.notice)

    def find(self, entry: Listed) -> tuple[Key | None, list[Ref], str | None]:
        """By which key ``entry`` names which works; or why it names none that has one of its keys."""
        if not any(key in self.named for key in entry.keys):
            return None, [], None
        why = None
        for wanted in _KEYS:
            found: dict[Ref, None] = {}
            for key in entry.keys:
                if key[0] != wanted:
                    continue
                refs = self.named.get(key, ())
                for ref in refs:
                    doubt = self._doubt(entry, wanted, key[1], ref, len(refs))
                    why = why or doubt
                    if doubt is None:
                        found[ref] = None
            if found:
                return wanted, list(found), None
        return None, [], why

    def _doubt(self, entry: Listed, by: Key, value: str, ref: Ref, many: int) -> str | None:
        """Why ``entry`` does not name the work that shares its key."""
        if by == "doi":
            return None
        own = self.own[ref]
        given = {value for key, value in entry.keys if key == "doi"}
        if given and own.dois and own.dois.isdisjoint(given) and not (entry.notice and by == "title"):
            return f"{ref} has the same {_SAYS[by]}, but another DOI"
        if by == "url" and is_home(value) and many > 1:
            return f"{many} works have this home page as their address"
        if by in ("url", "isbn") and not entry.alone and not _alike(entry.titles, own.titles):
            return f"{ref} has the same {_SAYS[by]}, but another title"
        if by == "title" and own.notice:
            return f"{ref} is the notice, not the work it is about"
        if by == "title" and not entry.alone:
            if entry.year and own.year and entry.year != own.year:
                return f"{ref} has the same title, but is of {own.year}"
            if _COMMON.fullmatch(value) and not (entry.year and own.year):
                return f"{ref} has the same title, which says nothing: many works are called so"
        return None


_SAYS: dict[Key, str] = {"doi": "DOI", "url": "address", "isbn": "ISBN", "id": "id", "title": "title"}


def _alike(given: Iterable[str], own: Iterable[str]) -> bool:
    """Whether two sets of titles may be of one work: one is the beginning of the other, or one is unknown."""
    given = [title for title in given if title]
    return not given or any(a.startswith(b) or b.startswith(a) for a in given for b in own if b)


def _year(work: Work) -> int | None:
    if work.date is None or work.date.is_ is None:
        return None
    first, last = bounds(work.date.is_)
    return int(first[0]) if first[0] == last[0] and abs(first[0]) < 10_000 else None


def index_of(dataset: Dataset) -> Index[str]:
    """The works of ``dataset`` by their keys, as ids."""
    index: Index[str] = Index()
    for work in dataset.works.values():
        index.add(work.id, work)
    return index


def retractions(dataset: Dataset, path: Path) -> Retractions:
    """The works of ``dataset`` that the list at ``path`` withdraws.

    Either one DOI, URL, ISBN, title or id a line (blank lines and those that begin with ``#`` passed
    over), or a table, as Retraction Watch publishes it, after a preamble or not, divided by commas,
    semicolons, tabs or bars. Only retractions withdraw; a later reinstatement takes one back.

    Raises FileError for what cannot be read or is not text. Time: linear in the list; memory: that
    of the data set. Source: docs/semantics.md#lists-of-withdrawn-works.
    """
    answer = judged(index_of(dataset), RetractionList(path))
    named = set(answer["works"])
    answer["works"] = [work for work in dataset.works if work in named]
    return answer


def judged(index: Index[str], listed: RetractionList) -> Retractions:
    """What ``listed`` says of the works in ``index``."""
    stories = Stories(_SHOWN)
    unmatched: list[Unmatched] = []
    ranges = _Ranges()
    counts: Counts = {
        "entries": 0,
        "matched": 0,
        "not_in_paper": 0,
        "not_retractions": 0,
        "not_certain": 0,
        "not_understood": 0,
    }
    for entry in listed:
        counts["entries"] += 1
        by, works, why = index.find(entry)
        if by and (entry.fate is None or entry.fate in WITHDRAWS):
            stories.withdrawn(entry, by, works)
            continue
        if by and entry.fate:
            stories.told(entry, works)
            counts["not_retractions"] += 1
            why = f"it is listed, but not as a retraction: {entry.fate}"
        elif entry.why:
            counts["not_understood"] += 1
            why = entry.why
        else:
            counts["not_certain" if why else "not_in_paper"] += 1
        if len(unmatched) < _SHOWN or (by and len(unmatched) < 2 * _SHOWN):
            unmatched.append({"line": entry.line, "text": entry.text, "why": why})
        ranges.add(entry.line, entry.until)
    silent_count = listed.table is not None and not listed.told
    end = stories.ending(silent_counts=silent_count or listed.table is None)
    for line, until, text, why in end.rejected:
        unmatched.append({"line": line, "text": text, "why": why})
        ranges.insert(line, until)
    unmatched.sort(key=lambda miss: miss["line"])
    counts["matched"] = end.matching
    counts["not_retractions"] += end.rejecting
    assumed = []
    if silent_count and end.silent:
        assumed.append(
            "no column says what happened to a work (such as RetractionNature, Update type, Type, Nature or"
            " Status), so each row was taken as a retraction"
        )
    if end.by_order:
        several = ", ".join(end.by_order)
        assumed.append(
            f"no dates say whether {several} was retracted or reinstated last: the later line counts"
        )
    table = listed.table
    notices = listed.notices
    if end.replaced:
        notices.append(
            f"retracted and replaced: {', '.join(end.replaced)}; what replaced a work may still say the same"
        )
    return {
        "works": end.withdrawn,
        "matched": [
            {
                "line": h.line,
                "text": h.text,
                "works": h.works,
                "by": h.by,
                "event": h.fate,
                "notice": h.notice,
            }
            for h in end.matched
        ],
        "unmatched": unmatched,
        "unmatched_lines": ranges.found,
        "counts": counts,
        "replaced": end.replaced,
        "reinstated": [
            {"work": work, "retracted": one, "reinstated": other} for work, one, other in end.reinstated
        ],
        "assumed": assumed,
        "notices": notices,
        "kind": "table" if table else "lines",
        "columns": _columns(listed),
    }


def _columns(listed: RetractionList) -> dict[str, str]:
    """The names of the columns that were read, by what they hold."""
    table = listed.table
    if table is None:
        return {}
    read: dict[str, str] = {}
    for role, columns in table.columns.items():
        of_notices = role == "url" and columns[0].rank < 2 and "doi" in table.columns
        if role != "notice" and not of_notices:
            many = role in ("fate", "retracted", "reinstated")
            read[role] = ", ".join(column.name for column in columns) if many else columns[0].name
    return read


class _Ranges:
    """Ranges of line numbers, in order; further lines join the last one while nothing comes between."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int]] = []

    def add(self, line: int, until: int) -> None:
        if self.found and self.found[-1][1] == line - 1:
            self.found[-1] = (self.found[-1][0], until)
        elif len(self.found) < _RANGES:
            self.found.append((line, until))

    def insert(self, line: int, until: int) -> None:
        place = len([1 for first, _ in self.found if first < line])
        self.found.insert(place, (line, until))
        merged: list[tuple[int, int]] = []
        for first, last in self.found:
            if merged and merged[-1][1] == first - 1:
                merged[-1] = (merged[-1][0], last)
            else:
                merged.append((first, last))
        self.found = merged
