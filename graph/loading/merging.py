"""A fragment, in the very form of the two files, merged into what these hold; findings keep their places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from ..errors import Finding, shown
from ..hints import did_you_mean
from . import records
from .refusals import Place
from .schema import ENTITIES, FILES, RECORDS
from .syntax import Mapping, Sequence

_FAR = 10**9
"""Added to the lines of a fragment while it stands among those of the files."""
_DIGEST = re.compile(r', "digest": "(?:[^"\\]|\\.)*"(?=\})|"digest": "(?:[^"\\]|\\.)*"(?:, )?')


_MAY_GO = frozenset({"review", "digest"})
"""Keys that a thing sent again may lack, as it may a guess: it is looked at now; digests are written."""
How: TypeAlias = Literal["add", "replace", "merge"]
"""What is done with what is there already: refused, replaced whole, or key by key."""


class Merged(NamedTuple):
    """What a fragment adds and what it replaces, as (section, id or name of a record), and why it may not.

    ``refused`` has warnings, too. ``places`` says which record of a section, by their numbers from 0,
    one of the fragment replaces. ``reviews``: what is left of a ``review`` where fields that it names
    were given, key by key.
    """

    added: list[tuple[str, str]]
    replaced: list[tuple[str, str]]
    refused: list[Finding]
    places: dict[tuple[str, int], int]
    reviews: dict[tuple[str, str], list[str]]


class _Into(NamedTuple):
    """What is merged: the fragment's name in findings, how, behind what, and what came of it."""

    name: str
    how: How
    after: tuple[str, str] | None
    merged: Merged

    def say(self, at: Place, code: str, message: str, hint: str, warn: bool = False) -> None:
        """Something about the place ``at`` of the fragment."""
        severity: Literal["error", "warning"] = "warning" if warn else "error"
        self.merged.refused.append(Finding(self.name, *at, severity, code, message, hint))


def merge(
    trees: dict[str, Mapping],
    fragment: Mapping,
    name: str,
    *,
    after: tuple[str, str] | None = None,
    how: How = "add",
) -> Merged:
    """Put what ``fragment`` (called ``name`` in findings) holds into ``trees``, the files by their names.

    Places of the fragment are set far apart from those of the files: ``at_home`` brings them back.
    """
    _shift(fragment, _FAR)
    into = _Into(name, how, after, Merged([], [], [], {}, {}))
    for section, value in fragment.items():
        file = next((file for file, sections in FILES.items() if section in sections), None)
        if file is None:
            known = [each for sections in FILES.values() for each in sections]
            hint = did_you_mean(section, known) or f"known are {', '.join(dict.fromkeys(known))}"
            into.say(fragment.key_at(section), "unknown-key", f'unknown section "{shown(section)}"', hint)
        elif section == "claimgraph":
            if value != "1":
                message = f"version {shown(value)} of the format is not known"
                into.say(fragment.value_at(section), "version", message, "write `claimgraph: 1`")
        else:
            _section(trees[file], section, value, fragment, into)
    return into.merged


def _section(tree: Mapping, section: str, value: Any, fragment: Mapping, into: _Into) -> None:
    there = tree.get(section)
    if section == "paper":
        _entity(tree, section, value, fragment, into, section)
    elif section in ENTITIES and isinstance(value, Mapping) and isinstance(there, Mapping | None):
        if there is None:
            there = Mapping(value.at)
            tree[section], tree.keys_at[section] = there, fragment.keys_at[section]
        new = [key for key, entity in value.items() if _entity(there, key, entity, value, into, section)]
        if into.after is not None and into.after[0] == section:
            _move(there, new, into.after[1])
    elif section in RECORDS and isinstance(value, Sequence) and isinstance(there, Sequence | None):
        if there is None:
            there = Sequence(value.at)
            tree[section], tree.keys_at[section] = there, fragment.keys_at[section]
        held = len(there)
        for number, record in enumerate(value):
            _record(there, held, number, record, value.items_at[number], into, section)
    elif value is not None:
        what = "map ids to entries" if section in ENTITIES else "be a list"
        hint = "`claimgraph guide data` has the form of each section"
        into.say(
            fragment.value_at(section), "shape", f'"{section}" should {what}, here and in the file', hint
        )


def _entity(owner: Mapping, key: str, entity: Any, source: Mapping, into: _Into, section: str) -> bool:
    """Put one entity into ``owner``; whether it is new there."""
    spot = section, key if section != "paper" else "paper"
    new = key not in owner.keys_at
    at = source.key_at(key)
    what = "the paper" if section == "paper" else f'"{shown(key)}"'
    if not new and into.how == "add":
        hint = f"it stands in line {owner.key_at(key)[0]} of the file; --replace puts this in its place"
        hint += ", --merge only the keys that are given"
        into.say(at, "duplicate", f"{what} is there already", hint)
        return False
    if not new and not _whole(owner[key], entity, at, what, into):
        return False
    (into.merged.added if new else into.merged.replaced).append(spot)
    if not new and into.how == "merge":
        left = _still_guessed(owner[key], entity)
        if left is not None:
            into.merged.reviews[spot] = left
            entity.put("review", Sequence(at), at)
            for name in left:
                entity["review"].put(name, at)
        if _key_by_key(owner[key], entity):
            return False
    owner[key], owner.keys_at[key] = entity, source.keys_at[key]
    return new


def _whole(old: Any, new: Any, at: Place, what: str, into: _Into) -> bool:
    """Whether nothing is lost where ``new`` replaces ``old``: what is left out may have been forgotten."""
    if into.how != "replace" or not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return True
    guessed = old["review"] if isinstance(old.get("review"), Sequence) else [old.get("review")]
    lost = [key for key in old if key not in new and key not in _MAY_GO and key not in guessed]
    if lost:
        keys = ", ".join(map(shown, lost))
        hint = f"send it whole, or use --merge: what is left out stays, and `{shown(lost[0])}: []` takes out"
        into.say(at, "lost", f"{what} would lose {keys}", hint)
    return not lost


def _still_guessed(old: Any, new: Any) -> list[str] | None:
    """What the ``review`` of ``old`` still names once ``new`` has given fields of it; None if it gives none.

    What somebody gives is looked at. A ``review`` that ``new`` has itself is taken as it is.
    """
    if not isinstance(old, Mapping) or not isinstance(new, Mapping) or "review" in new:
        return None
    named = old.get("review", [])
    names = [each for each in (named if isinstance(named, Sequence) else [named]) if isinstance(each, str)]
    left = [name for name in names if name not in new]
    return left if len(left) < len(names) else None


def _key_by_key(old: Any, new: Any) -> bool:
    """Let ``old`` have the keys of ``new``, an empty list taking one out; whether that can be."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return False
    for key, value in new.items():
        if value == []:
            old.pop(key, None)
            old.keys_at.pop(key, None)
        else:
            old[key], old.keys_at[key] = value, new.keys_at[key]
    return True


def _record(
    there: Sequence, held: int, number: int, record: Any, at: Place, into: _Into, section: str
) -> None:
    """Put record ``number`` of the fragment into ``there``, of which the first ``held`` are the file's."""
    known = records.key(section, record)
    alike = [place for place, old in enumerate(there) if known and records.key(section, old) == known]
    name = records.name(section, known) if known else records.KIND[section]
    if into.how == "add" or not alike:
        twin = next((place for place in alike if records.same(there[place], record)), None)
        lines = f"in line {there.items_at[alike[0] if twin is None else twin][0]}" if alike else ""
        if twin is not None:
            into.say(at, "duplicate", f"{name} is there already", f"it stands {lines} and says the same")
            return
        if alike:
            hint = f"it stands {lines}; --replace puts this in its place"
            into.say(at, "repeated", f"another {name} is there already", hint, warn=True)
        there.put(record, at)
        into.merged.added.append((section, name))
    elif len(alike) > 1 or alike[0] >= held or alike[0] in into.merged.places.values():
        hint = "take the others out first: claimgraph remove"
        into.say(at, "duplicate", f"{name} stands for several: which is meant?", hint)
    elif _whole(there[alike[0]], record, at, name, into):
        into.merged.replaced.append((section, name))
        into.merged.places[section, number] = alike[0]
        if into.how != "merge" or not _key_by_key(there[alike[0]], record):
            there[alike[0]], there.items_at[alike[0]] = record, at


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
