"""Note markers in the dresses that copies give them, beside the ``[1]`` of the digest's contract.

What looks like a marker may be the text's own: an enumeration, a year, a formula. So a marker is
only ever *optional*: it is left out where a digest then agrees, or where its dress is plainly the
copy's way to print markers. Its numbers must be those of notes.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from .kept import Span

_N = r"[0-9]{1,4}"
_LIST = rf"{_N}(?:\s{{0,2}}(?:[,;–—‐‑−-]|&|and|et|und)\s{{0,2}}{_N}){{0,20}}"
_WORD = (
    r"(?:(?:foot|end)?notes?|fn|nn?|nb|refs?|anm|fu(?:ß|ss)noten?|nota|voetnoot|注|註|脚注|прим|сноска)"
    r"\.?\s{0,2}[:#]?\s{0,2}"
)
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LINKED = r"(?:\((?:#|https?:|[./\w-]{0,60}#)[^()\s]{0,200}\))"
_DRESSES = {
    "link": rf"\[\s?\\?\[?\^?(?:{_WORD})?{_LIST}\^?\\?\]?\s?\]{_LINKED}|\[\[{_LIST}\]\]"
    rf"|<sup\b[^<>]{{0,200}}>(?:[^<>]|<(?!/sup)[^<>]{{0,200}}>){{0,60}}</sup>"
    rf"|<a\b[^<>]{{0,200}}>\s?\[?{_LIST}\]?\s?</a>|<ref\b[^<>]{{0,200}}/>",
    "tex": r"~?\\[A-Za-z]{0,9}(?:cite|footnotemark|footref|textsuperscript)[A-Za-z]{0,9}\*?"
    r"(?:\[[^\[\]\n]{0,80}\]){0,2}(?:\{[^{}]{0,200}\})?"
    rf"|\$\s?(?:\{{\}})?\^\{{?\[?(?:\\(?:text|mathrm)\{{)?{_LIST}\}}{{0,2}}\]?\}}?\s?\$"
    r"|\[-?@[^\[\]\n]{1,200}\]",
    "caret": rf"\[\^(?:[\w-]{{1,30}})\]|\^(?:\[{_LIST}\]|\({_LIST}\)|\{{{_LIST}\}}|{_LIST})\^?",
    "several": rf"\[\s?{_N}\s?\](?:\s?[,;–-]\s?\[\s?{_N}\s?\]){{1,20}}",
    "bracket": rf"\[\s*\^?#?(?:{_WORD})?{_LIST}\s*\]_?|［\s?{_LIST}\s?］|【\s?{_LIST}\s?】|〔\s?{_LIST}\s?〕",
    "page": rf"[\[({{]\s?(?:pp?|pag|pages?|seite|s|стр)\.?\s?{_N}\s?[\])}}]",
    "letter": r"\[(?:[a-z]{1,2}|[ivx]{1,6}|\*{1,3}|[†‡§¶]{1,2})\](?!\w)",
    "super": rf"⁽?[{_SUPER}]{{1,4}}(?:\s?[,;⸴˒'’⁻–-]\s?[{_SUPER}]{{1,4}}){{0,20}}⁾?",
    "paren": rf"\(\s?(?:{_WORD})?{_LIST}\s?\)|（\s?(?:{_WORD})?{_LIST}\s?）|(?<=[^\W\d_]){_N}\)",
    "brace": rf"\{{\s?{_LIST}\s?\}}|⟨\s?{_LIST}\s?⟩|<\s?{_LIST}\s?>|\|{_N}\||/{_N}/",
    "behind": rf"(?<=[.,;:!?…”’\"'»)\]。，、！？」』]){_LIST}\)?(?=[\s.,;:!?…”’\"'»)\]]|$)",
    "glued": rf"(?<=[^\W\d_]){_LIST}(?=[\s.,;:!?…”’\"'»)\]—–]|$)",
    "apart": rf"(?<=[.!?…”’\"'»)\]])[^\S\n]{_N}(?=\s|$)",
    "sign": r"(?:(?<=[\w.,;:!?…”’\"'»)\]])|(?<=[.!?…”][^\S\n]))"
    r"(?:\*{1,3}|[†‡§¶]{1,2})(?=[\s.,;:!?”’\"'»)]|$)",
}
MARKER = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _DRESSES.items()), re.IGNORECASE)
_NUMBER = re.compile(_N)
_DECIMAL = re.compile(r"[0-9][.,:]\Z")
_PLAIN = frozenset({"link", "tex", "caret", "several", "bracket", "super", "sign"})
"""Dresses that hardly anything but a marker wears."""
_ANY = 199
"""Up to which a number in such a dress may be that of a note which the data do not have."""
_POWER = re.compile(r"[0-9]\Z|(?:\A|[\s/(])(?:[kcdmµ]?m|ft|s|x|y|n)\Z")
"""Behind which a raised digit is a power."""
_NAMELESS = frozenset({"link", "tex", "caret", "letter", "sign", "page"})
"""Dresses whose marker may be without a number of a note."""
_PUNCTUATION = frozenset(".,;:!?…”’\"'»)]。，、！？」』")
_CONTRACT = re.compile(r"\[[0-9]+\]\Z")
_CLUSTERS = re.compile(r"\[[0-9]+\]")


@dataclass(frozen=True)
class Marker:
    """What may be a note's marker: its place, its dress, the numbers in it."""

    span: Span
    dress: str
    numbers: tuple[int, ...]
    beside: bool
    """Whether it stands beside punctuation, as the end of a clause or sentence does."""


def markers(text: str, notes: Collection[int]) -> list[Marker]:
    """What in ``text`` may be markers of ``notes`` (any small number where none are known). Linear.

    ``[1]`` is left out: the digest's contract passes over it by itself.
    """
    most = max(notes, default=999)
    found: list[Marker] = []
    for match in MARKER.finditer(text):
        dress = match.lastgroup or ""
        start, end = match.span()
        if _CONTRACT.fullmatch(match[0]) or not _apart(text, start, match[0], dress):
            continue
        numbers = tuple(int(number) for number in _NUMBER.findall(_digits(match[0])))
        limit = max(most, _ANY) if dress in _PLAIN else most
        if dress not in _NAMELESS and not all(0 < number <= limit for number in numbers):
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        beside = before in _PUNCTUATION or after in _PUNCTUATION or not after
        found.append(Marker((start, end), dress, numbers, bool(before) and beside))
    return found


def _digits(text: str) -> str:
    return text.translate({ord(sign): str(value) for value, sign in enumerate(_SUPER)})


def _apart(text: str, start: int, found: str, dress: str) -> bool:
    if dress == "behind":
        return not _DECIMAL.search(text[max(0, start - 2) : start]) and not found.startswith("0")
    if dress == "super":
        return not _POWER.search(text[max(0, start - 4) : start])
    return dress != "glued" or len(found) < 12


def printed(found: Sequence[Marker], text: str, notes: Collection[int]) -> frozenset[str]:
    """The dresses that are plainly this copy's way to print the markers of ``notes``.

    A dress that hardly anything else wears is, if it has the numbers of most notes or no other
    has; one that much else wears (``(1)``, a bare digit) only if its numbers are those of nearly
    all notes, rise through the text, and stand where sentences and clauses end.
    """
    chosen: set[str] = set()
    known = set(notes)
    by_dress: dict[str, list[Marker]] = defaultdict(list)
    for marker in found:
        by_dress[marker.dress].append(marker)
    contract = {int(match[0][1:-1]) for match in _CLUSTERS.finditer(text)} & known
    for dress, own in by_dress.items():
        numbers = _firsts(own)
        if dress in _PLAIN:
            if known or dress not in {"bracket", "several", "super", "sign"}:
                chosen.add(dress)
            continue
        ending = sum(marker.beside for marker in own)
        covered = {number for marker in own for number in _spanned(marker.numbers)} & known
        rising = all(a < b for a, b in itertools.pairwise(numbers))
        whole = len(known) > 1 and len(covered) >= 0.8 * len(known) and len(contract) < 0.5 * len(known)
        if dress != "letter" and rising and whole and ending >= 0.9 * len(own):
            chosen.add(dress)
    return frozenset(chosen)


def _firsts(found: Iterable[Marker]) -> list[int]:
    """The first appearances of numbers, in the order of the text."""
    return list(dict.fromkeys(number for marker in found for number in marker.numbers))


def _spanned(numbers: tuple[int, ...]) -> Iterable[int]:
    """``numbers`` and those between two, as in ``1–3``."""
    if len(numbers) == 2 and numbers[0] < numbers[1] <= numbers[0] + 99:
        return range(numbers[0], numbers[1] + 1)
    return numbers
