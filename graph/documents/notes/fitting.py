"""Whether a citation fits a work cited before, and what tells apart the works that it fits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import signals
from .citations import Citation
from .known import Known, volume_of, without_volume
from .people import family, makers
from .words import swapped, telling, words


def agree(known: Known, cited: Citation) -> bool:
    """Whether ``cited`` in full is ``known``: nothing that both print tells them apart."""
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


def letter(sequence: Sequence[str], year: str) -> str:
    """The letter behind ``year`` among the words: *b* of *1971b*."""
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
    letters = [letter(known.sequence, mine.edtf[:4]), letter(cited.words, other.edtf[:4])]
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
        and _undated(known.sequence) == _undated(without_volume(cited.words))
    )


def _undated(sequence: Sequence[str]) -> list[str]:
    return [word for word in sequence if not word.isdigit()]


def fitness(known: Known, cited: Citation, sequence: tuple[str, ...], volume: str | None) -> int:
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
    if place and known.fields.makers.families and not family_first(sequence[:place], known, named):
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


def family_first(consumed: Sequence[str], known: Known, named: Sequence[str]) -> bool:
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


def narrowed(found: list[Known], cited: Citation) -> list[Known]:
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
