"""What falls in all papers when works fall: what the store holds, else worked out for those papers alone."""

from __future__ import annotations

import functools
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from ..answers.retraction_rows import Match, Unmatched
from ..answers.withdraw import Weakened
from ..errors import AmbiguousName, UnknownName
from ..evidence_graph.graph import assembled, evidence
from ..hints import near
from ..model.terms import EvidenceClass
from ..naming.resolving import resolve
from .catalogue import Catalogue
from .finding import paper_in, plain_dataset
from .keys import keys_in
from .models import unpack_bones
from .rows import Changed, Fallen, Thing, withdrawn


class InPaper(TypedDict):
    """What the works withdrawn bring down in one paper."""

    paper: str
    works: list[str]
    lost: list[str]
    weakened: list[Weakened]
    theses: list[Changed]


class Withdrawn(TypedDict):
    """What falls in all papers, the papers hit hardest first; ``generation``: of the store.

    ``count``: how many papers cite what is withdrawn, where ``papers`` is limited, too.
    """

    generation: int
    withdrawn: list[str]
    count: int
    papers: list[InPaper]
    matched: list[Match]
    unmatched: list[Unmatched]


class RankedWork(TypedDict):
    """A work of all papers, and what its withdrawal alone does in them together."""

    work: str
    title: str
    papers: int
    theses_lost: int
    theses_weakened: int
    lost: int
    weakened: int


def named(catalogue: Catalogue, words: str) -> str:
    """The work of all papers called ``words``: a key in any spelling, ``paper:work``, or an id in one paper.

    Raises UnknownName; AmbiguousName where several works are called so.
    """
    if catalogue.one("SELECT 1 FROM work WHERE class = ? LIMIT 1", (words,)):
        return words
    head, _, rest = words.partition(":")
    tried: list[tuple[str, tuple[str, ...]]] = [("citing = ?1 AND id = ?2", (head, rest))]
    by_key = "(paper, place) IN (SELECT paper, place FROM key WHERE kind = ?1 AND value = ?2)"
    tried += [(by_key, key) for key in ((head, rest), *keys_in(words))]
    tried.append(("id = ?1", (words,)))
    for where, values in tried:
        rows = catalogue.rows(f"SELECT DISTINCT class FROM cited WHERE {where}", values)
        found = sorted(class_ for (class_,) in rows)
        if len(found) == 1:
            return str(found[0])
        if found:
            raise AmbiguousName(f'"{words}" is {len(found):,} works', found[:5], "say which")
    ids = [each for (each,) in catalogue.rows("SELECT DISTINCT id FROM work LIMIT 200000")]
    raise UnknownName(f'no work in the store is called "{words}"', near(words, ids, 5))


def gone(
    catalogue: Catalogue, names: Iterable[str], papers: Collection[str] = ()
) -> tuple[list[str], dict[str, list[Thing]]]:
    """The works of all papers among ``names``, and of each paper the other things: ``paper:claim``.

    Where ``papers`` is one, a bare name may be of it. Raises UnknownName, AmbiguousName.
    """
    works: list[str] = []
    others: dict[str, list[Thing]] = {}
    for name in names:
        only = next(iter(papers)) if len(papers) == 1 else None
        paper = paper_in(catalogue, name) or only
        try:
            works.append(named(catalogue, name))
        except UnknownName:
            if paper is None:
                raise
            thing = resolve(plain_dataset(catalogue, paper), name.removeprefix(f"{paper}:"))
            if thing.kind == "work":
                works.append(named(catalogue, f"{paper}:{thing.id}"))
            else:
                others.setdefault(paper, []).append((thing.kind, thing.id))
    return works, others


def withdraw(
    catalogue: Catalogue,
    works: Iterable[str],
    *,
    others: Mapping[str, Sequence[Thing]] = MappingProxyType({}),
    papers: Collection[str] = (),
    without: tuple[EvidenceClass, ...] = (),
    matched: Sequence[Match] = (),
    unmatched: Sequence[Unmatched] = (),
) -> Withdrawn:
    """What the withdrawal of ``works``, named as all papers know them, brings down, in ``papers`` or all.

    ``others``: of papers what else is withdrawn there, by kind and id. One work of a paper: what the
    store holds of it. Several of one, anything else, or any where there are classes of evidence to
    do ``without``: worked out anew for that paper. Time: linear in the papers that cite one of them.
    """
    gone = list(dict.fromkeys(works))
    cited: dict[int, list[tuple[str, str]]] = {}
    for start in range(0, len(gone), 500):
        some = gone[start : start + 500]
        marks = ", ".join("?" * len(some))
        for paper, work, drops in catalogue.rows(
            f"SELECT paper, id, drops FROM work WHERE class IN ({marks}) ORDER BY paper, place", some
        ):
            cited.setdefault(paper, []).append((work, drops))
    for name in others:
        row = catalogue.one("SELECT n FROM paper WHERE id = ?", (name,))
        cited.setdefault(row[0] if row else -1, [])
    found: list[InPaper] = []
    for paper, held in cited.items():
        row = catalogue.one("SELECT id FROM paper WHERE n = ?", (paper,))
        if row is None or (papers and row[0] not in papers):
            continue
        if without or row[0] in others:
            things = [*(("work", work) for work, _ in held), *others.get(row[0], ())]
            fallen = _without(catalogue, row[0], things, without)
        elif len(held) == 1:
            fallen = as_stored(catalogue, held[0][1])
        else:
            fallen = worked_out(catalogue, paper, [work for work, _ in held])
        found.append({"paper": row[0], "works": [work for work, _ in held], **fallen})
    found.sort(key=_gravest_first)
    return {
        "generation": catalogue.generation,
        "withdrawn": gone + [_spelled(paper, *each) for paper, things in others.items() for each in things],
        "count": len(found),
        "papers": found,
        "matched": list(matched),
        "unmatched": list(unmatched),
    }


def _spelled(paper: str, kind: str, id_: str | int) -> str:
    return f"{paper}:note:{id_}" if kind == "note" else f"{paper}:{id_}"


@functools.cache
def _drops() -> TypeAdapter[tuple[list[str], list[Weakened], list[Changed]]]:
    return TypeAdapter(tuple[list[str], list[Weakened], list[Changed]])


def as_stored(catalogue: Catalogue, drops: str) -> Fallen:
    """What the store holds of a work's withdrawal. Raises FileError where it makes no sense."""
    if not drops:
        return {"lost": [], "weakened": [], "theses": []}
    try:
        lost, weakened, theses = _drops().validate_json(drops)
    except ValueError as error:
        raise catalogue.damaged("what a work's withdrawal does is not told") from error
    return {"lost": lost, "weakened": weakened, "theses": theses}


def worked_out(catalogue: Catalogue, paper: int, works: Iterable[str]) -> Fallen:
    """What ``works`` together bring down in the paper numbered ``paper``. Raises FileError."""
    row = catalogue.one("SELECT bones FROM paper WHERE n = ?", (paper,))
    assert row is not None
    try:
        return withdrawn(assembled(unpack_bones(row[0])), [("work", work) for work in works])
    except ValueError as error:
        raise catalogue.damaged(error) from error


def _without(
    catalogue: Catalogue, paper: str, things: Iterable[Thing], without: tuple[EvidenceClass, ...]
) -> Fallen:
    dataset = plain_dataset(catalogue, paper)
    return withdrawn(evidence(dataset, without=without), things)


def _gravest_first(row: InPaper) -> tuple[int, int, int, int, str]:
    lost = sum(thesis["after"] == "unsupported" for thesis in row["theses"])
    return -lost, lost - len(row["theses"]), -len(row["lost"]), -len(row["weakened"]), row["paper"]


def ranking(catalogue: Catalogue, *, papers: Collection[str] = ()) -> list[RankedWork]:
    """Every work of all papers by what its withdrawal alone would do in all of them, the worst first.

    Only for works of which a paper has two is anything worked out anew.
    """
    within, values = citing_in(papers)
    twice: dict[str, dict[int, list[str]]] = {}
    for class_, paper, ids in catalogue.rows(
        f"SELECT class, paper, json_group_array(id) FROM cited {within} GROUP BY class, paper"
        " HAVING count(*) > 1",
        values,
    ):
        twice.setdefault(class_, {})[paper] = json.loads(ids)
    rows: list[RankedWork] = []
    for class_, title, count, one, two, three, four in catalogue.rows(
        "SELECT class, min(title), count(DISTINCT paper), sum(theses_lost), sum(theses_weakened),"
        f" sum(lost), sum(weakened) FROM cited {within} GROUP BY class",
        values,
    ):
        row: RankedWork = {
            "work": class_,
            "title": title,
            "papers": count,
            "theses_lost": one,
            "theses_weakened": two,
            "lost": three,
            "weakened": four,
        }
        if class_ in twice:
            _recount(row, withdraw(catalogue, [class_], papers=papers))
        rows.append(row)
    rows.sort(key=lambda r: (-r["theses_lost"], -r["theses_weakened"], -r["lost"], -r["weakened"], r["work"]))
    return rows


def _recount(row: RankedWork, answer: Withdrawn) -> None:
    theses = [thesis["after"] for paper in answer["papers"] for thesis in paper["theses"]]
    row["theses_lost"] = theses.count("unsupported")
    row["theses_weakened"] = len(theses) - row["theses_lost"]
    row["lost"] = sum(len(paper["lost"]) for paper in answer["papers"])
    row["weakened"] = sum(len(paper["weakened"]) for paper in answer["papers"])


def citing_in(papers: Collection[str]) -> tuple[str, list[str]]:
    """A condition that works are cited in ``papers``, and its values; none where there are none."""
    if not papers:
        return "", []
    return f"WHERE citing IN ({', '.join('?' * len(papers))})", list(papers)


def listed(
    catalogue: Catalogue, entries: Any, *, by_doi: bool = False
) -> tuple[list[str], Mapping[str, Any]]:
    """The works of all papers that a list of withdrawn publications names, and what it says of each."""
    from ..answers.retracted import judged
    from ..answers.work_index import Index

    index: Index[str] = Index()
    class_of: dict[str, str] = {}
    for number, name in catalogue.rows("SELECT n, id FROM paper ORDER BY id"):
        dataset = plain_dataset(catalogue, name)
        for id_, class_ in catalogue.rows("SELECT id, class FROM work WHERE paper = ?", (number,)):
            ref = f"{name}:{id_}"
            class_of[ref] = class_
            index.add(ref, dataset.works[id_], ids=False)
    answer = judged(index, entries)
    if by_doi:
        kept = [row for row in answer["matched"] if row["by"] == "doi"]
        names = {work for row in kept for work in row["works"]}
        answer["matched"], answer["works"] = kept, [work for work in answer["works"] if work in names]
    return list(dict.fromkeys(class_of[work] for work in answer["works"])), answer
