"""One key for each page of the web, however its address is spelled."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

_SCHEME = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LIKE = re.compile(r"(?:https?://|www\.)\S|(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+$", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,|\s]+(?=https?://|www\.)", re.IGNORECASE)
_ARCHIVED = re.compile(r"(?:web\.)?archive\.org/web/\d+\*?(?:[a-z]{2}_)?/(?=.)", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^?#/]*", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid)(?:=|$)", re.IGNORECASE)
_RESERVED = re.compile(r"%(?:2[3-9abcf]|3[abdf]|40|5[bd]|25)", re.IGNORECASE)
_TRAILING = ".,;:!?'\"’”»*"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def looks_like_address(text: str) -> bool:
    """Whether ``text`` begins as an address of the web does."""
    return bool(_LIKE.match(text.lstrip("<(\"'“[")))


def addresses(text: str) -> tuple[str, ...]:
    """The addresses that ``text`` consists of, each as its key (see ``address``).

    ``;`` and blanks divide addresses only where another begins: both may stand in one.
    """
    found: dict[str, None] = {}
    for part in _BETWEEN.split(text):
        key = address(part) if looks_like_address(part) else None
        if key:
            found[key] = None
    return tuple(found)


def address(text: str) -> str | None:
    """The key of a page: the same for all spellings of its address; ``None`` where ``text`` is none.

    Scheme, ``www.``, port, last slash, the part of a page after ``#``, session and campaign marks
    and an archive's wrapping make no page another; the order of parameters neither. A fragment
    that begins with ``/`` or ``!`` is the page's name, and stays.

    >>> address("HTTP://www.Example.org:80/a%20b/?y=2&x=1#top")
    'example.org/a b?x=1&y=2'
    >>> address("https://example.org/#/gauge/5")
    'example.org#/gauge/5'
    """
    rest = unescape(unicodedata.normalize("NFC", _unwrapped(text.strip())))
    for _ in range(3):
        rest = _SCHEME.sub("", rest, count=1) if _SCHEME.match(rest) else rest
        archived = _ARCHIVED.match(rest.removeprefix("www."))
        if not archived:
            break
        rest = re.sub(r"^(https?:)/+", r"\1//", rest.removeprefix("www.")[archived.end() :])
    rest, hash_, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    host, slash, path = _SESSION.sub("", rest).partition("/")
    site = _host(host)
    if site is None:
        return None
    path = _decoded(slash + path).rstrip("/")
    parts = [part for part in query.split("&") if part and not _TRACKING.match(part)]
    asked = "&".join(sorted(_decoded(part.replace("+", " ")) for part in parts))
    own = (
        hash_ + _decoded(fragment).rstrip("/") if fragment[:1] in ("/", "!") and fragment.strip("/!") else ""
    )
    return site + path + (f"?{asked}" if asked else "") + own


def is_home(key: str) -> bool:
    """Whether ``key`` is that of a site's home page."""
    return not any(mark in key for mark in "/?#")


def _unwrapped(text: str) -> str:
    """``text`` without brackets and quotes around it, and without the end of a sentence."""
    text = text.lstrip("<([{\"'“‘«").rstrip(_TRAILING)
    while text and text[-1] in _PAIRS and text.count(text[-1]) > text.count(_PAIRS[text[-1]]):
        text = text[:-1].rstrip(_TRAILING)
    return text


def _host(text: str) -> str | None:
    name = text.rpartition("@")[2].casefold()
    name = re.sub(r":\d*$", "", name).rstrip(".").removeprefix("www.")
    if not name or any(letter.isspace() for letter in name):
        return None
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    return name


def _decoded(text: str) -> str:
    """``text`` with what was percent-encoded, but for letters that would then divide it."""
    if "%" not in text:
        return text
    kept = _RESERVED.sub(lambda code: "%25" + code[0][1:].upper(), text)
    return unicodedata.normalize("NFC", unquote(kept, errors="replace"))
