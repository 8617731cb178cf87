"""Titles as publishers print them: what they write into one, and one key for all spellings."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import NamedTuple

from .fates import Fate, plain_words


class Titled(NamedTuple):
    """A title without what a publisher wrote into it, and what that says.

    ``title`` is the work's own; ``notice``: the title is that of a notice about the work, not its own.
    """

    title: str
    fate: Fate | None = None
    notice: bool = False


_THING = (
    r"(?:(?:original|research|review|case|conference|short|full)\s+)?"
    r"(?:article|paper|chapter|manuscript|publication|study|review|letter|report|preprint|item|abstract|work)"
)
_OPEN, _CLOSE = r"[\[({<*_#\"“‘'«\s]*", r"[\])}>*_\"”’'»\s]*"
_GAP = r"(?:\s*[:：|]\s*|\s*[—–]+\s*|\s+-+\s+)"
_MARK = re.compile(
    rf"{_OPEN}(?P<what>retracted|withdrawn)(?P<more>\s+(?:and|&)\s+(?:replaced|republished))?(?:\s+{_THING})?"
    rf"(?:\s*[\])}}>*_]+[\s:：.—–-]*|{_GAP})(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CAPITALS = re.compile(
    rf"{_OPEN}(?P<what>RETRACTED|WITHDRAWN|(?:ARTICLE |PAPER )?REMOVED(?=\W*:)|(?i:retracted article)\b)"
    r"(?:\s+[A-Z]{4,})?[\s\])}>*_:：.—–-]+(?P<rest>\S.*)",
    re.DOTALL,
)
_SENTENCE = re.compile(
    rf"{_OPEN}this\s+{_THING}\s+(?:has\s+been|was|is)\s+(?P<what>retracted|withdrawn)\b[\s\])}}>*_:：.—–-]+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND = re.compile(
    rf"(?P<rest>.*\S)\s*[\[({{]\s*(?:this\s+)?(?:{_THING}\s+)?(?:(?:has\s+been|was|is|now)\s+)?"
    rf"(?P<what>retracted|withdrawn)(?:\s+{_THING})?\s*(?:[.,;:][^\])}}]*)?[\])}}]\W*",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND_DASH = re.compile(
    rf"(?P<rest>.*\w\W?)(?:\s*[—–|]\s*|\s+-+\s*)(?P<what>retracted|withdrawn)(?:\s+{_THING})?\W*",
    re.I | re.DOTALL,
)
_BEHIND_CAPITALS = re.compile(
    r"(?P<rest>.*\w\W*)\s(?P<what>RETRACTED|WITHDRAWN)(?: [A-Z]{4,})?\W*", re.DOTALL
)
_WHAT = (
    r"retraction|withdrawal|removal|reinstatement|correction|corrections|erratum|errata|corrigendum|addendum"
    r"|(?:editorial\s+)?expression\s+of\s+concern|retractation|retractacion"
)
_NOTICE = re.compile(
    rf"{_OPEN}(?:(?:publisher|editor|author|editorial)(?:[’']?s?[’']?)\s+)?"
    rf"(?P<of>(?:notice|statement|note|announcement|letter)\s+of\s+)?(?:(?P<part>partial)\s+|full\s+)?"
    rf"(?P<what>{_WHAT})(?P<form>\s+(?:notice|note|statement|announcement|letter))?"
    rf"(?P<more>\s+(?:and|&)\s+(?:replacement|republication))?[\])]*"
    rf"(?:\s+(?P<link>to|of|for|on|regarding|concerning)(?:\s+(?:the\s+)?{_THING}(?=\s*[\"“‘'«:]))?)?"
    rf"(?P<gap>{_GAP}|\s+)(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOTICE_BEHIND = re.compile(
    rf"(?P<rest>.*\S)\s*[\[(]\s*(?P<part>partial\s+)?(?P<what>{_WHAT})(?P<form>\s+(?:notice|note|statement))?"
    r"(?P<more>)(?:\s+(?:of|to|for|in)\b[^\])]*\d[^\])]*)?[\])]\W*",
    re.IGNORECASE | re.DOTALL,
)
_ET_AL = re.compile(r"[^,:]{2,60}\bet\s+al\.?,?\s*[,:]\s*(?=\S)")
_QUOTED = re.compile(r"[\"“‘'«](?P<inside>.{3,})[\"”’'»][^\"”’'»]*", re.DOTALL)
_CITED = re.compile(r"\s*[\[(][^\[\]()]*\d[^\[\]]*[\])]\W*$")
_SHARP = frozenset(("erratum", "errata", "corrigendum", "addendum", "expression of concern"))
_MOST = 2000
_WORTH = re.compile(r"retract|withdr|remov|correct|errat|corrigend|addend|concern|reinstat", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:i|b|em|strong|su[bp]|sc|scp|u|span|p|br|jats:\w+|mml:\w+)(?:\s[^<>]*)?/?>", re.IGNORECASE
)


def titled(text: str, *, in_list: bool = False) -> Titled:
    """``text`` without a publisher's mark (RETRACTED, WITHDRAWN …) or the words of a notice.

    A title that has such a word as part of its own wording stays as it is. ``in_list``: it stands
    in a list of withdrawn works, where "Withdrawal: …" is a notice, too.

    >>> titled("RETRACTED ARTICLE: On Rain")
    Titled(title='On Rain', fate='retraction', notice=False)
    >>> titled("Retraction notice to “On Rain” [J. Rain 12 (2001) 1–5]").notice
    True
    >>> titled("Withdrawal from empire").fate
    """
    if not _WORTH.search(text) or len(text) > _MOST:
        return Titled(text)
    line = " ".join(unescape(_TAG.sub("", text)).split())
    for pattern in (_MARK, _SENTENCE, _BEHIND, _BEHIND_DASH):
        found = pattern.fullmatch(line)
        if found:
            more = found.groupdict().get("more")
            return Titled(found["rest"].strip(), "retraction and replacement" if more else "retraction")
    for pattern in (_CAPITALS, _BEHIND_CAPITALS):
        found = pattern.fullmatch(line)
        if found and any(letter.islower() for letter in found["rest"]):
            return Titled(found["rest"].strip(), "retraction")
    return _of_notice(line, in_list) or Titled(text)


def _of_notice(line: str, in_list: bool) -> Titled | None:
    behind = _NOTICE_BEHIND.fullmatch(line)
    found = behind or _NOTICE.fullmatch(line)
    if not found:
        return None
    what = plain_words(found["what"]).removeprefix("editorial ")
    rest = found["rest"]
    if not behind:
        divided, quoted = bool(found["gap"].strip()), bool(_QUOTED.match(rest))
        named, linked = bool(found["of"] or found["form"]), bool(found["link"])
        cited = linked and bool(_ET_AL.match(rest))
        plain = in_list or what not in ("withdrawal", "removal")
        if not (
            (divided and (plain or named or linked))
            or (quoted and (named or linked))
            or (found["form"] and linked)
            or (what in _SHARP and linked)
            or cited
        ):
            return None
    fate: Fate = "correction"
    if what.startswith(("retract", "withdraw", "remov")):
        fate = "retraction and replacement" if found["more"] else "retraction"
        fate = "partial retraction" if found["part"] else fate
    elif what in ("reinstatement", "expression of concern"):
        fate = "reinstatement" if what == "reinstatement" else "expression of concern"
    return Titled(_own(rest), fate, True)


def _own(rest: str) -> str:
    """The title that a notice names, without makers, quotes and the place of the work."""
    rest = _ET_AL.sub("", rest, count=1) if _ET_AL.match(rest) else rest
    quoted = _QUOTED.fullmatch(rest)
    return quoted["inside"].strip() if quoted else _CITED.sub("", rest).strip() or rest


_NOT_ALNUM = re.compile(r"[\W_]+")


def title_key(text: str) -> str:
    """The letters and digits of a title, case folded, without accents, tags and entities.

    >>> title_key("Ageing of <i>Concrete</i> &amp; Café") == title_key("ageing of concrete and cafe")
    True
    """
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = unescape(text).replace("&", " and ")
    if not text.isascii():
        text = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text))
        text = unicodedata.normalize("NFKC", text)
    return _NOT_ALNUM.sub("", text.casefold())
