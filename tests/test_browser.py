"""The page that ``open`` keeps: in a folder of the user's own, and never where a stranger's link points."""

from __future__ import annotations

import os
import pwd
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, run
from types import SimpleNamespace

import pytest

from claimgraph.errors import FileError
from claimgraph.model.entities import Dataset, Paper
from claimgraph.views import browser

PAPER = Dataset(paper=Paper(id="p", authors=()))


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(browser, "_browse", lambda url: False)
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: SimpleNamespace(pw_dir=str(tmp_path / "account")))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("value", ["cache", "./cache", ""])
def test_a_relative_cache_is_ignored_as_the_xdg_rule_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    assert browser.opened(PAPER, "p")["path"] == str(tmp_path / "home/.cache/claimgraph/p.html")


@pytest.mark.parametrize("value", ["home", ".", ""])
def test_a_relative_home_is_that_of_the_account(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.setenv("HOME", value)
    assert browser.cache() == tmp_path / "account/.cache/claimgraph"


def test_without_a_home_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.delenv("HOME")
    monkeypatch.delenv("USERPROFILE", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(FileError, match="no home folder") as error:
        browser.opened(PAPER, "p")
    assert "-o FILE.html" in (error.value.hint or "")


def test_a_link_planted_in_the_cache_is_replaced_not_followed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    folder = tmp_path / "shared/claimgraph"
    folder.mkdir(parents=True, mode=0o777)
    folder.chmod(0o777)
    (folder / "p.html").symlink_to(precious)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "shared"))
    path = Path(browser.opened(PAPER, "p")["path"])
    assert precious.read_text() == "precious"
    assert not path.is_symlink()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_cache_of_another_user_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "claimgraph").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / "claimgraph").stat().st_uid + 1)
    with pytest.raises(FileError, match="belongs to another user"):
        browser.opened(PAPER, "p")


def test_an_interrupt_while_the_program_starts_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt")
    started = run(
        [sys.executable, "-m", "claimgraph"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert (started.returncode, started.stdout, started.stderr) == (130, "", "")


def test_a_folder_for_the_cache_that_cannot_be_made_is_a_sentence(
    claimgraph: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    told = claimgraph("open", "1", env={"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert told.returncode == 5
    assert "Traceback" not in told.stderr
