"""Checks of the audit on claims and arguments."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from ...evidence_graph.classes import RECONSTRUCTION
from ...evidence_graph.fixpoint import status_of, what_lies_below
from ...evidence_graph.graph import EvidenceGraph, Node
from ...model.entities import Claim
from ..circles import in_a_circle
from .finding import Gap, of_claim, pooled_claims


def bare_facts(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Facts with neither a note nor an argument."""
    for claim in pooled_claims(evidence):
        if claim.kind == "fact" and claim.id in evidence.bare:
            yield of_claim(
                evidence,
                "bare fact",
                claim.id,
                "medium",
                f"stated as a fact, {nothing(evidence, claim)}",
                "a reader can only take the author's word for it",
                "cite a source, or say what it follows from",
            )


def nothing(evidence: EvidenceGraph, claim: Claim) -> str:
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


def textless(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Claims that say nothing yet."""
    for claim in evidence.dataset.claims.values():
        if claim.text is None:
            yield of_claim(
                evidence,
                "no text",
                evidence.stands_for[claim.id],
                "high",
                f"{claim.id} has no text",
                "nobody can tell what is supported",
                "write in your own words what is claimed",
            )


def only_reconstructed(evidence: EvidenceGraph) -> Iterator[Gap]:
    """The author's claims without a note, all of whose arguments are our reconstruction."""
    cited = evidence.cites_of.keys()
    for claim in pooled_claims(evidence):
        arguments = evidence.arguments(claim.id)
        ours = all(evidence.argument_classes.get(each, 0) & RECONSTRUCTION for each in arguments)
        if arguments and ours and claim.id not in cited and claim.id not in evidence.attributed:
            yield of_claim(
                evidence,
                "reconstruction only",
                claim.id,
                "medium" if claim.kind == "thesis" else "low",
                "only our reconstruction supports it: no note, and no reason of the author's",
                "as written it stands on the author's word",
                "say what it rests on",
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
            in_a_circle(names) if len(names) > 1 else "is a premise for itself",
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
