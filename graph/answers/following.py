"""Passages of a data set that follow their words into a new version of the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from typing_extensions import TypedDict
from yaml.nodes import MappingNode, ScalarNode

from ..documents.digests import digest
from ..documents.outline import Outline
from ..editing.entries import put, take_out
from ..editing.renaming import said_instead
from ..editing.yaml_edits import Edit, value
from ..model.entities import Passage

Place: TypeAlias = tuple[str, tuple[int, int] | None]
"""A paragraph's label and the sentences there; ``None``: all of them."""
_FEW = 5
"""A passage that was gone, and names no sentence any more, had at most so many."""


class PassageRow(TypedDict):
    """A passage that moved, changed or is gone: whose it is, its label before and now (gone: none).

    ``stands``: the words that are in the place of those that changed.
    """

    id: str
    was: str
    now: str | None
    stands: str | None


class Followed(NamedTuple):
    """A passage, and where its words stand in the new version: nowhere, if they changed or are gone."""

    id: str
    node: MappingNode
    passage: Passage
    expected: str
    """The paragraph that its own has become."""
    place: Place | None


def labels(before: Outline, now: Outline) -> dict[str, str]:
    """The new paragraph for each of the old: the one with most of its sentences, else by the order."""
    homes: dict[str, str] = {}
    for label, paragraph in now.paragraphs.items():
        for number in range(1, len(paragraph.sentences) + 1):
            homes.setdefault(_digest(now, label, (number, number)) or "", label)
    found: dict[str, str] = {}
    for label, paragraph in before.paragraphs.items():
        own = [_digest(before, label, (n, n)) for n in range(1, len(paragraph.sentences) + 1)]
        shared = Counter(homes[words] for words in own if words in homes)
        if shared:
            found[label] = shared.most_common(1)[0][0]
    olds, news = list(before.paragraphs), list(now.paragraphs)
    for place, label in enumerate(olds):
        if label not in found:  # behind the one before it, where nobody else is
            last = found.get(olds[place - 1]) if place else None
            following = news.index(last) + 1 if last in news else place
            if following < len(news) and news[following] not in found.values():
                found[label] = news[following]
    return found


def _instead(before: Outline, now: Outline, label: str, new: str, span: tuple[int, int]) -> list[int]:
    """The sentences of the paragraph ``new`` that stand in the place of ``span`` of ``label``."""
    if label not in before.paragraphs:
        return []
    moved = _aligned(_own(before, label), _own(now, new))
    return [moved[number] for number in range(span[0], span[1] + 1) if number in moved]


def _own(read: Outline, label: str) -> list[str | None]:
    return [_digest(read, label, (n, n)) for n in range(1, len(read.paragraphs[label].sentences) + 1)]


def _aligned(old: Sequence[str | None], new: Sequence[str | None]) -> dict[int, int]:
    """For places in ``old``, from 1, those in ``new`` that hold the same, or stand between the same."""
    from difflib import SequenceMatcher

    found: dict[int, int] = {}
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):
            found |= dict(zip(range(first + 1, last + 1), range(begin + 1, end + 1), strict=False))
    return found


def followed(
    id_: str, node: MappingNode, passage: Passage, before: Outline, now: Outline, homes: Mapping[str, str]
) -> Followed:
    """Where ``passage`` stands in the new version, by its words."""
    words = passage.digest or _digest(before, passage.paragraph, passage.sentences)
    expected = homes.get(passage.paragraph, passage.paragraph)
    place = _where(now, words, passage, expected) if words else None
    return Followed(id_, node, passage, expected, place)


def held(now: Outline, passages: Sequence[Followed]) -> frozenset[tuple[str, int]]:
    """The sentences of the new version that are, word by word, those of one of ``passages``."""
    return frozenset(
        (each.place[0], number) for each in passages if each.place for number in _numbers(now, *each.place)
    )


def _numbers(read: Outline, label: str, span: tuple[int, int] | None) -> range:
    first, last = span or (1, len(read.paragraphs[label].sentences))
    return range(first, last + 1)


def follow(
    text: str,
    each: Followed,
    before: Outline,
    now: Outline,
    others: Collection[tuple[str, int]],
    moved: list[PassageRow],
    changed: list[PassageRow],
    gone: list[PassageRow],
) -> list[Edit]:
    """The edits by which a passage follows its words, or its paragraph where these changed.

    One whose words are nowhere keeps its digest, which says so until somebody has looked. It is put
    to the sentences that stand in their place, but never to those of ``others``: where there are no
    more, it is gone, and names its paragraph alone.
    """
    passage = each.passage
    was = spelled(passage.paragraph, passage.sentences)
    if each.place is not None:
        if each.place == (passage.paragraph, passage.sentences):
            return []
        moved.append({"id": each.id, "was": was, "now": spelled(*each.place), "stands": None})
        return _at(text, each.node, *each.place)
    there = _in_its_place(each, before, now, others)
    if there is None:
        gone.append({"id": each.id, "was": was, "now": None, "stands": None})
        names = [key.value for key, _ in each.node.value]
        out = {names.index(key) for key in ("sentences", "words") if key in names}
        known = each.expected in now.paragraphs
        at = _at(text, each.node, each.expected, None) if known else []
        return [*at, *take_out(text, each.node, out)]
    words = " ".join(
        now.sentence_texts(there[0], *(there[1] or (1, len(now.paragraphs[there[0]].sentences))))
    )
    changed.append({"id": each.id, "was": was, "now": spelled(*there), "stands": " ".join(words.split())})
    return _at(text, each.node, *there)


def _in_its_place(
    each: Followed, before: Outline, now: Outline, others: Collection[tuple[str, int]]
) -> Place | None:
    """What stands in the new version where the passage stood; nothing, if it is gone."""
    passage, label = each.passage, each.expected
    if label not in now.paragraphs:
        return None
    old = _own(before, passage.paragraph) if passage.paragraph in before.paragraphs else []
    if passage.sentences is None:
        numbers = list(_numbers(now, label, None))
        if 2 * _letters(passage.digest) < _letters(_digest(now, label, None)) and passage.digest:
            return None  # a few sentences of it were meant, gone since the version before
    else:
        numbers = _instead(before, now, passage.paragraph, label, passage.sentences)
        old = old[passage.sentences[0] - 1 : passage.sentences[1]]
    new = _own(now, label)
    free = [n for n in numbers if (label, n) not in others or new[n - 1] in old]
    if not free:
        return None
    return label, None if passage.sentences is None else (free[0], free[-1])


def _letters(words: str | None) -> int:
    return int((words or "0").partition("-")[0])


def _at(text: str, node: MappingNode, label: str, sentences: tuple[int, int] | None) -> list[Edit]:
    edits: list[Edit] = []
    there = value(node, "paragraph")
    if isinstance(there, ScalarNode) and there.value != label:
        edits.append(said_instead(text, there, label))
    span = value(node, "sentences")
    if sentences is not None:
        said = str(sentences[0]) if sentences[0] == sentences[1] else f"{sentences[0]}-{sentences[1]}"
        if isinstance(span, ScalarNode) and span.value != said:
            edits.append(said_instead(text, span, said))
        elif span is None:
            edits.append(put(text, node, "sentences", said))
    return edits


def _digest(read: Outline, label: str, sentences: tuple[int, int] | None) -> str | None:
    paragraph = read.paragraphs.get(label)
    if paragraph is None:
        return None
    first, last = sentences or (1, len(paragraph.sentences))
    return digest(read.sentence_texts(label, first, last)) if last <= len(paragraph.sentences) else None


def _where(read: Outline, words: str, passage: Passage, expected: str) -> Place | None:
    """Where ``words`` stand in the new text: best in the paragraph ``expected``, at the same sentences."""
    counts: Sequence[int | None] = (None, *range(_FEW))
    if passage.sentences:
        counts = (passage.sentences[1] - passage.sentences[0],)
    found: list[Place] = []
    for count in counts:
        for label, paragraph in read.paragraphs.items():
            if count is None:
                if _digest(read, label, None) == words:
                    found.append((label, None))
                continue
            for first in range(1, len(paragraph.sentences) - count + 1):
                span = (first, first + count)
                if _digest(read, label, span) == words:
                    found.append((label, span))
        if found:
            break
    return min(found, key=lambda at: (at[0] != expected, at[1] != passage.sentences), default=None)


def spelled(label: str, sentences: tuple[int, int] | None) -> str:
    """A place as it is said: ``2/1 s3-5``."""
    if sentences is None:
        return label
    return f"{label} s{sentences[0]}" + (f"-{sentences[1]}" if sentences[0] != sentences[1] else "")
