"""The explorer in the reader's browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

from typing_extensions import TypedDict

from ..files import write_whole
from ..model.entities import Dataset
from .page import page


class Opened(TypedDict):
    """Where the page was written, its address at the thing asked for, and whether a browser took it."""

    path: str
    url: str
    opened: bool


def opened(dataset: Dataset, id_: str | int) -> Opened:
    """Write the page of ``dataset`` to the user's cache and open it at ``id_``.

    One file a paper, replaced whole, so that the cache does not grow. Raises FileError.
    """
    folder = cache()
    path = folder / f"{dataset.paper.id}.html"
    write_whole(path, page(dataset))
    url = f"{path.as_uri()}#{quote(str(id_))}"
    return {"path": str(path), "url": url, "opened": _browse(url)}


def cache() -> Path:
    """The folder for what can be made again: $XDG_CACHE_HOME/claimgraph, else ~/.cache/claimgraph."""
    base = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(base) if base else Path.home() / ".cache") / "claimgraph"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _browse(url: str) -> bool:
    import webbrowser

    sys.stdout.flush()
    answer = os.dup(1)
    os.dup2(2, 1)  # what a browser says is talk
    try:
        return webbrowser.get().open(url)
    except webbrowser.Error:
        return False
    finally:
        os.dup2(answer, 1)
        os.close(answer)
