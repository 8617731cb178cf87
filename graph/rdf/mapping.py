"""From the model to RDF: every statement about a data set, as terms of canonical N-Quads."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence_graph.notes import works_of
from ..evidence_graph.restatements import pools
from .argumentation import attack, claim, limit, unclaimed
from .lexical import Statement, Term
from .minting import Minting, ours
from .namespaces import VOCABULARY
from .people import actor, stance, topic
from .sources import endnote, graph, paper, work

_OWN = f"<{VOCABULARY}"


def statements(minting: Minting, vocabulary: str = VOCABULARY) -> Iterator[Statement]:
    """All that the data set says. Some statements come twice. Time: linear in the data."""
    found = _statements(minting, vocabulary)
    return found if vocabulary == VOCABULARY else _renamed(found, vocabulary)


def _statements(minting: Minting, vocabulary: str) -> Iterator[Statement]:
    dataset = minting.dataset
    resolved = works_of(dataset)
    yield from graph(minting, vocabulary)
    yield from paper(dataset.paper, minting)
    for place, one in enumerate(dataset.actors.values(), 1):
        yield from actor(one, place, minting)
    for place, subject in enumerate(dataset.topics.values(), 1):
        yield from topic(subject, place, minting)
    for place, cited in enumerate(dataset.works.values(), 1):
        yield from work(cited, place, minting)
    for place, note in enumerate(dataset.endnotes.values(), 1):
        yield from endnote(note, place, resolved, minting)
    for place, asserted in enumerate(dataset.claims.values(), 1):
        yield from claim(asserted, place, resolved, minting)
    yield from _representatives(minting)
    for place, against in enumerate(dataset.attacks, 1):
        yield from attack(against, place, minting)
    for place, limiting in enumerate(dataset.limits, 1):
        yield from limit(limiting, limiting.kind, place, minting)
    for place, side in enumerate(dataset.stances, 1):
        yield from stance(side, place, minting)
    for place, sentences in enumerate(dataset.unclaimed, 1):
        yield from unclaimed(sentences, place, minting)
    for described in minting.shared.values():
        yield from described


def _representatives(minting: Minting) -> Iterator[Statement]:
    """Which claim stands for each claim and its restatements."""
    for id_, stands in pools(minting.dataset).stands_for.items():
        yield minting.named("claim", id_), ours("representative"), minting.named("claim", stands)


def _renamed(found: Iterator[Statement], vocabulary: str) -> Iterator[Statement]:
    """``found`` with our own terms in the namespace that was asked for."""
    for subject, predicate, object_ in found:
        yield subject, renamed(predicate, vocabulary), renamed(object_, vocabulary)


def renamed(term: Term, vocabulary: str) -> Term:
    """``term`` in the namespace ``vocabulary`` where it is one of ours, else as it is."""
    return f"<{vocabulary}{term[len(_OWN) :]}" if term.startswith(_OWN) and "/" not in term else term
