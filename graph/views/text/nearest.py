"""What the paper says near a sentence, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .citing import citation
from .opposing import told
from .standing import stands
from .terminal import Style, Word, counted, flow, following_line, line, listed, words_of

if TYPE_CHECKING:
    from ...answers.said import Said
    from ...model.entities import Dataset

_IN = "  "


def render_said(answer: Said, style: Style, *, dataset: Dataset) -> str:
    """Each claim that comes near, who holds it, how it stands, its notes, what stands against it."""
    if not answer["nearest"] and not answer["stands"]:
        claims = counted(len(dataset.claims), "claim")
        if answer["left"]:
            return _unread(answer, claims, style)
        text = flow(words_of("The paper does not say this."), style)
        why = f"Nothing in its {claims} comes near, and the sentence does not stand in its text."
        if not answer["compared"]:
            why = f"Nothing in its {claims} comes near; its text, of which no copy is here, was not compared."
        text += flow(words_of(why), style)
        return text + "\n" + following_line("list claims --kind thesis", style)
    text = _standing(answer, style)
    if not answer["nearest"]:
        return text + "\n" + following_line("list claims --kind thesis", style)
    head = "The nearest claims, by their words; whether they say this is for the reader to judge:"
    text += flow(words_of(head), style)
    told_works: set[str] = set()
    for row in answer["nearest"]:
        text += "\n" + "".join(_claim(answer, row["claim"], style, dataset, told_works))
    return text + "\n" + following_line(f"supports {answer['nearest'][0]['claim']}", style)


def _unread(answer: Said, claims: str, style: Style) -> str:
    """That no claim says this, where the text has sentences that nothing accounts for; the near ones."""
    left = answer["left"] or 0
    verb = "is" if left == 1 else "are"
    text = flow(words_of("No claim says this; the paper may."), style)
    why = (
        f"Nothing in its {claims} comes near, but {counted(left, 'sentence')} of its text {verb} not encoded"
    )
    if not answer["unclaimed"]:
        return (
            text
            + flow(words_of(f"{why}; none of them comes near."), style)
            + "\n"
            + following_line("todo", style)
        )
    text += flow(words_of(f"{why}. These come near:"), style) + "\n"
    for row in answer["unclaimed"]:
        text += flow(words_of(f"{row['paragraph']}, sentence {row['sentence']}"), style, "- ")
    section = answer["unclaimed"][0]["paragraph"].rpartition("/")[0]
    return text + "\n" + following_line(f"todo --section {section}" if section else "todo", style)


def _standing(answer: Said, style: Style) -> str:
    """Where the sentence stands in the reader's own copy, word for word."""
    place = answer["stands"]
    if place is None:
        return ""
    where = Word(f"{line(place['paragraph'])} s{place['sentences']}", "bold")
    words = [*words_of("It stands in the paper, word for word, at"), where]
    if not place["claims"]:
        return flow([*words, Word(";", tied=True), *words_of("no claim is anchored there.")], style)
    verb = "are" if len(place["claims"]) > 1 else "is"
    return flow(
        [*words, Word(";", tied=True), *words_of(f"anchored there {verb}"), *listed(place["claims"])], style
    )


def _claim(answer: Said, name: str, style: Style, dataset: Dataset, works: set[str]) -> Iterator[str]:
    claim = answer["claims"][name]
    words = [Word(line(name) + ":", "bold"), *words_of(claim["kind"]), Word(",", tied=True), *stands(claim)]
    if claim["bare"]:
        words += [Word(",", tied=True), *words_of("bare assertion", "dim")]
    yield flow(words, style, "- ")
    yield told(name, dataset, style, _IN)
    for made in claim["citations"]:
        note = answer["notes"].get(str(made["note"]))
        if note is not None:
            yield citation(made, note, answer["works"], style, _IN, works)
    if claim["restatements"]:
        yield flow([*words_of("also stated as", "dim"), *listed(claim["restatements"])], style, _IN)
    for opponent in claim["attacked_by"]:
        yield flow([*words_of("! attacked by", "red"), Word(line(opponent), "bold")], style, _IN)
        yield told(opponent, dataset, style, _IN * 2)
    for limit in dict.fromkeys(limit["from"] for limit in claim["limited_by"]):
        yield flow([*words_of("limited by", "yellow"), Word(line(limit), "bold")], style, _IN)
        yield told(limit, dataset, style, _IN * 2)
