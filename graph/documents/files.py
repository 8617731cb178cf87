"""A paper's files to one manuscript: which format each is, by its content and then by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import FileError, UsageError
from .manuscript import Block, Manuscript, Note, Problem, bounded
from .marks import KEYED, clean, marker
from .readers.source import Source, open_source

FORMATS = ("text", "markdown", "html", "docx", "odt", "jats", "tei", "pdf")
_SUFFIXES = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".htm", ".html", ".xhtml"), "html"),
    **dict.fromkeys((".docx", ".docm"), "docx"),
    **dict.fromkeys((".jats", ".nxml"), "jats"),
    ".odt": "odt",
    ".pdf": "pdf",
    ".tei": "tei",
}
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def format_of(source: Source) -> str:
    """The format of ``source``. Raises FileError for what is known and cannot be read."""
    data, name = source.data, source.name
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zipped(source)
    if data.startswith(_OLD_WORD):
        raise FileError(
            f"{name} is an old .doc file or a document with a password",
            "save it as .docx without a password, then import that",
        )
    if data.startswith(b"{\\rtf"):
        raise FileError(f"{name} is an RTF document", "save it as .docx or .odt, then import that")
    head = _head(data)
    if re.search(r"<TEI\b|<tei:TEI\b|<teiCorpus\b", head):
        return "tei"
    if re.search(
        r"<article\b[^>]*(?:article-type|dtd-version|xmlns:(?:xlink|mml)|xml:lang)|<!DOCTYPE article\b|"
        r"<(?:front|article-meta)\b",
        head,
    ):
        return "jats"
    if re.search(r"<!doctype html|<html\b|<body\b|<head\b", head, re.IGNORECASE):
        return "html"
    if re.search(r"<w:document\b|office:document\b", head):
        return "docx" if "<w:document" in head else "odt"
    suffix = Path(name).suffix.lower()
    if suffix in _SUFFIXES and _SUFFIXES[suffix] not in ("docx", "odt", "pdf"):
        return _SUFFIXES[suffix]
    if re.search(r"<p\b[^>]*>|<div\b", head) and re.match(r"\s*<", head):
        return "html"
    if re.search(r"\[\^[\w-]+\](?!:)", _text(data)) and re.search(
        r"^\[\^[\w-]+\]:", _text(data), re.MULTILINE
    ):
        return "markdown"
    return "text"


def _head(data: bytes) -> str:
    return _text(data[:16384])


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def _zipped(source: Source) -> str:
    from .readers.archives import names

    parts = names(source)
    if "word/document.xml" in parts or any(part.startswith("word/document") for part in parts):
        return "docx"
    if "content.xml" in parts:
        return "odt"
    raise FileError(f"{source.name} is a ZIP file, but neither DOCX nor ODT", "name the document itself")


def read(paths: Sequence[Path], form: str | None = None, encoding: str | None = None) -> Manuscript:
    """Read ``paths``, in their order one document. Raises FileError, LimitError, ExtraMissing, UsageError."""
    if form is not None and form not in FORMATS:
        raise UsageError(f'format "{form}" is not known', f"known are {', '.join(FORMATS)}")
    several = len(paths) > 1
    read_ones = []
    for place, path in enumerate(paths):
        source = open_source(path)
        read_ones.append(
            _one(source, form or format_of(source), encoding, f"file{place}-" if several else "")
        )
    return bounded(_joined(read_ones) if several else read_ones[0])


def _one(source: Source, form: str, encoding: str | None, series: str) -> Manuscript:
    if form in ("docx", "odt", "pdf", "jats", "tei"):
        manuscript = _binary(form)(source)
        return manuscript if not series else _in_series(manuscript, series)
    from .readers.decoding import decode

    text, guessed = decode(source.data, source.name, encoding)
    manuscript = _textual(form)(clean(text))
    if (
        not any(any(map(str.isalnum, block.text)) for block in manuscript.blocks)
        and not manuscript.notes
        and not manuscript.title
    ):
        raise FileError(f"{source.name} holds no words", "name the paper's file")
    if guessed:
        detail = (
            f"{source.name} is not UTF-8 and does not say what it is; it was read as cp1252 "
            f"(--encoding names another)"
        )
        manuscript = replace(manuscript, problems=(Problem("text skipped", detail), *manuscript.problems))
    return manuscript if not series else _in_series(manuscript, series)


def _binary(form: str) -> Callable[[Source], Manuscript]:
    if form == "docx":
        from .readers.docx import read as reader
    elif form == "odt":
        from .readers.odt import read as reader
    elif form == "jats":
        from .readers.jats import read as reader
    elif form == "tei":
        from .readers.tei import read as reader
    else:
        from .readers.pdf import read as reader
    return reader


def _textual(form: str) -> Callable[[str], Manuscript]:
    if form == "html":
        from .readers.html import read as reader
    elif form == "markdown":
        from .readers.markdown import read as reader
    else:
        from .readers.plain import read as reader
    return reader


def _in_series(manuscript: Manuscript, series: str) -> Manuscript:
    """``manuscript`` with its keys and series told apart from those of other files."""

    def keyed(text: str) -> str:
        return KEYED.sub(lambda found: marker(series + found[1]), text)

    return replace(
        manuscript,
        blocks=tuple(Block(keyed(block.text), block.kind, block.level) for block in manuscript.blocks),
        notes=tuple(
            replace(note, key=series + note.key, series=series + note.series) for note in manuscript.notes
        ),
        problems=tuple(
            replace(one, note=series + one.note if one.note else None) for one in manuscript.problems
        ),
    )


def _joined(parts: Sequence[Manuscript]) -> Manuscript:
    first = parts[0]
    blocks: list[Block] = list(first.blocks)
    notes: list[Note] = list(first.notes)
    problems: list[Problem] = list(first.problems)
    for part in parts[1:]:
        if part.title and part.title != first.title:
            blocks.append(Block(part.title, "heading", 1))
        blocks += part.blocks
        notes += part.notes
        problems += part.problems
    return replace(
        first,
        blocks=tuple(blocks),
        notes=tuple(notes),
        problems=tuple(problems),
        authors=tuple(dict.fromkeys(name for part in parts for name in part.authors)),
        author_date=sum(part.author_date for part in parts),
    )
