"""Guessed fields that follow a note whose text changed, where nobody has edited or looked at them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from typing_extensions import TypedDict

from ..documents.manuscript import Block, Manuscript, Note
from ..documents.marks import marker
from ..editing.entity_edits import with_entities
from ..model.entities import Dataset, Endnote, Work
from .importing import make

_OF_WORK = tuple(
    field
    for field in Work.model_fields
    if field not in ("id", "review", "anomalies", "formerly", "derived_from")
)
_OF_NOTE = ("locator", "accessed")


class FieldRow(TypedDict):
    """A field of a work or note (``note:5``): what stands in the data, and what the new version has."""

    id: str
    field: str
    ours: str | None
    theirs: str | None


class Refreshed(NamedTuple):
    """Works and notes (by their old numbers) with the fields they take; which these are, and which stay."""

    works: dict[str, Work]
    notes: dict[int, Endnote]
    taken: list[FieldRow]
    kept: list[FieldRow]


class _Three(NamedTuple):
    """A field of one thing: as it is, as import guessed it of the old text, and of the new."""

    ours: Any
    before: Any
    now: Any


class _Note(NamedTuple):
    """The words of a note, in the old version and in the new."""

    old: str
    new: str


def refresh(
    dataset: Dataset,
    old: Mapping[int, str],
    new: Dataset,
    words: Mapping[int, str],
    numbers: Mapping[int, int],
    changed: Mapping[int, int],
    of: Manuscript,
) -> Refreshed:
    """Let what import guessed of the notes ``changed`` (old number: new) follow their new text.

    ``numbers`` are those of all notes that are in both versions, as these are. ``old`` are the texts of
    the old copy's notes, read again for what was guessed of them; ``new`` is what import makes of the
    new version, the manuscript ``of``, with the notes ``words``. A field that says what was guessed, and
    that nobody took out of ``review``, is nobody's own: it takes the new guess. Any other that the new
    version has otherwise stays, and is listed. A note that now cites another work leaves its work alone.
    Time: that of reading the notes twice.
    """
    found = Refreshed({}, {}, [], [])
    guess = _guessed(dataset, old, all(note.reference for note in of.notes))
    places = {number: place for place, number in enumerate(old, 1)}
    meant = _meant(dataset, new, numbers)
    for number, after in changed.items():
        ours, before, now = dataset.endnotes[number], guess.endnotes.get(places[number]), new.endnotes[after]
        if before is None:
            continue
        said = _Note(old[number], words[after])
        update = dict(_fields(_OF_NOTE, f"note:{after}", (ours, before, now), said, found))
        if update:
            found.notes[number] = _with(ours, now, update)
        before_works = [guess.works[id_] for id_ in before.works]
        now_works = [new.works[id_] for id_ in now.works]
        same = len(ours.works) == len(before_works) == len(now_works) and before.form == now.form
        if not same and [each.title for each in before_works] == [each.title for each in now_works]:
            continue
        for id_, was, work in zip(ours.works, before_works, now_works, strict=False) if same else ():
            if id_ in found.works:
                continue
            if len(meant[id_]) > 1 or not _one_work(was, work):
                same = False
                continue
            update = dict(_fields(_OF_WORK, id_, (dataset.works[id_], was, work), said, found))
            if update:
                found.works[id_] = _with(dataset.works[id_], work, update)
        if not same:
            theirs = "; ".join(each.title for each in now_works) or None
            found.kept.append(
                {
                    "id": f"note:{after}",
                    "field": "works",
                    "ours": "; ".join(ours.works) or None,
                    "theirs": theirs,
                }
            )
    return found


def with_fields(text: str, dataset: Dataset, fresh: Refreshed) -> tuple[str, Refreshed]:
    """``text``, the sources of ``dataset``, with the fields taken; as it was where that cannot be written."""
    notes = {str(number): note for number, note in dataset.endnotes.items()}
    made = with_entities(text, "works", dataset.works, fresh.works)
    new = {str(number): note for number, note in fresh.notes.items()}
    made = with_entities(made, "endnotes", notes, new) if made is not None else None
    if made is None:
        return text, Refreshed({}, {}, [], [*fresh.taken, *fresh.kept])
    return made, fresh


def _guessed(dataset: Dataset, notes: Mapping[int, str], reference: bool) -> Dataset:
    """What import makes of ``notes`` alone, numbered from 1 in their order."""
    every = [
        Note(str(place), text, printed=str(place), reference=reference)
        for place, text in enumerate(notes.values(), 1)
    ]
    marks = Block("Notes " + " ".join(marker(note.key) for note in every))
    names = [dataset.actors[one].name if one in dataset.actors else one for one in dataset.paper.authors]
    return make(Manuscript("text", (marks,), tuple(every)), authors=names).dataset


def _meant(dataset: Dataset, new: Dataset, numbers: Mapping[int, int]) -> dict[str, set[str]]:
    """The works of the new version that the notes ``numbers`` have in the place of each of ours."""
    found: dict[str, set[str]] = {}
    for old, after in numbers.items():
        for id_, theirs in zip(dataset.endnotes[old].works, new.endnotes[after].works, strict=False):
            found.setdefault(id_, set()).add(theirs)
    return found


def _one_work(before: Work, now: Work) -> bool:
    """Whether of title, makers and date no more than one has changed."""
    makers = [[*work.creators, work.issuer] for work in (before, now)]
    told = (before.title == now.title, makers[0] == makers[1], before.date == now.date)
    return sum(told) >= 2


def _fields(
    names: Sequence[str], id_: str, things: tuple[Any, Any, Any], said: _Note, found: Refreshed
) -> Iterator[tuple[str, Any]]:
    """The fields that the first of ``things`` takes of the last; each that it takes or keeps is listed."""
    ours, before, now = things
    for name in names:
        field = _Three(*(getattr(each, name) for each in things))
        if field.now in (field.before, field.ours):
            continue
        row: FieldRow = {"id": id_, "field": name, "ours": _shown(field.ours), "theirs": _shown(field.now)}
        guessed = name in (now.review if field.now else before.review)
        if _is_guess(field, name in ours.review, guessed, said):
            found.taken.append(row)
            yield name, field.now
        else:
            found.kept.append(row)


def _is_guess(field: _Three, in_review: bool, guessed: bool, said: _Note) -> bool:
    """Whether a field still says what import made of the old words, and nobody has looked at it.

    ``guessed``: import names it in ``review``, from which whoever has looked takes it out.

    The copy has lost the italics and elements by which a file tells some fields; these are import's own
    where they stand among the old words as the new ones do among the new.
    """
    if not field.ours and not field.before:
        return True
    return (in_review or not guessed) and (field.ours == field.before or _stand_alike(field, said))


def _stand_alike(field: _Three, said: _Note) -> bool:
    if not isinstance(field.ours, str) or not isinstance(field.now, str):
        return False
    return not _around(field.ours, said.old).isdisjoint(_around(field.now, said.new))


def _around(words: str, text: str) -> set[tuple[str, str]]:
    """What stands just before and behind ``words``, wherever they stand in ``text``."""
    padded = f" {text} "
    ends = [(found.start(), found.end()) for found in re.finditer(re.escape(words), padded)]
    return {(padded[start - 1 : start], padded[end : end + 1]) for start, end in ends}


def _with(ours: Any, now: Any, update: Mapping[str, Any]) -> Any:
    """``ours`` with ``update``; what of that is guessed anew stands in its ``review``."""
    left = [name for name in ours.review if name not in update]
    left += [name for name in now.review if name in update]
    return ours.model_copy(update={**update, "review": tuple(left)})


def _shown(value: Any) -> str | None:
    return ("; ".join(value) if isinstance(value, tuple) else str(value)) if value else None
