"""Reading files within bounds; writing them whole or not at all."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType

from .errors import FileError

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

_PIECE = 2**16
_PREFIX, _SUFFIX = ".claimgraph-", ".tmp"
_PATIENCE = 10.0
"""Seconds to wait for another program that writes in the same folder."""
_FATAL = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


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


def write_whole(path: Path, content: str | bytes, *, instead_of: bytes | None = None) -> None:
    """Write ``content`` to ``path`` so that a reader sees the old file or the new one, never a part.

    A regular file is replaced by a synced temporary beside it, keeping its permissions, and a
    symbolic link keeps pointing where it did. What is not a regular file (``/dev/stdout``, a
    pipe) is written to directly. The folder is locked meanwhile, and temporaries that a killed
    process left there are swept. With ``instead_of`` the file is replaced only while it still holds
    these bytes. Raises FileError, leaving no temporary behind.
    """
    try:
        data = content.encode("utf-8") if isinstance(content, str) else content
        if path.is_dir():
            raise FileError(f"{path} is a folder", "name a file in it")
        if path.exists() and not path.is_file():
            with contextlib.suppress(BrokenPipeError), path.open("wb") as stream:
                stream.write(data)  # to whoever reads, as long as they do
            return
        target = path.resolve()
        with alone_in(target.parent):
            if instead_of is not None:
                refuse_changed(path, instead_of)
            _replace(target, data)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "make the folder first" if isinstance(error, FileNotFoundError) else None
        raise FileError(f"{path} cannot be written: {reason}", hint) from error


def refuse_changed(path: Path, known: bytes) -> None:
    """Raise FileError where ``path`` does not hold the bytes ``known`` any more."""
    same = False
    with contextlib.suppress(FileError):  # larger than before, or gone
        same = read_bounded(path, len(known)) == known
    if not same:
        raise FileError(
            f"{path} was changed by somebody else meanwhile; it is left as it is", "run the command again"
        )


def _replace(target: Path, data: bytes) -> None:
    with removed_at_the_end() as temporaries:
        prepared(target, data, temporaries).replace(target)


def prepared(target: Path, data: bytes, temporaries: list[Path]) -> Path:
    """A synced temporary that holds ``data`` and may take the place of ``target``: one of ``temporaries``.

    Raises OSError, also where ``target`` is read-only.
    """
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only")
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=target.parent)
    temporaries.append(Path(name))
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).chmod(mode)
    return Path(name)


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Alone in ``folder`` among those who write by this module; what a killed one left is swept.

    Whoever holds the lock is the only one with a temporary, so all that lie there are stray. Where
    a folder cannot be locked (a network's, another system's), it is written to without.
    """
    handle = _lock(folder)
    try:
        if handle is not None:
            for stray in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
                with contextlib.suppress(OSError):
                    stray.unlink()
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(folder: Path) -> int | None:
    """A descriptor of ``folder`` that holds its lock, which ends with it, also where it is killed."""
    if fcntl is None:
        return None
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < until:
                time.sleep(0.02)
                continue
            os.close(handle)
            raise FileError(f"another program is writing in {folder}", "try again when it is done") from None
        except OSError:
            os.close(handle)
            return None
        return handle


@contextlib.contextmanager
def removed_at_the_end() -> Iterator[list[Path]]:
    """Temporaries: what is still there of them at the end is removed, also where a signal ends it."""
    temporaries: list[Path] = []

    def remove() -> None:
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)

    def end(number: int, frame: FrameType | None) -> None:
        remove()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    alone = threading.current_thread() is threading.main_thread()
    caught = [number for number in _FATAL if alone and signal.getsignal(number) == signal.SIG_DFL]
    for number in caught:
        signal.signal(number, end)
    try:
        yield temporaries
    except BaseException:
        remove()
        raise
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder that becomes the new ``folder`` at the end: all that was put in it, or nothing.

    It stands beside ``folder``, which may exist if it is empty. Raises FileError, leaving nothing behind.
    """
    refuse_full(folder)
    target = folder.resolve()
    temporary: Path | None = None
    try:
        _sweep(target)
        temporary = Path(
            tempfile.mkdtemp(prefix=f".{target.name}-{os.getpid()}-", suffix=".claimgraph", dir=target.parent)
        )
        temporary.chmod(0o777 & ~_umask())
        yield temporary
        sync(temporary)
        temporary.rename(target)
        temporary = None
        sync(target.parent)
    except (OSError, ValueError, RuntimeError) as error:
        if folder.is_dir() and any(folder.iterdir()):
            refuse_full(folder)
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(
            f"{folder} cannot be written: {reason}",
            "make the folder that it stands in first" if isinstance(error, FileNotFoundError) else None,
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def write_folder(folder: Path, contents: Mapping[str, str]) -> None:
    """Write ``contents``, by file name, as the new folder ``folder``: all of it, synced, or nothing.

    ``folder`` may exist if it is empty. Raises FileError, leaving nothing behind.
    """
    with new_folder(folder) as temporary:
        for name, content in contents.items():
            (temporary / name).parent.mkdir(parents=True, exist_ok=True)
            with (temporary / name).open("wb") as stream:
                stream.write(content.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())


def refuse_full(folder: Path) -> None:
    """Raise FileError where ``folder`` is neither new nor empty."""
    try:
        if folder.is_symlink() and not folder.exists():
            raise FileError(f"{folder} is a link to nothing", "name a new folder")
        if folder.exists() and not folder.is_dir():
            raise FileError(f"{folder} is a file, not a folder", "name a new or an empty folder")
        if folder.is_dir() and any(folder.iterdir()):
            raise FileError(
                f"the folder {folder} is not empty; nothing was written", "name a new or an empty folder"
            )
    except OSError as error:
        raise FileError(
            f"{folder} cannot be written: {error.strerror or error}", "name a new folder"
        ) from error


def sync(folder: Path) -> None:
    """Put on the disk which names ``folder`` holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(target: Path) -> None:
    """Remove what an import into ``target`` left that was killed: temporaries of processes that are gone."""
    for stray in target.parent.glob(f".{glob.escape(target.name)}-*.claimgraph"):
        number = stray.name[len(target.name) + 2 :].partition("-")[0]
        if number.isdigit() and not Path(f"/proc/{number}").exists() and Path("/proc").exists():
            shutil.rmtree(stray, ignore_errors=True)
