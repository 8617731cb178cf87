"""What holds once attacks are counted, what two claims share, and what an editor would mend, in words."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .chains import named
from .opposing import told
from .standing import limiting
from .terminal import Style, Word, called, counted, flow, following_line, line, listed, words_of

if TYPE_CHECKING:
    from ...answers.acceptability import Acceptability, Opponent, Why
    from ...answers.common import Common
    from ...answers.gaps.finding import Gap
    from ...answers.retraction_rows import Counts, Retractions
    from ...model.entities import Dataset

_COLON = Word(":", tied=True)
_PAINT = {"in": "green", "out": "red", "undecided": "yellow"}
_SEVERITY = {"high": "red", "medium": "yellow", "low": "dim"}
_SHOWN = 20
_REASONS = {
    "unattacked": "It holds: nothing stands against it.",
    "defended": "It holds: every attack on it fails.",
    "carried": "It holds: no rebuttal of it succeeds, and",
    "defeated": "It does not hold: an objection stands, and nobody answers it.",
    "circular": "It does not hold, though nothing defeats it: its reasons only run in circles.",
    "undecided": "It neither holds nor fails: that hangs on attacks which are undecided themselves.",
}


def render_acceptability(answer: Acceptability, style: Style, *, dataset: Dataset | None = None) -> str:
    """One claim's label, why it has it and what would change it; else all that are out or undecided."""
    if "why" in answer:
        return _why(answer["why"], dataset, style)
    text = ""
    for label in ("out", "undecided"):
        names = answer[label]
        text += flow([*words_of(label, _PAINT[label]), _COLON, *words_of(f"{len(names):,}")], style)
        for name in names:
            text += flow([Word(line(name), "bold")], style, "- ") + _told(name, dataset, style)
    text += flow([*words_of("in", _PAINT["in"]), _COLON, *words_of(f"{len(answer['in']):,}")], style)
    if dataset is None:
        return text + (flow(listed(answer["in"], ""), style, "  ") if answer["in"] else "")
    first = next((name for label in ("out", "undecided", "in") for name in answer[label]), None)
    return text + (following_line(f"acceptability {first}", style) if first else "")


def _told(claim: str, dataset: Dataset | None, style: Style) -> str:
    return "" if dataset is None else told(claim, dataset, style, "  ")


def _why(why: Why, dataset: Dataset | None, style: Style) -> str:
    name = why["claim"]
    text = flow([Word(name, "bold"), _COLON, *words_of(why["label"], _PAINT[why["label"]])], style)
    text += _told(name, dataset, style) + flow(_reason(why), style, "", "  ")
    if why["opponents"]:
        text += "\n" + flow(words_of("What decides it"), style)
    for opponent in why["opponents"]:
        text += flow(_attack(opponent), style, "- ") + _told(opponent["claim"], dataset, style)
    if why["changes"]:
        text += "\n" + flow(words_of("What would change it"), style)
    for change in why["changes"][:_SHOWN]:
        together = "without all of" if len(change["without"]) > 1 else "without"
        words = [*words_of(together), *listed(change["without"]), *words_of("it would be")]
        text += flow([*words, *words_of(change["label"], _PAINT[change["label"]])], style, "- ")
    if len(why["changes"]) > _SHOWN:
        text += flow(words_of(f"... {len(why['changes']) - _SHOWN:,} more: --json lists them", "dim"), style)
    return text + "\n" + following_line(f"attacks {name}", style)


def _reason(why: Why) -> Iterator[Word]:
    said = _REASONS[why["reason"]]
    limits = why["limited_by"]
    if limits and why["reason"] in ("unattacked", "defended"):
        counted_limits = limiting(limits)
        verb = "limits" if len(limits) == 1 else "limit"
        said = f"{said.rstrip('.').replace(': nothing stands against it', '')}; {counted_limits} {verb} it:"
        yield from words_of(said)
        yield from listed(dict.fromkeys(limit["from"] for limit in limits))
        return
    yield from words_of(said)
    if why["reason"] != "carried":
        return
    by: dict[str, list[str]] = {}
    for opponent in why["opponents"]:
        if opponent["label"] != "out":
            by.setdefault(str(opponent["argument"]), []).append(opponent["claim"])
    for place, (argument, claims) in enumerate(by.items()):
        yield from words_of("and" if place else "though")
        yield from words_of(f"its argument {argument} is undercut by")
        yield from listed(claims)
    carriers = why["carried_by"]
    many = len(carriers) != 1
    yield Word(",", tied=True)
    if not carriers:
        yield from words_of("it is taken at its holder's word.")
    elif isinstance(carriers[0], int):
        yield from words_of(f"its note{'s carry' if many else ' carries'} it:")
    else:
        yield from words_of(f"{'other arguments carry' if many else 'another argument carries'} it:")
    yield from listed([f"[{name}]" if isinstance(name, int) else name for name in carriers])


def _attack(opponent: Opponent) -> Iterator[Word]:
    yield Word(opponent["claim"], "bold")
    yield from words_of("rebuts" if opponent["type"] == "rebut" else "undercuts")
    yield Word(str(opponent["to"] or opponent["argument"]))
    yield Word(",", tied=True)
    yield from words_of("and is itself")
    yield from words_of(opponent["label"], _PAINT[opponent["label"]])


def render_common(answer: Common, style: Style, *, dataset: Dataset) -> str:
    """Whether two claims stand independently, and what they rest on together."""
    pair = [Word(answer["a"], "bold"), *words_of("and"), Word(answer["b"], "bold")]
    following = following_line(f"withdraw {answer['works'][0]}", style) if answer["works"] else ""
    if answer["independent"]:
        said = "stand independently: they share neither a claim nor a work."
        return flow([*pair, *words_of(said)], style) + following_line(f"supports {answer['a']}", style)
    counts = [
        counted(len(answer["claims"]), "claim"),
        counted(len(answer["notes"]), "endnote"),
        counted(len(answer["works"]), "work"),
    ]
    text = flow([*pair, *words_of(f"rest together on {', '.join(counts)}.")], style)
    if answer["falls_with"]:
        text += flow([*words_of("Both fall with", "red"), *listed(answer["falls_with"])], style, "", "  ")
    for work in answer["works"]:
        title = dataset.works[work].title if work in dataset.works else ""
        text += flow([Word(work, "bold"), *words_of(title)], style, "- ", "    ")
    if answer["notes"]:
        notes = listed([named(number) for number in answer["notes"]], "cyan")
        text += flow([*words_of("Endnotes:"), *notes], style, "", "  ")
    for claim in answer["claims"]:
        bare = words_of("(bare assertion)", "dim") if claim in answer["assertions"] else ()
        text += flow([Word(claim, "bold"), *bare], style, "- ") + told(claim, dataset, style, "  ")
    return text + following


def render_gaps(
    answer: Sequence[Gap],
    style: Style,
    *,
    dataset: Dataset,
    kinds: Collection[str] | None = None,
    severities: Collection[str] | None = None,
) -> str:
    """The findings of the audit, the gravest first, by kind.

    What those of a severity and kind have in common is said once, then each at its place: of a low
    severity not where they are many, if nobody asked for them by ``kinds`` or ``severities``.
    """
    if not answer:
        return flow(words_of("No gaps."), style)
    counts = [
        f"{number:,} {severity}"
        for severity in _SEVERITY
        if (number := sum(gap["severity"] == severity for gap in answer))
    ]
    text = flow(words_of(f"{counted(len(answer), 'gap')}: {', '.join(counts)}"), style)
    groups: dict[tuple[str, str], list[Gap]] = {}
    for gap in answer:
        groups.setdefault((gap["severity"], gap["kind"]), []).append(gap)
    for (severity, kind), found in groups.items():
        many = severity == "low" and len(found) > _SHOWN and not (kinds or severities)
        text += "\n" + "".join(_kind(found, dataset, style, many))
        if many:
            command = called(f"gaps --kind {shlex.quote(kind)}", style)
            text += flow([*words_of("to list them:"), command], style, "  ")
    return text + "\n" + following_line(f"show {answer[0]['id']}", style)


def _kind(found: Sequence[Gap], dataset: Dataset, style: Style, counted_only: bool) -> Iterator[str]:
    first = found[0]
    same = {
        "detail": all(gap["detail"] == first["detail"] for gap in found),
        "why": all(gap["why"] == first["why"] for gap in found),
        "mend": all(gap["mend"] == first["mend"] for gap in found),
    }
    severity = words_of(f"{first['severity']})", _SEVERITY[first["severity"]])
    yield flow([*words_of(first["kind"], "bold"), *words_of(f"({len(found):,},"), *severity], style)
    yield _remarks(first, [part for part, shared in same.items() if shared], style)
    for gap in () if counted_only else found:
        words = [Word(named(gap["id"]), "bold")]
        if gap["place"]:
            words += words_of(f"at {gap['place']}", "dim")
        yield flow(words, style, "- ")
        yield told(str(gap["id"]), dataset, style, "  ")
        yield _remarks(gap, [part for part, shared in same.items() if not shared], style)


def _remarks(gap: Gap, parts: Iterable[str], style: Style) -> str:
    labels = {"detail": "", "why": "why: ", "mend": "" if gap["kind"] == "anomaly" else "to mend: "}
    said = (labels[part] + gap[part] for part in parts)  # type: ignore[literal-required]
    return "".join(flow(words_of(text), style, "  ") for text in said if text)


def render_retractions(answer: Retractions, style: Style) -> str:
    """Which lines of a list of withdrawn publications name a work, and which do not, and why."""
    text = ""
    for match in answer["matched"][:_SHOWN]:
        head = words_of(f"line {match['line']:,}, by {match['by']}:")
        said: list[str] = [match["event"]] if match.get("event", "retraction") != "retraction" else []
        said += ["the line is a notice"] if match.get("notice") else []
        also = words_of(f"({'; '.join(said)})") if said else ()
        text += flow([*head, *listed(match["works"]), *also], style, "", "  ")
    counts = answer.get("counts")
    matched = counts["matched"] if counts else len(answer["matched"])
    unmatched = sum(b - a + 1 for a, b in answer["unmatched_lines"])
    if counts:
        unmatched = counts["entries"] - matched
    if matched > _SHOWN:
        text += flow(words_of(f"... and {matched - _SHOWN:,} more", "dim"), style)
    text += flow(_sum(matched, unmatched, counts), style, "", "  ")
    told = [f"assumed: {words}" for words in answer.get("assumed") or ()]
    told += [f"note: {words}" for words in answer.get("notices") or ()]
    for words in told:
        text += flow(words_of(words, "yellow"), style, "", "  ")
    misses = sorted(answer["unmatched"], key=lambda miss: miss["why"] is None)[:_SHOWN]
    for miss in sorted(misses, key=lambda miss: miss["line"]):
        why = f" ({miss['why']})" if miss["why"] else ""
        text += flow(words_of(f"line {miss['line']:,}: {miss['text']}{why}", "dim"), style, "- ", "    ")
    if unmatched > _SHOWN:
        text += flow(words_of(f"... and {unmatched - _SHOWN:,} more", "dim"), style, "- ")
    return text


def _sum(matched: int, unmatched: int, counts: Counts | None) -> Iterable[Word]:
    said = f"{counted(matched, 'line')} matched, {counted(unmatched, 'line')} matched nothing"
    if counts and unmatched:
        parts = [
            f"{number:,} {words}"
            for number, words in (
                (counts["not_in_paper"], "not in this paper"),
                (counts["not_retractions"], "not retracted"),
                (counts["not_certain"], "perhaps another work"),
                (counts["not_understood"], "not understood"),
            )
            if number
        ]
        said += f" ({', '.join(parts)})"
    return words_of(said)
