"""Random small data sets for tests of meaning: dense, cyclic, with everything that can go together."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from claimgraph.model.entities import (
    Actor,
    Argument,
    Attack,
    Citation,
    Claim,
    Dataset,
    Date,
    Endnote,
    Holder,
    Limit,
    Paper,
    Work,
)

ACTORS = ("author", "coauthor", "press", "state", "ministry")
HOLDERS = (None, None, None, Holder(who="coauthor"), Holder(who="press"), Holder(who="state", via=("press",)))
TYPES = ("news", "editorial", "book", "report", "personal communication", None)
KINDS = ("claim", "claim", "fact", "thesis", "reported statement", "prediction")
CITATIONS = (
    {},
    {},
    {},
    {"intent": "cites as authority"},
    {"intent": "includes quotation from", "scope": "backward"},
    {"scope": "implicit"},
    {"fit": "weak"},
    {"fit": "none"},
    {"intent": "cites for information"},
    {"intent": "disputes"},
)


def dataset(
    random: Random, *, claims: int | None = None, cyclic: bool | None = None, opposed: bool = True
) -> Dataset:
    """A random data set; three in four may argue in circles, the others never do."""
    size = random.randint(0, 9) if claims is None else claims
    circles = random.random() < 0.75 if cyclic is None else cyclic
    works = _works(random, random.choice((0, 1, 2, 3, 4, 5)))
    notes = _notes(random, list(works), random.choice((0, 2, 3, 4, 5)))
    found = _claims(random, size, list(notes), circles)
    attacks = _attacks(random, found, Attack) if opposed else ()
    return Dataset(
        paper=Paper(id="paper", authors=("author", "coauthor"), publisher="press"),
        actors={name: Actor(id=name, name=name.title()) for name in ACTORS},
        works=works,
        endnotes=notes,
        claims=found,
        attacks=attacks,
        limits=_attacks(random, found, Limit, kind="concession") if opposed else (),
    )


def _works(random: Random, number: int) -> dict[str, Work]:
    found = {}
    for place in range(number):
        name = f"w{place}"
        found[name] = Work(
            id=name,
            title=f"Work {place}",
            type=random.choice(TYPES),
            creators=tuple(random.sample(ACTORS, random.choice((0, 0, 1, 2)))),
            issuer=random.choice((None, "press", "state", "Plain Name")),
            date=random.choice((None, Date(is_="2014-05"))),
        )
    return found


def _notes(random: Random, works: list[str], number: int) -> dict[int, Endnote]:
    found: dict[int, Endnote] = {}
    for place in range(1, number + 1):
        leans = place > 1 and random.random() < 0.4
        own = random.sample(works, min(len(works), random.choice((0, 1, 1, 1, 1, 2, 3))))
        found[place] = Endnote(
            number=place,
            form="op_cit" if leans else "full",
            refers_to=random.randint(1, place - 1) if leans else None,
            works=tuple([] if leans and random.random() < 0.6 else own),
        )
    return found


def _claims(random: Random, size: int, notes: list[int], circles: bool) -> dict[str, Claim]:
    names = [f"c{place}" for place in range(size)]
    random.shuffle(names)
    density = random.choice((0.5, 0.7, 0.9))
    holder = {name: random.choice(HOLDERS) for name in names}
    found = {}
    for place, name in enumerate(names):
        within = names if circles else names[:place]
        same = [other for other in names[:place] if _side(holder[other]) == _side(holder[name])]
        found[name] = Claim(
            id=name,
            text=f"Claim {name}",
            kind=random.choice(KINDS),
            holder=holder[name],
            quotation=random.random() < 0.1,
            cites=_citations(random, notes) if random.random() < density / 2 else (),
            supported_by=_arguments(random, name, within) if random.random() < density else (),
            restates=(random.choice(same),) if same and random.random() < 0.12 else (),
        )
    return found


def _side(holder: Holder | None) -> str:
    return "author" if holder is None or holder.who in ("author", "coauthor") else holder.who


def _citations(random: Random, notes: list[int]) -> tuple[Citation, ...]:
    if not notes:
        return ()
    return tuple(
        Citation(note=random.choice(notes), **random.choice(CITATIONS))
        for _ in range(random.choice((1, 1, 2, 3)))
    )


def _arguments(random: Random, claim: str, within: list[str]) -> tuple[Argument, ...]:
    if not within:
        return ()
    return tuple(
        Argument(
            id=f"{claim}/{place}",
            premises=tuple(random.sample(within, min(len(within), random.choice((1, 1, 2, 2, 3))))),
            by=random.choice((None, "author", "us", "us")),
            confidence=random.choice((None, None, "low", "high")),
        )
        for place in range(1, 1 + random.choice((1, 1, 2, 3)))
    )


def _attacks(
    random: Random, claims: dict[str, Claim], model: type[Attack], **fields: str
) -> tuple[Attack, ...]:
    targets = [*claims, *(a.id for claim in claims.values() for a in claim.supported_by)]
    if not targets:
        return ()
    return tuple(
        model(from_=random.choice(list(claims)), to=random.choice(targets), **fields)
        for _ in range(random.choice((0, 1, 2, 3, 5)))
    )


datasets = st.randoms(use_true_random=False).map(dataset)
"""Data sets as a strategy that shrinks."""
