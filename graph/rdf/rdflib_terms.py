"""Terms of N-Quads as rdflib's, each made once."""

from __future__ import annotations

from rdflib.term import Literal, Node, URIRef

from .lexical import Term, unquoted


class Terms:
    """A cache, so that a term that comes a thousand times is checked and built once."""

    def __init__(self) -> None:
        self._iris: dict[Term, URIRef] = {}
        self._literals: dict[Term, Literal] = {}

    def iri(self, term: Term) -> URIRef:
        """An IRI."""
        known = self._iris.get(term)
        if known is None:
            known = self._iris[term] = URIRef(term[1:-1])
        return known

    def node(self, term: Term) -> Node:
        """An IRI or a literal."""
        if term[0] == "<":
            return self.iri(term)
        known = self._literals.get(term)
        if known is None:
            text, language, datatype = unquoted(term)
            known = self._literals[term] = Literal(
                text, lang=language, datatype=URIRef(datatype) if datatype else None, normalize=False
            )
        return known
