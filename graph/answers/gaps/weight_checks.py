"""Checks of the audit on how much hangs on how little."""

from __future__ import annotations

from collections.abc import Iterator

from ...evidence_graph.classes import is_own
from ...evidence_graph.graph import EvidenceGraph, Node
from ...weighing.levels import damages
from ...weighing.theses import works_reaching
from ..fragility import load_bearing
from ..weak_points import harm, harm_in_words
from .argument_checks import nothing
from .finding import Gap, of_claim, pooled_claims


def assertions_under_theses(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Bare claims without which a thesis is lost or weakened, those that do most damage first."""
    bare: list[Node] = [("claim", claim.id) for claim in pooled_claims(evidence) if claim.id in evidence.bare]
    damage = damages(evidence, bare)
    felt = [node for node in bare if damage[node].theses_lost or damage[node].theses_weakened]
    felt.sort(key=lambda node: damage[node], reverse=True)
    for node in felt:
        claim = evidence.dataset.claims[str(node[1])]
        worst = damage[node] == damage[felt[0]]
        yield of_claim(
            evidence,
            "assertion under theses",
            claim.id,
            "high" if damage[node].theses_lost or worst else "medium",
            f"it stands {nothing(evidence, claim)}; without it {harm_in_words(harm(damage[node]))}",
            "no assertion carries more of the paper" if worst else "theses hang on the author's word for it",
            "support this claim first" if worst else "support this claim",
        )


def no_sources(evidence: EvidenceGraph) -> Iterator[Gap]:
    """Theses that no work reaches."""
    reaching = works_reaching(evidence)
    for claim in pooled_claims(evidence):
        if claim.kind == "thesis" and not reaching[claim.id]:
            bare = claim.id in evidence.bare
            yield of_claim(
                evidence,
                "no source",
                claim.id,
                "high",
                "no work reaches it" + (": it is asserted, and nothing is offered for it" if bare else ""),
                "a reader can check nothing of it",
                "cite what shows it, or say that it is your view",
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
    ours = {name for name, work in works.items() if is_own(evidence.dataset.paper, work)}
    for claim in pooled_claims(evidence):
        sources = reaching[claim.id] if claim.kind == "thesis" and ours else []
        own = [work for work in sources if work in ours]
        if not own:
            continue
        alone = len(own) == len(sources)
        carrying = set(load_bearing(evidence, claim.id))
        bearing = [work for work in own if work in carrying]
        how = "only" if alone else "also"
        also = f"; without {', '.join(bearing)} it stands lower" if bearing and not alone else ""
        yield of_claim(
            evidence,
            "self-citation",
            claim.id,
            "high" if alone else "medium" if bearing else "low",
            f"rests {how} on works of the author or publisher: {', '.join(own)}{also}",
            "they are not independent of what they are to show",
            "add sources of others" if alone or bearing else "see whether the claim stands without them",
        )
