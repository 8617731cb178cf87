"""Whether the parts of a data set agree: one small check a function, named by what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from ..errors import Finding, Severity
from .references import Trees, values
from .syntax import Mapping, Place

Edges: TypeAlias = dict[str, list[tuple[str, Place]]]


def inconsistencies(trees: Trees) -> Iterator[Finding]:
    """Everything that the checks of this module find, check by check."""
    for check in CHECKS:
        yield from check(trees)


def rings(edges: Edges) -> Iterator[tuple[list[str], Place]]:
    """Rings in ``edges``, each once, with the place of the edge that closes it."""
    done: set[str] = set()
    for start in edges:
        way: list[str] = []
        on_way: set[str] = set()
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            node, place = stack.pop()
            if place == 0:
                if node in done:
                    continue
                way.append(node)
                on_way.add(node)
            targets = edges.get(node, [])
            if place < len(targets):
                stack.append((node, place + 1))
                target, at = targets[place]
                if target in on_way:
                    yield way[way.index(target) :], at
                elif target not in done:
                    stack.append((target, 0))
            else:
                done.add(node)
                on_way.discard(node)
                way.pop()


def notes_that_lean_wrongly(trees: Trees) -> Iterator[Finding]:
    """A note leans on an earlier one only."""
    edges: Edges = {}
    for number, note in trees.entities("endnotes"):
        for target, at in values(note, "refers_to"):
            edges.setdefault(number, []).append((target, at))
            if not (number.isdecimal() and target.isdecimal()):
                continue
            if int(target) == int(number):
                yield trees.finding("endnotes", at, "leans-on-itself", f"note {number} leans on itself")
            elif int(target) > int(number):
                message = f"note {number} leans on the later note {target}"
                yield trees.finding(
                    "endnotes", at, "leans-on-later", message, "a note leans on an earlier one"
                )
    for ring, at in rings(edges):
        if len(ring) > 1:
            yield trees.finding("endnotes", at, "ring", f"notes lean on each other in a ring: {_chain(ring)}")


def works_derived_in_a_ring(trees: Trees) -> Iterator[Finding]:
    """No work derives from itself."""
    edges = {id_: list(values(work, "derived_from")) for id_, work in trees.entities("works")}
    for ring, at in rings(edges):
        yield trees.finding("works", at, "ring", f"works derive from each other in a ring: {_chain(ring)}")


def membership_cycles(trees: Trees) -> Iterator[Finding]:
    """No actor is part or member of itself, however far up."""
    edges: Edges = {}
    for id_, actor in trees.entities("actors"):
        for field in ("part_of", "member_of"):
            edges.setdefault(id_, []).extend(values(actor, field, "who"))
        for member, at in values(actor, "members", "who"):
            edges.setdefault(member, []).append((id_, at))
    for ring, at in rings(edges):
        yield trees.finding(
            "actors", at, "ring", f"actors are members of each other in a ring: {_chain(ring)}"
        )


def topics_broader_in_a_ring(trees: Trees) -> Iterator[Finding]:
    """No topic is broader than itself."""
    edges = {id_: list(values(topic, "broader")) for id_, topic in trees.entities("topics")}
    for ring, at in rings(edges):
        yield trees.finding(
            "topics", at, "ring", f"topics are broader than each other in a ring: {_chain(ring)}"
        )


def _chain(ring: list[str]) -> str:
    shown = ring if len(ring) <= 8 else [*ring[:7], "…"]
    return " -> ".join([*shown, ring[0]])


def _authors(trees: Trees) -> list[str]:
    paper = trees.section("paper")
    return [author for author, _ in values(paper, "authors")] if isinstance(paper, Mapping) else []


def _holder(claim: Mapping, authors: list[str]) -> str | None:
    """Id of who holds ``claim``; ``None`` for any of the paper's authors."""
    who = next((who for who, _ in values(claim, "holder", "who")), None)
    return None if who in authors else who


def pooled(trees: Trees) -> dict[str, str]:
    """The claim that stands for each restated or restating one (any of them, the same for all)."""
    root: dict[str, str] = {}

    def find(id_: str) -> str:
        while root.get(id_, id_) != id_:
            root[id_] = root.get(root[id_], root[id_])
            id_ = root[id_]
        return id_

    for id_, claim in trees.entities("claims"):
        for other, _ in values(claim, "restates"):
            root.setdefault(id_, id_)
            root.setdefault(other, other)
            root[find(id_)] = find(other)
    return {id_: find(id_) for id_ in root}


def restatements_by_another_holder(trees: Trees) -> Iterator[Finding]:
    """A claim restates another claim of the same holder."""
    claims = dict(trees.entities("claims"))
    authors = _authors(trees)
    for id_, claim in claims.items():
        for other, at in values(claim, "restates"):
            if other == id_:
                yield trees.finding("claims", at, "restates-itself", f"{id_} restates itself", "take it out")
            elif other in claims and _holder(claim, authors) != _holder(claims[other], authors):
                mine = _holder(claim, authors) or "the author"
                theirs = _holder(claims[other], authors) or "the author"
                message = f"{id_} ({mine}) cannot restate {other} ({theirs}): the holders differ"
                hint = "a restatement is the same holder's; two holders who agree are two claims"
                yield trees.finding("claims", at, "other-holder", message, hint)


def attacks_on_oneself(trees: Trees) -> Iterator[Finding]:
    """No claim attacks itself or its restatement, no premise undercuts its own argument."""
    pool = pooled(trees)
    targets = {to for attack in trees.records("attacks") if isinstance(to := attack.get("to"), str)}
    premises: dict[str, set[str]] = {}
    for _, claim in trees.entities("claims") if targets else ():
        for argument in claim.get("supported_by", ()):
            if isinstance(argument, Mapping) and argument.get("id") in targets:
                used = {pool.get(premise, premise) for premise, _ in values(argument, "premises")}
                premises.setdefault(str(argument.get("id")), set()).update(used)
    for attack in trees.records("attacks"):
        attacker, target = attack.get("from"), attack.get("to")
        if not isinstance(attacker, str) or not isinstance(target, str):
            continue
        standing = pool.get(attacker, attacker)
        at = attack.value_at("to")
        if attacker == target:
            yield trees.finding("attacks", at, "attacks-itself", f"{attacker} attacks itself")
        elif standing == pool.get(target, target):
            message = f"{attacker} attacks {target}, which restates it"
            yield trees.finding("attacks", at, "attacks-itself", message)
        elif standing in premises.get(target, ()):
            message = f"{attacker} undercuts {target}, of which it is a premise"
            yield trees.finding("attacks", at, "attacks-itself", message)


def repeated_arguments(trees: Trees) -> Iterator[Finding]:
    """An argument that is there already says nothing new."""
    for id_, claim in trees.entities("claims"):
        if len(claim.get("supported_by", ())) < 2:
            continue
        seen: dict[frozenset[str], str] = {}
        for argument in claim.get("supported_by", ()):
            if not isinstance(argument, Mapping):
                continue
            premises = argument.get("premises", ())
            key = frozenset(premise for premise in premises if isinstance(premise, str))
            first = seen.setdefault(key, str(argument.get("id")))
            if first != argument.get("id"):
                message = f"{id_}: {argument.get('id')} repeats the premises of {first}"
                yield trees.finding("claims", argument.at, "repeated", message, "take one out", "warning")


def references_to_numbered_arguments(trees: Trees) -> Iterator[Finding]:
    """A number that names an argument changes when another is inserted before it."""
    for section in ("attacks", "limits"):
        for record in trees.records(section):
            target = record.get("to")
            if isinstance(target, str) and "/" in target and target in trees.ids:
                message = f"{target} is named by its number, which changes when one is inserted before it"
                hint = "give the argument an id: {id: …, premises: […]}"
                at = record.value_at("to")
                yield trees.finding(section, at, "numbered-argument", message, hint, "warning")


def claims_without_text(trees: Trees) -> Iterator[Finding]:
    """A claim without text cannot be read."""
    for id_, claim in trees.entities("claims"):
        if "text" not in claim and not claim.incomplete:
            message = f"claim {id_} has no text"
            yield trees.finding(
                "claims", claim.key_at("id"), "no-text", message, "say it in a sentence", "warning"
            )


def claims_without_a_holder(trees: Trees) -> Iterator[Finding]:
    """Somebody holds each claim: the paper's author, where there is one, unless another is named."""
    if trees.sources is None:
        return
    paper = trees.section("paper")
    if isinstance(paper, Mapping):
        if "authors" in paper and not paper["authors"] and "id" in paper:
            message = "the paper has no author"
            hint = "claims without `holder` are the first author's"
            yield trees.finding("paper", paper.value_at("authors"), "missing", message, hint)
        return
    if paper is None and any("holder" not in claim for _, claim in trees.entities("claims")):
        message = '"paper" is missing: who holds the claims that name no holder?'
        yield trees.finding(
            "paper", (1, 1), "missing", message, "write paper: {id: …, authors: [an actor's id]}"
        )


def unknown_sections(trees: Trees) -> Iterator[Finding]:
    """The section in a paragraph label is one of the paper's; labels read section/paragraph."""
    paper = trees.section("paper")
    if not isinstance(paper, Mapping) or "sections" not in paper:
        return
    known = {"0", *(id_ for id_, _ in values(paper, "sections", "id"))}
    owners = [claim for _, claim in trees.entities("claims")]
    for label, at in [
        *(found for claim in owners for found in values(claim, "passage", "paragraph")),
        *(found for record in trees.records("unclaimed") for found in values(record, "paragraph")),
    ]:
        section = label.rpartition("/")[0] or label
        if section not in known:
            message = f'paragraph "{label}": the paper has no section "{section}"'
            hint = f"its sections are {', '.join(sorted(known))}"
            yield trees.finding(section_, at, "unknown-section", message, hint, "warning")


CHECKS: tuple[Callable[[Trees], Iterator[Finding]], ...] = (
    notes_that_lean_wrongly,
    works_derived_in_a_ring,
    membership_cycles,
    topics_broader_in_a_ring,
    restatements_by_another_holder,
    attacks_on_oneself,
    repeated_arguments,
    references_to_numbered_arguments,
    claims_without_text,
    claims_without_a_holder,
    unknown_sections,
)
