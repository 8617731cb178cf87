"""A data set that sets every field of every class, made from the model's own fields.

A field that the model gains is in it the same day, and ``test_every_field`` finds what forgets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from claimgraph.loading.references import REFERENCES
from claimgraph.model.entities import Dataset, Date, Part, Value
from claimgraph.model.scalars import Id, NoteNumber

# What the full ones refer to: things that say of themselves no more than they must.
BASES: dict[str, tuple[Any, ...]] = {
    "actors": ("ann", "bo", "cy"),
    "topics": ("rain",),
    "works": ("gauge",),
    "endnotes": (1,),
    "claims": ("c1", "c2", "c3"),
}
SECTION_OF = {"actor": "actors", "topic": "topics", "work": "works", "note": "endnotes", "claim": "claims"}
FULL = {section: 9 if section == "endnotes" else f"full-{section}" for section in BASES}
# Not the first there is: nothing may be a member of itself, attack itself, or restate another's.
_OTHERS = {("actors", "members", "who"): "cy", ("attacks", "from"): "c2", ("limits", "from"): "c2"}
_OTHERS[("claims", "restates")] = "c3"
# Of texts whose form the model checks one must be right.
_TEXTS = ("2014-05", "142-3f9c0d1e", "https://example.org/papers/", "some-id")


class Field(NamedTuple):
    """A field of the model: its class, its name there, the keys that lead to it, its type."""

    owner: type[Value]
    name: str
    way: tuple[str, ...]
    hint: Any

    @property
    def one(self) -> Any:
        """The type of one value of it."""
        return one(self.hint)

    @property
    def refers(self) -> bool:
        """Whether it names something that is declared elsewhere, as far as its type tells."""
        return self.way[-1] not in ("id", "number", "formerly") and self.one in (Id, NoteNumber)


def one(hint: Any) -> Any:
    """The type ``hint`` without ``None``; of a list or a section, that of its items."""
    parts = [part for part in get_args(hint) if part is not NoneType]
    if NoneType in get_args(hint):
        return one(parts[0])
    if get_origin(hint) is dict or (get_origin(hint) is tuple and parts[-1] is Ellipsis):
        return one(parts[1] if get_origin(hint) is dict else parts[0])
    return hint


def inner(hint: Any) -> type[Value] | None:
    """The class of the model that ``hint`` is about, if it is."""
    found = one(hint)
    return found if isinstance(found, type) and issubclass(found, Value) else None


def fields(kind: type[Value] = Dataset, way: tuple[str, ...] = ()) -> Iterator[Field]:
    """Every field of ``kind`` and below it."""
    hints = get_type_hints(kind, include_extras=True)
    for name, info in kind.model_fields.items():
        field = Field(kind, name, (*way, info.alias or name), hints[name])
        yield field
        below = inner(field.hint)
        if below:
            yield from fields(below, field.way)


FIELDS = [field for field in fields() if field.owner is not Dataset]


def sample(field: Field, brief: bool = False) -> Any:
    """A value for ``field`` that is not its default; ``brief``: of parts what they must say, no more."""
    many = get_origin(field.hint) is tuple and get_args(field.hint)[-1] is Ellipsis
    below = inner(field.hint)
    value = full(below, field.way, brief) if below else _scalar(field)
    return (value,) if many else value


def full(kind: type[Value], way: tuple[str, ...], brief: bool = False) -> Value:
    """A ``kind`` at the place ``way`` that sets all its fields; ``brief``: those of parts if they must."""
    said = {}
    hints = get_type_hints(kind, include_extras=True)
    for name, info in kind.model_fields.items():
        field = Field(kind, name, (*way, info.alias or name), hints[name])
        if not (brief and issubclass(kind, Part)) or info.is_required() or (kind, name) == (Date, "is_"):
            said[name] = sample(field, brief)
    return kind(**said)


def _scalar(field: Field) -> Any:
    section, name = field.way[0], field.way[-1]
    if name in ("id", "number") and len(field.way) == 2 and section in FULL:
        return FULL[section]
    if name in ("id", "formerly"):
        return "-".join(["the", *field.way]).replace("_", "-")
    if field.way == ("attacks", "to") or field.way == ("limits", "to"):
        return "c1"
    if field.refers:
        kinds = next((kinds for at, way, kinds, _ in REFERENCES if (at, *way) == field.way), ("actor",))
        return _OTHERS.get(field.way, BASES[SECTION_OF[kinds[0]]][0])
    if get_origin(field.one) is Literal:
        return get_args(field.one)[-1]
    for value in (f"the {name} of {field.owner.__name__}", True, (2, 3), *_TEXTS):
        if _accepted(field.one, value):
            return value
    raise LookupError(f"no sample is right for {'.'.join(field.way)}: add one to _TEXTS")


def _accepted(hint: Any, value: Any) -> bool:
    try:
        return bool(TypeAdapter(hint).validate_python(value, strict=value is True) == value)
    except ValidationError:
        return False


def everything(brief: bool = False) -> Dataset:
    """A data set that the loader accepts, in which every field of the model says something."""
    said: dict[str, Any] = {}
    for name, hint in get_type_hints(Dataset, include_extras=True).items():
        kind = inner(hint)
        if kind is None:
            continue
        value = full(kind, (name,), brief)
        if get_origin(hint) is dict:
            said[name] = {base: _base(kind, base) for base in BASES[name]} | {FULL[name]: value}
        else:
            said[name] = value if name == "paper" else (value,)
    return Dataset(**said)


def _base(kind: type[Value], id_: Any) -> Value:
    must = {name: f"A {kind.__name__}" for name, info in kind.model_fields.items() if info.is_required()}
    return kind(**{**must, "number" if "number" in must else "id": id_})
