"""Whether the parts of a data set agree: one small check a function, named by what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..errors import Finding, shown
from ..model.joining import joined
from .leads import (
    cited_notes_without_works,
    leaning_notes_that_name_nothing,
    makers_that_are_nearly_actors,
    short_notes_of_another_work,
    works_that_no_note_uses,
)
from .publications import malformed_identifiers, works_withdrawn_by_their_titles
from .records import repeated_records
from .references import Trees, values
from .refusals import Place
from .rings import (
    membership_cycles,
    notes_that_lean_wrongly,
    topics_broader_in_a_ring,
    works_derived_in_a_ring,
)
from .sentences import sentences_claimed_and_unclaimed
from .syntax import Mapping


def inconsistencies(trees: Trees) -> Iterator[Finding]:
    """Everything that the checks of this module find, check by check."""
    for check in CHECKS:
        yield from check(trees)


def _authors(trees: Trees) -> set[str]:
    return {author for author, _ in values(trees.section("paper"), "authors")}


def _holder(claim: Mapping, authors: set[str]) -> str | None:
    """Id of who holds ``claim``; ``None`` for any of the paper's authors."""
    who = next((who for who, _ in values(claim, "holder", "who")), None)
    return None if who in authors else who


def pooled(trees: Trees) -> dict[str, str]:
    """The claim that stands for each restated or restating one (any of them, the same for all)."""
    claims = trees.entities("claims")
    return joined((id_, other) for id_, claim in claims for other, _ in values(claim, "restates"))


def restatements_by_another_holder(trees: Trees) -> Iterator[Finding]:
    """A claim restates another claim of the same holder."""
    claims = dict(trees.entities("claims"))
    authors = _authors(trees)
    for id_, claim in claims.items():
        for other, at in values(claim, "restates"):
            if other == id_:
                message = f"{shown(id_)} restates itself"
                yield trees.finding("claims", at, "restates-itself", message, "take it out")
            elif other in claims and _holder(claim, authors) != _holder(claims[other], authors):
                mine = _holder(claim, authors) or "the author"
                theirs = _holder(claims[other], authors) or "the author"
                message = (
                    f"{shown(id_)} ({shown(mine)}) cannot restate {shown(other)} ({shown(theirs)}): "
                    "the holders differ"
                )
                hint = "a restatement is the same holder's; two holders who agree are two claims"
                yield trees.finding("claims", at, "other-holder", message, hint)


def attacks_on_oneself(trees: Trees) -> Iterator[Finding]:
    """No claim attacks itself or its restatement, no premise undercuts its own argument."""
    pool = pooled(trees)
    targets = {to for attack in trees.records("attacks") if isinstance(to := attack.get("to"), str)}
    premises: dict[str, set[str]] = {}
    for _, claim in trees.entities("claims") if targets else ():
        for argument in claim.get("supported_by", ()):
            name = argument.get("id")
            if isinstance(name, str) and name in targets:
                used = {pool.get(premise, premise) for premise, _ in values(argument, "premises")}
                premises.setdefault(name, set()).update(used)
    for attack in trees.records("attacks"):
        attacker, target = attack.get("from"), attack.get("to")
        if not isinstance(attacker, str) or not isinstance(target, str):
            continue
        standing = pool.get(attacker, attacker)
        at = attack.value_at("to")
        if attacker == target:
            message = f"{shown(attacker)} attacks itself"
        elif standing == pool.get(target, target):
            message = f"{shown(attacker)} attacks {shown(target)}, which restates it"
        elif standing in premises.get(target, ()):
            message = f"{shown(attacker)} undercuts {shown(target)}, of which it is a premise"
        else:
            continue
        hint = "an attack comes from another claim: name that one, or take the attack out"
        yield trees.finding("attacks", at, "attacks-itself", message, hint)


def repeated_arguments(trees: Trees) -> Iterator[Finding]:
    """An argument that is there already says nothing new."""
    for id_, claim in trees.entities("claims"):
        if len(claim.get("supported_by", ())) < 2:
            continue
        seen: dict[frozenset[str], str] = {}
        for argument in claim.get("supported_by", ()):
            name = argument.get("id")
            key = frozenset(premise for premise in argument.get("premises", ()) if isinstance(premise, str))
            if isinstance(name, str) and key and seen.setdefault(key, name) != name:
                message = f"{shown(id_)}: {shown(name)} repeats the premises of {shown(seen[key])}"
                yield trees.finding("claims", argument.at, "repeated", message, "take one out", "warning")


def arguments_from_their_own_conclusion(trees: Trees) -> Iterator[Finding]:
    """What a claim says already is no reason for it."""
    pool = pooled(trees)
    for id_, claim in trees.entities("claims"):
        for premise, at in values(claim, "supported_by", "premises"):
            if pool.get(premise, premise) == pool.get(id_, id_):
                what = "itself" if premise == id_ else f"{shown(premise)}, which restates it"
                message = f"{shown(id_)} is supported by {what}"
                hint = "an argument needs another claim for a premise"
                yield trees.finding("claims", at, "supports-itself", message, hint, "warning")


def references_to_numbered_arguments(trees: Trees) -> Iterator[Finding]:
    """A number that names an argument changes when another is inserted before it."""
    for section in ("attacks", "limits"):
        for record in trees.records(section):
            target = record.get("to")
            if isinstance(target, str) and "/" in target and target in trees.ids:
                message = (
                    f"{shown(target)} is named by its number, which changes when one is inserted before it"
                )
                hint = "give the argument an id: {id: …, premises: […]}"
                at = record.value_at("to")
                yield trees.finding(section, at, "numbered-argument", message, hint, "warning")


def anomalies_that_mean_what_is_printed(trees: Trees) -> Iterator[Finding]:
    """An anomaly says what is meant instead of what is printed."""
    owners = [("paper", paper)] if isinstance(paper := trees.section("paper"), Mapping) else []
    owners += [(s, owner) for s in ("claims", "works", "endnotes") for _, owner in trees.entities(s)]
    for section, owner in owners:
        for anomaly in owner.get("anomalies", ()):
            if not isinstance(anomaly, Mapping):
                continue
            printed, meant = anomaly.get("printed"), anomaly.get("meant")
            if isinstance(printed, str) and isinstance(meant, str) and printed.strip() == meant.strip():
                message = f'"{shown(meant)}" is printed, so it is no anomaly that it is meant'
                hint = "say what is meant instead; of two places that disagree print both, or take meant out"
                at = anomaly.value_at("meant")
                yield trees.finding(section, at, "meant-as-printed", message, hint)


def stances_with_notes_of_others(trees: Trees) -> Iterator[Finding]:
    """The notes of a stance are those that the claims which show it cite."""
    pool = pooled(trees)
    cited: dict[str, set[str]] = {}
    for id_, claim in trees.entities("claims"):
        cited.setdefault(pool.get(id_, id_), set()).update(note for note, _ in values(claim, "cites", "note"))
    for stance in trees.records("stances"):
        claims = [pool.get(id_, id_) for id_, _ in values(stance, "claims")]
        if not claims or not all(claim in cited for claim in claims):
            continue
        theirs = set().union(*(cited[claim] for claim in claims))
        for note, at in values(stance, "notes"):
            if note in trees.notes and note not in theirs:
                message = f"none of the claims that show this stance cites note {shown(note)}"
                hint = "take the note out, or name the claim that cites it"
                yield trees.finding("stances", at, "note-of-others", message, hint, "warning")


def claims_without_text(trees: Trees) -> Iterator[Finding]:
    """A claim without text cannot be read."""
    for id_, claim in trees.entities("claims"):
        if "text" not in claim and not claim.incomplete:
            message, hint = f"claim {shown(id_)} has no text", "say it in a sentence"
            yield trees.finding("claims", claim.key_at("id"), "no-text", message, hint, "warning")


def claims_without_a_holder(trees: Trees) -> Iterator[Finding]:
    """Somebody holds each claim: the paper's author, where there is one, unless another is named."""
    if trees.sources is None:
        return
    paper = trees.section("paper")
    if isinstance(paper, Mapping):
        if "authors" in paper and not paper["authors"]:
            message = "the paper has no author"
            hint = "name at least one: claims without `holder` are the first author's"
            yield trees.finding("paper", paper.value_at("authors"), "missing", message, hint)
        return
    if paper is None and any("holder" not in claim for _, claim in trees.entities("claims")):
        message = '"paper" is missing: who holds the claims that name no holder?'
        hint = "write paper: {id: …, authors: [an actor's id]}"
        yield Finding(trees.sources_name, 1, 1, "error", "missing", message, hint)


def unknown_sections(trees: Trees) -> Iterator[Finding]:
    """The section in a paragraph label is one of the paper's; labels read section/paragraph."""
    paper = trees.section("paper")
    if not isinstance(paper, Mapping) or "sections" not in paper:
        return
    known: dict[str, Place] = {}
    for id_, at in values(paper, "sections", "id"):
        if known.setdefault(id_, at) != at:
            message = f'the section "{shown(id_)}" stands here twice'
            line, column = known[id_]
            hint = f"it stands at {trees.file('paper')}:{line}:{column} too; keep one"
            yield trees.finding("paper", at, "duplicate", message, hint)
    known.setdefault("0", (1, 1))  # title and lead, declared or not
    sections = [shown(id_) for id_ in sorted(known)]
    hint = f"its sections are {', '.join(sections[:40])}{', …' if len(sections) > 40 else ''}"
    labels = [
        *(("claims", values(claim, "passage", "paragraph")) for _, claim in trees.entities("claims")),
        *(("unclaimed", values(record, "paragraph")) for record in trees.records("unclaimed")),
    ]
    for where, found in labels:
        for label, at in found:
            section, _, number = label.rpartition("/")
            if label != "0" and not (section and number.isdecimal()):
                message = f'paragraph "{shown(label)}" is not a section, a slash and a number'
                yield trees.finding(where, at, "odd-label", message, "write 0 or such as 2.3/1", "warning")
            elif section and section not in known:
                message = f'paragraph "{shown(label)}": the paper has no section "{shown(section)}"'
                yield trees.finding(where, at, "unknown-section", message, hint, "warning")


def fields_to_review(trees: Trees) -> Iterator[Finding]:
    """Fields that were guessed and that nobody has looked at yet, in one warning."""
    named = [
        (section, at)
        for section in ("works", "endnotes")
        for _, entity in trees.entities(section)
        for _, at in values(entity, "review")
    ]
    if named:
        section, at = named[0]
        said = "field was guessed and is" if len(named) == 1 else "fields were guessed and are"
        message = f"{len(named)} {said} still to be looked at, the first here"
        hint = "look at each field that a `review` names, then take its name out"
        yield trees.finding(section, at, "review", message, hint, "warning")


CHECKS: tuple[Callable[[Trees], Iterator[Finding]], ...] = (
    notes_that_lean_wrongly,
    works_derived_in_a_ring,
    membership_cycles,
    topics_broader_in_a_ring,
    restatements_by_another_holder,
    attacks_on_oneself,
    repeated_arguments,
    repeated_records,
    arguments_from_their_own_conclusion,
    sentences_claimed_and_unclaimed,
    references_to_numbered_arguments,
    anomalies_that_mean_what_is_printed,
    stances_with_notes_of_others,
    claims_without_text,
    claims_without_a_holder,
    unknown_sections,
    leaning_notes_that_name_nothing,
    short_notes_of_another_work,
    cited_notes_without_works,
    works_that_no_note_uses,
    makers_that_are_nearly_actors,
    malformed_identifiers,
    works_withdrawn_by_their_titles,
    fields_to_review,
)
