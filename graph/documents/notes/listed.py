"""The lists of notes in text that nothing marks up: which blocks are notes, under which numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..manuscript import Block, Note, Problem
from ..marks import upright
from .glued import GLUED, begins, parted
from .markers import ODDITIES, SUPERSCRIPT, mark

_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DRESSES = {
    "bracketed": re.compile(r"\s*\\?\[\s*([0-9]{1,5})\s*\\?\]:?\s*"),
    "raised": re.compile(rf"\s*(?:\^([0-9]{{1,5}})\^|<sup>\s*([0-9]{{1,5}})\s*</sup>|([{_HIGH}]+))\s*"),
    "plain": re.compile(r"\s*\(?([0-9]{1,5})(?:[.):]\)?\s*|\s+)(?=\S)"),
    "glued": GLUED,
}
CAPTION = re.compile(
    r"\W*(?:[0-9IVX]+\.?\s+)?(?:(?:end|foot)?notes?(?:\s+and\s+references)?|references?(?:\s+and\s+notes)?|works?\s+cited|literature(?:\s+cited)?|"
    r"bibliography|anmerkungen|endnoten|fußnoten|literatur(?:verzeichnis)?|notes?\s+de\s+(?:bas\s+de\s+page|fin)|références|note|riferimenti|notas|referencias)\W*",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"\W*(?:[0-9IVX]+\.?\s+)?(?:references?|works?\s+cited|literature|literatur|bibliograph|références|referencias)",
    re.IGNORECASE,
)
_STAR = re.compile(r"\s*([*†‡§¶]{1,3})\s*(?=[^\s*†‡§])")
_GAP = 5
_VANCOUVER = re.compile(
    r"\b(?:1[89]|20)[0-9]{2};\s?[0-9]+|doi:|\bet al\.|[A-Z]{1,3}, [A-Z][\w’-]+ [A-Z]{1,3}[,.]"
)


@dataclass(frozen=True)
class Listed:
    """The body, its markers keyed, and the notes."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    rest: tuple[Block, ...] = ()
    """Blocks behind the last list of notes."""


@dataclass
class _Run:
    dress: str
    entries: list[tuple[int, int, str]]
    """Block, number, text."""
    end: int
    glued: set[int] = field(default_factory=set)
    """The numbers that are glued to their notes."""


def read_list(blocks: Sequence[Block], series: str = "") -> Listed:
    """Find the lists of notes among ``blocks`` and key their markers in the text before each."""
    runs = _runs(blocks)
    if not runs:
        return Listed(tuple(blocks), (), tuple(_stray(blocks)))
    body: list[Block] = []
    notes: list[Note] = []
    problems: list[Problem] = []
    start = 0
    for place, run in enumerate(runs):
        first = run.entries[0][0]
        captioned = first - 1 >= start and bool(CAPTION.fullmatch(upright(blocks[first - 1].text)))
        part = blocks[start : first - 1 if captioned else first]
        own = f"{series}{place}" if len(runs) > 1 else series
        reference = _is_references(blocks[first - 1].text if captioned else "", run)
        chapter, own_notes, own_problems = _keyed(part, run, own, reference)
        body += chapter
        notes += own_notes
        problems += own_problems
        start = run.end
    return Listed(tuple(body), tuple(notes), tuple(problems), tuple(blocks[start:]))


def _is_references(caption: str, run: _Run) -> bool:
    if caption and _REFERENCES.match(upright(caption)):
        return True
    telling = sum(bool(_VANCOUVER.search(text)) for _, _, text in run.entries)
    return telling > 0.5 * len(run.entries)


def _keyed(
    part: Sequence[Block], run: _Run, series: str, reference: bool
) -> tuple[list[Block], list[Note], list[Problem]]:
    prefix = f"{series}:" if series else ""
    counted: dict[int, int] = {}
    notes: list[Note] = []
    problems: list[Problem] = []
    entries, middles = parted(run.entries, run.dress, [block.text for block in part])
    for _, number, text in entries:
        counted[number] = counted.get(number, 0) + 1
        again = f"~{counted[number]}" if counted[number] > 1 else ""
        notes.append(Note(f"{prefix}{number}{again}", text, str(number), series, reference))
        if again:
            problems.append(
                Problem("number twice", f"two notes are numbered {number}", note=f"{prefix}{number}{again}")
            )
    for number in sorted({*run.glued, *middles}):
        said = (
            f"it stood in the middle of note {number - 1}"
            if number in middles
            else "its number was glued to it"
        )
        problems.append(Problem("glued note", said, note=f"{prefix}{number}"))
    marked = mark([block.text for block in part], {str(number) for number in counted})
    seen: dict[str, int] = {}

    def key(found: re.Match[str]) -> str:
        number = found[1]
        seen[number] = seen.get(number, 0) + 1
        again = f"~{seen[number]}" if 1 < seen[number] <= counted.get(int(number), 1) else ""
        return f"\ue000{prefix}{number}{again}\ue001"

    chapter = [
        Block(re.sub("\ue000([0-9]+)\ue001", key, text), block.kind, block.level)
        for block, text in zip(part, marked.texts, strict=True)
    ]
    for kind, shown, near in marked.odd:
        glued = f"{prefix}{shown}" if kind == "glued marker" else None
        problems.append(Problem(kind, ODDITIES[kind].format(shown), note=glued, near=near))
    numbers = sorted(counted)
    missing = [number for number in range(1, numbers[-1]) if number not in counted] if numbers[0] == 1 else []
    problems += [
        Problem("number missing", f"there is no note {number}", near=None) for number in missing[:50]
    ]
    return chapter, notes, problems


def _runs(blocks: Sequence[Block]) -> list[_Run]:
    """The lists of notes: of the best dress, each from number 1 (or the first in the list) on."""
    best: list[_Run] = []
    for dress, pattern in _DRESSES.items():
        runs = _of_dress(blocks, dress, pattern)
        if sum(len(run.entries) for run in runs) > sum(len(run.entries) for run in best):
            best = runs
        if best and dress not in ("plain", "glued"):
            break
    return best


def _of_dress(blocks: Sequence[Block], dress: str, pattern: re.Pattern[str]) -> list[_Run]:
    runs: list[_Run] = []
    place = 0
    while place < len(blocks):
        found = _entry(blocks[place], pattern)
        if found is None:
            place += 1
            continue
        run = _Run(dress, [(place, *found)], place + 1)
        while run.end < len(blocks):
            last = run.entries[-1][1]
            after = _entry(blocks[run.end], pattern) or _glued_entry(blocks[run.end], last + 1)
            if (
                after is not None
                and -1 <= after[0] - last <= _GAP + 1
                and (after[0] != last - 1 or len(run.entries) > 1)
            ):
                run.entries.append((run.end, *after))
                run.end += 1
                continue
            following = _entry(blocks[run.end + 1], pattern) if run.end + 1 < len(blocks) else None
            if (
                after is None
                and following is not None
                and following[0] == last + 1
                and blocks[run.end].kind != "heading"
                and len(run.entries) > 1
            ):
                number = run.entries[-1]  # a note's second paragraph
                run.entries[-1] = (number[0], number[1], f"{number[2]} {blocks[run.end].text}")
                run.end += 1
                continue
            break
        if _is_list(blocks, run):
            run.glued = {number for at, number, _ in run.entries if not _is_dressed(blocks[at])}
            runs.append(run)
        place = run.end
    return runs


def _entry(block: Block, pattern: re.Pattern[str]) -> tuple[int, str] | None:
    found = pattern.match(block.text)
    if found is None or (found.end() == len(block.text) and pattern is _DRESSES["plain"]):
        return None
    digits = next(group for group in found.groups() if group).translate(SUPERSCRIPT)
    return int(digits), block.text[found.end() :].strip()


def _is_dressed(block: Block) -> bool:
    return any(pattern.match(block.text) for dress, pattern in _DRESSES.items() if dress != "glued")


def _glued_entry(block: Block, number: int) -> tuple[int, str] | None:
    text = begins(block.text, number) if block.kind != "heading" else None
    return None if text is None else (number, text.strip())


def _is_list(blocks: Sequence[Block], run: _Run) -> bool:
    first = run.entries[0][0]
    captioned = first > 0 and bool(CAPTION.fullmatch(upright(blocks[first - 1].text)))
    if captioned:
        return True
    if run.dress == "bracketed":
        return len(run.entries) > 1 or first >= len(blocks) - 2
    if run.dress == "raised":
        return True
    if len(run.entries) < 2 or run.end < len(blocks) - 12:
        return False
    numbers = {number for _, number, _ in run.entries}
    texts = [block.text for block in blocks[:first]]
    found = mark(texts, {str(number) for number in numbers}).found
    return len(found) >= max(1, len(numbers) // 2)


def _stray(blocks: Sequence[Block]) -> list[Problem]:
    """Markers of a text without a list of notes."""
    found: list[Problem] = []
    for block in blocks:
        for match in re.finditer(r"\[([0-9]{1,3})\]", block.text):
            found.append(
                Problem(
                    "marker without note",
                    f"there is no note {match[1]}",
                    near=block.text[max(0, match.start() - 30) : match.end()],
                )
            )
    return found[:200]


def unnumbered(blocks: Sequence[Block]) -> tuple[list[Block], list[Problem]]:
    """Take the notes marked ``*`` out of ``blocks``; each is reported."""
    kept: list[Block] = []
    problems: list[Problem] = []
    for place, block in enumerate(blocks):
        star = _STAR.match(block.text)
        if (
            star
            and place > 1
            and len(block.text) > star.end() + 8
            and any(star[1] in other.text and not _STAR.match(other.text) for other in blocks[:place])
        ):
            problems.append(
                Problem(
                    "unnumbered note", f"the note marked {star[1]} has no number: {upright(block.text)[:60]}"
                )
            )
            continue
        kept.append(block)
    return kept, problems
