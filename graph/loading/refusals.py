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
_COMMENT = re.compile(r"""[\s{,]text: +(?!["'|> ])[^"'\n,]{0,2000} #""")
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
_QUOTE_TEXT = 'quote the text: text: "…"'
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
    mark = error.problem_mark or error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return refuse(name, (1, 1), "syntax", f"it is not YAML: {shown(error)}", "save it as plain text")
    # Behind the last line the parser sees another.
    at = (mark.line + 1, mark.column + 1) if mark.index < len(text) else place_after(text)
    if "nesting depth" in (error.problem or ""):
        return too_deep(name, at)
    cut = _comment_in_text(error, text, mark.index)
    if cut:
        message = "the text ends at ` #`: what follows is a comment"
        return refuse(name, cut, "cut-text", message, _QUOTE_TEXT)
    if text[mark.index : mark.index + 1] == ":" and _in_plain_text(text[: mark.index][-4000:]):
        return refuse(name, at, "cut-text", "the text is cut by a colon", _QUOTE_TEXT)
    message, hint = _in_words(error, text, mark.index)
    begun = error.context_mark.line + 1 if error.context_mark else at[0]
    if begun < at[0] and any(kind in (error.context or "") for kind in ("flow", "quoted")):
        hint += f"; what is not ended begins at line {begun}"
    return refuse(name, at, "syntax", message, hint)


def _in_words(error: yaml.MarkedYAMLError, text: str, index: int) -> _Words:
    begin = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    if not text[begin:index].strip() and "\t" in text[begin : index + 1]:
        return _Words("a tab stands where YAML wants spaces", "indent with spaces")
    if index >= len(text) and "flow" in (error.context or ""):
        return _Words("the file ends within a bracket or a brace", "close it")
    problem = error.problem or "it is not YAML"
    return _WORDS.get(problem) or _Words(f"{problem} {error.context or ''}".rstrip(), _INDENT)


def _comment_in_text(error: yaml.MarkedYAMLError, text: str, index: int) -> Place | None:
    """Place of a comment that cuts a plain ``text`` in the braces that are not ended."""
    if not error.context_mark or "flow" not in (error.context or ""):
        return None
    comment = _COMMENT.search(text, error.context_mark.index, index)
    return place_after(text[: comment.end() - 1]) if comment else None


def _in_plain_text(before: str) -> bool:
    """Whether a plain ``text`` is being read at the end of ``before``, on that line or a line above."""
    above, _, line = before.replace("\r", "\n").rpartition("\n")
    if _PLAIN_TEXT.search(line):
        return True
    keys = _KEY_LINE.findall(above)
    return bool(keys) and ":" not in line and bool(_PLAIN_TEXT.search(keys[-1]))
