"""Frameworks from strangers: bounded by what is made of them, and read once."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from claimgraph.answers import frameworks
from claimgraph.errors import FileError, LimitError


def test_what_a_framework_declares_is_counted_before_room_is_made_for_it(tmp_path: Path) -> None:
    # Twenty million arguments declared in fourteen bytes took 4.6 GB.
    for name, text in {"a.af": "p af 20000000\n", "b": "p af 20000000\n# no more\n1 2\n"}.items():
        (tmp_path / name).write_text(text)
        with pytest.raises(LimitError, match="5,000,000 arguments and attacks"):
            frameworks.read_framework(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.apx", "arg(a).arg(b).arg(c).arg(d).att(a,b).att(b,c)."),
        ("a.tgf", "a\nb\nc\nd\n#\na b\nb c\n"),
        ("a.af", "p af 4\n# by line\n1 2\n2 3\n"),
        ("b.af", "p af 4\n1 2\n2 3\n"),
    ],
)
def test_the_limit_holds_for_arguments_and_attacks_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    monkeypatch.setattr(frameworks, "MOST", 6)
    assert len(frameworks.read_framework(tmp_path / name).names) == 4
    monkeypatch.setattr(frameworks, "MOST", 5)
    with pytest.raises(LimitError):
        frameworks.read_framework(tmp_path / name)


def test_a_device_is_read_no_further_than_a_framework_may_be_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frameworks, "MOST_BYTES", 1 << 20)
    with pytest.raises(FileError, match="is larger than 1 MiB, too large for a framework"):
        frameworks.read_framework(Path("/dev/zero"))


@pytest.mark.parametrize(
    "text", [" " * 200_000 + "x", "\n" * 200_000 + "%", "arg(a" * 40_000, "# \n" * 99_999 + "#"]
)
def test_a_framework_of_blanks_is_read_once(tmp_path: Path, text: str) -> None:
    for name in ("a", "a.apx", "a.tgf", "a.af"):
        (tmp_path / name).write_text(text)
        with contextlib.suppress(FileError):
            frameworks.read_framework(tmp_path / name)
