"""A store's papers as RDF on disk: an Oxigraph store, a named graph a paper, and one that ties works.

What is new is made aside and takes the place of what was there when it is whole: anew by the bulk
loader, later from a copy (the engine's, whose large files are links) in which the graphs of papers
that changed are replaced. So whoever reads sees one state, and whoever ends the program leaves one.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import TypedDict

from ..errors import ExtraMissing, FileError
from ..files import write_whole
from ..rdf import nquads, root_of
from ..rdf.lexical import literal
from ..rdf.minting import SAME_WORK
from ..rdf.namespaces import encode
from .catalogue import Catalogue, reading, writing
from .finding import plain_dataset

if TYPE_CHECKING:
    from ..model.entities import Dataset

FOLDER = "rdf"
STATE = "claimgraph.json"
"""A file in the folder that says of which state of the store it is: one is never without the other."""
_BEFORE = ".rdf.before"
"""What was in place, until what is new has taken it."""
_PART = ".rdf.part"
WORKS = "urn:x-claimgraph:corpus:works"
"""The graph that says of each paper's work which work of all papers it is, and what key that one has."""
_WORK = "urn:x-claimgraph:corpus:work:"
_ID = "<http://purl.org/dc/terms/identifier>"
_VERSION = "<http://www.w3.org/2002/07/owl#versionInfo>"
_LEFT_OUT = ("passage", "selector", "order", "citation")
"""Kinds of resources that a lean store does without."""
_TOLD = 50
"""Papers between two words of progress."""


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
    way, or is damaged, is written anew. Raises FileError, ExtraMissing.
    """
    ox = _engine()
    reading(store).connection.close()  # says what is wrong before anything is made
    with writing(store) as catalogue:
        found: RdfState = {"generation": catalogue.generation, "lean": lean}
        try:
            _tidy(store)
            there = state(store)
            made = store / _PART
            known = _copied(ox, store / FOLDER, made) if there and there["lean"] == lean else {}
            written, unchanged, removed = _fill(ox.Store(str(made)), ox, catalogue, known, lean, progress)
            write_whole(made / STATE, json.dumps(found) + "\n")
            _put_in_place(store)
            size = sum(file.stat().st_size for file in (store / FOLDER).iterdir())
        except (OSError, RuntimeError) as error:
            hint = "what was there before is whole" if folder_of(store) else "nothing was put in place"
            raise FileError(f"the RDF of {store} cannot be written: {error}", hint) from error
        finally:
            _discard(store / _PART)
        return {
            "generation": catalogue.generation,
            "folder": str(store / FOLDER),
            "lean": lean,
            "written": written,
            "unchanged": unchanged,
            "removed": removed,
            "bytes": size,
        }


def folder_of(store: Path) -> Path | None:
    """Where the RDF of ``store`` is, if there is any: at the moment of a change what was there before."""
    places = (store / FOLDER, store / _BEFORE, store / FOLDER)
    return next((place for place in places if (place / STATE).is_file()), None)


def state(store: Path) -> RdfState | None:
    """Of which state of ``store`` the RDF in it is; nothing where there is none."""
    place = folder_of(store)
    try:
        told = json.loads((place / STATE).read_text("utf-8")) if place else {}
        return {"generation": int(told["generation"]), "lean": bool(told["lean"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _engine() -> Any:
    try:
        import pyoxigraph
    except ImportError:
        raise ExtraMissing("RDF on disk needs the package pyoxigraph", "pip install pyoxigraph") from None
    return pyoxigraph


def _tidy(store: Path) -> None:
    """Mend what a program left that was ended: who writes is alone."""
    if not (store / FOLDER).exists() and (store / _BEFORE).exists():
        (store / _BEFORE).rename(store / FOLDER)
    for left in (_BEFORE, _PART):
        _discard(store / left)


def _put_in_place(store: Path) -> None:
    """What was made aside takes the place of what is there; readers find one or the other."""
    if (store / FOLDER).exists():
        (store / FOLDER).rename(store / _BEFORE)
    (store / _PART).rename(store / FOLDER)
    _discard(store / _BEFORE)


def _discard(folder: Path) -> None:
    """Remove ``folder``, that by which it is opened first: no reader opens a part of it."""
    for name in (STATE, "CURRENT"):
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _copied(ox: Any, folder: Path, made: Path) -> dict[str, _Paper]:
    """The papers that ``folder`` has graphs of, when it is copied; none and no copy where it is damaged."""
    try:
        engine = ox.Store.read_only(str(folder))
        known = dict(_known(engine))
        engine.backup(str(made))
    except (OSError, RuntimeError, ValueError):
        _discard(made)
        return {}
    return known


def _fill(
    engine: Any,
    ox: Any,
    catalogue: Catalogue,
    known: Mapping[str, _Paper],
    lean: bool,
    progress: Callable[[str], None] | None,
) -> tuple[int, int, int]:
    """Let ``engine``, which has the papers ``known``, say what the catalogue says.

    How many papers were written, left as they were, and removed.
    """
    rows = dict(catalogue.rows("SELECT id, digest FROM paper ORDER BY id"))
    papers = {name: old for name, old in known.items() if rows.get(name) == old.digest}
    unchanged = len(papers)
    for name in known.keys() - papers.keys():
        engine.remove_graph(ox.NamedNode(known[name].graph))

    def said() -> Iterator[bytes]:
        for number, name in enumerate([name for name in rows if name not in papers], 1):
            dataset = plain_dataset(catalogue, name)
            papers[name] = _Paper(f"{root_of(dataset)}graph", rows[name])
            yield _quads(dataset, lean).encode()
            if progress and number % _TOLD == 0:
                progress(f"{number:,} papers as RDF")

    engine.bulk_load(_Stream(said()), format=ox.RdfFormat.N_QUADS)
    _tie(ox, engine, set(_ties(catalogue, papers)))
    engine.flush()
    return len(papers) - unchanged, unchanged, len(known.keys() - rows.keys())


class _Stream:
    """``pieces`` as a file that the bulk loader reads: in one go it sorts each quad but once."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = io.BytesIO()

    def read(self, size: int = -1) -> bytes:
        while not (found := self._piece.read(size)):
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._piece = io.BytesIO(piece)
        return found


def _quads(dataset: Dataset, lean: bool) -> str:
    """What is said of a paper, in its graph."""
    said = nquads(dataset, canonical=False)
    if not lean:
        return said
    heads = tuple(f"<{root_of(dataset)}{kind}/" for kind in _LEFT_OUT)
    return "\n".join(line for line in said.split("\n") if not _names(line, heads))


def _names(line: str, heads: tuple[str, ...]) -> bool:
    """Whether the subject or the object of a quad begins as one of ``heads``."""
    return line.startswith(heads) or line.split(" ", 2)[-1].startswith(heads)


def _ties(catalogue: Catalogue, papers: Mapping[str, _Paper]) -> Iterator[str]:
    """What the graph of works says, as triples without their end."""
    for name, paper in papers.items():
        yield f"<{paper.graph}> {_ID} {literal(name)}"
        yield f"<{paper.graph}> {_VERSION} {literal(paper.digest)}"
    for citing, id_, class_ in catalogue.rows("SELECT citing, id, class FROM cited ORDER BY citing, place"):
        root = papers[citing].graph.removesuffix("graph")
        yield f"<{root}work/{encode(id_)}> {SAME_WORK} <{_WORK}{encode(class_)}>"
        yield f"<{_WORK}{encode(class_)}> {_ID} {literal(class_)}"


def _known(engine: Any) -> Iterator[tuple[str, _Paper]]:
    """The papers that have a graph, and of which files it is."""
    rows = engine.query(
        f"SELECT ?id ?g ?v {{ GRAPH <{WORKS}> {{ ?g {_ID} ?id ; {_VERSION} ?v }} }}",
    )
    for row in rows:
        yield row["id"].value, _Paper(row["g"].value, row["v"].value)


def _tie(ox: Any, engine: Any, wanted: set[str]) -> None:
    """Let the graph of works say what is ``wanted``."""
    there = {
        f"{quad.subject} {quad.predicate} {quad.object}"
        for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(WORKS))
    }
    if gone := there - wanted:
        engine.update(f"DELETE DATA {{ GRAPH <{WORKS}> {{\n{_joined(gone, ' .')} }} }}")
    said = _joined(wanted - there, f" <{WORKS}> .")
    engine.bulk_load(said.encode(), format=ox.RdfFormat.N_QUADS)


def _joined(triples: Iterable[str], end: str) -> str:
    return "".join(f"{triple}{end}\n" for triple in sorted(triples))
