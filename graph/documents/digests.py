"""The digest of a passage: what makes it recognisable in any copy (design section 3, contract)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

MARKER = re.compile(r"\[[0-9]+\]")
"""A note's marker in the running text."""


def letters(text: str) -> str:
    """The letters and digits of ``text`` as the digest sees them.

    Note markers go first, then compatibility forms (NFKC), then all that is not alphanumeric:
    so quotes, dashes, spaces and line ends never matter, and case does.

    >>> letters("Japan’s “new” role,[12]  50 % larger")
    'Japansnewrole50larger'
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", MARKER.sub("", text))))


def digest(sentences: str | Iterable[str]) -> str:
    """Number of letters and digits of ``sentences``, a hyphen, 8 hex digits of their SHA-256.

    >>> digest(["One.", "Two!"]) == digest("One   Two [3]")
    True
    """
    parts = [sentences] if isinstance(sentences, str) else sentences
    stream = "".join(letters(part) for part in parts)
    return f"{len(stream)}-{hashlib.sha256(stream.encode('utf-8', 'replace')).hexdigest()[:8]}"
