"""Whether the passages that a data set speaks of are in a reader's copy, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from ..documents.columns import in_columns
from ..documents.digests import digest, letters
from ..documents.kept import Span
from ..errors import FileError
from ..model.entities import Claim, Dataset, Endnote, Passage
from .copies import Copy, passages, study
from .digits import other_digits
from .extents import note_extent, sentence_extent

AnchorStatus: TypeAlias = Literal["ok", "moved", "missing"]
_WORST_LAST: Sequence[AnchorStatus] = ("ok", "moved", "missing")
_ENOUGH = 5
"""Passages of which none is found before a text is called another paper's."""


class PassageAnchor(TypedDict):
    """A passage in the text; ``detail`` says what is wrong."""

    paragraph: str
    sentences: str | None
    status: AnchorStatus
    start: int | None
    end: int | None
    line: int | None
    detail: str | None


class ClaimAnchor(TypedDict):
    """A claim's first passage in the text, with the worst status of all its passages."""

    id: str
    status: AnchorStatus
    start: int | None
    end: int | None
    passages: list[PassageAnchor]


class NoteAnchor(TypedDict):
    """A note's own text in the list of notes."""

    number: int
    status: AnchorStatus
    start: int | None
    end: int | None
    line: int | None
    detail: str | None


class Verification(TypedDict):
    """The answer of ``verify`` (design section 6)."""

    schema: str
    claims: list[ClaimAnchor]
    notes: list[NoteAnchor]


def verify(dataset: Dataset, text: str) -> Verification:
    """Find every claim's passages and every note of ``dataset`` in ``text``, by their digests.

    ``ok``: under its label (a note: at its place in the list of notes); ``moved``: the same words
    elsewhere or under another label; ``missing``: changed, gone, or never given a digest. Offsets
    are 0-based code points of ``text``, end exclusive. Claims without a passage are left out.

    Raises FileError for the text of another paper. Time: linear in the text.
    """
    copy = study(dataset, text)
    refuse_another_paper(dataset, copy)
    claims = [_claim(copy, dataset, claim) for claim in dataset.claims.values() if claim.passage]
    notes = [_note(copy, note) for _, note in sorted(dataset.endnotes.items())]
    return {"schema": "claimgraph/verify/1", "claims": claims, "notes": notes}


def anchored_text(dataset: Dataset, text: str) -> dict[str, str]:
    """Of every claim that is found in ``text``, a copy of the paper, the sentences where it stands.

    Raises FileError where the text is another paper's. Time: that of ``verify``.
    """
    return {
        claim["id"]: " ".join(
            text[passage["start"] : passage["end"]]
            for passage in claim["passages"]
            if passage["start"] is not None
        )
        for claim in verify(dataset, text)["claims"]
    }


def refuse_another_paper(dataset: Dataset, copy: Copy) -> None:
    """Raise FileError where nothing of the paper of ``dataset`` is in the text."""
    digests = {p.digest for p in passages(dataset) if p.digest}
    if in_columns(copy.text) and 2 * len(digests & copy.places.keys()) <= len(digests):
        raise FileError(
            "the text is printed in two columns side by side: its lines are not the paper's sentences",
            "extract it again column by column, for example with pdftotext without -layout",
        )
    known = dataset.paper.title or dataset.paper.sections
    recognised = copy.outline.title or copy.outline.sections or not digests.isdisjoint(copy.places)
    if known and len(digests) >= _ENOUGH and not recognised:
        name = f"“{dataset.paper.title}”" if dataset.paper.title else dataset.paper.id
        raise FileError(
            f"the text holds neither title, headings nor any passage of {name}: it is another paper's",
            "give the text of the paper that the data set is about, or choose the data set with --data",
        )


def _claim(copy: Copy, dataset: Dataset, claim: Claim) -> ClaimAnchor:
    anchors = [passage_anchor(copy, dataset, passage) for passage in claim.passage]
    worst = max((anchor["status"] for anchor in anchors), key=_WORST_LAST.index)
    lost = worst == "missing"
    return {
        "id": claim.id,
        "status": worst,
        "start": None if lost else anchors[0]["start"],
        "end": None if lost else anchors[0]["end"],
        "passages": anchors,
    }


def passage_anchor(copy: Copy, dataset: Dataset, passage: Passage) -> PassageAnchor:
    """What ``verify`` says of one passage."""
    status, place, detail = _seek(copy, dataset, passage)
    start, end = sentence_extent(copy, place) if place else (None, None)
    return {
        "paragraph": passage.paragraph,
        "sentences": span_text(passage.sentences),
        "status": status,
        "start": start,
        "end": end,
        "line": None if start is None else copy.line(start),
        "detail": detail,
    }


def span_text(span: tuple[int, int] | None) -> str | None:
    """A range as an author writes it: ``4`` or ``3-5``."""
    if span is None:
        return None
    return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"


def _seek(copy: Copy, dataset: Dataset, passage: Passage) -> tuple[AnchorStatus, Span | None, str | None]:
    if passage.digest is None:
        return "missing", None, "it has no digest yet"
    place = copy.in_place(passage.paragraph, passage.digest)
    if place is not None:
        return "ok", place, None
    places = copy.places.get(passage.digest)
    if places:
        now = next(
            (label for label in copy.outline.paragraphs if copy.outline.holds(label, places[0][0])), None
        )
        return (
            "moved",
            places[0],
            f"it is in paragraph {now}" if now else "it is outside the labelled paragraphs",
        )
    return "missing", None, unlike(copy, dataset, passage)


def unlike(copy: Copy, dataset: Dataset, passage: Passage) -> str:
    """What stands in the text under the label of ``passage`` instead, in a sentence."""
    label = passage.paragraph
    paragraph = copy.outline.paragraphs.get(label)
    if paragraph is None:
        return no_such_paragraph(copy, dataset, label)
    count = len(paragraph.sentences)
    first, last = passage.sentences or (1, count)
    if last > count:
        return f"paragraph {label} has {count} sentence{'s' if count != 1 else ''} in this text, not {last}"
    texts = copy.outline.sentence_texts(label, first, last)
    found = digest(texts)
    what = (
        f"sentence {span_text(passage.sentences)} of {label}" if passage.sentences else f"paragraph {label}"
    )
    differing = other_digits(" ".join(texts), passage.digest or "")
    if differing:
        return f"{what} differs in digits only: {_numbers(*differing)}"
    length = (passage.digest or "").partition("-")[0]
    if found.partition("-")[0] == length:
        return f"{what} has the digest {found} here: as long, but other letters (or the digest is mistyped)"
    return f"{what} has the digest {found} here: it was changed (or the digest is mistyped)"


def _numbers(here: str, there: str) -> str:
    """What digits are here and what the digest is of."""
    if here and there:
        return f"{here} here, {there} in the text that was anchored"
    if here:
        return f"{here} here, nothing in the text that was anchored (the number of a note, a line or a page?)"
    return f"{there} in the text that was anchored, nothing here (the number of a note, a line or a page?)"


def no_such_paragraph(copy: Copy, dataset: Dataset, label: str) -> str:
    """Why ``label`` names no paragraph of the text, in a sentence."""
    section, slash, number = label.rpartition("/")
    if label == "0":
        return "the title and the lead are not in this text"
    if not slash or not number.isdecimal():
        return f"{label!r} is not a paragraph label: a section's id, a slash and a number, as in 2.3/3"
    if section not in {known.id for known in dataset.paper.sections} and (
        section != "0" or dataset.paper.sections
    ):
        return f"the paper has no section {section!r}: paper.sections in sources.yaml lists them"
    if section not in copy.outline.sections and dataset.paper.sections:
        return f"the heading of section {section} is not in this text"
    count = sum(other.rpartition("/")[0] == section for other in copy.outline.paragraphs)
    plural = "s" if count != 1 else ""
    return f"section {section} has {count} paragraph{plural} in this text, none numbered {number}"


def _note(copy: Copy, note: Endnote) -> NoteAnchor:
    status, place, detail = _seek_note(copy, note)
    start, end = note_extent(copy, place) if place else (None, None)
    return {
        "number": note.number,
        "status": status,
        "start": start,
        "end": end,
        "line": None if start is None else copy.line(start),
        "detail": detail,
    }


def _seek_note(copy: Copy, note: Endnote) -> tuple[AnchorStatus, Span | None, str | None]:
    if note.digest is None:
        return "missing", None, "it has no digest yet"
    own = copy.note(note.number)
    whole = {number: copy.note(number) for number in copy.outline.notes}
    places = [
        place
        for place in copy.places.get(note.digest, [])
        if all(span is None or _is_all_or_nothing(copy, place, span) for span in whole.values())
    ]
    if own is not None:
        here = next((place for place in places if own[0] <= place[0] < own[1]), None)
        if here is not None:
            return "ok", here, None
    if places:
        number = next((n for n, span in whole.items() if span and span[0] <= places[0][0] < span[1]), None)
        return "moved", places[0], f"it is note {number} here" if number else "it is not in the list of notes"
    if own is None:
        return "missing", None, "the list of notes in this text has no such number"
    span = copy.outline.notes[note.number]
    text = copy.outline.kept.text[slice(*span)]
    differing = other_digits(text, note.digest)
    if differing:
        return "missing", None, f"note {note.number} differs in digits only: {_numbers(*differing)}"
    return "missing", None, f"note {note.number} has the digest {digest(text)} here"


def _is_all_or_nothing(copy: Copy, place: Span, note: Span) -> bool:
    """Whether ``place`` is not a mere part of the listed note ``note``."""
    if place[1] <= note[0] or note[1] <= place[0]:
        return True
    return not letters(copy.text[note[0] : place[0]]) and not letters(copy.text[place[1] : note[1]])
