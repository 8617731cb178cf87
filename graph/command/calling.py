"""What all commands share: the global options, the way to the data, the form of the answer."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from ..evidence_graph.graph import EvidenceGraph, Node
    from ..model.entities import Dataset
    from ..naming.resolving import Named
    from ..naming.searching import Kind
    from ..querying.results import QueryResult

DATA = typer.Option(
    "--data", metavar="DIR", help="The data set's folder; else $CLAIMGRAPH_DATA, ./data, the bundled paper."
)
FORMAT = typer.Option(
    "--format", metavar="FORMAT", help="text or json; where the answer is a list csv or md."
)
JSON = typer.Option("--json", help="Short for --format json.")


class Call:
    """One call of a command: what the global options say, and how to answer it."""

    def __init__(self, data: Path | None, form: str | None, json: bool) -> None:
        self.data = data
        self.form = "json" if json else form or "text"

    @functools.cached_property
    def dataset(self) -> Dataset:
        """The data set asked about. Raises DataError."""
        from ..loading import load

        return load(self.data)

    @functools.cached_property
    def evidence(self) -> EvidenceGraph:
        """Its evidence graph."""
        from ..evidence_graph.graph import evidence

        return evidence(self.dataset)

    def claim(self, words: str) -> str:
        """Id of the claim that ``words`` pick. Raises UnknownName, AmbiguousName."""
        from ..naming.resolving import resolve_claim

        return resolve_claim(self.dataset, words)

    def thing(self, words: str) -> Named:
        """Kind and id of the thing that ``words`` pick. Raises UnknownName, AmbiguousName."""
        from ..naming.resolving import resolve

        return resolve(self.dataset, words)

    def actor(self, words: str) -> str:
        """Id of the actor that ``words`` pick. Raises UnknownName, AmbiguousName."""
        from ..naming.resolving import resolve

        kinds: tuple[Kind, ...] = ("actor",)
        return str(resolve(self.dataset, words, kinds).id)

    def withdrawn(self, names: Sequence[str] | None) -> list[Node]:
        """What ``names`` take away: works, notes, claims, arguments; an actor's works. Raises UnknownName."""
        if not names:
            return []
        from ..answers.withdraw import withdrawn_nodes

        return withdrawn_nodes(self.evidence, map(self.thing, names))

    def deliver(self, content: str | bytes, output: Path | None) -> NoReturn:
        """End with a document, written whole to ``output``, or to standard output.

        On a terminal nothing in it acts or hides, as in every other text. Raises FileError, and
        UsageError where another form of it was asked for.
        """
        from ..errors import UsageError
        from ..files import write_whole
        from .console import Done, piped, to_json

        if self.form not in ("text", "json"):
            raise UsageError(f'a document has no form "{self.form}"', "leave --format out")
        if output is None or str(output) == "-":
            said = content if isinstance(content, str) else content.decode("utf-8")
            if not piped():
                from ..views.text.terminal import clean

                said = clean(said)
            raise Done(said)
        write_whole(output, content)
        wrote = {"wrote": str(output), "bytes": output.stat().st_size}
        raise Done(to_json(wrote) if self.form == "json" else "", talk=f"wrote {output}")

    def document(
        self, value: Any, writers: Mapping[str, Callable[[Any], str]], output: Path | None
    ) -> NoReturn:
        """End with ``value`` as a document in the form asked for, or that the name of ``output`` says."""
        from ..errors import UsageError
        from .console import to_json

        form = self.form
        if form == "text" and output is not None and output.suffix:
            form = output.suffix[1:]
        if form != "json" and form not in writers:
            raise UsageError(f'this answer has no form "{form}"', f"it comes as {', '.join(writers)} or json")
        self.form = "text"
        self.deliver(to_json(value) if form == "json" else writers[form](value), output)

    def solutions(self, result: QueryResult, dataset: Dataset | None, code: int) -> NoReturn:
        """End with the answer to a SPARQL query, over ``dataset`` if that was asked."""
        from ..rdf import prefixes
        from ..views import text
        from .console import Done, colour, piped, width

        style = text.Style(width(), colour(), str(self.data or ""))
        shown = text.sparql_pieces(result, style, form=self.form, prefixes=prefixes(dataset), piped=piped())
        raise Done(shown, code, text.clean("\n".join(result.notes)))

    def answer(
        self,
        value: Any,
        render: str,
        *,
        code: int = 0,
        rows: Any = None,
        talk: tuple[str, Any] | None = None,
        **options: Any,
    ) -> NoReturn:
        """End with ``value`` in the form asked for.

        ``render`` names the renderer in ``views.text``, which gets ``options``; ``rows`` is the
        answer as a list of rows, where csv and md make sense; ``talk`` is a renderer and what it
        says beside a text, on standard error. Raises UsageError for a form that makes no sense.
        """
        from ..errors import UsageError
        from .console import Done, colour, to_json, width

        if self.form == "json":
            raise Done(to_json(value), code)
        if self.form == "text":
            from ..views import text

            style = text.Style(width(), colour(), str(self.data or ""))
            said = getattr(text, f"render_{talk[0]}")(talk[1], style) if talk and talk[1] else ""
            raise Done(getattr(text, f"render_{render}")(value, style, **options), code, said)
        if self.form in ("csv", "md") and rows is not None:
            from ..views.tables import table

            raise Done(table(rows, self.form, options.get("what", render)), code)
        forms = "text, json, csv or md" if rows is not None else "text or json"
        raise UsageError(f'this answer has no form "{self.form}"', f"it comes as {forms}")


Command = Callable[..., Any]
_COMMANDS: dict[str, Command] = {}


def command(name: str) -> Callable[[Command], Command]:
    """Make a function of a ``Call`` the command ``name``; it takes the global options, too."""

    def register(function: Command) -> Command:
        _COMMANDS[name] = function
        return function

    return register


def enlist(app: typer.Typer, arguments: Sequence[str]) -> None:
    """Give ``app`` the commands that ``arguments`` may call: all, if none of them is a command's name.

    To build one command costs typer a millisecond, and one process runs one.
    """
    called = [name for name in _COMMANDS if name in arguments]
    for name in called or _COMMANDS:
        app.command(name)(_with_global_options(_COMMANDS[name]))


def _with_global_options(function: Command) -> Command:
    @functools.wraps(function)
    def run(ctx: typer.Context, *args: Any, **values: Any) -> Any:
        data, form, json = ctx.obj or (None, None, False)
        data = values.pop("data_") or data
        form = values.pop("format_") or form
        json = values.pop("json_") or json
        return function(Call(data, form, json), *args, **values)

    parameters = [
        inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        *list(inspect.signature(function, eval_str=True).parameters.values())[1:],
        _option("data_", None, Annotated[Path | None, DATA]),
        _option("format_", None, Annotated[str | None, FORMAT]),
        _option("json_", False, Annotated[bool, JSON]),
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _option(name: str, default: object, annotation: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


_TO_SHELL = str.maketrans({"\\": "/", "`": "’", "$": "＄", '"': "”", "'": "’"})
"""What a shell may act on in a description: zsh evaluates it, and typer escapes it only in part."""


def completing(*kinds: Kind) -> Callable[..., list[tuple[str, str]]]:
    """A completion of ids of ``kinds`` (of all kinds if none is named) for the shell."""

    def complete(ctx: typer.Context, _args: list[str], incomplete: str) -> list[tuple[str, str]]:
        from ..errors import ClaimgraphError
        from ..loading import load
        from ..naming.resolving import completions
        from ..views.text.terminal import clean

        named = ctx.params.get("data_") or (ctx.parent.params.get("data_") if ctx.parent else None)
        try:
            found = completions(load(named), incomplete, kinds)
        except ClaimgraphError:
            return []  # a shell that completes has nowhere to say what is wrong
        return [(id_, clean(text).translate(_TO_SHELL)) for id_, text in found]

    return complete
