"""Which notes lean on which, and the works behind all of them.

A note leans only where that is certain: a wrong link is worse than none. What is not stays
unresolved, with the notes that it could mean.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from ...model.terms import NoteForm
from ..marks import upright
from .citations import LONGEST_NOTE, Citation, citations
from .firsts import plain, titled
from .leaning import by_words, by_year, ibid, same_author, seen
from .outcomes import Linked, Links, NoteText, Outcome, State, lost
from .reading import accessed_in, reference
from .tidying import Vocabulary, is_names, tidy, vocabulary

__all__ = ["Linked", "Links", "NoteText", "link"]


def link(notes: Sequence[NoteText]) -> Links:
    """Resolve ``notes``, in their order. Linear but for works that share their every word."""
    known = vocabulary((note.printed, note.text) for note in notes)
    parsed = [(note, _cited(note, known)) for note in notes]
    state = _run(parsed, sparse=False)
    if state.nameless > max(2, state.fresh // 2):
        state = _run(parsed, sparse=True)
    return Links(list(state.notes.values()), [known.fields for known in state.works.all])


def _cited(note: NoteText, known: Vocabulary) -> list[Citation]:
    if note.fields is not None and note.fields.title:
        return [Citation(note.text, "plain", note.text, note.fields)]
    if note.reference:
        found = citations(note.text)
        if found and found[0].way == "ibid":
            return found[:1]
        return [Citation(note.text, "plain", note.text, reference(note.text))]
    return citations(tidy(note.text[:LONGEST_NOTE], known), known.first, stops=known.stops)


def _run(parsed: Sequence[tuple[NoteText, list[Citation]]], *, sparse: bool) -> State:
    state = State(sparse)
    for note, cited in parsed:
        state.notes[note.number] = _note(note, cited, state)
        state.printed[note.printed].append(note.number)
        state.texts[note.number] = note.text
    return state


def _note(note: NoteText, cited: list[Citation], state: State) -> Linked:
    if not cited:
        return Linked(note.number, "comment")
    outcomes: list[Outcome] = []
    for citation, after in itertools.zip_longest(cited, cited[1:]):
        if after is not None and citation.way == "plain" and _only_name(citation):
            outcomes.append(lost("short", "it may be a maker of the work behind it", ()))
            continue
        outcome = _outcome(citation, note, outcomes, state)
        if outcome.unresolved and (
            outcome.form == "full" or citation.fields.date or citation.fields.set_apart
        ):
            state.unread[note.number] = frozenset(citation.words)
        if outcome.unresolved and citation.words and citation.way in ("plain", "author_year", "op_cit"):
            mine = frozenset(citation.words)
            for word in mine:
                state.doubtful[word].append((note.number, mine))
        outcomes.append(outcome)
    places = tuple(dict.fromkeys(known.place for outcome in outcomes for known in outcome.works))
    for outcome in outcomes:
        for known in outcome.works:
            if known.notes[-1:] != [note.number]:
                known.notes.append(note.number)
    first = outcomes[0]
    unresolved = tuple(outcome.unresolved for outcome in outcomes if outcome.unresolved)
    on = None
    if (
        len(places) == 1
        and not unresolved
        and all(outcome.form not in ("full", "comment") for outcome in outcomes)
    ):
        on = first.on
        if on is not None and (on == note.number or state.notes[on].behind != places):
            on = None
    locator = next((citation.locator for citation in cited if citation.locator), None)
    accessed = next((citation.fields.accessed for citation in cited if citation.fields.accessed), None)
    accessed = accessed or accessed_in(upright(note.text))
    slip = next((outcome.slip for outcome in outcomes if outcome.slip), None)
    own = () if on is not None else places
    return Linked(note.number, first.form, on, own, places, locator, accessed, unresolved, slip)


def _only_name(citation: Citation) -> bool:
    return citation.locator is None and is_names(upright(citation.text).strip())


def _outcome(cited: Citation, note: NoteText, before: list[Outcome], state: State) -> Outcome:
    if cited.forward and cited.way != "ibid":
        forms: dict[str, NoteForm] = {"see_note": "see_note", "op_cit": "op_cit"}
        form = forms.get(cited.way, "short")
        return lost(form, "it points forward", ())
    if cited.way == "ibid":
        return ibid(cited, note, before, state, "ibid")
    if cited.way == "loc_cit" and not cited.words:
        found = ibid(cited, note, before, state, "op_cit")
        return replace(found, on=found.works[0].notes[0]) if found.works else found
    if cited.way == "see_note":
        return seen(cited, note, state)
    if cited.way in ("op_cit", "loc_cit"):
        return by_words(cited, "op_cit", state)
    if cited.way == "author_year":
        return by_year(cited, note, state)
    if cited.way == "same_author":
        return same_author(cited, note, before, state)
    if cited.way == "personal":
        known = next((k for k in state.works.leaning(cited) if k.sequence == cited.words), None)
        return Outcome("comment", (known or state.works.add(titled(cited), note.number),))
    return plain(cited, note, state)
