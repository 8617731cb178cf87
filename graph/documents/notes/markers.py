"""Where notes are marked in text that no format marks up: ``[27]``, ``^27^``, ``⁷``, glued digits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..marks import MARKER, marker

SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RANGE = re.compile(r"([0-9]{1,5})\s*[–—‑-]\s*([0-9]{1,5})")
_LIST = r"[0-9]{1,5}(?:\s*(?:,|;|–|—|‑|-|and|&)\s*[0-9]{1,5})*"
EXPLICIT = re.compile(
    rf"\[\^(?P<markdown>[\w-]{{1,40}})\](?!:)|\\?\[\s*(?P<bracket>{_LIST})\s*\\?\]|(?<!\w\^)\^(?P<caret>{_LIST})\^|"
    rf"<sup>\s*\[?(?P<sup>{_LIST})\]?\s*</sup>|(?P<high>[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[⁻˒,‚]\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:\b(?:[kcmdμn]?m|in|ft|s|cm|km|mm|[a-zA-Z]|10)|[0-9)])$")
_MOST_IN_RANGE = 60


OddKind: TypeAlias = Literal["marker without note", "raised number", "glued marker"]
Odd: TypeAlias = tuple[OddKind, str, str]


@dataclass(frozen=True)
class Marked:
    """Text with its markers keyed, and what was odd about them: a kind, the number, near which words."""

    texts: list[str]
    found: dict[str, int]
    """How often each number is marked."""
    odd: list[Odd]


def numbers(listed: str) -> list[str]:
    """The numbers in ``27, 30–32``, ranges written out.

    >>> numbers("27, 30–32")
    ['27', '30', '31', '32']
    """

    def whole(found: re.Match[str]) -> str:
        first, last = int(found[1]), int(found[2])
        return ",".join(map(str, range(first, last + 1))) if 0 < last - first < _MOST_IN_RANGE else found[0]

    return [str(int(number)) for number in re.findall(r"[0-9]+", _RANGE.sub(whole, listed))]


def mark(texts: Sequence[str], known: Collection[str]) -> Marked:
    """Key the markers of the notes ``known`` in ``texts``, the body's blocks in order. Linear.

    Digits glued to a word or a year are markers only of a number that is missing, between the places
    of its neighbours, and only where there is one such place.
    """
    known = set(known)
    found: dict[str, int] = {}
    odd: list[Odd] = []
    marked: list[str] = []
    for text in texts:
        marked.append(EXPLICIT.sub(lambda match: _explicit(match, known, found, odd), text))
    missing = sorted(int(number) for number in known - found.keys() if number.isdigit())
    if missing:
        marked = _glued(marked, missing, found, odd)
    return Marked(marked, found, odd)


def _explicit(match: re.Match[str], known: set[str], found: dict[str, int], odd: list[Odd]) -> str:
    text, place = match.string, match.start()
    near = text[max(0, place - 30) : match.end()]
    if match["markdown"]:
        found[match["markdown"]] = found.get(match["markdown"], 0) + 1
        return (
            marker(match["markdown"])
            if match["markdown"] in known
            else _without(match["markdown"], odd, near)
        )
    raised = match["caret"] or match["sup"] or match["high"]
    listed = raised or match["bracket"]
    every = numbers(listed.translate(SUPERSCRIPT).replace("⁻", "-"))
    if raised and (not known.issuperset(every) or (_UNIT.search(text[:place]) and match["high"])):
        if match["high"] and _UNIT.search(text[:place]):
            return match[0]
        odd.append(("raised number", listed.translate(SUPERSCRIPT), near))
        return listed if not match["high"] else match[0]
    if not raised and not known.issuperset(every):
        if not known.intersection(every):
            if len(every) == 1 and known and int(every[0]) < 1000:
                odd.append(("marker without note", every[0], near))
            return match[0]
        for number in every:
            if number not in known:
                odd.append(("marker without note", number, near))
    for number in every:
        if number in known:
            found[number] = found.get(number, 0) + 1
    return "".join(marker(number) if number in known else f"[{number}]" for number in every)


ODDITIES: dict[OddKind, str] = {
    "marker without note": "there is no note {}",
    "raised number": "{} is raised, but no note",
    "glued marker": "the digits {} are glued to the text; read as a marker",
}
"""What to say of each."""


def _without(key: str, odd: list[Odd], near: str) -> str:
    odd.append(("marker without note", key, near))
    return f"[{key}]"


def _glued(texts: list[str], missing: list[int], found: dict[str, int], odd: list[Odd]) -> list[str]:
    """Key those of the ``missing`` numbers that are glued to words, each in the one place it can be."""
    places: dict[int, tuple[int, int]] = {}
    for block, text in enumerate(texts):
        for match in re.finditer(rf"{MARKER}([0-9]+)", text):
            places.setdefault(int(match[1]), (block, match.start()))
    candidates = _candidates(texts, set(missing))
    placed: dict[int, tuple[int, int, int]] = {}
    changed = True
    while changed:
        changed = False
        order = sorted(places)
        for number in [n for n in missing if n not in placed]:
            at = bisect_left(order, number)
            low = places[order[at - 1]] if at else (-1, -1)
            high = places[order[at]] if at < len(order) else (len(texts), 0)
            fitting = [c for c in candidates.get(number, ()) if low < (c[0], c[1]) < high]
            if len(fitting) == 1 and _between_neighbours(number, order, at):
                placed[number] = fitting[0]
                places[number] = fitting[0][:2]
                order = sorted(places)
                changed = True
    pieces = list(texts)
    for number, (block, start, end) in sorted(placed.items(), key=lambda item: item[1], reverse=True):
        text = pieces[block]
        odd.append(("glued marker", str(number), texts[block][max(0, start - 30) : end]))
        pieces[block] = f"{text[:start]}{marker(str(number))}{text[end:]}"
        found[str(number)] = 1
    return pieces


def _between_neighbours(number: int, order: list[int], at: int) -> bool:
    """Whether the nearest numbers that are placed are near enough to say where this one is."""
    below = number - order[at - 1] if at else number
    above = order[at] - number if at < len(order) else 0
    return below <= 40 and above <= 40


_DIGITS = re.compile(
    r"(?<=[^\W\d_])([0-9]{1,4})(?![\w])|(?<=[.,;:!?”’\"'»)\]])([0-9]{1,4})(?=[\s”’\"')]|$)|(?<![\w])((?:1[4-9]|20)[0-9]{2})([0-9]{1,3})(?![\w])"
)


def _candidates(texts: Sequence[str], missing: set[int]) -> dict[int, list[tuple[int, int, int]]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    for block, text in enumerate(texts):
        for match in _DIGITS.finditer(text):
            if re.search(r"[0-9][.,:]$", text[max(0, match.start() - 2) : match.start()]):
                continue  # a decimal number, a time
            for group in (1, 2, 4):
                digits = match[group]
                if digits and digits[0] != "0" and int(digits) in missing:
                    found.setdefault(int(digits), []).append((block, match.start(group), match.end(group)))
    return found
