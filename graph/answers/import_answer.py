"""The answer of ``import``: counts, what is not certain, what needs a look."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from ..documents.manuscript import ProblemKind
from ..model.terms import NoteForm
from .enriching import Enriched


class Doubt(TypedDict):
    """A note that leans on nobody knows what."""

    note: int
    form: NoteForm
    why: str
    candidates: list[int]


class Look(TypedDict):
    """Something that needs a look, with its line in ``paper.txt``."""

    kind: ProblemKind
    note: int | None
    line: int | None
    detail: str


class Imported(TypedDict):
    """The answer of ``import`` (contract); ``review``: how many fields were guessed."""

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
