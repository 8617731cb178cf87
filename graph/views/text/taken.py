"""The sides that are taken, topic by topic, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from ...sides import Side, changes, divisions
from ...terms import Polarity
from .tables import stance_words
from .terminal import Style, Word, flow, following_line, line, listed, words_of

if TYPE_CHECKING:
    from ...model import Dataset

_PAINT = {"supports": "green", "opposes": "red", "worried": "yellow", "mixed": "magenta", "neutral": ""}


def render_stances(answer: Sequence[Side], style: Style, *, dataset: Dataset) -> str:
    """For each topic who is for it, against it, worried, divided or neutral, and what shows it."""
    if not answer:
        return flow(words_of("Nobody takes a side here."), style)
    topics = dict.fromkeys(row["topic"] for row in answer)
    text = "\n".join("".join(_topic(topic, answer, dataset, style)) for topic in topics)
    text += "".join(_changes(answer, style)) + "".join(_divisions(answer, dataset, style))
    return text + "\n" + following_line(f"stances --on {line(next(iter(topics)))}", style)


def _topic(topic: str, answer: Sequence[Side], dataset: Dataset, style: Style) -> Iterator[str]:
    label = dataset.topics[topic].label if topic in dataset.topics else ""
    yield flow([Word(line(topic) + ":", "bold"), *words_of(label)], style)
    for polarity in get_args(Polarity):
        rows = [row for row in answer if row["topic"] == topic and row["polarity"] == polarity]
        if rows:
            yield flow(words_of(polarity, _PAINT[polarity]), style, "  ")
        for row in rows:
            yield flow(stance_words(row, topic=False), style, "  - ")


def _changes(answer: Sequence[Side], style: Style) -> Iterator[str]:
    found = changes(answer)
    if found:
        yield "\n" + flow(words_of("Changed sides"), style)
    for change in found:
        words = [Word(line(change["actor"]), "blue"), *words_of("on"), Word(line(change["topic"]), "bold")]
        words.append(Word(":", tied=True))
        steps = [f"{side['polarity']} ({side['date']})" for side in change["sides"]]
        yield flow([*words, *words_of(", then ".join(steps))], style, "- ")


def _divisions(answer: Sequence[Side], dataset: Dataset, style: Style) -> Iterator[str]:
    found = divisions(dataset, answer)
    if found:
        yield "\n" + flow(words_of("Divided"), style)
    for division in found:
        group, topic = Word(line(division["group"]), "blue"), Word(line(division["topic"]), "bold")
        words = [group, *words_of("on"), topic, Word(":", tied=True)]
        words += [*listed(division["supporting"], "green"), *words_of("for,")]
        words += [*listed(division["against"], "red"), *words_of("against or worried")]
        yield flow(words, style, "- ")
