"""A store that was tampered with, that others can write, or that a machine broke: a sentence, never more."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from stores import folders, paper
from test_store import answered

from claimgraph.errors import FileError, UnknownName
from claimgraph.store import works as kept
from claimgraph.store.adding import add, remove
from claimgraph.store.catalogue import FILE, reading, writing
from claimgraph.store.checking import check, dump

Command = Callable[..., CompletedProcess[str]]
PAPERS = [paper(seed, claims=6) for seed in range(6)]
OF = "paper = (SELECT n FROM paper WHERE id = 'p3')"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built")
    folders(place / "papers", PAPERS)
    add([place / "papers"], place / "store", jobs=1)
    return place


@pytest.fixture
def tampered(built: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the store in which a statement was run by hand."""

    def change(statement: str) -> Path:
        store = tmp_path / "store"
        shutil.copytree(built / "store", store)
        with sqlite3.connect(store / FILE) as connection:
            connection.create_function("packed", 1, lambda text: zlib.compress(text.encode()))
            connection.executescript(statement)
        connection.close()
        return store

    return change


TAMPERED = {
    "status": f"UPDATE claim SET status = 'asserted2' WHERE {OF} AND place = 0",
    "text": f"UPDATE claim SET text = 'else' WHERE {OF} AND place = 0",
    "drops": f"UPDATE work SET drops = '[[\"c9\"],[],[]]' WHERE {OF}",
    "class": f"UPDATE work SET class = 'doi:10.1/other' WHERE {OF}",
    "key": f"UPDATE key SET value = 'other' WHERE {OF}",
    "no keys": "DELETE FROM key",
    "bones": "UPDATE paper SET bones = (SELECT bones FROM paper WHERE id = 'p4') WHERE id = 'p3'",
    "model": "UPDATE paper SET model = (SELECT model FROM paper WHERE id = 'p4') WHERE id = 'p3'",
    "text for a model": "UPDATE paper SET model = 'text' WHERE id = 'p3'",
    "id": "UPDATE paper SET id = 'other' WHERE id = 'p3'",
    "a word more": f"INSERT INTO words (rowid, text) SELECT n, 'other' FROM claim WHERE {OF} AND place = 0",
    "no words": "INSERT INTO words (words) VALUES ('delete-all')",
    "words of no claim": "INSERT INTO words (rowid, text) VALUES (9999, 'ghost')",
    "topic": "INSERT INTO topic SELECT n, 'other', 'Other' FROM paper WHERE id = 'p3'",
    "claims of no paper": f"UPDATE claim SET paper = 99 WHERE {OF}",
    "works of no paper": f"UPDATE work SET paper = 99 WHERE {OF}",
    "index": "DROP INDEX claim_id",
    "view": "DROP VIEW cited",
    "trigger": "CREATE TRIGGER t AFTER INSERT ON paper BEGIN DELETE FROM claim; END",
    "decision": "INSERT INTO decision VALUES ('split', 'nonsense', '')",
    "left out": "INSERT INTO left_out VALUES ('/x', NULL, 'nonsense')",
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_changed_by_hand_is_noticed(tampered: Callable[[str], Path], what: str) -> None:
    with reading(tampered(TAMPERED[what])) as catalogue:
        assert check(catalogue, all_=True)["problems"]


HOSTILE = {
    "a bomb": "UPDATE paper SET model = packed(printf('%300000000s', ''))",
    "deep": "UPDATE paper SET model = packed(replace(printf('%2000000s', ''), ' ', '[')), bones = model",
    "text": "UPDATE paper SET model = 'text', bones = 5",
    "no data set": "UPDATE paper SET model = packed('{}'), bones = packed('{}')",
    "bytes": "UPDATE claim SET text = x'ff', id = x'00'; UPDATE work SET title = x'ff'; UPDATE paper SET folder = x'00' WHERE id = 'p3'",
    "no JSON": "UPDATE work SET drops = 'x'; INSERT INTO left_out VALUES ('/x', NULL, 'x')",
    "other JSON": "UPDATE work SET drops = '[1, 2, 3]'; UPDATE paper SET findings = '[', stale = 1",
    "an endless view": "DROP VIEW cited; CREATE VIEW cited AS WITH RECURSIVE t (x) AS (SELECT 1 UNION ALL"
    " SELECT x + 1 FROM t) SELECT x AS citing, 1 AS paper, 1 AS place, '' AS id, '' AS title, x AS class,"
    " '' AS drops FROM t",
    "facts that are a view": "DROP TABLE meta; CREATE VIEW meta AS WITH RECURSIVE t (x) AS (SELECT 1 UNION ALL"
    " SELECT x + 1 FROM t) SELECT 'a' AS name, x AS value FROM t",
    "a trigger": "CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM claim; END",
    "no count": "UPDATE meta SET value = 'x' WHERE name = 'generation'",
    "decisions": "INSERT INTO decision VALUES ('join', 'nonsense', 'doi:1')",
}
ASKED = (
    ["supports", "p3:c0"],
    ["list", "claims", "--paper", "p3"],
    ["search", "claim", "--json"],
    ["withdraw", "--rank"],
    ["withdraw", "p3:w0", "p3:w1"],
    ["verify", "--paper", "p3"],
    ["corpus", "stats"],
    ["corpus", "works", "--json"],
    ["corpus", "works", "--decisions"],
    ["corpus", "bridges"],
    ["corpus", "check"],
    ["corpus", "dump"],
    ["corpus", "remove", "p3"],
)


@pytest.mark.slow
@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_hostile_store_is_answered_or_refused_in_a_sentence(
    tampered: Callable[[str], Path], what: str, asked: list[str]
) -> None:
    store = tampered(HOSTILE[what])
    store.chmod(0o777)
    code, said = answered([*asked, "--store", str(store)])
    assert code in (0, 1) or said.split()[0] in SAID, said


SAID = ("FileError", "UnknownName", "AmbiguousName", "UsageError", "RecursionError")
"""What the edge of the program tells in a sentence; the last as too deep an input."""


@pytest.mark.parametrize(
    "what", ["bytes", "other JSON", "an endless view", "facts that are a view", "a trigger"]
)
def test_rows_that_no_store_has_are_refused(
    tampered: Callable[[str], Path], claimgraph: Command, what: str
) -> None:
    store = tampered(HOSTILE[what])
    store.chmod(0o777)
    done = claimgraph("corpus", "bridges", "--store", store)
    assert (done.returncode, "Traceback" in done.stderr) == (5, False), done.stderr


def test_a_damaged_store_is_built_anew_and_what_people_decided_lasts(
    tampered: Callable[[str], Path], built: Path
) -> None:
    store = tampered("UPDATE paper SET model = 'text'; UPDATE meta SET value = 7 WHERE name = 'generation'")
    with writing(store) as catalogue:
        kept.decide(catalogue, "split", "doi:10.1000/3")
    again = add([built / "papers"], store, jobs=1, rebuild=True)
    assert len(again["added"]) == len(PAPERS)
    assert again["generation"] > 8
    with reading(store) as catalogue:
        assert check(catalogue, all_=True)["problems"] == []
        assert [row["decision"] for row in kept.decisions(catalogue) if "you" in row["decision"]] == [
            "split by you"
        ]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_built_anew(built: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert len(add([built / "papers"], tmp_path, jobs=1, rebuild=True)["added"]) == len(PAPERS)


def without_rights(program: list[str]) -> list[str]:
    """``program`` as one for whom rights of files count, though this may be the superuser."""
    if os.getuid() != 0:
        return program
    if not shutil.which("setpriv"):
        pytest.skip("the superuser may write everywhere, and setpriv is not here")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *program]


def ran(*arguments: object) -> CompletedProcess[str]:
    program = [sys.executable, "-m", "claimgraph", *map(str, arguments)]
    return subprocess.run(without_rights(program), capture_output=True, text=True, check=False)


def test_a_store_in_a_folder_that_nobody_may_write_is_read(built: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    shutil.copy(built / "store" / FILE, store)
    (store / FILE).chmod(0o444)
    store.chmod(0o555)
    try:
        for asked in (["corpus", "stats"], ["supports", "p3:c0"], ["corpus", "check"]):
            done = ran(*asked, "--store", store)
            assert done.returncode == 0, done.stderr
        for asked in (["add", built / "papers"], ["remove", "p3"], ["works", "--split", "doi:10.1000/3"]):
            done = ran("corpus", *asked, "--store", store)
            assert (done.returncode, "cannot be written" in done.stderr) == (5, True), done.stderr
        assert [each.name for each in store.iterdir()] == [FILE]
    finally:
        store.chmod(0o755)


def test_a_folder_that_cannot_be_looked_into_is_reported_and_not_pruned(tmp_path: Path) -> None:
    found = folders(tmp_path / "papers", PAPERS[:3])
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    found[1].chmod(0)
    try:
        done = ran("corpus", "add", tmp_path / "papers", "--store", store, "--prune")
    finally:
        found[1].chmod(0o755)
    assert done.returncode == 1
    assert "cannot be read" in done.stdout
    with reading(store) as catalogue:
        assert [name for (name,) in catalogue.rows("SELECT id FROM paper WHERE stale")] == ["p1"]


def test_a_folder_whose_name_is_no_text_is_reported(tmp_path: Path, claimgraph: Command) -> None:
    found = folders(tmp_path / "papers", PAPERS[:2])
    try:
        found[1].rename(os.fsdecode(os.fsencode(found[1]) + b"\xff"))
    except OSError:
        pytest.skip("no such names here")
    for form in ([], ["--json"]):
        done = claimgraph("corpus", "add", tmp_path / "papers", "--store", tmp_path / "store", *form)
        assert (done.returncode, "no Unicode text" in " ".join(done.stdout.split())) == (1, True), done.stderr


def test_the_same_folder_by_two_paths_is_one(tmp_path: Path) -> None:
    (folder,) = folders(tmp_path / "papers", PAPERS[:1])
    (tmp_path / "alias").symlink_to(folder)
    (folder.parent / "loop").symlink_to("..")
    paths = [folder, tmp_path / "alias", folder.parent, folder / ".." / folder.name]
    assert add(paths, tmp_path / "store", jobs=1)["added"] == ["p0"]
    assert add(paths, tmp_path / "store", jobs=1)["unchanged"] == 1


@pytest.mark.parametrize("seed", range(2))
def test_processes_that_read_end_with_the_build_that_is_killed(tmp_path: Path, seed: int) -> None:
    folders(tmp_path / "papers", [paper(seed) for seed in range(60)])
    program = [sys.executable, "-m", "claimgraph", "corpus", "add", tmp_path / "papers", "--jobs", "3"]
    build = subprocess.Popen([*map(str, program), "--store", str(tmp_path / "store")], start_new_session=True)
    time.sleep(0.8 + random.Random(seed).random() * 0.8)
    build.send_signal(signal.SIGKILL)
    build.wait()
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            os.killpg(build.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        os.killpg(build.pid, signal.SIGKILL)
        pytest.fail("processes are left")
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    with reading(tmp_path / "store") as catalogue:
        assert check(catalogue, all_=True)["problems"] == []
        assert list(dump(catalogue))


def test_a_damaged_paper_is_not_taken_out_half(tampered: Callable[[str], Path]) -> None:
    store = tampered("UPDATE paper SET model = 'text' WHERE id = 'p3'")
    with pytest.raises(FileError, match="damaged"):
        remove(["p1", "p3"], store)
    with pytest.raises(UnknownName):
        remove(["p1", "p99"], store)
    with reading(store) as catalogue:
        assert len(list(catalogue.rows("SELECT 1 FROM paper"))) == len(PAPERS)
