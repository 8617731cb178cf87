"""``rename``: another id or number for something, wherever it stands, in both files at once."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import TypedDict

from ..editing.renaming import rename_id, rename_notes
from ..editing.yaml_edits import apply, compose
from ..errors import DataError, Finding, NameTaken, UnknownName, UsageError
from ..hints import near
from ..loading import Reading, reading_of
from ..model.entities import Dataset
from ..model.scalars import is_id
from .check import FindingRow, rows_after_a_change
from .edited import data_of, difference, former, loaded, note_number, opened, text_in, write


class Renamed(TypedDict):
    """The answer of ``rename``: how many places changed; ``formerly`` are the former ids it has now."""

    schema: str
    old: str
    new: str
    places: int
    formerly: list[str]
    findings: list[FindingRow]
    written: bool
    diff: str | None


def rename(folder: Path | str, old: str, new: str, *, dry_run: bool = False) -> Renamed:
    """Rename ``old``, an id or a note's number, to ``new`` in the data set in ``folder``.

    Its old id stays as a former one; renaming it back takes that away again. Notes have none.

    Raises UnknownName, NameTaken where ``new`` is in use, UsageError where it cannot be one,
    DataError for a data set that cannot be loaded, FileError. Linear in the files.
    """
    folder = Path(folder)
    with opened(folder, dry_run) as held:
        before = reading_of(folder, held)
        dataset = loaded(folder, before)
        note = note_number(old)
        number = note_number(new) if note is not None else None
        if note is not None and number is not None:
            _refuse_note(dataset, note, number)
        else:
            _refuse_id(dataset, before, old, new)
        places = 0
        contents: dict[str, bytes] = {}
        for name, data in held.items():
            text = text_in(data)
            root = compose(text)
            edits = list(
                rename_notes(text, root, {note: number})
                if note is not None and number is not None
                else rename_id(text, root, old, new, old in dataset.actors)
            )
            places += len(edits)
            if edits:
                contents[name] = data_of(apply(text, edits), data)
        after = reading_of(folder, {**held, **contents})
        if after.dataset is None:
            _refuse_broken(after.findings, new)
        if not dry_run:
            write(folder, held, contents)
        assert after.dataset is not None
        return {
            "schema": "claimgraph/rename/1",
            "old": old,
            "new": new,
            "places": places,
            "formerly": [] if note is not None else former(after.dataset).get(new, []),
            "findings": rows_after_a_change(after.findings),
            "written": not dry_run,
            "diff": difference(folder, held, contents) if dry_run else None,
        }


def _refuse_note(dataset: Dataset, old: str, new: str) -> None:
    numbers = [str(number) for number in dataset.endnotes]
    if old not in numbers:
        raise UnknownName(f"there is no note {old}", near(old, numbers))
    if new in numbers and new != old:
        raise NameTaken(f"there is a note {new} already", [], "claimgraph show tells what it is")


def _refuse_id(dataset: Dataset, reading: Reading, old: str, new: str) -> None:
    known = [id_ for id_ in reading.places if not id_.startswith("note:")]
    if note_number(old) is not None:
        raise UsageError(f'note {old} cannot be called "{new}"', "notes have numbers, such as 27")
    if "/" in old:
        raise UsageError(f'"{old}" is a number, no name', "give that argument an `id` in the file")
    if old not in known:
        now = next((id_ for id_, formerly in former(dataset).items() if old in formerly), None)
        if now is not None:
            raise UnknownName(f'"{old}" is now called "{now}"', [now])
        raise UnknownName(f'nothing is called "{old}"', near(old, known))
    if not is_id(new):
        raise UsageError(
            f'"{new}" cannot be an id',
            "ids are lower-case words joined by hyphens, such as nato-safer-course",
        )
    if new == old:
        raise UsageError(f'it is called "{new}" already', "name another id")
    taken = next((id_ for id_ in known if id_.casefold() == new.casefold() and id_ != old), None)
    if taken is not None:
        file, (line, _) = reading.places[taken]
        raise NameTaken(f'there is a "{taken}" already', [], f"it stands at {file}:{line}")
    for id_, formerly in former(dataset).items():
        if new in formerly and id_ != old:
            raise NameTaken(f'"{new}" was the id of "{id_}"', [], "a former id stays with what had it")


def _refuse_broken(findings: list[Finding], new: str) -> None:
    errors = [finding for finding in findings if finding.severity == "error"]
    raise DataError(f'called "{new}" it could not be loaded; nothing was written', errors)
