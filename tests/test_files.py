"""Files are written whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from claimgraph import files
from claimgraph.errors import FileError
from claimgraph.files import read_bounded, write_whole


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path):
    write_whole(tmp_path / "a.html", "é\n")
    assert (tmp_path / "a.html").read_bytes() == "é\n".encode()
    assert os.listdir(tmp_path) == ["a.html"]


def test_a_replaced_file_keeps_its_permissions_and_a_link_its_target(tmp_path):
    target = tmp_path / "target"
    target.write_text("old")
    target.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["missing/a.html", ".", "a" * 300, "nul\0"])
def test_what_cannot_be_written_is_said_in_a_sentence(tmp_path, name):
    with pytest.raises(FileError) as error:
        write_whole(tmp_path / name, "x")
    assert "written" in error.value.message or "folder" in error.value.message


def test_a_full_disk_is_said_in_a_sentence():
    with pytest.raises(FileError, match="No space left"):
        write_whole(Path("/dev/full"), "x")


def test_a_failed_write_keeps_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "a"
    target.write_text("old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(FileError, match="No space left on device"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]


def test_a_name_of_any_length_that_the_disk_takes_is_written(tmp_path):
    path = tmp_path / ("漢" * 84 + ".md")  # 255 bytes
    write_whole(path, "x")
    assert path.read_text() == "x"


def test_a_pipe_is_written_to_and_may_be_closed_by_its_reader(tmp_path):
    line = f"from pathlib import Path; from claimgraph.files import write_whole; write_whole(Path('/dev/stdout'), 'x' * {10**6})"
    read, write = os.pipe()
    writer = subprocess.Popen([sys.executable, "-c", line], stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert os.read(read, 3) == b"xxx"
    os.close(read)
    assert writer.communicate(timeout=60)[1] == b""
    assert writer.returncode == 0


def test_what_has_no_bytes_is_said_in_a_sentence_and_keeps_the_old_file(tmp_path):
    target = tmp_path / "a"
    target.write_text("old")
    with pytest.raises(FileError, match="cannot be written: 'utf-8' codec"):
        write_whole(target, "\udcff")
    assert target.read_text() == "old"


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM"])
def test_what_a_killed_process_leaves_is_swept_by_the_next_that_writes(tmp_path, step, number):
    target = tmp_path / "a"
    target.write_text("old")
    owner = "os" if step == "fsync" else "pathlib.Path"
    line = (
        "import os, signal, pathlib; from claimgraph.files import write_whole; "
        f"{owner}.{step} = lambda *a, **k: os.kill(os.getpid(), signal.{number}); "
        f"write_whole(pathlib.Path({str(target)!r}), 'new')"
    )
    killed = subprocess.run([sys.executable, "-c", line], check=False, timeout=60)
    assert killed.returncode == -getattr(signal, number)
    assert target.read_text() == "old"
    assert number == "SIGKILL" or os.listdir(tmp_path) == ["a"]
    write_whole(target, "new")
    assert target.read_text() == "new"
    assert os.listdir(tmp_path) == ["a"]


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(tmp_path):
    target = tmp_path / "a"
    target.write_text("mine")
    with pytest.raises(FileError, match="changed by somebody else"):
        write_whole(target, "new", instead_of=b"min")
    assert target.read_text() == "mine"
    write_whole(target, "new", instead_of=b"mine")
    assert target.read_text() == "new"


def test_a_folder_that_another_writes_in_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_PATIENCE", 0.05)
    with files.alone_in(tmp_path), pytest.raises(FileError, match="another program is writing"):
        write_whole(tmp_path / "a", "x")
    write_whole(tmp_path / "a", "x")


def test_no_more_is_read_than_is_allowed_whatever_it_is(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 100)
    assert read_bounded(tmp_path / "a", 100) == b"x" * 100
    for path in (tmp_path / "a", "/dev/zero"):
        with pytest.raises(FileError, match="is larger than 99 bytes, too large for a list"):
            read_bounded(path, 99, "list")
    for path in (tmp_path, tmp_path / "none", "nul\0"):
        with pytest.raises(FileError, match="cannot be read"):
            read_bounded(path, 99)
