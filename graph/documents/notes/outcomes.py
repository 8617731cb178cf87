"""What notes and their citations come to, and what is known while they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...model.terms import NoteForm
from .fields import Date, Fields
from .known import Known
from .works import Works


@dataclass(frozen=True)
class NoteText:
    """A note to be read: what is printed as its number, its text with marks, what its file knows of it."""

    number: int
    printed: str
    text: str
    reference: bool = False
    """Whether it is an entry of a list of references, which cites one work and leans on none."""
    fields: Fields | None = None


@dataclass(frozen=True)
class Unresolved:
    """A citation that leans on nobody knows what."""

    form: NoteForm
    why: str
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True)
class Linked:
    """What a note is: its form, the note it leans on or its own works (by place), and the rest."""

    number: int
    form: NoteForm
    refers_to: int | None = None
    works: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    """The works that stand behind it: its own, or those of the note it leans on."""
    locator: str | None = None
    accessed: Date | None = None
    unresolved: tuple[Unresolved, ...] = ()
    slip: tuple[str, str] | None = None
    """A date printed otherwise here than where the work is first cited."""


@dataclass(frozen=True)
class Links:
    """All notes, and all works in the order of their first citation."""

    notes: list[Linked]
    works: list[Fields]


@dataclass
class State:
    """What is known while the notes are read, in their order."""

    sparse: bool
    """Whether works are cited without imprint even for the first time."""
    works: Works = field(default_factory=Works)
    notes: dict[int, Linked] = field(default_factory=dict)
    printed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[int, str] = field(default_factory=dict)
    unread: dict[int, frozenset[str]] = field(default_factory=dict)
    """Citations in full, by note, that may be a work of before or another."""
    doubtful: dict[str, list[tuple[int, frozenset[str]]]] = field(default_factory=lambda: defaultdict(list))
    """By each of their words, the citations that are not resolved, with their notes."""
    nameless: int = 0
    fresh: int = 0


@dataclass(frozen=True)
class Outcome:
    """What one citation came to."""

    form: NoteForm
    works: tuple[Known, ...] = ()
    on: int | None = None
    """The note it leans on, as far as its form says."""
    unresolved: Unresolved | None = None
    slip: tuple[str, str] | None = None


def lost(form: NoteForm, why: str, candidates: Sequence[int]) -> Outcome:
    """A citation that is not resolved."""
    return Outcome(form, unresolved=Unresolved(form, why, tuple(sorted(set(candidates)))[:9]))


def could_be(numbers: Sequence[int]) -> str:
    """*could be note 3 or 9*."""
    listed = sorted(set(numbers))
    if not listed:
        return "no earlier note cites it"
    shown = [str(number) for number in listed[:4]] + ["others"] * (len(listed) > 4)
    return "could be note " + (", ".join(shown[:-1]) + f" or {shown[-1]}" if len(shown) > 1 else shown[0])
