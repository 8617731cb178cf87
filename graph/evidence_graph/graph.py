"""The evidence graph: what supports what, and what stands against what, over pooled claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import networkx as nx

from ..errors import UnknownName
from ..model.entities import Argument, Citation, Claim, Dataset
from .notes import works_of
from .restatements import pools

Kind: TypeAlias = Literal["work", "note", "claim", "argument"]
Node: TypeAlias = tuple[Kind, str | int]
"""A node of the evidence graph: its kind, and its id (of a note its number)."""

if TYPE_CHECKING:
    Graph: TypeAlias = nx.DiGraph[Node]


@dataclass(frozen=True)
class EvidenceGraph:
    """A data set as evidence (design section 4). Treat it as frozen: every answer is derived from it.

    A claim is an OR of its citations and arguments, an argument the AND of its premises. Claims
    joined by ``restates`` are one node, named by the claim that stands for them (``stands_for``).
    Nodes stand in ``support`` in the order of the files: works, endnotes, claims, arguments.
    """

    dataset: Dataset
    support: Graph
    """Work → each note that resolves to it; note → claim, evidential citations only; premise →
    argument → conclusion, arguments to attributed claims included."""
    attack: Graph
    """Over the same nodes: claim → claim (rebut), claim → argument (undercut)."""
    stands_for: Mapping[str, str]
    """Every claim's id to the id that stands for it and its restatements."""
    members: Mapping[str, tuple[str, ...]]
    """Every representative to its claims in the order of the file, itself among them."""
    works_of: Mapping[int, tuple[str, ...]]
    """W(n): a note's own works and those of the note it leans on."""
    resolved_via: Mapping[int, int | None]
    """The last note of the chain that a note leans on."""
    attributed: frozenset[str]
    """Representatives held by others than the paper's authors."""
    bare: frozenset[str]
    """Representatives without an evidential citation and, if not attributed, without an argument."""
    argument_of: Mapping[str, Argument]
    """Every argument by its id."""
    conclusion_of: Mapping[str, str]
    """Every argument's id to the representative of its conclusion."""
    premises_of: Mapping[str, tuple[str, ...]]
    """Every argument's id to the representatives of its premises, each once, in their order."""
    position: Mapping[Node, int]
    """The place of every node in the order of the files."""

    def citations(self, representative: str) -> Iterator[tuple[Claim, Citation]]:
        """Every citation of ``representative`` and its restatements, with the claim that makes it."""
        for name in self.members[representative]:
            claim = self.dataset.claims[name]
            for citation in claim.cites:
                yield claim, citation

    def arguments(self, representative: str) -> Iterator[Argument]:
        """Every argument whose conclusion is ``representative`` or a restatement of it."""
        for name in self.members[representative]:
            yield from self.dataset.claims[name].supported_by

    def evidential(self, citation: Citation) -> bool:
        """Whether ``citation`` is evidence, not a mention: by intent, by fit, and by a work behind it."""
        return not citation.mentions and bool(self.works_of.get(citation.note))

    def representative(self, claim: str) -> str:
        """The id that stands for ``claim``. Raises UnknownName."""
        try:
            return self.stands_for[claim]
        except KeyError:
            from difflib import get_close_matches

            near = get_close_matches(claim, self.stands_for, n=5)
            hint = f'did you mean "{near[0]}"?' if near else None
            raise UnknownName(f'no claim is called "{claim}"', near, hint) from None


def holders(dataset: Dataset, claim: Claim) -> list[str]:
    """Who holds ``claim``, the outermost reporter first; the author only where the claim is theirs."""
    if claim.holder is None:
        return list(dataset.paper.authors[:1])
    reporters = (actor for actor in claim.holder.via if actor not in dataset.paper.authors)
    return [*reporters, claim.holder.who]


def evidence(dataset: Dataset) -> EvidenceGraph:
    """The evidence graph of ``dataset``.

    Every reference in it must name something, which the loader sees to. Time: linear in the data
    set. Source: docs/semantics.md#the-evidence-graph.
    """
    stands_for, members = pools(dataset)
    works, resolved_via = works_of(dataset)
    attributed = frozenset(name for name in members if dataset.attributed(dataset.claims[name]))
    support: Graph = nx.DiGraph()
    support.add_nodes_from(("work", work) for work in dataset.works)
    support.add_nodes_from(("note", number) for number in dataset.endnotes)
    support.add_nodes_from(("claim", name) for name in dataset.claims if name in members)
    support.add_nodes_from(
        ("argument", a.id) for claim in dataset.claims.values() for a in claim.supported_by
    )
    position = {node: place for place, node in enumerate(support)}
    # Edges are made of the very tuples that are the nodes: smaller, and equal at a glance.
    nodes: dict[Node, Node] = {node: node for node in position}

    argument_of: dict[str, Argument] = {}
    conclusion_of: dict[str, str] = {}
    premises_of: dict[str, tuple[str, ...]] = {}
    bare = set(members)
    edges = [(nodes["work", w], nodes["note", n]) for n, behind in works.items() for w in behind]
    for claim in dataset.claims.values():
        name = stands_for[claim.id]
        node = nodes["claim", name]
        for citation in claim.cites:
            if not citation.mentions and works.get(citation.note):
                edges.append((nodes["note", citation.note], node))
                bare.discard(name)
        if claim.supported_by and name not in attributed:
            bare.discard(name)
        for argument in claim.supported_by:
            premises = tuple(dict.fromkeys(stands_for[p] for p in argument.premises))
            argument_of[argument.id] = argument
            conclusion_of[argument.id] = name
            premises_of[argument.id] = premises
            step = nodes["argument", argument.id]
            edges.extend((nodes["claim", premise], step) for premise in premises)
            edges.append((step, node))
    support.add_edges_from(edges)
    return EvidenceGraph(
        dataset=dataset,
        support=support,
        attack=_attack(dataset, nodes, stands_for),
        stands_for=stands_for,
        members=members,
        works_of=works,
        resolved_via=resolved_via,
        attributed=attributed,
        bare=frozenset(bare),
        argument_of=argument_of,
        conclusion_of=conclusion_of,
        premises_of=premises_of,
        position=position,
    )


def _attack(dataset: Dataset, nodes: Mapping[Node, Node], stands_for: Mapping[str, str]) -> Graph:
    attack: Graph = nx.DiGraph()
    attack.add_nodes_from(nodes)
    for each in dataset.attacks:
        target: Node = ("claim", stands_for[each.to]) if each.to in stands_for else ("argument", each.to)
        attack.add_edge(nodes["claim", stands_for[each.from_]], nodes[target])
    return attack
