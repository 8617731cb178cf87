"""The text of the reader's own copy: the file she names, in any format, or ``paper.txt`` of the data set."""

from __future__ import annotations

from pathlib import Path

from ..errors import FileError, UsageError
from ..model.entities import Dataset
from .reading import read_text

COPY = "paper.txt"
_AS_IT_STANDS = ("text", "markdown")


def own_copy(path: Path | None, folder: Path) -> str:
    """The text of ``path``, or of the copy in the data set ``folder``.

    Raises what ``copy_text`` raises; UsageError where there is no copy.
    """
    if path is None:
        path = folder / COPY
        if not path.is_file():
            raise UsageError(
                f"no text is named, and {folder} holds no {COPY}",
                "name your copy of the paper with --text FILE",
            )
    return copy_text(path)


def copy_text(path: Path) -> str:
    """The text of the copy ``path``, in any format.

    Plain text is taken as it stands; of another format, the text is what ``import`` would write.
    Raises FileError, LimitError, ExtraMissing.
    """
    if _form(path) in _AS_IT_STANDS:
        return read_text(path)
    from .files import read
    from .manuscript import line
    from .numbering import number
    from .plain_copy import write

    manuscript = read([path])
    return write(line(manuscript.title or path.stem), manuscript.blocks, number(manuscript)[0]).text


def own_copy_if_any(path: Path | None, folder: Path) -> str | None:
    """The text of ``path``; where none is named that of the copy in ``folder``, if one is there.

    Raises FileError, LimitError, ExtraMissing.
    """
    return own_copy(path, folder) if path is not None or (folder / COPY).is_file() else None


def printed_note(folder: Path, dataset: Dataset, number: int) -> str | None:
    """The words of note ``number`` in the copy in ``folder``, where there is one that ``import`` wrote."""
    from .plain_copy import recognised

    try:
        text = (folder / COPY).read_text("utf-8")
    except (OSError, ValueError):
        return None
    listed = recognised(text, dataset.paper, dataset.endnotes.keys())
    return None if listed is None or number not in listed.notes else text[slice(*listed.notes[number])]


def _form(path: Path) -> str:
    """The format of ``path``; what cannot be opened is for ``read_text`` to refuse."""
    from .files import format_of
    from .readers.source import Source

    try:
        with path.open("rb") as stream:
            head = stream.read(2**16)
            if head.startswith(b"PK"):
                head += stream.read(2**26)
    except (OSError, ValueError):
        return "text"
    try:
        return format_of(Source(str(path), head))
    except FileError:
        if head.startswith(b"PK"):
            raise
        return "text"
