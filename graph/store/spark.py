"""The analyses of a store in Spark: a paper is a row, and the functions are those of ``rows``."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from ..errors import ExtraMissing, FileError, UsageError
from ..files import refuse_full
from . import rows

JOBS = ("statuses", "ranking", "gaps", "withdraw")
_COLUMNS = {
    "statuses": "paper string, claim string, status string",
    "ranking": (
        "paper string, work string, theses_lost bigint, theses_weakened bigint, lost bigint, weakened bigint"
    ),
    "gaps": "paper string, kind string, thing string, detail string",
    "withdraw": "paper string, claim string, status string",
}


class Ran(TypedDict):
    """What a job wrote: rows of answers, and papers that failed."""

    job: str
    folder: str
    rows: int
    errors: int


def _statuses(model: bytes, works: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    return rows.status_rows(model)


def _ranking(model: bytes, works: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    for paper, work, row in rows.ranking_rows(model):
        yield (
            paper,
            work,
            row["theses_lost"],
            row["theses_weakened"],
            len(row["lost"]),
            len(row["weakened"]),
        )


def _gaps(model: bytes, works: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    return rows.gap_rows(model)


_ANSWERS: dict[str, Callable[[bytes, Sequence[str]], Iterable[tuple[Any, ...]]]] = {
    "statuses": _statuses,
    "ranking": _ranking,
    "gaps": _gaps,
    "withdraw": rows.withdrawal_rows,
}


def run(
    job: str, parquet: Path, output: Path, *, works: Sequence[str] = (), master: str | None = None
) -> Ran:
    """Do ``job`` over what ``corpus export --parquet`` wrote; write ``rows`` and ``errors``.

    ``works``: for ``withdraw``, the keys of the works that fall. Integers are ``bigint``. A paper
    that fails is a row of ``errors``. Raises UsageError, FileError, ExtraMissing.
    """
    if job not in JOBS:
        raise UsageError(f'there is no job "{job}"', f"there are: {', '.join(JOBS)}")
    if job == "withdraw" and not works:
        raise UsageError("no work is named", "add --work KEY, as corpus works lists them")
    if not (parquet / "papers.parquet").is_dir():
        raise FileError(
            f"{parquet} holds no papers.parquet", "write it: claimgraph corpus export --parquet DIR"
        )
    refuse_full(output)
    try:
        sql = importlib.import_module("pyspark.sql")
    except ImportError:
        raise ExtraMissing("jobs in Spark need pyspark", "pip install 'claimgraph[spark]'") from None
    # Else workers take the first python3 of the system.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.appName(f"claimgraph {job}").config("spark.ui.enabled", "false")
    try:
        session = (builder.master(master) if master else builder).getOrCreate()
    except Exception as error:  # whatever py4j makes of a missing Java
        raise ExtraMissing(
            f"Spark does not start: {str(error)[:200]}", "it needs Java 17 or later"
        ) from error
    try:
        return _run(session, job, parquet, output, works)
    finally:
        session.stop()


def _run(session: Any, job: str, parquet: Path, output: Path, works: Sequence[str]) -> Ran:
    columns = _COLUMNS[job]
    papers = session.read.parquet(str(parquet / "papers.parquet"))
    if job == "withdraw":
        cited = session.read.parquet(str(parquet / "works.parquet"))
        cited.createOrReplaceTempView("works")
        papers.createOrReplaceTempView("papers")
        wanted = session.createDataFrame([(key,) for key in works], "key string")
        wanted.createOrReplaceTempView("wanted")
        asked = session.sql(
            "SELECT papers.id, model, collect_list(work) AS works FROM papers"
            " JOIN works ON works.paper = papers.id JOIN wanted ON wanted.key = works.key"
            " GROUP BY papers.id, model"
        )
    else:
        asked = papers.selectExpr("id", "model", "array() AS works")
    found = asked.mapInArrow(_mapper(job), f"{columns}, error string").persist()
    names = [each.split()[0] for each in columns.split(", ")]
    good = found.where("error IS NULL").select(*names)
    bad = found.where("error IS NOT NULL").select("paper", "error")
    good.write.parquet(str(output / "rows"))
    bad.write.parquet(str(output / "errors"))
    return {"job": job, "folder": str(output), "rows": good.count(), "errors": bad.count()}


def _mapper(job: str) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What a worker does with its papers: batches of id, model, works to batches of rows."""

    def answered(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        schema = _arrow_schema(pa, job)
        for batch in batches:
            for paper, model, works in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                try:
                    told = [(*row, None) for row in _ANSWERS[job](model, works)]
                except Exception as error:
                    told = [(paper, *[None] * (len(schema) - 2), f"{type(error).__name__}: {error}"[:1000])]
                columns = list(zip(*told, strict=True)) if told else [()] * len(schema)
                arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
                yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    return answered


def _arrow_schema(pa: Any, job: str) -> Any:
    types = {"string": pa.string(), "bigint": pa.int64()}
    fields = [each.split() for each in f"{_COLUMNS[job]}, error string".split(", ")]
    return pa.schema([(name, types[kind]) for name, kind in fields])
