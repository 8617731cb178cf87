"""RDF files that a user names."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..files import read_bounded
from ..rdf.formats import MOST_BYTES, Guess, guess, refuse_what_is_no_rdf


class RdfFile(NamedTuple):
    """A file as it was read, not parsed yet."""

    name: str
    content: bytes
    guess: Guess
    iri: str
    """Its own IRI, which is its base."""


def rdf_file(path: Path) -> RdfFile:
    """Read the file at ``path``; its format is told by its ending and by its content.

    An empty file is an empty graph in any format. Raises FileError, also for what is no RDF at all
    and beyond 512 MiB.
    """
    content = read_bounded(path, MOST_BYTES, "graph")
    content = content.removeprefix(b"\xef\xbb\xbf")
    refuse_what_is_no_rdf(content, path)
    return RdfFile(str(path), content, guess(content, path.suffix), path.absolute().as_uri())
