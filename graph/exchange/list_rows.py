"""The rows of a table whose quotation marks may be wrong."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from .list_columns import Table, role, split

_LONGEST = 200
"""Lines that a quoted cell may go over; where it has not closed by then, it never does."""
_FAULTS = 50
_RULE = re.compile(r"[\s|+:=_-]*")


class Row(NamedTuple):
    """A row: first and last line, cells; ``ragged``: it has more cells than the header.

    ``used`` are the places of columns whose name we know.
    """

    line: int
    until: int
    cells: tuple[str, ...]
    ragged: bool
    used: frozenset[int]


class Rows:
    """The rows below the header of ``table``; comments, rules and repeated headers are passed over.

    ``unclosed`` names the first lines in which a quotation begins that never ends: there, and
    everywhere after the fiftieth, quotation marks are letters.
    """

    def __init__(self, lines: Iterator[tuple[int, str]], table: Table) -> None:
        self.unclosed: list[int] = []
        self.unclosed_count = 0
        self._lines = lines
        self._table = table
        self._back: deque[tuple[int, str]] = deque()

    def __iter__(self) -> Iterator[Row]:
        """Raises FileError as the lines do. Time: linear, but for a few quotations that never close."""
        header, divider = self._table.header, self._table.divider
        used = frozenset(place for place, name in enumerate(header) if name and role(name[:60]))
        while (line := self._next()) is not None:
            number, text = line
            if not text.strip() or _RULE.fullmatch(text):
                continue
            until = number
            if '"' in text and self.unclosed_count < _FAULTS:
                cells, until = self._quoted(line)
            else:
                cells = [cell.strip().strip('"') for cell in text.split(divider)]
            if text.startswith("#") and not any(cells[1:]) and len(header) > 1:
                continue
            if tuple(cell.strip() for cell in cells) == header:
                continue
            ragged = len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :])
            yield Row(number, until, tuple(cells), ragged, used)

    def _next(self) -> tuple[int, str] | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def _quoted(self, first: tuple[int, str]) -> tuple[list[str], int]:
        """The cells of a row with quotation marks, and its last line."""
        taken = [first]
        closed = True

        def fed() -> Iterator[str]:
            nonlocal closed
            yield first[1].replace("\r", " ") + "\n"
            while len(taken) < _LONGEST and (line := self._next()) is not None:
                taken.append(line)
                yield line[1].replace("\r", " ") + "\n"
            closed = False  # the reader asks for more only within a quotation

        wrong = False
        try:
            row = next(csv.reader(fed(), delimiter=self._table.divider, strict=True), [])
        except csv.Error:  # a letter after a closing mark
            wrong = True
        if closed and not wrong:
            return row, taken[-1][0]
        if closed and len(taken) == 1:
            return split(first[1], self._table.divider), first[0]
        self._back.extendleft(reversed(taken[1:]))
        self.unclosed_count += 1
        if len(self.unclosed) < 5:
            self.unclosed.append(first[0])
        return [cell.strip().strip('"') for cell in first[1].split(self._table.divider)], first[0]
