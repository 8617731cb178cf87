"""The audit as a document that an editor can send to an author."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import TypedDict

from ..evidence_graph import EvidenceGraph, Node
from ..terms import Status
from ..tracing import statuses
from .acceptance import Label, acceptability
from .audit import gaps
from .finding import SEVERITIES, Gap, place_of
from .fragile import Fragility, fragility
from .withdrawal import GRADES

_NOTE_KINDS = frozenset(
    {"weak citation", "implicit citation", "unused note", "anomaly", "quotation without a note"}
)
_QUESTIONS = {
    "bare fact": "What shows this?",
    "assertion under theses": "What supports this? Much of the paper rests on it.",
    "single source": "Is there a source for this that is independent of the one it rests on?",
    "self-citation": "Is there a source for this other than your own work?",
    "circle": "Where does this circle begin: what supports it from outside?",
    "quotation without a note": "Where were these words said?",
    "evidence after the event": "Can what came later explain what came before?",
    "unanswered objection": "What do you answer to this objection, which you report?",
}
_FALLS: dict[Status, str] = {
    "unsupported": "falls",
    "asserted": "is left with assertion alone",
    "partly documented": "is left partly documented",
}


class PaperTitle(TypedDict):
    """The paper a report is about; authors by name."""

    id: str
    title: str | None
    authors: list[str]
    date: str | None


class ThesisReport(TypedDict):
    """A thesis, how it stands, and a sentence on what it hangs on."""

    id: str
    text: str | None
    holder: str | None
    place: str | None
    status: Status
    label: Label
    fragility: Fragility
    sentence: str


class Question(TypedDict):
    """A question to the author about ``id``, which says ``text``."""

    id: str | int
    text: str | None
    place: str | None
    question: str
    detail: str


class Report(TypedDict):
    """The answer of ``report``; ``notes`` (to fix) and ``questions`` (to the author) the gravest first."""

    schema: str
    paper: PaperTitle
    claim: str | None
    counts: dict[str, int]
    summary: list[str]
    theses: list[ThesisReport]
    notes: list[Gap]
    questions: list[Question]
    gaps: list[Gap]


def report(evidence: EvidenceGraph, claim: str | None = None, *, time_limit: float = 10.0) -> Report:
    """The audit of the paper, or of what lies below ``claim``, from the data alone.

    Theses come weakest first: by status, then by resilience, then in file order. All of them share
    ``time_limit`` (see ``fragility``). Raises UnknownName. Time: that of ``gaps`` and of
    ``fragility`` for every thesis.
    """
    dataset = evidence.dataset
    root = None if claim is None else evidence.representative(claim)
    found = gaps(evidence, root)
    status = statuses(evidence, below=root)
    labels = acceptability(evidence)
    label: dict[str, Label] = {}
    label.update(dict.fromkeys(labels["undecided"], "undecided"))
    label.update(dict.fromkeys(labels["in"], "in"))
    label.update(dict.fromkeys(labels["out"], "out"))
    names = [root] if root else [name for name in dataset.claims if _is_thesis(evidence, name)]
    deadline = monotonic() + time_limit
    theses = [_thesis(evidence, name, label[name], max(0.0, deadline - monotonic())) for name in names]
    theses.sort(key=lambda thesis: (GRADES.index(thesis["status"]), thesis["fragility"]["resilience"] or 0))
    grave_first = sorted(found, key=lambda gap: SEVERITIES.index(gap["severity"]))
    paper = dataset.paper
    return {
        "schema": "claimgraph/report/1",
        "paper": {
            "id": paper.id,
            "title": paper.title,
            "authors": [dataset.actors[a].name if a in dataset.actors else a for a in paper.authors],
            "date": str(paper.date) if paper.date else None,
        },
        "claim": root,
        "counts": dict(Counter(gap["kind"] for gap in found)),
        "summary": _summary(evidence, status, theses, found),
        "theses": theses,
        "notes": [gap for gap in grave_first if gap["kind"] in _NOTE_KINDS],
        "questions": [_question(evidence, gap) for gap in grave_first if gap["kind"] in _QUESTIONS],
        "gaps": found,
    }


def _is_thesis(evidence: EvidenceGraph, name: str) -> bool:
    return name in evidence.members and evidence.dataset.claims[name].kind == "thesis"


def _thesis(evidence: EvidenceGraph, name: str, label: Label, time_limit: float) -> ThesisReport:
    claim = evidence.dataset.claims[name]
    fragile = fragility(evidence, name, time_limit=time_limit)
    return {
        "id": name,
        "text": claim.text,
        "holder": evidence.dataset.holder(claim),
        "place": place_of(evidence, name),
        "status": fragile["status"],
        "label": label,
        "fragility": fragile,
        "sentence": sentence(evidence, fragile),
    }


def sentence(evidence: EvidenceGraph, fragile: Fragility) -> str:
    """What the status of a claim hangs on, in a sentence."""
    if fragile["status"] == "unsupported":
        return "Nothing supports it: its arguments run in circles."
    if fragile["status"] == "asserted":
        return "It rests on assertion alone: no work reaches it."
    cut: list[Node] = [("work", work) for work in fragile["smallest_withdrawal"]]
    falls = _FALLS[statuses(evidence, below=fragile["claim"], without=cut)[fragile["claim"]]]
    titles = [f"“{evidence.dataset.works[str(work)].title}”" for _, work in cut]
    if fragile["single_source"]:
        return f"Without {titles[0]} it {falls}: nothing else is offered."
    if len(cut) == 1:
        more = len(fragile["load_bearing"]) - 1
        return f"Without {titles[0]} it {falls}{f'; so with any of {more} more' if more else ''}."
    shown = ", ".join(titles) if len(titles) <= 3 else f"{titles[0]} and {len(titles) - 1} more"
    most = "at most " if not fragile["exact"] else ""
    return f"Only when {most}{len(cut)} works go together it {falls}: {shown}."


def _summary(
    evidence: EvidenceGraph, status: dict[str, Status], theses: list[ThesisReport], found: list[Gap]
) -> list[str]:
    counted = Counter(status.values())
    shares = ", ".join(f"{counted[grade]} {grade}" for grade in reversed(GRADES) if counted[grade])
    lines = [f"{_number(len(status), 'claim')}: {shares or 'nothing to weigh'}."]
    hanging = [thesis["id"] for thesis in theses if thesis["fragility"]["resilience"] == 1]
    if theses:
        share = "It hangs" if len(theses) == 1 else f"{len(hanging)} of {len(theses)} theses hang"
        if len(theses) > 1 or hanging:
            lines.append(f"{share} on one work.")
    defeated = [thesis["id"] for thesis in theses if thesis["label"] != "in"]
    if defeated:
        lines.append(f"With attacks counted, not all hold: {', '.join(defeated)}.")
    severe = sum(gap["severity"] == "high" for gap in found)
    lines.append(f"{_number(len(found), 'finding')}, {severe} of them grave." if found else "No findings.")
    return lines


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _question(evidence: EvidenceGraph, gap: Gap) -> Question:
    name = str(gap["id"])
    claim = evidence.dataset.claims.get(evidence.conclusion_of.get(name, name))
    return {
        "id": gap["id"],
        "text": claim.text if claim else None,
        "place": gap["place"],
        "question": _QUESTIONS[gap["kind"]],
        "detail": gap["detail"],
    }
