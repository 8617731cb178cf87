"""What can be asked, and the published shape of every answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial, reduce
from operator import or_
from typing import Any, NotRequired

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import TypedDict

from ..asking import Deed, Parameter, Question, imported
from ..deeds import DEEDS
from ..model.terms import CLASSES
from ..naming.closed import one_of
from ..questions import QUESTIONS

_BEARS = ("answer", "sources")
_TRUE = {"const": True}


class ParameterRow(TypedDict):
    """A parameter that bears on an answer; ``spelled`` is how the command line has it.

    ``one_of`` is there where only these are taken, ``default`` where there is one.
    """

    name: str
    takes: str
    required: bool
    says: str
    spelled: str
    one_of: NotRequired[list[str]]
    default: NotRequired[str | int | float]


class QuestionRow(TypedDict):
    """A question: ``command`` asks it, ``schema`` is the JSON Schema (2020-12) of its answer.

    A command made by hand that answers in JSON too has no ``parameters``: ``--help`` says what it takes.
    """

    name: str
    says: str
    command: str
    parameters: NotRequired[list[ParameterRow]]
    schema: dict[str, Any]


class _Schema(GenerateJsonSchema):
    """A key is its own title."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def questions(name: str | None = None) -> list[QuestionRow]:
    """Every question, or the one called ``name``, in the order of the list of questions; then the deeds.

    What bears only on a text or an exit code is left out. Raises UnknownName with candidates.
    """
    rows: dict[str, Callable[[], QuestionRow]] = {each.name: partial(_row, each) for each in QUESTIONS}
    rows |= {each.name: partial(_deed, each) for each in DEEDS}
    wanted = None if name is None else one_of(name, list(rows), "question")
    return [row() for each, row in rows.items() if wanted in (None, each)]


def shape(question: Question) -> dict[str, Any]:
    """The JSON Schema of the answer to ``question``, made from the type of what answers it."""
    function = imported(question.answer)
    answer = eval(function.__annotations__["return"], vars(sys.modules[function.__module__]))
    schema = _schema(answer)
    if any(parameter.bears_on == "sources" for parameter in question.parameters):
        _say_what_may_be_left_out(schema)
    return schema


def shape_of_deed(deed: Deed) -> dict[str, Any]:
    """The JSON Schema of the answer of ``deed``."""
    schema = _schema(reduce(or_, map(imported, deed.answers)))
    if deed.leaves_out:
        _say_what_may_be_left_out(schema)
    return schema


def _schema(answer: Any) -> dict[str, Any]:
    made = TypeAdapter(answer).json_schema(schema_generator=_Schema, mode="serialization")
    return {"$schema": _Schema.schema_dialect, **made}


def _say_what_may_be_left_out(schema: dict[str, Any]) -> None:
    """Add the keys that an answer has at its top where classes of evidence were left out."""
    kinds = [schema["$defs"][each["$ref"].rpartition("/")[2]] for each in schema.get("anyOf", ())]
    for shape in kinds or [schema]:
        if shape.get("type") == "object":
            properties = shape["properties"]
            before = properties.get("as_written")
            properties["as_written"] = {"anyOf": [before, _TRUE]} if before else _TRUE
            properties["without_classes"] = {"type": "array", "items": {"enum": list(CLASSES)}}


def usage(question: Question) -> str:
    """How ``question`` is asked on the command line, without the options that may be left out."""
    words = ["claimgraph", question.asked_by]
    for parameter in question.parameters:
        if not parameter.option:
            value = f"{parameter.metavar} ..." if parameter.many else parameter.metavar
            words.append(value if parameter.required else f"[{value}]")
        elif parameter.required or parameter.name == question.door:
            words.append(_spelled(parameter))
    return " ".join(filter(None, words))


def _row(question: Question) -> QuestionRow:
    return {
        "name": question.name,
        "says": question.says,
        "command": usage(question),
        "parameters": [
            _parameter(each) for each in question.parameters if each.bears_on in ("answer", "sources")
        ],
        "schema": shape(question),
    }


def _deed(deed: Deed) -> QuestionRow:
    return {
        "name": deed.name,
        "says": deed.says,
        "command": f"claimgraph {deed.usage}",
        "schema": shape_of_deed(deed),
    }


def _parameter(parameter: Parameter) -> ParameterRow:
    row: ParameterRow = {
        "name": parameter.name,
        "takes": parameter.takes,
        "required": parameter.required,
        "says": parameter.says,
        "spelled": _spelled(parameter),
    }
    if parameter.choices:
        row["one_of"] = list(parameter.choices)
    if parameter.default:
        row["default"] = parameter.default
    return row


def _spelled(parameter: Parameter) -> str:
    return " ".join(filter(None, (*parameter.option, parameter.metavar)))
