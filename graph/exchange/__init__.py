"""The export formats: one module a format, each with ``write(dataset) -> str`` (or ``bytes``),
and ``write_file`` where what people open differs from what a pipe takes. What else a format can be
told (``ascii_``, ``style``) is a parameter of its ``write``.

A new format is a module in this folder and a line in ``FORMATS``. A module is imported only when
its format is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..hints import nearest

if TYPE_CHECKING:
    from ..model.entities import Dataset


class Format(NamedTuple):
    """How a format is written and known: module in this folder, file extension, media type."""

    module: str
    extension: str
    media_type: str
    summary: str
    keeps: str
    """What of the data set is in it, and what is not."""
    takes: tuple[str, ...] = ()
    """What its ``write`` can be told."""


_RDF = "everything but comments and the places in the files"
_WORKS = (
    "every work: type, title, makers, container, volume, issue, pages, publisher, place, date, language, "
    "DOI, ISBN, URL"
)
_NETWORK = "works, notes, claims, arguments, actors and topics, and how they hang together"
_ARGUMENT = "claims, arguments and attacks"
FORMATS: dict[str, Format] = {
    "turtle": Format("turtle", ".ttl", "text/turtle", "RDF in Turtle, for reading", _RDF),
    "trig": Format(
        "trig", ".trig", "application/trig", "RDF in TriG: Turtle with the paper's named graph", _RDF
    ),
    "nquads": Format(
        "nquads", ".nq", "application/n-quads", "RDF in canonical N-Quads, one quad a line", _RDF
    ),
    "jsonld": Format("jsonld", ".jsonld", "application/ld+json", "RDF in JSON-LD", _RDF),
    "graphml": Format(
        "graphml", ".graphml", "application/graphml+xml", "the network, for Gephi, yEd …", _NETWORK
    ),
    "gexf": Format(
        "gexf", ".gexf", "application/gexf+xml", "the same network, in Gephi's own format", _NETWORK
    ),
    "dot": Format("dot", ".dot", "text/vnd.graphviz", "the argument as a picture, for Graphviz", _ARGUMENT),
    "svg": Format(
        "drawing",
        ".svg",
        "image/svg+xml",
        "the argument as a picture, laid out as in the explorer",
        _ARGUMENT,
        ("case",),
    ),
    "csv": Format(
        "claim_table",
        ".csv",
        "text/csv",
        "a row a claim, for spreadsheets, R and pandas",
        "claims with statuses, citations, arguments and works by their ids",
    ),
    "bibtex": Format(
        "bibliographies.bibtex",
        ".bib",
        "application/x-bibtex",
        "the works for BibTeX, Zotero, JabRef …",
        f"{_WORKS}; dates beyond year, month and day in a field `date` or `edtf`",
        ("ascii_",),
    ),
    "biblatex": Format(
        "bibliographies.biblatex",
        ".bib",
        "application/x-bibtex",
        "the works for BibLaTeX and biber",
        f"{_WORKS}; dates that BibLaTeX cannot read in a field `edtf`",
        ("ascii_",),
    ),
    "ris": Format(
        "bibliographies.ris",
        ".ris",
        "application/x-research-info-systems",
        "the works for EndNote, Mendeley, Zotero …",
        f"{_WORKS}; dates beyond year, month and day in the last part of `DA`",
    ),
    "csl-json": Format(
        "bibliographies.csl_json",
        ".json",
        "application/vnd.citationstyles.csl+json",
        "the works for pandoc and other citation processors",
        f"{_WORKS}; dates that it has no form for in `custom`",
        ("ascii_",),
    ),
    "bibliography": Format(
        "bibliographies.styled",
        ".txt",
        "text/plain",
        "the works as a list of references in a style (--style), for reading",
        "what the style prints",
        ("style",),
    ),
}
"""Formats by the name that ``export`` takes, in the order in which they are listed."""


def write(dataset: Dataset, name: str, *, file: bool = False, **told: object) -> str | bytes:
    """``dataset`` in the format called ``name``, for a pipe or, where that differs, for a ``file``.

    ``told`` is what the format takes; what is false or ``None`` is not told. Raises UsageError for a
    format that does not exist or cannot be told that.
    """
    if name not in FORMATS:
        close = nearest(name, FORMATS)
        hint = f"did you mean {close}?" if close else f"formats are {', '.join(FORMATS)}"
        raise UsageError(f"there is no format called {name!r}", hint)
    told = {key: value for key, value in told.items() if value}
    for key in told.keys() - set(FORMATS[name].takes):
        takers = ", ".join(each for each, form in FORMATS.items() if key in form.takes)
        raise UsageError(f"{name} takes no --{key.rstrip('_')}", f"{takers} do")
    module = import_module(f".{FORMATS[name].module}", __name__)
    writer = getattr(module, "write_file", module.write) if file else module.write
    text: str | bytes = writer(dataset, **told)
    return text


def formats() -> list[dict[str, str]]:
    """Every format, and what of a data set it keeps."""
    return [
        {
            "format": name,
            "extension": each.extension,
            "media_type": each.media_type,
            "says": each.summary,
            "keeps": each.keeps,
        }
        for name, each in FORMATS.items()
    ]
