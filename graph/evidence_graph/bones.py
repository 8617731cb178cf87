"""The evidence graph as plain lists: what all its answers need, compact, and as JSON and back."""

from __future__ import annotations

import json
from typing import NamedTuple, TypeAlias

from ..model.entities import Dataset
from . import classes
from .notes import works_of
from .restatements import pools

FORMAT = 1
Target: TypeAlias = tuple[str, int]
"""``claim`` or ``argument``, and its place."""


class Bones(NamedTuple):
    """An evidence graph without words: ids, and places in the lists of ids counted from 0.

    Of ``claims``, all of them in the order of the file, only those that stand for their pool are
    named by other lists.
    """

    works: list[str]
    notes: list[int]
    behind: list[list[int]]
    """Of every note, the works it resolves to."""
    via: list[int | None]
    """Of every note, the number of the last note of the chain it leans on."""
    claims: list[str]
    pools: list[list[int]]
    """Claims that are one by restatement: the one that stands for all, then all in file order."""
    attributed: list[int]
    theses: list[int]
    cites: list[tuple[int, int, int]]
    """Evidential citations: note, claim, and as bits the classes of evidence that it is in."""
    arguments: list[str]
    argued_in: list[int]
    """Of every argument, the claim it is written at."""
    premises: list[list[int]]
    argument_classes: list[int]
    attacks: list[tuple[int, str, int]]
    """Claim, then ``claim`` or ``argument`` and its place."""
    limits: list[tuple[int, str, int, str, str | None]]
    """The same, then the kind of limit and its signal."""


def bones(dataset: Dataset) -> Bones:
    """What ``dataset`` says of evidence. Time: linear in the data set."""
    stands_for, members = pools(dataset)
    behind, via = works_of(dataset)
    noted = classes.of_notes(dataset, behind)
    work_place = {name: place for place, name in enumerate(dataset.works)}
    note_place = {number: place for place, number in enumerate(dataset.endnotes)}
    claim_place = {name: place for place, name in enumerate(dataset.claims)}
    found = Bones(
        works=list(dataset.works),
        notes=list(dataset.endnotes),
        behind=[[work_place[work] for work in behind[number]] for number in dataset.endnotes],
        via=[via[number] for number in dataset.endnotes],
        claims=list(dataset.claims),
        pools=[
            [claim_place[first], *(claim_place[each] for each in pool)]
            for first, pool in members.items()
            if len(pool) > 1
        ],
        attributed=[claim_place[name] for name in members if dataset.attributed(dataset.claims[name])],
        theses=[],
        cites=[],
        arguments=[],
        argued_in=[],
        premises=[],
        argument_classes=[],
        attacks=[],
        limits=[],
    )
    stands_at = [claim_place[stands_for[name]] for name in dataset.claims]
    for place, claim in enumerate(dataset.claims.values()):
        root = stands_at[place]
        if root == place and claim.kind == "thesis":
            found.theses.append(place)
        for citation in claim.cites:
            if not citation.mentions and behind.get(citation.note):
                kinds = classes.of_citation(citation) | noted[citation.note]
                found.cites.append((note_place[citation.note], root, kinds))
        for argument in claim.supported_by:
            found.arguments.append(argument.id)
            found.argued_in.append(place)
            found.premises.append(
                list(dict.fromkeys([stands_at[claim_place[premise]] for premise in argument.premises]))
            )
            found.argument_classes.append(classes.of_argument(argument))
    argument_place = {name: place for place, name in enumerate(found.arguments)}

    def target(name: str) -> Target:
        at = claim_place.get(name)
        return ("argument", argument_place[name]) if at is None else ("claim", stands_at[at])

    for each in dataset.attacks:
        found.attacks.append((stands_at[claim_place[each.from_]], *target(each.to)))
    for limit in dataset.limits:
        one, (kind, at) = stands_at[claim_place[limit.from_]], target(limit.to)
        found.limits.append((one, kind, at, limit.kind, limit.signal))
    return found


def below(found: Bones, claim: str) -> Bones:
    """What of ``found`` lies below ``claim``, and which claims stand against that; all notes and works.

    Whatever looks only below ``claim`` answers as of the whole. Raises ValueError for no claim.
    Time: linear in the found, with a small factor.
    """
    root_of = list(range(len(found.claims)))
    for first, *pool in found.pools:
        for each in pool:
            root_of[each] = first
    steps_to: dict[int, list[int]] = {}
    for step, written in enumerate(found.argued_in):
        steps_to.setdefault(root_of[written], []).append(step)
    inside = {root_of[found.claims.index(claim)]}
    ahead = list(inside)
    while ahead:
        for step in steps_to.get(ahead.pop(), ()):
            new = inside.union(found.premises[step])
            ahead += new - inside
            inside = new
    steps = sorted(step for root in inside for step in steps_to.get(root, ()))
    step_place = {step: place for place, step in enumerate(steps)}

    def meant(kind: str, place: int) -> bool:
        return place in inside if kind == "claim" else place in step_place

    attacks = [each for each in found.attacks if meant(each[1], each[2])]
    limits = [each for each in found.limits if meant(each[1], each[2])]
    shown = inside.union([each[0] for each in attacks], [each[0] for each in limits])
    claims = [place for place, root in enumerate(root_of) if root in shown]
    claim_place = {claim: place for place, claim in enumerate(claims)}

    def at(kind: str, place: int) -> Target:
        return (kind, claim_place[place] if kind == "claim" else step_place[place])

    return found._replace(
        claims=[found.claims[place] for place in claims],
        pools=[[claim_place[each] for each in pool] for pool in found.pools if pool[0] in shown],
        attributed=[claim_place[each] for each in found.attributed if each in shown],
        theses=[claim_place[each] for each in found.theses if each in shown],
        cites=[(note, claim_place[one], kinds) for note, one, kinds in found.cites if one in inside],
        arguments=[found.arguments[step] for step in steps],
        argued_in=[claim_place[found.argued_in[step]] for step in steps],
        premises=[[claim_place[each] for each in found.premises[step]] for step in steps],
        argument_classes=[found.argument_classes[step] for step in steps],
        attacks=[(claim_place[one], *at(kind, place)) for one, kind, place in attacks],
        limits=[
            (claim_place[one], *at(kind, place), how, signal) for one, kind, place, how, signal in limits
        ],
    )


def to_json(bones: Bones) -> str:
    """``bones`` as compact JSON: ``[format, list, list …]`` in the order of their fields."""
    return json.dumps([FORMAT, *bones], ensure_ascii=False, separators=(",", ":"))


def from_json(text: str | bytes) -> Bones:
    """The bones that ``to_json`` wrote. Raises ValueError for another format."""
    found = json.loads(text)
    if not isinstance(found, list) or found[:1] != [FORMAT] or len(found) != len(Bones._fields) + 1:
        raise ValueError("these are not the bones of an evidence graph, or of another version")
    return Bones._make(found[1:])
