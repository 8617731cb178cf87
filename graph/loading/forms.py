"""Short forms to long ones, in place, keeping places (design section 3).

After this a tree has the shape of the model's classes: one long form a value, a list wherever a
list may stand, every entity with its ``id``, every argument numbered or named.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..errors import Finding, shown
from ..model.scalars import is_id
from .refusals import Place
from .syntax import Mapping, Sequence

Form: TypeAlias = Callable[[Mapping, str], None]
"""Rewrites the value of one key of a mapping."""


def _wrap(key: str, value: Any, at: Place) -> Mapping:
    long = Mapping(at)
    long.put(key, value, at)
    return long


def as_list(owner: Mapping, key: str) -> None:
    """A single value where a list may stand is a list of one."""
    value = owner[key]
    if not isinstance(value, Sequence):
        at = owner.value_at(key)
        owner[key] = Sequence(at)
        owner[key].put(value, at)


@dataclass(frozen=True)
class Long:
    """Text stands for the long form that has it as ``first``."""

    first: str
    inner: Mapping_[str, Form] | None = None

    def __call__(self, owner: Mapping, key: str) -> None:
        """Rewrite the value of ``key``."""
        if isinstance(owner[key], str):
            owner[key] = _wrap(self.first, owner[key], owner.value_at(key))
        elif self.inner and isinstance(owner[key], Mapping):
            _apply(owner[key], self.inner)


@dataclass(frozen=True)
class Each:
    """A list of long forms; text stands for the one that has it as ``first``."""

    first: str | None
    inner: Mapping_[str, Form] | None = None

    def __call__(self, owner: Mapping, key: str) -> None:
        """Rewrite the value of ``key``."""
        as_list(owner, key)
        items: Sequence = owner[key]
        for place, item in enumerate(items):
            if self.first and isinstance(item, str):
                items[place] = _wrap(self.first, item, items.items_at[place])
            elif self.inner and isinstance(item, Mapping):
                _apply(item, self.inner)


def _apply(owner: Mapping, forms: Mapping_[str, Form]) -> None:
    for key in owner.keys() & forms.keys():
        forms[key](owner, key)


_date = Long("is")
_term: dict[str, Form] = {"from": _date, "to": _date}
_anomalies = Each(None)
_holder = Long("who", {"to": as_list, "via": as_list, "or": as_list})

ARGUMENT: dict[str, Form] = {"premises": as_list, "formerly": as_list}

PAPER: dict[str, Form] = {
    "authors": as_list,
    "date": _date,
    "sections": as_list,
    "anomalies": _anomalies,
    "formerly": as_list,
}
ENTITIES: dict[str, dict[str, Form]] = {
    "works": {
        "creators": as_list,
        "date": _date,
        "review": as_list,
        "anomalies": _anomalies,
        "formerly": as_list,
    },
    "endnotes": {"works": as_list, "accessed": _date, "review": as_list, "anomalies": _anomalies},
    "actors": {
        "aliases": as_list,
        "part_of": Each("who", _term),
        "member_of": Each("who", _term),
        "members": Each("who", _term),
        "holds_office": Each(None, _term),
        "formerly": as_list,
    },
    "topics": {"broader": as_list, "formerly": as_list},
    "claims": {
        "holder": _holder,
        "about": as_list,
        "date": _date,
        "passage": as_list,
        "cites": Each("note"),
        "restates": as_list,
        "anomalies": _anomalies,
        "formerly": as_list,
    },
}
RECORDS: dict[str, dict[str, Form]] = {
    "attacks": {},
    "limits": {},
    "stances": {"date": _date, "claims": as_list, "notes": as_list},
    "unclaimed": {},
}


def lengthen(tree: Mapping, name: str) -> list[Finding]:
    """Rewrite the short forms in ``tree``, a whole file called ``name``; what is wrong with them."""
    findings: list[Finding] = []
    if isinstance(tree.get("paper"), Mapping):
        _apply(tree["paper"], PAPER)
    for section, forms in ENTITIES.items():
        entities = tree.get(section)
        if not isinstance(entities, Mapping):
            continue
        identity = "number" if section == "endnotes" else "id"
        for key, entity in entities.items():
            if not isinstance(entity, Mapping):
                continue
            if identity in entity:
                message = f'"{identity}" stands before the colon: "{shown(key)}"'
                at = entity.key_at(identity)
                findings.append(Finding(name, *at, "error", "unknown-key", message, "take it out here"))
            entity.put(identity, key, entities.key_at(key))
            _apply(entity, forms)
            if section == "claims" and "supported_by" in entity:
                findings.extend(_arguments(entity, key, name))
    for section, forms in RECORDS.items():
        records = tree.get(section)
        if isinstance(records, Sequence):
            for record in records:
                if isinstance(record, Mapping):
                    _apply(record, forms)
    return findings


def _arguments(claim: Mapping, claim_id: str, file: str) -> list[Finding]:
    """Rewrite ``supported_by``: each item is one argument, a list of premises or a long form."""
    if isinstance(claim["supported_by"], str):
        as_list(claim, "supported_by")  # one argument of one premise
        findings = []
    else:
        as_list(claim, "supported_by")
        findings = _bare_premises(claim["supported_by"], file)
    arguments: Sequence = claim["supported_by"]
    for place, item in enumerate(arguments):
        at = arguments.items_at[place]
        if not isinstance(item, Mapping):
            item = arguments[place] = _wrap("premises", item, at)
        _apply(item, ARGUMENT)
        numbered = f"{claim_id}/{place + 1}"
        name = item.get("id")
        if name is None:
            item.put("id", numbered, at)
        elif isinstance(name, str) and name != numbered and not is_id(name):
            message = f'argument {shown(numbered)}: "{shown(name)}" is not an id'
            hint = "ids are lower-case words joined by hyphens; without one it is numbered"
            findings.append(Finding(file, *item.value_at("id"), "error", "slug", message, hint))
    return findings


def _bare_premises(items: Sequence, file: str) -> list[Finding]:
    bare = [place for place, item in enumerate(items) if isinstance(item, str)]
    if not bare:
        return []
    names = [shown(items[place]) for place in bare[:8]] + ["…"] * (len(bare) > 8)
    together = ", ".join(names)
    apart = ", ".join(f"[{name}]" for name in names)
    hint = f"write [[{together}]] if they support it together, [{apart}] if each does by itself"
    message = "a list of bare premises can be read in two ways"
    return [Finding(file, *items.items_at[bare[0]], "error", "bare-premises", message, hint)]
