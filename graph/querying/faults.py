"""What is wrong with a query, said to the person who wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..hints import near
from .tokens import Token, place

_EXCERPT = 60
_KEYWORDS = """
    ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT
    DATATYPE DAY DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FILTER FLOOR FROM GRAPH GROUP
    GROUP_CONCAT HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE
    LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX
    REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SHA1 SHA256 SHA384 SHA512 STR STRAFTER
    STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TZ UCASE UNDEF UNION
    URI UUID VALUES WHERE YEAR
""".split()  # noqa: SIM905
# What the engine says beside its expectations, and how we say it.
_REASONS = {
    "Duplicated variable name in SELECT": "SELECT names a variable twice",
    "BIND is overriding an existing variable": "BIND names a variable that has a value already",
    "SELECT * is not authorized with GROUP BY": "SELECT * cannot be used with GROUP BY: name the variables",
    "The SELECT overrides an existing variable using an expression": (
        "SELECT (… AS ?variable) names a variable that the pattern uses already"
    ),
}
_CLOSERS = {"(": ")", "[": "]", "{": "}"}


def at(query: str, offset: int, message: str) -> str:
    """``message`` with line and column, and below it the line with a caret under the place."""
    line, column = place(query, offset)
    text = query[offset - column + 1 :].split("\n", 1)[0].rstrip("\r")
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    first = max(0, min(column - 1 - _EXCERPT // 2, len(text) - _EXCERPT))
    shown = text[first : first + _EXCERPT].rstrip()
    caret = " " * _columns(text[first : column - 1]) + "^"
    return f"line {line}, column {column}: {message}\n    {shown}\n    {caret}"


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def explain(
    query: str,
    found: Sequence[Token],
    wrong: int,
    reason: str = "",
    prefixes: Mapping[str, str] | None = None,
) -> str:
    """Say why ``query`` is none: the token with index ``wrong`` cannot stand where it does.

    With ``wrong`` past the last token the query ends too early, or is wrong as a whole for the
    ``reason`` that the engine gives. ``prefixes`` are the known ones.
    """
    early = wrong < len(found)
    reasons = {key: said for key, said in _REASONS.items() if key.startswith("BIND") or not early}
    said = next((ours for theirs, ours in reasons.items() if theirs in reason), "")
    if wrong >= len(found):
        if said:
            return at(query, found[0].start, said)
        return _too_short(query, found)
    token = found[wrong]
    if token.text == ">":
        opened = next((t for t in reversed(found[:wrong]) if t.text == "<"), token)
        return at(query, opened.start, "this is no IRI")
    return at(query, token.start, said or _unexpected(token, prefixes))


def _unexpected(token: Token, prefixes: Mapping[str, str] | None) -> str:
    text = token.text if len(token.text) <= 40 else token.text[:39] + "…"
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    if token.kind == "name" and prefixes is not None:
        prefix = token.text.split(":", 1)[0]
        if prefix not in prefixes:
            near = _near(prefix, list(prefixes))
            return f'the prefix "{prefix}:" is not declared' + (f'; did you mean "{near}:"?' if near else "")
    if token.kind == "iri" and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token.text):
        return f"{text} is relative, and the query has no BASE"
    if token.kind == "word" and (near := _near(token.keyword, _KEYWORDS)) and near != token.keyword:
        return f"unexpected {text}; did you mean {near}?"
    return f"unexpected {text}"


def _near(word: str, known: Sequence[str]) -> str:
    return next(iter(near(word, known, 1, 0.7)), "")


def _too_short(query: str, found: Sequence[Token]) -> str:
    unclosed: list[Token] = []
    for token in found:
        if token.kind == "mark" and token.text in _CLOSERS:
            unclosed.append(token)
        elif token.kind == "mark" and token.text in _CLOSERS.values() and unclosed:
            unclosed.pop()
    if unclosed:
        opened = unclosed[-1]
        return at(query, opened.start, f"the {opened.text} that opens here has no {_CLOSERS[opened.text]}")
    return at(query, found[-1].end, "the query ends too early")
