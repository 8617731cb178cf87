"""A note's text made ready to be taken apart: what a program glued or escaped, words of other scripts.

What is glued is told from what is one word by the document's own words: *Memoryp. 26* ends in a
place because *Memory* is a word of other notes; a citation begins where a note's first word stands
again behind a place.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from ..marks import ITALIC, ITALIC_END, upright
from . import signals
from .people import is_body, makers
from .signals import IBID
from .words import fold, telling, words

_WIDE = str.maketrans(
    {
        **{"；": "; ", "：": ": ", "，": ", ", "。": ". ", "、": ", ", "．": ". "},
        **{"（": " (", "）": ") ", "〔": " [", "〕": "] ", "［": " [", "］": "] "},
        **{"《": "“", "》": "”", "〈": "“", "〉": "”", "\u00a0": " ", "\u202f": " ", "\u2009": " "},
    }
)
_TRANSLATED = (
    (re.compile(r"(?:同上|前同)注?"), "ibid. "),
    (
        re.compile(r"(?:同前?注?|前[掲揭]注?|위의\s*글,?\s*각주)\s*[\[(]?\s*([0-9]{1,5})\s*[\])]?"),
        r"supra note \1 ",
    ),
    (re.compile(r"同前注?|前[掲揭](?:書|论文|論文)?|위의\s*(?:책|글)|앞의\s*책"), "op. cit. "),
    (re.compile(r"([0-9]{4})年版?"), r" \1 "),
    (re.compile(r"(?<=\w)\s*等(?=[书書文\s])"), " et al."),
    (re.compile(r"(?<=[\w.])[书書文](?=[,.\s]|$)"), ""),
    (re.compile(r"(?i)\bсм\.\s+(?:выше,?\s+)?(?:примеч|прим|сноск)[а-я]*\.?\s*(?=[0-9])"), "see note "),
    (re.compile(r"(?i)\bуказ\.?\s*(?:соч|раб)\.?|\bцит\.\s*(?:соч|пр)\.?|ό\.\s?π\."), "op. cit."),
    (
        re.compile(
            r"(?i)στο\s+ίδιο|αυτόθι|המאמר\s+הנ״ל|המרגע\s+السابق|المرجع\s+(?:السابق|نفسه)|همان|שם(?=[,.\s]|$)"
        ),
        "ibid.",
    ),
)
_NOBODY = re.compile(r"(?<![\w.])(?:[oO]\.\s?V\.|N\.\s?N\.|\[?[sS]\.\s?n\.\]?)(?=[,:\s(])")
_LETTERED = re.compile(rf"(?<![\w–-])({signals.YEAR})(?:\s([a-h])(?=\s?[,:;.)]|$)|\s?\(([a-h])\))")
_LETTER_BEHIND = re.compile(rf"\(({signals.YEAR})\)([a-h])(?![\w])")
_GLUED_YEAR = re.compile(rf"(?<=[a-zà-ÿ])(?={signals.YEAR}[a-h]?(?![\w]))")
_GLUED_NEXT = re.compile(r"(?:(?<=[.)”»]),|(?<=[a-zà-ÿ”»])\.(?=[A-ZÀ-Þ][^\s,.:;]*,))(?=([A-ZÀ-Þ][^\s,.:;]*))")
_CITED_ON = re.compile(r"(?i)\bcit\.\s*(?=[0-9]{1,4}[-./]\s?[0-9])")
_ESCAPED = re.compile(r"&(?:#[0-9]{1,6}|#x[0-9a-fA-F]{1,5}|nbsp|amp|quot);")
_LABEL = r"(?:pp?|S|pag|page|pages)"
_GLUED = re.compile(r"([^\W\d_]{2,40}?)((?:pp?|S)\.\s?)(?=[0-9])")
_GLUED_BEHIND = re.compile(rf"(?<=[.)\]”’»\"{ITALIC_END}])({_LABEL}\.\s?)(?=[0-9])")
_GLUED_CIT = re.compile(r"([^\W\d_]{3,40})(cit\.)")
_GLUED_AT = re.compile(r"\b(at)(?=[0-9]{1,4}\b)")
_NUMBER = r"[0-9]{1,4}(?:\s?[–‑-]\s?[0-9]{1,4})?(?:\s?ff?\.?)?"
_BEHIND_PLACE = re.compile(
    rf"((?<![\w])(?:pp?|S|s|pages?|bls|str|sid)\.?\s?{_NUMBER}|[,:]\s{_NUMBER}(?=\.?[^\W\d_«“„‘]))\.?,?\s*"
    rf"(?={ITALIC}?((?:[«“‘„]\s?)*[A-ZÀ-ÞĀ-Ž][^\s,.:;]*))"
)
_CAP = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_CAPITALS = re.compile(
    rf"(?<![\w])({_CAP}[{_CAP[1:-1]}’'-]+(?:\s{_CAP}[{_CAP[1:-1]}’'-]+){{0,2}}),\s(?:{_CAP}\.|{_CAP}[a-zà-ÿ])"
)
_BODIES = frozenset(["NATO", "OECD", "UNESCO", "WHO", "IMF", "UN", "EU", "USA", "UK", "US", "BBC", "CIA"])
_SHOUTED = re.compile(rf"(?<![\w]){_CAP}[{_CAP[1:-1]}’'-]+(?![\w])")
_GIVEN = rf"(?:{_CAP}[\w’.-]*\s?){{1,3}}(?:(?:von|van|de|der|den|di|da)\s?){{0,2}}"
_TURNED = rf"(?:(?:von|van|de|der|den|di|da)\s){{0,2}}{_CAP}[\w’'-]*(?:\s{_CAP}[\w’'-]+)?,\s{_GIVEN}"
_STOP = r"(?:[,;:.(]|(?:and|und|et|y|&)\s|$)"
_PARTED = re.compile(rf"{_TURNED};\s{_TURNED}(?={_STOP})")
_BEHIND_IBID = re.compile(
    rf"^({ITALIC}?(?:ibid(?:em)?|ebd|ebenda)\b\.?{ITALIC_END}?)\s*(?={ITALIC}?([A-ZÀ-ÞĀ-Ž][^\s,.:;]+))",
    re.IGNORECASE,
)
_PLACE_FIRST = re.compile(
    rf"(,\spp?\.\s?{_NUMBER})\.?(,\s(?:[0-9]{{1,2}}\s[^\W\d_]+\s)?{signals.YEAR}[a-h]?)(?=\.?(?:$|;))"
)
_KEYWORDS = frozenset(["ibid", "ibidem", "ivi", "ebd", "ebenda", "cit", "supra", "idem", "id", "ib"])


@dataclass(frozen=True)
class Vocabulary:
    """The words of a document's notes, and those with which one begins."""

    words: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    """Family names that the document prints in capitals."""
    stops: bool = False
    """Whether full stops part the fields of its citations: *Lee, Tom. Salt. Paris, 2003.*"""
    pointers: frozenset[str] = frozenset()
    """What stands in brackets before the number of an earlier note, whatever word that is."""
    parted: bool = False
    """Whether it parts the names of one work by semicolons."""


def vocabulary(numbered: Iterable[tuple[str, str]]) -> Vocabulary:
    """The vocabulary of the notes, each with what is printed as its number."""
    pairs_ = list(numbered)
    notes = [text for _, text in pairs_]
    every: set[str] = set()
    first: set[str] = set()
    capitals: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    parted = joined = stopped = citing = 0
    for note in notes:
        bare = upright(note)[:6000]
        found = words(bare)
        every.update(found)
        first.update(found[:1])
        capitals.update(word for name in _CAPITALS.findall(bare) for word in name.split())
        parted += bool(_PARTED.match(bare))
        parts = [part.strip() for part in bare.split(";")]
        for part, after in itertools.pairwise([*parts, ""]):
            first.update(words(part[:40])[:1])
            if after and is_names(part):
                pair = (
                    part,
                    after[: len(after) - len(after.lstrip()) + 40]
                    .split(",")[0]
                    .split("(")[0]
                    .strip(" 0123456789"),
                )
                joined += pair in pairs
                pairs.add(pair)
        citing += bool(re.search(signals.YEAR, bare))
        stopped += _begins_with_names(bare)
    capitals = {name for name in capitals if not is_body(name.title()) and name not in _BODIES}
    return Vocabulary(
        frozenset(every),
        frozenset(first),
        frozenset(capitals if len(capitals) > 2 else ()),
        stops=stopped > 2 and stopped > 0.3 * citing,
        pointers=_pointers(pairs_),
        parted=parted > 1 or joined > 0,
    )


_POINTER = re.compile(r"[(\[]\s*([^\W\d_][^\d()\[\];]{0,18}?)\s*([0-9]{1,4})\s*[)\]]")


def _pointers(notes: Iterable[tuple[str, str]]) -> frozenset[str]:
    """What, in brackets before a number, always leads to an earlier note with the name that stands before."""
    there: dict[str, set[str]] = {}
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for printed, text in notes:
        bare = upright(text)[:6000]
        there[printed] = set(words(bare))
        for found in _POINTER.finditer(bare):
            name = telling(bare[max(0, found.start() - 200) : found.start()].rpartition(";")[2])[:1]
            if name:
                hit = name[0] in there.get(found[2], ()) and found[2] != printed
                (right if hit else wrong)[found[1].strip().casefold()] += 1
    return frozenset(word for word, times in right.items() if times > 2 and not wrong[word])


def is_names(part: str) -> bool:
    """Whether ``part``, between semicolons, is one maker's name and no more."""
    if not part or any(letter.isdigit() for letter in part) or len(part.split()) > 5 or IBID.match(part):
        return False
    found = makers(part)
    return found is not None and len(found.families) == 1 and not found.others and part[-1] not in "”»’"


def _begins_with_names(note: str) -> bool:
    """Whether names and a full stop begin ``note``, and a title follows."""
    found = re.match(
        r"\s*([^.;:“«„]{3,160}?(?:\s[A-Z]\.(?:\s?[A-Z]\.)*)?)\.?\s(?=[A-ZÀ-Þ«“„‘])(?<=\.\s)", note
    )
    if found is None or ("," not in found[1] and not is_body(found[1].title())):
        return False
    return makers(found[1]) is not None


def tidy(text: str, known: Vocabulary) -> str:
    """``text`` with what was glued apart, and wide punctuation and keywords of other scripts as in ours.

    >>> tidy("Ibid.p. 65", Vocabulary())
    'Ibid., p. 65'
    >>> tidy("Lee, Breadp. 26Marsh, Salt, p. 9", Vocabulary(frozenset(["bread"]), frozenset(["marsh"])))
    'Lee, Bread, p. 26; Marsh, Salt, p. 9'
    >>> tidy("见 《Bread》，同上注。", Vocabulary())
    '见  “Bread”, ibid. . '
    """
    if "&" in text:
        text = _ESCAPED.sub(lambda found: unescape(found[0]), text)
    text = _NOBODY.sub("Anonym", text)
    if not text.isascii():
        text = text.translate(_WIDE)
        for pattern, ours in _TRANSLATED:
            text = pattern.sub(ours, text)
    text = _CITED_ON.sub("accessed ", _bracketed(text))
    if known.capitals:
        text = _SHOUTED.sub(
            lambda found: found[0].title().replace("’S", "’s") if found[0] in known.capitals else found[0],
            text,
        )
    if known.parted:
        text = _joined(text)
    text = _GLUED_YEAR.sub(" ", _LETTER_BEHIND.sub(r"(\1\2)", text))
    text = _GLUED_NEXT.sub(lambda found: "; " if _starts(found[1], known) else found[0], text)
    if known.pointers:
        text = _POINTER.sub(
            lambda found: f"(n. {found[2]})" if found[1].strip().casefold() in known.pointers else found[0],
            text,
        )
    text = _LETTERED.sub(lambda found: f"{found[1]}{found[2] or found[3]}", text)
    text = _GLUED_BEHIND.sub(r", \1", text)
    text = _GLUED.sub(
        lambda found: f"{found[1]}, {found[2]}" if _is_word(found[1], known) else found[0], text
    )
    text = _GLUED_CIT.sub(
        lambda found: f"{found[1]}, {found[2]}" if _is_word(found[1], known) else found[0], text
    )
    text = _GLUED_AT.sub(r"\1 ", text)
    text = _PLACE_FIRST.sub(r"\2\1", text)
    text = _BEHIND_IBID.sub(lambda found: f"{found[1]}; " if _begins(found, known) else found[0], text)
    return _BEHIND_PLACE.sub(lambda found: f"{found[1]}; " if _begins(found, known) else found[0], text)


def _joined(text: str) -> str:
    """``text`` with the names of one work joined that semicolons part."""
    parts = text.split(";")
    whole = parts[0]
    for before, part in itertools.pairwise(parts):
        whole += f"{' &' if is_names(upright(before).strip()) else ';'}{part}"
    return whole


def _is_word(word: str, known: Vocabulary) -> bool:
    plain = fold(word)
    return plain in _KEYWORDS or (len(plain) > 2 and plain in known.words)


def _begins(found: re.Match[str], known: Vocabulary) -> bool:
    return _starts(found[2], known)


def _starts(word: str, known: Vocabulary) -> bool:
    """Whether a citation of the document begins with ``word``."""
    begin = words(word)
    return bool(begin) and begin[0] in known.first


def _bracketed(text: str) -> str:
    """A note that is in brackets as a whole, without them."""
    bare = text.strip()
    if not bare.startswith("(") or not bare.rstrip(".").endswith(")"):
        return text
    inner = bare.rstrip(".")[1:-1]
    depth = 0
    for letter in inner:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return text
    return inner
