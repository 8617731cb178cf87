"""The lines of a file that somebody else's program wrote, one after another, in little memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import FileError

MOST_BYTES = 512 * 2**20
MOST_OF_A_LINE = 2**20
_CHUNK = 2**16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHERS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(start, re.IGNORECASE), what, hint)
    for start, what, hint in (
        (rb"PK\x03\x04", "a spreadsheet or another ZIP file", "save the table as CSV"),
        (rb"\xd0\xcf\x11\xe0", "an old Office file", "save the table as CSV"),
        (rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd", "compressed", "unpack it first"),
        (rb"%PDF", "a PDF", "give the list as text or CSV"),
        (rb"\{\\rtf", "an RTF file", "save it as plain text"),
        (rb"\s*<(?:!doctype|html|\?xml)", "a page of the web or XML", "give the list as text or CSV"),
        (rb"\s*(?:\{\s*[\"}]|\[\s*[{\"\]])", "JSON", "give one DOI, URL, title or id a line, or a CSV table"),
    )
)


class Lines:
    """The lines of a file with their numbers; what they were written in is read off them.

    ``encoding`` is the mark's, or UTF-8; a line that is not UTF-8 is read as Windows-1252, and
    ``foreign`` counts those. Lines longer than a mebibyte come empty, and ``too_long`` names them.
    Lines end with a line feed; with a carriage return in a file that has no line feed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding = "utf-8"
        self.foreign = 0
        self.too_long: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Raises FileError for what cannot be read or is not text. Time: linear."""
        try:
            with self.path.open("rb") as stream:
                for number, raw in enumerate(self._cut(self._chunks(stream)), 1):
                    if len(raw) > MOST_OF_A_LINE:
                        self.too_long.append(number)
                        raw = b""
                    line = self._decoded(raw).rstrip("\x1a")  # which ended files once
                    if _CONTROL.search(line):
                        hint = "give one DOI, URL, title or id a line, or a CSV table"
                        odd = f"{self.path} is not a text: line {number} has a control character"
                        raise FileError(odd, hint)
                    yield number, line
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise FileError(f"{self.path} cannot be read: {reason}") from error

    def _chunks(self, stream: BinaryIO) -> Iterator[bytes]:
        """The file in pieces of UTF-8, or of bytes that have no mark."""
        head = stream.read(_CHUNK)
        for start, what, hint in _OTHERS:
            if start.match(head):
                raise FileError(f"{self.path} is no list: it is {what}", hint)
        self.encoding, skip = encoding_of(head)
        decode = None
        if self.encoding != "utf-8":
            decode = codecs.getincrementaldecoder(self.encoding)("replace").decode
        chunk, read = head[skip:], len(head)
        while chunk:
            yield decode(chunk).encode("utf-8", "replace") if decode else chunk
            chunk = stream.read(_CHUNK)
            read += len(chunk)
            if read > MOST_BYTES:
                size = f"{self.path} is larger than {MOST_BYTES >> 20} MiB"
                raise FileError(size, "give the lines that matter")

    def _cut(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The lines, without their ends; of one that is too long the beginning, longer than allowed."""
        end: bytes | None = None
        rest = b""
        for chunk in chunks:
            if end is None:
                end = b"\r" if b"\r" in chunk and b"\n" not in chunk else b"\n"
            lines = (rest + chunk).split(end)
            rest = lines.pop()[: MOST_OF_A_LINE + 1]
            for line in lines:
                yield line.removesuffix(b"\r")
        if rest:
            yield rest.removesuffix(b"\r")

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            self.foreign += 1
            return raw.decode("cp1252", "latin_1_where_undefined")


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding, and how many bytes its mark takes; UTF-16 without a mark shows by its zeros."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    even, odd = head[0:2000:2], head[1:2000:2]
    if len(odd) >= 4 and odd.count(0) > 0.7 * len(odd) and not even.count(0):
        return "utf-16-le", 0
    if len(even) >= 4 and even.count(0) > 0.7 * len(even) and not odd.count(0):
        return "utf-16-be", 0
    return "utf-8", 0


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Five bytes have no letter in Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin_1_where_undefined", _as_latin_1)
