"""YAML text to plain values with their places, refusing what a data set has no use for.

Built straight from libyaml's events, which are checked before anything is composed: an alias
bomb, a merge key or a tag is refused at its place and never expanded. All scalars are strings.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from ..errors import Finding, Severity, shown

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 64

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SEPARATOR = re.compile("[\u2028\u2029]")  # to YAML they end a line, to no editor
_TAG = re.compile(r"(?:(?:#|%(?!TAG))[^\r\n]*[\r\n]+|[ \r\n]+)*+%TAG")
_PLAIN_TEXT = re.compile(r"""(?:^|[\s{,])text: +(?!["'|> ])""")
_COMMENT = re.compile(r"[ \t]+#")

Place = tuple[int, int]
"""Line and column, counted from 1."""


class Mapping(dict[str, Any]):
    """A mapping that knows its place, its keys' and its values'.

    ``incomplete``: a part was refused, so nothing may be said of what is missing.
    ``plain_text``: its ``text`` is not quoted. ``flow``: it is written in braces.
    """

    __slots__ = ("at", "flow", "incomplete", "keys_at", "plain_text")

    def __init__(self, at: Place, flow: bool = False) -> None:
        super().__init__()
        self.at = at
        self.keys_at: dict[str, tuple[Place, Place]] = {}
        self.incomplete = False
        self.plain_text = False
        self.flow = flow

    def key_at(self, key: str) -> Place:
        """Place of ``key``; of the mapping where the key is absent."""
        return self.keys_at[key][0] if key in self.keys_at else self.at

    def value_at(self, key: str) -> Place:
        """Place of the value of ``key``; of the mapping where the key is absent."""
        return self.keys_at[key][1] if key in self.keys_at else self.at

    def put(self, key: str, value: Any, at: Place) -> None:
        """Set ``key`` to ``value``, both at the same place."""
        self[key] = value
        self.keys_at[key] = (at, at)


class Sequence(list[Any]):
    """A list that knows its place and its items'."""

    __slots__ = ("at", "items_at")

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at
        self.items_at: list[Place] = []

    def put(self, value: Any, at: Place) -> None:
        """Append ``value``, which stands at ``at``."""
        self.append(value)
        self.items_at.append(at)


class Refusal(Exception):
    """Reading cannot go on; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_yaml(path: Path, name: str) -> tuple[Mapping | None, list[Finding]]:
    """Values of the YAML file ``path``, called ``name`` in findings; ``None`` if unreadable."""
    findings: list[Finding] = []
    try:
        return _Builder(_text(path, name), name, findings).document(), findings
    except Refusal as refusal:
        return None, [*findings, refusal.finding]


def _refuse(name: str, at: Place, code: str, message: str, hint: str | None = None) -> Refusal:
    return Refusal(Finding(name, *at, "error", code, message, hint))


def _text(path: Path, name: str) -> str:
    try:
        data = _bytes(path, name)
    except FileNotFoundError:
        hint = "a data set is a folder with claims.yaml and sources.yaml"
        raise _refuse(name, (1, 1), "missing-file", "the file is missing", hint) from None
    except OSError as error:
        message = f"it cannot be read: {error.strerror or error}"
        raise _refuse(name, (1, 1), "unreadable", message, "see to its place and its permissions") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise _refuse(name, _place(before), "encoding", message, "save the file as UTF-8") from None
    odd = _CONTROL.search(text) or _SEPARATOR.search(text)
    if odd:
        message = f"{_named(odd[0])} U+{ord(odd[0]):04X}"
        raise _refuse(name, _place(text[: odd.start()]), "control-character", message, "take it out")
    tag = _TAG.match(text)
    if tag:  # before the parser sees it, which compares each with all before it
        raise _refuse(name, _place(tag[0][:-4]), "tag", "tags are not part of a data set", "take it out")
    return text


def _bytes(path: Path, name: str) -> bytes:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):  # a pipe, or a device, may never end
        what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
        raise _refuse(name, (1, 1), "unreadable", f"it is {what}, not a file", "put a file in its place")
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        hint = "divide it: a data set is one paper"
        raise _refuse(name, (1, 1), "too-large", f"it is larger than {MAX_BYTES >> 20} MiB", hint)
    return data


def _named(letter: str) -> str:
    return {"\ufeff": "byte order mark"}.get(
        letter, "line separator" if _SEPARATOR.match(letter) else "control character"
    )


def _place(before: str) -> Place:
    """Place of what follows ``before``."""
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _is_plain(event: Any) -> bool:
    """Whether ``event`` is a scalar with nothing in it that wants a second look: most are."""
    return (
        event.__class__ is ScalarEvent
        and event.anchor is None
        and event.tag is None
        and event.value.isascii()
        and event.value.isprintable()
        and event.value[:1] != " "
    )


class _Builder:
    """One pass over the events of one text."""

    def __init__(self, text: str, name: str, findings: list[Finding]) -> None:
        self.text = text
        self.name = name
        self.findings = findings
        self.next: Callable[[], Any] = CParser(text).get_event

    def document(self) -> Mapping:
        """The one document's mapping. Raises Refusal."""
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except yaml.YAMLError as error:
            raise _refuse(self.name, (1, 1), "syntax", f"it is not YAML: {shown(error)}") from None

    def _syntax(self, error: yaml.MarkedYAMLError) -> Refusal:
        mark = error.problem_mark or error.context_mark
        index = mark.index if mark else 0
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if index >= len(self.text):  # where the parser sees another line
            at = _place(self.text)
        problem = error.problem or "it is not YAML"
        line = self.text[self.text.rfind("\n", 0, index) + 1 : index]
        if not line.strip() and "\t" in line + self.text[index : index + 1]:
            message = "a tab stands where YAML wants spaces"
            return _refuse(self.name, at, "syntax", message, "indent with spaces")
        if "nesting depth" in problem:
            return self._too_deep(at)
        cut = "mapping values are not allowed" in problem or "did not find expected ',' or" in problem
        if cut and _PLAIN_TEXT.search(line):
            message = "the text is cut by a colon"
            return _refuse(self.name, at, "cut-text", message, 'quote the text: text: "…"')
        hint = "a quote, a bracket or an indent is wrong here or just before"
        if cut:
            hint = 'quote a text in which ": " stands'
        elif error.context_mark:
            hint = f"what is not ended begins at line {error.context_mark.line + 1}"
        context = f" {error.context}" if error.context else ""
        return _refuse(self.name, at, "syntax", f"{problem}{context}", hint)

    def _document(self) -> Mapping:
        self.next()
        start = self.next()
        if start.__class__ is StreamEndEvent:
            raise self._empty()
        root = self.next()
        if root.__class__ is ScalarEvent and root.value == "" and root.implicit[0]:
            raise self._empty()
        value = self._node(root, 1)
        if not isinstance(value, Mapping):
            what = "a list" if isinstance(value, Sequence) else "text"
            hint = "write sections such as `claims:`, each a mapping from ids"
            raise _refuse(self.name, self._at(root), "shape", f"the file holds {what}, not sections", hint)
        self.next()
        rest = self.next()
        if rest.__class__ is DocumentStartEvent:
            message = "a second document starts here"
            raise _refuse(self.name, self._at(rest), "documents", message, "a data set file is one document")
        return value

    def _empty(self) -> Refusal:
        section = "claims" if self.name.endswith("claims.yaml") else "works"
        hint = f"a file without entries says so: `{section}: {{}}`"
        return _refuse(self.name, (1, 1), "empty-file", "the file is empty", hint)

    def _too_deep(self, at: Place) -> Refusal:
        message = f"nested deeper than {MAX_DEPTH} levels"
        return _refuse(self.name, at, "nesting", message, "nothing in a data set is")

    def _at(self, event: Any) -> Place:
        return event.start_mark.line + 1, event.start_mark.column + 1

    def _say(self, at: Place, code: str, message: str, hint: str, severity: Severity = "error") -> None:
        self.findings.append(Finding(self.name, *at, severity, code, message, hint))

    def _node(self, event: Any, depth: int) -> Any:
        """Value of the node that ``event`` begins; ``None`` if it is refused."""
        kind = event.__class__
        if kind is AliasEvent:
            message = f"alias *{shown(event.anchor)}: aliases are not part of a data set"
            self._say(self._at(event), "alias", message, "write the value out")
            return None
        if event.anchor is not None:
            message = f"anchor &{shown(event.anchor)}: anchors are not part of a data set"
            self._say(self._at(event), "anchor", message, "take it out")
        if event.tag is not None and event.tag != "!":
            message = f"tag {shown(event.tag)}: tags are not part of a data set"
            self._say(self._at(event), "tag", message, "take it out")
        if kind is ScalarEvent:
            return self._scalar(event)
        if depth > MAX_DEPTH:
            raise self._too_deep(self._at(event))
        return self._mapping(event, depth) if kind is MappingStartEvent else self._sequence(event, depth)

    def _scalar(self, event: Any) -> str | None:
        value: str = event.value
        control = _CONTROL.search(value)
        if control:
            message = f"control character U+{ord(control[0]):04X}"
            self._say(self._at(event), "control-character", message, "take it out")
            return None
        if event.style in ("|", ">"):
            value = value.rstrip()  # the line end that closes a block is not part of the text
        return "" if value.isspace() else normalize("NFC", value)

    def _sequence(self, event: Any, depth: int) -> Sequence:
        value = Sequence(self._at(event))
        depth += 1
        while True:
            event = self.next()
            if event.__class__ is SequenceEndEvent:
                return value
            mark = event.start_mark
            at = (mark.line + 1, mark.column + 1)
            item = event.value if _is_plain(event) else self._node(event, depth)
            if item == "":
                self._say(at, "no-value", "a list item without a value", "write the value or take it out")
            elif item is not None:
                value.append(item)
                value.items_at.append(at)

    def _mapping(self, event: Any, depth: int) -> Mapping:
        value = Mapping(self._at(event), event.flow_style)
        depth += 1
        while True:
            event = self.next()
            if event.__class__ is MappingEndEvent:
                return value
            mark = event.start_mark
            at = (mark.line + 1, mark.column + 1)
            key = event.value if _is_plain(event) else self._node(event, depth)
            colon = event.end_mark.index
            event = self.next()
            item = event.value if _is_plain(event) else self._node(event, depth)
            if item is None or item == "" or key.__class__ is not str or key in value.keys_at or key == "<<":
                self._odd_entry(value, key, item, at, self.text[colon : colon + 1] == ":")
                continue
            mark = event.start_mark
            value[key] = item
            value.keys_at[key] = (at, (mark.line + 1, mark.column + 1))
            if key == "text" and event.__class__ is ScalarEvent and event.implicit[0]:
                self._plain_text(value, event)

    def _odd_entry(self, value: Mapping, key: Any, item: Any, at: Place, colon: bool) -> None:
        if key.__class__ is not str:
            if key is not None:
                self._say(at, "shape", "a key must be plain text", "write `key: value`")
            value.incomplete = True
        elif key == "<<":
            self._say(at, "merge-key", "merge keys are not part of a data set", "write the keys out")
            value.incomplete = True
        elif key in value.keys_at:
            line, column = value.keys_at[key][0]
            message = f'"{shown(key)}" stands here twice'
            self._say(at, "duplicate", message, f"it stands at {self.name}:{line}:{column} too; keep one")
        else:
            value.keys_at[key] = (at, at)
            if item is None:
                value.incomplete = True
            else:
                self._no_value(value, key, at, colon)

    def _no_value(self, value: Mapping, key: str, at: Place, colon: bool) -> None:
        if key == "text":
            return  # counts as missing, which is a warning
        value.incomplete = True
        if value.flow and value.plain_text and not colon:
            message = f'the text is cut by a comma before "{shown(key)}"'
            self._say(at, "cut-text", message, 'quote the text: text: "…"')
            return
        hint = "write the value or take the key out"
        if value.flow and not colon:
            hint += "; or, if it belongs to what stands before the comma, quote that"
        self._say(at, "no-value", f'"{shown(key)}" has no value', hint)

    def _plain_text(self, value: Mapping, event: Any) -> None:
        value.plain_text = True
        end = event.end_mark
        if _COMMENT.match(self.text, end.index):
            at = (end.line + 1, end.column + 1)
            message = "the text ends at ` #`: what follows is a comment"
            self._say(at, "cut-text", message, "quote the text if that belongs to it", "warning")
