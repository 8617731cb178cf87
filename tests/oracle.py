"""The meaning of every answer by brute force: as slow and as plain as design section 4.

Everything is read off the data set. Nothing here knows the evidence graph or how it is walked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from claimgraph.model.entities import Argument, Citation, Dataset

EVIDENTIAL = {
    "cites as evidence",
    "cites as authority",
    "cites as data source",
    "cites as source document",
    "includes quotation from",
    "includes excerpt from",
    "obtains support from",
    "confirms",
}
Thing = tuple[str, str | int]


class Meaning:
    """A data set, read by the definitions."""

    def __init__(self, dataset: Dataset) -> None:
        self.data = dataset
        self.pool = {claim: self._pool({claim}) for claim in dataset.claims}
        self.claims = [claim for claim in dataset.claims if self.stands_for(claim) == claim]

    def _pool(self, joined: set[str]) -> frozenset[str]:
        claims = self.data.claims
        more = {b for a in claims for b in claims[a].restates if b in claims and (a in joined or b in joined)}
        more |= {a for a in claims for b in claims[a].restates if b in joined}
        return frozenset(joined) if more <= joined else self._pool(joined | more)

    def members(self, claim: str) -> list[str]:
        return [name for name in self.data.claims if name in self.pool[claim]]

    def stands_for(self, claim: str) -> str:
        members = self.members(claim)
        theses = [name for name in members if self.data.claims[name].kind == "thesis"]
        return (theses or members)[0]

    def attributed(self, claim: str) -> bool:
        holder = self.data.claims[claim].holder
        return holder is not None and holder.who not in self.data.paper.authors

    def works(self, note: int) -> set[str]:
        endnote = self.data.endnotes[note]
        return set(endnote.works) | (self.works(endnote.refers_to) if endnote.refers_to else set())

    def citations(self, claim: str) -> list[Citation]:
        return [c for name in self.members(claim) for c in self.data.claims[name].cites]

    def evidential(self, claim: str) -> list[Citation]:
        return [
            c
            for c in self.citations(claim)
            if c.intent in EVIDENTIAL and c.fit != "none" and self.works(c.note)
        ]

    def arguments(self, claim: str) -> list[Argument]:
        return [a for name in self.members(claim) for a in self.data.claims[name].supported_by]

    def premises(self, argument: Argument) -> set[str]:
        return {self.stands_for(premise) for premise in argument.premises}

    def bare(self, claim: str) -> bool:
        return not self.evidential(claim) and (self.attributed(claim) or not self.arguments(claim))

    def standing(self, claim: str, without: Iterable[Thing] = ()) -> list[Citation]:
        gone = set(without)
        return [
            c
            for c in self.evidential(claim)
            if ("note", c.note) not in gone and any(("work", w) not in gone for w in self.works(c.note))
        ]

    def live_arguments(self, claim: str, without: Iterable[Thing] = ()) -> list[Argument]:
        return [a for a in self.arguments(claim) if ("argument", a.id) not in set(without)]

    def supported(
        self, claim: str, without: frozenset[Thing] = frozenset(), above: frozenset[str] = frozenset()
    ) -> bool:
        """Whether there is a derivation that uses no claim to support itself."""
        if claim in above or any(("claim", name) in without for name in self.pool[claim]):
            return False
        if self.bare(claim):
            return ("bare", claim) not in without
        if self.standing(claim, without):
            return True
        return not self.attributed(claim) and any(
            all(self.supported(premise, without, above | {claim}) for premise in self.premises(argument))
            for argument in self.live_arguments(claim, without)
        )

    def documented(self, claim: str, without: frozenset[Thing] = frozenset()) -> bool:
        bare = {("bare", name) for name in self.claims if self.bare(name)}
        return self.supported(claim, without | bare)

    def reached(
        self, claim: str, without: frozenset[Thing] = frozenset(), above: frozenset[str] = frozenset()
    ) -> bool:
        """Whether a work reaches ``claim`` through what holds."""
        if claim in above or not self.supported(claim, without):
            return False
        if self.standing(claim, without):
            return True
        return not self.attributed(claim) and any(
            all(self.supported(premise, without) for premise in self.premises(argument))
            and any(self.reached(premise, without, above | {claim}) for premise in self.premises(argument))
            for argument in self.live_arguments(claim, without)
        )

    def status(self, claim: str, without: Iterable[Thing] = ()) -> str:
        gone = frozenset(without)
        if self.documented(claim, gone):
            return "documented"
        if not self.supported(claim, gone):
            return "unsupported"
        return "partly documented" if self.reached(claim, gone) else "asserted"

    def trace(self, root: str) -> set[str]:
        """The claims of the trace: through all arguments, those to attributed claims among them."""
        found = {root}
        while True:
            more = {p for claim in found for a in self.arguments(claim) for p in self.premises(a)}
            if more <= found:
                return found
            found |= more

    def leaves(self, root: str) -> list[Thing]:
        """Works and bare claims below ``root``."""
        trace = self.trace(root)
        works = {w for claim in trace for c in self.evidential(claim) for w in self.works(c.note)}
        return [*(("work", w) for w in sorted(works)), *(("bare", c) for c in sorted(trace) if self.bare(c))]


def subsets(things: list[Thing]) -> Iterator[tuple[Thing, ...]]:
    """All subsets, the small ones first."""
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


def chains_by_brute_force(meaning: Meaning, source: Thing, target: Thing) -> list[list[str | int]]:
    """All shortest chains, by growing every chain that repeats nothing one step at a time."""
    starts, ends = _nodes(meaning, source), _nodes(meaning, target)
    chains = [[node] for node in starts]
    while chains:
        met = [chain for chain in chains if chain[-1] in ends]
        if met:
            return [[name for _, name in chain] for chain in met]
        chains = [[*c, step] for c in chains for step in _steps(meaning, c[-1]) if step not in c]
    return []


def _nodes(meaning: Meaning, thing: Thing) -> set[Thing]:
    kind, name = thing
    if kind != "actor":
        return {thing}
    data = meaning.data
    made = {("work", w.id) for w in data.works.values() if name in (*w.creators, w.issuer)}
    held = {("claim", meaning.stands_for(c.id)) for c in data.claims.values() if name in data.held_by(c)}
    return made | held


def _steps(meaning: Meaning, node: Thing) -> set[Thing]:
    """What ``node`` directly bears on."""
    kind, name = node
    if kind == "work":
        return {("note", n) for n in meaning.data.endnotes if name in meaning.works(n)}
    if kind == "note":
        return {("claim", c) for c in meaning.claims if name in {e.note for e in meaning.evidential(c)}}
    arguments = [(a, claim) for claim in meaning.claims for a in meaning.arguments(claim)]
    if kind == "claim":
        return {("argument", a.id) for a, _ in arguments if name in meaning.premises(a)}
    return {("claim", claim) for a, claim in arguments if a.id == name}


def witnesses_by_brute_force(meaning: Meaning, claim: str) -> list[tuple[Thing, ...]]:
    """The minimal sets of leaves that support ``claim``, by trying all."""
    leaves = meaning.leaves(claim)
    found: list[tuple[Thing, ...]] = []
    for kept in subsets(leaves):
        if any(set(smaller) <= set(kept) for smaller in found):
            continue
        if meaning.supported(claim, frozenset(leaves) - frozenset(kept)):
            found.append(kept)
    return found


def labels_by_brute_force(meaning: Meaning, fallen: frozenset[str] = frozenset()) -> dict[str, str]:
    """The well-founded model of the rules of *Acceptability*, by the alternating fixpoint."""

    def least(opposed: frozenset[Thing]) -> frozenset[Thing]:
        """What follows when exactly ``opposed`` count as holding wherever something attacks."""
        holds: frozenset[Thing] = frozenset()
        while True:
            more = frozenset(
                [
                    *(("claim", c) for c in meaning.claims if claim_holds(c, holds, opposed)),
                    *(
                        ("argument", a.id)
                        for c in meaning.claims
                        for a in meaning.arguments(c)
                        if argument_holds(a, c, holds, opposed)
                    ),
                ]
            )
            if more == holds:
                return holds
            holds = more

    def attacked(kind: str, name: str, opposed: frozenset[Thing]) -> bool:
        names = meaning.pool[name] if kind == "claim" else {name}
        attackers = [meaning.stands_for(a.from_) for a in meaning.data.attacks if a.to in names]
        return any(("claim", attacker) in opposed for attacker in attackers)

    def claim_holds(claim: str, holds: frozenset[Thing], opposed: frozenset[Thing]) -> bool:
        based = (
            meaning.bare(claim)
            or bool(meaning.evidential(claim))
            or any(("argument", a.id) in holds for a in meaning.arguments(claim))
        )
        return claim not in fallen and based and not attacked("claim", claim, opposed)

    def argument_holds(
        argument: Argument, conclusion: str, holds: frozenset[Thing], opposed: frozenset[Thing]
    ) -> bool:
        return not attacked("argument", argument.id, opposed) and all(
            ("claim", p) in holds
            or (not meaning.attributed(conclusion) and meaning.attributed(p) and p not in fallen)
            for p in meaning.premises(argument)
        )

    true: frozenset[Thing] = frozenset()
    while True:
        possible = least(true)
        more = least(possible)
        if more == true:
            break
        true = more
    return {
        c: "in" if ("claim", c) in true else "undecided" if ("claim", c) in possible else "out"
        for c in meaning.claims
    }


class CaseByDefinition:
    """The case for a claim, read off its definitions one after the other, ``without`` some things."""

    ORDER = ("documented", "partly documented", "asserted", "unsupported")

    def __init__(self, meaning: Meaning, claim: str, without: Iterable[Thing] = ()) -> None:
        self.meaning, self.claim, self.without = meaning, claim, frozenset(without)
        self.known = {name: meaning.status(name, self.without) for name in meaning.claims}
        dead = self.withdrawn(claim)
        self.arguments = [] if dead else meaning.live_arguments(claim, self.without)
        premises = [meaning.premises(argument) for argument in self.arguments]
        shared = set.intersection(*premises) - {claim} if len(premises) > 1 else set()
        self.needed = {each: meaning.status(claim, self.without | {("claim", each)}) for each in shared}
        self.own = {a.id: (meaning.premises(a) - shared) or meaning.premises(a) for a in self.arguments}

    def withdrawn(self, claim: str) -> bool:
        return any(("claim", name) in self.without for name in self.meaning.pool[claim])

    def lowest(self, premises: Iterable[str], more: Iterable[Thing] = ()) -> str:
        gone = self.without | frozenset(more)
        return max((self.meaning.status(premise, gone) for premise in premises), key=self.ORDER.index)

    def beneath(self, claims: Iterable[str]) -> set[str]:
        """``claims`` and all below them that are there."""
        found = {claim for claim in claims if not self.withdrawn(claim)}
        while True:
            arguments = [a for claim in found for a in self.meaning.live_arguments(claim, self.without)]
            more = {p for a in arguments for p in self.meaning.premises(a) if not self.withdrawn(p)}
            if more <= found:
                return found
            found |= more

    def works(self, premises: Iterable[str]) -> dict[str, int]:
        """The works that reach ``premises`` through what holds, with how many claims cite each."""
        found = {claim for claim in premises if not self.withdrawn(claim)}
        while True:
            more = {
                premise
                for claim in found
                if not self.meaning.attributed(claim)
                for argument in self.meaning.live_arguments(claim, self.without)
                if all(self.known[each] != "unsupported" for each in self.meaning.premises(argument))
                for premise in self.meaning.premises(argument)
            }
            if more <= found:
                break
            found |= more
        counts: dict[str, int] = {}
        for claim in found:
            cited = {
                w for c in self.meaning.standing(claim, self.without) for w in self.meaning.works(c.note)
            }
            for work in cited:
                if ("work", work) not in self.without:
                    counts[work] = counts.get(work, 0) + 1
        return counts

    def counted(self, premises: Iterable[str]) -> dict[str, int]:
        counts = dict.fromkeys((*self.ORDER, "bare"), 0)
        for claim in self.beneath(premises):
            bare = self.meaning.bare(claim) and self.known[claim] == "asserted"
            counts["bare" if bare else self.known[claim]] += 1
        return counts

    def sinkers(self, premises: Iterable[str]) -> set[Thing]:
        """Works and bare claims without each of which alone not all ``premises`` are supported any more."""
        if self.lowest(premises) == "unsupported":
            return set()
        works = [("work", work) for work in self.meaning.data.works]
        bare = [("claim", claim) for claim in self.meaning.claims if self.meaning.bare(claim)]
        return {each for each in (*works, *bare) if self.lowest(premises, [each]) == "unsupported"}

    def resilience(self, premises: Iterable[str]) -> int | None:
        """The least number of works without which the lowest status of ``premises`` is lower."""
        status = self.ORDER.index(self.lowest(premises))
        works = [("work", work) for work in self.meaning.data.works if ("work", work) not in self.without]
        for kept in subsets(works):
            if self.ORDER.index(self.lowest(premises, kept)) > status:
                return len(kept)
        return None

    def damage(self, argument: str) -> tuple[int, int, int, int]:
        lost = weakened = theses_lost = theses_weakened = 0
        for claim, before in self.known.items():
            after = self.meaning.status(claim, self.without | {("argument", argument)})
            thesis = self.meaning.data.claims[claim].kind == "thesis"
            if before != after and after == "unsupported":
                lost, theses_lost = lost + 1, theses_lost + thesis
            elif before != after:
                weakened, theses_weakened = weakened + 1, theses_weakened + thesis
        return theses_lost, theses_weakened, lost, weakened

    def firmest_first(self) -> list[str]:
        def firm(argument: str) -> tuple[object, ...]:
            premises = self.own[argument]
            counts = self.counted(premises)
            total = sum(counts.values())
            share = counts["documented"] / total if total else 0
            damage = [-number for number in self.damage(argument)]
            return self.ORDER.index(self.lowest(premises)), -share, -(self.resilience(premises) or 0), damage

        return sorted(self.own, key=firm)
