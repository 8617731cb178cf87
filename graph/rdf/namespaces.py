"""Namespaces, and the IRIs of a data set's own resources: percent-encoded and safe whatever the id.

A resource is ``<root><kind>/<local>``. The root is ``urn:x-claimgraph:paper:<paper id>/``, or the
paper's ``base`` followed by its id. ``urn:x-…`` is the form that RFC 8141 (section 5.1) keeps clear
of registered names: it says openly that nobody has registered it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from ..model.entities import Dataset, Passage

VOCABULARY = "urn:x-claimgraph:vocab:"
"""Namespace of our own terms unless another is asked for."""
DEFAULT_BASE = "urn:x-claimgraph:paper:"

STANDARD: dict[str, str] = {
    "aif": "http://www.arg.dundee.ac.uk/aif#",
    "bibo": "http://purl.org/ontology/bibo/",
    "biro": "http://purl.org/spar/biro/",
    "c4o": "http://purl.org/spar/c4o/",
    "cito": "http://purl.org/spar/cito/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "event": "http://purl.org/NET/c4dm/event.owl#",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frbr": "http://purl.org/vocab/frbr/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of the vocabularies that are not ours."""

KINDS = (
    *("claim", "argument", "attack", "limit", "restatement", "attribution", "modality", "citation"),
    *("note", "work", "actor", "topic", "section", "stance", "unclaimed", "passage", "selector"),
    *("anomaly", "membership", "post", "name", "container", "place", "order"),
)
"""The kinds of resources, each a prefix of its own in Turtle."""

_PLAIN = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
_PCHAR = r"[A-Za-z0-9._~!$&'()*+,;=:@%-]"
_IRI = re.compile(
    rf"(?:https?://(?:[A-Za-z0-9.-]|%[89A-F][0-9A-F])+(?::\d{{1,5}})?(?:/{_PCHAR}*)*|urn:[A-Za-z0-9][A-Za-z0-9-]+:(?:{_PCHAR}|/)+)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?",
    re.ASCII,
)
_KEPT = ":/?#@!$&'()*+,;=%"


@lru_cache(maxsize=65536)
def encode(text: str) -> str:
    """``text`` as the local part of an IRI: letters, digits, hyphens, everything else as ``%XX``.

    One to one, and undone by ``decode``.

    >>> encode("nato-safer-course"), encode("a/1"), encode("日")
    ('nato-safer-course', 'a%2F1', '%E6%97%A5')
    """
    if _PLAIN.fullmatch(text):
        return text
    return quote(text, safe="").replace(".", "%2E").replace("_", "%5F").replace("~", "%7E")


def encode_label(text: str) -> str:
    """A section's id or a paragraph's label: as ``encode``, but dots stay.

    >>> encode_label("2.3/1")
    '2.3%2F1'
    """
    return quote(text, safe="").replace("_", "%5F").replace("~", "%7E")


def encode_argument(id_: str) -> str:
    """An argument's id: as ``encode``, but the slash before its number becomes a dot.

    >>> encode_argument("nato-safer-course/1")
    'nato-safer-course.1'
    """
    return encode(id_).replace("%2F", ".")


def decode(local: str) -> str:
    """The id that ``encode`` or ``encode_argument`` wrote as ``local``."""
    return unquote(local.replace(".", "%2F"))


def safe_iri(text: str) -> str | None:
    """``text`` as an http(s) or urn IRI with unsafe characters percent-encoded; ``None`` if it is neither.

    >>> safe_iri("HTTP://example.org/a b"), safe_iri("javascript:alert(1)")
    ('http://example.org/a%20b', None)
    """
    scheme, colon, rest = text.partition(":")
    iri = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", scheme.lower() + colon + quote(rest, safe=_KEPT))
    return iri if _IRI.fullmatch(iri) else None


def root_of(dataset: Dataset, base: str | None = None) -> str:
    """What the IRIs of the data set's resources begin with.

    ``base`` goes before the paper's own ``base``, and that before ``DEFAULT_BASE``; one that is
    neither http(s) nor a urn is passed over. The paper's id follows unless the base ends with it,
    so that the papers of a corpus that share a base stay apart.
    """
    chosen = next(filter(None, (safe_iri(text) for text in (base, dataset.paper.base) if text)), DEFAULT_BASE)
    local = encode(dataset.paper.id)
    if chosen.rstrip("/#:").endswith(("/" + local, "#" + local, ":" + local)):
        return chosen if chosen.endswith(("/", "#", ":")) else chosen + "/"
    return f"{chosen if chosen.endswith(('/', '#', ':', '=')) else chosen + '/'}{local}/"


def passage_local(passage: Passage) -> str:
    """Local name of a passage, made of what it says: label, sentences, words, digest."""
    parts = [encode_label(passage.paragraph)]
    if passage.sentences:
        parts.append("s{}-{}".format(*passage.sentences))
    if passage.words:
        parts.append("w{}-{}".format(*passage.words))
    if passage.digest:
        parts.append(passage.digest)
    return "_".join(parts)


def prefixes(
    dataset: Dataset | None = None, *, vocabulary: str = VOCABULARY, base: str | None = None
) -> dict[str, str]:
    """Prefixes for queries and files: the standard ones, ``cg`` for ours, one a kind of the data set's own.

    The last (``claim:``, ``work:``, ``note:`` …, and ``this:`` for the paper and its graph) only where
    a data set is given.
    """
    found = {**STANDARD, "cg": vocabulary}
    if dataset is not None:
        root = root_of(dataset, base)
        found |= {"this": root, **{kind: f"{root}{kind}/" for kind in KINDS}}
    return found
