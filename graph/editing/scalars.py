"""One value as YAML that no reader takes for anything but the same text."""

from __future__ import annotations

import re

# A letter first, then nothing that means anything to YAML wherever it stands, in braces or not.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .;()/'’–-]*[\w.)/'’-])?")
_CHECKED = re.compile(r"\w(?:[\w./?~%-]*[\w./?~%-])?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that are no text to other readers of YAML than ours."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SEEN_AS_IT_IS = "\u200c\u200d"  # joiners: no letters, and words are not spelled without them


def text(value: str) -> str:
    """``value`` plain where it is certainly plain, else in double quotes, on one line.

    >>> text("p. 4"), text("12"), text('a: "b"')
    ('p. 4', '"12"', '"a: \\\\"b\\\\""')
    """
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return quoted(value)


def checked(value: str) -> str:
    """The same for ids, dates and the like, whose form the model checks: a digit may come first."""
    if _CHECKED.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return text(value)


def quoted(value: str) -> str:
    """``value`` in double quotes; what cannot be seen is written by its number."""
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable() or letter in _SEEN_AS_IT_IS:
        return letter
    number = ord(letter)
    if number < 0x100:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
