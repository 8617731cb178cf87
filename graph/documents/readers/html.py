"""HTML: notes by their links first, in the habits of pandoc, Word, LibreOffice and MediaWiki."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..manuscript import Block, Manuscript, Note, Problem, line
from ..marks import italic, marker
from .docx import unraised
from .jats import unbracketed
from .plain import structured

_GONE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "svg",
        "math-gone",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "footer-gone",
        "head",
        "title",
        "meta",
        "link",
    ]
)
_BLOCK = frozenset(
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
class _State:
    markers: dict[Any, str] = field(default_factory=dict)
    """Anchors that mark a note, by its key."""
    backs: set[Any] = field(default_factory=set)
    notes: dict[str, Any] = field(default_factory=dict)
    """The element that holds each note."""
    shown: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    skip: set[Any] = field(default_factory=set)


def read(text: str) -> Manuscript:
    """Read the HTML ``text``."""
    from lxml import html

    root = html.document_fromstring(
        text.encode("utf-8", "replace"),
        parser=html.HTMLParser(
            encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
        ),
    )
    title, authors, date = _meta(root)
    body = _body(root)
    state = _links(body)
    blocks = [
        Block(line(unbracketed(block.text, state.order)), block.kind, block.level)
        for block in _blocks(body, state)
    ]
    blocks = [block for block in blocks if block.text]
    heading = next(
        (place for place, block in enumerate(blocks[:40]) if block.kind == "heading" and block.level == 1),
        None,
    )
    alone = sum(block.kind == "heading" and block.level == 1 for block in blocks) == 1
    if heading is not None and (alone or _same(blocks[heading].text, title)):
        title = blocks[heading].text
        blocks = [*(block for block in blocks[:heading] if len(block.text) > 120), *blocks[heading + 1 :]]
    if not state.notes:
        made = structured(blocks, "html", headed=any(block.kind == "heading" for block in blocks))
        return replace(
            made,
            title=title or made.title,
            authors=authors or made.authors,
            date=date or made.date,
            blocks=tuple(unraised(list(made.blocks))[0]),
        )
    notes: list[Note] = []
    problems: list[Problem] = []
    for key, element in state.notes.items():
        shown = state.shown.get(key)
        if shown and not any(map(str.isalnum, shown)):
            problems.append(
                Problem("unnumbered note", f"the note marked {shown} has no number and was left out")
            )
            continue
        own = _unnumbered(line("".join(_inline(element, state, own=element))), shown)
        notes.append(
            Note(
                key,
                re.sub(r"\^([0-9]+)\^", r"\1", own),
                state.words.get(key) or shown,
                "entries" if key in state.words else "",
                key in state.words,
            )
        )
    left = {note.key for note in notes}
    blocks = [
        Block(
            re.sub(
                "\ue000([^\ue001]*)\ue001", lambda found: found[0] if found[1] in left else "", block.text
            ),
            block.kind,
            block.level,
        )
        for block in blocks
    ]
    blocks, raised = unraised(blocks)
    return Manuscript("html", tuple(blocks), tuple(notes), title, authors, date, (*problems, *raised))


def _same(text: str, other: str | None) -> bool:
    return bool(other) and "".join(filter(str.isalnum, text.lower())) == "".join(
        filter(str.isalnum, (other or "").lower())
    )


def _meta(root: Any) -> tuple[str | None, tuple[str, ...], str | None]:
    found: dict[str, list[str]] = {}
    for one in root.iter("meta"):
        name = (one.get("name") or one.get("property") or "").lower()
        if one.get("content"):
            found.setdefault(name, []).append(line(one.get("content")))
    title = next(
        (
            found[name][0]
            for name in ("citation_title", "dc.title", "dcterms.title", "og:title")
            if name in found
        ),
        None,
    )
    if title is None:
        element = root.find(".//title")
        title = line(element.text_content()) if element is not None and element.text_content() else None
    authors = next((found[name] for name in ("citation_author", "dc.creator", "author") if name in found), [])
    date = next(
        (
            found[name][0]
            for name in ("citation_publication_date", "dcterms.date", "dc.date", "date")
            if name in found
        ),
        None,
    )
    return title or None, tuple(name for name in authors if name), date


def _body(root: Any) -> Any:
    for path in (".//article", ".//main"):
        found = root.findall(path)
        if len(found) == 1 and len(found[0].text_content()) > 0.5 * len(root.text_content() or ""):
            return found[0]
    body = root.find("body")
    return root if body is None else body


def _links(body: Any) -> _State:
    """Which anchors mark notes, and which elements are these notes."""
    state = _State()
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
    from urllib.parse import unquote

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
            and any(one in held for one in _ancestors(anchor))
            and element is not None
            and not any(one in held for one in [element, *_ancestors(element)])
        ):
            state.backs.add(anchor)
    return state


def _first_in(anchor: Any, holders: set[Any]) -> bool:
    return any(one in holders for one in _ancestors(anchor))


def _label(shown: str, holder: Any) -> str:
    bare = shown.strip("() ")
    if re.fullmatch(r"[0-9]{4}[a-z]?", bare):
        first = re.match(r"\W*([^\W\d_][\w’'-]+)", line(holder.text_content()))
        return f"{first[1]} {bare}" if first else bare
    return bare.rstrip(",;")


def _ancestors(element: Any) -> Iterator[Any]:
    yield from element.iterancestors()


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
    if element.tag in (
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
        "tr-gone",
    ):
        return None
    one = element
    while one is not None and one.tag not in _BLOCK:
        one = one.getparent()
    if one is None or one.tag in (
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
    ):
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


def _unnumbered(text: str, shown: str | None) -> str:
    """``text`` without the number and arrows that its list prints before it."""
    text = re.sub(r"^(?:[\^↑↩]\ufe0e?\s*)+|\s*[↩⏎↵↑]\ufe0e?\s*$", "", text).strip()
    text = re.sub(r"^(?:[a-z]\s){2,}(?=\W*[A-Z“])", "", text)
    if shown:
        text = re.sub(rf"^[\[(^]?{re.escape(shown)}[\])^]?[.:)]?\s+", "", text)
    return re.sub(r"^\^\s*", "", text)


_LEVELS = {f"h{level}": level for level in range(1, 7)}


def _blocks(element: Any, state: _State) -> Iterator[Block]:
    """The blocks of ``element``: each innermost block element, and text between them."""
    if not isinstance(element.tag, str) or element.tag in _GONE or element in state.skip or _hidden(element):
        return
    if element.tag in _LEVELS:
        yield Block("".join(_inline(element, state)), "heading", _LEVELS[element.tag])
        return
    if element.tag == "tr":
        cells = [
            line("".join(_inline(cell, state)))
            for cell in element
            if cell.tag in ("td", "th") and cell not in state.skip
        ]
        yield Block(" | ".join(cells) if any(cells) else "", "row")
        return
    kind = {"li": "item", "dd": "item", "figcaption": "caption", "caption": "caption"}.get(
        element.tag, "paragraph"
    )
    run = element.text or ""
    for child in element:
        if (
            isinstance(child.tag, str)
            and (child.tag in _BLOCK or _holds_blocks(child))
            and child not in state.markers
        ):
            yield Block(run, kind)  # type: ignore[arg-type]
            run = ""
            yield from _blocks(child, state)
        elif (
            child.tag == "br"
            and re.match(r"\s*<?br", "br")
            and child.getnext() is not None
            and child.getnext().tag == "br"
        ):
            yield Block(run, kind)  # type: ignore[arg-type]
            run = ""
        else:
            run += "".join(_one(child, state))
        run += child.tail or ""
    yield Block(run, kind)  # type: ignore[arg-type]


def _holds_blocks(element: Any) -> bool:
    return element.tag in ("span", "a", "ins", "font", "b", "strong", "em", "i", "small") and any(
        one.tag in ("p", "div", "h1", "h2", "h3", "ul", "ol", "table")
        for one in element.iterdescendants()
        if isinstance(one.tag, str)
    )


def _hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        "display:none" in style
        or element.get("hidden") is not None
        or (element.get("aria-hidden") == "true" and element.tag not in ("sup", "a"))
    )


def _inline(element: Any, state: _State, own: Any = None) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _one(child, state, own)
        yield child.tail or ""


def _one(element: Any, state: _State, own: Any = None) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _GONE or element in state.backs or _hidden(element):
        return
    if element in state.markers:
        yield marker(state.markers[element])
        return
    if element in state.skip and element is not own:
        return
    if "cite-backlink" in (element.get("class") or "") or "cite-accessibility-label" in (
        element.get("class") or ""
    ):
        return
    inner = "".join(_inline(element, state, own))
    tag = element.tag
    if tag in ("i", "em", "cite", "var", "dfn"):
        yield italic(inner)
    elif tag == "q":
        bare = inner.strip()
        yield inner if not bare or bare[0] in '“"„«' else f"“{bare}”"
    elif tag == "sup":
        bare = inner.strip()
        if "\ue000" in bare and not re.sub("\ue000[^\ue001]*\ue001", "", bare).strip(" ,;[]()–-"):
            yield bare
        else:
            yield (
                f"^{bare.strip('[]()')}^"
                if re.fullmatch(r"[\[(]?[0-9]{1,6}(?:\s*[,–-]\s*[0-9]{1,6})*[\])]?", bare)
                else inner
            )
    elif tag in ("br", "wbr", "hr"):
        yield " " if tag != "wbr" else ""
    elif tag in _BLOCK:
        yield f" {inner} "
    elif "italic" in (element.get("style") or ""):
        yield italic(inner)
    else:
        yield inner
