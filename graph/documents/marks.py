"""What a reader keeps of a document's inline form while its notes are read, and drops after.

Four private characters stand in the text: around the key of a note where its marker stood, and
around italics. Quotation marks that a format writes as elements become characters of the text.
"""

from __future__ import annotations

import re

MARKER, MARKER_END, ITALIC, ITALIC_END = "\ue000", "\ue001", "\ue002", "\ue003"
KEYED = re.compile(f"{MARKER}([^{MARKER_END}]*){MARKER_END}")
_ITALICS = re.compile(f"[{ITALIC}{ITALIC_END}]")
_ALL = re.compile(f"[{MARKER}-{ITALIC_END}]")
_DOUBLED = re.compile(f"{ITALIC_END}(\\s*){ITALIC}|{ITALIC}(\\s*){ITALIC_END}")


def marker(key: str) -> str:
    """The marker of the note ``key``."""
    return f"{MARKER}{key}{MARKER_END}"


def italic(text: str) -> str:
    """``text`` in italics, the white space at its ends outside; no italics within italics."""
    inner = _ITALICS.sub("", text)
    core = inner.strip()
    if not core:
        return inner
    lead = inner[: len(inner) - len(inner.lstrip())]
    tail = inner[len(inner.rstrip()) :]
    return f"{lead}{ITALIC}{core}{ITALIC_END}{tail}"


def upright(text: str) -> str:
    """``text`` without its italics."""
    return _ITALICS.sub("", text)


def joined(text: str) -> str:
    """``text`` with italics that touch made one."""
    return _DOUBLED.sub(lambda found: found[1] or found[2] or "", text)


def clean(text: str) -> str:
    """``text`` without these characters, for what comes from outside."""
    return _ALL.sub("", text)
