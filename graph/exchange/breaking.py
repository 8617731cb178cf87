"""Where a line of a label may end, in scripts that put no spaces between words, too.

Chinese, Japanese, Thai, Lao, Khmer, Burmese and Tibetan are broken between letters, but never before
a mark of the letter, a vowel or a stop that belongs to it, nor after an opening bracket. Other
scripts are broken at spaces and hyphens only, so that ids and addresses stay whole.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator

from ..views.text.terminal import columns

_UNSPACED = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u1a20-\u1aaf\u2e80-\u2fdf\u3000-\u9fff\ua960-\ua97f\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff9f\U00017000-\U0001b2ff\U00020000-\U0003fffd]"
)
_CLOSING = frozenset(
    "、。，．）」』】〉》〕］｝！？：；ー々ゝヽぁぃぅぇぉっゃゅょァィゥェォッャュョ…ะาำๅๆฯ་།။၊។,.!?:;)]}»”’%"
)
_OPENING = frozenset("（「『【〈《〔［｛([{«“‘เแโใไເແໂໃໄ")


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, a word without a place to break it excepted."""
    rows = (textwrap.wrap(row, width, break_long_words=False) for row in text.splitlines())
    return [line for row in rows for long in row for line in _broken(long, width)]


def _broken(line: str, width: int) -> Iterator[str]:
    if columns(line) <= width or not _UNSPACED.search(line):
        yield line
        return
    start = used = 0
    for piece in _pieces(line):
        wide = columns(line[piece.start : piece.stop])
        if used and used + wide > width:
            yield line[start : piece.start].strip()
            start, used = piece.start, 0
        used += wide
    yield line[start:].strip()


def _pieces(line: str) -> Iterator[slice]:
    """The parts of ``line`` between which it may be broken."""
    start = 0
    for at in range(1, len(line)):
        before, letter = line[at - 1], line[at]
        apart = before == " " or _UNSPACED.match(before) or _UNSPACED.match(letter)
        if (
            apart
            and before not in _OPENING
            and letter not in _CLOSING
            and letter != " "
            and not _is_mark(letter)
        ):
            yield slice(start, at)
            start = at
    yield slice(start, len(line))


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")
