"""How a graph is asked when it is read back: by property and class, in the order of the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from .argumentation import CITING, CONCLUSION
from .lexical import Term, own
from .mapping import renamed
from .minting import (
    DERIVED_FROM,
    HAS_TARGET,
    IDENTIFIER,
    IN_ORDER,
    INDEX,
    ORDERS,
    TYPE,
    ours,
)
from .namespaces import decode
from .people import NAME, STATED_BY
from .source import Described, Iri, Value, bare

Fields: TypeAlias = dict[str, Any]
"""Fields of an entity as the model takes them; ``None`` where there is no value."""
_NTH = bare(own("rdf", "_"))


class Asking:
    """One graph, and how to ask it: values of a property, instances of a class, in the order of the data."""

    def __init__(self, said: Described, vocabulary: str) -> None:
        self._said = said
        self._vocabulary = vocabulary
        self._keys: dict[Term, str] = {}
        self._instances: dict[str, list[str]] = {}
        self._pointing: dict[tuple[str, str], list[str]] = {}
        type_ = bare(TYPE)
        back = {self._key(term) for term in (CITING, CONCLUSION)}
        back |= {self._key(term) for term in (STATED_BY, HAS_TARGET)}
        for subject, values in said.items():
            for class_ in values.get(type_, ()):
                self._instances.setdefault(class_, []).append(subject)
            for predicate in back & values.keys():
                for value in values[predicate]:
                    self._pointing.setdefault((predicate, value), []).append(subject)
        bundles = self.all(own("prov", "Bundle"))
        self.graph = next((name for name in bundles if self.one(name, DERIVED_FROM)), "")
        self.paper = self.one(self.graph, DERIVED_FROM) or ""

    def _key(self, term: Term) -> str:
        known = self._keys.get(term)
        if known is None:
            known = self._keys[term] = bare(renamed(term, self._vocabulary))
        return known

    def all(self, *classes: Term) -> list[str]:
        """Instances of any of the classes, in the order of their index."""
        found = {name for class_ in classes for name in self._instances.get(self._key(class_), ())}
        return sorted(found, key=self._place)

    def pointing_at(self, property_: Term, name: str) -> list[str]:
        """What points at ``name``, in the order of its index."""
        return sorted(self._pointing.get((self._key(property_), name), ()), key=self._place)

    def _place(self, name: str) -> tuple[int, str]:
        index = self.one(name, INDEX) or ""
        return (int(index) if index.isdecimal() and len(index) < 20 else 0, name)

    def one(self, name: str, property_: Term) -> Value | None:
        """A value of a property that has one at most."""
        values = self._said.get(name, {}).get(self._key(property_))
        return min(values) if values else None

    def many(self, name: str, property_: Term) -> list[Value]:
        """All values of a property, in the order that an ``rdf:Seq`` gives, else in that of their terms."""
        values = self._said.get(name, {}).get(self._key(property_), [])
        if len(values) > 1 or self._key(IN_ORDER) in self._said.get(name, {}):
            for sequence in self._said.get(name, {}).get(self._key(IN_ORDER), ()):
                if self.one(sequence, ORDERS) == self._key(property_):
                    return self._sequence(sequence, values)
        return sorted(values, key=lambda value: f"<{value}>" if isinstance(value, Iri) else value)

    def _sequence(self, sequence: str, values: Sequence[Value]) -> list[Value]:
        """The members of a sequence that are values, then the values that it forgets."""
        places = {
            int(predicate[len(_NTH) :]): members
            for predicate, members in self._said.get(sequence, {}).items()
            if predicate.startswith(_NTH) and predicate[len(_NTH) :].isdecimal() and len(predicate) < 60
        }
        members = [member for place in sorted(places) for member in places[place]]
        kept = [member for member in members if member in values]
        return kept + sorted(value for value in values if value not in kept)

    def id(self, name: str) -> str:
        """The id of a resource: what it says, else what its IRI says."""
        return self.one(name, IDENTIFIER) or decode(name.rpartition("/")[2])

    def ids(self, name: str, property_: Term) -> tuple[str, ...]:
        """The ids of the resources that a property points at."""
        return tuple(self.id(value) for value in self.many(name, property_))

    def numbers(self, name: str, property_: Term) -> tuple[str, ...]:
        """The numbers of the notes that a property points at."""
        return tuple(self.number(value) for value in self.many(name, property_))

    def number(self, note: str) -> str:
        """The number of a note."""
        return self.one(note, ours("number")) or note.rpartition("/")[2]

    def true(self, name: str, property_: Term) -> bool:
        """Whether a property is said to be true."""
        return self.one(name, property_) in ("true", "1")

    def date(self, name: str, property_: Term, printed: Term) -> Fields | None:
        """A date as normalised and as printed."""
        date = {"is": self.one(name, property_), "printed": self.one(name, printed)}
        return date if any(date.values()) else None

    def agent(self, value: Value | None) -> str | None:
        """An actor's id, or a plain name."""
        if value is None:
            return None
        return self.one(value, IDENTIFIER) or self.one(value, NAME) or decode(value.rpartition("/")[2])

    def texts(self, name: str, fields: Iterable[tuple[str, Term]]) -> Fields:
        """The text of each field, or ``None``."""
        return {field: self.one(name, property_) for field, property_ in fields}
