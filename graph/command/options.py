"""The arguments and options of the commands made by hand; evaluated when one of these is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..parameters import LIBRARY, ONE_CLAIM, TEXT, THING, TIME_LIMIT, WITHOUT
from .parameters import COMPLETED, written


def _option(*names: str, value: str, says: str, **more: Any) -> Any:
    return typer.Option(*names, metavar=value, help=says, **more)


def _argument(value: str, says: str) -> Any:
    return typer.Argument(metavar=value, help=says)


OneClaim = Annotated[str | None, written(ONE_CLAIM)]
Thing = Annotated[str, written(THING)]
Text = Annotated[Path | None, written(TEXT)]
Struck = Annotated[list[str] | None, written(WITHOUT)]
TimeLimit = Annotated[float, written(TIME_LIMIT)]

ExportFormat = Annotated[
    str | None,
    _argument(
        "FORMAT",
        "turtle, trig, nquads, jsonld, graphml, gexf, dot, svg, csv; the works alone: bibtex, biblatex, ris, "
        "csl-json, bibliography.",
    ),
]
ListFormats = Annotated[bool, typer.Option("--list", help="List the formats and what each keeps.")]
Ascii = Annotated[
    bool, typer.Option("--ascii", help="Accents as commands of LaTeX (csl-json: by their numbers).")
]
BibliographyStyle = Annotated[
    str | None,
    _option("--style", value="S", says="With bibliography: chicago, apa, mla … or a .csl file."),
]
Library = Annotated[Path, written(LIBRARY)]
Bibliography = Annotated[
    Path | None,
    _option("--bibliography", value="FILE", says="Your library, from which works take fields (see enrich)."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")]
CaseOf = Annotated[
    str | None,
    _option("--case", value="CLAIM", says="As svg: the case for CLAIM.", autocompletion=COMPLETED["claim"]),
]
Query = Annotated[str | None, _argument("QUERY|FILE|NAME", "SPARQL 1.1; - reads standard input.")]
Output = Annotated[
    Path | None, _option("-o", "--output", value="FILE", says="Write to FILE, not to standard output.")
]
Page = Annotated[
    Path | None,
    _option("-o", "--output", value="FILE", says="Also keep the explorer there up to date."),
]
Files = Annotated[
    list[Path], _argument("FILE", "Text, Markdown, HTML, DOCX, ODT, JATS, TEI or PDF; several are one paper.")
]
NewFolder = Annotated[
    Path, _option("-o", "--output", value="DIR", says="The folder to write: new, empty, or made by import.")
]
Begun = Annotated[Path, _argument("DIR", "The folder to write: new, or empty.")]
DataFile = Annotated[str, _argument("FILE", "claims or sources.")]
FromFormat = Annotated[
    str | None,
    _option("--from", value="FORMAT", says="text, markdown, html, docx, odt, jats, tei or pdf."),
]
Encoding = Annotated[
    str | None, _option("--encoding", value="E", says="The encoding of the text, such as cp1250.")
]
Title = Annotated[str | None, _option("--title", value="T", says="The paper's title.")]
Authors = Annotated[list[str] | None, _option("--author", value="NAME", says="An author; may be repeated.")]
RdfFile = Annotated[Path | None, _option("--rdf", value="FILE", says="Ask the RDF in FILE instead.")]
ListQueries = Annotated[bool, typer.Option("--list", help="List the queries that have a name.")]
Settings = Annotated[
    list[str] | None,
    _option("--set", value="PARAM=VALUE", says="Give a named query a value; may be repeated."),
]
ExitStatus = Annotated[
    bool, typer.Option("-e", "--exit-status", help="Exit with 1 if the answer is no, or no rows.")
]
Timeout = Annotated[float, _option("--timeout", value="S", says="Seconds it may take.")]
Label = Annotated[str | None, _argument("PARAGRAPH", "Such as 2.3/3; none: stamp the whole data set.")]
Sentences = Annotated[str | None, _argument("SENTENCES", "Such as 1 or 3-4; none: the whole paragraph.")]
Everything = Annotated[bool, typer.Option("--all", help="Also write digests that are there already anew.")]
OwnText = Annotated[
    Path | None,
    _option(
        "--text", value="FILE", says="For private use: your copy of the paper, in any format, beside the map."
    ),
]
Around = Annotated[
    str | None,
    _option("--around", value="CLAIM", says="Only what is near CLAIM.", autocompletion=COMPLETED["claim"]),
]
Steps = Annotated[int | None, _option("--depth", value="N", says="With --around: N steps.", min=0)]
Thesis = Annotated[
    str | None,
    _option("--thesis", value="CLAIM", says="Only what bears on CLAIM.", autocompletion=COMPLETED["claim"]),
]
HeldBy = Annotated[
    str | None,
    _option(
        "--holder",
        value="ACTOR",
        says="Only what ACTOR holds, and around it.",
        autocompletion=COMPLETED["actor"],
    ),
]
Host = Annotated[
    str, _option("--host", value="HOST", says="Listen there; others than this machine need a token.")
]
Port = Annotated[int, _option("--port", value="N", says="Listen at port N; 0: a free one.")]
TokenFile = Annotated[
    Path | None, _option("--token-file", value="FILE", says="Who asks has to know the token in FILE.")
]
AllowHost = Annotated[
    list[str] | None,
    _option("--allow-host", value="NAME", says="Another name of the server; may be repeated."),
]
Cors = Annotated[
    list[str] | None,
    _option("--cors", value="ORIGIN", says="Pages of ORIGIN may ask too; may be repeated."),
]
Watch = Annotated[bool, typer.Option("--watch", help="Follow the files: serve a save at once.")]
QueryTimeout = Annotated[float, _option("--timeout", value="S", says="Seconds that an answer may take.")]
Workers = Annotated[int, _option("--workers", value="N", says="SPARQL queries that run at once.")]
RdfServed = Annotated[
    Path | None, _option("--rdf", value="FILE", says="Serve SPARQL alone, over the RDF in FILE.")
]

Tools = Annotated[bool, typer.Option("--mcp", help="Also tools for AI agents, at /mcp.")]
Write = Annotated[bool, typer.Option("--write", help="Also tools that encode a paper: guide, todo, add.")]


def span(sentences: str | None) -> tuple[int, int] | None:
    """First and last of ``3-4``, or of ``3``. Raises typer.BadParameter."""
    if sentences is None:
        return None
    first, _, last = sentences.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal()):
        raise typer.BadParameter(f'sentences "{sentences}": write 3 or 3-4')
    return int(first), int(last or first)
