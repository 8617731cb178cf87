"""Papers into a store: read side by side, committed in batches, each a whole state."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from typing_extensions import TypedDict

from ..errors import FileError, Finding, UnknownName
from ..hints import near
from ..loading import CLAIMS, SOURCES, read
from .catalogue import Writer, writing
from .keys import Key
from .models import unpacked
from .rows import Rows, digest_of, rows_of, words_of
from .searching import settle_words
from .workers import Ended, side_by_side
from .works import Place, settle

_WORTH_A_PROCESS = 8
"""Papers for which a process more is worth its start."""
BATCH = 200
"""Papers a commit."""


class LeftOut(TypedDict):
    """A folder whose paper was not taken, and why; ``kept``: its last good version stays, marked stale."""

    folder: str
    paper: str | None
    kept: bool
    findings: list[dict[str, object]]


class Added(TypedDict):
    """What ``corpus add`` did."""

    schema: str
    store: str
    generation: int
    added: list[str]
    replaced: list[str]
    unchanged: int
    removed: list[str]
    left_out: list[LeftOut]


class _Read(NamedTuple):
    folder: str
    digest: str
    rows: Rows | None
    findings: list[Finding]


def add(
    paths: Sequence[Path],
    store: Path,
    *,
    jobs: int | None = None,
    prune: bool = False,
    rebuild: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Added:
    """Add the data sets in ``paths``, or below them, to the ``store``, ``jobs`` of them read at once.

    What has not changed is passed over. A paper that cannot be loaded is left out, its last good
    version kept and marked stale. ``prune``: papers whose folders are gone leave. Raises FileError,
    for a path where there is no data set, too.
    """
    folders = list(dict.fromkeys(folder for path in paths for folder in found_below(path)))
    with writing(store, anew=rebuild) as catalogue:
        answer: Added = {
            "schema": "claimgraph/corpus-add/1",
            "store": str(store),
            "generation": 0,
            "added": [],
            "replaced": [],
            "unchanged": 0,
            "removed": [],
            "left_out": [],
        }
        known = dict(catalogue.rows("SELECT folder, digest FROM paper WHERE NOT stale"))
        if prune:
            answer["removed"] = _prune(catalogue)
        wanted = []
        odd: list[_Read] = []
        for folder in folders:
            if problem := _no_file(folder):
                odd.append(_Read(str(folder).encode("utf-8", "replace").decode(), "", None, [problem]))
                continue
            digest = digest_of(folder)
            if known.get(str(folder)) == digest:
                answer["unchanged"] += 1
            else:
                wanted.append((str(folder), digest))
        done = 0
        for batch in _batches(chain(odd, _read_all(wanted, jobs)), BATCH):
            with catalogue.state():
                _take(catalogue, batch, answer)
            done += len(batch)
            if progress:
                progress(f"{done:,} of {len(wanted):,} papers")
        answer["generation"] = catalogue.generation
    return answer


def found_below(path: Path) -> list[Path]:
    """The data set in ``path``, else all below it, by path. Raises FileError where there is none."""
    path = path.resolve()
    if _holds(path):
        return [path]
    if not path.is_dir():
        raise FileError(f"{path} is no folder", "name the folder of a data set, or one with data sets below")
    found: list[Path] = []

    def shut(error: OSError) -> None:
        found.append(Path(error.filename))  # reading it says why

    for folder, folders, files in os.walk(path, onerror=shut):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if CLAIMS in files or SOURCES in files:
            found.append(Path(folder))
            folders.clear()
    if not found:
        raise FileError(
            f"there is no data set in or below {path}", "a data set has claims.yaml and sources.yaml"
        )
    return found


def _holds(path: Path) -> bool:
    return any(os.path.lexists(path / name) for name in (CLAIMS, SOURCES))


def _gone(path: Path) -> bool:
    """Whether there is no data set any more; one that cannot be looked into may be there."""
    for name in (CLAIMS, SOURCES):
        try:
            (path / name).lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            pass
        return False
    return True


def _no_file(folder: Path) -> Finding | None:
    """What is wrong where one of the two is a pipe, a device or a folder: a build would wait for it.

    And where the folder's name is no Unicode text, which nothing could tell or keep.
    """
    shown = os.fsencode(folder).decode("utf-8", "replace")
    if shown != str(folder):
        return Finding(shown, 1, 1, "error", "no-name", "this name is no Unicode text", "rename the folder")
    for name in (CLAIMS, SOURCES):
        path = os.path.join(folder, name)  # noqa: PTH118 - for ten thousand unchanged papers it counts
        if not os.path.isfile(path) and os.path.exists(path):  # noqa: PTH110, PTH113
            hint = "put a file there, or leave its folder out"
            return Finding(path, 1, 1, "error", "no-file", "this is no file", hint)
    return None


def _batches(found: Iterable[_Read], size: int) -> Iterator[list[_Read]]:
    found = iter(found)
    while batch := list(islice(found, size)):
        yield batch


def _read_one(wanted: tuple[str, str]) -> _Read:
    folder, digest = wanted
    reading = read(Path(folder))
    if reading.dataset is None:
        return _Read(folder, digest, None, [f for f in reading.findings if f.severity == "error"])
    warnings = [finding for finding in reading.findings if finding.severity != "error"]
    return _Read(folder, digest, rows_of(reading.dataset), warnings)


def _read_all(wanted: Sequence[tuple[str, str]], jobs: int | None) -> Iterator[_Read]:
    """Read what is ``wanted``, in this order, in as many processes as there is work and ``jobs``."""
    count = min(jobs or os.cpu_count() or 1, len(wanted) // _WORTH_A_PROCESS)
    if count <= 1:
        yield from map(_read_one, wanted)
        return
    for each, found in zip(wanted, side_by_side(_read_one, wanted, count), strict=True):
        yield _killed(each) if isinstance(found, Ended) else found


def _killed(wanted: tuple[str, str]) -> _Read:
    why = "the process that read it was ended by the system, for want of memory perhaps"
    problem = Finding(wanted[0], 1, 1, "error", "killed", why, "try it with --jobs 1, or leave it out")
    return _Read(*wanted, None, [problem])


def _take(catalogue: Writer, batch: Sequence[_Read], answer: Added) -> None:
    """Bring ``batch`` into the catalogue, and say in ``answer`` what became of each."""
    touched: list[Place] = []
    come: set[str] = set()
    gone = _Forgotten(set(), set())
    for each in batch:
        old = catalogue.one("SELECT n, id FROM paper WHERE folder = ?", (each.folder,))
        problems = each.findings
        if each.rows is not None:
            other = catalogue.one("SELECT folder FROM paper WHERE id = ?", (each.rows.paper,))
            if other is None or other[0] == each.folder:
                if old:
                    _forget(catalogue, old[0], gone)
                answer["replaced" if old else "added"].append(each.rows.paper)
                number = _keep(catalogue, each, each.rows, old[0] if old else None)
                touched += [(number, row[0]) for row in each.rows.works]
                come |= _distinct(each.rows.words)
                continue
            says = f'the paper "{each.rows.paper}" is in the store already, from {other[0]}'
            hint = "give one of them another id, or remove the other: claimgraph corpus remove"
            problems = [Finding(each.folder, 1, 1, "error", "paper-twice", says, hint)]
        findings = [finding._asdict() for finding in problems]
        if old:
            catalogue.connection.execute(
                "UPDATE paper SET stale = 1, findings = ? WHERE n = ?", (json.dumps(findings), old[0])
            )
        catalogue.connection.execute("DELETE FROM left_out WHERE folder = ?", (each.folder,))
        catalogue.put("left_out", [(each.folder, old[1] if old else None, json.dumps(findings))])
        answer["left_out"].append(
            {"folder": each.folder, "paper": old[1] if old else None, "kept": bool(old), "findings": findings}
        )
    settle(catalogue, touched, gone.keys)
    settle_words(catalogue, come, gone.words)


def _keep(catalogue: Writer, read: _Read, rows: Rows, number: int | None) -> int:
    findings = json.dumps([finding._asdict() for finding in read.findings])
    cursor = catalogue.connection.execute(
        "INSERT INTO paper VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
        (number, rows.paper, read.folder, read.digest, findings, rows.model, rows.bones),
    )
    paper = cursor.lastrowid
    assert paper is not None
    catalogue.connection.execute("DELETE FROM left_out WHERE folder = ?", (read.folder,))
    catalogue.put("claim", [(None, paper, *row) for row in rows.claims])
    first = catalogue.one("SELECT min(n) FROM claim WHERE paper = ?", (paper,))
    start = first[0] if first and first[0] is not None else 0
    catalogue.connection.executemany(
        "INSERT INTO words (rowid, text, beside, about) VALUES (?, ?, ?, ?)",
        [(start + place, *row) for place, row in enumerate(rows.words)],
    )
    catalogue.put("work", [(paper, *row[:4], f"{rows.paper}:{row[1]}", *row[4:]) for row in rows.works])
    catalogue.put("key", [(kind, value, paper, place) for kind, value, place in rows.keys])
    catalogue.put("stance", [(paper, *row) for row in rows.stances])
    catalogue.put("topic", [(paper, *row) for row in rows.topics])
    return paper


class _Forgotten(NamedTuple):
    """What papers had that were taken out, to be settled anew: the keys of their works, and their words."""

    keys: set[Key]
    words: set[str]


def _forget(catalogue: Writer, paper: int, gone: _Forgotten) -> None:
    """Take a paper out, and add what it had to what is ``gone``."""
    row = catalogue.one("SELECT model FROM paper WHERE n = ?", (paper,))
    assert row is not None
    try:
        texts = list(words_of(unpacked(row[0])))
        numbers = catalogue.rows("SELECT n FROM claim WHERE paper = ? ORDER BY place", (paper,))
        held = [(number, *text) for (number,), text in zip(list(numbers), texts, strict=True)]
    except ValueError as error:
        raise catalogue.damaged("what it holds of a paper is no data set") from error
    catalogue.connection.executemany(
        "INSERT INTO words (words, rowid, text, beside, about) VALUES ('delete', ?, ?, ?, ?)", held
    )
    gone.words.update(_distinct(texts))
    gone.keys.update(catalogue.rows("SELECT kind, value FROM key WHERE paper = ?", (paper,)))
    catalogue.drop(paper)


def _distinct(texts: Iterable[tuple[str, str, str]]) -> set[str]:
    return {word for columns in texts for column in columns for word in column.split()}


def remove(papers: Sequence[str], store: Path) -> Added:
    """Take ``papers`` out of the ``store``. Raises UnknownName for one that is not there."""
    with writing(store) as catalogue:
        numbers = {}
        for name in papers:
            row = catalogue.one("SELECT n FROM paper WHERE id = ?", (name,))
            if row is None:
                known = [each for (each,) in catalogue.rows("SELECT id FROM paper")]
                raise UnknownName(f'no paper in the store is called "{name}"', near(name, known, 5))
            numbers[name] = row[0]
        with catalogue.state():
            _forget_all(catalogue, numbers.values())
        return {
            "schema": "claimgraph/corpus-remove/1",
            "store": str(store),
            "generation": catalogue.generation,
            "added": [],
            "replaced": [],
            "unchanged": 0,
            "removed": list(numbers),
            "left_out": [],
        }


def _forget_all(catalogue: Writer, papers: Iterable[int]) -> None:
    gone = _Forgotten(set(), set())
    for paper in papers:
        _forget(catalogue, paper, gone)
    settle(catalogue, (), gone.keys)
    settle_words(catalogue, (), gone.words)


def _prune(catalogue: Writer) -> list[str]:
    gone = [
        (number, name)
        for number, name, folder in catalogue.rows("SELECT n, id, folder FROM paper ORDER BY id")
        if _gone(Path(folder))
    ]
    if gone:
        with catalogue.state():
            _forget_all(catalogue, [number for number, _ in gone])
            for folder in [f for (f,) in catalogue.rows("SELECT folder FROM left_out")]:
                if _gone(Path(folder)):
                    catalogue.connection.execute("DELETE FROM left_out WHERE folder = ?", (folder,))
    return [name for _, name in gone]
