"""How thin the evidence under a claim is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import NamedTuple

from typing_extensions import TypedDict

from ..evidence_graph.classes import Lean, is_newspaper, is_own, is_personal
from ..evidence_graph.fixpoint import status_of, statuses, what_lies_below
from ..evidence_graph.graph import EvidenceGraph, Node
from ..evidence_graph.leaning import Leaning, leaning
from ..model.entities import Work
from ..model.terms import GRADES, Status
from ..weighing.bounds import Smallest, single_cuts, smallest_cut, smallest_witness
from ..weighing.horn import components
from ..weighing.levels import everything, falls
from ..weighing.programs import Support, question, support
from ..weighing.sets import Witness
from ..weighing.theses import Related, works_reaching
from ..weighing.witnesses import witness


class Bounds(TypedDict):
    """What is proven of a number: that it lies between ``least`` and ``most``, both included."""

    least: int
    most: int


class LoadBearing(TypedDict):
    """A claim below, and the status that is left ``without`` it."""

    claim: str
    without: Status


class Sources(TypedDict):
    """What is said of the works that reach a claim."""

    sources: list[str]
    single_source: str | None
    single_issuer: str | None
    self_citation: list[str]
    personal_communication: list[str]
    newspapers_only: bool


class Hanging(TypedDict):
    """What the status of a claim hangs on, in works and bare claims."""

    status: Status
    load_bearing: list[str]
    resilience: int | None
    smallest_withdrawal: list[str]
    lowered_to: Status | None
    smallest_witness: Witness | None
    exact: bool
    resilience_bounds: Bounds | None
    witness_bounds: Bounds | None


class Fragility(TypedDict):
    """The answer of ``fragility`` (design section 6).

    ``lowered_to`` is the status that withdrawing ``smallest_withdrawal`` leaves, ``None`` where no
    withdrawal lowers it. Where ``exact`` is false a time limit was hit: ``resilience`` and
    ``smallest_witness`` are then the best that was found, and ``resilience_bounds`` and
    ``witness_bounds`` what is proven.
    """

    claim: str
    status: Status
    load_bearing: list[str]
    resilience: int | None
    smallest_withdrawal: list[str]
    lowered_to: Status | None
    smallest_witness: Witness | None
    exact: bool
    resilience_bounds: Bounds | None
    witness_bounds: Bounds | None
    sources: list[str]
    single_source: str | None
    single_issuer: str | None
    self_citation: list[str]
    personal_communication: list[str]
    newspapers_only: bool
    load_bearing_claims: list[LoadBearing]
    as_written: Status
    leans_on: list[Lean]


def fragility(evidence: EvidenceGraph, claim: str, *, time_limit: float = 10.0) -> Fragility:
    """What the status of ``claim`` hangs on.

    *Load-bearing* are works whose withdrawal alone lowers the status; *resilience* is the least
    number of works whose joint withdrawal does, ``None`` where none can; the *smallest witness* has
    the fewest works and bare claims. Of the works that reach the claim (``sources``): whether there
    is only one, whether all are of one issuer, which are the author's or publisher's own, which are
    personal communications, and whether all are newspapers.

    Exact unless ``time_limit`` (seconds) is hit, which answers with proven bounds, said as bounds;
    with 0 no integer program is tried. Raises UnknownName. Time: near-linear where plain bounds
    meet; NP-hard in general. Source: docs/semantics.md#fragility.
    """
    name = evidence.representative(claim)
    leans = leaning(evidence, below=name)
    works = [evidence.dataset.works[work] for work in works_reaching(evidence, (name,))[name]]
    return {
        "claim": name,
        **hanging(evidence, name, time_limit=time_limit),
        **_said_of_sources(evidence, works),
        "load_bearing_claims": load_bearing_claims(evidence, name),
        "as_written": leans.as_written[name],
        "leans_on": leans.leans_on[name],
    }


def hanging(evidence: EvidenceGraph, claim: str, *, time_limit: float = 10.0) -> Hanging:
    """The part of ``fragility`` that is searched for: the smallest withdrawal and the smallest witness.

    With a ``time_limit`` of 0 the answer is the same on every machine. Raises UnknownName. Time:
    that of ``fragility``.
    """
    deadline = monotonic() + time_limit
    name = evidence.representative(claim)
    scope = what_lies_below(evidence, (name,))
    status = status_of(evidence, scope)[0]
    asked = question(status)
    below = support(evidence, name, asked) if asked else None
    cut = smallest_cut(below.program, deadline) if below else None
    supported = support(evidence, name, "supported")
    fewest = smallest_witness(supported.program, deadline) if supported else None
    gone = list(below.named(cut.leaves)) if below and cut else []
    return {
        "status": status,
        "load_bearing": load_bearing_of(below) if below and cut and len(cut.leaves) == 1 else [],
        "resilience": len(cut.leaves) if cut else None,
        "smallest_withdrawal": [str(work) for _, work in gone],
        "lowered_to": statuses(evidence, below=name, without=gone)[name] if gone else None,
        "smallest_witness": witness(supported, fewest.leaves) if supported and fewest else None,
        "exact": (cut is None or cut.exact) and (fewest is None or fewest.exact),
        "resilience_bounds": _bounds(cut),
        "witness_bounds": _bounds(fewest),
    }


def _said_of_sources(evidence: EvidenceGraph, works: list[Work]) -> Sources:
    return {
        "sources": [work.id for work in works],
        "single_source": works[0].id if len(works) == 1 else None,
        "single_issuer": _one_issuer(works),
        "self_citation": [work.id for work in works if is_own(evidence.dataset.paper, work)],
        "personal_communication": [work.id for work in works if is_personal(work)],
        "newspapers_only": bool(works) and all(is_newspaper(work) for work in works),
    }


class Outline(NamedTuple):
    """What is known of all claims at once, in near-linear time: enough for bounds of each."""

    statuses: Mapping[str, Status]
    reaching: Related
    without: Mapping[str, Status]
    """Statuses once every work is withdrawn."""
    leans: Leaning


def outline(evidence: EvidenceGraph) -> Outline:
    """What ``outlined`` needs. Time: that of ``works_reaching``."""
    works: list[Node] = [("work", name) for name in evidence.dataset.works]
    return Outline(
        statuses(evidence), works_reaching(evidence), statuses(evidence, without=works), leaning(evidence)
    )


def outlined(evidence: EvidenceGraph, claim: str, known: Outline) -> Fragility:
    """What ``fragility`` says where there is no time to weigh ``claim``: proven, and little.

    Without all the works that reach it a claim that works document loses its status, and without
    one at least: these are the bounds. No witness is looked for, and no claims that
    it hangs on. Time: linear in these works.
    """
    name = evidence.representative(claim)
    status = known.statuses[name]
    works = [evidence.dataset.works[work] for work in known.reaching[name]]
    cut = [work.id for work in works] if question(status) else []
    return {
        "claim": name,
        "status": status,
        "load_bearing": cut if len(cut) == 1 else [],
        "resilience": len(cut) or None,
        "smallest_withdrawal": cut,
        "lowered_to": known.without[name] if cut else None,
        "smallest_witness": None,
        "exact": status == "unsupported",
        "resilience_bounds": {"least": 1, "most": len(cut)} if cut else None,
        "witness_bounds": None,
        **_said_of_sources(evidence, works),
        "load_bearing_claims": [],
        "as_written": known.leans.as_written[name],
        "leans_on": known.leans.leans_on[name],
    }


def load_bearing(evidence: EvidenceGraph, claim: str) -> list[str]:
    """Works whose withdrawal alone lowers the status of ``claim``, in file order.

    Empty when no single work matters: each has a substitute, or none is below the claim.
    Raises UnknownName. Time: linear in what lies below times the length of a witness over the
    machine's word. Source: docs/semantics.md#fragility.
    """
    name = evidence.representative(claim)
    asked = question(status_of(evidence, what_lies_below(evidence, (name,)))[0])
    found = support(evidence, name, asked) if asked else None
    return load_bearing_of(found) if found else []


def load_bearing_claims(evidence: EvidenceGraph, claim: str) -> list[LoadBearing]:
    """Claims below ``claim``, itself left out, whose withdrawal alone lowers its status, in file order.

    Raises UnknownName. Time: linear in the arguments below times the claims over the machine's
    word. Source: docs/semantics.md#fragility.
    """
    name = evidence.representative(claim)
    all_ = everything(evidence, (name,))
    below = sorted(all_.node.keys() - {("claim", name)}, key=evidence.position.__getitem__)
    return [
        {"claim": str(gone[1]), "without": GRADES[drops[name][1]]}
        for (gone,), drops in falls(all_, [(node,) for node in below], only=name)
        if name in drops
    ]


def load_bearing_of(found: Support) -> list[str]:
    """The single cuts of a program whose leaves are works."""
    cuts = single_cuts(found.program, components(found.program))
    return [str(work[1]) for work in found.named(cuts)]


def _one_issuer(works: Iterable[Work]) -> str | None:
    issuers = {work.issuer for work in works}
    return issuers.pop() if len(issuers) == 1 else None


def _bounds(found: Smallest | None) -> Bounds | None:
    return {"least": found.least, "most": len(found.leaves)} if found else None
