"""The works cited so far, found again by the words of a citation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..marks import upright
from . import signals
from .citations import Citation
from .fields import Fields
from .people import family, makers
from .spans import apart
from .words import SMALL, swapped, telling, words

_VOLUME_WORDS = frozenset(["vol", "vols", "bd", "band", "bde", "tome", "t", "tomo", "teil", "part", "pt"])
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}


@dataclass
class Known:
    """A work: its fields, the notes that cite it, and the words by which it is known again."""

    place: int
    fields: Fields
    words: frozenset[str]
    head: frozenset[str]
    """The words before the title."""
    title: tuple[str, ...]
    sequence: tuple[str, ...]
    """The telling words of the whole citation, in order."""
    volume: str | None
    notes: list[int] = field(default_factory=list)


def volume_of(text: str, fields: Fields | None = None) -> str | None:
    """The number of the volume that ``text`` names, of an article none."""
    if fields is not None and fields.quoted:
        return None
    parts = [part for part in apart(text) if part.kind == "italic" or len(part.text) > 3]
    rest = upright(text[parts[0].end :] if parts else text)
    if fields is not None and fields.title and not parts:
        rest = rest.partition(fields.title)[2] or rest
    found = signals.VOLUME.search(rest) or signals.BARE_VOLUME.search(rest)
    if found is None:
        return None
    number = next(group for group in found.groups() if group)
    return _ROMAN.get(number.casefold(), number.upper())


def _without_volume(sequence: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    skip = False
    for word in sequence:
        if word in _VOLUME_WORDS:
            skip = True
            continue
        if skip and (word.isdigit() or word in _ROMAN):
            skip = False
            continue
        skip = False
        kept.append(word)
    return tuple(kept)


def _addresses(fields: Fields) -> tuple[str, ...]:
    """The DOI and the address of a page below a site's first, as keys."""
    url = (fields.url or "").partition("//")[2].rstrip("/")
    return tuple(filter(None, ((fields.doi or "").casefold(), url if "/" in url else "")))


class Works:
    """All works so far, indexed by word, so that no citation is compared with every work."""

    def __init__(self) -> None:
        self.all: list[Known] = []
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_head: dict[str, set[int]] = defaultdict(set)
        self._by_address: dict[str, list[int]] = defaultdict(list)
        self._by_title: dict[tuple[str, ...], list[int]] = defaultdict(list)

    def add(self, cited: Citation, note: int) -> Known:
        """A work that is cited for the first time, in ``note``."""
        fields = cited.fields
        if cited.others and not fields.makers.others:
            fields = replace(fields, makers=fields.makers._replace(others=True))
        sequence = cited.words
        head = {*telling(fields.head), *fields.makers.families}
        if not head and fields.container:
            head = set(telling(fields.container))
        title = tuple(telling(fields.title)) or tuple(words(fields.title))
        known = Known(
            place=len(self.all),
            fields=fields,
            words=frozenset({*sequence, *telling(upright(cited.text)), *head, *title}),
            head=frozenset(head - SMALL),
            title=title,
            sequence=_without_volume(sequence),
            volume=volume_of(cited.text, fields),
            notes=[note],
        )
        self.all.append(known)
        for word in known.words:
            self._by_word[word].add(known.place)
        for word in known.head:
            self._by_head[word].add(known.place)
        self._by_title[title].append(known.place)
        for address in _addresses(fields):
            self._by_address[address].append(known.place)
        return known

    def addressed(self, cited: Citation) -> Known | None:
        """The one work at the address or under the DOI that ``cited`` prints, if it may be that."""
        places = {p for address in _addresses(cited.fields) for p in self._by_address.get(address, ())}
        if len(places) != 1:
            return None
        known = self.all[places.pop()]
        mine = set(telling(cited.fields.title))
        return known if len(mine & known.words) * 2 > len(mine) or not mine else None

    def same(self, cited: Citation) -> Known | None:
        """The work that ``cited`` cites in full again: title, first maker and date agree, and all else."""
        title = tuple(telling(cited.fields.title)) or tuple(words(cited.fields.title))
        found = [self.all[place] for place in self._by_title.get(title, ())]
        agreeing = [known for known in found if _agree(known, cited)]
        return (
            agreeing[0]
            if len(agreeing) == 1
            else next((k for k in agreeing if k.sequence == _without_volume(cited.words)), None)
        )

    def leaning(self, cited: Citation) -> list[Known]:
        """The works that the words of a short citation may mean; best, if one is."""
        sequence = _without_volume(cited.words)
        volume = volume_of(cited.text, cited.fields)
        if not sequence:
            return []
        found = self._holding(sequence)
        if not found:
            found = self._misspelt(sequence)
        fitting = [(known, fit) for known in found if (fit := _fit(known, cited, sequence, volume))]
        if not fitting:
            return []
        best = max(fit for _, fit in fitting)
        return _narrowed([known for known, fit in fitting if fit == best], cited)

    def volumes(self, known: Known, cited: Citation) -> list[int]:
        """First notes of other volumes of the title, where ``cited`` names none, or one that may be a page."""
        if known.volume or volume_of(cited.text, cited.fields):
            return []
        alike = [self.all[place] for place in self._by_title.get(known.title, ())]
        alike = [other for other in alike if other.volume and other.head & known.head]
        if len(cited.words) < 0.8 * len(known.sequence):
            return [other.notes[0] for other in alike]
        return [other.notes[0] for other in alike if other.volume == cited.locator]

    def holding(self, cited: Citation) -> list[Known]:
        """Works whose first citation holds every word of ``cited``."""
        volume = volume_of(cited.text, cited.fields)
        return [k for k in self._holding(_without_volume(cited.words)) if volume in (None, k.volume)]

    def _very(self, cited: Citation) -> list[Known]:
        """Works first cited in the very words of ``cited``."""
        sequence = _without_volume(cited.words)
        volume = volume_of(cited.text, cited.fields)
        return [k for k in self._holding(sequence) if k.sequence == sequence and k.volume == volume]

    def bare(self, cited: Citation) -> list[Known]:
        """Undated works all of whose words are among those of ``cited``: it may say more of one of them."""
        mine = set(cited.words)
        near = {p for word in mine for p in list(self._by_word.get(word, ()))[:50]}
        found = [self.all[place] for place in sorted(near)]
        return [k for k in found if k.fields.date is None and k.sequence and mine.issuperset(k.sequence)]

    def nearly(self, cited: Citation) -> list[Known]:
        """Works of the same maker all of whose title ``cited`` prints, and that no date or volume tells apart.

        Such a citation is hardly another work: it is one of them, read otherwise.
        """
        mine, date, volume = set(cited.words), cited.fields.date, volume_of(cited.text, cited.fields)
        found = []
        for known in self.by_author(cited)[:200]:
            title = set(known.title) - known.head
            other = known.fields.date
            dated_apart = date is not None and other is not None and date.edtf[:4] != other.edtf[:4]
            letters = [_letter(known.sequence, other.edtf[:4]), _letter(cited.words, date.edtf[:4])] if date and other else []
            dated_apart = dated_apart or (len(set(letters)) > 1 and all(letters))
            if len(title) > 1 and title <= mine and not dated_apart and not (
                volume and known.volume and volume != known.volume
            ):
                found.append(known)
        return found

    def by_author(self, cited: Citation) -> list[Known]:
        """Works whose makers share the first family name of ``cited``."""
        names = cited.fields.makers.families or (makers(cited.core) or cited.fields.makers).families
        first = names[0] if names else next(iter(cited.words), "")
        return [self.all[place] for place in sorted(self._by_head.get(first, ()))]

    def dated(self, cited: Citation) -> list[Known]:
        """The works that a name and a year may mean."""
        made, year = cited.fields.makers, cited.fields.year
        names = list(made.families) or telling(made.issuer or "")
        places = set.intersection(*(self._by_head.get(name, set()) for name in names)) if names else set()
        found = [self.all[place] for place in sorted(places) if self.all[place].fields.year == year]
        found = [known for known in found if not made.families or _family_first(names, known, made.families)]
        said = set(telling(made.issuer or cited.fields.head)) - SMALL
        found = [k for k in found if said <= k.words] or self._very(cited)
        volume = volume_of(cited.text)
        if volume is not None:
            found = [known for known in found if known.volume == volume]
        letter = f"{year}{cited.numbers[0]}" if cited.numbers and cited.numbers[0] else ""
        if letter:
            found = [k for k in found if letter in k.words] or [
                k for k in found if not any(w[:4] == year and len(w) == 5 for w in k.words)
            ]
        return _narrowed(found, cited)

    def _holding(self, sequence: Iterable[str]) -> list[Known]:
        postings = sorted((self._by_word.get(word, set()) for word in set(sequence)), key=len)
        if not postings or not postings[0]:
            return []
        places = set.intersection(*postings)
        return [self.all[place] for place in sorted(places)[:200]]

    def _misspelt(self, sequence: Sequence[str]) -> list[Known]:
        """Those found when one name, unknown as it is spelt, has two neighbouring letters swapped."""
        unknown = [word for word in sequence if word not in self._by_word]
        if len(unknown) != 1 or len(unknown[0]) < 4:
            return []
        others = [word for word in sequence if word != unknown[0]]
        found: list[Known] = []
        for variant in sorted(swapped(unknown[0])):
            if variant in self._by_head:
                found += [k for k in self._holding([variant, *others]) if variant in k.head]
        return found


def _agree(known: Known, cited: Citation) -> bool:
    mine, other = known.fields, cited.fields
    if (
        mine.makers.families[:1]
        and other.makers.families[:1]
        and mine.makers.families[0] != other.makers.families[0]
    ):
        return False
    if (
        bool(mine.makers.families) != bool(other.makers.families)
        and mine.head
        and other.head
        and telling(mine.head) != telling(other.head)
    ):
        return False
    if (
        mine.makers.issuer
        and other.makers.issuer
        and telling(mine.makers.issuer) != telling(other.makers.issuer)
    ):
        return False
    volume = volume_of(cited.text, other)
    if known.volume != volume and (known.volume or volume):
        return False
    if mine.doi and other.doi and mine.doi.casefold() != other.doi.casefold():
        return False
    if mine.container and other.container and telling(mine.container) != telling(other.container):
        return False
    if mine.pages and other.pages and words(mine.pages) != words(other.pages):
        return False
    return _dates_agree(known, cited)


def _letter(sequence: Sequence[str], year: str) -> str:
    return next(
        (word[4:] for word in sequence if len(word) == 5 and word.startswith(year) and word[4].isalpha()), ""
    )


_SERIAL = frozenset(
    [
        "report",
        "reports",
        "review",
        "yearbook",
        "statistics",
        "budget",
        "outlook",
        "survey",
        "index",
        "bulletin",
        "minutes",
        "accounts",
        "letter",
    ]
)


def _dates_agree(known: Known, cited: Citation) -> bool:
    mine, other = known.fields.date, cited.fields.date
    if mine is None or other is None:
        return True
    letters = [_letter(known.sequence, mine.edtf[:4]), _letter(cited.words, other.edtf[:4])]
    if all(letters) and letters[0] != letters[1]:
        return False  # 1971a and 1971b
    if mine.edtf == other.edtf:
        return True
    if mine.edtf[:4] == other.edtf[:4] and (len(mine.edtf) == 4 or len(other.edtf) == 4):
        return True
    # One day and month, one long title, makers and all other words alike: a slip of the year.
    distinct = len(known.title) >= 4 and known.fields.set_apart and not _SERIAL.intersection(known.title)
    return (
        distinct
        and len(mine.edtf) == 10
        and mine.edtf[4:] == other.edtf[4:]
        and _undated(known.sequence) == _undated(_without_volume(cited.words))
    )


def _undated(sequence: Sequence[str]) -> list[str]:
    return [word for word in sequence if not word.isdigit()]


def _fit(known: Known, cited: Citation, sequence: tuple[str, ...], volume: str | None) -> int:
    """How well the words of a short citation fit a work: 0 not at all, 4 word by word."""
    if volume is not None and known.volume != volume:
        return 0
    if sequence == known.sequence:
        return 4
    if len(sequence) > 1 and re.fullmatch(signals.YEAR, sequence[-1]) and sequence[-1] not in known.title:
        if known.fields.year not in (None, sequence[-1]):
            return 0
        sequence = sequence[:-1]
    named = cited.fields.makers.families
    place = 0
    while place < len(sequence) and (
        sequence[place] in known.head or (place == 0 and swapped(sequence[0]) & known.head)
    ):
        place += 1
    rest = sequence[place:]
    if place and len(rest) > 1 and rest == known.title and set(sequence[:place]) <= known.head:
        return 4
    if place and known.fields.makers.families and not _family_first(sequence[:place], known, named):
        return 0
    if not rest:
        return 0 if not place else 2 if _first_named(sequence[0], known) else 1
    if not place and (not cited.fields.set_apart and len(rest) < 2):
        return 0
    if rest == known.title or rest == _main(known):
        return 4
    if known.title[: len(rest)] == rest:
        return 3
    if _within(rest, known.title):
        return 2 if place or len(rest) > 2 else 0
    if sequence == known.sequence[: len(sequence)] and len(sequence) > 2:
        return 3
    if place and known.title and rest[: len(known.title)] == known.title:
        return 3  # every word is one of the work's, or it would not have been found
    return _loosely(rest, known, place)


def _first_named(word: str, known: Known) -> bool:
    """Whether ``word`` is of the first maker's name, where there are several."""
    families = known.fields.makers.families
    return len(families) < 2 or word not in families[1:] or word == families[0]


def _loosely(rest: tuple[str, ...], known: Known, place: int) -> int:
    """A title that was cut in its middle: its words in order, the first of them the title's first."""
    if not place or not known.title or rest[0] != known.title[0] or len(rest) < 2:
        return 0
    at = 0
    for word in rest:
        if word not in known.title[at:]:
            return 0
        at = known.title.index(word, at) + 1
    return 2


def _family_first(consumed: Sequence[str], known: Known, named: Sequence[str]) -> bool:
    """Whether the names of the citation are the family names of the work's makers, in order."""
    families = known.fields.makers.families
    wanted = [name for name in named if name in families or swapped(name) & set(families)]
    if named:
        return (
            bool(wanted)
            and (
                wanted[0] == families[0]
                or bool(swapped(wanted[0]) & {families[0]})
                or len(wanted) == len(named)
            )
            and len(wanted) == len(named)
        )
    first = next((word for word in consumed if word in families or swapped(word) & set(families)), None)
    return first is not None


def _main(known: Known) -> tuple[str, ...]:
    """The words of the title before a colon or full stop."""
    main = known.fields.title
    for mark in (":", ". ", "? ", " – ", " ("):
        main = main.split(mark)[0]
    return tuple(telling(main))


def _within(rest: Sequence[str], title: Sequence[str]) -> bool:
    return any(tuple(title[i : i + len(rest)]) == tuple(rest) for i in range(len(title) - len(rest) + 1))


def _narrowed(found: list[Known], cited: Citation) -> list[Known]:
    """Fewer of ``found``, where number of makers, initials or the year tell them apart."""
    if len(found) < 2:
        return found
    named = cited.fields.makers if cited.fields.makers.families else makers(cited.core) or cited.fields.makers
    count = len(named.families)
    others = named.others or cited.others
    if count and not others:
        found = [k for k in found if len(k.fields.makers.families) == count] or found
        found = [k for k in found if not k.fields.makers.others] or found
    elif count:
        found = [k for k in found if len(k.fields.makers.families) > count or k.fields.makers.others] or found
    if len(found) > 1 and named.creators:
        initials = [_initial(name) for name in named.creators]
        if any(initials):
            found = [
                k
                for k in found
                if all(
                    not i or i == _initial(n)
                    for i, n in zip(initials, k.fields.makers.creators, strict=False)
                )
            ] or found
    year = cited.fields.year
    if len(found) > 1 and year:
        found = [k for k in found if k.fields.year == year] or found
    return found


def _initial(name: str) -> str:
    parts = name.split()
    return (
        words(parts[0])[0][0]
        if len(parts) > 1 and words(parts[0]) and family(name) != words(parts[0])[-1]
        else ""
    )
