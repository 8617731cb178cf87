"""Which evidence is ours, weak, the paper's own, or beyond anybody's check (design section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from typing_extensions import TypedDict

from ..model.entities import Argument, Citation, Claim, Dataset, Paper, Work
from ..model.terms import CLASSES, EvidenceClass, Status
from .notes import works_of

UNCHECKABLE = frozenset(
    {
        "personal communication",
        "conversation",
        "private conversation",
        "private communication",
        "unnamed conversation",
    }
)
"""Work types, in lower case, that no reader can look up."""
NEWSPAPERS = frozenset({"news", "newspaper article", "editorial", "op-ed"})
"""Work types, in lower case, that count as newspapers."""
PERSONAL = "personal communication"


class Lean(TypedDict):
    """A class of evidence without which a status is lower, and that lower status."""

    on: EvidenceClass
    without: Status


_BITS = [1 << place for place in range(len(CLASSES))]
RECONSTRUCTION, WEAK, IMPLICIT, UNCHECKABLE_WORK, OWN, UNCERTAIN = _BITS


def mask(classes: Iterable[EvidenceClass]) -> int:
    """``classes`` as the bits of a number, the first of the list lowest."""
    return sum(1 << CLASSES.index(each) for each in set(classes))


def of_argument(argument: Argument) -> int:
    """The classes of ``argument``, as bits: who made it, how sure."""
    ours = RECONSTRUCTION if argument.by == "us" else 0
    return ours | (UNCERTAIN if argument.confidence == "low" else 0)


def of_citation(citation: Citation) -> int:
    """The classes of ``citation``, as bits: how it fits, whether a marker is printed for it."""
    weak = WEAK if citation.fit == "weak" else 0
    return weak | (IMPLICIT if citation.scope == "implicit" else 0)


def of_work(paper: Paper, work: Work) -> int:
    """The classes of ``work``, as bits: whether it can be checked, whether it is the paper's own."""
    own = OWN if is_own(paper, work) else 0
    return own | (UNCHECKABLE_WORK if is_uncheckable(work) else 0)


def of_notes(dataset: Dataset, behind: Mapping[int, Sequence[str]]) -> dict[int, int]:
    """The classes of every note, as bits: those that all works ``behind`` it are in."""
    of_works = {name: of_work(dataset.paper, work) for name, work in dataset.works.items()}
    found = {}
    for number, works in behind.items():
        bits = -1 if works else 0
        for work in works:
            bits &= of_works.get(work, 0)
        found[number] = bits
    return found


def is_uncheckable(work: Work) -> bool:
    """Whether no reader can look ``work`` up."""
    return (work.type or "").casefold() in UNCHECKABLE


def is_own(paper: Paper, work: Work) -> bool:
    """Whether an author or the publisher of ``paper`` made or issued ``work``."""
    own = {*paper.authors, paper.publisher} - {None}
    return work.issuer in own or not own.isdisjoint(work.creators)


def is_personal(work: Work) -> bool:
    """Whether ``work`` is a personal communication."""
    return (work.type or "").casefold() == PERSONAL


def is_newspaper(work: Work) -> bool:
    """Whether ``work`` is newspaper writing."""
    return (work.type or "").casefold() in NEWSPAPERS


def without_classes(dataset: Dataset, dropped: Iterable[EvidenceClass]) -> Dataset:
    """``dataset`` as though what is in the classes ``dropped`` had never been written down.

    Arguments and citations of these classes go, and with an argument the attacks and limits on it.
    With one class: what that class's ``leaning`` answers; several fall one after the other, in any order.
    """
    bits = mask(dropped)
    if not bits:
        return dataset
    noted = of_notes(dataset, works_of(dataset).works)
    claims = {name: _kept(claim, bits, noted) for name, claim in dataset.claims.items()}
    gone = {a.id for name, claim in dataset.claims.items() for a in claim.supported_by} - {
        a.id for claim in claims.values() for a in claim.supported_by
    }
    return dataset.model_copy(
        update={
            "claims": claims,
            "attacks": tuple(each for each in dataset.attacks if each.to not in gone),
            "limits": tuple(each for each in dataset.limits if each.to not in gone),
        }
    )


def _kept(claim: Claim, bits: int, noted: Mapping[int, int]) -> Claim:
    cites = tuple(each for each in claim.cites if not (of_citation(each) | noted.get(each.note, 0)) & bits)
    arguments: tuple[Argument, ...] = tuple(
        each for each in claim.supported_by if not of_argument(each) & bits
    )
    if len(cites) == len(claim.cites) and len(arguments) == len(claim.supported_by):
        return claim
    return claim.model_copy(update={"cites": cites, "supported_by": arguments})
