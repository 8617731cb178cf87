"""The audit as a document that an editor can send to an author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import NamedTuple

from typing_extensions import TypedDict

from ..evidence_graph.fixpoint import statuses
from ..evidence_graph.graph import EvidenceGraph, Node
from ..model.terms import GRADES, STATUSES, Caveat, Label, Status
from ..weighing.levels import Damage, damages
from .firmness import Firmness, firmness
from .fragility import Fragility, Outline, fragility, outline, outlined
from .gaps.audit import gaps
from .gaps.finding import SEVERITIES, Gap, place_of
from .weak_points import WeakPoint, weak_points

_NOTE_KINDS = frozenset(
    {
        "withdrawn work",
        "no text",
        "weak citation",
        "implicit citation",
        "unused note",
        "anomaly",
        "quotation without a note",
        "note that leads nowhere",
        "accessed before it existed",
    }
)
_PATIENCE = 1.0  # seconds beyond the limit in which theses are still weighed one by one, by plain bounds
_QUESTIONS = {
    "no source": "What could a reader check of this?",
    "report without a note": "Where was this said?",
    "bare fact": "What shows this?",
    "assertion under theses": "What supports this? Theses fall with it.",
    "single source": "Is there a source for this that is independent of the one it rests on?",
    "self-citation": "Is there a source for this other than your own work?",
    "circle": "Where does this circle begin: what supports it from outside?",
    "quotation without a note": "Where were these words said?",
    "evidence after the event": "Can what came later explain what came before?",
    "unanswered objection": "What do you answer to this objection, which you report?",
}
_FALLS: dict[Status, tuple[str, str]] = {
    "unsupported": ("it falls", "does it fall"),
    "asserted": ("it is left with assertion alone", "is it left with assertion alone"),
    "partly documented": ("it is left partly documented", "is it left partly documented"),
}
"""What becomes of a claim; the second after *only when*."""


class PaperTitle(TypedDict):
    """The paper a report is about; authors by name."""

    id: str
    title: str | None
    authors: list[str]
    date: str | None


class ThesisReport(TypedDict):
    """A thesis, or the claim asked about; how it stands, a sentence on what it hangs on, weak points."""

    id: str
    thesis: bool
    text: str | None
    holder: str | None
    place: str | None
    status: Status
    label: Label
    fragility: Fragility
    sentence: str
    caveat: Caveat | None
    weak_points: list[WeakPoint]


class Question(TypedDict):
    """The questions to the author about ``id``, which says ``text``, and what calls for them."""

    id: str | int
    text: str | None
    place: str | None
    question: str
    detail: str
    mend: str


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
    """The audit of the paper, or of ``claim`` and what lies below it, from the data alone.

    Theses come weakest first: by status, then by resilience, then in file order. The whole answer
    shares ``time_limit``: theses whose turn comes after it are weighed by plain bounds, and a second
    later by what is known of all claims at once (``outlined``), which the summary says;
    these have no weak points. Raises
    UnknownName. Time: near-linear, the limit, and what one thesis takes.
    """
    deadline = monotonic() + time_limit
    dataset = evidence.dataset
    root = None if claim is None else evidence.representative(claim)
    found = gaps(evidence, root)
    status = statuses(evidence, below=root)
    firm = firmness(evidence)
    names = [name for name in dataset.claims if name == root or _is_thesis(evidence, name, status)]
    weighed = _weighed(evidence, names, deadline)
    in_time = [name for name in names if weighed[name].in_time]
    weak = {thesis["claim"]: thesis["points"] for thesis in weak_points(evidence, in_time)}
    theses = [_thesis(evidence, name, firm, weak.get(name, []), weighed[name].fragility) for name in names]
    theses.sort(key=lambda thesis: (GRADES.index(thesis["status"]), thesis["fragility"]["resilience"] or 0))
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
        "notes": [gap for gap in found if gap["kind"] in _NOTE_KINDS],
        "questions": _questions(evidence, found),
        "gaps": found,
    }


def _is_thesis(evidence: EvidenceGraph, name: str, within: Mapping[str, Status]) -> bool:
    return name in within and evidence.dataset.claims[name].kind == "thesis"


class _Weighed(NamedTuple):
    fragility: Fragility
    in_time: bool


def _weighed(evidence: EvidenceGraph, names: list[str], deadline: float) -> dict[str, _Weighed]:
    """How fragile each of ``names`` is, as exactly as the time allows."""
    found: dict[str, _Weighed] = {}
    known: Outline | None = None
    for name in names:
        left = deadline - monotonic()
        if left > -_PATIENCE:
            found[name] = _Weighed(fragility(evidence, name, time_limit=max(0.0, left)), True)
        else:
            known = known or outline(evidence)
            found[name] = _Weighed(outlined(evidence, name, known), False)
    return found


def _thesis(
    evidence: EvidenceGraph, name: str, firm: Firmness, weak: list[WeakPoint], fragile: Fragility
) -> ThesisReport:
    claim = evidence.dataset.claims[name]
    return {
        "id": name,
        "thesis": claim.kind == "thesis",
        "text": claim.text,
        "holder": evidence.dataset.holder(claim),
        "place": place_of(evidence, name),
        "status": fragile["status"],
        "label": firm.labels[name],
        "fragility": fragile,
        "sentence": sentence(evidence, fragile),
        "caveat": firm.caveats[name],
        "weak_points": weak,
    }


def sentence(evidence: EvidenceGraph, fragile: Fragility) -> str:
    """What the status of a claim hangs on, in a sentence."""
    if fragile["status"] == "unsupported":
        return "Nothing supports it: its arguments run in circles."
    if fragile["status"] == "asserted":
        return "It rests on assertion alone: no work reaches it."
    cut, after = fragile["smallest_withdrawal"], fragile["lowered_to"]
    if after is None:
        return "No withdrawal of works lowers its status."
    falls, does_it = _FALLS[after]
    titles = [f"“{evidence.dataset.works[work].title}”" for work in cut]
    if fragile["single_source"]:
        return f"Without {titles[0]} {falls}: no other work is offered."
    if len(cut) == 1:
        more = len(fragile["load_bearing"]) - 1
        so = f"; any of {more} more would lower it too" if more > 1 else ""
        so = "; one more would lower it too" if more == 1 else so
        return f"Without {titles[0]} {falls}{so}."
    shown = ", ".join(titles) if len(titles) <= 3 else f"{titles[0]} and {len(titles) - 1} more"
    bounds = fragile["resilience_bounds"]
    number = f"{len(cut)}"
    if bounds and bounds["least"] < bounds["most"]:
        number = f"at least {bounds['least']}, at most {bounds['most']}"
    return f"Only when {number} works go together {does_it}: {shown}."


def _summary(
    evidence: EvidenceGraph, status: dict[str, Status], theses: list[ThesisReport], found: list[Gap]
) -> list[str]:
    counted = Counter(status.values())
    shares = _shares(counted)
    lines = [f"{_number(len(status), 'claim')}: {shares or 'nothing to weigh'}."]
    if evidence.without:
        lines.insert(0, f"Without {', '.join(evidence.without)}, as though never written down.")
    if theses and not evidence.without:
        written = Counter(thesis["fragility"]["as_written"] for thesis in theses)
        now = Counter(thesis["status"] for thesis in theses)
        lines.append(
            f"Of {len(theses)} {'thesis' if len(theses) == 1 else 'theses'}: {_shares(now)}; "
            f"as written, without our reconstructions: {_shares(written)}."
        )
    hanging = [thesis for thesis in theses if thesis["fragility"]["resilience"] == 1]
    only = sum(thesis["fragility"]["single_source"] is not None for thesis in hanging)
    if len(theses) > 1:
        of = "claims shown" if any(not thesis["thesis"] for thesis in theses) else "theses"
        lose = "loses its" if len(hanging) == 1 else "lose their"
        more = f" ({only} of them {'has' if only == 1 else 'have'} no other)" if only else ""
        lines.append(f"{len(hanging)} of {len(theses)} {of} {lose} status with one work{more}.")
    elif hanging:
        lines.append(f"It loses its status with one work{', the only one that reaches it' if only else ''}.")
    unsure = sum(not thesis["fragility"]["exact"] for thesis in theses)
    if unsure:
        lines.append(
            f"Of {_number(unsure, 'claim')} only bounds are given: the time was over (--time-limit)."
        )
    shaken = [f"{thesis['id']} ({thesis['label']})" for thesis in theses if thesis["label"] != "in"]
    if shaken:
        lines.append(f"With attacks counted, not all hold: {', '.join(shaken)}.")
    severe = sum(gap["severity"] == "high" for gap in found)
    lines.append(f"{_number(len(found), 'finding')}, {severe} of them grave." if found else "No findings.")
    return lines


def _shares(counted: Counter[Status]) -> str:
    return ", ".join(f"{counted[grade]} {grade}" for grade in STATUSES if counted[grade])


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _questions(evidence: EvidenceGraph, found: Iterable[Gap]) -> list[Question]:
    """What ``found`` asks the author, each thing once, what does most damage first.

    Not asked: what the paper says of itself in its title and lead and rests nothing on; own works
    beside which others carry the claim; objections to what others hold.
    """
    asked: dict[str | int, list[Gap]] = {}
    for gap in found:
        if gap["kind"] not in _QUESTIONS or _is_idle(evidence, gap):
            continue
        before = asked.setdefault(gap["id"], [])
        covered = {"assertion under theses", "no source"}.intersection(b["kind"] for b in before)
        if gap["kind"] != "bare fact" or not covered:
            before.append(gap)  # else it is asked for already what supports it
    claims: list[Node] = [("claim", name) for name in evidence.members if name in asked]
    damage = damages(evidence, claims)

    def gravity(id_: str | int) -> tuple[int, tuple[int, ...]]:
        harm = damage.get(("claim", id_), Damage())
        return min(SEVERITIES.index(gap["severity"]) for gap in asked[id_]), tuple(-part for part in harm)

    return [_question(evidence, id_, asked[id_]) for id_ in sorted(asked, key=gravity)]


def _is_idle(evidence: EvidenceGraph, gap: Gap) -> bool:
    if gap["kind"] in ("self-citation", "unanswered objection"):
        return gap["severity"] == "low"
    return gap["kind"] == "bare fact" and _is_frame(evidence, str(gap["id"]))


def _is_frame(evidence: EvidenceGraph, claim: str) -> bool:
    """Whether ``claim`` stands in the title and lead alone, and nothing rests on it."""
    passages = [p for name in evidence.members[claim] for p in evidence.dataset.claims[name].passage]
    rests = any(True for _ in evidence.support.successors(("claim", claim)))
    return bool(passages) and not rests and all(p.paragraph == "0" for p in passages)


def _question(evidence: EvidenceGraph, id_: str | int, gaps: list[Gap]) -> Question:
    claim = evidence.dataset.claims.get(evidence.conclusion_of.get(str(id_), str(id_)))
    return {
        "id": id_,
        "text": claim.text if claim else None,
        "place": gaps[0]["place"],
        "question": " ".join(dict.fromkeys(_QUESTIONS[gap["kind"]] for gap in gaps)),
        "detail": "; ".join(dict.fromkeys(gap["detail"] for gap in gaps)),
        "mend": gaps[0]["mend"],
    }
