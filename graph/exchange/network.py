"""A data set as a plain network of typed nodes and edges, for the formats that draw or load networks.

Every claim is a node of its own, restatements joined by an edge; mentions are edges too, marked as
no evidence. Edges run from what supports to what is supported, and from attacker to target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..answers.rows import text_of
from ..evidence_graph.fixpoint import statuses
from ..evidence_graph.graph import EvidenceGraph, evidence
from ..model.entities import Dataset

if TYPE_CHECKING:
    import networkx as nx

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Node(NamedTuple):
    """A claim, argument, note, work, actor or topic; ``key`` is unique: its kind, a colon, its id."""

    key: str
    kind: str
    id: str
    label: str
    subkind: str | None = None
    status: str | None = None
    holder: str | None = None
    date: str | None = None


class Edge(NamedTuple):
    """A relation between two nodes; ``detail`` is its intent, kind or polarity."""

    source: str
    target: str
    relation: str
    detail: str | None = None
    fit: str | None = None
    scope: str | None = None
    evidential: bool | None = None


class Network(NamedTuple):
    """Nodes and edges in the order of the files."""

    nodes: list[Node]
    edges: list[Edge]


def network(dataset: Dataset) -> Network:
    """``dataset`` as nodes and edges. Time: linear, and one status pass."""
    graph = evidence(dataset)
    nodes = list(_nodes(dataset, graph))
    known = {node.key for node in nodes}
    edges = [edge for edge in _edges(dataset, graph) if edge.source in known and edge.target in known]
    return Network(nodes, edges)


def typed_graph(dataset: Dataset) -> nx.MultiDiGraph[str]:
    """``network`` as networkx' writers take it: values by name, absent ones left out, edges by place.

    Characters that XML cannot hold become U+FFFD.
    """
    import networkx as nx

    found = network(dataset)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(id=_legal(dataset.paper.id))
    for node in found.nodes:
        graph.add_node(_legal(node.key), **_values(node._asdict(), "key"))
    for place, edge in enumerate(found.edges):
        values = _values(edge._asdict(), "source", "target")
        graph.add_edge(_legal(edge.source), _legal(edge.target), f"e{place}", **values)
    return graph


def _values(named: dict[str, object], *apart: str) -> dict[str, Any]:
    return {
        name: _legal(value) if isinstance(value, str) else value
        for name, value in named.items()
        if value is not None and name not in apart
    }


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _nodes(dataset: Dataset, graph: EvidenceGraph) -> Iterator[Node]:
    status = statuses(graph)
    for work in dataset.works.values():
        yield Node(f"work:{work.id}", "work", work.id, work.title, work.type, date=text_of(work.date))
    for number, note in dataset.endnotes.items():
        yield Node(f"note:{number}", "note", str(number), f"[{number}]", note.form)
    for claim in dataset.claims.values():
        yield Node(
            f"claim:{claim.id}",
            "claim",
            claim.id,
            claim.said,
            claim.kind,
            status[graph.stands_for[claim.id]],
            dataset.holder(claim),
            text_of(claim.date),
        )
        for argument in claim.supported_by:
            yield Node(f"argument:{argument.id}", "argument", argument.id, argument.id, argument.scheme)
    for actor in dataset.actors.values():
        yield Node(f"actor:{actor.id}", "actor", actor.id, actor.name, actor.type)
    for topic in dataset.topics.values():
        yield Node(f"topic:{topic.id}", "topic", topic.id, topic.label)


def _edges(dataset: Dataset, graph: EvidenceGraph) -> Iterator[Edge]:
    for number, note in dataset.endnotes.items():
        for work in graph.works_of[number]:
            yield Edge(f"work:{work}", f"note:{number}", "documents")
        if note.refers_to is not None:
            yield Edge(f"note:{number}", f"note:{note.refers_to}", "refers to", note.form)
    for claim in dataset.claims.values():
        key = f"claim:{claim.id}"
        for cite in claim.cites:
            counts = graph.evidential(cite)
            yield Edge(f"note:{cite.note}", key, "cited by", cite.intent, cite.fit, cite.scope, counts)
        for argument in claim.supported_by:
            for premise in argument.premises:
                yield Edge(f"claim:{premise}", f"argument:{argument.id}", "premise of")
            yield Edge(f"argument:{argument.id}", key, "supports")
        yield from (Edge(key, f"claim:{other}", "restates") for other in claim.restates)
        holder = dataset.holder(claim)
        if holder is not None:
            yield Edge(f"actor:{holder}", key, "holds")
        for subject in claim.about:
            kind = "topic" if subject in dataset.topics else "actor"
            yield Edge(key, f"{kind}:{subject}", "is about")
    for attack in dataset.attacks:
        rebuts = attack.to in dataset.claims
        target = f"claim:{attack.to}" if rebuts else f"argument:{attack.to}"
        yield Edge(f"claim:{attack.from_}", target, "rebuts" if rebuts else "undercuts")
    for limit in dataset.limits:
        target = f"claim:{limit.to}" if limit.to in dataset.claims else f"argument:{limit.to}"
        yield Edge(f"claim:{limit.from_}", target, "limits", limit.kind)
    yield from _edges_of_works(dataset)
    yield from _edges_of_actors(dataset)


def _edges_of_works(dataset: Dataset) -> Iterator[Edge]:
    for work in dataset.works.values():
        for maker in dict.fromkeys((*work.creators, work.issuer)):
            yield Edge(f"actor:{maker}", f"work:{work.id}", "made" if maker in work.creators else "issued")
        if work.derived_from is not None:
            yield Edge(f"work:{work.id}", f"work:{work.derived_from}", "derived from")


def _edges_of_actors(dataset: Dataset) -> Iterator[Edge]:
    for actor in dataset.actors.values():
        for tie in actor.part_of:
            yield Edge(f"actor:{actor.id}", f"actor:{tie.who}", "part of")
        for tie in actor.member_of:
            yield Edge(f"actor:{actor.id}", f"actor:{tie.who}", "member of")
        for tie in actor.members:
            yield Edge(f"actor:{tie.who}", f"actor:{actor.id}", "member of")
        for office in actor.holds_office:
            yield Edge(f"actor:{actor.id}", f"actor:{office.of}", "holds office of", office.office)
    for topic in dataset.topics.values():
        yield from (Edge(f"topic:{topic.id}", f"topic:{broader}", "broader") for broader in topic.broader)
    for stance in dataset.stances:
        yield Edge(f"actor:{stance.actor}", f"topic:{stance.topic}", "takes side on", stance.polarity)
