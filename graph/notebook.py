"""A paper in a notebook: the questions as methods, answers that show themselves.

    from claimgraph.notebook import Paper

    paper = Paper("data")
    paper.supports("nato-safer-course")

An answer is the plain value that the library gives, and equal to it; a notebook shows it as the text
view. Nothing here runs in the page but the explorer, and that only where ``explore`` is called.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from html import escape
from keyword import iskeyword
from pathlib import Path
from typing import Any

from . import questions
from .asking import Parameter, Question, ask, left_out, told
from .errors import ExtraMissing, UsageError
from .naming.tokens import ids_in, known_ids
from .sources import Folder

_COLUMNS = 100
_HEADING = re.compile(r"[A-Z][^:.\[\]]{0,99}")


class Shown:
    """What a notebook shows as the text view, and as the same text with headings and ids marked."""

    _text: Callable[[], str] = staticmethod(str)
    _ids: Callable[[], frozenset[str]] = staticmethod(frozenset)

    def _shown_by(self, text: Callable[[], str], ids: Callable[[], frozenset[str]]) -> None:
        self._text, self._ids = text, ids

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        said = self._text()
        return {"text/plain": said.rstrip("\n"), "text/html": marked(said, self._ids())}

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        # Else IPython prints every dict and list its own way, whatever the bundle says.
        printer.text(self._text().rstrip("\n"))


class Answer(Shown, dict[str, Any]):
    """An answer, as the library gives it."""

    def frame(self) -> Any:
        """Refuse: only an answer that is a list of rows makes a table."""
        raise UsageError("this answer has no rows", "lists, such as paper.list('works'), have")


class Rows(Shown, list[Any]):
    """An answer that is a list of rows, as the library gives it."""

    def frame(self) -> Any:
        """The rows as a pandas DataFrame. Raises ExtraMissing where pandas is not installed."""
        return _frame(list(self))


class Solutions(Shown, dict[str, Any]):
    """The answer to a query: the W3C's SPARQL 1.1 Query Results JSON; a graph is ``{"turtle": text}``."""

    def frame(self) -> Any:
        """The rows as a pandas DataFrame, numbers as numbers. Raises ExtraMissing, UsageError."""
        if "results" not in self:
            raise UsageError("this answer has no rows", "SELECT gives rows")
        names = self["head"]["vars"]
        rows = [[_value(row.get(name)) for name in names] for row in self["results"]["bindings"]]
        return _frame(rows, columns=names)


class Explorer:
    """The interactive page, in a frame of its own that reaches nothing outside it."""

    def __init__(self, page: str) -> None:
        self._page = page

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        frame = '<iframe sandbox="allow-scripts" style="width: 100%; height: 40em; border: 1px solid #999"'
        return {
            "text/plain": f"the explorer, {len(self._page.encode()) // 1000:,} KB",
            "text/html": f'{frame} srcdoc="{escape(self._page)}"></iframe>',
        }


class Paper:
    """The data set in a folder (none: as the command line finds it); every question is a method of it."""

    def __init__(self, folder: Path | str | None = None) -> None:
        self._sources = Folder(None if folder is None else Path(folder))

    @property
    def folder(self) -> Path:
        """Where the data set lies."""
        return self._sources.folder

    def sparql(self, query: str, *, timeout: float = 30, **settings: str) -> Solutions:
        """The answer to a SPARQL query, given as its text, a file, or a named query with its ``settings``."""
        import json

        from .querying.asking import find_query, sparql
        from .querying.named import chosen
        from .rdf import prefixes
        from .views import text

        given = [f"{name}={value}" for name, value in settings.items()]
        asked = find_query(query, lambda: chosen(query, given))
        dataset = self._sources.dataset
        found = sparql(dataset, asked.text, base=asked.base, timeout=timeout, form="text")
        made = Solutions(json.loads(found.text) if found.format == "json" else {"turtle": found.text})
        style = text.Style(_COLUMNS)
        made._shown_by(lambda: text.render_sparql(found, style, prefixes=prefixes(dataset)), self._ids)
        return made

    def explore(self, claim: str | None = None) -> Explorer:
        """The explorer in a frame: all of it, or only what is around ``claim``, which is smaller."""
        from .naming.resolving import resolve_claim
        from .views.page import page

        around = resolve_claim(self._sources.dataset, claim) if claim else None
        return Explorer(page(self._sources.dataset, self._sources.evidence, around=around))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        for question in questions.QUESTIONS:
            if question.name == name:
                return _method(self, question)
        raise AttributeError(f"there is no question {name!r}: claimgraph questions lists them")

    def __dir__(self) -> list[str]:
        names = [question.name for question in questions.QUESTIONS]
        return sorted(["explore", "folder", "sparql", *names])

    def __repr__(self) -> str:
        return f"Paper({str(self.folder)!r})"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        shown: dict[str, str] = self.overview()._repr_mimebundle_()
        return shown

    def _ask(self, question: Question, given: Mapping[str, Any]) -> Any:
        from .views.text import Style
        from .views.text.answered import answered

        without = left_out(bool(given.get("as_written")), given.get("without_class"))
        sources = self._sources.leaving_out(without)
        found = told(ask(question, sources, given), sources.without)
        made: Any = Rows(found) if isinstance(found, list) else Answer(found)
        if getattr(question, "writes", False):
            self._sources = Folder(self._sources.data)
        made._shown_by(lambda: answered(question, found, sources, given, Style(_COLUMNS)), self._ids)
        return made

    def _ids(self) -> frozenset[str]:
        return known_ids(self._sources.dataset)


# --- a question as a method

_GATHERED = ("things",)


def _method(paper: Paper, question: Question) -> Callable[..., Any]:
    taken = [each for each in question.parameters if each.bears_on not in ("exit", "choice")]
    names = {f"{each.name}_" if iskeyword(each.name) else each.name: each for each in taken}
    signature = inspect.Signature([_taken(name, each) for name, each in names.items()])

    def method(*values: Any, **named: Any) -> Any:
        bound = signature.bind(*values, **named)
        bound.apply_defaults()
        return paper._ask(question, {names[k].name: _given(names[k], v) for k, v in bound.arguments.items()})

    method.__name__ = method.__qualname__ = question.name
    says = [f"{name}: {each.says}" for name, each in names.items()]
    method.__doc__ = "\n".join([question.says, *([""] if says else []), *says])
    method.__signature__ = signature  # type: ignore[attr-defined]
    return method


def _taken(name: str, parameter: Parameter) -> inspect.Parameter:
    if parameter.option:
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=parameter.default)
    if parameter.takes in _GATHERED:
        return inspect.Parameter(name, inspect.Parameter.VAR_POSITIONAL)
    default = inspect.Parameter.empty if parameter.required else parameter.default
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)


def _given(parameter: Parameter, value: Any) -> Any:
    if value is None or not parameter.many:
        return (
            str(value) if isinstance(value, int) and parameter.takes in ("claim", "thing", "note") else value
        )
    return [str(each) for each in ((value,) if isinstance(value, str | int) else value)]


# --- as a table, as HTML


def _frame(rows: list[Any], **more: Any) -> Any:
    try:
        import pandas as pd
    except ImportError:
        raise ExtraMissing("a frame needs pandas", "pip install pandas") from None
    return pd.DataFrame(rows, **more)


def _value(term: Mapping[str, Any] | None) -> Any:
    if term is None:
        return None
    kind = str(term.get("datatype", "")).rpartition("#")[2]
    if kind in ("decimal", "double"):
        return float(term["value"])
    if kind == "boolean":
        return term["value"] == "true"
    return int(term["value"]) if kind == "integer" else term["value"]


def marked(text: str, known: frozenset[str]) -> str:
    """``text`` as HTML: nothing in it is markup but what marks its headings and the ids of ``known``."""
    ids = ids_in(text, known)
    longest_first = sorted(map(re.escape, ids), key=len, reverse=True)
    token = re.compile(rf"(?<![\w/.-])(?:{'|'.join(longest_first)})(?![\w/-])")
    lines, fresh = [], True
    for line in text.rstrip("\n").split("\n"):
        if fresh and _HEADING.fullmatch(line) and not set(line.split()) & set(ids):
            lines.append(f"<b>{escape(line)}</b>")
        else:
            parts, last = "", 0
            for found in token.finditer(line) if ids else ():
                parts += escape(line[last : found.start()]) + f"<code>{escape(found[0])}</code>"
                last = found.end()
            lines.append(parts + escape(line[last:]))
        fresh = not line
    style = '"white-space: pre-wrap; overflow-wrap: anywhere; margin: 0"'
    return f"<pre style={style}>" + "\n".join(lines) + "</pre>"
