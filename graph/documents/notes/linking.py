"""Which notes lean on which, and the works behind all of them.

A note leans only where that is certain: a wrong link is worse than none. What is not stays
unresolved, with the notes that it could mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...model.terms import NoteForm
from ..marks import upright
from . import signals
from .citations import Citation, citations
from .fields import Date, Fields, accessed_in, reference
from .known import Known, Works, volume_of
from .people import NOBODY, Makers, makers
from .tidying import Vocabulary, tidy, vocabulary
from .words import swapped, telling


@dataclass(frozen=True)
class NoteText:
    """A note to be read: what is printed as its number, its text with marks, what its file knows of it."""

    number: int
    printed: str
    text: str
    reference: bool = False
    """Whether it is an entry of a list of references, which cites one work and leans on none."""
    fields: Fields | None = None


@dataclass(frozen=True)
class Unresolved:
    """A citation that leans on nobody knows what."""

    form: NoteForm
    why: str
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True)
class Linked:
    """What a note is: its form, the note it leans on or its own works (by place), and the rest."""

    number: int
    form: NoteForm
    refers_to: int | None = None
    works: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    """The works that stand behind it: its own, or those of the note it leans on."""
    locator: str | None = None
    accessed: Date | None = None
    unresolved: tuple[Unresolved, ...] = ()
    slip: tuple[str, str] | None = None
    """A date printed otherwise here than where the work is first cited."""


@dataclass(frozen=True)
class Links:
    """All notes, and all works in the order of their first citation."""

    notes: list[Linked]
    works: list[Fields]


@dataclass
class _State:
    sparse: bool
    """Whether works are cited without imprint even for the first time."""
    works: Works = field(default_factory=Works)
    notes: dict[int, Linked] = field(default_factory=dict)
    printed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[int, str] = field(default_factory=dict)
    unread: dict[int, frozenset[str]] = field(default_factory=dict)
    """Citations in full, by note, that may be a work of before or another."""
    doubtful: dict[str, list[tuple[int, frozenset[str]]]] = field(default_factory=lambda: defaultdict(list))
    """By each of its words, the citations that name a work of which no earlier note tells, with their notes."""
    nameless: int = 0
    fresh: int = 0


def link(notes: Sequence[NoteText]) -> Links:
    """Resolve ``notes``, in their order. Linear but for works that share their every word."""
    known = vocabulary(note.text for note in notes)
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
    return citations(tidy(note.text, known), known.first, stops=known.stops)


def _run(parsed: Sequence[tuple[NoteText, list[Citation]]], *, sparse: bool) -> _State:
    state = _State(sparse)
    for note, cited in parsed:
        state.notes[note.number] = _note(note, cited, state)
        state.printed[note.printed].append(note.number)
        state.texts[note.number] = note.text
    return state


@dataclass(frozen=True)
class _Outcome:
    """What one citation came to."""

    form: NoteForm
    works: tuple[Known, ...] = ()
    on: int | None = None
    """The note it leans on, as far as its form says."""
    unresolved: Unresolved | None = None
    slip: tuple[str, str] | None = None


def _note(note: NoteText, cited: list[Citation], state: _State) -> Linked:
    if not cited:
        return Linked(note.number, "comment")
    outcomes: list[_Outcome] = []
    for citation in cited:
        outcome = _outcome(citation, note, outcomes, state)
        if outcome.unresolved and (outcome.form == "full" or citation.fields.date or citation.fields.set_apart):
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


def _outcome(cited: Citation, note: NoteText, before: list[_Outcome], state: _State) -> _Outcome:
    if cited.forward and cited.way != "ibid":
        forms: dict[str, NoteForm] = {"see_note": "see_note", "op_cit": "op_cit"}
        form = forms.get(cited.way, "short")
        return _lost(form, "it points forward", ())
    if cited.way == "ibid":
        return _ibid(cited, note, before, state, "ibid")
    if cited.way == "loc_cit" and not cited.words:
        found = _ibid(cited, note, before, state, "op_cit")
        return replace(found, on=found.works[0].notes[0]) if found.works else found
    if cited.way == "see_note":
        return _seen(cited, note, state)
    if cited.way in ("op_cit", "loc_cit"):
        return _by_words(cited, "op_cit", state)
    if cited.way == "author_year":
        return _by_year(cited, note, state)
    if cited.way == "same_author":
        return _same_author(cited, note, before, state)
    if cited.way == "personal":
        known = next((k for k in state.works.leaning(cited) if k.sequence == cited.words), None)
        return _Outcome("comment", (known or state.works.add(_titled(cited), note.number),))
    return _plain(cited, note, state)


def _titled(cited: Citation) -> Citation:
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


def _lost(form: NoteForm, why: str, candidates: Sequence[int]) -> _Outcome:
    return _Outcome(form, unresolved=Unresolved(form, why, tuple(sorted(set(candidates)))[:9]))


def _could_be(numbers: Sequence[int]) -> str:
    """*could be note 3 or 9*."""
    listed = sorted(set(numbers))
    if not listed:
        return "no earlier note cites it"
    shown = [str(number) for number in listed[:4]] + ["others"] * (len(listed) > 4)
    return "could be note " + (", ".join(shown[:-1]) + f" or {shown[-1]}" if len(shown) > 1 else shown[0])


def _ibid(cited: Citation, note: NoteText, before: list[_Outcome], state: _State, form: NoteForm) -> _Outcome:
    if before:
        last = before[-1]
        if len(last.works) != 1:
            return _lost(form, "the citation before it in the note is not resolved", ())
        return _kept(cited, last.works[0], form, last.works[0].notes[0])
    earlier = state.notes.get(note.number - 1)
    if earlier is None:
        why = "it is the first note" if not state.notes else f"note {note.number - 1} is missing"
        return _lost(form, why, ())
    if len(earlier.behind) > 1:
        titles = " or ".join(f"“{state.works.all[place].fields.title}”" for place in earlier.behind[:3])
        return _lost(
            form,
            f"note {earlier.number} cites {len(earlier.behind)} works: could be {titles}",
            (earlier.number,),
        )
    if not earlier.behind:
        why = "cites nothing" if earlier.form == "comment" else "is itself not resolved"
        return _lost(form, f"note {earlier.number} {why}", (earlier.number,))
    if earlier.unresolved:
        return _lost(form, f"note {earlier.number} is not resolved in full", (earlier.number,))
    return _kept(cited, state.works.all[earlier.behind[0]], form, earlier.number)


def _kept(cited: Citation, known: Known, form: NoteForm, on: int) -> _Outcome:
    """``known``, unless the citation names what that is not."""
    names = cited.fields.makers.families or (makers(upright(cited.core)) or NOBODY).families
    if names and not known.words.issuperset(names):
        return _lost(form, f"the name before it is not in what note {on} cites", (on,))
    volume = volume_of(cited.text, known.fields)
    if volume is not None and known.volume != volume:
        return _lost(form, f"it names volume {volume}, of which no earlier note cites", (on,))
    if cited.fields.set_apart and not known.words.issuperset(telling(cited.fields.title)):
        return _lost(form, f"it names “{cited.fields.title}”, which is not what note {on} cites", (on,))
    return _Outcome(form, (known,), on)


def _seen(cited: Citation, note: NoteText, state: _State) -> _Outcome:
    form: NoteForm = "see_note"
    targets: list[int] = []
    for printed in cited.numbers:
        found = [number for number in state.printed.get(printed, ()) if number < note.number]
        if not found:
            later = printed.isdigit() and int(printed) >= note.number
            why = f"note {printed} comes later" if later else f"there is no note {printed} before it"
            return _lost(form, why, [k.notes[0] for k in state.works.leaning(cited)] if cited.words else ())
        targets.append(found[-1])
    chosen: list[Known] = []
    for target in targets:
        behind = [state.works.all[place] for place in state.notes[target].behind]
        if not behind:
            return _lost(form, f"note {target} stands for no work", (target,))
        fitting = (
            [known for known in behind if _names(cited, known, state.texts[target])]
            if cited.words
            else behind
        )
        if not fitting:
            others = [k.notes[0] for k in state.works.leaning(cited)]
            return _lost(form, f"what it names is not in note {target}", others)
        exact = (
            [known for known in state.works.leaning(cited) if known in fitting]
            if len(fitting) > 1 and cited.words
            else []
        )
        chosen += exact if len(exact) == 1 else fitting
    works = tuple({known.place: known for known in chosen}.values())
    plain = not re.match(r"\W*(?:see|siehe|s\.|vgl|cf|voir|v\.|véase|vedi|zie)\b", upright(cited.text), re.IGNORECASE)
    if len(works) > 1 and len(targets) == 1 and (cited.words or cited.locator or plain):
        return _lost(form, f"note {targets[0]} cites {len(works)} works that it may mean", targets)
    return _Outcome(form, works, targets[0] if len(targets) == 1 else None)


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


def _by_words(cited: Citation, form: NoteForm, state: _State) -> _Outcome:
    if not cited.words:
        return _lost(form, "it names neither author nor title", ())
    found = state.works.leaning(cited)
    if len(found) == 1:
        if others := _sure(cited, found, state):
            others.append(found[0].notes[0])
            return _lost(form, _could_be(others), others)
        return _Outcome(form, (found[0],), found[0].notes[0])
    near = found or state.works.by_author(cited)
    notes = [known.notes[0] for known in near]
    return _lost(form, _could_be(notes) if found else _no_such(cited, notes), notes)


def _by_year(cited: Citation, note: NoteText, state: _State) -> _Outcome:
    found = state.works.dated(cited)
    if len(found) == 1:
        return _Outcome("short", (found[0],), found[0].notes[0])
    if found:
        notes = [known.notes[0] for known in found]
        return _lost("short", _could_be(notes), notes)
    undated = [known.notes[0] for known in state.works.by_author(cited) if known.fields.date is None]
    if not state.sparse:
        state.nameless += 1
        return _lost("short", "no earlier note cites it", undated)
    undated += [known.notes[0] for known in state.works.bare(cited)] + _doubted(cited, state)
    if undated:
        return _lost("short", _could_be(undated), undated)
    return _Outcome("short", (state.works.add(cited, note.number),))


def _sure(cited: Citation, found: list[Known], state: _State) -> list[int]:
    """Other notes that ``cited`` may mean though one work is ``found``: they cite what was not told apart."""
    mine = set(cited.words)
    return [number for number, other in state.unread.items() if mine <= other] if state.unread else []


def _doubted(cited: Citation, state: _State) -> list[int]:
    """Notes before with a citation that is not resolved, and says less than this or more: it may be the same."""
    mine = set(cited.words)
    near = {item for word in mine for item in state.doubtful.get(word, ())[:50]}
    return sorted({note for note, other in near if mine <= other or other <= mine})


def _no_such(cited: Citation, notes: Sequence[int]) -> str:
    if notes:
        return (
            f"no earlier note cites this title; the author is in note "
            f"{', '.join(map(str, sorted(set(notes))[:4]))}"
        )
    return "no earlier note cites it"


def _same_author(cited: Citation, note: NoteText, before: list[_Outcome], state: _State) -> _Outcome:
    last = next((o.works[0] for o in reversed(before) if o.works), None)
    if last is None and not before:
        earlier = state.notes.get(note.number - 1)
        last = (
            state.works.all[earlier.behind[0]] if earlier is not None and len(earlier.behind) == 1 else None
        )
    if last is None:
        return _lost("ibid", "whose work it is, is not known", ())
    made = last.fields.makers
    name = " ".join(made.families) or last.fields.head
    fields = (
        replace(cited.fields, makers=made, head=last.fields.head)
        if not cited.fields.makers.families
        else cited.fields
    )
    return _plain(replace(cited, way="plain", core=f"{name}, {cited.core}", fields=fields), note, state)


def _plain(cited: Citation, note: NoteText, state: _State) -> _Outcome:
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
        if others := _sure(cited, found, state):
            others.append(found[0].notes[0])
            return _lost("short", _could_be(others), others)
        return _Outcome("short", (found[0],), found[0].notes[0])
    if found:
        notes = [known.notes[0] for known in found]
        return _lost("short", _could_be(notes), notes)
    if fields.url or fields.accessed:
        return _full(cited, note, state)
    near = state.works.by_author(cited)
    in_full = bool(fields.makers.creators) and all(map(_given, fields.makers.creators))
    if (in_full or fields.container) and not any(_overlap(cited, known) for known in near):
        doubted = _doubted(cited, state)
        if doubted:
            return _lost("short", _could_be(doubted), doubted)
        return _new(cited, note, state)
    looks_short = bool(fields.makers.families) and all(" " not in name for name in fields.makers.creators)
    if (near or looks_short) and not state.sparse:
        state.nameless += 1
        notes = [known.notes[0] for known in near]
        return _lost("short", _no_such(cited, notes), notes)
    if near and any(_overlap(cited, known) for known in near):
        notes = [known.notes[0] for known in near if _overlap(cited, known)]
        return _lost("short", _could_be(notes), notes)
    doubted = _doubted(cited, state) or [known.notes[0] for known in state.works.holding(cited)]
    if doubted:
        return _lost("short", _could_be(doubted), doubted)
    return _new(cited, note, state)


def _given(name: str) -> bool:
    """Whether a name has its given names, written out."""
    first = name.split()[0].rstrip(".")
    return " " in name and len(first) > 2 and first[0].isupper()


def _overlap(cited: Citation, known: Known) -> bool:
    """Whether half of the title's words are those of ``known``: it may be the same, cut otherwise."""
    mine = set(telling(cited.fields.title)) - known.head
    return not mine or len(mine & set(known.title)) * 2 > len(mine)


def _full(cited: Citation, note: NoteText, state: _State) -> _Outcome:
    same = state.works.same(cited) or (None if note.reference else state.works.addressed(cited))
    if same is not None:
        if others := state.works.volumes(same, cited):
            return _lost("full", _could_be([same.notes[0], *others]), [same.notes[0], *others])
        mine, first = cited.fields.date, same.fields.date
        slip = (mine.printed, first.printed) if mine and first and mine.edtf[:4] != first.edtf[:4] else None
        return _Outcome("full", (same,), slip=slip)
    if not cited.fields.publisher and not cited.fields.doi and not note.reference and note.fields is None:
        found = state.works.leaning(cited)
        if len(found) == 1 and found[0].words.issuperset(cited.words) and _shorter(cited, found[0]):
            return _Outcome("short", (found[0],), found[0].notes[0])
    bare = state.works.bare(cited) if not (cited.fields.set_apart or cited.fields.publisher) else []
    bare = bare or state.works.holding(cited)
    if bare and not note.reference and note.fields is None:
        notes = [known.notes[0] for known in bare]
        return _lost("short", _could_be(notes), notes)
    if note.fields is None and not note.reference and (nearly := state.works.nearly(cited)):
        notes = [known.notes[0] for known in nearly]
        return _lost("full", _could_be(notes), notes)
    state.fresh += 1
    return _new(cited, note, state)


def _shorter(cited: Citation, known: Known) -> bool:
    """Whether the citation says clearly less than the first one did, and no other year."""
    mine, first = cited.fields.year, known.fields.year
    return len(cited.words) < 0.8 * len(known.sequence) and (not mine or not first or mine == first)


def _new(cited: Citation, note: NoteText, state: _State) -> _Outcome:
    if not any(letter.isalpha() for letter in cited.fields.title):
        text = upright(cited.core).strip(" .,;:")
        parts = text.split()
        title = " ".join(parts[:12]) + ("…" if len(parts) > 12 else "")
        if not any(letter.isalpha() for letter in title):
            return _lost("short", "it names no work", ())
        cited = replace(
            cited, fields=replace(cited.fields, title=title, guessed=cited.fields.guessed | {"title"})
        )
    return _Outcome("full", (state.works.add(cited, note.number),))
