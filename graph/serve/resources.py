"""The resources of a data set by the paths of their IRIs, and the triples about each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pyoxigraph as ox

from ..asking import imported
from ..errors import UnknownName, shown
from ..hints import near
from ..rdf.namespaces import decode, encode, prefixes, root_of
from ..rdf.writing import Described, block
from .negotiation import chosen

if TYPE_CHECKING:
    from ..model.entities import Dataset

JSON = "application/json"
FORMS = {
    ".json": JSON,
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
}
"""The endings of a resource's address, in the order in which a form is chosen."""
_RDF_ELEMENT = re.compile(rb"<rdf:RDF ([^>]*)>")
_RDF = {
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
SHOWN = ("claim", "note", "work", "actor", "argument", "topic")
"""Kinds of which ``show`` tells everything, and that the explorer has a place for."""


class Resource(NamedTuple):
    """A resource: its path on this server, its IRI, the kind and id that it is of."""

    path: str
    iri: str
    kind: str
    id: str

    @property
    def endings(self) -> list[str]:
        """The endings that its address may have."""
        return [ending for ending in FORMS if ending != ".json" or self.kind in SHOWN]

    def ending(self, accept: str | None) -> str | None:
        """The ending of the form that is wanted, ``""`` for the explorer; none where none fits.

        What takes anything gets JSON, where there is some.
        """
        offers = {FORMS[ending]: ending for ending in self.endings}
        if self.kind in SHOWN:
            offers["text/html"] = ""
        wanted = chosen(accept, list(offers))
        return None if wanted is None else offers[wanted]

    def links(self) -> str:
        """The header that names its other forms."""
        return ", ".join(
            f'<{self.path}{ending}>; rel="alternate"; type="{FORMS[ending]}"' for ending in self.endings
        )


class Resources:
    """All resources of ``dataset``: each is where the path of its IRI says, and under ``/ID/``."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._described = Described(dataset)
        self.root = root_of(dataset)
        self._roots = {f"/{encode(dataset.paper.id)}/"}
        address = urlsplit(self.root)
        if address.scheme in ("http", "https"):
            self._roots.add(address.path)

    def find(self, path: str) -> tuple[Resource, str]:
        """The resource at ``path`` as it was sent, and the ending of the address.

        An ending is never part of an id, in which a dot is ``%2E``; a name with a dot of its own
        (``argument/dams-hold.1``) goes before. Raises UnknownName with candidates.
        """
        for root in sorted(self._roots, key=len, reverse=True):
            if path.startswith(root):
                local = path[len(root) :]
                break
        else:
            raise UnknownName(f"there is nothing at {shown(path)}", hint="/api/ says what can be asked")
        for ending in ("", *FORMS):
            if local.endswith(ending):
                name = local[: len(local) - len(ending)]
                if f"<{self.root}{name}>" in self._described.subjects:
                    return self._resource(root, name), ending
        raise self._unknown(local)

    def _resource(self, root: str, name: str) -> Resource:
        kind, _, last = name.partition("/")
        return Resource(f"{root}{name}", f"{self.root}{name}", kind, self._id(kind, last))

    def _id(self, kind: str, last: str) -> str:
        return decode(last) if kind == "argument" else decode(last.replace(".", "%2E"))

    def _unknown(self, local: str) -> UnknownName:
        kind, _, last = local.partition("/")
        for ending in FORMS:
            last = last.removesuffix(ending)
        start = f"<{self.root}{kind}/"
        known = {
            subject[len(start) : -1]: None
            for subject in self._described.subjects
            if subject.startswith(start)
        }
        close = near(last, known)
        hint = f'did you mean "{close[0]}"?' if close else "claimgraph list shows what there is"
        candidates = [self._id(kind, each) for each in close]
        return UnknownName(f'there is no {shown(kind)} "{shown(self._id(kind, last))}"', candidates, hint)

    def shown(self, resource: Resource) -> object:
        """What ``show`` says of it."""
        from ..naming.resolving import resolve

        named = resolve(self._dataset, resource.id, [resource.kind])  # type: ignore[list-item]
        return imported("answers.show:show")(self._dataset, named.kind, named.id)

    def written(self, resource: Resource, ending: str) -> bytes:
        """The triples about it, in the form that ``ending`` names."""
        subject = f"<{resource.iri}>"
        said = self._described.subjects[subject]
        lines = sorted(f"{subject} {p} {o} .\n" for p, objects in said.items() for o in objects)
        if ending == ".nt":
            return "".join(lines).encode()
        if ending == ".ttl":
            return self._turtle(subject).encode()
        triples = [quad.triple for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES)]
        known = prefixes(self._dataset).items()
        used = {prefix: name for prefix, name in known if any(f"<{name}" in line for line in lines)}
        body = ox.serialize(triples, format=_RDF[ending], prefixes=used)
        assert body is not None
        return _RDF_ELEMENT.sub(_sorted, body, count=1)

    def _turtle(self, subject: str) -> str:
        said = block(subject, self._described)
        head = [
            f"@prefix {prefix}: <{name}> .\n"
            for prefix, name in self._described.prefixes.items()
            if f"{prefix}:" in said
        ]
        return "".join(head) + "\n" + said


def _sorted(element: re.Match[bytes]) -> bytes:
    """The names of prefixes in an order that is always the same: the writer has none."""
    return b"<rdf:RDF " + b" ".join(sorted(element[1].split())) + b">"
