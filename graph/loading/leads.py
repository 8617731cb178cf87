"""Whether notes lead somewhere, and works and their makers are who they seem: warnings, note by note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from ..errors import Finding, shown
from ..hints import Spelling, near
from ..model.scalars import is_id
from ..model.terms import EVIDENTIAL
from .references import Trees, is_number, values

_LEANING = {"ibid": "ibid.", "op_cit": "op. cit.", "see_note": "see note", "short": "short"}
"""Forms that lean on an earlier note, as they are printed."""
DEFAULT = "cites as evidence"
_ALIKE = 0.8
"""How alike a maker and an actor's id are, from 0 to 1, for one to be a slip of the other."""


class _Note(NamedTuple):
    """What a note says of itself, as far as it can be read."""

    form: str
    works: tuple[str, ...]
    leans_on: str | None


def _notes(trees: Trees) -> dict[str, _Note]:
    return {
        number: _Note(
            str(note.get("form", "full")),
            tuple(work for work, _ in values(note, "works")),
            next((target for target, _ in values(note, "refers_to")), None),
        )
        for number, note in trees.entities("endnotes")
        if is_number(number)
    }


def _is_broken(notes: Mapping[str, _Note], number: str) -> bool:
    """Whether the chain of a note leads to what is no note, which is said elsewhere."""
    met: set[str] = set()
    link: str | None = number
    while link is not None and link in notes and link not in met:
        met.add(link)
        link = notes[link].leans_on
    return link is not None and link not in notes


def _behind(notes: Mapping[str, _Note], number: str | None) -> frozenset[str]:
    """W(n): the works of a note and of those it leans on; a ring ends where it closes."""
    met: dict[str, None] = {}
    while number is not None and number in notes and number not in met:
        met[number] = None
        number = notes[number].leans_on
    return frozenset(work for each in met for work in notes[each].works)


def leaning_notes_that_name_nothing(trees: Trees) -> Iterator[Finding]:
    """*Ibid.* and its like lean on a note: one note, with one work, and *ibid.* on the one before."""
    notes = _notes(trees)
    order = sorted(map(int, notes))
    before = {str(number): str(earlier) for earlier, number in pairwise(order)}
    for number, note in notes.items():
        printed = _LEANING.get(note.form)
        if printed is None or number not in trees.notes or _is_broken(notes, number):
            continue
        at = trees.notes[number].at
        if note.leans_on is None and not note.works:
            message = f"note {number} ({printed}) names no note that it leans on, and no works"
            hint = "write refers_to: the earlier note; or works: what it cites"
            yield trees.finding("endnotes", at, "leads-nowhere", message, hint, "warning")
        elif note.form == "ibid" and note.leans_on is not None:
            behind = _behind(notes, note.leans_on)
            if len(behind) > 1:
                message = (
                    f"note {number} (ibid.) leans on note {note.leans_on}, which has {len(behind)} works"
                )
                hint = "which one is meant? write works: that one, without refers_to"
                yield trees.finding("endnotes", at, "ibid-of-several", message, hint, "warning")
            elif before.get(number) not in (None, note.leans_on):
                message = f"note {number} (ibid.) leans on note {note.leans_on}, past note {before[number]}"
                hint = "ibid. means the note just before: is it another form, or another note?"
                yield trees.finding("endnotes", at, "ibid-past-a-note", message, hint, "warning")


def short_notes_of_another_work(trees: Trees) -> Iterator[Finding]:
    """A note that leans on another and names a work names one that is behind that other."""
    notes = _notes(trees)
    for number, note in notes.items():
        leans = note.form in _LEANING and note.leans_on in notes and number in trees.notes
        behind = _behind(notes, note.leans_on) if leans and note.works else frozenset[str]()
        others = [work for work in note.works if work not in behind]
        if behind and others:
            message = (
                f"note {number} ({_LEANING[note.form]}) leans on note {note.leans_on}, "
                f"but names {shown(others[0])}, which is not behind that"
            )
            at = trees.notes[number].at
            hint = "both works count as behind it: keep the one that is meant"
            yield trees.finding("endnotes", at, "another-work", message, hint, "warning")


def cited_notes_without_works(trees: Trees) -> Iterator[Finding]:
    """A note that is cited as evidence has a work behind it: else what cites it counts as asserted."""
    if trees.sources is None:
        return
    notes = _notes(trees)
    empty = {number for number in notes if not _behind(notes, number) and not _is_broken(notes, number)}
    told: set[str] = set()
    for _, claim in trees.entities("claims") if empty else ():
        for citation in claim.get("cites", ()):
            for number, at in values(citation, "note"):
                mentions = citation.get("fit") == "none" or citation.get("intent", DEFAULT) not in EVIDENTIAL
                if number not in empty or number in told or mentions:
                    continue
                told.add(number)
                if notes[number].form in _LEANING and notes[number].leans_on is None:
                    continue  # said of the note itself
                message = f"note {number} is cited, but no work stands behind it: what cites it is asserted"
                hint = "give the note works, or say with the intent that it is a mention"
                yield trees.finding("claims", at, "no-work", message, hint, "warning")


def works_that_no_note_uses(trees: Trees) -> Iterator[Finding]:
    """A work is there because a note, or another work, names it."""
    if trees.sources is None:
        return
    used = {work for _, note in trees.entities("endnotes") for work, _ in values(note, "works")}
    used |= {other for _, work in trees.entities("works") for other, _ in values(work, "derived_from")}
    for id_, _ in trees.entities("works"):
        if id_ not in used and id_ in trees.ids:
            message = f"no note uses the work {shown(id_)}"
            at = trees.ids[id_].at
            yield trees.finding(
                "works", at, "unused-work", message, "name it in a note, or drop it", "warning"
            )


def makers_that_are_nearly_actors(trees: Trees) -> Iterator[Finding]:
    """Creators and issuers are actors' ids or plain names; what is all but an actor's id is mistyped."""
    actors = {id_ for id_, _ in trees.entities("actors")}
    if not actors:
        return
    spelling = Spelling(actors)
    for _, work in trees.entities("works"):
        for field in ("creators", "issuer", "publisher"):
            for maker, at in values(work, field):
                if maker in actors or not is_id(maker):
                    continue
                close = spelling.nearest(maker)
                if close is not None and near(maker, [close], 1, _ALIKE):
                    message = f'"{shown(maker)}" is written like an id, and no actor is called so'
                    hint = f'did you mean "{close}"? a plain name is written as one: {shown(maker.title())}'
                    yield trees.finding("works", at, "nearly-an-actor", message, hint, "warning")
