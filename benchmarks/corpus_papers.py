"""Made-up papers for a corpus, shaped like the encoded one: words, theses, notes, works that many cite.

A paper has 150 claims of about fourteen words, four in five with a passage, one in six held by
somebody else; eight theses, each on two lines of reasons, which rest on facts below; thirty works
and forty notes, a sixth of which lean on the note before; topics, stances, restatements, attacks and
limits. Words fall as in prose (rank ** -1.07, of 120,000). A third of the works come from a pool that all
papers share, its most cited work in about one paper of seven; one work in five has a DOI. The same
number makes the same paper.
"""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from pathlib import Path
from random import Random

from claimgraph.editing.write import write
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
    Passage,
    Stance,
    Topic,
    Work,
)

CLAIMS = 150
THESES = 8
WORDS = 120_000
_REASONS = 50
"""Claims between theses and facts."""
_POOL = 5
"""Shared works a paper of the corpus."""
_FIRST = ("b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr")
_SOUNDS = [first + then for first in _FIRST for then in ("a", "e", "i", "o", "u", "ai", "er", "on")]


def _word(rank: int) -> str:
    found = ""
    rank += len(_SOUNDS)
    while rank:
        rank, sound = divmod(rank, len(_SOUNDS))
        found = _SOUNDS[sound] + found
    return found


_VOCABULARY = [_word(rank) for rank in range(WORDS)]
_HEAP = list(accumulate((rank + 2.7) ** -1.07 for rank in range(WORDS)))


def _said(random: Random, words: int) -> str:
    found = [_VOCABULARY[bisect(_HEAP, random.random() * _HEAP[-1])] for _ in range(words)]
    return " ".join(found).capitalize()


def _name(random: Random) -> str:
    return f"{_said(random, 1)} {_word(random.randrange(2000)).capitalize()}"


def paper(number: int, papers: int) -> Dataset:
    """The ``number``-th of ``papers`` made-up papers."""
    random = Random(number)
    actors = {f"actor-{n}": Actor(id=f"actor-{n}", name=_name(random)) for n in range(12)}
    topics = {f"topic-{n}": Topic(id=f"topic-{n}", label=_said(random, 2)) for n in range(10)}
    drawn: dict[str, Work] = {}  # by title: a paper has a work once
    while len(drawn) < 30:
        work = _work(random, f"work-{len(drawn)}", papers)
        drawn.setdefault(work.title, work)
    works = {work.id: work for work in drawn.values()}
    uncited = list(works)
    notes: dict[int, Endnote] = {}
    for n in range(1, 41):
        if n > 1 and random.random() < 1 / 6 and len(uncited) < 40 - n:
            held: dict[str, object] = {"form": "ibid", "refers_to": n - 1}
        else:
            held = {"works": (uncited.pop(0) if uncited else f"work-{random.randrange(30)}",)}
        notes[n] = Endnote.model_validate({"number": n, **held})
    claims = {f"c{place}": _claim(random, place) for place in range(CLAIMS)}
    facts = [f"c{n}" for n in range(THESES + _REASONS, CLAIMS)]
    stands = [f"c{n}" for n in range(THESES)]
    return Dataset(
        paper=Paper(id=f"paper-{number}", title=_said(random, 8), authors=("actor-0",)),
        actors=actors,
        topics=topics,
        works=works,
        endnotes=notes,
        claims=claims,
        attacks=tuple(
            [Attack(from_=one, to=to) for one, to in zip(random.sample(facts, 2), stands, strict=False)]
        ),
        limits=tuple(
            [
                Limit(from_=one, to=f"c{random.randrange(THESES, THESES + _REASONS)}", kind="qualification")
                for one in random.sample(facts, 5)
            ]
        ),
        stances=tuple(
            [
                Stance(
                    actor=f"actor-{n}", topic=f"topic-{random.randrange(10)}", polarity=sign, claims=("c0",)
                )
                for n, sign in enumerate(("supports", "opposes", "worried", "mixed"), 1)
            ]
        ),
    )


def _work(random: Random, name: str, papers: int) -> Work:
    if random.random() < 1 / 3:  # of the pool: its first works are cited far more often
        pool = papers * _POOL
        number = int(3 * (pool / 3) ** random.random()) if random.random() < 0.5 else random.randrange(pool)
        told = Random(-number - 1)
    else:
        number, told = -1, random
    doi = told.random() < 0.2
    return Work(
        id=name,
        title=_said(told, 7),
        creators=(_name(told),),
        date=Date(is_=str(told.randint(1950, 2020))),
        doi=f"10.1000/{told.randrange(10**9)}" if doi else None,
    )


def _claim(random: Random, place: int) -> Claim:
    name = f"c{place}"
    top, middle = place < THESES, THESES <= place < THESES + _REASONS
    held = not top and place < CLAIMS - 2 and random.random() < 1 / 6  # the last two are one claim
    below: list[tuple[str, ...]] = []
    if top:
        below = [tuple(f"c{random.randrange(THESES, THESES + _REASONS)}" for _ in range(2)) for _ in range(2)]
    elif middle:
        below = [
            tuple(f"c{random.randrange(place + 1, CLAIMS)}" for _ in range(random.choice((1, 1, 2))))
            for _ in range(random.choice((1, 1, 2)))
        ]
    cites = () if top or random.random() < 0.45 else (Citation(note=random.randint(1, 40)),)
    sentences = (random.randint(1, 9),) * 2
    passage = Passage(
        paragraph=f"{place // 30 + 1}/{place % 30 // 3 + 1}",
        sentences=sentences,
        digest=f"{random.randint(40, 240)}-{random.randrange(16**8):08x}",
    )
    return Claim(
        id=name,
        text=_said(random, max(5, round(random.gauss(14, 4)))),
        kind="thesis" if top else "reported statement" if held else random.choice(("claim", "fact")),
        holder=Holder(who=f"actor-{random.randint(1, 11)}") if held else None,
        about=tuple(f"topic-{n}" for n in random.sample(range(10), random.choice((1, 2, 3)))),
        passage=(passage,) if random.random() < 0.8 else (),
        cites=cites,
        supported_by=tuple(
            Argument(id=f"{name}/{n}", premises=tuple(dict.fromkeys(premises)), by="us", confidence="medium")
            for n, premises in enumerate(below, 1)
        ),
        restates=(f"c{place - 1}",) if place == CLAIMS - 1 else (),
    )


def make(folder: Path, papers: int) -> list[Path]:
    """``papers`` data sets below ``folder``, a thousand in each folder of it."""
    found = []
    for number in range(papers):
        place = folder / f"{number // 1000:03}" / f"paper-{number}"
        place.mkdir(parents=True)
        for name, text in write(paper(number, papers)).items():
            (place / name).write_text(text, "utf-8")
        found.append(place)
    return found
