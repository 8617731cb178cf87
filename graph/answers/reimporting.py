"""``import`` into a folder that an import made: the paper was revised, and what was written of it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from typing_extensions import TypedDict
from yaml.nodes import MappingNode

from ..documents.digests import digest
from ..documents.files import read
from ..documents.kept import keep
from ..documents.outline import Outline, outline
from ..documents.own_copy import COPY
from ..documents.plain_copy import recognised
from ..editing.entries import take_out
from ..editing.renaming import rename_notes
from ..editing.replacing import put_value
from ..editing.splicing import Splice, splice
from ..editing.write import write as written
from ..editing.yaml_edits import Edit, apply, compose, items, value
from ..errors import DataError, FileError
from ..files import read_bounded, refuse_full
from ..loading import CLAIMS, SOURCES, reading_of
from ..loading.decoding import MAX_BYTES
from ..model.entities import NOBODYS_PAPER, Dataset, Endnote, Passage, Work
from .edited import data_of, difference, loaded, opened, text_in, write
from .following import PassageRow, follow, followed, labels
from .following import held as held_by
from .importing import make
from .refreshing import FieldRow, refresh, with_fields


class Reimported(TypedDict):
    """The answer of ``import`` into a folder that an import made."""

    schema: str
    folder: str
    passages_unchanged: int
    passages_moved: list[PassageRow]
    passages_changed: list[PassageRow]
    passages_gone: list[PassageRow]
    notes_unchanged: int
    notes_renumbered: dict[str, int]
    notes_changed: list[int]
    notes_added: list[int]
    notes_gone: list[int]
    works_added: list[str]
    fields_refreshed: list[FieldRow]
    fields_kept: list[FieldRow]
    left_out: list[str]
    written: bool
    diff: str | None


class _Side(NamedTuple):
    """A copy of the paper, before or after: its outline, the digests of its notes, and their words."""

    outline: Outline
    notes: dict[int, str]
    words: dict[int, str]


def reimport(
    files: Sequence[Path],
    folder: Path,
    *,
    form: str | None = None,
    encoding: str | None = None,
    title: str | None = None,
    authors: Sequence[str] = (),
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Reimported:
    """Read ``files`` as a new version of the paper in ``folder``: the copy is replaced, the data follow it.

    Passages whose words stand where they stood stay as they are, those that moved get their new
    label. Those whose words changed, or are gone, are listed, and keep the digest of the words that
    they were read from, until somebody has looked. Notes are matched by their own text, then by
    their order; references follow their new numbers. New notes come with their works; one that is
    gone keeps a number behind all others while something leans on it. What import
    guessed of a note whose text changed is guessed anew; nothing that was written or looked at is
    overwritten. Raises what ``import_`` and ``add`` raise.
    """
    with opened(folder, dry_run) as held:
        dataset = loaded(folder, reading_of(folder, held))
        copy = read_bounded(folder / COPY, MAX_BYTES, "copy")
        before = _side(copy, dataset)
        if before is None:
            refuse_full(folder)
            raise FileError(f"{folder / COPY} is not as import wrote it", "name a new folder")
        progress("reading the paper")
        manuscript = read(files, form, encoding)
        made = make(manuscript, title=title, authors=authors, name=files[0].stem, folder=str(folder))
        new_copy = made.copy.text.encode("utf-8")
        now = _side(new_copy, made.dataset)
        if now is None:
            raise FileError("the new version cannot be read back as it was written")
        numbers = _matched(before.notes, now.notes)
        gone = [number for number in before.notes if number not in numbers]
        held_on = _leant_on(dataset, gone)
        held_on += [
            n for n in dataset.endnotes if n not in before.notes and n in now.notes
        ]  # of a version before
        free = max([*now.notes, *dataset.endnotes], default=0)
        behind = {number: free + place for place, number in enumerate(held_on, 1)}
        moves = {old: new for old, new in (numbers | behind).items() if old != new}
        texts = {name: text_in(held[name]) for name in (CLAIMS, SOURCES)}
        answer: Reimported = {
            "schema": "claimgraph/reimport/1",
            "folder": str(folder),
            "passages_unchanged": 0,
            "passages_moved": [],
            "passages_changed": [],
            "passages_gone": [],
            "notes_unchanged": sum(before.notes[old] == now.notes[new] for old, new in numbers.items()),
            "notes_renumbered": {str(old): new for old, new in moves.items()},
            "notes_changed": [new for old, new in numbers.items() if before.notes[old] != now.notes[new]],
            "notes_added": [number for number in now.notes if number not in numbers.values()],
            "notes_gone": gone,
            "works_added": [],
            "fields_refreshed": [],
            "fields_kept": [],
            "left_out": [],
            "written": not dry_run,
            "diff": None,
        }
        texts[CLAIMS] = _with_passages(texts[CLAIMS], dataset, before, now, moves, answer)
        stale = {old: new for old, new in numbers.items() if new in answer["notes_changed"]}
        if stale:
            fresh = refresh(dataset, before.words, made.dataset, now.words, numbers, stale, manuscript)
            texts[SOURCES], fresh = with_fields(texts[SOURCES], dataset, fresh)
            answer["fields_refreshed"], answer["fields_kept"] = fresh.taken, fresh.kept
        texts[SOURCES] = _with_notes(texts[SOURCES], dataset, before, numbers, gone, held_on, moves, answer)
        hers = dataset.paper.title != copy.decode("utf-8").partition("\n")[0]
        texts[SOURCES] = _with_paper(texts[SOURCES], dataset, made.dataset, () if hers else ("title",))
        texts = _with_added(texts, dataset, made.dataset, numbers, answer)
        contents = {name: data_of(text, held[name]) for name, text in texts.items()}
        after = reading_of(folder, contents)
        if after.dataset is None:
            errors = [finding for finding in after.findings if finding.severity == "error"]
            raise DataError("the new version does not agree with what was written of the old one", errors)
        if dry_run:
            answer["diff"] = difference(folder, held, contents)
        else:
            write(folder, {**held, COPY: copy}, {**contents, COPY: new_copy})
        progress("")
        return answer


def _side(data: bytes, dataset: Dataset) -> _Side | None:
    text = data.decode("utf-8", "replace")
    paper = dataset.paper.model_copy(update={"title": text.partition("\n")[0]})  # hers may be another by now
    listed = recognised(text, paper, dataset.endnotes.keys())
    if listed is None:
        known = {n for n in dataset.endnotes if f"\n[{n}] " in text}  # those behind all others are in no copy
        listed = recognised(text, paper, known)
    if listed is None:
        return None
    words = {number: text[slice(*span)] for number, span in listed.notes.items()}
    notes = {number: digest(said) for number, said in words.items()}
    return _Side(outline(keep(text), paper, listed=listed), notes, words)


def _matched(old: Mapping[int, str], new: Mapping[int, str]) -> dict[int, int]:
    """Which old note is which new one: by the text in its order, by the text anywhere, by the order."""
    from difflib import SequenceMatcher

    olds, news = list(old), list(new)
    found: dict[int, int] = {}
    rest: list[tuple[list[int], list[int]]] = []
    matcher = SequenceMatcher(None, [old[n] for n in olds], [new[n] for n in news], autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            found |= dict(zip(olds[first:last], news[begin:end], strict=True))
        else:
            rest.append((olds[first:last], news[begin:end]))
    free = [n for _, numbers in rest for n in numbers]
    for n in [n for numbers, _ in rest for n in numbers]:
        same = next((m for m in free if new[m] == old[n]), None)
        if same is not None:
            found[n] = same
            free.remove(same)
    for numbers, others in rest:
        left = [n for n in numbers if n not in found]
        found |= dict(zip(left, [m for m in others if m in free], strict=False))
    return dict(sorted(found.items()))


def _leant_on(dataset: Dataset, gone: Sequence[int]) -> list[int]:
    """Those of the notes ``gone`` that something leans on, or that were looked at, so that they must stay."""
    cited = {citation.note for claim in dataset.claims.values() for citation in claim.cites}
    cited |= {number for stance in dataset.stances for number in stance.notes}
    return [number for number in gone if number in cited]


def _with_passages(
    text: str,
    dataset: Dataset,
    before: _Side,
    now: _Side,
    moves: Mapping[int, int],
    answer: Reimported,
) -> str:
    root = compose(text)
    edits = list(rename_notes(text, root, {str(old): str(new) for old, new in moves.items()}))
    homes = labels(before.outline, now.outline)
    every = [followed(*each, before.outline, now.outline, homes) for each in _passages(root, dataset)]
    others = held_by(now.outline, every)
    moved, changed, gone = (answer["passages_moved"], answer["passages_changed"], answer["passages_gone"])
    for each in every:
        edits += follow(text, each, before.outline, now.outline, others, moved, changed, gone)
    answer["passages_unchanged"] = len(every) - len(moved) - len(changed) - len(gone)
    return apply(text, edits)


def _passages(root: MappingNode, dataset: Dataset) -> Iterator[tuple[str, MappingNode, Passage]]:
    claims = value(root, "claims")
    for key, node in claims.value if isinstance(claims, MappingNode) else ():
        for each, passage in zip(
            items(value(node, "passage")), dataset.claims[key.value].passage, strict=True
        ):
            if isinstance(each, MappingNode):
                yield key.value, each, passage
    for each, unclaimed in zip(items(value(root, "unclaimed")), dataset.unclaimed, strict=True):
        if isinstance(each, MappingNode):
            yield "unclaimed", each, unclaimed


def _with_notes(
    text: str,
    dataset: Dataset,
    before: _Side,
    numbers: Mapping[int, int],
    gone: Sequence[int],
    held_on: Sequence[int],
    moves: Mapping[int, int],
    answer: Reimported,
) -> str:
    """The notes under their new numbers; those that changed without digest, those that are gone left out."""
    root = compose(text)
    notes = value(root, "endnotes")
    if not isinstance(notes, MappingNode):
        return text
    out = [n for n in gone if n not in held_on]
    edits: list[Edit] = []
    dropped = {key.value for key, _ in notes.value if int(key.value) in out}
    edits += take_out(text, notes, {p for p, (key, _) in enumerate(notes.value) if key.value in dropped})
    for key, node in notes.value:
        number = int(key.value)
        if number in out or not isinstance(node, MappingNode):
            continue
        names = [name.value for name, _ in node.value]
        away: set[int] = set()
        if numbers.get(number) in answer["notes_changed"] and "digest" in names:
            away.add(names.index("digest"))
        leans = dataset.endnotes[number].refers_to
        mine = moves.get(number, number)
        if leans is not None and (leans in out or moves.get(leans, leans) >= mine):
            away.add(names.index("refers_to"))
            answer["left_out"].append(f"note:{mine} refers_to {leans}")
        if away and len(away) < len(names):
            edits += take_out(text, node, away)
    gone_spans = [(edit.start, edit.end) for edit in edits]
    for edit in rename_notes(text, root, {str(old): str(new) for old, new in moves.items()}):
        if not any(start <= edit.start and edit.end <= end for start, end in gone_spans):
            edits.append(edit)
    return apply(text, edits)


def _with_paper(text: str, dataset: Dataset, new: Dataset, keys: tuple[str, ...]) -> str:
    """The sections as the new version has them, and what else ``keys`` say."""
    root = compose(text)
    paper = value(root, "paper")
    if not isinstance(paper, MappingNode):
        return text
    source = written(Dataset.model_construct(paper=new.paper))[SOURCES]
    fresh = value(compose(source), "paper")
    edits: list[Edit] = []
    for key in (*keys, "sections"):
        if getattr(dataset.paper, key) != getattr(new.paper, key):
            edits += put_value(text, paper, key, source, value(fresh, key))
    return apply(text, edits)


def _with_added(
    texts: dict[str, str], dataset: Dataset, new: Dataset, numbers: Mapping[int, int], answer: Reimported
) -> dict[str, str]:
    """The notes that are new, with those of their works that are not there yet."""
    added = [new.endnotes[number] for number in answer["notes_added"]]
    if not added:
        return texts
    taken = {*dataset.works, *dataset.claims, *dataset.actors, *dataset.topics, dataset.paper.id}
    taken |= {argument.id for claim in dataset.claims.values() for argument in claim.supported_by}
    same = _same_works(dataset, new, numbers)
    works: dict[str, Work] = {}
    for id_ in dict.fromkeys(work for note in added for work in note.works):
        if id_ in same:
            continue
        own, place = id_, 1
        while own in taken:
            place += 1
            own = f"{id_}-{place}"
        taken.add(own)
        same[id_] = own
        works[own] = new.works[id_].model_copy(update={"id": own})
    notes: dict[int, Endnote] = {}
    for note in added:
        ids = tuple(same[work] for work in note.works)
        notes[note.number] = note.model_copy(update={"works": ids})
    answer["works_added"] = list(works)
    fragment = written(Dataset.model_construct(paper=NOBODYS_PAPER, works=works, endnotes=notes))[SOURCES]
    return {**texts, **splice(texts, fragment, Splice())}


def _same_works(dataset: Dataset, new: Dataset, numbers: Mapping[int, int]) -> dict[str, str]:
    """The work of the data set that each of the new version is: by the notes that cite both, by its title."""
    same: dict[str, str] = {}
    for old, number in numbers.items():
        mine, theirs = dataset.endnotes[old].works, new.endnotes[number].works
        if len(mine) == len(theirs):
            for own, other in zip(mine, theirs, strict=True):
                same.setdefault(other, own)
    titles = {(work.title, str(work.date)): id_ for id_, work in dataset.works.items()}
    for id_, work in new.works.items():
        known = titles.get((work.title, str(work.date)))
        if known is not None:
            same.setdefault(id_, known)
    return same
