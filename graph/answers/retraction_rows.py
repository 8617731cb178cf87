"""What a list of withdrawn publications names, as ``retracted`` answers it."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from ..model.terms import Fate, Key


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
