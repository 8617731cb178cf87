"""TEI: what editors write, what pandoc writes, and what GROBID makes of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...errors import FileError
from ..manuscript import Block, Manuscript, Note, Problem, line
from ..marks import italic, marker
from ..notes.fields import Date, Fields
from ..notes.people import Makers
from ..notes.words import words
from .archives import local, xml
from .bracketing import unbracketed
from .plain import structured
from .work_types import work_type

if TYPE_CHECKING:
    from .source import Source

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_GONE = frozenset(["fw", "teiHeader", "listBibl", "facsimile", "standOff", "graphic", "index"])


@dataclass
class _State:
    notes: dict[str, Note] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    targets: dict[str, Any] = field(default_factory=dict)
    """Notes that stand apart from their markers."""


def read(source: Source) -> Manuscript:
    """Read the TEI ``source``."""
    root = xml(source.data, source.name)
    text = next((one for one in root.iter() if local(one) == "text"), None)
    if text is None:
        raise FileError(f"{source.name} is TEI without a text", "give another format with --from")
    state = _State()
    _entries(root, state)
    pointed = {
        target.lstrip("#")
        for one in text.iter()
        if local(one) in ("ref", "ptr")
        for target in (one.get("target") or "").split()
    }
    for note in text.iter():
        key = note.get(_ID)
        if local(note) == "note" and key in pointed:
            state.targets[key] = note
    for key, note in state.targets.items():
        shown = (note.get("n") or "").strip(" .[]()")
        own = line("".join(_inline(note, state)))
        state.notes[key] = Note(
            key, _unnumbered(own, shown), shown if shown else None, "notes" if state.order else ""
        )
    blocks: list[Block] = []
    for part in text:
        blocks += _blocks(part, state, 0)
    blocks = [Block(line(unbracketed(block.text, state.order)), block.kind, block.level) for block in blocks]
    blocks = [block for block in blocks if block.text]
    title = _header_title(root)
    authors = tuple(_authors(root))
    if not state.notes:
        made = structured(blocks, "tei", headed=any(block.kind == "heading" for block in blocks))
        return replace(made, title=title or made.title, authors=authors or made.authors)
    notes = [
        note
        if note.printed or key not in state.words
        else replace(note, printed=_label(note, state.words[key]))
        for key, note in state.notes.items()
    ]
    if state.order and not state.words:
        # The entries of a list of references that the text cites by their numbers.
        notes = [
            replace(note, printed=str(state.order.index(note.key) + 1))
            if note.key in state.order and note.printed is None
            else note
            for note in notes
        ]
    return Manuscript("tei", tuple(blocks), tuple(notes), title, authors, None, tuple(state.problems))


def _unnumbered(text: str, shown: str) -> str:
    return re.sub(rf"^{re.escape(shown)}[.)\]]?\s+", "", text) if shown else text


def _label(note: Note, shown: str) -> str:
    if (
        re.fullmatch(r"\(?[0-9]{4}[a-z]?\)?", shown)
        and note.fields is not None
        and note.fields.makers.creators
    ):
        return f"{note.fields.makers.creators[0].split()[-1]} {shown.strip('()')}"
    return shown.strip("()")


def _header_title(root: Any) -> str | None:
    statement = next((one for one in root.iter() if local(one) == "titleStmt"), None)
    found = None if statement is None else next((one for one in statement if local(one) == "title"), None)
    return (line("".join(found.itertext())) or None) if found is not None else None


def _authors(root: Any) -> Iterator[str]:
    header = next((one for one in root.iter() if local(one) == "teiHeader"), None)
    if header is None:
        return
    seen: set[str] = set()
    for one in header.iter():
        if local(one) == "author" and local(one.getparent()) in ("titleStmt", "analytic", "monogr"):
            name = _person(one)
            if name and name not in seen:
                seen.add(name)
                yield name


def _person(element: Any) -> str:
    given = [line("".join(one.itertext())) for one in element.iter() if local(one) == "forename"]
    family = [line("".join(one.itertext())) for one in element.iter() if local(one) == "surname"]
    if family:
        return " ".join([*given, *family])
    name = next((one for one in element.iter() if local(one) in ("persName", "name", "orgName")), element)
    return line("".join(name.itertext()))


def _entries(root: Any, state: _State) -> None:
    for place, entry in enumerate(
        one
        for one in root.iter()
        if local(one) in ("biblStruct", "bibl") and local(one.getparent()) == "listBibl"
    ):
        key = entry.get(_ID) or f"b{place}"
        raw = next(
            (
                line("".join(one.itertext()))
                for one in entry.iter()
                if local(one) == "note" and one.get("type") == "raw_reference"
            ),
            "",
        )
        text = raw or line(" ".join(_bibl_text(entry)))
        state.notes[key] = Note(
            key, text, None, "", True, fields=_fields(entry) if local(entry) == "biblStruct" else None
        )
        state.order.append(key)


def _bibl_text(entry: Any) -> Iterator[str]:
    if local(entry) == "bibl":
        yield "".join(entry.itertext())
        return
    authors = [_person(one) for one in entry.iter() if local(one) == "author"]
    if authors:
        yield ", ".join(authors) + "."
    for one in entry.iter():
        if local(one) in ("title", "publisher", "pubPlace", "idno") and line("".join(one.itertext())):
            yield line("".join(one.itertext())) + "."
        elif local(one) == "biblScope":
            yield one.get("from", "") + ("–" + one.get("to", "") if one.get("to") else "") + (one.text or "")
        elif local(one) == "date":
            yield (one.get("when") or one.text or "") + "."


def _fields(entry: Any) -> Fields | None:
    titles = {
        one.get("level", ""): line("".join(one.itertext()))
        for one in entry.iter()
        if local(one) == "title" and line("".join(one.itertext()))
    }
    title = titles.get("a") or titles.get("m") or next(iter(titles.values()), "")
    if not words(title):
        return None
    container = next(
        (titles[level] for level in ("j", "m") if level in titles and titles[level] != title), None
    )
    authors = [one for one in entry.iter() if local(one) == "author"]
    creators = tuple(filter(None, map(_person, authors)))
    families = tuple(words(name)[-1] for name in creators if words(name))
    when = next((one.get("when") or one.text or "" for one in entry.iter() if local(one) == "date"), "")
    year = re.search(r"(?:1[4-9]|20)[0-9]{2}", when)

    def scope(unit: str) -> str | None:
        found = next(
            (one for one in entry.iter() if local(one) == "biblScope" and one.get("unit") == unit), None
        )
        if found is None:
            return None
        first, last = found.get("from"), found.get("to")
        return (
            line(
                f"{first}–{last}" if first and last and first != last else first or "".join(found.itertext())
            )
            or None
        )

    doi = next(
        (
            line(one.text or "")
            for one in entry.iter()
            if local(one) == "idno" and (one.get("type") or "").upper() == "DOI"
        ),
        None,
    )
    publisher = next(
        (line("".join(one.itertext())) for one in entry.iter() if local(one) == "publisher"), None
    )
    place = next((line("".join(one.itertext())) for one in entry.iter() if local(one) == "pubPlace"), None)
    part = "a" in titles
    level = (
        "journal" if part and "j" in titles else "book" if not part and "m" in titles and publisher else None
    )
    kind = work_type(entry.get("type"), part=part, whole=container is not None)
    kind = kind or work_type(level, part=part, whole=container is not None)
    known = {"title": title, "creators": creators, "container": container, "date": year, "type": kind}
    return Fields(
        title=title,
        makers=Makers(creators, families),
        head=" ".join(creators),
        container=container,
        volume=scope("volume"),
        issue=scope("issue"),
        pages=scope("page"),
        publisher=publisher or None,
        place=place or None,
        date=Date(year[0], year[0]) if year else None,
        doi=doi or None,
        type=kind,
        guessed=frozenset(name for name, value in known.items() if value),
    )


def _blocks(element: Any, state: _State, level: int) -> Iterator[Block]:
    name = local(element)
    if name in _GONE or element.get(_ID) in state.targets or _is_said(element):
        return
    if name == "head":
        figure = local(element.getparent()) in ("figure", "table")
        number = element.get("n")
        text = "".join(_inline(element, state))
        text = f"{number} {text}" if number and not text.startswith(number) else text
        yield Block(text, "caption" if figure else "heading", max(level, 1))
    elif name in (
        "p",
        "ab",
        "l",
        "figDesc",
        "label",
        "byline",
        "dateline",
        "salute",
        "signed",
        "trailer",
        "docTitle",
        "docAuthor",
        "docDate",
        "formula",
    ):
        kind = (
            "caption"
            if name == "figDesc"
            else "item"
            if local(element.getparent()) == "item"
            else "paragraph"
        )
        yield from _paragraph(element, state, kind)
    elif name == "row":
        yield Block(
            " | ".join(line("".join(_inline(cell, state))) for cell in element if local(cell) == "cell"),
            "row",
        )
    elif name in ("item", "quote", "q", "said", "cell", "note") and not any(
        local(one) in ("p", "list", "l", "lg", "ab", "quote") for one in element
    ):
        if name == "note" and element.get("place") in ("foot", "end", "bottom"):
            return  # nothing marks it
        yield from _paragraph(element, state, "item" if name == "item" else "paragraph")
    else:
        headed = name.startswith("div") and any(local(one) == "head" for one in element)
        inner = level + 1 if headed else level
        if element.text and element.text.strip() and name in ("item", "quote", "div", "body"):
            yield Block(element.text, "paragraph")
        for child in element:
            yield from _blocks(child, state, inner)
            if child.tail and child.tail.strip() and name in ("item", "div", "body", "quote"):
                yield Block(child.tail, "paragraph")


def _is_said(element: Any) -> bool:
    """Whether it is the number of a figure whose head says it."""
    if local(element) != "label" or local(element.getparent()) not in ("figure", "table"):
        return False
    heads = ["".join(one.itertext()) for one in element.getparent() if local(one) == "head"]
    return any("".join(element.itertext()).strip() in head for head in heads)


_NESTED = frozenset(["list", "table", "figure", "lg"])


def _paragraph(element: Any, state: _State, kind: str) -> Iterator[Block]:
    yield Block("".join(_inline(element, state, _NESTED)), kind)  # type: ignore[arg-type]
    for child in element:
        if local(child) in _NESTED or (local(child) == "quote" and any(local(one) == "p" for one in child)):
            yield from _blocks(child, state, 1)


def _inline(element: Any, state: _State, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "note":
            yield _note(child, state)
        elif name in ("ref", "ptr"):
            yield _ref(child, state)
        elif name in ("quote", "q", "soCalled"):
            if not any(local(one) == "p" for one in child):
                yield _quoted("".join(_inline(child, state, skip)), inner=_depth(child) % 2 == 1)
        elif (
            name == "emph"
            or name == "title"
            or (name == "hi" and "ital" in (child.get("rend") or child.get("rendition") or ""))
        ):
            text = "".join(_inline(child, state, skip))
            yield _quoted(text) if name == "title" and child.get("level") == "a" else italic(text)
        elif (
            name == "hi"
            and "sup" in (child.get("rend") or "")
            and re.fullmatch(r"\s*[0-9]{1,5}\s*", "".join(child.itertext()))
        ):
            yield f"^{''.join(child.itertext()).strip()}^" if not state.notes else "".join(child.itertext())
        elif name in ("lb", "pb", "cb", "milestone"):
            yield "" if child.get("break") == "no" else " "
        elif name in _GONE or name in skip:
            pass
        elif name == "choice":
            chosen = next((one for one in child if local(one) in ("corr", "reg", "expan")), None)
            if chosen is not None:
                yield from _inline(chosen, state, skip)
        elif name in ("p", "formula"):
            yield " " + "".join(_inline(child, state, skip)) + " "
        else:
            yield from _inline(child, state, skip)
        yield child.tail or ""


def _depth(element: Any) -> int:
    return sum(local(one) in ("quote", "q") for one in element.iterancestors())


def _quoted(text: str, inner: bool = False) -> str:
    bare = text.strip()
    if not bare or bare[0] in "“„«\"'‘":
        return text
    opened, closed = ("‘", "’") if inner else ("“", "”")
    return text.replace(bare, f"{opened}{bare}{closed}", 1)


def _note(element: Any, state: _State) -> str:
    key = element.get(_ID)
    if key in state.targets:
        return ""
    shown = (element.get("n") or "").strip(" .[]()")
    if shown and not any(map(str.isalnum, shown)):
        state.problems.append(
            Problem("unnumbered note", f"the note marked {shown} has no number and was left out")
        )
        return ""
    text = _unnumbered(line("".join(_inline(element, state))), shown)
    own = key or f"note{len(state.notes)}"
    state.notes[own] = Note(own, text, shown or None, "notes" if state.order else "")
    return marker(own)


def _ref(element: Any, state: _State) -> str:
    shown = "".join(_inline(element, state))
    keys = [key.lstrip("#") for key in (element.get("target") or "").split()]
    keys = [key for key in keys if key in state.notes or key in state.targets]
    bare = shown.strip(" []();,")
    if not keys:
        if element.get("type") in ("bibr", "foot") and re.fullmatch(r"[0-9]{1,4}", bare):
            state.problems.append(Problem("marker without note", f"there is no note {bare}", near=shown))
        return shown
    marks = "".join(map(marker, keys))
    if re.fullmatch(r"[0-9]{0,5}|[*†‡§¶]+|[ivxlc]+", bare, re.IGNORECASE) or re.fullmatch(
        r"[0-9]+(?:\s*[,–-]\s*[0-9]+)*", bare
    ):
        return marks
    for key in keys:
        if key in state.order:
            state.words.setdefault(key, line(bare))
    return shown + marks
