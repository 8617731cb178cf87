"""The closed lists of the data model, in the order in which they are shown (design section 3)."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

ClaimKind: TypeAlias = Literal[
    "thesis", "claim", "fact", "prediction", "recommendation", "definition", "reported statement"
]
NoteForm: TypeAlias = Literal["full", "ibid", "op_cit", "see_note", "short", "comment"]
Polarity: TypeAlias = Literal["supports", "opposes", "worried", "mixed", "neutral"]
Fit: TypeAlias = Literal["weak", "none"]
Scope: TypeAlias = Literal["sentence", "backward", "implicit"]
LimitKind: TypeAlias = Literal["concession", "qualification", "contrast"]
Reason: TypeAlias = Literal[
    "question", "definition", "list", "transition", "narrative", "caption", "apparatus"
]
Confidence: TypeAlias = Literal["low", "medium", "high"]
Maker: TypeAlias = Literal["author", "us"]
Status: TypeAlias = Literal["documented", "partly documented", "asserted", "unsupported"]
Label: TypeAlias = Literal["in", "out", "undecided"]
Caveat: TypeAlias = Literal["undecided", "contested", "no source", "one source", "fragile"]
"""What to know beside a status; the first that holds."""
"""The highest first: ``STATUSES`` is the one order of them."""
EvidenceClass: TypeAlias = Literal[
    "reconstructions",
    "weak citations",
    "implicit citations",
    "uncheckable works",
    "own works",
    "uncertain arguments",
]
"""What a status may lean on (design section 4, contract)."""

FILES: dict[str, tuple[str, ...]] = {
    "claims.yaml": ("claimgraph", "actors", "topics", "claims", "attacks", "limits", "stances", "unclaimed"),
    "sources.yaml": ("claimgraph", "paper", "works", "endnotes"),
}
"""The two files of a data set and the sections of each."""

STATUSES: tuple[Status, ...] = get_args(Status)
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
GRADES: tuple[Status, ...] = STATUSES[::-1]
"""The same, the lowest first."""
CLASSES: tuple[EvidenceClass, ...] = get_args(EvidenceClass)


def is_lower(status: Status, than: Status) -> bool:
    """Whether ``status`` is worse than the other."""
    return STATUSES.index(status) > STATUSES.index(than)


Fate: TypeAlias = Literal[
    "retraction",
    "retraction and replacement",
    "partial retraction",
    "expression of concern",
    "correction",
    "reinstatement",
    "no retraction",
    "undecided",
]
"""What became of a work after it was published."""
Key: TypeAlias = Literal["doi", "url", "isbn", "id", "title"]
"""By what a work is found; each with its value as ``identifiers``, ``addresses`` or ``titles`` read it."""

# CiTO's labels of the properties by which a citing entity cites (not their inverses).
Intent: TypeAlias = Literal[
    "agrees with",
    "cites",
    "cites as authority",
    "cites as data source",
    "cites as evidence",
    "cites as metadata document",
    "cites as potential solution",
    "cites as recommended reading",
    "cites as related",
    "cites as source document",
    "cites for information",
    "compiles",
    "confirms",
    "contains assertion from",
    "corrects",
    "credits",
    "critiques",
    "derides",
    "describes",
    "disagrees with",
    "discusses",
    "disputes",
    "documents",
    "extends",
    "includes excerpt from",
    "includes quotation from",
    "likes",
    "links to",
    "obtains background from",
    "obtains support from",
    "parodies",
    "plagiarizes",
    "qualifies",
    "refutes",
    "replies to",
    "retracts",
    "reviews",
    "ridicules",
    "speculates on",
    "supports",
    "updates",
    "uses conclusions from",
    "uses data from",
    "uses method in",
]
INTENTS: tuple[str, ...] = get_args(Intent)

EVIDENTIAL: frozenset[str] = frozenset(
    {
        "cites as evidence",
        "cites as authority",
        "cites as data source",
        "cites as source document",
        "includes quotation from",
        "includes excerpt from",
        "obtains support from",
        "confirms",
    }
)
"""The intents by which a note is evidence for a claim (design section 4, Citations)."""
