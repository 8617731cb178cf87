"""What every part of the mapping uses: names of resources, ordered values, dates, anomalies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .lexical import Statement, Term, dated, integer, literal, own, unquoted
from .namespaces import VOCABULARY, encode, encode_argument, encode_label, passage_local, root_of

if TYPE_CHECKING:
    from ..model.entities import Anomaly, Dataset, Date, Passage

TYPE = own("rdf", "type")
IDENTIFIER = own("dcterms", "identifier")
TITLE = own("dcterms", "title")
SOURCE = own("dcterms", "source")
PART_OF = own("dcterms", "isPartOf")
LABEL = own("rdfs", "label")
ATTRIBUTED_TO = own("prov", "wasAttributedTo")
DERIVED_FROM = own("prov", "wasDerivedFrom")


def ours(name: str) -> Term:
    """A term of our own vocabulary, in its default namespace."""
    return f"<{VOCABULARY}{name}>"


_LAST_NAME = re.compile("[/#:>]")

INDEX = ours("index")
FORMERLY = ours("formerly")
IN_ORDER = ours("inOrder")
ORDERS = ours("orders")
WHY = ours("why")
CONFIDENCE = ours("confidence")
SAME_WORK = ours("sameWork")
"""Said in a store of many papers alone."""
_SEQ = own("rdf", "Seq")
_ANOMALY = (ours("Anomaly"), own("oa", "Annotation"))
HAS_TARGET = own("oa", "hasTarget")
ANOMALY_FIELDS = tuple(
    (name, ours(term))
    for name, term in (
        ("kind", "anomalyKind"),
        ("printed", "printed"),
        ("meant", "meant"),
        ("sure", "sure"),
        ("why", "why"),
    )
)


@dataclass(frozen=True)
class Minting:
    """One run of the mapping over one data set.

    ``shared`` collects what several entities point at (plain names, containers, posts, passages)
    and is described once, at the end.
    """

    dataset: Dataset
    root: str
    shared: dict[Term, tuple[Statement, ...]] = field(default_factory=dict)
    taken: dict[Term, int] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: Dataset, base: str | None = None) -> Minting:
        """Names for ``dataset`` under ``base``, or under its own."""
        return cls(dataset, root_of(dataset, base))

    def iri(self, kind: str, local: str) -> Term:
        """The resource of a kind with a local name that is already encoded."""
        return f"<{self.root}{kind}/{local}>"

    def named(self, kind: str, id_: str) -> Term:
        """The claim, work, actor, topic … with that id."""
        return f"<{self.root}{kind}/{encode(id_)}>"

    @property
    def paper(self) -> Term:
        """The paper itself."""
        return f"<{self.root}paper>"

    @property
    def graph(self) -> Term:
        """The named graph: what is said of the paper's argument, as opposed to the paper."""
        return f"<{self.root}graph>"

    @property
    def encoders(self) -> Term:
        """Those who made the data set: "us" of ``by: us``."""
        return f"<{self.root}encoders>"

    def note(self, number: int) -> Term:
        """The endnote with that number."""
        return f"<{self.root}note/{number}>"

    def argument(self, id_: str) -> Term:
        """The argument with that id."""
        return f"<{self.root}argument/{encode_argument(id_)}>"

    def claim_or_argument(self, id_: str) -> Term:
        """What an attack or a limit points at."""
        return self.named("claim", id_) if id_ in self.dataset.claims else self.argument(id_)

    def actor_or_topic(self, id_: str) -> Term:
        """What a claim is about."""
        topic = id_ in self.dataset.topics and id_ not in self.dataset.actors
        return self.named("topic" if topic else "actor", id_)

    def fresh(self, kind: str, local: str) -> Term:
        """A resource that nothing else of this run is named by: the second of a name gets ``_2``."""
        name = self.iri(kind, local)
        count = self.taken[name] = self.taken.get(name, 0) + 1
        return name if count == 1 else self.iri(kind, f"{local}_{count}")

    def agent(self, text: str) -> Term:
        """An actor's id, or a plain name, which is a ``foaf:Agent`` of its own."""
        if text in self.dataset.actors:
            return self.named("actor", text)
        return self.described("name", text, own("foaf", "Agent"), own("foaf", "name"))

    def described(self, kind: str, text: str, class_: Term, label: Term) -> Term:
        """A resource that is nothing but a printed name: container, place, plain name of an agent."""
        name = self.named(kind, text)
        if name not in self.shared:
            self.shared[name] = ((name, TYPE, class_), (name, label, literal(text)))
        return name

    def passage(self, passage: Passage) -> Term:
        """An OA specific resource: the paper, and the selector that finds the sentences in it."""
        local = passage_local(passage)
        name = self.iri("passage", local)
        if name not in self.shared:
            selector = self.iri("selector", local)
            self.shared[name] = tuple(self._passage(name, selector, passage))
        return name

    def _passage(self, name: Term, selector: Term, passage: Passage) -> Iterator[Statement]:
        yield name, TYPE, own("oa", "SpecificResource")
        yield name, own("oa", "hasSource"), self.paper
        yield name, own("oa", "hasSelector"), selector
        section = passage.paragraph.rpartition("/")[0]
        if any(known.id == section for known in self.dataset.paper.sections):
            yield name, PART_OF, self.iri("section", encode_label(section))
        yield selector, TYPE, ours("PassageSelector")
        yield selector, ours("paragraph"), literal(passage.paragraph)
        if passage.sentences:
            yield selector, ours("firstSentence"), integer(passage.sentences[0])
            yield selector, ours("lastSentence"), integer(passage.sentences[1])
        if passage.words:
            yield selector, ours("firstWord"), integer(passage.words[0])
            yield selector, ours("lastWord"), integer(passage.words[1])
        if passage.digest:
            yield selector, ours("digest"), literal(passage.digest)

    def _local(self, subject: Term) -> str:
        return subject[len(self.root) + 1 : -1].replace("/", ".")

    def ordered(self, subject: Term, property_: Term, objects: Sequence[Term]) -> Iterator[Statement]:
        """``property_`` of ``subject`` for each of ``objects``.

        Their order is kept by an ``rdf:Seq`` where it is not that of their terms, or one repeats.
        """
        for term in objects if len(objects) < 2 else dict.fromkeys(objects):
            yield subject, property_, term
        if len(objects) > 1 and list(objects) != sorted(set(objects), key=_order):
            sequence = self.iri("order", f"{self._local(subject)}.{_LAST_NAME.split(property_)[-2]}")
            yield subject, IN_ORDER, sequence
            yield sequence, TYPE, _SEQ
            yield sequence, ORDERS, property_
            for place, term in enumerate(objects, 1):
                yield sequence, own("rdf", f"_{place}"), term

    def date(self, subject: Term, date: Date | None, property_: Term, printed: Term) -> Iterator[Statement]:
        """A date as normalised and as printed."""
        if date is None:
            return
        if date.is_:
            yield subject, property_, dated(date.is_)
        if date.printed:
            yield subject, printed, literal(date.printed)

    def anomalies(self, subject: Term, anomalies: Iterable[Anomaly]) -> Iterator[Statement]:
        """Each anomaly as an annotation of what it is found on."""
        local = self._local(subject)
        for place, anomaly in enumerate(anomalies, 1):
            name = self.iri("anomaly", f"{local}.{place}")
            for class_ in _ANOMALY:
                yield name, TYPE, class_
            yield name, HAS_TARGET, subject
            yield name, INDEX, integer(place)
            for attribute, property_ in ANOMALY_FIELDS:
                value = getattr(anomaly, attribute)
                if value is not None:
                    yield name, property_, literal(value)

    def texts(self, subject: Term, source: object, fields: Iterable[tuple[str, Term]]) -> Iterator[Statement]:
        """A plain literal for each field of ``source`` that has a value."""
        for attribute, property_ in fields:
            value = getattr(source, attribute)
            if value is not None:
                yield subject, property_, literal(value)


def _order(term: Term) -> str:
    """What a reader sorts by: IRIs in brackets, literals by their text."""
    return term if term[0] == "<" else unquoted(term)[0]


def formerly(subject: Term, ids: Sequence[str], minting: Minting) -> Iterator[Statement]:
    """The ids something once had."""
    if ids:
        yield from minting.ordered(subject, FORMERLY, [literal(id_) for id_ in ids])
