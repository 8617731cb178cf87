"""Sentences that the data speak of twice, and differently."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Finding, shown
from .references import Trees
from .syntax import Mapping

_MOST = 500
"""Sentences of a passage that are looked at."""


def sentences_claimed_and_unclaimed(trees: Trees) -> Iterator[Finding]:
    """A sentence for which a claim stands does assert something."""
    claimed: dict[str, dict[int, str]] = {}
    for id_, claim in trees.entities("claims"):
        passages = claim.get("passage", ())
        for passage in passages if isinstance(passages, list) else ():
            for label, number in _sentences(passage):
                claimed.setdefault(label, {}).setdefault(number, id_)
    for record in trees.records("unclaimed"):
        for label, number in _sentences(record):
            known = claimed.get(label, {})
            whole = next(iter(known.values()), None) if number == 0 else None
            found = known.get(number) or known.get(0) or whole
            if found:
                message = f"claim {shown(found)} stands at this sentence, which is said to assert nothing"
                hint = "take one of the two out, or say with `words` which words each is about"
                yield trees.finding("unclaimed", record.at, "claimed-too", message, hint, "warning")
                break


def _sentences(passage: object) -> Iterator[tuple[str, int]]:
    """The sentences of ``passage`` by label and number; 0 for a whole paragraph; none for some words only."""
    if not isinstance(passage, Mapping) or "words" in passage:
        return
    label, said = passage.get("paragraph"), passage.get("sentences", "0")
    if not isinstance(label, str) or not isinstance(said, str):
        return
    first, _, last = said.partition("-")
    if all(end.isascii() and end.isdecimal() and len(end) < 9 for end in (first, last or first)):
        begin, end = int(first), int(last or first)
        for number in range(begin, min(end, begin + _MOST) + 1):
            yield label, number
