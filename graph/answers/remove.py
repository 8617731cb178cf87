"""``remove``: something taken out of the data set, if nothing leans on it, or what does with it."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import TypedDict

from ..editing.removing import Leaning, edits, removal
from ..editing.yaml_edits import apply, compose
from ..errors import Finding, UnknownName
from ..hints import near
from ..loading import CLAIMS, SOURCES, reading_of
from ..loading.schema import SINGULAR
from .check import FindingRow, rows_of
from .edited import data_of, difference, former, loaded, note_number, opened, text_in, write


class LeaningRow(TypedDict):
    """What leans on the thing: which claim, note … (or which kind of record) by which of its keys.

    ``goes`` is what is taken away with the reference: ``key``, ``item``, ``argument``, ``record``;
    ``name`` where a plain name stays.
    """

    id: str
    key: str
    goes: str
    file: str
    line: int
    column: int


class Removed(TypedDict):
    """The answer of ``remove``; ``findings`` are errors that forbid it, or what is found after it."""

    schema: str
    removed: list[str]
    leaning: list[LeaningRow]
    findings: list[FindingRow]
    written: bool
    diff: str | None


def remove(folder: Path | str, name: str, *, force: bool = False, dry_run: bool = False) -> Removed:
    """Take ``name``, an entity, a note or an argument, out of the data set in ``folder``.

    Where something leans on it nothing is written, unless ``force``: then the references go, too,
    and with each what says nothing without it: an argument with its premise, a record with its end.
    ``leaning`` says which. Comments above an entity stay.

    Raises UnknownName, DataError for a data set that cannot be loaded, FileError. Linear in the files.
    """
    folder = Path(folder)
    with opened(folder, dry_run) as held:
        before = reading_of(folder, held)
        dataset = loaded(folder, before)
        note = note_number(name)
        own = note or name
        known = {place.removeprefix("note:") for place in before.places}
        known |= {argument.id for claim in dataset.claims.values() for argument in claim.supported_by}
        if own not in known or own == dataset.paper.id:
            now = next((now for now, formerly in former(dataset).items() if name in formerly), None)
            said = (
                f'"{name}" is now called "{now}"'
                if now
                else f'nothing that can be removed is called "{name}"'
            )
            raise UnknownName(said, [now] if now else near(name, known))
        texts = {name: text_in(held[name]) for name in (CLAIMS, SOURCES)}
        roots = {name: compose(text) for name, text in texts.items()}
        out = removal(list(roots.values()), own, note is not None, own in dataset.actors)
        rows = [_row(folder, leaning) for leaning in out.leaning]
        if rows and not force:
            return _answer([], rows, [], False, None)
        called = dataset.actors[own].name if own in dataset.actors else None
        contents = {
            file: data_of(apply(texts[file], found), held[file])
            for file, root in roots.items()
            if (found := edits(texts[file], root, out, called))
        }
        after = reading_of(folder, {**held, **contents})
        if after.dataset is None:
            errors = [finding for finding in after.findings if finding.severity == "error"]
            return _answer([], rows, errors, False, None)
        if not dry_run:
            write(folder, held, contents)
        diff = difference(folder, held, contents) if dry_run else None
        return _answer([f"note:{note}" if note else name], rows, after.findings, not dry_run, diff)


def _row(folder: Path, leaning: Leaning) -> LeaningRow:
    mark = leaning.node.start_mark
    file = SOURCES if leaning.section in ("paper", "works", "endnotes") else CLAIMS
    owner = leaning.owner or SINGULAR[leaning.section]
    goes = "item" if leaning.in_list else "key"
    if leaning.section in ("attacks", "limits", "stances") and leaning.gone is not leaning.node:
        goes = "record"
    elif leaning.path[-1] == "premises":
        goes = "argument"
    elif leaning.path[-1] in ("creators", "issuer", "publisher"):
        goes = "name"
    return {
        "id": f"note:{owner}" if leaning.section == "endnotes" else owner,
        "key": ".".join(leaning.path),
        "goes": goes,
        "file": str(folder / file),
        "line": mark.line + 1,
        "column": mark.column + 1,
    }


def _answer(
    removed: list[str], rows: list[LeaningRow], findings: list[Finding], written: bool, diff: str | None
) -> Removed:
    return {
        "schema": "claimgraph/remove/1",
        "removed": removed,
        "leaning": rows,
        "findings": rows_of(findings),
        "written": written,
        "diff": diff,
    }
