"""The routes of the questions as OpenAPI 3.1, made from the list of questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..answers.questions import ParameterRow, questions
from ..asking import Question
from .given import has_route, parameters

_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "hint": {"type": "string"},
                "candidates": {"type": "array", "items": {"type": "string"}},
                "findings": {"type": "array", "items": {"type": "object"}},
            },
        }
    },
}
_TYPES = {"number": "integer", "seconds": "number", "flag": "boolean"}


def openapi(asked: Sequence[Question], version: str) -> dict[str, Any]:
    """The description of ``/api/NAME`` for every question that has a route."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Error": _ERROR}
    for question in filter(has_route, asked):
        row = questions(question.name)[0]
        schemas |= _named(question.name, row["schema"])
        paths[f"/api/{question.name}"] = {
            "get": {
                "operationId": question.name,
                "summary": row["says"],
                "parameters": [
                    _parameter(each) for each in row["parameters"] if each["name"] in parameters(question)
                ],
                "responses": {
                    "200": {
                        "description": "The answer, which may be a plain no.",
                        "content": _json(question.name),
                    },
                    "default": {"description": "What is wrong.", "content": _json("Error")},
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "claimgraph",
            "version": version,
            "description": "What supports a claim? Who says so? Which note, which work?",
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _named(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """``schema`` and its definitions as schemas of the whole document."""
    text = json.dumps({key: value for key, value in schema.items() if key != "$schema"})
    moved: dict[str, Any] = json.loads(text.replace('"#/$defs/', f'"#/components/schemas/{name}.'))
    inner = moved.pop("$defs", {})
    return {name: moved, **{f"{name}.{key}": value for key, value in inner.items()}}


def _parameter(row: ParameterRow) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": _TYPES.get(row["takes"], "string")}
    if "one_of" in row:
        kind["enum"] = row["one_of"]
    if "default" in row:
        kind["default"] = row["default"]
    many = row["takes"] in ("things", "sections", "words", "kinds", "classes")
    return {
        "name": row["name"],
        "in": "query",
        "required": row["required"],
        "description": row["says"],
        "schema": {"type": "array", "items": kind} if many else kind,
    }
