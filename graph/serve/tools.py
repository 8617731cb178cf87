"""The tools that agents are given: made from the questions, with a few words of their own.

A question has the tool of its name without a line here, unless it reads files, is one of several
behind a command, is asked elsewhere, or is left out so that the list of tools stays short.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from .. import questions
from ..asking import Parameter, Question
from ..errors import UsageError, shown
from ..hints import did_you_mean
from .given import tells_of_a_copy


class Tool(NamedTuple):
    """A tool: the questions it asks, one after the other, with the parameters of the first."""

    name: str
    says: str
    asks: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    writes: bool = False


_ORDER = ("overview", "search", "check_sentence", "supports", "weigh", "show", "withdraw", "stances")
_NAMED = {"said": "check_sentence"}
"""The tools of questions that have another name."""
_WEIGHED = ("attacks", "acceptability", "fragility", "gaps")
_LEFT_OUT = ("path", "common", "list", "case")
"""Questions that agents do without: what these say can be had from the others, or by SPARQL."""
_FILES = ("file", "text", "folder", "copy")
_ALWAYS_SO = ("seconds", "kinds")
"""What a parameter takes that agents are not asked for: how long it may take, which exit code it has."""
_DEFAULTS = {("supports", "depth"): 2}
_SAYS = {
    "overview": "The paper, its theses with their status, what to ask next. Start here.",
    "search": "Find claims, works, actors and topics by WORDS: all of them, else what comes closest.",
    "said": "Before you repeat that the paper says SENTENCE: the nearest claims, who holds each, its "
    "status, its notes, what stands against it. No verdict: compare the sentence yourself.",
    "supports": "What CLAIM rests on, DEPTH steps down: claims, notes, works, bare assertions; as if WITHOUT "
    "were not there. MINIMAL: also the minimal sets, MAX at most, of works and assertions that suffice.",
    "show": "All about ID: a claim, note (27), work, actor, argument or topic.",
    "withdraw": "What falls, and what weakens, without ID: works, notes, claims, arguments; an actor for "
    "the works they made. KIND, HOLDER, SECTION: list only such claims. None: every work by its harm.",
    "stances": "Who is for and against what, and what shows it: those OF an actor, ON a topic, AS_OF a "
    "date such as 2014-05.",
    "guide": "The manual by page: encoding (rules), data (form of the files), ... Without NAME: its pages.",
    "todo": "What is left: the next N sentences of paper.txt, in SECTION, that nothing accounts for; with "
    "REVIEW the guessed fields of works and notes.",
}
"""What a tool does, and its parameters in capitals: one that is named so needs no description of its own."""
_WEIGH = "How solid CLAIM is: attacks on it, whether it holds against them, what it hangs on, its gaps."
_SPARQL = (
    "QUERY: SPARQL 1.1 over the data set's RDF, or the name of a query that is there, SET to PARAM=VALUE; "
    "without it, the list of these."
)
_ADD = (
    "Write FRAGMENT, YAML in the form of the two files (claims, works ...), into the data set: checked as "
    "a whole first, and refused whole. First with DRY_RUN."
)
_ADDING = (
    Parameter("fragment", "claim", "YAML in the form of the two files.", required=True),
    Parameter("replace", "flag", "Take the place of an entry whose id is there, whole.", default=False),
    Parameter("merge", "flag", "Of an entry whose id is there, change the given keys alone.", default=False),
    Parameter("after", "claim", "Put them behind this id."),
    Parameter("dry_run", "flag", "Only say what would change.", default=False),
)
QUERY = Parameter("query", "claim", "The query, or a named query's name.")
SET = Parameter("set", "things", "PARAM=VALUE for a named query.", option=("--set",))


def tools(*, write: bool = False) -> dict[str, Tool]:
    """Every tool by its name, in the order in which they are listed."""
    found = {"weigh": Tool("weigh", _WEIGH, _WEIGHED, _parameters(questions.named("attacks")))}
    for question in questions.QUESTIONS:
        if _has_its_own(question):
            tool = _of(question)
            found[tool.name] = tool
    found["sparql"] = Tool("sparql", _SPARQL, (), (QUERY, SET))
    if write:
        known = {each.name: each for each in questions.QUESTIONS}
        found |= {name: _of(known[name]) for name in ENCODING if name in known}
        if "add" in found:
            found["add"] = Tool("add", _ADD, (), _ADDING, writes=True)
        if "todo" in found:
            review = [each for each in _parameters(known["review"]) if each.name == "review"]
            found["todo"] = found["todo"]._replace(parameters=(*found["todo"].parameters, *review))
    return {name: found.pop(name) for name in _ORDER if name in found} | found


def _of(question: Question) -> Tool:
    name = _NAMED.get(question.name, question.name)
    return Tool(name, _SAYS.get(question.name, question.says), (question.name,), _parameters(question))


def _has_its_own(question: Question) -> bool:
    elsewhere = question.name in (*_WEIGHED, *_LEFT_OUT, *ENCODING) or question.door
    files = [each for each in question.parameters if each.takes in _FILES]
    reads = any(each.required or tells_of_a_copy(each) for each in files)
    return question.of in ("evidence", "dataset") and not elsewhere and not reads


ENCODING = ("guide", "todo", "add")
"""What an agent needs to encode a paper: with ``--write`` only."""


def _parameters(question: Question) -> tuple[Parameter, ...]:
    taken = (each for each in question.parameters if each.takes not in (*_FILES, *_ALWAYS_SO))
    return tuple(
        each._replace(default=_DEFAULTS.get((question.name, each.name), each.default)) for each in taken
    )


# --- as JSON Schema

_TYPES: Mapping[str, dict[str, Any]] = {
    "number": {"type": "integer"},
    "flag": {"type": "boolean"},
}
_FEW = 9
"""A closed list that is longer is told by its tool, and when another word is given."""
_CAPITALS = re.compile(r"\b[A-Z_]+\b")
_PLAIN = ("as_written", "without_class", "page")
"""What the instructions explain, once for all tools."""


def input_schema(tool: Tool) -> dict[str, Any]:
    """The JSON Schema of the arguments of ``tool``; that there are no others is said to who gives one."""
    told = (*_PLAIN, *(word.lower() for word in _CAPITALS.findall(tool.says)))
    properties = {each.name: _schema(each, told) for each in tool.parameters}
    properties["page"] = {"type": "integer"}
    required = [each.name for each in tool.parameters if each.required]
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    return {**schema, "required": required} if required else schema


def _schema(parameter: Parameter, told: Collection[str]) -> dict[str, Any]:
    one = dict(_TYPES.get(parameter.takes, {"type": "string"}))
    if parameter.takes == "one of" and len(parameter.choices) <= _FEW:
        one["enum"] = list(parameter.choices)
    schema = {"type": "array", "items": one} if _is_list(parameter) else one
    if parameter.name not in told:
        schema["description"] = re.sub(r"--(?=[a-z])", "", parameter.says).replace("; may be repeated", "")
    if parameter.default not in (None, False):
        schema["default"] = parameter.default
    return schema


def _is_list(parameter: Parameter) -> bool:
    return parameter.many and parameter.takes != "words"


# --- as given


def given(tool: Tool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """``arguments`` as the questions of ``tool`` take them, each parameter with a value. Raises UsageError.

    A number in quotes, or one value where a list is wanted, is taken for what it means.
    """
    known = {each.name: each for each in tool.parameters}
    for name in arguments:
        if name not in known and name != "page":
            hint = did_you_mean(str(name), known) or f"it has: {', '.join([*known, 'page'])}"
            raise UsageError(f'{tool.name} has no argument "{shown(name)}"', hint)
    values = {}
    for name, parameter in known.items():
        value = arguments.get(name)
        if value is None:
            if parameter.required:
                raise UsageError(f'{tool.name} needs the argument "{name}"', parameter.says)
            values[name] = parameter.default
        else:
            values[name] = _value(parameter, value)
    return values


def page_of(arguments: Mapping[str, Any]) -> int:
    """Which page is asked for. Raises UsageError."""
    return int(_number("page", arguments.get("page") or 1, least=1))


def _value(parameter: Parameter, value: Any) -> Any:
    if parameter.takes == "flag":
        return _flag(parameter.name, value)
    if parameter.takes == "number":
        return _number(parameter.name, value, parameter.least)
    if parameter.takes == "one of":
        _text(parameter.name, value)
        if value not in parameter.choices:
            hint = did_you_mean(value, parameter.choices) or f"there are: {', '.join(parameter.choices)}"
            raise UsageError(f'"{shown(value)}" is no {parameter.name}', hint)
    if not parameter.many:
        return _text(parameter.name, value)
    return [_text(parameter.name, each) for each in (value if isinstance(value, list) else [value])]


def _text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise UsageError(f"{name} is text, not {shown(value)}")


def _flag(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    raise UsageError(f"{name} is true or false, not {shown(value)}")


def _number(name: str, value: Any, least: int | None) -> int:
    number = None
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value.strip(), re.ASCII):
        number = int(value)
    if number is None:
        raise UsageError(f"{name} is a whole number, not {shown(value)}")
    if least is not None and number < least:
        raise UsageError(f"{name} is at least {least}, not {shown(number)}")
    return number
