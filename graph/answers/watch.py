"""``watch``: what every save of the two files has mended, broken and changed in the answers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from typing_extensions import TypedDict

from ..errors import Finding
from ..evidence_graph.graph import EvidenceGraph, evidence
from ..loading import CLAIMS, SOURCES, read
from ..model.terms import ClaimKind, Label, Status
from .check import FindingRow, rows_of
from .firmness import firmness
from .watching import Sleep, looks, settled, traces


class ChangedAnswer(TypedDict):
    """What a save changed for a claim: its status, or its acceptability; ``None`` where it was or is not."""

    claim: str
    kind: ClaimKind
    of: Literal["status", "acceptability"]
    before: str | None
    after: str | None


class Watched(TypedDict):
    """One line of ``watch``: what is new since the line before, what is mended, what answers changed.

    ``page`` is the file that was drawn anew; ``None`` while there is an error, and it is left as it was.
    """

    schema: str
    folder: str
    new: list[FindingRow]
    mended: list[FindingRow]
    answers: list[ChangedAnswer]
    errors: int
    warnings: int
    page: str | None


class Standing(NamedTuple):
    """What claims are and how they stand, by id."""

    kinds: Mapping[str, ClaimKind]
    status: Mapping[str, Status]
    labels: Mapping[str, Label]


class Seen(NamedTuple):
    """A data set as it was seen: its findings, and how claims stood when last it had no error."""

    findings: tuple[Finding, ...] = ()
    standing: Standing | None = None


def watch(
    folder: Path,
    draw: Callable[[EvidenceGraph], str] | None = None,
    *,
    times: Iterable[object] | None = None,
    sleep: Sleep = time.sleep,
) -> Iterator[Watched]:
    """The data set in ``folder`` as it is, and then what each change of its files does, without end.

    Findings are the same while they say the same, wherever their line has moved to. While there is an
    error the answers are those before it. ``draw`` is called with every evidence graph that can be
    made, and says which file it wrote; ``times`` are those at which to look.
    """
    files = (folder / CLAIMS, folder / SOURCES)
    seen: Seen | None = None
    known: object = None
    for _ in looks(folder, sleep) if times is None else times:
        if seen is not None and traces(files) == known:
            continue
        known = settled(files, sleep)
        reading = read(folder)
        graph = None if reading.dataset is None else evidence(reading.dataset)
        page = draw(graph) if draw and graph is not None else None
        now = Seen(tuple(reading.findings), _standing(graph) if graph else seen and seen.standing)
        yield {**_difference(seen or Seen(), now), "folder": str(folder), "page": page}
        seen = now


def _standing(graph: EvidenceGraph) -> Standing:
    firm = firmness(graph)
    kinds = {name: graph.dataset.claims[name].kind for name in firm.status}
    return Standing(kinds, firm.status, firm.labels)


def _difference(before: Seen, now: Seen) -> Watched:
    severities = Counter(finding.severity for finding in now.findings)
    return {
        "schema": "claimgraph/watch/1",
        "folder": "",
        "new": _without(now.findings, before.findings),
        "mended": _without(before.findings, now.findings),
        "answers": list(_changed(before.standing, now.standing)),
        "errors": severities["error"],
        "warnings": severities["warning"],
        "page": None,
    }


def _without(findings: Iterable[Finding], others: Iterable[Finding]) -> list[FindingRow]:
    """Those of ``findings`` that are not among ``others``, by what they say and of which file."""
    left = Counter(map(_saying, others))
    left_over: list[Finding] = []
    for finding in findings:
        if left[_saying(finding)]:
            left[_saying(finding)] -= 1
        else:
            left_over.append(finding)
    return rows_of(left_over)


def _saying(finding: Finding) -> tuple[str, ...]:
    return finding.file, finding.code, finding.message


def _changed(before: Standing | None, now: Standing | None) -> Iterator[ChangedAnswer]:
    """What answers are others, theses first, else in the order of the file, those that are gone last."""
    if before is None or now is None or before is now:
        return
    names = sorted(now.kinds, key=lambda name: now.kinds[name] != "thesis")
    names += [name for name in before.kinds if name not in now.kinds]
    for name in names:
        kind = now.kinds[name] if name in now.kinds else before.kinds[name]
        was, is_ = before.status.get(name), now.status.get(name)
        if was != is_:
            yield {"claim": name, "kind": kind, "of": "status", "before": was, "after": is_}
        label, after = before.labels.get(name), now.labels.get(name)
        if label != after and was is not None and is_ is not None:
            yield {"claim": name, "kind": kind, "of": "acceptability", "before": label, "after": after}
