"""Who is for and against what: stances, with groups resolved to their members, at a date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..errors import UsageError, shown
from ..evidence_graph.restatements import pools
from ..model.dates import Day, bounds, is_edtf
from ..model.entities import Claim, Dataset, Stance
from ..naming.resolving import resolve
from ..naming.searching import Kind
from .belonging import ALWAYS, Span, belonging, span_of, terms_of
from .dividing import changes, divisions
from .selecting import narrower
from .sides import Flag, Side, Taken

_ACTOR: tuple[Kind, ...] = ("actor",)
_TOPIC: tuple[Kind, ...] = ("topic",)


def stances(
    dataset: Dataset, of: str | None = None, on: str | None = None, as_of: str | None = None
) -> list[Side]:
    """Every stance, in the order of the file; its claims are those that stand for restatements.

    ``of`` an actor: its own, and those of its members, its parts and the holders of its offices,
    unless the stance is dated wholly outside the membership. ``on`` a topic: the narrower topics
    too. ``as_of`` an EDTF date: stances that do not begin after it, without those that a later one
    of the same actor on the same topic replaces; undated stances are never replaced. Who changed
    sides among these, and which groups are divided, stands with each stance concerned.

    Raises UnknownName, AmbiguousName, UsageError for what is no date. Time: linear in the stances
    and the actors; with ``as_of`` also quadratic in the stances of one actor on one topic.
    """
    if as_of is not None and not is_edtf(as_of):
        raise UsageError(f'"{shown(as_of)}" is not a date', "write it as 2014, 2014-05 or 2014-05-06")
    found: Iterable[Stance] = dataset.stances
    if of is not None:
        terms = terms_of(belonging(dataset), str(resolve(dataset, of, _ACTOR).id))
        found = [stance for stance in found if _speaks_for(stance, terms)]
    if on is not None:
        topics = narrower(dataset, str(resolve(dataset, on, _TOPIC).id))
        found = [stance for stance in found if stance.topic in topics]
    if as_of is not None:
        found = _standing(list(found), bounds(as_of)[1])
    stands_for = pools(dataset).stands_for
    close = _own_voices(dataset)
    sides = [_side(dataset, stance, stands_for, close) for stance in found]
    taken: dict[tuple[str, str], list[Side]] = {}
    for side in sides:
        taken.setdefault((side["actor"], side["topic"]), []).append(side)
    for change in changes(sides):
        steps: list[Taken] = [
            {"polarity": side["polarity"], "date": str(side["date"])} for side in change["sides"]
        ]
        for side in taken[change["actor"], change["topic"]]:
            side["changed"] = steps
    for division in divisions(dataset, sides):
        group, supporting, against = division["group"], division["supporting"], division["against"]
        for actor in dict.fromkeys((*supporting, *against)):
            for side in taken[actor, division["topic"]]:
                side["divided"].append({"group": group, "supporting": supporting, "against": against})
    return sides


def _side(
    dataset: Dataset, stance: Stance, stands_for: Mapping[str, str], close: Mapping[str, Collection[str]]
) -> Side:
    claims = [dataset.claims[claim] for claim in stance.claims if claim in dataset.claims]
    said_by = list(dict.fromkeys(holder for claim in claims if (holder := dataset.holder(claim))))
    return {
        "actor": stance.actor,
        "topic": stance.topic,
        "polarity": stance.polarity,
        "date": None if stance.date is None else str(stance.date),
        "claims": list(dict.fromkeys(stands_for.get(claim, claim) for claim in stance.claims)),
        "endnotes": sorted(set(stance.notes)),
        "said_by": said_by,
        "flags": list(_flags(dataset, stance, claims, said_by, close.get(stance.actor, ()))),
        "why": stance.why,
        "changed": [],
        "divided": [],
    }


def _own_voices(dataset: Dataset) -> Mapping[str, Collection[str]]:
    """Of every actor who takes a side, those whose word is its own: itself and who belongs to it."""
    ties = belonging(dataset)
    return {actor: terms_of(ties, actor) for actor in {stance.actor for stance in dataset.stances}}


def _flags(
    dataset: Dataset, stance: Stance, claims: Sequence[Claim], said_by: Sequence[str], close: Collection[str]
) -> Iterator[Flag]:
    """What a careful reader would ask of the claims that show a stance (docs/semantics.md#stances)."""
    authors = dataset.paper.authors
    others = [who for who in said_by if who not in authors]
    own = [who for who in others if who == stance.actor or (who in close and is_person(dataset, who))]
    if others and not own:
        yield "on another's word"
    if not is_person(dataset, stance.actor) and len(others) == 1 and is_person(dataset, others[0]):
        yield "one voice for an institution"
    if any(citation.fit == "weak" for claim in claims for citation in claim.cites):
        yield "weak citation"
    cited = stance.notes or any(not citation.mentions for claim in claims for citation in claim.cites)
    if not others and not cited and stance.actor not in authors:
        yield "only the author's word"
    if any(claim.modality is not None and claim.modality.hedge for claim in claims):
        yield "hedged"


def is_person(dataset: Dataset, actor: str) -> bool:
    """Whether ``actor`` is one human being, as far as the data tell."""
    known = dataset.actors.get(actor)
    kind = (known.type or "").casefold() if known else ""
    return known is not None and (kind in PERSONS or bool(known.holds_office))


PERSONS = frozenset(
    {"person", "office-holder", "official", "former official", "diplomat", "author", "scholar"}
)
"""Actor types, in lower case, that are one human being."""


def _speaks_for(stance: Stance, terms: Mapping[str, list[Span]]) -> bool:
    taken = span_of(stance.date) or ALWAYS
    return any(taken[0] <= end and start <= taken[1] for start, end in terms.get(stance.actor, ()))


def _standing(found: list[Stance], day: Day) -> list[Stance]:
    """Keep what begins by ``day`` and is not wholly before a later stance of the same actor and topic."""
    spans = [span_of(stance.date) for stance in found]
    begun = [
        (stance, span) for stance, span in zip(found, spans, strict=True) if span is None or span[0] <= day
    ]
    rivals: dict[tuple[str, str], list[Span]] = {}
    for stance, span in begun:
        if span is not None:
            rivals.setdefault((stance.actor, stance.topic), []).append(span)
    latest = {key: max(span[0] for span in known) for key, known in rivals.items()}
    return [stance for stance, span in begun if span is None or span[1] >= latest[stance.actor, stance.topic]]
