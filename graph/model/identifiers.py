"""One key for each work, however its DOI, ISBN, address or title is spelled.

One function a kind of identifier reads any spelling; lists and data sets are read by the same.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Literal, TypeAlias
from urllib.parse import unquote

_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"}
_SLASHES = dict.fromkeys(map(ord, "\u2044\u2215\u29f8\uff0f"), "/")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|#\d{1,5}|#x[0-9a-f]{1,4});", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([_%#&$~/{}<>()\[\]])")

_SLASH = r"(?:/|%(?:25){0,2}2f)"
_START = re.compile(rf"(?<![\d.])10\.\d{{4,9}}(?:\.\d+)*{_SLASH}(?=\S)", re.IGNORECASE)
_PLAIN = re.compile(r"10\.\d{4,9}/[a-z0-9][a-z0-9.\-_/]*[a-z0-9]", re.ASCII)
_STOP = re.compile(
    r"""[\s"“”„«»`|\\^\u3001\u3002\u2018\u2026]"""  # what stands around a DOI, never in it
    rf"""|[,;+&/]?(?:https?(?:://|%3a)|(?:info:)?\bdoi[:=/\s]|10\.\d{{4,9}}{_SLASH})"""  # another
    r"""|</|<(?:a|b|br|div|em|i|li|p|span|strong|su[bp]|t[dr]|u)[\s/>]"""
    r"""|[\])}>][(\[{<]""",
    re.IGNORECASE,
)
_QUERY = re.compile(r"[?#].*|&[a-z_]\w*=.*|;jsessionid=.*", re.IGNORECASE | re.DOTALL)
_BARE_QUERY = re.compile(r"[?#](?:[\w.~-]+=.*|\W*$)|&[a-z_]\w*=.*", re.IGNORECASE | re.DOTALL)
_VIEW = re.compile(
    r"(?:/(?:abstract|full|full-?text|pdf|pdfdirect|epdf|epub|html?|meta|summary|references|citedby|suppinfo"
    r"|issuetoc|tables|figures|metrics|comments)(?:\.html?)?|\.(?:pdf|html?|full|short|abstract))+$",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'’*_~-/\\…。、，([{<"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_LOOK_BACK = 300
_AROUND = re.compile(r"""[\s"'“”„«»<>(\[{|,;]""")

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?/{0,2}(?:[^\s/@]*@)?((?:[\w-]+\.)+[a-z][\w-]+)(?::\d+)?/", re.I)
_RESOLVER = re.compile(
    r"(?:www\.)?(?:(?:dx|www)[.-])?doi[.-]|(?:www\.)?hdl\.handle\.net$|sci-hub\.|api\.crossref\."
)
_OWN_PATH = re.compile(
    r"(?:doi(?:/[a-z]+)?|(?:articles?|chapter|book|protocol|content|entry|fulltext)(?:/[a-z]+)?|en/[a-z]+)/$"
    r"|.*[?&](?:doi|id|article_?id)=(?:doi:|info:doi/)?$",
    re.IGNORECASE,
)


def dois(text: str) -> tuple[str, ...]:
    """The DOIs in ``text``, in lower case, each once: alone, in an address, inside a whole reference.

    An address gives the DOI it leads to: a resolver's, or that of a publisher's own page of the
    work; a page *about* a work (a blog's, a forum's) gives none. SICI DOIs stay whole. Time: linear.

    >>> dois("See https://www.doi.org/10.1000%2FABC.1.")
    ('10.1000/abc.1',)
    >>> dois("(doi:10.1002/(SICI)1097-0207(19990110)44:1<27::AID-NME483>3.0.CO;2-Y).")
    ('10.1002/(sici)1097-0207(19990110)44:1<27::aid-nme483>3.0.co;2-y',)
    """
    if _PLAIN.fullmatch(text):
        return (text,)
    if "10" not in text and not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if "10" not in text:
        return ()
    text = _plain(text)
    found: dict[str, None] = {}
    end = 0
    for start in _START.finditer(text):
        if start.start() < end:
            continue  # within the one before
        home = _home(text, start.start())
        if home == "foreign":
            continue
        stop = _STOP.search(text, start.end())
        end = stop.start() if stop else len(text)
        value = _settled(_tidied(text[start.start() : end], home))
        if value:
            found[value] = None
    return tuple(found)


def doi(text: str | None) -> str | None:
    """The DOI in ``text``, if exactly one is there."""
    found = dois(text) if text else ()
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    """``text`` as ASCII has it: no hidden letters, one hyphen, one slash, no entities or escapes."""
    if not text.isascii():
        text = _HIDDEN.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES).translate(_SLASHES)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), _ENTITY.sub(lambda e: unescape(e[0]), text))
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


_Home: TypeAlias = Literal["text", "resolver", "page", "foreign"]
"""Where a DOI stands: by itself, in a resolver's address, in that of the work's page, of another."""


def _home(text: str, place: int) -> _Home:
    before = _AROUND.split(text[max(0, place - _LOOK_BACK) : place])[-1]
    if not before:
        return "text"
    host = _HOST.search(before)
    if host is None:
        return "foreign" if before[-1].isalpha() and not before.lower().endswith("doi") else "text"
    if _RESOLVER.match(host[1].lower()):
        return "resolver"
    return "page" if _OWN_PATH.fullmatch(before[host.end() :]) else "foreign"


def _tidied(token: str, home: _Home) -> str:
    token = (_BARE_QUERY if home == "text" else _QUERY).sub("", token)
    for _ in range(3):  # %252F was encoded twice
        decoded = unquote(token, errors="replace")
        if decoded == token:
            break
        token = decoded
    token = _balanced(token.split(maxsplit=1)[0] if token.split() else "").rstrip(_TRAILING)
    if home == "page":
        token = _VIEW.sub("", token).rstrip(_TRAILING)
    prefix, _, suffix = token.partition("/")
    return f"{prefix}/{suffix}".lower() if any(letter.isalnum() for letter in suffix) else ""


def _settled(value: str) -> str:
    """``value`` as it is read again: what was cut may have hidden what is to be cut."""
    for _ in range(8):
        stop = _STOP.search(value, value.find("/") + 1)
        again = _tidied(value[: stop.start()] if stop else value, "text") if value else ""
        if again == value:
            return value
        value = again
    return ""


def _balanced(token: str) -> str:
    """``token`` up to the first bracket that closes what was opened before it."""
    if not any(bracket in token for bracket in _PAIRS):
        return token
    opened: dict[str, int] = dict.fromkeys(_PAIRS.values(), 0)
    for place, letter in enumerate(token):
        if letter in opened:
            opened[letter] += 1
        elif letter in _PAIRS:
            if not opened[_PAIRS[letter]]:
                return token[:place]
            opened[_PAIRS[letter]] -= 1
    return token


_ISBN = re.compile(r"(?<![\w.])(?:97[89][ -]?)?(?:\d[ -]?){9}[\dxX](?![\w])")


def isbns(text: str) -> tuple[str, ...]:
    """The ISBNs in ``text`` as thirteen digits, each once; those with a wrong check digit are none.

    >>> isbns("ISBN 0-306-40615-2 (hardback)")
    ('9780306406157',)
    """
    found: dict[str, None] = {}
    for match in _ISBN.finditer(_plain(text)):
        digits = re.sub(r"[ -]", "", match[0]).upper()
        if len(digits) == 10 and _check_of_ten(digits[:9]) == digits[9]:
            found["978" + digits[:9] + _check_of_thirteen("978" + digits[:9])] = None
        elif len(digits) == 13 and digits[:12].isdigit() and _check_of_thirteen(digits[:12]) == digits[12]:
            found[digits] = None
    return tuple(found)


def _check_of_ten(digits: str) -> str:
    rest = -sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    return "X" if rest == 10 else str(rest)


def _check_of_thirteen(digits: str) -> str:
    return str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10)
