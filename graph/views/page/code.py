"""What runs in the page: d3-zoom, the page's own script, its style, and the policy that allows only these."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from . import patterns

HERE = Path(__file__).parent
D3 = ("color", "dispatch", "ease", "interpolate", "selection", "timer", "drag", "transition", "zoom")
"""d3-zoom and what it needs, in the order in which they need each other."""
PARTS = (
    "model",
    "layout",
    "ordering",
    "heights",
    "support",
    "cuts",
    "case",
    "standing",
    "rails",
    "scene",
    "paint",
    "sections",
    "state",
    "stage",
    "related",
    "framing",
    "map",
    "lines",
    "reading",
    "margins",
    "layers",
    "digest",
    "text",
    "panel",
    "firmness",
    "overview",
    "things",
    "stems",
    "ranking",
    "search",
    "filters",
    "whatif",
    "stances",
    "outline",
    "matrix",
    "caseview",
    "casekeys",
    "brief",
    "retelling",
    "written",
    "keys",
    "files",
    "main",
)
"""The parts of the page's script, in the order in which they need each other."""

# Before anything is laid out: what the script will hide is not shown first.
FIRST_SCRIPT = 'document.documentElement.classList.add("js");document.documentElement.dataset.view="case"'
# Where a browser is too old, or anything fails, the page is the document it is without scripts.
LAST_SCRIPT = """\
if (!document.documentElement.dataset.ready) {
document.documentElement.classList.remove("js");
delete document.documentElement.dataset.view;
}"""


@cache
def scripts() -> tuple[str, ...]:
    """What runs at the end of the page, one script after the other."""
    library = "".join((HERE / "d3" / f"d3-{part}.min.js").read_text("utf-8") for part in D3)
    own = [line for part in PARTS for line in _lines(HERE / "script" / f"{part}.js", "//", "/**")]
    closed = map(_closed_up, own)
    return library, "\n".join(['(() => { "use strict";', patterns.script(), *closed, "})();"]), LAST_SCRIPT


@cache
def style() -> str:
    """The page's style, without comments and indentation."""
    return "\n".join(re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", line) for line in _lines(HERE / "page.css", "/*"))


@cache
def policy(live: str | None = None) -> str:
    """A Content-Security-Policy by which exactly these scripts and this style run, and nothing loads.

    With the script ``live`` that runs too, and the page may ask its own server.
    """
    more = [live] if live is not None else []
    asks = "connect-src 'self'; " if more else ""
    return (
        f"default-src 'none'; {asks}script-src {hashes([FIRST_SCRIPT, *scripts(), *more])}; "
        f"style-src {hashes([style()])}; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _closed_up(line: str) -> str:
    """A line of script without the spaces beside its signs.

    Only where that is plain to see: outside strings, in lines with neither a template, a single
    quote nor a slash, which may begin a regular expression; signs that can run together stay apart.
    """
    pieces = re.split(r'("(?:[^"\\]|\\.)*")', line)
    if any(mark in piece for piece in pieces[::2] for mark in "`'/\"\\"):
        return line
    return "".join(
        piece if place % 2 else re.sub(r" ?([=?:<>&|,;{}()\[\]]+) ?", r"\1", piece)
        for place, piece in enumerate(pieces)
    )


def _lines(path: Path, *comments: str) -> list[str]:
    stripped = (line.strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in stripped if line and not line.startswith(comments)]


def hashes(texts: Sequence[str]) -> str:
    """The sources of a policy that allow exactly ``texts``."""
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
