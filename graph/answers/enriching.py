"""``enrich``: what a library of references knows of the works, and what of it they take.

A work takes a field that it lacks, or that was guessed (``review``) and not yet looked at. What
somebody has looked at stays as it is; where the library says otherwise, that is a conflict.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from typing_extensions import TypedDict

from ..errors import FileError, UsageError
from ..journal import only_writer, replace_together
from ..loading import BUNDLED, SOURCES, to_change
from ..model.bibliography import Entry, Library
from ..model.entities import Dataset, Date, Work
from .matching import By, matches
from .offering import agrees, called, offered, overlap


class Taken(TypedDict):
    """A field that a work takes; ``before`` is null where it had none."""

    field: str
    before: str | None
    after: str


class Matched(TypedDict):
    """A work and its entry: ``took`` says what changes, ``confirmed`` which guesses were right."""

    work: str
    entry: str
    line: int
    by: By
    took: list[Taken]
    confirmed: list[str]


class Ambiguous(TypedDict):
    """A work that several entries fit: none was taken."""

    work: str
    entries: list[str]
    lines: list[int]
    by: list[By]


class Conflict(TypedDict):
    """A field in which a work that somebody has looked at and its entry differ: the work's stays."""

    work: str
    entry: str
    field: str
    ours: str
    theirs: str


class Malformed(TypedDict):
    """What was not understood of the library, at its line."""

    line: int
    message: str


class Enriched(TypedDict):
    """The answer of ``enrich`` (issue 23, contract)."""

    schema: str
    format: str
    encoding: str
    entries: int
    malformed: list[Malformed]
    matched: list[Matched]
    ambiguous: list[Ambiguous]
    conflicts: list[Conflict]
    unmatched: list[str]
    unused: int
    wrote: bool


class Enrichment(NamedTuple):
    """The works that change, as they are to be, and the answer."""

    works: dict[str, Work]
    answer: Enriched


def enrichment(dataset: Dataset, library: Library) -> Enrichment:
    """What the works of ``dataset`` take from ``library``; nothing is written. Time: linear in both."""
    found = matches(dataset, library.entries)
    works: dict[str, Work] = {}
    matched: list[Matched] = []
    conflicts: list[Conflict] = []
    for match in found:
        if len(match.entries) > 1:
            continue
        work, entry = dataset.works[match.work], match.entries[0]
        new, took, confirmed = _taken(work, entry, dataset, conflicts)
        matched.append(
            {
                "work": match.work,
                "entry": entry.key,
                "line": entry.line,
                "by": match.by[0],
                "took": took,
                "confirmed": confirmed,
            }
        )
        if new != work:
            works[match.work] = new
    ambiguous: list[Ambiguous] = [
        {
            "work": match.work,
            "entries": [entry.key for entry in match.entries],
            "lines": [entry.line for entry in match.entries],
            "by": list(match.by),
        }
        for match in found
        if len(match.entries) > 1
    ]
    fitting = {id(entry) for match in found for entry in match.entries}
    settled = {match.work for match in found}
    answer: Enriched = {
        "schema": "claimgraph/enrich/1",
        "format": library.format,
        "encoding": library.encoding,
        "entries": len(library.entries),
        "malformed": [{"line": each.line, "message": each.message} for each in library.troubles],
        "matched": matched,
        "ambiguous": ambiguous,
        "conflicts": conflicts,
        "unmatched": [id_ for id_ in dataset.works if id_ not in settled],
        "unused": sum(id(entry) not in fitting for entry in library.entries),
        "wrote": False,
    }
    return Enrichment(works, answer)


def known(dataset: Dataset, library: Library) -> Enriched:
    """What ``library`` knows of the works of ``dataset``, and what they would take. Nothing is written."""
    return enrichment(dataset, library).answer


def enriched(dataset: Dataset, library: Library) -> tuple[Dataset, Enriched]:
    """``dataset`` with what its works take, and what they took."""
    made = enrichment(dataset, library)
    return dataset.model_copy(update={"works": {**dataset.works, **made.works}}), made.answer


def enrich(folder: Path, library: Library, *, dry_run: bool = False) -> Enriched:
    """Let the works of the data set in ``folder`` take what ``library`` knows.

    In ``sources.yaml`` the fields taken change, and ``review``: no other byte. ``dry_run`` says what
    would change. Raises DataError for a data set that cannot be loaded, UsageError for the bundled one,
    FileError for a file that cannot be written or was changed meanwhile.
    """
    from ..editing.entity_edits import with_entities

    dataset, old = to_change(folder)
    made = enrichment(dataset, library)
    if dry_run or not made.works:
        return made.answer
    if folder.resolve() == BUNDLED.resolve():
        raise UsageError(
            "the bundled paper is part of the program: nothing is written into it",
            "name your own data set with --data, or see what would change with --dry-run",
        )
    text = old[SOURCES].decode("utf-8")
    changed = with_entities(text, "works", dataset.works, made.works)
    if changed is None:
        raise FileError(f"{folder / SOURCES} is laid out in a way that fields cannot be written into")
    with only_writer(folder):
        replace_together(folder, old, {SOURCES: changed.encode("utf-8")})
    made.answer["wrote"] = True
    return made.answer


def _taken(
    work: Work, entry: Entry, dataset: Dataset, conflicts: list[Conflict]
) -> tuple[Work, list[Taken], list[str]]:
    """``work`` with what it takes from ``entry``; what it took, and which of its guesses were right."""
    took: list[Taken] = []
    confirmed: list[str] = []
    update: dict[str, Any] = {}
    for field, theirs in offered(work, entry, dataset):
        ours = getattr(work, field)
        guessed = field in work.review
        same = bool(ours) and agrees(field, ours, theirs, entry, dataset)
        if same and guessed and not _says_more(field, theirs, ours):
            confirmed.append(field)
        elif guessed or not ours:
            new = _with_printed(ours, theirs) if field == "date" else theirs
            update[field] = new
            took.append(
                {"field": field, "before": _shown(ours, dataset), "after": _shown(new, dataset) or ""}
            )
        elif not same and not (field == "date" and overlap(ours, theirs)):
            conflicts.append(
                {
                    "work": work.id,
                    "entry": entry.key,
                    "field": field,
                    "ours": _shown(ours, dataset) or "",
                    "theirs": _shown(theirs, dataset) or "",
                }
            )
    settled = {*confirmed, *update}
    if settled.intersection(work.review):
        update["review"] = tuple(field for field in work.review if field not in settled)
    return work.model_copy(update=update), took, confirmed


def _says_more(field: str, theirs: Any, ours: Any) -> bool:
    """Whether of two spellings of the same the library's is better: given names, not their initials."""
    return field == "creators" and sum(map(len, theirs)) > sum(map(len, ours)) and theirs != ours


def _with_printed(ours: Date | None, theirs: Date) -> Date:
    """The library's date, beside what the paper prints."""
    return Date(printed=ours.printed, is_=theirs.is_) if ours and ours.printed else theirs


def _shown(value: Any, dataset: Dataset) -> str | None:
    if not value:
        return None
    if isinstance(value, tuple):
        return "; ".join(called(each, dataset) for each in value)
    return called(str(value), dataset)
