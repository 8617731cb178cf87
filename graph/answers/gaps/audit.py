"""The audit: what an editor would want mended, each finding with its place and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from ...evidence_graph.graph import EvidenceGraph
from ...naming.closed import one_of
from ..supports import supports
from . import argument_checks, source_checks, time_checks, weight_checks
from .finding import GAP_KINDS, SEVERITIES, Gap

CHECKS: tuple[Callable[[EvidenceGraph], Iterator[Gap]], ...] = (
    weight_checks.no_sources,
    argument_checks.bare_facts,
    argument_checks.textless,
    argument_checks.only_reconstructed,
    source_checks.reports_without_notes,
    source_checks.notes_that_lead_nowhere,
    weight_checks.assertions_under_theses,
    weight_checks.single_sources,
    weight_checks.self_citations,
    source_checks.withdrawn_works,
    source_checks.weak_citations,
    source_checks.implicit_citations,
    argument_checks.circles,
    argument_checks.bare_quotations,
    source_checks.unused_notes,
    argument_checks.no_thesis,
    source_checks.anomalies,
    time_checks.late_evidence,
    time_checks.read_too_early,
    argument_checks.unanswered_objections,
)
"""One check a kind of finding, in the order in which those of a severity are listed."""


def gaps(
    evidence: EvidenceGraph,
    below: str | None = None,
    *,
    kinds: Collection[str] = (),
    severities: Collection[str] = (),
) -> list[Gap]:
    """Every finding of the audit, or of ``kinds`` and ``severities`` alone; with ``below`` in its trace.

    The gravest come first; those of a severity by kind, then in file order.

    Those in a trace are about its claims and arguments, the notes these cite and the works behind
    them. Raises UnknownName, also for a kind or severity that there is not.
    Time: near-linear in the data set, times the number of theses and works
    over the machine's word. Source: docs/semantics.md#gaps.
    """
    wanted = {one_of(each, GAP_KINDS, "kind of gap") for each in kinds} or GAP_KINDS
    levels = {one_of(each, SEVERITIES, "severity") for each in severities} or SEVERITIES
    found = [
        gap
        for check in CHECKS
        for gap in check(evidence)
        if gap["kind"] in wanted and gap["severity"] in levels
    ]
    found.sort(key=lambda gap: SEVERITIES.index(gap["severity"]))
    if below is None:
        return found
    trace = supports(evidence, below)
    within: set[str | int] = {
        *trace["claims"],
        *trace["arguments"],
        *map(int, trace["notes"]),
        *trace["works"],
    }
    against = {name for claim in trace["claims"].values() for name in claim["attacked_by"]}
    return [
        gap
        for gap in found
        if gap["id"] in within or (gap["kind"] == "unanswered objection" and gap["id"] in against)
    ]
