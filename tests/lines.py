"""Lines as files and terminals have them."""

from __future__ import annotations


def lines_of(text: str) -> list[str]:
    r"""The lines of ``text``: ``\n`` ends one, and nothing else does.

    ``splitlines`` cuts at U+2028, U+0085 and a few more, which may well stand within a text.
    """
    return text.removesuffix("\n").split("\n") if text else []
