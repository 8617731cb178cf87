"""The argument as a drawing: the layout of the explorer, in SVG, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from ..answers.firmness import firmness
from ..evidence_graph.graph import evidence
from ..views.page.boxes import (
    BAR,
    HEAD,
    LEADING,
    LEADING_THESIS,
    PAD,
    SIZE,
    SIZE_THESIS,
    ClaimBox,
    claim_box,
    sizes,
)
from ..views.page.firm import standing
from ..views.page.layout import PORT, Point
from ..views.page.measure import width
from ..views.page.picture import KINDS, Picture, Scene, picture, rail_port, scene

if TYPE_CHECKING:
    from ..evidence_graph.graph import EvidenceGraph
    from ..model.entities import Dataset

MARGIN = 30
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
INK, MUTED, GROUND, THESIS = "#1b2530", "#55606c", "#f6f5f1", "#16395c"
SUPPORT, OURS, ATTACK, LIMIT = "#0072b2", "#62a3cc", "#c04a00", "#9a4d8f"
GOOD, POOR = "#00795a", "#66707a"
# Attributes of each element, and plain colours: no style sheet, variable or query of the reader's
# taste, which word processors and half of the drawing programs do not know, and draw black.
LOOKS = {
    "claim": 'fill="#ffffff" stroke="#9aa4af"',
    "thesis": f'fill="{THESIS}"',
    "said": 'fill="#fdf6e3" stroke="#8f7226" stroke-dasharray="5,3"',
    "support": f'stroke="{SUPPORT}" stroke-width="1.6"',
    "ours": f'stroke="{OURS}" stroke-width="1.2"',
    "rail": f'stroke="{SUPPORT}" stroke-width="3"',
    "rail, ours": f'stroke="{OURS}" stroke-width="3"',
    "attack": f'stroke="{ATTACK}" stroke-width="1.6" stroke-dasharray="7,4"',
    "limit": f'stroke="{LIMIT}" stroke-width="1.6" stroke-dasharray="2,4"',
    "documented": f'fill="{GOOD}" stroke="{GOOD}"',
    "partly": f'fill="none" stroke="{GOOD}"',
    "asserted": f'fill="none" stroke="{POOR}"',
    "unsupported": f'fill="none" stroke="{ATTACK}"',
}
PLAIN = "Too dense to be untangled: boxes are in plain order, and lines run straight, behind them."
BOLD = ' font-weight="bold"'
_CENTRE = 0.35  # of the size: how far below the middle of its letters the baseline of a text is


def write(dataset: Dataset) -> str:
    """The whole argument of ``dataset``, theses left, as an SVG document. Time: that of ``layered``.

    Arguments that are our reading of the text are drawn lighter. What is too dense to be drawn with
    lines clear of boxes says so in its description.
    """
    graph = evidence(dataset)
    drawn = picture(graph)
    laid = scene(drawn, range(len(drawn.claims)), sizes(drawn))
    wide, high = laid.drawing.width + 2 * MARGIN, laid.drawing.height + 2 * MARGIN
    title = dataset.paper.title or dataset.paper.id
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" role="img" '
        f'viewBox="{-MARGIN} {-MARGIN} {wide:g} {high:g}" font-family="{FONT}">',
        f"<title>{safe(title)}</title>",
        *([f"<desc>{PLAIN}</desc>"] if laid.drawing.plain else []),
        f'<rect fill="{GROUND}" x="{-MARGIN}" y="{-MARGIN}" width="{wide:g}" height="{high:g}"/>',
        *_lines(drawn, laid),
        *_boxes(graph, drawn, laid),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def safe(text: str) -> str:
    """``text`` as XML text: what XML 1.0 has no place for is replaced."""
    return escape(re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text))


def _boxes(graph: EvidenceGraph, drawn: Picture, laid: Scene) -> Iterator[str]:
    firm = firmness(graph)
    for (_, place), (x, y) in zip(laid.nodes, laid.drawing.boxes, strict=True):
        name = drawn.claims[place]
        box = claim_box(graph, name)
        notes = sorted({citation.note for _, citation in graph.citations(name)})
        word = standing(name, firm)
        body = "".join(_box(box, notes, word, firm.status[name].split()[0]))
        yield f'<g transform="translate({x:g} {y - box.height / 2:g})">{body}</g>'


def text(x: float, y: float, said: str, size: float, colour: str, more: str = "") -> str:
    """``said`` with the middle of its letters at ``y``."""
    at = f'x="{x:g}" y="{y + _CENTRE * size:.2f}" font-size="{size:g}" fill="{colour}"'
    return f"<text {at}{more}>{said}</text>"


def _box(box: ClaimBox, notes: list[int], word: str, status: str) -> Iterator[str]:
    kind = "said" if box.heading else "thesis" if box.thesis else "claim"
    radius = 12 if box.heading else 4
    yield f'<rect {LOOKS[kind]} width="{box.width:g}" height="{box.height:g}" rx="{radius}"/>'
    left, right, y = BAR + PAD, box.width - PAD, PAD - 1.0
    if box.heading:
        yield text(left, y + 8, safe(box.heading), 11, "#6d5208", BOLD)
        y += HEAD
    leading = LEADING_THESIS if box.thesis else LEADING
    size, colour = (SIZE_THESIS, "#ffffff") if box.thesis else (SIZE, INK)
    look = (BOLD if box.thesis else "") + (' direction="rtl"' if box.right_to_left else "")
    for number, (start, end) in enumerate(box.lines.spans, 1):
        dots = "…" if box.lines.cut and number == len(box.lines.spans) else ""
        said = f"{safe(box.text[start:end])}{dots}"
        yield text(right if box.right_to_left else left, y + leading / 2, said, size, colour, look)
        y += leading
    foot = box.height - 12
    if notes:
        told = " ".join(f"[{number}]" for number in notes[: 4 if len(notes) == 4 else 3])
        more = f" +{len(notes) - 3}" if len(notes) > 4 else ""
        yield text(left, foot, told + more, 11, "#ffffff" if box.thesis else SUPPORT)
    yield text(right, foot, word, 10.5, "#ffffff" if box.thesis else MUTED, ' text-anchor="end"')
    dot = right - width(word, 10.5) - 8
    yield f'<circle {LOOKS[status]} cx="{dot:g}" cy="{foot:g}" r="3.5" stroke-width="1.5"/>'


def _lines(drawn: Picture, laid: Scene) -> Iterator[str]:
    drawing = laid.drawing
    claims = drawn.evidence.dataset.claims.values()
    read = {argument.id for claim in claims for argument in claim.supported_by if argument.by == "us"}
    ours = {number for number, reason in enumerate(drawn.reasons) if reason.id in read}
    joints: dict[int, str] = {}
    for number, (arc, line) in enumerate(zip(laid.arcs, laid.lines, strict=True)):
        way = drawing.ways[number]
        if not way:
            continue
        kind = KINDS[arc.kind]
        shared = laid.rails[line.of].arguments if line.kind == "shared" else ()
        lighter = kind == "support" and ours.issuperset(shared or (line.of,))
        on_argument = line.kind in ("attack", "limit") and _opposed(drawn, line.kind, line.of)
        x, y = way[-1]
        if number in drawing.backward:
            path, tip = f"{_path(way)}H{x - PORT:g}", _ending(kind, *way[0], 1, lighter)
        elif shared:
            path, tip = _path(way), ""
        elif on_argument:
            path, tip = _path(way), _ending(kind, x + 9, y, -1)
        else:
            _box_x, box_y = drawing.boxes[arc.head]
            half = laid.boxes[arc.head].height / 2 - 5
            end = min(max(y, box_y - half), box_y + half)
            path = f"{_path(way)}L{x - PORT:g} {end:g}"
            tip = _ending(kind, x - PORT, end, -1, lighter)
        yield f'<path {LOOKS["ours" if lighter else kind]} fill="none" d="{path}"/>{tip}'
        if arc.port in drawing.ports and arc.port < len(drawn.reasons):
            if len(drawn.reasons[arc.port].premises) > 1:
                joints[arc.port] = _and(*drawing.ports[arc.port], arc.port in ours)
            elif on_argument:
                dot_x, dot_y = drawing.ports[arc.port]
                joints[arc.port] = _disc(dot_x, dot_y, 4)
    for number, rail in enumerate(laid.rails):
        at = drawing.ports.get(rail_port(drawn, number))
        if at is not None:
            lighter = ours.issuperset(rail.arguments)
            heights = [at[1], *(drawing.ports[each][1] for each in rail.arguments if each in drawing.ports)]
            path = f"M{at[0]:g} {min(heights):g}V{max(heights):g}"
            yield f'<path {LOOKS["rail, ours" if lighter else "rail"]} d="{path}"/>'
            yield (
                _and(*at, lighter) if len(rail.premises) > 1 else _disc(*at, 4, OURS if lighter else SUPPORT)
            )
    yield from joints.values()


def _opposed(drawn: Picture, kind: str, number: int) -> bool:
    return (drawn.attacks if kind == "attack" else drawn.limits)[number].on == "argument"


def _path(way: tuple[Point, ...]) -> str:
    d = f"M{way[0][0]:g} {way[0][1]:g}"
    for (x0, y0), (x, y) in pairwise(way):
        middle = (x0 + x) / 2
        d += f"L{x:g} {y:g}" if y == y0 else f"C{middle:g} {y0:g} {middle:g} {y:g} {x:g} {y:g}"
    return d


def _and(x: float, y: float, ours: bool = False) -> str:
    disc = _disc(x, y, 8, GROUND, OURS) if ours else _disc(x, y, 8.5)
    return disc + text(x, y, "&amp;", 11.5, SUPPORT if ours else GROUND, BOLD + ' text-anchor="middle"')


def _disc(x: float, y: float, radius: float, fill: str = SUPPORT, edge: str = GROUND) -> str:
    return f'<circle fill="{fill}" stroke="{edge}" stroke-width="1.5" cx="{x:g}" cy="{y:g}" r="{radius}"/>'


def _ending(kind: str, x: float, y: float, direction: int, ours: bool = False) -> str:
    """An arrow head (open if ours), a bar or a ring: kinds of lines are told apart without colour."""
    if kind == "support":
        look = f'fill="{GROUND}" stroke="{OURS}" stroke-width="1.2"' if ours else f'fill="{SUPPORT}"'
        return f'<path {look} d="M{x:g} {y:g}l{-direction * 9} -4.5v9z"/>'
    if kind == "attack":
        return f'<path stroke="{ATTACK}" stroke-width="3.5" d="M{x - direction * 2:g} {y - 7:g}v14"/>'
    at = f'cx="{x - direction * 4:g}" cy="{y:g}"'
    return f'<circle fill="{GROUND}" stroke="{LIMIT}" stroke-width="1.6" {at} r="3.5"/>'
