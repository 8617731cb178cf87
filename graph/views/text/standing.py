"""How a claim stands, in words: its status, how it stands as written, what it leans on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .terminal import Style, Word, flow, status_word, words_of


def stands(answer: Mapping[str, Any]) -> Iterator[Word]:
    """The status of ``answer``; then what it leans on, and what it is as its author wrote it.

    ``documented, leaning on weak citations; as written: asserted``. That it leans on our
    reconstructions is said by the status as written.
    """
    yield from status_word(answer["status"])
    classes = [row["on"] for row in answer["leans_on"] if row["on"] != "reconstructions"]
    if classes:
        yield Word(",", tied=True)
        yield from words_of("leaning on " + joined(classes), "yellow")
    if answer["as_written"] != answer["status"]:
        yield Word(";", tied=True)
        yield from words_of("as written:", "dim")
        yield from status_word(answer["as_written"])


def limiting(limits: Sequence[Mapping[str, Any]]) -> str:
    """How many limits of each kind: ``two concessions, a contrast``; empty for none."""
    counts: dict[str, int] = {}
    for limit in limits:
        counts[limit["kind"]] = counts.get(limit["kind"], 0) + 1
    return joined([number(count, kind) for kind, count in counts.items()])


def number(count: int, noun: str) -> str:
    """``a concession``, ``two concessions``, ``12 concessions``."""
    words = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return f"{words[count] if count < len(words) else count} {noun}{'' if count == 1 else 's'}"


def joined(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def render_left_out(without: Sequence[str], style: Style) -> str:
    """Which classes of evidence an answer leaves out, as its first line."""
    others = [each for each in without if each != "reconstructions"]
    ours = "As written, without our reconstructions" if len(others) < len(without) else ""
    rest = f"without {joined(others)}" if others else ""
    said = ", and ".join(filter(None, (ours, rest)))
    return flow(words_of(f"{said[0].upper()}{said[1:]}, as though never written down:", "yellow"), style)
