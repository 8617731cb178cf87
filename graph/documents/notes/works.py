"""The works cited so far, found again by the words of a citation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..marks import upright
from .citations import Citation
from .fields import Fields
from .fitting import agree, family_first, fitness, letter, narrowed
from .known import Known, volume_of, without_volume
from .people import makers
from .words import SMALL, swapped, telling, words


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
            sequence=without_volume(sequence),
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
        return known if len(mine & known.words) * 2 >= len(mine) else None

    def same(self, cited: Citation) -> Known | None:
        """The work that ``cited`` cites in full again: title, first maker and date agree, and all else."""
        title = tuple(telling(cited.fields.title)) or tuple(words(cited.fields.title))
        found = [self.all[place] for place in self._by_title.get(title, ())]
        agreeing = [known for known in found if agree(known, cited)]
        return (
            agreeing[0]
            if len(agreeing) == 1
            else next((k for k in agreeing if k.sequence == without_volume(cited.words)), None)
        )

    def leaning(self, cited: Citation) -> list[Known]:
        """The works that the words of a short citation may mean; best, if one is."""
        sequence = without_volume(cited.words)
        volume = volume_of(cited.text, cited.fields)
        if not sequence:
            return []
        found = self._holding(sequence)
        if not found:
            found = self._misspelt(sequence)
        fitting = [(known, fit) for known in found if (fit := fitness(known, cited, sequence, volume))]
        if not fitting:
            return []
        best = max(fit for _, fit in fitting)
        return narrowed([known for known, fit in fitting if fit == best], cited)

    def volumes(self, known: Known, cited: Citation) -> list[int]:
        """First notes of other volumes of the title, where ``cited`` names none or a page like one."""
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
        return [k for k in self._holding(without_volume(cited.words)) if volume in (None, k.volume)]

    def _very(self, cited: Citation) -> list[Known]:
        """Works first cited in the very words of ``cited``."""
        sequence = without_volume(cited.words)
        volume = volume_of(cited.text, cited.fields)
        return [k for k in self._holding(sequence) if k.sequence == sequence and k.volume == volume]

    def bare(self, cited: Citation) -> list[Known]:
        """Undated works all of whose words are among those of ``cited``: it may say more of one of them."""
        mine = set(cited.words)
        near = {p for word in mine for p in list(self._by_word.get(word, ()))[:50]}
        found = [self.all[place] for place in sorted(near)]
        return [k for k in found if k.fields.date is None and k.sequence and mine.issuperset(k.sequence)]

    def nearly(self, cited: Citation) -> list[Known]:
        """Works of the same maker all of whose title ``cited`` prints, told apart by no date or volume.

        Such a citation is hardly another work: it is one of them, read otherwise.
        """
        sequence, date, volume = cited.words, cited.fields.date, volume_of(cited.text, cited.fields)
        mine = set(sequence)
        found = []
        for known in self.by_author(cited)[:200]:
            title = set(known.title) - known.head
            if len(title) < 2 or not title <= mine or (volume and known.volume and volume != known.volume):
                continue
            other = known.fields.date
            if date is not None and other is not None:
                letters = letter(known.sequence, other.edtf[:4]), letter(sequence, date.edtf[:4])
                if date.edtf[:4] != other.edtf[:4] or (all(letters) and letters[0] != letters[1]):
                    continue
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
        found = [known for known in found if not made.families or family_first(names, known, made.families)]
        said = set(telling(made.issuer or cited.fields.head)) - SMALL
        found = [k for k in found if said <= k.words] or self._very(cited)
        volume = volume_of(cited.text)
        if volume is not None:
            found = [known for known in found if known.volume == volume]
        lettered = f"{year}{cited.numbers[0]}" if cited.numbers and cited.numbers[0] else ""
        if lettered:
            found = [k for k in found if lettered in k.words] or [
                k for k in found if not any(w[:4] == year and len(w) == 5 for w in k.words)
            ]
        return narrowed(found, cited)

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
