"""The explorer: one HTML file that needs nothing else, runs nothing it was not written with."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import cache, partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, get_args

from ...evidence_graph.graph import EvidenceGraph
from ...evidence_graph.graph import evidence as evidence_of
from ...model.entities import Dataset
from ...model.terms import EvidenceClass, Polarity
from . import code, sections, written
from .boxes import sizes
from .casetext import case_text
from .content import content
from .firm import hangs_of, standings
from .outline import outline
from .parts import Part, part
from .picture import Picture, Scene, opening, scene, shown_from

if TYPE_CHECKING:
    from pyvis.network import Network

BIG = 2000
"""With more claims than this a page opens with an overview of the sections."""


def page(
    dataset: Dataset,
    evidence: EvidenceGraph | None = None,
    *,
    around: str | None = None,
    depth: int = 2,
    thesis: str | None = None,
    holder: str | None = None,
    text: str | None = None,
    without: Collection[EvidenceClass] = (),
    live: str | None = None,
) -> str:
    """The argument of ``dataset`` as one interactive page, the whole of it readable as text too.

    It makes no request, needs no other file, and treats every string of the data as text.
    ``around`` with ``depth``, ``thesis`` and ``holder`` choose a part of it (see ``part``); the
    statuses are those in the whole. With ``text``, the reader's copy of the paper, the page holds
    that text beside the map and is for private use; without it no sentence of the paper is in it.
    ``without`` some classes of evidence it is the page of the data set as though these had never been
    written down, and says so at its top. A page with our reconstructions has a switch to what its
    author wrote. ``live`` is one script more, by which a page that is served asks its server for news.

    Same data, same bytes. Raises UnknownName for a claim that does not exist, FileError where
    ``text`` is another paper's. Time: near-linear, and in works and bare claims over the
    machine's word.
    """
    graph = evidence_of(dataset, without=without) if evidence is None or without else evidence
    chosen = part(graph, around=around, depth=depth, thesis=thesis, holder=holder)
    drawn = chosen.drawn
    stands = standings(graph)
    plain = written.as_written(graph)
    roots, unfolded = _opening(chosen)
    first = scene(drawn, shown_from(drawn, roots, unfolded), sizes(drawn))
    network = _network(drawn, first)
    weak = sections.weaknesses(drawn) if chosen.whole else []
    gaps = sections.gaps_by_kind(drawn)
    data = content(drawn, stands, standings(plain) if plain else None) | {
        "weak": sections.weak_ids(weak),
        "hangs": hangs_of(drawn) if chosen.whole else {},
        "without": list(graph.without) or None,
        "written": written.changes(written.picture_of(plain, chosen), chosen, gaps) if plain else None,
        "part": [chosen.words, len(graph.members), chosen.whole] if chosen.words else None,
        "big": len(drawn.claims) > BIG,
        "text": _reading(drawn, text) if text is not None else None,
        "opening": _start(network, first) | {"roots": roots, "unfolded": unfolded},
    }
    _leave_to_the_outline(data["claims"])
    values = {
        "page": _heading(graph, chosen),
        "policy": code.policy(live),
        "live": [live] if live is not None else [],
        "switch": plain is not None,
        "case": case_text(drawn, stands, roots[0] if chosen.roots else 0)
        if chosen.whole and drawn.claims
        else "",
        "outline": outline(drawn, stands.firm),
        "weak": weak,
        "further": drawn.theses - len(weak) if weak else 0,
        "gaps": gaps,
        "stances": sections.stances(drawn),
        "polarities": get_args(Polarity),
        "endnotes": sections.endnotes(drawn),
        "works": sections.works(drawn),
        "actors": sections.actors(graph),
    }
    return _render(network, values, data)


_NOT_PLAIN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def _leave_to_the_outline(claims: list[dict[str, Any]]) -> None:
    """Take the texts out of ``claims`` that the outline has too, from where the script reads them.

    What a parser of HTML would change stays, and what has no text says so.
    """
    for claim in claims:
        text = claim.setdefault("t", "")
        if text and not _NOT_PLAIN.search(text):
            del claim["t"]


def _opening(chosen: Part) -> tuple[list[int], list[int]]:
    if not chosen.roots:
        return opening(chosen.drawn)
    roots = [chosen.drawn.place[name] for name in chosen.roots]
    return opening(chosen.drawn, 3, roots)


def _network(drawn: Picture, first: Scene) -> Network:
    """The opening view as a pyvis network: boxes where the layout put them, lines with their way."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    drawing = first.drawing
    names = {"c": drawn.claims, "n": drawn.notes, "w": drawn.works}
    for (kind, place), (x, y) in zip(first.nodes, drawing.boxes, strict=True):
        name = str(names[kind][place])
        network.add_node(f"{kind}{place}", label=name, group=kind, x=x, y=y)
    for arc, way in zip(first.arcs, drawing.ways, strict=True):
        tail, head = first.nodes[arc.tail], first.nodes[arc.head]
        network.add_edge(
            f"{tail[0]}{tail[1]}",
            f"{head[0]}{head[1]}",
            kind=arc.kind,
            port=(arc.port, *drawing.ports[arc.port]) if arc.port in drawing.ports else None,
            way=way,
        )
    return network


def _start(network: Network, first: Scene) -> dict[str, Any]:
    """The opening view for the page's script, out of the network's nodes and edges."""
    return {
        "nodes": [[node["id"], node["x"], node["y"]] for node in network.nodes],
        "ways": [edge["way"] for edge in network.edges],
        "ports": list({edge["port"][0]: edge["port"] for edge in network.edges if edge["port"]}.values()),
        "backward": sorted(first.drawing.backward),
        "width": first.drawing.width,
        "height": first.drawing.height,
    }


def _reading(drawn: Picture, text: str) -> dict[str, Any]:
    """The reader's copy of the paper, and where in it the claims and notes are."""
    from ...anchoring.verifying import verify

    found = verify(drawn.evidence.dataset, text)
    return {
        "text": text,
        "claims": [
            [drawn.place[claim["id"]], passage["start"], passage["end"]]
            for claim in found["claims"]
            if claim["id"] in drawn.place
            for passage in claim["passages"]
            if passage["start"] is not None
        ],
        "notes": [
            [note["number"], note["start"], note["end"]]
            for note in found["notes"]
            if note["start"] is not None
        ],
        "missing": [claim["id"] for claim in found["claims"] if claim["status"] == "missing"],
    }


def _heading(graph: EvidenceGraph, chosen: Part) -> dict[str, Any]:
    paper = graph.dataset.paper
    known = graph.dataset.actors
    authors = [known[actor].name if actor in known else actor for actor in paper.authors]
    publisher = known[paper.publisher].name if paper.publisher in known else paper.publisher
    language = paper.language or ""
    return {
        "title": paper.title or paper.id,
        "language": language if re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else "en",
        "author": ", ".join(authors) or "the author",
        "byline": ", ".join(filter(None, [*authors, publisher, str(paper.date or "")])),
        "part": f"Only {chosen.words}." if chosen.words else "",
        "without": without_words(graph.without),
    }


def without_words(classes: Collection[EvidenceClass]) -> str:
    """What a page without some classes of evidence is called: ``as written``, ``without own works``."""
    others = [each for each in classes if each != "reconstructions"]
    as_written = ["as written"] if len(others) < len(classes) else []
    return ", ".join([*as_written, *(f"without {each}" for each in others)])


def _render(network: Network, values: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """The page through pyvis' template hook: its environment and path are ours."""
    from markupsafe import Markup

    trusted = {
        "first_script": code.FIRST_SCRIPT,
        "style": code.style(),
        "outline": values["outline"],
        "case": values["case"],
        "data": as_json({key: value for key, value in data.items() if value is not None}),
    }
    ours = {**values, **{name: Markup(text) for name, text in trusted.items()}}
    ours["scripts"] = [Markup(script) for script in (*code.scripts(), *values["live"])]
    template = SimpleNamespace(render=partial(_template().render, ours))
    network.templateEnv = SimpleNamespace(get_template=lambda path: template)
    html: str = network.generate_html()
    return html


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(code.HERE), autoescape=True, trim_blocks=True)
    return environment.get_template("template.html")


def as_json(value: object) -> str:
    """JSON that is safe inside a script element: no markup, no line separators, no lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)
