"""What a store says of itself: how much there is, whether every row is what is worked out anew."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from typing_extensions import TypedDict

from ..errors import FileError
from ..model.terms import STATUSES
from .catalogue import FILE, Catalogue
from .models import unpacked
from .rows import Rows, rows_of
from .tables import OF_PAPERS, WORDS, unlike
from .works import everything, settled_names

_SAMPLE = 50


class OutPaper(TypedDict):
    """A folder whose paper is not in the store, and what is wrong with it."""

    folder: str
    paper: str | None
    findings: list[dict[str, Any]]


class Stats(TypedDict):
    """How much a store holds."""

    generation: int
    papers: int
    claims: int
    theses: int
    works: int
    distinct_works: int
    shared_works: int
    stances: int
    statuses: dict[str, int]
    bytes: int
    stale: list[str]
    left_out: list[OutPaper]


class Checked(TypedDict):
    """How many papers were looked at, and what is not as it is worked out anew."""

    generation: int
    checked: int
    problems: list[str]


def stats(catalogue: Catalogue) -> Stats:
    """How much there is, which papers are stale, which folders were left out."""

    def count(query: str) -> int:
        row = catalogue.one(query)
        return int(row[0]) if row else 0

    found = dict(catalogue.rows("SELECT status, count(*) FROM claim WHERE place = stands GROUP BY status"))
    return {
        "generation": catalogue.generation,
        "papers": count("SELECT count(*) FROM paper"),
        "claims": count("SELECT count(*) FROM claim"),
        "theses": count("SELECT count(*) FROM claim WHERE kind = 'thesis' AND place = stands"),
        "works": count("SELECT count(*) FROM work"),
        "distinct_works": count("SELECT count(DISTINCT class) FROM work"),
        "shared_works": count(
            "SELECT count(*) FROM (SELECT 1 FROM work GROUP BY class HAVING count(DISTINCT paper) > 1)"
        ),
        "stances": count("SELECT count(*) FROM stance"),
        "statuses": {status: found.get(status, 0) for status in STATUSES},
        "bytes": (catalogue.folder / FILE).stat().st_size,
        "stale": [name for (name,) in catalogue.rows("SELECT id FROM paper WHERE stale ORDER BY id")],
        "left_out": [
            {"folder": folder, "paper": paper, "findings": _findings(catalogue, findings)}
            for folder, paper, findings in catalogue.rows(
                "SELECT folder, paper, findings FROM left_out ORDER BY folder"
            )
        ],
    }


def _findings(catalogue: Catalogue, text: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise catalogue.damaged("what was found in a paper is not told") from error
    return found if isinstance(found, list) else []


def check(catalogue: Catalogue, *, all_: bool = False) -> Checked:
    """Whether the rows of a sample of papers, or of all, and all works' classes are as worked out anew."""
    problems = [
        f"the file is damaged: {line}" for (line,) in catalogue.rows("PRAGMA integrity_check") if line != "ok"
    ]
    if unlike(catalogue.connection):
        problems.append("its tables, indexes and views are not those of a store")
    known = dict(catalogue.rows("SELECT id, n FROM paper ORDER BY id"))
    names = list(known)
    asked = names if all_ or len(names) <= _SAMPLE else sorted(random.Random(0).sample(names, _SAMPLE))
    indexed: dict[int, int] = {}
    for name in asked:
        try:
            row = catalogue.one("SELECT model FROM paper WHERE n = ?", (known[name],))
            dataset = unpacked(row[0] if row else b"")
        except ValueError as error:
            problems.append(f"{name}: its model is no data set: {str(error).splitlines()[0]}")
            continue
        fresh = rows_of(dataset)
        problems += _wrong(catalogue, name, known[name], fresh)
        indexed[known[name]] = _entries_of(catalogue, known[name], fresh)
    try:
        problems += _orphans(catalogue)
        problems += _wrong_vocabulary(catalogue)
        problems += _wrong_words(catalogue, {known[name]: name for name in asked}, indexed)
        problems += _wrong_classes(catalogue)
        stats(catalogue)
    except FileError as error:
        problems.append(error.message)
    return {"generation": catalogue.generation, "checked": len(asked), "problems": problems}


def _wrong(catalogue: Catalogue, name: str, number: int, fresh: Rows) -> Iterator[str]:
    row = catalogue.one("SELECT bones FROM paper WHERE n = ?", (number,))
    if row is None or row[0] != fresh.bones:
        yield f"{name}: its bones are not those of its model"
    if name != fresh.paper:
        yield f"{name}: its model is that of {fresh.paper}"
    for table, columns, rows in (
        ("claim", "place, id, stands, kind, holder, attributed, status, text", fresh.claims),
        (
            "work",
            "place, id, title, notes, theses_lost, theses_weakened, lost, weakened, drops",
            fresh.works,
        ),
        ("stance", "place, actor, topic, polarity", fresh.stances),
        ("topic", "id, label", fresh.topics),
        ("key", "kind, value, place", fresh.keys),
    ):
        kept = catalogue.rows(f"SELECT {columns} FROM {table} WHERE paper = ?", (number,))
        if sorted(kept, key=repr) != sorted(map(tuple, rows), key=repr):
            yield f"{name}: its rows in {table} are not as worked out anew"


def _orphans(catalogue: Catalogue) -> Iterator[str]:
    for table in OF_PAPERS:
        row = catalogue.one(f"SELECT count(*) FROM {table} WHERE paper NOT IN (SELECT n FROM paper)")
        if row and row[0]:
            yield f"{row[0]:,} rows in {table} are of no paper"


_ENTRIES = "CREATE VIRTUAL TABLE temp.entries USING fts5vocab (main, words, instance)"


def _entries_of(catalogue: Catalogue, number: int, fresh: Rows) -> int:
    """What the index of words should hold of a paper, as one number."""
    numbers = catalogue.rows("SELECT n FROM claim WHERE paper = ? ORDER BY place", (number,))
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        made.execute(WORDS)
        made.execute(_ENTRIES)
        made.executemany(
            "INSERT INTO words (rowid, text, beside, about) VALUES (?, ?, ?, ?)",
            [(at, *words) for (at,), words in zip(numbers, fresh.words, strict=False)],
        )
        return _summed(made.execute("SELECT doc, term, col, offset FROM entries"))


def _summed(rows: Iterable[tuple[Any, ...]]) -> int:
    return sum(map(hash, rows)) % 2**64


def _wrong_words(catalogue: Catalogue, names: Mapping[int, str], wanted: Mapping[int, int]) -> Iterator[str]:
    """The papers among ``names`` of which the index of words holds something else. Time: its size."""
    catalogue.connection.execute("DROP TABLE IF EXISTS temp.entries")
    catalogue.connection.execute(_ENTRIES)
    found = dict.fromkeys(wanted, 0)
    ghosts = False
    for paper, *entry in catalogue.rows(
        "SELECT claim.paper, doc, term, col, offset FROM temp.entries LEFT JOIN claim ON claim.n = doc"
    ):
        if paper in found:
            found[paper] = (found[paper] + hash(tuple(entry))) % 2**64
        ghosts = ghosts or paper is None
    if ghosts:
        yield "words are indexed of claims that there are not"
    for paper, total in found.items():
        if total != wanted[paper]:
            yield f"{names[paper]}: its words are not indexed as worked out anew"


def _wrong_vocabulary(catalogue: Catalogue) -> Iterator[str]:
    for one, other, says in (
        ("term FROM vocabulary", "word FROM word", "is said by a claim, and is no word of the store"),
        ("word FROM word", "term FROM vocabulary", "is kept as a word, and no claim says it"),
    ):
        for (word,) in catalogue.rows(f"SELECT {one} EXCEPT SELECT {other}"):
            yield f'"{word}" {says}'


def _wrong_classes(catalogue: Catalogue) -> Iterator[str]:
    known = everything(catalogue)
    names = settled_names(catalogue, known)
    for paper, place, name, citing, id_ in catalogue.rows(
        "SELECT paper, place, class, citing, id FROM cited ORDER BY citing, place"
    ):
        if names[paper, place] != name:
            yield f"{citing}:{id_} is kept as {name}, and is {names[paper, place]}"


def dump(catalogue: Catalogue) -> Iterator[str]:
    """All that is kept, a line a row, the same whatever the order in which papers came."""
    for name, folder, digest, stale, model in catalogue.rows(
        "SELECT id, folder, digest, stale, model FROM paper ORDER BY id"
    ):
        try:
            text = unpacked(model).model_dump_json(exclude_defaults=True, by_alias=True)
        except ValueError as error:
            raise catalogue.damaged(f"what it holds of {name} is no data set") from error
        yield json.dumps(["paper", name, folder, digest, stale, text], ensure_ascii=False) + "\n"
    for table, columns in (
        ("claim", "claim.place, claim.id, claim.stands, claim.status"),
        ("work", "work.place, work.id, work.class, work.drops"),
        ("key", "key.place, key.kind, key.value"),
        ("stance", "stance.place, stance.actor, stance.topic, stance.polarity"),
    ):
        for row in catalogue.rows(
            f"SELECT '{table}', paper.id, {columns} FROM {table} JOIN paper ON paper.n = {table}.paper"
            f" ORDER BY paper.id, {columns}"
        ):
            yield json.dumps(row, ensure_ascii=False) + "\n"
    for row in catalogue.rows("SELECT 'decision', what, one, other FROM decision ORDER BY what, one, other"):
        yield json.dumps(row, ensure_ascii=False) + "\n"
    for row in catalogue.rows("SELECT 'left out', folder, paper, findings FROM left_out ORDER BY folder"):
        yield json.dumps(row, ensure_ascii=False) + "\n"
