"""Bytes to text: UTF-8, a byte order mark, the file's own word, else cp1252 with a warning."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ...errors import FileError, UsageError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}encoding=["']([\w.-]+)["']|<meta[^>]{0,200}charset=["']?([\w.-]+)""", re.IGNORECASE
)


class Decoded(NamedTuple):
    """A text, and whether its encoding is a guess."""

    text: str
    guessed: bool = False


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of ``data``, the file ``name``. Raises FileError, UsageError for an unknown encoding."""
    if encoding is not None:
        return Decoded(_as(data, _known(encoding), name))
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return Decoded(_as(data, codec, name))
    if b"\x00" in data[:4096]:
        raise FileError(
            f"{name} is a binary file: byte {data.index(0)} is NUL",
            "give a text, HTML, DOCX, ODT, JATS, TEI or PDF file",
        )
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096])
    if declared:
        said = (declared[1] or declared[2]).decode("ascii", "replace")
        if _is_text_encoding(said) and codecs.lookup(said).name != "utf-8":
            return Decoded(_as(data, said, name))
    return Decoded(data.decode("cp1252", "replace"), guessed=True)


def _known(encoding: str) -> str:
    if not _is_text_encoding(encoding):
        raise UsageError(f'encoding "{encoding}" is not known', "name one such as utf-8, cp1250, shift_jis")
    return encoding


def _is_text_encoding(name: str) -> bool:
    try:
        return bool(getattr(codecs.lookup(name), "_is_text_encoding", True))
    except (LookupError, ValueError):
        return False


def _as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(
            f"{name} is not {error.encoding}: byte 0x{data[error.start]:02x} on line {line}",
            "name its encoding with --encoding",
        ) from error
