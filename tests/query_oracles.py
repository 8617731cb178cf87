"""What each named query has to answer, computed from the model as plainly as the question is put.

``ORACLES`` maps a query's name to a function from a data set to its rows, in any order; an unbound
cell is ``None``, everything else text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import TypeAlias

from claimgraph.model.entities import Actor, Anomaly, Argument, Claim, Dataset, Date, Passage
from claimgraph.model.terms import EVIDENTIAL

Row: TypeAlias = tuple[str | None, ...]
Oracle: TypeAlias = Callable[["World"], Iterable[Row]]
ORACLES: dict[str, Oracle] = {}
NEWS = {"news", "editorial", "op-ed", "newspaper article"}


def oracle(function: Oracle) -> Oracle:
    ORACLES[function.__name__.replace("_", "-")] = function
    return function


class World:
    """A data set with what the questions need, by definition and without any cleverness."""

    def __init__(self, dataset: Dataset) -> None:
        self.data = dataset
        self.claims = dataset.claims
        self.arguments: list[tuple[Claim, Argument]] = [
            (claim, argument) for claim in dataset.claims.values() for argument in claim.supported_by
        ]
        self.works = {number: self._works(number) for number in dataset.endnotes}
        self.pool = {id_: self._pool(id_) for id_ in self.claims}
        self.below = {id_: self._reach(id_, self._steps_down) for id_ in self.claims}
        self._known_works: dict[str, set[str]] = {}

    def _works(self, number: int) -> list[str]:
        note, works = self.data.endnotes[number], list(self.data.endnotes[number].works)
        return works + ([] if note.refers_to is None else self._works(note.refers_to))

    def _reach(self, start: str, steps: Callable[[str], Iterable[str]]) -> set[str]:
        found, todo = {start}, [start]
        while todo:
            for other in steps(todo.pop()):
                if other not in found:
                    found.add(other)
                    todo.append(other)
        return found

    def _restated(self, id_: str) -> list[str]:
        return [*self.claims[id_].restates, *(o.id for o in self.claims.values() if id_ in o.restates)]

    def _pool(self, id_: str) -> set[str]:
        return self._reach(id_, self._restated)

    def _steps_down(self, id_: str) -> list[str]:
        """Premises of a claim's arguments, and its restatements either way."""
        premises = [premise for argument in self.claims[id_].supported_by for premise in argument.premises]
        return premises + self._restated(id_)

    def first(self, id_: str) -> str:
        """The claim that stands for a pool: the first thesis, else the first."""
        pool = [other for other in self.claims if other in self.pool[id_]]
        return next((other for other in pool if self.claims[other].kind == "thesis"), pool[0])

    def firsts(self) -> list[str]:
        return [id_ for id_ in self.claims if self.first(id_) == id_]

    def holder(self, id_: str) -> str | None:
        holder = self.claims[id_].holder
        return holder.who if holder else next(iter(self.data.paper.authors), None)

    def attributed(self, id_: str) -> bool:
        holder = self.claims[id_].holder
        return holder is not None and holder.who not in self.data.paper.authors

    def stands_on(self, id_: str) -> set[int]:
        """Notes that are evidence for a claim."""
        return {
            c.note
            for c in self.claims[id_].cites
            if c.intent in EVIDENTIAL and c.fit != "none" and self.works[c.note]
        }

    def pooled_evidence(self, id_: str) -> set[int]:
        return {note for other in self.pool[id_] for note in self.stands_on(other)}

    def bare(self, id_: str) -> bool:
        argued = any(self.claims[other].supported_by for other in self.pool[id_])
        return not self.pooled_evidence(id_) and (self.attributed(id_) or not argued)

    def against(self, id_: str) -> Iterator[tuple[str, str | None]]:
        """Attackers of a claim itself, each with the argument it undercuts."""
        own = {argument.id for argument in self.claims[id_].supported_by}
        for attack in self.data.attacks:
            if attack.to == id_:
                yield attack.from_, None
            elif attack.to in own:
                yield attack.from_, attack.to

    def target(self, to: str) -> str:
        """The claim that an attack is on: the argument's conclusion for an undercut."""
        return to if to in self.claims else next(c.id for c, a in self.arguments if a.id == to)

    def notes_below(self, id_: str) -> set[int]:
        return {note for other in self.below[id_] for note in self.stands_on(other)}

    def works_below(self, id_: str) -> set[str]:
        if id_ not in self._known_works:
            self._known_works[id_] = {work for note in self.notes_below(id_) for work in self.works[note]}
        return self._known_works[id_]

    def theses_above(self, id_: str) -> set[str]:
        return {t for t in self.claims if id_ in self.below[t] and self.claims[t].kind == "thesis"}

    def makers(self, work: str) -> set[str]:
        w = self.data.works[work]
        return {text for text in (*w.creators, w.issuer, w.publisher) if text}

    def belongs(self) -> set[tuple[str, str]]:
        """Pairs of a part or member and its body, at any depth."""
        direct: dict[str, set[str]] = {id_: set() for id_ in self.data.actors}
        for actor in self.data.actors.values():
            for membership in (*actor.part_of, *actor.member_of):
                direct[actor.id].add(membership.who)
            for membership in actor.members:
                direct[membership.who].add(actor.id)
        return {
            (part, body)
            for part, bodies in direct.items()
            for first in bodies
            for body in self._reach(first, direct.__getitem__)
        }


def day(date: Date | None) -> str | None:
    return date.is_ if date else None


def later(one: str | None, other: str | None) -> bool:
    """Whether a plain date is later than another, as far as both go."""
    if not (
        one and other and all(re.fullmatch(r"\d{4}(-\d\d){0,2}", text, re.ASCII) for text in (one, other))
    ):
        return False
    size = min(len(one), len(other))
    return one[:size] > other[:size]


def counted(pairs: Iterable[tuple[str, ...]]) -> list[Row]:
    return [(*key, str(count)) for key, count in Counter(pairs).items()]


# what supports, what stands below


@oracle
def what_supports(w: World) -> Iterable[Row]:
    return {
        (id_, s, w.holder(s), w.claims[s].text)
        for id_ in w.claims
        for s in w.below[id_]
        if s not in w.pool[id_]
    }


@oracle
def notes_below_claim(w: World) -> Iterable[Row]:
    return {
        (id_, str(note), work, w.data.works[work].title)
        for id_ in w.claims
        for note in w.notes_below(id_)
        for work in w.works[note]
    }


@oracle
def works_behind_argument(w: World) -> Iterable[Row]:
    return {
        (a.id, work, w.data.works[work].title)
        for _, a in w.arguments
        for premise in a.premises
        for work in w.works_below(premise)
    }


@oracle
def arguments_for_claim(w: World) -> Iterable[Row]:
    return [(c.id, a.id, premise, w.claims[premise].text) for c, a in w.arguments for premise in a.premises]


@oracle
def what_a_claim_supports(w: World) -> Iterable[Row]:
    return {
        (id_, t, w.claims[t].kind)
        for id_, t in product(w.claims, w.claims)
        if id_ in w.below[t] and t not in w.pool[id_]
    }


@oracle
def what_two_claims_share(w: World) -> Iterable[Row]:
    return {
        (a, b, work)
        for a, b in product(w.claims, w.claims)
        if a != b
        for work in w.works_below(a) & w.works_below(b)
    }


@oracle
def theses(w: World) -> Iterable[Row]:
    return [
        (id_, str(len(w.notes_below(id_))), str(len(w.works_below(id_))))
        for id_, claim in w.claims.items()
        if claim.kind == "thesis"
    ]


@oracle
def as_written(w: World) -> Iterable[Row]:
    """Both counts: with all arguments, and with those that are not ours."""
    own = {
        id_: c.model_copy(update={"supported_by": tuple(a for a in c.supported_by if a.by != "us")})
        for id_, c in w.claims.items()
    }
    written = World(w.data.model_copy(update={"claims": own}))
    for id_, claim in w.claims.items():
        if claim.kind == "thesis":
            both = [(world.notes_below(id_), world.works_below(id_)) for world in (w, written)]
            yield (id_, *(str(len(found)) for counts in both for found in counts))


@oracle
def theses_without_works(w: World) -> Iterable[Row]:
    return [(id_,) for id_, c in w.claims.items() if c.kind == "thesis" and not w.works_below(id_)]


@oracle
def bare_assertions(w: World) -> Iterable[Row]:
    return [(id_, w.claims[id_].kind, w.holder(id_)) for id_ in w.firsts() if w.bare(id_)]


@oracle
def assertions_that_carry_most(w: World) -> Iterable[Row]:
    for id_ in w.firsts():
        above = {w.first(thesis) for thesis in w.theses_above(id_)}
        if w.bare(id_) and above:
            yield id_, str(len(above))


@oracle
def circles(w: World) -> Iterable[Row]:
    for id_ in w.firsts():
        premises = {p for c, a in w.arguments if c.id in w.pool[id_] for p in a.premises}
        if any(w.pool[premise] & w.pool[id_] or w.below[premise] & w.pool[id_] for premise in premises):
            yield (id_,)


@oracle
def shared_premises(w: World) -> Iterable[Row]:
    uses = Counter(premise for _, a in w.arguments for premise in set(a.premises))
    return [(premise, str(count)) for premise, count in uses.items() if count > 1]


@oracle
def joint_premises(w: World) -> Iterable[Row]:
    sizes = [(a.id, c.id, len(set(a.premises))) for c, a in w.arguments]
    return [(a, c, str(size)) for a, c, size in sizes if size > 1]


@oracle
def reconstructed_arguments(w: World) -> Iterable[Row]:
    return [(a.id, c.id, a.confidence or "not said") for c, a in w.arguments if a.by == "us"]


@oracle
def schemes(w: World) -> Iterable[Row]:
    return counted((a.scheme or "none",) for _, a in w.arguments)


@oracle
def signal_words(w: World) -> Iterable[Row]:
    attacks = [(a.signal, "attack") for a in w.data.attacks]
    limiting = [(limit.signal, "limit") for limit in w.data.limits]
    said = [*((a.signal, "argument") for _, a in w.arguments), *attacks, *limiting]
    return counted((signal, kind) for signal, kind in said if signal)


# against


@oracle
def what_stands_against(w: World) -> Iterable[Row]:
    attacks = [(a, "rebut" if a.to in w.claims else "undercut") for a in w.data.attacks]
    return {
        (id_, a.from_, how, None if a.to == other else a.to, w.holder(a.from_), w.claims[a.from_].text)
        for id_ in w.claims
        for other in w.pool[id_]
        for a, how in [*attacks, *((limit, limit.kind) for limit in w.data.limits)]
        if a.to == other or a.to in {argument.id for argument in w.claims[other].supported_by}
    }


@oracle
def what_an_actor_says(w: World) -> Iterable[Row]:
    for id_ in w.claims:
        if w.attributed(id_):
            answers = {(attacker, w.holder(attacker)) for attacker, _ in w.against(id_)} or {(None, None)}
            yield from ((w.holder(id_), id_, answer, by) for answer, by in answers)


@oracle
def exceptions_to_rules(w: World) -> Iterable[Row]:
    rules = {c.id for c, a in w.arguments if a.scheme == "example" and not w.attributed(c.id)}
    against = [
        (limit.to, limit.from_, limit.kind) for limit in w.data.limits if limit.kind == "qualification"
    ]
    against += [(attack.to, attack.from_, "rebut") for attack in w.data.attacks]
    return {row for row in against if row[0] in rules}


@oracle
def unanswered_objections(w: World) -> Iterable[Row]:
    return {
        (attack.from_, w.holder(attack.from_), w.target(attack.to))
        for attack in w.data.attacks
        if w.attributed(attack.from_) and not any(list(w.against(other)) for other in w.pool[attack.from_])
    }


@oracle
def undercuts(w: World) -> Iterable[Row]:
    return {(a.to, a.from_, w.holder(a.from_)) for a in w.data.attacks if a.to not in w.claims}


@oracle
def limits(w: World) -> Iterable[Row]:
    return [(limit.from_, limit.to, limit.kind, limit.signal) for limit in w.data.limits]


@oracle
def restatements(w: World) -> Iterable[Row]:
    return [(w.first(id_), id_) for id_ in w.claims if w.first(id_) != id_]


# holders


@oracle
def claims_by_holder(w: World) -> Iterable[Row]:
    return counted((str(w.holder(id_)),) for id_ in w.claims)


@oracle
def reported_through(w: World) -> Iterable[Row]:
    for id_, claim in w.claims.items():
        for via in claim.holder.via if claim.holder else ():
            for to in claim.holder.to or (None,):
                yield id_, claim.holder.who, via, to


@oracle
def second_readings(w: World) -> Iterable[Row]:
    return [(c.id, c.holder.who, other) for c in w.claims.values() if c.holder for other in c.holder.or_]


@oracle
def attributed_premises(w: World) -> Iterable[Row]:
    return {
        (premise, w.holder(premise), a.id, c.id)
        for c, a in w.arguments
        for premise in a.premises
        if w.attributed(premise) and not w.attributed(c.id)
    }


# claims by what they are about


@oracle
def claims_about(w: World) -> Iterable[Row]:
    return [(about, c.id, c.kind, c.text) for c in w.claims.values() for about in c.about]


@oracle
def claims_about_citing(w: World) -> Iterable[Row]:
    return {
        (about, work, c.id, str(citation.note))
        for c in w.claims.values()
        for about in c.about
        for citation in c.cites
        for work in w.works[citation.note]
    }


@oracle
def claims_of_kind(w: World) -> Iterable[Row]:
    return [(c.kind, id_, w.holder(id_), c.text) for id_, c in w.claims.items()]


@oracle
def hedged_claims(w: World) -> Iterable[Row]:
    for id_, claim in w.claims.items():
        m = claim.modality
        if m:
            yield id_, m.hedge, m.condition, "true" if m.negated else None, m.scope


@oracle
def quotations_without_note(w: World) -> Iterable[Row]:
    return [(id_, w.holder(id_)) for id_, c in w.claims.items() if c.quotation and not c.cites]


# text


def _section(w: World, passage: Passage) -> str | None:
    label = passage.paragraph.rpartition("/")[0]
    return label if label in {section.id for section in w.data.paper.sections} else None


@oracle
def claims_in_section(w: World) -> Iterable[Row]:
    for id_, claim in w.claims.items():
        for passage in set(claim.passage):
            section = _section(w, passage)
            if section:
                yield (
                    section,
                    passage.paragraph,
                    str(passage.sentences[0]) if passage.sentences else None,
                    id_,
                )


@oracle
def sections(w: World) -> Iterable[Row]:
    for section in w.data.paper.sections:
        here = [c for c in w.claims.values() if any(_section(w, p) == section.id for p in c.passage)]
        theses_here = [c for c in here if c.kind == "thesis"]
        notes = {citation.note for c in here for citation in c.cites}
        yield section.id, section.heading, str(len(here)), str(len(theses_here)), str(len(notes))


def _span(passage: Passage) -> tuple[str | None, str | None]:
    first, last = passage.sentences or (None, None)
    return (str(first), str(last)) if first else (None, None)


@oracle
def where_is_claim(w: World) -> Iterable[Row]:
    return [
        (id_, passage.paragraph, *_span(passage), passage.digest)
        for id_, c in w.claims.items()
        for passage in set(c.passage)
    ]


@oracle
def unclaimed_sentences(w: World) -> Iterable[Row]:
    return [(u.paragraph, *_span(u), u.reason) for u in w.data.unclaimed]


# notes and works


@oracle
def notes_sharing_a_work(w: World) -> Iterable[Row]:
    return {
        (work, str(a), str(b))
        for a, b in product(w.works, w.works)
        if a < b
        for work in set(w.works[a]) & set(w.works[b])
    }


@oracle
def leaning_notes(w: World) -> Iterable[Row]:
    for number, note in w.data.endnotes.items():
        if note.refers_to is not None:
            last = note.refers_to
            while w.data.endnotes[last].refers_to is not None:
                last = w.data.endnotes[last].refers_to
            for work in set(w.works[number]) or {None}:
                yield str(number), note.form, str(note.refers_to), str(last), work


@oracle
def unused_notes(w: World) -> Iterable[Row]:
    cited = {citation.note for c in w.claims.values() for citation in c.cites}
    return [(str(number),) for number in w.data.endnotes if number not in cited]


@oracle
def notes_without_works(w: World) -> Iterable[Row]:
    return [(str(n), note.form) for n, note in w.data.endnotes.items() if not w.works[n]]


@oracle
def cited_after_access(w: World) -> Iterable[Row]:
    return [
        (str(n), work, day(w.data.works[work].date), day(note.accessed))
        for n, note in w.data.endnotes.items()
        for work in set(note.works)
        if later(day(w.data.works[work].date), day(note.accessed))
    ]


@oracle
def evidence_before_event(w: World) -> Iterable[Row]:
    return {
        (id_, day(c.date), str(note), work, day(w.data.works[work].date))
        for id_, c in w.claims.items()
        for note in w.stands_on(id_)
        for work in w.works[note]
        if later(day(c.date), day(w.data.works[work].date))
    }


@oracle
def reasons_later_than_conclusions(w: World) -> Iterable[Row]:
    return {
        (a.id, premise, day(w.claims[premise].date), c.id, day(c.date))
        for c, a in w.arguments
        for premise in a.premises
        if later(day(w.claims[premise].date), day(c.date))
    }


@oracle
def most_used_works(w: World) -> Iterable[Row]:
    for id_, work in w.data.works.items():
        notes = {n for n, works in w.works.items() if id_ in works}
        claims = {c for c in w.claims if w.stands_on(c) & notes}
        if notes:
            yield id_, work.type, str(len(notes)), str(len(claims))


@oracle
def works_by_type(w: World) -> Iterable[Row]:
    pairs = {(work, n) for n, works in w.works.items() for work in works}
    kinds = {work: w.data.works[work].type or "not said" for work, _ in pairs}
    for kind in set(kinds.values()):
        works = {work for work, _ in pairs if kinds[work] == kind}
        notes = {n for work, n in pairs if work in works}
        yield kind, str(len(works)), str(len(notes))


@oracle
def works_of_actor(w: World) -> Iterable[Row]:
    return {
        (actor, work, claim)
        for work in w.data.works
        for actor in w.makers(work) & set(w.data.actors)
        for claim in {c for c in w.claims if any(work in w.works[n] for n in w.stands_on(c))} or {None}
    }


@oracle
def claims_on_work(w: World) -> Iterable[Row]:
    return {(work, id_, str(n)) for id_ in w.claims for n in w.stands_on(id_) for work in w.works[n]}


@oracle
def claims_citing_note(w: World) -> Iterable[Row]:
    return [
        (str(x.note), c.id, _camel(x.intent), x.locator, x.scope, x.fit)
        for c in w.claims.values()
        for x in c.cites
    ]


@oracle
def theses_on_work(w: World) -> Iterable[Row]:
    return {(work, id_) for id_, c in w.claims.items() if c.kind == "thesis" for work in w.works_below(id_)}


@oracle
def newspapers_only(w: World) -> Iterable[Row]:
    return [
        (id_,)
        for id_ in w.claims
        if w.works_below(id_) and all(w.data.works[work].type in NEWS for work in w.works_below(id_))
    ]


@oracle
def generalisations_on_one_poll(w: World) -> Iterable[Row]:
    for id_, claim in w.claims.items():
        works = w.works_below(id_)
        own = not w.attributed(id_) and claim.kind in ("thesis", "claim", "prediction", "recommendation")
        if own and len(works) == 1 and w.data.works[next(iter(works))].type == "poll":
            yield id_, next(iter(works))


@oracle
def notes_without_access_date(w: World) -> Iterable[Row]:
    return [(str(number), note.form) for number, note in w.data.endnotes.items() if not note.accessed]


def _quoted(text: str | None) -> str:
    words, end, _ = (text or "").partition("“")[2].partition("”")
    return words if end else ""


@oracle
def same_words_twice(w: World) -> Iterable[Row]:
    on = [(c, work) for c in w.claims.values() for note in w.stands_on(c.id) for work in w.works[note]]
    return {
        (_quoted(c.text), c.id, work, o.id, other)
        for (c, work), (o, other) in product(on, on)
        if c.id < o.id and work != other and _quoted(c.text) and _quoted(c.text) == _quoted(o.text)
    }


@oracle
def single_source_claims(w: World) -> Iterable[Row]:
    for id_ in w.firsts():
        works = {work for note in w.pooled_evidence(id_) for work in w.works[note]}
        if len(works) == 1:
            yield id_, works.pop()


@oracle
def self_citations(w: World) -> Iterable[Row]:
    own = {text for text in (*w.data.paper.authors, w.data.paper.publisher) if text}
    return {
        (work, who, str(note) if note else None)
        for work in w.data.works
        for who in w.makers(work) & own
        for note in {n for n, works in w.works.items() if work in works} or {None}
    }


@oracle
def uncheckable_sources(w: World) -> Iterable[Row]:
    private = {id_ for id_, work in w.data.works.items() if work.type == "personal communication"}
    return {
        (id_, str(n), work)
        for id_ in w.claims
        for n in w.stands_on(id_)
        for work in private & set(w.works[n])
    }


@oracle
def secondary_works(w: World) -> Iterable[Row]:
    return [
        (id_, work.derived_from) for id_, work in w.data.works.items() if work.secondary or work.derived_from
    ]


# citations


@oracle
def weak_fits(w: World) -> Iterable[Row]:
    return [(c.id, str(x.note), x.fit, x.why) for c in w.claims.values() for x in c.cites if x.fit]


@oracle
def citations_without_marker(w: World) -> Iterable[Row]:
    return [(c.id, str(x.note), x.scope) for c in w.claims.values() for x in c.cites if x.scope != "sentence"]


def _camel(label: str) -> str:
    first, *rest = label.split()
    return first + "".join(word.capitalize() for word in rest)


@oracle
def mentions(w: World) -> Iterable[Row]:
    return {
        (c.id, str(x.note), _camel(x.intent), x.fit)
        for c in w.claims.values()
        for x in c.cites
        if x.fit == "none" or x.intent not in EVIDENTIAL or not w.works[x.note]
    }


@oracle
def intents(w: World) -> Iterable[Row]:
    return counted((_camel(x.intent),) for c in w.claims.values() for x in c.cites)


# anomalies


def _anomalies(w: World) -> Iterator[tuple[str, Anomaly]]:
    for thing in (w.data.paper, *w.data.works.values(), *w.claims.values()):
        yield from ((thing.id, anomaly) for anomaly in thing.anomalies)
    for number, note in w.data.endnotes.items():
        yield from ((f"note {number}", anomaly) for anomaly in note.anomalies)


@oracle
def anomalies(w: World) -> Iterable[Row]:
    return [(on, a.kind, a.printed, a.meant, a.sure, a.why) for on, a in _anomalies(w)]


@oracle
def anomaly_kinds(w: World) -> Iterable[Row]:
    return counted((anomaly.kind,) for _, anomaly in _anomalies(w))


# stances


@oracle
def who_opposes_what(w: World) -> Iterable[Row]:
    return {
        (s.actor, s.topic, s.polarity, claim, str(note) if note else None)
        for s in w.data.stances
        if s.polarity == "opposes"
        for claim in s.claims or (None,)
        for note in s.notes or (None,)
    }


@oracle
def stances(w: World) -> Iterable[Row]:
    return {(s.actor, s.topic, s.polarity, day(s.date)) for s in w.data.stances}


@oracle
def disagreements(w: World) -> Iterable[Row]:
    return {
        (s.topic, s.actor, o.actor, o.polarity)
        for s, o in product(w.data.stances, w.data.stances)
        if s.topic == o.topic and s.polarity == "supports" and o.polarity in ("opposes", "worried")
    }


@oracle
def divided_houses(w: World) -> Iterable[Row]:
    belongs = w.belongs()
    return {
        (s.topic, s.actor, s.polarity, o.actor, o.polarity)
        for s, o in product(w.data.stances, w.data.stances)
        if (o.actor, s.actor) in belongs and s.topic == o.topic and s.polarity != o.polarity
    }


@oracle
def stances_without_evidence(w: World) -> Iterable[Row]:
    return [(s.actor, s.topic, s.polarity) for s in w.data.stances if not (s.claims or s.notes)]


@oracle
def topics(w: World) -> Iterable[Row]:
    for id_ in w.data.topics:
        about = [c for c in w.claims.values() if id_ in c.about]
        yield id_, str(len(about)), str(sum(s.topic == id_ for s in w.data.stances))


# actors


def _held(actor: Actor) -> Iterator[Row]:
    for office in actor.holds_office:
        yield actor.id, office.office, office.of, day(office.from_), day(office.to)


@oracle
def offices(w: World) -> Iterable[Row]:
    return [row for actor in w.data.actors.values() for row in _held(actor)]


@oracle
def members(w: World) -> Iterable[Row]:
    return {(body, part, w.data.actors[part].type) for part, body in w.belongs()}
