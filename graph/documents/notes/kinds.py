"""The type of a work, where the printed form of its citation tells; nothing where it does not."""

from __future__ import annotations

import re
from dataclasses import replace

from ..marks import upright
from .fields import Fields

_EDITED = re.compile(
    r"(?:^|[\s,.”’»\"])(?:in|In|dans):?\s.{3,160}?(?:\((?:eds?|Hgg?|Hrsg|dirs?|éds?|coords?|editors?)\.?\)|"
    r"\b(?:eds?\.|edited\s+by|editors?|dir\.|Hrsg\.|hg\.)(?!\w))",
    re.DOTALL,
)
"""*In: … (eds.)*: a part of a book."""
_INSIDE = re.compile(r"(?:[,.”’»\"]\s+(?:in|In|dans)\b:?|\s(?:in|In|dans):)\s")
_THESIS = re.compile(
    r"\b(?:Ph\.?\s?D\.?|Doctoral|Master[’']?s|M\.?A\.?|M\.?Sc\.?)\s(?:diss(?:ertation|\.)?|thesis)|"
    r"\bthèse\s+de\s+doctorat|\bDiss\.|\bDissertation[,)]"
)
_MEETING = re.compile(r"\b(?:Proc(?:eedings|\.)?|Conference|Symposium|Workshop)\b")
_PAPERS = re.compile(
    r"\b(?:Times|Post|Daily|News|Newspaper|Herald|Tribune|Guardian|Observer|Gazette|Telegraph|Chronicle|"
    r"Globe|Independent|Zeitung|Wall Street Journal|Le Monde|El País|Yomiuri|Asahi)\b"
)
_AGENCIES = re.compile(r"\b(?:BBC|CNN|NBC|CBS|ABC News|Reuters|Associated Press|Xinhua|News Agency)\b")
_JOURNALS = re.compile(r"\b(?:Journal|Review|Quarterly|Annals|Annales|Studies|Medicine)\b")
_REPORT = re.compile(r"\bWorking Paper\b")


def kind(text: str, fields: Fields) -> str | None:
    """The type of the work that ``text`` cites, by what ``fields`` were read in it.

    An article has a journal with its volume, and pages, an issue or a year; a chapter what it is in, with
    the editors; a thesis says so. An article in a newspaper has the paper's name and a day, a web page an
    address and nothing of an imprint, a book a place and a publisher, people for makers, and no container.
    """
    plain = upright(text)
    container = fields.container or ""
    if _THESIS.search(plain):
        return "thesis"
    if _INSIDE.search(plain):
        if _MEETING.search(container):
            return "conference paper"
        return "book chapter" if _EDITED.search(plain) and not _MEETING.search(plain) else None
    if container and fields.volume and (fields.pages or fields.issue or fields.date):
        return None if _MEETING.search(container) else "journal article"
    if container and fields.volume is None and _is_day(fields) and _AGENCIES.search(container):
        return "news"
    if container and fields.volume is None and _is_day(fields) and _PAPERS.search(container):
        return None if _JOURNALS.search(container.replace("Wall Street Journal", "")) else "newspaper article"
    bare = not (container or fields.publisher or fields.place or fields.volume or fields.pages or fields.doi)
    if fields.url and fields.accessed and bare and fields.date is None:
        return None if re.search(r"\.(?:pdf|docx?)\b", fields.url, re.IGNORECASE) else "web page"
    if _is_book(plain, fields):
        return "book"
    return None


def _is_book(plain: str, fields: Fields) -> bool:
    """*Ann Lee, Salt (London: Verso, 1990)*: people, and *Place: Publisher* as such."""
    place, publisher = fields.place, fields.publisher
    if not (place and publisher and fields.date and fields.makers.creators) or fields.makers.issuer:
        return False
    if fields.container or fields.quoted or fields.volume or fields.url or _REPORT.search(plain):
        return False
    words = re.findall(r"[^\W\d_]+", place)
    named = len(words) <= 4 and all(word[0].isupper() or len(word) <= 3 for word in words)
    printed = re.search(rf"{re.escape(place)}\s?:\s{re.escape(publisher)}", plain)
    return bool(named and printed) and not re.search(r"[.?!]\s+[A-Z]|[0-9]", publisher)


def _is_day(fields: Fields) -> bool:
    return (
        fields.date is not None and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fields.date.edtf) is not None
    )


def typed(text: str, fields: Fields) -> Fields:
    """``fields`` with the type that the citation ``text`` tells, a guess, where they have none."""
    found = None if fields.type else kind(text, fields)
    if found is None:
        return fields
    return replace(fields, type=found, guessed=fields.guessed | {"type"})
