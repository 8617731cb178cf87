"""``guide``: the pages that come with the program, to read where there is no other copy of them."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import TypedDict

from ..naming.closed import one_of

FOLDER = Path(__file__).resolve().parent.parent / "_docs"
SAYS = {
    "your-paper": "encode your own paper in an afternoon, and when not to use claimgraph",
    "import": "from your file to every note, with its works",
    "bibliographies": "the works, to and from Zotero, EndNote, LaTeX …",
    "data": "the two files and every form in them",
    "editing": "`add`, `rename`, `remove`, `fmt`: changes that leave nothing broken",
    "encoding": "from a paper to claims: decision rules",
    "semantics": "what *supported*, *documented*, *withdrawn* and the rest mean, exactly",
    "questions": "every question, its parameters, the shape of its answer",
    "explorer": "the page: what one sees and does, its addresses, how it is made",
    "copies": "your copy of the paper: markers, line numbers, pages, lists of notes",
    "corpus": "many papers in one store: what falls in all of them with one work",
    "spark": "the same analyses beyond one machine",
    "sparql": "SPARQL: what comes with it, what is refused",
    "serving": "the server: addresses, who may ask, limits, behind a proxy",
    "agents": "the questions as tools for AI agents; how a sentence is checked",
    "vocabulary": "the triples: standard terms and our few own",
    "agreement": "two independent encodings of the paper compared",
    "testing": "how the program is tested, with numbers",
}
"""Each page with what it is about, first what a newcomer needs first."""
PAGES: tuple[str, ...] = tuple(SAYS)


class PageRow(TypedDict):
    """A page and what it is about."""

    name: str
    says: str


class Guide(TypedDict):
    """The answer of ``guide``: the pages there are, or the one asked for, with its ``text`` in Markdown."""

    schema: str
    pages: list[PageRow]
    text: str | None


def guide(name: str | None = None) -> Guide:
    """The pages that come with the program, or the text of the one called ``name``. Raises UnknownName."""
    wanted = None if name is None else one_of(name.removesuffix(".md"), PAGES, "page")
    text = None if wanted is None else (FOLDER / f"{wanted}.md").read_text("utf-8")
    rows: list[PageRow] = [{"name": each, "says": SAYS[each]} for each in PAGES if wanted in (None, each)]
    return {"schema": "claimgraph/guide/1", "pages": rows, "text": text}
