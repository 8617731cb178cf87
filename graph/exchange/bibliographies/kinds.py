"""What a type of work is called in each format, by its class in FaBiO, and the way back.

A type that the class does not say comes along as the genre (``type``, ``M3``, ``genre``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from ...rdf.sources import WORK_TYPES

Format: TypeAlias = Literal["bibtex", "biblatex", "ris", "csl"]


class Kind(NamedTuple):
    """One class of works in the four formats."""

    bibtex: str
    biblatex: str
    ris: str
    csl: str
    subtype: str = ""
    """BibLaTeX's ``entrysubtype``."""


UNKNOWN = Kind("misc", "misc", "GEN", "document")
_NEWS = Kind("article", "article", "NEWS", "article-newspaper", "newspaper")
_REPORT = Kind("techreport", "report", "RPRT", "report")
KINDS: dict[str, Kind] = {
    "Announcement": UNKNOWN,
    "Article": Kind("article", "article", "JOUR", "article-journal"),
    "BlogPost": Kind("misc", "online", "BLOG", "post-weblog"),
    "Book": Kind("book", "book", "BOOK", "book"),
    "BookChapter": Kind("incollection", "incollection", "CHAP", "chapter"),
    "ConferencePaper": Kind("inproceedings", "inproceedings", "CPAPER", "paper-conference"),
    "Dataset": Kind("misc", "dataset", "DATA", "dataset"),
    "Editorial": _NEWS,
    "Event": UNKNOWN,
    "Interview": Kind("misc", "misc", "GEN", "interview"),
    "JournalArticle": Kind("article", "article", "JOUR", "article-journal"),
    "LegalDocument": Kind("misc", "legal", "LEGAL", "treaty"),
    "Legislation": Kind("misc", "legislation", "STAT", "legislation"),
    "Letter": Kind("misc", "letter", "PCOMM", "personal_communication"),
    "MagazineArticle": Kind("article", "article", "MGZN", "article-magazine", "magazine"),
    "NewsItem": _NEWS,
    "NewspaperArticle": _NEWS,
    "Opinion": _NEWS,
    "Oration": Kind("misc", "unpublished", "SLIDE", "speech"),
    "PersonalCommunication": Kind("misc", "letter", "PCOMM", "personal_communication"),
    "PolicyDocument": Kind("techreport", "report", "GOVDOC", "report"),
    "PositionPaper": _REPORT,
    "PressRelease": UNKNOWN,
    "ReportDocument": _REPORT,
    "Thesis": Kind("phdthesis", "thesis", "THES", "thesis"),
    "WebPage": Kind("misc", "online", "ELEC", "webpage"),
    "WhitePaper": _REPORT,
    "WorkingPaper": _REPORT,
}
"""By the local name of a type's class in FaBiO (BIBO where FaBiO has none)."""

_READ: dict[Format, dict[str, str]] = {
    "bibtex": {
        "article": "journal article",
        "book": "book",
        "mvbook": "book",
        "collection": "book",
        "mvcollection": "book",
        "proceedings": "book",
        "reference": "book",
        "inbook": "book chapter",
        "bookinbook": "book chapter",
        "suppbook": "book chapter",
        "incollection": "book chapter",
        "inreference": "book chapter",
        "inproceedings": "conference paper",
        "conference": "conference paper",
        "techreport": "report",
        "report": "report",
        "phdthesis": "thesis",
        "mastersthesis": "thesis",
        "thesis": "thesis",
        "online": "web page",
        "www": "web page",
        "electronic": "web page",
        "dataset": "poll",
        "letter": "personal communication",
        "legal": "treaty",
        "legislation": "law",
    },
    "ris": {
        "JOUR": "journal article",
        "EJOUR": "journal article",
        "ABST": "journal article",
        "BOOK": "book",
        "EBOOK": "book",
        "EDBOOK": "book",
        "CHAP": "book chapter",
        "ECHAP": "book chapter",
        "CPAPER": "conference paper",
        "CONF": "conference paper",
        "NEWS": "newspaper article",
        "MGZN": "magazine article",
        "RPRT": "report",
        "GOVDOC": "government document",
        "THES": "thesis",
        "ELEC": "web page",
        "BLOG": "blog post",
        "DATA": "poll",
        "STAT": "law",
        "LEGAL": "treaty",
        "PCOMM": "personal communication",
        "SLIDE": "speech",
    },
    "csl": {
        "article-journal": "journal article",
        "article-magazine": "magazine article",
        "article-newspaper": "newspaper article",
        "book": "book",
        "chapter": "book chapter",
        "dataset": "poll",
        "interview": "interview",
        "legislation": "law",
        "paper-conference": "conference paper",
        "personal_communication": "personal communication",
        "post-weblog": "blog post",
        "report": "report",
        "speech": "speech",
        "thesis": "thesis",
        "treaty": "treaty",
        "webpage": "web page",
    },
}
_READ["biblatex"] = _READ["bibtex"]
_SUBTYPES = {"newspaper": "newspaper article", "magazine": "magazine article"}
_LOCAL = re.compile(r"[/#>]")
_SAYS_NOTHING = frozenset({"misc", "GEN", "document", "online", "www", "electronic", "ELEC", "webpage"})
"""Entry types that people give to anything."""


def kind_of(type_: str) -> Kind:
    """What a type of work is in the four formats."""
    term = WORK_TYPES.get(type_)
    return KINDS.get(_LOCAL.split(term)[-2], UNKNOWN) if term else UNKNOWN


def genre_of(type_: str, form: Format) -> str:
    """``type_`` itself, where the entry type that stands for it would be read as another."""
    if not type_:
        return ""
    kind = kind_of(type_)
    return "" if _of_entry_type(form, kind[_FORMS.index(form)], kind.subtype) == type_ else type_


_FORMS: tuple[Format, ...] = ("bibtex", "biblatex", "ris", "csl")


def _of_entry_type(form: Format, name: str, subtype: str) -> str:
    found = _READ[form].get(name, "")
    return _SUBTYPES.get(subtype, found) if name == "article" and form == "biblatex" else found


@lru_cache(maxsize=4096)
def type_of(form: Format, name: str, subtype: str, genre: str) -> tuple[str, frozenset[str]]:
    """The type of work that an entry type and a genre say, and all for which the entry type stands."""
    known = genre.lower() if genre.lower() in WORK_TYPES else ""
    if known or (genre and name in _UNTYPED):
        return known or genre, frozenset((known or genre,))
    found = _of_entry_type(form, name, subtype)
    if name in _SAYS_NOTHING:
        return found, frozenset()
    place = _FORMS.index(form)
    alike = {each for each in WORK_TYPES if kind_of(each)[place] == name} if found else set()
    return found, frozenset({found, *alike} - {""})


_UNTYPED = frozenset({"misc", "GEN", "document"})
