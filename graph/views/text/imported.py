"""What ``import`` found, what it linked, and what needs a look: the worst first, each with its line."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from .enriched import told
from .terminal import Style, Word, counted, flow, following_line, line, words_of

if TYPE_CHECKING:
    from ...answers.import_answer import Imported, Look

_WORST_FIRST = (
    "note without marker",
    "marker without note",
    "number missing",
    "number twice",
    "glued marker",
    "glued note",
    "unnumbered note",
    "renumbered",
    "raised number",
    "text skipped",
)
_MOST = 12
"""How many of one kind are shown."""


def render_import(answer: Imported, style: Style) -> str:
    """The counts, then each thing to look at with its place in ``paper.txt``, then what to do next."""
    text = flow([Word(line(answer["title"]), "bold")], style)
    if answer["authors"]:
        text += flow(words_of(", ".join(answer["authors"])), style, "  ")
    found = (
        f"{counted(answer['notes'], 'note')} with {counted(answer['markers'], 'marker')}, "
        f"{counted(answer['works'], 'work')}; "
        f"{counted(answer['sections'], 'section')}, {counted(answer['paragraphs'], 'paragraph')}, "
        f"{counted(answer['sentences'], 'sentence')}."
    )
    text += flow(words_of(found), style)
    if answer["linked"]:
        one = answer["linked"] == 1
        said = "leans on an earlier one and was linked." if one else "lean on earlier ones and were linked."
        text += flow(words_of(f"{counted(answer['linked'], 'note')} {said}"), style)
    text += _unresolved(answer, style) + _problems(answer, style)
    if "enriched" in answer:
        text += told(answer["enriched"], style)
    if answer["review"]:
        said = (
            f"{counted(answer['review'], 'field')} of works and notes were guessed: `review` in "
            f"sources.yaml names them until you have looked."
        )
        text += flow(words_of(said), style)
    if not answer["notes"]:
        text += flow(words_of("No note was found."), style)
        return text
    return text + following_line("todo", style._replace(place=("--data", answer["folder"])))


def _unresolved(answer: Imported, style: Style) -> str:
    doubts = answer["unresolved"]
    if not doubts:
        return ""
    text = flow(words_of(f"{counted(len(doubts), 'reference')} not resolved:"), style)
    for doubt in islice(doubts, _MOST):
        text += flow(
            [Word(f"[{doubt['note']}]", "cyan"), *words_of(f"{doubt['form']}: {doubt['why']}")],
            style,
            "  ",
            "    ",
        )
    return text + _more(len(doubts), style)


def _problems(answer: Imported, style: Style) -> str:
    text = ""
    for kind in _WORST_FIRST:
        looks = [look for look in answer["problems"] if look["kind"] == kind]
        if not looks:
            continue
        text += flow(words_of(f"{kind} ({len(looks)}):"), style)
        text += "".join(_look(look, style) for look in islice(looks, _MOST)) + _more(len(looks), style)
    return text


def _look(look: Look, style: Style) -> str:
    words: list[Word | str] = []
    if look["line"] is not None:
        words.append(Word(f"paper.txt:{look['line']}:", "bold"))
    if look["note"] is not None:
        words.append(Word(f"[{look['note']}]", "cyan"))
    return flow([*words, *words_of(look["detail"])], style, "  ", "    ")


def _more(count: int, style: Style) -> str:
    return flow(words_of(f"… and {count - _MOST} more"), style, "  ") if count > _MOST else ""
