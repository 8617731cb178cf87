"""Evaluate one query over an Oxigraph store on disk, whose files are all held open before that.

Run as ``child`` is. It may write nothing from the beginning; it opens the store to read, has the
engine open every file of it, and only then gives up new descriptors: an engine that wanted a file it
cannot open any more would try for ever. A store whose files are not all held is refused.
"""

import sys
from pathlib import Path

import child  # type: ignore[import-not-found]
import pyoxigraph as ox

ENDINGS = (".sst", ".blob")
GRAPHS_AT_ONCE = 200
QUADS = 3


def kept_in(folder: Path) -> set[str]:
    """The files that the engine may want."""
    return {file.name for file in folder.iterdir() if file.suffix in ENDINGS}


def held(folder: Path) -> set[str]:
    """Those of them that this process has open; none where the system does not tell."""
    here = Path("/proc/self/fd")
    listing = here if here.is_dir() else Path("/dev/fd")
    found = set()
    for each in list(listing.iterdir()):
        try:
            if listing == here:
                file = each.readlink()
            else:
                path = child.fcntl.fcntl(int(each.name), child.fcntl.F_GETPATH, bytes(1024))
                file = Path(path.rstrip(b"\0").decode())
        except (AttributeError, OSError, ValueError):
            continue
        if file.suffix in ENDINGS and file.parent.resolve() == folder:
            found.add(file.name)
    return found


def touch(store: ox.Store, folder: Path) -> bool:
    """Have every file opened; whether all are.

    Keys begin with graphs, or with hashes, which are spread evenly: so where each graph begins, and
    some of its terms, are in nearly every file. What is left is in the long runs of one predicate.
    """
    wanted = kept_in(folder)
    predicates: dict[ox.NamedNode, None] = {}
    for number, graph in enumerate(store.named_graphs()):
        if number % GRAPHS_AT_ONCE == 0 and wanted <= held(folder):
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
        if wanted <= held(folder):
            return True
        counted = store.query(f"SELECT (COUNT(*) AS ?n) {{ {text} }}", use_default_graph_as_union=True)
        next(iter(counted))  # type: ignore[arg-type]
    return wanted <= held(folder)


def opened(folder: Path) -> ox.Store:
    """The store, all its files open. Raises child.Told where that cannot be."""
    try:
        store = ox.Store.read_only(str(folder))
    except (OSError, ValueError) as error:
        raise child.Told("unopened", f"it cannot be opened: {error}".encode()) from None
    if not touch(store, folder):
        count = len(kept_in(folder))
        raise child.Told("unopened", f"its {count} files cannot all be held open at once".encode())
    return store


def once(folder: str, memory: int, seconds: int, size: int) -> None:
    """Open, give up, listen, answer."""
    if child.POSIX:
        child.lower([("RLIMIT_CORE", 0, 0), ("RLIMIT_FSIZE", 0, 0), ("RLIMIT_AS", memory, memory)])
    store = opened(Path(folder).resolve())
    child.give_up(memory, seconds)
    fields = child.heard()
    child.die_with_parent()
    child.tell("loaded")
    child.answer(fields, store, None, size)


def main() -> None:
    """Import, open, give up, listen, answer."""
    folder, *numbers = sys.argv[-4:]
    child.saying(once, folder, *map(int, numbers))
