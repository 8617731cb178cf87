"""Markdown: headings, lists, emphasis, footnotes of pandoc's kind, links to entries."""

from __future__ import annotations

import re
from dataclasses import replace

from ..manuscript import Block, Manuscript, Note, line
from ..marks import italic, marker
from .docx import unraised
from .plain import structured

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*(.*)$")
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\s]{1,60})\](?!:)")
_INLINE_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*(?:\{[^{}]*\})?\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"^\s{0,8}(?:[-*+•]|\(?[0-9]{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)")
_DIV = re.compile(r"^ {0,3}:{3,}\s*(?:\{([^}]*)\}|\w*)\s*:*\s*$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~^'\"$@])")
_ENTRY_LINK = re.compile(r"\[((?:[^\[\]]|\\[\[\]])+)\]\(#([\w:.-]+)\)(?:\{[^}]*\})?")


def read(text: str) -> Manuscript:
    """Read the Markdown ``text``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    meta, text = _front_matter(text)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text, notes = _definitions(text)
    text = _inline_notes(text, notes)
    blocks, entries = _blocks(text)
    labels: dict[str, str] = {}
    keys = set(notes)

    def linked(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        if target not in entries:
            return words
        labels.setdefault(target, line(_plain(words)).strip("()[]"))
        numeric = re.fullmatch(r"\\?\[?\(?[0-9]{1,5}\)?\\?\]?", words)
        return marker(target) if numeric else f"{words}{marker(target)}"

    shown: list[Block] = []
    for block in blocks:
        marked = _ENTRY_LINK.sub(linked, block.text)
        marked = _REFERENCE.sub(lambda found: marker(found[1]) if found[1] in keys else found[0], marked)
        shown.append(Block(line(_inline(marked)), block.kind, block.level))
    shown = [block for block in shown if block.text]
    made = [
        Note(key, line(_inline(own)), key if key.isdigit() and key.isascii() else None)
        for key, own in notes.items()
    ]
    made += [
        Note(key, line(_inline(own)), _label(labels[key], own), "entries", True)
        for key, own in entries.items()
        if key in labels
    ]
    title = meta.get("title")
    heads = [place for place, block in enumerate(shown) if block.kind == "heading" and block.level == 1]
    if not title and len(heads) == 1 and heads[0] < 6:
        title = shown.pop(heads[0]).text
    if not made:
        found = structured(shown, "markdown", headed=any(block.kind == "heading" for block in shown))
        return replace(
            found,
            title=title or found.title,
            authors=_authors(meta) or found.authors,
            date=meta.get("date") or found.date,
        )
    final, raised = unraised(shown)
    return Manuscript(
        "markdown", tuple(final), tuple(made), title, _authors(meta), meta.get("date"), tuple(raised)
    )


def _label(label: str, entry: str) -> str:
    if re.fullmatch(r"[0-9]{4}[a-z]?", label):
        first = re.match(r"\W*([^\W\d_][\w’'-]+)", entry)
        return f"{first[1]} {label}" if first else label
    return label


def _authors(meta: dict[str, str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r";|\n|\s+and\s+", meta.get("author", "")) if name.strip())


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    found = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if found is None:
        return {}, text
    meta: dict[str, str] = {}
    key = ""
    for one in found[1].split("\n"):
        named = re.match(r"([A-Za-z_-]+):\s*(.*)$", one)
        item = re.match(r"\s*-\s+(?:name:\s*)?(.*)$", one)
        if named:
            key = named[1].lower()
            meta[key] = named[2].strip().strip("\"'").removeprefix("[").removesuffix("]")
        elif item and key:
            meta[key] = f"{meta[key]}\n{item[1].strip()}".strip()
    return {name: _plain(value) for name, value in meta.items() if value}, text[found.end() :]


def _definitions(text: str) -> tuple[str, dict[str, str]]:
    """``text`` without its notes' definitions, and these; continued lines are indented or follow at once."""
    notes: dict[str, str] = {}
    kept: list[str] = []
    key: str | None = None
    blank = False
    for one in text.split("\n"):
        found = _DEFINITION.match(one)
        if found:
            key, blank = found[1], False
            notes.setdefault(key, "")
            notes[key] = f"{notes[key]} {found[2]}".strip()
        elif key is not None and (one.startswith("    ") or (one.strip() and not blank)):
            notes[key] += " " + one.strip()
            blank = False
        elif key is not None and not one.strip():
            blank = True
            kept.append(one)
        else:
            key = None
            kept.append(one)
    return "\n".join(kept), notes


def _inline_notes(text: str, notes: dict[str, str]) -> str:
    def named(found: re.Match[str]) -> str:
        key = f"inline-{len(notes)}"
        notes[key] = found[1]
        return f"[^{key}]"

    return _INLINE_NOTE.sub(named, text)


def _blocks(text: str) -> tuple[list[Block], dict[str, str]]:
    blocks: list[Block] = []
    entries: dict[str, str] = {}
    run: list[str] = []
    fenced: str | None = None
    entry: list[str] = []

    def flush() -> None:
        if run:
            block = _of(run)
            if entry and entry[-1]:
                entries[entry[-1]] = f"{entries.get(entry[-1], '')} {block.text}".strip()
            else:
                blocks.append(block)
            run.clear()

    every = text.split("\n")
    for place, one in enumerate(every):
        fence = re.match(r"\s*(```+|~~~+)", one)
        if fenced is not None:
            if fence and fence[1][0] == fenced[0] and len(fence[1]) >= len(fenced):
                fenced = None
                flush()
            else:
                run.append(one)
            continue
        div = _DIV.match(one)
        heading = _HEADING.match(one)
        below = every[place + 1] if place + 1 < len(every) else ""
        if fence:
            flush()
            fenced = fence[1]
        elif div:
            flush()
            if div[1] is not None or re.search(r"\w", one):
                named = re.search(r"#([\w:.-]+)", div[1] or "")
                entry.append(
                    named[1] if named and ("entry" in (div[1] or "") or named[1].startswith("ref-")) else ""
                )
            elif entry:
                entry.pop()
        elif heading:
            flush()
            blocks.append(Block(heading[2], "heading", len(heading[1])))
        elif one.strip() and not run and re.fullmatch(r"(?:=+|-{3,})\s*", below) and not _ITEM.match(one):
            blocks.append(Block(one.strip(), "heading", 1 if below.startswith("=") else 2))
        elif (
            re.fullmatch(r"(?:=+|-{3,})\s*", one)
            and blocks
            and place
            and blocks[-1].kind == "heading"
            and every[place - 1].strip() == blocks[-1].text
        ):
            continue
        elif _RULE.match(one) or not one.strip():
            flush()
        elif _ITEM.match(one) or one.lstrip().startswith("|") or re.match(r"\s*\[[0-9]{1,5}\]\s", one):
            flush()
            run.append(one)
        else:
            run.append(one)
    flush()
    return blocks, entries


def _of(run: list[str]) -> Block:
    text = "\n".join(re.sub(r"^\s*(?:>\s?)+", "", one) for one in run)
    if text.lstrip().startswith("|"):
        cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
        return Block("" if all(re.fullmatch(r":?-*:?", cell) for cell in cells) else " | ".join(cells), "row")
    item = _ITEM.match(text)
    if item:
        own = item[0].strip()
        return Block(text[item.end() :] if own in "-*+•" else text.strip(), "item")
    return Block(text.strip())


def _inline(text: str) -> str:
    """``text`` with its emphasis as italics, and without Markdown's other marks."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return f"\ue0f0{len(held) - 1}\ue0f1"

    text = _ESCAPE.sub(hold, text)
    text = re.sub(r"(`+)(.+?)\1", r"\2", text)
    text = re.sub(r"!\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)(?:\{[^}]*\})?", r"\1", text)
    text = re.sub(
        r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(<?([^()\s>]*(?:\([^()]*\)[^()\s>]*)*)>?(?:\s+\"[^\"]*\")?\)(?:\{[^}]*\})?",
        r"\1",
        text,
    )
    text = re.sub(r"\[([^\[\]]+)\]\{[^{}]*\}", r"\1", text)
    text = re.sub(r"<((?:https?://|mailto:|www\.)[^<>\s]+)>", r"\1", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text, flags=re.DOTALL)
    text = re.sub(
        r"(?<!\*)\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)", lambda found: italic(found[1]), text, flags=re.DOTALL
    )
    text = re.sub(
        r"(?<![\w_])_(?=[^\s_])(.+?)(?<=[^\s_])_(?![\w_])",
        lambda found: italic(found[1]),
        text,
        flags=re.DOTALL,
    )
    text = re.sub(r"~~(.+?)~~", r"\1", text)
    text = re.sub(r"</?(?:em|i|b|strong|span|u|br|p|div|a)\b[^<>]*>", " " if "<br" in text else "", text)
    text = _smart(text)
    text = re.sub(r"(?<=\w)---(?=\w)| --- ", "—", text)
    text = re.sub(r"(?<=[\w.,])--(?=\w)", "–", text)
    return re.sub("\ue0f0([0-9]+)\ue0f1", lambda found: held[int(found[1])], text)


def _smart(text: str) -> str:
    """``text`` with typewriter's quotation marks as they are set."""
    if '"' in text:
        text = re.sub(r"(?:(?<=^)|(?<=[\s(\[{—–‘'\ue002-]))\"(?=\S)", "“", text)
        text = text.replace('"', "”")
    if "'" in text:
        text = re.sub(r"(?:(?<=^)|(?<=[\s(\[{—–“\ue002-]))'(?=\S)(?![0-9]0s)", "‘", text)
        text = text.replace("'", "’")
    return text


def _plain(text: str) -> str:
    return re.sub(r"[*_`\\]", "", text)
