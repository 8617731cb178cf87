"""What runs in the page: its script with vis-network, its style, and the policy that allows only these."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from zlib import compress

HERE = Path(__file__).parent
PARTS = (
    "model",
    "layout",
    "heights",
    "support",
    "scene",
    "paint",
    "sections",
    "state",
    "map",
    "lines",
    "digest",
    "text",
    "panel",
    "things",
    "search",
    "filters",
    "whatif",
    "outline",
    "keys",
    "files",
    "main",
)
"""The parts of the page's script, in the order in which they need each other."""

# Before anything is laid out: what the script will hide is not shown first.
FIRST_SCRIPT = 'document.documentElement.classList.add("js");document.documentElement.dataset.view="map"'
# Unpack the code; its hash is in the page's policy like that of the scripts one sees. Where a
# browser is too old for that, or anything fails, the page stays the document it is without scripts.
LAST_SCRIPT = """\
(async () => {
const packed = atob(document.getElementById("_code").textContent);
const bytes = new Uint8Array(packed.length);
for (let i = 0; i < bytes.length; i++) bytes[i] = packed.charCodeAt(i);
const inflate = new DecompressionStream("deflate");
const writer = inflate.writable.getWriter();
writer.write(bytes).then(() => writer.close()).catch(() => {});
const script = document.createElement("script");
script.textContent = await new Response(inflate.readable).text();
document.body.append(script);
})().finally(() => {
const root = document.documentElement;
if (root.dataset.ready) return;
root.classList.remove("js");
delete root.dataset.view;
});"""


@cache
def packed() -> str:
    """The page's code deflated, as base64: it would be two thirds of the page otherwise."""
    return b64encode(compress(_code().encode(), 9)).decode()


@cache
def style() -> str:
    """The page's style, without comments and indentation."""
    return "\n".join(_lines(HERE / "page.css", "/*"))


@cache
def policy() -> str:
    """A Content-Security-Policy by which exactly these scripts and this style run, and nothing loads."""
    return (
        f"default-src 'none'; script-src {_hashes([FIRST_SCRIPT, LAST_SCRIPT, _code()])}; "
        f"style-src {_hashes([style()])}; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def _code() -> str:
    """vis-network out of the installed pyvis wheel, then the page's own script in a scope of its own."""
    folder = files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    own = [line for part in PARTS for line in _lines(HERE / "script" / f"{part}.js", "//")]
    vis = (folder / "vis-network.min.js").read_text("utf-8")
    return "\n".join([vis, '(() => { "use strict";', *own, "})();"])


def _lines(path: Path, comment: str) -> list[str]:
    stripped = (line.strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in stripped if line and not line.startswith(comment)]


def _hashes(texts: Sequence[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
