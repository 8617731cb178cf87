"""RDF files that a user names."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..errors import FileError, LimitError

SIZE = 512 << 20
_FORMATS = {
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
    ".json": "jsonld",
}


class RdfFile(NamedTuple):
    """A file as it was read, not parsed yet."""

    name: str
    content: bytes
    format: str
    iri: str
    """Its own IRI, which is its base."""


def rdf_file(path: Path) -> RdfFile:
    """Read the file at ``path``; its format is told by its ending, and is Turtle otherwise.

    An empty file is an empty graph in any format. Raises FileError, LimitError beyond 512 MiB.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(SIZE + 1)
        iri = path.absolute().as_uri()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{path} cannot be read: {reason}") from error
    if len(content) > SIZE:
        raise LimitError(f"{path} is larger than {SIZE >> 20} MiB")
    content = content.removeprefix(b"\xef\xbb\xbf")
    format_ = _FORMATS.get(path.suffix.lower(), "turtle")
    if not content.strip():
        format_ = "turtle"
    return RdfFile(str(path), content, format_, iri)
