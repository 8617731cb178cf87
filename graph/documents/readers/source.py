"""A file as it was given."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ...errors import FileError, LimitError

LARGEST = 64 * 2**20


class Source(NamedTuple):
    """A file as given: its name for messages, and what is in it."""

    name: str
    data: bytes


def open_source(path: Path) -> Source:
    """The bytes of ``path``. Raises FileError, LimitError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{path} cannot be read: {reason}", "name the paper's file") from error
    if len(data) > LARGEST:
        raise LimitError(
            f"{path} is larger than {LARGEST // 2**20} MiB, too large for a paper",
            "import the text without its pictures",
        )
    if not data.strip():
        raise FileError(f"{path} is empty", "name the paper's file")
    return Source(str(path), data)
