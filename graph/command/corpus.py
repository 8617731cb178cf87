"""``claimgraph corpus …``: what keeps a store of many papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from ..errors import UsageError
from .calling import Call
from .enlisting import grouped
from .stored import StoreCall

COMMANDS = "corpus"


def _option(*names: str, value: str, says: str, **more: Any) -> Any:
    return typer.Option(*names, metavar=value, help=says, **more)


Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Folders of data sets, or above them.")]
Papers = Annotated[list[str], typer.Argument(metavar="PAPER", help="The id of a paper in the store.")]
PaperOrNone = Annotated[str | None, typer.Argument(metavar="PAPER", help="The id of a paper in the store.")]
Jobs = Annotated[int | None, _option("--jobs", value="N", says="Processes that read; else all cores.", min=1)]
Prune = Annotated[bool, typer.Option("--prune", help="Also remove papers whose folders are gone.")]
Rebuild = Annotated[bool, typer.Option("--rebuild", help="Whatever the store held; what you decided lasts.")]
All = Annotated[bool, typer.Option("--all", help="Every paper, not a sample.")]
Lean = Annotated[bool, typer.Option("--lean", help="Without passages, selectors, orders, citation nodes.")]
NewFolder = Annotated[Path, _option("-o", "--output", value="DIR", says="The folder to write.")]
NewOrNone = Annotated[Path | None, _option("-o", "--output", value="DIR", says="The folder to write.")]
ParquetOut = Annotated[Path | None, _option("--parquet", value="DIR", says="All papers, for Spark.")]
ParquetIn = Annotated[Path, _option("--parquet", value="DIR", says="What export --parquet wrote.")]
Job = Annotated[str, typer.Argument(metavar="JOB", help="statuses, ranking, gaps or withdraw.")]
Works = Annotated[list[str] | None, _option("--work", value="KEY", says="To withdraw; may be repeated.")]
Master = Annotated[str | None, _option("--master", value="URL", says="Spark's master, such as local[2].")]
Decisions = Annotated[bool, typer.Option("--decisions", help="Joins by title alone, refused, and yours.")]
Split = Annotated[str | None, _option("--split", value="KEY", says="KEY joins nothing; again: take it back.")]
Join = Annotated[
    tuple[str, str] | None, _option("--join", value="KEY KEY", says="One work, whatever else is said.")
]
OneWork = Annotated[str | None, _option("--work", value="KEY", says="That work alone.")]
Least = Annotated[int, _option("--least", value="N", says="Cited by N papers or more.", min=1)]


def _store(call: Call) -> StoreCall:
    if not isinstance(call, StoreCall):
        raise UsageError("no store is named", "add --store DIR, or set $CLAIMGRAPH_STORE")
    return call


@grouped("corpus", "add")
def add(
    call: Call, paths: Paths, jobs: Jobs = None, prune: Prune = False, rebuild: Rebuild = False
) -> NoReturn:
    """Add data sets to a store: what has not changed is passed over."""
    from ..store.adding import add
    from .console import progress

    answer = add(paths, _store(call).store, jobs=jobs, prune=prune, rebuild=rebuild, progress=progress)
    progress("")
    call.answer(answer, "corpus_add", code=1 if answer["left_out"] else 0)


@grouped("corpus", "remove")
def remove(call: Call, papers: Papers) -> NoReturn:
    """Take papers out of a store."""
    from ..store.adding import remove

    call.answer(remove(papers, _store(call).store), "corpus_add")


@grouped("corpus", "stats")
def stats(call: Call) -> NoReturn:
    """How much a store holds, and what was left out."""
    from ..store.checking import stats

    call.answer(stats(_store(call).catalogue), "corpus_stats")


@grouped("corpus", "check")
def check(call: Call, all_: All = False) -> NoReturn:
    """Whether the rows of a sample of papers are as worked out anew."""
    from ..store.checking import check

    answer = check(_store(call).catalogue, all_=all_)
    call.answer(answer, "corpus_check", code=1 if answer["problems"] else 0)


@grouped("corpus", "works", "limit")
def works(
    call: Call,
    decisions: Decisions = False,
    split: Split = None,
    join: Join = None,
    least: Least = 1,
) -> NoReturn:
    """The works of all papers, and which are one."""
    from ..store import works as kept
    from ..store.catalogue import writing

    stored = _store(call)
    if split or join:
        with writing(stored.store) as catalogue:
            kept.decide(catalogue, "split" if split else "join", *((split,) if split else join or ()))
    if decisions or split or join:
        rows: Any = kept.decisions(stored.catalogue)
    else:
        rows = kept.corpus_works(stored.catalogue, least)
    stored.rows(rows[: stored.limit], "corpus_works", count=len(rows))


@grouped("corpus", "bridges", "paper", "limit")
def bridges(call: Call, work: OneWork = None) -> NoReturn:
    """Works that two papers or more cite, and the theses that each lowers alone."""
    from ..store.bridging import bridges
    from ..store.withdrawing import named

    stored = _store(call)
    rows = bridges(stored.catalogue, named(stored.catalogue, work) if work else None, papers=stored.papers)
    stored.rows(rows[: stored.limit], "bridges", count=len(rows))


@grouped("corpus", "export")
def export(
    call: Call, paper: PaperOrNone = None, output: NewOrNone = None, parquet: ParquetOut = None
) -> NoReturn:
    """Write a paper's two files again, or all papers as Parquet."""
    from ..editing.write import write
    from ..files import write_folder
    from ..store.finding import plain_dataset

    stored = _store(call)
    if parquet is not None:
        from ..store.parquet import export

        if paper or output:
            raise UsageError("--parquet writes all papers", "leave the paper and -o out")
        call.answer(export(stored.catalogue, parquet), "corpus_parquet")
    if paper is None or output is None:
        raise UsageError("nothing to write is named", "say PAPER -o DIR, or --parquet DIR")
    files = write(plain_dataset(stored.catalogue, paper))
    write_folder(output, files)
    wrote = {"generation": stored.catalogue.generation, "wrote": str(output), "files": sorted(files)}
    call.answer(wrote, "corpus_wrote")


@grouped("corpus", "rdf")
def rdf(call: Call, lean: Lean = False) -> NoReturn:
    """Write all papers as RDF, or bring it up to date, for sparql."""
    from ..store.rdf import write_rdf
    from .console import progress

    answer = write_rdf(_store(call).store, lean=lean, progress=progress)
    progress("")
    call.answer(answer, "corpus_rdf")


@grouped("corpus", "dump")
def dump(call: Call) -> NoReturn:
    """All that a store holds, a line a row, in an order that does not depend on how it came."""
    from ..store.checking import dump
    from .console import Done

    raise Done(dump(_store(call).catalogue))


@grouped("corpus", "spark")
def spark(
    call: Call, job: Job, parquet: ParquetIn, output: NewFolder, works: Works = None, master: Master = None
) -> NoReturn:
    """The same analyses in Spark, over what export --parquet wrote."""
    from ..store.spark import run

    call.answer(run(job, parquet, output, works=works or (), master=master), "corpus_spark")
