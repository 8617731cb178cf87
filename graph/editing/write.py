"""A data set as the text of its two files: the inverse of ``loading``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType
from typing import Annotated, Any, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

from ..model.entities import (
    NOBODYS_PAPER,
    Argument,
    Citation,
    Dataset,
    Date,
    Holder,
    Limit,
    Membership,
    Unclaimed,
    Value,
)
from ..model.scalars import Text
from ..model.terms import FILES
from . import layout, scalars
from .layout import Node

Form: TypeAlias = Callable[[Any], Node]

# The inverse of loading.forms. A value of which nothing but this field is said is that field's value.
_SAYS_IT_ALL: dict[type[Value], str] = {
    Argument: "premises",
    Citation: "note",
    Date: "is",
    Holder: "who",
    Membership: "who",
}
# Lists that hold one thing as a rule; one is written bare. The others are plural, and bracketed.
_SINGULAR = frozenset(
    {"about", "broader", "formerly", "member_of", "or", "part_of", "passage", "restates", "to", "via"}
)
# Fields that a class inherits come first in it; in the files these stand before that one.
_BEFORE: dict[type[Value], tuple[str, str]] = {Limit: ("kind", "signal"), Unclaimed: ("reason", "digest")}


def write(dataset: Dataset) -> dict[str, str]:
    """The text of each file of ``dataset``, by the file's name.

    For every data set that the loader accepts, loading what is written gives an equal one, in the
    same order, and writing that the same bytes. Comments are in the files only, and lost; to
    change a file that people have written use the edits of this room. Time: linear in the data.
    """
    sections = dict.fromkeys(section for sections in FILES.values() for section in sections)
    return layout.files({each: short(dataset, each) for each in sections if each in Dataset.model_fields})


def short(dataset: Dataset, section: str) -> Node:
    """What stands below ``section``, in the shortest forms that say it; nothing if it is empty."""
    value = getattr(dataset, section)
    if section == "paper":
        return None if value == NOBODYS_PAPER else _mapping(value)
    if isinstance(value, tuple):
        return [_mapping(record) for record in value]
    return {scalars.checked(str(key)): _mapping(entity, named_by_key=True) for key, entity in value.items()}


def entity(value: Value) -> dict[str, Node]:
    """What an entity says, by the keys of the files, in their order; its id is the key it stands under."""
    return _mapping(value, named_by_key=True)


class _Field(NamedTuple):
    name: str
    key: str
    default: Any
    form: Form


@cache
def _fields(kind: type[Value]) -> tuple[_Field, ...]:
    """What is written of a ``kind``, in the order of the files."""
    hints = get_type_hints(kind, include_extras=True)
    fields = [
        _Field(name, field.alias or name, ... if field.is_required() else field.default, _form(hints[name]))
        for name, field in kind.model_fields.items()
    ]
    if kind in _BEFORE:
        moved, other = _BEFORE[kind]
        (late,) = (field for field in fields if field.key == moved)
        fields.remove(late)
        fields.insert([field.key for field in fields].index(other), late)
    return tuple(fields)


def _form(hint: Any) -> Form:
    """How values of the type ``hint`` are written."""
    if hint == Text:
        return scalars.text
    parts = [part for part in get_args(hint) if part is not NoneType]
    if get_origin(hint) is Annotated:
        return _form(parts[0])
    if get_origin(hint) is tuple:
        return _list(_form(parts[0])) if parts[1] is Ellipsis else _span
    if isinstance(hint, type):
        if issubclass(hint, Value):
            return _short
        return _truth if hint is bool else str if hint is int else scalars.checked
    if NoneType in get_args(hint):
        return _form(parts[0])
    return scalars.checked  # one of a closed list


def _list(form: Form) -> Form:
    return lambda values: [form(value) for value in values]


def _span(value: tuple[int, int]) -> Node:
    first, last = value
    return str(first) if first == last else f"{first}-{last}"


def _truth(value: bool) -> Node:
    return "true" if value else "false"


def _short(value: Value) -> Node:
    node = _mapping(value)
    if isinstance(value, Argument) and "/" in value.id:
        del node["id"]  # its number, which its place gives
    only = _SAYS_IT_ALL.get(value.__class__)
    return node[only] if only in node and len(node) == 1 else node


def _mapping(value: Value, named_by_key: bool = False) -> dict[str, Node]:
    """All that ``value`` says, by the keys of the files; defaults say nothing."""
    node: dict[str, Node] = {}
    for name, key, default, form in _fields(value.__class__)[named_by_key:]:
        said = getattr(value, name)
        if said is default or said == default:
            continue
        node[key] = form(said)
        if key in _SINGULAR and said.__class__ is tuple and len(said) == 1:
            (node[key],) = node[key]
    return node


def keys_of(kind: type[Value]) -> tuple[str, ...]:
    """The keys of a ``kind`` as the files have them, in their order."""
    return tuple(field.key for field in _fields(kind))
