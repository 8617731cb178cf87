"""Writing digests into the files of a data set: the labels say where, the text says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError
from typing_extensions import TypedDict
from yaml.nodes import MappingNode, Node

from ..documents.digests import digest
from ..editing.entries import put
from ..editing.yaml_edits import Edit, apply, compose, items, same_but_for, value
from ..errors import FileError, Severity, UnknownName, UsageError
from ..journal import only_writer, replace_together
from ..loading import BUNDLED, CLAIMS, SOURCES, to_change
from ..model.entities import Dataset, Passage
from .copies import Copy, study
from .verifying import no_such_paragraph, refuse_another_paper, span_text


class Problem(TypedDict):
    """An anchor that was not written, at its place in the data set."""

    file: str
    line: int
    column: int
    severity: Severity
    message: str
    hint: str | None


class Digested(TypedDict):
    """The answer of ``anchor PARAGRAPH``: the digest of its sentences, or of those asked for."""

    paragraph: str
    sentences: str | None
    digest: str


class Anchored(TypedDict):
    """The answer of ``anchor``: how many digests were written, how many stood there and agree."""

    schema: str
    claims: int
    unclaimed: int
    notes: int
    unchanged: int
    problems: list[Problem]


class _Place(NamedTuple):
    """A mapping that wants a digest: ``given`` by the text, or the ``fault`` that there is none."""

    section: str
    node: MappingNode
    had: str | None
    given: str | None
    fault: str

    def wanted(self, everything: bool) -> bool:
        """Whether its digest is to be written."""
        return self.given is not None and self.given != self.had and (everything or self.had is None)


def passage_digest(dataset: Dataset, text: str, label: str, sentences: tuple[int, int] | None = None) -> str:
    """The digest of ``sentences`` (all by default) of the paragraph ``label`` in ``text``.

    Raises UnknownName where the text has no such paragraph or sentence.
    """
    copy = study(dataset, text)
    refuse_another_paper(dataset, copy)
    given, fault = _given(copy, dataset, Passage(paragraph=label, sentences=sentences))
    if given is None and label in copy.outline.paragraphs:
        count = len(copy.outline.paragraphs[label].sentences)
        raise UnknownName(fault, hint=f"its sentences are 1 to {count}" if count > 1 else "it is sentence 1")
    if given is None:
        section = label.rpartition("/")[0] or "0"
        near = [known for known in copy.outline.paragraphs if known.rpartition("/")[0] == section]
        raise UnknownName(fault, near[-9:])
    return given


def anchor(folder: Path | str, text: str, *, everything: bool = False) -> Anchored:
    """Write the digests that passages and notes of the data set in ``folder`` lack, as in ``text``.

    Those that are there stay, and are reported where the text disagrees, unless ``everything`` is
    to be written anew. Nothing else in the two files changes, not a byte; both are replaced, or
    neither.

    Raises DataError for a data set that cannot be loaded, UsageError for the bundled one, FileError
    for the text of another paper, files that cannot be written or that somebody else changes meanwhile.
    """
    folder = Path(folder)
    dataset, old = to_change(folder)
    copy = study(dataset, text)
    refuse_another_paper(dataset, copy)
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    new: dict[str, bytes] = {}
    for name in (CLAIMS, SOURCES):
        path = folder / name
        whole = old[name].decode("utf-8")
        body = whole.removeprefix("\ufeff")
        root = compose(body)
        places = list(_places(copy, dataset, root, name))
        if name == SOURCES and not copy.outline.notes:
            places = _without_a_list(places)
        wanted = [place for place in places if place.wanted(everything)]
        edits = [put(body, place.node, "digest", place.given) for place in wanted if place.given is not None]
        edited = apply(body, edits)
        if not same_but_for("digest", root, compose(edited)):
            raise FileError(f"{path} is laid out in a way that digests cannot be written into")
        problems += _problems((place for place in places if not place.wanted(everything)), str(path), edits)
        counts.update(place.section for place in wanted)
        counts["unchanged"] += sum(place.given == place.had is not None for place in places)
        if edits:
            new[name] = (whole.removesuffix(body) + edited).encode("utf-8")
    if folder == BUNDLED and (new or everything):
        raise UsageError(
            "the bundled paper is part of the program: no digest is written into it",
            "name your own data set with --data, or run this in its folder",
        )
    if new:
        with only_writer(folder):
            replace_together(folder, old, new)
    return {
        "schema": "claimgraph/anchor/1",
        "claims": counts["claims"],
        "unclaimed": counts["unclaimed"],
        "notes": counts["notes"],
        "unchanged": counts["unchanged"],
        "problems": problems,
    }


def stamp(
    text: str, dataset: Dataset, copy: Copy, replaced: Mapping[int, int] | None = None
) -> tuple[str, list[tuple[int, int, str]]]:
    """``text``, a fragment that ``dataset`` holds, with the digests that ``copy`` gives what lacks one.

    Of its unclaimed passages, by their numbers, those that ``replaced`` has are where it says, the rest
    last. The others are the line, column and fault of each passage that the copy has no words for. Notes
    that it does not list go without.
    """
    root = compose(text)
    replaced = replaced or {}
    places: list[_Place] = []
    claims = value(root, "claims")
    for key, node in claims.value if isinstance(claims, MappingNode) else ():
        given = value(node, "passage")
        if given is not None:
            passage = dataset.claims[key.value].passage
            places += _passage_places(copy, dataset, "claims", given, passage)
    unclaimed = value(root, "unclaimed")
    new = iter(range(len(dataset.unclaimed) - len(items(unclaimed)) + len(replaced), len(dataset.unclaimed)))
    numbers = [replaced[place] if place in replaced else next(new) for place in range(len(items(unclaimed)))]
    passages = [dataset.unclaimed[number] for number in numbers]
    places += _passage_places(copy, dataset, "unclaimed", unclaimed, passages)
    lacking = [place for place in places if place.had is None]
    faults = [
        (place.node.start_mark.line + 1, place.node.start_mark.column + 1, place.fault)
        for place in lacking
        if place.given is None
    ]
    lacking += [place for place in _note_places(copy, dataset, root) if place.had is None]
    edits = [put(text, place.node, "digest", place.given) for place in lacking if place.given is not None]
    return apply(text, edits), faults


def unplaced(text: str, dataset: Dataset, copy: Copy) -> list[tuple[int, int, str]]:
    """Line, column and fault of each passage in ``text``, any fragment, that ``copy`` has no words for."""
    root = compose(text)
    claims = value(root, "claims")
    nodes = [
        each
        for _, claim in (claims.value if isinstance(claims, MappingNode) else ())
        for each in items(value(claim, "passage"))
    ]
    found: list[tuple[int, int, str]] = []
    for node in (*nodes, *items(value(root, "unclaimed"))):
        said = {key: value(node, key) for key in ("paragraph", "sentences")}
        try:
            place = {key: each.value for key, each in said.items() if each is not None}
            given, fault = _given(copy, dataset, Passage.model_validate(place))
        except ValidationError:
            continue  # which is told by the loader
        if given is None:
            found.append((node.start_mark.line + 1, node.start_mark.column + 1, fault))
    return found


def _problems(places: Iterable[_Place], file: str, edits: list[Edit]) -> Iterator[Problem]:
    """What is wrong with ``places``, at the lines they have once ``edits`` are made."""
    for place in places:
        if place.given == place.had is not None:
            continue
        mark = (value(place.node, "digest") or place.node).start_mark
        message, hint = place.fault, None
        if place.given is not None:
            message = f"the digest is {place.had}, the text gives {place.given}"
            hint = "mistyped, or of another version: look, then take it out; --all writes them all anew"
        yield {
            "file": file,
            "line": mark.line + 1 + sum(edit.new.count("\n") for edit in edits if edit.start < mark.index),
            "column": mark.column + 1,
            "severity": "error",
            "message": message,
            "hint": hint,
        }


def _places(copy: Copy, dataset: Dataset, root: MappingNode, name: str) -> Iterator[_Place]:
    if name == SOURCES:
        yield from _note_places(copy, dataset, root)
        return
    claims = value(root, "claims")
    for key, node in claims.value if isinstance(claims, MappingNode) else ():
        passage = dataset.claims[key.value].passage
        yield from _passage_places(copy, dataset, "claims", value(node, "passage"), passage)
    yield from _passage_places(copy, dataset, "unclaimed", value(root, "unclaimed"), dataset.unclaimed)


def _passage_places(
    copy: Copy, dataset: Dataset, section: str, node: Node | None, passages: Sequence[Passage]
) -> Iterator[_Place]:
    for each, passage in zip(items(node), passages, strict=True):
        if isinstance(each, MappingNode):
            yield _Place(section, each, passage.digest, *_given(copy, dataset, passage))


def _without_a_list(places: list[_Place]) -> list[_Place]:
    """Notes of which a text has no list: said once, at the first that lacks a digest."""
    lacking = [place for place in places if place.had is None]
    count = f"none of {len(lacking)} notes has" if len(lacking) > 1 else "its note has not"
    fault = f"no list of notes was found in this text, so {count} a digest; see `claimgraph guide copies`"
    return [place._replace(fault=fault) for place in lacking[:1]]


def _note_places(copy: Copy, dataset: Dataset, root: MappingNode) -> Iterator[_Place]:
    for number, note in dataset.endnotes.items():
        node = value(value(root, "endnotes"), str(number))
        if isinstance(node, MappingNode):
            span = copy.outline.notes.get(number)
            given = digest(copy.outline.kept.text[slice(*span)]) if span else None
            fault = f"the list of notes in this text has no note {number}"
            yield _Place("notes", node, note.digest, given, fault)


def _given(copy: Copy, dataset: Dataset, passage: Passage) -> tuple[str | None, str]:
    """The digest of ``passage`` as its label finds it in the text, or why there is none."""
    paragraph = copy.outline.paragraphs.get(passage.paragraph)
    if paragraph is None:
        return None, no_such_paragraph(copy, dataset, passage.paragraph)
    count = len(paragraph.sentences)
    first, last = passage.sentences or (1, count)
    if last > count:
        plural = "s" if count != 1 else ""
        wanted = span_text(passage.sentences)
        return None, f"paragraph {passage.paragraph} has {count} sentence{plural} in this text, no {wanted}"
    return digest(copy.outline.sentence_texts(passage.paragraph, first, last)), ""
