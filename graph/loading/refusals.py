"""Why a file cannot be read at all, in plain words, at its place."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from ..errors import Finding, shown

Place = tuple[int, int]
"""Line and column, counted from 1."""

MAX_DEPTH = 64

_PLAIN_TEXT = re.compile(r"""(?:^|[\s{,])text: +(?!["'|> ])""")
_KEY_LINE = re.compile(r"^[ -]*[^\s:#-][^:\n]*:(?: .*)?$", re.MULTILINE)


class Refusal(Exception):
    """Reading cannot go on; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def refuse(name: str, at: Place, code: str, message: str, hint: str) -> Refusal:
    """An error that ends the reading of the file ``name``."""
    return Refusal(Finding(name, *at, "error", code, message, hint))


def too_deep(name: str, at: Place) -> Refusal:
    """The file ``name`` is nested too deeply at ``at``."""
    return refuse(name, at, "nesting", f"nested deeper than {MAX_DEPTH} levels", "nothing in a data set is")


def place_after(before: str) -> Place:
    """Place of what follows ``before``."""
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Words(NamedTuple):
    message: str
    hint: str


_INDENT = "this line or one before it is indented unlike its neighbours, or a quote or bracket is left open"
_QUOTE = 'quote a text with a colon, a comma or a quote in it: "…"'
_WORDS: dict[str, _Words] = {
    "mapping values are not allowed in this context": _Words("a colon stands where no key may", _QUOTE),
    "did not find expected ',' or '}'": _Words("a comma or a closing brace is missing before this", _QUOTE),
    "did not find expected ',' or ']'": _Words("a comma or a closing bracket is missing before this", _QUOTE),
    "did not find expected key": _Words("a key should stand here", _INDENT),
    "did not find expected '-' indicator": _Words("a list item should begin here", _INDENT),
    "could not find expected ':'": _Words("a key without a colon", "write `key: value`, or quote the text"),
    "did not find expected node content": _Words("a value is missing here", "write it, or quote the text"),
    "found unexpected end of stream": _Words("the file ends within a quoted text", "close the quote"),
    "found character that cannot start any token": _Words(
        "a value cannot begin with this character", "quote the text"
    ),
    "block sequence entries are not allowed in this context": _Words(
        "a list item cannot stand here", "quote a text that begins with a dash; put a list on its own lines"
    ),
    "did not find expected comment or line break": _Words(
        "after | or > the text begins on the next line", "quote a text that begins so"
    ),
    "did not find expected alphabetic or numeric character": _Words(
        "a value cannot begin with * or &", "quote the text"
    ),
    "found unknown escape character": _Words(
        "no such escape after a backslash", "write \\\\ for a backslash, or use single quotes"
    ),
    "found invalid Unicode character escape code": _Words("no character has this number", "take it out"),
    "found incompatible YAML document": _Words("not this version of YAML", "take the %YAML line out"),
}


def not_yaml(error: yaml.YAMLError, text: str, name: str) -> Refusal:
    """Say in plain words why the parser refused ``text``, the content of the file ``name``."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return refuse(name, (1, 1), "syntax", f"it is not YAML: {shown(error)}", "save it as plain text")
    mark = error.problem_mark or error.context_mark
    index = mark.index if mark else 0
    at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if index >= len(text):  # where the parser sees another line
        at = place_after(text)
    problem = error.problem or "it is not YAML"
    if "nesting depth" in problem:
        return too_deep(name, at)
    begin = text.rfind("\n", 0, index) + 1
    if text[begin : index + 1].strip(" ")[:1] == "\t" and not text[begin:index].strip():
        return refuse(name, at, "syntax", "a tab stands where YAML wants spaces", "indent with spaces")
    colon = text[index : index + 1] == ":" and _QUOTE in _WORDS.get(problem, ())
    if colon and _cuts_a_text(text[max(0, index - 4000) : index]):
        return refuse(name, at, "cut-text", "the text is cut by a colon", 'quote the text: text: "…"')
    message, hint = _WORDS.get(problem, _Words(f"{problem} {error.context or ''}".rstrip(), _INDENT))
    in_flow = "flow" in (error.context or "")
    if in_flow and index >= len(text):
        message, hint = "the file ends within a bracket or a brace", "close it"
    begun = error.context_mark.line + 1 if error.context_mark else at[0]
    if begun < at[0] and (in_flow or "quoted" in (error.context or "")):
        hint += f"; what is not ended begins at line {begun}"
    return refuse(name, at, "syntax", message, hint)


def _cuts_a_text(before: str) -> bool:
    """Whether a plain ``text`` is being read at the end of ``before``, on that line or a line above."""
    above, _, line = before.rpartition("\n")
    if _PLAIN_TEXT.search(line):
        return True
    keys = _KEY_LINE.findall(above)
    return bool(keys) and bool(_PLAIN_TEXT.search(keys[-1]))
