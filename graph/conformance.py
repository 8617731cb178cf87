"""What the SHACL shapes find in a data set, at its place in the files."""

from __future__ import annotations

from pathlib import Path

from .errors import Finding
from .loading import read
from .rdf import validate_shapes


def check_shapes(folder: Path) -> list[Finding]:
    """Findings of the data set in ``folder`` and, where it has no error, of the vocabulary's shapes.

    A shape's finding stands at the place of the claim, note, work, actor or topic whose fault it
    is. Raises ExtraMissing where pyshacl is not installed.
    """
    reading = read(folder)
    findings = list(reading.findings)
    if reading.dataset is None:
        return findings
    for severity, id_, message, _focus in validate_shapes(reading.dataset):
        file, (line, column) = reading.places.get(id_, (str(folder / "claims.yaml"), (1, 1)))
        findings.append(Finding(file, line, column, severity, "shape", f"{id_}: {message}"))
    return findings
