"""Whether an answer has the shape that is published for it, key for key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from claimgraph.answers.questions import questions
from claimgraph.asking import Deed, Question
from claimgraph.deeds import DEEDS
from claimgraph.questions import QUESTIONS, asked_by


def closed(schema: Any) -> Any:
    """The schema with no key allowed that it does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    return {**found, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else found


@lru_cache
def validator(name: str) -> Draft202012Validator:
    schema = questions(name)[0]["schema"]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(closed(schema))


def assert_shaped(question: Question | Deed, answer: object) -> None:
    """``answer``, as JSON has it, validates against the published schema of ``question``."""
    errors = sorted(validator(question.name).iter_errors(answer), key=lambda error: len(error.path))
    assert not errors, f"{question.name}: {list(errors[0].absolute_path)}: {errors[0].message[:500]}"


def asked(arguments: Sequence[str]) -> Question | Deed | None:
    """The question that a command line asks, or the deed; ``None`` if another command made by hand."""
    deeds = {deed.name: deed for deed in DEEDS}
    commands = {*deeds, *(question.asked_by for question in QUESTIONS)}
    words = [word for word in arguments if not word.startswith("-")]
    command = next((word for word in words if word in commands), "")
    if not command and words and not any(word == "--data" for word in arguments):
        return None
    if command in deeds:
        return deeds[command]
    behind = asked_by(command)
    for question in behind:
        doors = [each for each in question.parameters if each.name == question.door]
        if any(option in arguments for each in doors for option in each.option):
            return question
    return behind[0]


def asked_of_all(arguments: Sequence[str]) -> Deed | None:
    """What a command line asks of all papers of a store, or does to them, if it does."""
    command = arguments[1] if arguments[0] == "corpus" else arguments[0] if "--store" in arguments else ""
    command = "ranking" if command == "withdraw" and "--rank" in arguments else command
    return next((deed for deed in DEEDS if deed.name == f"corpus-{command}"), None)


def check_output(arguments: Sequence[str], printed: str) -> None:
    """What a command line printed as JSON has the shape published for the question it asked."""
    by_hand = {"sparql", "export", "html", "dump"}
    if "--json" not in arguments or (by_hand.intersection(arguments) and "corpus" not in arguments):
        return
    question = asked_of_all(arguments) or asked(arguments)
    answer = json.loads(printed)
    if question and not (isinstance(answer, Mapping) and "error" in answer):
        assert_shaped(question, answer)
