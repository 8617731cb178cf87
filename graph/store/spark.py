"""The analyses of a store in Spark: a paper is a row, and the functions are those of ``rows``.

Papers come as Arrow columns and answers go as Arrow columns, by ``arrow_udf``: ``mapInArrow`` does
the same, but does not start without pandas, which nothing here needs.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from ..errors import ClaimgraphError, ExtraMissing, FileError, UnknownName, UsageError
from ..files import new_folder
from . import rows
from .parquet import PAPERS, WORKS, counted

JOBS = ("statuses", "ranking", "gaps", "withdraw")
_COLUMNS = {
    "statuses": "paper string, claim string, status string",
    "ranking": (
        "paper string, work string, theses_lost bigint, theses_weakened bigint, lost bigint, weakened bigint"
    ),
    "gaps": "paper string, kind string, thing string, detail string",
    "withdraw": "paper string, claim string, status string",
}
_A_TASK = 100
"""Papers a task: a second or so, that no core wait long for the last one; each costs a tenth to begin."""


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


ANSWERS: dict[str, Callable[[bytes, Sequence[str]], Iterable[tuple[Any, ...]]]] = {
    "statuses": _statuses,
    "ranking": _ranking,
    "gaps": _gaps,
    "withdraw": rows.withdrawal_rows,
}
"""Of each job what it tells of a paper's model, given those of its works that are withdrawn."""


def run(
    job: str, parquet: Path, output: Path, *, works: Sequence[str] = (), master: str | None = None
) -> Ran:
    """Do ``job`` over what ``corpus export --parquet`` wrote; write ``rows`` and ``errors``.

    ``works``: for ``withdraw``, the keys of the works that fall. Integers are ``bigint``. A paper
    that fails is a row of ``errors``. ``output`` is new, and there when it is whole. A session of
    Spark that is active is used and left; else one is started, on ``master``. Raises UsageError,
    UnknownName, FileError, ExtraMissing.
    """
    if job not in JOBS:
        raise UsageError(f'there is no job "{job}"', f"there are: {', '.join(JOBS)}")
    if job == "withdraw" and not works:
        raise UsageError("no work is named", "add --work KEY, as corpus works lists them")
    if job != "withdraw" and works:
        raise UsageError(f"{job} takes no works", "leave --work out, or ask for withdraw")
    papers = counted(parquet)
    with new_folder(output) as made, _session(f"claimgraph {job}", master) as session:
        try:
            asked = _asked(session, parquet.resolve(), tuple(dict.fromkeys(works)), papers)
            good, bad = _answered(job, asked, made)
        except ClaimgraphError:
            raise
        except Exception as error:  # whatever Spark makes of a broken file or machine
            raise FileError(f"Spark gave the job up: {_cause(error)}", "nothing was written") from error
    return {"job": job, "folder": str(output), "rows": good, "errors": bad}


def _asked(session: Any, parquet: Path, works: Sequence[str], papers: int) -> Any:
    """Those of ``papers`` that are asked: id, model, and the ids there of those of ``works`` it cites."""
    models = session.read.parquet(_address(parquet / PAPERS))
    if not works:
        return _spread(models.selectExpr("id", "model", "array() AS works"), papers)
    cited = session.read.parquet(_address(parquet / WORKS))
    wanted = session.createDataFrame([(key,) for key in works], "key string")
    citing = session.sql(
        "SELECT key, count(paper) AS papers FROM {wanted} LEFT JOIN {cited} USING (key) GROUP BY key",
        wanted=wanted,
        cited=cited,
    ).collect()
    for row in sorted(citing):
        if not row.papers:
            raise UnknownName(f'no work has the key "{row.key}"', hint="corpus works lists them")
    hit = session.sql(
        "SELECT paper, collect_list(work) AS works FROM {cited} JOIN {wanted} USING (key) GROUP BY paper",
        wanted=wanted,
        cited=cited,
    )
    asked = session.sql(
        "SELECT id, model, works FROM {models} JOIN {hit} ON paper = id", models=models, hit=hit
    )
    return _spread(asked, sum(row.papers for row in citing))


def _spread(asked: Any, papers: int) -> Any:
    """``asked``, about ``papers``, in tasks of alike many, however the files are cut."""
    return asked.repartition(max(1, -(-papers // _A_TASK)))


def _answered(job: str, asked: Any, made: Path) -> tuple[int, int]:
    """Write to ``made`` what ``job`` tells of the papers ``asked``; how many rows, and how many failed."""
    functions = importlib.import_module("pyspark.sql.functions")
    columns = f"{_COLUMNS[job]}, error string"
    with warnings.catch_warnings(action="ignore"):  # hints of types would be preferred, and need pyarrow here
        answers = functions.arrow_udf(
            partial(_of_batches, job),
            f"array<struct<{columns}>>",
            functions.ArrowUDFType.SCALAR_ITER,
        )
    found = asked.select(functions.inline(answers("id", "model", "works"))).persist()
    good = found.where("error IS NULL").drop("error")
    bad = found.where("error IS NOT NULL").select("paper", "error")
    good.write.parquet(_address(made / "rows"))
    bad.write.parquet(_address(made / "errors"))
    counts = good.count(), bad.count()
    found.unpersist()
    return counts


def _of_batches(job: str, batches: Iterable[Sequence[Any]]) -> Iterator[Any]:
    """In a worker: columns of ids, models and works to columns of what ``job`` tells of each."""
    pa = importlib.import_module("pyarrow")
    kinds = {"string": pa.string(), "bigint": pa.int64()}
    fields = [each.split() for each in f"{_COLUMNS[job]}, error string".split(", ")]
    told = pa.list_(pa.struct([(name, kinds[kind]) for name, kind in fields]))
    names = [name for name, _ in fields]
    for batch in batches:
        papers = zip(*(column.to_pylist() for column in batch), strict=True)
        yield pa.array(
            [[dict(zip(names, row, strict=True)) for row in _of_paper(job, *paper)] for paper in papers], told
        )


def _of_paper(job: str, paper: str, model: bytes, works: Sequence[str]) -> list[tuple[Any, ...]]:
    try:
        return [(*row, None) for row in ANSWERS[job](model, works)]
    except Exception as error:  # whatever is wrong with one paper
        empty = [None] * (len(_COLUMNS[job].split(", ")) - 1)
        return [(paper, *empty, f"{type(error).__name__}: {error}"[:1000])]


@contextlib.contextmanager
def _session(name: str, master: str | None) -> Iterator[Any]:
    """The session of Spark that is active, or one of our own, stopped at the end."""
    try:
        sql = importlib.import_module("pyspark.sql")
        errors = importlib.import_module("py4j.protocol")
    except ImportError:
        raise ExtraMissing("jobs in Spark need pyspark", "pip install 'claimgraph[spark]'") from None
    active = sql.SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    # Else workers take the first python3 of the system.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.appName(name).config("spark.ui.enabled", "false")
    with _log() as log:
        try:
            handler = signal.getsignal(signal.SIGINT)
            session = (builder.master(master) if master else builder).getOrCreate()
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGINT, handler)  # pyspark's asks Java in the midst of asking it
        except errors.Py4JError as error:
            raise FileError(
                f"Spark does not start: {_cause(error)}", "see --master" if master else None
            ) from error
        except Exception as error:  # whatever pyspark makes of a missing Java
            said = [line for line in log().splitlines() if line and not line.startswith("WARNING")]
            raise ExtraMissing(
                f"Spark does not start: {(said or [str(error)])[0][:200]}", "it needs Java 17 or later"
            ) from error
        try:
            yield session
        finally:
            with contextlib.suppress(Exception):  # it may have gone first, as on Ctrl-C
                session.stop()


@contextlib.contextmanager
def _log() -> Iterator[Callable[[], str]]:
    """A log that is kept meanwhile instead of what goes to stderr, Spark's too; what is in it so far."""
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        try:
            yield lambda: os.pread(file.fileno(), 2**16, 0).decode(errors="replace")
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _address(path: Path) -> str:
    """``path`` as Spark is told it: of this machine or what it has mounted, with nothing to be matched."""
    return "file://" + "".join(f"\\{each}" if each in "\\{}[]*?" else each for each in str(path))


def _cause(error: Exception) -> str:
    """The innermost reasons that Java gives for ``error``, else its first line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    causes = [line for line in lines if line.startswith("Caused by: ")]
    return "; ".join(each.removeprefix("Caused by: ")[:200] for each in causes[-2:] or lines[:1])
