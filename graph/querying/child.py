"""Evaluate one SPARQL query over data from standard input, in a process that can reach nothing.

``engine`` starts it in an interpreter without site-packages (``-I -S``) that can import this module
and pyoxigraph, nothing else of this package: it is ready in about the time of that one import. Then
it gives up, before it reads a byte of anybody's input: new descriptors (so no file and no socket can
be opened), writing to files, core dumps, more memory and more processor time than it is allowed.

Both directions carry frames: a name, the length of the content, a line end, the content. Asked are
``format`` (one or several to try), ``own`` (a file's IRI) and ``data``; ``base``; ``prefixes``,
``declared``, ``prologue``, ``from``, ``dataset`` (what takes the place of FROM), ``tokens``, ``star``,
``variables``, ``results``, ``query``; at last ``go``. Told are ``loaded``, ``kind``, ``body`` (in
pieces), ``done``; or one of ``data-error``, ``syntax``, ``absent``, ``refused``, ``failed``,
``too-much``. Anything else on the output are the last words of a process that crashed.
"""

import os
import sys

try:
    import fcntl
    import resource
except ImportError:  # not a POSIX system: the caller's clock is the only limit
    POSIX = False
else:
    POSIX = True

import pyoxigraph as ox

STACK = 120 << 20  # below the 128 MiB that Linux keeps free under the first thread's stack
JUNK = "\n" + " " * 40 + "\x01"
# Letters of the same number that begin no keyword: see hidden_keyword.
HARMLESS = (("service", "serviqz"), ("from", "frqz"))
GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "n3": ox.RdfFormat.N3,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Told(Exception):
    """Ends the work with one frame."""


class TooMuch(Exception):
    """The result is larger than the caller wants."""


def give_up(memory: int, seconds: int | None) -> None:
    """Lower every limit that this system has; none can be raised again. ``seconds`` are of processor time."""
    if not POSIX:
        return
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    stack = STACK if hard == resource.RLIM_INFINITY else min(STACK, hard)
    limits = [
        ("RLIMIT_STACK", stack, hard),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_AS", memory, memory),
        ("RLIMIT_NOFILE", 0, 0),
    ]
    lower(limits if seconds is None else [*limits, ("RLIMIT_CPU", seconds, seconds + 1)])


def lower(limits: list[tuple[str, int, int]]) -> None:
    """Set each limit, soft and hard, that this system has."""
    for name, soft, top in limits:
        try:
            resource.setrlimit(getattr(resource, name), (soft, top))
        except (AttributeError, ValueError, OSError):
            # Apple's kernel knows no RLIMIT_AS; a limit that is lower already stays.
            continue


def die_with_parent() -> None:
    """From here on the closing of standard input, as when the parent dies, ends this process."""
    if not POSIX:
        return
    try:
        flags = fcntl.fcntl(0, fcntl.F_GETFL)
        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, flags | os.O_ASYNC | os.O_NONBLOCK)  # SIGIO ends by default
        if os.read(0, 1) == b"":
            os._exit(0)
    except (AttributeError, OSError):
        return  # BlockingIOError is the usual case: the parent lives and says nothing more


def tell(name: str, content: bytes = b"") -> None:
    """Write one frame."""
    out = sys.stdout.buffer
    out.write(b"%s %d\n" % (name.encode(), len(content)))
    out.write(content)
    if name != "body":
        out.flush()


def heard() -> dict[str, bytes]:
    """All frames of the request; leave quietly if the parent goes away instead."""
    fields: dict[str, bytes] = {}
    stream = sys.stdin.buffer
    while True:
        head = stream.readline().split()
        if len(head) != 2:
            raise SystemExit(0)
        name, length = head[0].decode(), int(head[1])
        if name == "go":
            return fields
        fields[name] = stream.read(length)


class Body:
    """A file to write the result to, which goes on as frames until there is too much of it."""

    def __init__(self, size: int) -> None:
        self.left = size

    def write(self, piece: bytes) -> int:
        """Pass ``piece`` on. Raises TooMuch."""
        self.left -= len(piece)
        if self.left < 0:
            raise TooMuch
        tell("body", bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def pairs(content: bytes) -> dict[str, str]:
    """Prefixes and their namespaces: a line each, a space between."""
    return dict(line.split(" ", 1) for line in content.decode().split("\n") if line)


def harmless(text: str, known: frozenset[int] = frozenset()) -> str:
    """``text`` with other letters wherever it says SERVICE or FROM, save at the places ``known``."""
    letters = list(text)
    low = text.encode().lower().decode()  # of ASCII alone, so that no letter changes its place
    for word, other in HARMLESS:
        at = low.find(word)
        while at >= 0:
            if at not in known:
                letters[at : at + len(word)] = other
            at = low.find(word, at + 1)
    return "".join(letters)


class Query:
    """The query with all that is needed to parse it."""

    def __init__(self, fields: dict[str, bytes]) -> None:
        self.text = fields["query"].decode()
        self.base = fields["base"].decode() if "base" in fields else None
        self.prefixes = pairs(fields["prefixes"])
        self.declared = pairs(fields["declared"])
        self.prologue = fields["prologue"].decode()
        self.sources = [line.split(" ") for line in fields["from"].decode().split("\n") if line]
        asked = fields.get("dataset", b"").decode()
        self.instead = [line.split(" ") for line in asked.split("\n") if line]
        self.ends = [int(end) for end in fields["tokens"].split()]
        self.results = fields["results"].decode()
        self.star = int(fields["star"])
        self.variables = fields["variables"].decode().split()

    def parsed(self, text: str, store: ox.Store, **options):  # type: ignore[no-untyped-def]
        """What the engine makes of ``text``."""
        return store.query(text, base_iri=self.base, prefixes=self.prefixes, **options)

    def fails(self, text: str) -> bool:
        """Whether ``text`` is no query."""
        try:
            self.parsed(text, ox.Store())
        except SyntaxError:
            return True
        except (RuntimeError, ValueError, OSError):
            return False
        return False

    def first_wrong(self, text: str) -> int:
        """Index of the first token after which nothing could make ``text`` a query.

        The engine's own position is that of its farthest look ahead, up to 14 letters past the
        fault, or the end. But if a beginning can go on, the parser gets as far as the junk after it.
        """
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.gets_through(text[: self.ends[middle]]):
                low = middle + 1
            else:
                high = middle
        return low

    def fault(self, error: SyntaxError) -> str:
        """Where the query goes wrong, and what the engine says of it."""
        wrong = self.first_wrong(self.text)
        reason = str(error)
        if 0 < wrong < len(self.ends):
            try:  # the beginning alone, after which the engine says more
                self.parsed(self.text[: self.ends[wrong - 1]], ox.Store())
            except SyntaxError as earlier:
                reason = str(earlier)
        return f"{wrong}\n{reason}"

    def gets_through(self, beginning: str) -> bool:
        """Whether a query can begin like that."""
        try:
            self.parsed(beginning + JUNK, ox.Store())
        except SyntaxError as error:
            line, column = str(error).removeprefix("error at ").split(": ", 1)[0].split(":")
            last = beginning.count("\n") + 2
            return int(line) == last and int(column) >= len(JUNK) - 1
        return True

    def hidden_keyword(self) -> None:
        """Make sure that no SERVICE or FROM is left, by the only judge who counts: the engine's parser.

        If other letters in their place make the query wrong, some of them were a keyword; in a
        name, a string, an IRI or a comment they make no difference.
        """
        altered = harmless(self.text, frozenset(int(offset) for _, offset, _ in self.sources))
        if altered == self.text:
            return
        self.prefixes |= {harmless(prefix): namespace for prefix, namespace in self.prefixes.items()}
        if self.fails(altered):
            wrong = self.first_wrong(altered)
            if self.first_wrong(self.text) != wrong:
                raise Told("refused", str(wrong).encode())

    def dataset(self, store: ox.Store, own: str | None) -> dict[str, object]:
        """Which graphs the query is about. FROM is answered here: the engine would pass over absent ones."""
        sources = self.instead or self.sources
        if not sources:
            plain = own is not None and any(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            return {} if plain else {"use_default_graph_as_union": True}
        default: list[object] = []
        named: list[object] = []
        for index, (kind, _, iri) in enumerate(sources):
            graph = self.named_node(iri)
            if own is not None and graph.value == own:
                if kind == "from":
                    default.append(ox.DefaultGraph())
                    continue
                for quad in list(store.quads_for_pattern(None, None, None, ox.DefaultGraph())):
                    store.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
            elif not store.contains_named_graph(graph):
                raise Told("absent", f"{index} {graph.value}".encode())
            (default if kind == "from" else named).append(graph)
        return {"default_graph": default, "named_graphs": named}

    def starless(self) -> str:
        """The query with ``SELECT *`` spelt out, as the engine's order of columns is the alphabet's."""
        if self.star < 0:
            return self.text
        scope = {variable.value for variable in self.parsed(self.text, ox.Store()).variables}
        names = " ".join(f"?{name}" for name in self.variables if name in scope)
        return f"{self.text[: self.star]}{names or '*'}{self.text[self.star + 1 :]}"

    def named_node(self, iri: str) -> ox.NamedNode:
        """The graph that ``iri``, as the query writes it, is the name of."""
        for solution in self.parsed(f"{self.prologue}\nSELECT ({iri} AS ?graph) {{}}", ox.Store()):
            graph: ox.NamedNode = solution["graph"]
            return graph
        raise Told("syntax", b"0\n")


def loaded(fields: dict[str, bytes]) -> ox.Store:
    """The data, in memory: in the first of the formats that they parse in."""
    if "data" not in fields:
        return ox.Store()
    own = fields["own"].decode() if "own" in fields else None
    content = fields.pop("data")
    wrong = ""
    for format_ in fields["format"].decode().split():
        store = ox.Store()
        try:
            store.bulk_load(content, format=GRAPHS[format_], base_iri=own)
        except SyntaxError as error:
            wrong = f"{format_}\n{error.lineno or 0}:{error.offset or 0}\n{error.msg}"
        except (ValueError, OSError) as error:
            wrong = f"{format_}\n0:0\n{error}"
        else:
            return store
    raise Told("data-error", wrong.encode())


def write(result, query: Query, body: Body) -> None:  # type: ignore[no-untyped-def]
    """Write the result in the format asked for; graphs are sorted sets, so that equal ones look equal."""
    if isinstance(result, (ox.QueryBoolean, ox.QuerySolutions)):
        tell("kind", b"boolean" if isinstance(result, ox.QueryBoolean) else b"solutions")
        result.serialize(body, format=TABLES[query.results])  # type: ignore[arg-type]
        return
    tell("kind", b"triples")
    keyed = {}
    for triple in result:
        subject, predicate, value = triple
        keyed[str(subject), predicate.value != RDF_TYPE, predicate.value, str(value)] = triple
    names = [key[0] + key[2] + key[3] for key in keyed]
    used = {
        prefix: namespace
        for prefix, namespace in (query.prefixes | query.declared).items()
        if any(namespace in name for name in names)
    }
    triples = [keyed[key] for key in sorted(keyed)]
    ox.serialize(triples, body, format=GRAPHS[query.results], prefixes=used)  # type: ignore[arg-type]


def answer(fields: dict[str, bytes], store: ox.Store, own: str | None, size: int) -> None:
    """Answer one request over the data in ``store``."""
    query = Query(fields)
    query.hidden_keyword()
    try:
        options = query.dataset(store, own)
        write(query.parsed(query.starless(), store, **options), query, Body(size))
    except SyntaxError as error:
        raise Told("syntax", query.fault(error).encode()) from None
    except TooMuch:
        raise Told("too-much", b"size") from None
    tell("done")


def own_iri(fields: dict[str, bytes]) -> str | None:
    """The IRI of the file that the data are from."""
    return fields["own"].decode() if "own" in fields else None


def once(size: int) -> None:
    """Listen, load, answer."""
    fields = heard()
    die_with_parent()
    store = loaded(fields)
    tell("loaded")
    answer(fields, store, own_iri(fields), size)


def saying(work, *arguments) -> bool:  # type: ignore[no-untyped-def]
    """Do ``work``, and say in a frame what goes wrong in it; whether nothing did."""
    try:
        work(*arguments)
    except Told as told:
        tell(*told.args)
    except MemoryError:
        tell("too-much", b"memory")
    except (RuntimeError, ValueError, OSError) as error:
        tell("failed", str(error).encode("utf-8", "replace"))
    else:
        return True
    return False


def main() -> None:
    """Import, give up, listen, answer."""
    memory, seconds, size = map(int, sys.argv[-3:])
    give_up(memory, seconds)
    saying(once, size)
