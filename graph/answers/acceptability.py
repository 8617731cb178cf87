"""Which claims hold once attacks are counted, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, NotRequired, TypeAlias

from typing_extensions import TypedDict

from ..evidence_graph.fixpoint import status_of, what_lies_below
from ..evidence_graph.graph import EvidenceGraph, Node
from ..model.terms import Label
from ..weighing.labelling import IN, OUT, UNDECIDED, Framework, labelling, labels_in_worlds
from .limits import LimitRow, limits_on

Reason: TypeAlias = Literal["unattacked", "defended", "carried", "defeated", "circular", "undecided"]
_LABELS: dict[int, Label] = {IN: "in", OUT: "out", UNDECIDED: "undecided"}
_MOST_ASKED = 300
_MOST_WORK = 200_000


class Opponent(TypedDict):
    """``claim`` stands against a claim (``to``) or an argument; its own label."""

    claim: str
    type: Literal["rebut", "undercut"]
    to: str | None
    argument: str | None
    label: Label


class Change(TypedDict):
    """The label the claim would have if the claims ``without`` did not hold."""

    without: list[str]
    label: Label


class Why(TypedDict):
    """Why a claim has its label.

    ``opponents``: of a claim that is out or undecided, the attacks that make it so, on itself or on
    what all its arguments rest on; of one that is in, the attacks on it and on its arguments. The
    rebuttals among them fail; an undercut may not, and then the reason is *carried*, and
    ``carried_by`` are the arguments that hold, or the notes that it needs no argument beside.
    ``changes``: each claim whose fall alone would change the label; if there is none, one set of
    claims whose fall together would and none of which can be spared, where one was found.
    ``limited_by`` has no effect on the label.
    """

    claim: str
    label: Label
    reason: Reason
    opponents: list[Opponent]
    carried_by: list[str | int]
    changes: list[Change]
    limited_by: list[LimitRow]


Acceptability = TypedDict(
    "Acceptability", {"in": list[str], "out": list[str], "undecided": list[str], "why": NotRequired[Why]}
)
"""The answer of ``acceptability`` (design section 6)."""


class _Frame(NamedTuple):
    """Claims and arguments as a framework; the nodes by place, and the place of every node."""

    framework: Framework
    nodes: list[Node]
    place: dict[Node, int]
    sayings: dict[int, list[int]]
    """Of attributed claims, the author's arguments they are premises of: there they always hold."""


def acceptability(evidence: EvidenceGraph, claim: str | None = None) -> Acceptability:
    """Every claim that is in, out and undecided, in file order; with ``claim`` also why it is.

    The well-founded labelling of: a claim holds if it is bare, cited, or argued by an argument that
    holds, and no claim that rebuts it holds; an argument holds if all its premises do and no claim
    that undercuts it holds. Attributed claims as premises of the author's arguments always hold,
    for there they are the saying. Raises UnknownName. Time: linear but for circles of support that
    break one after the other; ``why`` labels what bears on the claim once for each of its claims,
    up to 300. Source: docs/semantics.md#acceptability; Van Gelder, Ross & Schlipf 1991; Dung 1995.
    """
    frame = _frame(evidence, [node for node in evidence.position if node[0] == "claim"])
    found: dict[int, list[str]] = {IN: [], OUT: [], UNDECIDED: []}
    labels = labelling(frame.framework)
    for place in range(len(frame.framework.given)):
        found[labels[place]].append(str(frame.nodes[place][1]))
    answer: Acceptability = {"in": found[IN], "out": found[OUT], "undecided": found[UNDECIDED]}
    if claim is not None:
        answer["why"] = why(evidence, claim)
    return answer


def label_of(evidence: EvidenceGraph, claim: str) -> Label:
    """The label of ``claim``, a representative, from what bears on it for and against alone."""
    frame = _frame(evidence, _bearing(evidence, ("claim", claim)))
    return _LABELS[labelling(frame.framework)[0]]


def why(evidence: EvidenceGraph, claim: str) -> Why:
    """Why ``claim`` has its label, and what would have to fall for it to change. Raises UnknownName."""
    name = evidence.representative(claim)
    root: Node = ("claim", name)
    frame = _frame(evidence, _bearing(evidence, root, *_undercutting(evidence, root)))
    labels = labelling(frame.framework)
    found = list(_opponents(evidence, frame, labels))
    carried = False
    if labels[0] == IN:
        undercuts = list(_undercuts(evidence, frame, labels))
        carried = bool(undercuts)
        found += undercuts
    return {
        "claim": name,
        "label": _LABELS[labels[0]],
        "reason": "carried" if carried else _reason(evidence, name, labels[0], bool(found)),
        "opponents": found,
        "carried_by": list(_carrying(evidence, frame, labels)) if carried else [],
        "changes": _changes(frame, labels, found),
        "limited_by": limits_on(evidence).get(name, []),
    }


def _bearing(evidence: EvidenceGraph, *roots: Node) -> list[Node]:
    """The claims that the labels of ``roots`` can depend on, themselves first."""
    found = dict.fromkeys(roots)
    stack = list(found)
    while stack:
        node = stack.pop()
        before = [*evidence.attack.predecessors(node)]
        if node[0] == "argument" or not _is_given(evidence, node):
            before.extend(evidence.support.predecessors(node))
        for other in before:
            if other not in found:
                found[other] = None
                stack.append(other)
    return [node for node in found if node[0] == "claim"]


def _frame(evidence: EvidenceGraph, claims: list[Node]) -> _Frame:
    """The framework of ``claims``, which hold everything that bears on them.

    Arguments to claims that are bare or cited are left out: these need none.
    """
    nodes = list(claims)
    place = {node: number for number, node in enumerate(nodes)}
    given = bytearray(_is_given(evidence, claim) for claim in claims)
    conclusions: list[int] = []
    premises: list[list[int]] = []
    sayings: dict[int, list[int]] = {}
    predecessors = evidence.support.predecessors
    for number, claim in enumerate(claims):
        for step in () if given[number] else predecessors(claim):
            needed = []
            for premise in predecessors(step):
                if premise[1] in evidence.attributed:
                    sayings.setdefault(place[premise], []).append(len(nodes))
                else:
                    needed.append(place[premise])
            conclusions.append(number)
            premises.append(needed)
            place[step] = len(nodes)
            nodes.append(step)
    against = evidence.attack.successors
    targets = [[place[target] for target in against(claim) if target in place] for claim in claims]
    return _Frame(Framework(given, conclusions, premises, targets), nodes, place, sayings)


def _is_given(evidence: EvidenceGraph, claim: Node) -> bool:
    """Whether ``claim`` is bare or cited; what is attributed always is."""
    if claim[1] in evidence.bare or claim[1] in evidence.attributed:
        return True
    return any(reason[0] == "note" for reason in evidence.support.predecessors(claim))


def _reason(evidence: EvidenceGraph, name: str, label: int, attacked: bool) -> Reason:
    if label == UNDECIDED:
        return "undecided"
    if label == IN:
        return "defended" if attacked else "unattacked"
    unsupported = status_of(evidence, what_lies_below(evidence, (name,)))[0] == "unsupported"
    return "circular" if unsupported else "defeated"


def _opponents(evidence: EvidenceGraph, frame: _Frame, labels: bytearray) -> Iterator[Opponent]:
    """The attacks that decide the label of the first claim (see ``Why``)."""
    wanted = {IN: OUT, OUT: IN, UNDECIDED: UNDECIDED}[labels[0]]
    against = evidence.attack.predecessors
    seen = {frame.nodes[0]}
    stack = [frame.nodes[0]]
    for node in stack:  # which grows on the way
        attackers = [each for each in against(node) if labels[frame.place[each]] == wanted]
        for attacker in sorted(attackers, key=evidence.position.__getitem__):
            yield _opponent(attacker, node, _LABELS[wanted])
        if attackers and labels[0] == OUT:
            continue  # this alone defeats it
        for before in evidence.support.predecessors(node):
            place = frame.place.get(before)
            same = place is not None and labels[place] == labels[0]
            own = node[0] == "claim" and before[0] == "argument"
            rests = node[0] == "argument" and labels[0] != IN and before[1] not in evidence.attributed
            if same and (own or rests) and before not in seen:
                seen.add(before)
                stack.append(before)


def _undercutting(evidence: EvidenceGraph, claim: Node) -> list[Node]:
    """The claims that undercut an argument for ``claim``, whether or not it needs one."""
    arguments = (reason for reason in evidence.support.predecessors(claim) if reason[0] == "argument")
    return [attacker for argument in arguments for attacker in evidence.attack.predecessors(argument)]


def _undercuts(evidence: EvidenceGraph, frame: _Frame, labels: bytearray) -> Iterator[Opponent]:
    """The attacks on arguments for the first claim that do not fail, or of which it has no need."""
    for argument in evidence.support.predecessors(frame.nodes[0]):
        place = frame.place.get(argument)
        if argument[0] != "argument" or (place is not None and labels[place] == IN):
            continue
        attackers = evidence.attack.predecessors(argument)
        for attacker in sorted(attackers, key=evidence.position.__getitem__):
            if labels[frame.place[attacker]] != OUT:
                yield _opponent(attacker, argument, _LABELS[labels[frame.place[attacker]]])


def _carrying(evidence: EvidenceGraph, frame: _Frame, labels: bytearray) -> Iterator[str | int]:
    """The arguments by which the first claim holds; the notes, where it needs none."""
    for kind, name in evidence.support.predecessors(frame.nodes[0]):
        place = frame.place.get((kind, name))
        if kind == "note" or (place is not None and labels[place] == IN):
            yield name


def _opponent(attacker: Node, node: Node, label: Label) -> Opponent:
    rebuts = node[0] == "claim"
    return {
        "claim": str(attacker[1]),
        "type": "rebut" if rebuts else "undercut",
        "to": str(node[1]) if rebuts else None,
        "argument": None if rebuts else str(node[1]),
        "label": label,
    }


def _changes(frame: _Frame, labels: bytearray, opponents: list[Opponent]) -> list[Change]:
    claims = len(frame.framework.given)
    if claims <= _MOST_ASKED:
        standing = [place for place in range(1, claims) if labels[place] != OUT or place in frame.sayings]
        after = zip(standing, _each_without(frame, standing), strict=True)
        found = [_change(frame, (place,), label) for place, label in after if label != labels[0]]
        if found:
            return found
    direct = [frame.place["claim", each["claim"]] for each in opponents]
    attackers = [place for place in range(1, claims) if frame.framework.targets[place]]
    for together in (direct, attackers, list(range(1, claims))):
        kept = sorted(set(together) - {0})
        if len(kept) * claims <= _MOST_WORK and _without(frame, kept) != labels[0]:
            for place in list(kept):
                fewer = [other for other in kept if other != place]
                if _without(frame, fewer) != labels[0]:
                    kept = fewer
            return [_change(frame, kept, _without(frame, kept))]
    return []


def _without(frame: _Frame, fallen: Collection[int]) -> int:
    """The label of the first claim when ``fallen`` do not hold, as claims or as what was said."""
    arguments = (argument for place in fallen for argument in frame.sayings.get(place, ()))
    return labelling(frame.framework, [*fallen, *arguments])[0]


def _each_without(frame: _Frame, places: Sequence[int]) -> list[int]:
    """The label of the first claim when each of ``places`` alone does not hold, all worked out together."""
    fallen = [0] * len(frame.nodes)
    for world, place in enumerate(places):
        for element in (place, *frame.sayings.get(place, ())):
            fallen[element] |= 1 << world
    holds, possible = labels_in_worlds(frame.framework, fallen, (1 << len(places)) - 1)[0]
    marks = ((holds >> world & 1, possible >> world & 1) for world in range(len(places)))
    return [IN if true else UNDECIDED if maybe else OUT for true, maybe in marks]


def _change(frame: _Frame, fallen: Iterable[int], label: int) -> Change:
    return {"without": [str(frame.nodes[place][1]) for place in fallen], "label": _LABELS[label]}
