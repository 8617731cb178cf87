"""Works that hold up several papers, and what each of them alone brings down there."""

from __future__ import annotations

from collections.abc import Collection

from typing_extensions import TypedDict

from .across import papers_of
from .catalogue import Catalogue
from .rows import Changed
from .withdrawing import as_stored, citing_in, worked_out


class Bridge(TypedDict):
    """A work that two papers or more cite; of each the theses whose status it lowers alone."""

    work: str
    title: str
    papers: list[Crossing]


class Crossing(TypedDict):
    """A paper that cites a work."""

    paper: str
    works: list[str]
    theses: list[Changed]


def bridges(catalogue: Catalogue, work: str | None = None, *, papers: Collection[str] = ()) -> list[Bridge]:
    """Works that two papers or more cite, or ``work`` alone; those that most papers cite first.

    Where there are ``papers``: those that one of them cites. Raises UnknownName.
    """
    where, values = ("AND class = ?", [work]) if work else ("", [])
    if papers:
        within, names = citing_in(papers_of(catalogue, papers))
        where += f" AND class IN (SELECT class FROM cited {within})"
        values += names
    rows: dict[str, Bridge] = {}
    crossing: dict[tuple[str, str], Crossing] = {}
    stored: dict[tuple[str, str], list[str]] = {}
    for class_, paper, id_, title, drops in catalogue.rows(
        "SELECT class, citing, id, title, drops FROM cited WHERE class IN"
        " (SELECT class FROM work GROUP BY class HAVING count(DISTINCT paper) > 1)"
        f" {where} ORDER BY class, citing, place",
        values,
    ):
        bridge = rows.setdefault(class_, {"work": class_, "title": title, "papers": []})
        if (class_, paper) not in crossing:
            crossing[class_, paper] = {"paper": paper, "works": [], "theses": []}
            bridge["papers"].append(crossing[class_, paper])
        crossing[class_, paper]["works"].append(id_)
        stored.setdefault((class_, paper), []).append(drops)
    for (class_, paper), drops in stored.items():
        row = crossing[class_, paper]
        if len(drops) == 1:
            row["theses"] = as_stored(catalogue, drops[0])["theses"]
        else:
            number = catalogue.one("SELECT n FROM paper WHERE id = ?", (paper,))
            assert number is not None
            row["theses"] = worked_out(catalogue, number[0], row["works"])["theses"]
    return sorted(rows.values(), key=lambda row: (-len(row["papers"]), row["work"]))
