"""What ``todo`` has left: each sentence under its heading, each guessed field with its note's words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .terminal import Style, Word, called, counted, flow, following_line, line, words_of

if TYPE_CHECKING:
    from ...answers.todo import Guess, NextSentence, Review, Todo


def render_todo(answer: Todo, style: Style, *, place: str = "the text") -> str:
    """How many sentences are left, then the next ones by their headings, with place and markers."""
    left = answer["sentences"] - answer["accounted"]
    if not left:
        said = f"Nothing left: {_accounted(answer)}."
        return flow(words_of(said), style) + following_line("gaps", style)
    text = flow(words_of(f"{counted(left, 'sentence')} of {line(place)} left; {_accounted(answer)}."), style)
    for heading, sentences in groupby(answer["next"], lambda each: each["heading"]):
        text += flow(words_of(heading, "bold"), style) if heading else ""
        text += "".join(_sentence(each, style) for each in sentences)
    return text + following_line("guide encoding", style._replace(place=()))


def _accounted(answer: Todo) -> str:
    return f"{answer['accounted']:,} of {counted(answer['sentences'], 'sentence')} accounted for"


def _sentence(each: NextSentence, style: Style) -> str:
    where = f"{line(each['paragraph'])}, sentence {each['sentence']}"
    notes = [Word(f"[{number}]", "cyan") for number in each["notes"]]
    head = flow([*words_of(where, "dim"), *notes], style, "  ")
    return head + flow(words_of(each["text"]), style, "    ")


def render_review(answer: Review, style: Style, *, place: str = "the text") -> str:
    """How many guessed fields there are, then the next ones by what they are of, with the note's words."""
    if not answer["fields"]:
        return flow(words_of("No field is guessed: none is left to look at."), style)
    text = flow(words_of(f"{counted(answer['fields'], 'field')} guessed and still to be looked at."), style)
    for _, fields in groupby(answer["next"], lambda each: (each["kind"], each["id"])):
        text += _fields(list(fields), style)
    how = "Send what is wrong, mended, and `review: []` where the rest is right, to"
    return text + flow([*words_of(how), called("add --merge -", style)], style)


def _fields(fields: list[Guess], style: Style) -> str:
    first = fields[0]
    name = f"[{first['id']}]" if first["kind"] == "note" else line(first["id"])
    text = flow([Word(name, "cyan" if first["kind"] == "note" else "bold")], style)
    for each in fields:
        said = [Word(each["field"] + ":", "dim"), *words_of(each["value"] or "(nothing)")]
        text += flow(said, style, "  ", "    ")
    if first["printed"] is not None:
        text += flow([Word(f"[{first['note']}]", "cyan"), *words_of(first["printed"])], style, "  ", "    ")
    return text
