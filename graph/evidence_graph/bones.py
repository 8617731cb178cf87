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


def to_json(bones: Bones) -> str:
    """``bones`` as compact JSON: ``[format, list, list …]`` in the order of their fields."""
    return json.dumps([FORMAT, *bones], ensure_ascii=False, separators=(",", ":"))


def from_json(text: str | bytes) -> Bones:
    """The bones that ``to_json`` wrote. Raises ValueError for another format."""
    found = json.loads(text)
    if not isinstance(found, list) or found[:1] != [FORMAT] or len(found) != len(Bones._fields) + 1:
        raise ValueError("these are not the bones of an evidence graph, or of another version")
    return Bones._make(found[1:])
