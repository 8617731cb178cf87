"""The catalogue of a store: one SQLite file, opened to read one generation or to write alone.

A reader sees one generation as long as it has the catalogue open, whatever is written meanwhile.
Every commit is a whole state, and counts the generation up.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from ..errors import FileError
from .tables import BLOBS, OF_PAPERS, SCHEMA, TABLES, tabled, unlike

FILE = "catalogue.sqlite"
LOCK = "lock"
_ANEW = "build it anew: claimgraph corpus add FOLDER --store DIR --rebuild"
_PATIENCE = 5.0
"""Seconds to wait for another program that writes."""


class Catalogue:
    """A store's catalogue; a context, closed at its end."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, ours: bool) -> None:
        self.folder = folder
        self.connection = connection
        self.ours = ours
        """Whether nobody else can have written it, so that its models need no second look."""

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of ``query``, one after the other. Raises FileError where the file is damaged.

        In a store that others can write, bytes where there should be text are damage, too.
        """
        try:
            found = self.connection.execute(query, values)
            if self.ours:
                yield from found
                return
            texts = [at for at, column in enumerate(found.description) if column[0] not in BLOBS]
            for row in found:
                if any(isinstance(row[at], bytes) for at in texts):
                    raise self.damaged("there are bytes where there should be text")
                yield row
        except sqlite3.Error as error:
            raise FileError(*_said(self.folder, error)) from error

    def one(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of ``query``, if there is one."""
        return next(iter(self.rows(query, values)), None)

    @property
    def generation(self) -> int:
        """How many whole states there have been. Raises FileError."""
        found = self._fact("generation")
        if found is None:
            raise self.damaged("its states are not counted")
        return found

    @property
    def schema(self) -> int | None:
        """The version of the tables. Raises FileError."""
        return self._fact("schema")

    def _fact(self, name: str) -> int | None:
        if not tabled(self.connection, "meta"):
            return None
        row = self.one("SELECT value FROM meta WHERE name = ?", (name,))
        return row[0] if row and isinstance(row[0], int) else None

    def damaged(self, why: object) -> FileError:
        """The error that says so."""
        return FileError(f"the store {self.folder} is damaged: {why}", _ANEW)


class Writer(Catalogue):
    """A catalogue that this process alone writes."""

    @contextlib.contextmanager
    def state(self) -> Iterator[None]:
        """What is written within is one new state, or nothing. Raises FileError."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")
                self.connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise FileError(*_said(self.folder, error)) from error

    def put(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Add ``rows`` to ``table``."""
        rows = list(rows)
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def drop(self, paper: int) -> None:
        """Take the paper numbered ``paper`` out, with all that is told of it."""
        self.connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT n FROM claim WHERE paper = ?)", (paper,)
        )
        for table in OF_PAPERS:
            self.connection.execute(f"DELETE FROM {table} WHERE paper = ?", (paper,))
        self.connection.execute("DELETE FROM paper WHERE n = ?", (paper,))


def reading(folder: Path) -> Catalogue:
    """The catalogue in ``folder`` as it is now, a context. Raises FileError."""
    file = folder / FILE
    if not file.is_file():
        raise FileError(
            f"{folder} holds no store of papers", "make one: claimgraph corpus add FOLDER --store DIR"
        )
    connection = _connect(file, _address(file))
    catalogue = Catalogue(folder, connection, _ours(file))
    try:
        _refuse_other(catalogue)
        connection.execute("BEGIN")
        catalogue.generation  # noqa: B018 - the first read fixes what is seen
    except BaseException:
        connection.close()
        raise
    return catalogue


@contextlib.contextmanager
def writing(folder: Path, *, anew: bool = False) -> Iterator[Writer]:
    """The catalogue in ``folder``, made if there is none, for this process alone.

    ``anew``: without papers, whatever there was; what people decided about works, and the count of
    states, last. Waits five seconds for another writer, then raises FileError, which names it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            file = folder / FILE
            if not file.exists() or file.stat().st_size == 0:
                _make(folder)
            elif anew:
                _make(folder, *_lasting(file))
            connection = _connect(file, f"file:{quote(str(file.absolute()))}?mode=rw")
            with contextlib.closing(connection):
                catalogue = Writer(folder, connection, _ours(file))
                _refuse_other(catalogue)
                connection.execute("PRAGMA synchronous = FULL")
                yield catalogue
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("PRAGMA busy_timeout = 0")  # readers go on; the next writer will do it
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except OSError as error:
        raise FileError(f"{folder} cannot be written: {error.strerror or error}") from error


def _lasting(file: Path) -> tuple[int, list[tuple[str, str, str]]]:
    """The count of states in ``file``, and what people decided, as far as it can be read."""
    from .keys import KINDS

    decided: list[tuple[str, str, str]] = []
    generation = 0
    with contextlib.suppress(FileError), contextlib.closing(_connect(file, _address(file))) as connection:
        catalogue = Catalogue(file.parent, connection, False)
        generation = catalogue.generation
        if tabled(connection, "decision"):
            decided += catalogue.rows("SELECT what, one, other FROM decision")
    return generation, [each for each in decided if each[1].partition(":")[0] in KINDS]


def _make(folder: Path, generation: int = 0, decided: Iterable[tuple[str, str, str]] = ()) -> None:
    """A catalogue without papers in ``folder``, put in place whole."""
    from .. import __version__

    for stray in folder.glob(f".{FILE}.*"):  # of one that was killed: who holds the lock is alone
        stray.unlink(missing_ok=True)
    made = folder / f".{FILE}.{os.getpid()}.tmp"
    try:
        connection = sqlite3.connect(made, isolation_level=None)
        with contextlib.closing(connection):
            connection.executescript(TABLES)
            facts = {"schema": SCHEMA, "program": __version__, "generation": generation}
            connection.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
            connection.executemany("INSERT INTO decision VALUES (?, ?, ?)", decided)
            connection.execute("PRAGMA journal_mode = WAL")
        for tail in ("-wal", "-shm"):  # a log of what was there is not one of what is put there
            (folder / (FILE + tail)).unlink(missing_ok=True)
        made.replace(folder / FILE)
    except sqlite3.Error as error:
        raise FileError(*_said(folder, error)) from error
    finally:
        for tail in ("", "-wal", "-shm", "-journal"):
            made.with_name(made.name + tail).unlink(missing_ok=True)


def _connect(file: Path, address: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise FileError(*_said(file.parent, error)) from error
    return connection


def _address(file: Path) -> str:
    """How to open ``file`` to read: where its folder cannot be written, as a file that nobody changes.

    Not where there is a log beside it, in which the last states may be.
    """
    log = file.with_name(FILE + "-wal")
    changing = os.access(file.parent, os.W_OK) and os.access(file, os.W_OK)
    logged = log.exists() and log.stat().st_size > 0
    fixed = "" if changing or logged else "&immutable=1"
    return f"file:{quote(str(file.absolute()))}?mode=ro{fixed}"


def _refuse_other(catalogue: Catalogue) -> None:
    """Raise FileError for a store of another version, or with tables that are no store's."""
    try:
        found = catalogue.schema
    except FileError:
        found = None
    if found != SCHEMA:
        what = "of no version that is known" if found is None else f"of version {found}"
        raise FileError(
            f"the store {catalogue.folder} is {what}, and this program reads version {SCHEMA}:"
            " nothing was changed",
            _ANEW,
        )
    if not catalogue.ours and unlike(catalogue.connection):
        raise FileError(f"{catalogue.folder} holds tables, views or triggers that are not of a store", _ANEW)


def _ours(file: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    for each in (file, file.parent):
        told = each.stat()
        if told.st_uid != os.getuid() or told.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return False
    return True


def _said(folder: Path, error: sqlite3.Error) -> tuple[str, str | None]:
    """What ``error`` means to a person, and what to do."""
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return f"the store {folder} cannot be written: {text}", "make room; what was there before is whole"
    if "readonly" in text or "unable to open" in text:
        return f"the store {folder} cannot be opened: {text}", "see who may read and write it"
    if "locked" in text or "busy" in text:
        return f"the store {folder} is being written", "try again when the other program is done"
    return f"the store {folder} is damaged: {text}", _ANEW


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Alone among those who write the store in ``folder``; the lock goes with the process that holds it."""
    try:
        import fcntl
    except ImportError:  # Windows: SQLite's own locks keep states whole
        yield
        return
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    file.seek(0)
                    who = file.read(200).strip() or "another program"
                    raise FileError(
                        f"{who} is writing the store {folder}", "try again when it is done"
                    ) from None
                time.sleep(0.05)
        file.truncate(0)
        file.write(f"process {os.getpid()} ({Path(sys.argv[0]).name})")
        file.flush()
        yield
