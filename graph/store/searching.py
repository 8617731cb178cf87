"""Claims of all papers by words: the same words fit as in one paper; how rare one is, all papers say."""

from __future__ import annotations

import json
import sys
from bisect import bisect
from collections.abc import Callable, Collection, Iterable
from heapq import nsmallest

from typing_extensions import TypedDict

from ..errors import UsageError
from ..naming.ranking import IDLE, LEAST, Index, alike
from ..naming.stems import stem
from ..naming.words import words
from .catalogue import Catalogue, Writer

MOST_RANKED = 10_000
"""Claims that are ranked; of more, theses come first, then those of the first papers."""
_CLOSE = 10
_WEIGHTS = "1.0, 0.5, 0.3"
"""Of a claim's text; of its ids and holder; of what it is about: as in the search of one paper."""


class CorpusHit(TypedDict):
    """A claim found; ``score`` falls down the list, and is 0 where so many were found that none is ranked."""

    paper: str
    kind: str
    id: str
    text: str | None
    score: float
    every_word: bool
    holder: str | None
    attributed: bool
    status: str


class Found(TypedDict):
    """The claims shown, how many there are, and whether they are ranked."""

    hits: list[CorpusHit]
    count: int
    ranked: bool


def search(
    catalogue: Catalogue, query: str, *, papers: Collection[str] = (), limit: int | None = None
) -> Found:
    """The claims with every word of ``query`` but idle ones, best first; else what comes closest.

    Equals come by the ids of their papers, then in file order. Raises UsageError for an empty query.
    Time: linear in the claims found, and in the words of the store that begin as those asked do.
    """
    typed = list(dict.fromkeys(words(query)))
    if not typed:
        raise UsageError("nothing to search for", "give a word or two, such as: claimgraph search nato")
    needed = [word for word in typed if word not in IDLE] or typed
    meant = {word: _any(word, _meant(catalogue, word)) for word in typed}
    among = _among(catalogue, papers)
    every = " AND ".join(meant[word] for word in needed)
    found = among(_numbers(catalogue, every)) if all(meant[word] for word in needed) else []
    if found:
        idle = [f"(({every}) AND {meant[word]})" for word in typed if word not in needed and meant[word]]
        asked = " OR ".join([f"({every})", *idle])
        return _found(catalogue, asked, found, limit, every=True)
    some = " OR ".join(meant[word] for word in needed if meant[word])
    found = among(_numbers(catalogue, some)) if some else []
    closest = _found(catalogue, some, found, min(limit or _CLOSE, _CLOSE), every=False)
    return {**closest, "count": len(closest["hits"])}


def papers_with(catalogue: Catalogue, query: str) -> list[tuple[str, str]]:
    """The papers that have a claim with every word of ``query``, and of each the first such claim."""
    typed = list(dict.fromkeys(words(query)))
    meant = [_any(word, _meant(catalogue, word)) for word in typed if word not in IDLE]
    if not meant or not all(meant):
        return []
    rows = catalogue.rows(
        "SELECT paper.id, claim.id, min(claim.place) FROM words JOIN claim ON claim.n = words.rowid"
        " JOIN paper ON paper.n = claim.paper WHERE words MATCH ? GROUP BY paper.id ORDER BY paper.id",
        (" AND ".join(meant),),
    )
    return [(paper, claim) for paper, claim, _ in rows]


def _any(typed: str, meant: Collection[str]) -> str:
    """What finds any of the words ``meant`` by ``typed``; those that begin with it, as one."""
    if not meant:
        return ""
    found = {word if len(typed) <= LEAST or not word.startswith(typed) else typed for word in meant}
    begun = {typed} if len(typed) > LEAST else set()
    return "(" + " OR ".join(f'"{word}"{" *" if word in begun else ""}' for word in sorted(found)) + ")"


def _meant(catalogue: Catalogue, typed: str) -> Collection[str]:
    """The words in the store that ``typed`` may mean, by the rule of the search of one paper.

    It is asked of those words alone that it can take: of the same stem, one the beginning of the other;
    where none fits, of about the same length, and the same before or behind the error.
    """
    rows = list(catalogue.rows("SELECT word FROM word WHERE word = ?1 OR stem = ?1", (stem(typed),)))
    if not typed.isascii():
        rows += catalogue.rows("SELECT word FROM word WHERE instr(word, ?)", (typed,))
    elif len(typed) >= LEAST:
        begun = json.dumps([typed[:end] for end in range(LEAST, len(typed))])
        rows += catalogue.rows("SELECT word FROM word JOIN json_each(?) ON word = value", (begun,))
        rows += catalogue.rows(
            "SELECT word FROM word WHERE word >= ?1 AND word < ?1 || ?2", (typed, chr(sys.maxunicode))
        )
    found = alike(_known(rows), typed)
    if found:
        return found
    same = (len(typed) - 1) // 2  # letters, at least, before or behind one letter too many, too few, or wrong
    near = catalogue.rows(
        "SELECT word FROM word WHERE length(word) BETWEEN ?1 - 1 AND ?1 + 1"
        " AND (substr(word, 1, ?2) = ?3 OR substr(word, -?2) = ?4)",
        (len(typed), same, typed[:same], typed[len(typed) - same :]),
    )
    return alike(_known(near), typed)


def settle_words(catalogue: Writer, come: Collection[str], gone: Collection[str]) -> None:
    """Have the store know the words that have ``come``, and no more those ``gone`` that no claim has now."""
    catalogue.connection.executemany(
        "INSERT OR IGNORE INTO word VALUES (?1, nullif(?2, ?1))",
        [(word, stem(word)) for word in sorted(come)],
    )
    unsaid = [
        (word,)
        for word in sorted(set(gone).difference(come))
        if catalogue.one("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (f'"{word}"',)) is None
    ]
    catalogue.connection.executemany("DELETE FROM word WHERE word = ?", unsaid)


def _known(rows: Iterable[tuple[str]]) -> Index:
    return Index([], [], {word: [] for (word,) in rows})


def _numbers(catalogue: Catalogue, asked: str) -> list[int]:
    """The numbers of the claims that have the words ``asked``, rising."""
    return [number for (number,) in catalogue.rows("SELECT rowid FROM words WHERE words MATCH ?", (asked,))]


def _among(catalogue: Catalogue, papers: Collection[str]) -> Callable[[list[int]], list[int]]:
    """What takes of claims' numbers those of ``papers``, where any are named."""
    if not papers:
        return lambda numbers: numbers
    marks = ", ".join("?" * len(papers))
    asked = f"SELECT claim.n FROM paper CROSS JOIN claim ON claim.paper = paper.n WHERE paper.id IN ({marks})"
    held = {number for (number,) in catalogue.rows(asked, list(papers))}
    return lambda numbers: [number for number in numbers if number in held]


def _found(catalogue: Catalogue, asked: str, numbers: list[int], limit: int | None, *, every: bool) -> Found:
    """The best of the claims called ``numbers``, which are those that have what is ``asked``."""
    ranked = len(numbers) <= MOST_RANKED
    chosen, scores = numbers, dict.fromkeys(numbers, 0.0)
    if numbers and ranked:
        text = f"SELECT rowid, -bm25(words, {_WEIGHTS}) FROM words WHERE words MATCH ?"
        scores = dict(catalogue.rows(text, (asked,)))
        chosen = _first(chosen, lambda number: -scores[number], _order(catalogue), limit)
    elif numbers:
        theses = {number for (number,) in catalogue.rows("SELECT n FROM claim WHERE kind = 'thesis'")}
        some = [number for number in numbers if number in theses]
        if limit is not None and limit <= len(some):
            chosen = some
        chosen = _first(chosen, lambda number: number not in theses, _order(catalogue), limit)
    hits = [_hit(catalogue, number, scores[number], every) for number in chosen]
    return {"hits": hits, "count": len(numbers), "ranked": ranked}


def _first(
    numbers: list[int], best: Callable[[int], float], order: Callable[[int], int], limit: int | None
) -> list[int]:
    """The claims that come first: ``best``, by their papers' ids, in file order."""

    def key(number: int) -> tuple[float, int, int]:
        return best(number), order(number), number

    return sorted(numbers, key=key) if limit is None else nsmallest(limit, numbers, key=key)


def _order(catalogue: Catalogue) -> Callable[[int], int]:
    """The place of a claim's paper among all by their ids: the numbers of one paper's claims are a run."""
    firsts = sorted(
        catalogue.rows(
            "SELECT claim.n, paper.id FROM paper"
            " CROSS JOIN claim ON claim.paper = paper.n AND claim.place = 0"
        )
    )
    starts = [number for number, _ in firsts]
    places = {name: place for place, name in enumerate(sorted(name for _, name in firsts))}
    place_of = [-1, *(places[name] for _, name in firsts)]
    return lambda number: place_of[bisect(starts, number)]


def _hit(catalogue: Catalogue, number: int, score: float, every: bool) -> CorpusHit:
    row = catalogue.one(
        "SELECT paper.id, claim.id, text, holder, attributed, status"
        " FROM claim JOIN paper ON paper.n = claim.paper WHERE claim.n = ?",
        (number,),
    )
    if row is None:
        raise catalogue.damaged("words are indexed of claims that there are not")
    paper, id_, text, holder, attributed, status = row
    return {
        "paper": paper,
        "kind": "claim",
        "id": f"{paper}:{id_}",
        "text": text,
        "score": round(score, 6),
        "every_word": every,
        "holder": holder and f"{paper}:{holder}",
        "attributed": bool(attributed),
        "status": status,
    }
