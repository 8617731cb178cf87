"""Reading the copy of a paper that somebody has."""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import FileError
from ..files import read_bounded

LARGEST = 4 * 2**20
"""Bytes; a thousand-page book has about three million."""
_KNOWN = (
    (b"%PDF", "a PDF", "extract its text first, for example with pdftotext"),
    (b"\xd0\xcf\x11\xe0", "a word processor's document", "save it as plain text first"),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
)
_ZIPPED = (
    (b"word/document.xml", "a Word document (DOCX)"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)"),
    (b"application/epub+zip", "an e-book (EPUB)"),
)
_MARKED_UP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b|<!--|<!doctype\b|<[a-z][a-z0-9:]*(?:\s[^<>]*)?/?>)", re.IGNORECASE
)
_MARKUP = (
    (rb"<(?:\w+:)?TEI\b|tei-c\.org/ns", "a TEI document"),
    (rb"<!doctype\s+article\b|<article\b[^>]*\b(?:dtd-version|article-type)", "a JATS article"),
    (rb"www\.w3\.org/1999/xhtml", "an XHTML page"),
    (
        rb"<!doctype\s+html|<(?:html|head|body|p|div|span|h[1-6]|section|main|article|br|meta)\b",
        "an HTML page",
    ),
)
_FROM_MARKUP = "open it in a browser and save it as plain text, or copy the text from there"


def read_text(path: str | Path) -> str:
    """The text of ``path``, UTF-8, with its line ends and everything else untouched.

    Raises FileError where there is no such file, or it is empty, larger than 4 MiB, or no UTF-8 text.
    """
    data = read_bounded(path, LARGEST, "text of a paper", "give the text of the one paper")
    known = _known(data)
    if known:
        raise FileError(f"{path} is {known[0]}, not plain text", known[1])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError(f"{path} is UTF-16, not UTF-8", "save it as UTF-8")
    if b"\x00" in data:
        raise FileError(
            f"{path} is a binary file: byte {data.index(0)} is NUL", "give the paper as plain text"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(
            f"{path} is not UTF-8: byte 0x{data[error.start]:02x} on line {line}", "save it as UTF-8"
        ) from error
    if not any(map(str.isalnum, text)):
        raise FileError(f"{path} is empty" if not text.strip() else f"{path} holds no words")
    return text


def _known(data: bytes) -> tuple[str, str] | None:
    """What ``data`` is, if it is no text, and what to do with it."""
    for magic, what, hint in _KNOWN:
        if data.startswith(magic):
            return what, hint
    if data.startswith(b"PK\x03\x04"):
        what = next(
            (what for sign, what in _ZIPPED if sign in data), "a ZIP file (a word processor's document?)"
        )
        return what, "save it as plain text (UTF-8) first"
    if _MARKED_UP.match(data):
        opening = data[:20_000]
        kinds = (what for sign, what in _MARKUP if re.search(sign, opening, re.IGNORECASE))
        return next(kinds, "an XML document"), _FROM_MARKUP
    return None
