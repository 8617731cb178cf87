"""A long text in pages, and the ids in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.entities import Dataset

LONGEST = 6000
"""Characters of a page at most."""
JOINT = "\x1f"
"""What ends a line within a paragraph, while a text is cut; nothing of the data is this character."""
_TOKEN = re.compile(r"\[[0-9]+\]|[^\s,;:()<>|“”\"\[\]]+")


def pages(text: str, longest: int = LONGEST) -> list[str]:
    """``text`` in pages of at most ``longest`` characters, which together are all of it.

    A page ends where a paragraph does, so that what stands at the head of one (by whose word a claim
    is so) stands on its page; within one only where it is longer than a page, at a line's end; and
    within a line only where that is.
    """
    done: list[str] = []
    page = ""
    for piece in _pieces(text, longest):
        if page and len(page) + len(piece) > longest:
            done.append(page)
            page = ""
        page += piece
    return [each.replace(JOINT, "\n") for each in [*done, page]]


def _pieces(text: str, longest: int) -> Iterator[str]:
    for paragraph in _split(text, "\n"):
        if len(paragraph) <= longest:
            yield paragraph
            continue
        for line in _split(paragraph, JOINT):
            yield from (line[start : start + longest] for start in range(0, len(line), longest))


def _split(text: str, end: str) -> list[str]:
    parts = text.split(end)
    return [part + end for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def known_ids(dataset: Dataset) -> frozenset[str]:
    """Everything in the data that a text calls by its id; notes as they are cited, ``[27]``."""
    return frozenset(
        [
            *dataset.claims,
            *(argument.id for claim in dataset.claims.values() for argument in claim.supported_by),
            *dataset.works,
            *dataset.actors,
            *dataset.topics,
            *(f"[{number}]" for number in dataset.endnotes),
        ]
    )


def ids_in(text: str, known: frozenset[str]) -> list[str]:
    """The ids of ``known`` that stand in ``text``, each once, in the order in which they come."""
    found: dict[str, None] = {}
    for token in _TOKEN.findall(text):
        name = token if token in known else token.rstrip(".!?…").rpartition("/")[2]
        if name in known:
            found[name] = None
    return list(found)
