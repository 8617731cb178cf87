"""A store as Parquet files, for engines that spread papers over machines: a paper is a row."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from ..errors import ExtraMissing, FileError
from ..files import new_folder
from .catalogue import Catalogue

PAPERS, WORKS = "papers.parquet", "works.parquet"
_COLUMNS = {
    PAPERS: {"id": "string", "digest": "string", "model": "binary"},
    WORKS: {"paper": "string", "work": "string", "key": "string"},
}
_A_FILE = 1_000
"""Papers a file: engines split work by files."""
_A_GROUP = 50
"""Papers a group of rows in a file, and held at once."""


class Exported(TypedDict):
    """What was written, of which state of the store."""

    generation: int
    folder: str
    papers: int
    works: int
    files: int


def export(catalogue: Catalogue, folder: Path, *, a_file: int = _A_FILE) -> Exported:
    """Write ``papers.parquet/`` (id, digest, model) and ``works.parquet/`` (paper, work, key).

    ``key``: what the work is called among all papers; works are one where it is the same. ``a_file``:
    how many papers a file holds at most. The files come together: the folder is new, and named so
    when it is whole. Raises FileError, ExtraMissing.
    """
    parquet = _module("pyarrow.parquet")
    done: Exported = {
        "generation": catalogue.generation,
        "folder": str(folder),
        "papers": 0,
        "works": 0,
        "files": 0,
    }
    rows = enumerate(catalogue.rows("SELECT id, digest, model FROM paper ORDER BY id"))
    with new_folder(folder) as made:
        for name in _COLUMNS:
            (made / name).mkdir()
        for number, numbered in groupby(rows, lambda row: row[0] // a_file):
            part = f"part-{number:05}.parquet"
            with (
                parquet.ParquetWriter(made / PAPERS / part, _schema(PAPERS)) as papers,
                parquet.ParquetWriter(made / WORKS / part, _schema(WORKS)) as works,
            ):
                while some := [row for _, row in islice(numbered, _A_GROUP)]:
                    cited = _cited(catalogue, [row[0] for row in some])
                    papers.write_batch(_batch(PAPERS, some))
                    works.write_batch(_batch(WORKS, cited))
                    done["papers"] += len(some)
                    done["works"] += len(cited)
            done["files"] += 2
    return done


def counted(folder: Path) -> int:
    """How many papers ``export`` wrote to ``folder``; the files are looked at, not read.

    Raises FileError for what it did not write, ExtraMissing.
    """
    parquet = _module("pyarrow.parquet")
    papers = 0
    for name, columns in _COLUMNS.items():
        files = sorted((folder / name).glob("*.parquet"))
        if not files:
            raise FileError(
                f"{folder} holds no {name}" if not (folder / name).is_dir() else f"{folder} holds no papers",
                "write it: claimgraph corpus export --parquet DIR",
            )
        for file in files:
            try:
                with parquet.ParquetFile(file) as opened:
                    missing = [each for each in columns if each not in opened.schema_arrow.names]
                    rows = opened.metadata.num_rows
            except (OSError, ValueError) as error:  # pyarrow's own errors are ValueErrors
                raise FileError(f"{file} cannot be read: {error}") from error
            if missing:
                raise FileError(
                    f"{file} is not of an export: it has no column {missing[0]}",
                    "write it: claimgraph corpus export --parquet DIR",
                )
            papers += rows if name == PAPERS else 0
    return papers


def _cited(catalogue: Catalogue, papers: Sequence[str]) -> list[tuple[Any, ...]]:
    marks = ", ".join("?" * len(papers))
    query = f"SELECT citing, id, class FROM cited WHERE citing IN ({marks}) ORDER BY citing, place"
    return list(catalogue.rows(query, papers))


def _schema(name: str) -> Any:
    pa = _module("pyarrow")
    return pa.schema([(column, getattr(pa, kind)()) for column, kind in _COLUMNS[name].items()])


def _batch(name: str, rows: Sequence[tuple[Any, ...]]) -> Any:
    schema = _schema(name)
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [
        _module("pyarrow").array(column, field.type) for column, field in zip(columns, schema, strict=True)
    ]
    return _module("pyarrow").RecordBatch.from_arrays(arrays, schema=schema)


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ExtraMissing("Parquet files need pyarrow", "pip install 'claimgraph[spark]'") from None
