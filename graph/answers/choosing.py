"""What of the notes and citations to fix fits into a letter: some of each kind, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .gaps.finding import Gap
from .gaps.source_checks import CHECK, NO_MEND, SURELY

MOST = 12
"""Lines of the letter about notes and citations."""


class Line(NamedTuple):
    """A line about what ``id`` names; ``said`` comes from the data."""

    id: str | int
    place: str | None
    said: str


class Group(NamedTuple):
    """Lines of one kind, ``total`` of them where not all are chosen, and what would mend them."""

    title: str
    total: int
    lines: list[Line]


_KINDS = (
    "withdrawn work",
    "no text",
    "note that leads nowhere",
    "accessed before it existed",
    "weak citation",
    "quotation without a note",
    "implicit citation",
    "unused note",
)
_TITLES = {
    "withdrawn work": "Works whose own title says that they were withdrawn, or that they are a notice of it",
    "no text": "Claims without text: write in your own words what is claimed",
    "note that leads nowhere": "Notes that lead nowhere: say which note or work is meant",
    "accessed before it existed": "Notes accessed before what they cite existed: check the dates",
    "weak citation": "Citations whose note hardly shows the claim: cite a source that does, or say less",
    "quotation without a note": "Quotations without a note: cite where they were said",
    "implicit citation": "Sources that are plainly used, without a marker: put it there",
    "unused note": "Notes that no claim cites",
}
_MISPRINTS = "Notes that surely have something wrong; check what is meant against the source"
_ODD = "Other oddities that are sure"
_UNSURE = "Oddities that are less sure"
_MOST_TOGETHER = 6
"""Oddities of one thing that are told in its line."""
_SHARES = (3, 2)
"""Lines a turn of the first groups; the others have one."""


def choose(notes: Sequence[Gap]) -> list[Group]:
    """The groups of ``notes``, each cut so that all together have at most ``MOST`` lines.

    Works that were withdrawn come first, then notes that are surely wrong, those with the most
    oddities before the others, then those whose oddity is the rarest; then weak citations, other
    sure oddities, and the rest. Groups take turns, the first three lines at a time and the second
    two.
    """
    groups = [group for group in _groups(notes) if group.lines]
    taken = [0] * len(groups)
    left = MOST
    while left and any(count < len(group.lines) for count, group in zip(taken, groups, strict=True)):
        for number, group in enumerate(groups):
            turn = _SHARES[number] if number < len(_SHARES) else 1
            more = min(turn, left, len(group.lines) - taken[number])
            taken[number] += more
            left -= more
    return [
        Group(group.title, group.total, group.lines[:count])
        for group, count in zip(groups, taken, strict=True)
        if count
    ]


def _groups(notes: Sequence[Gap]) -> list[Group]:
    odd = [gap for gap in notes if gap["kind"] == "anomaly"]
    sure = [gap for gap in odd if gap["severity"] != "low"]
    broken = _merged([gap for gap in sure if isinstance(gap["id"], int)])
    others = _merged([gap for gap in sure if not isinstance(gap["id"], int)])
    unsure = _merged([gap for gap in odd if gap["severity"] == "low"])
    plain = {
        kind: [Line(gap["id"], gap["place"], gap["detail"]) for gap in notes if gap["kind"] == kind]
        for kind in _KINDS
    }
    withdrawn = (_TITLES["withdrawn work"], plain.pop("withdrawn work"))
    found = [
        withdrawn,
        (_MISPRINTS, broken),
        (_TITLES["weak citation"], plain.pop("weak citation")),
        (_ODD, others),
    ]
    found += [(_TITLES[kind], lines) for kind, lines in plain.items()]
    found.append((_UNSURE, unsure))
    return [Group(title, len(lines), lines) for title, lines in found]


def _merged(odd: Sequence[Gap]) -> list[Line]:
    """One line a thing, its oddities together; the oddest first."""
    things: dict[str | int, list[Gap]] = {}
    for gap in odd:
        things.setdefault(gap["id"], []).append(gap)
    common = Counter(_kind(gap) for gap in odd)
    oddest = sorted(
        things.values(), key=lambda gaps: (-len(gaps), min(common[_kind(gap)] for gap in gaps))
    )  # stable: else in the order of the data
    return [_line(gaps) for gaps in oddest]


def _line(gaps: Sequence[Gap]) -> Line:
    said = "; ".join(map(_oddity, gaps[:_MOST_TOGETHER]))
    rest = len(gaps) - _MOST_TOGETHER
    return Line(gaps[0]["id"], gaps[0]["place"], f"{said}; {rest} more" if rest > 0 else said)


def _kind(gap: Gap) -> str:
    return gap["detail"].partition(":")[0]


def _oddity(gap: Gap) -> str:
    if gap["mend"] == NO_MEND:
        return gap["detail"]
    meant = gap["mend"].removesuffix(CHECK)
    return f"{gap['detail']}, {meant.removesuffix(SURELY)}"  # as the title of the group says already
