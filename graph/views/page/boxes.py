"""The boxes of a drawing: what is written in each, and how large it is."""

from __future__ import annotations

from typing import NamedTuple

from ...evidence_graph.graph import EvidenceGraph
from .measure import Lines, breaks, right_to_left, width
from .picture import Picture, Sizes

WIDTH, WIDTH_THESIS = 248, 272
PAD, BAR = 10, 5
SIZE, LEADING = 13.0, 17
SIZE_THESIS, LEADING_THESIS = 14.5, 19
HEAD, FOOT = 16, 19
MOST_LINES = 7
NOTE = (46.0, 24.0)
WIDTH_WORK, SIZE_WORK, LEADING_WORK = 210, 11.5, 15


class ClaimBox(NamedTuple):
    """A claim's box: its broken text, its heading (who holds it, if not the author), its size."""

    text: str
    lines: Lines
    heading: str
    thesis: bool
    right_to_left: bool
    width: float
    height: float


class WorkBox(NamedTuple):
    """A work's box."""

    text: str
    lines: Lines
    width: float
    height: float


def claim_box(evidence: EvidenceGraph, claim: str) -> ClaimBox:
    """The box of the representative ``claim``."""
    shown = evidence.dataset.claims[claim]
    text = shown.said
    thesis = shown.kind == "thesis"
    wide = WIDTH_THESIS if thesis else WIDTH
    lines = breaks(
        text,
        wide - BAR - 2 * PAD - 1,
        SIZE_THESIS if thesis else SIZE,
        most=MOST_LINES,
        bold=thesis,
    )
    heading = holder_name(evidence, claim)
    height = 2 * PAD - 2 + len(lines.spans) * (LEADING_THESIS if thesis else LEADING) + FOOT
    return ClaimBox(
        text, lines, heading, thesis, right_to_left(text), wide, height + (HEAD if heading else 0)
    )


def holder_name(evidence: EvidenceGraph, claim: str) -> str:
    """Who holds ``claim``, as a box says it; nothing where it is the author."""
    if claim not in evidence.attributed:
        return ""
    data = evidence.dataset
    holder = data.holder(data.claims[claim]) or ""
    name = data.actors[holder].name if holder in data.actors else holder
    return fitting(name, WIDTH - BAR - 2 * PAD, 11.0, bold=True)


def fitting(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """As much of ``text`` as fits on one line, with an ellipsis if that is not all."""
    text = " ".join(text[:400].split())
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def work_box(title: str) -> WorkBox:
    """The box of a work."""
    lines = breaks(title, WIDTH_WORK - 2 * PAD, SIZE_WORK, most=2)
    return WorkBox(title, lines, WIDTH_WORK, 12 + max(1, len(lines.spans)) * LEADING_WORK)


def sizes(drawn: Picture) -> Sizes:
    """How large everything is that ``drawn`` can show."""
    claims = [claim_box(drawn.evidence, claim) for claim in drawn.claims]
    works = [work_box(drawn.evidence.dataset.works[work].title) for work in drawn.works]
    return Sizes(
        [(box.width, box.height) for box in claims],
        [NOTE] * len(drawn.notes),
        [(box.width, box.height) for box in works],
    )
