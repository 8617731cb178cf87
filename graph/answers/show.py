"""Everything about one thing: what ``show`` says of each kind (design section 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ..evidence_graph.notes import works_of
from ..model.entities import Dataset, Membership, Modality, Passage
from ..naming.resolving import resolve
from ..naming.searching import Kind
from .entries import (
    ActorEntry,
    ArgumentEntry,
    ClaimEntry,
    Entry,
    Limitation,
    ModalityRow,
    NoteEntry,
    PassageRow,
    TieRow,
    TopicEntry,
    WorkEntry,
)
from .lists import Source, source_of
from .rows import (
    actor_row,
    anomaly_rows,
    argument_row,
    citation_row,
    citing,
    note_row,
    notes_of_works,
    sentences,
    text_of,
    topic_row,
    work_row,
)
from .selecting import narrower

if TYPE_CHECKING:
    from ..asking import Sources
    from ..evidence_graph.graph import EvidenceGraph


def show(source: EvidenceGraph | Dataset, kind: Kind, name: str | int) -> Entry:
    """Everything about one claim, note, work, actor, argument or topic, by its id.

    A claim is the one that stands for its restatements, theirs pooled with it; the others are as
    in ``list``, with more. Raises UnknownName. Time: linear in the data set.
    """
    found: Source = source_of(source)
    kind, id_ = resolve(found.dataset, str(name), (kind,))
    if kind in ("claim", "argument"):
        found = found._replace(evidence=found.weighed())
    if kind == "note":
        return note_entry(found, int(id_))
    return _ENTRIES[kind](found, str(id_))


def claim_entry(source: Source, name: str) -> ClaimEntry:
    """The claim that stands for ``name``, with what its restatements cite, argue and attack.

    How firm it is: see ``firmness.Firm``. ``works`` are those behind its evidential citations;
    ``attacks`` names claims and arguments.
    """
    from ..evidence_graph.graph import holders
    from ..evidence_graph.leaning import leaning
    from .firmness import firm

    evidence, dataset = source.weighed(), source.dataset
    root = evidence.representative(name)
    weighed = firm(evidence, root)
    claim = dataset.claims[root]
    members = [dataset.claims[member] for member in evidence.members[root]]
    cited = list(evidence.citations(root))
    works = (w for _, c in cited if evidence.evidential(c) for w in evidence.works_of[c.note])
    arguments = evidence.arguments(root)
    leans = leaning(evidence, below=root)
    holder = claim.holder
    return {
        "id": root,
        "kind": "claim",
        "text": claim.text,
        "claim_kind": claim.kind,
        "holder": dataset.holder(claim),
        "holders": holders(dataset, claim),
        "status": weighed["status"],
        "as_written": leans.as_written[root],
        "leans_on": leans.leans_on[root],
        "endnotes": sorted({citation.note for _, citation in cited}),
        "citations": [citation_row(c.id, cite, evidential=evidence.evidential(cite)) for c, cite in cited],
        "works": _once(works),
        "passages": [_passage(member.id, passage) for member in members for passage in member.passage],
        "supported_by": arguments,
        "supports": _once(
            evidence.conclusion_of[argument]
            for argument, used in evidence.premises_of.items()
            if root in used
        ),
        "attacked_by": evidence.attackers(root),
        "attacks": [str(target[1]) for target in evidence.attack.successors(("claim", root))],
        "limited_by": _limits(source, lambda from_, to: to == root or to in arguments),
        "limits": _limits(source, lambda from_, to: from_ == root),
        "about": _once(subject for member in members for subject in member.about),
        "date": text_of(claim.date),
        "quotation": any(member.quotation for member in members),
        "modality": _modality(claim.modality),
        "addressees": list(holder.to) if holder else [],
        "other_readings": list(holder.or_) if holder else [],
        "restatements": [member.id for member in members if member.id != root],
        "anomalies": [row for member in members for row in anomaly_rows(member.anomalies)],
        "label": weighed["label"],
        "works_reaching": weighed["works_reaching"],
        "fragile": weighed["fragile"],
        "caveat": weighed["caveat"],
    }


def _modality(modality: Modality | None) -> ModalityRow | None:
    if modality is None:
        return None
    return {
        "hedge": modality.hedge,
        "condition": modality.condition,
        "negated": modality.negated,
        "scope": modality.scope,
    }


def _once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))


def _passage(claim: str, passage: Passage) -> PassageRow:
    return {
        "paragraph": passage.paragraph,
        "sentences": sentences(passage.sentences),
        "words": sentences(passage.words),
        "digest": passage.digest,
        "claim": claim,
    }


def _limits(source: Source, wanted: Callable[[str, str], bool]) -> list[Limitation]:
    stands_for = source.weighed().stands_for
    rows: list[Limitation] = []
    for limit in source.dataset.limits:
        from_, to = stands_for.get(limit.from_, limit.from_), stands_for.get(limit.to, limit.to)
        if wanted(from_, to):
            rows.append({"from": from_, "to": to, "kind": limit.kind, "signal": limit.signal})
    return rows


def argument_entry(source: Source, name: str) -> ArgumentEntry:
    """The argument ``name``, how it is made, and whether all its premises are supported."""
    from ..evidence_graph.fixpoint import statuses

    evidence = source.weighed()
    argument, conclusion = evidence.argument(name), evidence.argued_in[name]
    status = statuses(evidence)
    attackers = evidence.attack.predecessors(("argument", name))
    return {
        **argument_row(argument, conclusion),
        "kind": "argument",
        "signal": argument.signal,
        "scheme": argument.scheme,
        "by": argument.by,
        "confidence": argument.confidence,
        "supported": all(status[premise] != "unsupported" for premise in evidence.premises_of[name]),
        "undercut_by": [str(claim) for _, claim in attackers],
        "limited_by": _limits(source, lambda from_, to: to == name),
        "texts": _texts(source, (conclusion, *argument.premises)),
    }


def beside(sources: Sources) -> dict[str, Any]:
    """What the text of ``show`` needs beside the answer: the data set, and the folder with the copy."""
    return {"dataset": sources.dataset, "folder": sources.folder}


def note_entry(source: Source, number: int) -> NoteEntry:
    """Endnote ``number`` with the works it resolves to and the claims that cite it."""
    dataset = source.dataset
    works, last = works_of(dataset)
    claims = citing(dataset)[number]
    row = note_row(dataset.endnotes[number], works[number], last[number], claims)
    leaning = [note.number for note in dataset.endnotes.values() if note.refers_to == number]
    titles = {work: dataset.works[work].title for work in works[number] if work in dataset.works}
    return {
        **row,
        "kind": "note",
        "leaned_on_by": leaning,
        "digest": dataset.endnotes[number].digest,
        "titles": titles,
        "texts": _texts(source, claims),
    }


def work_entry(source: Source, name: str) -> WorkEntry:
    """The work ``name`` as it would be cited, its notes, and the claims they are cited for."""
    dataset = source.dataset
    work = dataset.works[name]
    behind = works_of(dataset).works
    notes = notes_of_works(behind).get(name, [])
    cited = set(notes)
    claims = [
        claim.id
        for claim in dataset.claims.values()
        if any(citation.note in cited and not citation.mentions for citation in claim.cites)
    ]
    return {
        **work_row(work, notes),
        "kind": "work",
        "container": work.container,
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.pages,
        "publisher": work.publisher,
        "place": work.place,
        "language": work.language,
        "doi": work.doi,
        "isbn": work.isbn,
        "url": work.url,
        "date_printed": work.date.printed if work.date else None,
        "derived_from": work.derived_from,
        "secondary": work.secondary,
        "claims": claims,
        "anomalies": anomaly_rows(work.anomalies),
        "texts": _texts(source, claims),
    }


def actor_entry(source: Source, name: str) -> ActorEntry:
    """The actor ``name``: ties to others, works made or issued, claims held, what is said about it."""
    dataset = source.dataset
    actor = dataset.actors[name]
    claims = dataset.claims.values()
    held = [claim.id for claim in claims if name in dataset.held_by(claim)]
    members = {tie.who for tie in actor.members}
    members.update(
        other.id
        for other in dataset.actors.values()
        if any(tie.who == name for tie in (*other.part_of, *other.member_of))
    )
    return {
        **actor_row(actor),
        "kind": "actor",
        "unnamed": actor.unnamed,
        "part_of": [_tie(tie) for tie in actor.part_of],
        "member_of": [_tie(tie) for tie in actor.member_of],
        "members": [other for other in dataset.actors if other in members],
        "holds_office": [
            {"office": o.office, "of": o.of, "from": text_of(o.from_), "to": text_of(o.to)}
            for o in actor.holds_office
        ],
        "works": [work.id for work in dataset.works.values() if name in (*work.creators, work.issuer)],
        "claims": held,
        "about": [claim.id for claim in claims if name in claim.about],
        "stances": [
            {"topic": stance.topic, "polarity": stance.polarity, "date": text_of(stance.date)}
            for stance in dataset.stances
            if stance.actor == name
        ],
        "texts": _texts(source, held),
    }


def _tie(tie: Membership) -> TieRow:
    return {"who": tie.who, "from": text_of(tie.from_), "to": text_of(tie.to)}


def topic_entry(source: Source, name: str) -> TopicEntry:
    """The topic ``name``: its place among the topics, the claims about it, the sides taken on it."""
    dataset = source.dataset
    below = narrower(dataset, name)
    claims = [claim.id for claim in dataset.claims.values() if name in claim.about]
    return {
        **topic_row(dataset.topics[name], claims),
        "kind": "topic",
        "definition": dataset.topics[name].definition,
        "narrower": [topic for topic in dataset.topics if topic in below and topic != name],
        "stances": [
            {"actor": stance.actor, "polarity": stance.polarity, "date": text_of(stance.date)}
            for stance in dataset.stances
            if stance.topic == name
        ],
        "texts": _texts(source, claims),
    }


def _texts(source: Source, claims: Iterable[str]) -> dict[str, str | None]:
    """Map each of ``claims`` to its text, for views that show more than ids."""
    known = source.dataset.claims
    return {claim: known[claim].text for claim in claims if claim in known}


_ENTRIES: dict[Kind, Callable[[Source, str], Entry]] = {
    "claim": claim_entry,
    "work": work_entry,
    "actor": actor_entry,
    "argument": argument_entry,
    "topic": topic_entry,
}
