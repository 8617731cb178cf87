"""``add``: a fragment in the form of the two files, merged, checked as a whole, and only then written."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from typing_extensions import TypedDict
from yaml.nodes import MappingNode

from ..documents.own_copy import COPY, own_copy
from ..editing.entries import put
from ..editing.splicing import Splice, Spot, splice
from ..editing.yaml_edits import apply, compose, value
from ..errors import FileError, Finding, UnknownName, UsageError, shown
from ..files import read_bounded
from ..hints import near
from ..loading import CLAIMS, SOURCES, merging, reading_of, reading_of_trees, unloadable
from ..loading.decoding import MAX_BYTES
from ..loading.merging import Merged, at_home, said
from ..loading.schema import ENTITIES, FILES
from ..loading.syntax import Mapping as Tree
from ..loading.syntax import read_yaml
from ..model.entities import Dataset
from .check import FindingRow, rows_after_a_change
from .circles import circles_through, in_a_circle
from .edited import data_of, difference, opened, text_in, write


class Fragment(NamedTuple):
    """What is to be added, and what it is called in findings."""

    name: str
    data: bytes


class Added(TypedDict):
    """The answer of ``add`` (issue 22, contract).

    ``findings`` are those of ``check``, but for what is still to be looked at: ``todo`` has that.
    ``left`` are the sentences of ``paper.txt`` that no passage accounts for; null where there is no
    copy, or nothing was to be written. ``diff`` is there with ``--dry-run``.
    """

    schema: str
    added: list[str]
    replaced: list[str]
    findings: list[FindingRow]
    left: int | None
    written: bool
    diff: str | None


def fragment(path: Path) -> Fragment:
    """The fragment in the file ``path``; ``-`` is standard input. Raises FileError."""
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if hasattr(sys.stdin, "buffer") else b""
        return Fragment("-", data)
    return Fragment(str(path), read_bounded(path, MAX_BYTES, "fragment"))


def add(
    folder: Path | str,
    fragment: Fragment | str,
    *,
    after: str | None = None,
    replace: bool = False,
    merge: bool = False,
    dry_run: bool = False,
) -> Added:
    """Add the entries of ``fragment`` to the data set in ``folder``: all of them, or nothing.

    Each goes to the end of its section, or those of the section of ``after`` behind that entity; with
    ``replace`` one whose id is there takes its place, and comments beside what stays the same stay:
    a record that of the record with the same ends. What would lose a key is refused; with ``merge``
    the keys it leaves out stay.
    Passages without a digest get one from the reader's copy. Every other byte of the files stays.

    What is refused is told in ``findings``, with the fragment's own lines and columns. Raises
    UnknownName for ``after``, UsageError where nothing new can stand behind it and for ``replace`` with
    ``merge``, DataError for files that cannot be read, FileError.
    Time: linear in the files.
    """
    folder = Path(folder)
    if replace and merge:
        raise UsageError("--replace and --merge are two ways of changing one thing", "name one of them")
    how: merging.How = "merge" if merge else "replace" if replace else "add"
    source = fragment if isinstance(fragment, Fragment) else Fragment("fragment", fragment.encode())
    with opened(folder, dry_run) as old:
        tree, own = read_yaml(source.data, source.name)
        if tree is None or any(finding.severity == "error" for finding in own):
            return _refused(own)
        trees, said_there = _trees(folder, old)
        behind = _behind(trees, after) if after is not None else None
        merged = merging.merge(trees, tree, source.name, after=behind, how=how)
        if behind is not None and not merged.refused and behind[0] not in dict(merged.added):
            what = f"{after} is in {behind[0]}, and nothing new in the fragment is"
            raise UsageError(what, "name an entity of a section that it adds to")
        expected = {name: said(trees[name]) for name in trees if tree.keys() & set(FILES[name])}
        reading = reading_of_trees(folder, trees[CLAIMS], trees[SOURCES], [*said_there, *merged.refused])
        findings = sorted([*own, *at_home(reading.findings, source.name)], key=lambda each: each[:3])
        text = text_in(source.data)
        if reading.dataset is None:
            return _refused([*findings, *_unplaced(folder, old, source.name, text)])
        text, faults, left, copied = _anchored(folder, text, reading.dataset, merged)
        findings += at_home([_copied(folder, trees[CLAIMS], *each) for each in copied], source.name)
        findings += at_home(_circles(folder, trees[CLAIMS], reading.dataset, merged), source.name)
        if faults:
            stamped = [
                Finding(source.name, line, column, "error", "passage", why) for line, column, why in faults
            ]
            return _refused([*findings, *stamped])
        text = _with_reviews(text, merged.reviews)
        way = Splice(behind, merged.replaced, merged.places, merging=merge)
        new = _spliced(folder, old, text, way, expected)
        if not dry_run:
            write(folder, old, new)
        return _answer(merged, findings, left, not dry_run, difference(folder, old, new) if dry_run else None)


def _trees(folder: Path, old: Mapping[str, bytes]) -> tuple[dict[str, Tree], list[Finding]]:
    trees: dict[str, Tree] = {}
    found: list[Finding] = []
    for name in (CLAIMS, SOURCES):
        tree, findings = read_yaml(old[name], str(folder / name))
        found += findings
        trees[name] = tree if tree is not None else Tree((1, 1))
    broken = [finding for finding in found if finding.severity == "error"]
    if broken:
        raise unloadable(folder, broken)
    return trees, found


def _behind(trees: Mapping[str, Tree], id_: str) -> Spot:
    """The section in which ``id_`` stands. Raises UnknownName."""
    known: dict[str, str] = {}
    for tree in trees.values():
        for section in ENTITIES.keys() & tree.keys():
            if isinstance(tree[section], Tree):
                known |= dict.fromkeys(tree[section], section)
    wanted = id_.removeprefix("note:").strip("[]")
    if wanted not in known:
        raise UnknownName(f'nothing is called "{id_}"', near(id_, known))
    return known[wanted], wanted


def _unplaced(folder: Path, old: Mapping[str, bytes], name: str, text: str) -> list[Finding]:
    """Passages of a fragment that is refused for which the copy has no words: so all is told at once."""
    before = reading_of(folder, dict(old))
    if before.dataset is None or not (folder / COPY).is_file():
        return []
    from ..anchoring.copies import study
    from ..anchoring.stamping import unplaced

    faults = unplaced(text, before.dataset, study(before.dataset, own_copy(None, folder)))
    return [Finding(name, line, column, "error", "passage", why) for line, column, why in faults]


class _Anchored(NamedTuple):
    """A fragment with its digests, why it lacks some, how many sentences are left, what was copied."""

    text: str
    faults: list[tuple[int, int, str]]
    left: int | None
    copied: list[tuple[str, str, str]]


def _anchored(folder: Path, text: str, dataset: Dataset, merged: Merged) -> _Anchored:
    if not (folder / COPY).is_file():
        return _Anchored(text, [], None, [])
    from ..anchoring.copies import study
    from ..anchoring.covering import unaccounted
    from ..anchoring.stamping import stamp
    from ..anchoring.verifying import refuse_another_paper
    from ..anchoring.wording import copied

    copy = study(dataset, own_copy(None, folder))
    refuse_another_paper(dataset, copy)
    replaced = {number: place for (section, number), place in merged.places.items() if section == "unclaimed"}
    stamped, faults = stamp(text, dataset, copy, replaced)
    claims = [id_ for section, id_ in (*merged.added, *merged.replaced) if section == "claims"]
    found = list(copied(dataset, copy, claims))
    return _Anchored(stamped, faults, len(unaccounted(dataset, copy)), found)


def _copied(folder: Path, tree: Tree, claim: str, words: str, paragraph: str) -> Finding:
    """That the text of ``claim`` is not in the encoder's own words."""
    line, column = tree["claims"][claim].value_at("text")
    message = f'"{shown(words)}" stands so in {paragraph}'
    hint = "say it in your own words, exactly as strong; where the claim quotes, write `quotation: true`"
    return Finding(str(folder / CLAIMS), line, column, "warning", "verbatim", message, hint)


def _circles(folder: Path, tree: Tree, dataset: Dataset, merged: Merged) -> Iterator[Finding]:
    """The circles of reasons in which claims of the fragment stand."""
    claims = [id_ for section, id_ in (*merged.added, *merged.replaced) if section == "claims"]
    for claim, circle in circles_through(dataset, claims):
        line, column = tree["claims"][claim].value_at("supported_by")
        message = f"{claim} {in_a_circle(circle)}"
        hint = "support one of them from outside, or see whether the circle is meant"
        yield Finding(str(folder / CLAIMS), line, column, "warning", "circle", message, hint)


def _with_reviews(text: str, reviews: Mapping[Spot, Sequence[str]]) -> str:
    """The fragment with the ``review`` that is left of the things it gives guessed fields of."""
    root = compose(text)
    edits = []
    for (section, id_), left in reviews.items():
        node = value(value(root, section), id_)
        if isinstance(node, MappingNode):
            edits.append(put(text, node, "review", f"[{', '.join(left)}]"))
    return apply(text, edits)


def _spliced(
    folder: Path,
    old: Mapping[str, bytes],
    fragment: str,
    how: Splice,
    expected: Mapping[str, object],
) -> dict[str, bytes]:
    """The new contents; verified to say what is expected. Raises FileError."""
    texts = {name: text_in(data) for name, data in old.items()}
    for whole in (False, True):
        new = {
            name: data_of(text, old[name])
            for name, text in splice(texts, fragment, how._replace(whole=whole)).items()
        }
        if all(_says(new.get(name, old[name]), expected[name]) for name in new):
            return new
    raise FileError(f"the files in {folder} are laid out in a way that this cannot be written into")


def _says(data: bytes, expected: object) -> bool:
    tree, findings = read_yaml(data, "")
    broken = tree is None or any(finding.severity == "error" for finding in findings)
    return not broken and tree is not None and said(tree) == expected


def _refused(findings: Collection[Finding]) -> Added:
    return _answer(Merged([], [], [], {}, {}), findings, None, False, None)


def _answer(
    merged: Merged, findings: Collection[Finding], left: int | None, written: bool, diff: str | None
) -> Added:
    return {
        "schema": "claimgraph/add/1",
        "added": [_name(*spot) for spot in merged.added],
        "replaced": [_name(*spot) for spot in merged.replaced],
        "findings": rows_after_a_change(findings),
        "left": left,
        "written": written,
        "diff": diff,
    }


def _name(section: str, id_: str) -> str:
    return f"note:{id_}" if section == "endnotes" else id_
