"""The tokens of a SPARQL query, and where they stand.

Enough of the grammar's terminals (SPARQL 1.1 section 19.8) to tell keywords from what only looks
like them in strings, IRIs, comments and names; the engine's parser does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LOCAL = r"(?:\.*(?:[\w:\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]))*"
_RUN = re.compile(r"[^\W\d_](?:\.*[\w\-·])*+")
_NAME = rf"(?P<name> (?:{_RUN.pattern})?:{_LOCAL} ) |"
_PATTERN = rf"""
    (?P<skipped> \s++ | \#[^\r\n]*+ )
  | (?P<iri> <(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*+> )
  | (?P<string> \"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
              | "(?!"")(?:[^"\\\r\n]|\\.)*+" | '(?!'')(?:[^'\\\r\n]|\\.)*+' )
  | (?P<unclosed> ["'] )
  | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)*+ )
  | (?P<variable> [?$]\w++ )
  | (?P<blank> _:\w(?:\.*[\w\-·])*+ )
  | NAME (?P<word> (?:[^\W\d_]|{_ESCAPE})(?:\w|{_ESCAPE})*+ )
  | (?P<number> (?:\d++(?:\.\d++)?|\.\d++)(?:[eE][+-]?\d++)? )
  | (?P<mark> <<|>>|\{{\||\|\}}|&&|\|\||\^\^|!=|<=|>=|. )
"""
_RUNS_ON = (".", "-", "·")
_TOKEN = re.compile(_PATTERN.replace("NAME", _NAME), re.VERBOSE | re.DOTALL)
_NO_NAME = re.compile(_PATTERN.replace("NAME", ""), re.VERBOSE | re.DOTALL)


class Token(NamedTuple):
    """A token and the place of its first character, counted from 0."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """A word in capitals, its codepoint escapes resolved; of all other kinds the empty string."""
        if self.kind != "word":
            return ""
        word = re.sub(_ESCAPE, _letter, self.text) if "\\" in self.text else self.text
        return word.upper()


def _letter(escape: re.Match[str]) -> str:
    code = int(escape[0][2:], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def tokens(query: str) -> Iterator[Token]:
    """Each token of ``query``, comments and spaces left out; every character is in some token.

    A quote that begins no string is a token of kind ``unclosed``, and the last: what follows could
    be anything. Linear: letters that lead to no colon, and so begin no name, are not asked again.
    """
    at = nameless = 0
    while at < len(query):
        found = (_TOKEN if at >= nameless else _NO_NAME).match(query, at)
        if found is None:  # the last alternative takes any character
            raise AssertionError(f"no token at {at}")
        kind = found.lastgroup or "mark"
        if kind != "skipped":
            yield Token(kind, found[0], at)
        if kind == "unclosed":
            return
        at = found.end()
        if kind == "word" and at > nameless and query[at : at + 1] in _RUNS_ON:
            run = _RUN.match(query, found.start())
            nameless = run.end() if run else at


def place(query: str, offset: int) -> tuple[int, int]:
    """Line and column of ``offset``, both counted from 1, columns in characters."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
