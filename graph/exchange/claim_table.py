"""CSV with a row a claim: what a spreadsheet, R or pandas wants of a data set.

Columns are those of ``list claims`` and everything else a claim has; several values in a cell are
divided by ``; ``, the joint premises of an argument by `` & ``. Cells that a spreadsheet would run
as formulas begin with an apostrophe (``cells``).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..answers.rows import sentences, text_of
from ..evidence_graph.fixpoint import statuses
from ..evidence_graph.graph import EvidenceGraph, evidence, holders
from ..model.entities import Claim, Dataset, Modality
from ..views.cells import csv_text

_COLUMNS = (
    "id",
    "text",
    "kind",
    "holder",
    "holders",
    "status",
    "quotation",
    *Modality.model_fields,
    "about",
    "date",
    "passages",
    "endnotes",
    "evidence_endnotes",
    "works",
    "arguments",
    "attacks",
    "limits",
    "restates",
    "anomalies",
)


def write_file(dataset: Dataset) -> str:
    """The table as a file that spreadsheets open: in UTF-8 for certain, and no date made of a locator."""
    return write(dataset, spreadsheet=True)


def write(dataset: Dataset, *, spreadsheet: bool = False) -> str:
    """All claims of ``dataset`` as CSV, in the order of the file, the restatements of a claim too."""
    graph = evidence(dataset)
    status = statuses(graph)
    targets: dict[str, list[str]] = {}
    limited: dict[str, list[str]] = {}
    for attack in dataset.attacks:
        targets.setdefault(attack.from_, []).append(attack.to)
    for limit in dataset.limits:
        limited.setdefault(limit.from_, []).append(f"{limit.kind}: {limit.to}")
    rows = (
        [
            *_own(dataset, claim, status[graph.stands_for[claim.id]]),
            *_evidence(graph, claim),
            targets.get(claim.id),
            limited.get(claim.id),
            claim.restates,
            [f"{odd.kind}: {odd.printed or ''}" for odd in claim.anomalies],
        ]
        for claim in dataset.claims.values()
    )
    return csv_text([_COLUMNS, *rows], spreadsheet=spreadsheet)


def _own(dataset: Dataset, claim: Claim, status: str) -> Iterator[object]:
    modality = claim.modality
    yield from (claim.id, claim.text, claim.kind, dataset.holder(claim), holders(dataset, claim), status)
    yield claim.quotation
    fields = Modality.model_fields
    yield from ((None,) * len(fields) if modality is None else (getattr(modality, f) for f in fields))
    yield from (claim.about, text_of(claim.date))
    yield [":".join(filter(None, (p.paragraph, sentences(p.sentences)))) for p in claim.passage]


def _evidence(graph: EvidenceGraph, claim: Claim) -> Iterator[object]:
    yield sorted({cite.note for cite in claim.cites})
    counting = sorted({cite.note for cite in claim.cites if graph.evidential(cite)})
    yield counting
    yield list(dict.fromkeys(work for number in counting for work in graph.works_of[number]))
    yield [" & ".join(argument.premises) for argument in claim.supported_by]
