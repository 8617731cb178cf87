"""The scalars of a data set: ids, numbers of notes, spans, digests, texts, and what each refuses."""

# Annotations are evaluated as they stand: as text, pydantic would compile each at start.

import re
from functools import lru_cache
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from ..errors import shown
from .dates import is_edtf
from .text import why_no_text

_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SPAN = re.compile(r"([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_IRI = re.compile(r"""[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+""", re.IGNORECASE | re.ASCII)
_DIGEST = re.compile(r"[1-9]\d{0,8}-[0-9a-f]{8}", re.ASCII)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def quoted(value: str) -> str:
    """``value`` as a message quotes it."""
    return f'"{shown(value)}"'


@lru_cache(maxsize=8192)  # each is named many times
def is_id(text: str) -> bool:
    """Whether ``text`` is a lower-case kebab-case slug, and not digits alone."""
    return bool(_SLUG.fullmatch(text)) and text == text.lower() and not text.isdigit()


def _text(value: str) -> str:
    if value.isascii() and value.isprintable() and value[0] != " ":
        return value  # most are
    reason = why_no_text(value)
    if reason:
        raise PydanticCustomError("text", "{value} {reason}", {"value": quoted(value), "reason": reason})
    return value


def _slug(value: str) -> str:
    if not is_id(value):
        raise PydanticCustomError("slug", "{value} is not an id", {"value": quoted(value)})
    return value if value.isascii() else _text(value)


def _number(value: Any) -> Any:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            raise PydanticCustomError(
                "number", "{value} is not the number of a note", {"value": quoted(value)}
            )
        return int(value)
    return value


def _truth(value: Any) -> Any:
    if isinstance(value, str):
        if value.lower() not in _TRUTH:
            raise PydanticCustomError("truth", "{value} is neither true nor false", {"value": quoted(value)})
        return _TRUTH[value.lower()]
    return value


def _span(value: Any) -> Any:
    if isinstance(value, str):
        found = _SPAN.fullmatch(value)
        if not found:
            raise PydanticCustomError(
                "span", "{value} is neither a number nor a range", {"value": quoted(value)}
            )
        value = (int(found[1]), int(found[2] or found[1]))
    elif not (
        isinstance(value, list | tuple)
        and [type(end) for end in value] == [int, int]
        and all(0 < end < 10**6 for end in value)
    ):
        raise PydanticCustomError("span", "should be a number or a range")
    if value[0] > value[1]:
        raise PydanticCustomError(
            "span", "the range {value} runs backwards", {"value": f"{value[0]}-{value[1]}"}
        )
    return value


def _digest(value: str) -> str:
    if not _DIGEST.fullmatch(value):
        raise PydanticCustomError("digest", "{value} is not a digest", {"value": quoted(value)})
    return value


def _iri(value: str) -> str:
    if not _IRI.fullmatch(value):
        raise PydanticCustomError("iri", "{value} is not an absolute IRI", {"value": quoted(value)})
    return _text(value)


def _edtf(value: str) -> str:
    if not is_edtf(value):
        raise PydanticCustomError("edtf", "{value} is not a date", {"value": quoted(value)})
    return _text(value)


Id: TypeAlias = Annotated[str, AfterValidator(_slug)]
"""A lower-case kebab-case slug, unique in its data set; never digits alone (those name notes)."""
NoteNumber: TypeAlias = Annotated[int, BeforeValidator(_number), Field(ge=1, lt=10**9)]
Truth: TypeAlias = Annotated[bool, BeforeValidator(_truth)]
Span: TypeAlias = Annotated[tuple[int, int], BeforeValidator(_span)]
"""First and last of a range counted from 1, both included; ``4`` is ``(4, 4)``."""
Digest: TypeAlias = Annotated[str, AfterValidator(_digest)]
"""Number of letters and digits, a hyphen, 8 hex digits of their SHA-256 (design section 3)."""
Text: TypeAlias = Annotated[str, Field(min_length=1), AfterValidator(_text)]
"""What a file can hold and a reader see: no white space alone, no control characters, in NFC."""
Iri: TypeAlias = Annotated[str, AfterValidator(_iri)]
Edtf: TypeAlias = Annotated[str, AfterValidator(_edtf)]
