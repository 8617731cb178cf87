"""RDF files that a user names."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..errors import FileError, LimitError
from ..rdf.formats import Guess, guess, refuse_what_is_no_rdf

SIZE = 512 << 20


class RdfFile(NamedTuple):
    """A file as it was read, not parsed yet."""

    name: str
    content: bytes
    guess: Guess
    iri: str
    """Its own IRI, which is its base."""


def rdf_file(path: Path) -> RdfFile:
    """Read the file at ``path``; its format is told by its ending and by its content.

    An empty file is an empty graph in any format. Raises FileError, also for what is no RDF at all,
    and LimitError beyond 512 MiB.
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
    refuse_what_is_no_rdf(content, path)
    return RdfFile(str(path), content, guess(content, path.suffix), iri)
