"""Reading files within bounds; writing them whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from .errors import FileError

_PIECE = 2**16


def read_bounded(path: Path | str, most: int, what: str = "file", hint: str | None = None) -> bytes:
    """The bytes of ``path``, of which no more than ``most`` are ever held, whatever it is.

    A file's size says nothing of a device or a pipe, so what is read is counted, not what is
    promised. Raises FileError where it cannot be read, or holds more than a ``what`` may.
    """
    pieces: list[bytes] = []
    held = 0
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a path may be a str
            while held <= most and (piece := stream.read(min(_PIECE, most + 1 - held))):
                pieces.append(piece)
                held += len(piece)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{path} cannot be read: {reason}", hint) from error
    if held > most:
        raise FileError(f"{path} is larger than {_size(most)}, too large for a {what}", hint)
    return b"".join(pieces)


def _size(count: int) -> str:
    for unit, name in ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB")):
        if count >= unit and not count % unit:
            return f"{count // unit} {name}"
    return f"{count:,} bytes"


def write_whole(path: Path, content: str | bytes) -> None:
    """Write ``content`` to ``path`` so that a reader sees the old file or the new one, never a part.

    A regular file is replaced by a synced temporary beside it, keeping its permissions, and a
    symbolic link keeps pointing where it did. What is not a regular file (``/dev/stdout``, a
    pipe) is written to directly. Raises FileError, leaving no temporary behind.
    """
    try:
        data = content.encode("utf-8") if isinstance(content, str) else content
        if path.is_dir():
            raise FileError(f"{path} is a folder", "name a file in it")
        if path.exists() and not path.is_file():
            with contextlib.suppress(BrokenPipeError), path.open("wb") as stream:
                stream.write(data)  # to whoever reads, as long as they do
            return
        _replace(path.resolve(), data)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "make the folder first" if isinstance(error, FileNotFoundError) else None
        raise FileError(f"{path} cannot be written: {reason}", hint) from error


def _replace(target: Path, data: bytes) -> None:
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only")
    handle, name = tempfile.mkstemp(prefix=".claimgraph-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
