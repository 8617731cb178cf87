"""Plain text: blocks from lines, headings by their look, notes by their numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..furniture import Line, cuts, furniture, interrupted, lines
from ..furniture import ends_sentence as _ends_sentence
from ..kept import keep
from ..manuscript import Block, Manuscript, Problem, line
from ..marks import KEYED
from ..notes.listed import CAPTION, read_list, unnumbered
from ..notes.signals import DATE
from ..paragraphs import items

_NOTE_LINE = re.compile(
    r"\s*(?:\\?\[\s*[0-9]{1,5}\s*\\?\]:?(?=\s|\w)|\^[0-9]{1,5}\^|[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s?\S|[*†‡]{1,3}\s?[A-Z])"
)
_STARS = re.compile(r"(?:[*·•⁂~_=-]\s*){3,}|[*⁂]")
NUMBERED = re.compile(r"((?:[0-9]{1,3}\.){0,5}[0-9]{1,3}|[IVXLC]{1,7}|[A-H])(?:[.)]\s*|\s+)(?=[^\W\d_])")
_BULLET = re.compile(r"\s*[•‣◦▪●○■□⁃–*-]\s+")
_BYLINE = re.compile(r"(?:by|von|par|di|por)\s+(?=[A-Z])", re.IGNORECASE)
_LONGEST_HEADING = 140
_WRAPPED = 110


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends where ``text`` does, markers left out."""
    return _ends_sentence(KEYED.sub("", text).rstrip())


def read(text: str, series: str = "") -> Manuscript:
    """Read ``text``, plain."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, problems = _without_furniture(text)
    blocks = [Block(line(block), "item" if _BULLET.match(block) else "paragraph") for block in _blocks(text)]
    return structured([block for block in blocks if block.text], "text", problems, series)


def structured(
    blocks: Sequence[Block],
    form: str,
    problems: Sequence[Problem] = (),
    series: str = "",
    headed: bool = False,
) -> Manuscript:
    """A manuscript of ``blocks`` of which nothing says what they are (``headed``: but what is a heading)."""
    listed = read_list(blocks, series)
    found = [*problems, *listed.problems]
    body = list(listed.blocks)
    tail, skipped = _behind(listed.rest, headed)
    body, starred = unnumbered([*body, *tail])
    found += starred
    if skipped:
        words = " ".join(block.text for block in skipped)
        detail = f"{len(skipped)} lines behind the notes are no part of the paper: “{words[:60]}…”"
        found.append(Problem("text skipped", detail))
    front = _front(body) if not headed else 0
    title, body, front = _title(body, front)
    date = next((block.text for block in body[:front] if DATE.fullmatch(block.text.strip(" ."))), None)
    authors = tuple(_authors(body[:front]))
    if not headed:
        front -= bool(front and _opens_text(body[front - 1].text))
        body = [*body[:front], *_headed(body[front:])]
    return Manuscript(form, tuple(body), listed.notes, title, authors, date, tuple(found))


def _without_furniture(text: str) -> tuple[str, list[Problem]]:
    all_lines = lines(text)
    found = furniture(all_lines, lambda _: False).likely
    likely = [index for index in found if not _own_text(all_lines[index].text)]
    if not likely:
        return text, []
    counts = Counter(all_lines[index].text.strip() for index in likely)
    first = {all_lines[index].text.strip(): index for index in sorted(likely, reverse=True)}
    leave = {
        index
        for index in likely
        if not (
            first[all_lines[index].text.strip()] == index
            and index < 12
            and counts[all_lines[index].text.strip()] > 1
        )
    }
    kept = keep(text, cuts(all_lines, leave, _run_on)).text
    lost = [all_lines[index].text.strip() for index in sorted(leave)]
    detail = f"{len(lost)} lines of page furniture: “{'”, “'.join(dict.fromkeys(lost[:3]))}”"
    return kept, [Problem("text skipped", detail)] if lost else []


def _own_text(text: str) -> bool:
    """Whether a line that returns is the paper's own: a caption of notes, a marked or whole sentence."""
    return bool(
        CAPTION.fullmatch(text) or re.search(r"\[[0-9]+\]", text) or (len(text) > 60 and ends_sentence(text))
    )


def _run_on(before: Line, after: Line, parted: bool) -> bool:
    if _NOTE_LINE.match(after.text):
        return False
    return not parted or interrupted(before.text, after.text)


def _blocks(text: str) -> Iterator[str]:
    """The paragraphs of ``text``: runs of lines between blank ones, parted at notes and items of lists.

    Where hardly a line is blank and lines are long, each is a paragraph.
    """
    every = text.split("\n")
    full = [one for one in every if one.strip()]
    each = len(full) > 0.8 * len(every) and sum(len(one) > _WRAPPED for one in full) > 0.3 * len(full)
    run: list[str] = []
    for one in [*every, ""]:
        begins = bool(_NOTE_LINE.match(one)) or each
        if run and (not one.strip() or begins):
            yield from _items(run)
            run = []
        if one.strip():
            run.append(one)


def _items(run: list[str]) -> Iterator[str]:
    block = "\n".join(run)
    for start, end in items(block, 0, len(block)):
        yield (
            re.sub(r"(?<=[a-zà-ÿ])[-\u00ad]\n\s*(?=[a-zà-ÿ])", "", block[start:end])
            if "\n" in block[start:end]
            else block[start:end]
        )


def _behind(rest: Sequence[Block], headed: bool) -> tuple[list[Block], list[Block]]:
    """Of what stands behind the notes: what is text of the paper, and what is not."""
    kept: list[Block] = []
    skipped: list[Block] = []
    for place, block in enumerate(rest):
        text_like = len(block.text) >= 200 and ends_sentence(block.text)
        before_text = (
            place + 1 < len(rest)
            and len(rest[place + 1].text) >= 200
            and ends_sentence(rest[place + 1].text)
            and not ends_sentence(block.text)
        )
        (kept if text_like or before_text or (headed and block.kind == "heading") else skipped).append(block)
    while kept and kept[-1].kind == "heading":
        skipped.append(kept.pop())
    return kept, skipped


def _front(blocks: Sequence[Block]) -> int:
    """How many blocks stand before the text: title, authors, date."""
    for place, block in enumerate(blocks[:14]):
        if (
            len(block.text) > 200
            or (ends_sentence(block.text) and len(block.text) > 60)
            or _STARS.fullmatch(block.text)
        ):
            return place
    return min(1, len(blocks))


def _title(blocks: list[Block], front: int) -> tuple[str | None, list[Block], int]:
    """The title: the first line that is not the site's or the journal's; what stands before it goes."""
    heading = next(
        (place for place, block in enumerate(blocks[:8]) if block.kind == "heading" and block.level <= 1),
        None,
    )
    if heading is not None:
        return blocks[heading].text, [*blocks[:heading], *blocks[heading + 1 :]], heading
    if not front:
        return (None, blocks, 0)
    counts = Counter(block.text for block in blocks)
    for place, block in enumerate(blocks[:front]):
        text = block.text
        if (
            counts[text] > 1
            or DATE.fullmatch(text)
            or "://" in text
            or _BYLINE.match(text)
            or not re.search(r"[^\W\d_]{2}", text)
        ):
            continue
        if len(text) < 12 and place + 1 < front and len(blocks[place + 1].text) > 20:
            continue
        return text, [*blocks[place + 1 :]], front - place - 1
    return blocks[0].text, blocks[1:], front - 1


def _opens_text(text: str) -> bool:
    """Whether the last line before the text is its first heading rather than an author or a date."""
    from ..notes.people import is_body, makers

    if DATE.fullmatch(text) or _BYLINE.match(text) or ends_sentence(text) or len(text) > 100:
        return False
    made = makers(text)
    return made is None or (not is_body(text) and all(" " not in name for name in made.creators))


def _authors(front: Sequence[Block]) -> Iterator[str]:
    from ..notes.people import is_body, makers

    for block in front:
        by = _BYLINE.match(block.text)
        text = block.text[by.end() :] if by else block.text
        if DATE.fullmatch(text) or len(text) > 160 or is_body(text):
            continue
        made = makers(text)
        if (
            made is not None
            and made.creators
            and (by or all(" " in name for name in made.creators))
            and not ends_sentence(text)
        ):
            yield from made.creators
            return


def _headed(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` with those that look like headings made such."""
    found: list[Block] = []
    numbered_seen = False
    for place, block in enumerate(blocks):
        if not _like_heading(blocks, place):
            if not (_STARS.fullmatch(block.text) and not any(map(str.isalnum, block.text))):
                found.append(block)
            elif not any(one.kind == "heading" for one in found):
                found.append(Block(block.text, "heading", 0))
            continue
        number = NUMBERED.match(block.text)
        if number and (number[1][0].isdigit() or place):
            numbered_seen = True
            found.append(Block(block.text, "heading", number[1].count(".") + 1))
        else:
            found.append(Block(block.text, "heading", 2 if numbered_seen else 1))
    return found


def _like_heading(blocks: Sequence[Block], place: int) -> bool:
    block = blocks[place]
    text = block.text
    if (
        block.kind == "item"
        or len(text) > _LONGEST_HEADING
        or not re.search(r"[^\W\d_]{2}", text)
        or "\ue000" in text
    ):
        return False
    if (
        text[-1] in ".,;:"
        or len(text.split()) > 16
        or not (text.lstrip("“‘\"'(")[:1].isupper() or text[0].isdigit())
        or "://" in text
        or "|" in text
    ):
        return False
    if DATE.fullmatch(text) or _in_numbered_list(blocks, place):
        return False
    after = list(blocks[place + 1 : place + 3])
    if not after:
        return False
    follows = any(
        len(other.text) > 140
        or (ends_sentence(other.text) and len(other.text) > 50)
        or other.text.endswith(":")
        for other in after
    )
    listed = (
        place > 0
        and place + 1 < len(blocks)
        and _short(blocks[place - 1])
        and _short(blocks[place + 1])
        and len(after) > 1
        and _short(after[1])
    )
    return follows and not listed


def _in_numbered_list(blocks: Sequence[Block], place: int) -> bool:
    """Whether the block is an item of a list whose other items stand beside it."""
    own = _count(blocks[place])
    if own is None:
        return False
    before = _count(blocks[place - 1]) if place else None
    after = _count(blocks[place + 1]) if place + 1 < len(blocks) else None
    return before == own - 1 or after == own + 1


def _count(block: Block) -> int | None:
    found = re.match(r"\(?([0-9]{1,3})[.)]\s*(?=[^\W\d_])", block.text)
    return int(found[1]) if found else None


def _short(block: Block) -> bool:
    return len(block.text) < 80 and not ends_sentence(block.text)
