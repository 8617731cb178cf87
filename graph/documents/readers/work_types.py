"""The type of a work that the elements or attributes of a reference tell, where they are sure."""

from __future__ import annotations

_PLAIN = {
    "thesis": "thesis",
    "dissertation": "thesis",
    "report": "report",
    "techreport": "report",
    "web": "web page",
    "webpage": "web page",
    "website": "web page",
    "newspaper": "newspaper article",
    "newspaperarticle": "newspaper article",
    "magazinearticle": "magazine article",
    "blogpost": "blog post",
    "working-paper": "working paper",
    "journalarticle": "journal article",
    "booksection": "book chapter",
    "conferencepaper": "conference paper",
}
"""By the word for it in JATS (``publication-type``) and in TEI (``type``, as Zotero has it)."""


def work_type(word: str | None, *, part: bool, whole: bool) -> str | None:
    """The type that ``word`` means; ``part``: a title of a part is there, ``whole``: one of what it is in.

    Publishers say ``journal`` of anything in a list of references: so of an article with its journal alone.

    >>> work_type("journal", part=True, whole=True), work_type("journal", part=False, whole=True)
    ('journal article', None)
    """
    name = (word or "").strip().lower()
    if name == "journal":
        return "journal article" if part and whole else None
    if name == "book":
        return "book chapter" if part and whole else "book"
    if name in ("confproc", "conf-proc", "conference"):
        return "conference paper" if part else None
    return _PLAIN.get(name)
