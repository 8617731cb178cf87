"""What statuses, forms, kinds and sides are called, for the page's document and for its script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from ...evidence_graph.groups import GROUPS
from ...model.terms import STATUSES, Caveat, ClaimKind, EvidenceClass, NoteForm, Polarity, Status
from ...naming.ranking import IDLE
from .shape import Words

FORMS: Mapping[NoteForm, str] = {
    "full": "in full",
    "ibid": "printed as ibid.",
    "op_cit": "printed as op. cit.",
    "see_note": "printed as “see note”",
    "short": "printed by short title",
    "comment": "a comment",
}
STATUS_MEANS: Mapping[Status, str] = {
    "documented": "holds by cited works alone, even without any bare assertion",
    "partly documented": "works bear on it, but it also needs something nobody documents",
    "asserted": "rests on the word of those who say it; no work reaches it",
    "unsupported": "nothing that holds supports it",
}
CAVEAT_MEANS: Mapping[Caveat, str] = {
    "undecided": "undecided",
    "contested": "contested",
    "no source": "no source",
    "one source": "one source: no other work bears on it",
    "fragile": "fragile: the loss of one work lowers it",
}
SIDES: Mapping[Polarity, str] = {
    "opposes": "opposes",
    "worried": "is worried about",
    "mixed": "is of two minds about",
    "neutral": "is neutral on",
    "supports": "supports",
}
"""Polarities as verbs, from against to for."""
CLASS_MEANS: Mapping[EvidenceClass, str] = {
    "reconstructions": "arguments that we read into the text",
    "weak citations": "citations whose works fit weakly",
    "implicit citations": "citations for which no marker is printed",
    "uncheckable works": "works that no reader can look up",
    "own works": "works of the paper’s authors or publisher",
    "uncertain arguments": "arguments that we are not sure of",
}
"""In the order of the closed list."""


def words() -> Words:
    """All of these for the page's script."""
    return {
        "kinds": {kind: kind.capitalize() for kind in get_args(ClaimKind)},
        "forms": dict(FORMS),
        "statuses": {status: STATUS_MEANS[status] for status in STATUSES},
        "caveats": dict(CAVEAT_MEANS),
        "polarities": dict(SIDES),
        "idle": sorted(IDLE),
        "classes": dict(CLASS_MEANS),
        "groups": list(GROUPS),
    }
