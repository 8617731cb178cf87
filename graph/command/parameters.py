"""The parameters of questions, and the options of all commands, as typer has them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path
from typing import Annotated, Any

import typer

from ..asking import Parameter, Takes
from .calling import completing

DATA = typer.Option(
    "--data",
    metavar="DIR",
    help="The data set's folder; else $CLAIMGRAPH_DATA, ./data, this folder, the bundled paper.",
)
FORMAT = typer.Option(
    "--format", metavar="FORMAT", help="text or json; where the answer is a list csv or md."
)
JSON = typer.Option("--json", help="Short for --format json.")
STORE = typer.Option(
    "--store", metavar="DIR", help="Ask the papers of a store; else $CLAIMGRAPH_STORE. Names are paper:claim."
)
PAPER = typer.Option("--paper", metavar="ID", help="Of a store, that paper alone; may be repeated.")
LIMIT = typer.Option(
    "--limit", metavar="N", help="Of a store: N rows; else 100 in words, all as JSON.", min=0
)
BY = typer.Option("--by", metavar="KEY", help="Of a store, with --from: doi alone, or else the title, too.")
PLACES: Mapping[str, tuple[Any, Any]] = {
    "data": (Path | None, DATA),
    "store": (Path | None, STORE),
    "paper": (list[str] | None, PAPER),
}
"""The options that say where a command looks, and their types."""
NARROWING: Mapping[str, tuple[Any, Any]] = {"limit": (int | None, LIMIT), "by": (str | None, BY)}
"""The options with which some commands are asked of a store, and their types."""


def hidden(option: Any) -> Any:
    """``option``, taken but not told of in ``--help``."""
    found = copy(option)
    found.hidden = True
    return found


_TYPES: Mapping[Takes, Any] = {
    "number": int,
    "seconds": float,
    "flag": bool,
    "file": Path,
    "text": Path,
    "copy": Path,
    "folder": Path,
}
"""What typer makes of what was typed; of all others a string."""
COMPLETED: Mapping[Takes, Callable[..., Any]] = {
    "claim": completing("claim"),
    "thing": completing(),
    "things": completing(),
    "actor": completing("actor"),
    "topic": completing("topic"),
    "subject": completing("actor", "topic"),
    "note": completing("note"),
}
_EMPTY = inspect.Parameter.empty


def taken(parameter: Parameter, name: str, *, optional: bool = False) -> inspect.Parameter:
    """``parameter`` as an argument, called ``name``, of a function that typer makes a command of."""
    required = parameter.required and not optional
    kind: Any = _TYPES.get(parameter.takes, str)
    kind = list[kind] if parameter.many else kind
    if not required and parameter.default is None:
        kind = kind | None
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=_EMPTY if required else parameter.default,
        annotation=Annotated[kind, written(parameter)],
    )


def written(parameter: Parameter) -> Any:
    """``parameter`` as typer writes it."""
    more: dict[str, Any] = {"min": parameter.least} if parameter.least is not None else {}
    if parameter.one_of:
        more["autocompletion"] = _one_of(parameter)
    elif parameter.takes in COMPLETED:
        more["autocompletion"] = COMPLETED[parameter.takes]
    make: Callable[..., Any] = typer.Option if parameter.option else typer.Argument
    return make(*parameter.option, metavar=parameter.metavar or None, help=parameter.says, **more)


def _one_of(parameter: Parameter) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [each for each in parameter.choices if each.startswith(incomplete)]

    return complete
