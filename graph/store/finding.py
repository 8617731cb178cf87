"""Which paper of a store a name is of: ``paper:claim``, ``paper:note:27``, or a word that only one has."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..errors import AmbiguousName, FileError, UnknownName, UsageError
from ..evidence_graph.bones import below
from ..evidence_graph.classes import without_classes
from ..evidence_graph.graph import EvidenceGraph, assembled, evidence
from ..hints import near
from ..model.entities import Dataset
from ..model.terms import EvidenceClass
from ..naming.candidates import KINDS
from .carrying import carrying, carrying_bones
from .catalogue import Catalogue
from .models import opened, unpack_bones, unpacked
from .searching import papers_with

_SHOWN = 5


class Found(NamedTuple):
    """The paper that names are of, and the names as its data set, ids carrying the paper, knows them."""

    paper: str
    names: list[str]


def find(catalogue: Catalogue, names: Iterable[str], paper: str | None = None) -> Found:
    """The one paper that ``names`` are of, or ``paper``, and what they are called there.

    Raises UnknownName, AmbiguousName (a word that several papers have), UsageError where they are
    of several papers, or nothing says of which.
    """
    names = list(names)
    split = [_split(catalogue, name) for name in names]
    if paper is not None:
        _known(catalogue, paper)
    papers = dict.fromkeys(each for each, _ in split if each)
    papers |= {paper: None} if paper else {}
    if not papers:
        papers = dict.fromkeys(_bare(catalogue, name) for name in names)
    if len(papers) > 1:
        several = ", ".join(papers)
        raise UsageError(f"these are of several papers: {several}", "this is asked of one paper at a time")
    if not papers:
        raise UsageError("no paper is named", "add --paper ID, or name a thing as paper:claim")
    chosen = next(iter(papers))
    return Found(chosen, [_spelled(chosen, rest) for _, rest in split])


def paper_in(catalogue: Catalogue, name: str) -> str | None:
    """The paper of the store that ``name``, ``paper:thing``, begins with."""
    return _split(catalogue, name)[0]


def dataset_in(catalogue: Catalogue, paper: str, without: tuple[EvidenceClass, ...] = ()) -> Dataset:
    """The data set of ``paper``, its ids carrying it, ``without`` some classes of evidence.

    What its entities say is read when it is looked at. Raises UnknownName, FileError.
    """
    whole = carrying(plain_dataset(catalogue, paper))
    return without_classes(whole, without) if without else whole


def evidence_in(
    catalogue: Catalogue,
    paper: str,
    without: tuple[EvidenceClass, ...] = (),
    *,
    under: str | None = None,
    dataset: Dataset | None = None,
) -> EvidenceGraph:
    """The evidence graph of ``paper``, its ids carrying it, ``without`` some classes of evidence.

    From its stored bones. It may leave out what does not lie ``under`` a claim. ``dataset``: what
    ``dataset_in`` gives for the same, if that was asked before. Raises UnknownName, FileError.
    """
    dataset = dataset or dataset_in(catalogue, paper, without)
    if without or not catalogue.ours:
        return evidence(dataset, without=without)
    row = catalogue.one("SELECT bones FROM paper WHERE id = ?", (paper,))
    assert row is not None
    with _damage(catalogue, paper):
        found = carrying_bones(unpack_bones(row[0]), paper)
        return assembled(below(found, under) if under in dataset.claims else found, dataset)


def plain_dataset(catalogue: Catalogue, paper: str) -> Dataset:
    """The data set of ``paper`` as its files say it. Raises UnknownName, FileError.

    A store that others can write is not believed: what it says is written out and loaded anew.
    """
    row = catalogue.one("SELECT model FROM paper WHERE id = ?", (paper,))
    if row is None:
        raise _unknown(catalogue, paper)
    with _damage(catalogue, paper):
        return opened(row[0]) if catalogue.ours else _looked_at(unpacked(row[0]))


@contextlib.contextmanager
def _damage(catalogue: Catalogue, paper: str) -> Iterator[None]:
    """What cannot be read of ``paper`` is said as damage to the store."""
    try:
        yield
    except (ValueError, TypeError, LookupError) as error:
        raise FileError(
            f"the store {catalogue.folder} is damaged: what it holds of {paper} is no data set",
            "build it anew: claimgraph corpus add … --rebuild",
        ) from error


def _looked_at(dataset: Dataset) -> Dataset:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from ..editing.write import write
    from ..loading import load

    with TemporaryDirectory(prefix="claimgraph-") as folder:
        for name, text in write(dataset).items():
            (Path(folder) / name).write_text(text, "utf-8")
        return load(folder)


def _split(catalogue: Catalogue, name: str) -> tuple[str | None, str]:
    head, colon, rest = name.strip().partition(":")
    if colon and rest and catalogue.one("SELECT 1 FROM paper WHERE id = ?", (head,)):
        return head, rest
    return None, name.strip()


def _spelled(paper: str, name: str) -> str:
    """``name``, of ``paper``, as its data set knows it: a note by its number, a kind before the paper."""
    kind, colon, rest = name.partition(":")
    if colon and kind.lower() == "note":
        return name
    if colon and kind.lower() in KINDS:
        return f"{kind}:{paper}:{rest}"
    return name if name.strip("[]").isdigit() else f"{paper}:{name}"


_NAMED = " UNION ".join(
    f"SELECT paper.id, {table}.id FROM {table} JOIN paper ON paper.n = {table}.paper"
    f" WHERE {table}.id >= ?1 AND {table}.id < ?2"
    for table in ("claim", "work", "topic")
)


def _bare(catalogue: Catalogue, name: str) -> str:
    """The one paper that has a claim, a work or a topic called ``name``, or beginning so, or by words."""
    if name.lower().removeprefix("note:").strip("[]").isdigit():
        raise AmbiguousName(f'"{name}" may be a note of any paper', (), "say which: paper:note:27")
    found: list[tuple[str, str]] = []
    called = name.partition("/")[0]  # an argument is named after its claim
    for end in (called + "\0", called + chr(0x10FFFF)):  # called so, else beginning so
        found = found or sorted(catalogue.rows(_NAMED, (called, end)))
    found = found or papers_with(catalogue, name)
    if len(dict(found)) == 1:
        return str(found[0][0])
    if found:
        shown = [f"{paper}:{id_}" for paper, id_ in found[:_SHOWN]]
        raise AmbiguousName(f'"{name}" is in {len(dict(found))} papers', shown, "say which: paper:id")
    raise UnknownName(f'nothing in the store is called "{name}"', hint="claimgraph search finds words")


def _known(catalogue: Catalogue, paper: str) -> None:
    if not catalogue.one("SELECT 1 FROM paper WHERE id = ?", (paper,)):
        raise _unknown(catalogue, paper)


def _unknown(catalogue: Catalogue, paper: str) -> UnknownName:
    known = [each for (each,) in catalogue.rows("SELECT id FROM paper")]
    return UnknownName(f'no paper in the store is called "{paper}"', near(paper, known, _SHOWN))
