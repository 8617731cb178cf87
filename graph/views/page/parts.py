"""Parts of an argument for a page of their own: around a claim, below a thesis, of a holder."""

from __future__ import annotations

from typing import NamedTuple

from ...evidence_graph.graph import EvidenceGraph
from .picture import Picture, below, picture


class Part(NamedTuple):
    """What a page shows, out of ``all``. ``whole``: everything that bears on what is shown is shown too."""

    drawn: Picture
    all: Picture
    whole: bool
    words: str
    roots: tuple[str, ...]


def part(
    evidence: EvidenceGraph,
    *,
    around: str | None = None,
    depth: int = 2,
    thesis: str | None = None,
    holder: str | None = None,
) -> Part:
    """The part of the argument asked for; where several are, what belongs to any of them.

    ``around``: claims at most ``depth`` steps from it, for or against, up or down. ``thesis``:
    everything that bears on it. ``holder``: the claims that actor holds, and what is next to them.
    Raises UnknownName for a claim that does not exist. Time: linear.
    """
    drawn = picture(evidence)
    kept: set[int] = set()
    words: list[str] = []
    roots: list[str] = []
    if thesis is not None:
        first = drawn.place[evidence.representative(thesis)]
        kept |= below(drawn, [first])
        words.append(f"what bears on “{_text(drawn, first)}”")
        roots.append(drawn.claims[first])
    closed = around is None and holder is None
    if around is not None:
        first = drawn.place[evidence.representative(around)]
        kept |= _around(drawn, {first}, depth)
        words.append(f"what is within {depth} steps of “{_text(drawn, first)}”")
        roots.append(drawn.claims[first])
    if holder is not None:
        data = evidence.dataset
        held = {place for place, name in enumerate(drawn.claims) if holder in data.held_by(data.claims[name])}
        kept |= _around(drawn, held, 1)
        name = data.actors[holder].name if holder in data.actors else holder
        words.append(f"what {name} holds")
        roots.extend(drawn.claims[place] for place in sorted(held))
    if not words:
        return Part(drawn, drawn, True, "", ())
    shown = picture(evidence, {drawn.claims[place] for place in kept})
    return Part(shown, drawn, closed, "; ".join(words), tuple(roots))


def _text(drawn: Picture, place: int) -> str:
    return drawn.evidence.dataset.claims[drawn.claims[place]].said


def _around(drawn: Picture, start: set[int], depth: int) -> set[int]:
    near: list[set[int]] = [set(beside) for beside in drawn.beside]
    for place, beside in enumerate(drawn.beside):
        for other in beside:
            near[other].add(place)
    seen = set(start)
    level = start
    for _ in range(depth):
        level = {other for place in level for other in near[place]} - seen
        seen |= level
    return seen
