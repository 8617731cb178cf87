"""YAML text to plain values with their places, refusing what a data set has no use for.

Built straight from libyaml's events, which are checked before anything is composed: an alias
bomb, a merge key or a tag is refused at its place and never expanded. All scalars are strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
from ..model.text import CONTROL
from .decoding import named, text_of
from .refusals import MAX_DEPTH, Place, Refusal, not_yaml, refuse, too_deep

_COMMENT = re.compile(r"[ \t]+#")


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


def read_yaml(data: bytes | Refusal, name: str) -> tuple[Mapping | None, list[Finding]]:
    """Values of the YAML file called ``name`` in findings, which holds ``data``; ``None`` if unreadable."""
    findings: list[Finding] = []
    try:
        if isinstance(data, Refusal):
            raise data
        return _Builder(text_of(data, name), name, findings).document(), findings
    except Refusal as refusal:
        return None, [*findings, refusal.finding]


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
        except yaml.YAMLError as error:
            raise not_yaml(error, self.text, self.name) from None

    def _document(self) -> Mapping:
        self.next()
        start = self.next()
        if start.__class__ is StreamEndEvent:
            raise self._empty()
        if start.tags:
            raise refuse(self.name, self._at(start), "tag", "tags are not part of a data set", "take it out")
        root = self.next()
        if root.__class__ is ScalarEvent and root.value == "" and root.implicit[0]:
            raise self._empty()
        value = self._node(root, 1)
        if not isinstance(value, Mapping):
            what = "a list" if isinstance(value, Sequence) else "text"
            hint = "write sections such as `claims:`, each a mapping from ids"
            raise refuse(self.name, self._at(root), "shape", f"the file holds {what}, not sections", hint)
        self.next()
        rest = self.next()
        if rest.__class__ is DocumentStartEvent:
            message = "a second document starts here"
            raise refuse(self.name, self._at(rest), "documents", message, "a data set file is one document")
        return value

    def _empty(self) -> Refusal:
        section = "claims" if self.name.endswith("claims.yaml") else "works"
        hint = f"a file without entries says so: `{section}: {{}}`"
        return refuse(self.name, (1, 1), "empty-file", "the file is empty", hint)

    def _at(self, event: Any) -> Place:
        return event.start_mark.line + 1, event.start_mark.column + 1

    def _say(self, at: Place, code: str, message: str, hint: str, severity: Severity = "error") -> None:
        self.findings.append(Finding(self.name, *at, severity, code, message, hint))

    def _node(self, event: Any, depth: int) -> Any:
        """Value of the node that ``event`` begins; ``None`` if it is refused."""
        kind = event.__class__
        if kind is AliasEvent:
            message = f"alias *{shown(event.anchor)}: aliases are not part of a data set"
            self._say(self._at(event), "alias", message, "write the value out; quote it if it is text")
            return None
        if event.anchor is not None:
            message = f"anchor &{shown(event.anchor)}: anchors are not part of a data set"
            self._say(self._at(event), "anchor", message, "take it out; quote it if it is text")
        if event.tag is not None and event.tag != "!":
            message = f"tag {shown(event.tag)}: tags are not part of a data set"
            self._say(self._at(event), "tag", message, "take it out; quote it if it is text")
        if kind is ScalarEvent:
            return self._scalar(event)
        if depth > MAX_DEPTH:
            raise too_deep(self.name, self._at(event))
        return self._mapping(event, depth) if kind is MappingStartEvent else self._sequence(event, depth)

    def _scalar(self, event: Any) -> str | None:
        value: str = event.value
        control = CONTROL.search(value)
        if control:
            self._say(self._at(event), "control-character", named(control[0]), "take it out")
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
