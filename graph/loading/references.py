"""What is declared in the two files, and whether everything referred to is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..errors import Finding, Severity, shown
from ..hints import Spelling
from .refusals import Place
from .schema import ENTITIES, FILES, SINGULAR
from .syntax import Mapping, Sequence

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_HINTS = 100  # more questions than anybody answers, and each takes time


class Declared(NamedTuple):
    """Where and as what an id is declared; ``now`` is the present id of a former one."""

    kind: str
    file: str
    at: Place
    now: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.at[0]}:{self.at[1]}"


@dataclass
class Trees:
    """Both files in their long forms (``None``: unreadable), by name in findings."""

    claims: Mapping | None
    sources: Mapping | None
    claims_name: str
    sources_name: str
    ids: dict[str, Declared] = field(default_factory=dict)
    former: dict[str, Declared] = field(default_factory=dict)
    notes: dict[str, Declared] = field(default_factory=dict)

    def section(self, section: str) -> Any:
        """Value of ``section``; ``None`` where absent or unreadable."""
        tree, _ = self.home(section)
        return None if tree is None else tree.get(section)

    def file(self, section: str) -> str:
        """Name of the file in which ``section`` stands or should."""
        return self.home(section)[1]

    def home(self, section: str) -> tuple[Mapping | None, str]:
        """Content and name of the file to which ``section`` belongs, or of the only one that has it."""
        homes = [(self.claims, self.claims_name), (self.sources, self.sources_name)]
        if section in FILES["sources.yaml"]:
            homes.reverse()
        return next((home for home in homes if home[0] is not None and section in home[0]), homes[0])

    def finding(
        self, section: str, at: Place, code: str, message: str, hint: str | None, severity: Severity = "error"
    ) -> Finding:
        """What is to be said of the place ``at`` in ``section``."""
        return Finding(self.file(section), *at, severity, code, message, hint)

    def entities(self, section: str) -> Iterator[tuple[str, Mapping]]:
        """Entries of a section that maps ids to entities, as far as they have that shape."""
        value = self.section(section)
        if isinstance(value, Mapping):
            for key, entity in value.items():
                if isinstance(entity, Mapping):
                    yield key, entity

    def records(self, section: str) -> Iterator[Mapping]:
        """Entries of a section that is a list, as far as they have that shape."""
        value = self.section(section)
        if isinstance(value, Sequence):
            for record in value:
                if isinstance(record, Mapping):
                    yield record


def values(owner: Any, *path: str) -> list[tuple[str, Place]]:
    """Texts at ``path`` below ``owner``, each with its place; every item where a list is met."""
    found: list[tuple[str, Place]] = []
    _collect(owner, path, 0, (1, 1), found)
    return found


def _collect(owner: Any, path: tuple[str, ...], step: int, at: Place, found: list[tuple[str, Place]]) -> None:
    if owner.__class__ is Sequence:
        for item, place in zip(owner, owner.items_at, strict=True):
            _collect(item, path, step, place, found)
    elif step == len(path):
        if owner.__class__ is str:
            found.append((owner, at))
    elif owner.__class__ is Mapping and path[step] in owner:
        _collect(owner[path[step]], path, step + 1, owner.keys_at[path[step]][1], found)


def declare(trees: Trees) -> list[Finding]:
    """Fill ``trees`` with what is declared; ids that stand for two things are findings."""
    findings: list[Finding] = []
    former: list[tuple[Mapping, Declared]] = []  # read when all present ids are known
    paper = trees.section("paper")
    if isinstance(paper, Mapping):
        here = Declared("paper", trees.file("paper"), paper.value_at("id"))
        for value, _ in values(paper, "id"):
            _declare(trees, value, here, findings)
        former.append((paper, here))
    for section in ENTITIES:
        entities = trees.section(section)
        if isinstance(entities, Mapping):
            _declare_entities(trees, section, entities, former, findings)
    for entity, here in former:
        _declare_former(trees, entity, here, findings)
    _declare_folded(trees, findings)
    return findings


def _declare_entities(
    trees: Trees,
    section: str,
    entities: Mapping,
    former: list[tuple[Mapping, Declared]],
    findings: list[Finding],
) -> None:
    kind, file = SINGULAR[section], trees.file(section)
    # What has an id but no sense is declared, too: one finding says what is wrong with it.
    for key, (at, _) in entities.keys_at.items():
        here = Declared(kind, file, at)
        if section == "endnotes":
            trees.notes[key] = here
            continue
        _declare(trees, key, here, findings)
        entity = entities.get(key)
        if not isinstance(entity, Mapping):
            continue
        if "formerly" in entity:
            former.append((entity, here))
        for argument in entity.get("supported_by", ()) if section == "claims" else ():
            name = argument.get("id")
            if isinstance(name, str):
                there = Declared("argument", file, argument.value_at("id"))
                _declare(trees, name, there, findings)
                if "formerly" in argument:
                    former.append((argument, there))


def _declare(trees: Trees, id_: str, here: Declared, findings: list[Finding]) -> None:
    there = trees.ids.setdefault(id_, here)
    if there is not here:
        message = f'"{shown(id_)}" is declared twice: as {_a(there.kind)} and as {_a(here.kind)}'
        hint = f"the other stands at {there}; ids are unique across the whole data set"
        findings.append(Finding(here.file, *here.at, "error", "duplicate", message, hint))


def _declare_former(trees: Trees, entity: Mapping, here: Declared, findings: list[Finding]) -> None:
    now = str(entity.get("id", ""))
    for old, at in values(entity, "formerly"):
        there = trees.ids.get(old) or trees.former.get(old)
        if there is not None:
            is_ = "was" if there.now else "is"
            message = f'the former id "{shown(old)}" of {shown(now)} {is_} {_a(there.kind)} too'
            hint = f"the other stands at {there}"
            findings.append(Finding(here.file, *at, "error", "duplicate", message, hint))
        trees.former.setdefault(old, Declared(here.kind, here.file, at, now))


def _declare_folded(trees: Trees, findings: list[Finding]) -> None:
    folded: dict[str, str] = {}
    for id_, here in trees.ids.items():
        other = folded.setdefault(id_.casefold(), id_)
        if other != id_ and "/" not in id_:  # a numbered argument differs with its claim
            message = f'"{shown(id_)}" differs from "{shown(other)}" by capitals or ligatures only'
            hint = f"that one stands at {trees.ids[other]}; rename one"
            findings.append(Finding(here.file, *here.at, "error", "duplicate", message, hint))


REFERENCES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("paper", ("authors",), ("actor",), "author"),
    ("works", ("derived_from",), ("work",), "source"),
    ("endnotes", ("works",), ("work",), "work"),
    ("endnotes", ("refers_to",), ("note",), "note"),
    ("actors", ("part_of", "who"), ("actor",), "actor"),
    ("actors", ("member_of", "who"), ("actor",), "actor"),
    ("actors", ("members", "who"), ("actor",), "member"),
    ("actors", ("holds_office", "of"), ("actor",), "body"),
    ("topics", ("broader",), ("topic",), "topic"),
    ("claims", ("holder", "who"), ("actor",), "holder"),
    ("claims", ("holder", "to"), ("actor",), "hearer"),
    ("claims", ("holder", "via"), ("actor",), "reporter"),
    ("claims", ("holder", "or"), ("actor",), "holder"),
    ("claims", ("about",), ("actor", "topic"), "subject"),
    ("claims", ("cites", "note"), ("note",), "note"),
    ("claims", ("supported_by", "premises"), ("claim",), "premise"),
    ("claims", ("restates",), ("claim",), "restated claim"),
    ("attacks", ("from",), ("claim",), "attacker"),
    ("attacks", ("to",), ("claim", "argument"), "target"),
    ("limits", ("from",), ("claim",), "limiting claim"),
    ("limits", ("to",), ("claim", "argument"), "target"),
    ("stances", ("actor",), ("actor",), "actor"),
    ("stances", ("topic",), ("topic",), "topic"),
    ("stances", ("claims",), ("claim",), "claim"),
    ("stances", ("notes",), ("note",), "note"),
)
"""Section, path of the field, kinds it may name, and the part the thing named plays there."""


def dangling(trees: Trees) -> Iterator[Finding]:
    """References to what is not declared, or is something else.

    Those into a file that cannot be read are passed over: one finding says that it cannot.
    """
    spellings: dict[tuple[str, ...], Spelling] = {}
    left = _HINTS
    for section, path, kinds, part in REFERENCES:
        value = trees.section(section)
        if value is None or not _readable(trees, kinds):
            continue
        owners: Any = value.values() if isinstance(value, Mapping) and section != "paper" else [value]
        for owner in owners:
            if isinstance(owner, Mapping) and path[0] not in owner:
                continue
            for name, at in values(owner, *path):
                if _declares(trees, name, kinds):
                    continue
                message, hint = _explain(trees, name, kinds, part)
                if hint is None and left:
                    left -= 1
                    if kinds not in spellings:
                        spellings[kinds] = Spelling(
                            id_ for id_, here in trees.ids.items() if here.kind in kinds
                        )
                    near = spellings[kinds].nearest(name)
                    hint = f'did you mean "{near}" (line {trees.ids[near].at[0]})?' if near else None
                hint = (
                    hint or f"declare it, or name {' or '.join(_a(kind) for kind in kinds)} that is declared"
                )
                yield trees.finding(section, at, "unknown-reference", message, hint)


def _readable(trees: Trees, kinds: tuple[str, ...]) -> bool:
    """Whether all that declares things of these kinds can be read, or is absent."""
    for section in (section for section, kind in SINGULAR.items() if kind in kinds):
        tree, _ = trees.home(section)
        if tree is None or (section in tree.keys_at and not isinstance(tree.get(section), Mapping)):
            return False
    return True


def is_number(text: str) -> bool:
    """Whether ``text`` can be the number of a note."""
    return bool(_NUMBER.fullmatch(text))


def _declares(trees: Trees, name: str, kinds: tuple[str, ...]) -> bool:
    if kinds == ("note",):
        return name in trees.notes or not is_number(name)  # what is no number the schema reports
    here = trees.ids.get(name)
    return here is not None and here.kind in kinds


def _explain(trees: Trees, name: str, kinds: tuple[str, ...], part: str) -> tuple[str, str | None]:
    """What is wrong with a reference, and what to do if that is certain."""
    if kinds == ("note",):
        return f"there is no note {name}", f"the notes are in {trees.file('endnotes')}"
    called = f'{part} "{shown(name)}"'
    wanted = " or ".join(_a(kind) for kind in kinds)
    if name in trees.ids:
        here = trees.ids[name]
        return f"{called} is {_a(here.kind)}, not {wanted}", f"it stands at {here}"
    if name in trees.former:
        return f'{called} is now called "{shown(trees.former[name].now)}"', "write the new id"
    if kinds == (part,):
        return f"there is no {called}", None
    return f"{called} is not {wanted}", None


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
