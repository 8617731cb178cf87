"""Which entry of a library is which work: by DOI, ISBN or address, else by title, first maker and year."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from ..documents.notes.people import family, is_body
from ..documents.notes.words import telling, words
from ..model.addresses import address, is_home
from ..model.bibliography import Entry, year_of
from ..model.entities import Dataset, Work
from ..model.identifiers import dois, isbns
from ..model.titles import title_key, titled

By: TypeAlias = Literal["doi", "isbn", "url", "title"]
_Key: TypeAlias = tuple[By, str]
_Maker: TypeAlias = tuple[str, str]
"""A person's family name and first initial, or an institution's name."""


_MOST_SHARING = 100
"""Works with one key; of more nobody could tell which is meant."""


class Match(NamedTuple):
    """The entries that fit a work, each with what agrees; one is sure, several are ambiguous."""

    work: str
    entries: tuple[Entry, ...]
    by: tuple[By, ...]


class _Known(NamedTuple):
    """What of a work or an entry is compared."""

    dois: frozenset[str]
    isbns: frozenset[str]
    url: str | None
    title: str
    titles: frozenset[str]
    """The whole title, and it without its subtitle."""
    maker: _Maker
    container: str
    year: int | None

    @property
    def keys(self) -> Iterator[_Key]:
        yield from (("doi", each) for each in self.dois)
        yield from (("isbn", each) for each in self.isbns)
        if self.url:
            yield "url", self.url
        yield from (("title", each) for each in self.titles)


def matches(dataset: Dataset, entries: Sequence[Entry]) -> list[Match]:
    """For each work that any of ``entries`` fits: which, and by what. Works in the order of the file.

    An entry with another DOI never fits. A shared ISBN or address says nothing alone where the titles
    contradict it, unless the work's own was guessed and no other work shares it: chapters share a book's.
    Time: linear in works and entries.
    """
    works = {id_: _of_work(work, dataset) for id_, work in dataset.works.items()}
    sharing: dict[_Key, list[str]] = {}
    for id_, own in works.items():
        for key in own.keys:
            sharing.setdefault(key, []).append(id_)
    wanted = {by for by, _ in sharing}
    found: dict[str, dict[int, By]] = {}
    for place, entry in enumerate(entries):
        other: _Known | None = None
        for key in _keys_of(entry, wanted):
            ids = sharing.get(key, ())
            for id_ in ids if len(ids) <= _MOST_SHARING else ():
                other = other or _of_entry(entry)
                fits = _fits(dataset.works[id_], works[id_], other, key, alone=len(ids) == 1)
                if fits and place not in found.get(id_, ()):
                    found.setdefault(id_, {})[place] = key[0]
    return [
        Match(id_, tuple(entries[place] for place in found[id_]), tuple(found[id_].values()))
        for id_ in works
        if id_ in found
    ]


def _keys_of(entry: Entry, wanted: Container[By]) -> Iterator[_Key]:
    """The keys of ``entry``, the surest first, as far as any work has such: most entries fit none."""
    if "doi" in wanted and (entry.doi or "10." in entry.url):
        yield from (("doi", each) for each in _dois_of(entry))
    if "isbn" in wanted and entry.isbn:
        yield from (("isbn", each) for each in isbns(entry.isbn))
    if "url" in wanted and entry.url and (page := address(entry.url)):
        yield "url", page
    yield from (("title", each) for each in _titles(entry.title))


def _dois_of(entry: Entry) -> frozenset[str]:
    return frozenset(dois(entry.doi)) or frozenset(dois(entry.url))


def _whole(title: str) -> str:
    return title_key(titled(title).title) if title else ""


def _titles(title: str) -> frozenset[str]:
    """The keys of a title, with and without its subtitle."""
    own = titled(title).title if title else ""
    main, colon, _ = own.partition(":")
    return frozenset({title_key(own), title_key(main) if colon and " " in main.strip() else ""} - {""})


def _fits(work: Work, own: _Known, other: _Known, key: _Key, *, alone: bool) -> bool:
    by, value = key
    if own.dois and other.dois and own.dois.isdisjoint(other.dois):
        return False
    if by == "doi":
        return True
    if by == "title" and own.title not in other.titles and other.title not in own.titles:
        return False  # two subtitles
    if by == "title":
        same_year = own.year is not None and own.year == other.year
        if own.maker[0] or other.maker[0]:
            return same_year and _same_maker(own.maker, other.maker)
        return same_year and bool(own.container) and own.container == other.container
    if by == "url" and is_home(value):
        return False
    alike = own.title.startswith(other.title) or other.title.startswith(own.title)
    return alike or (alone and "title" in work.review)


def _of_work(work: Work, dataset: Dataset) -> _Known:
    def called(text: str | None) -> str:
        actor = dataset.actors.get(text) if text else None
        return actor.name if actor else text or ""

    return _Known(
        frozenset(dois(work.doi or "")) or frozenset(dois(work.url or "")),
        frozenset(isbns(work.isbn or "")),
        address(work.url) if work.url else None,
        _whole(work.title),
        _titles(work.title),
        _maker_of(called(work.creators[0]) if work.creators else called(work.issuer)),
        title_key(work.container or ""),
        year_of(work.date.is_) if work.date else None,
    )


def _of_entry(entry: Entry) -> _Known:
    return _Known(
        _dois_of(entry),
        frozenset(isbns(entry.isbn)),
        address(entry.url) if entry.url else None,
        _whole(entry.title),
        _titles(entry.title),
        _maker_of(str(entry.creators[0]) if entry.creators else entry.issuer),
        title_key(entry.container),
        entry.year,
    )


def _maker_of(name: str) -> _Maker:
    if is_body(name):
        return " ".join(telling(name)), ""
    said = words(name)
    return family(name) or "".join(said), said[0][:1] if len(said) > 1 else ""


def _same_maker(one: _Maker, other: _Maker) -> bool:
    """Whether two names may be one's: given names count by their initials, where both have any."""
    return one[0] == other[0] and (one[1] == other[1] or not one[1] or not other[1])
