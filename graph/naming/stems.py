"""English words without their endings: *reacted*, *reacts* and *reacting* are *react*.

Porter, M. (1980). An algorithm for suffix stripping. *Program* 14(3), 130-137: the algorithm as
printed, with *logi* to *log* as in his own later programs. ``script/stems.js`` is the same in the
page; a test compares the two.
"""

from __future__ import annotations

import re

_C = "[^aeiou](?:[^aeiouy])*"
_V = "[aeiouy][aeiou]*"
_MORE_THAN_0 = re.compile(f"^(?:{_C})?{_V}{_C}")
_IS_1 = re.compile(f"^(?:{_C})?{_V}{_C}(?:{_V})?$")
_MORE_THAN_1 = re.compile(f"^(?:{_C})?{_V}{_C}{_V}{_C}")
_VOWEL = re.compile(f"^(?:{_C})?[aeiouy]")
_CVC = re.compile(f"^{_C}[aeiouy][^aeiouwxy]$")
_DOUBLE = re.compile(r"([^aeiouylsz])\1$")
_STEP_2 = {
    "ational": "ate",
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "abli": "able",
    "alli": "al",
    "entli": "ent",
    "eli": "e",
    "ousli": "ous",
    "ization": "ize",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "aliti": "al",
    "iviti": "ive",
    "biliti": "ble",
    "logi": "log",
}
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = (
    *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou"),
    *("ism", "ate", "iti", "ous", "ive", "ize"),
)
_ENDING_2 = re.compile(f"({'|'.join(sorted(_STEP_2, key=len, reverse=True))})$")
_ENDING_3 = re.compile(f"({'|'.join(sorted(_STEP_3, key=len, reverse=True))})$")
_ENDING_4 = re.compile(f"({'|'.join(sorted(_STEP_4, key=len, reverse=True))})$")


def stem(word: str) -> str:
    """The stem of a folded word; words that are not plain Latin letters, or short, are their own.

    >>> stem("reacted"), stem("relational"), stem("war")
    ('react', 'relat', 'war')
    """
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    word = ("Y" + word[1:]) if word[0] == "y" else word
    word = _plural(word)
    word = _past(word)
    if word[-1:] == "y" and _VOWEL.search(word[:-1]):
        word = word[:-1] + "i"
    for ending, becomes in ((_ENDING_2, _STEP_2), (_ENDING_3, _STEP_3)):
        found = ending.search(word)
        if found and _MORE_THAN_0.search(word[: found.start()]):
            word = word[: found.start()] + becomes[found[1]]
    found = _ENDING_4.search(word)
    rest = word[: found.start()] if found else ""
    if found and _MORE_THAN_1.search(rest) and (found[1] != "ion" or rest[-1] in "st"):
        word = rest
    if word[-1:] == "e":
        rest = word[:-1]
        if _MORE_THAN_1.search(rest) or (_IS_1.search(rest) and not _CVC.search(rest)):
            word = rest
    if word[-2:] == "ll" and _MORE_THAN_1.search(word):
        word = word[:-1]
    return word.lower()


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _MORE_THAN_0.search(word[:-3]) else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if not _VOWEL.search(rest):
                return word
            if rest.endswith(("at", "bl", "iz")) or (_IS_1.search(rest) and _CVC.search(rest)):
                return rest + "e"
            return rest[:-1] if _DOUBLE.search(rest) else rest
    return word
