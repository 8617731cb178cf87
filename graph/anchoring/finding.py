"""Searching a text for digests.

A digest says how many letters it covers, so a window of that length slides over the letters of
the text, and one whose hash agrees is the passage. The window begins where a sentence begins and
ends where one ends, whatever paragraphs lie between: a sentence with a word put before or behind
it is another sentence, though the old one is still inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from itertools import chain

from ..documents.furniture import Line, lines
from ..documents.kept import Kept, Letters, Span, spell
from ..documents.paragraphs import enumerated, items
from ..documents.sentences import split
from ..errors import LimitError

_LONGEST = 50_000
"""Letters of the longest passage that is looked for."""
_MOST_PLACES = 50
_MOST_TRIES = 1_000_000
"""A few seconds; four megabytes of prose take a tenth of them."""
_NOTE = re.compile(r"\s*\[[0-9]+\]")


def find(
    kept: Kept, digests: Collection[str], heading: Callable[[str], bool] = lambda line: False
) -> dict[str, list[Span]]:
    """Where each of ``digests`` stands in the whole text, in order; those not found left out.

    A place runs from the first letter to the last. ``heading`` says of a line that it is one, where
    no blank lines set it apart. Time: linear in the text, with a hash for each
    run of sentences that has a wanted number of letters.
    """
    wanted: dict[int, dict[bytes, str]] = defaultdict(dict)
    for digest in digests:
        length, _, hexadecimal = digest.partition("-")
        if len(length) < 7 and int(length) <= _LONGEST:
            wanted[int(length)][bytes.fromhex(hexadecimal)] = digest
    letters = spell(kept)
    found: dict[str, list[Span]] = {}
    for tries, (start, end) in enumerate(_windows(letters, sorted(wanted), *_edges(letters, kept, heading))):
        if tries > _MOST_TRIES:
            raise LimitError(
                "the text has too many very short sentences to be searched: it is no paper",
                "give the text of the paper, as plain prose",
            )
        window = letters.text[start:end].encode("utf-8", "replace")
        digest = wanted[end - start].get(sha256(window).digest()[:4], "")
        if digest and len(found.setdefault(digest, [])) < _MOST_PLACES:
            found[digest].append(letters.whole(start, end))
    return found


def _windows(letters: Letters, lengths: list[int], starts: list[int], ends: list[int]) -> Iterator[Span]:
    """The runs of sentences, in letters, that have one of ``lengths``."""
    closing = set(ends)
    allowed = set(lengths)
    for start in starts if lengths else ():
        near = bisect_right(ends, start)
        far = bisect_right(ends, start + lengths[-1])
        if far - near <= len(lengths):
            yield from ((start, end) for end in ends[near:far] if end - start in allowed)
        else:
            yield from ((start, start + size) for size in lengths if start + size in closing)


def _edges(letters: Letters, kept: Kept, heading: Callable[[str], bool]) -> tuple[list[int], list[int]]:
    """Indices of the letters with which sentences begin, and of those behind their ends."""
    starts: set[int] = set()
    ends: set[int] = set()
    for begin, stop in _blocks(lines(kept.text), heading):
        spans = items(kept.text, begin, stop)
        for first, last in chain.from_iterable(enumerated(kept.text, span) for span in spans):
            for a, b in split(kept.text[first:last], loosely=True):
                low, high = kept.whole(first + a, first + b)
                starts.add(bisect_left(letters.starts, low))
                ends.add(bisect_left(letters.starts, high))
    return sorted(starts), sorted(ends)


def _blocks(all_lines: list[Line], heading: Callable[[str], bool]) -> Iterator[Span]:
    """The runs of lines between blank ones, taken apart at headings and where notes begin."""
    first: Line | None = None
    before: Line | None = None
    headed = False
    for line in all_lines:
        alone = not line.blank and len(line.text) < 300 and heading(line.text)
        parts = line.blank or alone or headed or _NOTE.match(line.text)
        if parts and first is not None and before is not None:
            yield first.start, before.end
            first = None
        if not line.blank:
            first, before = first or line, line
        headed = alone
    if first is not None and before is not None:
        yield first.start, before.end
