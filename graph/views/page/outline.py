"""The argument as a text: nested lists in plain HTML, for readers without scripts or eyes, and paper.

Every claim is written out once, where it is first needed, and linked to from everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from ...answers.firmness import Firmness
from .content import holder_full
from .firm import standing
from .picture import Opposition, Picture

DEEPEST = 24
"""Lists are nested no deeper (browsers stop at 512); what lies below starts anew at the margin."""


def link(target: str | int) -> str:
    """The fragment that leads to a thing of the page."""
    return "#" + quote(str(target), safe="")


def note_links(numbers: list[int]) -> str:
    """Endnotes as ``[4] [27]``, each leading to its note."""
    return " ".join(f'<a href="#{number}">[{number}]</a>' for number in numbers)


class _Outline:
    """One walk over the argument; ``told`` are the claims that are written out already."""

    def __init__(self, drawn: Picture, firm: Firmness) -> None:
        self.drawn, self.firm = drawn, firm
        self.told: set[int] = set()
        self.queue: list[int] = []
        self.arguments: list[list[int]] = [[] for _ in drawn.claims]
        for number, reason in enumerate(drawn.reasons):
            self.arguments[reason.conclusion].append(number)
        self.against: list[list[tuple[str, Opposition]]] = [[] for _ in drawn.claims]
        for word, opposed in (("Against", drawn.attacks), ("But", drawn.limits)):
            for each in opposed:
                head = each.target if each.on == "claim" else drawn.reasons[each.target].conclusion
                self.against[head].append((word, each))

    def text(self, claim: int, *, again: bool = False) -> str:
        """A claim in a line: who holds it, its words (linked where told again), its notes, its status."""
        evidence = self.drawn.evidence
        name = self.drawn.claims[claim]
        words = escape(evidence.dataset.claims[name].said, quote=False)
        holder = holder_full(evidence, name)
        said = f"<b><bdi>{escape(holder, quote=False)}</bdi></b> " if holder else ""
        if again:
            return f'{said}<a href="{link(name)}">{words}</a>'
        notes = sorted({citation.note for _, citation in evidence.citations(name)})
        cited = f" {note_links(notes)}" if notes else ""
        return f"{said}<a>{words}</a>{cited} <i>{standing(name, self.firm)}</i>"

    def walk(self, root: int) -> Iterator[str]:
        """The claim ``root`` and all below it, as items of lists. No recursion: chains may be long."""
        stack: list[tuple[str, int, int]] = [("claim", root, 0)]
        while stack:
            what, at, depth = stack.pop()
            if what == "close":
                yield "</ul></li>" if at else "</li>"
            elif what == "argument":
                yield "<li class=and>together<ul>"
            elif what == "against":
                kind, word = (("con", "against"), ("con", "against the step"), ("but", "but"))[at]
                yield f"<li class={kind}>{word}<ul>"
            else:
                yield from self._claim(at, depth, stack)

    def _claim(self, claim: int, depth: int, stack: list[tuple[str, int, int]]) -> Iterator[str]:
        if claim in self.told:
            yield f"<li>{self.text(claim, again=True)} <i>see above</i></li>"
            return
        if depth >= DEEPEST:
            self.queue.append(claim)
            yield f"<li>{self.text(claim, again=True)} <i>see below</i></li>"
            return
        self.told.add(claim)
        yield f'<li id="{escape(self.drawn.claims[claim])}">{self.text(claim)}'
        for member in self.drawn.evidence.members[self.drawn.claims[claim]]:
            if member != self.drawn.claims[claim]:
                yield f'<span id="{escape(member)}"></span>'
        parts: list[tuple[str, int, int]] = []
        for number in self.arguments[claim]:
            premises = self.drawn.reasons[number].premises
            items = [("claim", premise, depth + 1) for premise in premises]
            if len(premises) > 1:
                parts += [("argument", number, depth), *items, ("close", 1, depth)]
            else:
                parts += items
        for word, each in self.against[claim]:
            kind = 2 if word == "But" else int(each.on == "argument")
            parts += [("against", kind, depth), ("claim", each.source, depth + 1), ("close", 1, depth)]
        if parts:
            yield "<ul>"
        stack.append(("close", int(bool(parts)), depth))
        stack.extend(reversed(parts))


def outline(drawn: Picture, firm: Firmness) -> str:
    """The whole argument as nested lists: theses first, then what reaches none. Linear time."""
    told = _Outline(drawn, firm)
    parts = ['<ul id="_tree">']
    for thesis in range(drawn.theses):
        parts.extend(told.walk(thesis))
    parts.extend(_queued(told))
    rest = _starts(drawn, told)
    for claim in rest:
        if claim not in told.told:
            parts.extend(told.walk(claim))
            parts.extend(_queued(told))
    parts.append("</ul>")
    return "".join(parts)


def _queued(told: _Outline) -> Iterator[str]:
    while told.queue:
        claim = told.queue.pop(0)
        if claim not in told.told:
            yield from told.walk(claim)


def _starts(drawn: Picture, told: _Outline) -> list[int]:
    """The claims not told yet, those first that support and attack nothing."""
    used = {premise for reason in drawn.reasons for premise in reason.premises}
    used.update(each.source for each in (*drawn.attacks, *drawn.limits))
    rest = [claim for claim in range(len(drawn.claims)) if claim not in told.told]
    return [*(claim for claim in rest if claim not in used), *(claim for claim in rest if claim in used)]


def notes_using(drawn: Picture) -> dict[int, list[str]]:
    """The claims that cite each note, in the order of the file."""
    users: dict[int, dict[str, None]] = {number: {} for number in drawn.notes}
    for name in drawn.claims:
        for _, citation in drawn.evidence.citations(name):
            if citation.note in users:
                users[citation.note][name] = None
    return {number: list(claims) for number, claims in users.items()}
