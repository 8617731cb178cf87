"""Works by their keys: which of them an entry of a list names, and why not another."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

from ..model.addresses import address, is_home
from ..model.dates import bounds
from ..model.entities import Work
from ..model.identifiers import dois, isbns
from ..model.listed import Key, Listed
from ..model.titles import title_key, titled

Ref = TypeVar("Ref", bound=Hashable)
_KEYS: tuple[Key, ...] = ("doi", "url", "isbn", "id", "title")  # the surest first
_COMMON = re.compile(
    r"abstracts?|acknowledgements|annualreport|appendix|background|bookreviews?|comment|commentary"
    r"|conclusions?|contents|correspondence|corrections?|discussion|editorial|editorsnote|erratum"
    r"|foreword|index|inmemoriam|introduction|letters?|lettertotheeditor|methods|news|notes|obituary"
    r"|overview|preface|reply|response|results|retraction|reviews?|summary|tableofcontents|untitled"
)
"""Titles that so many works have that one alone names none."""


class _Own(NamedTuple):
    """What of a work must not contradict an entry."""

    dois: frozenset[str]
    titles: frozenset[str]
    year: int | None
    notice: bool


class Index(Generic[Ref]):
    """The keys of works, made once and asked of any number of lists; ``Ref`` says which work."""

    def __init__(self) -> None:
        self.named: dict[tuple[Key, str], list[Ref]] = {}
        self.own: dict[Ref, _Own] = {}

    def add(self, ref: Ref, work: Work, *, ids: bool = True) -> None:
        """Let ``work`` be found as ``ref``; by its ids too, unless other data sets are in the index."""
        title = titled(work.title)
        titles = {title_key(work.title)} | (set() if title.notice else {title_key(title.title)})
        own = {*dois(work.doi or ""), *dois(work.url or "")}
        page = address(work.url) if work.url else None
        keys: dict[tuple[Key, str], None] = dict.fromkeys(("doi", value) for value in own)
        keys |= dict.fromkeys(("url", value) for value in (page,) if value)
        keys |= dict.fromkeys(("isbn", value) for value in isbns(work.isbn or ""))
        keys |= dict.fromkeys(("id", name) for name in (work.id, *work.formerly) if ids)
        keys |= dict.fromkeys(("title", value) for value in titles if value)
        for key in keys:
            self.named.setdefault(key, []).append(ref)
        given = frozenset(dois(work.doi or "")) or frozenset(own)
        self.own[ref] = _Own(given, frozenset(titles), _year(work), title.notice)

    def find(self, entry: Listed) -> tuple[Key | None, list[Ref], str | None]:
        """By which key ``entry`` names which works; or why it names none that has one of its keys."""
        if not any(key in self.named for key in entry.keys):
            return None, [], None
        why = None
        for wanted in _KEYS:
            found: dict[Ref, None] = {}
            for key in entry.keys:
                if key[0] != wanted:
                    continue
                refs = self.named.get(key, ())
                for ref in refs:
                    doubt = self._doubt(entry, wanted, key[1], ref, len(refs))
                    why = why or doubt
                    if doubt is None:
                        found[ref] = None
            if found:
                return wanted, list(found), None
        return None, [], why

    def _doubt(self, entry: Listed, by: Key, value: str, ref: Ref, many: int) -> str | None:
        """Why ``entry`` does not name the work that shares its key."""
        if by == "doi":
            return None
        own = self.own[ref]
        given = {value for key, value in entry.keys if key == "doi"}
        if given and own.dois and own.dois.isdisjoint(given) and not (entry.notice and by == "title"):
            return f"{ref} has the same {_SAYS[by]}, but another DOI"
        if by == "url" and is_home(value) and many > 1:
            return f"{many} works have this home page as their address"
        if by in ("url", "isbn") and not entry.alone and not _alike(entry.titles, own.titles):
            return f"{ref} has the same {_SAYS[by]}, but another title"
        if by == "title" and own.notice:
            return f"{ref} is the notice, not the work it is about"
        if by == "title" and not entry.alone:
            if entry.year and own.year and entry.year != own.year:
                return f"{ref} has the same title, but is of {own.year}"
            if _COMMON.fullmatch(value) and not (entry.year and own.year):
                return f"{ref} has the same title, which says nothing: many works are called so"
        return None


_SAYS: dict[Key, str] = {"doi": "DOI", "url": "address", "isbn": "ISBN", "id": "id", "title": "title"}


def _alike(given: Iterable[str], own: Iterable[str]) -> bool:
    """Whether two sets of titles may be of one work: one is the beginning of the other, or one is unknown."""
    given = [title for title in given if title]
    return not given or any(a.startswith(b) or b.startswith(a) for a in given for b in own if b)


def _year(work: Work) -> int | None:
    if work.date is None or work.date.is_ is None:
        return None
    first, last = bounds(work.date.is_)
    return int(first[0]) if first[0] == last[0] and abs(first[0]) < 10_000 else None
