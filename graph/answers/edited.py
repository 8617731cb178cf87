"""A data set opened to be edited: what its files hold, who else is at it, and the difference in the end."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import DataError, UsageError
from ..journal import only_writer, replace_together
from ..loading import BUNDLED, Reading, folder_problem, held, unloadable
from ..loading.references import is_number
from ..loading.refusals import Refusal
from ..model.entities import Dataset

_MARK = "\ufeff"


@contextlib.contextmanager
def opened(folder: Path, dry_run: bool) -> Iterator[dict[str, bytes]]:
    """What the files of ``folder`` hold, by their names, while nobody else changes them.

    Raises DataError for what cannot be read, UsageError for the bundled paper, FileError where
    another process is at it.
    """
    problem = folder_problem(folder)
    if problem:
        raise DataError(f"the data set {folder} cannot be loaded", [problem])
    if folder == BUNDLED and not dry_run:
        raise UsageError(
            "the bundled paper is part of the program: nothing is written into it",
            "name your own data set with --data, or run this in its folder",
        )
    with contextlib.nullcontext() if dry_run else only_writer(folder):
        contents: dict[str, bytes] = {}
        for name, data in held(folder).items():
            if isinstance(data, Refusal):
                raise DataError(f"the data set {folder} cannot be loaded", [data.finding])
            contents[name] = data
        yield contents


def text_in(data: bytes) -> str:
    """The text of a file that was read by the loader, without its byte order mark."""
    return data.decode("utf-8").removeprefix(_MARK)


def data_of(text: str, old: bytes) -> bytes:
    """``text`` as the content of the file that held ``old``."""
    mark = _MARK if old.decode("utf-8").startswith(_MARK) else ""
    return (mark + text).encode("utf-8")


def write(folder: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Let the files hold ``new``, if they still hold ``old``, all of them or none. Raises FileError."""
    replace_together(folder, old, new)


def difference(folder: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> str:
    """What is to be changed, as a unified diff."""
    from difflib import unified_diff

    lines: list[str] = []
    for name, data in new.items():
        before, after = text_in(old[name]).splitlines(True), text_in(data).splitlines(True)
        for line in unified_diff(before, after, str(folder / name), str(folder / name), n=2):
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def loaded(folder: Path, reading: Reading) -> Dataset:
    """The data set that was read in ``folder``. Raises DataError."""
    if reading.dataset is None:
        errors = [finding for finding in reading.findings if finding.severity == "error"]
        raise unloadable(folder, errors)
    return reading.dataset


def note_number(name: str) -> str | None:
    """The number that ``name`` gives a note by, in any spelling."""
    bare = name.removeprefix("note:")
    bare = bare[1:-1] if bare.startswith("[") and bare.endswith("]") else bare
    return bare if is_number(bare) else None


def former(dataset: Dataset) -> dict[str, list[str]]:
    """The former ids of everything that has some."""
    found = {dataset.paper.id: list(dataset.paper.formerly)}
    for section in (dataset.actors, dataset.topics, dataset.works, dataset.claims):
        found |= {id_: list(entity.formerly) for id_, entity in section.items()}
    for claim in dataset.claims.values():
        found |= {argument.id: list(argument.formerly) for argument in claim.supported_by}
    return {id_: ids for id_, ids in found.items() if ids}
