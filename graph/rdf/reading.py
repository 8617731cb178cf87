"""From RDF back to the model: the inverse of the mapping, which ignores what the mapping derives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from ..errors import FileError, UsageError
from ..model.entities import Dataset
from . import argumentation as arguing
from . import people, sources
from .asking import Asking, Fields
from .lexical import Term, own
from .minting import (
    ANOMALY_FIELDS,
    DERIVED_FROM,
    FORMERLY,
    HAS_TARGET,
    INDEX,
    LABEL,
    PART_OF,
    SOURCE,
    TITLE,
    WHY,
    ours,
)
from .source import Source, described

_INTENTS = {property_[1:-1]: label for label, property_ in arguing.INTENT_PROPERTIES.items()}


def read(source: Source, syntax: str | None, paper: str | None, vocabulary: str) -> Dataset:
    """The data set that ``source`` describes (``rdf.read_rdf``)."""
    asked = [Asking(graph, vocabulary) for graph in described(source, syntax)]
    found = [graph for graph in asked if graph.paper and paper in (None, graph.id(graph.paper))]
    if not found:
        what = "the RDF describes no paper" if paper is None else f"the RDF has no paper {paper!r}"
        raise FileError(what, "it needs a prov:Bundle that is derived from the paper")
    if len(found) > 1:
        ids = ", ".join(graph.id(graph.paper) for graph in found)
        raise UsageError(f"the RDF describes several papers: {ids}", "say which")
    try:
        return Dataset.model_validate(_dataset(found[0]))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise FileError(f"the RDF is no data set: {where}: {first['msg']}") from error


def _dataset(graph: Asking) -> Fields:
    notes = graph.all(own("biro", "BibliographicReference"))
    return {
        "paper": _paper(graph),
        "actors": _keyed(graph, people.AGENT, _actor),
        "topics": _keyed(graph, own("skos", "Concept"), _topic),
        "works": _keyed(graph, sources.EXPRESSION, _work, sources.WORK_TYPES["event"]),
        "endnotes": {graph.number(name): _endnote(graph, name) for name in notes},
        "claims": _keyed(graph, arguing.I_NODE, _claim),
        "attacks": [_attack(graph, name) for name in graph.all(arguing.CA_NODE)],
        "limits": [_limit(graph, name) for name in graph.all(ours("Limit"))],
        "stances": [_stance(graph, name) for name in graph.all(ours("Stance"))],
        "unclaimed": [_unclaimed(graph, name) for name in graph.all(ours("Unclaimed"))],
    }


def _keyed(
    graph: Asking, class_: Term, entity: Callable[[Asking, str], Fields], *more: Term
) -> dict[str, Fields]:
    """Entities by id; what has no index is only named by another entity, or is the paper."""
    names = graph.all(class_, *more)
    return {graph.id(name): _present(entity(graph, name)) for name in names if graph.one(name, INDEX)}


def _present(fields: Fields) -> Fields:
    return {field: value for field, value in fields.items() if value is not None}


def _paper(graph: Asking) -> Fields:
    name = graph.paper
    published = (("title", TITLE), ("language", sources.LANGUAGE), ("doi", sources.DOI), ("url", sources.URL))
    venue = next((value for value in graph.many(name, PART_OF)), None)
    return {
        "id": graph.id(name),
        "authors": graph.ids(name, sources.CREATOR),
        "publisher": graph.agent(graph.one(name, sources.PUBLISHER)),
        "venue": graph.one(venue, TITLE) if venue else None,
        "date": graph.date(name, sources.ISSUED, sources.DATE_PRINTED),
        "base": graph.one(graph.graph, ours("base")),
        "sections": [
            {"id": graph.id(part), "heading": graph.one(part, TITLE)}
            for part in graph.all(own("doco", "Section"))
        ],
        "anomalies": _anomalies(graph, name),
        "formerly": tuple(graph.many(name, FORMERLY)),
        **graph.texts(name, published),
    }


def _anomalies(graph: Asking, name: str) -> list[Fields]:
    return [graph.texts(found, ANOMALY_FIELDS) for found in graph.pointing_at(HAS_TARGET, name)]


def _work(graph: Asking, name: str) -> Fields:
    container, place = graph.one(name, PART_OF), graph.one(name, own("fabio", "hasPlaceOfPublication"))
    origin = graph.one(name, DERIVED_FROM)
    texts = (
        ("title", TITLE),
        ("type", ours("workType")),
        ("language", sources.LANGUAGE),
        ("url", sources.URL),
    )
    return {
        "id": graph.id(name),
        "creators": [graph.agent(value) for value in graph.many(name, sources.CREATOR)],
        "issuer": graph.agent(graph.one(name, own("bibo", "issuer"))),
        "publisher": graph.agent(graph.one(name, sources.PUBLISHER)),
        "container": graph.one(container, TITLE) if container else None,
        "place": graph.one(place, LABEL) if place else None,
        "date": graph.date(name, sources.ISSUED, sources.DATE_PRINTED),
        "derived_from": graph.id(origin) if origin else None,
        "secondary": graph.true(name, ours("secondary")),
        "review": tuple(graph.many(name, sources.UNREVIEWED)),
        "anomalies": _anomalies(graph, name),
        "formerly": tuple(graph.many(name, FORMERLY)),
        **graph.texts(name, (*texts, *sources.WORK_TEXTS)),
    }


def _endnote(graph: Asking, name: str) -> Fields:
    earlier = graph.one(name, ours("leansOn"))
    return {
        "number": graph.number(name),
        "label": graph.one(name, sources.LABEL_PRINTED),
        "form": graph.one(name, ours("form")) or "full",
        "refers_to": graph.number(earlier) if earlier else None,
        "works": graph.ids(name, own("biro", "references")),
        "locator": graph.one(name, sources.LOCATOR),
        "accessed": graph.date(name, ours("accessed"), ours("accessedPrinted")),
        "digest": graph.one(name, ours("digest")),
        "review": tuple(graph.many(name, sources.UNREVIEWED)),
        "anomalies": _anomalies(graph, name),
    }


def _actor(graph: Asking, name: str) -> Fields:
    fields: Fields = {field: [] for field in ("part_of", "member_of", "members", "holds_office")}
    for node in graph.pointing_at(people.STATED_BY, name):
        field = graph.one(node, people.STATED_AS) or ""
        lasted = {
            "from": graph.date(node, people.START, ours("startPrinted")),
            "to": graph.date(node, people.END, ours("endPrinted")),
        }
        body = graph.one(node, people.ORGANISATION)
        other = graph.one(node, people.MEMBER) if field == "members" else body
        if field == "holds_office":
            post = graph.one(node, people.ROLE) or ""
            held = {"office": graph.one(post, people.PREF_LABEL), "of": graph.id(body) if body else None}
            fields[field].append(held | lasted)
        elif field in fields:
            fields[field].append({"who": graph.id(other) if other else None, **lasted})
    return {
        "id": graph.id(name),
        "name": graph.one(name, people.NAME),
        "type": graph.one(name, ours("actorType")),
        "aliases": tuple(graph.many(name, people.ALIAS)),
        "unnamed": graph.true(name, ours("unnamed")),
        "formerly": tuple(graph.many(name, FORMERLY)),
        **fields,
    }


def _topic(graph: Asking, name: str) -> Fields:
    return {
        "id": graph.id(name),
        "label": graph.one(name, people.PREF_LABEL),
        "broader": graph.ids(name, own("skos", "broader")),
        "definition": graph.one(name, own("skos", "definition")),
        "formerly": tuple(graph.many(name, FORMERLY)),
    }


def _stance(graph: Asking, name: str) -> Fields:
    return {
        "actor": graph.id(graph.one(name, ours("stanceOf")) or ""),
        "topic": graph.id(graph.one(name, ours("stanceOn")) or ""),
        "polarity": graph.one(name, ours("polarity")),
        "date": graph.date(name, arguing.EVENT_DATE, sources.DATE_PRINTED),
        "claims": graph.ids(name, ours("shownByClaim")),
        "notes": graph.numbers(name, ours("shownByNote")),
        "why": graph.one(name, WHY),
    }


def _claim(graph: Asking, name: str) -> Fields:
    attribution, modality = graph.one(name, arguing.QUALIFIED), graph.one(name, ours("modality"))
    return {
        "id": graph.id(name),
        "text": graph.one(name, arguing.CLAIM_TEXT),
        "kind": graph.one(name, arguing.KIND) or "claim",
        "holder": _holder(graph, attribution) if attribution else None,
        "modality": _modality(graph, modality) if modality else None,
        "quotation": graph.true(name, ours("quotation")),
        "about": graph.ids(name, arguing.ABOUT),
        "date": graph.date(name, arguing.EVENT_DATE, sources.DATE_PRINTED),
        "passage": [_passage(graph, passage) for passage in graph.many(name, SOURCE)],
        "cites": [_citation(graph, node) for node in graph.pointing_at(arguing.CITING, name)],
        "supported_by": [_argument(graph, node) for node in graph.pointing_at(arguing.CONCLUSION, name)],
        "restates": graph.ids(name, arguing.RESTATES),
        "anomalies": _anomalies(graph, name),
        "formerly": tuple(graph.many(name, FORMERLY)),
    }


def _holder(graph: Asking, node: str) -> Fields:
    return {
        "who": graph.id(graph.one(node, arguing.AGENT) or ""),
        "to": graph.ids(node, ours("addressee")),
        "via": graph.ids(node, ours("reporter")),
        "or": graph.ids(node, ours("alternativeHolder")),
    }


def _modality(graph: Asking, node: str) -> Fields:
    return {"negated": graph.true(node, ours("negated")), **graph.texts(node, arguing.MODALITY_TEXTS)}


def _passage(graph: Asking, name: str) -> Fields:
    selector = graph.one(name, own("oa", "hasSelector")) or name

    def span(first: str, last: str) -> str | None:
        start, end = graph.one(selector, ours(first)), graph.one(selector, ours(last))
        return f"{start}-{end or start}" if start else None

    return {
        "paragraph": graph.one(selector, ours("paragraph")),
        "sentences": span("firstSentence", "lastSentence"),
        "words": span("firstWord", "lastWord"),
        "digest": graph.one(selector, ours("digest")),
    }


def _unclaimed(graph: Asking, name: str) -> Fields:
    passage = graph.one(name, SOURCE)
    return (_passage(graph, passage) if passage else {}) | {"reason": graph.one(name, ours("reason"))}


def _citation(graph: Asking, node: str) -> Fields:
    intent = graph.one(node, arguing.CHARACTERIZATION)
    texts = (("locator", sources.LOCATOR), ("fit", arguing.FIT), ("why", ours("why")))
    return {
        "note": graph.number(graph.one(node, arguing.CITED) or ""),
        "intent": _INTENTS.get(intent, intent) if intent else "cites as evidence",
        "scope": graph.one(node, arguing.SCOPE) or "sentence",
        **graph.texts(node, texts),
    }


def _argument(graph: Asking, node: str) -> Fields:
    return {
        "id": graph.id(node),
        "premises": graph.ids(node, arguing.PREMISE),
        "scheme": graph.one(node, ours("scheme")),
        "formerly": tuple(graph.many(node, FORMERLY)),
        **graph.texts(node, arguing.MADE),
    }


def _attack(graph: Asking, node: str) -> Fields:
    return _between(graph, node, arguing.CONFLICTING, arguing.CONFLICTED)


def _limit(graph: Asking, node: str) -> Fields:
    kind: Any = graph.one(node, ours("limitKind"))
    return _between(graph, node, arguing.LIMITING, arguing.LIMITED) | {"kind": kind}


def _between(graph: Asking, node: str, from_: Term, to: Term) -> Fields:
    ends = {"from": graph.id(graph.one(node, from_) or ""), "to": graph.id(graph.one(node, to) or "")}
    return ends | graph.texts(node, arguing.MADE)
