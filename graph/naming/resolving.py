"""What a name on the command line means: ids, former ids, beginnings of ids, words, note numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from ..errors import AmbiguousName, UnknownName, UsageError
from ..evidence_graph.restatements import pools
from ..hints import near
from ..model.entities import Actor, Claim, Dataset, Topic, Work
from .candidates import KINDS, ambiguous, article, either, listed
from .searching import SEARCHED, Hit, Kind, search, sharing
from .words import fold, likeness, shortened, words

_CLAIM: tuple[Kind, ...] = ("claim",)
_ARGUMENT: tuple[Kind, ...] = ("argument",)
_NAMED: tuple[Kind, ...] = ("actor", "topic")
_NOTE = re.compile(r"(note(?::|\s+))?(\[)?([1-9][0-9]{0,8})(?(2)\])", re.IGNORECASE)
_CLEARLY_AHEAD = 1.2
"""So many times the score of the next has to be what words alone pick."""
_AUTHOR = ("author", "authors", "the author", "the authors")
_LONGEST = 200
"""No id that a person types is longer; only so much of a name is compared with the ids there are."""


class Named(NamedTuple):
    """What a name resolves to: a note by its number, everything else by its present id."""

    kind: Kind
    id: str | int


def resolve_claim(dataset: Dataset, query: str) -> str:
    """Id of the claim that ``query`` names: an id, a former one, a unique beginning of one, or words.

    Every word but idle ones must occur in the claim (its text, its id, who holds it, what it is
    about), as ``search`` finds words; the best match is taken only when it is clearly ahead of all
    that are not restatements of it.

    Raises UnknownName, AmbiguousName (with the candidates), UsageError for an empty query.
    """
    return str(resolve(dataset, query, _CLAIM).id)


def resolve(dataset: Dataset, name: str, kinds: Collection[Kind] = ()) -> Named:
    """What ``name`` names among ``kinds`` (none given: all): exact ids first, then beginnings, then words.

    An endnote is ``27``, ``[27]``, ``note:27`` or ``note 27``; any other kind may be put before the id in the
    same way, ``work:pew-2014``.

    Raises UnknownName, AmbiguousName, UsageError. Time: constant for an id, else linear in the
    ids and, for words, in all the text.
    """
    kinds = kinds or KINDS
    asked = unicodedata.normalize("NFC", name).strip()
    if not asked:
        raise UsageError(f"no {either(kinds)} is named", "give an id or a few words of it")
    head, colon, rest = asked.partition(":")
    if colon and rest.strip() and head.lower() in kinds and head.lower() != "note":
        return resolve(dataset, rest, [kind for kind in KINDS if kind == head.lower()])
    found = _exactly(dataset, asked, kinds)
    if found:
        return found
    other = _other(dataset, asked)
    try:
        found = _beginning(dataset, asked, kinds)
        if found is None and other and not asked.isalpha():
            raise _unknown(dataset, asked, kinds)  # such an id is no word
        return found or _by_words(dataset, asked, kinds)
    except AmbiguousName as several:
        if other is None:
            raise
        raise _another_kind(asked, other, kinds, several) from None


def completions(dataset: Dataset, incomplete: str, kinds: Collection[Kind] = ()) -> list[tuple[str, str]]:
    """Ids that begin with ``incomplete``, each with a line that says what it is."""
    begun = incomplete.lower()
    found = []
    for kind, id_, text in _ids(dataset, kinds or KINDS):
        if str(id_).startswith(begun):
            found.append((str(id_), shortened(text or kind)))
    return found


def _exactly(dataset: Dataset, asked: str, kinds: Collection[Kind]) -> Named | None:
    note = _NOTE.fullmatch(asked)
    if note and "note" in kinds:
        if int(note[3]) in dataset.endnotes:
            return Named("note", int(note[3]))
        raise UnknownName(f"there is no endnote {note[3]}", hint=_range_of_notes(dataset))
    folded = asked.lower()
    for name in dict.fromkeys((asked, folded)):
        found = _by_id(dataset, name, kinds)
        if found:
            return found
    return _by_former_id(dataset, folded, kinds)


def _by_id(dataset: Dataset, name: str, kinds: Collection[Kind]) -> Named | None:
    tables: tuple[tuple[Kind, Collection[str]], ...] = (
        ("claim", dataset.claims),
        ("work", dataset.works),
        ("actor", dataset.actors),
        ("topic", dataset.topics),
    )
    for kind, table in tables:
        if kind in kinds and name in table:
            return Named(kind, name)
    if "argument" in kinds:
        for claim in dataset.claims.values():
            if any(argument.id == name for argument in claim.supported_by):
                return Named("argument", name)
    return None


def _by_former_id(dataset: Dataset, name: str, kinds: Collection[Kind]) -> Named | None:
    for kind, id_, former in _former_ids(dataset, kinds):
        if former == name:
            return Named(kind, id_)
    claim, slash, number = name.partition("/")
    if slash and "argument" in kinds:
        renamed = _by_former_id(dataset, claim, _CLAIM)
        return _by_id(dataset, f"{renamed.id}/{number}", _ARGUMENT) if renamed else None
    return None


def _beginning(dataset: Dataset, asked: str, kinds: Collection[Kind]) -> Named | None:
    """The only thing whose id, or whose former id, begins with a single ``asked`` word."""
    begun = asked.lower()
    if any(letter.isspace() for letter in begun) or not words(begun):
        return None
    found: dict[Named, str | None] = {}
    for kind, id_, text in _ids(dataset, kinds):
        numbered = kind == "argument" and "/" in str(id_) and "/" not in begun
        if kind != "note" and not numbered and str(id_).startswith(begun):
            found[Named(kind, id_)] = text
    texts = {(kind, id_): text for kind, id_, text in _ids(dataset, kinds)} if found else {}
    for kind, id_, former in _former_ids(dataset, kinds):
        if former.startswith(begun):
            found[Named(kind, id_)] = texts.get((kind, id_))
    if len(found) > 1 and not _are_restatements(dataset, found):
        found = {**_bearing(dataset, begun, kinds), **found}
        raise ambiguous(asked, [(named.id, text) for named, text in found.items()])
    return next(iter(found), None)


def _bearing(dataset: Dataset, word: str, kinds: Collection[Kind]) -> dict[Named, str | None]:
    """Find the actors and topics whose name has ``word`` in it: ids that begin so would hide them."""
    hits = _with_every_word(dataset, word, [kind for kind in _NAMED if kind in kinds])
    return {
        Named(hit["kind"], hit["id"]): hit["text"] for hit in hits if fold(word) in words(hit["text"] or "")
    }


def _are_restatements(dataset: Dataset, found: Collection[Named]) -> bool:
    """Whether all of ``found`` are one claim said again."""
    if any(named.kind != "claim" for named in found):
        return False
    stands_for = pools(dataset).stands_for
    return len({stands_for[str(named.id)] for named in found}) == 1


def _by_words(dataset: Dataset, asked: str, kinds: Collection[Kind]) -> Named:
    hits = _with_every_word(dataset, asked, [kind for kind in SEARCHED if kind in kinds and kind != "note"])
    if not hits:
        raise _unknown(dataset, asked, kinds)
    best = hits[0]
    same = _restatements(dataset, best)
    rivals = [hit for hit in hits[1:] if not (hit["kind"] == "claim" and hit["id"] in same)]
    if rivals and not _is_ahead(best, rivals[0], asked):
        near = [hit for hit in hits if best["score"] < hit["score"] * _CLEARLY_AHEAD]
        raise ambiguous(asked, [(hit["id"], hit["text"]) for hit in near])
    first = next((hit for hit in hits if hit["kind"] == "claim" and hit["id"] in same[:1]), best)
    return Named(first["kind"], first["id"])


def _with_every_word(dataset: Dataset, asked: str, kinds: Collection[Kind]) -> list[Hit]:
    return [hit for hit in search(dataset, asked, kinds) if hit["every_word"]]


def _is_ahead(best: Hit, second: Hit, asked: str) -> bool:
    """Whether ``best`` is what was meant: by its score, or because its id is the words asked for."""
    if best["score"] >= second["score"] * _CLEARLY_AHEAD:
        return True
    return _is_named(best, asked) and not _is_named(second, asked)


def _is_named(hit: Hit, asked: str) -> bool:
    """Whether the words asked for are just those of the id, in any order, typing errors forgiven."""
    name, typed = set(words(str(hit["id"]))), set(words(asked))
    return len(name) == len(typed) and all(any(likeness(word, part) for word in typed) for part in name)


def _restatements(dataset: Dataset, hit: Hit) -> tuple[str, ...]:
    if hit["kind"] != "claim":
        return ()
    """The claims that are one with ``hit``, the one that stands for all first."""
    pool = pools(dataset)
    first = pool.stands_for[str(hit["id"])]
    return tuple(dict.fromkeys((first, *pool.members[first])))


def _unknown(dataset: Dataset, asked: str, kinds: Collection[Kind]) -> UnknownName:
    other = _other(dataset, asked)
    if other:
        return _another_kind(asked, other, kinds)
    said = f'no {either(kinds)} is called "{shortened(asked)}"'
    near = _nearest(dataset, asked, kinds)
    if "actor" in kinds and asked.lower() in _AUTHOR and dataset.paper.authors:
        authors = dataset.paper.authors
        candidates = list(dict.fromkeys((*authors, *(id_ for id_, _ in near))))
        return UnknownName(said, candidates, f"the paper's author is {', '.join(authors)}")
    if near:
        return UnknownName(said, [id_ for id_, _ in near], listed(near))
    hint = "claimgraph search WORDS looks everywhere; claimgraph list shows what there is"
    return UnknownName(said, hint=hint)


def _other(dataset: Dataset, asked: str) -> Named | None:
    """Whatever is called just ``asked``, of any kind."""
    note = _NOTE.fullmatch(asked)
    if note and int(note[3]) in dataset.endnotes:
        return Named("note", int(note[3]))
    return _by_id(dataset, asked, KINDS) or _by_id(dataset, asked.lower(), KINDS)


def _another_kind(
    asked: str, other: Named, kinds: Collection[Kind], several: AmbiguousName | None = None
) -> UnknownName:
    """That ``asked`` is a thing of another kind, and which of ``kinds`` it fits besides."""
    said = f"{shortened(asked)} is {article(other.kind)}, not {article(either(kinds))}"
    if several is None:
        return UnknownName(said, hint=f"claimgraph show {shortened(asked)} says more about it")
    return AmbiguousName(said, several.candidates, (several.hint or "").replace("one of", "did you mean", 1))


def _nearest(dataset: Dataset, asked: str, kinds: Collection[Kind]) -> list[tuple[str, str | None]]:
    """Find the ids that look like ``asked``, then the things that share most of its words."""
    texts = {str(id_): text for kind, id_, text in _ids(dataset, kinds) if kind != "note"}
    typed = "-".join(words(asked[:_LONGEST])) or asked[:_LONGEST].lower()
    found = near(typed, texts)
    searched = [kind for kind in SEARCHED if kind in kinds and kind != "note"]
    found += [str(hit["id"]) for hit in sharing(dataset, asked[:_LONGEST], searched)[:5]]
    return [(id_, texts.get(id_)) for id_ in list(dict.fromkeys(found))[:5]]


def _range_of_notes(dataset: Dataset) -> str:
    if not dataset.endnotes:
        return "the data set has no endnotes"
    return f"the endnotes run from {min(dataset.endnotes)} to {max(dataset.endnotes)}"


def _ids(dataset: Dataset, kinds: Collection[Kind]) -> Iterator[tuple[Kind, str | int, str | None]]:
    """Every id there is, with its kind and a text that says what it is."""
    if "claim" in kinds:
        yield from (("claim", claim.id, claim.text) for claim in dataset.claims.values())
    if "note" in kinds:
        yield from (("note", number, f"endnote, {note.form}") for number, note in dataset.endnotes.items())
    if "work" in kinds:
        yield from (("work", work.id, work.title) for work in dataset.works.values())
    if "actor" in kinds:
        yield from (("actor", actor.id, actor.name) for actor in dataset.actors.values())
    if "topic" in kinds:
        yield from (("topic", topic.id, topic.label) for topic in dataset.topics.values())
    if "argument" in kinds:
        for claim in dataset.claims.values():
            for argument in claim.supported_by:
                yield "argument", argument.id, f"for {claim.id}: {', '.join(argument.premises)}"


def _former_ids(dataset: Dataset, kinds: Collection[Kind]) -> Iterator[tuple[Kind, str, str]]:
    tables: tuple[tuple[Kind, Mapping[str, Claim | Work | Actor | Topic]], ...] = (
        ("claim", dataset.claims),
        ("work", dataset.works),
        ("actor", dataset.actors),
        ("topic", dataset.topics),
    )
    for kind, table in tables:
        if kind in kinds:
            for thing in table.values():
                yield from ((kind, thing.id, former) for former in thing.formerly)
    if "argument" in kinds:
        for claim in dataset.claims.values():
            for argument in claim.supported_by:
                yield from (("argument", argument.id, former) for former in argument.formerly)
