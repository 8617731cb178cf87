"""From the two files of a data set to the model, with every finding at its place."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Mapping as Mapping_
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import DataError, Finding
from ..journal import snapshot, unfinished
from ..model.entities import NOBODYS_PAPER, Dataset, Paper
from . import consistency, forms, references, schema
from .decoding import bytes_of
from .refusals import Place, Refusal
from .syntax import Mapping, read_yaml

CLAIMS = "claims.yaml"
SOURCES = "sources.yaml"
_TIMES = 50
"""How often files that are replaced while they are read are read again."""
BUNDLED = Path(__file__).resolve().parent.parent / "_data"


class Reading(NamedTuple):
    """Outcome of reading a data set: ``dataset`` is ``None`` where a finding is an error."""

    dataset: Dataset | None
    findings: list[Finding]
    places: Mapping_[str, tuple[str, Place]]
    """File and place of each id; notes as ``note:27``."""


def find(folder: Path | None = None) -> Path:
    """Folder of the data set to use: ``folder``, $CLAIMGRAPH_DATA, ./data, this one, or the bundled paper.

    ./data and this folder count where either file is in them: one alone is a data set that is broken.
    """
    if folder is not None:
        return folder
    named = os.environ.get("CLAIMGRAPH_DATA")
    if named:
        return Path(named)
    for here in (Path("data"), Path()):
        if any(os.path.lexists(here / name) for name in (CLAIMS, SOURCES)):
            return here
    return BUNDLED


def load(folder: Path | str | None = None) -> Dataset:
    """Load the data set in ``folder`` (``find`` says which, if none is named).

    Raises DataError with all findings if anything in it is an error. Time: linear in the files.
    """
    place = find(Path(folder) if folder is not None else None)
    reading = read(place)
    return loaded(place, reading)


def loaded(folder: Path, reading: Reading) -> Dataset:
    """The data set that was read in ``folder``. Raises DataError with all errors, if there are some."""
    if reading.dataset is None:
        errors = [finding for finding in reading.findings if finding.severity == "error"]
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        raise DataError(f"the data set {folder} cannot be loaded: {count}", errors)
    return reading.dataset


def to_change(folder: Path) -> tuple[Dataset, dict[str, bytes]]:
    """The data set in ``folder`` and the bytes it was read from, to be changed. Raises DataError."""
    problem = folder_problem(folder)
    found = {} if problem else held(folder)
    reading = Reading(None, [problem], {}) if problem else reading_of(folder, found)
    if reading.dataset is None:
        raise unloadable(folder, [finding for finding in reading.findings if finding.severity == "error"])
    return reading.dataset, {name: data for name, data in found.items() if isinstance(data, bytes)}


def unloadable(folder: Path, errors: list[Finding]) -> DataError:
    """Why the data set in ``folder`` cannot be changed: ``errors`` stand in it already."""
    hint = f"mend it first: claimgraph check --data {shlex.quote(str(folder))}"
    return DataError(f"the data set {folder} cannot be loaded", errors, hint)


def check(folder: Path | str | None = None) -> list[Finding]:
    """All errors and warnings of the data set in ``folder``, by file and place."""
    return read(find(Path(folder) if folder is not None else None)).findings


def read(folder: Path) -> Reading:
    """Read the data set in ``folder``; errors of both files are all found in one run."""
    problem = folder_problem(folder)
    if problem:
        return Reading(None, [problem], {})
    return reading_of(folder, held(folder))


def held(folder: Path) -> dict[str, bytes | Refusal]:
    """What the two files of ``folder`` hold, both as of one moment; why one cannot be read."""
    for _ in range(_TIMES):
        instead = unfinished(folder)
        before = snapshot(folder)
        found = {n: instead[n] if n in instead else _held(folder / n) for n in (CLAIMS, SOURCES)}
        if snapshot(folder) == before:
            break
    return found


def _held(path: Path) -> bytes | Refusal:
    try:
        return bytes_of(path, str(path))
    except Refusal as refusal:
        return refusal


def reading_of(folder: Path, contents: Mapping_[str, bytes | Refusal]) -> Reading:
    """The data set in ``folder`` as though its files held ``contents``."""
    claims, found_in_claims = read_yaml(contents[CLAIMS], str(folder / CLAIMS))
    sources, found_in_sources = read_yaml(contents[SOURCES], str(folder / SOURCES))
    return reading_of_trees(folder, claims, sources, found_in_claims + found_in_sources)


def reading_of_trees(
    folder: Path, claims: Mapping | None, sources: Mapping | None, findings: list[Finding]
) -> Reading:
    """The data set whose files hold the trees ``claims`` and ``sources``, which are made long in place."""
    names = str(folder / CLAIMS), str(folder / SOURCES)
    trees = references.Trees(claims, sources, *names)
    for tree, file, name in ((claims, CLAIMS, names[0]), (sources, SOURCES, names[1])):
        if tree is not None:
            findings += schema.sections(tree, file, name)
            findings += forms.lengthen(tree, name)
    findings += references.declare(trees)
    dataset, invalid = _models(trees)
    findings += invalid
    findings += references.dangling(trees)
    findings += consistency.inconsistencies(trees)
    findings = sorted(_said_once(findings), key=_by_place)
    places = {id_: (here.file, here.at) for id_, here in trees.ids.items()}
    places |= {f"note:{number}": (here.file, here.at) for number, here in trees.notes.items()}
    broken = any(finding.severity == "error" for finding in findings)
    return Reading(None if broken else dataset, findings, places)


def _said_once(findings: list[Finding]) -> set[Finding]:
    """Without those that are no ids where it is said already that nothing is called so."""
    unknown = {finding[:3] for finding in findings if finding.code == "unknown-reference"}
    return {finding for finding in findings if finding.code != "slug" or finding[:3] not in unknown}


def _by_place(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.file, finding.line, finding.column, finding.severity, finding.message


def folder_problem(folder: Path) -> Finding | None:
    """Why ``folder`` is none."""
    hint = "a data set is a folder with claims.yaml and sources.yaml"
    try:
        if stat.S_ISDIR(folder.stat().st_mode):
            return None
        code, message = "not-a-folder", "it is a file, not a folder"
    except (FileNotFoundError, NotADirectoryError, ValueError):
        code, message = "missing-folder", "there is no such folder"
    except OSError as error:
        code, message = "unreadable", f"the folder cannot be opened: {error.strerror or error}"
    return Finding(str(folder), 1, 1, "error", code, message, hint)


def _models(trees: references.Trees) -> tuple[Dataset | None, list[Finding]]:
    findings: list[Finding] = []
    parts: dict[str, Any] = {}
    paper: Paper | None = NOBODYS_PAPER
    for tree, name in ((trees.claims, trees.claims_name), (trees.sources, trees.sources_name)):
        if tree is None:
            continue
        if "paper" in tree:
            paper, invalid = schema.paper(tree, name)
            findings += invalid
        for section in schema.ENTITIES.keys() & tree.keys():
            parts[section], invalid = schema.entities(tree, section, name)
            findings += invalid
        for section in schema.RECORDS.keys() & tree.keys():
            parts[section], invalid = schema.records(tree, section, name)
            findings += invalid
    if findings or paper is None:
        return None, findings
    # The parts are validated models already: nothing is validated twice.
    return Dataset.model_construct(paper=paper, **parts), findings
