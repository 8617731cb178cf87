"""The paper, its sections, its endnotes, and the works they cite: FaBiO, BIBO, BiRO, DC Terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..evidence_graph.notes import NoteWorks
from .lexical import TRUE, Statement, Term, integer, literal, own, spoken, uri
from .minting import (
    ATTRIBUTED_TO,
    DERIVED_FROM,
    IDENTIFIER,
    INDEX,
    LABEL,
    PART_OF,
    TITLE,
    TYPE,
    Minting,
    formerly,
    ours,
)
from .namespaces import encode_label, safe_iri

if TYPE_CHECKING:
    from ..model.entities import Endnote, Paper, Work

CREATOR = own("dcterms", "creator")
PUBLISHER = own("dcterms", "publisher")
ISSUED = own("dcterms", "issued")
DATE_PRINTED = ours("datePrinted")
LANGUAGE = own("dc", "language")
DOI = own("bibo", "doi")
URL = own("fabio", "hasURL")
LOCATOR = own("bibo", "locator")
LABEL_PRINTED = ours("labelPrinted")
UNREVIEWED = ours("unreviewed")

EXPRESSION = own("fabio", "Expression")
WORK_TYPES: dict[str, Term] = {
    "agreement": own("bibo", "LegalDocument"),
    "article": own("fabio", "Article"),
    "blog post": own("fabio", "BlogPost"),
    "book": own("fabio", "Book"),
    "book chapter": own("fabio", "BookChapter"),
    "conference paper": own("fabio", "ConferencePaper"),
    "editorial": own("fabio", "Editorial"),
    "event": own("event", "Event"),
    "government document": own("fabio", "PolicyDocument"),
    "interview": own("bibo", "Interview"),
    "joint statement": own("fabio", "Announcement"),
    "journal article": own("fabio", "JournalArticle"),
    "law": own("bibo", "Legislation"),
    "letter": own("fabio", "Letter"),
    "magazine article": own("fabio", "MagazineArticle"),
    "memoir": own("fabio", "Book"),
    "news": own("fabio", "NewsItem"),
    "newspaper article": own("fabio", "NewspaperArticle"),
    "op-ed": own("fabio", "Opinion"),
    "personal communication": own("fabio", "PersonalCommunication"),
    "policy proposal": own("fabio", "PositionPaper"),
    "poll": own("fabio", "Dataset"),
    "press release": own("fabio", "PressRelease"),
    "report": own("fabio", "ReportDocument"),
    "speech": own("fabio", "Oration"),
    "thesis": own("fabio", "Thesis"),
    "treaty": own("bibo", "LegalDocument"),
    "web page": own("fabio", "WebPage"),
    "white paper": own("fabio", "WhitePaper"),
    "working paper": own("fabio", "WorkingPaper"),
}
"""The class of each work type that has one; other types are plain expressions."""

WORK_TEXTS = tuple((name, own("bibo", name)) for name in ("volume", "issue", "pages", "doi", "isbn"))


def graph(minting: Minting, vocabulary: str) -> Iterator[Statement]:
    """The named graph itself: what it is derived from, who made it, in which vocabulary."""
    yield minting.graph, TYPE, own("prov", "Bundle")
    yield minting.graph, DERIVED_FROM, minting.paper
    yield minting.graph, ATTRIBUTED_TO, minting.encoders
    yield minting.graph, own("dcterms", "conformsTo"), f"<{vocabulary}>"
    if minting.dataset.paper.base:
        yield minting.graph, ours("base"), uri(minting.dataset.paper.base)
    yield minting.encoders, TYPE, own("prov", "Agent")
    yield minting.encoders, LABEL, '"those who made this data set"@en'


def paper(paper: Paper, minting: Minting) -> Iterator[Statement]:
    """The paper: an expression, with its authors in order."""
    name = minting.paper
    yield name, TYPE, EXPRESSION
    yield name, IDENTIFIER, literal(paper.id)
    yield from minting.ordered(name, CREATOR, [minting.named("actor", id_) for id_ in paper.authors])
    if paper.title:
        yield name, TITLE, spoken(paper.title, paper.language)
    if paper.publisher:
        yield name, PUBLISHER, minting.agent(paper.publisher)
    if paper.venue:
        yield name, PART_OF, container(paper.venue, minting)
    yield from minting.date(name, paper.date, ISSUED, DATE_PRINTED)
    yield from minting.texts(name, paper, (("language", LANGUAGE), ("doi", DOI)))
    yield from address(name, paper.url)
    for place, section in enumerate(paper.sections, 1):
        part = minting.fresh("section", encode_label(section.id))
        yield part, TYPE, own("doco", "Section")
        yield part, PART_OF, name
        yield part, INDEX, integer(place)
        yield part, IDENTIFIER, literal(section.id)
        yield part, TITLE, spoken(section.heading, paper.language)
    yield from minting.anomalies(name, paper.anomalies)
    yield from formerly(name, paper.formerly, minting)


def address(name: Term, url: str | None) -> Iterator[Statement]:
    """A URL as printed, and as a link where it is one."""
    if not url:
        return
    yield name, URL, uri(url)
    page = safe_iri(url)
    if page and page == url and page.startswith("http"):
        yield name, own("foaf", "page"), f"<{page}>"


def container(text: str, minting: Minting) -> Term:
    """What something is published in, known by its title only."""
    return minting.described("container", text, own("bibo", "Collection"), TITLE)


def work(work: Work, place: int, minting: Minting) -> Iterator[Statement]:
    """A cited work."""
    name = minting.named("work", work.id)
    class_ = WORK_TYPES.get(work.type or "", EXPRESSION)
    if class_ not in (EXPRESSION, WORK_TYPES["event"]):
        yield name, TYPE, EXPRESSION
    yield name, TYPE, class_
    yield name, INDEX, integer(place)
    yield name, IDENTIFIER, literal(work.id)
    yield name, TITLE, spoken(work.title, work.language)
    if work.type:
        yield name, ours("workType"), literal(work.type)
    yield from minting.ordered(name, CREATOR, [minting.agent(text) for text in work.creators])
    if work.issuer:
        yield name, own("bibo", "issuer"), minting.agent(work.issuer)
    if work.publisher:
        yield name, PUBLISHER, minting.agent(work.publisher)
    if work.container:
        yield name, PART_OF, container(work.container, minting)
    if work.place:
        location = minting.described("place", work.place, own("frbr", "Place"), LABEL)
        yield name, own("fabio", "hasPlaceOfPublication"), location
    yield from minting.date(name, work.date, ISSUED, DATE_PRINTED)
    yield from minting.texts(name, work, (*WORK_TEXTS, ("language", LANGUAGE)))
    yield from address(name, work.url)
    if work.derived_from:
        yield name, DERIVED_FROM, minting.named("work", work.derived_from)
    if work.secondary:
        yield name, ours("secondary"), TRUE
    yield from unreviewed(name, work.review, minting)
    yield from minting.anomalies(name, work.anomalies)
    yield from formerly(name, work.formerly, minting)


def unreviewed(name: Term, fields: tuple[str, ...], minting: Minting) -> Iterator[Statement]:
    """The fields that were guessed and nobody has looked at yet."""
    yield from minting.ordered(name, UNREVIEWED, [literal(field) for field in fields])


def endnote(note: Endnote, place: int, resolved: NoteWorks, minting: Minting) -> Iterator[Statement]:
    """An endnote: what it prints, what it leans on, and the works that stand behind it."""
    name = minting.note(note.number)
    yield name, TYPE, own("biro", "BibliographicReference")
    yield name, INDEX, integer(place)
    yield name, ours("number"), integer(note.number)
    yield name, PART_OF, minting.paper
    yield name, ours("form"), literal(note.form)
    if note.refers_to is not None:
        yield name, ours("leansOn"), minting.note(note.refers_to)
    works = [minting.named("work", id_) for id_ in note.works]
    yield from minting.ordered(name, own("biro", "references"), works)
    for id_ in resolved.works.get(note.number, ()):
        yield name, ours("resolvesTo"), minting.named("work", id_)
    last = resolved.resolved_via.get(note.number)
    if last is not None:
        yield name, ours("resolvedVia"), minting.note(last)
    yield from minting.texts(
        name, note, (("label", LABEL_PRINTED), ("locator", LOCATOR), ("digest", ours("digest")))
    )
    yield from unreviewed(name, note.review, minting)
    yield from minting.date(name, note.accessed, ours("accessed"), ours("accessedPrinted"))
    yield from minting.anomalies(name, note.anomalies)
