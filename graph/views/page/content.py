"""Everything the page knows, as plain values for its script; short keys, absent where empty.

The keys are told in ``shape``; ``script/model.js`` reads them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import Any

from ...answers.rows import oddity
from ...answers.stances import stances
from ...evidence_graph.classes import is_own, is_uncheckable
from ...evidence_graph.graph import EvidenceGraph, holders
from ...evidence_graph.groups import GROUPS, group_of
from ...model.entities import Actor, Claim, Dataset, Endnote, Passage, Work
from ...model.terms import CLASSES, STATUSES
from ...naming.searching import SEARCHED, entries
from ..short_names import short_names
from .boxes import claim_box, work_box
from .firm import Standings
from .picture import Opposition, Picture
from .words import words

Record = dict[str, Any]


MOST_OF_A_NAME = 60
"""Characters of a work's name where there is room for two lines of it."""


def _full(**keys: Any) -> Record:
    """A record without the keys that hold nothing."""
    return {
        key: value
        for key, value in keys.items()
        if value is not None and value is not False and value not in ("", (), [], {})
    }


def content(drawn: Picture, stands: Standings, written: Standings | None = None) -> Record:
    """The page's data but for its opening view: records of claims, arguments, notes, works, actors.

    ``stands``: how each claim stands in the whole argument, of which ``drawn`` may be a part;
    ``written``: how it does without our reconstructions, if there are any.
    """
    evidence = drawn.evidence
    data = evidence.dataset
    things = {name: place for place, name in enumerate(things_of(data))}
    short, whole = short_names(data), short_names(data, MOST_OF_A_NAME)
    return {
        "words": words(),
        "paper": _full(
            id=data.paper.id,
            title=data.paper.title or data.paper.id,
            publisher=_name(evidence, data.paper.publisher),
            date=str(data.paper.date) if data.paper.date else None,
            url=web_address(data.paper.url),
            anomalies=[oddity(anomaly) for anomaly in data.paper.anomalies],
        )
        | {
            "authors": [_name(evidence, actor) for actor in data.paper.authors],
            "ids": list(data.paper.authors),
            "sections": [[section.id, section.heading] for section in data.paper.sections],
        },
        "things": list(things),
        "claims": [_claim(evidence, name, stands, written, things) for name in drawn.claims],
        "reasons": [
            _full(c=reason.conclusion, p=list(reason.premises), id=name, **_manner(evidence, reason.id))
            for reason, name in zip(drawn.reasons, _telling_ids(drawn), strict=True)
        ],
        "attacks": [_opposed(each) for each in drawn.attacks],
        "limits": [_opposed(each) for each in drawn.limits],
        "notes": [_note(evidence, data.endnotes[number]) for number in drawn.notes],
        "works": [_work(evidence, data.works[name], short[name], whole[name]) for name in drawn.works],
        "actors": {name: _actor(actor) for name, actor in data.actors.items()},
        "topics": {name: topic.label for name, topic in data.topics.items()},
        "broader": {name: list(topic.broader) for name, topic in data.topics.items() if topic.broader},
        "stances": [
            _full(
                a=side["actor"],
                t=side["topic"],
                y=side["polarity"],
                d=side["date"],
                c=[drawn.place[claim] for claim in side["claims"] if claim in drawn.place],
                n=side["endnotes"],
                by=side["said_by"],
                fl=side["flags"],
                why=side["why"],
            )
            for side in stances(data)
        ],
        **_to_find(drawn),
        "cites": [list(pair) for pair in drawn.cites],
        "holds": [list(pair) for pair in drawn.holds],
    }


def _to_find(drawn: Picture) -> Record:
    """What can be found in the page, with its words (``naming.searching``): after each weight its texts.

    0 is the text of the claim, -1 what it is named by; a text that stands there more than once is
    told once, in ``often``, and named by its place from 1. What the page has in a list is named by
    its place there.
    """
    data = drawn.evidence.dataset
    shown: dict[str, Collection[str | int]] = {"claim": drawn.place, "note": drawn.notes, "work": drawn.works}
    found = [entry for entry in entries(data, SEARCHED, {}) if entry.id in shown.get(entry.kind, (entry.id,))]
    counted = Counter(text for entry in found for _, text in entry.fields if text and text != entry.id)
    often = {text: place for place, text in enumerate((t for t, n in counted.items() if n > 1), 1)}
    things = {name: place for place, name in enumerate(things_of(data))}
    places: dict[str, Mapping[str, int]] = {
        "claim": {name: place for place, name in enumerate(drawn.claims)},
        "work": {name: place for place, name in enumerate(drawn.works)},
        "actor": things,
        "topic": things,
    }

    def told(kind: str, name: str | int, text: str) -> str | int:
        own = kind == "claim" and text == data.claims[str(name)].text
        return 0 if own else -1 if text == name else often.get(text, text)

    return {
        "often": list(often),
        "find": [
            [
                kind,
                [
                    [
                        places.get(kind, {}).get(str(entry.id), entry.id),
                        [
                            [_short(weight), *(told(kind, entry.id, text) for _, text in alike)]
                            for weight, alike in groupby(
                                [field for field in entry.fields if field[1]], key=lambda field: field[0]
                            )
                        ],
                    ]
                    for entry in of_a_kind
                ],
            ]
            for kind, of_a_kind in groupby(found, key=lambda entry: entry.kind)
        ],
    }


def _short(number: float) -> float:
    """``number`` as few digits tell it: 1 for 1.0."""
    return int(number) if number == int(number) else number


def things_of(data: Dataset) -> Iterable[str]:
    """Actors and topics by id, each once."""
    return dict.fromkeys((*data.actors, *data.topics))


def _telling_ids(drawn: Picture) -> list[str | None]:
    """The ids of arguments, but not of those that are their conclusion's id and place among its arguments."""
    counted: Counter[int] = Counter()
    ids: list[str | None] = []
    for reason in drawn.reasons:
        counted[reason.conclusion] += 1
        usual = f"{drawn.claims[reason.conclusion]}/{counted[reason.conclusion]}"
        ids.append(None if reason.id == usual else reason.id)
    return ids


def _opposed(each: Opposition) -> list[Any]:
    record: list[Any] = [each.source, int(each.on == "argument"), each.target]
    return record if each.kind == "attack" else [*record, each.kind]


def _name(evidence: EvidenceGraph, actor: str | None) -> str | None:
    known = evidence.dataset.actors
    return known[actor].name if actor in known else actor


def _claim(
    evidence: EvidenceGraph,
    name: str,
    stands: Standings,
    written: Standings | None,
    things: Mapping[str, int],
) -> Record:
    claim = evidence.dataset.claims[name]
    box = claim_box(evidence, name)
    standing = _standing(name, stands)
    as_written = _standing(name, written) if written else standing
    chain = holders(evidence.dataset, claim)
    others = [other for other in evidence.members[name] if other != name]
    record = _full(
        k=claim.kind if claim.kind != "claim" else None,
        h=evidence.dataset.holder(claim) if name in evidence.attributed else None,
        hs=chain if len(chain) > 1 else None,
        to=list(claim.holder.to) if claim.holder else None,
        alt=list(claim.holder.or_) if claim.holder else None,
        head=box.heading if box.heading != holder_full(evidence, name) else None,
        **standing,
        quote=claim.quotation,
        mod=modality_text(claim),
        d=str(claim.date) if claim.date else None,
        cites=[
            _full(
                n=citation.note,
                i=citation.intent if citation.intent != "cites as evidence" else None,
                l=citation.locator,
                sc=citation.scope if citation.scope != "sentence" else None,
                f=citation.fit,
                why=citation.why,
                off=not evidence.evidential(citation),
            )
            for _, citation in evidence.citations(name)
        ],
        at=[_passage(passage) for passage in claim.passage],
        again=[_restated(evidence, other, things) for other in others],
        own=_notes_of(claim) if others else None,
        about=_about(claim, things),
        hb=_other_author(evidence, name),
        odd=[oddity(anomaly) for anomaly in claim.anomalies],
        old=list(claim.formerly),
        cut=box.lines.cut,
        rtl=box.right_to_left,
    )
    # The text's lines are told by where each starts and how long it is.
    record["b"] = [box.height, *(edge for start, end in box.lines.spans for edge in (start, end - start))]
    record["t"] = box.text
    if as_written != standing:
        record["w"] = as_written
    record["id"] = name
    return record


def _standing(name: str, stands: Standings) -> Record:
    status, label = stands.firm.status[name], stands.firm.labels[name]
    return _full(
        s=status if status != "documented" else None,
        lab=label if label != "in" else None,
        m=stands.firm.caveats[name],
        bare=name in stands.bare,
        ln=[
            [CLASSES.index(lean["on"]), STATUSES.index(lean["without"])]
            for lean in stands.leans_on[name]
            if lean["on"] != "reconstructions"
        ],
    )


def holder_full(evidence: EvidenceGraph, claim: str) -> str:
    """The whole name of who holds ``claim``, where that is not the author."""
    if claim not in evidence.attributed:
        return ""
    data = evidence.dataset
    return _name(evidence, data.holder(data.claims[claim])) or ""


def _restated(evidence: EvidenceGraph, name: str, things: Mapping[str, int]) -> Record:
    claim = evidence.dataset.claims[name]
    return _full(
        t=claim.said,
        at=[_passage(passage) for passage in claim.passage],
        k=claim.kind if claim.kind != "claim" else None,
        about=_about(claim, things),
        n=_notes_of(claim),
        hb=_other_author(evidence, name),
    ) | {"id": name}


def _about(claim: Claim, things: Mapping[str, int]) -> list[int]:
    return [things[subject] for subject in claim.about if subject in things]


def _notes_of(claim: Claim) -> list[int]:
    return list(dict.fromkeys(citation.note for citation in claim.cites))


def _other_author(evidence: EvidenceGraph, name: str) -> str | None:
    """Which author holds a claim, if it is not the first."""
    data = evidence.dataset
    holder = data.holder(data.claims[name])
    return holder if holder in data.paper.authors[1:] else None


def _passage(passage: Passage) -> list[Any]:
    record: list[Any] = [passage.paragraph, *(passage.sentences or (0, 0))]
    return [*record, passage.digest] if passage.digest else record


def modality_text(claim: Claim) -> str | None:
    """How strongly and how widely the claim is made, in words."""
    if claim.modality is None:
        return None
    parts = [
        f"hedged: {claim.modality.hedge}" if claim.modality.hedge else "",
        f"on condition: {claim.modality.condition}" if claim.modality.condition else "",
        f"scope: {claim.modality.scope}" if claim.modality.scope else "",
        "negated" if claim.modality.negated else "",
    ]
    return "; ".join(part for part in parts if part) or None


def _manner(evidence: EvidenceGraph, argument: str) -> Record:
    claims = evidence.dataset.claims
    for member in evidence.members[evidence.conclusion_of[argument]]:
        for each in claims[member].supported_by:
            if each.id == argument:
                return {"sig": each.signal, "sch": each.scheme, "by": each.by, "conf": each.confidence}
    return {}


def _note(evidence: EvidenceGraph, note: Endnote) -> Record:
    return _full(
        f=note.form if note.form != "full" else None,
        lb=note.label,
        r=note.refers_to,
        via=evidence.resolved_via[note.number],
        w=list(evidence.works_of[note.number]),
        l=note.locator,
        acc=str(note.accessed) if note.accessed else None,
        odd=[oddity(anomaly) for anomaly in note.anomalies],
    ) | {"n": note.number}


def _work(evidence: EvidenceGraph, work: Work, short: str, whole: str) -> Record:
    return _full(
        y=work.type,
        g=GROUPS.index(group_of(work)) or None,
        sn=short,
        wn=whole if "…" in short else None,
        by=[_name(evidence, maker) for maker in work.creators],
        makers=[maker for maker in (*work.creators, work.issuer) if maker in evidence.dataset.actors],
        iss=_name(evidence, work.issuer),
        own=is_own(evidence.dataset.paper, work),
        nc=is_uncheckable(work),
        d=str(work.date) if work.date else None,
        cite=reference(evidence, work),
        u=web_address(work.url) or _resolver(work.doi),
        odd=[oddity(anomaly) for anomaly in work.anomalies],
        b=[edge for start, end in work_box(work.title).lines.spans for edge in (start, end - start)],
        cut=work_box(work.title).lines.cut,
    ) | {"id": work.id, "t": work.title}


def _resolver(written: str | None) -> str | None:
    """The address that leads to what a DOI names, however that is written."""
    if not written:
        return None
    from urllib.parse import quote

    from ...model.identifiers import doi

    return f"https://doi.org/{quote(doi(written) or '', safe='/:;()')}" if doi(written) else None


def reference(evidence: EvidenceGraph, work: Work) -> str:
    """A work as a reference in one line: makers, title, container, place and publisher, date."""
    makers = ", ".join(_name(evidence, maker) or "" for maker in work.creators) or _name(
        evidence, work.issuer
    )
    parts: Iterable[str | None] = (
        makers,
        f"“{work.title}”",
        work.container,
        f"vol. {work.volume}" if work.volume else None,
        f"no. {work.issue}" if work.issue else None,
        work.place,
        _name(evidence, work.publisher),
        (work.date.printed or work.date.is_) if work.date else None,
        f"pp. {work.pages}" if work.pages else None,
    )
    return ", ".join(part for part in parts if part)


def web_address(address: str | None) -> str | None:
    """``address`` if it is one that a page may link to: http or https, without spaces or quotes."""
    if address and address.lower().startswith(("http://", "https://")):
        return address if not any(char.isspace() or char in "\"'<>`" for char in address) else None
    return None


def _actor(actor: Actor) -> Record:
    return _full(
        y=actor.type,
        al=list(actor.aliases),
        of=[
            *(f"{office.office}{f' of {office.of}' if office.of else ''}" for office in actor.holds_office),
        ],
        un=actor.unnamed,
        old=list(actor.formerly),
    ) | {"n": actor.name}
