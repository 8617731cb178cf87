"""Arguments of which no quick search finds how little would do: what is told of them is between bounds."""

from __future__ import annotations

from random import Random

from test_tracing import claim, graph

from claimgraph.evidence_graph.graph import EvidenceGraph


def many_lines() -> EvidenceGraph:
    """A thesis on sixty lines of four works each, at random out of thirty."""
    random, lines, premises = Random(5), [], []
    for n in range(60):
        names = [f"p{n}{letter}" for letter in "abcd"]
        lines.append(" ".join(names))
        notes = random.sample(range(1, 31), 4)
        premises += [claim(name, cites=(note,)) for name, note in zip(names, notes, strict=True)]
    return graph(claim("t", *lines, kind="thesis"), *premises, notes=30)


def many_premises() -> EvidenceGraph:
    """A thesis on 210 premises together, each with any of three works out of sixty."""
    random = Random(6)
    premises = [claim(f"p{n}", cites=tuple(random.sample(range(1, 61), 3))) for n in range(210)]
    return graph(claim("t", " ".join(each.id for each in premises), kind="thesis"), *premises, notes=60)
