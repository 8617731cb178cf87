"""Answers as JSON: the bytes of ``json.dumps(value, ensure_ascii=False, indent=2)`` and a line end.

Written by pydantic's serializer, in a twentieth of the time. What that writes otherwise than the
standard library (numbers with an exponent, infinities) or refuses (half of a surrogate pair) stands
in no answer; the last may stand in what is said of hostile input, and goes the slow way.
"""

from __future__ import annotations


def as_json(value: object) -> bytes:
    """``value`` as JSON in UTF-8, with a line end; keys in their order."""
    from pydantic_core import PydanticSerializationError, to_json

    try:
        return to_json(value, indent=2) + b"\n"
    except PydanticSerializationError:
        return _slowly(value, ascii_=False).encode("utf-8", "backslashreplace")


def as_ascii(value: object) -> str:
    """The same for a terminal, in which nothing of it acts: other letters as escapes."""
    return _slowly(value, ascii_=True)


def _slowly(value: object, *, ascii_: bool) -> str:
    import json

    return json.dumps(value, ensure_ascii=ascii_, indent=2) + "\n"
