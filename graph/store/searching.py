"""Claims of all papers by words: the same words fit as in one paper; how rare one is, all papers say."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from typing_extensions import TypedDict

from ..errors import UsageError
from ..naming.ranking import IDLE, Index, alike
from ..naming.words import words
from .catalogue import Catalogue

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

    Raises UsageError for an empty query. Time: linear in the claims found, up to 10,000 of them,
    and in the words in the store that begin as one of those asked does.
    """
    typed = list(dict.fromkeys(words(query)))
    if not typed:
        raise UsageError("nothing to search for", "give a word or two, such as: claimgraph search nato")
    needed = [word for word in typed if word not in IDLE] or typed
    meant = {word: _meant(catalogue, word) for word in typed}
    every = " AND ".join(_any(meant[word]) for word in needed)
    within, names = "", []
    if papers:
        within = f" AND paper.id IN ({', '.join('?' * len(papers))})"
        names = list(papers)
    count = 0
    if all(meant[word] for word in needed):
        count = _count(catalogue, every, within, names)
    if count:
        idle = [word for word in typed if word not in needed and meant[word]]
        asked = f"({every})" + "".join(f" OR (({every}) AND {_any(meant[word])})" for word in idle)
        hits = list(_hits(catalogue, asked, within, names, count <= MOST_RANKED, True, limit))
        return {"hits": hits, "count": count, "ranked": count <= MOST_RANKED}
    some = [_any(meant[word]) for word in needed if meant[word]]
    if not some:
        return {"hits": [], "count": 0, "ranked": True}
    found = _count(catalogue, " OR ".join(some), within, names)
    ranked = found <= MOST_RANKED
    hits = list(
        _hits(catalogue, " OR ".join(some), within, names, ranked, False, min(limit or _CLOSE, _CLOSE))
    )
    return {"hits": hits, "count": len(hits), "ranked": ranked}


def papers_with(catalogue: Catalogue, query: str) -> list[tuple[str, str]]:
    """The papers that have a claim with every word of ``query``, and of each the first such claim."""
    typed = list(dict.fromkeys(words(query)))
    meant = [_meant(catalogue, word) for word in typed if word not in IDLE]
    if not meant or not all(meant):
        return []
    rows = catalogue.rows(
        "SELECT paper.id, claim.id, min(claim.place) FROM words JOIN claim ON claim.n = words.rowid"
        " JOIN paper ON paper.n = claim.paper WHERE words MATCH ? GROUP BY paper.id ORDER BY paper.id",
        (" AND ".join(map(_any, meant)),),
    )
    return [(paper, claim) for paper, claim, _ in rows]


def _any(known: Collection[str]) -> str:
    return "(" + " OR ".join(f'"{word}"' for word in known) + ")"


def _meant(catalogue: Catalogue, typed: str) -> list[str]:
    """The words in the store that ``typed`` may mean, by the rule of the search of one paper."""
    first = typed[0]
    if typed.isascii():
        rows = catalogue.rows(
            "SELECT term FROM vocabulary WHERE term >= ? AND term < ?", (first, chr(ord(first) + 1))
        )
    else:
        rows = catalogue.rows("SELECT term FROM vocabulary WHERE instr(term, ?) > 0", (typed,))
    beginning = [word for (word,) in rows]
    found = alike(_known(beginning), typed)
    if found:
        return list(found)
    near = catalogue.rows(
        "SELECT term FROM vocabulary WHERE length(term) BETWEEN ? AND ?", (len(typed) - 1, len(typed) + 1)
    )
    return list(alike(_known([word for (word,) in near]), typed))


def _known(words: list[str]) -> Index:
    return Index([], [], {word: [] for word in words})


def _count(catalogue: Catalogue, query: str, within: str, names: list[str]) -> int:
    if within:
        text = (
            "SELECT count(*) FROM words JOIN claim ON claim.n = words.rowid"
            f" JOIN paper ON paper.n = claim.paper WHERE words MATCH ?{within}"
        )
    else:
        text = "SELECT count(*) FROM words WHERE words MATCH ?"
    row = catalogue.one(text, (query, *names))
    return int(row[0]) if row else 0


def _hits(
    catalogue: Catalogue,
    query: str,
    within: str,
    names: list[str],
    ranked: bool,
    every: bool,
    limit: int | None,
) -> Iterator[CorpusHit]:
    score = f"-bm25(words, {_WEIGHTS})" if ranked else "0"
    order = "score DESC, paper.id, claim.place" if ranked else "claim.kind != 'thesis', paper.id, claim.place"
    rows = catalogue.rows(
        f"SELECT paper.id, claim.id, claim.text, {score} AS score, claim.holder, claim.attributed, status"
        " FROM words JOIN claim ON claim.n = words.rowid JOIN paper ON paper.n = claim.paper"
        f" WHERE words MATCH ?{within} ORDER BY {order} LIMIT ?",
        (query, *names, -1 if limit is None else limit),
    )
    for paper, id_, text, points, holder, attributed, status in rows:
        yield {
            "paper": paper,
            "kind": "claim",
            "id": f"{paper}:{id_}",
            "text": text,
            "score": round(points, 6),
            "every_word": every,
            "holder": holder and f"{paper}:{holder}",
            "attributed": bool(attributed),
            "status": status,
        }
