"""The answer to a SPARQL query as a table, for people: aligned columns, whole IRIs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .terminal import Style, clean, columns, line, painted

if TYPE_CHECKING:
    from ...querying.results import QueryResult

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_SHOWN = re.compile(r"[\n\r\t -~]*")
_HIDING = re.compile(
    r"[^\n\r\t -~\xa1-\xac\xae-\u02ff\u0370-\u0373\u0400-\u0482"
    r"\u3041-\u3096\u4e00-\u9fff\uac00-\ud7a3]"
)
"""What may not show: anything but ASCII and letters of the scripts that are used most."""
_PAIR = "\\u{high:04x}\\u{low:04x}"
_LONG = "\\U{code:08x}"
_GAP = "  "
_ESCAPED = re.compile(r"([\\|*_`<>\[\]])")


def render_sparql(
    result: QueryResult,
    style: Style,
    *,
    form: str = "text",
    prefixes: Mapping[str, str] | None = None,
    piped: bool = False,
) -> str:
    """``result`` of a query asked for as ``form``, ready to print (see ``sparql_pieces``)."""
    return "".join(sparql_pieces(result, style, form=form, prefixes=prefixes, piped=piped))


def sparql_pieces(
    result: QueryResult,
    style: Style,
    *,
    form: str = "text",
    prefixes: Mapping[str, str] | None = None,
    piped: bool = False,
) -> Iterator[str]:
    """``result`` of a query asked for as ``form``, ready to print, piece by piece.

    As text: yes or no, a table, or Turtle. A table that is wider than ``style`` becomes one record a
    row, unless ``piped``; IRIs are shortened by ``prefixes`` where that stays readable SPARQL, and
    never cut. JSON and Turtle are the engine's, with what acts on a terminal escaped as they allow;
    CSV, TSV and XML exactly the engine's where ``piped``. Spreadsheets take cells that begin with
    ``=`` for formulas: the W3C's CSV has no way to say otherwise, our other exports have.
    Memory: of what is passed on as the engine wrote it, one piece beside the result.
    """
    if form == "md":
        return iter((markdown(result, prefixes),))
    if result.format in ("json", "jsonld") and form != "text":
        return _ended(_escaped(piece, _PAIR) for piece in result.pieces())
    if result.format in ("turtle", "ntriples"):
        return (_escaped(piece, _LONG) for piece in result.pieces())
    if form != "text":
        return _ended(piece if piped else clean(piece) for piece in result.pieces())
    return iter((_text(result, style, prefixes or {}, piped),))


def _ended(pieces: Iterable[str]) -> Iterator[str]:
    """``pieces`` with a line end after the last."""
    last = ""
    for piece in pieces:
        yield piece
        last = piece or last
    if not last.endswith("\n"):
        yield "\n"


def _escaped(text: str, long: str) -> str:
    """Text in JSON or Turtle with every character that does not show as an escape of that syntax.

    ``long`` is how the syntax escapes a character beyond the basic plane.
    """
    if text.isascii() and _SHOWN.fullmatch(text):
        return text
    return _HIDING.sub(lambda found: _shown(found[0], long), text)


def _shown(letter: str, long: str) -> str:
    return letter if clean(letter) == letter else _escape(letter, long)


def _escape(letter: str, long: str) -> str:
    code = ord(letter)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return long.format(code=code, high=0xD800 + high, low=0xDC00 + low)


def _text(result: QueryResult, style: Style, prefixes: Mapping[str, str], piped: bool) -> str:
    if result.form == "ask":
        return "yes\n" if result.boolean else "no\n"
    table = _cells(result, prefixes)
    heads = [line(name) for name in result.variables]
    if not table:
        return "no rows\n"
    if not heads:
        return f"{len(table)} row{'s' if len(table) > 1 else ''} without columns\n"
    return _table(heads, table, style, piped)


def _cells(result: QueryResult, prefixes: Mapping[str, str]) -> list[list[str]]:
    longest_first = sorted(prefixes.items(), key=lambda item: -len(item[1]))
    names = result.variables
    return [[_term(row.get(name), longest_first) for name in names] for row in result.rows]


def _term(term: Mapping[str, Any] | None, prefixes: Sequence[tuple[str, str]]) -> str:
    if term is None:
        return ""
    value = term["value"]
    if term["type"] == "triple":
        parts = (value[place] for place in ("subject", "predicate", "object"))
        return f"<<( {' '.join(_term(part, prefixes) for part in parts)} )>>"
    if term["type"] == "uri":
        for prefix, namespace in prefixes:
            if value.startswith(namespace) and _LOCAL.fullmatch(value, len(namespace)):
                return f"{prefix}:{value[len(namespace) :]}"
        return f"<{line(value)}>"
    return f"_:{line(value)}" if term["type"] == "bnode" else line(value)


def _table(heads: list[str], rows: list[list[str]], style: Style, piped: bool) -> str:
    widths = [max(map(columns, cells)) for cells in zip(heads, *rows, strict=True)]
    if not piped and len(heads) > 1 and sum(widths) + len(_GAP) * (len(widths) - 1) > style.width:
        return "\n".join("".join(_record(heads, row, style)) for row in rows)
    lines = [_GAP.join(painted(_padded(*cell), "bold", style) for cell in zip(heads, widths, strict=True))]
    lines += [_GAP.join(_padded(*cell) for cell in zip(row, widths, strict=True)) for row in rows]
    return "".join(text.rstrip() + "\n" for text in lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _record(heads: list[str], row: list[str], style: Style) -> Iterator[str]:
    width = max(map(columns, heads))
    for head, cell in zip(heads, row, strict=True):
        if cell:
            yield f"{painted(_padded(head, width), 'bold', style)}{_GAP}{cell}\n"


def markdown(result: QueryResult, prefixes: Mapping[str, str] | None = None) -> str:
    """``result`` (JSON) as a Markdown table, in which no cell is markup."""
    if result.form == "ask":
        return "yes\n" if result.boolean else "no\n"
    heads = [line(name) for name in result.variables]
    rows = [heads, ["---"] * len(heads)]
    rows += [[_ESCAPED.sub(r"\\\1", cell) for cell in cells] for cells in _cells(result, prefixes or {})]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
