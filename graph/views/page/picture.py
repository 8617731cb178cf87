"""The argument as places in lists, which is what a drawing and the page's script work on.

Claims are representatives, theses first, then in the order of the file. ``script/scene.js`` reads
the same lists; ``scene`` there and here agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from ...evidence_graph.graph import EvidenceGraph
from .layout import Arc, Box, Drawing, layered
from .rails import Rail, rails_of

MOST_AT_OPENING = 40
"""A page opens with no more boxes than this, so that they can be read."""

Kind = Literal["support", "attack", "limit", "source"]
KINDS: tuple[Kind, ...] = ("support", "attack", "limit", "source")


class Reason(NamedTuple):
    """An argument: places of its conclusion and premises among the claims."""

    id: str
    conclusion: int
    premises: tuple[int, ...]


class Opposition(NamedTuple):
    """An attack or limit from a claim on a claim, or on an argument, by their places."""

    source: int
    on: Literal["claim", "argument"]
    target: int
    kind: str


@dataclass(frozen=True)
class Picture:
    """What can be drawn of a data set. ``cites``: note and claim; ``holds``: work and note."""

    evidence: EvidenceGraph
    claims: tuple[str, ...]
    theses: int
    reasons: tuple[Reason, ...]
    attacks: tuple[Opposition, ...]
    limits: tuple[Opposition, ...]
    notes: tuple[int, ...]
    works: tuple[str, ...]
    cites: tuple[tuple[int, int], ...]
    holds: tuple[tuple[int, int], ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """Every claim's place, restatements at that of the claim that stands for them."""
        own = {name: number for number, name in enumerate(self.claims)}
        return {name: own[first] for name, first in self.evidence.stands_for.items() if first in own}

    @cached_property
    def beside(self) -> tuple[tuple[int, ...], ...]:
        """For every claim: the claims that directly support, attack or limit it or its arguments."""
        near: list[dict[int, None]] = [{} for _ in self.claims]
        for reason in self.reasons:
            near[reason.conclusion].update(dict.fromkeys(reason.premises))
        for each in (*self.attacks, *self.limits):
            target = each.target if each.on == "claim" else self.reasons[each.target].conclusion
            near[target][each.source] = None
        return tuple(tuple(own) for own in near)


class Line(NamedTuple):
    """What an arc of a scene is: its kind, and its place among the picture's lists of that kind.

    ``shared``: support by a premise that the arguments of a rail of the scene share.
    """

    kind: Kind | Literal["shared"]
    of: int


@dataclass(frozen=True)
class Scene:
    """Some of a picture, laid out. ``nodes`` are ``c``, ``n`` or ``w`` and a place: claim, note, work."""

    nodes: tuple[tuple[Literal["c", "n", "w"], int], ...]
    boxes: tuple[Box, ...]
    arcs: tuple[Arc, ...]
    lines: tuple[Line, ...]
    rails: tuple[Rail, ...]
    drawing: Drawing


class Sizes(NamedTuple):
    """Width and height of the boxes of claims, notes and works, by their places."""

    claims: Sequence[tuple[float, float]]
    notes: Sequence[tuple[float, float]]
    works: Sequence[tuple[float, float]]


def picture(evidence: EvidenceGraph, keep: Collection[str] | None = None) -> Picture:
    """What can be drawn of ``evidence``, or of the representatives ``keep`` in it. Time: linear.

    With ``keep`` an argument is left out if a premise of it is, and so are notes that no kept
    claim cites, and works that none of these holds.
    """
    data = evidence.dataset
    representatives = [
        name for name in data.claims if name in evidence.members and (keep is None or name in keep)
    ]
    theses = [name for name in representatives if data.claims[name].kind == "thesis"]
    claims = (*theses, *(name for name in representatives if data.claims[name].kind != "thesis"))
    place = {name: number for number, name in enumerate(claims)}
    reasons = tuple(
        Reason(argument, place[conclusion], tuple(place[p] for p in evidence.premises_of[argument]))
        for argument, conclusion in evidence.conclusion_of.items()
        if conclusion in place and all(premise in place for premise in evidence.premises_of[argument])
    )
    argument_place = {reason.id: number for number, reason in enumerate(reasons)}

    def opposition(items: Iterable[tuple[str, str, str]]) -> tuple[Opposition, ...]:
        found = []
        for source, target, kind in items:
            start = place.get(evidence.stands_for.get(source, ""))
            end = place.get(evidence.stands_for.get(target, ""))
            if start is None:
                continue
            if end is not None:
                found.append(Opposition(start, "claim", end, kind))
            elif target in argument_place:
                found.append(Opposition(start, "argument", argument_place[target], kind))
        return tuple(dict.fromkeys(found))

    cited = {citation.note for name in claims for _, citation in evidence.citations(name)}
    notes = tuple(number for number in sorted(data.endnotes) if keep is None or number in cited)
    held = {work for number in notes for work in evidence.works_of[number]}
    works = tuple(name for name in data.works if keep is None or name in held)
    note_place = {number: n for n, number in enumerate(notes)}
    work_place = {name: n for n, name in enumerate(works)}
    return Picture(
        evidence=evidence,
        claims=claims,
        theses=len(theses),
        reasons=reasons,
        attacks=opposition((each.from_, each.to, "attack") for each in data.attacks),
        limits=opposition((each.from_, each.to, each.kind) for each in data.limits),
        notes=notes,
        works=works,
        cites=tuple(
            dict.fromkeys(
                (note_place[citation.note], number)
                for number, name in enumerate(claims)
                for _, citation in evidence.citations(name)
                if evidence.evidential(citation)
            )
        ),
        holds=tuple(
            (work_place[work], note_place[number]) for number in notes for work in evidence.works_of[number]
        ),
    )


def opening(
    drawn: Picture, depth: int = 3, roots: Sequence[int] | None = None
) -> tuple[list[int], list[int]]:
    """The claims a page starts from, and those whose reasons it shows: ``depth`` levels, fewer if many.

    It starts from ``roots``, else the main thesis; where nothing bears on that, from the theses that
    support no other, where there are none from all of them, or from what supports nothing else.
    """
    if roots is None and drawn.theses and drawn.beside[0]:
        roots = [0]
    if roots is None:
        used = {premise for reason in drawn.reasons for premise in reason.premises}
        roots = [thesis for thesis in range(drawn.theses) if thesis not in used] or range(drawn.theses)
    roots = list(roots or _ends(drawn) or range(len(drawn.claims)))[:MOST_AT_OPENING]
    shown = dict.fromkeys(roots)
    unfolded: list[int] = []
    level = roots
    for _ in range(depth):
        below: dict[int, None] = {}
        for claim in level:
            near = [other for other in drawn.beside[claim] if other not in shown and other not in below]
            if len(shown) + len(below) + len(near) <= MOST_AT_OPENING and drawn.beside[claim]:
                below.update(dict.fromkeys(near))
                unfolded.append(claim)
        shown.update(below)
        level = list(below)
    return roots, unfolded


def _ends(drawn: Picture) -> list[int]:
    """Claims that have reasons and are none themselves."""
    used = {premise for reason in drawn.reasons for premise in reason.premises}
    argued = dict.fromkeys(reason.conclusion for reason in drawn.reasons)
    return [claim for claim in argued if claim not in used]


def shown_from(drawn: Picture, roots: Iterable[int], unfolded: Collection[int]) -> set[int]:
    """The claims one sees: ``roots``, and what is beside each seen claim that is unfolded."""
    seen = set(roots)
    waiting = list(seen)
    opened = set(unfolded)
    while waiting:
        claim = waiting.pop()
        if claim in opened:
            fresh = [other for other in drawn.beside[claim] if other not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
    return seen


def below(drawn: Picture, roots: Iterable[int], depth: int | None = None) -> set[int]:
    """Everything that bears on ``roots``, for or against, at most ``depth`` steps away."""
    seen = set(roots)
    level = list(seen)
    while level and (depth is None or depth > 0):
        level = [other for claim in level for other in drawn.beside[claim] if other not in seen]
        seen.update(level)
        depth = None if depth is None else depth - 1
    return seen


def scene(drawn: Picture, shown: Collection[int], sizes: Sizes, *, sources: bool = False) -> Scene:
    """Lay out the claims ``shown``, and with ``sources`` the notes and works below them.

    An argument is drawn where all its premises are shown, so that a joint one never looks weaker
    or stronger than it is; premises that arguments share are drawn once (``rails``). Time: that of
    ``layered``.
    """
    nodes: list[tuple[Literal["c", "n", "w"], int]] = [("c", claim) for claim in sorted(shown)]
    boxes = [Box(*sizes.claims[claim], claim < drawn.theses) for _, claim in nodes]
    place = {claim: number for number, (_, claim) in enumerate(nodes)}
    arcs: list[Arc] = []
    lines: list[Line] = []

    def draw(tail: int, head: int, port: int, kind: Kind | Literal["shared"], of: int, rail: int = 0) -> None:
        arcs.append(Arc(tail, head, port, KINDS.index("support" if kind == "shared" else kind), rail))
        lines.append(Line(kind, of))

    complete = [
        reason.conclusion in place and all(premise in place for premise in reason.premises)
        for reason in drawn.reasons
    ]
    rails = rails_of(
        (number, reason.conclusion, reason.premises)
        for number, reason in enumerate(drawn.reasons)
        if complete[number]
    )
    rail_of = {argument: number for number, rail in enumerate(rails) for argument in rail.arguments}
    for number, reason in enumerate(drawn.reasons):
        if complete[number]:
            rail = rail_of.get(number, -1)
            shared = rails[rail].premises if rail >= 0 else ()
            head = place[reason.conclusion]
            for premise in reason.premises:
                if premise not in shared:
                    draw(place[premise], head, number, "support", number, rail + 1)
            if rail >= 0 and rails[rail].arguments[0] == number:
                for premise in shared:
                    draw(place[premise], head, rail_port(drawn, rail), "shared", rail, rail + 1)
    port = len(drawn.reasons)
    both: tuple[tuple[Kind, tuple[Opposition, ...]], ...] = (
        ("attack", drawn.attacks),
        ("limit", drawn.limits),
    )
    for kind, opposed in both:
        for number, each in enumerate(opposed):
            port += 1
            if each.source in place and each.on == "claim" and each.target in place:
                draw(place[each.source], place[each.target], port, kind, number)
            elif each.source in place and each.on == "argument" and complete[each.target]:
                conclusion = place[drawn.reasons[each.target].conclusion]
                draw(place[each.source], conclusion, each.target, kind, number)
    if sources:
        note_place: dict[int, int] = {}
        for number, (note, claim) in enumerate(drawn.cites):
            port += 1
            if claim in place:
                if note not in note_place:
                    note_place[note] = len(nodes)
                    nodes.append(("n", note))
                    boxes.append(Box(*sizes.notes[note], False))
                draw(note_place[note], place[claim], port, "source", number)
        work_place: dict[int, int] = {}
        for number, (work, note) in enumerate(drawn.holds):
            port += 1
            if note in note_place:
                if work not in work_place:
                    work_place[work] = len(nodes)
                    nodes.append(("w", work))
                    boxes.append(Box(*sizes.works[work], False))
                draw(work_place[work], note_place[note], port, "source", len(drawn.cites) + number)
    return Scene(tuple(nodes), tuple(boxes), tuple(arcs), tuple(lines), tuple(rails), layered(boxes, arcs))


def rail_port(drawn: Picture, rail: int) -> int:
    """The port of a rail, after those of arguments, oppositions and sources."""
    return rail + 1 + sum(map(len, (drawn.reasons, drawn.attacks, drawn.limits, drawn.cites, drawn.holds)))
