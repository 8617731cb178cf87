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
    ClaimBox,
    claim_box,
    sizes,
)
from ..views.page.firm import standing
from ..views.page.layout import PORT, Point
from ..views.page.measure import width
from ..views.page.picture import KINDS, Picture, Scene, picture, scene

if TYPE_CHECKING:
    from ..evidence_graph.graph import EvidenceGraph
    from ..model.entities import Dataset

MARGIN = 30
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
STYLE = (
    """\
svg{--ink:#1b2530;--muted:#55606c;--paper:#fff;--ground:#f6f5f1;--edge:#9aa4af;--thesis:#16395c;--said:#fdf6e3;
--holder:#6d5208;--frame:#8f7226;--support:#0072b2;--attack:#c04a00;--limit:#9a4d8f;--good:#00795a;--poor:#66707a}
@media(prefers-color-scheme:dark){svg{--ink:#e6e9ed;--muted:#a3adb8;--paper:#222a33;--ground:#151a20;--edge:#5c6975;
--thesis:#2c5f92;--said:#2d281a;--holder:#e5c976;--frame:#b59a4c;--support:#56b4e9;--attack:#ff8f4f;--limit:#d79bd0;
--good:#3ccf9f;--poor:#a3adb8}}
text{dominant-baseline:central;font-size:13px;fill:var(--ink)}
.ground{fill:var(--ground)}.claim{fill:var(--paper);stroke:var(--edge)}.thesis{fill:var(--thesis)}
.said{fill:var(--said);stroke:var(--frame);stroke-dasharray:5 3}.who{fill:var(--holder);font:bold 11px """
    + FONT
    + """}
.t{fill:#fff;font-weight:bold;font-size:14.5px}.foot{font-size:10.5px;fill:var(--muted)}.t.foot{fill:#fff;font-weight:normal}
.note{fill:var(--support);font-size:11px}.line{fill:none;stroke-width:1.6}.support{stroke:var(--support)}
.attack{stroke:var(--attack);stroke-dasharray:7 4}.limit{stroke:var(--limit);stroke-dasharray:2 4}
.tip{fill:var(--support)}.bar{stroke:var(--attack);stroke-width:3.5}.ring{fill:var(--ground);stroke:var(--limit);stroke-width:1.6}
.and{fill:var(--support);stroke:var(--ground);stroke-width:1.5}.amp{fill:var(--ground);font-weight:bold;font-size:11.5px}
.documented{fill:var(--good);stroke:var(--good)}.partly{fill:none;stroke:var(--good)}.asserted{fill:none;stroke:var(--poor)}
.unsupported{fill:none;stroke:var(--attack)}"""
)


def write(dataset: Dataset) -> str:
    """The whole argument of ``dataset``, theses left, as an SVG document. Time: that of ``layered``."""
    graph = evidence(dataset)
    drawn = picture(graph)
    laid = scene(drawn, range(len(drawn.claims)), sizes(drawn))
    wide, high = laid.drawing.width + 2 * MARGIN, laid.drawing.height + 2 * MARGIN
    title = dataset.paper.title or dataset.paper.id
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" role="img" '
        f'viewBox="{-MARGIN} {-MARGIN} {wide:g} {high:g}" font-family="{FONT}">',
        f"<title>{_safe(title)}</title><style>{STYLE}</style>",
        f'<rect class="ground" x="{-MARGIN}" y="{-MARGIN}" width="{wide:g}" height="{high:g}"/>',
        *_lines(drawn, laid),
        *_boxes(graph, drawn, laid),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _safe(text: str) -> str:
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


def _box(box: ClaimBox, notes: list[int], word: str, status: str) -> Iterator[str]:
    kind = "said" if box.heading else "thesis" if box.thesis else "claim"
    radius = 12 if box.heading else 4
    yield f'<rect class="{kind}" width="{box.width:g}" height="{box.height:g}" rx="{radius}"/>'
    left, right, y = BAR + PAD, box.width - PAD, PAD - 1.0
    if box.heading:
        yield f'<text class="who" x="{left}" y="{y + 8:g}">{_safe(box.heading)}</text>'
        y += HEAD
    leading = LEADING_THESIS if box.thesis else LEADING
    look = ' class="t"' if box.thesis else ""
    at = f'x="{right:g}" direction="rtl"' if box.right_to_left else f'x="{left}"'
    for number, (start, end) in enumerate(box.lines.spans, 1):
        dots = "…" if box.lines.cut and number == len(box.lines.spans) else ""
        yield f'<text{look} {at} y="{y + leading / 2:g}">{_safe(box.text[start:end])}{dots}</text>'
        y += leading
    foot = box.height - 12
    thesis = "t " if box.thesis else ""
    if notes:
        told = " ".join(f"[{number}]" for number in notes[: 4 if len(notes) == 4 else 3])
        more = f" +{len(notes) - 3}" if len(notes) > 4 else ""
        yield f'<text class="{thesis}note" x="{left}" y="{foot:g}">{told}{more}</text>'
    yield f'<text class="{thesis}foot" x="{right:g}" y="{foot:g}" text-anchor="end">{word}</text>'
    dot = right - width(word, 10.5) - 8
    yield f'<circle class="{status}" cx="{dot:g}" cy="{foot:g}" r="3.5" stroke-width="1.5"/>'


def _lines(drawn: Picture, laid: Scene) -> Iterator[str]:
    drawing = laid.drawing
    joints: dict[int, str] = {}
    for number, (arc, line) in enumerate(zip(laid.arcs, laid.lines, strict=True)):
        way = drawing.ways[number]
        if not way:
            continue
        kind = KINDS[arc.kind]
        on_argument = line.kind in ("attack", "limit") and _opposed(drawn, line.kind, line.of)
        x, y = way[-1]
        if number in drawing.backward:
            path, tip = f"{_path(way)}H{x - PORT:g}", _ending(kind, *way[0], 1)
        elif on_argument:
            path, tip = _path(way), _ending(kind, x + 9, y, -1)
        else:
            _box_x, box_y = drawing.boxes[arc.head]
            half = laid.boxes[arc.head].height / 2 - 5
            end = min(max(y, box_y - half), box_y + half)
            path = f"{_path(way)}L{x - PORT:g} {end:g}"
            tip = _ending(kind, x - PORT, end, -1)
        yield f'<path class="line {kind}" d="{path}"/>{tip}'
        if arc.port in drawing.ports and arc.port < len(drawn.reasons):
            if len(drawn.reasons[arc.port].premises) > 1:
                joints[arc.port] = _and(*drawing.ports[arc.port])
            elif on_argument:
                dot_x, dot_y = drawing.ports[arc.port]
                joints[arc.port] = f'<circle class="and" cx="{dot_x:g}" cy="{dot_y:g}" r="4"/>'
    yield from joints.values()


def _opposed(drawn: Picture, kind: str, number: int) -> bool:
    return (drawn.attacks if kind == "attack" else drawn.limits)[number].on == "argument"


def _path(way: tuple[Point, ...]) -> str:
    d = f"M{way[0][0]:g} {way[0][1]:g}"
    for (x0, y0), (x, y) in pairwise(way):
        middle = (x0 + x) / 2
        d += f"L{x:g} {y:g}" if y == y0 else f"C{middle:g} {y0:g} {middle:g} {y:g} {x:g} {y:g}"
    return d


def _and(x: float, y: float) -> str:
    return (
        f'<circle class="and" cx="{x:g}" cy="{y:g}" r="8.5"/>'
        f'<text class="amp" x="{x:g}" y="{y:g}" text-anchor="middle">&amp;</text>'
    )


def _ending(kind: str, x: float, y: float, direction: int) -> str:
    """An arrow head, a bar or a ring: support, attack and limit are told apart without colour."""
    if kind == "support":
        return f'<path class="tip" d="M{x:g} {y:g}l{-direction * 9} -4.5v9z"/>'
    if kind == "attack":
        return f'<path class="bar" d="M{x - direction * 2:g} {y - 7:g}v14"/>'
    return f'<circle class="ring" cx="{x - direction * 4:g}" cy="{y:g}" r="3.5"/>'
