"""Where the sentences of a paragraph begin and end.

A rule of our own, small and fixed, since sentence numbers are part of every passage's name: a
library's next version would rename them. Whoever changes it changes the labels of all published
data sets; so it is not changed, only, if ever, versioned.

A sentence ends at ``.``, ``!``, ``?`` or an ellipsis, with the closing quotes, brackets and note
markers that follow, where white space comes next and then a capital, a digit or a letter of a
script without capitals (opening quotes and brackets skipped); or at the full stop of a script
written without spaces. It does not end after an abbreviation, an initial, or the number that
opens a list item.
"""

from __future__ import annotations

import re

_CLOSING = "”’\"'»)\\]"
_OPENING = "“‘\"'«(\\["
END = re.compile(
    r"(?<![.!?…])[.!?…]{1,9}"
    rf"[{_CLOSING}]{{0,4}}(?:\s{{0,4}}\[[0-9]{{1,4}}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,4}}){{0,9}}[{_CLOSING}]{{0,4}}"
    rf"(?!\s*\[[0-9]+\])(?=\s+[{_OPENING}]{{0,3}}(\w))"
    r"|(?<![。！？।])[。！？।]{1,9}[」』”’）]{0,4}(?:\[[0-9]{1,4}\]){0,9}"
)
TAIL = re.compile(rf"[{_CLOSING}]*(?:\s*\[[0-9]+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])*[{_CLOSING}]*$")
ABBREVIATION = re.compile(
    r"(?:\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gen|Gov|Lt|Col|Capt|Sgt|Rev|Hon|Amb"
    r"|pp?|vol|Vol|no|op|cit|eds?|Eds?|trans|St|Mt|Ft|Co|vs|cf|Cf|ca|viz|al|approx|e\.g|i\.e|E\.g|I\.e"
    r"|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)
BEFORE_A_NUMBER = re.compile(r"\b(?:No|Nos|nos|Nr|Figs?|figs?|Eqs?|Sec|sec|[Cc]h|[Aa]rts?|[Pp]aras?)\.$")
ENUMERATOR = re.compile(r"\s*\(?(?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]+")


def split(paragraph: str, *, loosely: bool = False) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``paragraph``, end exclusive, white space at the ends left out.

    What holds no letter or digit is no sentence. ``loosely`` also ends one at a full stop before a
    small letter, for a search: labels never do. Linear in the length.

    >>> text = 'He came in no. 2. “Why?” she asked Mr. Abe. [3] Nobody knew.'
    >>> [text[start:end] for start, end in split(text)]
    ['He came in no. 2.', '“Why?” she asked Mr. Abe. [3]', 'Nobody knew.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for found in END.finditer(paragraph):
        if _ends(paragraph, start, found, loosely):
            _append(spans, paragraph, start, found.end())
            start = found.end()
    _append(spans, paragraph, start, len(paragraph))
    return spans


def _ends(paragraph: str, start: int, found: re.Match[str], loosely: bool) -> bool:
    following = found[1]
    if following is None:
        return True
    if following == "_" or (following.islower() and not (loosely and found[0].startswith("."))):
        return False
    head = paragraph[max(start, found.start() - 20) : found.end()]
    core = TAIL.sub("", head)
    if core.endswith(".") and not core.endswith(".."):
        if ABBREVIATION.search(core):
            return False
        if following.isdigit() and BEFORE_A_NUMBER.search(core):
            return False
    if found.end() - start < 12:
        return not ENUMERATOR.fullmatch(paragraph, start, found.end())
    return True


def _append(spans: list[tuple[int, int]], paragraph: str, start: int, end: int) -> None:
    piece = paragraph[start:end]
    if not any(map(str.isalnum, piece)):
        return
    spans.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
