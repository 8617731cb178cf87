"""Where a thesis is weak: objections, bare words, single works, what the author grants himself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from typing_extensions import TypedDict

from ..evidence_graph.fixpoint import statuses
from ..evidence_graph.graph import EvidenceGraph, Node
from ..model.terms import Status
from ..weighing.levels import Damage, damage_of, everything, falls

WeakKind: TypeAlias = Literal["objection", "one work", "needed", "no source", "limit"]
_MOST: Mapping[WeakKind, int] = {"objection": 6, "one work": 3, "needed": 3, "limit": 3}
"""How many of a kind are told; bare claims are one kind, needed or not."""


class Harm(TypedDict):
    """How much falls with something (``levels.Damage``)."""

    theses_lost: int
    theses_weakened: int
    claims_lost: int
    claims_weakened: int


class WeakPoint(TypedDict):
    """One weak point: the ``id`` of a claim, or of a work where it is *one work*.

    ``on`` is the claim it bears on, ``steps`` arguments away from the thesis. ``answered``: of an
    objection, whether something attacks it. ``how``: the kind of limit. ``damage``: what falls
    when a work or a bare claim alone goes; those that do most come first.
    """

    kind: WeakKind
    id: str
    on: str
    steps: int
    answered: bool
    how: str | None
    damage: Harm | None


class WeakThesis(TypedDict):
    """A claim with its weak points; how many claims lie below it, and how many of these are bare."""

    claim: str
    status: Status
    below: int
    bare: int
    points: list[WeakPoint]


class _Opposed(NamedTuple):
    """A claim against another, on it or on the argument for it."""

    source: str
    target: str
    kind: str


class Opposition(NamedTuple):
    """All that stands against claims or limits them, and which claims something attacks."""

    evidence: EvidenceGraph
    attacks: Sequence[_Opposed]
    limits: Sequence[_Opposed]
    attacked: Collection[str]

    @classmethod
    def of(cls, evidence: EvidenceGraph) -> Opposition:
        """That of the whole argument. Time: linear in the attacks and limits."""
        attacked = {str(end[1]) for _, end in evidence.attack.edges if end[0] == "claim"}
        return cls(evidence, _attacks(evidence), _limits(evidence), attacked)

    def objections(self, steps: Mapping[str, int]) -> list[WeakPoint]:
        """The attacks on the author's own claims of the trace ``steps``, unanswered ones first."""
        return _opposed(self.evidence, "objection", self.attacks, steps, self.attacked)

    def granted(self, steps: Mapping[str, int]) -> list[WeakPoint]:
        """What limits the author's own claims of the trace ``steps``, nearest first."""
        return _opposed(self.evidence, "limit", self.limits, steps, self.attacked)


def weak_points(evidence: EvidenceGraph, claims: Iterable[str] | None = None) -> list[WeakThesis]:
    """What would bring each of ``claims`` down, the theses if none are named, nearest first.

    Objections and works before bare claims and limits, a few of each. An objection to what somebody
    else is reported to say is none to the thesis. A work is told where its loss alone lowers the
    status, and a bare claim is *needed* where its loss does. Raises UnknownName. Time: linear in
    the trace of each, and in the arguments times works and bare claims over the machine's word.
    """
    asked = evidence.theses if claims is None else claims
    names = list(dict.fromkeys(evidence.representative(claim) for claim in asked))
    if not names:
        return []
    things: list[Node] = [node for node in evidence.position if node[0] == "work" or node[1] in evidence.bare]
    decisive: dict[str, set[Node]] = {name: set() for name in names}
    damage: dict[Node, Damage] = {}
    for (thing,), drops in falls(everything(evidence), [(thing,) for thing in things]):
        damage[thing] = damage_of(evidence, drops)
        for name in drops.keys() & decisive.keys():
            decisive[name].add(thing)
    status = statuses(evidence)
    against = Opposition.of(evidence)
    found: list[WeakThesis] = []
    for name in names:
        steps = trace(evidence, name)
        bare = [claim for claim in steps if claim in evidence.bare]
        words = [
            _point(
                "needed" if ("claim", claim) in decisive[name] else "no source",
                claim,
                name,
                steps[claim],
                damage=damage["claim", claim],
            )
            for claim in bare
            if claim != name
        ]
        words.sort(key=lambda point: (point["kind"] != "needed", *_harm(point), point["steps"]))
        works = [
            _point("one work", work, name, far, damage=damage["work", work])
            for work, far in _works(evidence, steps).items()
            if ("work", work) in decisive[name]
        ]
        works.sort(key=_harm)
        points = [
            *against.objections(steps)[: _MOST["objection"]],
            *works[: _MOST["one work"]],
            *words[: _MOST["needed"]],
            *against.granted(steps)[: _MOST["limit"]],
        ]
        found.append(
            {
                "claim": name,
                "status": status[name],
                "below": len(steps) - 1,
                "bare": len(bare),
                "points": points,
            }
        )
    return found


def trace(evidence: EvidenceGraph, claim: str, without: Collection[Node] = ()) -> dict[str, int]:
    """How many arguments lie between the representative ``claim`` and each of its trace, nearest first.

    Nothing lies below a claim in ``without``, named by its representative.
    """
    steps = {claim: 0}
    level, far = [claim], 0
    while level:
        below: dict[str, None] = {}
        for name in level:
            if ("claim", name) in without:
                continue
            for reason in evidence.support.predecessors(("claim", name)):
                if reason[0] == "argument" and reason not in without:
                    below.update(dict.fromkeys(evidence.premises_of[str(reason[1])]))
        far += 1
        level = [name for name in below if name not in steps]
        steps.update(dict.fromkeys(level, far))
    return steps


def _point(
    kind: WeakKind,
    id_: str,
    on: str,
    steps: int,
    *,
    answered: bool = False,
    how: str | None = None,
    damage: Damage | None = None,
) -> WeakPoint:
    return {
        "kind": kind,
        "id": id_,
        "on": on,
        "steps": steps,
        "answered": answered,
        "how": how,
        "damage": None
        if damage is None
        else {
            "theses_lost": damage[0],
            "theses_weakened": damage[1],
            "claims_lost": damage[2],
            "claims_weakened": damage[3],
        },
    }


def harm(damage: Damage) -> Harm:
    """``damage`` as it is told."""
    theses_lost, theses_weakened, claims_lost, claims_weakened = damage
    return {
        "theses_lost": theses_lost,
        "theses_weakened": theses_weakened,
        "claims_lost": claims_lost,
        "claims_weakened": claims_weakened,
    }


def harm_in_words(harm: Harm) -> str:
    """``2 theses lost, 1 thesis weakened; 3 claims lost``."""
    theses = _counts(harm["theses_lost"], harm["theses_weakened"], "thesis", "theses")
    claims = _counts(harm["claims_lost"], harm["claims_weakened"], "claim", "claims")
    return "; ".join(filter(None, (theses, claims))) or "nothing changes"


def _counts(lost: int, weakened: int, one: str, many: str) -> str:
    parts = [(lost, "lost"), (weakened, "weakened")]
    return ", ".join(f"{n} {one if n == 1 else many} {how}" for n, how in parts if n)


def _harm(point: WeakPoint) -> tuple[int, ...]:
    """What falls when it alone goes, so that the most harmful sort first."""
    found = point["damage"]
    if found is None:
        return ()
    theses = -found["theses_lost"], -found["theses_weakened"]
    return *theses, -found["claims_lost"], -found["claims_weakened"]


def _attacks(evidence: EvidenceGraph) -> list[_Opposed]:
    edges = evidence.attack.edges
    return [_Opposed(str(source[1]), _conclusion(evidence, target), "attack") for source, target in edges]


def _limits(evidence: EvidenceGraph) -> list[_Opposed]:
    """What the author grants; a contrast grants nothing."""
    granted = [limit for limit in evidence.limits if limit.kind != "contrast"]
    return [_Opposed(each.claim, _conclusion(evidence, each.target), each.kind) for each in granted]


def _conclusion(evidence: EvidenceGraph, node: Node) -> str:
    """A claim itself; of an argument the claim it is for."""
    name = str(node[1])
    return name if node[0] == "claim" else evidence.conclusion_of[name]


def _opposed(
    evidence: EvidenceGraph,
    kind: WeakKind,
    opposed: Sequence[_Opposed],
    steps: Mapping[str, int],
    attacked: Collection[str],
) -> list[WeakPoint]:
    """Attacks or limits on the author's own claims of the trace, nearest first, unanswered ones before."""
    found: dict[str, WeakPoint] = {}
    for source, target, how in opposed:
        if target not in steps or target in evidence.attributed:
            continue
        known = found.get(source)
        if known is None or steps[target] < known["steps"]:
            answered = kind == "objection" and source in attacked
            limit = how if kind == "limit" else None
            found[source] = _point(kind, source, target, steps[target], answered=answered, how=limit)
    return sorted(found.values(), key=lambda point: (point["answered"], point["steps"]))


def _works(evidence: EvidenceGraph, steps: Mapping[str, int]) -> dict[str, int]:
    """Works behind the evidential citations of the trace, nearest first, then in file order."""
    near: dict[str, int] = {}
    for name, far in steps.items():
        for reason in evidence.support.predecessors(("claim", name)):
            if reason[0] == "note":
                for work in evidence.works_of[int(reason[1])]:
                    near.setdefault(work, far)
    return dict(sorted(near.items(), key=lambda item: (item[1], evidence.position["work", item[0]])))
