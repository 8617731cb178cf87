"""A file in BibTeX or BibLaTeX to entries: bibtexparser finds the blocks, here they are understood."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from ...errors import shown
from ...model.bibliography import Entry, Trouble
from .entry_fields import FIELDS, entry_of

_LOST = re.compile(r"^[\s,]*[\w-]+\s*=\s*[{\"\w]", re.MULTILINE)
_PART = re.compile(r'\s*(?:"|\{|#|[^\s#"{]+)')
_MOST_PARENTS = 8
_MOST_PIECES = 100
_LONGEST = 100_000
_LONGEST_STRING = 2_000
"""Letters of what a name stands for: names of names double each time."""


def read(text: str) -> tuple[list[Entry], list[Trouble]]:
    """The entries of ``text``, and what of it is malformed. Time: linear."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    library = parse_string(text, parse_stack=[])
    strings: dict[str, str] = {}
    for string in library.strings:
        strings[string.key.lower()] = _value(string.value, strings)[:_LONGEST_STRING]
    blocks: list[tuple[Any, dict[str, str]]] = []
    by_key: dict[str, dict[str, str]] = {}
    troubles: list[Trouble] = []
    found: list[Any] = list(library.blocks)
    for block in found:
        kept = block
        if type(block).__name__ in _FAILED:
            trouble, kept = _failed(block)
            troubles += [trouble] if trouble else []
        elif type(block).__name__ == "ImplicitComment" and _LOST.search(block.comment):
            lost = _LOST.search(block.comment)
            ahead = (
                block.comment.count("\n", 0, lost.start() + len(lost[0]) - len(lost[0].lstrip()))
                if lost
                else 0
            )
            said = "fields stand outside of an entry: one brace too many before them?"
            troubles.append(Trouble(block.start_line + 1 + ahead, said))
        if type(kept).__name__ != "Entry":
            continue
        raw: dict[str, str] = {}
        for field in kept.fields:
            key = field.key.lower()
            if key in FIELDS and key not in raw:
                value = field.value
                simple = value[:1] == "{" and value[-1:] == "}" and "#" not in value
                raw[key] = value[1:-1] if simple else _value(value, strings)
        blocks.append((kept, raw))
        key = kept.key.strip().lower()
        if key in by_key:
            troubles.append(Trouble(kept.start_line + 1, f"a second entry has the key {shown(kept.key)}"))
        by_key.setdefault(key, raw)
    entries = []
    for block, raw in blocks:
        raw = _inherited(raw, by_key) if "crossref" in raw or "xdata" in raw else raw
        entry = entry_of(block.key, block.start_line + 1, block.entry_type, raw)
        entries.append(entry)
    return entries, sorted(troubles)


_FAILED = frozenset(
    {"ParsingFailedBlock", "DuplicateBlockKeyBlock", "DuplicateFieldKeyBlock", "MiddlewareErrorBlock"}
)


def _failed(block: Any) -> tuple[Trouble | None, Any]:
    """What is wrong with a block, and the block without that where it can be read all the same."""
    line = max(block.start_line, 0) + 1
    name = type(block).__name__
    inner = getattr(block, "ignore_error_block", None)
    if name == "DuplicateBlockKeyBlock" and type(inner).__name__ == "Entry":
        return None, inner
    if name == "DuplicateFieldKeyBlock":
        keys = ", ".join(sorted(map(shown, block.duplicate_keys)))
        return Trouble(line, f"the entry has {keys} twice; the first counts"), inner
    reason = getattr(getattr(block, "error", None), "abort_reason", "") or "it is malformed"
    head = shown((getattr(block, "raw", "") or "")[:80].split("\n")[0], 40)
    return Trouble(line, f"the entry {head} is not read: {' '.join(reason.split()).rstrip('.')}"), None


def _value(text: object, strings: Mapping[str, str]) -> str:
    """A value without what encloses it, its names and joints resolved."""
    value = str(text)
    if value[:1] == "{" and value[-1:] == "}" and "#" not in value:
        return value[1:-1]
    if len(value) > _LONGEST:
        return ""
    return "".join(islice(_pieces(value, strings), _MOST_PIECES))


def _pieces(value: str, strings: Mapping[str, str]) -> Iterator[str]:
    place = 0
    while place < len(value):
        found = _PART.match(value, place)
        if found is None:
            return
        mark = found[0].lstrip()
        place = found.end()
        if mark in ('"', "{"):
            end = _closed(value, place, mark)
            yield value[place:end]
            place = end + 1
        elif mark != "#":
            yield strings.get(mark.lower(), mark)


def _closed(value: str, place: int, mark: str) -> int:
    """Where the value that ``mark`` opened before ``place`` is closed; the end where it is not."""
    depth = 0
    for found in re.finditer(r'(?<!\\)[{}"]', value[place:]):
        letter = found[0]
        if depth == 0 and letter == ('"' if mark == '"' else "}"):
            return place + found.start()
        depth += (letter == "{") - (letter == "}")
    return len(value)


_FROM_PARENT = {"title": "booktitle", "subtitle": "booksubtitle"}


def _inherited(raw: dict[str, str], by_key: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """The fields with those of the entries that ``crossref`` and ``xdata`` name."""
    whole, seen, at = dict(raw), {id(raw)}, raw
    for _ in range(_MOST_PARENTS):
        link = "crossref" if "crossref" in at else "xdata"
        parent = by_key.get(at.get(link, "").strip().lower())
        if parent is None or id(parent) in seen:
            break
        seen.add(id(parent))
        for key, value in parent.items():
            if key in ("doi", "url", "pages") and link == "crossref":
                continue
            key = _FROM_PARENT.get(key, key) if link == "crossref" else key
            key = {"author": "editor"}.get(key, key) if link == "crossref" else key
            whole.setdefault(key, value)
        at = parent
    return whole
