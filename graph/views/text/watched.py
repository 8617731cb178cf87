"""What ``watch`` says of one save: what is new, what is mended, which answers changed, how it stands."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

from .findings import render_finding
from .terminal import Style, Word, counted, flow, line, words_of

if TYPE_CHECKING:
    from ...answers.watch import ChangedAnswer, Watched

_MOST = 40
"""Changed answers that are shown; that there are more is said."""


def render_watch(answer: Watched, style: Style, *, page: str | None = None) -> str:
    """New findings as ``check`` has them, mended ones, changed answers; then the counts and the page.

    ``page`` is the file that is kept while there is an error.
    """
    text = "".join(render_finding(each, style) for each in answer["new"])
    whole = style._replace(width=sys.maxsize)
    for each in answer["mended"]:
        said = [Word("mended:", "green"), Word(line(each["file"]) + ":"), *words_of(each["message"])]
        text += flow(said, whole)
    text += "".join(_change(change, style) for change in islice(answer["answers"], _MOST))
    if len(answer["answers"]) > _MOST:
        text += flow(words_of(f"… and {len(answer['answers']) - _MOST:,} more answers changed"), style)
    how = f"{counted(answer['errors'], 'error')}, {counted(answer['warnings'], 'warning')}"
    if answer["page"]:
        how += f"; wrote {line(answer['page'])}"
    elif page and answer["errors"]:
        how += f"; {line(page)} is left as it was"
    return text + flow([Word(line(answer["folder"]) + ":"), *words_of(how)], whole)


def _change(change: ChangedAnswer, style: Style) -> str:
    kind = "thesis" if change["kind"] == "thesis" else "claim"
    head = [*words_of(kind, "dim"), Word(line(change["claim"]) + ":", "bold")]
    before, after = change["before"], change["after"]
    if before is None:
        return flow([*head, *words_of(f"new, {after}")], style, "", "  ")
    if after is None:
        return flow([*head, *words_of(f"gone, was {before}")], style, "", "  ")
    what = " with attacks counted" if change["of"] == "acceptability" else ""
    return flow([*head, *words_of(f"{before} -> {after}{what}")], style, "", "  ")
