"""JATS: articles of journals, their references and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...errors import FileError
from ..manuscript import Block, Manuscript, Note, line
from ..marks import italic, marker
from .archives import local, xml
from .bracketing import unbracketed
from .jats_front import authors, published
from .jats_references import references

if TYPE_CHECKING:
    from .source import Source

_GONE = frozenset(["tex-math", "graphic", "media", "inline-graphic", "object-id", "private-char"])
_SECTIONS = frozenset(
    [
        "sec",
        "abstract",
        "trans-abstract",
        "ack",
        "app",
        "app-group",
        "boxed-text",
        "bio",
        "notes",
        "fn-group",
        "glossary",
    ]
)
_LISTS = frozenset(
    [
        "list",
        "list-item",
        "def-list",
        "def-item",
        "def",
        "disp-quote",
        "statement",
        "verse-group",
        "speech",
        "fig-group",
        "supplementary-material",
        "floats-group",
        "table-wrap-group",
        "disp-formula-group",
        "question",
        "answer",
        "alternatives",
    ]
)
_INSIDE = frozenset(
    ["fig", "table-wrap", "list", "disp-quote", "boxed-text", "def-list", "supplementary-material"]
)


@dataclass
class _State:
    notes: dict[str, Note]
    order: list[str]
    """Keys of the references, as they are listed."""
    words: dict[str, str] = field(default_factory=dict)
    """What the text prints for an entry, where that is no number."""


def read(source: Source) -> Manuscript:
    """Read the JATS ``source``."""
    root = xml(source.data, source.name)
    article = (
        root
        if local(root) == "article"
        else next((one for one in root.iter() if local(one) == "article"), None)
    )
    if article is None:
        raise FileError(f"{source.name} is no JATS article", "give another format with --from")
    meta = _find(article, "article-meta")
    notes = references(article)
    state = _State(notes, list(notes))
    _footnotes(article, state)
    blocks: list[Block] = []
    if meta is not None:
        for abstract in (one for one in meta if local(one) in ("abstract", "trans-abstract")):
            if not any(local(child) == "title" for child in abstract):
                blocks.append(Block("Abstract", "heading", 1))
            blocks += _blocks(abstract, state, 1)
    for part in article:
        if local(part) == "body":
            blocks += _blocks(part, state, 0)
        elif local(part) == "back":
            for child in part:
                if local(child) in ("ack", "app-group", "app", "sec", "notes", "bio"):
                    if local(child) == "ack" and not any(local(one) == "title" for one in child):
                        blocks.append(Block("Acknowledgements", "heading", 1))
                    blocks += _blocks(child, state, 0 if local(child) == "app-group" else 1)
        elif local(part) == "floats-group":
            blocks += _blocks(part, state, 0)
    blocks = [Block(line(unbracketed(block.text, state.order)), block.kind, block.level) for block in blocks]
    blocks = [block for block in blocks if block.text]
    title = _find(meta, "article-title") if meta is not None else None
    return Manuscript(
        "jats",
        tuple(blocks),
        tuple(_labelled(state)),
        re.sub("\ue000[^\ue001]*\ue001|[\ue000-\ue003]", "", line("".join(_inline(title, state))))
        if title is not None
        else None,
        tuple(authors(meta)) if meta is not None else (),
        published(meta) if meta is not None else None,
        doi=next(
            (
                line(one.text or "")
                for one in meta
                if local(one) == "article-id" and one.get("pub-id-type") == "doi"
            ),
            None,
        )
        if meta is not None
        else None,
    )


def _find(element: Any, name: str) -> Any:
    return next((one for one in element.iter() if local(one) == name), None)


def _blocks(parent: Any, state: _State, level: int) -> Iterator[Block]:
    for child in parent:
        name = local(child)
        if name == "title":
            yield Block("".join(_inline(child, state)), "heading", max(level, 1))
        elif name in ("p", "verse-line", "term", "attrib", "subtitle"):
            yield from _paragraph(
                child, state, "item" if local(parent) in ("list-item", "def") else "paragraph"
            )
        elif name in ("fig", "table-wrap"):
            yield from _floating(child, state)
        elif name in _SECTIONS:
            yield from _blocks(child, state, level + 1)
        elif name in _LISTS:
            yield from _blocks(child, state, level)
        elif name == "caption":
            yield Block(" ".join("".join(_inline(one, state)) for one in child), "caption")


def _floating(element: Any, state: _State) -> Iterator[Block]:
    label = next(("".join(_inline(one, state)) for one in element if local(one) == "label"), "")
    caption = next((one for one in element if local(one) == "caption"), None)
    texts = [] if caption is None else ["".join(_inline(one, state)) for one in caption]
    if label or texts:
        yield Block(" ".join(filter(None, [label, *texts])), "caption")
    for row in element.iter():
        if local(row) == "tr":
            yield Block(
                " | ".join(
                    line("".join(_inline(cell, state))) for cell in row if local(cell) in ("td", "th")
                ),
                "row",
            )
    for foot in (one for one in element if local(one) == "table-wrap-foot"):
        for p in foot.iter():
            if local(p) == "p":
                yield Block("".join(_inline(p, state)), "caption")


def _paragraph(element: Any, state: _State, kind: str) -> Iterator[Block]:
    """A paragraph; what floats or is listed inside it stands behind it."""
    floating = [child for child in element if local(child) in _INSIDE]
    yield Block("".join(_inline(element, state, skip=_INSIDE)), kind)  # type: ignore[arg-type]
    for child in floating:
        if local(child) in ("fig", "table-wrap"):
            yield from _floating(child, state)
        else:
            yield from _blocks(child, state, 1)


def _inline(element: Any, state: _State, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "xref" and child.get("rid") and child.get("ref-type") in ("bibr", "fn", None):
            yield _xref(child, state)
        elif name == "fn" and child.get("id") in state.notes:
            yield marker(child.get("id"))
        elif name in ("italic", "emphasis"):
            yield italic("".join(_inline(child, state, skip)))
        elif name in ("sup",):
            text = "".join(_inline(child, state, skip))
            yield text
        elif name == "break":
            yield " "
        elif name == "inline-formula" or name == "disp-formula":
            yield _formula(child)
        elif name in _GONE or name in skip:
            pass
        elif name in ("list-item", "p", "td"):
            yield " " + "".join(_inline(child, state, skip)) + " "
        else:
            yield from _inline(child, state, skip)
        yield child.tail or ""


def _formula(element: Any) -> str:
    mathml = next((one for one in element.iter() if local(one) == "math"), None)
    if mathml is None:
        return " ".join("".join(one.itertext()) for one in element if local(one) not in _GONE)
    return " ".join("".join(mathml.itertext()).split())


def _xref(element: Any, state: _State) -> str:
    shown = "".join(_inline(element, state))
    keys = [key for key in element.get("rid", "").split() if key in state.notes]
    if not keys:
        return shown
    bare = shown.strip(" []()")
    marks = "".join(map(marker, keys))
    if re.fullmatch(r"[0-9]{1,5}[a-z]?|[*†‡§¶]+|[ivxlc]+|", bare, re.IGNORECASE):
        return marks
    whole = re.fullmatch(r"([0-9]{1,5})\s*[–—-]\s*([0-9]{1,5})", bare)
    if whole and len(keys) < 2:
        between = [
            key
            for key, note in state.notes.items()
            if note.reference and note.printed and int(whole[1]) <= int(note.printed or 0) <= int(whole[2])
        ]
        return "".join(map(marker, between[:60])) or marks
    if whole:
        return marks
    for key in keys:
        state.words.setdefault(key, line(bare))
    return shown + marks


def _footnotes(article: Any, state: _State) -> None:
    """The footnotes that something in the text marks."""
    marked = {
        key
        for one in article.iter()
        if local(one) == "xref" and one.get("ref-type") == "fn" and not _in_front(one)
        for key in (one.get("rid") or "").split()
    }
    for fn in article.iter():
        key = fn.get("id")
        if local(fn) != "fn" or _in_front(fn) or _in_table(fn) or key in state.notes:
            continue
        inline = local(fn.getparent()) in ("p", "title", "td", "italic", "bold")
        if not (key in marked or inline):
            continue
        key = key or f"fn{len(state.notes)}"
        fn.set("id", key)
        label = next(("".join(one.itertext()).strip(" .[]()") for one in fn if local(one) == "label"), "")
        text = line(" ".join("".join(_inline(one, state)) for one in fn if local(one) != "label"))
        state.notes[key] = Note(key, text, label or None, "footnotes")


def _in_front(element: Any) -> bool:
    return any(local(one) in ("front", "author-notes") for one in element.iterancestors())


def _in_table(element: Any) -> bool:
    return any(local(one) in ("table-wrap", "table-wrap-foot", "fig") for one in element.iterancestors())


def _labelled(state: _State) -> Iterator[Note]:
    """The notes; those that the text prints in words under these words, where no number is printed."""
    if any(note.printed for note in state.notes.values() if note.reference) or not state.words:
        yield from state.notes.values()
        return
    for key, note in state.notes.items():
        label = state.words.get(key)
        if (
            label
            and re.fullmatch(r"[0-9]{4}[a-z]?", label)
            and note.fields is not None
            and note.fields.makers.creators
        ):
            label = f"{note.fields.makers.creators[0].split()[-1]} {label}"
        yield Note(key, note.text, label, note.series, note.reference, note.fields)
