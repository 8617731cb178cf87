"""What a store says of itself: how much there is, whether every row is what is worked out anew."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from typing_extensions import TypedDict

from ..model.terms import STATUSES
from .catalogue import FILE, Catalogue
from .models import unpacked
from .rows import rows_of
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
            {"folder": folder, "paper": paper, "findings": json.loads(findings)}
            for folder, paper, findings in catalogue.rows(
                "SELECT folder, paper, findings FROM left_out ORDER BY folder"
            )
        ],
    }


def check(catalogue: Catalogue, *, all_: bool = False) -> Checked:
    """Whether the rows of a sample of papers, or of all, and all works' classes are as worked out anew."""
    problems = [
        f"the file is damaged: {line}" for (line,) in catalogue.rows("PRAGMA integrity_check") if line != "ok"
    ]
    known = [name for (name,) in catalogue.rows("SELECT id FROM paper ORDER BY id")]
    asked = known if all_ or len(known) <= _SAMPLE else sorted(random.Random(0).sample(known, _SAMPLE))
    for name in asked:
        problems += _wrong(catalogue, name)
    problems += _wrong_classes(catalogue)
    return {"generation": catalogue.generation, "checked": len(asked), "problems": problems}


def _wrong(catalogue: Catalogue, name: str) -> Iterator[str]:
    row = catalogue.one("SELECT n, model, bones FROM paper WHERE id = ?", (name,))
    assert row is not None
    number, model, bones = row
    try:
        dataset = unpacked(model)
    except ValueError as error:
        yield f"{name}: its model is no data set: {error}"
        return
    fresh = rows_of(dataset)
    if bones != fresh.bones:
        yield f"{name}: its bones are not those of its model"
    for table, columns, rows in (
        ("claim", "place, id, stands, kind, holder, attributed, status, text", fresh.claims),
        (
            "work",
            "place, id, title, notes, theses_lost, theses_weakened, lost, weakened, drops",
            fresh.works,
        ),
        ("stance", "place, actor, topic, polarity", fresh.stances),
    ):
        kept = list(
            catalogue.rows(f"SELECT {columns} FROM {table} WHERE paper = ? ORDER BY place", (number,))
        )
        if kept != [tuple(each) for each in rows]:
            yield f"{name}: its rows in {table} are not as worked out anew"
    keys = sorted(catalogue.rows("SELECT kind, value, place FROM key WHERE paper = ?", (number,)))
    if keys != sorted(fresh.keys):
        yield f"{name}: its rows in key are not as worked out anew"


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
        text = unpacked(model).model_dump_json(exclude_defaults=True, by_alias=True)
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
