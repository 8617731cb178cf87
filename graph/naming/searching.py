"""Finding claims, works, actors, topics and notes by words: those with all of them, else the closest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, NotRequired, TypeAlias

from typing_extensions import TypedDict

from ..errors import UsageError
from ..evidence_graph.notes import works_of
from ..model.entities import Actor, Claim, Dataset, Endnote, Topic, Work
from .ranking import Field, Ranked, index, rank
from .words import words

Kind: TypeAlias = Literal["claim", "work", "actor", "topic", "note", "argument"]
SEARCHED: tuple[Kind, ...] = ("claim", "work", "actor", "topic", "note")
"""The kinds that have words to be searched, in the order in which equals are listed."""

_MOST_CLOSE = 10
"""Of what comes closest where nothing has every word, this many are told at most,"""
_NOT_A_CLAIM = 0.6
"""and what is no claim counts less: so many words are a claim in other words."""

_NAMED = 2.0
"""What is called just so counts so much more."""


class Hit(TypedDict):
    """One thing found: ``text`` is its own words or its name; ``score`` falls down the list.

    ``every_word``: it has all the words, else it is among the closest. Of a claim also its holder,
    and whether that is another than the paper's author.
    """

    kind: Kind
    id: str | int
    text: str | None
    score: float
    every_word: bool
    holder: NotRequired[str | None]
    attributed: NotRequired[bool]


class Entry(NamedTuple):
    """A thing to be found and its words: a field counts by its weight."""

    kind: Kind
    id: str | int
    text: str | None
    fields: tuple[Field, ...]


def search(
    dataset: Dataset,
    query: str,
    kinds: Collection[Kind] = SEARCHED,
    also: Mapping[str, str] | None = None,
) -> list[Hit]:
    """Everything that has every word of ``query``, best first; where nothing has, what comes closest.

    Best has most and the rarest of the words (see ``ranking``): in texts, titles and names first,
    then ids, then who holds a claim and what it is about, who made a work. ``also``: words of
    claims that are not in the data, as those of the reader's own copy where they are anchored.
    Equals keep the order of the files.

    Raises UsageError for an empty query. Time: linear in the text searched, but for the distinct
    words in it times those asked.
    """
    if not query.strip():
        raise UsageError("nothing to search for", "give a word or two, such as: claimgraph search nato")
    found = _found(dataset, query, kinds, also or {})
    whole = [hit for _, hit in found if hit["every_word"]]
    if whole or not found:
        return whole
    for _, hit in found:
        if hit["kind"] != "claim":
            hit["score"] = round(hit["score"] * _NOT_A_CLAIM, 6)
    close = _best_first(found)[:_MOST_CLOSE]
    return [hit for hit in close if hit["score"] * 3.0 >= close[0]["score"]]


def sharing(dataset: Dataset, query: str, kinds: Collection[Kind] = SEARCHED) -> list[Hit]:
    """Everything that has any word of ``query``, best first."""
    return _best_first(_found(dataset, query, kinds, {}))


def _found(
    dataset: Dataset, query: str, kinds: Collection[Kind], also: Mapping[str, str]
) -> list[tuple[int, Hit]]:
    """Everything that has any word of ``query``, with its place in the order of the files, best first."""
    known = list(entries(dataset, kinds, also))
    ranked = rank(index([(entry.kind, entry.fields) for entry in known]), query)
    found = [(each.place, _hit(dataset, known[each.place], each)) for each in ranked]
    typed = words(query)
    for _, hit in found:
        if typed in (words(str(hit["id"])), words(hit["text"] or "")):
            hit["score"] = round(hit["score"] * _NAMED, 6)
    found.sort(key=lambda pair: (-pair[1]["score"], pair[0]))
    return found


def _best_first(found: list[tuple[int, Hit]]) -> list[Hit]:
    return [hit for _, hit in sorted(found, key=lambda pair: (-pair[1]["score"], pair[0]))]


def _hit(dataset: Dataset, entry: Entry, ranked: Ranked) -> Hit:
    hit: Hit = {
        "kind": entry.kind,
        "id": entry.id,
        "text": entry.text,
        "score": ranked.score,
        "every_word": ranked.every,
    }
    if entry.kind == "claim":
        claim = dataset.claims[str(entry.id)]
        hit["holder"], hit["attributed"] = dataset.holder(claim), dataset.attributed(claim)
    return hit


def entries(dataset: Dataset, kinds: Collection[Kind], also: Mapping[str, str]) -> Iterator[Entry]:
    """Everything of ``kinds`` that can be found, with its words; the text or name is the first field."""
    if "claim" in kinds:
        for claim in dataset.claims.values():
            more = [(_TEXT, also[claim.id])] if claim.id in also else []
            yield Entry("claim", claim.id, claim.text, (*_of_claim(dataset, claim), *more))
    if "work" in kinds:
        for work in dataset.works.values():
            yield Entry("work", work.id, work.title, tuple(_of_work(dataset, work)))
    if "actor" in kinds:
        for actor in dataset.actors.values():
            yield Entry("actor", actor.id, actor.name, tuple(_of_actor(dataset, actor)))
    if "topic" in kinds:
        for topic in dataset.topics.values():
            yield Entry("topic", topic.id, topic.label, tuple(_of_topic(topic)))
    if "note" in kinds:
        behind = works_of(dataset).works
        for note in dataset.endnotes.values():
            titles = _titles(dataset, behind[note.number])
            yield Entry("note", note.number, titles or None, tuple(_of_note(note)))


_TEXT, _ID, _NUMBER, _BESIDE, _ABOUT = 1.0, 0.5, 3.0, 0.5, 0.3
"""How much words weigh: of a text, title or name; of an id; of a number that names a note; of who
holds or made it, what sort it is; of what a claim is about."""


def _of_claim(dataset: Dataset, claim: Claim) -> Iterator[Field]:
    yield _TEXT, claim.text or ""
    yield from ((_ID, name) for name in (claim.id, *claim.formerly))
    if dataset.attributed(claim):
        yield from ((_BESIDE, name) for name in _names(dataset, dataset.holder(claim)))
    for subject in claim.about:
        topic = dataset.topics.get(subject)
        names = _names(dataset, subject) if topic is None else [topic.label]
        yield from ((_ABOUT, name) for name in names)


def _of_work(dataset: Dataset, work: Work) -> Iterator[Field]:
    yield _TEXT, work.title
    yield from ((_ID, name) for name in (work.id, *work.formerly))
    makers = dict.fromkeys((*work.creators, work.issuer, work.publisher))
    yield from ((_BESIDE, name) for maker in makers for name in _names(dataset, maker))
    told = (work.doi, work.isbn, work.container, work.type, str(work.date) if work.date else None)
    yield from ((_BESIDE, part) for part in told if part)


def _of_actor(dataset: Dataset, actor: Actor) -> Iterator[Field]:
    yield _TEXT, actor.name
    yield from ((_TEXT, name) for name in actor.aliases)
    yield from ((_ID, name) for name in (actor.id, *actor.formerly))
    for office in actor.holds_office:
        of = dataset.actors.get(office.of or "")
        yield _BESIDE, office.office
        yield from ((_BESIDE, name) for name in ([of.name] if of else [office.of or ""]))
    yield _BESIDE, actor.type or ""


def _of_topic(topic: Topic) -> Iterator[Field]:
    yield _TEXT, topic.label
    yield from ((_ID, name) for name in (topic.id, *topic.formerly))
    yield _BESIDE, topic.definition or ""


def _of_note(note: Endnote) -> Iterator[Field]:
    yield _NUMBER, str(note.number)
    yield _TEXT, "note endnote"
    odd = [part for odd in note.anomalies for part in (odd.kind, odd.printed, odd.meant, odd.why)]
    yield from ((_BESIDE, part) for part in (note.locator, *odd) if part)


def _titles(dataset: Dataset, works: Iterable[str]) -> str:
    return "; ".join(dataset.works[work].title for work in works if work in dataset.works)


def _names(dataset: Dataset, actor: str | None) -> list[str]:
    """List the names of an actor, or the plain name that stands in its place."""
    if actor is None:
        return []
    known = dataset.actors.get(actor)
    return [known.name, *known.aliases] if known else [actor]
