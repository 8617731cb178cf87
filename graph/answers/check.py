"""What is found in a data set beside the loader's own checks, at its place in the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import TypedDict

from ..errors import ClaimgraphError, Finding, Severity
from ..loading import Reading
from ..model.entities import Anomaly, Dataset
from .rows import oddity

if TYPE_CHECKING:
    from ..asking import Sources


class FindingRow(TypedDict):
    """A finding (see ``errors.Finding``) in ``check``."""

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str | None


def check(reading: Reading, *, shacl: bool = False, recorded: bool = False) -> list[FindingRow]:
    """All findings of a data set as it was read: the loader's; with ``recorded`` the paper's oddities.

    Also the passages that ``paper.txt``, the reader's own copy in the folder, does not hold; with
    ``shacl`` what the shapes of the vocabulary find. Raises ExtraMissing.
    """
    findings = [*reading.findings, *not_in_the_copy(reading), *(oddities(reading) if recorded else ())]
    if shacl:
        findings += shape_findings(reading)
    return rows_of(findings)


def rows_of(findings: Iterable[Finding]) -> list[FindingRow]:
    """``findings`` as the rows of an answer."""
    rows: list[Any] = [finding._asdict() for finding in findings]
    return rows


def rows_after_a_change(findings: Iterable[Finding]) -> list[FindingRow]:
    """``findings`` but for what is still to be looked at: that is no matter of the change."""
    return rows_of(finding for finding in findings if finding.code != "review")


def beside(sources: Sources) -> dict[str, Any]:
    """What the text of ``check`` says beside the findings: where they are, how many oddities there are."""
    return {"place": str(sources.folder), "oddities": len(oddities(sources.reading))}


def shape_findings(reading: Reading) -> list[Finding]:
    """What the SHACL shapes of the vocabulary find in a data set that has no error.

    A finding stands at the place of the claim, note, work, actor or topic whose fault it is.
    Raises ExtraMissing where pyshacl is not installed.
    """
    from ..rdf import validate_shapes

    if reading.dataset is None:
        return []
    found = validate_shapes(reading.dataset)
    return [_at(reading, id_, severity, "shape", message) for severity, id_, message, _ in found]


def not_in_the_copy(reading: Reading) -> list[Finding]:
    """The claims that stand on words which the copy in the folder does not hold, as an import left them.

    None where there is no copy, or one that is no text of this paper: ``verify`` says so.
    """
    from ..documents.own_copy import COPY

    files = {file for file, _ in reading.places.values()}
    copies = {Path(file).parent / COPY for file in files}
    if reading.dataset is None or len(copies) != 1 or not (copy := copies.pop()).is_file():
        return []
    from ..anchoring.verifying import verify
    from ..documents.reading import read_text

    try:
        found = verify(reading.dataset, read_text(copy))
    except ClaimgraphError:
        return []
    hint = "look whether the claim still says what the paper says, and where: docs/import.md"
    return sorted(
        _at(reading, claim["id"], "warning", "anchor", passage["detail"] or "")._replace(hint=hint)
        for claim in found["claims"]
        for passage in claim["passages"]
        if passage["status"] == "missing"
    )


def oddities(reading: Reading) -> list[Finding]:
    """The oddities of the paper that the data record, each at the place of what it belongs to."""
    if reading.dataset is None:
        return []
    found = [_at(reading, id_, "note", "oddity", oddity(odd)) for id_, odd in _recorded(reading.dataset)]
    return sorted(found, key=lambda finding: finding[:3])


def _recorded(dataset: Dataset) -> Iterator[tuple[str, Anomaly]]:
    yield from ((dataset.paper.id, odd) for odd in dataset.paper.anomalies)
    for work in dataset.works.values():
        yield from ((work.id, odd) for odd in work.anomalies)
    for claim in dataset.claims.values():
        yield from ((claim.id, odd) for odd in claim.anomalies)
    for note in dataset.endnotes.values():
        yield from ((f"note:{note.number}", odd) for odd in note.anomalies)


def _at(reading: Reading, id_: str, severity: str, code: str, message: str) -> Finding:
    file, (line, column) = reading.places.get(id_, ("", (1, 1)))
    return Finding(file, line, column, severity, code, f"{id_}: {message}")  # type: ignore[arg-type]
