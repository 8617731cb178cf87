"""``import``: from the file a scholar has to a data set of her paper: every note, with its works."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.digests import letters
from ..documents.files import read
from ..documents.kept import keep
from ..documents.manuscript import Manuscript, Problem, line
from ..documents.marks import KEYED, upright
from ..documents.notes.linking import Links, NoteText, link
from ..documents.numbering import Numbered, number, plain_note
from ..documents.outline import outline
from ..documents.plain_copy import PlainCopy, recognised
from ..documents.plain_copy import write as write_copy
from ..editing.layout import Node, files
from ..files import refuse_full, write_folder
from ..journal import NAMES
from .companions import accompanied
from .imported_data import guessed, sections

if TYPE_CHECKING:
    from ..model.bibliography import Library
    from ..model.entities import Dataset
    from .import_answer import Doubt, Imported, Look

COPY = "paper.txt"
_AUTHOR_DATE = re.compile(
    r"[(;]\s*(?:see\s+|e\.g\.,?\s+|cf\.\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+(?:and|&|et|und)\s+[A-ZÀ-Þ][\w’'-]+|"
    r"\s+et\s+al\.?)?,?\s+(?:1[6-9]|20)[0-9]{2}[a-z]?\b"
)


@dataclass(frozen=True)
class Made:
    """What an import makes: the copy, the text of each file of the data set, and the answer."""

    copy: PlainCopy
    files: Mapping[str, str]
    answer: Imported

    @cached_property
    def dataset(self) -> Dataset:
        """The data set, as it is read from its files."""
        from tempfile import TemporaryDirectory

        from ..loading import load

        with TemporaryDirectory() as folder:
            for name, text in self.files.items():
                (Path(folder) / name).write_text(text, "utf-8", newline="\n")
            return load(folder)


def made_by_import(folder: Path) -> bool:
    """Whether ``folder`` holds a data set with the copy of its paper that an import wrote."""
    return all((folder / name).is_file() for name in NAMES)


def import_(
    paths: Sequence[Path],
    folder: Path,
    *,
    form: str | None = None,
    encoding: str | None = None,
    title: str | None = None,
    authors: Sequence[str] = (),
    library: Library | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Imported:
    """Read the files ``paths`` as one paper and write its data set into ``folder``, all of it or nothing.

    Its works take what ``library`` knows of them (``enriching``).

    Raises FileError, LimitError, ExtraMissing, UsageError. Linear in the file.
    """
    refuse_full(folder)
    progress("reading the paper")
    manuscript = read(paths, form, encoding)
    progress(f"reading {len(manuscript.notes)} notes")
    made = make(manuscript, title=title, authors=authors, name=paths[0].stem, folder=str(folder))
    if library is not None:
        made = _with(library, made)
    contents = accompanied({COPY: made.copy.text, **made.files})
    progress("writing")
    write_folder(folder, contents)
    progress("")
    return made.answer


def _with(library: Library, made: Made) -> Made:
    """``made``, whose works take what ``library`` knows of them."""
    from ..editing.write import write
    from .enriching import enriched

    dataset, found = enriched(made.dataset, library)
    left = sum(len(work.review) for work in dataset.works.values())
    left += sum(len(note.review) for note in dataset.endnotes.values())
    answer: Imported = {**made.answer, "review": left, "enriched": found}
    return Made(made.copy, write(dataset), answer)


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
    heading = line(upright(title or manuscript.title or "")) or _first_heading(manuscript) or name
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
    data = sections(heading, names, manuscript, numbered, links, copy)
    answer = _answer(
        manuscript, numbered, links, copy, data, [*manuscript.problems, *odd, *empty], names, folder
    )
    return Made(copy, files(data), answer)


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


def _answer(
    manuscript: Manuscript,
    numbered: Sequence[Numbered],
    links: Links,
    copy: PlainCopy,
    data: Mapping[str, Node],
    problems: Sequence[Problem],
    names: Sequence[str],
    folder: str,
) -> Imported:
    numbers = {one.note.key: one.number for one in numbered}
    listed = recognised(copy.text, copy, set(numbers.values()))
    read_back = outline(keep(copy.text), copy, listed=listed)
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
        "title": copy.title,
        "authors": list(names),
        "sections": len(copy.sections),
        "paragraphs": len(read_back.paragraphs),
        "sentences": sum(len(paragraph.sentences) for paragraph in read_back.paragraphs.values()),
        "notes": len(numbered),
        "markers": markers,
        "works": len(links.works),
        "linked": sum(
            1
            for note in links.notes
            if note.form not in ("full", "comment") and note.behind and not note.unresolved
        ),
        "unresolved": unresolved,
        "review": guessed(data),
        "problems": looks,
    }


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
