"""How far two encodings agree, in words: a table of measures, then each disagreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .terminal import Style, Word, counted, flow, line, words_of

if TYPE_CHECKING:
    from ...agreement.comparing import Comparison, Disagreement
    from ...agreement.encodings import Place

_COLUMNS = ("first", "second", "both", "precision", "recall", "F1", "alpha")
_NARROW = 70


def render_compare(answer: Comparison, style: Style) -> str:
    """The sides, the measures, and what each encoding has otherwise, with its line in both."""
    first, second = answer["first"], answer["second"]
    only = f", section {', '.join(answer['sections'])}" if answer["sections"] else ""
    text = flow(words_of(f"Two encodings of {first['paper']}{only}:"), style)
    for name, side in (("first", first), ("second", second)):
        said = f"{counted(side['claims'], 'claim')} with a passage"
        text += flow(
            [Word(f"{name}:", "dim"), Word(line(side["folder"]), "bold"), *words_of(said)], style, "  "
        )
    text += "\n" + _table(answer, style) + "\n"
    for disagreement in answer["disagreements"]:
        text += _disagreement(disagreement, style)
    total = (
        counted(len(answer["disagreements"]), "disagreement")
        if answer["disagreements"]
        else "No disagreement"
    )
    return text + flow(words_of(total + "."), style)


def _table(answer: Comparison, style: Style) -> str:
    rows: list[tuple[str, ...]] = [("", *_COLUMNS)]
    for what, measure in answer["agreement"].items():
        shares = (measure["precision"], measure["recall"], measure["f1"], measure["alpha"])
        numbers = (measure["first"], measure["second"], measure["both"])
        rows.append(
            (what, *map(str, numbers), *("-" if share is None else f"{share:.2f}" for share in shares))
        )
    if style.width < _NARROW:
        return "".join(_stacked(row, style) for row in rows[1:])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True)),
        ]
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines)


def _stacked(row: tuple[str, ...], style: Style) -> str:
    said = ", ".join(f"{name} {cell}" for name, cell in zip(_COLUMNS, row[1:], strict=True))
    return flow([*words_of(f"{row[0]}:", "bold"), *words_of(said)], style, "", "  ")


def _disagreement(disagreement: Disagreement, style: Style) -> str:
    text = flow(words_of(disagreement["message"]), style, "- ")
    places = f"{_place(disagreement['first'])} | {_place(disagreement['second'])}"
    return text + flow(words_of(places, "dim"), style, "  ")


def _place(place: Place | None) -> str:
    return f"{place['file']}:{place['line']}" if place else "(nothing)"
