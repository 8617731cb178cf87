"""The tables of a store's catalogue, and whether a file has these and no others."""

from __future__ import annotations

import contextlib
import sqlite3

SCHEMA = 3
"""Version of the tables below. A store of another one is refused, and can be built anew."""
WORDS = """CREATE VIRTUAL TABLE words USING fts5 (
  text, beside, about, content='', tokenize='unicode61 remove_diacritics 0')"""
"""The index of all claims by their words; it holds no text."""
TABLES = f"""
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
CREATE INDEX claim_thesis ON claim (kind) WHERE kind = 'thesis';
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
CREATE TABLE word (word TEXT PRIMARY KEY, stem TEXT) WITHOUT ROWID;
CREATE INDEX word_stem ON word (stem) WHERE stem IS NOT NULL;
{WORDS};
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, 'row');
"""
OF_PAPERS = ("claim", "work", "key", "stance", "topic")
"""The tables whose rows are of a paper."""
BLOBS = ("model", "bones")
"""The columns that hold bytes."""


def tabled(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the file that is open has a table ``name``: a view may take for ever to be read."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
    return found.fetchone() is not None


def unlike(connection: sqlite3.Connection) -> bool:
    """Whether the file that is open has not just the tables of a catalogue, as they are made here."""
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        made.executescript(TABLES)
        return _told(connection) != _told(made)


def _told(connection: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    """What is in a file; how the parts of an index are made differs with the version of SQLite."""
    found = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(kind, name, None if name.startswith("words_") else sql) for kind, name, sql in found}
