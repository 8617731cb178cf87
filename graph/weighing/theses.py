"""Which theses every claim bears on, and which works reach every claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from ..evidence_graph.fixpoint import status_of, what_lies_below
from ..evidence_graph.graph import EvidenceGraph, Node
from .horn import bits, components, leaves_beneath, program
from .programs import whole


class Related(Mapping[str, list[str]]):
    """Of every claim, names in file order; kept as the bits of numbers, and spelt out when asked for."""

    def __init__(self, masks: dict[str, int], names: list[str]) -> None:
        self._masks, self._names = masks, names

    def __getitem__(self, claim: str) -> list[str]:
        return [self._names[bit] for bit in bits(self._masks[claim])]

    def __iter__(self) -> Iterator[str]:
        return iter(self._masks)

    def __len__(self) -> int:
        return len(self._masks)


def theses_above(evidence: EvidenceGraph) -> Related:
    """Of every claim, the theses that it is or can lend support to, in file order.

    Through arguments to the author's claims, whether or not their other premises hold. Time: linear
    in the arguments times the number of theses over the machine's word.
    """
    scope = what_lies_below(evidence, evidence.members)
    arguments = whole(evidence, scope).program
    names = [str(node[1]) for node in scope.claims]
    known = set(evidence.theses)
    theses = [place for place, name in enumerate(names) if name in known]
    theses.sort(key=lambda place: evidence.position[scope.claims[place]])
    above = [0] * len(names)
    for bit, place in enumerate(theses):
        above[place] = 1 << bit
    for circle in reversed(components(arguments)):
        mask = 0
        for node in circle:
            mask |= above[node]
            for rule in arguments.using[node]:
                mask |= above[arguments.rules[rule].conclusion]
        for node in circle:
            above[node] = mask
    return Related(dict(zip(names, above, strict=True)), [names[place] for place in theses])


class Reach(NamedTuple):
    """Which of ``works`` reach each of ``claims``, as bits."""

    claims: list[str]
    works: list[str]
    masks: list[int]

    def named(self) -> Related:
        """Of every claim, the works that reach it, in file order."""
        return Related(dict(zip(self.claims, self.masks, strict=True)), self.works)

    def counts(self) -> Mapping[str, int]:
        """Of every claim, how many works reach it."""
        return {claim: mask.bit_count() for claim, mask in zip(self.claims, self.masks, strict=True)}


def reach(
    evidence: EvidenceGraph, roots: Iterable[str] | None = None, without: Collection[Node] = ()
) -> Reach:
    """The works that reach each claim: of all claims, or of ``roots`` and those below.

    This is the one definition of it, which every answer and the page use: through citations that
    stand and arguments all of whose premises are supported; the reasons of others for what they
    hold do not count. Claims, in ``without`` too, are named by their representatives. Time: linear
    in the arguments times the number of works over the machine's word.
    """
    scope = what_lies_below(evidence, evidence.members if roots is None else roots, without)
    all_, leaves = whole(evidence, scope, without)
    supported = [status != "unsupported" for status in status_of(evidence, scope, without)]
    holding = [rule for rule in all_.rules if all(supported[premise] for premise in rule.premises)]
    holds = program(0, all_.leaves, all_.offers, holding)
    names = [str(node[1]) for node in scope.claims]
    return Reach(names, [str(work[1]) for work in leaves], leaves_beneath(holds, components(holds)))


def works_reaching(
    evidence: EvidenceGraph, roots: Iterable[str] | None = None, without: Collection[Node] = ()
) -> Related:
    """Of every claim, the works that ``reach`` it, in file order. Time: that, and the lists' length."""
    return reach(evidence, roots, without).named()
