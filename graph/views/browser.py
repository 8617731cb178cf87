"""The explorer in the reader's browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

from typing_extensions import TypedDict

from ..errors import FileError
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
    if path.is_symlink():
        path.unlink()  # who planted it would choose what is overwritten
    write_whole(path, page(dataset))
    url = f"{path.as_uri()}#{quote(str(id_))}"
    return {"path": str(path), "url": url, "opened": _browse(url)}


def cache() -> Path:
    """The folder for what can be made again: $XDG_CACHE_HOME/claimgraph, else ~/.cache/claimgraph.

    As the XDG rule has it, a value that is no absolute path is ignored, and the folder is the user's
    alone. Raises FileError where there is no home, or where somebody else could write.
    """
    folder = _base() / "claimgraph"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "geteuid"):
        # lstat: a link that another user planted in a shared folder is not followed.
        owners = {folder.lstat().st_uid, folder.stat().st_uid}
        if owners != {os.geteuid()}:
            raise FileError(f"{folder} belongs to another user", "set XDG_CACHE_HOME to a folder of your own")
        if folder.stat().st_mode & 0o022:
            folder.chmod(0o700)
    return folder


def _base() -> Path:
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named
    home = Path(os.environ.get("HOME", "") or os.environ.get("USERPROFILE", ""))
    if not home.is_absolute():
        home = _home_of_account()
    if not home.is_absolute():
        hint = "set XDG_CACHE_HOME to a folder, or write the page yourself: claimgraph html -o FILE.html"
        raise FileError("there is no home folder to keep the page in", hint)
    return home / ".cache"


def _home_of_account() -> Path:
    try:
        import pwd
    except ImportError:
        return Path()
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return Path()


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
