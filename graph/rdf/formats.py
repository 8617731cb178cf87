"""What RDF a file holds: by the ending of its name, and by its content where that says otherwise.

Tools save Turtle under ``.owl``, N-Quads as text, JSON-LD as anything: an ending is believed until the
content does not parse. The content is looked at, never parsed, here: the first of ``Guess.formats``
that parses is the right one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from ..errors import FileError

MOST_BYTES = 512 << 20
ENDINGS = {
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".trig": "trig",
    ".nt": "ntriples",
    ".ntriples": "ntriples",
    ".nq": "nquads",
    ".nquads": "nquads",
    ".n3": "n3",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".owl": "rdfxml",
    ".jsonld": "jsonld",
    ".json-ld": "jsonld",
    ".json": "jsonld",
}
_NAMES = {
    "turtle": "Turtle",
    "trig": "TriG",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "n3": "N3",
    "rdfxml": "RDF/XML",
    "jsonld": "JSON-LD",
}
_SEEN = 1 << 16
_OTHERS = (
    (rb"\x1f\x8b", "is compressed with gzip", "unpack it first: gunzip -k {path}"),
    (rb"PK[\x03\x05]\x04?", "is a ZIP archive", "unpack it first: unzip {path}"),
    (rb"BZh[1-9]1AY&SY", "is compressed with bzip2", "unpack it first: bunzip2 -k {path}"),
    (rb"\xfd7zXZ\x00", "is compressed with xz", "unpack it first: unxz -k {path}"),
    (rb"\x28\xb5\x2f\xfd", "is compressed with zstd", "unpack it first: unzstd {path}"),
    (rb"\xff\xfe|\xfe\xff", "is in UTF-16", "save it in UTF-8"),
    (rb"%PDF-", "is a PDF", "ask for the data behind it: Turtle, RDF/XML, JSON-LD or N-Quads"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.I | re.S)
_SKIPPED = rb"(?:\s+|\#[^\n]*(?:\n|$))*+"
_XML = re.compile(rb"\s*<(?:\?xml\s|!DOCTYPE\s|!--|[A-Za-z_][\w.-]*:?[A-Za-z_][\w.-]*\s+xmlns|rdf:RDF[\s>])")
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*(?:\{|\]\s*$))")
_NODE = rb"(?:<[^<>\s]*>|_:[^\s<>\"]+)"
_OBJECT = rb"(?:" + _NODE + rb"|\"(?:[^\"\\\n]|\\.)*+\"(?:@[\w-]+|\^\^<[^<>\s]*>)?)"
_QUAD = re.compile(
    rb"[ \t]*" + _NODE + rb"[ \t]*<[^<>\s]*>[ \t]*" + _OBJECT + rb"[ \t]*" + _NODE + rb"[ \t]*\.", re.M
)
_QUAD_LINE = re.compile(rb"^" + _QUAD.pattern + rb"[ \t]*(?:\#.*)?\r?$", re.M)
_BLOCK = re.compile(rb"(?:^|[\s.}>])(?:GRAPH\s+)?(?:<[^<>\s]*>|[\w.-]*:[\w.-]*)?\s*\{", re.I)
_TURTLE = re.compile(
    rb"@prefix\s|@base\s|PREFIX\s|BASE\s*<|<[^<>\s]*>\s*[<:\w]|_:\w|\[\s*(?:\]|[a<:])|\([\s)]|[\w.-]*:[\w.-]*\s",
    re.I,
)


class Guess(NamedTuple):
    """Formats to try, the likeliest first, and how many of them are by the ending of the name."""

    formats: tuple[str, ...]
    by_ending: int

    def said(self, format_: str) -> str:
        """How a file came to be read as ``format_``, the last of the formats that were tried."""
        first = self.formats[0]
        by = "the ending of its name" if self.by_ending else "its content"
        if format_ == first:
            return f"it was read as {_NAMES[first]}, by {by}"
        return f"it was read as {_NAMES[first]}, by {by}, and as {_NAMES[format_]}, by its content"


def guess(content: bytes, ending: str) -> Guess:
    """The formats that ``content``, of a file whose name ends so (``.ttl``, or nothing), may be in."""
    known = ENDINGS.get(ending.lower())
    if not content.strip():
        return Guess(("turtle",), 0)  # an empty file is an empty graph in any format
    looks = _looks_like(content[:_SEEN])
    formats = dict.fromkeys([known, *looks] if known else looks or ["turtle"])
    return Guess(tuple(formats), 1 if known else 0)


def refuse_what_is_no_rdf(content: bytes, path: Path | str) -> None:
    """Name archives, web pages and the like, with what to do. Raises FileError."""
    for beginning, what, hint in _OTHERS:
        if re.match(beginning, content[:16]):
            raise FileError(f"{path} {what}", hint.format(path=path))
    if _HTML.match(content[:_SEEN]):
        raise FileError(
            f"{path} is a web page (HTML), not RDF",
            "ask the server for text/turtle or application/ld+json, or look for a download of the data",
        )


def _looks_like(content: bytes) -> list[str]:
    """The format whose marks ``content`` bears, if it bears any."""
    start = re.match(_SKIPPED, content)
    rest = content[start.end() :] if start else content
    if _JSON.match(rest):
        return ["jsonld"]
    if _XML.match(rest):
        return ["rdfxml"]
    if _QUAD_LINE.search(rest):
        return ["nquads"]
    if _BLOCK.search(_without_strings(rest)):
        return ["trig"]
    return ["turtle"] if _TURTLE.match(rest) else []


def _without_strings(content: bytes) -> bytes:
    return re.sub(rb'"(?:[^"\\\n]|\\.)*+"|\#[^\n<>"]*+$', b'""', content, flags=re.M)
