"""What ``enrich`` found: what each work takes, what could not be decided, what was not understood."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from .terminal import Style, Word, counted, flow, following_line, line, words_of

if TYPE_CHECKING:
    from ...answers.enriching import Enriched, Matched

_IN = "  "
_MOST = 30
"""How many of one kind are shown."""


def render_enrich(answer: Enriched, style: Style) -> str:
    """What changes and why, then how much was found, then what to do next."""
    text = told(answer, style)
    if answer["wrote"]:
        return text + following_line("check", style)
    if any(each["took"] or each["confirmed"] for each in answer["matched"]):
        return text + flow(words_of("Nothing was written."), style)
    return text


def told(answer: Enriched, style: Style) -> str:
    """The matches with what each work takes, the rest by counts and names."""
    text = "".join(_matched(each, style) for each in islice(answer["matched"], _MOST))
    text += _more(len(answer["matched"]), style)
    if answer["conflicts"]:
        text += flow(words_of("Left as you have it, where the library says otherwise:"), style)
        for conflict in islice(answer["conflicts"], _MOST):
            said = f"{conflict['field']}: {line(conflict['ours'])}, not {line(conflict['theirs'])}"
            head = [Word(line(conflict["work"]), "bold"), Word(f"({line(conflict['entry'])})")]
            text += flow([*head, *words_of(said)], style, _IN, _IN * 2)
        text += _more(len(answer["conflicts"]), style)
    if answer["ambiguous"]:
        text += flow(words_of("Several entries fit, so none was taken:"), style)
        for doubt in islice(answer["ambiguous"], _MOST):
            names = ", ".join(
                f"{line(entry)} (line {at})"
                for entry, at in zip(doubt["entries"][:_MOST], doubt["lines"][:_MOST], strict=True)
            )
            text += flow([Word(line(doubt["work"]), "bold"), *words_of(names)], style, _IN, _IN * 2)
        text += _more(len(answer["ambiguous"]), style)
    if answer["malformed"]:
        text += flow(words_of("Not understood in the library:"), style)
        for trouble in islice(answer["malformed"], _MOST):
            words = [Word(f"line {trouble['line']}:", "bold"), *words_of(line(trouble["message"]))]
            text += flow(words, style, _IN, _IN * 2)
        text += _more(len(answer["malformed"]), style)
    works = len(answer["matched"]) + len(answer["ambiguous"]) + len(answer["unmatched"])
    fields = sum(len(each["took"]) for each in answer["matched"])
    kind = f" in {answer['format']}" if answer["entries"] else ""
    said = (
        f"{counted(answer['entries'], 'entry', 'entries')}{kind}; "
        f"{len(answer['matched'])} of {counted(works, 'work')} found, {counted(fields, 'field')} taken."
    )
    return text + flow(words_of(said), style)


def _matched(match: Matched, style: Style) -> str:
    head = [Word(line(match["work"]), "bold"), *words_of(f"is {line(match['entry'])}, by {match['by']}")]
    text = flow(head, style, "", _IN)
    for took in match["took"]:
        instead = f" (was: {line(took['before'])})" if took["before"] else ""
        text += flow(words_of(f"{took['field']}: {line(took['after'])}{instead}"), style, _IN, _IN * 2)
    if match["confirmed"]:
        text += flow(words_of(f"guessed right: {', '.join(match['confirmed'])}"), style, _IN, _IN * 2)
    return text


def _more(count: int, style: Style) -> str:
    return flow(words_of(f"… and {count - _MOST} more"), style, _IN) if count > _MOST else ""
