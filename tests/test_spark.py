"""The analyses in Spark give what the store gives: the functions are the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from stores import folders, paper

from claimgraph import evidence
from claimgraph.answers.ranking import ranking
from claimgraph.errors import ClaimgraphError, FileError, UnknownName, UsageError
from claimgraph.model.entities import Date, Work
from claimgraph.store import withdrawing
from claimgraph.store import works as kept_works
from claimgraph.store.adding import add
from claimgraph.store.catalogue import reading, writing
from claimgraph.store.parquet import export
from claimgraph.store.rows import gap_rows
from claimgraph.store.spark import run

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'claimgraph[spark]'")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not there"),
]
PAPERS = 12


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("spark")
    folders(place / "papers", [paper(seed) for seed in range(PAPERS)])
    add([place / "papers"], place / "store", jobs=1)
    return place / "store"


@pytest.fixture(scope="module")
def parquet(store: Path) -> Path:
    return exported(store)


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[Any]:
    """One session for all: Spark takes long to start."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    found = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    yield found
    found.stop()


def exported(store: Path, **more: int) -> Path:
    folder = store.with_name(f"{store.name}-parquet")
    with reading(store) as catalogue:
        export(catalogue, folder, **more)
    return folder


def rows(folder: Path) -> list[tuple[Any, ...]]:
    import pyarrow.parquet as pq

    return sorted(tuple(row.values()) for row in pq.read_table(folder).to_pylist())


def job(name: str, parquet: Path, output: Path, *works: str) -> list[tuple[Any, ...]]:
    found = run(name, parquet, output, works=works)
    told = rows(output / "rows")
    assert found == {"job": name, "folder": str(output), "rows": len(told), "errors": 0}
    assert rows(output / "errors") == []
    return told


def statuses_in(store: Path) -> list[tuple[Any, ...]]:
    query = "SELECT paper.id, claim.id, status FROM claim JOIN paper ON paper.n = claim.paper"
    with reading(store) as catalogue:
        return sorted(catalogue.rows(query))


def falls(store: Path, *works: str) -> list[tuple[Any, ...]]:
    with reading(store) as catalogue:
        papers = withdrawing.withdraw(catalogue, works)["papers"]
    told = [(row["paper"], claim, "unsupported") for row in papers for claim in row["lost"]]
    return sorted(
        [*told, *((row["paper"], each["claim"], each["after"]) for row in papers for each in row["weakened"])]
    )


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program itself, with a Spark of its own."""
    return subprocess.run(
        [sys.executable, "-m", "claimgraph", "corpus", "spark", *map(str, arguments), "--master", "local[2]"],
        capture_output=True,
        text=True,
        timeout=600,
        env={key: value for key, value in os.environ.items() if key != "PYSPARK_PYTHON"} | environment,
    )


def test_statuses_in_spark_are_those_of_the_store(store: Path, parquet: Path, tmp_path: Path) -> None:
    assert job("statuses", parquet, tmp_path / "out") == statuses_in(store)


def test_rankings_in_spark_are_those_of_the_store(store: Path, parquet: Path, tmp_path: Path) -> None:
    with reading(store) as catalogue:
        query = "SELECT citing, id, theses_lost, theses_weakened, lost, weakened FROM cited"
        assert job("ranking", parquet, tmp_path / "out") == sorted(catalogue.rows(query))


def test_gaps_in_spark_are_those_of_the_papers(store: Path, parquet: Path, tmp_path: Path) -> None:
    with reading(store) as catalogue:
        models = [model for (model,) in catalogue.rows("SELECT model FROM paper")]
    assert job("gaps", parquet, tmp_path / "out") == sorted(
        row for model in models for row in gap_rows(model)
    )


def test_withdrawals_in_spark_are_those_of_the_store(store: Path, parquet: Path, tmp_path: Path) -> None:
    with reading(store) as catalogue:
        gravest, second = [row["work"] for row in withdrawing.ranking(catalogue)[:2]]
    assert falls(store, gravest)
    assert job("withdraw", parquet, tmp_path / "one", gravest) == falls(store, gravest)
    two = (gravest, second, gravest)
    assert job("withdraw", parquet, tmp_path / "two", *two) == falls(store, *two)


def test_withdrawals_join_works_as_the_store_does_conflicts_and_decisions_counted(tmp_path: Path) -> None:
    told = {"title": "The same words", "creators": ("A. Smith",), "date": Date(is_="2010")}
    kinds: list[dict[str, Any]] = [
        {**told, "doi": "10.1000/x"},
        {**told, "doi": "10.1000/y"},  # the same title, and another DOI
        {**told, "doi": "https://doi.org/10.1000/X"},
        {**told, "title": "Joined by its title"},
        {**told, "title": "Joined by its title"},
        {**told, "title": "Split by a person"},
        {**told, "title": "Split by a person"},
        {"title": "One name", "url": "https://example.org/one"},
        {"title": "Another name", "url": "https://example.org/two"},  # joined by a person
    ]
    base, bearing = next(
        (found, row["works"][0])
        for found in map(paper, count())
        for row in ranking(evidence(found))
        if row["lost"]
    )
    papers = [
        base.model_copy(
            update={
                "paper": base.paper.model_copy(update={"id": f"p{number}"}),
                "works": {**base.works, bearing: Work(id=bearing, **kind)},
            }
        )
        for number, kind in enumerate(kinds)
    ]
    folders(tmp_path / "papers", papers)
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    with reading(tmp_path / "store") as catalogue:
        split = next(
            row["key"]
            for row in kept_works.decisions(catalogue)
            if row["key"].startswith("title:splitbyaperson")
        )
    with writing(tmp_path / "store") as catalogue:
        kept_works.decide(catalogue, "split", split)
        kept_works.decide(catalogue, "join", "url:example.org/one", "url:example.org/two")
    parquet = exported(tmp_path / "store")
    with reading(tmp_path / "store") as catalogue:
        query = (
            "SELECT class, group_concat(citing) FROM cited WHERE id = ? GROUP BY class ORDER BY min(citing)"
        )
        classes = dict(catalogue.rows(query, (bearing,)))
    assert list(classes.values()) == ["p0,p2", "p1", "p3,p4", "p5", "p6", "p7,p8"]
    for number, name in enumerate(classes):
        fallen = falls(tmp_path / "store", name)
        assert {row[0] for row in fallen} == set(classes[name].split(","))
        assert job("withdraw", parquet, tmp_path / f"out{number}", name) == fallen


def test_papers_come_in_files_of_a_given_number(store: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    with reading(store) as catalogue:
        told = export(catalogue, tmp_path / "small", a_file=5)
    assert (told["papers"], told["files"]) == (PAPERS, 6)
    files = sorted((tmp_path / "small" / "papers.parquet").iterdir())
    assert [pq.read_metadata(file).num_rows for file in files] == [5, 5, 2]
    assert job("statuses", tmp_path / "small", tmp_path / "out") == statuses_in(store)


def test_more_than_a_thousand_papers_come_in_two_files(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    folders(tmp_path / "papers", [paper(1, f"p{number}", claims=2) for number in range(1001)])
    add([tmp_path / "papers"], tmp_path / "store", jobs=2)
    files = sorted((exported(tmp_path / "store") / "papers.parquet").iterdir())
    assert [pq.read_metadata(file).num_rows for file in files] == [1000, 1]
    assert job("statuses", tmp_path / "store-parquet", tmp_path / "out") == statuses_in(tmp_path / "store")


def test_a_paper_that_fails_is_a_row_of_errors(store: Path, parquet: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    broken = tmp_path / "a folder [of] {some} papers*"
    shutil.copytree(parquet, broken)
    models = {
        "garbage": b"no model",
        "huge": zlib.compress(b" " * (2**28 + 1)),
        "other": zlib.compress(b'{"paper": 1}'),
        "deep": zlib.compress(b"[" * 100_000),
    }
    table = pa.table({"id": list(models), "digest": ["0"] * len(models), "model": list(models.values())})
    pq.write_table(table, broken / "papers.parquet" / "part-bad.parquet")
    for name in ("statuses", "ranking", "gaps"):
        assert run(name, broken, tmp_path / name)["errors"] == len(models)
        told = dict(rows(tmp_path / name / "errors"))
        assert set(told) == set(models)
        assert told["garbage"].startswith("ValueError: it is not compressed")
        assert told["huge"] == "ValueError: it is larger than a paper may be"
    assert rows(tmp_path / "statuses" / "rows") == statuses_in(store)


def test_what_no_export_wrote_is_refused_in_a_sentence_and_leaves_nothing(
    parquet: Path, tmp_path: Path
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    def copy(name: str) -> Path:
        shutil.copytree(parquet, tmp_path / name)
        return tmp_path / name / "papers.parquet"

    (tmp_path / "nothing").mkdir()
    (copy("cut") / "part-00000.parquet").write_bytes(b"PAR1 and no more")
    file = copy("damaged") / "part-00000.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[:4] + bytes(len(whole) // 2) + whole[len(whole) // 2 + 4 :])  # the footer is whole
    pq.write_table(pa.table({"id": ["a"]}), copy("another's") / "part-00000.parquet")
    shutil.rmtree(copy("half").with_name("works.parquet"))
    (copy("emptied") / "part-00000.parquet").unlink()
    there = sorted(tmp_path.iterdir())
    for name, sentence in {
        "missing": "holds no papers.parquet",
        "nothing": "holds no papers.parquet",
        "half": "holds no works.parquet",
        "emptied": "holds no papers",
        "cut": "cannot be read",
        "another's": "is not of an export: it has no column digest",
        "damaged": "Spark gave the job up",
    }.items():
        with pytest.raises(FileError, match=sentence) as refused:
            run("statuses", tmp_path / name, tmp_path / "out")
        assert "\n" not in refused.value.message
        assert sorted(tmp_path.iterdir()) == there


def test_an_output_that_is_there_or_cannot_be_is_refused(parquet: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    for output in (tmp_path / "full", tmp_path / "full" / "mine", tmp_path / "full" / "mine" / "below"):
        with pytest.raises(FileError):
            run("statuses", parquet, output)
    assert [each.name for each in tmp_path.rglob("*")] == ["full", "mine"]
    (tmp_path / "empty").mkdir()
    assert job("statuses", parquet, tmp_path / "empty")


def test_what_is_asked_wrongly_is_told(parquet: Path, tmp_path: Path) -> None:
    for name, works, kind in [
        ("status", (), UsageError),
        ("withdraw", (), UsageError),
        ("gaps", ("doi:10.1000/0",), UsageError),
        ("withdraw", ("doi:10.1000/0", "doi:10.1000/none"), UnknownName),
    ]:
        with pytest.raises(ClaimgraphError) as refused:
            run(name, parquet, tmp_path / "out", works=works)
        assert type(refused.value) is kind
    assert list(tmp_path.iterdir()) == []


def test_the_program_starts_a_spark_of_its_own_and_says_no_more_than_its_answer(
    store: Path, parquet: Path, tmp_path: Path
) -> None:
    done = command("ranking", "--parquet", parquet, "-o", tmp_path / "out", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["errors"] == 0
    import pyarrow.parquet as pq

    with reading(store) as catalogue:
        assert json.loads(done.stdout)["rows"] == next(catalogue.rows("SELECT count(*) FROM work"))[0]
    kinds = {field.name: str(field.type) for field in pq.read_table(tmp_path / "out" / "rows").schema}
    assert kinds == {"paper": "string", "work": "string"} | dict.fromkeys(
        ("theses_lost", "theses_weakened", "lost", "weakened"), "int64"
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"JAVA_HOME": "/nowhere"}, "Spark does not start"),
        ({"PYSPARK_PYTHON": "/nowhere/python"}, "Spark gave the job up"),
    ],
)
def test_a_machine_that_lacks_something_is_told_in_a_sentence(
    parquet: Path, tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    done = command("statuses", "--parquet", parquet, "-o", tmp_path / "out", **environment)
    assert (done.returncode, done.stdout) == (5, "")
    assert sentence in done.stderr
    assert "/nowhere" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert list(tmp_path.iterdir()) == []


def test_without_pyspark_it_says_what_to_install(parquet: Path, tmp_path: Path) -> None:
    (tmp_path / "pyspark.py").write_text("raise ImportError")
    done = command("statuses", "--parquet", parquet, "-o", tmp_path / "out", PYTHONPATH=str(tmp_path))
    assert done.returncode == 5
    assert "claimgraph[spark]" in done.stderr
    assert not list(tmp_path.glob("*out*"))


def test_ctrl_c_ends_it_and_leaves_nothing(parquet: Path, tmp_path: Path) -> None:
    arguments = ["statuses", "--parquet", str(parquet), "-o", str(tmp_path / "out"), "--master", "local[2]"]
    for place in (".out-*", ".out-*/rows"):  # while Spark starts, and while it writes
        with subprocess.Popen(
            [sys.executable, "-m", "claimgraph", "corpus", "spark", *arguments], stderr=subprocess.PIPE
        ) as process:
            while not list(tmp_path.glob(place)):
                assert process.poll() is None
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=300)[1]
        assert (process.returncode, said) == (130, b"")
        assert list(tmp_path.iterdir()) == []
