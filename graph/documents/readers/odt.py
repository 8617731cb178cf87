"""ODT, from its parts: content and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...errors import FileError
from ..manuscript import Block, Manuscript, Note, Problem, line
from ..marks import italic, marker
from .archives import local, names, part, xml
from .docx import unraised
from .plain import structured

if TYPE_CHECKING:
    from .source import Source

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_GONE = frozenset(
    [
        "tracked-changes",
        "annotation",
        "annotation-end",
        "bookmark",
        "bookmark-start",
        "bookmark-end",
        "sequence-decls",
        "forms",
        "frame",
        "custom-shape",
        "table-of-content",
        "alphabetical-index",
        "bibliography",
        "variable-decls",
        "user-field-decls",
    ]
)


@dataclass
class _State:
    italics: frozenset[str]
    raised: frozenset[str]
    roles: dict[str, str]
    notes: dict[str, Note] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(source: Source) -> Manuscript:
    """Read the ODT ``source``. What tracked changes deleted is not there."""
    there = names(source)
    manifest = part(source, "META-INF/manifest.xml", needed=False) or b""
    if b"encryption-data" in manifest:
        raise FileError(f"{source.name} is protected by a password", "save it without one")
    root = xml(part(source, "content.xml") or b"", f"{source.name}:content.xml")
    sheets = [root]
    if "styles.xml" in there:
        sheets.append(xml(part(source, "styles.xml") or b"", f"{source.name}:styles.xml"))
    state = _styles(sheets)
    body = next(iter(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text")), None)
    if body is None:
        raise FileError(f"{source.name} is an OpenDocument file, but no text", "save it as .odt")
    blocks = [block for block in _blocks(body, state) if block.text]
    title = next((block.text for block in blocks if block.level == -1), None)
    authors = tuple(block.text for block in blocks if block.level == -2)
    date = next((block.text for block in blocks if block.level == -3), None)
    blocks = [
        Block(b.text, "paragraph" if b.level < 0 else b.kind, max(b.level, 0))
        for b in blocks
        if b.level != -1
    ]
    if not state.notes:
        made = structured(
            blocks, "odt", state.problems, headed=any(block.kind == "heading" for block in blocks)
        )
        return Manuscript(
            "odt",
            made.blocks,
            made.notes,
            title or made.title,
            authors or made.authors,
            date or made.date,
            made.problems,
        )
    if title is None and blocks and len(blocks[0].text) < 200:
        title = blocks.pop(0).text
    blocks, problems = unraised(blocks)
    return Manuscript(
        "odt", tuple(blocks), tuple(state.notes.values()), title, authors, date, (*state.problems, *problems)
    )


def _styles(sheets: list[Any]) -> _State:
    italics: set[str] = set()
    raised: set[str] = set()
    roles: dict[str, str] = {}
    parents: dict[str, str] = {}
    for sheet in sheets:
        for style in sheet.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            properties = style.find(f"{_STYLE}text-properties")
            if properties is not None and style.get(f"{_STYLE}family") == "text":
                if properties.get(f"{_FO}font-style") in ("italic", "oblique"):
                    italics.add(name)
                if (properties.get(f"{_STYLE}text-position") or "").startswith(("super", "3", "5")):
                    raised.add(name)
            shown = style.get(f"{_STYLE}display-name", name).lower()
            if shown in ("title", "author", "date", "caption"):
                roles[name] = shown
    for name, parent in parents.items():
        if name not in roles and parent in roles:
            roles[name] = roles[parent]
    for name in ("Title", "Author", "Date"):
        roles.setdefault(name, name.lower())
    italics.add("Emphasis")
    return _State(frozenset(italics), frozenset(raised), roles)


def _blocks(parent: Any, state: _State, item: bool = False) -> Iterator[Block]:
    for child in parent:
        name = local(child)
        if name in _GONE:
            continue
        if name == "h":
            level = child.get(f"{_TEXT}outline-level", "1")
            yield Block(line("".join(_inline(child, state))), "heading", int(level) if level.isdigit() else 1)
        elif name == "p":
            role = state.roles.get(child.get(f"{_TEXT}style-name", ""), "")
            level = {"title": -1, "author": -2, "date": -3}.get(role, 0)
            yield Block(
                line("".join(_inline(child, state))),
                "caption" if role == "caption" else "item" if item else "paragraph",
                level,
            )
        elif name == "table":
            for row in child.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row"):
                cells = [
                    " ".join(filter(None, (block.text for block in _blocks(cell, state))))
                    for cell in row
                    if local(cell) == "table-cell"
                ]
                yield Block(line(" | ".join(cells)) if any(cells) else "", "row")
        else:
            yield from _blocks(child, state, item or name in ("list", "list-item"))


def _inline(element: Any, state: _State) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "note":
            yield _note(child, state)
        elif name == "note-ref":
            target = child.get(f"{_TEXT}ref-name", "")
            yield marker(target) if target in state.notes else "".join(_inline(child, state))
        elif name == "s" or name in ("tab", "line-break", "soft-page-break"):
            yield " "
        elif name in _GONE:
            pass
        elif name == "span":
            text = "".join(_inline(child, state))
            style = child.get(f"{_TEXT}style-name", "")
            if style in state.raised and re.fullmatch(r"\s*[0-9]{1,6}(?:\s*[,–-]\s*[0-9]{1,6})*\s*", text):
                text = f"^{''.join(text.split())}^"
            yield italic(text) if style in state.italics else text
        else:
            yield from _inline(child, state)
        yield child.tail or ""


def _note(element: Any, state: _State) -> str:
    citation = element.find(f"{_TEXT}note-citation")
    body = element.find(f"{_TEXT}note-body")
    printed = (
        "" if citation is None else (citation.get(f"{_TEXT}label") or "".join(citation.itertext())).strip()
    )
    text = "" if body is None else line(" ".join(block.text for block in _blocks(body, state) if block.text))
    if printed and not any(map(str.isalnum, printed)):
        state.problems.append(
            Problem("unnumbered note", f"the note marked {printed} has no number and was left out")
        )
        return ""
    key = element.get(f"{_TEXT}id") or f"n{len(state.notes)}"
    if key in state.notes:
        key = f"{key}-{len(state.notes)}"
    series = f"{element.get(f'{_TEXT}note-class', 'footnote')}s"
    own = printed if printed and not printed.isdigit() else None
    state.notes[key] = Note(key, text, own, series)
    return marker(key)
