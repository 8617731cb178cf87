"""Attacks and limits as they are written: the rows of ``list attacks`` and ``list limits``."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from ..model.entities import Attack, Limit
from ..model.terms import Confidence, LimitKind, Maker


class _Against(TypedDict):
    """What of an attack or limit is said beside its ends; ``conclusion`` is the claim that is met.

    It is ``to`` itself, or that of the argument ``to``. ``by`` is ``us`` where it is our reading.
    """

    conclusion: str
    signal: str | None
    by: Maker | None
    confidence: Confidence | None


_AttackEnds = TypedDict("_AttackEnds", {"from": str, "to": str, "type": Literal["rebut", "undercut"]})
_LimitEnds = TypedDict("_LimitEnds", {"from": str, "to": str, "kind": LimitKind})


class ListedAttack(_AttackEnds, _Against):
    """An attack: a claim rebuts a claim, or undercuts an argument."""


class ListedLimit(_LimitEnds, _Against):
    """A limit: of a claim, or of an argument."""


def attack_row(attack: Attack, conclusion: str) -> ListedAttack:
    """``attack`` on the claim ``conclusion``, or on an argument for it."""
    return {
        "from": attack.from_,
        "to": attack.to,
        "type": "rebut" if attack.to == conclusion else "undercut",
        **_against(attack, conclusion),
    }


def limit_row(limit: Limit, conclusion: str) -> ListedLimit:
    """``limit`` of the claim ``conclusion``, or of an argument for it."""
    return {"from": limit.from_, "to": limit.to, "kind": limit.kind, **_against(limit, conclusion)}


def _against(attack: Attack, conclusion: str) -> _Against:
    return {
        "conclusion": conclusion,
        "signal": attack.signal,
        "by": attack.by,
        "confidence": attack.confidence,
    }
