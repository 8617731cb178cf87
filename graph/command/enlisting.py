"""The commands: those that ask a question, made from the list of questions, and those made by hand.

To build one command costs typer a millisecond, and one process runs one.
"""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer

from ..asking import Parameter, Question, imported
from ..parameters import AS_WRITTEN, WITHOUT_CLASS
from ..questions import QUESTIONS, asked_by
from .calling import Call
from .parameters import FORMAT, JSON, NARROWING, PLACES, hidden, taken

Command = Callable[..., Any]
_BY_HAND: dict[str, tuple[str, Command]] = {}
_OF_STORES: set[str] = set()
"""Commands made by hand that are asked of a store as well."""
GROUPS: dict[str, tuple[str, str, str]] = {
    "corpus": ("compare", "Many papers in one store: corpus --help lists the commands.", "command.corpus")
}
"""Commands that have commands: what each comes after, what it says, the module that makes its commands."""
_IN_GROUPS: dict[str, dict[str, Command]] = {}
_OF_ALL = ("list", "search", "withdraw", "gaps", "stances")
"""Commands that are asked of all papers of a store, and so of a number of rows."""


def command(
    name: str, *, after: str, leaving_out: bool = False, of_store: bool = False
) -> Callable[[Command], Command]:
    """Make a function of a ``Call`` the command ``name``, listed after another in ``--help``.

    It takes the global options, too; with ``leaving_out`` those that leave classes of evidence out.
    ``of_store``: it is asked of the papers of a store as well.
    """

    def register(function: Command) -> Command:
        if of_store:
            _OF_STORES.add(name)
        _BY_HAND[name] = (after, _leaving_out(function) if leaving_out else function)
        return function

    return register


def grouped(group: str, name: str, *options: str) -> Callable[[Command], Command]:
    """Make a function of a ``Call`` the command ``name`` of the commands called ``group``.

    Of the options that narrow an answer, ``paper`` and ``limit``, it takes ``options``.
    """

    def register(function: Command) -> Command:
        _IN_GROUPS.setdefault(group, {})[name] = _with_global_options(function, ("store", *options))
        return function

    return register


def _leaving_out(function: Command) -> Command:
    @functools.wraps(function)
    def run(call: Call, **values: Any) -> Any:
        call.leave_out(values.pop(AS_WRITTEN.name), values.pop(WITHOUT_CLASS.name))
        return function(call, **values)

    run.leaves_out = True  # type: ignore[attr-defined]
    return run


def names() -> list[str]:
    """The names of all commands, in the order of ``--help``."""
    found = [name for name in dict.fromkeys(question.asked_by for question in QUESTIONS) if name]
    for name, (after, _) in _BY_HAND.items():
        if name not in found:  # else it does more than ask its question
            found.insert(found.index(after) + 1, name)
    for name, (after, _, _) in GROUPS.items():
        found.insert(found.index(after) + 1, name)
    return found


def enlist(app: typer.Typer, arguments: Sequence[str]) -> None:
    """Give ``app`` the commands that ``arguments`` may call: all, if none of them is a command's name.

    Then none of all is called, and a name and a sentence will do, but for a shell that completes.
    """
    every = names()
    called = [name for name in every if name in arguments]
    whole = bool(called) or any(name.endswith("_COMPLETE") for name in os.environ)
    for name in called or every:
        if name in GROUPS and whole:
            app.add_typer(_group(name), name=name, help=GROUPS[name][1])
            continue
        if name in GROUPS:
            app.command(name, help=GROUPS[name][1])(lambda: None)
            continue
        made = _BY_HAND[name][1] if name in _BY_HAND else None
        if whole:
            app.command(name)(_with_global_options(made or _asking(name), _options(name)))
        else:
            says = (made.__doc__ or "") if made else asked_by(name)[0].says
            app.command(name, help=says)(lambda: None)


def _group(name: str) -> typer.Typer:
    imported(GROUPS[name][2] + ":COMMANDS")
    made = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for each, function in _IN_GROUPS[name].items():
        made.command(each)(function)
    return made


def _asking(name: str) -> Command:
    """The command ``name`` as a function of a ``Call`` and the parameters of its questions."""
    questions = asked_by(name)
    parameters = {each.name: each for question in questions for each in question.parameters}
    spelled = {each: f"{each}_" if iskeyword(each) else each for each in parameters}

    def run(call: Call, **values: Any) -> None:
        given = {each: values[spelled[each]] for each in parameters}
        if AS_WRITTEN.name in given:
            call.leave_out(given[AS_WRITTEN.name], given[WITHOUT_CLASS.name])
        call.ask(_chosen(questions, parameters, given), given)

    first = inspect.Parameter("call", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    others = [
        taken(parameter, spelled[each], optional=each in {question.door for question in questions})
        for each, parameter in parameters.items()
    ]
    run.__doc__ = questions[0].says
    run.__signature__ = inspect.Signature([first, *others])  # type: ignore[attr-defined]
    return run


def _chosen(
    questions: Sequence[Question], parameters: Mapping[str, Parameter], given: Mapping[str, Any]
) -> Question:
    """The question that is meant. Raises UsageError where another is meant as well."""
    from ..errors import UsageError

    for question in questions:
        if question.door and given[question.door]:
            own = {each.name for each in question.parameters}
            if any(given[each] != parameters[each].default for each in given if each not in own):
                raise UsageError(*question.alone)
            return question
    return questions[0]


def _options(name: str) -> tuple[str, ...]:
    """Where the command ``name`` looks for what it is asked of, and what narrows its answer."""
    if name in _BY_HAND:
        stored = name in _OF_STORES
    else:
        stored = any(each.of in ("evidence", "dataset") for each in asked_by(name))
    more = ("limit", *(("by",) if name == "withdraw" else ())) if name in _OF_ALL else ()
    return ("data", "store", "paper", *more) if stored else ("data",)


def _with_global_options(function: Command, takes: Sequence[str]) -> Command:
    @functools.wraps(function)
    def run(ctx: typer.Context, *args: Any, **values: Any) -> Any:
        before, form, json = ctx.obj or (None, None, False)
        form = values.pop("format_") or form
        json = values.pop("json_") or json
        data, store, papers = (values.pop(f"{each}_") for each in PLACES)
        data = data or before
        _refuse(_called(ctx), {"data": data, "store": store, "paper": papers}, takes)
        more = {each: values.pop(f"{each}_") for each in takes if each in NARROWING}
        call = _of_store(data, form, json, store, papers or [], values, more) if "store" in takes else None
        return function(call or Call(data, form, json), *args, **values)

    parameters = [
        inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        *list(_signature(function).parameters.values())[1:],
        *([taken(each, each.name) for each in (AS_WRITTEN, WITHOUT_CLASS)] if _leaves_out(function) else ()),
        _option("format_", None, Annotated[str | None, FORMAT]),
        _option("json_", False, Annotated[bool, JSON]),
        *[
            _option(f"{each}_", None, Annotated[kind, option if each in takes else hidden(option)])
            for each, (kind, option) in PLACES.items()
        ],
        *[
            _option(f"{each}_", None, Annotated[kind, option])
            for each, (kind, option) in NARROWING.items()
            if each in takes
        ],
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _called(ctx: Any) -> str:
    """The command as it is typed after the program's name."""
    above = _called(ctx.parent) + " " if ctx.parent and ctx.parent.parent else ""
    return above + (ctx.info_name or "")


def _refuse(name: str, given: Mapping[str, object], takes: Sequence[str]) -> None:
    """Raise UsageError where a place is ``given`` that the command ``name`` does not look at."""
    from ..errors import UsageError

    for each, value in given.items():
        if value and each not in takes:
            raise UsageError(f"{name} {_NOT[each][0]}", _NOT[each][1])


_NOT = {
    "data": ("is asked of a store, not of a folder", "name the store: --store DIR"),
    "store": ("is asked of a folder, not of a store", "name the folder: --data DIR; or leave --store out"),
    "paper": ("is not asked of one paper of a store", "leave --paper out"),
}


def _of_store(
    data: Path | None,
    form: str | None,
    json: bool,
    store: Path | None,
    papers: list[str],
    values: Mapping[str, Any],
    more: Mapping[str, Any],
) -> Call | None:
    """The call, where it is asked of a store. Raises UsageError where a folder is named as well."""
    named = store or (Path(os.environ["CLAIMGRAPH_STORE"]) if os.environ.get("CLAIMGRAPH_STORE") else None)
    if named is None or (data is not None and store is None):
        senseless = [f"--{each}" for each, value in more.items() if value is not None]
        if papers or senseless:
            from ..errors import UsageError

            said = "--paper chooses among the papers" if papers else f"{senseless[0]} is for the answers"
            raise UsageError(f"{said} of a store", "name it: --store DIR")
        return None
    if data is not None:
        from ..errors import UsageError

        raise UsageError("--data and --store name two places to ask", "leave one of them out")
    from .stored import StoreCall

    return StoreCall(named, papers, form, json, values, **more)


def _leaves_out(function: Command) -> bool:
    return getattr(function, "leaves_out", False)


def _signature(function: Command) -> inspect.Signature:
    """What ``function`` takes; one made by hand has its options by name."""
    if hasattr(function, "__signature__"):
        return inspect.signature(function)
    from . import options

    return inspect.signature(function, eval_str=True, locals={"options": options})


def _option(name: str, default: object, annotation: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
