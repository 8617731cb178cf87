"""HTML: notes by their links first, in the habits of pandoc, Word, LibreOffice and MediaWiki."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..manuscript import Block, Manuscript, Note, Problem, line
from ..marks import italic, marker
from .bracketing import unbracketed
from .docx import unraised
from .html_notes import BLOCKS, Links, links, unnumbered
from .plain import structured

_GONE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "svg",
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
        "head",
        "title",
        "meta",
        "link",
    ]
)
_LEVELS = {f"h{level}": level for level in range(1, 7)}


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
    state = links(body)
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
        own = unnumbered(line("".join(_inline(element, state, own=element))), shown)
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


def _blocks(element: Any, state: Links) -> Iterator[Block]:
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
            and (child.tag in BLOCKS or _holds_blocks(child))
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


def _inline(element: Any, state: Links, own: Any = None) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _one(child, state, own)
        yield child.tail or ""


def _one(element: Any, state: Links, own: Any = None) -> Iterator[str]:
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
    elif tag in BLOCKS:
        yield f" {inner} "
    elif "italic" in (element.get("style") or ""):
        yield italic(inner)
    else:
        yield inner
