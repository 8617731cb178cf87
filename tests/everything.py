"""One small data set in which every named query finds something."""

from __future__ import annotations

from claimgraph.model.entities import (
    Actor,
    Anomaly,
    Argument,
    Attack,
    Citation,
    Claim,
    Dataset,
    Date,
    Endnote,
    Holder,
    Limit,
    Membership,
    Modality,
    Office,
    Paper,
    Passage,
    Section,
    Stance,
    Topic,
    Unclaimed,
    Work,
)


def on(day: str) -> Date:
    return Date(is_=day)


def argument(id_: str, *premises: str, **more: object) -> Argument:
    return Argument(id=id_, premises=premises, **more)


_ACTORS = (
    Actor(id="ann", name="Ann", type="person", member_of=(Membership(who="institute"),)),
    Actor(id="institute", name="The Institute", type="think tank"),
    Actor(id="state", name="The State", type="state"),
    Actor(id="gazette", name="The Gazette", type="publication", part_of=(Membership(who="state"),)),
    Actor(
        id="minister",
        name="The Minister",
        type="office-holder",
        aliases=("M.", "His Excellency"),
        holds_office=(Office(office="minister", of="state", from_=on("2003"), to=on("2013")),),
    ),
    Actor(id="league", name="The League", type="group", members=(Membership(who="state"),), unnamed=True),
)
_TOPICS = (Topic(id="dams", label="Dams"), Topic(id="big-dams", label="Big dams", broader=("dams",)))
_WORKS = (
    Work(id="news", title="News", type="news", issuer="gazette", date=on("2014-05-06"), language="en"),
    Work(id="talk", title="A talk", type="personal communication", creators=("minister",), date=on("2009")),
    Work(id="own", title="Our report", type="report", creators=("ann", "Bo"), publisher="institute"),
    Work(id="memoir", title="A memoir", type="book", creators=("Zed", "Cy"), secondary=True),
    Work(id="digest", title="A digest", derived_from="memoir"),
    Work(id="poll", title="A poll", type="poll", issuer="institute"),
)
_NOTES = (
    Endnote(number=1, works=("news",), locator="p. 4", accessed=on("2014-05-01")),
    Endnote(number=2, form="ibid", refers_to=1),
    Endnote(number=3, works=("talk", "own")),
    Endnote(number=4, form="comment"),
    Endnote(number=5, works=("memoir", "digest"), anomalies=(Anomaly(kind="no year", sure="high"),)),
    Endnote(number=6, works=("poll",)),
)
_AT = Passage(paragraph="2.1/1", sentences=(1, 2), digest="142-3f9c0d1e")
_CLAIMS = (
    Claim(
        id="dams-hold",
        text="Dams hold",
        kind="thesis",
        about=("state", "dams"),
        passage=(_AT,),
        supported_by=(
            argument("dams-hold/1", "concrete-hardens", "water-waits", scheme="example", signal="since"),
            argument("by-report", "gazette-says-so", by="us", confidence="low"),
        ),
    ),
    Claim(id="dams-do-hold", text="They do hold", restates=("dams-hold",), cites=(Citation(note=3),)),
    Claim(
        id="concrete-hardens",
        text="Concrete hardens",
        kind="fact",
        date=on("2015"),
        cites=(
            Citation(note=2, scope="backward"),
            Citation(note=4),
            Citation(note=1, fit="weak", why="Half"),
        ),
        supported_by=(argument("concrete-hardens/1", "water-waits"),),
    ),
    Claim(id="water-waits", text="Water waits", date=on("2016-02")),
    Claim(
        id="gazette-says-so",
        text="All are “sound dams”",
        kind="reported statement",
        holder=Holder(who="gazette", to=("state",), via=("minister",), or_=("state",)),
        about=("dams",),
        cites=(Citation(note=1),),
        quotation=True,
    ),
    Claim(id="people-trust-dams", text="Most trust “sound dams”", cites=(Citation(note=6),)),
    Claim(id="talk-of-dams", text="Dams are talked of", cites=(Citation(note=3, intent="discusses"),)),
    Claim(id="minister-said", text="A dam stands", holder=Holder(who="minister"), cites=(Citation(note=3),)),
    Claim(id="dams-leak", text="Dams leak", holder=Holder(who="league"), quotation=True),
    Claim(id="one-leaks", text="One leaks", supported_by=(argument("one-leaks/1", "two-leak"),)),
    Claim(id="two-leak", text="Two leak", supported_by=(argument("two-leak/1", "one-leaks"),)),
    Claim(
        id="perhaps",
        text="It may be so",
        kind="thesis",
        modality=Modality(hedge="may", negated=True, condition="if dry", scope="in theory"),
        supported_by=(argument("perhaps/1", "water-waits"),),
        anomalies=(Anomaly(kind="vague", printed="may", meant="does", sure="low", why="unclear"),),
    ),
)
EVERYTHING = Dataset(
    paper=Paper(
        id="on-dams",
        authors=("ann",),
        title="On Dams",
        publisher="institute",
        language="en",
        sections=(Section(id="2.1", heading="Holding"),),
    ),
    actors={actor.id: actor for actor in _ACTORS},
    topics={topic.id: topic for topic in _TOPICS},
    works={work.id: work for work in _WORKS},
    endnotes={note.number: note for note in _NOTES},
    claims={claim.id: claim for claim in _CLAIMS},
    attacks=(
        Attack(from_="dams-leak", to="dams-hold", signal="but"),
        Attack(from_="one-leaks", to="by-report", by="author"),
        Attack(from_="one-leaks", to="gazette-says-so"),
    ),
    limits=(Limit(from_="perhaps", to="dams-hold", kind="concession", signal="although"),),
    stances=(
        Stance(actor="state", topic="dams", polarity="supports", date=on("2013-12"), notes=(1,)),
        Stance(actor="gazette", topic="dams", polarity="worried"),
        Stance(actor="league", topic="big-dams", polarity="opposes", claims=("dams-leak",)),
    ),
    unclaimed=(Unclaimed(paragraph="2.1/2", sentences=(1, 1), reason="transition"),),
)
