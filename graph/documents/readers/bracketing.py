"""Brackets and dashes that stand around markers in a text: ``[1]–[3]``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..marks import KEYED, marker

_DASH = re.compile("\ue000([^\ue001]*)\ue001([\\])\\s]*[–—‑-][\\[(\\s]*)\ue000([^\ue001]*)\ue001")
_BRACKETS = re.compile("[\\[(]\\s*((?:\ue000[^\ue001]*\ue001[\\s,;]*)+)[\\])]")


def unbracketed(text: str, order: Sequence[str]) -> str:
    """``text`` with ranges between two markers written out, and the brackets around markers gone."""

    def whole(found: re.Match[str]) -> str:
        first, last = found[1], found[3]
        if first in order and last in order:
            begin, end = order.index(first), order.index(last)
            if 0 < end - begin < 60:
                return "".join(map(marker, order[begin : end + 1]))
        return found[0]

    before = None
    while before != text:
        before = text
        text = _DASH.sub(whole, text)
    text = _BRACKETS.sub(lambda found: "".join(map(marker, KEYED.findall(found[1]))), text)
    return re.sub("\ue001[\\]\\s,]*,?\\s*\\[?(?=\ue000)", "\ue001", text) if "\ue001" in text else text
