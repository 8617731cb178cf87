"""Passages of a data set that follow their words into a new version of the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict
from yaml.nodes import MappingNode, ScalarNode

from ..documents.digests import digest
from ..documents.outline import Outline
from ..editing.entries import put, take_out
from ..editing.renaming import said_instead
from ..editing.yaml_edits import Edit, value
from ..model.entities import Passage


class PassageRow(TypedDict):
    """A passage that moved, or whose words changed: whose it is, its label before and now."""

    id: str
    was: str
    now: str


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


def _sentences(before: Outline, now: Outline, label: str, new: str, span: tuple[int, int]) -> tuple[int, int]:
    """The sentences of the paragraph ``new`` that stand where ``span`` stood in ``label``."""
    count = len(now.paragraphs[new].sentences)
    first, last = (min(number, count) for number in span)
    if label in before.paragraphs:
        old = [_digest(before, label, (n, n)) for n in range(1, len(before.paragraphs[label].sentences) + 1)]
        own = [_digest(now, new, (n, n)) for n in range(1, count + 1)]
        moved = _aligned(old, own)
        if span[0] in moved:
            first = moved[span[0]]
            last = max(moved.get(span[1], first), first)
    return first, last


def _aligned(old: Sequence[str | None], new: Sequence[str | None]) -> dict[int, int]:
    """For places in ``old``, from 1, those in ``new`` that hold the same, or stand between the same."""
    from difflib import SequenceMatcher

    found: dict[int, int] = {}
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):
            found |= dict(zip(range(first + 1, last + 1), range(begin + 1, end + 1), strict=False))
    return found


def follow(
    text: str,
    id_: str,
    node: MappingNode,
    passage: Passage,
    before: Outline,
    now: Outline,
    homes: Mapping[str, str],
    moved: list[PassageRow],
    changed: list[PassageRow],
) -> list[Edit]:
    """The edits by which a passage follows its words, or its paragraph where these changed."""
    words = passage.digest or _digest(before, passage.paragraph, passage.sentences)
    expected = homes.get(passage.paragraph, passage.paragraph)
    place = _where(now, words, passage, expected) if words else None
    was = _spelled(passage.paragraph, passage.sentences)
    if place is None:
        sentences = passage.sentences
        if expected in now.paragraphs and sentences is not None:
            sentences = _sentences(before, now, passage.paragraph, expected, sentences)
        changed.append({"id": id_, "was": was, "now": _spelled(expected, sentences)})
        names = [key.value for key, _ in node.value]
        out = take_out(text, node, {names.index("digest")}) if "digest" in names else []
        return [*_at(text, node, expected, sentences), *out]
    label, sentences = place
    if (label, sentences) == (passage.paragraph, passage.sentences):
        return []
    moved.append({"id": id_, "was": was, "now": _spelled(label, sentences)})
    return _at(text, node, label, sentences)


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


def _where(
    read: Outline, words: str, passage: Passage, expected: str
) -> tuple[str, tuple[int, int] | None] | None:
    """Where ``words`` stand in the new text: best in the paragraph ``expected``, at the same sentences."""
    count = passage.sentences[1] - passage.sentences[0] if passage.sentences else None
    found: list[tuple[str, tuple[int, int] | None]] = []
    for label, paragraph in read.paragraphs.items():
        if count is None:
            if _digest(read, label, None) == words:
                found.append((label, None))
            continue
        for first in range(1, len(paragraph.sentences) - count + 1):
            span = (first, first + count)
            if _digest(read, label, span) == words:
                found.append((label, span))
    return min(found, key=lambda at: (at[0] != expected, at[1] != passage.sentences), default=None)


def _spelled(label: str, sentences: tuple[int, int] | None) -> str:
    if sentences is None:
        return label
    return f"{label} s{sentences[0]}" + (f"-{sentences[1]}" if sentences[0] != sentences[1] else "")
