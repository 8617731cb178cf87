"""When two works are one: by DOI, ISBN, address, or title, year and first maker; never across a conflict."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from ..model.addresses import address, is_home, looks_like_address
from ..model.dates import bounds
from ..model.entities import Dataset, Work
from ..model.identifiers import dois, isbns
from ..model.joining import joined as connected
from ..model.titles import title_key, titled

Ref = TypeVar("Ref", bound=Hashable)
Key: TypeAlias = tuple[str, str]
"""Its kind, one of ``KINDS``, and its value."""
KINDS = ("doi", "isbn", "url", "title")
"""The surest first."""


class Refused(NamedTuple):
    """Works that share a key and are not one for it: they differ in a surer one."""

    key: Key
    kind: str
    """The kind of key that tells them apart."""


def keys_of(work: Work, dataset: Dataset) -> tuple[Key, ...]:
    """What ``work`` may be known by elsewhere, the surest first; local ids are no keys.

    Of an address that is the home page of a site none is made: many works stand there.
    """
    found = [("doi", value) for value in (*dois(work.doi or ""), *dois(work.url or ""))]
    found += [("isbn", value) for value in isbns(work.isbn or "")]
    page = address(work.url) if work.url else None
    if page and not is_home(page):
        found.append(("url", page))
    by_title = _by_title(work, dataset)
    if by_title:
        found.append(("title", by_title))
    return tuple(dict.fromkeys(found))


def keys_in(text: str) -> list[Key]:
    """The keys that ``text``, a DOI, an ISBN or an address in any spelling, may be of a work."""
    page = address(text) if looks_like_address(text) else None
    found = [("doi", value) for value in dois(text)] + [("isbn", value) for value in isbns(text)]
    return found + ([("url", page)] if page else [])


def _by_title(work: Work, dataset: Dataset) -> str | None:
    makers = (*work.creators, *filter(None, (work.issuer,)))
    year = _year(work)
    if not makers or year is None:
        return None
    actor = dataset.actors.get(makers[0])
    title, maker = title_key(titled(work.title).title), title_key(actor.name if actor else makers[0])
    return f"{title}|{year}|{maker}" if title and maker else None


def _year(work: Work) -> int | None:
    if work.date is None or work.date.is_ is None:
        return None
    first, last = bounds(work.date.is_)
    return int(first[0]) if first[0] == last[0] and abs(first[0]) < 10_000 else None


def spelled(key: Key) -> str:
    """``key`` as it is typed: ``doi:10.1000/1``."""
    return f"{key[0]}:{key[1]}"


class Classes(Generic[Ref]):
    """Works that are one, found level by level, the surest kind of key first.

    What shares a key is one, unless it differs in a surer kind. Of works that share a key, those
    that differ from another of them are left out; and where others would still bring together two
    that differ, none of that group is joined. So the order in which works come decides nothing.
    """

    def __init__(
        self,
        known: Mapping[Ref, Sequence[Key]],
        split: Collection[Key] = (),
        joined: Iterable[tuple[Key, Key]] = (),
    ) -> None:
        """Of the works in ``known``. Keys in ``split`` join nothing, a pair in ``joined`` always does.

        Time: linear in the works and their keys, but for keys on which works disagree.
        """
        self.of: dict[Ref, Ref] = {ref: ref for ref in known}
        """Every work to the one of its class that stands for it."""
        self.members: dict[Ref, list[Ref]] = {ref: [ref] for ref in known}
        self.refused: list[Refused] = []
        self.weak: list[Key] = []
        """The keys of the last kind that joined works."""
        self._values: dict[Ref, dict[str, set[str]]] = {}
        holding: dict[Key, list[Ref]] = {}
        for ref, keys in known.items():
            of_kinds: dict[str, set[str]] = {}
            for key in keys:
                of_kinds.setdefault(key[0], set()).add(key[1])
                holding.setdefault(key, []).append(ref)
            self._values[ref] = of_kinds
        for left, right in joined:
            both = [*holding.get(left, ()), *holding.get(right, ())]
            for ref in both[1:]:
                self._join(both[0], ref)
        for level, kind in enumerate(KINDS):
            here = sorted(key for key in holding if key[0] == kind and key not in split)
            self._level([(key, holding[key]) for key in here], KINDS[:level])

    def _level(self, shared: Iterable[tuple[Key, list[Ref]]], surer: Sequence[str]) -> None:
        wanted: list[tuple[Key, list[Ref]]] = []
        for key, refs in shared:
            groups = list(dict.fromkeys(self.of[ref] for ref in refs))
            odd = self._at_odds(groups, surer)
            for kind in sorted(set(odd.values())):
                self.refused.append(Refused(key, kind))
            agreed = [group for group in groups if group not in odd]
            if len(agreed) > 1:
                wanted.append((key, agreed))
        name = {group: str(place) for place, group in enumerate(g for _, groups in wanted for g in groups)}
        root = connected((name[groups[0]], name[each]) for _, groups in wanted for each in groups)
        together: dict[str, list[Ref]] = {}
        for group, at in name.items():
            together.setdefault(root[at], []).append(group)
        odd_of = {at: self._at_odds(groups, surer) for at, groups in together.items()}
        for key, groups in wanted:
            odd = odd_of[root[name[groups[0]]]]
            if odd:
                self.refused.append(Refused(key, min(odd.values())))
            elif key[0] == KINDS[-1]:
                self.weak.append(key)
        for at, groups in together.items():
            if not odd_of[at]:
                for each in groups[1:]:
                    self._join(groups[0], each)

    def _at_odds(self, groups: Sequence[Ref], surer: Sequence[str]) -> dict[Ref, str]:
        """Those of ``groups`` that differ from another of them, and in which kind of key."""
        found: dict[Ref, str] = {}
        for kind in surer:
            given = [group for group in groups if self._values[group].get(kind)]
            for one, other in combinations(given, 2):
                if self._values[one][kind].isdisjoint(self._values[other][kind]):
                    found.setdefault(one, kind)
                    found.setdefault(other, kind)
        return found

    def _join(self, one: Ref, other: Ref) -> None:
        one, other = self.of[one], self.of[other]
        if one == other:
            return
        if len(self.members[one]) < len(self.members[other]):
            one, other = other, one
        for ref in self.members[other]:
            self.of[ref] = one
        self.members[one] += self.members.pop(other)
        for kind, given in self._values.pop(other).items():
            self._values[one].setdefault(kind, set()).update(given)
