"""A report as Markdown and as HTML: the same parts, each string from the data made harmless."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from typing import Literal, NamedTuple, TypeAlias

from ..answers.choosing import Line, choose
from ..answers.report import Report
from ..model.text import NO_TEXT
from ..naming.words import shortened

Style: TypeAlias = Literal["title", "heading", "text", "item"]
MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$@]|^[-+]|(?<=^\d)[.)])")
_MOST_QUESTIONS = 8
_MOST_THESES = 8
_LONGEST = 160
"""Letters of a sentence from the data: the whole is to fit on two pages."""


class Part(NamedTuple):
    """A heading, a paragraph or an item of a list: pieces of prose and of data."""

    style: Style
    pieces: tuple[str | Quoted, ...]


class Quoted(str):
    """A string that comes from the data."""


class Id(Quoted):
    """An id, to be shown as it is typed."""


def markdown(report: Report) -> str:
    """``report`` in CommonMark, short: the gravest questions, and notes of each kind."""
    lines: list[str] = []
    before: Style | None = None
    marks = {"title": "# ", "heading": "## ", "text": "", "item": "- "}
    for part in _parts(report):
        if lines and not before == part.style == "item":
            lines.append("")
        lines.append(marks[part.style] + "".join(_as_markdown(piece) for piece in part.pieces))
        before = part.style
    return "\n".join(lines) + "\n"


def html(report: Report) -> str:
    """``report`` as a page of its own, as short, without scripts or anything from elsewhere."""
    tags = {"title": "h1", "heading": "h2", "text": "p", "item": "li"}
    body: list[str] = []
    within = False
    for part in _parts(report):
        if within != (part.style == "item"):
            body.append("</ul>" if within else "<ul>")
            within = not within
        text = "".join(_as_html(piece) for piece in part.pieces)
        body.append(f"<{tags[part.style]}>{text}</{tags[part.style]}>")
    if within:
        body.append("</ul>")
    title = escape(clean(report["paper"]["title"] or report["paper"]["id"]))
    return _PAGE.format(title=title, body="\n".join(body))


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Report on {title}</title>
<style>
body {{ font: 1rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #222; }}
h1, h2 {{ line-height: 1.2; font-family: system-ui, sans-serif; }}
li {{ margin: .5rem 0; }}
code {{ font-size: .9em; background: #f2f2f2; padding: .1em .3em; overflow-wrap: anywhere; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def clean(text: str) -> str:
    """``text`` on one line, without control and formatting characters."""
    spaced = re.sub(r"\s+", " ", text)
    return "".join(
        letter for letter in spaced if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
    )


def _as_markdown(piece: str) -> str:
    if isinstance(piece, Id):
        return f"`{clean(piece).replace('`', '')}`"
    return MARKUP.sub(r"\\\1", clean(piece)) if isinstance(piece, Quoted) else piece


def _as_html(piece: str) -> str:
    if isinstance(piece, Id):
        return f"<code>{escape(clean(piece))}</code>"
    return escape(clean(piece) if isinstance(piece, Quoted) else piece)


def _parts(report: Report) -> Iterator[Part]:
    paper = report["paper"]
    yield Part("title", ("Report on ", Quoted(paper["title"] or paper["id"])))
    by = ", ".join(filter(None, (*paper["authors"], paper["date"])))
    if by:
        yield Part("text", (Quoted(by),))
    if report["claim"]:
        yield Part("text", ("On the claim ", Id(report["claim"]), " and what lies below it."))
    yield Part("heading", ("Summary",))
    for line in report["summary"]:
        yield Part("item", (Quoted(line),))
    yield from _theses(report)
    yield from _notes(report)
    yield from _questions(report)
    yield Part("text", ("Drawn up by claimgraph from the encoded argument; it judges support, not truth.",))


def _theses(report: Report) -> Iterator[Part]:
    theses = report["theses"]
    if theses:
        below = "The claim and the theses beneath it" if report["claim"] else "Theses"
        shown = f" ({_MOST_THESES} of {len(theses)})" if len(theses) > _MOST_THESES else ""
        yield Part("heading", (f"{below}, the weakest first{shown}",))
    for thesis in theses[:_MOST_THESES]:
        label = "" if thesis["label"] == "in" else f"; with attacks counted {thesis['label']}"
        written = thesis["fragility"]["as_written"]
        label = f"; as written {written}{label}" if written != thesis["status"] else label
        place = (" (", Quoted(thesis["place"]), ")") if thesis["place"] else ()
        said = _short((thesis["text"] or NO_TEXT).rstrip(".") + ".")
        head: tuple[str, ...] = (Id(thesis["id"]), *place, f": {thesis['status']}{label}. ")
        yield Part("item", (*head, said, " ", _short(thesis["sentence"])))


def _short(text: str) -> Quoted:
    return Quoted(shortened(text, _LONGEST))


def _notes(report: Report) -> Iterator[Part]:
    yield Part("heading", ("Notes and citations to fix",))
    groups = choose(report["notes"])
    if not groups:
        yield Part("text", ("None.",))
    for group in groups:
        shown = len(group.lines)
        count = f"{shown} of {group.total:,}" if shown < group.total else f"{shown}"
        yield Part("text", (f"{group.title} ({count}):",))
        for line in group.lines:
            yield Part("item", (*_what(line), ": ", _short(line.said.rstrip(".") + ".")))
    if any(len(group.lines) < group.total for group in groups):
        yield Part("text", tuple(_all(report)))


def _questions(report: Report) -> Iterator[Part]:
    asked = report["questions"]
    rest = len(asked) - _MOST_QUESTIONS
    yield Part(
        "heading",
        (f"Questions to the author{f' ({_MOST_QUESTIONS} of {len(asked):,})' if rest > 0 else ''}",),
    )
    if not asked:
        yield Part("text", ("None.",))
    for each in asked[:_MOST_QUESTIONS]:
        said: tuple[str, ...] = (_short(each["text"].rstrip(".") + "."), " ") if each["text"] else ()
        place = (" (", Quoted(each["place"]), ")") if each["place"] else ()
        why = (" (", _short(each["detail"]), ") To mend: ", Quoted(each["mend"]), ".")
        yield Part("item", (Id(str(each["id"])), *place, ": ", *said, each["question"], *why))
    if rest > 0:
        yield Part("text", (f"{rest:,} less grave ones are left out. ", *_all(report)))


def _all(report: Report) -> Iterable[str]:
    claim = f" {shlex.quote(report['claim'])}" if report["claim"] else ""
    return (Id(f"claimgraph gaps{claim}"), " lists all.")


def _what(line: Line) -> Iterable[str]:
    if isinstance(line.id, int):
        return (f"Note {line.id}",)
    place = (" (", Quoted(line.place), ")") if line.place else ()
    return (Id(line.id), *place)
