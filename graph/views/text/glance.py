"""What is in a data set and what to ask first, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model.terms import STATUSES
from ...model.text import NO_TEXT
from .terminal import Style, Word, called, counted, flow, line, status_word, words_of

if TYPE_CHECKING:
    from ...answers.list import Overview
    from ..browser import Opened

_SHOWN = 12
_NOUNS = {
    "claims": ("claim", None),
    "arguments": ("argument", None),
    "attacks": ("attack", None),
    "notes": ("endnote", None),
    "works": ("work", None),
    "actors": ("actor", None),
    "topics": ("topic", None),
    "stances": ("stance", None),
}


def render_overview(answer: Overview, style: Style) -> str:
    """The paper, what is counted in it, its theses, and three commands that go on from there."""
    paper = answer["paper"]
    by = ", ".join(paper["by"])
    tail = [part for part in (by and f"by {by}", paper["date"]) if part]
    text = flow(words_of(paper["title"] or paper["id"], "bold"), style)
    if tail:
        text += flow(words_of(", ".join(tail)), style)
    counts = [counted(number, *_NOUNS[what]) for what, number in answer["counts"].items()]
    by_status = [f"{number:,} {status}" for status, number in answer["statuses"].items()]
    weighed = sum(answer["statuses"].values())
    again = answer["counts"]["claims"] - weighed
    if again:
        counts[0] += f" ({again:,} {'restates another' if again == 1 else 'restate others'})"
    text += flow(words_of(", ".join(counts)), style)
    if by_status:
        head = f"Of the other {weighed:,} claims: " if again else "Of the claims: "
        text += flow(words_of(head + ", ".join(by_status)), style)
    text += _theses_counted(answer, style)
    theses = answer["theses"]
    if theses:
        text += "\n" + flow(words_of("Theses, most evidence first"), style)
    for thesis in theses[:_SHOWN]:
        words = [Word(thesis["id"] + ":", "bold"), *status_word(thesis["status"])]
        if thesis["endnotes_below"] is not None:
            words += [Word(",", tied=True), *words_of(counted(thesis["endnotes_below"], "endnote"))]
        if thesis["as_written"] != thesis["status"]:
            words += [Word(";", tied=True), *words_of("as written:"), *status_word(thesis["as_written"])]
            if thesis["endnotes_below_as_written"] is not None:
                notes = counted(thesis["endnotes_below_as_written"], "endnote")
                words += [Word(",", tied=True), *words_of(notes)]
        text += flow(words, style, "- ") + flow(words_of(thesis["text"] or NO_TEXT), style, "  ")
    if len(theses) > _SHOWN:
        more = f"and {len(theses) - _SHOWN:,} more:"
        command = called("list claims --kind thesis", style)
        text += flow([*words_of(more), command], style, "  ")
    return text + "\n" + _first_questions(answer, style)


def _theses_counted(answer: Overview, style: Style) -> str:
    """So many theses documented, and as their author wrote them so many."""
    theses = answer["theses"]
    if not theses:
        return ""
    now, written = ([thesis[key] for thesis in theses] for key in ("status", "as_written"))
    said = f"Of {counted(len(theses), 'thesis', 'theses')}: {_shares(now)}"
    if now != written:
        said += f"; as written, without our reconstructions: {_shares(written)}"
    return flow(words_of(said), style)


def _shares(found: Sequence[str]) -> str:
    return ", ".join(f"{found.count(each)} {each}" for each in STATUSES if each in found)


def _first_questions(answer: Overview, style: Style) -> str:
    first = answer["theses"][0]["id"] if answer["theses"] else "CLAIM"
    asked = (
        ("What supports a claim?", called(f"supports {first}", style)),
        ("Who is for and against what?", called("stances", style)),
        ("Where is it said?", called("search WORDS", style)),
        ("All commands:", "claimgraph --help"),
    )
    return "".join(
        flow([*words_of(question), Word(line(command), "bold")], style) for question, command in asked
    )


def render_unopened(_answer: object, style: Style) -> str:
    """That nothing was opened."""
    return flow(words_of("no browser was found to open it: the page is at this address"), style)


def render_opened(answer: Opened, style: Style) -> str:
    """Where the page is; its address where no browser took it."""
    return f"{answer['path']}\n" if answer["opened"] else f"{answer['url']}\n"
