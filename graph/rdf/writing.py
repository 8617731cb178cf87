"""Statements grouped by subject and written for people: Turtle, TriG, JSON-LD.

Our own writers: rdflib's Turtle writes no prefixed name that starts with a digit (``note:27``),
and takes seconds where this takes a moment; pyoxigraph's puts all objects of a predicate on one
line and has its own order of prefixes, so that every published file would change its bytes. Every
name that is not plainly safe is written in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .lexical import Term, unquoted
from .mapping import statements
from .minting import TYPE, Minting
from .namespaces import STANDARD, VOCABULARY, prefixes

if TYPE_CHECKING:
    from ..model.entities import Dataset

_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:[A-Za-z0-9_-]|%[0-9A-F]{2}|\.(?!$))*")
_SPLIT = re.compile(r"<(.*[/#:])([^/#:]*)>")
_TYPED = re.compile(r'(".*")\^\^(<.*>)', re.DOTALL)
_XSD = STANDARD["xsd"]
_NATIVE = {f"<{_XSD}integer>": re.compile(r"-?[0-9]+"), f"<{_XSD}boolean>": re.compile("true|false")}


class Described:
    """A data set's statements by subject, and the prefixes that shorten them."""

    def __init__(self, dataset: Dataset, vocabulary: str = VOCABULARY, base: str | None = None) -> None:
        minting = Minting.of(dataset, base)
        self.graph = minting.graph
        self.prefixes = prefixes(dataset, vocabulary=vocabulary, base=base)
        self._by_namespace = {namespace: prefix for prefix, namespace in self.prefixes.items()}
        self._short: dict[Term, str] = {}
        self.used: set[str] = set()
        self.subjects: dict[Term, dict[Term, dict[Term, None]]] = {}
        for subject, predicate, object_ in statements(minting, vocabulary):
            self.subjects.setdefault(subject, {}).setdefault(predicate, {})[object_] = None

    def short(self, term: Term) -> str:
        """An IRI as ``prefix:name`` where that is safe, else in full."""
        known = self._short.get(term)
        if known is None:
            known = self._short[term] = self._shortened(term)
        return known

    def _shortened(self, term: Term) -> str:
        found = _SPLIT.fullmatch(term)
        if found and found[1] in self._by_namespace and _LOCAL.fullmatch(found[2]):
            prefix = self._by_namespace[found[1]]
            self.used.add(prefix)
            return f"{prefix}:{found[2]}"
        return term


def turtle(dataset: Dataset, vocabulary: str = VOCABULARY, base: str | None = None) -> str:
    """Turtle: subjects in the order of the data, ``a`` first, one object a line where there are several."""
    described = Described(dataset, vocabulary, base)
    blocks = [block(subject, described) for subject in described.subjects]
    return _head(described) + "\n".join(blocks)


def trig(dataset: Dataset, vocabulary: str = VOCABULARY, base: str | None = None) -> str:
    """TriG: the same, in the paper's named graph."""
    described = Described(dataset, vocabulary, base)
    name = described.short(described.graph)
    blocks = [block(subject, described) for subject in described.subjects]
    return f"{_head(described)}{name} {{\n\n" + "\n".join(blocks) + "}\n"


def _head(described: Described) -> str:
    lines = [
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in described.prefixes.items()
        if prefix in described.used
    ]
    return "".join(lines) + "\n"


def block(subject: Term, described: Described) -> str:
    """One subject with all that is said of it."""
    lines = [
        f"{'a' if predicate == TYPE else described.short(predicate)} "
        + ",\n        ".join(_turtle_object(object_, described) for object_ in objects)
        for predicate, objects in _types_first(described.subjects[subject])
    ]
    return f"{described.short(subject)} " + " ;\n    ".join(lines) + " .\n"


def _types_first(said: dict[Term, dict[Term, None]]) -> Iterator[tuple[Term, Iterable[Term]]]:
    if TYPE in said:
        yield TYPE, said[TYPE]
    yield from ((predicate, objects) for predicate, objects in said.items() if predicate != TYPE)


def _turtle_object(term: Term, described: Described) -> str:
    if term[0] == "<":
        return described.short(term)
    found = _TYPED.fullmatch(term)
    if not found:
        return term
    text, datatype = found.groups()
    if datatype in _NATIVE and _NATIVE[datatype].fullmatch(text[1:-1]):
        return text[1:-1]
    return f"{text}^^{described.short(datatype)}"


def jsonld(dataset: Dataset, vocabulary: str = VOCABULARY, base: str | None = None) -> dict[str, Any]:
    """JSON-LD: an inline context of prefixes, and the paper's named graph as a list of nodes."""
    described = Described(dataset, vocabulary, base)
    nodes = [
        {"@id": _compact(subject, described)}
        | {
            "@type" if predicate == TYPE else _compact(predicate, described): _json_objects(
                predicate, objects, described
            )
            for predicate, objects in _types_first(said)
        }
        for subject, said in described.subjects.items()
    ]
    name = _compact(described.graph, described)
    context = {key: value for key, value in described.prefixes.items() if key in described.used}
    return {"@context": context, "@id": name, "@graph": nodes}


def _compact(term: Term, described: Described) -> str:
    short = described.short(term)
    return short[1:-1] if short[0] == "<" else short


def _json_objects(predicate: Term, objects: Iterable[Term], described: Described) -> Any:
    convert: Callable[[Term], Any] = (
        (lambda term: _compact(term, described))
        if predicate == TYPE
        else (lambda term: _json_object(term, described))
    )
    found = [convert(term) for term in objects]
    return found[0] if len(found) == 1 else found


def _json_object(term: Term, described: Described) -> Any:
    if term[0] == "<":
        return {"@id": _compact(term, described)}
    text, language, datatype = unquoted(term)
    if language:
        return {"@value": text, "@language": language}
    if not datatype:
        return text
    if datatype == f"{_XSD}integer" and len(text) < 16:  # a longer one would be read as a double
        return int(text)
    if datatype == f"{_XSD}boolean":
        return text == "true"
    return {"@value": text, "@type": _compact(f"<{datatype}>", described)}
