"""The two files of a data set change together, or not at all."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

import pytest
from tiny import CLAIMS, SOURCES

from claimgraph import journal
from claimgraph.errors import FileError
from claimgraph.journal import JOURNAL, LEFT, LOCK, only_writer, replace_together
from claimgraph.loading import load

OLD = {"claims.yaml": CLAIMS.encode(), "sources.yaml": SOURCES.encode()}
NEW = {name: data.replace(b"bureau", b"office") for name, data in OLD.items()}


def state(place: Path) -> str:
    """Which of the two states a loader sees in ``place``; any other has an actor too few."""
    return "old" if "bureau" in load(place).actors else "new"


def left(place: Path) -> list[str]:
    return sorted(set(os.listdir(place)) - set(OLD))


def with_journal(place: Path, **contents: bytes) -> Path:
    (place / JOURNAL).write_bytes(journal._written(OLD, NEW))
    for name, data in contents.items():
        (place / f"{name}.yaml").write_bytes(data)
    return place


def test_both_files_are_replaced_and_nothing_is_left_beside_them(folder):
    place = folder()
    with only_writer(place):
        replace_together(place, OLD, NEW)
    assert state(place) == "new"
    assert left(place) == []


@pytest.mark.parametrize("contents", [{}, {"claims": NEW["claims.yaml"]}, {"sources": NEW["sources.yaml"]}])
def test_whoever_finds_a_whole_journal_finishes_it(folder, contents):
    place = with_journal(folder(), **contents)
    assert state(place) == "new"
    assert (place / "sources.yaml").read_bytes() == NEW["sources.yaml"]
    assert left(place) == []


@pytest.mark.parametrize("cut", [0, 1, 30, 400, -1])
def test_half_a_journal_is_swept(folder, cut):
    place = with_journal(folder())
    whole = (place / JOURNAL).read_bytes()
    (place / JOURNAL).write_bytes(whole[:cut])
    assert state(place) == "old"
    assert left(place) == []


def test_a_journal_that_cannot_be_finished_is_read_through(folder, monkeypatch):
    place = with_journal(folder(), claims=NEW["claims.yaml"])

    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(journal, "_lock", read_only)
    assert state(place) == "new"
    assert left(place) == [JOURNAL]
    assert (place / "sources.yaml").read_bytes() == OLD["sources.yaml"]


def test_what_a_writer_at_work_has_not_put_in_place_is_read_through(folder):
    place = folder()
    with only_writer(place):
        with_journal(place, claims=NEW["claims.yaml"])
        assert state(place) == "new"
        assert left(place) == [JOURNAL, LOCK]


def test_to_read_a_data_set_writes_through_no_link(folder, tmp_path):
    place = folder()
    other = tmp_path / "elsewhere.yaml"
    (place / "claims.yaml").rename(other)
    (place / "claims.yaml").symlink_to(other)
    with_journal(place)
    assert state(place) == "new"
    assert other.read_bytes() == OLD["claims.yaml"]


def test_a_journal_that_names_another_file_writes_nothing(folder):
    place = folder()
    (place / JOURNAL).write_bytes(journal._written(OLD, {"notes.md": b"x"}))
    assert state(place) == "old"
    assert left(place) == []


def test_what_somebody_wrote_by_hand_after_an_edit_was_cut_off_stays(folder):
    by_hand = OLD["claims.yaml"].replace(b"It rains", b"It pours")
    place = with_journal(folder(), claims=by_hand)
    assert load(place).claims["it-rains"].text == "It pours"
    assert (place / "claims.yaml").read_bytes() == by_hand
    assert left(place) == [LEFT]
    by_hand = NEW["claims.yaml"].replace(b"It rains", b"It pours")
    place = with_journal(folder(), claims=by_hand, sources=NEW["sources.yaml"])
    assert load(place).claims["it-rains"].text == "It pours"


def test_a_second_writer_is_told_at_once_who_is_at_it(folder):
    place = folder()
    said = f"is being written by process {os.getpid()} \\("
    with only_writer(place), pytest.raises(FileError, match=said), only_writer(place):
        pass
    with only_writer(place):
        pass
    assert left(place) == []


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is_and_so_is_the_other(folder):
    place = folder()
    (place / "sources.yaml").write_bytes(OLD["sources.yaml"] + b"# mine\n")
    with only_writer(place), pytest.raises(FileError, match="changed by somebody else"):
        replace_together(place, OLD, NEW)
    assert state(place) == "old"
    assert left(place) == []


def test_a_full_disk_leaves_the_old(folder):
    place = folder()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:  # each file has room, the journal of both has not
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(CLAIMS) + 20, hard))
        with only_writer(place), pytest.raises(FileError, match="cannot be written: File too large; nothing"):
            replace_together(place, OLD, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert state(place) == "old"
    assert left(place) == []


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_rename_that_fails_leaves_one_state(folder, monkeypatch, failing):
    place = folder()
    real, calls = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise OSError(5, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with only_writer(place), pytest.raises(FileError, match="Input/output error"):
        replace_together(place, OLD, NEW)
    monkeypatch.undo()
    assert state(place) == ("new" if failing == 3 else "old")
    assert left(place) == []


def test_who_reads_while_both_are_replaced_sees_one_state(folder):
    place = folder()
    seen: list[str] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            seen.append(state(place))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(15):
            for old, new in ((OLD, NEW), (NEW, OLD)):
                with only_writer(place):
                    replace_together(place, old, new)
    finally:
        ended.set()
        reader.join()
    assert set(seen) <= {"old", "new"}


def test_who_writes_waits_for_one_who_only_looks_whether_something_was_left(folder):
    place = folder()
    held, looked = threading.Event(), threading.Event()

    def look() -> None:
        with only_writer(place, patience=0):
            held.set()
            looked.wait(0.1)

    reader = threading.Thread(target=look)
    reader.start()
    assert held.wait(10)
    with only_writer(place):
        replace_together(place, OLD, NEW)
    reader.join()
    assert state(place) == "new"


_RENAMES = """
import sys
from claimgraph.answers.rename import rename
there, other = "bureau", "office"
if open(f"{sys.argv[1]}/claims.yaml").read().count("office:"):
    there, other = other, there
print(flush=True)
while True:
    rename(sys.argv[1], there, other)
    there, other = other, there
"""


def killed(place: Path, times: int) -> None:
    random = Random(7)
    for _ in range(times):
        writer = subprocess.Popen([sys.executable, "-c", _RENAMES, str(place)], stdout=subprocess.PIPE)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(random.uniform(0, 0.05))
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert state(place) in ("old", "new")
        both = [
            word in (place / name).read_bytes()
            for name, word in (("claims.yaml", b"\n  bureau:"), ("sources.yaml", b"issuer: bureau"))
        ]
        assert both[0] == both[1]
        assert JOURNAL not in left(place)


def test_the_command_ends_with_5_and_names_who_is_at_it(folder, claimgraph):
    place = folder()
    with only_writer(place):
        done = claimgraph("--data", place, "rename", "bureau", "office", "--json")
    assert done.returncode == 5
    assert f"is being written by process {os.getpid()} (" in done.stdout
    assert state(place) == "old"


def test_who_is_killed_at_any_moment_leaves_one_state(folder):
    killed(folder(), 10)


@pytest.mark.slow
def test_who_is_killed_two_hundred_times_leaves_one_state_each_time(folder):
    killed(folder(), 200)
