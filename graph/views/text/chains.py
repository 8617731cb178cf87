"""How one thing bears on another, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .opposing import told
from .terminal import Style, Word, counted, flow, following_line, line, listed, words_of

if TYPE_CHECKING:
    from ...answers.path import Path
    from ...model.entities import Dataset


def named(id_: str | int) -> str:
    """How an id of a chain is shown: a note as ``[27]``."""
    return f"[{id_}]" if isinstance(id_, int) else line(id_)


def render_path(answer: Path, style: Style, *, dataset: Dataset) -> str:
    """Every shortest chain, numbered, a step a line, with what each argument needs besides."""
    from_, to = named(answer["from"]), named(answer["to"])
    chains = answer["chains"]
    against = answer.get("against", False)
    if not chains:
        nothing = "does not stand against" if against else "does not bear on"
        text = flow([Word(from_, "bold"), *words_of(nothing), Word(to, "bold"), Word(".", tied=True)], style)
        return text + following_line(_onward(answer["to"], dataset, against=against), style)
    verb = "stands against" if against else "bears on"
    said = f"in {counted(len(chains), 'way')}, {counted(len(chains[0]) - 1, 'step')} long"
    more = " (there are more)" if answer.get("chains_truncated") else ""
    head = [Word(from_, "bold"), *words_of(verb), Word(to, "bold"), *words_of(said + more)]
    text = flow([*head, Word(":", tied=True)], style)
    for place, chain in enumerate(chains, 1):
        text += f"\n{place}.\n" if len(chains) > 1 else "\n"
        for step, id_ in enumerate(chain):
            text += _step(id_, answer, dataset, style, "  " if step == 0 else "> ")
    return text + "\n" + following_line(_onward(chains[0][-1], dataset, against=against), style)


def _onward(target: str | int, dataset: Dataset, *, against: bool) -> str:
    """What to ask of the ``target`` next: more of the attacks, if they were followed."""
    return f"{'attacks' if against and target in dataset.claims else 'show'} {line(target)}"


def _step(id_: str | int, answer: Path, dataset: Dataset, style: Style, marker: str) -> str:
    words = [Word(named(id_), "cyan" if isinstance(id_, int) else "bold")]
    if isinstance(id_, str) and id_ in dataset.works:
        words += words_of(f"({dataset.works[id_].title})")
    also = answer["also_needed"].get(str(id_), []) if isinstance(id_, str) else []
    if also:
        words += [*words_of("also needs", "yellow"), *listed(also)]
    text = flow(words, style, marker, "    ")
    if isinstance(id_, str) and id_ in dataset.claims:
        text += told(id_, dataset, style, "    ")
    return text
