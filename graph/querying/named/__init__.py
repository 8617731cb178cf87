"""Named competency queries: one file a query, each a question in English and plain SPARQL 1.1.

A file begins with comment lines: the question, perhaps a sentence more, and its parameters::

    # What stands against a claim, and who says so?
    # param claim (id): the claim asked about; without it, every claim

It runs as it stands, in any engine. A parameter is a variable that a ``VALUES`` block binds, to
nothing (``VALUES ?claim { UNDEF }``, every value) or to a default; ``named_query`` puts a literal
there, so that a value can never become a part of the query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias
from unicodedata import normalize

from ...errors import UnknownName, UsageError
from ...hints import near
from ...rdf.lexical import integer, literal
from ...rdf.namespaces import VOCABULARY

Kind: TypeAlias = Literal["id", "text", "number"]
_PARAMETER = re.compile(r"param (\w+) \((id|text|number)\): (.*)")


class Parameter(NamedTuple):
    """What may be given to a query: an id or text (a string), or a number (``27``, ``[27]``, ``note:27``)."""

    name: str
    kind: Kind
    summary: str


class NamedQuery(NamedTuple):
    """A query that comes with the package."""

    name: str
    question: str
    summary: str
    parameters: tuple[Parameter, ...]
    text: str


def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, in alphabetical order."""
    return dict(_queries())


def named_query(
    name: str, vocabulary: str = VOCABULARY, /, **values: str | int | list[str] | list[int]
) -> str:
    """The SPARQL text of a named query, its parameters bound to ``values`` (several: any of them).

    Raises UnknownName for a query that does not exist, UsageError for a parameter it does not have
    or a value that is no number where one is wanted.
    """
    queries = _queries()
    if name not in queries:
        raise UnknownName(
            f"there is no query called {name!r}",
            near(name, queries),
            "claimgraph sparql --list shows the names",
        )
    query = queries[name]
    text = (
        query.text if vocabulary == VOCABULARY else query.text.replace(f"<{VOCABULARY}>", f"<{vocabulary}>")
    )
    known = {parameter.name: parameter for parameter in query.parameters}
    for given, value in values.items():
        if given not in known:
            hint = f"its parameters are {', '.join(known)}" if known else "it has no parameters"
            raise UsageError(f"the query {name} has no parameter {given!r}", hint)
        text = _bound(text, known[given], value if isinstance(value, list) else [value])
    return text


def _bound(text: str, parameter: Parameter, values: Sequence[str | int]) -> str:
    terms = " ".join(_term(parameter, value) for value in values)
    block = re.compile(rf"VALUES \?{parameter.name} \{{[^{{}}]*\}}")
    return block.sub(lambda _: f"VALUES ?{parameter.name} {{ {terms} }}", text)


def _term(parameter: Parameter, value: str | int) -> str:
    if parameter.kind != "number":
        return literal(_readable(parameter, str(value)))
    found = re.fullmatch(r"(?:note:)?([0-9]{1,9})|\[([0-9]{1,9})\]", str(value), re.ASCII)
    if not found:
        raise UsageError(f"{value!r} is not a number", f"{parameter.name} is {parameter.summary}")
    return integer(int(found[1] or found[2]))


def _readable(parameter: Parameter, value: str) -> str:
    """The value as data sets write text: in Unicode NFC."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(f"the value of {parameter.name} is not Unicode text") from error
    return normalize("NFC", value)


@lru_cache(maxsize=1)
def _queries() -> dict[str, NamedQuery]:
    files = sorted(Path(__file__).parent.glob("*.rq"))
    return {file.stem: _read(file.stem, file.read_text(encoding="utf-8")) for file in files}


def _read(name: str, text: str) -> NamedQuery:
    said, parameters = [], []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        found = _PARAMETER.fullmatch(line[1:].strip())
        if found:
            parameters.append(Parameter(found[1], _kind(found[2]), found[3]))
        else:
            said.append(line[1:].strip())
    return NamedQuery(name, said[0], " ".join(said[1:]), tuple(parameters), text)


def _kind(word: str) -> Kind:
    return "id" if word == "id" else "number" if word == "number" else "text"


def catalogue() -> list[dict[str, str]]:
    """What ``sparql --list`` says: each query's name, question and parameters."""
    return [
        {
            "name": query.name,
            "question": query.question,
            "parameters": ", ".join(parameter.name for parameter in query.parameters),
        }
        for query in _queries().values()
    ]


def chosen(name: str, settings: Sequence[str]) -> dict[str, str]:
    """Texts of the named queries, that of ``name`` with ``settings`` (``PARAM=VALUE``) put in.

    Raises UsageError for a setting that is none, or that the query does not take.
    """
    values: dict[str, list[str]] = {}
    for setting in settings:
        parameter, equals, value = setting.partition("=")
        if not equals:
            raise UsageError(f"{setting!r} sets nothing", "write --set PARAM=VALUE")
        values.setdefault(parameter, []).append(value)
    texts = {query.name: query.text for query in _queries().values()}
    if name in texts:
        texts[name] = named_query(name, **values)
    return texts
