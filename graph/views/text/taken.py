"""The sides that are taken, topic by topic, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from ...answers.sides import Side
from ...model.terms import Polarity
from .opposing import called
from .tables import stance_words
from .terminal import Style, Word, flow, following_line, line, words_of

if TYPE_CHECKING:
    from ...model.entities import Dataset

_PAINT = {"supports": "green", "opposes": "red", "worried": "yellow", "mixed": "magenta", "neutral": ""}


def render_stances(
    answer: Sequence[Side], style: Style, *, dataset: Dataset, as_of: str | None = None
) -> str:
    """For each topic who is for it, against it, worried, divided or neutral, and what shows it.

    ``as_of`` is the date that was asked for: undated stances are kept, which is said.
    """
    if not answer:
        return flow(words_of("Nobody takes a side here."), style)
    topics = dict.fromkeys(row["topic"] for row in answer)
    text = "\n".join("".join(_topic(topic, answer, dataset, style)) for topic in topics)
    text += "".join(_changes(answer, dataset, style)) + "".join(_divisions(answer, dataset, style))
    undated = sum(1 for row in answer if row["date"] is None)
    if as_of is not None and undated:
        are = "stance is" if undated == 1 else "stances are"
        text += "\n" + flow(words_of(f"{undated:,} {are} undated, and kept whatever the date."), style)
    return text + "\n" + following_line(_onward(answer, list(topics)), style)


def _onward(answer: Sequence[Side], topics: Sequence[str]) -> str:
    """One topic of several; of one topic a claim that shows a side, or the topic itself."""
    if len(topics) > 1:
        return f"show {line(topics[0])}"
    claim = next((claim for row in answer for claim in row["claims"]), None)
    return f"supports {line(claim)}" if claim else f"show {line(topics[0])}"


def _topic(topic: str, answer: Sequence[Side], dataset: Dataset, style: Style) -> Iterator[str]:
    label = dataset.topics[topic].label if topic in dataset.topics else ""
    yield flow([Word(line(topic) + ":", "bold"), *words_of(label)], style)
    for polarity in get_args(Polarity):
        rows = [row for row in answer if row["topic"] == topic and row["polarity"] == polarity]
        if rows:
            yield flow(words_of(polarity, _PAINT[polarity]), style, "  ")
        for row in rows:
            yield flow(stance_words(row, called(row["actor"], dataset)), style, "  - ")


def _changes(answer: Sequence[Side], dataset: Dataset, style: Style) -> Iterator[str]:
    changed = {(row["actor"], row["topic"]): row["changed"] for row in answer if row["changed"]}
    if changed:
        yield "\n" + flow(words_of("Changed sides"), style)
    for (actor, topic), steps in changed.items():
        words = [*words_of(called(actor, dataset), "blue"), *words_of("on"), Word(line(topic), "bold")]
        words.append(Word(":", tied=True))
        told = [f"{step['polarity']} ({step['date']})" for step in steps]
        yield flow([*words, *words_of(", then ".join(told))], style, "- ")


def _divisions(answer: Sequence[Side], dataset: Dataset, style: Style) -> Iterator[str]:
    divided = {(each["group"], row["topic"]): each for row in answer for each in row["divided"]}
    if divided:
        yield "\n" + flow(words_of("Divided"), style)
    for (group, topic), each in divided.items():
        words = [*words_of(called(group, dataset), "blue"), *words_of("on"), Word(line(topic), "bold")]
        words += [Word(":", tied=True), *words_of(_names(each["supporting"], dataset), "green")]
        words += [*words_of("for,"), *words_of(_names(each["against"], dataset), "red")]
        yield flow([*words, *words_of("against or worried")], style, "- ")


def _names(actors: Iterable[str], dataset: Dataset) -> str:
    return ", ".join(called(actor, dataset) for actor in actors)
