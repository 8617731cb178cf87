"""JATS: articles of journals, their references and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...errors import FileError
from ..manuscript import Block, Manuscript, Note, line
from ..marks import KEYED, italic, marker
from ..notes.fields import Date, Fields
from ..notes.people import Makers
from ..notes.words import words
from .archives import local, xml

if TYPE_CHECKING:
    from .source import Source

_GONE = frozenset(
    [
        "tex-math",
        "alternatives-graphic",
        "graphic",
        "media",
        "inline-graphic",
        "object-id",
        "label-gone",
        "private-char",
    ]
)
_DASH = re.compile("\ue000([^\ue001]*)\ue001([\\])\\s]*[–—‑-][\\[(\\s]*)\ue000([^\ue001]*)\ue001")
_BRACKETS = re.compile("[\\[(]\\s*((?:\ue000[^\ue001]*\ue001[\\s,;]*)+)[\\])]")


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
    notes = _references(article)
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
        tuple(_authors(meta)) if meta is not None else (),
        _published(meta) if meta is not None else None,
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


def _authors(meta: Any) -> Iterator[str]:
    for contrib in meta.iter():
        if local(contrib) != "contrib" or contrib.get("contrib-type", "author") != "author":
            continue
        name = next(
            (
                child
                for child in contrib
                if local(child) in ("name", "collab", "string-name", "name-alternatives")
            ),
            None,
        )
        if name is not None:
            shown = _name(name)
            if shown:
                yield shown


def _name(element: Any) -> str:
    if local(element) == "name-alternatives":
        element = next(iter(element), element)
    given = next((line("".join(one.itertext())) for one in element if local(one) == "given-names"), "")
    family = next((line("".join(one.itertext())) for one in element if local(one) == "surname"), "")
    if family:
        return f"{given} {family}".strip()
    return line("".join(element.itertext()))


def _published(meta: Any) -> str | None:
    dates = [one for one in meta.iter() if local(one) == "pub-date"]
    chosen = next(
        (
            one
            for one in dates
            if one.get("pub-type") == "epub" or one.get("publication-format") == "electronic"
        ),
        dates[0] if dates else None,
    )
    if chosen is None:
        return None
    parts = {local(one): (one.text or "").strip() for one in chosen}
    year = parts.get("year", "")
    if not re.fullmatch(r"(?:1[4-9]|20)[0-9]{2}", year):
        return None
    month, day = parts.get("month", ""), parts.get("day", "")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return year
    return (
        f"{year}-{int(month):02}-{int(day):02}"
        if day.isdigit() and 1 <= int(day) <= 28
        else f"{year}-{int(month):02}"
    )


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


_INSIDE = frozenset(
    ["fig", "table-wrap", "list", "disp-quote", "boxed-text", "def-list", "supplementary-material"]
)


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


def unbracketed(text: str, order: Sequence[str]) -> str:
    """``text`` with ranges between two markers written out, and the brackets around markers gone."""

    def whole(found: re.Match[str]) -> str:
        first, last = found[1], found[3]
        if first in order and last in order:
            begin, end = order.index(first), order.index(last)
            if 0 < end - begin < 60:
                return "".join(map(marker, order[begin : end + 1]))
        return found[0]

    before = None
    while before != text:
        before = text
        text = _DASH.sub(whole, text)
    text = _BRACKETS.sub(lambda found: "".join(map(marker, KEYED.findall(found[1]))), text)
    return re.sub("\ue001[\\]\\s,]*,?\\s*\\[?(?=\ue000)", "\ue001", text) if "\ue001" in text else text


def _references(article: Any) -> dict[str, Note]:
    notes: dict[str, Note] = {}
    for place, ref in enumerate((one for one in article.iter() if local(one) == "ref"), 1):
        key = ref.get("id") or f"ref{place}"
        cited = [
            one
            for one in ref
            if local(one)
            in (
                "mixed-citation",
                "element-citation",
                "citation",
                "nlm-citation",
                "citation-alternatives",
                "note",
            )
        ]
        chosen = cited[0] if cited else ref
        if local(chosen) == "citation-alternatives":
            chosen = next(
                (one for one in chosen if local(one) == "element-citation"), next(iter(chosen), chosen)
            )
        label = next(
            ("".join(one.itertext()).strip(" .[]()") for one in ref.iter() if local(one) == "label"), ""
        )
        text = line(_citation_text(chosen))
        text = text.removeprefix(label).lstrip(" .)]") if label and text.startswith(label) else text
        for other in cited[1:]:
            text = f"{text} {line(_citation_text(other))}".strip()
        printed = label if label.isdigit() else None
        notes[key] = Note(key, text, printed, "", True, fields=_fields(chosen))
    return notes


def _citation_text(element: Any) -> str:
    """The text of a citation; of elements without punctuation between them, with some."""
    own = "".join(element.itertext())
    if (element.text and element.text.strip()) or any(
        (child.tail or "").strip(" \n.,;:()") or (child.tail or "").strip() for child in element
    ):
        return own
    pieces: list[str] = []
    names = [
        _name(one)
        for group in element
        for one in (
            [group]
            if local(group) in ("name", "collab")
            else list(group)
            if local(group) == "person-group"
            else []
        )
        if local(one) in ("name", "collab")
    ]
    if names:
        pieces.append(", ".join(names))
    for child in element:
        if local(child) in (
            "name",
            "collab",
            "person-group",
            "label",
            "pub-id",
            "comment",
            "lpage",
            "object-id",
        ):
            continue
        text = line("".join(child.itertext()))
        if local(child) == "fpage":
            last = next((line("".join(one.itertext())) for one in element if local(one) == "lpage"), "")
            text = f"{text}–{last}" if last and last != text else text
        if text:
            pieces.append(text)
    pieces += [line("".join(one.itertext())) for one in element if local(one) == "comment"]
    pieces += [
        f"{one.get('pub-id-type')}: {line(''.join(one.itertext()))}"
        for one in element
        if local(one) == "pub-id"
    ]
    return ". ".join(piece.rstrip(" .") for piece in pieces if piece)


def _fields(element: Any) -> Fields | None:
    """The fields that the elements of a citation name, if they name a title."""

    def text(*names: str) -> str | None:
        found = next((one for one in element.iter() if local(one) in names), None)
        return (line("".join(found.itertext())).strip(" .,;") or None) if found is not None else None

    source = text("source")
    title = text("article-title", "chapter-title", "part-title") or source
    if not title or not words(title):
        return None
    container = source if title != source else None
    names = [one for one in element.iter() if local(one) in ("name", "string-name") and not _in_editors(one)]
    creators = tuple(filter(None, map(_name, names)))
    families = tuple(
        words(next((line("".join(part.itertext())) for part in one if local(part) == "surname"), _name(one)))[
            -1:
        ]
        for one in names
    )
    collab = text("collab")
    year = re.search(r"(?:1[4-9]|20)[0-9]{2}", text("year") or "")
    first, last = text("fpage"), text("lpage")
    pages = f"{first}–{last}" if first and last and first != last else first
    doi = next(
        (
            line("".join(one.itertext()))
            for one in element.iter()
            if local(one) == "pub-id" and one.get("pub-id-type") == "doi"
        ),
        None,
    )
    publisher = text("publisher-name")
    return Fields(
        title=title,
        makers=Makers(
            creators, tuple(part[0] for part in families if part), collab if not creators else None
        ),
        head=" ".join(creators) or collab or "",
        container=container,
        volume=text("volume"),
        issue=text("issue"),
        pages=pages,
        publisher=publisher,
        place=text("publisher-loc"),
        date=Date(year[0], year[0]) if year else None,
        doi=doi if doi and doi.startswith("10.") else None,
    )


def _in_editors(element: Any) -> bool:
    parent = element.getparent()
    return (
        parent is not None
        and local(parent) == "person-group"
        and parent.get("person-group-type") not in (None, "author")
    )


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
