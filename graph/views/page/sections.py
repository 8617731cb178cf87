"""The page's other views as values for its template: endnotes, works, actors, stances, weak points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ...answers.gaps.audit import gaps
from ...answers.rows import oddity
from ...answers.stances import stances as sides
from ...answers.weak_points import WeakPoint, WeakThesis, harm_in_words, weak_points
from ...evidence_graph.classes import is_own
from ...evidence_graph.graph import EvidenceGraph
from ...model.entities import Dataset
from ...model.terms import Fit
from .content import holder_full, reference, web_address
from .outline import notes_using
from .picture import Picture
from .words import FORMS

Values = dict[str, Any]

MOST_THESES = 60
"""Theses whose weak points are told; that there are more is said."""
FITS: Mapping[Fit | None, str] = {"weak": "fits weakly", "none": "does not fit"}
"""How a citation fits, where that is worth a word."""


def _claims(evidence: EvidenceGraph, names: list[str]) -> list[Values]:
    claims = evidence.dataset.claims
    return [{"id": name, "text": claims[name].said, "holder": holder_full(evidence, name)} for name in names]


def endnotes(drawn: Picture) -> list[Values]:
    """All notes in order: the form printed, the works behind, oddities, the claims that use each."""
    evidence = drawn.evidence
    data = evidence.dataset
    users = notes_using(drawn)
    return [
        {
            "number": number,
            "label": note.label,
            "form": FORMS[note.form],
            "refers_to": note.refers_to,
            "works": [
                {
                    "id": name,
                    "reference": reference(evidence, data.works[name]),
                    "own": is_own(data.paper, data.works[name]),
                }
                for name in evidence.works_of[number]
            ],
            "locator": note.locator,
            "accessed": str(note.accessed) if note.accessed else None,
            "odd": [oddity(anomaly) for anomaly in note.anomalies],
            "claims": [
                {**claim, "fit": FITS.get(best_fit(evidence, claim["id"], number))}
                for claim in _claims(evidence, users[number])
            ],
        }
        for number, note in ((number, data.endnotes[number]) for number in drawn.notes)
    ]


def works(drawn: Picture) -> list[Values]:
    """The works, each as a reference with its notes."""
    evidence = drawn.evidence
    data = evidence.dataset
    behind: dict[str, list[int]] = {name: [] for name in drawn.works}
    for work, note in drawn.holds:
        behind[drawn.works[work]].append(drawn.notes[note])
    return [
        {
            "id": name,
            "reference": reference(evidence, data.works[name]),
            "url": web_address(data.works[name].url),
            "type": data.works[name].type,
            "own": is_own(data.paper, data.works[name]),
            "notes": behind[name],
            "odd": [oddity(anomaly) for anomaly in data.works[name].anomalies],
        }
        for name in drawn.works
    ]


def best_fit(evidence: EvidenceGraph, claim: str, note: int) -> Fit | None:
    """How a note fits a claim that cites it; of several citations the best, for one is enough."""
    found = [cite.fit for _, cite in evidence.citations(claim) if cite.note == note]
    return next((fit for fit in (None, "weak") if fit in found), "none")


def actors(evidence: EvidenceGraph) -> list[Values]:
    """Everybody, with how many claims each holds; the author's are held by every author."""
    data = evidence.dataset
    held = Counter(who for name in evidence.members for who in data.held_by(data.claims[name]))
    return [
        {
            "id": name,
            "name": actor.name,
            "type": actor.type,
            "author": name in data.paper.authors,
            "held": f"{held[name]} claim{'s' if held[name] > 1 else ''}" if held[name] else None,
        }
        for name, actor in data.actors.items()
    ]


def stances(drawn: Picture) -> Values:
    """The matrix of actors and topics, busiest first: the stances of each pair, with claims and notes."""
    evidence = drawn.evidence
    data = evidence.dataset
    taken = Counter(stance.topic for stance in data.stances)
    takers = Counter(stance.actor for stance in data.stances)
    topics = sorted(taken, key=lambda topic: -taken[topic])
    names = sorted(takers, key=lambda actor: -takers[actor])
    cells: dict[tuple[str, str], list[Values]] = {}
    for side in sides(data):
        cells.setdefault((side["actor"], side["topic"]), []).append(
            {
                "polarity": side["polarity"],
                "date": side["date"],
                "claims": _claims(evidence, [claim for claim in side["claims"] if claim in drawn.place]),
                "notes": side["endnotes"],
                "said_by": [named(data, who) for who in side["said_by"] if who != side["actor"]],
                "flags": side["flags"],
                "why": side["why"],
            }
        )
    return {
        "topics": [(t, data.topics[t].label if t in data.topics else t) for t in topics],
        "rows": [(a, named(data, a), [cells.get((a, t), []) for t in topics]) for a in names],
    }


def named(data: Dataset, actor: str) -> str:
    """The name of ``actor``; the id where there is none."""
    return data.actors[actor].name if actor in data.actors else actor


def weaknesses(drawn: Picture) -> list[Values]:
    """The theses with their weak points."""
    evidence = drawn.evidence
    data = evidence.dataset
    found = []
    for thesis in weak_points(evidence, drawn.claims[: min(drawn.theses, MOST_THESES)]):
        points = [
            {
                "kind": point["kind"],
                "what": weak_word(point),
                "answered": point["answered"],
                "on": point["on"],
                "id": point["id"],
                "text": data.works[point["id"]].title
                if point["kind"] == "one work"
                else data.claims[point["id"]].said,
                "holder": "" if point["kind"] == "one work" else holder_full(evidence, point["id"]),
            }
            for point in thesis["points"]
        ]
        found.append(
            {
                **_claims(evidence, [thesis["claim"]])[0],
                "status": thesis["status"],
                "say": _below_words(thesis),
                "without_source": thesis["claim"] in evidence.bare,
                "points": points,
            }
        )
    return found


def _below_words(thesis: WeakThesis) -> str:
    """How much bears on a thesis."""
    below, bare = thesis["below"], thesis["bare"]
    if not below:
        return (
            "No source: it is stated without note or argument."
            if bare
            else "Its own notes are all that bears on it."
        )
    claims = "1 claim bears" if below == 1 else f"{below} claims bear"
    return f"{claims} on it, {bare or 'none'} without a source."


def weak_word(point: WeakPoint) -> str:
    """What kind of weak point it is, in words."""
    if point["kind"] == "objection":
        return "an objection, answered" if point["answered"] else "an objection nobody answers"
    if point["kind"] == "limit":
        return f"limited by the author’s own {point['how']}"
    harm = point["damage"]
    if point["kind"] == "no source" and harm and (harm["theses_lost"] or harm["theses_weakened"]):
        return f"no source given; without it {harm_in_words(harm)}"
    return {
        "needed": "it falls without this, which has no source",
        "no source": "no source given",
        "one work": "hangs on one work",
    }[point["kind"]]


def weak_ids(weak: list[Values]) -> list[Values]:
    """The weak points as the page's script needs them: it knows the words of what they name."""
    return [
        {
            "id": thesis["id"],
            "say": thesis["say"],
            "points": [[point["id"], point["what"]] for point in thesis["points"]],
        }
        for thesis in weak
    ]


def gaps_by_kind(drawn: Picture) -> list[tuple[str, list[Values]]]:
    """What an editor would want mended, by kind; oddities stand with the notes, works and claims."""
    found: dict[str, list[Values]] = {}
    notes = set(drawn.notes)
    for gap in gaps(drawn.evidence):
        if gap["kind"] == "anomaly":
            continue
        claim = drawn.evidence.conclusion_of.get(str(gap["id"]), gap["id"])
        if claim in drawn.place or claim in notes:
            found.setdefault(gap["kind"], []).append(
                {"id": claim, "claim": claim in drawn.place, "detail": gap["detail"], "why": gap["why"]}
            )
    for kind, items in found.items():
        told = {item["detail"] for item in items}
        if len(told) == 1 and len(items) > 1:  # the same is said of all: once is enough
            found[kind] = [{**item, "detail": ""} for item in items]
    return list(found.items())
