"""Weighing the evidence: every answer on the paper, ranking beside two other ways, growth with size.

    python benchmarks/weighing.py [paper|ranking|growth|frameworks …] [--runs 5] [--sizes 100 1000 …]

Times are medians of runs taken in turn. *paper*: each answer on the bundled paper, in milliseconds,
and as a multiple of ``networkx.ancestors`` of its widest thesis in the same graph. *ranking*: all
withdrawals at once, beside plain networkx for each work and SPARQL property paths on rdflib.
*growth*: chains, ladders, generated papers and tangles of circles, as multiples of ``ancestors``.
*frameworks*: a million attacks, beside ``networkx.parse_edgelist`` of the same lines.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import networkx as nx
from evidence import in_turn, paper

from claimgraph.answers.acceptability import acceptability
from claimgraph.answers.common import common
from claimgraph.answers.fragility import fragility, load_bearing
from claimgraph.answers.frameworks import grounded
from claimgraph.answers.gaps.audit import gaps
from claimgraph.answers.ranking import pairs, ranking
from claimgraph.answers.report import report
from claimgraph.answers.supports import supports
from claimgraph.answers.withdraw import withdraw
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import EvidenceGraph, evidence
from claimgraph.loading import load
from claimgraph.model.entities import Argument, Citation, Claim, Dataset, Endnote, Paper, Work
from claimgraph.weighing.witnesses import witnesses

DATA = Path(__file__).parent.parent / "data"


def bundled() -> EvidenceGraph:
    return evidence(load(DATA))


def theses(graph: EvidenceGraph) -> list[str]:
    """The theses of ``graph``, that with most below it first."""
    names = [name for name in graph.members if graph.dataset.claims[name].kind == "thesis"]
    return sorted(names, key=lambda name: -len(nx.ancestors(graph.support, ("claim", name))))


def on_the_paper(runs: int) -> None:
    graph = bundled()
    wide, other, *_ = theses(graph)
    work = next(iter(graph.dataset.works))
    answers: dict[str, Callable[[], object]] = {
        "supports": lambda: supports(graph, wide),
        "supports --minimal": lambda: witnesses(graph, wide),
        "withdraw": lambda: withdraw(graph, [("work", work)]),
        "withdraw --rank": lambda: ranking(graph),
        "withdraw --pairs": lambda: pairs(graph),
        "acceptability": lambda: acceptability(graph),
        "acceptability CLAIM": lambda: acceptability(graph, wide),
        "common": lambda: common(graph, wide, other),
        "fragility (no solver)": lambda: fragility(graph, wide, time_limit=0),
        "fragility": lambda: fragility(graph, wide),
        "gaps": lambda: gaps(graph),
        "report": lambda: report(graph),
    }
    floor, *times = in_turn(runs, lambda: nx.ancestors(graph.support, ("claim", wide)), *answers.values())
    print(f"\nThe paper: {len(graph.members)} claims, {len(graph.dataset.works)} works; widest thesis {wide}")
    print(f"{'answer':<24}{'ms':>8}{'× ancestors':>13}")
    for name, taken in zip(answers, times, strict=True):
        print(f"{name:<24}{taken * 1e3:>8.2f}{taken / floor:>13.1f}")


def by_networkx(graph: EvidenceGraph) -> dict[str, dict[str, str]]:
    """For every work, the statuses without it, each by copying the graph and iterating the definition."""
    found = {}
    for work in graph.dataset.works:
        rest = graph.support.copy()
        rest.remove_node(("work", work))
        found[work] = _statuses_of(graph, rest)
    return found


def _statuses_of(graph: EvidenceGraph, rest: nx.DiGraph) -> dict[str, str]:
    claims = [node for node in rest if node[0] == "claim"]

    def least(bare: bool) -> set[object]:
        holds: set[object] = set()
        changed = True
        while changed:
            changed = False
            for claim in claims:
                if claim not in holds and (
                    (bare and claim[1] in graph.bare)
                    or any(_holds(graph, rest, reason, claim, holds) for reason in rest.predecessors(claim))
                ):
                    holds.add(claim)
                    changed = True
        return holds

    documented, supported = least(bare=False), least(bare=True)
    usable = nx.DiGraph()
    usable.add_nodes_from(claims)
    for claim in claims:
        for reason in rest.predecessors(claim):
            if _holds(graph, rest, reason, claim, supported):
                usable.add_edge(reason, claim)
                usable.add_edges_from((before, reason) for before in rest.predecessors(reason))
    reached = {
        node for work in rest if work[0] == "work" and work in usable for node in nx.descendants(usable, work)
    }
    return {
        claim[1]: "documented"
        if claim in documented
        else "unsupported"
        if claim not in supported
        else "partly documented"
        if claim in reached
        else "asserted"
        for claim in claims
    }


def _holds(graph: EvidenceGraph, rest: nx.DiGraph, reason: tuple, claim: tuple, holds: set) -> bool:
    if reason[0] == "note":
        return rest.in_degree(reason) > 0
    return claim[1] not in graph.attributed and all(p in holds for p in rest.predecessors(reason))


def by_sparql(graph: EvidenceGraph) -> Callable[[], dict[str, int]]:
    """For every work, the claims that another work still reaches, by a property path on rdflib."""
    import rdflib

    space = rdflib.Namespace("urn:x-claimgraph:")
    triples = rdflib.Graph()
    for before, after in graph.support.edges:
        triples.add((space[f"{before[0]}-{before[1]}"], space.bears, space[f"{after[0]}-{after[1]}"]))
    for kind, name in graph.support:
        triples.add((space[f"{kind}-{name}"], rdflib.RDF.type, space[kind]))
    query = "SELECT DISTINCT ?c { ?w a :work . FILTER(?w != %s) ?w :bears+ ?c . ?c a :claim }"

    def ask() -> dict[str, int]:
        prefix = {"": space}
        return {
            work: len(triples.query(query % space[f"work-{work}"].n3(), initNs=prefix))
            for work in graph.dataset.works
        }

    return ask


def ranks(runs: int) -> None:
    graph = bundled()
    for work, expected in by_networkx(graph).items():
        assert statuses(graph, without=[("work", work)]) == expected
    ours, plain, path = in_turn(runs, lambda: ranking(graph), lambda: by_networkx(graph), by_sparql(graph))
    print("\nwithdraw --rank on the paper (bar: 20)")
    print(
        f"ours {ours * 1e3:.1f} ms; plain networkx {plain / ours:.0f} ×;"
        f" rdflib property paths {path / ours:.0f} ×"
    )


def made(*claims: Claim, notes: int) -> EvidenceGraph:
    return evidence(
        Dataset(
            paper=Paper(id="p", authors=("me",)),
            works={f"w{n}": Work(id=f"w{n}", title="W") for n in range(notes)},
            endnotes={n + 1: Endnote(number=n + 1, works=(f"w{n}",)) for n in range(notes)},
            claims={claim.id: claim for claim in claims},
        )
    )


def claim(name: str, *arguments: list[str], notes: tuple[int, ...] = ()) -> Claim:
    return Claim(
        id=name,
        cites=tuple(Citation(note=note + 1) for note in notes),
        supported_by=tuple(
            Argument(id=f"{name}/{place}", premises=tuple(premises))
            for place, premises in enumerate(arguments, 1)
        ),
    )


def chain(size: int) -> tuple[EvidenceGraph, str]:
    links = (claim(f"c{n}", [f"c{n + 1}"]) for n in range(size - 1))
    return made(*links, claim(f"c{size - 1}", notes=(0,)), notes=1), "c0"


def ladder(size: int) -> tuple[EvidenceGraph, str]:
    """2^(size / 2) witnesses: each rung needs one of two works of its own."""
    rungs = size // 2
    steps = (claim(f"c{n}", [f"c{n - 1}", f"s{n}"] if n else [f"s{n}"]) for n in range(rungs))
    sides = (claim(f"s{n}", notes=(2 * n, 2 * n + 1)) for n in range(rungs))
    return made(*steps, *sides, notes=2 * rungs), f"c{rungs - 1}"


def generated(size: int) -> tuple[EvidenceGraph, str]:
    return evidence(paper(size)), f"c{size - 1}"


def tangle(size: int) -> tuple[EvidenceGraph, str]:
    """Every claim argues from any others; one in seven cites a note."""
    random = Random(3)

    def arguments() -> list[list[str]]:
        return [[f"c{random.randrange(size)}" for _ in range(random.choice((1, 2, 2, 3)))] for _ in range(4)]

    claims = (
        claim(f"c{n}", *arguments(), notes=(random.randrange(size),) if random.random() < 0.15 else ())
        for n in range(size)
    )
    return made(*claims, notes=size), "c0"


def growth(runs: int, sizes: list[int]) -> None:
    print("\nGrowth, as multiples of networkx.ancestors; fragility without the integer program, rank in ms")
    heads = ("ancestors", "status", "1st witness", "bearing", "fragility", "resilience", "rank")
    print(f"{'':<18}" + "".join(f"{head:>13}" for head in heads))
    for shape in (chain, ladder, generated, tangle):
        for size in sizes:
            graph, root = shape(size)
            gc.collect()
            gc.freeze()
            calls: list[Callable[[], object]] = [
                lambda: nx.ancestors(graph.support, ("claim", root)),  # noqa: B023
                lambda: statuses(graph, below=root),  # noqa: B023
                lambda: witnesses(graph, root, limit=1),  # noqa: B023
                lambda: load_bearing(graph, root),  # noqa: B023
                lambda: fragility(graph, root, time_limit=0),  # noqa: B023
                lambda: ranking(graph),  # noqa: B023
            ]
            floor, *times, rank = in_turn(runs, *calls)
            found = fragility(graph, root, time_limit=0)["resilience_bounds"]
            shown = "none" if not found else "-".join(map(str, dict.fromkeys(found.values())))
            ratios = "".join(f"{taken / floor:>13.1f}" for taken in times)
            name = f"{shape.__name__} {size:,}"
            print(f"{name:<18}{floor * 1e3:>10.2f} ms{ratios}{shown:>13}{rank * 1e3:>10.0f} ms")


def frameworks(runs: int, attacks: int = 1_000_000) -> None:
    random = Random(5)
    size = attacks // 5
    lines = [f"{random.randint(1, size)} {random.randint(1, size)}" for _ in range(attacks)]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "framework.af"
        file.write_text("\n".join([f"p af {size}", *lines, ""]))
        ours, plain = in_turn(
            runs,
            lambda: grounded(file),
            lambda: nx.parse_edgelist(lines, create_using=nx.DiGraph, nodetype=int),
        )
    print(
        f"\n{attacks:,} attacks: read and labelled in {ours:.1f} s,"
        f" {ours / plain:.2f} × networkx only reading them"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parts = ("paper", "ranking", "growth", "frameworks")
    options.add_argument("parts", nargs="*", metavar="part", help=", ".join(parts))
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    chosen = options.parse_args()
    wanted = chosen.parts or parts
    if "paper" in wanted:
        on_the_paper(chosen.runs)
    if "ranking" in wanted:
        ranks(min(chosen.runs, 3))
    if "growth" in wanted:
        growth(min(chosen.runs, 3), chosen.sizes)
    if "frameworks" in wanted:
        frameworks(1)


if __name__ == "__main__":
    main()
