"""Which works a list of withdrawn publications names, and what it says became of them."""

from __future__ import annotations

from ..model.entities import Dataset
from ..model.fates import WITHDRAWS
from ..model.listed import ListOfWorks
from .retraction_rows import Counts, Retractions, Unmatched
from .retraction_story import Stories
from .work_index import Index

_SHOWN = 1000
_RANGES = 10_000


def index_of(dataset: Dataset) -> Index[str]:
    """The works of ``dataset`` by their keys, as ids."""
    index: Index[str] = Index()
    for work in dataset.works.values():
        index.add(work.id, work)
    return index


def retractions(dataset: Dataset, listed: ListOfWorks) -> Retractions:
    """The works of ``dataset`` that ``listed`` withdraws.

    Only retractions withdraw; a later reinstatement takes one back. An address names a work only
    where it is the work's own; where DOIs are given and differ, nothing else counts.

    Raises FileError for a list that cannot be read or is not text. Time: linear in the list;
    memory: that of the data set. Source: docs/semantics.md#lists-of-withdrawn-works.
    """
    answer = judged(index_of(dataset), listed)
    named = set(answer["works"])
    answer["works"] = [work for work in dataset.works if work in named]
    return answer


def judged(index: Index[str], listed: ListOfWorks) -> Retractions:
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
    columns = listed.columns
    silent_count = columns is not None and not listed.told
    end = stories.ending(silent_counts=silent_count or columns is None)
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
        "kind": "lines" if columns is None else "table",
        "columns": columns or {},
    }


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
