"""The bytes of a file to a text that is safe to parse."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from ..model.text import CONTROL
from .refusals import Refusal, place_after, refuse

MAX_BYTES = 64 * 1024 * 1024

_SEPARATOR = re.compile("[\u2028\u2029]")  # to YAML they end a line, to few editors
_TAG = re.compile(r"(?:(?:#|%(?!TAG))[^\r\n]*[\r\n]+|[ \t\r\n]+)*+%TAG")


def bytes_of(path: Path, name: str) -> bytes:
    """What the file ``path``, called ``name`` in findings, holds. Raises Refusal."""
    try:
        return _bytes(path, name)
    except FileNotFoundError:
        hint = "a data set is a folder with claims.yaml and sources.yaml"
        raise refuse(name, (1, 1), "missing-file", "the file is missing", hint) from None
    except OSError as error:
        message = f"it cannot be read: {error.strerror or error}"
        raise refuse(name, (1, 1), "unreadable", message, "see to its place and its permissions") from None


def text_of(data: bytes, name: str) -> str:
    """The text of ``data``, the content of the file called ``name`` in findings. Raises Refusal."""
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise refuse(name, place_after(before), "encoding", message, "save the file as UTF-8") from None
    odd = CONTROL.search(text) or _SEPARATOR.search(text)
    if odd:
        at, message = place_after(text[: odd.start()]), named(odd[0])
        raise refuse(name, at, "control-character", message, "take it out")
    tag = _TAG.match(text)
    if tag:  # before the parser, which compares each with all before it, sees it
        at = place_after(tag[0].removesuffix("%TAG"))
        raise refuse(name, at, "tag", "tags are not part of a data set", "take it out")
    return text


def _bytes(path: Path, name: str) -> bytes:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):  # a pipe or a device may never end
        what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
        raise refuse(name, (1, 1), "unreadable", f"it is {what}, not a file", "put a file in its place")
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return data


def _too_large(name: str) -> Refusal:
    hint = "divide it: a data set is one paper"
    return refuse(name, (1, 1), "too-large", f"it is larger than {MAX_BYTES >> 20} MiB", hint)


def named(letter: str) -> str:
    """What kind of character a refused one is, and which."""
    kind = "line separator" if _SEPARATOR.match(letter) else "control character"
    if letter == "\ufeff":
        kind = "byte order mark"
    return f"{kind} U+{ord(letter):04X}"
