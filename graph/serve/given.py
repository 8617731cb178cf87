"""What a request gives a question: its parameters, by their names, as the command line would type them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from ..asking import Parameter, Question
from ..errors import UsageError, shown
from ..hints import did_you_mean

_FILES = ("file", "folder", "text", "copy")
_NUMBERS = 15
"""Digits of a number; more are no number that anybody means."""


def has_route(question: Question) -> bool:
    """Whether ``question`` can be asked over HTTP: it changes nothing, and needs no file of who asks."""
    if question.writes or question.of == "folder":
        return False
    return not any(
        tells_of_a_copy(each) or (each.required and each.takes in _FILES) for each in question.parameters
    )


def tells_of_a_copy(parameter: Parameter) -> bool:
    """Whether what the reader's own copy says is told, by its name; else it is compared at most."""
    return parameter.takes == "copy" and bool(parameter.shown_as)


def reads_a_copy(question: Question) -> bool:
    """Whether the answer to ``question`` says what stands in the copy of the paper in the folder."""
    return any(each.takes == "copy" for each in question.parameters)


def parameters(question: Question) -> dict[str, Parameter]:
    """The parameters of ``question`` that a request may give: those that are no files."""
    return {each.name: each for each in question.parameters if each.takes not in _FILES}


def pairs(query: bytes | str) -> list[tuple[str, str]]:
    """The names and values of a query string or a form. Raises UsageError."""
    text = query.decode("ascii", "replace") if isinstance(query, bytes) else query
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise UsageError("a parameter is not UTF-8") from error
    except ValueError as error:
        raise UsageError("there are more than 1000 parameters") from error


def given(question: Question, query: Sequence[tuple[str, str]], longest: float) -> dict[str, Any]:
    """The values of the parameters in ``query``, as ``asking.ask`` takes them.

    ``longest`` is the most that a limit of seconds may be. Raises UsageError.
    """
    known = parameters(question)
    texts: dict[str, list[str]] = {}
    for name, value in query:
        if name not in known:
            hint = did_you_mean(name, list(known)) or (
                f"its parameters are {', '.join(known)}" if known else "it has no parameters"
            )
            raise UsageError(f'{question.name} has no parameter "{shown(name)}"', hint)
        texts.setdefault(name, []).append(value)
    for name, parameter in known.items():
        if parameter.required and name not in texts:
            raise UsageError(f"{question.name} needs the parameter {name}", parameter.says)
        if len(texts.get(name, ())) > 1 and not parameter.many:
            raise UsageError(f"{name} is given more than once")
    values: dict[str, Any] = {
        name: longest
        for name, parameter in known.items()
        if parameter.takes == "seconds" and (parameter.default or 0) > longest
    }
    for name, found in texts.items():
        read = [_value(known[name], text, longest) for text in found]
        values[name] = read if known[name].many else read[0]
    return values


def _value(parameter: Parameter, text: str, longest: float) -> Any:
    name = parameter.name
    if parameter.takes == "flag":
        if text not in ("true", "false"):
            raise UsageError(f'{name} is true or false, not "{shown(text)}"')
        return text == "true"
    if parameter.takes not in ("number", "seconds"):
        return text
    number = _number(parameter, text)
    if parameter.least is not None and number < parameter.least:
        raise UsageError(f"{name} is at least {parameter.least}")
    if parameter.takes == "seconds" and number > longest:
        raise UsageError(f"{name} is at most {longest:g} here")
    return number


def _number(parameter: Parameter, text: str) -> int | float:
    whole = parameter.takes == "number"
    try:
        number: int | float = int(text[:_NUMBERS]) if whole else float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or not text.isascii() or (whole and len(text) > _NUMBERS):
        kind = "a whole number" if whole else "a number of seconds"
        raise UsageError(f'{parameter.name} is {kind}, not "{shown(text)}"')
    return number


def canonical(values: Mapping[str, Any]) -> str:
    """``values`` as one text, equal for equal ones."""
    return repr(sorted(values.items()))
