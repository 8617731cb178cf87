"""What a list of withdrawn works says of one of them, whatever file it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol, TypeAlias

from .terms import Fate
from .terms import Key as Key

Names: TypeAlias = tuple[tuple[Key, str], ...]
Day: TypeAlias = tuple[int, int, int]
"""Year, month, day; comparable; 0 where not given."""


class Listed(NamedTuple):
    """An entry of a list: the lines it stands on, what it names, and what it says became of that.

    ``fate`` is ``None`` where nothing says so. ``keys`` are empty where nothing can be read, and
    ``why`` says so. ``notice``: the entry is a notice, whose own DOI is not that of the work.
    ``titles``: the keys of the titles given, for comparing; ``alone``: a line, not a row.
    """

    line: int
    until: int
    text: str
    keys: Names
    fate: Fate | None = None
    notice: bool = False
    year: int | None = None
    day: Day | None = None
    titles: frozenset[str] = frozenset()
    alone: bool = False
    why: str | None = None


class ListOfWorks(Protocol):
    """A list that is read once, entry by entry; what was understood of it is known then.

    ``columns``: their names by what they hold, ``None`` where it is no table; ``told``: whether
    something said of any row what happened; ``notices``: what a reader of the answer should know.
    """

    told: bool

    def __iter__(self) -> Iterator[Listed]: ...

    @property
    def columns(self) -> dict[str, str] | None:
        """The names of columns by what they hold."""

    @property
    def notices(self) -> list[str]:
        """Sentences about how the list was read."""
