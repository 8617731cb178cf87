"""What a whole list says became of each work: retracted, reinstated, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..model.fates import Fate
from ..model.listed import Day, Key, Listed


class Hit(NamedTuple):
    """An entry that names works and, unless something takes it back, withdraws them."""

    line: int
    until: int
    text: str
    works: list[str]
    by: Key
    fate: Fate
    notice: bool
    silent: bool


class Event(NamedTuple):
    """Something that happened to a work: when, if that is given, and on which line."""

    day: Day | None
    line: int
    fate: Fate | None


class Ending(NamedTuple):
    """What stands when the whole list is read.

    ``rejected``: line, last line, text and reason of entries that withdraw nothing after all;
    ``by_order``: works where only the order of lines said which of two events came last; ``silent``:
    whether an entry counts although nothing says what happened.
    """

    withdrawn: list[str]
    replaced: list[str]
    reinstated: list[tuple[str, int, int]]
    matched: list[Hit]
    rejected: list[tuple[int, int, str, str]]
    matching: int
    rejecting: int
    by_order: list[str]
    silent: bool


def _later(one: Event, other: Event) -> bool:
    """Whether ``one`` came after ``other``, or at the same time: by date, else by line."""
    if one.day and other.day:
        days = [(a, b) for a, b in zip(one.day, other.day, strict=True) if a and b]
        if any(a != b for a, b in days):
            return next(a > b for a, b in days if a != b)
        return True
    return one.line > other.line


class Stories:
    """Events by work. Memory grows with the works, and with the first ``shown`` entries only."""

    def __init__(self, shown: int) -> None:
        self._shown = shown
        self._hits: list[Hit] = []
        self._counts: Counter[tuple[tuple[str, ...], bool]] = Counter()
        self._retracted: dict[str, Event] = {}
        self._silent: dict[str, Event] = {}
        self._reinstated: dict[str, Event] = {}

    def withdrawn(self, entry: Listed, by: Key, works: Sequence[str]) -> None:
        """``entry`` withdraws ``works``; or it does not say what happened to them."""
        silent = entry.fate is None
        self._counts[tuple(works), silent] += 1
        if len(self._hits) < self._shown:
            fate = entry.fate or "retraction"
            self._hits.append(
                Hit(entry.line, entry.until, entry.text, list(works), by, fate, entry.notice, silent)
            )
        self._note(self._silent if silent else self._retracted, entry, works)

    def told(self, entry: Listed, works: Sequence[str]) -> None:
        """``entry`` says something else of ``works``."""
        if entry.fate == "reinstatement":
            self._note(self._reinstated, entry, works)

    @staticmethod
    def _note(events: dict[str, Event], entry: Listed, works: Sequence[str]) -> None:
        event = Event(entry.day, entry.line, entry.fate)
        for work in works:
            if work not in events or _later(event, events[work]):
                events[work] = event

    def ending(self, *, silent_counts: bool) -> Ending:
        """How it stands; ``silent_counts``: entries that do not say what happened are retractions."""
        retracted = dict(self._retracted)
        if silent_counts:
            for work, event in self._silent.items():
                if work not in retracted or _later(event, retracted[work]):
                    retracted[work] = event
        back: dict[str, tuple[int, int]] = {}
        by_order: list[str] = []
        for work, event in retracted.items():
            other = self._reinstated.get(work)
            if other is None:
                continue
            if not (event.day and other.day):
                by_order.append(work)
            if _later(other, event):
                back[work] = (event.line, other.line)
        standing = {work: event for work, event in retracted.items() if work not in back}
        matched: list[Hit] = []
        rejected: list[tuple[int, int, str, str]] = []
        for hit in self._hits:
            if hit.silent and not silent_counts:
                why = "it is listed, but the list does not say what happened to it, as it does of others"
            elif not any(work in standing for work in hit.works):
                line = max(back[work][1] for work in hit.works)
                why = f"it is listed as retracted, but line {line:,} as reinstated later"
            else:
                matched.append(hit)
                continue
            rejected.append((hit.line, hit.until, hit.text, why))
        matching = rejecting = 0
        for (works, silent), number in self._counts.items():
            if (silent and not silent_counts) or not any(work in standing for work in works):
                rejecting += number
            else:
                matching += number
        return Ending(
            list(standing),
            [work for work, event in standing.items() if event.fate == "retraction and replacement"],
            [(work, one, other) for work, (one, other) in back.items()],
            matched,
            rejected,
            matching,
            rejecting,
            by_order,
            silent_counts and bool(self._silent),
        )
