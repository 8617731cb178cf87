"""Abstract argumentation frameworks from files: ICCMA 2023 (``p af``), ``.apx`` and ``.tgf``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from ..errors import FileError
from ..weighing.labelling import IN, OUT, Framework, labelling
from .acceptability import Acceptability

_STATEMENT = re.compile(
    r"\s*(?:(arg)|att)\s*\(\s*([^\s(),%]+)\s*(?:,\s*([^\s(),%]+)\s*)?\)\s*\.|\s*%[^\n]*|\s+\Z"
)
_PLAIN_ICCMA = re.compile(r"\s*p +af +(\d{1,9})[ \r]*\n((?:\d{1,9} +\d{1,9}[ \r]*\n)*)\s*", re.ASCII)
_MOST_ARGUMENTS = 10**8
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
    """The framework in the file at ``path``: by its ending, else by its first line. Raises FileError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not a text in UTF-8: byte {error.start}", _HINT) from error
    except (OSError, ValueError) as error:
        raise FileError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    try:
        return _reader(path, text)(text)
    except _Malformed as wrong:
        where = f"{path}:{wrong.line}:{wrong.column}"
        raise FileError(f"{where}: {wrong.message}", wrong.hint or _HINT) from wrong


def _reader(path: Path, text: str) -> Callable[[str], Abstract]:
    ending = path.suffix.casefold()
    if ending in _READERS:
        return _READERS[ending]
    start = re.search(r"^\s*([^#%\s].*)$", text, re.MULTILINE)
    first = start[1] if start else ""
    if re.match(r"(arg|att)\s*\(", first):
        return _apx
    return _tgf if re.search(r"^\s*#\s*$", text, re.MULTILINE) and not first.startswith("p ") else _iccma


def _iccma(text: str) -> Abstract:
    """``p af N``, then one attack a line as two numbers from 1 to N; ``#`` begins a comment.

    A file without comments or errors is read at a stroke, any other line by line.
    """
    plain = _PLAIN_ICCMA.fullmatch(text)
    if plain:
        size = int(plain[1])
        numbers = list(map(int, plain[2].split()))
        if not numbers or (min(numbers) >= 1 and max(numbers) <= size <= _MOST_ARGUMENTS):
            return Abstract(list(map(str, range(1, size + 1))), _targets(size, numbers))
    return _iccma_by_line(text)


def _targets(size: int, numbers: list[int]) -> list[list[int]]:
    targets: list[list[int]] = [[] for _ in range(size)]
    for attacker, target in zip(numbers[::2], numbers[1::2], strict=True):
        targets[attacker - 1].append(target - 1)
    return targets


def _iccma_by_line(text: str) -> Abstract:
    size = -1
    targets: list[list[int]] = []
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if size < 0:
            if words[:2] != ["p", "af"] or len(words) != 3 or not _is_number(words[2]):
                at = 2 if words[:2] == ["p", "af"] else 0
                raise _Malformed(number, _column(line, at), "the header should be `p af N`")
            size = int(words[2])
            if size > _MOST_ARGUMENTS:
                raise _Malformed(number, _column(line, 2), f"{words[2]} arguments are too many")
            targets = [[] for _ in range(size)]
            continue
        if len(words) != 2:
            raise _Malformed(number, _column(line, min(2, len(words))), "an attack is two numbers")
        for place, word in enumerate(words):
            if not _is_number(word) or not 1 <= int(word) <= size:
                message = f"{word[:40]!r} is not an argument: they are numbered from 1 to {size}"
                raise _Malformed(number, _column(line, place), message)
        targets[int(words[0]) - 1].append(int(words[1]) - 1)
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
    places: dict[str, int] = {}
    attacks: list[tuple[str, str, int]] = []
    end = 0
    for found in _STATEMENT.finditer(text):
        start, after = found.span()
        if start != end:
            break
        end = after
        declared, name, other = found.groups()
        if declared and other is None:
            places.setdefault(name, len(places))
        elif other is not None and not declared:
            attacks.append((name, other, start))
        elif name is not None:
            wanted = "arg takes one name" if declared else "att takes two names"
            raise _at(text, found.start(2), wanted)
    if text[end:].strip():
        at = end + len(text[end:]) - len(text[end:].lstrip())
        raise _at(text, at, "expected `arg(a).` or `att(a,b).`")
    return _placed(places, attacks, lambda at: _at(text, text.index("(", at) + 1, ""))


def _tgf(text: str) -> Abstract:
    """Names one a line, a line ``#``, then attacks as two names a line; labels after these."""
    places: dict[str, int] = {}
    attacks: list[tuple[str, str, int]] = []
    lines = text.split("\n")
    nodes = True
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words:
            continue
        if words[0] == "#":
            if not nodes:
                raise _Malformed(number, _column(line, 0), "there is a second `#` line")
            nodes = False
        elif nodes:
            places.setdefault(words[0], len(places))
        elif len(words) < 2:
            raise _Malformed(number, _column(line, 1), "an attack is two names")
        else:
            attacks.append((words[0], words[1], number))
    if nodes and places:
        raise _Malformed(len(lines), 1, "there is no `#` line between names and attacks")
    return _placed(places, attacks, lambda number: _Malformed(number, _column(lines[number - 1], 0), ""))


def _placed(
    places: Mapping[str, int], attacks: list[tuple[str, str, int]], where: Callable[[int], _Malformed]
) -> Abstract:
    targets: list[list[int]] = [[] for _ in places]
    for attacker, target, at in attacks:
        try:
            targets[places[attacker]].append(places[target])
        except KeyError as unknown:
            wrong = where(at)
            message = f"the argument {unknown.args[0][:40]!r} is not declared"
            raise _Malformed(wrong.line, wrong.column, message) from None
    return Abstract(list(places), targets)


def _at(text: str, offset: int, message: str) -> _Malformed:
    line = text.count("\n", 0, offset) + 1
    return _Malformed(line, offset - (text.rfind("\n", 0, offset) + 1) + 1, message)


_READERS: Mapping[str, Callable[[str], Abstract]] = {".apx": _apx, ".tgf": _tgf, ".af": _iccma}
