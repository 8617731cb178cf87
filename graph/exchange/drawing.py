"""SVG: the whole argument as a map, or the case for one claim as a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.entities import Dataset


def write(dataset: Dataset, *, case: str | None = None) -> str:
    """The argument of ``dataset``, or the case for the claim ``case``. Raises UnknownName."""
    if case is None:
        from . import svg

        return svg.write(dataset)
    from ..evidence_graph.graph import evidence
    from . import case_svg

    return case_svg.write(evidence(dataset), case)
