"""From one paper to what a store keeps of it: functions of one model, which every engine calls alike."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from typing_extensions import TypedDict

from ..answers.ranking import Ranked, ranking
from ..answers.withdraw import Weakened, withdraw
from ..errors import FileError
from ..evidence_graph.bones import bones
from ..evidence_graph.fixpoint import statuses
from ..evidence_graph.graph import EvidenceGraph, assembled
from ..files import read_bounded
from ..loading import CLAIMS, SOURCES
from ..model.entities import Dataset
from ..naming.searching import Kind, entries
from ..naming.words import words
from .keys import keys_of
from .models import MOST, Model, pack_bones, packed, unpacked
from .tables import SCHEMA

Thing: TypeAlias = tuple[str, str | int]
"""What can be withdrawn: its kind and its id."""
_CLAIMS: tuple[Kind, ...] = ("claim",)


class Changed(TypedDict):
    """A thesis whose status a withdrawal lowers."""

    thesis: str
    before: str
    after: str


class Fallen(TypedDict):
    """What a withdrawal does in one paper: claims lost and weakened, and the theses among them."""

    lost: list[str]
    weakened: list[Weakened]
    theses: list[Changed]


def digest_of(folder: Path) -> str:
    """What the two files in ``folder`` hold and the version of the store's tables, as a SHA-256."""
    found = hashlib.sha256()
    for name, end in ((CLAIMS, b"\0"), (SOURCES, b"\0")):
        try:
            found.update(read_bounded(os.path.join(folder, name), MOST))  # noqa: PTH118 - counts where nothing changed
        except FileError:
            found.update(b"\1")  # missing or unreadable, which loading says
        found.update(end)
    found.update(str(SCHEMA).encode())
    return found.hexdigest()


class Rows(NamedTuple):
    """All that a store keeps of one paper, as the columns of its tables, paper and number left out."""

    paper: str
    model: bytes
    bones: bytes
    claims: list[tuple[int, str, int, str, str | None, bool, str, str | None]]
    words: list[tuple[str, str, str]]
    works: list[tuple[int, str, str, str, int, int, int, int, str]]
    keys: list[tuple[str, str, int]]
    stances: list[tuple[int, str, str, str]]
    topics: list[tuple[str, str]]


def rows_of(dataset: Dataset) -> Rows:
    """What a store keeps of ``dataset``. Time: that of its evidence graph and its ranking."""
    found = bones(dataset)
    evidence = assembled(found)
    status = statuses(evidence)
    return Rows(
        paper=dataset.paper.id,
        model=packed(dataset),
        bones=pack_bones(found),
        claims=list(_claims(dataset, evidence, status)),
        words=list(words_of(dataset)),
        works=list(_works(dataset, evidence, status)),
        keys=[
            (kind, value, place)
            for place, work in enumerate(dataset.works.values())
            for kind, value in keys_of(work, dataset)
        ],
        stances=[
            (place, stance.actor, stance.topic, stance.polarity)
            for place, stance in enumerate(dataset.stances)
        ],
        topics=[(topic.id, topic.label) for topic in dataset.topics.values()],
    )


def _claims(
    dataset: Dataset, evidence: EvidenceGraph, status: Mapping[str, str]
) -> Iterator[tuple[Any, ...]]:
    place = {name: at for at, name in enumerate(dataset.claims)}
    for at, claim in enumerate(dataset.claims.values()):
        root = evidence.stands_for[claim.id]
        yield (
            at,
            claim.id,
            place[root],
            claim.kind,
            dataset.holder(claim),
            dataset.attributed(claim),
            status[root],
            claim.text,
        )


def words_of(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Of every claim the words it is found by: of its text; of its ids and holder; of what it is about."""
    for entry in entries(dataset, _CLAIMS, {}):
        columns: dict[float, list[str]] = {1.0: [], 0.5: [], 0.3: []}
        for weight, text in entry.fields:
            columns[weight] += words(text)
        yield " ".join(columns[1.0]), " ".join(columns[0.5]), " ".join(columns[0.3])


def _works(dataset: Dataset, evidence: EvidenceGraph, before: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    ranked = {row["works"][0]: row for row in ranking(evidence)}
    notes: dict[str, list[int]] = {}
    for number, behind in evidence.works_of.items():
        for name in behind:
            notes.setdefault(name, []).append(number)
    for at, work in enumerate(dataset.works.values()):
        row = ranked[work.id]
        drops = fallen(evidence, row["lost"], row["weakened"], before)
        yield (
            at,
            work.id,
            work.title,
            json.dumps(notes.get(work.id, []), separators=(",", ":")),
            row["theses_lost"],
            row["theses_weakened"],
            len(row["lost"]),
            len(row["weakened"]),
            json.dumps([drops["lost"], drops["weakened"], drops["theses"]], separators=(",", ":"))
            if row["lost"] or row["weakened"]
            else "",
        )


def fallen(
    evidence: EvidenceGraph,
    lost: list[str],
    weakened: list[Weakened],
    before: Mapping[str, str],
) -> Fallen:
    """What is lost and weakened, and the theses among them in file order."""
    after = dict.fromkeys(lost, "unsupported") | {each["claim"]: each["after"] for each in weakened}
    return {
        "lost": lost,
        "weakened": weakened,
        "theses": [
            {"thesis": name, "before": before[name], "after": after[name]}
            for name in evidence.theses
            if name in after
        ],
    }


def withdrawn(evidence: EvidenceGraph, things: Iterable[Thing]) -> Fallen:
    """What the withdrawal of ``things`` together does in the paper of ``evidence``."""
    answer = withdraw(evidence, things)
    return fallen(evidence, answer["lost"], answer["weakened"], statuses(evidence))


def status_rows(model: Model) -> list[tuple[str, str, str]]:
    """Of every claim of ``model``: the paper, its id, its status."""
    dataset = unpacked(model)
    evidence = assembled(bones(dataset))
    found = statuses(evidence)
    return [(dataset.paper.id, name, found[root]) for name, root in evidence.stands_for.items()]


def ranking_rows(model: Model) -> list[tuple[str, str, Ranked]]:
    """Of every work of ``model``: the paper, its id, what its withdrawal alone would do."""
    dataset = unpacked(model)
    evidence = assembled(bones(dataset))
    return [(dataset.paper.id, row["works"][0], row) for row in ranking(evidence)]


def gap_rows(model: Model) -> list[tuple[str, str, str, str]]:
    """Every finding of the audit of ``model``: the paper, its kind, what it is about, its detail."""
    from ..answers.gaps.audit import gaps
    from ..evidence_graph.graph import evidence

    dataset = unpacked(model)
    found = gaps(evidence(dataset))
    return [(dataset.paper.id, gap["kind"], str(gap["id"]), gap["detail"]) for gap in found]


def withdrawal_rows(model: Model, works: Iterable[str]) -> list[tuple[str, str, str]]:
    """What ``works`` together bring down in ``model``: the paper, each claim, its status after."""
    dataset = unpacked(model)
    found = withdrawn(assembled(bones(dataset)), [("work", work) for work in works])
    lost = [(dataset.paper.id, name, "unsupported") for name in found["lost"]]
    return lost + [(dataset.paper.id, each["claim"], each["after"]) for each in found["weakened"]]
