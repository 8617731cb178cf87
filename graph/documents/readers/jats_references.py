"""The references of a JATS article: their text, and the fields that their elements name."""

from __future__ import annotations

import re
from typing import Any

from ..manuscript import Note, line
from ..notes.fields import Date, Fields
from ..notes.people import Makers
from ..notes.words import words
from .archives import local
from .work_types import work_type

_NO_CONTAINER = re.compile(
    r"\W*available\W*(?:(?:at|from|online|here|via)\W*){0,2}(?:https?:.*|www\..*)?", re.IGNORECASE
)
"""What stands before an address, in the place of a journal's title."""


def references(article: Any) -> dict[str, Note]:
    """The entries of the list of references, by their ids."""
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
    own = _spaced(element)
    if (element.text and element.text.strip()) or any(
        (child.tail or "").strip(" \n.,;:()") or (child.tail or "").strip() for child in element
    ):
        return own
    pieces: list[str] = []
    names = [
        person(one)
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


def _spaced(element: Any) -> str:
    """The text of ``element``; names that touch, and the parts of one, with a space between."""
    pieces = [element.text or ""]
    apart = ", " if local(element) == "person-group" else " "
    for child in element:
        text = _spaced(child)
        touching = text[:1].isalnum() and pieces[-1][-1:].isalnum()
        if touching and local(element) in ("name", "string-name", "person-group", "name-alternatives"):
            pieces.append(apart)
        elif touching and local(child) in ("name", "string-name", "collab", "person-group"):
            pieces.append(", ")
        pieces += [text, child.tail] if child.tail else [text]
    return "".join(pieces)


def _fields(element: Any) -> Fields | None:
    """The fields that the elements of a citation name, if they name a title."""

    def text(*names: str) -> str | None:
        found = next((one for one in element.iter() if local(one) in names), None)
        return (line("".join(found.itertext())).strip(" .,;") or None) if found is not None else None

    source = text("source")
    title = text("article-title", "chapter-title", "part-title") or source
    if not title or not words(title):
        return None
    container = source if title != source and not _NO_CONTAINER.fullmatch(source or "") else None
    names = [one for one in element.iter() if local(one) in ("name", "string-name") and not _in_editors(one)]
    creators = tuple(filter(None, map(person, names)))
    families = tuple(
        words(
            next((line("".join(part.itertext())) for part in one if local(part) == "surname"), person(one))
        )[-1:]
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
    said = element.get("publication-type") or element.get("citation-type")
    kind = work_type(said, part=title != source, whole=container is not None)
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
        type=kind,
        guessed=frozenset({"type"} if kind else ()),
    )


def _in_editors(element: Any) -> bool:
    parent = element.getparent()
    return (
        parent is not None
        and local(parent) == "person-group"
        and parent.get("person-group-type") not in (None, "author")
    )


def person(element: Any) -> str:
    """A name as it is read: the given names first."""
    if local(element) == "name-alternatives":
        element = next(iter(element), element)
    given = next((line("".join(one.itertext())) for one in element if local(one) == "given-names"), "")
    family = next((line("".join(one.itertext())) for one in element if local(one) == "surname"), "")
    if family:
        return f"{given} {family}".strip()
    return line("".join(element.itertext()))
