"""``import``: from the file a scholar has to a data set of her paper: every note, with its works."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NotRequired, TypedDict

from ..documents.digests import digest, letters
from ..documents.files import read
from ..documents.kept import keep
from ..documents.manuscript import Manuscript, Problem, line
from ..documents.marks import KEYED, upright
from ..documents.notes.fields import Date as Printed
from ..documents.notes.fields import Fields
from ..documents.notes.identities import identities, slug
from ..documents.notes.linking import Linked, Links, NoteText, link
from ..documents.notes.signals import DATE, edtf
from ..documents.notes.words import words
from ..documents.numbering import Numbered, number, plain_note
from ..documents.outline import outline
from ..documents.plain_copy import PlainCopy, recognised
from ..documents.plain_copy import write as write_copy
from ..files import refuse_full, write_folder
from ..model.entities import Actor, Anomaly, Dataset, Date, Endnote, Paper, Work

if TYPE_CHECKING:
    from ..model.bibliography import Library
    from .enriching import Enriched

COPY = "paper.txt"
_AUTHOR_DATE = re.compile(
    r"[(;]\s*(?:see\s+|e\.g\.,?\s+|cf\.\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+(?:and|&|et|und)\s+[A-ZÀ-Þ][\w’'-]+|"
    r"\s+et\s+al\.?)?,?\s+(?:1[6-9]|20)[0-9]{2}[a-z]?\b"
)


class Doubt(TypedDict):
    """A note that leans on nobody knows what."""

    note: int
    form: str
    why: str
    candidates: list[int]


class Look(TypedDict):
    """Something that needs a look, with its line in ``paper.txt``."""

    kind: str
    note: int | None
    line: int | None
    detail: str


class Imported(TypedDict):
    """The answer of ``import`` (issue 21, contract)."""

    schema: str
    folder: str
    format: str
    title: str
    authors: list[str]
    sections: int
    paragraphs: int
    sentences: int
    notes: int
    markers: int
    works: int
    linked: int
    unresolved: list[Doubt]
    review: int
    problems: list[Look]
    enriched: NotRequired[Enriched]


class Made(NamedTuple):
    """What an import makes: the copy, the data set, and the answer."""

    copy: PlainCopy
    dataset: Dataset
    answer: Imported


def import_(
    files: Sequence[Path],
    folder: Path,
    *,
    form: str | None = None,
    encoding: str | None = None,
    title: str | None = None,
    authors: Sequence[str] = (),
    library: Library | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Imported:
    """Read ``files`` as one paper and write its data set into ``folder``, all of it or nothing.

    Its works take what ``library`` knows of them (``enriching``).

    Raises FileError, LimitError, ExtraMissing, UsageError. Linear in the file.
    """
    from ..editing.write import write

    refuse_full(folder)
    progress("reading the paper")
    manuscript = read(files, form, encoding)
    progress(f"reading {len(manuscript.notes)} notes")
    made = make(manuscript, title=title, authors=authors, name=files[0].stem, folder=str(folder))
    if library is not None:
        from .enriching import enriched

        dataset, found = enriched(made.dataset, library)
        answer: Imported = {**made.answer, "review": _to_review(dataset), "enriched": found}
        made = Made(made.copy, dataset, answer)
    contents = {
        COPY: made.copy.text,
        **write(made.dataset),
        ".gitignore": f"# The reader's own copy: hers, not ours to publish.\n{COPY}\n",
    }
    progress("writing")
    write_folder(folder, contents)
    progress("")
    return made.answer


def make(
    manuscript: Manuscript,
    *,
    title: str | None = None,
    authors: Sequence[str] = (),
    name: str = "paper",
    folder: str = "",
) -> Made:
    """The copy and the data set of ``manuscript``, nothing written."""
    numbered, odd = number(manuscript)
    numbered, empty = _with_words(numbered)
    heading = line(title or manuscript.title or "") or _first_heading(manuscript) or name
    names = [line(one) for one in authors or manuscript.authors if line(one)]
    copy = write_copy(heading, manuscript.blocks, numbered)
    links = link(
        [
            NoteText(
                one.number,
                one.label or one.note.printed or str(one.number),
                KEYED.sub("", one.note.text),
                one.note.reference,
                one.note.fields,
            )
            for one in numbered
        ]
    )
    dataset = _dataset(heading, names, manuscript, numbered, links, copy)
    answer = _answer(
        manuscript, numbered, links, copy, dataset, [*manuscript.problems, *odd, *empty], names, folder
    )
    return Made(copy, dataset, answer)


def _with_words(numbered: Sequence[Numbered]) -> tuple[list[Numbered], list[Problem]]:
    """The notes that say anything; one without a word is none."""
    kept = [one for one in numbered if letters(plain_note(one.note))]
    gone = [one for one in numbered if not letters(plain_note(one.note))]
    return kept, [Problem("marker without note", f"note {one.label or one.number} is empty") for one in gone]


def _first_heading(manuscript: Manuscript) -> str:
    return next(
        (
            upright(KEYED.sub("", block.text))
            for block in manuscript.blocks
            if block.kind == "heading" and block.level
        ),
        "",
    )


def _dataset(
    heading: str,
    names: Sequence[str],
    manuscript: Manuscript,
    numbered: Sequence[Numbered],
    links: Links,
    copy: PlainCopy,
) -> Dataset:
    taken: set[str] = set()
    actors: dict[str, Actor] = {}
    for one in names or ["The author"]:
        own = _free(slug(one) or "author", taken)
        actors[own] = Actor(id=own, name=one, type="person" if names else None)
    paper_date = _paper_date(manuscript.date)
    first = slug(names[0].split()[-1]) if names else slug(" ".join(heading.split()[:3]))
    year = paper_date.is_[:4] if paper_date is not None and paper_date.is_ else ""
    paper_id = _free("-".join(filter(None, (first or "paper", year))), taken)
    paper = Paper(
        id=paper_id,
        title=heading,
        authors=tuple(actors),
        date=paper_date,
        doi=manuscript.doi,
        language=manuscript.language,
        sections=copy.sections,
    )
    ids = identities(links.works, taken)
    own_names = {tuple(words(actor.name)): id_ for id_, actor in actors.items()} if names else {}
    works = {id_: _work(id_, fields, own_names) for id_, fields in zip(ids, links.works, strict=True)}
    notes = {
        one.number: _endnote(one, linked, ids, links.works)
        for one, linked in zip(numbered, links.notes, strict=True)
    }
    return Dataset(paper=paper, actors=actors, works=works, endnotes=notes)


def _free(wanted: str, taken: set[str]) -> str:
    own, place = wanted if not wanted.isdigit() else f"paper-{wanted}", 1
    while own in taken:
        place += 1
        own = f"{wanted}-{place}"
    taken.add(own)
    return own


def _paper_date(text: str | None) -> Date | None:
    found = DATE.search(text) if text else None
    if found is not None:
        return Date(printed=found[0], is_=edtf(found)) if found[0] != edtf(found) else Date(is_=edtf(found))
    if text and re.fullmatch(r"(?:1[4-9]|20)[0-9]{2}(?:-[0-9]{2}){0,2}", text):
        return Date(is_=text)
    return None


def _date(date: Printed | None) -> Date | None:
    if date is None:
        return None
    return (
        Date(printed=line(date.printed), is_=date.edtf) if date.printed != date.edtf else Date(is_=date.edtf)
    )


def _work(id_: str, fields: Fields, own_names: Mapping[tuple[str, ...], str]) -> Work:
    def text(value: str | None) -> str | None:
        return (line(upright(value)) or None) if value else None

    creators = tuple(own_names.get(tuple(words(name)), line(name)) for name in fields.makers.creators)
    return Work(
        id=id_,
        type=fields.type,
        title=text(fields.title) or id_,
        creators=tuple(name for name in creators if name),
        issuer=text(fields.makers.issuer),
        container=text(fields.container),
        volume=text(fields.volume),
        issue=text(fields.issue),
        pages=text(fields.pages),
        publisher=text(fields.publisher),
        place=text(fields.place),
        date=_date(fields.date),
        doi=text(fields.doi),
        isbn=text(fields.isbn),
        url=text(fields.url),
        review=tuple(name for name in _FIELDS if name in fields.guessed),
    )


_FIELDS = (
    "type",
    "title",
    "creators",
    "issuer",
    "container",
    "volume",
    "issue",
    "pages",
    "publisher",
    "place",
    "date",
)
_GUESSED_LINKS = ("short", "op_cit")


def _endnote(one: Numbered, linked: Linked, ids: Sequence[str], works: Sequence[Fields]) -> Endnote:
    anomalies = [Anomaly(kind="unresolved reference", why=doubt.why) for doubt in linked.unresolved]
    if linked.slip:
        printed, meant = linked.slip
        anomalies.append(
            Anomaly(
                kind="disagreeing dates",
                printed=printed,
                meant=meant,
                sure="low",
                why="all else is as where the work is first cited",
            )
        )
    review = []
    if linked.form in _GUESSED_LINKS and linked.refers_to is not None:
        review.append("refers_to")
    if linked.form != "full" and linked.works:
        review.append("works")
    if linked.locator and re.fullmatch(r"[0-9ivxlc–‑-]+", linked.locator):
        review.append("locator")
    return Endnote(
        number=one.number,
        label=line(one.label) if one.label else None,
        form=linked.form,
        refers_to=linked.refers_to,
        works=tuple(ids[place] for place in linked.works),
        locator=line(linked.locator) or None if linked.locator else None,
        accessed=_date(linked.accessed),
        digest=digest(line(plain_note(one.note))),
        review=tuple(review),
        anomalies=tuple(anomalies),
    )


def _answer(
    manuscript: Manuscript,
    numbered: Sequence[Numbered],
    links: Links,
    copy: PlainCopy,
    dataset: Dataset,
    problems: Sequence[Problem],
    names: Sequence[str],
    folder: str,
) -> Imported:
    read_back = outline(
        keep(copy.text), dataset.paper, listed=recognised(copy.text, dataset.paper, dataset.endnotes.keys())
    )
    numbers = {one.note.key: one.number for one in numbered}
    markers = sum(found[1] in numbers for block in manuscript.blocks for found in KEYED.finditer(block.text))
    unresolved: list[Doubt] = [
        {"note": note.number, "form": doubt.form, "why": doubt.why, "candidates": list(doubt.candidates)}
        for note in links.notes
        for doubt in note.unresolved
    ]
    looks = [_look(problem, numbers, copy) for problem in [*problems, *_author_date(manuscript)]]
    return {
        "schema": "claimgraph/import/1",
        "folder": folder,
        "format": manuscript.format,
        "title": dataset.paper.title or "",
        "authors": list(names),
        "sections": len(copy.sections),
        "paragraphs": len(read_back.paragraphs),
        "sentences": sum(len(paragraph.sentences) for paragraph in read_back.paragraphs.values()),
        "notes": len(numbered),
        "markers": markers,
        "works": len(dataset.works),
        "linked": sum(
            1
            for note in links.notes
            if note.form not in ("full", "comment") and note.behind and not note.unresolved
        ),
        "unresolved": unresolved,
        "review": _to_review(dataset),
        "problems": looks,
    }


def _to_review(dataset: Dataset) -> int:
    """How many fields were guessed and are still to be looked at."""
    return sum(len(work.review) for work in dataset.works.values()) + sum(
        len(note.review) for note in dataset.endnotes.values()
    )


def _look(problem: Problem, numbers: Mapping[str, int], copy: PlainCopy) -> Look:
    note = numbers.get(problem.note) if problem.note else None
    place = copy.note_lines.get(note) if note is not None else None
    if problem.near is not None:
        place = copy.line(problem.near) or place
    return {"kind": problem.kind, "note": note, "line": place, "detail": problem.detail}


def _author_date(manuscript: Manuscript) -> list[Problem]:
    """What to say of a paper whose citations only words tell."""
    if manuscript.notes:
        return []
    seen = manuscript.author_date or sum(len(_AUTHOR_DATE.findall(block.text)) for block in manuscript.blocks)
    if seen < 3:
        return []
    detail = (
        f"this is an author-date paper: {seen} citations such as (Smith 2019) were seen, and none "
        f"imported, since only words say what each cites"
    )
    return [Problem("text skipped", detail)]
