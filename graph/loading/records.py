"""Attacks, limits, stances, unclaimed passages: they have no id, and are called by what they say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import Finding, shown

if TYPE_CHECKING:
    from .references import Trees

KEYS: dict[str, tuple[str, ...]] = {
    "attacks": ("from", "to"),
    "limits": ("from", "to"),
    "stances": ("actor", "topic", "date"),
    "unclaimed": ("paragraph", "sentences", "words"),
}
"""By which keys a record is known: another with the same is the same said anew."""
KIND = {"attacks": "attack", "limits": "limit", "stances": "stance", "unclaimed": "unclaimed"}
"""What stands before the colon of a record's name."""


def key(section: str, record: Any) -> tuple[str | None, ...] | None:
    """What ``record`` is known by, as it is written; ``None`` where it has not that shape.

    >>> key("limits", {"from": "a", "to": "b", "kind": "contrast"})
    ('a', 'b')
    """
    if not isinstance(record, Mapping):
        return None
    found = []
    for each in KEYS[section]:
        value = record.get(each)
        if isinstance(value, Mapping):  # a date in its long form
            value = value.get("is")
        if not isinstance(value, str | None):
            return None
        found.append(value)
    return tuple(found) if found[0] else None


def name(section: str, known: tuple[str | None, ...]) -> str:
    """How the record with the key ``known`` is called.

    >>> name("limits", ("a", "b/2")), name("unclaimed", ("2.1/1", "3-4", None))
    ('limit:a/b/2', 'unclaimed:2.1/1:3-4')
    """
    between = ":" if section == "unclaimed" else "/"
    return f"{KIND[section]}:{between.join(part for part in known if part)}"


def names(section: str, records: Iterable[Any]) -> list[str]:
    """What each of ``records`` is called; of several with one key the second has ``#2`` behind its name.

    >>> names("attacks", [{"from": "a", "to": "b"}, {"from": "a", "to": "b", "by": "us"}])
    ['attack:a/b', 'attack:a/b#2']
    """
    seen: Counter[str] = Counter()
    found = []
    for record in records:
        known = key(section, record)
        called = name(section, known) if known is not None else KIND[section]
        seen[called] += 1
        found.append(called if seen[called] == 1 else f"{called}#{seen[called]}")
    return found


def same(record: Any, other: Any) -> bool:
    """Whether two records say the same; where a digest is written makes no difference."""
    return _plain(record) == _plain(other)


def _plain(record: Any) -> str:
    if isinstance(record, Mapping):
        record = {each: value for each, value in record.items() if each != "digest"}
    return json.dumps(record, sort_keys=True)


def repeated_records(trees: Trees) -> Iterator[Finding]:
    """A record that is there already says nothing new, and would be told twice."""
    for section in KEYS:
        rows = list(trees.records(section))
        seen: dict[str, Any] = {}
        for row, called in zip(rows, names(section, rows), strict=True):
            first = seen.setdefault(_plain(row), row)
            if first is not row:
                message = f"{shown(called.partition('#')[0])} stands in line {first.at[0]} already"
                hint = f"take one out: claimgraph remove {called}"
                yield trees.finding(section, row.at, "repeated", message, hint, "warning")
