"""The evidence graph: what supports what, and what stands against what, over pooled claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import networkx as nx

from ..errors import UnknownName
from ..hints import near
from ..model.entities import Argument, Citation, Claim, Dataset
from ..model.terms import CLASSES, EvidenceClass
from .bones import Bones, bones
from .classes import without_classes

Kind: TypeAlias = Literal["work", "note", "claim", "argument"]
Node: TypeAlias = tuple[Kind, str | int]
"""A node of the evidence graph: its kind, and its id (of a note its number)."""

if TYPE_CHECKING:
    Graph: TypeAlias = nx.DiGraph[Node]


class Limiting(NamedTuple):
    """A limit: ``claim``, a representative, limits ``target``, a claim or an argument."""

    claim: str
    target: Node
    kind: str
    signal: str | None


@dataclass(frozen=True)
class EvidenceGraph:
    """A data set as evidence (design section 4). Treat it as frozen: every answer is derived from it.

    A claim is an OR of its citations and arguments, an argument the AND of its premises. Claims
    joined by ``restates`` are one node, named by the claim that stands for them (``stands_for``).
    Nodes stand in ``support`` in the order of the files: works, endnotes, claims, arguments.

    It stands alone: statuses, witnesses, rankings, withdrawals and labels need nothing else. Texts,
    titles and holders are looked up in ``dataset``, thing by thing, where an answer shows them.
    """

    support: Graph
    """Work → each note that resolves to it; note → claim, evidential citations only; premise →
    argument → conclusion, arguments to attributed claims included."""
    attack: Graph
    """Over the same nodes: claim → claim (rebut), claim → argument (undercut)."""
    limits: tuple[Limiting, ...]
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
    theses: tuple[str, ...]
    """Representatives that are theses, in file order."""
    cites_of: Mapping[str, list[tuple[int, int]]]
    """The evidential citations of every representative that has some: the note, and as bits the classes
    that the citation is in: how it fits and is marked, what all works behind its note are."""
    argued_in: Mapping[str, str]
    """Every argument's id to the claim, a restatement perhaps, that it is written at."""
    conclusion_of: Mapping[str, str]
    """Every argument's id to the representative of its conclusion."""
    premises_of: Mapping[str, tuple[str, ...]]
    """Every argument's id to the representatives of its premises, each once, in their order."""
    argument_classes: Mapping[str, int]
    """The classes of evidence, as bits, of every argument that is in one (``classes.py``)."""
    position: Mapping[Node, int]
    """The place of every node in the order of the files."""
    without: tuple[EvidenceClass, ...] = ()
    """The classes of evidence that were taken for never written down."""
    source: Dataset | None = field(default=None, compare=False, repr=False)

    @property
    def dataset(self) -> Dataset:
        """The data set it was made of. Raises ValueError where it stands alone."""
        if self.source is None:
            raise ValueError("this evidence graph stands alone, without the texts of its data set")
        return self.source

    def citations(self, representative: str) -> Iterator[tuple[Claim, Citation]]:
        """Every citation of ``representative`` and its restatements, with the claim that makes it."""
        for name in self.members[representative]:
            claim = self.dataset.claims[name]
            for citation in claim.cites:
                yield claim, citation

    def arguments(self, representative: str) -> list[str]:
        """Every argument whose conclusion is ``representative`` or a restatement of it, in file order."""
        before = self.support.predecessors(("claim", representative))
        return [str(name) for kind, name in before if kind == "argument"]

    def argument(self, name: str) -> Argument:
        """The argument called ``name``, as its author wrote it."""
        written = self.dataset.claims[self.argued_in[name]].supported_by
        return next(argument for argument in written if argument.id == name)

    def attackers(self, representative: str) -> list[str]:
        """Claims that rebut ``representative`` or undercut one of its arguments, in file order."""
        against = self.attack.predecessors
        found = set(against(("claim", representative)))
        for argument in self.arguments(representative):
            found.update(against(("argument", argument)))
        return [str(node[1]) for node in sorted(found, key=self.position.__getitem__)]

    def evidential(self, citation: Citation) -> bool:
        """Whether ``citation`` is evidence, not a mention: by intent, by fit, and by a work behind it."""
        return not citation.mentions and bool(self.works_of.get(citation.note))

    def representative(self, claim: str) -> str:
        """The id that stands for ``claim``. Raises UnknownName."""
        try:
            return self.stands_for[claim]
        except KeyError:
            close = near(claim, self.stands_for, 5)
            hint = f'did you mean "{close[0]}"?' if close else None
            raise UnknownName(f'no claim is called "{claim}"', close, hint) from None


def holders(dataset: Dataset, claim: Claim) -> list[str]:
    """Who holds ``claim``, the outermost reporter first; the author only where the claim is theirs."""
    if claim.holder is None:
        return list(dataset.paper.authors[:1])
    reporters = (actor for actor in claim.holder.via if actor not in dataset.paper.authors)
    return [*reporters, claim.holder.who]


def evidence(dataset: Dataset, *, without: Iterable[EvidenceClass] = ()) -> EvidenceGraph:
    """The evidence graph of ``dataset``, ``without`` some classes of evidence (``leaning.py``).

    Every reference in it must name something, which the loader sees to. Time: linear in the data
    set. Source: docs/semantics.md#the-evidence-graph.
    """
    dropped = tuple(each for each in CLASSES if each in set(without))
    kept = without_classes(dataset, dropped)
    return replace(assembled(bones(kept), kept), without=dropped) if dropped else assembled(bones(kept), kept)


def assembled(found: Bones, source: Dataset | None = None) -> EvidenceGraph:
    """The evidence graph of ``found``, with the data set to look words up in if there is one.

    Time: linear in the found.
    """
    names = found.claims
    root_of = list(range(len(names)))
    pool_of = {each: pool for first, *pool in found.pools for each in pool}
    for first, *pool in found.pools:
        for each in pool:
            root_of[each] = first
    stands_for = {name: names[root] for name, root in zip(names, root_of, strict=True)}
    members: dict[str, tuple[str, ...]] = {}
    for place, root in enumerate(root_of):
        if names[root] not in members:
            members[names[root]] = tuple([names[each] for each in pool_of.get(place, (place,))])

    # Edges are made of the very tuples that are the nodes: smaller, and equal at a glance.
    works: list[Node] = [("work", name) for name in found.works]
    notes: list[Node] = [("note", number) for number in found.notes]
    claims: list[Node] = [("claim", name) for name in names]
    steps: list[Node] = [("argument", name) for name in found.arguments]
    standing = [node for place, node in enumerate(claims) if root_of[place] == place]
    nodes = [*works, *notes, *standing, *steps]

    def target(kind: str, place: int) -> Node:
        return claims[place] if kind == "claim" else steps[place]

    edges = [(works[work], notes[note]) for note, held in enumerate(found.behind) for work in held]
    edges.extend([(notes[note], claims[claim]) for note, claim, _ in found.cites])
    cites_of: dict[str, list[tuple[int, int]]] = {}
    for note, claim, classes in found.cites:
        cites_of.setdefault(names[claim], []).append((found.notes[note], classes))
    attributed = frozenset([names[place] for place in found.attributed])
    bare = set(members)
    bare.difference_update(cites_of)
    conclusion_of: dict[str, str] = {}
    premises_of: dict[str, tuple[str, ...]] = {}
    for step, at, premises in zip(steps, found.argued_in, found.premises, strict=True):
        root = root_of[at]
        conclusion_of[str(step[1])] = names[root]
        premises_of[str(step[1])] = tuple([names[premise] for premise in premises])
        edges.extend([(claims[premise], step) for premise in premises])
        edges.append((step, claims[root]))
        if names[root] not in attributed:
            bare.discard(names[root])
    support: Graph = nx.DiGraph()
    support.add_nodes_from(nodes)
    support.add_edges_from(edges)
    attack: Graph = nx.DiGraph()
    attack.add_nodes_from(nodes)
    attack.add_edges_from([(claims[one], target(kind, place)) for one, kind, place in found.attacks])
    return EvidenceGraph(
        support=support,
        attack=attack,
        limits=tuple(
            [Limiting(names[one], target(to, at), kind, signal) for one, to, at, kind, signal in found.limits]
        ),
        stands_for=stands_for,
        members=members,
        works_of={
            number: tuple([found.works[work] for work in held])
            for number, held in zip(found.notes, found.behind, strict=True)
        },
        resolved_via=dict(zip(found.notes, found.via, strict=True)),
        attributed=attributed,
        bare=frozenset(bare),
        theses=tuple([names[place] for place in found.theses]),
        cites_of=cites_of,
        argued_in={name: names[place] for name, place in zip(found.arguments, found.argued_in, strict=True)},
        conclusion_of=conclusion_of,
        premises_of=premises_of,
        argument_classes={n: c for n, c in zip(found.arguments, found.argument_classes, strict=True) if c},
        position={node: place for place, node in enumerate(nodes)},
        source=source,
    )
