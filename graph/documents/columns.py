"""Whether a text is printed in two columns side by side, as a layout-keeping extraction leaves it."""

from __future__ import annotations

import re
from collections import Counter

_GAP = re.compile(r"\S(?:[^\S\n]{3,}|\t+|[^\S\n]+\|[^\S\n]+)(?=\S)")
_WORDS = re.compile(r"[^\W\d_]{2,}.*[^\W\d_]{2,}")
_FEWEST = 8


def in_columns(text: str) -> bool:
    """Whether most lines have words, a gap, and words again that begin where those of other lines do.

    Linear. A table, a list with dates, and numbers of lines at the right edge are none.
    """
    begins: Counter[int] = Counter()
    alone: Counter[int] = Counter()
    both = solid = 0
    for raw in text.splitlines():
        line = raw.expandtabs(4)
        if len(line.strip()) < 12:
            continue
        solid += 1
        alone[len(line) - len(line.lstrip())] += 1
        for found in _GAP.finditer(line):
            left, right = line[: found.start() + 1].strip(), line[found.end() :]
            if _WORDS.search(left) and _WORDS.search(right) and min(len(left), len(right)) >= 6:
                both += 1
                begins[found.end()] += 1
                break
    if both < _FEWEST or both < 0.35 * solid:
        return False
    place = max(begins, key=lambda column: _near(begins, column))
    aligned = _near(begins, place)
    return aligned >= 0.7 * both and aligned + _near(alone, place) >= 0.5 * solid


def _near(counts: Counter[int], place: int) -> int:
    return sum(counts[place + step] for step in (-2, -1, 0, 1, 2))
