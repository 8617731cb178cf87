"""Checks of the audit on claims and arguments."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from ...evidence_graph.classes import is_own
from ...evidence_graph.fixpoint import status_of, what_lies_below
from ...evidence_graph.graph import EvidenceGraph, Node
from ...model.dates import bounds
from ...model.entities import Claim, Date
from ...weighing.theses import theses_above, works_reaching
from .finding import Gap, of_claim, place_of, pooled_claims


def bare_facts(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Facts with neither a note nor an argument."""
    for claim in pooled_claims(evidence):
        if claim.kind == "fact" and claim.id in evidence.bare:
            yield of_claim(
                evidence,
                "bare fact",
                claim.id,
                "medium",
                f"stated as a fact, {_nothing(evidence, claim)}",
                "a reader can only take the author's word for it",
                "cite a source, or say what it follows from",
            )


def _nothing(evidence: EvidenceGraph, claim: Claim) -> str:
    """What a bare claim has, if that is anything, and that it does not show the claim."""
    found: dict[str, None] = {}
    for _, citation in evidence.citations(claim.id):
        note = f"note {citation.note}"
        if citation.fit == "none":
            found[f"{note} does not show it"] = None
        elif citation.mentions:
            found[f"{note} is only mentioned"] = None
        else:
            found[f"{note} names no work"] = None
    if any(evidence.arguments(claim.id)):  # so it is attributed, else it would not be bare
        found["the reasons for it are its holder's"] = None
    if not found:
        return "with neither a note nor an argument"
    return f"but {', '.join(found)}, and nothing else shows it"


def assertions_under_theses(evidence: EvidenceGraph) -> Iterator[Gap]:
    """The bare claims that bear on the most theses, where these are several."""
    above = theses_above(evidence)
    carried = {name: [thesis for thesis in above[name] if thesis != name] for name in evidence.bare}
    most = max((len(theses) for theses in carried.values()), default=0)
    for claim in pooled_claims(evidence) if most > 1 else ():
        if len(carried.get(claim.id, ())) == most:
            yield of_claim(
                evidence,
                "assertion under theses",
                claim.id,
                "high",
                f"it stands {_nothing(evidence, claim)}; "
                f"it bears on {most} theses: {', '.join(carried[claim.id])}",
                "no assertion carries more of the paper",
                "support this claim first",
            )


def single_sources(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Theses that one work alone reaches."""
    reaching = works_reaching(evidence)
    for claim in pooled_claims(evidence):
        if claim.kind == "thesis" and len(reaching[claim.id]) == 1:
            yield of_claim(
                evidence,
                "single source",
                claim.id,
                "high",
                f"one work alone reaches it: {reaching[claim.id][0]}",
                "if that work is wrong, no evidence is left",
                "add a source that is independent of it",
            )


def self_citations(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Theses that works of the paper's own author or publisher reach."""
    reaching = works_reaching(evidence)
    works = evidence.dataset.works
    for claim in pooled_claims(evidence):
        own = [work for work in reaching[claim.id] if is_own(evidence.dataset.paper, works[work])]
        if claim.kind == "thesis" and own:
            alone = len(own) == len(reaching[claim.id])
            yield of_claim(
                evidence,
                "self-citation",
                claim.id,
                "high" if alone else "low",
                f"rests {'only' if alone else 'also'} on works of the author or publisher: {', '.join(own)}",
                "they are not independent of what they are to show",
                "add sources of others" if alone else "see whether the claim stands without them",
            )


def circles(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Claims that are premises for one another, or for themselves."""
    scope = what_lies_below(evidence, evidence.members)
    status = dict(zip(scope.claims, status_of(evidence, scope), strict=True))
    place = evidence.position.__getitem__
    circles = [
        sorted((node for node in group if node[0] == "claim"), key=place)
        for group in nx.strongly_connected_components(evidence.support)
        if len(group) > 1
    ]
    for circle in sorted(circles, key=lambda group: place(group[0])):
        names = [str(node[1]) for node in circle]
        hollow = any(status[node] == "unsupported" for node in circle)
        yield of_claim(
            evidence,
            "circle",
            names[0],
            "high" if hollow else "low",
            f"argues in a circle: {', '.join(names)}" if len(names) > 1 else "is a premise for itself",
            "nothing else supports it"
            if hollow
            else "a circle adds nothing to what supports it from outside",
            "support one of them from outside" if hollow else "see whether the circle is meant",
        )


def bare_quotations(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Quotations without any note."""
    for claim in pooled_claims(evidence):
        quoted = any(evidence.dataset.claims[name].quotation for name in evidence.members[claim.id])
        if quoted and next(evidence.citations(claim.id), None) is None:
            yield of_claim(
                evidence,
                "quotation without a note",
                claim.id,
                "medium",
                "quotes, but has no note",
                "the words cannot be checked",
                "cite where they were said",
            )


def no_thesis(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Claims that lead to no thesis, for or against; none where there is no thesis."""
    theses: list[Node] = [("claim", claim.id) for claim in pooled_claims(evidence) if claim.kind == "thesis"]
    against: dict[Node, list[Node]] = {}
    for each in (*evidence.dataset.attacks, *evidence.dataset.limits):
        stands_for = evidence.stands_for
        target: Node = ("claim", stands_for[each.to]) if each.to in stands_for else ("argument", each.to)
        against.setdefault(target, []).append(("claim", stands_for[each.from_]))
    met = dict.fromkeys(theses)
    stack = list(theses)
    while stack:
        node = stack.pop()
        for other in (*evidence.support.predecessors(node), *against.get(node, ())):
            if other not in met:
                met[other] = None
                stack.append(other)
    for claim in pooled_claims(evidence) if theses else ():
        if ("claim", claim.id) not in met:
            yield of_claim(
                evidence,
                "no thesis",
                claim.id,
                "low",
                "neither supports, attacks nor limits anything that leads to a thesis",
                "it does no work in the argument",
                "say what it is for",
            )


def late_evidence(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Premises dated after the conclusion they are to explain."""
    for name, conclusion in evidence.conclusion_of.items():
        then = evidence.dataset.claims[conclusion].date
        for premise in evidence.premises_of[name]:
            when = evidence.dataset.claims[premise].date
            if _after(when, then):
                yield {
                    "kind": "evidence after the event",
                    "id": name,
                    "detail": f"{premise} is of {when}, after {conclusion} of {then}, which it is to explain",
                    "why": "what comes later cannot have brought about what came before",
                    "mend": "check both dates, or say what else explains it",
                    "severity": "high",
                    "place": place_of(evidence, conclusion),
                }


def _after(date: Date | None, other: Date | None) -> bool:
    """Whether the first day of ``date`` is later than the last of ``other``."""
    if not date or not other or not date.is_ or not other.is_:
        return False
    return bounds(date.is_)[0] > bounds(other.is_)[1]


def unanswered_objections(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Claims of others that attack something, and that nothing attacks."""
    for claim in pooled_claims(evidence):
        if claim.id not in evidence.attributed or evidence.attackers(claim.id):
            continue
        attacked = evidence.attack.successors(("claim", claim.id))
        targets = sorted(attacked, key=evidence.position.__getitem__)
        if targets:
            named = ", ".join(str(target[1]) for target in targets)
            yield of_claim(
                evidence,
                "unanswered objection",
                claim.id,
                "high" if any(_author_s(evidence, target) for target in targets) else "low",
                f"{evidence.dataset.holder(claim)} objects to {named}, and nobody answers",
                "as reported, the objection defeats what it is against",
                "answer it, or concede it",
            )


def _author_s(evidence: EvidenceGraph, node: Node) -> bool:
    name = str(node[1])
    claim = name if node[0] == "claim" else evidence.conclusion_of[name]
    return claim not in evidence.attributed
