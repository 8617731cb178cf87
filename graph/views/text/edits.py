"""What a change of the data set did, or why it was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .findings import render_finding
from .terminal import Style, clean, counted, flow, following_line, line, words_of

if TYPE_CHECKING:
    from ...answers.add import Added
    from ...answers.fmt import Formatted
    from ...answers.refreshing import FieldRow
    from ...answers.reimporting import Reimported
    from ...answers.remove import Removed
    from ...answers.rename import Renamed


def render_add(answer: Added, style: Style) -> str:
    """What was added and replaced, what is found in the data set now, how much of the text is left."""
    if any(finding["severity"] == "error" for finding in answer["findings"]):
        return _findings(answer["findings"], style) + flow(words_of("Nothing was written."), style)
    if answer["diff"] is not None:
        return clean(answer["diff"]) + _findings(answer["findings"], style)
    text = _findings(answer["findings"], style)
    for verb, ids in (("Added", answer["added"]), ("Replaced", answer["replaced"])):
        if ids:
            text += flow(words_of(f"{verb} {', '.join(map(line, ids))}."), style)
    if answer["left"] is not None:
        verb = "is" if answer["left"] == 1 else "are"
        text += flow(words_of(f"{counted(answer['left'], 'sentence')} {verb} left."), style)
    return text + following_line("check", style)


def render_rename(answer: Renamed, style: Style) -> str:
    """In how many places something has its new name."""
    if answer["diff"] is not None:
        return clean(answer["diff"])
    said = f"{line(answer['old'])} is now {line(answer['new'])}, in {counted(answer['places'], 'place')}."
    if answer["formerly"]:
        said += f" Formerly {', '.join(map(line, answer['formerly']))}."
    return flow(words_of(said), style)


def render_remove(answer: Removed, style: Style) -> str:
    """What leans on the thing, and whether it is gone with that."""
    rows = "".join(_leaning(row, style) for row in answer["leaning"])
    if not answer["removed"]:
        count = counted(len(answer["leaning"]), "reference leans", "references lean")
        errors = [finding for finding in answer["findings"] if finding["severity"] == "error"]
        if errors:
            return rows + _findings(errors, style) + flow(words_of("Nothing was written."), style)
        return rows + flow(words_of(f"{count} on it; nothing was written. --force takes them away."), style)
    if answer["diff"] is not None:
        return rows + clean(answer["diff"])
    said = f"Removed {', '.join(map(line, answer['removed']))}"
    count = counted(len(answer["leaning"]), "reference")
    said += f", and {count} to it." if answer["leaning"] else "."
    return rows + _findings(answer["findings"], style) + flow(words_of(said), style)


def render_fmt(answer: Formatted, style: Style) -> str:
    """Which files were not in order."""
    if answer["diff"] is not None:
        return clean(answer["diff"])
    if not answer["changed"]:
        return flow(words_of("All is in order."), style)
    verb = "Put in order" if answer["written"] else "Not in order"
    return flow(words_of(f"{verb}: {', '.join(map(line, answer['changed']))}."), style)


def render_reimport(answer: Reimported, style: Style) -> str:
    """What of a data set follows the new version of its paper, and what needs a look."""
    moved, changed, gone = answer["passages_moved"], answer["passages_changed"], answer["passages_gone"]
    said = [
        f"{counted(answer['passages_unchanged'], 'passage')} as before",
        f"{len(moved)} moved",
        f"{len(changed)} changed",
        f"{len(gone)} gone",
    ]
    notes = [
        f"{counted(answer['notes_unchanged'], 'note')} as before",
        f"{len(answer['notes_renumbered'])} renumbered",
        f"{len(answer['notes_changed'])} changed",
        f"{len(answer['notes_added'])} new",
        f"{len(answer['notes_gone'])} gone",
    ]
    text = flow(words_of(f"{', '.join(said)}; {', '.join(notes)}."), style)
    for row in changed:
        places = f"{line(row['was'])}; now {line(row['now'] or '')}:"
        text += flow(words_of(f"changed: {line(row['id'])}, {places}"), style, "  ")
        text += flow(words_of(row["stands"] or ""), style, "    ")
    for row in gone:
        text += flow(words_of(f"gone: {line(row['id'])}, {line(row['was'])}"), style, "  ")
    for what, numbers in (
        ("changed", answer["notes_changed"]),
        ("new", answer["notes_added"]),
        ("gone", answer["notes_gone"]),
    ):
        if numbers:
            text += flow(words_of(f"{what} notes: {', '.join(map(str, numbers))}"), style, "  ")
    text += "".join(_field("refreshed", "{} -> {}", each, style) for each in answer["fields_refreshed"])
    stays = "{} (the paper now: {})"
    text += "".join(_field("kept", stays, each, style) for each in answer["fields_kept"])
    for each in answer["left_out"]:
        text += flow(words_of(f"left out: {line(each)}"), style, "  ")
    if answer["diff"] is not None:
        return clean(answer["diff"]) + text
    return text + following_line("verify", style._replace(place=("--data", answer["folder"])))


def _field(how: str, form: str, row: FieldRow, style: Style) -> str:
    """What became of a guessed field of a note that changed."""
    said = form.format(line(row["ours"] or "nothing"), line(row["theirs"] or "nothing"))
    return flow(words_of(f"{how}: {line(row['id'])} {row['field']}: {said}"), style, "  ", "    ")


def _findings(findings: Sequence[Mapping[str, Any]], style: Style) -> str:
    return "".join(render_finding(finding, style) for finding in findings)


def _leaning(row: Mapping[str, Any], style: Style) -> str:
    place = f"{line(row['file'])}:{row['line']}:{row['column']}:"
    goes = {"name": "a plain name stays", "item": "", "key": "the key goes"}.get(row["goes"])
    said = f"{place} {line(row['id'])} ({row['key']})"
    goes = f"the {row['goes']} goes" if goes is None else goes
    return flow(words_of(f"{said}: {goes}" if goes else said), style)
