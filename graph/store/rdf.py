"""A store's papers as RDF on disk: an Oxigraph store, a named graph a paper, and one that ties works.

It is built aside and put in place whole; later each paper that has changed is replaced in one
transaction, so that whoever ends the program leaves every graph whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import TypedDict

from ..errors import ExtraMissing, FileError
from ..files import write_whole
from ..rdf import nquads, root_of
from ..rdf.minting import SAME_WORK
from ..rdf.namespaces import encode
from .catalogue import Catalogue, reading, writing
from .finding import plain_dataset

if TYPE_CHECKING:
    from ..model.entities import Dataset

FOLDER = "rdf"
STATE = "rdf.json"
WORKS = "urn:x-claimgraph:corpus:works"
"""The graph that says of each paper's work which work of all papers it is."""
_WORK = "urn:x-claimgraph:corpus:work:"
_ID = "<http://purl.org/dc/terms/identifier>"
_VERSION = "<http://www.w3.org/2002/07/owl#versionInfo>"
_LEFT_OUT = ("passage", "selector", "order", "citation")
"""Kinds of resources that a lean store does without."""
_AT_ONCE = 100
"""Papers that the bulk loader takes at a time."""


class WroteRdf(TypedDict):
    """What was written: papers anew, those whose graph was what it is, those that went."""

    generation: int
    folder: str
    lean: bool
    written: int
    unchanged: int
    removed: int
    bytes: int


class RdfState(TypedDict):
    """Of which state of the store its RDF is."""

    generation: int
    lean: bool


class _Paper(NamedTuple):
    graph: str
    digest: str


def write_rdf(store: Path, *, lean: bool = False, progress: Callable[[str], None] | None = None) -> WroteRdf:
    """Write the RDF of all papers in ``store``, or bring up to date what is there.

    ``lean``: without passages, selectors, orders and nodes of citations; what was written the other
    way is built anew. Raises FileError, ExtraMissing.
    """
    ox = _engine()
    reading(store).connection.close()  # says what is wrong before anything is made
    with writing(store) as catalogue:
        there = state(store)
        try:
            if there is not None and there["lean"] == lean:
                counts = _update(ox, catalogue, lean, progress)
            else:
                counts = _build(ox, catalogue, lean, progress)
            found: RdfState = {"generation": catalogue.generation, "lean": lean}
            write_whole(store / STATE, json.dumps(found) + "\n")
        except OSError as error:
            hint = "what was there before is whole" if there else "nothing was put in place"
            raise FileError(f"the RDF of {store} cannot be written: {error}", hint) from error
        size = sum(file.stat().st_size for file in (store / FOLDER).iterdir())
        written, unchanged, removed = counts
        return {
            "generation": catalogue.generation,
            "folder": str(store / FOLDER),
            "lean": lean,
            "written": written,
            "unchanged": unchanged,
            "removed": removed,
            "bytes": size,
        }


def state(store: Path) -> RdfState | None:
    """Of which state of ``store`` the RDF in it is; nothing where there is none."""
    try:
        told = json.loads((store / STATE).read_text("utf-8"))
        if (store / FOLDER).is_dir():
            return {"generation": int(told["generation"]), "lean": bool(told["lean"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def _engine() -> Any:
    try:
        import pyoxigraph
    except ImportError:
        raise ExtraMissing("RDF on disk needs the package pyoxigraph", "pip install pyoxigraph") from None
    return pyoxigraph


def _build(
    ox: Any, catalogue: Catalogue, lean: bool, progress: Callable[[str], None] | None
) -> tuple[int, int, int]:
    made = catalogue.folder / f".{FOLDER}.part"
    shutil.rmtree(made, ignore_errors=True)
    (catalogue.folder / STATE).unlink(missing_ok=True)
    shutil.rmtree(catalogue.folder / FOLDER, ignore_errors=True)
    engine = ox.Store(str(made))
    papers: dict[str, _Paper] = {}
    rows = iter(list(catalogue.rows("SELECT id, digest FROM paper ORDER BY id")))
    while some := list(islice(rows, _AT_ONCE)):
        said = []
        for name, digest in some:
            dataset = plain_dataset(catalogue, name)
            papers[name] = _Paper(f"{root_of(dataset)}graph", digest)
            said.append(_quads(dataset, lean))
        engine.bulk_load("".join(said).encode(), format=ox.RdfFormat.N_QUADS)
        if progress:
            progress(f"{len(papers):,} papers as RDF")
    ties = "".join(f"{triple} <{WORKS}> .\n" for triple in _ties(catalogue, papers))
    engine.bulk_load(ties.encode(), format=ox.RdfFormat.N_QUADS)
    engine.flush()
    del engine
    made.rename(catalogue.folder / FOLDER)
    return len(papers), 0, 0


def _update(
    ox: Any, catalogue: Catalogue, lean: bool, progress: Callable[[str], None] | None
) -> tuple[int, int, int]:
    engine = ox.Store(str(catalogue.folder / FOLDER))
    known = dict(_known(ox, engine))
    papers: dict[str, _Paper] = {}
    written = 0
    for name, digest in list(catalogue.rows("SELECT id, digest FROM paper ORDER BY id")):
        old = known.get(name)
        if old is not None and old.digest == digest:
            papers[name] = old
            continue
        dataset = plain_dataset(catalogue, name)
        papers[name] = _Paper(f"{root_of(dataset)}graph", digest)
        _replace(engine, name, old, papers[name], _quads(dataset, lean))
        written += 1
        if progress:
            progress(f"{written:,} papers as RDF")
    gone = [name for name in known if name not in papers]
    for name in gone:
        _replace(engine, name, known[name], None, "")
    _tie(ox, engine, set(_ties(catalogue, papers)))
    engine.flush()
    del engine
    return written, len(papers) - written, len(gone)


def _quads(dataset: Dataset, lean: bool) -> str:
    """What is said of a paper, in its graph."""
    said = nquads(dataset, canonical=False)
    if not lean:
        return said
    heads = tuple(f"<{root_of(dataset)}{kind}/" for kind in _LEFT_OUT)
    return "".join(line for line in said.splitlines(keepends=True) if not _names(line, heads))


def _names(line: str, heads: tuple[str, ...]) -> bool:
    """Whether the subject or the object of a quad begins as one of ``heads``."""
    _, _, object_ = line.split(" ", 2)
    return line.startswith(heads) or object_.startswith(heads)


def _replace(engine: Any, name: str, old: _Paper | None, new: _Paper | None, said: str) -> None:
    """Put what is ``said`` in the place of the paper's graph, in one transaction."""
    steps = []
    if old is not None:
        steps.append(f"DROP SILENT GRAPH <{old.graph}>")
        steps.append(f"DELETE WHERE {{ GRAPH <{WORKS}> {{ <{old.graph}> ?p ?o }} }}")
    if new is not None:
        end = f" <{new.graph}> .\n"
        triples = said.replace(end, " .\n")
        about = " .\n".join(_about(name, new))
        steps.append(f"INSERT DATA {{ GRAPH <{new.graph}> {{\n{triples}}} GRAPH <{WORKS}> {{\n{about} }} }}")
    engine.update(" ;\n".join(steps))


def _about(name: str, paper: _Paper) -> Iterator[str]:
    from ..rdf.lexical import literal

    yield f"<{paper.graph}> {_ID} {literal(name)}"
    yield f"<{paper.graph}> {_VERSION} {literal(paper.digest)}"


def _ties(catalogue: Catalogue, papers: dict[str, _Paper]) -> Iterator[str]:
    """What the graph of works says, as triples without their end."""
    for name, paper in papers.items():
        yield from _about(name, paper)
    for citing, id_, class_ in catalogue.rows("SELECT citing, id, class FROM cited ORDER BY citing, place"):
        root = papers[citing].graph.removesuffix("graph")
        yield f"<{root}work/{encode(id_)}> {SAME_WORK} <{_WORK}{encode(class_)}>"


def _known(ox: Any, engine: Any) -> Iterator[tuple[str, _Paper]]:
    """The papers that have a graph, and of which files it is."""
    rows = engine.query(
        f"SELECT ?id ?g ?v {{ GRAPH <{WORKS}> {{ ?g {_ID} ?id ; {_VERSION} ?v }} }}",
    )
    for row in rows:
        yield row["id"].value, _Paper(row["g"].value, row["v"].value)


def _tie(ox: Any, engine: Any, wanted: set[str]) -> None:
    """Let the graph of works say what is ``wanted``, in one transaction."""
    graph = ox.NamedNode(WORKS)
    there = {
        f"{quad.subject} {quad.predicate} {quad.object}"
        for quad in engine.quads_for_pattern(None, None, None, graph)
    }
    steps = []
    for verb, triples in (("DELETE", there - wanted), ("INSERT", wanted - there)):
        if triples:
            steps.append(f"{verb} DATA {{ GRAPH <{WORKS}> {{\n{_joined(sorted(triples))} }} }}")
    if steps:
        engine.update(" ;\n".join(steps))


def _joined(triples: Iterable[str]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)
