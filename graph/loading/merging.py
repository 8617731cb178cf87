"""A fragment, in the very form of the two files, merged into what these hold; findings keep their places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..errors import Finding, shown
from ..hints import did_you_mean
from .refusals import Place
from .schema import ENTITIES, FILES, RECORDS
from .syntax import Mapping, Sequence

_FAR = 10**9
"""Added to the lines of a fragment while it stands among those of the files."""
_DIGEST = re.compile(r', "digest": "(?:[^"\\]|\\.)*"(?=\})|"digest": "(?:[^"\\]|\\.)*"(?:, )?')


class Merged(NamedTuple):
    """What a fragment adds and what it replaces, as (section, id), and why it may not."""

    added: list[tuple[str, str]]
    replaced: list[tuple[str, str]]
    refused: list[Finding]


def merge(
    trees: dict[str, Mapping],
    fragment: Mapping,
    name: str,
    *,
    after: tuple[str, str] | None = None,
    replacing: bool = False,
) -> Merged:
    """Put what ``fragment`` (called ``name`` in findings) holds into ``trees``, the files by their names.

    Places of the fragment are set far apart from those of the files: ``at_home`` brings them back.
    """
    _shift(fragment, _FAR)
    merged = Merged([], [], [])
    for section, value in fragment.items():
        file = next((file for file, sections in FILES.items() if section in sections), None)
        if file is None:
            known = [each for sections in FILES.values() for each in sections]
            hint = did_you_mean(section, known) or f"known are {', '.join(dict.fromkeys(known))}"
            at = fragment.key_at(section)
            message = f'unknown section "{shown(section)}"'
            merged.refused.append(Finding(name, *at, "error", "unknown-key", message, hint))
        elif section == "claimgraph":
            if value != "1":
                message = f"version {shown(value)} of the format is not known"
                at = fragment.value_at(section)
                merged.refused.append(
                    Finding(name, *at, "error", "version", message, "write `claimgraph: 1`")
                )
        else:
            _section(trees[file], section, value, fragment, merged, name, after, replacing)
    return merged


def _section(
    tree: Mapping,
    section: str,
    value: Any,
    fragment: Mapping,
    merged: Merged,
    name: str,
    after: tuple[str, str] | None,
    replacing: bool,
) -> None:
    there = tree.get(section)
    if section == "paper":
        _entity(tree, section, value, fragment, merged, name, replacing, section)
    elif section in ENTITIES and isinstance(value, Mapping) and isinstance(there, Mapping | None):
        if there is None:
            there = Mapping(value.at)
            tree[section], tree.keys_at[section] = there, fragment.keys_at[section]
        new = [
            key
            for key, entity in value.items()
            if _entity(there, key, entity, value, merged, name, replacing, section)
        ]
        if after is not None and after[0] == section:
            _move(there, new, after[1])
    elif section in RECORDS and isinstance(value, Sequence) and isinstance(there, Sequence | None):
        if there is None:
            there = Sequence(value.at)
            tree[section], tree.keys_at[section] = there, fragment.keys_at[section]
        for record, at in zip(value, value.items_at, strict=True):
            there.put(record, at)
        merged.added.extend((section, "") for _ in value)
    elif value is not None:
        what = "map ids to entries" if section in ENTITIES else "be a list"
        at, hint = fragment.value_at(section), "docs/data.md has the form of each section"
        message = f'"{section}" should {what}, here and in the file'
        merged.refused.append(Finding(name, *at, "error", "shape", message, hint))


def _entity(
    owner: Mapping,
    key: str,
    entity: Any,
    source: Mapping,
    merged: Merged,
    name: str,
    replacing: bool,
    section: str,
) -> bool:
    """Put one entity into ``owner``; whether it is new there."""
    spot = section, key if section != "paper" else "paper"
    new = key not in owner.keys_at
    if not new and not replacing:
        what = "a paper" if section == "paper" else f'"{shown(key)}"'
        message, line = f"{what} is there already", owner.key_at(key)[0]
        hint = f"it stands in line {line} of the file; --replace puts this in its place"
        merged.refused.append(Finding(name, *source.key_at(key), "error", "duplicate", message, hint))
        return False
    (merged.added if new else merged.replaced).append(spot)
    owner[key], owner.keys_at[key] = entity, source.keys_at[key]
    return new


def _move(owner: Mapping, new: Iterable[str], after: str) -> None:
    moved = {key: owner.pop(key) for key in new}
    rest = dict(owner)
    owner.clear()
    for key, value in rest.items():
        owner[key] = value
        if key == after:
            owner.update(moved)


def said(tree: Mapping) -> tuple[str, list[tuple[str, list[str]]]]:
    """What ``tree`` says, its digests apart, and in which order entities stand in their sections."""
    orders = [
        (key, list(value)) for key, value in tree.items() if isinstance(value, Mapping) and key != "paper"
    ]
    return _DIGEST.sub("", json.dumps(tree, sort_keys=True)), sorted(orders)


def at_home(findings: Iterable[Finding], name: str) -> Iterator[Finding]:
    """``findings`` of merged trees, those of the fragment at its own places."""
    far = re.compile(r"(?:[^\s\"]*:)?1(\d{9})(?=:\d)")
    line = re.compile(r"\bline 1(\d{9})\b")

    def home(text: str) -> str:
        text = far.sub(lambda found: f"{name}:{int(found[1])}", text)
        return line.sub(lambda found: f"line {int(found[1])} of {name}", text)

    for finding in findings:
        message, hint = home(finding.message), finding.hint and home(finding.hint)
        finding = finding._replace(message=message, hint=hint)
        yield finding._replace(file=name, line=finding.line - _FAR) if finding.line > _FAR else finding


def _shift(value: Any, lines: int) -> None:
    """Move the places of ``value`` down by ``lines``."""

    def moved(at: Place) -> Place:
        return at[0] + lines, at[1]

    if isinstance(value, Mapping):
        value.at = moved(value.at)
        value.keys_at = {key: (moved(at), moved(there)) for key, (at, there) in value.keys_at.items()}
        for inner in value.values():
            _shift(inner, lines)
    elif isinstance(value, Sequence):
        value.at = moved(value.at)
        value.items_at = [moved(at) for at in value.items_at]
        for inner in value:
            _shift(inner, lines)
