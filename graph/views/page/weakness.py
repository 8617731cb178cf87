"""Where each thesis is weak, for the page's first glance: objections, bare words, single works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ...evidence_graph.fixpoint import statuses
from ...evidence_graph.graph import Node
from ...model.terms import Status
from .picture import Opposition, Picture

MOST_TRIED = 150
"""No more leaves are taken away one by one than this, those nearest to the thesis first,"""
MOST_PASSED = 100_000
"""and no more than so many claims passed over in all while this is tried."""
MOST_TOLD = 6
MOST_THESES = 24

Kind = Literal["objection", "limit", "needed", "no source", "one work"]


class WeakPoint(NamedTuple):
    """A weak point of a thesis: an objection, a limit, a bare claim or a work; what it bears on, how near."""

    kind: Kind
    id: str
    on: str
    steps: int
    answered: bool = False
    how: str = ""
    carries: int = 1
    """How many theses rest on it."""


def weak_points(drawn: Picture, thesis: int, status: Status) -> list[WeakPoint]:
    """What would bring ``thesis`` down, nearest first: objections and limits, then leaves it hangs on.

    An objection to what somebody else is reported to say is none to the thesis; one counts as
    answered where something attacks it. A bare claim or a work is told where taking away it alone
    lowers the status of the thesis. Time: one status pass for each leaf tried.
    """
    steps = trace(drawn, thesis)
    objections = _opposed(drawn, "objection", drawn.attacks, steps)
    evidence = drawn.evidence
    order: list[Status] = ["documented", "partly documented", "asserted", "unsupported"]
    name = drawn.claims[thesis]

    def lowers(leaf: Node) -> bool:
        now = statuses(evidence, below=name, without=(leaf,))[name]
        return order.index(now) > order.index(status)

    tried = min(MOST_TRIED, MOST_PASSED // len(steps))
    bare = [claim for claim in list(steps)[1:tried] if drawn.claims[claim] in evidence.bare]
    carried = Counter(
        claim for other in range(min(drawn.theses, MOST_THESES)) for claim in trace(drawn, other)
    )
    words = [
        WeakPoint(
            "needed" if lowers(("claim", drawn.claims[claim])) else "no source",
            drawn.claims[claim],
            name,
            steps[claim],
            carries=carried[claim],
        )
        for claim in bare
    ]
    words.sort(key=lambda point: (point.kind != "needed", -point.carries, point.steps))
    works = [
        WeakPoint("one work", work, name, far)
        for work, far in list(_works(drawn, steps).items())[:tried]
        if lowers(("work", work))
    ]
    granted = [each for each in drawn.limits if each.kind != "contrast"]
    limits = _opposed(drawn, "limit", granted, steps)
    return [*objections[:MOST_TOLD], *works[:3], *words[:3], *limits[:3]]


def trace(drawn: Picture, thesis: int) -> dict[int, int]:
    """How many arguments lie between ``thesis`` and each claim of its trace, nearest first."""
    premises: list[dict[int, None]] = [{} for _ in drawn.claims]
    for reason in drawn.reasons:
        premises[reason.conclusion].update(dict.fromkeys(reason.premises))
    steps = {thesis: 0}
    level = [thesis]
    while level:
        below = [premise for claim in level for premise in premises[claim] if premise not in steps]
        for claim in dict.fromkeys(below):
            steps[claim] = steps[level[0]] + 1
        level = list(dict.fromkeys(below))
    return steps


def _opposed(
    drawn: Picture, kind: Kind, opposed: Sequence[Opposition], steps: dict[int, int]
) -> list[WeakPoint]:
    """Attacks or limits on the author's own claims of the trace, nearest first, unanswered ones before."""
    attacked = {each.target for each in drawn.attacks if each.on == "claim"}
    found: dict[int, WeakPoint] = {}
    for each in opposed:
        target = each.target if each.on == "claim" else drawn.reasons[each.target].conclusion
        if target not in steps or drawn.claims[target] in drawn.evidence.attributed:
            continue
        known = found.get(each.source)
        if known is None or steps[target] < known.steps:
            found[each.source] = WeakPoint(
                kind,
                drawn.claims[each.source],
                drawn.claims[target],
                steps[target],
                each.source in attacked,
                each.kind,
            )
    return sorted(found.values(), key=lambda point: (point.answered, point.steps))


def _works(drawn: Picture, steps: dict[int, int]) -> dict[str, int]:
    """Works that documented claims of the trace cite, nearest first."""
    cited: dict[int, int] = {}
    for note, claim in drawn.cites:
        if claim in steps:
            cited[note] = min(cited.get(note, steps[claim]), steps[claim])
    far: dict[str, int] = {}
    for work, note in drawn.holds:
        if note in cited:
            name = drawn.works[work]
            far[name] = min(far.get(name, cited[note]), cited[note])
    return dict(sorted(far.items(), key=lambda item: item[1]))
