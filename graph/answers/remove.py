"""``remove``: something taken out of the data set, if nothing leans on it, or what does with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from typing_extensions import TypedDict
from yaml.nodes import MappingNode, Node

from ..editing.removing import Leaning, Removal, edits, removal
from ..editing.replacing import said
from ..editing.yaml_edits import apply, compose, items, value
from ..errors import Finding, UnknownName, shown
from ..hints import near
from ..loading import CLAIMS, SOURCES, reading_of, records
from ..loading.schema import SINGULAR
from .check import FindingRow, rows_after_a_change
from .edited import data_of, difference, former, loaded, note_number, opened, text_in, write

_MOST = 20
"""Records that are named where none is called so."""


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
    """Take ``name``, an entity, a note, an argument or a record, out of the data set in ``folder``.

    A record is called by what it says: ``attack:FROM/TO``, ``limit:FROM/TO``, ``stance:ACTOR/TOPIC``,
    ``unclaimed:PARAGRAPH:SENTENCES``.

    Where something leans on it nothing is written, unless ``force``: then the references go, too,
    and with each what says nothing without it: an argument with its premise, a record with its end.
    ``leaning`` says which. Comments above an entity stay.

    Raises UnknownName, DataError for a data set that cannot be loaded, FileError. Linear in the files.
    """
    folder = Path(folder)
    with opened(folder, dry_run) as held:
        before = reading_of(folder, held)
        dataset = loaded(folder, before)
        texts = {name: text_in(held[name]) for name in (CLAIMS, SOURCES)}
        roots = {name: compose(text) for name, text in texts.items()}
        if name.partition(":")[0] in records.KIND.values():
            name, found = _record(roots, name)
            out = Removal([], {id(found)}, [], {})
            return _removed(folder, held, texts, roots, out, name, None, dry_run)
        note = note_number(name)
        own = note or name
        known = {place.removeprefix("note:") for place in before.places}
        known |= {argument.id for claim in dataset.claims.values() for argument in claim.supported_by}
        if own not in known or own == dataset.paper.id:
            now = next((now for now, formerly in former(dataset).items() if name in formerly), None)
            message = (
                f'"{name}" is now called "{now}"'
                if now
                else f'nothing that can be removed is called "{name}"'
            )
            raise UnknownName(message, [now] if now else near(name, known))
        out = removal(list(roots.values()), own, note is not None, own in dataset.actors)
        rows = [_row(folder, leaning) for leaning in out.leaning]
        if rows and not force:
            return _answer([], rows, [], False, None)
        called = dataset.actors[own].name if own in dataset.actors else None
        told = f"note:{note}" if note else name
        return _removed(folder, held, texts, roots, out, told, called, dry_run)


def _removed(
    folder: Path,
    held: Mapping[str, bytes],
    texts: Mapping[str, str],
    roots: Mapping[str, MappingNode],
    out: Removal,
    name: str,
    called: str | None,
    dry_run: bool,
) -> Removed:
    """Take out what ``out`` says, which is ``name``, and an actor ``called`` so, if that breaks nothing."""
    rows = [_row(folder, leaning) for leaning in out.leaning]
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
    return _answer([name], rows, after.findings, not dry_run, diff)


def _record(roots: Mapping[str, MappingNode], name: str) -> tuple[str, Node]:
    """The record called ``name``, and its node. Raises UnknownName with those that there are."""
    kind = name.partition(":")[0]
    section = next(section for section, word in records.KIND.items() if word == kind)
    rows = [row for root in roots.values() for row in items(value(root, section))]
    known = dict(zip(records.names(section, map(said, rows)), rows, strict=True))
    wanted = name.replace("->", "/")
    if wanted not in known:
        there = near(wanted, known)
        there += [other for other in known if other not in there][: _MOST - len(there)]
        hint = None if there else f"the data set has none: {section} is empty"
        raise UnknownName(f'no {SINGULAR[section]} is called "{shown(name)}"', there, hint)
    return wanted, known[wanted]


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
        "findings": rows_after_a_change(findings),
        "written": written,
        "diff": diff,
    }
