"""Reading the copy of a paper that somebody has."""

from __future__ import annotations

from pathlib import Path

from ..errors import FileError
from ..files import read_bounded

LARGEST = 4 * 2**20
"""Bytes; a thousand-page book has about three million."""
_KNOWN = (
    (b"%PDF", "a PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP file (a word processor's document?)", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "a word processor's document", "save it as plain text first"),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
)


def read_text(path: str | Path) -> str:
    """The text of ``path``, UTF-8, with its line ends and everything else untouched.

    Raises FileError where there is no such file, or it is empty, larger than 4 MiB, or no UTF-8 text.
    """
    data = read_bounded(path, LARGEST, "text of a paper", "give the text of the one paper")
    for magic, what, hint in _KNOWN:
        if data.startswith(magic):
            raise FileError(f"{path} is {what}, not plain text", hint)
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
