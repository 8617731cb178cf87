"""JSON Schema (2020-12) of the two files, made from the models and their short forms.

For editors: what they see of a file, it says as the loader does. References, rings and what two
files say together it cannot see. Scalars are text to the loader and numbers or truths to others.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

from ..model.entities import Argument, Paper, Value
from ..model.keys import KEYS, SECTIONS
from ..model.scalars import Digest, Edtf, Id, Iri, NoteNumber, Span, Text, Truth
from .forms import ARGUMENT, ENTITIES, PAPER, RECORDS, Each, Form, Long, as_list
from .schema import ENTITIES as ENTITY_CLASSES
from .schema import FILES
from .schema import RECORDS as RECORD_CLASSES

Schema: TypeAlias = dict[str, Any]

_LETTERS = "[^\\u0000-\\u002f\\u003a-\\u0060\\u007b-\\u00a0]+"
_ID = f"^(?![0-9]+$){_LETTERS}(-{_LETTERS})*$"
_RANGE = "^[1-9][0-9]{0,5}(-[1-9][0-9]{0,5})?$"
_EDTF = "^(?=.*[0-9X])[-0-9A-Z?~%/.,:+\\[\\]{}]+(\\^\\S)?$"
_NUMBER = "^[1-9][0-9]{0,8}$"
_SCALARS: Mapping[str, tuple[object, Schema]] = {
    "id": (Id, {"type": "string", "pattern": _ID}),
    "note": (NoteNumber, {"type": ["integer", "string"], "minimum": 1, "pattern": _NUMBER}),
    "truth": (Truth, {"enum": [True, False, "true", "false", "yes", "no", "True", "False", "Yes", "No"]}),
    "range": (Span, {"type": ["integer", "string"], "minimum": 1, "pattern": _RANGE}),
    "digest": (Digest, {"type": "string", "pattern": "^[1-9][0-9]{0,8}-[0-9a-f]{8}$"}),
    "edtf": (Edtf, {"type": ["string", "integer"], "pattern": _EDTF, "maximum": 9999}),
    "iri": (Iri, {"type": "string", "pattern": '^[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>"{}|\\\\^`]+$'}),
    "text": (Text, {"type": ["string", "number", "boolean"], "minLength": 1}),
}
"""What each scalar of ``model.scalars`` looks like to one who reads YAML with its types."""
_NEVER_EMPTY = frozenset({"authors", "premises"})


def json_schema(file: str) -> Schema:
    """The schema of ``file``, ``claims.yaml`` or ``sources.yaml``, with a description for every key."""
    shared: dict[str, Schema] = {}
    sections = {name: _section(name, shared) for name in FILES[file]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{file} of a claimgraph data set",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {name: {"description": SECTIONS[name], **part} for name, part in sections.items()},
        "$defs": {**dict(sorted(shared.items())), **{name: part for name, (_, part) in _SCALARS.items()}},
    }


def _section(name: str, shared: dict[str, Schema]) -> Schema:
    if name == "claimgraph":
        return {"enum": [1, "1"]}
    if name == "paper":
        return _object(Paper, PAPER, shared)
    if name in RECORD_CLASSES:
        return {"type": "array", "items": _object(RECORD_CLASSES[name], RECORDS[name], shared)}
    of = ENTITY_CLASSES[name]
    return {
        "type": "object",
        "propertyNames": {"pattern": _NUMBER if name == "endnotes" else _ID},
        "additionalProperties": _object(of, ENTITIES[name], shared, named_by_key=True),
    }


def _object(
    of: type[Value], forms: Mapping[str, Form], shared: dict[str, Schema], *, named_by_key: bool = False
) -> Schema:
    """The mapping that is an ``of``, its short forms included; one definition for all its places."""
    name = of.__name__
    if name not in shared:
        shared[name] = {}  # it is being made
        hints = get_type_hints(of, include_extras=True)
        fields = list(of.model_fields.items())[named_by_key:]
        shared[name] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                field.alias or key: {
                    "description": _says(of, field.alias or key),
                    **_value(hints[key], forms.get(field.alias or key), shared, key),
                }
                for key, field in fields
            },
        }
        required = [field.alias or key for key, field in fields if field.is_required()]
        if of is Argument:
            required.remove("id")  # without one it is numbered
        if required:
            shared[name]["required"] = required
    return {"$ref": f"#/$defs/{name}"}


def _says(of: type[Value], key: str) -> str:
    return next(KEYS[each.__name__][key] for each in of.__mro__ if key in KEYS.get(each.__name__, {}))


def _value(hint: Any, form: Form | None, shared: dict[str, Schema], key: str = "") -> Schema:
    """What may stand for a value of the type ``hint`` where ``form`` is its short form."""
    parts = [part for part in get_args(hint) if part is not NoneType]
    for name, (scalar, _) in _SCALARS.items():
        if hint == scalar:
            return {"$ref": f"#/$defs/{name}"}
    if key == "supported_by":
        return _arguments(shared)
    if NoneType in get_args(hint):
        inner = _value(parts[0], form, shared)
        # A claim whose text has no value yet is a warning; other keys without one are errors.
        return {"anyOf": [inner, {"type": "null"}]} if key == "text" else inner
    if get_origin(hint) is Literal:
        return {"enum": list(parts)}
    if get_origin(hint) is tuple:
        item = _item(parts[0], form, shared)
        several: Schema = {"type": "array", "items": item}
        if key in _NEVER_EMPTY:
            several["minItems"] = 1
        return {"anyOf": [item, several]} if form is as_list or isinstance(form, Each) else several
    inner = _object(hint, (form.inner or {}) if isinstance(form, Long) else {}, shared)
    return _or_short(hint, form.first, inner) if isinstance(form, Long) else inner


def _item(hint: Any, form: Form | None, shared: dict[str, Schema]) -> Schema:
    if not isinstance(form, Each):
        return _value(hint, None, shared)
    inner = _object(hint, form.inner or {}, shared)
    return _or_short(hint, form.first, inner) if form.first else inner


def _or_short(of: type[Value], first: str, long: Schema) -> Schema:
    """``long``, or the value of its key ``first`` alone."""
    name = next(key for key, field in of.model_fields.items() if (field.alias or key) == first)
    return {"anyOf": [_value(get_type_hints(of, include_extras=True)[name], None, {}), long]}


def _arguments(shared: dict[str, Schema]) -> Schema:
    """``supported_by``: one premise, one long form, or a list of lists of premises and long forms."""
    one = _object(Argument, ARGUMENT, shared)
    premise = _value(Id, None, shared)
    together: Schema = {"type": "array", "minItems": 1, "items": premise}
    return {"anyOf": [premise, one, {"type": "array", "items": {"anyOf": [together, one]}}]}
