"""What all commands share: the way to the data, the form of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from ..asking import told
from ..sources import Folder

if TYPE_CHECKING:
    from ..asking import Question
    from ..model.entities import Dataset
    from ..naming.resolving import Named
    from ..naming.searching import Kind
    from ..querying.asking import Query
    from ..querying.results import QueryResult


class Call(Folder):
    """One call of a command: what the global options say, and how to answer it."""

    def __init__(self, data: Path | None, form: str | None, json: bool) -> None:
        super().__init__(data)
        self.form = "json" if json else form or "text"

    @property
    def place(self) -> tuple[str, ...]:
        """The option that named what is asked, if one did."""
        return ("--data", str(self.data)) if self.data else ()

    def sparql(self, query: Query, named: bool, settings: Sequence[str], timeout: float) -> QueryResult:
        """The answer to ``query`` over the triples. Raises QueryError, LimitError, DataError."""
        from ..querying.asking import sparql

        return sparql(lambda: self.dataset, query.text, base=query.base, timeout=timeout, form=self.form)

    def plain_settings(self, settings: Sequence[str]) -> Sequence[str]:
        """What is set for a named query, ids as one paper's graph has them."""
        return settings

    @property
    def own_dataset(self) -> Dataset:
        """The data set that is written in another format, ids as its files have them."""
        return self.dataset

    def own_claim(self, words: str) -> str:
        """Id, as the files have it, of the claim that ``words`` pick. Raises UnknownName, AmbiguousName."""
        return self.claim(words)

    @property
    def vocabulary(self) -> Dataset | None:
        """The data set whose prefixes a result is written with."""
        return self.dataset

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

    def ask(self, question: Question, given: Mapping[str, Any]) -> NoReturn:
        """End with the answer to ``question`` with the parameters ``given``."""
        from ..asking import ask, imported

        answer = ask(question, self, given)
        weighed = [given.get(p.name) or () for p in question.parameters if p.bears_on == "exit"]
        no = imported(question.no) if isinstance(question.no, str) and question.no else question.no
        said, part = question.talk
        self.answer(
            answer,
            question.renderer or question.name,
            code=1 if callable(no) and no(answer, *weighed) else 0,
            rows=answer if question.rows else None,
            talk=(said, answer.get(part)) if said else None,
            **self._beside(question, given),
        )

    def _beside(self, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
        if self.form == "json":
            return {}
        from ..views.text.answered import beside

        return beside(question, self, given)

    def tell(self, value: Any, render: str, **options: Any) -> None:
        """Print ``value``, one of many that a command tells as they come: as a line of JSON, or as text.

        Raises UsageError for another form, BrokenPipeError where nobody reads any more.
        """
        from ..errors import UsageError
        from .console import colour, say_now, to_json_line, width

        if self.form == "json":
            say_now(to_json_line(value))
            return
        if self.form != "text":
            raise UsageError(f'this answer has no form "{self.form}"', "it comes as text or json")
        from ..views import text

        style = text.Style(width(), colour(), self.place)
        say_now(getattr(text, f"render_{render}")(value, style, **options))

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
        self.deliver(to_json(told(value, self.without)) if form == "json" else writers[form](value), output)

    def solutions(self, result: QueryResult, dataset: Dataset | None, code: int) -> NoReturn:
        """End with the answer to a SPARQL query, over ``dataset`` if that was asked."""
        from ..rdf import prefixes
        from ..views import text
        from .console import Done, colour, piped, width

        style = text.Style(width(), colour(), self.place)
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
            raise Done(to_json(told(value, self.without)), code)
        if self.form == "text":
            from ..views import text

            style = text.Style(width(), colour(), self.place)
            said = getattr(text, f"render_{talk[0]}")(talk[1], style) if talk and talk[1] else ""
            head = text.render_left_out(self.without, style) if self.without else ""
            raise Done(head + getattr(text, f"render_{render}")(value, style, **options), code, said)
        if self.form in ("csv", "md") and rows is not None:
            from ..views.tables import table

            raise Done(table(rows, self.form, options.get("what", render)), code)
        forms = "text, json, csv or md" if rows is not None else "text or json"
        raise UsageError(f'this answer has no form "{self.form}"', f"it comes as {forms}")


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
