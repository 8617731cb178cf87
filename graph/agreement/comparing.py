"""Two encodings of one paper: where they agree, how far, and each place where they do not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from typing_extensions import TypedDict

from ..documents.headings import key
from ..errors import UsageError
from ..model.entities import Paper
from ..naming.closed import one_of
from .aligning import Pair, align_claims, align_names
from .encodings import Encoding, Place, read_encoding
from .judging import Difference, Judged, judge
from .measuring import Measure


class Side(TypedDict):
    """One of the encodings: how many claims of it are compared."""

    folder: str
    paper: str
    claims: int


class Matched(TypedDict):
    """Two claims that are taken for the same."""

    first: str
    second: str
    similarity: float


class Disagreement(TypedDict):
    """Something that one encoding has and the other has not, or has otherwise; where in both."""

    kind: str
    message: str
    first: Place | None
    second: Place | None


class Comparison(TypedDict):
    """The answer of ``compare``: the first encoding is the reference."""

    schema: str
    first: Side
    second: Side
    sections: list[str]
    matched: list[Matched]
    agreement: dict[str, Measure]
    disagreements: list[Disagreement]


def compare(first: Path | str, second: Path | str, *, sections: Collection[str] = ()) -> Comparison:
    """Compare the data sets in two folders, two encodings of one paper.

    Claims are aligned by passage (see ``aligning``); ``sections`` restricts the comparison. Holders,
    notes and kinds are compared on claims that both have, support, attacks and limits between them.

    Raises DataError for a data set that cannot be loaded, UsageError for those of different papers,
    UnknownName for a section that the paper has not, ExtraMissing without the library for alpha.
    """
    one, other = read_encoding(first), read_encoding(second)
    _refuse_different_papers(one, other)
    known = ["0", *(section.id for section in one.dataset.paper.sections)]
    only = frozenset(one_of(section, list(dict.fromkeys(known)), "section") for section in sections)
    one, other = replace(one, sections=only or None), replace(other, sections=only or None)
    names = align_names(one, other)
    pairs = align_claims(one, other, names)
    judged = judge(one, other, names, pairs)
    return {
        "schema": "claimgraph/compare/1",
        "first": _side(one),
        "second": _side(other),
        "sections": sorted(only),
        "matched": [_matched(pair) for pair in pairs],
        "agreement": {what: verdict.measure for what, verdict in judged.items()},
        "disagreements": [_disagreement(difference) for difference in _in_order(judged)],
    }


def _in_order(judged: dict[str, Judged]) -> list[Difference]:
    return [difference for verdict in judged.values() for difference in verdict.differences]


def _side(encoding: Encoding) -> Side:
    return {
        "folder": str(encoding.folder),
        "paper": encoding.dataset.paper.id,
        "claims": len(encoding.claims),
    }


def _matched(pair: Pair) -> Matched:
    return {"first": pair.first, "second": pair.second, "similarity": pair.similarity}


def _disagreement(difference: Difference) -> Disagreement:
    return {
        "kind": difference.kind,
        "message": difference.message,
        "first": difference.first,
        "second": difference.second,
    }


def _refuse_different_papers(one: Encoding, other: Encoding) -> None:
    first, second = one.dataset.paper, other.dataset.paper
    if first.id == second.id or first.id in second.formerly or second.id in first.formerly:
        return
    if first.title and second.title and key(first.title) == key(second.title):
        return
    from ..model.identifiers import dois

    if set(dois(first.doi or "")) & set(dois(second.doi or "")):
        return
    raise UsageError(
        f"{one.folder} is about {_name(first)}, {other.folder} about {_name(second)}: different papers",
        "compare two encodings of one paper; they are told by the paper's id, title or DOI",
    )


def _name(paper: Paper) -> str:
    return f"{paper.id} (“{paper.title}”)" if paper.title else paper.id
