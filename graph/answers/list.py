"""What there is: lists of every kind of thing, each thing in full, and the data set at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from ..errors import UsageError, shown
from ..hints import did_you_mean
from ..model.entities import Dataset
from ..model.terms import STATUSES, Status
from .lists import LISTS, Listed, source_of
from .rows import text_of
from .selecting import selection

if TYPE_CHECKING:
    from ..evidence_graph.graph import EvidenceGraph, Node

_ELSEWHERE = {
    "sections": "`claimgraph todo --section X` names them",
    "gaps": "claimgraph gaps",
}
"""What is no list, and where it is."""
_RANKED = 20
"""Theses that the overview compares by how much lies below them; more would take too long."""


def listing(
    source: EvidenceGraph | Dataset,
    what: str,
    *,
    holder: str | None = None,
    about: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    note: str | int | None = None,
    section: str | None = None,
) -> Listed:
    """All claims, works, notes, actors, arguments, attacks, limits, stances or topics, in file order.

    ``holder``, ``about``, ``status`` and ``section`` ask for claims: the claims themselves, the
    arguments for them, the attacks and limits that start from them, the notes they cite, the works
    behind these notes, the actors who hold them, the topics they are about, the stances they show. Of
    stances, ``holder`` is the actor alone, without members or parts, and ``about`` the topic, or an
    actor whom the claims that show it are about.
    ``note`` asks for what cites it, or what is behind it. ``kind`` is the thing's own: kind of
    claim, form of note, type of work or actor, polarity, of limit, rebut or undercut; of an argument
    its conclusion's.

    Raises UsageError for a list or filter that does not exist, UnknownName with candidates.
    """
    if what not in LISTS:
        hint = _ELSEWHERE.get(what) or did_you_mean(what, LISTS) or f"there are: {', '.join(LISTS)}"
        raise UsageError(f'there is no list of "{shown(what)}"', hint)
    found = source_of(source)
    asked = selection(found.dataset, holder=holder, about=about, status=status, section=section, note=note)
    return LISTS[what](found, asked, kind)


class ThesisRow(TypedDict):
    """A thesis of the paper, with the number of endnotes anywhere below it (null: not counted).

    As written: without our reconstructions.
    """

    id: str
    text: str | None
    status: Status
    as_written: Status
    endnotes_below: int | None
    endnotes_below_as_written: int | None


class PaperRow(TypedDict):
    """The paper; ``by`` are the names of its authors."""

    id: str
    title: str | None
    authors: list[str]
    by: list[str]
    date: str | None


class Overview(TypedDict):
    """A data set at a glance."""

    paper: PaperRow
    counts: dict[str, int]
    statuses: dict[str, int]
    statuses_as_written: dict[str, int]
    theses: list[ThesisRow]


def overview(source: EvidenceGraph | Dataset) -> Overview:
    """What is in a data set, and its theses, those on which most evidence bears first."""
    from ..evidence_graph.classes import RECONSTRUCTION
    from ..evidence_graph.fixpoint import statuses
    from ..evidence_graph.leaning import leaning

    evidence = source_of(source).weighed()
    dataset = evidence.dataset
    status = statuses(evidence)
    written = leaning(evidence).as_written
    theses: list[ThesisRow] = [
        {
            "id": name,
            "text": dataset.claims[name].text,
            "status": status[name],
            "as_written": written[name],
            "endnotes_below": _notes_below(evidence, name) if place < _RANKED else None,
            "endnotes_below_as_written": _notes_below(evidence, name, ~RECONSTRUCTION)
            if place < _RANKED
            else None,
        }
        for place, name in enumerate(evidence.theses)
    ]
    theses.sort(key=lambda thesis: -(thesis["endnotes_below"] or 0))
    paper = dataset.paper
    counts = {
        "claims": len(dataset.claims),
        "arguments": sum(len(claim.supported_by) for claim in dataset.claims.values()),
        "attacks": len(dataset.attacks),
        "notes": len(dataset.endnotes),
        "works": len(dataset.works),
        "actors": len(dataset.actors),
        "topics": len(dataset.topics),
        "stances": len(dataset.stances),
    }
    held, as_written = list(status.values()), list(written.values())
    return {
        "paper": {
            "id": paper.id,
            "title": paper.title,
            "authors": list(paper.authors),
            "by": [dataset.actors[a].name if a in dataset.actors else a for a in paper.authors],
            "date": text_of(paper.date),
        },
        "counts": counts,
        "statuses": {each: held.count(each) for each in STATUSES if each in held},
        "statuses_as_written": {each: as_written.count(each) for each in STATUSES if each in as_written},
        "theses": theses,
    }


def _notes_below(evidence: EvidenceGraph, claim: str, classes: int = -1) -> int:
    """How many endnotes are anywhere below ``claim`` through arguments of ``classes``, as bits, alone."""
    met: set[Node] = {("claim", claim)}
    stack = list(met)
    kinds = evidence.argument_classes
    while stack:
        for node in evidence.support.predecessors(stack.pop()):
            left_out = node[0] == "argument" and kinds.get(str(node[1]), 0) & ~classes
            if node not in met and not left_out:
                met.add(node)
                stack.append(node)
    return sum(1 for kind, _ in met if kind == "note")
