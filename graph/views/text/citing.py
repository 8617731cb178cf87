"""How a note and its works are written: ``[27] title, date, p. 4 (work-id)``, with what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .terminal import Style, Word, flow, line, words_of

FORMS = {"ibid": "ibid.", "op_cit": "op. cit.", "see_note": "see note", "short": "short title"}
"""How the forms of a note are written for a reader."""


def citation(
    made: Mapping[str, Any],
    note: Mapping[str, Any],
    works: Mapping[str, Any],
    style: Style,
    indent: str,
    told: set[str] | None = None,
    *,
    without: bool = False,
) -> str:
    """One citation of a note, its works in full where ``works`` has them and ``told`` does not.

    ``told`` are the works that were written out before; those written now are added to it. ``without``: some
    works are withdrawn, which leaves a note that is evidence without any.
    """
    told = set() if told is None else told
    number = Word(f"[{made['note']}]", "cyan" if made["evidential"] else "dim")
    words: list[Word] = [number]
    locator = made["locator"] or note["locator"]
    names = note["works"]
    for place, name in enumerate(names):
        known = None if name in told else works.get(name)
        words += _work(name, known, None if place else locator, last=place + 1 == len(names))
        told.add(name)
    if not names:
        words += words_of("withdrawn" if without and made["evidential"] else "no work")
    remarks = _remarks(made, note)
    if remarks:
        words += words_of(f"({'; '.join(remarks)})", "dim")
    for doubt in doubts(made):
        words += words_of(f"! {doubt}", "yellow")
    return flow(words, style, indent, indent + "  ")


def _work(name: str, work: Mapping[str, Any] | None, locator: str | None, *, last: bool) -> Iterable[Word]:
    said = [] if work is None else [str(part) for part in (work["title"], work["date"]) if part]
    if locator:
        said.append(locator)
    if work is None:
        yield Word(line(name), "bold")
        if locator:
            yield Word(",", tied=True)
            yield from words_of(locator)
    else:
        yield from words_of(", ".join(said))
        yield Word(f"({line(name)})", "bold")
    if not last:
        yield Word(";", tied=True)


def _remarks(made: Mapping[str, Any], note: Mapping[str, Any]) -> list[str]:
    """What is particular about a citation and nothing to doubt."""
    found = []
    if note["resolved_via"] is not None:
        found.append(f"{FORMS.get(note['form'], note['form'])}, through [{note['resolved_via']}]")
    if made["intent"] != "cites as evidence" and made["evidential"]:
        found.append(made["intent"])
    if made["scope"] == "backward":
        found.append("note at a later sentence")
    return found


def doubts(made: Mapping[str, Any]) -> list[str]:
    """What a reader should doubt in a citation: that it is a mention, fits weakly, or is implicit."""
    found = []
    if made["fit"] == "none":
        found.append("mentioned, not evidence: it does not fit what is said")
    elif not made["evidential"]:
        found.append("mentioned, not evidence")
        if made["intent"] != "cites as evidence":
            found[-1] += f": {made['intent']}"
    elif made["fit"] == "weak":
        found.append("weak fit")
    if made["fit"] and made.get("why"):
        found[-1] += f": {made['why']}"
    if made["scope"] == "implicit":
        found.append("implicit: no marker in the text")
    return found
