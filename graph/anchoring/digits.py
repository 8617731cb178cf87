"""Whether a sentence differs from the one that was anchored in its digits only, found out by trying."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from itertools import combinations, product

from ..documents.digests import MARKER

_NUMBER = re.compile("[0-9]+")
_MOST_TRIES = 60_000
_MORE = 3
"""How many digits more or less there may be."""


def other_digits(text: str, digest: str) -> tuple[str, str] | None:
    """The number that ``text`` has and the one that the sentence of ``digest`` had, if no more differs.

    Either is empty where digits were put in or taken out. Other digits are tried in one number, then
    in two of one digit each; then numbers left out; then one put in beside another letter.
    At most some 60,000 hashes; that a wrong sentence agrees is as likely as 1 in 70,000.
    """
    plain = unicodedata.normalize("NFKC", MARKER.sub("", text))
    letters = "".join(filter(str.isalnum, plain))
    numbers = list(_numbers(plain))
    length, _, hexadecimal = digest.partition("-")
    if not length.isdecimal() or len(length) > 6:
        return None
    wanted, more = bytes.fromhex(hexadecimal), int(length) - len(letters)
    if abs(more) > _MORE * 4 or more > _MORE:
        return None
    for tries, (candidate, here, there) in enumerate(_candidates(letters, numbers, more)):
        if tries > _MOST_TRIES:
            return None
        if sha256(candidate.encode("utf-8", "replace")).digest()[:4] == wanted:
            return here, there
    return None


def _numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Where among the letters of ``plain`` its numbers are, those apart that only spaces part."""
    place = at = 0
    for found in _NUMBER.finditer(plain):
        place += sum(map(str.isalnum, plain[at : found.start()]))
        yield place, place + len(found[0])
        place += len(found[0])
        at = found.end()


def _candidates(letters: str, numbers: list[tuple[int, int]], more: int) -> Iterator[tuple[str, str, str]]:
    for start, end in numbers:
        size = end - start + more
        if 0 < size <= 4:
            for other in product("0123456789", repeat=size):
                digits = "".join(other)
                yield letters[:start] + digits + letters[end:], letters[start:end], digits
    if not more:
        yield from _single(letters, numbers)
    elif more < 0:
        yield from _left_out(letters, numbers, -more)
    else:
        for place in range(len(letters) + 1):
            for other in product("0123456789", repeat=more):
                yield letters[:place] + "".join(other) + letters[place:], "", "".join(other)


def _single(letters: str, numbers: list[tuple[int, int]]) -> Iterator[tuple[str, str, str]]:
    """Up to two digits anywhere changed, the number of the first told."""
    whole = {place: (start, end) for start, end in numbers for place in range(start, end)}
    places = list(whole)
    for count in (1, 2):
        for chosen in combinations(places, count):
            for digits in product("0123456789", repeat=count):
                candidate = list(letters)
                for place, digit in zip(chosen, digits, strict=True):
                    candidate[place] = digit
                start, end = whole[chosen[0]]
                changed = "".join(candidate)
                yield changed, letters[start:end], changed[start:end]


def _left_out(letters: str, numbers: list[tuple[int, int]], size: int) -> Iterator[tuple[str, str, str]]:
    """Digits taken out, together ``size``: whole numbers, or the ends of one."""
    for start, end in numbers:
        for place in range(start, end - size + 1):
            yield letters[:place] + letters[place + size :], letters[place : place + size], ""
    for count in (2, 3, 4):
        for chosen in combinations(numbers, count):
            if sum(end - start for start, end in chosen) == size:
                candidate = letters
                for start, end in reversed(chosen):
                    candidate = candidate[:start] + candidate[end:]
                yield candidate, ", ".join(letters[a:b] for a, b in chosen), ""
