"""Finding claims, works, actors, topics and notes by words, tolerant of typing errors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, NotRequired, TypeAlias

from typing_extensions import TypedDict

from ..errors import UsageError
from ..evidence_graph.notes import works_of
from ..model.entities import Actor, Claim, Dataset, Endnote, Topic, Work
from .words import likeness, words

Kind: TypeAlias = Literal["claim", "work", "actor", "topic", "note", "argument"]
SEARCHED: tuple[Kind, ...] = ("claim", "work", "actor", "topic", "note")
"""The kinds that have words to be searched, in the order in which equals are listed."""

_WHOLE_ID = 0.25
"""What a claim gains when every word of its id was asked for; in proportion when some were."""


class Hit(TypedDict):
    """One thing found: ``text`` is its own words or its name; ``score`` falls down the list.

    Of a claim also its holder, and whether that is another than the paper's author.
    """

    kind: Kind
    id: str | int
    text: str | None
    score: float
    holder: NotRequired[str | None]
    attributed: NotRequired[bool]


class _Entry(NamedTuple):
    """A thing and its words: a field counts by its weight, the id first of all."""

    kind: Kind
    id: str | int
    text: str | None
    fields: tuple[tuple[float, str], ...]


def search(dataset: Dataset, query: str, kinds: Collection[Kind] = SEARCHED) -> list[Hit]:
    """Everything in which every word of ``query`` occurs, best first.

    A word occurs where it is written, begun (three letters suffice) or mistyped by at most one
    letter; in the id it counts most, then in the text or title, then in the names of holders,
    makers and publishers. Equals keep the order of the files.

    Raises UsageError for an empty query. Time: linear in the text searched, but for the distinct
    words in it times those asked.
    """
    if not query.strip():
        raise UsageError("nothing to search for", "give a word or two, such as: claimgraph search nato")
    return _ranked(dataset, query, kinds, every=True)


def sharing(dataset: Dataset, query: str, kinds: Collection[Kind] = SEARCHED) -> list[Hit]:
    """Everything in which any word of ``query`` occurs, those with most of them first."""
    return _ranked(dataset, query, kinds, every=False)


def _ranked(dataset: Dataset, query: str, kinds: Collection[Kind], *, every: bool) -> list[Hit]:
    asked = list(dict.fromkeys(words(query)))
    entries = list(_entries(dataset, kinds)) if asked else []
    texts = [words("\n".join((str(entry.id), *(text for _, text in entry.fields)))) for entry in entries]
    vocabulary = set().union(*texts)
    alike = [{word: like for word in vocabulary if (like := likeness(typed, word))} for typed in asked]
    enough = all if every else any
    found = [
        (_score(entry, alike), entry)
        for entry, text in zip(entries, texts, strict=True)
        if enough(not known.keys().isdisjoint(text) for known in alike)
    ]
    found.sort(key=lambda pair: -pair[0])
    return [_hit(dataset, entry, score) for score, entry in found]


def _score(entry: _Entry, alike: Sequence[Mapping[str, float]]) -> float:
    """Mean over the words asked of where and how well each occurs, and what the id gains."""
    name = words(str(entry.id))
    fields = [(1.0, name), *((weight, words(text)) for weight, text in entry.fields)]
    best = [
        max((known.get(word, 0.0) * weight for weight, written in fields for word in written), default=0.0)
        for known in alike
    ]
    named = {word for word in name if any(word in known for known in alike)}
    return round(sum(best) / len(alike) + _WHOLE_ID * len(named) / len(set(name)), 4)


def _hit(dataset: Dataset, entry: _Entry, score: float) -> Hit:
    hit: Hit = {"kind": entry.kind, "id": entry.id, "text": entry.text, "score": score}
    if entry.kind == "claim":
        claim = dataset.claims[str(entry.id)]
        hit["holder"], hit["attributed"] = dataset.holder(claim), dataset.attributed(claim)
    return hit


def _entries(dataset: Dataset, kinds: Collection[Kind]) -> Iterator[_Entry]:
    if "claim" in kinds:
        yield from (_of_claim(dataset, claim) for claim in dataset.claims.values())
    if "work" in kinds:
        yield from (_of_work(dataset, work) for work in dataset.works.values())
    if "actor" in kinds:
        yield from map(_of_actor, dataset.actors.values())
    if "topic" in kinds:
        yield from map(_of_topic, dataset.topics.values())
    if "note" in kinds:
        behind = works_of(dataset).works
        for note in dataset.endnotes.values():
            yield _of_note(note, _titles(dataset, behind[note.number]))


def _of_claim(dataset: Dataset, claim: Claim) -> _Entry:
    holder = dataset.holder(claim)
    fields = [(1.0, former) for former in claim.formerly]
    fields.append((0.9, claim.text or ""))
    fields.extend((0.6, name) for name in _names(dataset, holder))
    return _Entry("claim", claim.id, claim.text, tuple(fields))


def _of_work(dataset: Dataset, work: Work) -> _Entry:
    makers = [*work.creators, *(name for name in (work.issuer, work.publisher) if name)]
    fields = [(1.0, former) for former in work.formerly]
    fields.append((0.9, work.title))
    fields.extend((0.8, number) for number in (work.doi, work.isbn) if number)
    fields.extend((0.6, name) for maker in makers for name in _names(dataset, maker))
    fields.extend((0.6, part) for part in (work.container, work.type) if part)
    if work.date is not None:
        fields.append((0.6, str(work.date)))
    return _Entry("work", work.id, work.title, tuple(fields))


def _of_actor(actor: Actor) -> _Entry:
    names = [*actor.formerly, actor.name, *actor.aliases]
    offices = [office.office for office in actor.holds_office]
    fields = [(1.0, name) for name in names] + [(0.6, office) for office in offices]
    if actor.type:
        fields.append((0.6, actor.type))
    return _Entry("actor", actor.id, actor.name, tuple(fields))


def _of_topic(topic: Topic) -> _Entry:
    fields = [(1.0, former) for former in topic.formerly] + [(0.9, topic.label)]
    if topic.definition:
        fields.append((0.8, topic.definition))
    return _Entry("topic", topic.id, topic.label, tuple(fields))


def _of_note(note: Endnote, titles: str) -> _Entry:
    odd = [part for odd in note.anomalies for part in (odd.kind, odd.printed, odd.meant, odd.why) if part]
    fields = [(0.6, part) for part in (note.locator, *odd) if part]
    return _Entry("note", note.number, titles or None, tuple(fields))


def _titles(dataset: Dataset, works: Iterable[str]) -> str:
    return "; ".join(dataset.works[work].title for work in works if work in dataset.works)


def _names(dataset: Dataset, actor: str | None) -> list[str]:
    """List the names of an actor, or the plain name that stands in its place."""
    if actor is None:
        return []
    known = dataset.actors.get(actor)
    return [known.id, known.name, *known.aliases] if known else [actor]
