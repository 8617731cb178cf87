"""A long text in pages."""

from __future__ import annotations

from collections.abc import Iterator

LONGEST = 6000
"""Characters of a page at most."""
JOINT = "\x1f"
"""What ends a line within a paragraph, while a text is cut; nothing of the data is this character."""


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
