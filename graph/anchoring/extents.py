"""From the letters of a passage to the characters a reader would mark."""

from __future__ import annotations

import re

from ..documents.kept import Span
from .copies import Copy

_OPENING = frozenset("“‘\"'«(„‚[「『")
_CLOSING = re.compile(r"[^\w\s“‘«(\[„‚「『]*")
_MARKERS = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\r|\n)?[^\S\r\n]*\[[0-9]+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)+[^\w\s“‘«(\[„‚「『]*")


def sentence_extent(copy: Copy, place: Span) -> Span:
    """``place``, first letter to last, with its quotes, final punctuation and note markers."""
    start, end = _punctuated(copy.text, place)
    found = _MARKERS.match(copy.text, end, _list_of_notes(copy, end))
    return start, found.end() if found else end


def note_extent(copy: Copy, place: Span) -> Span:
    """``place`` with its quotes and final punctuation."""
    return _punctuated(copy.text, place)


def _punctuated(text: str, place: Span) -> Span:
    start, end = place
    while start and text[start - 1] in _OPENING:
        start -= 1
    found = _CLOSING.match(text, end)
    return start, found.end() if found else end


def _list_of_notes(copy: Copy, after: int) -> int:
    """Where the list of notes begins, if that is behind ``after``; else the end of the text."""
    begins = [copy.outline.kept.whole(*span)[0] for span in copy.outline.notes.values()]
    first = min((begin for begin in begins if begin > after), default=len(copy.text))
    marker = copy.text.rfind("[", after, first)
    return marker if marker >= 0 and not copy.text[marker:first].strip("[0123456789] \t\u00a0") else first
