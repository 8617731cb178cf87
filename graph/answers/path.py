"""How one thing bears on another: shortest chains over the evidence graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import networkx as nx
from typing_extensions import TypedDict

from ..errors import UnknownName
from ..evidence_graph.graph import EvidenceGraph, Node

if TYPE_CHECKING:
    from ..evidence_graph.graph import Graph

Path = TypedDict(
    "Path",
    {
        "from": str | int,
        "to": str | int,
        "chains": list[list[str | int]],
        "also_needed": dict[str, list[str]],
        "chains_truncated": bool,
        "against": bool,
    },
)
"""The answer of ``path`` (design section 6).

Every chain runs from the evidence to what it bears on, through notes, claims and arguments.
``also_needed``: the other premises of each argument that is a step, where there are any.
"""


def path(
    evidence: EvidenceGraph,
    source: tuple[str, str | int],
    target: tuple[str, str | int],
    *,
    against: bool = False,
    limit: int = 1000,
) -> Path:
    """All shortest chains from ``source`` to ``target``, at most ``limit``.

    Both are ``(kind, id)`` of a claim, note, work, argument or actor. An actor stands for the works
    they made or issued and the claims they hold, and the shortest chains between any of these are
    meant. Mentions are no steps; arguments to attributed claims are, as in the trace of
    ``supports``: there is a chain from a thing to a claim exactly if it is in that claim's trace.
    With ``against`` the steps are attacks, an undercut argument leading on to its conclusion.

    Raises UnknownName. Time: linear in what is reached, and in the length of each chain.
    Source: docs/semantics.md#chains.
    """
    starts = nodes_of(evidence, source)
    ends = set(nodes_of(evidence, target))
    graph = _opposition(evidence) if against else evidence.support
    layers = _layers(graph, starts, ends)
    found = list(islice(_chains(evidence, graph, layers), limit + 1))
    chains = found[:limit]
    return {
        "from": _name(evidence, source),
        "to": _name(evidence, target),
        "chains": [[node[1] for node in chain] for chain in chains],
        "also_needed": {} if against else _also_needed(evidence, chains),
        "chains_truncated": len(found) > limit,
        "against": against,
    }


def nodes_of(evidence: EvidenceGraph, thing: tuple[str, str | int]) -> list[Node]:
    """The nodes that ``thing`` is, in file order: an actor's works and claims, else one node.

    Raises UnknownName.
    """
    kind, name = thing
    if kind == "claim":
        return [("claim", evidence.representative(str(name)))]
    if kind == "actor" and name in evidence.dataset.actors:
        return [*made_by(evidence, str(name)), *_held_by(evidence, str(name))]
    node: Node = (kind, name)  # type: ignore[assignment]
    if node in evidence.position:
        return [node]
    if kind == "topic" and name in evidence.dataset.topics:
        ends = "chains run between works, notes, claims, arguments and actors"
        hint = f"claimgraph list claims --about {name} lists the claims about it"
        raise UnknownName(f'"{name}" is a topic; {ends}', hint=hint)
    raise UnknownName(f'there is no {kind} "{name}"')


def made_by(evidence: EvidenceGraph, actor: str) -> list[Node]:
    """The works that ``actor`` created or issued."""
    return [
        ("work", work.id)
        for work in evidence.dataset.works.values()
        if actor == work.issuer or actor in work.creators
    ]


def _held_by(evidence: EvidenceGraph, actor: str) -> list[Node]:
    dataset = evidence.dataset
    return [
        ("claim", name)
        for name, members in evidence.members.items()
        if any(actor in dataset.held_by(dataset.claims[member]) for member in members)
    ]


def _name(evidence: EvidenceGraph, thing: tuple[str, str | int]) -> str | int:
    return evidence.representative(str(thing[1])) if thing[0] == "claim" else thing[1]


def _opposition(evidence: EvidenceGraph) -> Graph:
    graph = evidence.attack.copy()
    for node in evidence.attack:
        if node[0] == "argument" and evidence.attack.in_degree(node):
            graph.add_edge(node, ("claim", evidence.conclusion_of[str(node[1])]))
    return graph


def _layers(graph: Graph, starts: Sequence[Node], ends: set[Node]) -> list[set[Node]]:
    """The nodes of the shortest chains by their distance from ``starts``; empty if there is none."""
    nearer: list[list[Node]] = []
    for layer in nx.bfs_layers(graph, starts) if starts else ():
        met = ends.intersection(layer)
        if met:
            kept = [met]
            for before in reversed(nearer):
                leads = {node for after in kept[-1] for node in graph.predecessors(after)}
                kept.append(leads.intersection(before))
            return kept[::-1]
        nearer.append(layer)
    return []


def _chains(evidence: EvidenceGraph, graph: Graph, layers: list[set[Node]]) -> Iterator[list[Node]]:
    """Every chain with one node of each layer, in file order. Each step leads on to the end."""
    if not layers:
        return
    place = evidence.position.__getitem__
    chain: list[Node] = []
    choices = [iter(sorted(layers[0], key=place))]
    while choices:
        node = next(choices[-1], None)
        if node is None:
            choices.pop()
            if chain:
                chain.pop()
        elif len(choices) == len(layers):
            yield [*chain, node]
        else:
            chain.append(node)
            onward = layers[len(choices)].intersection(graph.successors(node))
            choices.append(iter(sorted(onward, key=place)))


def _also_needed(evidence: EvidenceGraph, chains: list[list[Node]]) -> dict[str, list[str]]:
    needed: dict[str, dict[str, None]] = {}
    for chain in chains:
        for before, node in pairwise(chain):
            if node[0] == "argument":
                others = [p for p in evidence.premises_of[str(node[1])] if p != before[1]]
                needed.setdefault(str(node[1]), {}).update(dict.fromkeys(others))
    position = evidence.position
    return {
        argument: sorted(premises, key=lambda premise: position["claim", premise])
        for argument, premises in needed.items()
        if premises
    }
