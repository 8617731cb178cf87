"""PDF, with the extra ``[pdf]``: lines by their place, notes by the size of their letters.

A digit smaller than 0.87 of its line's letters, and raised, marks a note; small lines at the foot
of a page are notes, and one that runs on over the page is joined.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import ExtraMissing, FileError
from ..furniture import ends_sentence
from ..manuscript import Block, Manuscript, Note, Problem, line
from ..marks import clean
from ..notes.listed import CAPTION
from ..notes.markers import ODDITIES, mark
from .pdf_lines import Line, all_lines
from .plain import structured

if TYPE_CHECKING:
    from .source import Source

_FOOT = 0.94
"""Lines with letters smaller than this part of the body's may be notes."""
_COLUMN, _GUTTER = 100, 6
"""Points: how far apart columns begin at least, and the least between them."""
_NOTE_START = re.compile(
    r"\^([0-9]{1,4})\^(?:[.)](?=\s))?\s*|\[([0-9]{1,4})\]\s*|([0-9]{1,4})(?:[.)]\s+|\s+)(?=[^\W\d_]|[“‘\"«„(])"
)


def read(source: Source) -> Manuscript:
    """Read the PDF ``source``. Raises ExtraMissing without pypdfium2, FileError for one without text."""
    try:
        import pypdfium2
    except ImportError as error:
        raise ExtraMissing("reading PDF needs pypdfium2", "pip install 'claimgraph[pdf]'") from error
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise FileError(f"{source.name} is protected by a password", "save it without one") from error
        raise FileError(
            f"{source.name} is damaged: it is no whole PDF", "save or print the document anew"
        ) from error
    try:
        lines = all_lines(document, source.name)
        meta = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise FileError(f"{source.name} is damaged: a page of it cannot be read", "print it anew") from error
    finally:
        document.close()
    if sum(len(one.text) for one in lines) < 40:
        raise FileError(
            f"{source.name} holds pictures of pages, no text",
            "recognise its text first, for example with `ocrmypdf`",
        )
    return _manuscript(lines, meta)


def _manuscript(lines: list[Line], meta: dict[str, str]) -> Manuscript:
    body_size = _mode(lines)
    lines, skipped = _without_furniture(lines)
    body, notes = _parted(lines, body_size)
    title = _title(body, body_size)
    if title:
        body = [one for one in body if one not in title]
    blocks = [block for block in _blocks(body, body_size) if block.text]
    while notes and blocks and CAPTION.fullmatch(blocks[-1].text):
        blocks.pop()  # of the list of notes, which is not there any more
    heading = line(" ".join(one.text for one in title)) if title else None
    heading = heading or (line(clean(meta.get("Title", ""))) or None)
    authors = tuple(
        name for name in re.split(r";| and ", line(clean(meta.get("Author", "")))) if " " in name.strip()
    )
    problems = [Problem("text skipped", f"{skipped} lines of page furniture")] if skipped else []
    if not notes:
        made = structured(
            blocks, "pdf", problems, headed=sum(block.kind == "heading" for block in blocks) > 1
        )
        return replace(made, title=heading or made.title, authors=made.authors or authors)
    numbers = {note.printed or "" for note in notes}
    marked = mark([block.text for block in blocks], numbers)
    blocks = [
        Block(line(text), block.kind, block.level) for block, text in zip(blocks, marked.texts, strict=True)
    ]
    for kind, number, near in marked.odd:
        glued = number if kind == "glued marker" else None
        problems.append(Problem(kind, ODDITIES[kind].format(number), glued, near))
    return Manuscript("pdf", tuple(blocks), tuple(notes), heading, authors, None, tuple(problems))


def _mode(lines: Sequence[Line]) -> float:
    """The size of the body's letters: the largest that a quarter of all have, for notes may outweigh it."""
    sizes: Counter[float] = Counter()
    for one in lines:
        sizes[round(one.size, 1)] += len(one.text)
    many = [size for size, count in sizes.items() if count * 4 >= sizes.total()]
    return max(many) if many else sizes.most_common(1)[0][0]


def _without_furniture(lines: list[Line]) -> tuple[list[Line], int]:
    """``lines`` without heads and feet that return from page to page, and page numbers."""
    pages = len({one.page for one in lines})
    edges: Counter[tuple[str, int]] = Counter()
    first_last: dict[int, list[Line]] = {}
    for one in lines:
        first_last.setdefault(one.page, []).append(one)
    marginal: set[int] = set()
    for own in first_last.values():
        ordered = sorted(own, key=lambda one: -one.y)
        for one in [*ordered[:2], *ordered[-2:]]:
            marginal.add(id(one))
            edges[_likeness(one), round(one.y * 40)] += 1
    kept: list[Line] = []
    for one in lines:
        likeness = _likeness(one)
        returns = edges[likeness, round(one.y * 40)] >= max(2, min(3, pages // 2)) and pages > 1
        page_number = re.fullmatch(r"\W*(?:[0-9]{1,4}|[ivxl]{1,6})\W*", one.text)
        if id(one) in marginal and (
            (returns and not ends_sentence(one.text)) or (page_number and (one.y < 0.12 or one.y > 0.9))
        ):
            continue
        kept.append(one)
    return kept, len(lines) - len(kept)


def _likeness(one: Line) -> str:
    return re.sub(r"[0-9]+", "#", one.text.casefold())


def _parted(lines: list[Line], body: float) -> tuple[list[Line], list[Note]]:
    """The lines of the body, and the notes at the feet of the pages."""
    text: list[Line] = []
    notes: list[tuple[str, list[str]]] = []
    pages: dict[int, list[Line]] = {}
    for one in lines:
        pages.setdefault(one.page, []).append(one)
    for own in pages.values():
        cut = len(own)
        while cut and own[cut - 1].size < _FOOT * body:
            cut -= 1
        foot = own[cut:]
        if not any(_NOTE_START.match(one.text) for one in foot) and not (notes and foot and foot[0].y < 0.35):
            text += own
            continue
        text += own[:cut]
        for place, one in enumerate(foot):
            start = _NOTE_START.match(one.text)
            number = int(next(group for group in start.groups() if group)) if start else 0
            last = int(notes[-1][0]) if notes else 0
            if start and (not notes or last < number <= last + 3 or (number == 1 and last > 1)):
                notes.append((str(number), [one.text[start.end() :]]))
            elif notes:
                notes[-1][1].append(one.text)
            elif place == 0:
                text += [one]
    counted: Counter[str] = Counter()
    made: list[Note] = []
    for printed, parts in notes:
        counted[printed] += 1
        key = printed if counted[printed] == 1 else f"{printed}~{counted[printed]}"
        made.append(Note(key, re.sub(r"\^([0-9]+)\^", r"\1", _run(parts)), printed))
    return text, made


def _run(parts: Sequence[str]) -> str:
    """Lines joined to one, words that were broken whole again."""
    text = ""
    for part in parts:
        if text.endswith("\u00ad") or (
            re.search(r"[a-zà-ÿ][-\u2010]$", text) and re.match(r"[a-zà-ÿ]", part)
        ):
            text = text[:-1] + part
        elif text.endswith(("/", "-")) and "://" in text.rsplit(" ", 1)[-1]:
            text += part
        else:
            text = f"{text} {part}" if text else part
    return line(text)


def _title(body: Sequence[Line], size: float) -> list[Line]:
    first = [one for one in body if one.page == 0][:14]
    large = [one for one in first if one.size > 1.15 * size]
    if not large:
        return []
    largest = max(one.size for one in large)
    return [one for one in large if one.size > 0.97 * largest][:4]


def _blocks(body: Sequence[Line], size: float) -> Iterator[Block]:
    """Paragraphs and headings: parted by gaps, indents, and letters of another size."""
    if not body:
        return
    gaps = Counter(
        round(a.y - b.y, 3) for a, b in itertools.pairwise(body) if a.page == b.page and 0 < a.y - b.y < 0.1
    )
    leading = gaps.most_common(1)[0][0] if gaps else 0.02
    body = _in_one_column(body)
    left = Counter(round(one.x) for one in body).most_common(1)[0][0]
    right = max((one.right for one in body), default=0.0)
    run: list[Line] = []
    for one in body:
        if run and _begins(run[-1], one, leading, left, right, size):
            yield _block(run, size)
            run = []
        run.append(one)
    yield _block(run, size)


def _in_one_column(body: Sequence[Line]) -> Sequence[Line]:
    """``body`` with the lines of a second column moved over the first, where there are two."""
    margins = Counter(round(one.x) for one in body)
    (first, count), *others = margins.most_common(8)
    second = [x for x, often in others if abs(x - first) > _COLUMN and often > 0.2 * count]
    if not second:
        return body
    low, high = sorted((first, second[0]))
    if sum(one.x < high - _GUTTER < high + _GUTTER < one.right for one in body) > 0.2 * len(body):
        return body  # lines run across
    return [
        replace(one, x=one.x - high + low, right=one.right - high + low) if one.x > high - _GUTTER else one
        for one in body
    ]


def _begins(before: Line, one: Line, leading: float, left: float, right: float, size: float) -> bool:
    if abs(before.size - one.size) > 0.06 * size:
        return True
    bare = re.sub(r"\^[0-9,–-]+\^", "", before.text).rstrip()
    if before.page != one.page or one.y > before.y:
        return ends_sentence(bare) and (
            one.x > left + 0.6 * size or before.right < left + 0.8 * (right - left)
        )
    if before.y - one.y > 1.45 * leading:
        return True
    indented = one.x > before.x + 0.6 * size and one.x < left + 5 * size and before.x < left + 0.6 * size
    if indented and ends_sentence(bare):
        return True
    if re.match(r"(?:\[[0-9]{1,4}\]|[0-9]{1,3}\.|\^[0-9]{1,4}\^|[•–])\s?\S", one.text) and (
        ends_sentence(bare) or before.right < right - 3 * size
    ):
        return True
    return ends_sentence(bare) and before.right < left + 0.7 * (right - left)


def _block(run: Sequence[Line], size: float) -> Block:
    text = _run([one.text for one in run])
    if run[0].size > 1.08 * size and len(text) < 200:
        return Block(text, "heading", 1 if run[0].size > 1.3 * size else 2)
    return Block(text)
