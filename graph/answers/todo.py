"""``todo``: what is still to be done, in order: sentences to encode, guessed fields to look at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal

from typing_extensions import TypedDict

from ..anchoring.copies import Copy, study
from ..anchoring.covering import counted, unaccounted
from ..anchoring.verifying import refuse_another_paper
from ..documents.plain_copy import recognised
from ..errors import FileError
from ..model.entities import Dataset, Endnote, Value, Work
from .selecting import is_within, section_named

_MARKER = re.compile(r"\[([0-9]+)\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class NextSentence(TypedDict):
    """A sentence of the reader's copy that nothing accounts for: its place, markers, words, heading."""

    paragraph: str
    sentence: int
    text: str
    notes: list[int]
    heading: str | None


class Todo(TypedDict):
    """The answer of ``todo`` (issue 22): how many sentences there are and are accounted for; the next."""

    schema: str
    sentences: int
    accounted: int
    next: list[NextSentence]


class Guess(TypedDict):
    """A field that import guessed, with its ``value``; ``printed`` are the words of the note it is from."""

    kind: Literal["work", "note"]
    id: str | int
    field: str
    value: str | None
    note: int | None
    printed: str | None


class Review(TypedDict):
    """The answer of ``todo --review``: how many guessed fields nobody has looked at; the next."""

    schema: str
    fields: int
    next: list[Guess]


def todo(dataset: Dataset, text: str | None, *, section: str | None = None, n: int = 20) -> Todo:
    """The next ``n`` sentences of ``text`` that no passage accounts for, in order.

    With ``section`` only its sentences are counted and told, those of its subsections too. Raises
    FileError where there is no text, or that of another paper, and UnknownName. Time: that of
    ``coverage``.
    """
    if text is None:
        raise FileError(
            "there is no text: none is named, and the data set holds no paper.txt",
            "name your copy of the paper with --text FILE",
        )
    copy = study(dataset, text)
    refuse_another_paper(dataset, copy)
    missing = unaccounted(dataset, copy)
    wanted = None if section is None else section_named(dataset, section, copy.outline.paragraphs)
    within = [each for each in missing if is_within(each["paragraph"], wanted)]
    count = counted(copy, lambda label: is_within(label, wanted))
    headings = {each.id: each.heading for each in dataset.paper.sections}
    return {
        "schema": "claimgraph/todo/1",
        "sentences": count,
        "accounted": count - len(within),
        "next": [
            {
                "paragraph": each["paragraph"],
                "sentence": each["sentence"],
                "text": each["text"],
                "notes": _notes(copy, each["start"], each["end"], dataset.endnotes),
                "heading": headings.get(each["paragraph"].rpartition("/")[0]),
            }
            for each in within[:n]
        ],
    }


def _notes(copy: Copy, start: int, end: int, known: Collection[int]) -> list[int]:
    """The notes whose markers stand in a part of the copy, in order, each once."""
    found = [int(one[1] or one[2].translate(_RAISED)) for one in _MARKER.finditer(copy.text, start, end)]
    return [number for number in dict.fromkeys(found) if number in known]


def review(dataset: Dataset, text: str | None, *, n: int = 20) -> Review:
    """The next ``n`` fields that import guessed and nobody has looked at; by what to judge each.

    Works come in the order of the first note that cites each, and notes after them. The words of
    notes are told from a ``text`` that import wrote. Linear in the data.
    """
    guesses = [*_of_works(dataset), *_of_notes(dataset)]
    listed = recognised(text, dataset.paper, dataset.endnotes.keys()) if text is not None else None
    shown = guesses[:n]
    for guess in shown:
        note = guess["note"]
        if listed is not None and text is not None and note is not None and note in listed.notes:
            guess["printed"] = text[slice(*listed.notes[note])]
    return {"schema": "claimgraph/review/1", "fields": len(guesses), "next": shown}


def _of_works(dataset: Dataset) -> Iterator[Guess]:
    first: dict[str, int] = {}
    for number, note in sorted(dataset.endnotes.items()):
        for work in note.works:
            first.setdefault(work, number)
    for each in sorted(dataset.works.values(), key=lambda work: first.get(work.id, 10**9)):
        yield from _guesses("work", each.id, each, first.get(each.id))


def _of_notes(dataset: Dataset) -> Iterator[Guess]:
    for number, note in sorted(dataset.endnotes.items()):
        yield from _guesses("note", number, note, number)


def _guesses(
    kind: Literal["work", "note"], name: str | int, entity: Work | Endnote, note: int | None
) -> Iterator[Guess]:
    for field in entity.review:
        value = _said(getattr(entity, field, None))
        yield {"kind": kind, "id": name, "field": field, "value": value, "note": note, "printed": None}


def _said(value: object) -> str | None:
    """The value of a field in words; ``None`` where there is none."""
    if value is None or value == () or (isinstance(value, Value) and not str(value)):
        return None
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
