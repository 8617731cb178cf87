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

SCHEMA = 2
"""Version of the tables below. A store of another one is refused, and can be built anew."""
FILE = "catalogue.sqlite"
LOCK = "lock"
_PATIENCE = 5.0
"""Seconds to wait for another program that writes."""
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE paper (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, folder TEXT NOT NULL UNIQUE, digest TEXT NOT NULL,
  stale INTEGER NOT NULL, findings TEXT NOT NULL, model BLOB NOT NULL, bones BLOB NOT NULL);
CREATE TABLE left_out (folder TEXT PRIMARY KEY, paper TEXT, findings TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claim (
  n INTEGER PRIMARY KEY, paper INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL,
  stands INTEGER NOT NULL, kind TEXT NOT NULL, holder TEXT, attributed INTEGER NOT NULL,
  status TEXT NOT NULL, text TEXT);
CREATE UNIQUE INDEX claim_of ON claim (paper, place);
CREATE INDEX claim_id ON claim (id);
CREATE TABLE work (
  paper INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, notes TEXT NOT NULL,
  class TEXT NOT NULL, theses_lost INTEGER NOT NULL, theses_weakened INTEGER NOT NULL, lost INTEGER NOT NULL,
  weakened INTEGER NOT NULL, drops TEXT NOT NULL, PRIMARY KEY (paper, place)) WITHOUT ROWID;
CREATE INDEX work_class ON work (class);
CREATE INDEX work_id ON work (id);
CREATE VIEW cited AS SELECT paper.id AS citing, work.* FROM work JOIN paper ON paper.n = work.paper;
CREATE TABLE key (
  kind TEXT NOT NULL, value TEXT NOT NULL, paper INTEGER NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (kind, value, paper, place)) WITHOUT ROWID;
CREATE INDEX key_of ON key (paper, place);
CREATE TABLE decision (
  what TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (what, one, other)) WITHOUT ROWID;
CREATE TABLE stance (
  paper INTEGER NOT NULL, place INTEGER NOT NULL, actor TEXT NOT NULL, topic TEXT NOT NULL,
  polarity TEXT NOT NULL, PRIMARY KEY (paper, place)) WITHOUT ROWID;
CREATE INDEX stance_on ON stance (topic);
CREATE TABLE topic (
  paper INTEGER NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (paper, id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
  text, beside, about, content='', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, 'row');
"""
_OF_PAPERS = ("claim", "work", "key", "stance", "topic")


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
        """The rows of ``query``, one after the other. Raises FileError where the file is damaged."""
        try:
            yield from self.connection.execute(query, values)
        except sqlite3.Error as error:
            raise FileError(*_said(self.folder, error)) from error

    def one(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of ``query``, if there is one."""
        return next(iter(self.rows(query, values)), None)

    @property
    def generation(self) -> int:
        """How many whole states there have been."""
        row = self.one("SELECT value FROM meta WHERE name = 'generation'")
        return int(row[0]) if row else 0


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
        for table in _OF_PAPERS:
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

    ``anew``: instead of one of another version of the tables. Waits five seconds for another
    writer, then raises FileError, which names it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            file = folder / FILE
            if anew and file.exists() and _version(file) != SCHEMA:
                for each in (file, *(file.with_name(FILE + tail) for tail in ("-wal", "-shm"))):
                    each.unlink(missing_ok=True)
            if not file.exists() or file.stat().st_size == 0:
                _make(folder)
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


def _make(folder: Path) -> None:
    """An empty catalogue in ``folder``, put in place whole."""
    from .. import __version__

    for stray in folder.glob(f".{FILE}.*"):  # of one that was killed: who holds the lock is alone
        stray.unlink(missing_ok=True)
    made = folder / f".{FILE}.{os.getpid()}.tmp"
    try:
        connection = sqlite3.connect(made, isolation_level=None)
        with contextlib.closing(connection):
            connection.executescript(_TABLES)
            facts = {"schema": SCHEMA, "program": __version__, "generation": 0}
            connection.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
            connection.execute("PRAGMA journal_mode = WAL")
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


def _version(file: Path) -> int | None:
    try:
        with contextlib.closing(sqlite3.connect(file)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    except sqlite3.Error:
        return None
    return int(row[0]) if row and str(row[0]).isdigit() else None


def _refuse_other(catalogue: Catalogue) -> None:
    found = _version(catalogue.folder / FILE)
    if found != SCHEMA:
        what = "of no version that is known" if found is None else f"of version {found}"
        raise FileError(
            f"the store {catalogue.folder} is {what}, and this program reads version {SCHEMA}:"
            " nothing was changed",
            "build it anew: claimgraph corpus add FOLDER --store DIR --rebuild",
        )


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
    return f"the store {folder} is damaged: {text}", "build it anew: claimgraph corpus add … --rebuild"


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
