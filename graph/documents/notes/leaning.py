"""What a citation leans on by its keyword: *ibid.*, *see note 5*, *op. cit.*, a name and a year."""

from __future__ import annotations

import re
from dataclasses import replace

from ...model.terms import NoteForm
from ..marks import upright
from .citations import Citation
from .firsts import doubted, no_such, plain, surely
from .known import Known, volume_of
from .outcomes import NoteText, Outcome, State, could_be, lost
from .people import NOBODY, makers
from .words import swapped, telling


def ibid(cited: Citation, note: NoteText, before: list[Outcome], state: State, form: NoteForm) -> Outcome:
    """The citation before it in the note, or the note just before."""
    if before:
        last = before[-1]
        if len(last.works) != 1:
            return lost(form, "the citation before it in the note is not resolved", ())
        return _kept(cited, last.works[0], form, last.works[0].notes[0])
    earlier = state.notes.get(note.number - 1)
    if earlier is None:
        why = "it is the first note" if not state.notes else f"note {note.number - 1} is missing"
        return lost(form, why, ())
    if len(earlier.behind) > 1:
        titles = " or ".join(f"“{state.works.all[place].fields.title}”" for place in earlier.behind[:3])
        return lost(
            form,
            f"note {earlier.number} cites {len(earlier.behind)} works: could be {titles}",
            (earlier.number,),
        )
    if not earlier.behind:
        why = "cites nothing" if earlier.form == "comment" else "is itself not resolved"
        return lost(form, f"note {earlier.number} {why}", (earlier.number,))
    if earlier.unresolved:
        return lost(form, f"note {earlier.number} is not resolved in full", (earlier.number,))
    return _kept(cited, state.works.all[earlier.behind[0]], form, earlier.number)


def _kept(cited: Citation, known: Known, form: NoteForm, on: int) -> Outcome:
    """``known``, unless the citation names what that is not."""
    names = cited.fields.makers.families or (makers(upright(cited.core)) or NOBODY).families
    if names and not known.words.issuperset(names):
        return lost(form, f"the name before it is not in what note {on} cites", (on,))
    volume = volume_of(cited.text, known.fields)
    if volume is not None and known.volume != volume:
        return lost(form, f"it names volume {volume}, of which no earlier note cites", (on,))
    if cited.fields.set_apart and not known.words.issuperset(telling(cited.fields.title)):
        return lost(form, f"it names “{cited.fields.title}”, which is not what note {on} cites", (on,))
    return Outcome(form, (known,), on)


def seen(cited: Citation, note: NoteText, state: State) -> Outcome:
    """The notes whose numbers it prints, if what it names is there."""
    form: NoteForm = "see_note"
    targets: list[int] = []
    for printed in cited.numbers:
        found = [number for number in state.printed.get(printed, ()) if number < note.number]
        if not found:
            later = printed.isdigit() and int(printed) >= note.number
            why = f"note {printed} comes later" if later else f"there is no note {printed} before it"
            return lost(form, why, [k.notes[0] for k in state.works.leaning(cited)] if cited.words else ())
        targets.append(found[-1])
    chosen: list[Known] = []
    for target in targets:
        behind = [state.works.all[place] for place in state.notes[target].behind]
        if not behind:
            return lost(form, f"note {target} stands for no work", (target,))
        fitting = (
            [known for known in behind if _names(cited, known, state.texts[target])]
            if cited.words
            else behind
        )
        if not fitting:
            others = [k.notes[0] for k in state.works.leaning(cited)]
            return lost(form, f"what it names is not in note {target}", others)
        if _may_be_unread(cited, target, state):
            return lost(form, f"note {target} is not resolved in full", (target,))
        exact = (
            [known for known in state.works.leaning(cited) if known in fitting]
            if len(fitting) > 1 and cited.words
            else []
        )
        chosen += exact if len(exact) == 1 else fitting
    works = tuple({known.place: known for known in chosen}.values())
    bare = not re.match(
        r"\W*(?:see|siehe|s\.|vgl|cf|voir|v\.|véase|vedi|zie)\b", upright(cited.text), re.IGNORECASE
    )
    if len(works) > 1 and len(targets) == 1 and (cited.words or cited.locator or bare):
        return lost(form, f"note {targets[0]} cites {len(works)} works that it may mean", targets)
    return Outcome(form, works, targets[0] if len(targets) == 1 else None)


def _may_be_unread(cited: Citation, target: int, state: State) -> bool:
    """Whether a citation of note ``target`` that is not resolved may be meant."""
    mine = set(cited.words)
    if not mine or not state.notes[target].unresolved:
        return False
    return any(note == target and mine <= other for note, other in state.doubtful.get(min(mine), ()))


def _names(cited: Citation, known: Known, text: str) -> bool:
    """Whether the names that ``cited`` gives occur in what the note cites."""
    there = known.words | set(telling(upright(text))) if len(known.notes) else known.words
    names = cited.fields.makers.families
    if names and any(name in known.words or swapped(name) & known.words for name in names):
        families = set(known.fields.makers.families)
        return not families or any(name in families or swapped(name) & families for name in names)
    mine = set(cited.words)
    return len(mine & there) * 2 > len(mine) and (
        not known.head or bool(mine & (known.head | set(known.title)))
    )


def by_words(cited: Citation, form: NoteForm, state: State) -> Outcome:
    """The one work that its words name."""
    if not cited.words:
        return lost(form, "it names neither author nor title", ())
    found = state.works.leaning(cited)
    if len(found) == 1:
        if others := surely(cited, found, state):
            others.append(found[0].notes[0])
            return lost(form, could_be(others), others)
        return Outcome(form, (found[0],), found[0].notes[0])
    near = found or state.works.by_author(cited)
    notes = [known.notes[0] for known in near]
    return lost(form, could_be(notes) if found else no_such(cited, notes), notes)


def by_year(cited: Citation, note: NoteText, state: State) -> Outcome:
    """The one work of that name and year; where works have no imprint, a new one."""
    found = state.works.dated(cited)
    if len(found) == 1:
        return Outcome("short", (found[0],), found[0].notes[0])
    if found:
        notes = [known.notes[0] for known in found]
        return lost("short", could_be(notes), notes)
    undated = [known.notes[0] for known in state.works.by_author(cited) if known.fields.date is None]
    if not state.sparse:
        state.nameless += 1
        return lost("short", "no earlier note cites it", undated)
    undated += [known.notes[0] for known in state.works.bare(cited)] + doubted(cited, state)
    if undated:
        return lost("short", could_be(undated), undated)
    return Outcome("short", (state.works.add(cited, note.number),))


def same_author(cited: Citation, note: NoteText, before: list[Outcome], state: State) -> Outcome:
    """*Idem* with a title: a work by the maker of the one just before."""
    last = next((o.works[0] for o in reversed(before) if o.works), None)
    if last is None and not before:
        earlier = state.notes.get(note.number - 1)
        last = (
            state.works.all[earlier.behind[0]] if earlier is not None and len(earlier.behind) == 1 else None
        )
    if last is None:
        return lost("ibid", "whose work it is, is not known", ())
    made = last.fields.makers
    name = " ".join(made.families) or last.fields.head
    fields = (
        replace(cited.fields, makers=made, head=last.fields.head)
        if not cited.fields.makers.families
        else cited.fields
    )
    return plain(replace(cited, way="plain", core=f"{name}, {cited.core}", fields=fields), note, state)
