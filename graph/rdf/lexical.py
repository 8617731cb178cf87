"""RDF terms as they are written in canonical N-Quads: plain strings, quick to make and to sort."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeAlias

from .namespaces import STANDARD

Term: TypeAlias = str
"""An IRI in angle brackets or a quoted literal, escaped as canonical N-Quads demand."""
Statement: TypeAlias = tuple[Term, Term, Term]
"""Subject, predicate, object."""

_XSD = STANDARD["xsd"]
_INTEGER = f"^^<{_XSD}integer>"
TRUE = f'"true"^^<{_XSD}boolean>'

# Canonical N-Quads (RDF Dataset Canonicalization, section 5) escape these and nothing else.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord(char): f"\\{letter}" for char, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_QUOTED = re.compile(r'"(.*)"(?:@([a-z0-9-]+)|\^\^<(.*)>)?', re.DOTALL)
_ESCAPE = re.compile(r'\\(?:u([0-9A-F]{4})|([btnfr"\\]))')
_UNESCAPED = dict(zip('btnfr"\\', '\b\t\n\f\r"\\', strict=True))
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?", re.ASCII)
_PLAIN_DATE = re.compile(r"[1-9]\d{3}(-\d\d)?(-\d\d)?", re.ASCII)
_DATE_TYPES = {4: ("gYear", "-01-01"), 7: ("gYearMonth", "-01"), 10: ("date", "")}
_EDTF = f"^^<{STANDARD['edtf']}EDTF>"


def own(prefix: str, name: str) -> Term:
    """The term ``prefix:name`` of one of the standard vocabularies."""
    return f"<{STANDARD[prefix]}{name}>"


def literal(text: str) -> Term:
    """A plain literal (``xsd:string``).

    >>> literal('say "no"')
    '"say \\\\"no\\\\""'
    """
    if _ESCAPED.search(text):
        text = text.translate(_ESCAPES)
    return f'"{text}"'


def spoken(text: str, language: str | None) -> Term:
    """A literal with its language, where that is a language tag (RFC 5646: language, script, region)."""
    tag = language.lower() if language else ""
    return f"{literal(text)}@{tag}" if _LANGUAGE.fullmatch(tag) else literal(text)


def integer(number: int) -> Term:
    """An ``xsd:integer``."""
    return f'"{number}"{_INTEGER}'


def uri(text: str) -> Term:
    """Text that is meant as a URL, whether or not it is one: an ``xsd:anyURI`` literal."""
    return f"{literal(text)}^^<{_XSD}anyURI>"


def dated(edtf: str) -> Term:
    """A date: year, month or day in their XSD types, so that queries compare them; else EDTF.

    >>> dated("2014"), dated("2009/2010")[-5:]
    ('"2014"^^<http://www.w3.org/2001/XMLSchema#gYear>', 'EDTF>')
    """
    if _PLAIN_DATE.fullmatch(edtf):
        datatype, first_day = _DATE_TYPES[len(edtf)]
        try:
            date.fromisoformat(edtf + first_day)
        except ValueError:
            pass  # a season such as 2001-21
        else:
            return f'"{edtf}"^^<{_XSD}{datatype}>'
    return literal(edtf) + _EDTF


def unquoted(term: Term) -> tuple[str, str | None, str | None]:
    """A literal's text, language and datatype.

    >>> unquoted(spoken("Titel", "de"))
    ('Titel', 'de', None)
    """
    found = _QUOTED.fullmatch(term)
    if not found:
        raise ValueError(f"not a literal: {term}")
    text, language, datatype = found.groups()
    if "\\" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _UNESCAPED[m[2]], text)
    return text, language, datatype
