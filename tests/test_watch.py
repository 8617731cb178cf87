"""``watch``: what every save has mended, broken and changed, whatever an editor does to the files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tiny import CLAIMS, SOURCES

from claimgraph.answers.watch import Watched, watch
from claimgraph.answers.watching import looks
from claimgraph.views.text import Style, render_watch


def seen(folder: Path, *saves: Callable[[], object], **options: Any) -> list[Watched]:
    """What is told of ``folder``, looked at before and after each of ``saves``."""

    def times() -> Iterator[None]:
        yield
        for save in saves:
            save()
            yield

    return list(watch(folder, times=times(), sleep=lambda _: None, **options))


def writes(folder: Path, claims: str = CLAIMS, sources: str = SOURCES) -> Callable[[], None]:
    def save() -> None:
        for name, content in (("claims.yaml", claims), ("sources.yaml", sources)):
            (folder / "new").write_text(content)
            (folder / "new").replace(folder / name)

    return save


def test_at_first_all_findings_are_told_and_no_answer_is_a_change(folder: Any) -> None:
    (first,) = seen(folder(CLAIMS.replace("kind: thesis", "kind: thesi")))
    assert [finding["code"] for finding in first["new"]] == ["value"]
    assert (first["mended"], first["answers"], first["errors"]) == ([], [], 1)


def test_a_save_tells_what_changed_in_the_answers(folder: Any) -> None:
    place = folder()
    _, after = seen(place, writes(place, CLAIMS.replace("cites: [2]", "cites: []")))
    assert [(each["claim"], each["before"], each["after"]) for each in after["answers"]] == [
        ("it-rains", "partly documented", "asserted"),
        ("streets-wet", "documented", "asserted"),
    ]
    assert "thesis it-rains: partly documented -> asserted\n" in render_watch(after, Style())


def test_what_attacks_change_is_told_too(folder: Any) -> None:
    place = folder()
    without = CLAIMS.replace("attacks:\n  - {from: bureau-says-dry, to: it-rains}\n", "")
    _, after = seen(place, writes(place, without))
    assert "thesis it-rains: out -> in with attacks counted\n" in render_watch(after, Style())


def test_claims_that_come_and_go_are_told(folder: Any) -> None:
    place = folder()
    more = CLAIMS.replace("attacks:", "  it-pours: {text: It pours}\nattacks:")
    _, came, gone = seen(place, writes(place, more), writes(place))
    assert "claim it-pours: new, asserted\n" in render_watch(came, Style())
    assert "claim it-pours: gone, was asserted\n" in render_watch(gone, Style())


def test_errors_are_told_when_they_come_and_when_they_are_mended(folder: Any) -> None:
    place = folder()
    wrong = CLAIMS.replace("kind: thesis", "kind: thesi")
    lower = f"# a line more\n{wrong}"
    _, broken, moved, mended = seen(place, writes(place, wrong), writes(place, lower), writes(place))
    assert [finding["code"] for finding in broken["new"]] == ["value"]
    assert (moved["new"], moved["mended"], moved["errors"]) == ([], [], 1)
    assert [finding["code"] for finding in mended["mended"]] == ["value"]
    assert "mended: " in render_watch(mended, Style())


def test_answers_are_compared_with_those_before_the_error(folder: Any) -> None:
    place = folder()
    _, broken, mended = seen(
        place, writes(place, "claims: ["), writes(place, CLAIMS.replace("cites: [2]", "cites: []"))
    )
    assert broken["answers"] == []
    assert [each["claim"] for each in mended["answers"]] == ["it-rains", "streets-wet"]


def test_the_last_good_page_is_kept(folder: Any) -> None:
    place = folder()
    drawn: list[int] = []

    def draw(evidence: Any) -> str:
        drawn.append(len(evidence.dataset.claims))
        return "page.html"

    answers = seen(place, writes(place, "claims: ["), writes(place), draw=draw)
    assert [answer["page"] for answer in answers] == ["page.html", None, "page.html"]
    assert drawn == [4, 4]
    assert "page.html is left as it was" in render_watch(answers[1], Style(), page="page.html")


def test_without_a_change_nothing_is_told(folder: Any) -> None:
    assert len(seen(folder(), lambda: None, lambda: None)) == 1


def test_a_file_is_read_when_it_is_written_to_its_end(folder: Any) -> None:
    place = folder()
    file = place / "claims.yaml"
    more = CLAIMS.replace("attacks:", "  it-pours: {text: It pours}\nattacks:")
    rest = iter([more[: len(more) // 2], more[: 3 * len(more) // 4], more])

    def times() -> Iterator[None]:
        yield
        file.write_text("")  # an editor begins to write
        yield

    def sleep(_: float) -> None:
        if file.read_text() != CLAIMS:
            file.write_text(next(rest, more))

    _, after = watch(place, times=times(), sleep=sleep)
    assert (after["new"], after["errors"]) == ([], 0)
    assert [each["claim"] for each in after["answers"]] == ["it-pours"]


def test_a_file_taken_away_for_a_moment_is_waited_for(folder: Any) -> None:
    place = folder()
    back = writes(place, f"# again\n{CLAIMS}")
    waits = iter(range(100))

    def sleep(_: float) -> None:
        if next(waits) == 4:
            back()

    def times() -> Iterator[None]:
        yield
        (place / "claims.yaml").unlink()
        yield

    _, after = watch(place, times=times(), sleep=sleep)
    assert after["errors"] == 0


def test_what_stays_away_is_said(folder: Any) -> None:
    place = folder()
    _, after = seen(place, (place / "claims.yaml").unlink)
    assert after["errors"] > 0


def test_a_folder_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    place = tmp_path / "set"

    def appear() -> None:
        place.mkdir()
        writes(place)()

    missing, there = seen(place, appear)
    assert [finding["code"] for finding in missing["new"]] == ["missing-folder"]
    assert there["errors"] == 0


def test_looks_are_had_where_the_system_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    slept: list[float] = []
    found = looks(tmp_path, slept.append)
    for _ in range(3):
        next(found)
    assert len(slept) == 2
    assert max(slept) < 1


@pytest.mark.parametrize("polling", [True, False])
def test_the_command_tells_saves_as_they_come_until_it_is_interrupted(
    folder: Any, tmp_path: Path, polling: bool
) -> None:
    if not polling:
        pytest.importorskip("watchfiles")
    place, page = folder(), tmp_path / "page.html"
    start = "import sys\nif sys.argv.pop(1) == 'True': sys.modules['watchfiles'] = None\n"
    start += "sys.argv[0] = 'claimgraph'\nfrom claimgraph._cli import main; main()"
    arguments = ["watch", "--json", "--data", str(place), "-o", str(page)]
    process = subprocess.Popen(
        [sys.executable, "-c", start, str(polling), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "100"},
    )
    try:
        assert process.stdout
        assert json.loads(process.stdout.readline())["errors"] == 0
        first = page.read_bytes()
        writes(place, "claims: [")()
        assert json.loads(process.stdout.readline())["errors"] > 0
        assert page.read_bytes() == first
        writes(place, CLAIMS.replace("cites: [2]", "cites: []"))()
        mended = json.loads(process.stdout.readline())
        assert [each["claim"] for each in mended["answers"]] == ["it-rains", "streets-wet"]
        assert page.read_bytes() != first
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert (process.returncode, said) == (130, "")
    finally:
        process.kill()
        process.wait()


def test_it_ends_when_nobody_reads_any_more(folder: Any) -> None:
    place = folder()
    command = [sys.executable, "-m", "claimgraph", "watch", "--data", str(place)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        writes(place, f"# again\n{CLAIMS}")()
        assert process.wait(timeout=30) == 0
        assert process.stderr
        assert process.stderr.read() == ""
    finally:
        process.kill()
        process.wait()
