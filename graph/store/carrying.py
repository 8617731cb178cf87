"""A data set whose ids carry their paper: ``paper:claim``, as a store names them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..model.entities import Actor, Argument, Claim, Dataset, Membership, Work


def carrying(dataset: Dataset, paper: str | None = None) -> Dataset:
    """``dataset`` with the id of its paper before every other id; notes keep their numbers.

    It is for answers only: no file can say it. Time: linear in the data set.
    """
    return _Carrier(dataset, f"{paper or dataset.paper.id}:").dataset()


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
        return Dataset.model_construct(
            paper=paper,
            actors={self.one(name): self.actor(actor) for name, actor in old.actors.items()},
            topics={
                self.one(name): topic.model_copy(
                    update={
                        "id": self.one(name),
                        "broader": self.all(topic.broader),
                        "formerly": self.all(topic.formerly),
                    }
                )
                for name, topic in old.topics.items()
            },
            works={self.one(name): self.work(work) for name, work in old.works.items()},
            endnotes={
                number: note.model_copy(update={"works": self.all(note.works)}) if note.works else note
                for number, note in old.endnotes.items()
            },
            claims={self.one(name): self.claim(claim) for name, claim in old.claims.items()},
            attacks=tuple([self.attack(each) for each in old.attacks]),
            limits=tuple([self.attack(each) for each in old.limits]),
            stances=tuple(
                [
                    each.model_copy(
                        update={
                            "actor": self.one(each.actor),
                            "topic": self.one(each.topic),
                            "claims": self.all(each.claims),
                        }
                    )
                    for each in old.stances
                ]
            ),
            unclaimed=old.unclaimed,
        )

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
