"""What counts as text: what a file can hold, so that whatever is written can be read again."""

from __future__ import annotations

import re
from unicodedata import is_normalized

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""No file of a data set may hold these, not even by their numbers."""
NO_TEXT = "(no text)"
"""What every view says in the place of a claim's text that is missing: it stands as it stands, marked."""


def why_no_text(value: str) -> str | None:
    """What is wrong with ``value`` as text; ``None`` where nothing is.

    >>> why_no_text("  "), why_no_text("a" + chr(7)), why_no_text("a b")
    ('is nothing but white space', 'holds the control character U+0007', None)
    """
    if value.isspace():
        return "is nothing but white space"
    control = CONTROL.search(value)
    if control:
        return f"holds the control character U+{ord(control[0]):04X}"
    return None if is_normalized("NFC", value) else "is not in Unicode's normal form NFC"
