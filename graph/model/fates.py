"""What became of a work after it was published, and the words in which lists say so."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .terms import Fate as Fate

WITHDRAWS: frozenset[Fate] = frozenset(("retraction", "retraction and replacement"))
"""The fates of a work that no longer counts; a partial retraction leaves the rest of it standing."""

_RETRACTED = (
    r"retract\w*|withdr[ae]w\w*|remov(?:al|ed)|annulled|rescinded"
    r"|ruckzug|zuruckgezogen\w*|retirad[oa]|ritirat[oa]"
)
_WORDINGS: tuple[tuple[Fate, str], ...] = (
    (
        "reinstatement",
        r"reinstat|restor(?:ed|ation)|un ?retract|retraction of (?:the )?retraction"
        rf"|\b(?:{_RETRACTED})(?: has| was| is)?(?: been)? (?:reversed|rescinded|lifted|revoked|cancell?ed"
        r"|withdrawn|retracted|overturned|undone)",
    ),
    (
        "no retraction",
        rf"\b(?:not?|never|non|without|isn t|wasn t|denied|rejected)\b.{{0,20}}\b(?:{_RETRACTED})"
        rf"|\b(?:{_RETRACTED})\b.{{0,20}}\b(?:rejected|denied|refused|declined)",
    ),
    (
        "undecided",
        rf"\b(?:under|pending|considered|proposed|requested|possible|potential|temporary|temporarily)\b"
        rf".{{0,30}}\b(?:{_RETRACTED})|\b(?:{_RETRACTED})\b.{{0,20}}\b(?:pending|requested|considered|proposed)"
        r"|investigat",
    ),
    ("correction", rf"^(?:correct\w*|errat\w+|corrigend\w+) (?:to|of|for)\b.{{0,20}}\b(?:{_RETRACTED})"),
    (
        "partial retraction",
        rf"\bpartial\w*(?: (?:{_RETRACTED})|$)|\b(?:{_RETRACTED}) (?:in part|partial\w*)",
    ),
    (
        "retraction and replacement",
        rf"\b(?:{_RETRACTED})\b.*\b(?:replac|republi|reissue)|\brepublished after retract|^replace(?:d|ment)$"
        r"|^article replacement$",
    ),
    ("retraction", rf"\b(?:{_RETRACTED})"),
    ("expression of concern", r"\bconcerns?\b|^eoc$|\bcaution\b|\beditors? note\b"),
    (
        "correction",
        r"\bcorrect(?:ion|ions|ed|ing)\b|\berrat(?:um|a)\b|\bcorrigend(?:um|a)\b|\baddend(?:um|a)\b"
        r"|\bclarification\b|\bamend(?:ment|ed)\b|\bpublishers? note\b|\bnew (?:version|edition)\b|^updated?$"
        r"|\bkorrektur\b|\bberichtigung\b",
    ),
    (
        "no retraction",
        r"^(?:none|no|n|false|0|nein|non|not applicable|n a"
        r"|active|current|valid|ok|published|in print|unaffected|clear|fine|good)$",
    ),
)
_SAYS = tuple((fate, re.compile(pattern)) for fate, pattern in _WORDINGS)
_YES = frozenset(("1", "1 0", "true", "t", "yes", "y", "x", "✓", "✔", "ja", "oui", "si", "wahr", "vrai"))
_NO = frozenset(("", "0", "0 0", "false", "f", "no", "n", "nein", "non", "falsch", "faux", "none", "nan"))
_ALIKE = re.compile(r"[\W_]+")
_MANY = re.compile(r"\s*[;|/+&\n]\s*")


def plain_words(text: str) -> str:
    """The words of ``text`` with a blank between: lower case, without accents and points."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return _ALIKE.sub(" ", re.sub("[\u0300-\u036f]", "", folded)).strip()


@lru_cache(maxsize=1024)
def fate_of(value: str, *, yes_or_no: bool = False) -> Fate | None:
    """What ``value``, a cell of a table, says became of a work; ``None`` where it does not say.

    Of several the gravest counts. ``yes_or_no``: of a column that asks whether it was retracted.

    >>> fate_of("Retract and replace"), fate_of("Erratum"), fate_of("Journal article")
    ('retraction and replacement', 'correction', None)
    """
    words = plain_words(value)
    if yes_or_no and (words in _YES or value.strip() in _YES):
        return "retraction"
    if yes_or_no and words in _NO:
        return "no retraction"
    if len(value) > 200 or not words:
        return None
    whole = _said(words)
    parts = [_said(plain_words(part)) for part in _MANY.split(value)]
    if len(parts) < 2 or whole in ("retraction and replacement", "no retraction", "undecided"):
        return whole
    return next((fate for fate in _GRAVEST if fate in parts), None)


_GRAVEST: tuple[Fate, ...] = (
    "reinstatement",
    "retraction and replacement",
    "retraction",
    "partial retraction",
    "expression of concern",
    "correction",
    "undecided",
    "no retraction",
)


def fate_alone(text: str) -> Fate | None:
    """The fate that ``text`` names if it says nothing else: of a cell in a column without a name.

    >>> fate_alone("expression_of_concern"), fate_alone("Retraction of clays")
    ('expression of concern', None)
    """
    if len(text) > 80 or not _HINT.search(text):
        return None
    words = plain_words(text)
    return _said(words) if _ALONE.fullmatch(words) else None


_HINT = re.compile(
    "retract|withdr|remov|correct|errat|corrig|addend|concern|eoc|reinst|partial", re.IGNORECASE
)
_ALONE = re.compile(
    r"(?:(?:full|partial|editorial|publisher s?|author|temporary|article) )?"
    r"(?:retract(?:ion|ed|ions)?|withdr(?:awal|awn)|remov(?:al|ed)|correct(?:ion|ed|ions)|errat(?:um|a)"
    r"|corrigend(?:um|a)|addend(?:um|a)|expressions? of concern|concern|eoc|reinstate(?:ment|d)"
    r"|not retracted)"
    r"(?: notice)?(?: (?:and|with|by) (?:replac\w+|republi\w+|correct\w+))?|partial"
)


def _said(words: str) -> Fate | None:
    return next((fate for fate, pattern in _SAYS if pattern.search(words)), None)
