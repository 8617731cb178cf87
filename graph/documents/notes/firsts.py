"""Citations without a keyword: of a work cited before, of a new one, or of nobody knows which.

A new work is made only where nothing cited so far, resolved or not, may be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..marks import upright
from . import signals
from .citations import Citation
from .fields import Date
from .known import Known
from .outcomes import NoteText, Outcome, State, could_be, lost
from .people import Makers
from .words import telling


def titled(cited: Citation) -> Citation:
    """``cited``, a talk or a letter, with its own words as title."""
    words_ = upright(cited.text).strip(" .").split()
    title = " ".join(words_[:12]) + ("…" if len(words_) > 12 else "")
    found = signals.DATE.search(upright(cited.text))
    date = Date(found[0], signals.edtf(found)) if found else cited.fields.date
    fields = replace(
        cited.fields,
        date=date,
        title=title,
        type="personal communication",
        makers=Makers(),
        head="",
        container=None,
        publisher=None,
        place=None,
        guessed=frozenset({"title", "date"} if cited.fields.date else {"title"}),
    )
    return replace(cited, fields=fields)


def surely(cited: Citation, found: list[Known], state: State) -> list[int]:
    """Other notes that ``cited`` may mean though one work is ``found``: they cite what was not told apart."""
    mine = set(cited.words)
    return [number for number, other in state.unread.items() if mine <= other] if state.unread else []


def doubted(cited: Citation, state: State) -> list[int]:
    """Notes before with a citation that is not resolved, and says less than this or more."""
    mine = set(cited.words)
    near = {item for word in mine for item in state.doubtful.get(word, ())[:50]}
    return sorted({note for note, other in near if mine <= other or other <= mine})


def no_such(cited: Citation, notes: Sequence[int]) -> str:
    """Why a title that no earlier note cites is not resolved, its author being in ``notes``."""
    if notes:
        return (
            f"no earlier note cites this title; the author is in note "
            f"{', '.join(map(str, sorted(set(notes))[:4]))}"
        )
    return "no earlier note cites it"


def plain(cited: Citation, note: NoteText, state: State) -> Outcome:
    """What a citation without a keyword comes to."""
    fields = cited.fields
    if (
        fields.date
        or fields.publisher
        or fields.doi
        or fields.isbn
        or note.fields is not None
        or note.reference
    ):
        return _full(cited, note, state)
    found = state.works.leaning(cited)
    if len(found) == 1:
        if others := surely(cited, found, state):
            others.append(found[0].notes[0])
            return lost("short", could_be(others), others)
        return Outcome("short", (found[0],), found[0].notes[0])
    if found:
        notes = [known.notes[0] for known in found]
        return lost("short", could_be(notes), notes)
    if fields.url or fields.accessed:
        return _full(cited, note, state)
    near = state.works.by_author(cited)
    in_full = bool(fields.makers.creators) and all(map(_given, fields.makers.creators))
    if (in_full or fields.container) and not any(_overlap(cited, known) for known in near):
        doubts = doubted(cited, state)
        if doubts:
            return lost("short", could_be(doubts), doubts)
        return _new(cited, note, state)
    looks_short = bool(fields.makers.families) and all(" " not in name for name in fields.makers.creators)
    if (near or looks_short) and not state.sparse:
        state.nameless += 1
        notes = [known.notes[0] for known in near]
        return lost("short", no_such(cited, notes), notes)
    if near and any(_overlap(cited, known) for known in near):
        notes = [known.notes[0] for known in near if _overlap(cited, known)]
        return lost("short", could_be(notes), notes)
    doubts = doubted(cited, state) or [known.notes[0] for known in state.works.holding(cited)]
    if doubts:
        return lost("short", could_be(doubts), doubts)
    return _new(cited, note, state)


def _given(name: str) -> bool:
    """Whether a name has its given names, written out."""
    first = name.split()[0].rstrip(".")
    return " " in name and len(first) > 2 and first[0].isupper()


def _overlap(cited: Citation, known: Known) -> bool:
    """Whether half of the title's words are those of ``known``: it may be the same, cut otherwise."""
    mine = set(telling(cited.fields.title)) - known.head
    return not mine or len(mine & set(known.title)) * 2 > len(mine)


def _full(cited: Citation, note: NoteText, state: State) -> Outcome:
    same = state.works.same(cited) or (None if note.reference else state.works.addressed(cited))
    if same is not None:
        if others := state.works.volumes(same, cited):
            return lost("full", could_be([same.notes[0], *others]), [same.notes[0], *others])
        mine, first = cited.fields.date, same.fields.date
        slip = (mine.printed, first.printed) if mine and first and mine.edtf[:4] != first.edtf[:4] else None
        return Outcome("full", (same,), slip=slip)
    if not cited.fields.publisher and not cited.fields.doi and not note.reference and note.fields is None:
        found = state.works.leaning(cited)
        if len(found) == 1 and found[0].words.issuperset(cited.words) and _shorter(cited, found[0]):
            return Outcome("short", (found[0],), found[0].notes[0])
    bare = state.works.bare(cited) if not (cited.fields.set_apart or cited.fields.publisher) else []
    bare = bare or state.works.holding(cited)
    doubts = doubted(cited, state) if not (cited.fields.set_apart or cited.fields.publisher) else []
    if (bare or doubts) and not note.reference and note.fields is None:
        notes = [*(known.notes[0] for known in bare), *doubts]
        return lost("short", could_be(notes), notes)
    if note.fields is None and not note.reference and (nearly := state.works.nearly(cited)):
        notes = [known.notes[0] for known in nearly]
        return lost("full", could_be(notes), notes)
    state.fresh += 1
    return _new(cited, note, state)


def _shorter(cited: Citation, known: Known) -> bool:
    """Whether the citation says clearly less than the first one did, and no other year."""
    mine, first = cited.fields.year, known.fields.year
    return len(cited.words) < 0.8 * len(known.sequence) and (not mine or not first or mine == first)


def _new(cited: Citation, note: NoteText, state: State) -> Outcome:
    if not any(letter.isalpha() for letter in cited.fields.title):
        text = upright(cited.core).strip(" .,;:")
        parts = text.split()
        title = " ".join(parts[:12]) + ("…" if len(parts) > 12 else "")
        if not any(letter.isalpha() for letter in title):
            return lost("short", "it names no work", ())
        cited = replace(
            cited, fields=replace(cited.fields, title=title, guessed=cited.fields.guessed | {"title"})
        )
    return Outcome("full", (state.works.add(cited, note.number),))
