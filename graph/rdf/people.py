"""Actors, what they belong to and hold, topics, and the sides taken on them: FOAF, ORG, SKOS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .lexical import TRUE, Statement, Term, integer, literal, own
from .minting import IDENTIFIER, INDEX, PART_OF, TYPE, WHY, Minting, formerly, ours
from .namespaces import encode
from .sources import DATE_PRINTED

if TYPE_CHECKING:
    from ..model.entities import Actor, Date, Membership, Office, Stance, Topic

AGENT, NAME = own("foaf", "Agent"), own("foaf", "name")
PREF_LABEL = own("skos", "prefLabel")
_ORGANISATION = (own("foaf", "Organization"), own("org", "Organization"))
_PERSON = (own("foaf", "Person"),)
_GROUP = (own("foaf", "Group"),)
ACTOR_TYPES: dict[str, tuple[Term, ...]] = {
    "government body": (*_ORGANISATION, own("org", "OrganizationalUnit")),
    "group": _GROUP,
    "office-holder": _PERSON,
    "organisation": _ORGANISATION,
    "organization": _ORGANISATION,
    "person": _PERSON,
    "public": _GROUP,
    "publication": _ORGANISATION,
    "state": _ORGANISATION,
    "think tank": _ORGANISATION,
}
"""The classes of each actor type that has some, beside ``foaf:Agent``."""

ALIAS = own("skos", "altLabel")
MEMBER, ORGANISATION = own("org", "member"), own("org", "organization")
ROLE, POST_IN = own("org", "role"), own("org", "postIn")
START, END = own("schema", "startDate"), own("schema", "endDate")
STATED_BY, STATED_AS = ours("statedBy"), ours("statedAs")
_MEMBER_OF = own("org", "memberOf")


def actor(actor: Actor, place: int, minting: Minting) -> Iterator[Statement]:
    """An actor, and a resource for each membership and each term of office."""
    name = minting.named("actor", actor.id)
    yield name, TYPE, AGENT
    for class_ in ACTOR_TYPES.get(actor.type or "", ()):
        yield name, TYPE, class_
    yield name, INDEX, integer(place)
    yield name, IDENTIFIER, literal(actor.id)
    yield name, NAME, literal(actor.name)
    if actor.type:
        yield name, ours("actorType"), literal(actor.type)
    yield from minting.ordered(name, ALIAS, [literal(alias) for alias in actor.aliases])
    if actor.unnamed:
        yield name, ours("unnamed"), TRUE
    for field in ("part_of", "member_of", "members"):
        for number, membership in enumerate(getattr(actor, field), 1):
            yield from _membership(name, actor.id, field, number, membership, minting)
    for number, office in enumerate(actor.holds_office, 1):
        yield from _office(name, actor.id, number, office, minting)
    yield from formerly(name, actor.formerly, minting)


def _membership(
    name: Term, id_: str, field: str, number: int, membership: Membership, minting: Minting
) -> Iterator[Statement]:
    """One resource with dates, and a direct edge beside it, whichever side states it."""
    other = minting.named("actor", membership.who)
    part, whole = (other, name) if field == "members" else (name, other)
    yield part, PART_OF if field == "part_of" else _MEMBER_OF, whole
    node = minting.iri("membership", f"{encode(id_)}.{field.replace('_', '-')}.{number}")
    yield node, MEMBER, part
    yield node, ORGANISATION, whole
    yield from _stated(node, name, field, number)
    yield from _lasted(node, membership.from_, membership.to, minting)


def _office(name: Term, id_: str, number: int, office: Office, minting: Minting) -> Iterator[Statement]:
    """A term of office: a membership in the role of a post, which others may hold too."""
    local = encode(office.office) + (f".{encode(office.of)}" if office.of else "")
    post = minting.iri("post", local)
    body = minting.named("actor", office.of) if office.of else None
    if post not in minting.shared:
        minting.shared[post] = (
            (post, TYPE, own("org", "Post")),
            (post, PREF_LABEL, literal(office.office)),
            *(((post, POST_IN, body),) if body else ()),
        )
    yield name, own("org", "holds"), post
    node = minting.iri("membership", f"{encode(id_)}.office.{number}")
    yield node, MEMBER, name
    yield node, ROLE, post
    if body:
        yield node, ORGANISATION, body
    yield from _stated(node, name, "holds_office", number)
    yield from _lasted(node, office.from_, office.to, minting)


def _stated(node: Term, name: Term, field: str, number: int) -> Iterator[Statement]:
    yield node, TYPE, own("org", "Membership")
    yield node, STATED_BY, name
    yield node, STATED_AS, literal(field)
    yield node, INDEX, integer(number)


def _lasted(node: Term, start: Date | None, end: Date | None, minting: Minting) -> Iterator[Statement]:
    yield from minting.date(node, start, START, ours("startPrinted"))
    yield from minting.date(node, end, END, ours("endPrinted"))


def topic(topic: Topic, place: int, minting: Minting) -> Iterator[Statement]:
    """A topic: a SKOS concept."""
    name = minting.named("topic", topic.id)
    yield name, TYPE, own("skos", "Concept")
    yield name, INDEX, integer(place)
    yield name, IDENTIFIER, literal(topic.id)
    yield name, PREF_LABEL, literal(topic.label)
    broader = [minting.named("topic", id_) for id_ in topic.broader]
    yield from minting.ordered(name, own("skos", "broader"), broader)
    yield from minting.texts(name, topic, (("definition", own("skos", "definition")),))
    yield from formerly(name, topic.formerly, minting)


def stance(stance: Stance, place: int, minting: Minting) -> Iterator[Statement]:
    """A side taken on a topic, with the claims and notes that show it."""
    name = minting.fresh("stance", f"{encode(stance.actor)}.{encode(stance.topic)}")
    yield name, TYPE, ours("Stance")
    yield name, INDEX, integer(place)
    yield name, ours("stanceOf"), minting.named("actor", stance.actor)
    yield name, ours("stanceOn"), minting.named("topic", stance.topic)
    yield name, ours("polarity"), literal(stance.polarity)
    yield from minting.date(name, stance.date, own("dcterms", "date"), DATE_PRINTED)
    claims = [minting.named("claim", id_) for id_ in stance.claims]
    yield from minting.ordered(name, ours("shownByClaim"), claims)
    yield from minting.ordered(name, ours("shownByNote"), [minting.note(note) for note in stance.notes])
    yield from minting.texts(name, stance, (("why", WHY),))
