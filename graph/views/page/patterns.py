"""The patterns by which the program reads a copy, for the page's own reader of a dropped file.

They are written once, in ``graph/documents``; here they are put into the spelling of a browser.
"""

from __future__ import annotations

import json
import re

from ...documents import (
    footnotes,
    furniture,
    headings,
    layouts,
    margins,
    markers,
    paragraphs,
    sentences,
)

_WORD = r"\p{L}\p{N}_"
_EDGE = rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_TOKEN = re.compile(r"\[\^\\W\\d_\]|\(\?P<|\\.|\[\^?\]?|\]|.", re.DOTALL)


def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "PAGE_NUMBER": furniture.PAGE_NUMBER,
        "NUMBERED_ITEM": furniture.NUMBERED_ITEM,
        "ROMAN_AT_END": furniture.ROMAN_AT_END,
        "NUMBER_AT_END": furniture.NUMBER_AT_END,
        "LISTED": furniture.LISTED,
        "SENTENCE_END": furniture.SENTENCE_END,
        "RUNNING_TEXT": furniture.RUNNING_TEXT,
        "NUMBERED": headings.NUMBERED,
        "QUOTED": margins.QUOTED,
        "LEFT": margins.LEFT,
        "RIGHT": margins.RIGHT,
        "OPENS": footnotes.OPENS,
        "RULE": footnotes.RULE,
        "PILCROW": layouts.PILCROW,
        "MARKER": markers.MARKER,
        "END": sentences.END,
        "TAIL": sentences.TAIL,
        "ABBREVIATION": sentences.ABBREVIATION,
        "BEFORE_A_NUMBER": sentences.BEFORE_A_NUMBER,
        "ENUMERATOR": sentences.ENUMERATOR,
        "BULLET": paragraphs.BULLET,
        "FIRST": paragraphs.FIRST,
        "LINED": paragraphs.LINED,
        "STEPPING": paragraphs.ENUMERATOR,
    }


def in_script(pattern: re.Pattern[str]) -> list[str]:
    """Source and flags of ``pattern`` as a regular expression of ECMAScript, for whole code points.

    >>> in_script(re.compile(r"(?P<a>[^\\W\\d_]\\w)", re.IGNORECASE))
    ['(?<a>\\\\p{L}[\\\\p{L}\\\\p{N}_])', 'gui']
    """
    pieces: list[str] = []
    inside = False
    for token in _TOKEN.findall(pattern.pattern):
        if token == "[^\\W\\d_]":
            pieces.append(r"\p{L}")
        elif token == "(?P<":
            pieces.append("(?<")
        elif token[0] == "[" and not inside:
            inside = True
            pieces.append(token.replace("]", r"\]"))
        elif token == "[":
            pieces.append(r"\[")
        elif token == "]":
            inside = False
            pieces.append(token)
        elif token[0] == "\\" and len(token) == 2:
            pieces.append(_escaped(token[1], inside))
        else:
            pieces.append(token)
    flags = "gu" + "i" * bool(pattern.flags & re.IGNORECASE) + "m" * bool(pattern.flags & re.MULTILINE)
    return ["".join(pieces), flags]


def _escaped(letter: str, inside: bool) -> str:
    if letter == "w":
        return _WORD if inside else f"[{_WORD}]"
    if letter == "W":
        return f"[^{_WORD}]"
    if letter == "d":
        return r"\p{Nd}"
    if letter == "b":
        return _EDGE
    if letter == "Z":
        return "$"
    return letter if letter in "\"'#&~ <>!@%,;:=`_" else "\\" + letter


def script() -> str:
    """The patterns as a line of the page's script."""
    found = {name: in_script(pattern) for name, pattern in _patterns().items()}
    return f"const PATTERNS = {json.dumps(found, ensure_ascii=True, separators=(',', ':'))};"
