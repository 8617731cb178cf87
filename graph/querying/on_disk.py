"""Evaluate one query over an Oxigraph store on disk, whose files are all held open before that.

Run as ``child`` is. It may write nothing from the beginning; it opens the store to read, has the
engine open every file of it, and only then gives up new descriptors: an engine that wanted a file it
cannot open any more would try for ever. A store whose files are not all held is refused. The store is
opened as the folder in which this process is: another that takes its place meanwhile is not mixed with it.
"""

import os
import sys
from pathlib import Path

import child  # type: ignore[import-not-found]
import pyoxigraph as ox

HERE = Path()
ENDINGS = (".sst", ".blob")
DAMAGED = ("Corruption", "IO error")
GRAPHS_AT_ONCE = 200
QUADS = 3


def kept() -> set[tuple[int, int]]:
    """The files that the engine may want, as the system numbers them: names change."""
    return {numbered(file.stat()) for file in HERE.iterdir() if file.suffix in ENDINGS}


def held() -> set[tuple[int, int]]:
    """The files that this process has open."""
    found = set()
    for descriptor in list(Path("/dev/fd").iterdir()):
        try:
            found.add(numbered(os.fstat(int(descriptor.name))))
        except OSError:
            continue  # by which the listing was read
    return found


def numbered(status: os.stat_result) -> tuple[int, int]:
    """Which file that is."""
    return status.st_dev, status.st_ino


def touch(store: ox.Store, wanted: set[tuple[int, int]]) -> bool:
    """Have every file ``wanted`` opened; whether all are.

    Keys begin with graphs, or with hashes, which are spread evenly: so where each graph begins, and
    some of its terms, are in nearly every file. What is left is in the long runs of one predicate.
    """
    predicates: dict[ox.NamedNode, None] = {}
    for number, graph in enumerate(store.named_graphs()):
        if number % GRAPHS_AT_ONCE == 0 and wanted <= held():
            return True
        for _, quad in zip(range(QUADS), store.quads_for_pattern(None, None, None, graph), strict=False):
            s, p, o = quad.subject, quad.predicate, quad.object
            predicates[p] = None
            for pattern in (
                (s,),
                (None, None, o),
                (None, p, o),
                (None, p, None, graph),
                (None, None, o, graph),
            ):
                next(store.quads_for_pattern(*(*pattern, None, None, None)[:4]), None)
    for text in ["?s ?p ?o", *(f"?s {predicate} ?o" for predicate in predicates)]:
        if wanted <= held():
            return True
        counted = store.query(f"SELECT (COUNT(*) AS ?n) {{ {text} }}", use_default_graph_as_union=True)
        next(iter(counted))  # type: ignore[arg-type]
    return wanted <= held()


def opened(folder: str) -> ox.Store:
    """The store, all its files open. Raises child.Told where that cannot be."""
    try:
        os.chdir(folder)
        wanted = kept()  # before it is opened: who takes it away meanwhile begins with what opens it
        store = ox.Store.read_only(str(HERE))
        whole = touch(store, wanted)
    except (OSError, RuntimeError, ValueError) as error:
        raise child.Told("unopened", f"it cannot be opened: {error}".encode("utf-8", "replace")) from None
    if not whole:
        raise child.Told("unopened", f"its {len(wanted)} files cannot all be held open at once".encode())
    return store


def once(folder: str, memory: int, seconds: int, size: int) -> None:
    """Open, give up, listen, answer."""
    if child.POSIX:
        child.lower([("RLIMIT_CORE", 0, 0), ("RLIMIT_FSIZE", 0, 0), ("RLIMIT_AS", memory, memory)])
    store = opened(folder)
    child.give_up(memory, seconds)
    fields = child.heard()
    child.die_with_parent()
    child.tell("loaded")
    try:
        child.answer(fields, store, None, size)
    except (OSError, RuntimeError, ValueError) as error:
        if not str(error).startswith(DAMAGED):
            raise
        raise child.Told("unopened", f"it is damaged: {error}".encode("utf-8", "replace")) from None


def main() -> None:
    """Import, open, give up, listen, answer."""
    folder, *numbers = sys.argv[-4:]
    child.saying(once, folder, *map(int, numbers))
