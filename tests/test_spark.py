"""The analyses in Spark give what the store gives: the functions are the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from stores import folders, paper

from claimgraph.store import withdrawing
from claimgraph.store.adding import add
from claimgraph.store.catalogue import reading
from claimgraph.store.models import unpacked
from claimgraph.store.parquet import export
from claimgraph.store.rows import gap_rows

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'claimgraph[spark]'")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not there"),
]
SPARK = [sys.executable, "-m", "claimgraph", "corpus", "spark", "--master", "local[2]", "--json"]
WORK = "doi:10.1000/3"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    place = tmp_path_factory.mktemp("spark")
    folders(place / "papers", [paper(seed) for seed in range(12)])
    add([place / "papers"], place / "store", jobs=1)
    with reading(place / "store") as catalogue:
        export(catalogue, place / "parquet")
    return place / "store", place / "parquet"


def job(name: str, parquet: Path, output: Path, *more: str) -> list[tuple[object, ...]]:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "claimgraph",
            "corpus",
            "spark",
            name,
            "--parquet",
            parquet,
            "-o",
            output,
            *more,
            "--master",
            "local[2]",
            "--json",
        ],
        capture_output=True,
        text=True,
        timeout=600,
        env={key: value for key, value in os.environ.items() if key != "PYSPARK_PYTHON"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["errors"] == 0
    import pyarrow.parquet as pq

    return sorted(tuple(row.values()) for row in pq.read_table(output / "rows").to_pylist())


def test_statuses_in_spark_are_those_of_the_store(corpus: tuple[Path, Path], tmp_path: Path) -> None:
    store, parquet = corpus
    with reading(store) as catalogue:
        kept = sorted(
            catalogue.rows("SELECT paper.id, claim.id, status FROM claim JOIN paper ON paper.n = claim.paper")
        )
    assert job("statuses", parquet, tmp_path / "out") == kept


def test_rankings_in_spark_are_those_of_the_store(corpus: tuple[Path, Path], tmp_path: Path) -> None:
    store, parquet = corpus
    with reading(store) as catalogue:
        kept = sorted(
            catalogue.rows("SELECT citing, id, theses_lost, theses_weakened, lost, weakened FROM cited")
        )
    assert job("ranking", parquet, tmp_path / "out") == kept


def test_gaps_in_spark_are_those_of_the_papers(corpus: tuple[Path, Path], tmp_path: Path) -> None:
    store, parquet = corpus
    with reading(store) as catalogue:
        kept = sorted(
            row for (model,) in catalogue.rows("SELECT model FROM paper") for row in gap_rows(model)
        )
    assert job("gaps", parquet, tmp_path / "out") == kept


def test_withdrawals_in_spark_are_those_of_the_store(corpus: tuple[Path, Path], tmp_path: Path) -> None:
    store, parquet = corpus
    with reading(store) as catalogue:
        answer = withdrawing.withdraw(catalogue, [WORK])
    kept = [(row["paper"], claim, "unsupported") for row in answer["papers"] for claim in row["lost"]]
    kept += [
        (row["paper"], each["claim"], each["after"]) for row in answer["papers"] for each in row["weakened"]
    ]
    assert job("withdraw", parquet, tmp_path / "out", "--work", WORK) == sorted(kept)


def test_a_paper_that_fails_is_a_row_of_errors(corpus: tuple[Path, Path], tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    _, parquet = corpus
    broken = tmp_path / "broken"
    shutil.copytree(parquet, broken)
    table = pa.table({"id": ["bad"], "digest": ["0"], "model": [b"no model"]})
    pq.write_table(table, broken / "papers.parquet" / "part-bad.parquet")
    done = subprocess.run(
        [*SPARK, "statuses", "--parquet", broken, "-o", tmp_path / "out"],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert json.loads(done.stdout)["errors"] == 1
    rows = pq.read_table(tmp_path / "out" / "errors").to_pylist()
    assert [row["paper"] for row in rows] == ["bad"]
    assert "ValueError" in rows[0]["error"]
    with pytest.raises(ValueError, match="compressed"):
        unpacked(b"no model")
