"""Which links of a page mark notes, and which of its elements are these notes: in everybody's habits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from ..manuscript import line

BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "dt",
        "dd",
        "div",
        "section",
        "article",
        "main",
        "body",
        "blockquote",
        "pre",
        "table",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "dl",
        "figure",
        "figcaption",
        "caption",
        "header",
        "footer",
        "aside",
        "address",
        "center",
        "details",
        "summary",
        "hr",
        "tbody",
        "thead",
        "tfoot",
        "html",
        "fieldset",
        "hgroup",
    ]
)
_NUMBER = re.compile(
    r"[\[({]?\s*(?:(?:note|fn|n\.?)\s*)?([0-9]{1,5}|[ivxlc]{1,7}|[a-z]|[*†‡§¶]{1,3})\s*[\])}.:]?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}[a-z]?\b|\b(?:n\.d\.|forthcoming|in press)")
_LONGEST_NOTE = 8000


@dataclass
class Links:
    """What a page's links say of its notes."""

    markers: dict[Any, str] = field(default_factory=dict)
    """Anchors that mark a note, by its key."""
    backs: set[Any] = field(default_factory=set)
    notes: dict[str, Any] = field(default_factory=dict)
    """The element that holds each note."""
    shown: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    skip: set[Any] = field(default_factory=set)


def links(body: Any) -> Links:
    """Which anchors mark notes, and which elements are these notes."""
    state = Links()
    ids: dict[str, Any] = {}
    place: dict[Any, int] = {}
    for index, one in enumerate(body.iter()):
        place[one] = index
        for name in (one.get("id"), one.get("name") if one.tag == "a" else None):
            if name:
                ids.setdefault(name, one)
    anchors = [
        (one, one.get("href")[1:]) for one in body.iter("a") if (one.get("href") or "").startswith("#")
    ]
    pairs: list[tuple[Any, str, Any]] = []
    for anchor, target in anchors:
        element = ids.get(target)
        if element is None:
            element = ids.get(unquote(target))
        holder = _holder(element) if element is not None else None
        if holder is not None and not _inside(anchor, holder):
            pairs.append((anchor, target, holder))
    pairs = [pair for pair in pairs if place[pair[0]] < place[pair[2]]]
    holders = {pair[2] for pair in pairs if _marks(pair[0])}
    keys: dict[Any, str] = {}
    for anchor, _, holder in pairs:
        shown = line(anchor.text_content())
        if _first_in(anchor, holders):
            continue  # a note that points at another
        numeric = _NUMBER.fullmatch(shown)
        if not (
            numeric
            or (_is_entry(holder, anchor) and (_YEAR.search(shown) or anchor.get("role") == "doc-biblioref"))
        ):
            continue
        key = keys.get(holder)
        if key is None:
            key = keys[holder] = f"n{len(state.notes)}"
            state.notes[key] = holder
            state.order.append(key)
            state.skip.add(holder)
        state.markers[anchor] = key
        if numeric:
            state.shown.setdefault(key, numeric[1])
        else:
            state.words.setdefault(key, _label(shown, holder))
    held = set(state.notes.values())
    for anchor, target in anchors:
        element = ids.get(target)
        if (
            anchor not in state.markers
            and any(one in held for one in anchor.iterancestors())
            and element is not None
            and not any(one in held for one in [element, *element.iterancestors()])
        ):
            state.backs.add(anchor)
    return state


def _first_in(anchor: Any, holders: set[Any]) -> bool:
    return any(one in holders for one in anchor.iterancestors())


def _label(shown: str, holder: Any) -> str:
    bare = shown.strip("() ")
    if re.fullmatch(r"[0-9]{4}[a-z]?", bare):
        first = re.match(r"\W*([^\W\d_][\w’'-]+)", line(holder.text_content()))
        return f"{first[1]} {bare}" if first else bare
    return bare.rstrip(",;")


def _inside(element: Any, holder: Any) -> bool:
    return element is holder or any(one is holder for one in element.iterancestors())


def _marks(anchor: Any) -> bool:
    return (
        bool(_NUMBER.fullmatch(line(anchor.text_content())))
        or anchor.get("role") == "doc-biblioref"
        or bool(_YEAR.search(line(anchor.text_content())))
    )


def _holder(element: Any) -> Any:
    """The block that holds the note whose anchor is ``element``; ``None`` where that is no note."""
    if element.tag in [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "figure",
        "section",
        "article",
        "main",
        "body",
        "img",
        "nav",
        "ul",
        "ol",
    ]:
        return None
    one = element
    while one is not None and one.tag not in BLOCKS:
        one = one.getparent()
    if one is None or one.tag in [
        "body",
        "html",
        "main",
        "article",
        "section",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
        "header",
    ]:
        return None
    if one.tag in ("p", "td", "th"):
        parent = one.getparent()
        wraps = parent is not None and (
            parent.tag in ("li", "aside", "dd") or (parent.tag == "tr") or _is_note_div(parent)
        )
        if wraps and (parent.tag == "tr" or parent.index(one) == 0):
            one = parent
    if one.tag == "dt" and one.getnext() is not None and one.getnext().tag == "dd":
        one = one.getnext()
    length = len(one.text_content())
    return one if 0 < length < _LONGEST_NOTE and not one.findall(".//h2") else None


def _is_note_div(element: Any) -> bool:
    if element.tag != "div":
        return False
    named = f"{element.get('id') or ''} {element.get('class') or ''} {element.get('style') or ''}".lower()
    return (
        bool(
            re.search(
                r"(?:^|[\s_-])(?:e|s?df?)?(?:ftn|edn|fn|note|footnote|endnote|sdfootnote|sdendnote)[\d_-]",
                named,
            )
        )
        or ("mso-element:footnote" in named and "list" not in named)
        or ("mso-element:endnote" in named and "list" not in named)
    )


def _is_entry(holder: Any, anchor: Any) -> bool:
    named = " ".join(filter(None, (holder.get("class"), holder.get("id"), holder.get("role")))).lower()
    parent = holder.getparent()
    above = (
        " ".join(filter(None, (parent.get("class"), parent.get("id"), parent.get("role")))).lower()
        if parent is not None
        else ""
    )
    return anchor.get("role") == "doc-biblioref" or bool(
        re.search(r"\b(?:csl|ref|bib|cit|listitem|references?|biblio)", f"{named} {above}")
    )


def unnumbered(text: str, shown: str | None) -> str:
    """``text`` without the number and arrows that its list prints before it."""
    text = re.sub(r"^(?:[\^↑↩]\ufe0e?\s*)+|\s*[↩⏎↵↑]\ufe0e?\s*$", "", text).strip()
    text = re.sub(r"^(?:[a-z]\s){2,}(?=\W*[A-Z“])", "", text)
    if shown:
        text = re.sub(rf"^[\[(^]?{re.escape(shown)}[\])^]?[.:)]?\s+", "", text)
    return re.sub(r"^\^\s*", "", text)
