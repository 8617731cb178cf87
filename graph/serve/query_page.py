"""The page on which a query is written and its answer read: one file, a script of its own, no library.

Its policy lets it run exactly that script and style, and ask its own server; nothing else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..rdf.namespaces import prefixes
from ..views.page.build import as_json
from ..views.page.code import hashes
from .resources import SHOWN

if TYPE_CHECKING:
    from ..model.entities import Dataset

_HERE = Path(__file__).parent / "page"
_FIRST = 'SELECT ?claim ?text {\n  ?claim cg:kind "thesis" ; aif:claimText ?text\n}\nLIMIT 20\n'
_FIRST_OF_ANY = "SELECT ?s ?p ?o {\n  ?s ?p ?o\n}\nLIMIT 20\n"


@cache
def _file(name: str) -> str:
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return "\n".join(line.strip() for line in lines if not line.strip().startswith("// "))


@cache
def policy() -> str:
    """The Content-Security-Policy of the page."""
    return (
        f"default-src 'none'; connect-src 'self'; script-src {hashes([_file('query.js')])}; "
        f"style-src {hashes([_file('query.css')])}; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def page(dataset: Dataset | None, root: str | None) -> bytes:
    """The page over ``dataset``, whose resources begin with ``root``; or over a file of any RDF."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    known = prefixes(dataset)
    named = _named() if dataset is not None else []
    data = {
        "prefixes": sorted(known.items(), key=lambda each: -len(each[1])),
        "root": root,
        "shown": SHOWN,
        "named": named,
        "first": _FIRST if dataset is not None else _FIRST_OF_ANY,
    }
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True)
    html = environment.get_template("query.html").render(
        title=(dataset.paper.title or dataset.paper.id) if dataset is not None else "a file",
        explorer=dataset is not None,
        named=named,
        prefixes="\n".join(f"PREFIX {prefix}: <{name}>" for prefix, name in known.items()),
        style=Markup(_file("query.css")),
        script=Markup(_file("query.js")),
        data=Markup(as_json(data)),
    )
    return html.encode()


def _named() -> list[dict[str, Any]]:
    """The queries with a name, each with what may be given to it."""
    from ..querying.named import named_queries

    return [
        {
            "name": query.name,
            "question": query.question,
            "text": query.text,
            "parameters": [parameter._asdict() for parameter in query.parameters],
        }
        for query in named_queries().values()
    ]
