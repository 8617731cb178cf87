"""Any library file to its entries: which format, which encoding, and what is broken in it."""

from __future__ import annotations

import codecs
import re
from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import is_normalized

from ...errors import FileError, shown
from ...files import read_bounded
from ...model.bibliography import Entry, Library, Trouble
from ...model.text import CONTROL
from ..list_lines import encoding_of

MOST_BYTES = 64 * 2**20
_LONGEST_FIELD = 10_000
_HEADER = re.compile(rb"^\s*%+\s*(?:encoding|-\*-\s*coding)\s*:\s*([\w.:-]+)", re.IGNORECASE | re.MULTILINE)
_OTHERS = (
    (rb"PK\x03\x04", "a ZIP file"),
    (rb"%PDF", "a PDF"),
    (rb"\{\\rtf", "an RTF file"),
    (rb"\s*<(?:!doctype|html|\?xml)", "XML or a page of the web"),
    (rb"\x1f\x8b|BZh|\xfd7zXZ", "compressed"),
)
_FORMATS = (
    ("RIS", re.compile(r"^\s*TY\s{0,4}-", re.MULTILINE), "ris"),
    ("BibTeX", re.compile(r"@\s*\w+\s*[{(]"), "bibtex_files"),
)
_JSON = re.compile(r"\s*[\[{]\s*[\[{\"\]}]")
_HINT = "export it from your library as BibTeX, BibLaTeX, RIS or CSL-JSON"


def read_library(path: Path) -> Library:
    """The entries of the library in the file ``path``, and what of it was not understood.

    BibTeX, BibLaTeX, RIS and CSL-JSON are told apart by what is in the file. Raises FileError where
    it cannot be read, is none of them, or has no entry that can be read. Time: linear.
    """
    if path.is_dir():
        raise FileError(f"{path} is a folder, not a library", _HINT)
    data = read_bounded(path, MOST_BYTES, "library of references", _HINT)
    for start, what in _OTHERS:
        if re.match(start, data, re.IGNORECASE):
            raise FileError(f"{path} is no library of references: it is {what}", _HINT)
    text, encoding, troubles = _decoded(data)
    name, module = _format(text, path)
    if not module:
        return Library("empty", encoding, (), tuple(troubles))
    entries, found = import_module(f".{module}", __package__).read(text)
    troubles += found
    if troubles and not entries:
        first = f"{path}:{troubles[0].line}: {troubles[0].message}"
        count = len(troubles)
        said = f"nothing in {path} can be read as {name}: {count} malformed, the first here"
        raise FileError(f"{said}\n{first}", _HINT)
    return Library(name, encoding, tuple(map(_clean, entries)), tuple(sorted(troubles)))


def _format(text: str, path: Path) -> tuple[str, str]:
    """What ``text`` is in, and the module that reads it; none where it is empty."""
    if not text.strip():
        return "empty", ""
    if _JSON.match(text):
        return "CSL-JSON", "csl_json"
    places = [
        (found.start(), name, module) for name, sign, module in _FORMATS if (found := sign.search(text))
    ]
    if not places:
        raise FileError(f"{path} is no library of references: nothing in it begins as an entry does", _HINT)
    _, name, module = min(places)
    return name, module


def _decoded(data: bytes) -> tuple[str, str, list[Trouble]]:
    """The text of a file, what it was in, and what is odd about that."""
    encoding, skip = encoding_of(data[:4096])
    troubles: list[Trouble] = []
    header = _HEADER.search(data[skip : skip + 500])
    if encoding == "utf-8" and not skip and header:
        name = header[1].decode("ascii", "replace").replace("ISO8859_", "iso8859-")
        try:
            encoding = codecs.lookup(name).name
        except LookupError:
            troubles.append(Trouble(1, f"the encoding {shown(name)} is not known: read as UTF-8"))
    body = data[skip:]
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, ValueError) as error:
        at = getattr(error, "start", 0)
        line = body.count(b"\n", 0, at) + 1
        if encoding == "utf-8":
            text, encoding = body.decode("cp1252", "latin_1_where_undefined"), "cp1252"
            troubles.append(Trouble(line, "this is not UTF-8: the file is read as Windows-1252"))
        else:
            text = body.decode(encoding, "replace")
            troubles.append(Trouble(line, f"this is not {encoding}: what cannot be read is shown as �"))
    except LookupError:  # a codec of bytes to bytes
        text, encoding = body.decode("utf-8", "replace"), "utf-8"
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding, troubles


def _clean(entry: Entry) -> Entry:
    """``entry`` with texts that a data set can hold: no control characters, composed, not too long."""
    texts: list[Any] = [value for value in entry if value.__class__ is str]
    texts += [part for name in entry.creators for part in name]
    whole = "".join(texts)
    if whole.isprintable() and len(whole) < _LONGEST_FIELD and (whole.isascii() or _composed(whole)):
        return entry
    from ...documents.manuscript import line

    def cleaned(text: str) -> str:
        return CONTROL.sub("", line(text))[:_LONGEST_FIELD].strip()

    fields = zip(entry._fields, entry, strict=True)
    made: dict[str, Any] = {name: cleaned(value) for name, value in fields if isinstance(value, str)}
    creators = tuple(type(name)(*map(cleaned, name)) for name in entry.creators)
    return entry._replace(**made, creators=tuple(name for name in creators if name.family))


def _composed(text: str) -> bool:
    return is_normalized("NFC", text) and not CONTROL.search(text)
