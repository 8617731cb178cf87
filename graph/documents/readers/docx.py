"""DOCX, from its parts: body, footnotes, endnotes, styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..manuscript import Block, Manuscript, Note, Problem, line
from ..marks import KEYED, italic, marker
from ..numbering import roman
from .archives import local, names, part, xml
from .plain import structured

if TYPE_CHECKING:
    from .source import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_GONE = frozenset(
    [
        "del",
        "moveFrom",
        "Fallback",
        "instrText",
        "delText",
        "fldData",
        "txbxContent",
        "pPr",
        "rPr",
        "sectPr",
        "proofErr",
        "annotationRef",
        "footnoteRef",
        "endnoteRef",
        "separator",
    ]
)


@dataclass
class _State:
    styles: Mapping[str, tuple[str, int]]
    problems: list[Problem] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    noteref: bool = False


def read(source: Source) -> Manuscript:
    """Read the DOCX ``source``. Deleted text and notes are not there, inserted ones are."""
    there = names(source)
    document = next(
        (name for name in sorted(there) if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml"
    )
    root = _xml(source, document)
    state = _State(_styles(source, there))
    body = next((child for child in root if local(child) == "body"), root)
    blocks = [block for block in _blocks(body, state) if block.text]
    notes = [*_notes(source, there, "footnotes", state), *_notes(source, there, "endnotes", state)]
    marked = {found[1] for block in blocks for found in KEYED.finditer(block.text)}
    notes = [note for note in notes if note.key in marked or note.text]
    title = next((block.text for block in blocks if block.kind == "caption" and block.level == -1), None)
    authors = tuple(block.text for block in blocks if block.level == -2)
    date = next((block.text for block in blocks if block.level == -3), None)
    core_title, core_authors = _core(source, there)
    blocks = [
        Block(block.text, "paragraph" if block.level < 0 else block.kind, max(block.level, 0))
        for block in blocks
        if block.level not in (-1,)
    ]
    if not notes:
        made = structured(
            blocks, "docx", state.problems, headed=any(block.kind == "heading" for block in blocks)
        )
        return Manuscript(
            "docx",
            made.blocks,
            made.notes,
            title or made.title or core_title,
            authors or made.authors or core_authors,
            date or made.date,
            made.problems,
        )
    blocks = _referring(blocks, state)
    if title is None:
        heading = next(
            (place for place, block in enumerate(blocks[:3]) if block.kind == "heading" and block.level == 1),
            None,
        )
        later = sum(block.kind == "heading" and block.level == 1 for block in blocks)
        if heading is not None and later == 1 and not core_title:
            title = blocks[heading].text
            del blocks[heading]
        elif core_title:
            title = core_title
        elif blocks and len(blocks[0].text) < 200 and blocks[0].kind == "paragraph":
            title = blocks.pop(0).text
    blocks, problems = unraised(blocks)
    return Manuscript(
        "docx",
        tuple(blocks),
        tuple(_labelled(notes, state, source, there)),
        title,
        authors or core_authors,
        date,
        (*state.problems, *problems),
    )


_RAISED = re.compile(r"\^([0-9]{1,6}(?:[,–-][0-9]{1,6})*)\^")


def unraised(blocks: list[Block]) -> tuple[list[Block], list[Problem]]:
    """``blocks`` with raised digits that are no marker on the line, and each of them as a problem."""
    problems: list[Problem] = []

    def lowered(found: re.Match[str]) -> str:
        problems.append(
            Problem(
                "raised number",
                f"{found[1]} is raised, but no note",
                near=f"{found.string[max(0, found.start() - 30) : found.start()]}{found[1]}",
            )
        )
        return found[1]

    return [Block(_RAISED.sub(lowered, block.text), block.kind, block.level) for block in blocks], problems


def _xml(source: Source, name: str) -> Any:
    data = part(source, name) or b""
    return xml(data.replace(_STRICT, _W[1:-1].encode()), f"{source.name}:{name}")


def _styles(source: Source, there: frozenset[str]) -> dict[str, tuple[str, int]]:
    """The role of each style: title, heading (with its level), author, date, caption, italic."""
    if "word/styles.xml" not in there:
        return {}
    roles: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in _xml(source, "word/styles.xml").iter(f"{_W}style"):
        own = style.get(f"{_W}styleId", "")
        name = _value(style.find(f"{_W}name")).lower()
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        based[own] = _value(style.find(f"{_W}basedOn"))
        heading = re.fullmatch(r"(?:heading|überschrift|titre|título|titolo)\s*([1-9])", name)
        if name in ("title", "titel", "document title"):
            roles[own] = "title", -1
        elif name in ("author", "authors"):
            roles[own] = "author", -2
        elif name == "date":
            roles[own] = "date", -3
        elif heading:
            roles[own] = "heading", int(heading[1])
        elif (
            level is not None
            and _value(level).isdigit()
            and int(_value(level)) < 9
            and style.get(f"{_W}type") == "paragraph"
        ):
            roles[own] = "heading", int(_value(level)) + 1
        elif "caption" in name:
            roles[own] = "caption", 0
        elif _is_on(style.find(f"{_W}rPr/{_W}i")) or name in ("emphasis", "book title"):
            roles[own] = "italic", 0
    for own, parent in based.items():
        seen = {own}
        while own not in roles and parent and parent not in seen:
            if parent in roles and roles[parent][0] != "title":
                roles[own] = roles[parent]
            seen.add(parent)
            parent = based.get(parent, "")
    return roles


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{_W}val", "true") not in ("0", "false", "off", "none")


def _blocks(parent: Any, state: _State) -> Iterator[Block]:
    for child in parent:
        name = local(child)
        if name == "p":
            yield _paragraph(child, state)
        elif name == "tbl":
            for row in child.iter(f"{_W}tr"):
                cells = [
                    " ".join(filter(None, (_paragraph(p, state).text for p in cell.iter(f"{_W}p"))))
                    for cell in row.findall(f"{_W}tc")
                ]
                yield Block(line(" | ".join(cells)) if any(cells) else "", "row")
        elif name in (
            "sdt",
            "sdtContent",
            "ins",
            "moveTo",
            "smartTag",
            "customXml",
            "AlternateContent",
            "Choice",
        ):
            yield from _blocks(child, state)


def _paragraph(element: Any, state: _State) -> Block:
    properties = element.find(f"{_W}pPr")
    role, level = "paragraph", 0
    if properties is not None:
        role, level = state.styles.get(_value(properties.find(f"{_W}pStyle")), ("paragraph", 0))
        outline = properties.find(f"{_W}outlineLvl")
        if outline is not None and _value(outline).isdigit() and int(_value(outline)) < 9:
            role, level = "heading", int(_value(outline)) + 1
        elif role == "paragraph" and properties.find(f"{_W}numPr") is not None:
            role = "item"
        mark = properties.find(f"{_W}rPr/{_W}del")
        if mark is not None and not element.findall(f".//{_W}r/{_W}t"):
            return Block("")
    text = line("".join(_inline(element, state)))
    kind = {"heading": "heading", "item": "item", "title": "caption", "caption": "caption"}.get(
        role, "paragraph"
    )
    return Block(text, kind, level)  # type: ignore[arg-type]


def _inline(element: Any, state: _State) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in _GONE:
            if name == "instrText" and "NOTEREF" in (child.text or ""):
                state.noteref = True
            continue
        if name == "r":
            yield _run(child, state)
        elif name == "fldSimple" and "NOTEREF" in child.get(f"{_W}instr", ""):
            state.noteref = True
            yield from _inline(child, state)
            state.noteref = False
        else:
            yield from _inline(child, state)


def _run(run: Any, state: _State) -> str:
    properties = run.find(f"{_W}rPr")
    text = ""
    for child in run:
        name = local(child)
        if name == "t":
            text += child.text or ""
        elif name in ("tab", "br", "cr", "ptab"):
            text += " "
        elif name == "noBreakHyphen":
            text += "-"
        elif name == "sym":
            text += ""
        elif name in ("footnoteReference", "endnoteReference"):
            key = ("f" if name[0] == "f" else "e") + child.get(f"{_W}id", "")
            if child.get(f"{_W}customMarkFollows") in ("1", "true", "on"):
                state.problems.append(
                    Problem(
                        "unnumbered note",
                        "a note with a mark of its own, such as *, has no number and was left out",
                    )
                )
                state.order.append(f"-{key}")
                return text
            if key not in state.order:
                state.order.append(key)
            text += marker(key)
        elif name == "instrText" and "NOTEREF" in (child.text or ""):
            state.noteref = True
        elif name == "fldChar" and child.get(f"{_W}fldCharType") == "end":
            state.noteref = False
        elif name in ("AlternateContent", "drawing", "pict", "object"):
            continue
    if properties is None or not text:
        return text
    if _is_on(properties.find(f"{_W}vanish")):
        return "".join(KEYED.findall(text) and [found[0] for found in KEYED.finditer(text)])
    if _value(properties.find(f"{_W}vertAlign")) == "superscript" and re.fullmatch(
        r"\s*[0-9]{1,6}(?:\s*[,–-]\s*[0-9]{1,6})*\s*", text
    ):
        return marker(f"#{text.strip()}") if state.noteref else f"^{''.join(text.split())}^"
    style = state.styles.get(_value(properties.find(f"{_W}rStyle")), ("", 0))[0]
    direct = properties.find(f"{_W}i")
    if _is_on(direct) or (direct is None and style == "italic"):
        return italic(text)
    return text


def _notes(source: Source, there: frozenset[str], series: str, state: _State) -> Iterator[Note]:
    name = f"word/{series}.xml"
    if name not in there:
        return
    left_out = {key[1:] for key in state.order if key.startswith("-")}
    inner = _State(state.styles)
    for element in _xml(source, name):
        if element.get(f"{_W}type", "normal") not in ("normal", ""):
            continue
        key = series[0] + element.get(f"{_W}id", "")
        if key in left_out or key not in state.order:
            continue  # its marker was deleted, or has no number
        texts = [_paragraph(p, inner).text for p in element.iter(f"{_W}p")]
        text = _RAISED.sub(r"\1", line(" ".join(filter(None, texts))))
        yield Note(key, text, None, series)


def _labelled(notes: list[Note], state: _State, source: Source, there: frozenset[str]) -> list[Note]:
    """``notes`` with what is printed, where the document numbers them in roman numerals."""
    formats = _formats(source, there)
    both = len({note.series for note in notes}) > 1
    if both or formats.get(notes[0].series) not in ("lowerRoman", "upperRoman"):
        return notes
    upper = formats[notes[0].series] == "upperRoman"
    places = {key: place for place, key in enumerate(state.order, 1)}
    return [
        Note(n.key, n.text, roman(places[n.key]).upper() if upper else roman(places[n.key]), n.series)
        for n in notes
    ]


def _formats(source: Source, there: frozenset[str]) -> dict[str, str]:
    found = {"footnotes": "decimal", "endnotes": "lowerRoman"}
    for name in ("word/settings.xml", "word/document.xml"):
        if name not in there:
            continue
        root = _xml(source, name)
        for series in ("footnote", "endnote"):
            for properties in root.iter(f"{_W}{series}Pr"):
                value = _value(properties.find(f"{_W}numFmt"))
                if value:
                    found[f"{series}s"] = value
    return found


def _referring(blocks: list[Block], state: _State) -> list[Block]:
    """``blocks`` with cross-references to a note's number, raised, as markers of that note."""
    order = [key for key in state.order if not key.startswith("-")]

    def referred(found: re.Match[str]) -> str:
        if not found[1].startswith("#"):
            return found[0]
        digits = found[1][1:]
        place = int(digits) if digits.isdigit() else 0
        return marker(order[place - 1]) if 0 < place <= len(order) else digits

    return [Block(KEYED.sub(referred, block.text), block.kind, block.level) for block in blocks]


def _core(source: Source, there: frozenset[str]) -> tuple[str | None, tuple[str, ...]]:
    if "docProps/core.xml" not in there:
        return None, ()
    root = xml(part(source, "docProps/core.xml") or b"", f"{source.name}:docProps/core.xml")
    title = next((line(child.text or "") for child in root if local(child) == "title"), "")
    creator = next((line(child.text or "") for child in root if local(child) == "creator"), "")
    if len(title) < 8 or re.match(r"(?:microsoft word|document\d*|untitled)", title, re.IGNORECASE):
        title = ""
    names_ = tuple(name.strip() for name in re.split(r";| and ", creator) if " " in name.strip())
    return title or None, names_
