"""What stands against a claim and what it stands against, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ...model.text import NO_TEXT
from .standing import limiting
from .terminal import Style, Word, counted, flow, following_line, words_of

if TYPE_CHECKING:
    from ...answers.attacks import Attacks
    from ...model.entities import Dataset

_LABELS = {
    "in": "With attacks counted, it is in: it holds.",
    "out": "With attacks counted, it is out: it does not hold.",
    "undecided": "With attacks counted, it is undecided.",
}


def render_attacks(answer: Attacks, style: Style, *, dataset: Dataset) -> str:
    """The attacks on a claim and on its arguments, then those it makes, each with its text."""
    name = answer["claim"]
    against, towards = answer["attacked_by"], answer["attacks"]
    said = f"{counted(len(against), 'attack')} on it, {counted(len(towards), 'attack')} by it"
    if answer["limited_by"]:
        said += f"; {limiting(answer['limited_by'])} limit{'s' if len(answer['limited_by']) == 1 else ''} it"
    text = flow([Word(name + ":", "bold"), *words_of(said)], style)
    text += told(name, dataset, style, "  ")
    if answer["acceptability"] is not None:
        text += flow(words_of(_LABELS[answer["acceptability"]]), style)
    if against:
        text += "\nAgainst it\n"
    for attack in against:
        verb = "rebuts it" if attack["argument"] is None else "undercuts"
        target = [] if attack["argument"] is None else [Word(attack["argument"], "bold")]
        text += flow([Word(attack["from"], "bold"), *words_of(verb, "red"), *target], style, "- ")
        text += told(attack["from"], dataset, style, "  ")
    if towards:
        text += "\nIt stands against\n"
    for made in towards:
        if made["argument"] is None:
            text += flow([Word(str(made["to"]), "bold"), *words_of("(rebuts)", "red")], style, "- ")
        else:
            undercut = [Word(made["argument"], "bold"), *words_of("(undercuts), an argument for")]
            text += flow([*undercut, Word(made["conclusion"], "bold")], style, "- ")
        text += told(made["conclusion"], dataset, style, "  ")
    if answer["limited_by"]:
        text += "\nLimits on it\n"
    for limit in answer["limited_by"]:
        on = [] if limit["argument"] is None else [*words_of("on"), Word(limit["argument"], "bold")]
        text += flow(
            [Word(limit["from"], "bold"), *words_of(f"({_kind(limit)})", "yellow"), *on], style, "- "
        )
        text += told(limit["from"], dataset, style, "  ")
    if answer["limits"]:
        text += "\nIt limits\n"
    for limited in answer["limits"]:
        name = str(limited["to"] or limited["argument"])
        text += flow([Word(name, "bold"), *words_of(f"({_kind(limited)})", "yellow")], style, "- ")
        text += told(name, dataset, style, "  ")
    following = f"supports {against[0]['from'] if against else answer['claim']}"
    return text + "\n" + following_line(following, style)


def _kind(limit: Mapping[str, Any]) -> str:
    return f"{limit['kind']}, “{limit['signal']}”" if limit["signal"] else str(limit["kind"])


def told(claim: str, dataset: Dataset, style: Style, indent: str) -> str:
    """What ``claim`` says, and who says it where that is not the author."""
    entry = dataset.claims.get(claim)
    if entry is None:
        return ""
    return flow([*_holder(claim, dataset), *words_of(entry.text or NO_TEXT)], style, indent)


def according(who: str, via: Iterable[str], dataset: Dataset | None) -> Iterator[Word]:
    """By whose word a thing is so: *According to China Daily, as reported by Wen:*."""
    yield from words_of("According to")
    yield from words_of(called(who, dataset), "blue")
    reporters = [called(name, dataset) for name in via]
    if reporters:
        yield Word(",", tied=True)
        yield from words_of("as reported by")
        yield from words_of(", ".join(reporters), "blue")
    yield Word(":", tied=True)


def called(actor: str, dataset: Dataset | None) -> str:
    """Name of ``actor``; the id where there is none."""
    known = dataset.actors.get(actor) if dataset else None
    return known.name if known else actor


def _holder(claim: str, dataset: Dataset) -> Iterator[Word]:
    entry = dataset.claims[claim]
    if dataset.attributed(entry) and entry.holder is not None:
        yield from according(entry.holder.who, entry.holder.via, dataset)
