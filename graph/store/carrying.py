"""A data set whose ids carry their paper: ``paper:claim``, as a store names them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from ..evidence_graph.bones import Bones
from ..model.entities import Actor, Argument, Claim, Dataset, Endnote, Membership, Stance, Topic, Work
from .models import Lazy

E = TypeVar("E")


def carrying(dataset: Dataset) -> Dataset:
    """``dataset`` with the id of its paper before every other id; notes keep their numbers.

    It is for answers only: no file can say it. Each entity is made when it is first looked at.
    """
    return _Carrier(dataset, f"{dataset.paper.id}:").dataset()


def carrying_bones(found: Bones, paper: str) -> Bones:
    """``found`` of ``paper``, its ids carrying it."""
    works, claims, arguments = (
        [f"{paper}:{name}" for name in names] for names in (found.works, found.claims, found.arguments)
    )
    return found._replace(works=works, claims=claims, arguments=arguments)


class _Carrier:
    def __init__(self, dataset: Dataset, head: str) -> None:
        self.from_ = dataset
        self.head = head
        self.actors: Collection[str] = dataset.actors

    def one(self, name: str) -> str:
        return self.head + name

    def all(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple([self.head + name for name in names])

    def maybe(self, name: str | None) -> str | None:
        return None if name is None else self.head + name

    def maker(self, name: str | None) -> str | None:
        """An actor's id, or a plain name, which stays as it is."""
        return self.one(name) if name in self.actors and name is not None else name

    def dataset(self) -> Dataset:
        old = self.from_
        paper = old.paper.model_copy(
            update={"authors": self.all(old.paper.authors), "publisher": self.maker(old.paper.publisher)}
        )
        return old.model_copy(
            update={
                "paper": paper,
                "actors": self.table(old.actors, self.actor),
                "topics": self.table(old.topics, self.topic),
                "works": self.table(old.works, self.work),
                "endnotes": Lazy(old.endnotes, self.note),
                "claims": self.table(old.claims, self.claim),
                "attacks": tuple(map(self.attack, old.attacks)),
                "limits": tuple(map(self.attack, old.limits)),
                "stances": tuple(map(self.stance, old.stances)),
            }
        )

    def stance(self, each: Stance) -> Stance:
        return each.model_copy(
            update={
                "actor": self.one(each.actor),
                "topic": self.one(each.topic),
                "claims": self.all(each.claims),
            }
        )

    def table(self, entities: Mapping[str, E], carried: Callable[[E], E]) -> Lazy[str, E]:
        """``entities`` by ids that carry the paper."""
        names = {self.one(name): name for name in entities}
        return Lazy(names, lambda name: carried(entities[name]))

    def topic(self, topic: Topic) -> Topic:
        return topic.model_copy(
            update={
                "id": self.one(topic.id),
                "broader": self.all(topic.broader),
                "formerly": self.all(topic.formerly),
            }
        )

    def note(self, note: Endnote) -> Endnote:
        return note.model_copy(update={"works": self.all(note.works)}) if note.works else note

    def attack(self, each: Any) -> Any:
        return each.model_copy(update={"from_": self.one(each.from_), "to": self.one(each.to)})

    def relation(self, each: Membership) -> Membership:
        return each.model_copy(update={"who": self.one(each.who)})

    def actor(self, actor: Actor) -> Actor:
        return actor.model_copy(
            update={
                "id": self.one(actor.id),
                "part_of": tuple(map(self.relation, actor.part_of)),
                "member_of": tuple(map(self.relation, actor.member_of)),
                "members": tuple(map(self.relation, actor.members)),
                "holds_office": tuple(
                    [each.model_copy(update={"of": self.maybe(each.of)}) for each in actor.holds_office]
                ),
                "formerly": self.all(actor.formerly),
            }
        )

    def work(self, work: Work) -> Work:
        return work.model_copy(
            update={
                "id": self.one(work.id),
                "creators": tuple([self.maker(each) for each in work.creators]),
                "issuer": self.maker(work.issuer),
                "publisher": self.maker(work.publisher),
                "derived_from": self.maybe(work.derived_from),
                "formerly": self.all(work.formerly),
            }
        )

    def claim(self, claim: Claim) -> Claim:
        holder = claim.holder
        return claim.model_copy(
            update={
                "id": self.one(claim.id),
                "holder": holder
                and holder.model_copy(
                    update={
                        "who": self.one(holder.who),
                        "to": self.all(holder.to),
                        "via": self.all(holder.via),
                        "or_": self.all(holder.or_),
                    }
                ),
                "about": self.all(claim.about),
                "supported_by": tuple([self.argument(each) for each in claim.supported_by]),
                "restates": self.all(claim.restates),
                "formerly": self.all(claim.formerly),
            }
        )

    def argument(self, argument: Argument) -> Argument:
        return argument.model_copy(
            update={
                "id": self.one(argument.id),
                "premises": self.all(argument.premises),
                "formerly": self.all(argument.formerly),
            }
        )
