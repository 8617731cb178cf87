"""Which works of all papers are one: kept with each work, mended where papers come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from typing_extensions import TypedDict

from ..errors import UnknownName, UsageError
from .catalogue import Catalogue, Writer
from .keys import KINDS, Classes, Key, keys_in, spelled

Place: TypeAlias = tuple[int, int]
"""A work: the number of its paper, and its place there."""
_AT_ONCE = 400


class Member(TypedDict):
    """A work of one paper."""

    paper: str
    id: str
    title: str


class Decision(TypedDict):
    """A key that joined works though it is the least sure, or that did not, and why."""

    key: str
    decision: str
    works: list[Member]


class CorpusWork(TypedDict):
    """A work as all papers know it: its key, its title in the first, who cites it."""

    id: str
    title: str
    papers: int
    works: list[Member]


def settle(catalogue: Writer, touched: Iterable[Place], keys: Iterable[Key]) -> None:
    """Say anew of every work in ``touched``, or tied by keys to one or to ``keys``, which work it is.

    Works that share no key, not even through others, cannot be one: so nothing else changes.
    """
    known = _tied(catalogue, touched, keys)
    if not known:
        return
    names = settled_names(catalogue, known)
    catalogue.connection.executemany(
        "UPDATE work SET class = ? WHERE paper = ? AND place = ? AND class != ?",
        [(name, *place, name) for place, name in names.items()],
    )


def settled_names(catalogue: Catalogue, known: dict[Place, list[Key]]) -> dict[Place, str]:
    """Of every work in ``known`` the name of its class: its surest key, else paper and id."""
    found = classes(catalogue, known)
    names: dict[Place, str] = {}
    for members in found.members.values():
        keys = {key for place in members for key in known[place]}
        name = spelled(min(keys, key=lambda key: (KINDS.index(key[0]), key[1]))) if keys else ""
        for place in members:
            names[place] = name or _local(catalogue, place)
    return _apart(catalogue, found, names)


def _apart(catalogue: Catalogue, found: Classes[Place], names: dict[Place, str]) -> dict[Place, str]:
    """``names`` where two classes that share their surest key, and were not joined by it, differ."""
    using: dict[str, set[Place]] = {}
    for place, name in names.items():
        using.setdefault(name, set()).add(found.of[place])
    for roots in using.values():
        if len(roots) > 1:
            for root in roots:
                members = sorted(found.members[root], key=lambda place: _local(catalogue, place))
                for place in members:
                    names[place] = _local(catalogue, members[0])
    return names


def _local(catalogue: Catalogue, place: Place) -> str:
    row = catalogue.one(
        "SELECT citing || ':' || id FROM cited WHERE paper = ? AND place = ?",
        place,
    )
    assert row is not None
    return str(row[0])


def classes(catalogue: Catalogue, known: dict[Place, list[Key]]) -> Classes[Place]:
    """The classes of the works in ``known``, with what people decided."""
    split = [one for what, one, _ in decided(catalogue) if what == "split"]
    joined = [(one, other) for what, one, other in decided(catalogue) if what == "join" and other]
    return Classes(known, split, joined)


def decided(catalogue: Catalogue) -> list[tuple[str, Key, Key | None]]:
    """What people decided, ``split`` or ``join``, and about which keys. Raises FileError."""
    found: list[tuple[str, Key, Key | None]] = []
    for what, *keys in catalogue.rows("SELECT what, one, other FROM decision ORDER BY what, one, other"):
        try:
            one, other = key_of(keys[0]), key_of(keys[1]) if what == "join" else None
        except UsageError as error:
            raise catalogue.damaged(f"a decision about {error.message}") from error
        found.append((what, one, other))
    return found


def key_of(text: str) -> Key:
    """The key that is typed as ``text``. Raises UsageError."""
    kind, mark, value = text.partition(":")
    if kind not in KINDS or not mark or not value:
        raise UsageError(
            f'"{text}" is no key of a work',
            "write doi:10.…, isbn:978…, url:… or title:… as corpus works does",
        )
    return kind, value


def _tied(catalogue: Catalogue, touched: Iterable[Place], keys: Iterable[Key]) -> dict[Place, list[Key]]:
    """The works in ``touched`` or with one of ``keys``, and all that are tied to them, with their keys."""
    beside: dict[Key, list[Key]] = {}
    for _, one, other in decided(catalogue):
        if other:
            beside.setdefault(one, []).append(other)
            beside.setdefault(other, []).append(one)
    known: dict[Place, list[Key]] = {}
    seen: set[Key] = set()
    places = list(dict.fromkeys(touched))
    wanted = list(dict.fromkeys(keys))
    while places or wanted:
        for place in places:
            known[place] = []
        for some in _parts(places):
            marks = " OR ".join(["(paper = ? AND place = ?)"] * len(some))
            values = [each for place in some for each in place]
            for kind, value, paper, at in catalogue.rows(
                f"SELECT kind, value, paper, place FROM key WHERE {marks}", values
            ):
                known[paper, at].append((kind, value))
                wanted.append((kind, value))
        new = [key for key in dict.fromkeys(wanted) if key not in seen]
        new += [other for key in new for other in beside.get(key, ()) if other not in seen]
        seen.update(new)
        places, wanted = [], []
        for some_keys in _parts(list(dict.fromkeys(new))):
            marks = " OR ".join(["(kind = ? AND value = ?)"] * len(some_keys))
            values = [each for key in some_keys for each in key]
            for paper, at in catalogue.rows(f"SELECT DISTINCT paper, place FROM key WHERE {marks}", values):
                if (paper, at) not in known:
                    places.append((paper, at))
        places = list(dict.fromkeys(places))
    for each in known.values():
        each.sort(key=lambda key: (KINDS.index(key[0]), key[1]))
    return known


def _parts(things: list) -> Iterator[list]:  # type: ignore[type-arg]
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]


def everything(catalogue: Catalogue) -> dict[Place, list[Key]]:
    """All works, with their keys."""
    known: dict[Place, list[Key]] = {
        (paper, place): [] for paper, place in catalogue.rows("SELECT paper, place FROM cited")
    }
    for kind, value, paper, place in catalogue.rows("SELECT kind, value, paper, place FROM key"):
        if (paper, place) in known:
            known[paper, place].append((kind, value))
    for each in known.values():
        each.sort(key=lambda key: (KINDS.index(key[0]), key[1]))
    return known


def decisions(catalogue: Catalogue) -> list[Decision]:
    """Every join by title, year and maker alone, every one refused, and what people decided; by key."""
    known = everything(catalogue)
    found = classes(catalogue, known)
    holding: dict[Key, list[Place]] = {}
    for place, keys in known.items():
        for key in keys:
            holding.setdefault(key, []).append(place)
    rows: list[Decision] = []
    said: list[tuple[Key, str]] = [(key, "joined by its title") for key in found.weak]
    said += [(each.key, f"refused: another {_SAYS[each.kind]}") for each in dict.fromkeys(found.refused)]
    for key, what in sorted(said):
        rows.append({"key": spelled(key), "decision": what, "works": _members(catalogue, holding[key])})
    for _, one, other in decided(catalogue):
        works = _members(catalogue, [p for key in (one, other) if key for p in holding.get(key, ())])
        text = f"joined by you with {spelled(other)}" if other else "split by you"
        rows.append({"key": spelled(one), "decision": text, "works": works})
    return rows


_SAYS = {"doi": "DOI", "isbn": "ISBN", "url": "address", "title": "title"}


def _members(catalogue: Catalogue, places: Iterable[Place]) -> list[Member]:
    """The works at ``places``, in the order of their papers."""
    found: list[Member] = []
    for place in places:
        row = catalogue.one("SELECT citing, id, title FROM cited WHERE paper = ? AND place = ?", place)
        assert row is not None
        found.append({"paper": row[0], "id": row[1], "title": row[2]})
    return sorted(found, key=lambda member: (member["paper"], member["id"]))


def decide(catalogue: Writer, what: str, one: str, other: str = "") -> None:
    """Keep that ``one`` joins nothing (``split``), or that it and ``other`` are one work (``join``).

    A second decision about the same takes the first back. Raises UsageError, UnknownName for a key
    that no work has.
    """
    keys = [_kept(catalogue, key_of(each)) for each in (one, other) if each]
    one, other = (*map(spelled, keys), "")[:2]
    with catalogue.state():
        gone = catalogue.connection.execute(
            "DELETE FROM decision WHERE (one = ? AND other = ?) OR (one = ? AND other = ?)",
            (one, other, other, one),
        ).rowcount
        if not gone:
            catalogue.put("decision", [(what, one, other)])
        settle(catalogue, (), keys)


def _kept(catalogue: Catalogue, key: Key) -> Key:
    """``key``, in another spelling perhaps, as a work has it. Raises UnknownName."""
    for each in (key, *(found for found in keys_in(key[1]) if found[0] == key[0])):
        if catalogue.one("SELECT 1 FROM key WHERE kind = ? AND value = ?", each):
            return each
    raise UnknownName(f'no work has the key "{spelled(key)}"', hint="corpus works lists them")


def corpus_works(catalogue: Catalogue, least: int = 1, name: str | None = None) -> list[CorpusWork]:
    """Every work that ``least`` papers or more cite, or the one called ``name``; the most cited first."""
    where, values = ("WHERE class = ?", [name]) if name else ("", [])
    rows: dict[str, CorpusWork] = {}
    for class_, paper, work, title in catalogue.rows(
        f"SELECT class, citing, id, title FROM cited {where} ORDER BY class, citing, place",
        values,
    ):
        row = rows.setdefault(class_, {"id": class_, "title": title, "papers": 0, "works": []})
        row["works"].append({"paper": paper, "id": work, "title": title})
    for row in rows.values():
        row["papers"] = len({each["paper"] for each in row["works"]})
    found = [row for row in rows.values() if row["papers"] >= least]
    return sorted(found, key=lambda row: (-row["papers"], row["id"]))
