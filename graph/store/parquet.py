"""A store as Parquet files, for engines that spread papers over machines: a paper is a row."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from ..errors import ExtraMissing, FileError
from ..files import refuse_full
from .catalogue import Catalogue

_A_FILE = 1_000
"""Papers a file: engines split work by files."""


class Exported(TypedDict):
    """What was written, of which state of the store."""

    generation: int
    folder: str
    papers: int
    works: int
    files: int


def arrow() -> Any:
    """The module pyarrow. Raises ExtraMissing."""
    try:
        importlib.import_module("pyarrow.parquet")
        return importlib.import_module("pyarrow")
    except ImportError:
        raise ExtraMissing("Parquet files need pyarrow", "pip install 'claimgraph[spark]'") from None


def export(catalogue: Catalogue, folder: Path) -> Exported:
    """Write ``papers.parquet/`` (id, digest, model) and ``works.parquet/`` (paper, work, key).

    The files come together: the folder is new, and named so when it is whole. Raises FileError,
    ExtraMissing.
    """
    pa = arrow()
    refuse_full(folder)
    target = folder.resolve()
    made = target.with_name(f".{target.name}.part")
    papers = pa.schema([("id", pa.string()), ("digest", pa.string()), ("model", pa.binary())])
    works = pa.schema([("paper", pa.string()), ("work", pa.string()), ("key", pa.string())])
    try:
        for name in ("papers.parquet", "works.parquet"):
            (made / name).mkdir(parents=True, exist_ok=True)
            for stray in (made / name).iterdir():
                stray.unlink()
        counts = [0, 0, 0]
        for number, some in enumerate(_parts(catalogue, "SELECT id, digest, model FROM paper ORDER BY id")):
            _write(pa, made / "papers.parquet" / f"part-{number:05}.parquet", papers, some)
            ids = [row[0] for row in some]
            marks = ", ".join("?" * len(ids))
            cited = list(
                catalogue.rows(
                    f"SELECT citing, id, class FROM cited WHERE citing IN ({marks}) ORDER BY citing, place",
                    ids,
                )
            )
            _write(pa, made / "works.parquet" / f"part-{number:05}.parquet", works, cited)
            counts = [counts[0] + len(some), counts[1] + len(cited), counts[2] + 2]
        if folder.exists():
            folder.rmdir()
        made.rename(target)
    except OSError as error:
        raise FileError(f"{folder} cannot be written: {error.strerror or error}") from error
    return {
        "generation": catalogue.generation,
        "folder": str(folder),
        "papers": counts[0],
        "works": counts[1],
        "files": counts[2],
    }


def _parts(catalogue: Catalogue, query: str) -> Iterator[list[tuple[Any, ...]]]:
    some: list[tuple[Any, ...]] = []
    for row in catalogue.rows(query):
        some.append(row)
        if len(some) == _A_FILE:
            yield some
            some = []
    if some:
        yield some


def _write(pa: Any, path: Path, schema: Any, rows: list[tuple[Any, ...]]) -> None:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    table = pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
    importlib.import_module("pyarrow.parquet").write_table(table, path)
