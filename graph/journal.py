"""Several files as one: a reader sees all of them old or all of them new, whatever ends their writer.

The new contents are synced into a journal, which is put in place by a rename; then the files are
replaced, then the journal is removed. Whoever finds a whole journal finishes it, or where that cannot
be done (a folder that is read-only, a writer at work) reads through it. Half a journal is swept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .errors import FileError, shown
from .files import alone_in, prepared, read_bounded, refuse_changed, removed_at_the_end, sync

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

JOURNAL = ".claimgraph-journal"
LOCK = ".claimgraph-lock"
LEFT = ".claimgraph-unfinished"
"""A journal that could not be finished, since somebody changed its files by hand meanwhile."""
NAMES = frozenset({"claims.yaml", "sources.yaml", "paper.txt"})
"""Whose contents a journal may hold: what a journal from elsewhere names beside is not written."""
_MOST = 2**28


class _Entry(NamedTuple):
    was: str | None
    """The digest of what the file held; ``None`` where there was none."""
    data: bytes


Snapshot = tuple[Any, ...]


def snapshot(folder: Path) -> Snapshot:
    """What tells whether a file of ``folder`` was replaced: the same before and after, and none was."""
    return tuple(_identity(folder / name) for name in (JOURNAL, *sorted(NAMES)))


def _identity(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def unfinished(folder: Path) -> Mapping[str, bytes]:
    """What to read instead of files of ``folder``: nothing, but where a journal cannot be finished now."""
    if not _there(folder / JOURNAL):
        return {}
    linked = any((folder / name).is_symlink() for name in NAMES)  # who reads writes to no other place
    try:
        if linked:
            raise PermissionError
        with only_writer(folder, patience=0):
            return {}
    except (FileError, OSError):
        found = _read(folder)
    return _to_finish(folder, found) if found else {}


@contextlib.contextmanager
def only_writer(folder: Path, *, patience: float = 0.5) -> Iterator[None]:
    """Be the only one who changes the data set in ``folder``; what a killed one left is finished first.

    Waits ``patience`` seconds, since who only reads holds the lock for a moment where it looks for
    what was left. Raises FileError where another process is at it longer, naming it.
    """
    with _held(folder, patience):
        if _there(folder / JOURNAL):
            try:
                _finish(folder)
            except OSError as error:
                said = f"an edit of {folder} was cut off and cannot be finished: {error.strerror or error}"
                raise FileError(said) from error
        yield


def replace_together(folder: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Let the files of ``folder`` hold ``new``, by their names, all of them or none; by its only writer.

    They are replaced only while all files in ``old`` hold what is said there. Raises FileError.
    """
    changed = {name: data for name, data in new.items() if data != old.get(name)}
    try:
        targets = {name: (folder / name).resolve() for name in changed}
        places = {folder.resolve(), *(target.parent for target in targets.values())}
        with contextlib.ExitStack() as stack:
            for place in sorted(places):
                stack.enter_context(alone_in(place))
            for name, data in old.items():
                refuse_changed(folder / name, data)
            temporaries = stack.enter_context(removed_at_the_end())
            ready = [(prepared(targets[n], data, temporaries), targets[n]) for n, data in changed.items()]
            if len(ready) > 1:
                journal = prepared(folder / JOURNAL, _written(old, changed), temporaries)
                journal.replace(folder / JOURNAL)
                sync(folder)
            _put_in_place(folder, ready)
            for place in places:
                sync(place)
            if len(ready) > 1:
                (folder / JOURNAL).unlink()
                sync(folder)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{folder} cannot be written: {reason}; nothing was changed") from error


def _put_in_place(folder: Path, ready: list[tuple[Path, Path]]) -> None:
    for place, (temporary, target) in enumerate(ready):
        try:
            temporary.replace(target)
        except OSError:
            if not place:  # none is new: there is nothing to finish
                (folder / JOURNAL).unlink(missing_ok=True)
            raise


def _written(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> bytes:
    files = [
        {"name": name, "size": len(data), "was": _digest(old[name]) if name in old else None}
        for name, data in new.items()
    ]
    body = b"".join((json.dumps(files).encode(), b"\n", *new.values()))
    return b"claimgraph journal 1 " + _digest(body).encode() + b"\n" + body


def _read(folder: Path) -> dict[str, _Entry] | None:
    """What the journal of ``folder`` is to put in place; ``None`` where it is gone, or not whole."""
    try:
        head, _, body = read_bounded(folder / JOURNAL, _MOST).partition(b"\n")
        if head != b"claimgraph journal 1 " + _digest(body).encode():
            return None
        listed, _, contents = body.partition(b"\n")
        entries: dict[str, _Entry] = {}
        start = 0
        for file in json.loads(listed):
            if file["name"] not in NAMES:
                return None
            entries[file["name"]] = _Entry(file["was"], contents[start : start + file["size"]])
            start += file["size"]
        return entries
    except (FileError, ValueError, KeyError, TypeError):
        return None


def _to_finish(folder: Path, entries: Mapping[str, _Entry]) -> dict[str, bytes]:
    """The contents that are not in place yet. None where somebody changed a file by hand before any was."""
    now = {name: _digest_of(folder / name) for name in entries}
    new = {name for name, entry in entries.items() if now[name] == _digest(entry.data)}
    old = {name for name, entry in entries.items() if name not in new and now[name] == entry.was}
    if len(new) + len(old) < len(entries) and not new:
        return {}
    return {name: entries[name].data for name in entries if name in old}


def _finish(folder: Path) -> None:
    """Put in place what the journal of ``folder`` holds; sweep it if it is not whole. Raises OSError."""
    journal = folder / JOURNAL
    entries = _read(folder)
    wanted = _to_finish(folder, entries) if entries else {}
    with alone_in(folder.resolve()), removed_at_the_end() as temporaries:
        for name, data in wanted.items():
            target = (folder / name).resolve()
            prepared(target, data, temporaries).replace(target)
            sync(target.parent)
        if entries and any(_digest_of(folder / n) != _digest(entry.data) for n, entry in entries.items()):
            journal.replace(folder / LEFT)
        else:
            journal.unlink(missing_ok=True)
        sync(folder)


def _there(path: Path) -> bool:
    return os.path.lexists(path)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_of(path: Path) -> str | None:
    try:
        return _digest(read_bounded(path, _MOST))
    except FileError:
        return None


@contextlib.contextmanager
def _held(folder: Path, patience: float) -> Iterator[None]:
    """The lock beside the files of ``folder``, which ends with its process, also where that is killed."""
    path = folder / LOCK
    handle = _lock(path, patience) if fcntl is not None else None
    try:
        yield
    finally:
        if handle is not None:
            with contextlib.suppress(OSError):
                path.unlink()
            os.close(handle)


def _lock(path: Path, patience: float) -> int | None:
    end = time.monotonic() + patience
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    while True:
        try:
            handle = os.open(path, flags, 0o666)
        except OSError as error:
            raise FileError(f"{path.parent} cannot be written: {error.strerror or error}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = os.read(handle, 4096).decode("utf-8", "replace")
            os.close(handle)
            if time.monotonic() < end:
                time.sleep(0.01)
                continue
            raise FileError(
                f"{path.parent} is being written by {_process(said)}", "try again when it is done"
            ) from None
        except OSError:  # a network's folder, which has no locks
            os.close(handle)
            return None
        with contextlib.suppress(OSError):
            if os.fstat(handle).st_ino == path.stat().st_ino:  # else the one before has just removed it
                os.ftruncate(handle, 0)
                os.write(handle, f"{os.getpid()} {' '.join(sys.argv)[:1000]}".encode("utf-8", "replace"))
                return handle
        os.close(handle)


def _process(said: str) -> str:
    number, _, command = said.partition(" ")
    return f"process {number} ({shown(command, 200)})" if number.isdigit() else "another process"
