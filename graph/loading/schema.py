"""Trees of values to models, and what the models refuse to findings for people."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import ValidationError

from ..errors import Finding, shown
from ..hints import did_you_mean
from ..model.entities import (
    Actor,
    Attack,
    Claim,
    Endnote,
    Limit,
    Paper,
    Stance,
    Topic,
    Unclaimed,
    Value,
    Work,
)
from ..model.terms import FILES as FILES
from .refusals import Place
from .syntax import Mapping, Sequence

ENTITIES: dict[str, type[Value]] = {
    "actors": Actor,
    "topics": Topic,
    "claims": Claim,
    "works": Work,
    "endnotes": Endnote,
}
RECORDS: dict[str, type[Value]] = {
    "attacks": Attack,
    "limits": Limit,
    "stances": Stance,
    "unclaimed": Unclaimed,
}
SINGULAR = {
    "actors": "actor",
    "topics": "topic",
    "claims": "claim",
    "works": "work",
    "endnotes": "note",
    "attacks": "attack",
    "limits": "limit",
    "stances": "stance",
    "unclaimed": "unclaimed passage",
}

_Model = TypeVar("_Model", bound=Value)


def sections(tree: Mapping, file: str, name: str) -> list[Finding]:
    """Check the top-level keys of ``tree``, the file ``file`` (called ``name`` in findings)."""
    findings = []
    for key, value in tree.items():
        if key not in FILES[file]:
            findings.append(_misplaced(key, tree, file, name))
        elif key == "claimgraph" and value != "1":
            at = tree.value_at(key)
            message = f"version {_what(value)} of the format is not known"
            findings.append(Finding(name, *at, "error", "version", message, "write `claimgraph: 1`"))
    return findings


def _misplaced(key: str, tree: Mapping, file: str, name: str) -> Finding:
    other = next(other for other in FILES if other != file)
    if key in FILES[other]:
        message, hint = f'"{key}" does not belong in this file', f"move it to {other}"
    else:
        message, hint = (
            f'unknown section "{shown(key)}"',
            did_you_mean(key, FILES[file]) or _one_of(FILES[file]),
        )
    return Finding(name, *tree.key_at(key), "error", "unknown-key", message, hint)


def paper(tree: Mapping, name: str) -> tuple[Paper | None, list[Finding]]:
    """The paper that ``tree`` describes, if it does."""
    value = tree.get("paper")
    if value is None:
        return None, []
    if not isinstance(value, Mapping):
        message = "the paper should be a mapping such as {id: …, authors: […]}"
        return None, [Finding(name, *tree.value_at("paper"), "error", "shape", message, _FIELDS)]
    findings: list[Finding] = []
    return _validate(Paper, value, "the paper", name, findings), findings


def entities(tree: Mapping, section: str, name: str) -> tuple[dict[Any, Any], list[Finding]]:
    """Models of a section that maps ids to entities, by id; those that are valid."""
    findings: list[Finding] = []
    value = tree.get(section)
    if value is None:
        return {}, []
    if not isinstance(value, Mapping):
        message = f'"{section}" should map ids to entries'
        return {}, [Finding(name, *tree.value_at(section), "error", "shape", message, "write `id: {…}`")]
    models: dict[Any, Any] = {}
    kind = ENTITIES[section]
    for key, entity in value.items():
        label = f"{SINGULAR[section]} {shown(key)}"
        if not isinstance(entity, Mapping):
            at = value.value_at(key)
            message = f"{label} should be a mapping of its fields, not {_what(entity)}"
            findings.append(Finding(name, *at, "error", "shape", message, _FIELDS))
            continue
        model = _validate(kind, entity, label, name, findings)
        if model is not None:
            models[model.number if isinstance(model, Endnote) else key] = model
    return models, findings


def records(tree: Mapping, section: str, name: str) -> tuple[tuple[Any, ...], list[Finding]]:
    """Models of a section that is a list; those that are valid."""
    findings: list[Finding] = []
    value = tree.get(section)
    if value is None:
        return (), []
    if not isinstance(value, Sequence):
        message = f'"{section}" should be a list'
        at = tree.value_at(section)
        return (), [Finding(name, *at, "error", "shape", message, "begin each entry with `- `")]
    models = []
    for place, record in enumerate(value):
        label = f"{SINGULAR[section]} {place + 1}"
        if not isinstance(record, Mapping):
            message = f"{label} should be a mapping of its fields, not {_what(record)}"
            findings.append(Finding(name, *value.items_at[place], "error", "shape", message, _FIELDS))
            continue
        model = _validate(RECORDS[section], record, label, name, findings)
        if model is not None:
            models.append(model)
    return tuple(models), findings


def _validate(
    kind: type[_Model], value: Mapping, label: str, name: str, findings: list[Finding]
) -> _Model | None:
    try:
        return kind.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            finding = _finding(error, kind, value, label, name)
            if finding is not None:
                findings.append(finding)
    return None


def _finding(error: Any, kind: type[Value], root: Mapping, label: str, name: str) -> Finding | None:
    """Put one of pydantic's errors in plain words; ``None`` where nothing can be said for certain."""
    loc: tuple[Any, ...] = error["loc"]
    owner, at = _locate(root, loc)
    key = str(loc[-1])
    field = shown(".".join(str(part) for part in loc if not isinstance(part, int)))
    type_, given = error["type"], error["input"]
    if type_ == "extra_forbidden":
        known = [other.alias or id_ for id_, other in _fields_at(kind, loc[:-1]).items()]
        cut = isinstance(owner, Mapping) and owner.flow and owner.plain_text
        hint = _INSTEAD.get((kind, key), "") if len(loc) == 1 else ""
        hint = hint or did_you_mean(key, known) or _one_of(known)
        if cut:
            hint += " Or, if it belongs to the text, quote the text."
        at = owner.key_at(key) if isinstance(owner, Mapping) else at
        return Finding(name, *at, "error", "unknown-key", f'{label}: unknown key "{field}"', hint)
    if type_ == "missing":
        if isinstance(owner, Mapping) and owner.incomplete:
            return None
        fields = _fields_at(kind, loc[:-1]).items()
        annotation = next((one.annotation for id_, one in fields if key in (id_, one.alias)), None)
        choices = get_args(annotation) if get_origin(annotation) is Literal else ()
        hint = f"write `{key}: …`" + (f"; {_one_of(choices)}" if choices else "")
        return Finding(name, *at, "error", "missing", f'{label}: "{field}" is missing', hint)
    if type_ == "literal_error" and isinstance(given, str):
        known = [part.strip(" '") for part in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
        hint = did_you_mean(given, known) or _one_of(known)
        return Finding(name, *at, "error", "value", f"{label}: {field} {_what(given)} is not known", hint)
    if type_ == "too_short" and given:
        return None  # what was in it is refused already
    message: str = _WORDS.get(type_) or error["msg"]
    if type_ in _SHAPES:
        message = f"{_SHAPES[type_]}, not {_what(given)}"
    message = f"{label}: {field}: {message}"
    return Finding(name, *at, "error", type_.replace("_", "-"), message, _HINTS.get(type_))


_OTHER_WAY = "write it on the other claim, as `supported_by: [[this claim]]`: a claim names what supports it"
_RECORD = "write it in the section `{0}:` of the file, {{from: …, to: …}}"
_INSTEAD: dict[tuple[type[Value], str], str] = {
    (Claim, "supports"): _OTHER_WAY,
    (Claim, "premise_of"): _OTHER_WAY,
    **{(Claim, key): _RECORD.format("attacks") for key in ("attacks", "attacked_by", "rebuts", "undercuts")},
    **{(Claim, key): _RECORD.format("limits") for key in ("limits", "limited_by")},
    **{(Claim, key): "write the notes it cites as `cites: [27]`" for key in ("notes", "endnotes", "sources")},
    (Claim, "premises"): "write `supported_by: [[…]]`, a list of its premises for each argument",
}
"""Keys that mean something else than those that are spelled like them."""
_FIELDS = "write its fields in braces, {key: value}, or indented below it"
_SHAPES = {
    "string_type": "should be text",
    "literal_error": "should be text",
    "tuple_type": "should be a list",
    "dict_type": "should be a mapping",
    "model_type": "should be a mapping of its fields",
    "model_attributes_type": "should be a mapping of its fields",
    "int_type": "should be a number",
    "bool_type": "should be true or false",
}
_WORDS = {"string_too_short": "has no value", "too_short": "is an empty list"}
_HINTS: dict[str, str] = {
    "string_too_short": "write the value or take the key out",
    "too_short": "write at least one, or take the key out",
    "string_type": "write one value",
    "literal_error": "write one value",
    "int_type": "write it in plain digits, such as 27",
    "bool_type": "write true or false",
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "slug": "ids are lower-case words joined by hyphens, such as nato-safer-course",
    "number": "write it in plain digits, such as 27",
    "span": "write 3 or 3-4",
    "truth": "write true or false",
    "digest": "`claimgraph anchor` writes them, such as 142-3f9c0d1e",
    "edtf": "write 2014-05-06, 2014-05, 2014 or another EDTF date",
    "iri": "write one such as https://example.org/paper/",
}


def _locate(root: Mapping, loc: tuple[Any, ...]) -> tuple[Any, Place]:
    """Innermost container on the way ``loc``, and the place of what it leads to."""
    owner: Any = root
    at = root.value_at("id") if "id" in root else root.at
    value: Any = root
    for part in loc:
        if isinstance(value, Mapping):
            owner = value
            at = value.value_at(part) if part in value else (value.at if value is not root else at)
            value = value.get(part)
        elif isinstance(value, Sequence) and isinstance(part, int) and part < len(value):
            owner = value
            at = value.items_at[part]
            value = value[part]
        else:
            break
    return owner, at


def _fields_at(kind: type[Value], loc: tuple[Any, ...]) -> dict[str, Any]:
    """Fields of the model class that validates the value at ``loc`` within ``kind``."""
    for part in loc:
        if isinstance(part, int):
            continue
        for id_, field in kind.model_fields.items():
            if part in (id_, field.alias):
                inner = _model_in(field.annotation)
                if inner is not None:
                    kind = inner
    return dict(kind.model_fields)


def _model_in(annotation: Any) -> type[Value] | None:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None


def _what(value: Any) -> str:
    if isinstance(value, str):
        return f'"{shown(value)}"'
    return "a mapping" if isinstance(value, dict) else "a list"


def _one_of(known: Any) -> str:
    return f"known are {', '.join(known)}"
