"""Answers that are lists, as CSV and as Markdown tables.

Characters that act on a terminal or hide are shown as in the text views; ``cells`` says what else
is done to a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..errors import UsageError
from ..model.text import NO_TEXT
from .cells import cell, csv_text
from .text.terminal import clean, line

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~!&$^]")


def table(rows: Sequence[Mapping[str, object]], form: str, what: str = "") -> str:
    """``rows`` as ``csv`` or ``md``, their keys as columns in the order in which they first occur.

    Without rows the columns are those of the list or answer ``what``. Raises UsageError for
    another form.
    """
    header = list(dict.fromkeys(key for row in rows for key in row)) or _columns(what)
    if form == "csv":
        lines: list[list[object]] = [list(header)] if header else []
        lines += [[row.get(key) for key in header] for row in rows]
        return csv_text(lines, clean)
    if form == "md":
        return _markdown(header, rows)
    raise UsageError(f'a table has no form "{form[:60]}"', "it comes as csv or md")


def _columns(what: str) -> list[str]:
    """The columns of an answer by its name, as far as that is always a list; in all papers, theirs first."""
    if what.startswith("corpus_"):
        return ["paper", *_columns(what.removeprefix("corpus_"))]
    from ..answers import against, check, rows, sides
    from ..answers.gaps import finding
    from ..naming import searching

    shapes: Mapping[str, type] = {
        "claims": rows.ClaimRow,
        "works": rows.WorkRow,
        "notes": rows.NoteRow,
        "actors": rows.ActorRow,
        "arguments": rows.ArgumentRow,
        "attacks": against.ListedAttack,
        "limits": against.ListedLimit,
        "topics": rows.TopicRow,
        "stances": sides.Side,
        "search": searching.Hit,
        "gaps": finding.Gap,
        "check": check.FindingRow,
    }
    return list(shapes[what].__annotations__) if what in shapes else []


def _markdown(header: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    lines = [_row(header), "|" + "---|" * len(header)] if header else []
    lines += [_row([_shown(row, key) for key in header]) for row in rows]
    return "".join(text + "\n" for text in lines)


def _shown(row: Mapping[str, object], key: str) -> str:
    """A cell for readers: there a claim without text is marked; in CSV, for programs, nothing is nothing."""
    of_claim = "claim_kind" in row or row.get("kind") in ("claim", "no text")
    return NO_TEXT if key == "text" and row.get(key) is None and of_claim else cell(row.get(key))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(escaped(text) for text in cells) + " |"


def escaped(text: str) -> str:
    """``text`` on one line, none of it read as Markdown or HTML."""
    return _MARKUP.sub(lambda found: {"<": "&lt;", "&": "&amp;"}.get(found[0], "\\" + found[0]), line(text))
