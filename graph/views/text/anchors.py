"""What ``verify``, ``coverage`` and ``anchor`` found: what is wrong first, then how much is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .terminal import Style, Word, counted, flow, following_line, line, words_of

if TYPE_CHECKING:
    from ...anchoring.covering import Coverage
    from ...anchoring.stamping import Anchored
    from ...anchoring.verifying import Verification

_PAINT = {"ok": "green", "moved": "yellow", "missing": "red"}


def render_verify(answer: Verification, style: Style, *, place: str = "the text") -> str:
    """Each anchor that is not where it should be, and why; then the counts."""
    text = ""
    for claim in answer["claims"]:
        if claim["status"] != "ok":
            text += _heading(Word(line(claim["id"]), "bold"), claim["status"], style)
            text += "".join(_passage(passage, place, style) for passage in claim["passages"])
    for _, alike in groupby(answer["notes"], lambda note: (note["status"], note["line"], note["detail"])):
        first, *more = alike
        if first["status"] != "ok":
            name = f"[{first['number']}]" + (f" to [{more[-1]['number']}]" if more else "")
            text += _heading(Word(name, "cyan"), first["status"], style)
            text += _detail(first, place, style)
    unstamped = any(passage["detail"] == "it has no digest yet" for passage in _anchors(answer))
    text += flow(words_of(f"{_tally(answer['claims'], 'claim')} {_tally(answer['notes'], 'note')}"), style)
    return text + following_line(f"anchor --text {line(place)}", style) if unstamped else text


def _heading(name: Word, status: str, style: Style) -> str:
    return flow([name, Word(":", tied=True), Word(status, _PAINT[status])], style)


def _passage(passage: Mapping[str, Any], place: str, style: Style) -> str:
    if passage["status"] == "ok":
        return ""
    label = passage["paragraph"]
    sentences = passage["sentences"]
    where = f"{label}, {'sentences' if '-' in sentences else 'sentence'} {sentences}" if sentences else label
    return flow(words_of(where + ":"), style, "  ") + _detail(passage, place, style)


def _detail(anchor: Mapping[str, Any], place: str, style: Style) -> str:
    at = f" ({place}:{anchor['line']})" if anchor["line"] is not None else ""
    return flow(words_of(f"{anchor['detail']}{at}"), style, "    ")


def _anchors(answer: Verification) -> Iterable[Mapping[str, Any]]:
    yield from (passage for claim in answer["claims"] for passage in claim["passages"])
    yield from answer["notes"]


def _tally(anchors: Sequence[Mapping[str, Any]], noun: str) -> str:
    counts = Counter(anchor["status"] for anchor in anchors)
    parts = ", ".join(f"{counts[status]:,} {status}" for status in _PAINT if counts[status])
    return f"{counted(len(anchors), noun)}: {parts}." if anchors else f"No {noun}s."


def render_coverage(answer: Coverage, style: Style, *, place: str = "the text") -> str:
    """Each sentence that nothing accounts for, in the words of the reader's copy, and how many there are."""
    text = ""
    for sentence in answer["missing"]:
        where = Word(f"{line(place)}:{sentence['line']}:", "bold")
        said = f"{sentence['paragraph']}, sentence {sentence['sentence']}, is not accounted for"
        text += flow([where, *words_of(said)], style)
        text += flow(words_of(sentence["text"]), style, "    ")
    total = f"{answer['accounted']:,} of {counted(answer['sentences'], 'sentence')} accounted for."
    return text + flow(words_of(total), style)


def render_anchor(answer: Anchored, style: Style) -> str:
    """What was written, after each anchor that was not and why."""
    text = ""
    for problem in answer["problems"]:
        where = Word(f"{line(problem['file'])}:{problem['line']}:{problem['column']}:", "bold")
        text += flow([where, *words_of(problem["message"])], style, "", "  ")
        text += flow(words_of(problem["hint"]), style, "    ") if problem["hint"] else ""
    sections = (
        (answer["claims"], "passage"),
        (answer["unclaimed"], "unclaimed passage"),
        (answer["notes"], "note"),
    )
    written = [counted(number, noun) for number, noun in sections if number]
    said = f"Digests written: {', '.join(written)}." if written else "No digest written."
    left = f" {counted(answer['unchanged'], 'digest')} as before." if answer["unchanged"] else ""
    faults = f" {counted(len(answer['problems']), 'problem')}." if answer["problems"] else ""
    return text + flow(words_of(said + left + faults), style)


def render_digest(answer: Mapping[str, str | None], style: Style) -> str:
    """The digest alone, ready to be put into a data set."""
    return f"{answer['digest']}\n"
