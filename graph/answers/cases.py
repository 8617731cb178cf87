"""The case for a claim: its lines of support against the works that they rest on, and what sinks each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from math import inf
from time import monotonic
from typing import NamedTuple

from typing_extensions import TypedDict

from ..evidence_graph.classes import IMPLICIT, WEAK, Lean, is_own
from ..evidence_graph.fixpoint import fallen_notes, statuses, what_lies_below, withdrawn
from ..evidence_graph.graph import EvidenceGraph, Node
from ..evidence_graph.groups import GROUPS, Group, group_of
from ..evidence_graph.leaning import leaning
from ..model.terms import GRADES, STATUSES, Maker, Status, is_lower
from ..weighing.bounds import Smallest, smallest_cut
from ..weighing.levels import Damage, damage_of, sinking
from ..weighing.programs import Question, question, support
from ..weighing.theses import works_reaching
from .fragility import Bounds
from .limits import LimitRow, limits_on
from .supports import needed_by_all
from .weak_points import Opposition, WeakPoint, trace

Statuses = TypedDict(
    "Statuses",
    {"documented": int, "partly documented": int, "asserted": int, "bare": int, "unsupported": int},
)
"""How many claims are what; ``bare`` are those on somebody's word, of which ``asserted`` has none."""


class Sinks(TypedDict):
    """Works and bare claims each of which sinks a line by itself."""

    works: list[str]
    claims: list[str]


class _Under(TypedDict):
    """What stands under some premises.

    ``status`` is the lowest of theirs; ``works`` those that reach them, each with how many claims
    beneath cite it, ``weakly`` those of them that only weak or implicit citations name; ``claims``
    are the premises and all beneath.
    """

    status: Status
    works: dict[str, int]
    weakly: list[str]
    claims: Statuses
    sinks: Sinks


class NeededByAll(_Under):
    """A premise that all lines need, and the status of the claim ``without`` it."""

    claim: str
    without: Status


class Line(_Under):
    """One argument for the claim: a line of support.

    ``premises`` are its own, without those that all lines need. ``resilience`` is the least number of
    works without which its status is lower. ``same_works_as`` and ``same_claims_as`` are lines
    firmer than this that rest on exactly the same works, or of whose claims all are among this
    line's or the other way round; ``independent``: no firmer line has a work or a claim of this one.
    """

    argument: str
    premises: list[str]
    by: Maker | None
    resilience: int | None
    same_works_as: list[str]
    same_claims_as: list[str]
    independent: bool


class Column(TypedDict):
    """A work that reaches the claim; ``own``: the author's or the publisher's."""

    id: str
    group: Group
    own: bool


class BeneathCase(TypedDict):
    """How many claims lie beneath the claim, and how many of these are on somebody's word alone."""

    claims: int
    bare: int


class Case(TypedDict):
    """The answer of ``case`` (docs/semantics.md#the-case).

    ``lines`` come firmest first. Of an ``attributed`` claim they are its holder's reasons, which
    lend it no support. ``direct`` are the notes that it cites itself as evidence. ``resilience`` is
    exact where ``resilience_bounds`` meet. ``objections`` and ``concessions`` are those on the
    author's own claims anywhere beneath, itself included, each told of the nearest.
    """

    claim: str
    status: Status
    attributed: bool
    as_written: Status
    leans_on: list[Lean]
    resilience: int | None
    resilience_bounds: Bounds | None
    smallest_withdrawal: list[str]
    needed_by_all: list[NeededByAll]
    lines: list[Line]
    works: list[Column]
    direct: list[int]
    attacked_by: list[str]
    limited_by: list[LimitRow]
    objections: list[WeakPoint]
    concessions: list[WeakPoint]
    beneath: BeneathCase
    without: list[str | int]


def case(
    evidence: EvidenceGraph, claim: str, *, without: Collection[Node] = (), time_limit: float = 10.0
) -> Case:
    """How solid ``claim`` is: every line of support, what it rests on, and what alone would sink it.

    A work or bare claim *sinks* a line if without it alone not all the line's premises are supported
    any more. Lines come firmest first: by status, then by the share of what lies beneath that is
    documented, then by resilience, then by how much falls without the line, then in file order. With
    ``without`` all is as if those were not there; what is bare is decided before. Raises UnknownName.
    Time: a trace a line, in the works and bare claims over the machine's word; resilience is
    searched for until ``time_limit`` (seconds) and then given as bounds.
    Source: docs/semantics.md#the-case.
    """
    name = evidence.representative(claim)
    gone = withdrawn(evidence, without)
    weighing = _Weighing(
        evidence, gone, statuses(evidence, below=name, without=gone), monotonic() + time_limit
    )
    root = ("claim", name)
    arguments = [
        each for each in evidence.arguments(name) if ("argument", each) not in gone and root not in gone
    ]
    shared = needed_by_all(evidence, name, arguments, gone)
    needed: list[NeededByAll] = [
        {"claim": each["claim"], "without": each["without"], **_under(weighing, [each["claim"]])}
        for each in shared
    ]
    lines = _lines(weighing, arguments, [each["claim"] for each in shared])
    cut, smallest = _cut(weighing, name, question(weighing.status[name]))
    leans = leaning(evidence, below=name, without=gone)
    steps = trace(evidence, name, gone)
    against = Opposition.of(evidence)
    beneath = [other for other in steps if other != name and ("claim", other) not in gone]
    return {
        "claim": name,
        "status": weighing.status[name],
        "attributed": name in evidence.attributed,
        "as_written": leans.as_written[name],
        "leans_on": leans.leans_on[name],
        "resilience": len(cut.leaves) if cut else None,
        "resilience_bounds": {"least": cut.least, "most": len(cut.leaves)} if cut else None,
        "smallest_withdrawal": smallest,
        "needed_by_all": needed,
        "lines": lines,
        "works": _columns(evidence, works_reaching(evidence, (name,), gone)[name], [*lines, *needed]),
        "direct": _direct(evidence, name, gone),
        "attacked_by": evidence.attackers(name),
        "limited_by": limits_on(evidence).get(name, []),
        "objections": against.objections(steps),
        "concessions": against.granted(steps),
        "beneath": {"claims": len(beneath), "bare": sum(other in evidence.bare for other in beneath)},
        "without": [each for _, each in sorted(gone, key=lambda node: (node[0], str(node[1])))],
    }


class _Weighing(NamedTuple):
    """What every part of a case asks: the statuses below, what is withdrawn, and until when to search."""

    evidence: EvidenceGraph
    gone: frozenset[Node]
    status: Mapping[str, Status]
    deadline: float


_ASKED: Mapping[Status, Question] = {
    "documented": "documented",
    "partly documented": "reached",
    "asserted": "held",
}
"""What of each premise has to become false for a line to drop from its status: one premise is enough."""


def _lowest(status: Mapping[str, Status], premises: Sequence[str]) -> Status:
    return GRADES[min(GRADES.index(status[premise]) for premise in premises)]


def _under(weighing: _Weighing, premises: Sequence[str]) -> _Under:
    evidence, gone, status, _ = weighing
    counts: Statuses = {"documented": 0, "partly documented": 0, "asserted": 0, "bare": 0, "unsupported": 0}
    for node in what_lies_below(evidence, premises, gone).claims:
        name = str(node[1])
        if node not in gone:
            bare = name in evidence.bare and status[name] == "asserted"
            counts["bare" if bare else status[name]] += 1
    works, weakly = _works(weighing, premises)
    sinks = sinking(evidence, premises, gone)
    return {
        "status": _lowest(status, premises),
        "works": works,
        "weakly": weakly,
        "claims": counts,
        "sinks": {
            "works": [str(name) for kind, name in sinks if kind == "work"],
            "claims": [str(name) for kind, name in sinks if kind == "claim"],
        },
    }


def _works(weighing: _Weighing, premises: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """The works that reach some of ``premises``, with the claims that cite each; and those cited weakly.

    Through the citations that stand and the arguments that hold, as ``weighing.theses.reach`` has it.
    """
    evidence, gone, status, _ = weighing
    fallen = fallen_notes(evidence, gone)
    counts: dict[str, int] = {}
    firm: set[str] = set()
    walk = list(dict.fromkeys(premises))
    met = set(walk)
    for name in walk:  # which grows on the way
        if ("claim", name) in gone:
            continue
        cited: set[str] = set()
        for note, classes in evidence.cites_of.get(name, ()):
            if ("note", note) not in fallen:
                works = {work for work in evidence.works_of[note] if ("work", work) not in gone}
                cited |= works
                if not classes & (WEAK | IMPLICIT):
                    firm |= works
        for work in cited:
            counts[work] = counts.get(work, 0) + 1
        if name in evidence.attributed:
            continue
        for argument in evidence.arguments(name):
            before = evidence.premises_of[argument]
            if ("argument", argument) not in gone and all(status[each] != "unsupported" for each in before):
                walk.extend(each for each in before if each not in met)
                met.update(before)
    order = sorted(counts, key=lambda work: evidence.position["work", work])
    return {work: counts[work] for work in order}, [work for work in order if work not in firm]


def _lines(weighing: _Weighing, arguments: Sequence[str], needed: Sequence[str]) -> list[Line]:
    evidence, gone, _, _ = weighing
    found: list[Line] = []
    for argument in arguments:
        every = evidence.premises_of[argument]
        premises = [premise for premise in every if premise not in needed] or list(every)
        under = _under(weighing, premises)
        asked = _ASKED.get(under["status"])
        cuts = [_cut(weighing, premise, asked)[0] for premise in premises]
        found.append(
            {
                "argument": argument,
                "premises": premises,
                "by": evidence.argument(argument).by,
                **under,
                "resilience": min((len(cut.leaves) for cut in cuts if cut), default=None),
                "same_works_as": [],
                "same_claims_as": [],
                "independent": True,
            }
        )
    found = _firmest_first(weighing, found)
    claims = [
        {str(node[1]) for node in what_lies_below(evidence, line["premises"], gone).claims} for line in found
    ]
    for place, line in enumerate(found):
        for above in range(place):
            other = found[above]
            works = line["works"].keys() & other["works"].keys()
            line["independent"] = (
                line["independent"] and not works and claims[place].isdisjoint(claims[above])
            )
            if works and line["works"].keys() == other["works"].keys():
                line["same_works_as"].append(other["argument"])
            if claims[place] <= claims[above] or claims[above] <= claims[place]:
                line["same_claims_as"].append(other["argument"])
    return found


def _firmest_first(weighing: _Weighing, lines: list[Line]) -> list[Line]:
    """What falls with a line is worked out only where all else is equal."""

    def firm(line: Line) -> tuple[int, float, float]:
        total = sum(line["claims"].values())  # type: ignore[arg-type]
        share = line["claims"]["documented"] / total if total else 0.0
        return STATUSES.index(line["status"]), -share, -(line["resilience"] or 0)

    found: list[Line] = []
    for _, tied in groupby(sorted(lines, key=firm), firm):
        equals = list(tied)
        if len(equals) > 1:
            damage = {line["argument"]: _damage(weighing, line["argument"]) for line in equals}
            equals.sort(key=lambda line: [-number for number in damage[line["argument"]]])
        found += equals
    return found


def _damage(weighing: _Weighing, argument: str) -> Damage:
    """What falls without ``argument``."""
    evidence, gone, _, _ = weighing
    before = statuses(evidence, without=gone)
    after = statuses(evidence, without={*gone, ("argument", argument)})
    return damage_of(
        evidence,
        {
            name: (GRADES.index(status), GRADES.index(after[name]))
            for name, status in before.items()
            if is_lower(after[name], than=status)
        },
    )


def _cut(weighing: _Weighing, claim: str, asked: Question | None) -> tuple[Smallest | None, list[str]]:
    """The least works without which ``claim`` is no longer what is ``asked``, and their names."""
    found = support(weighing.evidence, claim, asked, weighing.gone) if asked else None
    if found is None:
        return None, []
    cut = smallest_cut(found.program, weighing.deadline)
    return cut, [str(work) for _, work in found.named(cut.leaves)]


def _columns(evidence: EvidenceGraph, works: Sequence[str], rows: Sequence[_Under]) -> list[Column]:
    """``works`` by group, then as the firmest rows have them, those under more claims first."""
    paper, known = evidence.dataset.paper, evidence.dataset.works

    def place(work: str) -> tuple[float, ...]:
        first, under = next(
            ((row, each["works"][work]) for row, each in enumerate(rows) if work in each["works"]), (inf, 0)
        )
        return GROUPS.index(group_of(known[work])), first, -under, evidence.position["work", work]

    return [
        {"id": work, "group": group_of(known[work]), "own": is_own(paper, known[work])}
        for work in sorted(works, key=place)
    ]


def _direct(evidence: EvidenceGraph, name: str, gone: Collection[Node]) -> list[int]:
    if ("claim", name) in gone:
        return []
    fallen = fallen_notes(evidence, gone)
    return sorted({note for note, _ in evidence.cites_of.get(name, ()) if ("note", note) not in fallen})
