"""What falls when a source falls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from typing import TYPE_CHECKING, NotRequired, get_args

from typing_extensions import TypedDict

from ..errors import UnknownName
from ..evidence_graph.fixpoint import fallen_notes, statuses
from ..evidence_graph.graph import EvidenceGraph, Node
from ..model.terms import ClaimKind, Status
from ..naming.closed import one_of
from ..weighing.theses import theses_above
from .path import nodes_of
from .retraction_rows import Retractions
from .selecting import selected, selection

if TYPE_CHECKING:
    from ..model.listed import ListOfWorks


class Weakened(TypedDict):
    """A claim that keeps support, but a lower status."""

    claim: str
    before: Status
    after: Status


class Group(TypedDict):
    """What is lost and weakened beneath one thesis, itself included; ``None``: beneath no thesis."""

    thesis: str | None
    before: Status | None
    after: Status | None
    lost: list[str]
    weakened: list[Weakened]


class CitationLost(TypedDict):
    """A citation of ``note`` by ``claim`` that stood and no longer does."""

    claim: str
    note: int


class Carried(TypedDict):
    """A claim that keeps its ``status`` though reasons for it fall, and what still carries it."""

    claim: str
    status: Status
    arguments: list[str]
    notes: list[int]
    by_arguments: list[str]
    by_notes: list[int]


_FromFile = TypedDict("_FromFile", {"from": NotRequired[Retractions]})


class Withdrawal(_FromFile):
    """The answer of ``withdraw`` (design section 6).

    ``withdrawn`` names what was taken away, an actor's works for the actor, and ``without_works``
    the actors who made and issued none; ``theses`` groups the same losses by thesis, the most
    important first. ``arguments_lost`` held and no longer do, ``citations_lost`` stood and no
    longer do, though what they support keeps its status; ``carried`` says of each such claim
    what carries it still. ``from`` is what a file of withdrawn publications named.
    """

    withdrawn: list[str | int]
    without_works: list[str]
    lost: list[str]
    weakened: list[Weakened]
    theses: list[Group]
    arguments_lost: list[str]
    citations_lost: list[CitationLost]
    carried: list[Carried]


def withdraw(
    evidence: EvidenceGraph,
    things: Iterable[tuple[str, str | int]],
    *,
    listed: ListOfWorks | None = None,
    kind: str | None = None,
    holder: str | None = None,
    section: str | None = None,
) -> Withdrawal:
    """What is lost and what weakens without ``things``: ``(kind, id)`` of works, notes, claims, arguments.

    Also without the works that ``listed`` withdraws (see ``retractions``). An actor stands for
    the works they made or issued. A withdrawn note takes away that note alone; a withdrawn claim
    never holds, and is not listed itself; what is bare is decided before. Groups come by what happens
    to their thesis, lost before weakened before untouched, then by how much is lost and weakened
    beneath.

    ``kind``, ``holder`` and ``section`` narrow what is listed to claims of that kind, held by that
    actor, in that section, as in ``list``.

    Raises UnknownName, also for a kind that cannot be withdrawn; FileError. Time: linear in the data
    set, and in the number of theses over the machine's word. Source: docs/semantics.md#withdrawal.
    """
    things = list(things)
    named: Retractions | None = None
    if listed:
        from .retracted import retractions

        named = retractions(evidence.dataset, listed)
        things += [("work", work) for work in named["works"]]
    gone = withdrawn_nodes(evidence, things)
    before = statuses(evidence)
    after = statuses(evidence, without=gone)
    lost: list[str] = []
    weakened: list[Weakened] = []
    shown = _shown(evidence, kind, holder, section)
    for name, status in before.items():
        if name in shown and status != after[name] and ("claim", name) not in gone:
            if after[name] == "unsupported":
                lost.append(name)
            else:
                weakened.append({"claim": name, "before": status, "after": after[name]})
    fallen = fallen_notes(evidence, gone)

    def kept(claim: str) -> bool:
        return claim in shown and before[claim] == after[claim] and ("claim", claim) not in gone

    def holds(argument: str, status: Mapping[str, Status]) -> bool:
        return all(status[premise] != "unsupported" for premise in evidence.premises_of[argument])

    arguments_lost = [
        name
        for name, conclusion in evidence.conclusion_of.items()
        if kept(conclusion) and holds(name, before) and (("argument", name) in gone or not holds(name, after))
    ]
    citations_lost: list[CitationLost] = [
        {"claim": claim, "note": note}
        for claim, cites in evidence.cites_of.items()
        for note in dict.fromkeys(note for note, _ in cites)
        if ("note", note) in fallen and kept(claim)
    ]
    order = evidence.position
    lost.sort(key=lambda name: order["claim", name])
    weakened.sort(key=lambda change: order["claim", change["claim"]])
    answer: Withdrawal = {
        "withdrawn": [name for _, name in gone],
        "without_works": [
            str(name)
            for kind, name in dict.fromkeys(things)
            if kind == "actor" and not withdrawn_nodes(evidence, [(kind, name)])
        ],
        "lost": lost,
        "weakened": weakened,
        "arguments_lost": arguments_lost,
        "citations_lost": citations_lost,
        "carried": _carried(evidence, arguments_lost, citations_lost, after, {*gone, *fallen}),
        "theses": _by_thesis(evidence, lost, weakened, before, after) if lost or weakened else [],
    }
    if named:
        answer["from"] = named
    return answer


def _shown(
    evidence: EvidenceGraph, kind: str | None, holder: str | None, section: str | None
) -> Collection[str]:
    """The representatives that are asked for, by themselves or by a restatement."""
    if kind is None and holder is None and section is None:
        return evidence.members
    dataset = evidence.dataset
    wanted = None if kind is None else one_of(kind, get_args(ClaimKind), "kind of claim")
    claims = selected(dataset, selection(dataset, holder=holder, section=section))
    return {evidence.stands_for[claim.id] for claim in claims if wanted in (None, claim.kind)}


def _carried(
    evidence: EvidenceGraph,
    arguments: Iterable[str],
    citations: Iterable[CitationLost],
    status: Mapping[str, Status],
    gone: Set[Node],
) -> list[Carried]:
    """What carries the claims that lose ``arguments`` and ``citations`` still, in file order."""
    found: dict[str, Carried] = {}

    def of(claim: str) -> Carried:
        if claim not in found:
            before = evidence.support.predecessors(("claim", claim))
            left = [node for node in before if node not in gone]
            found[claim] = {
                "claim": claim,
                "status": status[claim],
                "arguments": [],
                "notes": [],
                "by_arguments": [
                    str(name)
                    for kind, name in left
                    if kind == "argument"
                    and all(status[each] != "unsupported" for each in evidence.premises_of[str(name)])
                ],
                "by_notes": sorted(int(number) for kind, number in left if kind == "note"),
            }
        return found[claim]

    for name in arguments:
        of(evidence.conclusion_of[name])["arguments"].append(name)
    for citation in citations:
        of(citation["claim"])["notes"].append(citation["note"])
    return sorted(found.values(), key=lambda row: evidence.position["claim", row["claim"]])


def withdrawn_nodes(evidence: EvidenceGraph, things: Iterable[tuple[str, str | int]]) -> list[Node]:
    """The nodes that ``things`` stand for, each once, in the order given."""
    found: dict[Node, None] = {}
    for kind, name in things:
        if kind == "actor":
            nodes = [node for node in nodes_of(evidence, (kind, name)) if node[0] == "work"]
        elif kind in ("work", "note", "claim", "argument"):
            nodes = nodes_of(evidence, (kind, name))
        else:
            hint = "name a work, a note, a claim, an argument or an actor"
            raise UnknownName(f'"{name}" is a {kind}, which cannot be withdrawn', hint=hint)
        found.update(dict.fromkeys(nodes))
    return list(found)


def _by_thesis(
    evidence: EvidenceGraph,
    lost: list[str],
    weakened: list[Weakened],
    before: Mapping[str, Status],
    after: Mapping[str, Status],
) -> list[Group]:
    above = theses_above(evidence)
    groups: dict[str | None, Group] = {}

    def groups_of(claim: str) -> Iterable[Group]:
        for thesis in above[claim] or (None,):
            if thesis not in groups:
                groups[thesis] = {
                    "thesis": thesis,
                    "before": before[thesis] if thesis else None,
                    "after": after[thesis] if thesis else None,
                    "lost": [],
                    "weakened": [],
                }
            yield groups[thesis]

    for name in lost:
        for group in groups_of(name):
            group["lost"].append(name)
    for change in weakened:
        for group in groups_of(change["claim"]):
            group["weakened"].append(change)

    def importance(group: Group) -> tuple[int, int, int, int]:
        thesis = group["thesis"]
        fate = 3 if thesis is None else 2
        if thesis in group["lost"]:
            fate = 0
        elif any(change["claim"] == thesis for change in group["weakened"]):
            fate = 1
        place = evidence.position["claim", thesis] if thesis else 0
        return fate, -len(group["lost"]), -len(group["weakened"]), place

    return sorted(groups.values(), key=importance)
