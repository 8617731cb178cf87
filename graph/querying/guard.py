"""What a query may not ask, said in one sentence before it is run (design section 8).

This makes refusals plain; that nothing is reached does not rest on it (see ``child``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, NoReturn

from ..errors import LimitError, QueryError
from .faults import at, explain
from .tokens import Token, tokens

DEPTH = 64
LENGTH = 1 << 20
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_DECLARATIONS = {"BASE": ("iri",), "PREFIX": ("name", "iri"), "VERSION": ("string",)}
_UPDATES = {"INSERT", "DELETE", "CLEAR", "DROP", "CREATE"}
_FIRST_UPDATES = _UPDATES | {"ADD", "MOVE", "COPY", "WITH"}
_OPENING = {"(": ")", "[": "]", "{": "}", "<<": ">>", "{|": "|}"}
_CLOSING = {close: open_ for open_, close in _OPENING.items()}


class Source(NamedTuple):
    """A graph that a query names in FROM (``kind`` "from") or FROM NAMED ("named")."""

    kind: str
    iri: str
    token: Token


class Examined(NamedTuple):
    """A query that asks for nothing forbidden, as far as its tokens tell."""

    text: str
    form: str
    """One of ``FORMS`` in small letters."""
    tokens: Sequence[Token]
    prologue: str
    prefixes: Mapping[str, str]
    """Those it declares itself with absolute IRIs."""
    sources: Sequence[Source]
    star: int
    """Where the asterisk of ``SELECT *`` stands, or -1."""
    variables: Sequence[str]
    """Names of all variables in it, by first appearance."""


def examine(query: str) -> Examined:
    """Tell what ``query`` asks, or refuse it.

    Raises QueryError for SERVICE, LOAD, updates, nesting beyond 64 and what is no query at all,
    LimitError for one beyond a million characters. Linear in the length of the query.
    """
    if len(query) > LENGTH:
        raise LimitError(f"the query is longer than {LENGTH:,} characters")
    if query.startswith("\ufeff"):
        query = " " + query[1:]
    _refuse_surrogates(query)
    found = list(tokens(query))
    if not found:
        raise QueryError("the query is empty", "try: claimgraph sparql --list")
    start = _prologue(found)
    _refuse(query, found, start)
    _refuse_nesting(query, found)
    if start == len(found) or found[start].keyword not in FORMS:
        raise QueryError(explain(query, found, start))
    first = found[start]
    prefixes = _declared(found[:start])
    prologue = query[: first.start]
    variables = dict.fromkeys(token.text[1:] for token in found if token.kind == "variable")
    form, star = first.keyword.lower(), _star(found, start)
    return Examined(query, form, found, prologue, prefixes, _sources(found, prefixes), star, list(variables))


def _refuse_surrogates(query: str) -> None:
    for offset, letter in enumerate(query) if not query.isascii() else ():
        if "\ud800" <= letter <= "\udfff":
            raise QueryError(at(query, offset, "the query is not valid Unicode"))


def _prologue(found: Sequence[Token]) -> int:
    """Index of the first token that belongs to no BASE, PREFIX or VERSION declaration."""
    index = 0
    while index < len(found) and found[index].keyword in _DECLARATIONS:
        kinds = _DECLARATIONS[found[index].keyword]
        index += 1
        for kind in kinds:
            if index == len(found) or found[index].kind != kind:
                return index
            index += 1
    return index


def _declared(prologue: Sequence[Token]) -> dict[str, str]:
    declared = {}
    for word, name, iri in zip(prologue, prologue[1:], prologue[2:], strict=False):
        if word.keyword == "PREFIX" and name.kind == "name" and name.text.endswith(":") and iri.kind == "iri":
            declared[name.text[:-1]] = iri.text[1:-1]
    return {
        prefix: namespace
        for prefix, namespace in declared.items()
        if ":" in namespace and "\\" not in namespace
    }


def _refuse(query: str, found: Sequence[Token], start: int) -> None:
    for index, token in enumerate(found):
        if token.kind == "unclosed":
            raise QueryError(at(query, token.start, "the string that begins here has no end"))
        word = token.keyword
        if word == "SERVICE":
            refuse_service(query, token)
        if word == "LOAD":
            raise QueryError(
                at(query, token.start, "LOAD is refused: a query reads nothing but the data set"),
                "claimgraph sparql --rdf FILE queries another file",
            )
        if word in _UPDATES or (index == start and word in _FIRST_UPDATES):
            raise QueryError(
                at(query, token.start, f"{word} is refused: it is an update, and the data are only read"),
                "use SELECT, ASK, CONSTRUCT or DESCRIBE",
            )


def refuse_service(query: str, token: Token) -> NoReturn:
    """Say that no other endpoint is asked."""
    raise QueryError(
        at(query, token.start, "SERVICE is refused: a query asks no other endpoint and opens no connection")
    )


def _refuse_nesting(query: str, found: Sequence[Token]) -> None:
    depth = run = 0
    for token in found:
        if token.kind == "mark" and token.text in _OPENING:
            depth += 1
        elif token.kind == "mark" and token.text in _CLOSING:
            depth = max(0, depth - 1)
        run = run + 1 if token.text == "!" else 0
        if max(depth, run) > DEPTH:
            raise QueryError(at(query, token.start, f"the query is nested more than {DEPTH} deep here"))


def _star(found: Sequence[Token], start: int) -> int:
    following = found[start + 1 : start + 3]
    if following and following[0].keyword in ("DISTINCT", "REDUCED"):
        following = following[1:]
    selected = found[start].keyword == "SELECT" and following and following[0].text == "*"
    return following[0].start if selected else -1


def _sources(found: Sequence[Token], declared: Mapping[str, str]) -> list[Source]:
    sources = []
    for index, token in enumerate(found):
        if token.keyword != "FROM":
            continue
        following = found[index + 1 : index + 3]
        named = bool(following) and following[0].keyword == "NAMED"
        following = following[1:] if named else following[:1]
        if following and following[0].kind in ("iri", "name") and not _runs_on(following[0], declared):
            sources.append(Source("named" if named else "from", following[0].text, token))
    return sources


def _runs_on(name: Token, declared: Mapping[str, str]) -> bool:
    """Whether the engine reads NAMED and a name, as in ``FROM NAMEDex:g``; the child refuses that."""
    return name.text.upper().startswith("NAMED") and name.text.split(":", 1)[0] not in declared


def refuse_hidden(query: str, token: Token) -> NoReturn:
    """Refuse a keyword that runs into its neighbour, which only the engine recognises."""
    if "SERVICE" in token.text.upper():
        refuse_service(query, token)
    raise QueryError(at(query, token.start, "FROM must stand by itself"), "write a space before and after it")


def refuse_source(query: str, source: Source, graph: str) -> NoReturn:
    """Say that ``graph`` is not in the data set."""
    word = "FROM" if source.kind == "from" else "FROM NAMED"
    raise QueryError(
        at(query, source.token.start, f"{word} is refused: the data set has no graph <{graph}>"),
        "a query reads nothing but the data set; without FROM it reads all of it",
    )


def refuse_graph(kind: str, graph: str) -> NoReturn:
    """Say that ``graph``, which the request names beside the query, is not in the data set."""
    word = "default-graph-uri" if kind == "from" else "named-graph-uri"
    raise QueryError(
        f"{word} is refused: the data set has no graph <{graph}>",
        "a query reads nothing but the data set; without it it reads all of it",
    )


def examine_graph(kind: str, iri: str) -> None:
    """Raise QueryError for an ``iri`` of a graph that is none."""
    if [token.kind for token in tokens(f"<{iri}>")] != ["iri"]:
        word = "default-graph-uri" if kind == "from" else "named-graph-uri"
        raise QueryError(f"{word} is no IRI")
