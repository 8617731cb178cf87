"""The case for a claim as a drawing: its matrix of lines and works, in SVG, without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..answers.cases import case
from ..views.page.measure import breaks
from ..views.short_names import short_names
from ..views.text.cases import verdicts
from .svg import ATTACK, BOLD, FONT, GOOD, GROUND, INK, MUTED, POOR, THESIS, safe, text

if TYPE_CHECKING:
    from ..answers.cases import Case
    from ..evidence_graph.graph import EvidenceGraph
    from ..model.entities import Dataset

_EDGE = 24
_TEXT, _BENEATH, _COLUMN = 440, 280, 28
_SIZE, _LEADING = 13, 17
_SMALL, _TIGHT = 11, 14
_HEAD = 175
_STAR, _RING, _HAIR = "#fdf6e3", "#e08a00", "#dedcd5"
_MOST = 40
_PIECES = (
    ("documented", f'fill="{GOOD}"'),
    ("partly documented", f'fill="{GOOD}" fill-opacity="0.5"'),
    ("asserted", 'fill="#9aa4af"'),
    ("bare", f'fill="#ffffff" stroke="{POOR}"'),
    ("unsupported", f'fill="{ATTACK}" fill-opacity="0.4"'),
)


def write(evidence: EvidenceGraph, claim: str) -> str:
    """The case for ``claim`` as an SVG document. Raises UnknownName. Time: that of ``case``."""
    return _Sheet(evidence.dataset, case(evidence, claim)).drawn()


class _Sheet:
    """One drawing, from the top down: ``y`` is where the next row begins."""

    def __init__(self, dataset: Dataset, found: Case) -> None:
        self.dataset, self.found = dataset, found
        self.short = short_names(dataset)
        rows = [*found["needed_by_all"], *found["lines"]]
        uses = {
            each["id"]: max((row["works"].get(each["id"], 0) for row in rows), default=0)
            for each in found["works"]
        }
        kept = set(sorted(uses, key=lambda work: -uses[work])[:_MOST])
        self.columns = [each for each in found["works"] if each["id"] in kept]
        self.left = _EDGE + 34
        self.beneath = self.left + _TEXT
        self.first = self.beneath + _BENEATH
        self.wide = self.first + _COLUMN * len(self.columns) + _EDGE
        self.widest = max((sum(row["claims"].values()) for row in rows), default=1) or 1  # type: ignore[arg-type]

    def drawn(self) -> str:
        parts = [*self.head()]
        y: float = self.top
        if self.found["lines"]:
            parts += self.names(y)
            y += _HEAD
        for mark, row, premises in self.rows():
            more, y = self.row(mark, row, premises, y)
            parts += more
        high = y + _EDGE
        title = safe(self.words(self.found["claim"]))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.wide:g}" height="{high:g}" role="img" '
            f'viewBox="0 0 {self.wide:g} {high:g}" font-family="{FONT}">\n<title>The case: {title}</title>\n'
            f'<rect fill="{GROUND}" width="{self.wide:g}" height="{high:g}"/>\n'
            + "\n".join(parts)
            + "\n</svg>\n"
        )

    def words(self, claim: str) -> str:
        return self.dataset.claims[claim].text or claim

    def rows(self) -> Iterator[tuple[str, Mapping[str, Any], list[str]]]:
        for needed in self.found["needed_by_all"]:
            yield "★", needed, [needed["claim"]]
        for place, line in enumerate(self.found["lines"], 1):
            yield str(place), line, line["premises"]

    def head(self) -> Iterator[str]:
        """The claim in its box, its status, the four verdicts."""
        room = self.beneath - _EDGE - 40
        lines = _lines(self.words(self.found["claim"]), room, 17)
        high = 24 + 22 * len(lines) + 26
        said = [f"{each[0].upper()}{each[1:]}." for each in verdicts(self.found)]
        told = [line for each in said for line in _lines(each, self.wide - self.beneath - _EDGE, _SIZE)]
        high = max(high, 20 + _LEADING * len(told))
        box = f'x="{_EDGE}" y="{_EDGE}" width="{room + 16:g}" height="{high:g}" rx="7"'
        yield f'<rect fill="{THESIS}" {box}/>'
        for place, line in enumerate(lines):
            yield text(_EDGE + 14, _EDGE + 24 + 22 * place, safe(line), 17, "#ffffff", BOLD)
        as_written = self.found["as_written"]
        also = f"; as written: {as_written}" if as_written != self.found["status"] else ""
        yield text(_EDGE + 14, _EDGE + high - 16, safe(self.found["status"] + also), 12, "#ffffff")
        for place, line in enumerate(told):
            yield text(self.beneath, _EDGE + 16 + _LEADING * place, safe(line), _SIZE, INK)
        self.top = _EDGE + high + 16

    def names(self, y: float) -> Iterator[str]:
        """The short names of works, upwards, and the groups they are in."""
        before = None
        for place, column in enumerate(self.columns):
            x = self.first + _COLUMN * place + _COLUMN / 2
            if column["group"] != before:
                before = column["group"]
                yield f'<path stroke="{MUTED}" d="M{x - _COLUMN / 2:g} {y:g}V{y + _HEAD:g}"/>'
            name = self.short[column["id"]] + (" ⚑" if column["own"] else "")
            at = f' transform="rotate(-90 {x:g} {y + _HEAD - 8:g})"'
            yield text(x, y + _HEAD - 8, safe(name), _SMALL, THESIS, at)

    def row(
        self, mark: str, row: Mapping[str, Any], premises: list[str], y: float
    ) -> tuple[list[str], float]:
        own = [line for each in premises for line in _lines(self.words(each), _TEXT - 24, _SIZE)]
        told = [
            line for said in self.beneath_words(row, premises) for line in _lines(said, _BENEATH - 16, _SMALL)
        ]
        high = max(_LEADING * len(own), 14 + _TIGHT * len(told)) + 16
        star = mark == "★"
        parts = []
        if star:
            parts.append(
                f'<rect fill="{_STAR}" stroke="{_RING}" stroke-width="1.5" x="{_EDGE}" y="{y:g}" '
                f'width="{self.wide - 2 * _EDGE:g}" height="{high:g}"/>'
            )
        else:
            parts.append(f'<path stroke="{_HAIR}" d="M{_EDGE} {y:g}H{self.wide - _EDGE:g}"/>')
        middle = y + high / 2
        parts.append(text(_EDGE + 8, middle, mark, _SIZE, MUTED))
        start = middle - _LEADING * (len(own) - 1) / 2
        parts += [text(self.left, start + _LEADING * n, safe(line), _SIZE, INK) for n, line in enumerate(own)]
        parts += self.bar(row["claims"], y + 8)
        parts += [
            text(self.beneath, y + 28 + _TIGHT * n, safe(line), _SMALL, MUTED) for n, line in enumerate(told)
        ]
        for place, column in enumerate(self.columns):
            many = row["works"].get(column["id"])
            if many:
                look = f'fill="none" stroke="{GOOD}" stroke-width="2"'
                look = look if column["id"] in row["weakly"] else f'fill="{GOOD}"'
                radius = min(11.0, 2.6 + 1.8 * many**0.5 * 1.2)
                x = self.first + _COLUMN * place + _COLUMN / 2
                parts.append(f'<circle {look} cx="{x:g}" cy="{middle:g}" r="{radius:.1f}"/>')
        return parts, y + high

    def bar(self, claims: Mapping[str, int], y: float) -> Iterator[str]:
        x = float(self.beneath)
        for key, look in _PIECES:
            wide = (_BENEATH - 16) * claims[key] / self.widest
            if wide:
                yield f'<rect {look} x="{x:.1f}" y="{y:g}" width="{wide:.1f}" height="8"/>'
            x += wide

    def beneath_words(self, row: Mapping[str, Any], premises: list[str]) -> Iterator[str]:
        claims = row["claims"]
        total = sum(claims.values())
        bare = f", {claims['bare']} without a source" if claims["bare"] else ""
        yield f"{total} claim{'' if total == 1 else 's'}, {claims['documented']} documented{bare}"
        if "without" in row:
            yield f"Without it the claim is {row['without']}."
        works, bare_words = row["sinks"]["works"], row["sinks"]["claims"]
        names = [
            *(self.short[each] for each in works),
            *(f"“{self.words(each)[:50]}…”" for each in bare_words),
        ]
        if not works and bare_words and bare_words == premises:
            yield "its holder’s word alone"
        elif names:
            yield f"sinks without {', '.join(names[:2])}{f' or {len(names) - 2} more' if names[2:] else ''}"
        else:
            yield "no single work or bare claim sinks it"


def _lines(said: str, room: float, size: float) -> list[str]:
    """``said`` in lines no wider than ``room``, the first dozen; fonts wider than Arial fit too."""
    plain = " ".join(said.split())
    return [
        plain[start:end] for start, end in breaks(plain, 0.86 * room, size, most=12, bold=size > _SIZE).spans
    ]
