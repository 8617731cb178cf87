"""One state of the data, and what is made of it: the same for every request until the files change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..documents.own_copy import COPY
from ..files import read_bounded
from ..loading import CLAIMS, SOURCES, Reading, read
from ..naming.tokens import known_ids
from ..sources import Folder

if TYPE_CHECKING:
    from ..model.terms import EvidenceClass
    from .resources import Resources

_KEPT = 64 << 20
_LARGEST = 512 << 20


class Bodies:
    """Answers that were sent before, as far as they find room; the oldest make room for the newest."""

    def __init__(self, most: int = _KEPT) -> None:
        self.most, self.held = most, 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """The body that was kept under ``key``."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def keep(self, key: str, body: bytes) -> None:
        """Keep ``body`` under ``key``."""
        size = len(body) + len(key)
        if size > self.most // 4:
            return
        with self._lock:
            self.held += size
            if key in self._bodies:
                self.held -= len(self._bodies.pop(key)) + len(key)
            self._bodies[key] = body
            while self.held > self.most:
                name, old = self._bodies.popitem(last=False)
                self.held -= len(old) + len(name)


class Generation(Folder):
    """The data as they were read once: sources of questions, with a name that says which state it is."""

    def __init__(self, folder: Path, reading: Reading, name: str) -> None:
        super().__init__(folder)
        self.folder, self.reading, self.name = folder, reading, name
        self.evidence  # noqa: B018 - made here, not by whoever asks first
        self.bodies = Bodies()
        self.made: dict[str, Any] = {}
        """What tools have told of it: see ``answering``."""
        self._lock = threading.Lock()

    @cached_property
    def resources(self) -> Resources:
        """The resources by the paths of their IRIs."""
        from .resources import Resources

        return Resources(self.dataset)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything in it that a text calls by its id."""
        return known_ids(self.dataset)

    def leaving_out(self, without: tuple[EvidenceClass, ...]) -> Folder:
        """The same without these classes of evidence, made once for all who ask at once."""
        with self._lock:
            other = super().leaving_out(without)
            other.evidence  # noqa: B018
            return other

    def copy(self) -> str:
        """The name of the state that the copy of the paper in the folder is in now. Raises FileError."""
        return digest(self.folder, (COPY,))

    def body(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What ``make`` makes, or made before under ``key``."""
        kept = self.bodies.get(key)
        if kept is None:
            kept = make()
            self.bodies.keep(key, kept)
        return kept


def digest(folder: Path, files: Sequence[str] = (CLAIMS, SOURCES)) -> str:
    """The name of the state that the two files are in: of their bytes and of this program's version.

    Raises FileError.
    """
    from .. import __version__

    found = sha256(__version__.encode())
    for name in files:
        path = folder / name
        content = read_bounded(path, _LARGEST) if path.is_file() else b""
        found.update(b"\0%d\0" % len(content) + content)
    return found.hexdigest()


def generation(folder: Path) -> Generation:
    """The data in ``folder`` as they are now. Raises DataError, FileError.

    Files that change while they are read are read again.
    """
    name = digest(folder) if folder.is_dir() else ""
    while True:
        reading = read(folder)
        now = digest(folder) if folder.is_dir() else ""
        if now == name:
            return Generation(folder, reading, name)
        name = now
