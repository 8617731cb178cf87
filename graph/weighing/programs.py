"""The support of a claim as a Horn program over the works and bare claims below it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, TypeAlias

from ..evidence_graph.fixpoint import Below, fallen_notes, what_lies_below
from ..evidence_graph.graph import EvidenceGraph, Node
from ..model.terms import Status
from .horn import Program, Rule, program, trimmed

Question: TypeAlias = Literal["supported", "documented", "reached", "held"]


class Support(NamedTuple):
    """A trimmed program, and the works and bare claims that are its leaves, in file order."""

    program: Program
    leaves: tuple[Node, ...]

    def named(self, leaves: Collection[int]) -> list[Node]:
        """The nodes that ``leaves`` are, in file order."""
        return [self.leaves[leaf] for leaf in sorted(leaves)]


def question(status: Status) -> Question | None:
    """What has to become false for ``status`` to drop by the loss of works; ``None``: it cannot.

    Without a work below it, a claim that is asserted rests on bare claims alone.
    """
    if status == "documented":
        return "documented"
    return "reached" if status == "partly documented" else None


def support(
    evidence: EvidenceGraph, claim: str, asked: Question, without: Collection[Node] = ()
) -> Support | None:
    """The program that derives whether ``claim``, a representative, is what is ``asked``.

    ``None`` where that does not depend on any leaf. Leaves of *supported* are works and bare
    claims; it is *held* if it is supported with the bare claims given. For *documented* they are
    absent, for *reached* given: whether a work reaches a claim turns on which other claims are
    supported, so that each claim has two nodes.
    """
    scope = what_lies_below(evidence, (claim,), without)
    works = sources(evidence, scope, without)
    found: set[Node] = set().union(*works)
    bare = [node[1] in evidence.bare and node not in without for node in scope.claims]
    if asked == "supported":
        found.update(node for node, leaf in zip(scope.claims, bare, strict=True) if leaf)
    leaves = tuple(sorted(found, key=evidence.position.__getitem__))
    number = {leaf: place for place, leaf in enumerate(leaves)}
    offers = [[number[work] for work in behind] for behind in works]
    if asked == "supported":
        for place, node in enumerate(scope.claims):
            if bare[place]:
                offers[place].append(number[node])
    rules = _rules(scope)
    facts = [place for place, leaf in enumerate(bare) if leaf] if asked in ("reached", "held") else []
    if asked == "reached":
        kept = trimmed(doubled(offers, rules, len(leaves), goal=len(offers)), facts)
    else:
        kept = trimmed(program(0, len(leaves), offers, rules), facts)
    return Support(kept, leaves) if kept else None


def whole(evidence: EvidenceGraph, scope: Below, without: Collection[Node] = ()) -> Support:
    """Every claim of ``scope`` as a node of the same number, works as leaves; it has no goal of note.

    ``without`` is what the scope was found without.
    """
    works = sources(evidence, scope, without)
    leaves = tuple(sorted(set().union(*works), key=evidence.position.__getitem__))
    number = {leaf: place for place, leaf in enumerate(leaves)}
    offers = [[number[work] for work in behind] for behind in works]
    return Support(program(0, len(leaves), offers, _rules(scope)), leaves)


def doubled(offers: list[list[int]], rules: Sequence[Rule], leaves: int, goal: int = 0) -> Program:
    """Of n claims, claim c as node c for *supported* and as n + c for *reached by a work*.

    Argument a is node 2n + a.
    """
    size = len(offers)
    more: list[Rule] = []
    for number, (conclusion, premises) in enumerate(rules):
        argument = 2 * size + number
        more.append(Rule(argument, premises))
        more.append(Rule(conclusion, (argument,)))
        more.extend(Rule(size + conclusion, (argument, size + premise)) for premise in premises)
    return program(goal, leaves, [*offers, *offers, *([] for _ in rules)], more)


def sources(evidence: EvidenceGraph, scope: Below, without: Collection[Node] = ()) -> list[list[Node]]:
    """Of every claim of ``scope``, the works behind its evidential citations, in file order."""
    predecessors = evidence.support.predecessors
    fallen = fallen_notes(evidence, without)
    found: list[list[Node]] = [[] for _ in scope.claims]
    for claim in scope.standing:
        works = {
            work
            for note in predecessors(scope.claims[claim])
            if note[0] == "note" and note not in fallen
            for work in predecessors(note)
            if work not in without
        }
        found[claim] = sorted(works, key=evidence.position.__getitem__)
    return found


def _rules(scope: Below) -> list[Rule]:
    """The arguments of ``scope`` that can support, as rules."""
    premises: list[list[int]] = [[] for _ in scope.arguments]
    for claim, used in enumerate(scope.users):
        for argument in used:
            premises[argument].append(claim)
    return [Rule(scope.conclusion[place], tuple(needed)) for place, needed in enumerate(premises) if needed]
