"""Abstract argumentation frameworks from files: ICCMA 2023 (``p af``), ``.apx`` and ``.tgf``."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..errors import FileError, LimitError
from ..files import read_bounded
from ..weighing.labelling import IN, OUT, Framework, labelling
from .acceptability import Acceptability

_STATEMENT = re.compile(
    r"\s*+(?:(?:(arg)|att)\s*+\(\s*+([^\s(),%]++)\s*+(?:,\s*+([^\s(),%]++)\s*+)?\)\s*+\.|%[^\n]*+)"
)
_PLAIN_HEADER = re.compile(r"\s*p +af +(\d{1,7})[ \r]*\n", re.ASCII)
_PLAIN_ATTACKS = re.compile(r"(?:\d{1,7} +\d{1,7}[ \r]*\n)*+\s*", re.ASCII)
_BLOCK = 1 << 16
MOST = 5_000_000
"""Arguments and attacks together; each takes a hundred to three hundred bytes while they are weighed."""
MOST_BYTES = 256 << 20
_HINT = "the formats are ICCMA 2023 (p af), .apx and .tgf"


class Abstract(NamedTuple):
    """The names of the arguments in the order of the file, and by place whom each attacks."""

    names: list[str]
    targets: list[list[int]]


class _Malformed(Exception):
    def __init__(self, line: int, column: int, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


def grounded(path: Path) -> Acceptability:
    """Dung's grounded labelling of the abstract framework in the file at ``path``, by its names.

    Raises FileError, with line and column where the file makes no sense. Time: linear in the file.
    Source: docs/semantics.md#acceptability; Dung 1995.
    """
    names, targets = read_framework(path)
    label = labelling(Framework(b"\1" * len(names), (), (), targets))
    found: dict[int, list[str]] = {0: [], IN: [], OUT: []}
    for name, mark in zip(names, label, strict=True):
        found[mark].append(name)
    return {"in": found[IN], "out": found[OUT], "undecided": found[0]}


def read_framework(path: Path) -> Abstract:
    """The framework in the file at ``path``: by its ending, else by its first line.

    Raises FileError, and LimitError beyond five million arguments and attacks together: what a file
    declares in fourteen bytes is counted before room is made for it.
    """
    content = read_bounded(path, MOST_BYTES, "framework")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not a text in UTF-8: byte {error.start}", _HINT) from error
    del content
    try:
        return _reader(path, text)(text)
    except _TooMany as many:
        raise LimitError(f"{path}: {many}") from many
    except _Malformed as wrong:
        where = f"{path}:{wrong.line}:{wrong.column}"
        raise FileError(f"{where}: {wrong.message}", wrong.hint or _HINT) from wrong


class _TooMany(Exception):
    def __init__(self) -> None:
        super().__init__(f"more than {MOST:,} arguments and attacks together are too many")


class _Draft:
    """A framework while its file is read: arguments by name, attacks as numbers, and where they stand."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.numbers: dict[str, int] = {}
        """Of every name seen, declared or not."""
        self.places = array("q")
        """Of every number, the place of the argument, or -1 as long as it is not declared."""
        self.attackers, self.attacked, self.offsets = array("q"), array("q"), array("q")

    def _number(self, name: str) -> int:
        number = self.numbers.setdefault(name, len(self.numbers))
        if number == len(self.places):
            self.places.append(-1)
        return number

    def _make_room(self) -> None:
        if len(self.names) + len(self.offsets) >= MOST:
            raise _TooMany

    def declare(self, name: str) -> None:
        number = self._number(name)
        if self.places[number] < 0:
            self._make_room()
            self.places[number] = len(self.names)
            self.names.append(name)

    def attack(self, attacker: str, attacked: str, offset: int) -> None:
        self._make_room()
        self.attackers.append(self._number(attacker))
        self.attacked.append(self._number(attacked))
        self.offsets.append(offset)

    def done(self, text: str) -> Abstract:
        """What was read. Raises _Malformed where an attack names what is not declared."""
        targets: list[list[int]] = [_NOBODY] * len(self.names)
        for one, other, offset in zip(self.attackers, self.attacked, self.offsets, strict=True):
            for number in (one, other):
                if self.places[number] < 0:
                    name = next(name for name, at in self.numbers.items() if at == number)
                    raise _at(text, offset, f"the argument {name[:40]!r} is not declared")
            _add(targets, self.places[one], self.places[other])
        return Abstract(self.names, targets)


_NOBODY: list[int] = []
"""What most arguments attack; one list for all of them."""


def _add(targets: list[list[int]], attacker: int, attacked: int) -> None:
    if targets[attacker] is _NOBODY:
        targets[attacker] = [attacked]
    else:
        targets[attacker].append(attacked)


def _numbered_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Each line of ``text``, with its number and where it starts; one at a time."""
    start, number = 0, 1
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield number, start, text[start:end]
        start, number = end + 1, number + 1


def _reader(path: Path, text: str) -> Callable[[str], Abstract]:
    ending = path.suffix.casefold()
    if ending in _READERS:
        return _READERS[ending]
    said = (line.strip() for _, _, line in _numbered_lines(text))
    first = next((line for line in said if line and line[0] not in "#%"), "")
    if re.match(r"(arg|att)\s*\(", first):
        return _apx
    if first.startswith("p "):
        return _iccma
    return _tgf if any(line.strip() == "#" for _, _, line in _numbered_lines(text)) else _iccma


def _iccma(text: str) -> Abstract:
    """``p af N``, then one attack a line as two numbers from 1 to N; ``#`` begins a comment.

    A file without comments or errors is read in large pieces, any other line by line.
    """
    return _plain_iccma(text) or _iccma_by_line(text)


def _plain_iccma(text: str) -> Abstract | None:
    header = _PLAIN_HEADER.match(text)
    size = int(header[1]) if header else MOST + 1
    if header is None or size + text.count("\n") > MOST:
        return None
    targets: list[list[int]] = [_NOBODY] * size
    start = header.end()
    while start < len(text):
        end = text.find("\n", start + _BLOCK) + 1 or len(text)
        block = text[start:end]
        if not _PLAIN_ATTACKS.fullmatch(block):
            return None
        numbers = list(map(int, block.split()))
        if numbers and not (min(numbers) >= 1 and max(numbers) <= size):
            return None
        for attacker, target in zip(numbers[::2], numbers[1::2], strict=True):
            _add(targets, attacker - 1, target - 1)
        start = end
    return Abstract(list(map(str, range(1, size + 1))), targets)


def _iccma_by_line(text: str) -> Abstract:
    size, attacks = -1, 0
    targets: list[list[int]] = []
    for number, _, line in _numbered_lines(text):
        words = line.split(None, 3)
        if not words or words[0].startswith("#"):
            continue
        if size < 0:
            if words[:2] != ["p", "af"] or len(words) != 3 or not _is_number(words[2]):
                at = 2 if words[:2] == ["p", "af"] else 0
                raise _Malformed(number, _column(line, at), "the header should be `p af N`")
            size = int(words[2])
            if size > MOST:
                raise _TooMany
            targets = [_NOBODY] * size
            continue
        if len(words) != 2:
            raise _Malformed(number, _column(line, min(2, len(words))), "an attack is two numbers")
        for place, word in enumerate(words):
            if not _is_number(word) or not 1 <= int(word) <= size:
                message = f"{word[:40]!r} is not an argument: they are numbered from 1 to {size}"
                raise _Malformed(number, _column(line, place), message)
        attacks += 1
        if size + attacks > MOST:
            raise _TooMany
        _add(targets, int(words[0]) - 1, int(words[1]) - 1)
    if size < 0:
        raise _Malformed(1, 1, "there is no header `p af N`")
    return Abstract([str(number) for number in range(1, size + 1)], targets)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 12


def _column(line: str, word: int) -> int:
    """The column at which the word at place ``word`` begins, else that after the line."""
    starts = [found.start() + 1 for found in re.finditer(r"\S+", line)]
    return starts[word] if word < len(starts) else len(line.rstrip("\r")) + 1


def _apx(text: str) -> Abstract:
    """``arg(a).`` and ``att(a,b).`` in any order; ``%`` begins a comment."""
    draft = _Draft()
    end = 0
    while found := _STATEMENT.match(text, end):
        end = found.end()
        declared, name, other = found.groups()
        if declared and other is None:
            draft.declare(name)
        elif other is not None and not declared:
            draft.attack(name, other, found.start(2))
        elif name is not None:
            wanted = "arg takes one name" if declared else "att takes two names"
            raise _at(text, found.start(2), wanted)
    rest = re.compile(r"\S").search(text, end)
    if rest:
        raise _at(text, rest.start(), "expected `arg(a).` or `att(a,b).`")
    return draft.done(text)


def _tgf(text: str) -> Abstract:
    """Names one a line, a line ``#``, then attacks as two names a line; labels after these."""
    draft = _Draft()
    nodes, last = True, 1
    for number, start, line in _numbered_lines(text):
        last = number
        words = line.split(None, 2)
        if not words:
            continue
        if words[0] == "#":
            if not nodes:
                raise _Malformed(number, _column(line, 0), "there is a second `#` line")
            nodes = False
        elif nodes:
            draft.declare(words[0])
        elif len(words) < 2:
            raise _Malformed(number, _column(line, 1), "an attack is two names")
        else:
            draft.attack(words[0], words[1], start + _column(line, 0) - 1)
    if nodes and draft.names:
        raise _Malformed(last, 1, "there is no `#` line between names and attacks")
    return draft.done(text)


def _at(text: str, offset: int, message: str) -> _Malformed:
    line = text.count("\n", 0, offset) + 1
    return _Malformed(line, offset - (text.rfind("\n", 0, offset) + 1) + 1, message)


_READERS: Mapping[str, Callable[[str], Abstract]] = {".apx": _apx, ".tgf": _tgf, ".af": _iccma}
